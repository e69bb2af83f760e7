//! Refusing, discontinuing, suspending, and not handling a part (A15-A23, B22-B26, B31).

use super::*;
use domain::{
    case::{Declared, MatterCommand, OpportunityCommand, Stage},
    code::{Channel, Consent, Ground, Litigation, Outcome, Referral},
};
use tests::{both_offices, both_offices_under_japico};

both_offices!(
    b24_a_court_is_a_ground_when_it_is_declared_pending_or_ended,
    b23_standing_is_refused_only_after_an_opportunity_to_cure,
    b31_whoever_is_out_of_scope_is_told_where_to_go,
    b25_an_improper_purpose_is_answered_to_before_it_is_used,
);
both_offices_under_japico!(
    a18_a_court_that_has_decided_is_no_ground_here,
    a17_the_money_is_refused_and_the_data_goes_on,
    a19_nobody_is_discontinued_for_falsehood_unheard,
    a21_an_unmet_request_needs_two_reminders,
    a20_refusing_talks_must_have_been_declared,
    a23_the_catch_all_ground_needs_reasons_and_a_second_person,
);

fn declare(change: impl FnOnce(&mut Declared)) -> CaseCommand {
    let mut declared = Declared::default();
    change(&mut declared);
    CaseCommand::Matter(MatterCommand::Declare {
        declared,
        words: words(),
    })
}

fn give(ground: Ground) -> CaseCommand {
    CaseCommand::Opportunity(OpportunityCommand::Give {
        ground,
        by: Channel::Post,
        letter: words(),
    })
}

fn used(ground: Ground, cured: bool) -> CaseCommand {
    CaseCommand::Opportunity(OpportunityCommand::Record {
        ground,
        cured,
        answer: words(),
    })
}

fn propose(act: Act) -> CaseCommand {
    CaseCommand::Propose(motion(act))
}

fn refuse(ground: Ground) -> CaseCommand {
    propose(Act::OutOfScope { ground })
}

async fn b24_a_court_is_a_ground_when_it_is_declared_pending_or_ended(t: &TestOffice) {
    for (said, fits) in [
        (Litigation::None, false),
        (Litigation::Pending, true),
        (Litigation::Ended, true),
    ] {
        let id = screened(t, complaint()).await;
        t.go(Role::Intake, id, declare(|d| d.litigation = said))
            .await;
        if fits {
            t.go(Role::Handler, id, refuse(Ground::Litigation)).await;
        } else {
            assert_eq!(
                t.refused(Role::Handler, id, refuse(Ground::Litigation))
                    .await,
                "case.litigation_not_declared"
            );
        }
    }
    let id = screened(t, complaint()).await;
    assert_eq!(
        t.refused(Role::Handler, id, refuse(Ground::DamagesClaim))
            .await,
        "case.ground_not_in_rules",
        "these rules do not know the ground"
    );
}

async fn a18_a_court_that_has_decided_is_no_ground_here(t: &TestOffice) {
    let id = screened(t, complaint()).await;
    let ended = declare(|d| d.litigation = Litigation::Ended);
    t.go(Role::Intake, id, ended).await;
    assert_eq!(
        t.refused(Role::Handler, id, refuse(Ground::Litigation))
            .await,
        "case.litigation_not_declared"
    );
}

async fn b23_standing_is_refused_only_after_an_opportunity_to_cure(t: &TestOffice) {
    let ground = Ground::NoStanding;
    let id = screened(t, complaint()).await;
    assert_eq!(
        t.refused(Role::Handler, id, refuse(ground)).await,
        "opportunity.not_given"
    );
    let file = t.go(Role::Handler, id, give(ground)).await;
    assert!(file.deadlines["CURE.1"].is_open());
    assert_eq!(
        t.refused(Role::Handler, id, refuse(ground)).await,
        "opportunity.still_open"
    );
    t.go(Role::Handler, id, used(ground, true)).await;
    assert_eq!(
        t.refused(Role::Handler, id, refuse(ground)).await,
        "opportunity.cured"
    );
    // Another one who lets the time pass.
    let id = screened(t, complaint()).await;
    t.go(Role::Handler, id, give(ground)).await;
    t.days_pass(20).await;
    let file = t.go(Role::Handler, id, refuse(ground)).await;
    assert!(file.proposal.is_some());
}

async fn b31_whoever_is_out_of_scope_is_told_where_to_go(t: &TestOffice) {
    let id = screened(t, complaint()).await;
    let ground = Ground::NotPersonalData;
    let file = t.decide(id, motion(Act::OutOfScope { ground })).await;
    assert!(file.is_open(), "not over before the answer is out");
    assert!(file.deadlines["OOS_REPLY.1"].is_open());
    let reply = CaseCommand::ReplyOutOfScope {
        referral: Referral::Ppc,
        letter: words(),
    };
    let file = t.go(Role::Handler, id, reply).await;
    assert!(matches!(
        file.stage,
        Stage::Closed {
            outcome: Outcome::OutOfScope,
            referral: Some(Referral::Ppc),
            ..
        }
    ));
}

async fn a17_the_money_is_refused_and_the_data_goes_on(t: &TestOffice) {
    let id = screened(t, complaint()).await;
    let part = Act::RefusePart {
        ground: Ground::DamagesClaim,
        referral: Referral::Bar,
    };
    let file = t.decide(id, motion(part)).await;
    assert_eq!(file.stage, Stage::Screening {}, "the rest goes on");
    assert!(file.proposal.is_none());
    let falsehood = Act::RefusePart {
        ground: Ground::Falsehood,
        referral: Referral::Bar,
    };
    assert_eq!(
        t.refused(Role::Handler, id, propose(falsehood)).await,
        "case.ground_does_not_carry"
    );
}

/// A complaint under rules that ask for papers, accepted.
async fn accepted_with_papers(t: &TestOffice) -> CaseId {
    use domain::{
        case::{FilingCommand, IdentityCheck},
        code::{CheckResult, Paper},
    };
    let with_papers = Registration {
        papers: [Paper::Form, Paper::Identity].into(),
        ..complaint()
    };
    let id = screened(t, with_papers).await;
    let check = IdentityCheck {
        paper: Paper::Identity,
        document: "drivers_licence".to_owned(),
        result: CheckResult::Verified,
        masked: true,
        called_back: None,
        note: String::new(),
    };
    let check = CaseCommand::Filing(FilingCommand::Check(check));
    t.go(Role::Intake, id, check).await;
    t.decide(id, motion(Act::Accept {})).await;
    id
}

async fn a19_nobody_is_discontinued_for_falsehood_unheard(t: &TestOffice) {
    let id = accepted_with_papers(t).await;
    let ground = Ground::Falsehood;
    let discontinue = || Act::Discontinue {
        ground,
        referral: None,
    };
    assert_eq!(
        t.refused(Role::Handler, id, propose(discontinue())).await,
        "opportunity.not_given"
    );
    t.go(Role::Handler, id, give(ground)).await;
    t.go(Role::Handler, id, used(ground, false)).await;
    let file = t.decide(id, motion(discontinue())).await;
    assert!(matches!(
        file.stage,
        Stage::Closed {
            outcome: Outcome::Discontinued,
            ..
        }
    ));
}

async fn a21_an_unmet_request_needs_two_reminders(t: &TestOffice) {
    let id = accepted_with_papers(t).await;
    let ground = Ground::RequestUnmet;
    t.go(Role::Handler, id, give(ground)).await;
    t.days_pass(20).await;
    let suspend = || propose(Act::Suspend { ground, from: None });
    for _ in 0..2 {
        assert_eq!(
            t.refused(Role::Handler, id, suspend()).await,
            "opportunity.still_open"
        );
        let remind = CaseCommand::Remind {
            by: Channel::Telephone,
            letter: words(),
        };
        t.go(Role::Handler, id, remind).await;
    }
    t.go(Role::Handler, id, suspend()).await;
}

async fn a20_refusing_talks_must_have_been_declared(t: &TestOffice) {
    let id = screened(t, complaint()).await;
    let ground = Ground::RefusesTalks;
    assert_eq!(
        t.refused(Role::Handler, id, refuse(ground)).await,
        "case.refusal_not_declared"
    );
    let refuses = declare(|d| d.material = Consent::Refused);
    t.go(Role::Intake, id, refuses).await;
    assert_eq!(
        t.refused(Role::Handler, id, refuse(ground)).await,
        "opportunity.not_given",
        "and a reminder first"
    );
}

async fn b25_an_improper_purpose_is_answered_to_before_it_is_used(t: &TestOffice) {
    let ground = Ground::ImproperPurpose;
    let id = screened(t, complaint()).await;
    assert_eq!(
        t.refused(Role::Handler, id, refuse(ground)).await,
        "opportunity.not_given"
    );
    t.go(Role::Handler, id, give(ground)).await;
    t.go(Role::Handler, id, used(ground, false)).await;
    let file = t.decide(id, motion(Act::OutOfScope { ground })).await;
    assert_eq!(file.stage, Stage::OutOfScope { ground });
}

async fn a23_the_catch_all_ground_needs_reasons_and_a_second_person(t: &TestOffice) {
    let ground = Ground::Impracticable;
    let id = accepted_with_papers(t).await;
    let act = || Act::Discontinue {
        ground,
        referral: Some(Referral::ConsumerCentre),
    };
    for lacking in [
        Motion {
            reason: " ".to_owned(),
            ..motion(act())
        },
        Motion {
            letter: String::new(),
            ..motion(act())
        },
    ] {
        assert_eq!(
            t.refused(Role::Handler, id, CaseCommand::Propose(lacking))
                .await,
            "field.required"
        );
    }
    let file = t.go(Role::Handler, id, propose(act())).await;
    let proposal = file.proposal.unwrap().digest;
    let approve = CaseCommand::Approve { proposal };
    assert_eq!(
        t.refused(Role::Handler, id, approve.clone()).await,
        "access.denied"
    );
    let file = t.go(Role::Supervisor, id, approve).await;
    assert!(!file.is_open());
}
