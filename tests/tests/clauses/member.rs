//! What a member owes: replies, documents, reports, cooperation (B18-B20, B32-B34).

use super::*;
use domain::{
    case::{CooperationCommand, Reply, Stage},
    clock::MoreTime,
    code::{Channel, DemandKind, Undelivered},
    demand::{DemandCommand, DemandState},
    period::{Extension, Unit},
};
use tests::both_offices;

both_offices!(
    b20_documents_are_owed_unless_the_cause_is_just,
    b19_a_report_of_how_things_stand_has_a_clock_of_its_own,
    b18_more_time_is_asked_once_and_before_the_end,
    b18_silence_raises_a_suspicion_that_is_decided_after_hearing,
    b34_two_returns_and_then_non_cooperation,
    b32_a_letter_that_came_back_is_sent_again,
);

fn make(kind: DemandKind) -> CaseCommand {
    CaseCommand::Demand(DemandCommand::Make {
        kind,
        by: Delivery::Portal,
        letter: words(),
    })
}

fn deliver(demand: u32) -> CaseCommand {
    CaseCommand::Demand(DemandCommand::Deliver {
        demand,
        by: Delivery::Portal,
        on: None,
        proof: String::new(),
    })
}

fn meet(demand: u32) -> CaseCommand {
    CaseCommand::Demand(DemandCommand::Meet {
        demand,
        channel: Channel::Web,
        met_at: None,
        supplied: words(),
        original: String::new(),
    })
}

fn claim(demand: u32) -> CaseCommand {
    CaseCommand::Demand(DemandCommand::Claim {
        demand,
        channel: Channel::Web,
        claim: "第三者の営業秘密を含む".to_owned(),
    })
}

fn decide(demand: u32, just: bool) -> CaseCommand {
    CaseCommand::Demand(DemandCommand::Decide {
        demand,
        just,
        reason: words(),
    })
}

async fn b20_documents_are_owed_unless_the_cause_is_just(t: &TestOffice) {
    let id = asked(t).await;
    t.go(Role::Handler, id, make(DemandKind::Documents)).await;
    assert_eq!(
        t.refused(Role::Handler, id, make(DemandKind::Documents))
            .await,
        "demand.still_owed"
    );
    assert_eq!(
        t.refused(Role::MemberContact, id, claim(1)).await,
        "case.step_not_allowed",
        "not before it has arrived"
    );
    t.go(Role::MemberContact, id, deliver(1)).await;
    let file = t.go(Role::MemberContact, id, claim(1)).await;
    assert!(file.deadlines["MEMBER_DOCS.1"].paused.is_some());
    assert!(file.deadlines["JUST_CAUSE.1"].is_open());
    assert_eq!(
        t.refused(Role::Handler, id, decide(1, true)).await,
        "access.denied"
    );
    let file = t.go(Role::Supervisor, id, decide(1, false)).await;
    assert!(
        file.deadlines["MEMBER_DOCS.1"].paused.is_none(),
        "still owed"
    );
    t.go(Role::MemberContact, id, claim(1)).await;
    let file = t.go(Role::Supervisor, id, decide(1, true)).await;
    assert!(matches!(file.demands[0].state, DemandState::Excused { .. }));
    assert!(!file.deadlines["MEMBER_DOCS.1"].is_open());
}

async fn b19_a_report_of_how_things_stand_has_a_clock_of_its_own(t: &TestOffice) {
    let id = asked(t).await;
    t.go(Role::Handler, id, make(DemandKind::StatusReport))
        .await;
    let file = t.go(Role::MemberContact, id, deliver(1)).await;
    assert!(file.deadlines["MEMBER_STATUS.1"].is_open());
    let file = t.go(Role::MemberContact, id, meet(1)).await;
    assert!(!file.deadlines["MEMBER_STATUS.1"].is_open());
    assert!(
        file.deadlines["MEMBER_REPLY.1"].is_open(),
        "the reply is owed as before"
    );
}

fn ask(n: u32, channel: Channel) -> CaseCommand {
    CaseCommand::AskTime {
        deadline: "MEMBER_REPLY.1".to_owned(),
        more: MoreTime {
            by: Extension { n, unit: Unit::Day },
            asked_on: None,
        },
        channel,
        reason: "調査に時間を要する".to_owned(),
    }
}

async fn b18_more_time_is_asked_once_and_before_the_end(t: &TestOffice) {
    let id = asked(t).await;
    assert_eq!(
        t.refused(Role::MemberContact, id, ask(15, Channel::Web))
            .await,
        "deadline.extension_too_long"
    );
    assert_eq!(
        t.refused(Role::MemberContact, id, ask(7, Channel::Fax))
            .await,
        "access.denied",
        "what came by fax is the staff's to record"
    );
    t.go(Role::MemberContact, id, ask(7, Channel::Web)).await;
    let decline = CaseCommand::DeclineTime { reason: words() };
    let file = t.go(Role::Handler, id, decline).await;
    assert!(file.time_wanted.is_none());
    let file = t.go(Role::Handler, id, ask(7, Channel::Fax)).await;
    let wanted = file.time_wanted.unwrap();
    let grant = CaseCommand::ExtendDeadline {
        deadline: wanted.deadline,
        more: MoreTime {
            by: wanted.by,
            asked_on: Some(wanted.asked_on),
        },
        reason: words(),
    };
    let file = t.go(Role::Handler, id, grant).await;
    assert!(file.time_wanted.is_none());
    assert_eq!(file.deadlines["MEMBER_REPLY.1"].extensions.len(), 1);
    assert_eq!(
        t.refused(Role::MemberContact, id, ask(7, Channel::Web))
            .await,
        "deadline.extended_already"
    );
}

fn hear(suspicion: &str) -> CaseCommand {
    CaseCommand::Cooperation(CooperationCommand::Hear {
        suspicion: suspicion.to_owned(),
        answer: "担当者が不在だった".to_owned(),
    })
}

fn judge(suspicion: &str, confirmed: bool) -> CaseCommand {
    CaseCommand::Cooperation(CooperationCommand::Decide {
        suspicion: suspicion.to_owned(),
        confirmed,
        reason: words(),
    })
}

async fn b18_silence_raises_a_suspicion_that_is_decided_after_hearing(t: &TestOffice) {
    let id = asked(t).await;
    let name = "MEMBER_REPLY.1";
    t.days_pass(30).await;
    assert_eq!(
        t.refused(Role::Handler, id, hear(name)).await,
        "case.step_not_allowed",
        "overdue, not yet at the top of the ladder"
    );
    t.days_pass(20).await;
    assert_eq!(
        t.refused(Role::Supervisor, id, judge(name, true)).await,
        "case.step_not_allowed",
        "the member is heard first"
    );
    t.go(Role::MemberContact, id, hear(name)).await;
    assert_eq!(
        t.refused(Role::Handler, id, judge(name, true)).await,
        "access.denied"
    );
    let file = t.go(Role::Supervisor, id, judge(name, false)).await;
    assert_eq!(file.stage, Stage::AwaitingMember {}, "dropped: it goes on");
    assert!(file.suspicions().is_empty());
}

async fn b34_two_returns_and_then_non_cooperation(t: &TestOffice) {
    let id = asked(t).await;
    let reply = || {
        CaseCommand::RecordReply(Reply {
            channel: Channel::Web,
            replied_at: None,
            report: words(),
            proposal: words(),
            original: String::new(),
        })
    };
    let back = || CaseCommand::ReturnReply {
        report_again: true,
        proposal_again: true,
        deficiencies: "日付がない".to_owned(),
        by: Delivery::Portal,
    };
    t.go(Role::MemberContact, id, reply()).await;
    for _ in 0..2 {
        t.go(Role::Handler, id, back()).await;
        let delivered = CaseCommand::RecordDelivery {
            by: Delivery::Portal,
            on: None,
            proof: String::new(),
        };
        t.go(Role::MemberContact, id, delivered).await;
        t.go(Role::MemberContact, id, reply()).await;
    }
    assert_eq!(
        t.refused(Role::Handler, id, back()).await,
        "case.step_not_allowed",
        "at most twice"
    );
    t.go(Role::MemberContact, id, hear("request.1")).await;
    let file = t.go(Role::Supervisor, id, judge("request.1", true)).await;
    assert!(file.cooperation.is_refused());
    assert_eq!(file.stage, Stage::Direction {}, "the complainant is told");
    assert!(!file.deadlines["REVIEW.3"].is_open());
    assert!(file.deadlines["DIRECTION.1"].is_open());
}

async fn b32_a_letter_that_came_back_is_sent_again(t: &TestOffice) {
    let id = accepted(t).await;
    let issue = CaseCommand::IssueRequest {
        by: Delivery::Post,
        letter: words(),
    };
    t.go(Role::Handler, id, issue).await;
    let again = CaseCommand::SendAgain {
        why: Undelivered::Returned,
        by: Delivery::CertifiedPost,
        proof: "返送 3".to_owned(),
    };
    let file = t.go(Role::Intake, id, again).await;
    assert_eq!(file.requests[0].by, Delivery::CertifiedPost);
    assert!(
        !file.deadlines.contains_key("MEMBER_REPLY.1"),
        "not delivered yet"
    );
}
