//! Receipt: numbers, explanation, everyday calls, what a matter becomes later, who is kept out.

use super::*;
use domain::{
    case::{Answer, MatterCommand, Reclassification, Respondent, Stage},
    code::{AnswerKind, Applicant, CaseKind, Category, Channel, LinkKind, Outcome, Referral},
};
use store::desk::WorkFilter;
use tests::both_offices;

both_offices!(
    b29_a_caller_hears_the_procedure_before_the_number,
    a04_an_everyday_call_ends_in_one_command_and_keeps_the_one_sequence,
    b01_an_answered_call_becomes_a_complaint_under_its_number,
    b21_a_complaint_about_the_body_goes_to_whom_the_auditor_names,
    a13_whoever_has_a_conflict_finds_nothing_of_the_case,
    a27_a_my_number_is_written_nowhere,
    b07_what_was_learnt_has_an_owner_and_a_date,
    a22_new_facts_open_a_closed_case_again_and_repeats_are_linked,
    b17_another_member_never_inherits_the_letters_of_the_first,
);

async fn b29_a_caller_hears_the_procedure_before_the_number(t: &TestOffice) {
    let silent = Registration {
        explained: false,
        ..complaint()
    };
    let refused = t.perform(Role::Intake, register(silent.clone())).await;
    assert_eq!(refused.unwrap_err().code(), "case.not_explained");
    // By letter the explanation goes out with the confirmation.
    let by_letter = Registration {
        channel: Channel::Post,
        ..silent
    };
    let file = registered(t, by_letter).await;
    assert_eq!(file.number.serial, 1, "what was refused took no number");
}

fn call(kind: CaseKind, respondent: Respondent) -> Registration {
    Registration {
        kind,
        respondent,
        applicant: Applicant::Anonymous,
        name: String::new(),
        kana: String::new(),
        contact: String::new(),
        explained: false,
        answer: Some(Answer {
            how: AnswerKind::Referred,
            referral: Some(Referral::ConsumerCentre),
            answer: "相談先を案内しました".to_owned(),
        }),
        ..complaint()
    }
}

async fn a04_an_everyday_call_ends_in_one_command_and_keeps_the_one_sequence(t: &TestOffice) {
    let inquiry = registered(t, call(CaseKind::Inquiry, Respondent::Unknown {})).await;
    assert!(matches!(
        inquiry.stage,
        Stage::Closed {
            outcome: Outcome::Answered,
            referral: Some(Referral::ConsumerCentre),
            ..
        }
    ));
    assert!(inquiry.deadlines.values().all(|d| !d.is_open()));
    let complaint = registered(t, complaint()).await;
    assert_eq!(
        (inquiry.number.serial, complaint.number.serial),
        (1, 2),
        "one sequence for every kind"
    );
    // A complaint about a member is never answered away.
    let away = Registration {
        applicant: Applicant::Principal,
        name: "試験　花子".to_owned(),
        explained: true,
        ..call(CaseKind::Complaint, super::complaint().respondent)
    };
    let refused = t.perform(Role::Intake, register(away)).await;
    assert_eq!(refused.unwrap_err().code(), "case.complaint_not_answered");
}

async fn b01_an_answered_call_becomes_a_complaint_under_its_number(t: &TestOffice) {
    let before = registered(t, call(CaseKind::Consultation, Respondent::Unknown {})).await;
    let anew = |kind, name: &str| {
        CaseCommand::Matter(MatterCommand::Reclassify(Reclassification {
            kind,
            category: Category::Disclosure,
            respondent: complaint().respondent,
            applicant: Applicant::Principal,
            name: name.to_owned(),
            kana: String::new(),
            contact: String::new(),
            reason: words(),
        }))
    };
    let id = before.id;
    let nameless = anew(CaseKind::Complaint, "");
    assert_eq!(
        t.refused(Role::Intake, id, nameless).await,
        "field.required"
    );
    let other = anew(CaseKind::Question, "試験　太郎");
    assert_eq!(
        t.refused(Role::Intake, id, other).await,
        "case.upgrade_to_complaint_only"
    );
    let after = t
        .go(Role::Intake, id, anew(CaseKind::Complaint, "試験　太郎"))
        .await;
    assert_eq!(after.number, before.number, "the number stays");
    assert_eq!(after.kind, CaseKind::Complaint);
    assert_eq!(after.stage, Stage::Received {});
    assert!(
        after.deadlines["ACK.2"].is_open(),
        "its clocks run from now"
    );
    let dossier = t.office.dossier(t.who(Role::Handler), after.number).await;
    let opened = dossier.unwrap().unwrap().opened;
    assert_eq!(opened.get(after.person_seq, "name"), Some("試験　太郎"));
}

async fn b21_a_complaint_about_the_body_goes_to_whom_the_auditor_names(t: &TestOffice) {
    let about_us = Registration {
        respondent: Respondent::Body {},
        ..complaint()
    };
    let id = registered(t, about_us).await.id;
    t.go(Role::Intake, id, CaseCommand::Acknowledge).await;
    let handler = t.other_handler.id.account().unwrap();
    let assign = CaseCommand::Assign { handler };
    for line in [Role::Supervisor, Role::CenterHead] {
        assert_eq!(t.refused(line, id, assign.clone()).await, "access.denied");
    }
    let file = t.go(Role::Kanji, id, assign).await;
    assert_eq!(file.handler, Some(handler));
}

async fn a13_whoever_has_a_conflict_finds_nothing_of_the_case(t: &TestOffice) {
    let id = screened(t, complaint()).await;
    let handler = t.who(Role::Handler);
    let bar = CaseCommand::Matter(MatterCommand::Bar {
        person: handler.id.account().unwrap(),
        reason: "親族のため".to_owned(),
    });
    let file = t.go(Role::Supervisor, id, bar).await;
    assert_eq!(file.handler, None, "it needs another handler now");
    let assign = CaseCommand::Assign {
        handler: handler.id.account().unwrap(),
    };
    assert_eq!(
        t.refused(Role::Supervisor, id, assign).await,
        "case.handler_barred"
    );
    assert_eq!(
        t.refused(Role::Handler, id, note(NoteKind::Memo)).await,
        "case.not_found"
    );
    let total = async |actor| {
        let list = t.office.worklist(actor, &WorkFilter::default()).await;
        let dossier = t.office.dossier(actor, file.number).await;
        (list.unwrap().total, dossier.unwrap().is_some())
    };
    assert_eq!(
        total(handler).await,
        (0, false),
        "no page, no row, no count"
    );
    assert_eq!(total(&t.other_handler).await, (1, true));
}

async fn a27_a_my_number_is_written_nowhere(t: &TestOffice) {
    let written = Registration {
        content: "私の番号は1234-5678-9018です".to_owned(),
        ..complaint()
    };
    let refused = t.perform(Role::Intake, register(written)).await;
    assert_eq!(refused.unwrap_err().code(), "identity.my_number_written");
}

async fn b07_what_was_learnt_has_an_owner_and_a_date(t: &TestOffice) {
    let id = screened(t, complaint()).await;
    let owner = t.who(Role::Handler).id.account().unwrap();
    let close = Motion {
        prevention: "同種の申出への案内を改める".to_owned(),
        ..motion(Act::Close {
            outcome: Outcome::Withdrawn,
            referral: None,
            prevention: Some(owner),
        })
    };
    let file = t.decide(id, close).await;
    assert!(!file.is_open());
    let open: Vec<&str> = file
        .open_deadlines()
        .iter()
        .map(|d| d.name.as_str())
        .collect();
    assert_eq!(open, ["PREVENTION.1"]);
    let done = CaseCommand::Matter(MatterCommand::Prevent { result: words() });
    let file = t.go(Role::Handler, id, done).await;
    assert!(file.prevention.unwrap().done.is_some());
    assert!(file.open_deadlines().is_empty());
}

async fn a22_new_facts_open_a_closed_case_again_and_repeats_are_linked(t: &TestOffice) {
    let first = screened(t, complaint()).await;
    let withdrawn = Act::Close {
        outcome: Outcome::Withdrawn,
        referral: None,
        prevention: None,
    };
    let closed = t.decide(first, motion(withdrawn)).await;
    let again = screened(t, complaint()).await;
    let link = |to| {
        CaseCommand::Matter(MatterCommand::Link {
            to,
            how: LinkKind::Repeat,
            memo: "前回との違いはない".to_owned(),
        })
    };
    let ground = domain::code::Ground::Repeated;
    let refuse = CaseCommand::Propose(motion(Act::OutOfScope { ground }));
    assert_eq!(
        t.refused(Role::Handler, again, refuse.clone()).await,
        "case.earlier_case_not_linked"
    );
    let nowhere = "r8-c-9999".parse().unwrap();
    assert_eq!(
        t.refused(Role::Handler, again, link(nowhere)).await,
        "case.link_unknown"
    );
    t.go(Role::Handler, again, link(closed.number)).await;
    t.go(Role::Handler, again, refuse).await;

    let reopen = CaseCommand::Matter(MatterCommand::Reopen {
        reason: "新しい資料が見つかった".to_owned(),
    });
    assert_eq!(
        t.refused(Role::Handler, first, reopen.clone()).await,
        "access.denied"
    );
    let open = t.go(Role::Supervisor, first, reopen).await;
    assert_eq!(open.stage, Stage::Screening {});
    assert!(open.deadlines["SCOPE.2"].is_open() && open.deadlines["TARGET_CLOSE.2"].is_open());
}

async fn b17_another_member_never_inherits_the_letters_of_the_first(t: &TestOffice) {
    let id = asked(t).await;
    let withdrawn = Act::Close {
        outcome: Outcome::Withdrawn,
        referral: None,
        prevention: None,
    };
    t.decide(id, motion(withdrawn)).await;
    let reopen = CaseCommand::Matter(MatterCommand::Reopen { reason: words() });
    t.go(Role::Supervisor, id, reopen).await;
    let anew = |member: &str| {
        CaseCommand::Matter(MatterCommand::Reclassify(Reclassification {
            kind: CaseKind::Complaint,
            category: Category::Security,
            respondent: Respondent::Member {
                member: member.parse().unwrap(),
            },
            applicant: Applicant::Principal,
            name: String::new(),
            kana: String::new(),
            contact: String::new(),
            reason: words(),
        }))
    };
    assert_eq!(
        t.refused(Role::Intake, id, anew("M0002")).await,
        "case.respondent_was_asked"
    );
    t.go(Role::Intake, id, anew("M0001")).await;
}
