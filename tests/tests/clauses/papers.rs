//! Form, identity and authority (A26-A28), under rules that ask for them and rules that do not.

use super::*;
use domain::{
    case::{FilingCommand, IdentityCheck, Stage},
    code::{Applicant, Channel, CheckResult, Outcome, Paper},
};
use std::collections::BTreeSet;
use tests::{both_offices, both_offices_under_japico};

both_offices!(b23_an_agent_shows_authority_even_where_no_form_is_needed);
both_offices_under_japico!(
    a26_the_scope_is_judged_when_the_papers_are_there,
    a27_only_what_is_accepted_today_and_masked_proves_identity,
    a28_an_agents_missing_authority_is_cured_by_sending_it,
    a26_what_never_comes_lapses_after_two_reminders,
);

fn receive(papers: &[Paper]) -> CaseCommand {
    CaseCommand::Filing(FilingCommand::Receive {
        papers: papers.iter().copied().collect(),
        channel: Channel::Post,
        original: "封書 12".to_owned(),
    })
}

fn ask(papers: &[Paper]) -> CaseCommand {
    CaseCommand::Filing(FilingCommand::Request {
        papers: papers.iter().copied().collect(),
        by: Channel::Post,
        letter: words(),
    })
}

fn check(paper: Paper, document: &str) -> IdentityCheck {
    IdentityCheck {
        paper,
        document: document.to_owned(),
        result: CheckResult::Verified,
        masked: true,
        called_back: None,
        note: String::new(),
    }
}

fn checked(check: IdentityCheck) -> CaseCommand {
    CaseCommand::Filing(FilingCommand::Check(check))
}

fn propose() -> CaseCommand {
    CaseCommand::Propose(motion(Act::Accept {}))
}

async fn a26_the_scope_is_judged_when_the_papers_are_there(t: &TestOffice) {
    let id = screened(t, complaint()).await;
    let file = t.office.case_file(t.who(Role::Handler), id).await;
    let file = file.unwrap().unwrap();
    assert!(
        !file.deadlines.contains_key("SCOPE.1"),
        "nothing to judge yet"
    );
    assert_eq!(
        t.refused(Role::Handler, id, propose()).await,
        "filing.incomplete"
    );

    let file = t
        .go(Role::Intake, id, ask(&[Paper::Form, Paper::Identity]))
        .await;
    assert_eq!(file.stage, Stage::AwaitingComplainant {});
    assert!(file.deadlines["FORM_RETURN.1"].is_open());
    assert!(file.deadlines["TARGET_CLOSE.1"].paused.is_some());
    let file = t.go(Role::Intake, id, receive(&[Paper::Form])).await;
    assert_eq!(file.stage, Stage::AwaitingComplainant {}, "one is missing");
    let file = t.go(Role::Intake, id, receive(&[Paper::Identity])).await;
    assert_eq!(file.stage, Stage::Screening {});
    assert!(file.deadlines["SCOPE.1"].is_open());
    assert!(file.deadlines["TARGET_CLOSE.1"].paused.is_none());
    assert!(!file.deadlines["FORM_RETURN.1"].is_open());

    assert_eq!(
        t.refused(Role::Handler, id, propose()).await,
        "filing.unproved"
    );
    let licence = check(Paper::Identity, "drivers_licence");
    let file = t.go(Role::Intake, id, checked(licence)).await;
    assert!(!file.deadlines["ID_CHECK.1"].is_open());
    t.decide(id, motion(Act::Accept {})).await;
}

async fn a27_only_what_is_accepted_today_and_masked_proves_identity(t: &TestOffice) {
    let with_papers = Registration {
        papers: BTreeSet::from([Paper::Form, Paper::Identity]),
        ..complaint()
    };
    let id = screened(t, with_papers).await;
    let refused = async |check| t.refused(Role::Intake, id, checked(check)).await;
    // The health-insurance card lapsed on 2025-12-01; the office stands at 2026-06-01.
    let lapsed = check(Paper::Identity, "health_insurance_card");
    assert_eq!(refused(lapsed).await, "filing.document_not_accepted");
    let unmasked = IdentityCheck {
        masked: false,
        ..check(Paper::Identity, "residence_record")
    };
    assert_eq!(refused(unmasked).await, "filing.not_masked");
    let written = IdentityCheck {
        result: CheckResult::MyNumber,
        note: "123456789018 が写っていた".to_owned(),
        ..check(Paper::Identity, "my_number_card_front")
    };
    assert_eq!(refused(written).await, "identity.my_number_written");
    let absent = check(Paper::Authority, "power_of_attorney");
    assert_eq!(refused(absent).await, "filing.paper_not_there");
    // What shows a My Number proves nothing and has to come again.
    let destroyed = IdentityCheck {
        result: CheckResult::MyNumber,
        note: "裏面の写しを廃棄した".to_owned(),
        ..check(Paper::Identity, "my_number_card_front")
    };
    let file = t.go(Role::Intake, id, checked(destroyed)).await;
    assert!(!file.filing.received.contains(&Paper::Identity));
    assert_eq!(
        t.refused(Role::Handler, id, propose()).await,
        "filing.incomplete"
    );
}

async fn a28_an_agents_missing_authority_is_cured_by_sending_it(t: &TestOffice) {
    let agent = Registration {
        applicant: Applicant::VoluntaryAgent,
        papers: BTreeSet::from([Paper::Form, Paper::Identity, Paper::AgentIdentity]),
        ..complaint()
    };
    let id = screened(t, agent).await;
    for paper in [Paper::Identity, Paper::AgentIdentity] {
        let licence = check(paper, "drivers_licence");
        t.go(Role::Intake, id, checked(licence)).await;
    }
    assert_eq!(
        t.refused(Role::Handler, id, propose()).await,
        "filing.incomplete"
    );
    t.go(Role::Intake, id, ask(&[Paper::Authority])).await;
    t.go(Role::Intake, id, receive(&[Paper::Authority])).await;
    let authority = IdentityCheck {
        called_back: Some(t.office.now().date()),
        ..check(Paper::Authority, "power_of_attorney")
    };
    t.go(Role::Intake, id, checked(authority)).await;
    let file = t.decide(id, motion(Act::Accept {})).await;
    assert_eq!(file.stage, Stage::Accepted {});
}

async fn a26_what_never_comes_lapses_after_two_reminders(t: &TestOffice) {
    let id = screened(t, complaint()).await;
    t.go(Role::Intake, id, ask(&[Paper::Form])).await;
    let lapse = || {
        motion(Act::Close {
            outcome: Outcome::Lapsed,
            referral: None,
            prevention: None,
        })
    };
    for _ in 0..2 {
        assert_eq!(
            t.refused(Role::Handler, id, CaseCommand::Propose(lapse()))
                .await,
            "filing.reminders_missing"
        );
        let remind = CaseCommand::Remind {
            by: Channel::Post,
            letter: words(),
        };
        t.go(Role::Intake, id, remind).await;
    }
    let file = t.decide(id, lapse()).await;
    assert!(matches!(
        file.stage,
        Stage::Closed {
            outcome: Outcome::Lapsed,
            ..
        }
    ));
}

async fn b23_an_agent_shows_authority_even_where_no_form_is_needed(t: &TestOffice) {
    let agent = Registration {
        applicant: Applicant::StatutoryAgent,
        ..complaint()
    };
    let id = screened(t, agent).await;
    assert_eq!(
        t.refused(Role::Handler, id, propose()).await,
        "filing.incomplete"
    );
    t.go(Role::Intake, id, receive(&[Paper::Authority])).await;
    let register = check(Paper::Authority, "family_register");
    t.go(Role::Intake, id, checked(register)).await;
    t.decide(id, motion(Act::Accept {})).await;
}
