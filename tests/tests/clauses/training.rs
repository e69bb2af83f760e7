//! Nobody without current training is given a case (A13, B11).

use super::*;
use domain::{account::AccountCommand, code::Role};
use store::Command;
use tests::both_offices;

both_offices!(b11_without_training_there_is_no_case_unless_the_supervisor_says_why);

async fn b11_without_training_there_is_no_case_unless_the_supervisor_says_why(t: &TestOffice) {
    let id = registered(t, complaint()).await.id;
    t.go(Role::Intake, id, CaseCommand::Acknowledge).await;
    let create = Command::Account {
        id: None,
        command: AccountCommand::Create {
            login: "new-handler".to_owned(),
            name: "試験 新人".to_owned(),
            roles: vec![Role::Handler],
            member: None,
        },
        password: None,
    };
    let created = t.perform(Role::Admin, create).await.unwrap();
    let handler = created.account.unwrap();
    let assign = CaseCommand::Assign { handler };
    assert_eq!(
        t.refused(Role::Supervisor, id, assign.clone()).await,
        "case.handler_untrained"
    );
    let anyway = CaseCommand::AssignUntrained {
        handler,
        reason: "担当者が急病のため".to_owned(),
    };
    assert_eq!(
        t.refused(Role::CenterHead, id, anyway.clone()).await,
        "access.denied",
        "only the supervisor takes that upon themselves"
    );
    let file = t.go(Role::Supervisor, id, anyway).await;
    assert_eq!(file.handler, Some(handler));
    // Training that lies too far back is none.
    let trained = t.who(Role::Handler).id.account().unwrap();
    t.clock.set(t.office.now().plus_seconds(3 * 366 * 86_400));
    let late = registered(t, complaint()).await.id;
    t.go(Role::Intake, late, CaseCommand::Acknowledge).await;
    let assign = CaseCommand::Assign { handler: trained };
    assert_eq!(
        t.refused(Role::Supervisor, late, assign).await,
        "case.handler_untrained"
    );
}
