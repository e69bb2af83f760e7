//! Telling the member, or not (A29-A30, B32-B33), and the end of a case (A11, B38-B39).

use super::*;
use domain::{
    case::{Declared, MatterCommand, Stage},
    code::{Channel, Consent, Outcome, Referral, Will, Withholding},
};
use tests::both_offices;

both_offices!(
    b33_a_wish_keeps_the_member_out_and_leaves_advice,
    a30_harm_is_reviewed_until_it_ends,
    a11_no_end_without_advice_and_investigation,
    b38_silence_counts_only_after_a_reminder,
    b39_without_agreement_there_is_a_referral,
);

fn wish(notify_member: Consent) -> CaseCommand {
    CaseCommand::Matter(MatterCommand::Declare {
        declared: Declared {
            notify_member,
            ..Declared::default()
        },
        words: words(),
    })
}

fn issue() -> CaseCommand {
    CaseCommand::IssueRequest {
        by: Delivery::Portal,
        letter: words(),
    }
}

fn withhold(because: Withholding) -> Motion {
    Motion::new(Act::Withhold { because }, words())
}

async fn b33_a_wish_keeps_the_member_out_and_leaves_advice(t: &TestOffice) {
    let id = accepted(t).await;
    assert_eq!(
        t.refused(
            Role::Handler,
            id,
            CaseCommand::Propose(withhold(Withholding::Wish))
        )
        .await,
        "case.wish_not_declared"
    );
    t.go(Role::Intake, id, wish(Consent::Refused)).await;
    let rules = t.office.in_force(t.office.now().date()).await.unwrap();
    assert_eq!(
        t.refused(Role::Handler, id, issue().checked(&rules.profile))
            .await,
        "case.notice_unwanted"
    );
    let file = t.decide(id, withhold(Withholding::Wish)).await;
    assert!(matches!(file.stage, Stage::AdviceOnly { .. }));
    assert!(!file.deadlines["NOTIFY.1"].is_open());
    assert!(file.deadlines["WITHHOLD_REVIEW.1"].is_open());
    let member = t.who(Role::MemberContact);
    let seen = t.office.dossier(member, file.number).await.unwrap();
    assert!(seen.is_none(), "the member never hears of it");
    for kind in [NoteKind::Advice, NoteKind::Investigation] {
        t.go(Role::Handler, id, note(kind)).await;
    }
    let end = Act::Close {
        outcome: Outcome::AdviceGiven,
        referral: None,
        prevention: None,
    };
    let file = t.decide(id, motion(end)).await;
    assert!(!file.is_open());
}

async fn a30_harm_is_reviewed_until_it_ends(t: &TestOffice) {
    let id = accepted(t).await;
    t.decide(id, withhold(Withholding::Harm)).await;
    let review = |continues| CaseCommand::ReviewWithholding {
        continues,
        reason: words(),
    };
    assert_eq!(
        t.refused(Role::Handler, id, review(true)).await,
        "access.denied"
    );
    let file = t.go(Role::Supervisor, id, review(true)).await;
    assert!(!file.deadlines["WITHHOLD_REVIEW.1"].is_open());
    assert!(file.deadlines["WITHHOLD_REVIEW.2"].is_open(), "it repeats");
    let file = t.go(Role::Supervisor, id, review(false)).await;
    assert_eq!(file.stage, Stage::Accepted {});
    assert!(file.deadlines["NOTIFY.2"].is_open());
    t.go(Role::Handler, id, issue()).await;
}

/// A case whose complainant has the direction before them.
async fn directed(t: &TestOffice) -> CaseId {
    use domain::case::Reply;
    let id = asked(t).await;
    let reply = CaseCommand::RecordReply(Reply {
        channel: Channel::Web,
        replied_at: None,
        report: words(),
        proposal: words(),
        original: String::new(),
    });
    t.go(Role::MemberContact, id, reply).await;
    let accept = CaseCommand::AcceptReply {
        assessment: words(),
    };
    t.go(Role::Handler, id, accept).await;
    let direction = CaseCommand::SendDirection {
        by: Channel::Post,
        direction: words(),
    };
    t.go(Role::Handler, id, direction).await;
    id
}

fn will(will: Will) -> CaseCommand {
    CaseCommand::RecordWill {
        will,
        comment: String::new(),
    }
}

fn end(outcome: Outcome, referral: Option<Referral>) -> Motion {
    motion(Act::Close {
        outcome,
        referral,
        prevention: None,
    })
}

async fn a11_no_end_without_advice_and_investigation(t: &TestOffice) {
    let id = directed(t).await;
    t.go(Role::Handler, id, will(Will::Agrees)).await;
    let settle = || CaseCommand::Propose(end(Outcome::Settled, None));
    assert_eq!(
        t.refused(Role::Handler, id, settle()).await,
        "case.advice_missing"
    );
    t.go(Role::Handler, id, note(NoteKind::Advice)).await;
    assert_eq!(
        t.refused(Role::Handler, id, settle()).await,
        "case.investigation_missing"
    );
    t.go(Role::Handler, id, note(NoteKind::Investigation)).await;
    let silent = Motion {
        letter: String::new(),
        ..end(Outcome::Settled, None)
    };
    assert_eq!(
        t.refused(Role::Handler, id, CaseCommand::Propose(silent))
            .await,
        "field.required",
        "the complainant is told how it ended"
    );
    let file = t.decide(id, end(Outcome::Settled, None)).await;
    assert!(!file.is_open());
}

async fn b38_silence_counts_only_after_a_reminder(t: &TestOffice) {
    let id = directed(t).await;
    assert_eq!(
        t.refused(Role::Handler, id, will(Will::Silent)).await,
        "case.reminder_missing"
    );
    let remind = CaseCommand::Remind {
        by: Channel::Post,
        letter: words(),
    };
    t.go(Role::Handler, id, remind).await;
    t.go(Role::Handler, id, will(Will::Silent)).await;
}

async fn b39_without_agreement_there_is_a_referral(t: &TestOffice) {
    let id = directed(t).await;
    for kind in [NoteKind::Advice, NoteKind::Investigation] {
        t.go(Role::Handler, id, note(kind)).await;
    }
    t.go(Role::Handler, id, will(Will::Disagrees)).await;
    let alone = CaseCommand::Propose(end(Outcome::NoAgreement, None));
    assert_eq!(
        t.refused(Role::Handler, id, alone).await,
        "case.referral_missing"
    );
    t.decide(id, end(Outcome::NoAgreement, Some(Referral::Bar)))
        .await;
}
