//! One complaint with several respondents, and one incident behind several complaints (3.1).

use super::*;
use domain::{
    case::{MatterCommand, Reply, Respondent, Stage},
    code::{CaseKind, Channel},
    event::Event,
    id::Obj,
};
use store::Command;
use tests::both_offices;

both_offices!(
    a04_each_respondent_of_a_complaint_has_a_file_and_clocks_of_its_own,
    a12_an_incident_has_one_lead_one_member_and_one_handler,
    a12_one_person_handles_an_incident_or_nobody_acts_in_it,
    a12_an_incident_is_asked_answered_and_investigated_once,
);

fn about(code: &str) -> Respondent {
    Respondent::Member {
        member: code.parse().unwrap(),
    }
}

fn join(lead: &CaseFile) -> CaseCommand {
    CaseCommand::Matter(MatterCommand::JoinIncident {
        lead: lead.number,
        memo: "同じ名簿からの漏えい".to_owned(),
    })
}

async fn read(t: &TestOffice, id: CaseId) -> CaseFile {
    let who = t.who(Role::Supervisor);
    t.office.case_file(who, id).await.unwrap().unwrap()
}

async fn a04_each_respondent_of_a_complaint_has_a_file_and_clocks_of_its_own(t: &TestOffice) {
    let first = asked(t).await;
    let barred = t.who(Role::Secretariat).id.account().unwrap();
    let bar = CaseCommand::Matter(MatterCommand::Bar {
        person: barred,
        reason: words(),
    });
    let first = t.go(Role::Supervisor, first, bar).await;
    let beside = Registration {
        respondent: about("M0002"),
        explained: false,
        beside: Some(first.number),
        ..complaint()
    };
    // The same respondent twice, an everyday call, and a number that is nobody's.
    for (wrong, code) in [
        (
            Registration {
                respondent: about("M0001"),
                ..beside.clone()
            },
            "case.beside_same_respondent",
        ),
        (
            Registration {
                kind: CaseKind::Inquiry,
                ..beside.clone()
            },
            "case.beside_complaints_only",
        ),
        (
            Registration {
                beside: Some("r8-c-0099".parse().unwrap()),
                ..beside.clone()
            },
            "case.beside_unknown",
        ),
    ] {
        let refused = t.perform(Role::Intake, register(wrong)).await;
        assert_eq!(refused.unwrap_err().code(), code);
    }
    let further = registered(t, beside.clone()).await;
    assert_eq!(further.complaint(), first.number);
    assert_eq!(further.number.serial, 2, "the one sequence goes on (A04)");
    assert_eq!(further.barred, first.barred, "a conflict concerns both");
    assert!(!further.is_known_to_member());
    // The second respondent again, from the first file and from the second.
    for number in [first.number, further.number] {
        let again = Registration {
            beside: Some(number),
            ..beside.clone()
        };
        let refused = t.perform(Role::Intake, register(again)).await;
        assert_eq!(refused.unwrap_err().code(), "case.beside_same_respondent");
    }
    // What happens to one leaves the clocks of the other alone.
    let before = read(t, first.id).await.deadlines;
    t.go(Role::Intake, further.id, CaseCommand::Acknowledge)
        .await;
    assert_eq!(read(t, first.id).await.deadlines, before);
    let further = read(t, further.id).await;
    assert!(matches!(further.stage, Stage::Screening {}));
    let open = further.open_deadlines();
    assert!(open.iter().any(|d| d.clock == "TARGET_CLOSE"));
    let others = t.office.same_complaint(t.who(Role::Handler), &first).await;
    let numbers: Vec<_> = others.unwrap().iter().map(|f| f.number).collect();
    assert_eq!(numbers, [further.number]);
    // Whoever is barred from the complaint cannot add to it either.
    let mut who = t.who(Role::Intake).clone();
    who.id = t.who(Role::Secretariat).id.clone();
    let refused = t.office.perform(&who, register(beside)).await;
    assert_eq!(refused.unwrap_err().code(), "case.beside_unknown");
}

/// An incident of two accepted cases and one that is not so far yet.
async fn incident(t: &TestOffice) -> (CaseFile, CaseId, CaseId) {
    let lead = accepted(t).await;
    let lead = read(t, lead).await;
    let early = screened(t, complaint()).await;
    let part = accepted(t).await;
    for id in [part, early] {
        t.go(Role::Handler, id, join(&lead)).await;
    }
    (lead, part, early)
}

async fn a12_an_incident_has_one_lead_one_member_and_one_handler(t: &TestOffice) {
    let (lead, part, _) = incident(t).await;
    let elsewhere = Registration {
        respondent: about("M0002"),
        ..complaint()
    };
    let other_member = screened(t, elsewhere).await;
    let unassigned = registered(t, complaint()).await.id;
    let alone = accepted(t).await;
    let joined = read(t, part).await;
    for (id, to, code) in [
        (alone, read(t, alone).await, "case.link_unknown"),
        (other_member, lead.clone(), "incident.other_member"),
        (unassigned, lead.clone(), "incident.other_handler"),
        (alone, joined, "incident.no_lead"),
        (lead.id, read(t, alone).await, "incident.leads"),
    ] {
        assert_eq!(t.refused(Role::Supervisor, id, join(&to)).await, code);
    }
}

async fn a12_one_person_handles_an_incident_or_nobody_acts_in_it(t: &TestOffice) {
    let (lead, part, early) = incident(t).await;
    let other = t.other_handler.id.account().unwrap();
    let own = lead.handler.unwrap();
    let assign = |handler| CaseCommand::Assign { handler };
    assert_eq!(
        t.refused(Role::Supervisor, part, assign(other)).await,
        "incident.assign_lead"
    );
    for handler in [other, own] {
        t.go(Role::Supervisor, lead.id, assign(handler)).await;
        for id in [lead.id, part, early] {
            assert_eq!(read(t, id).await.handler, Some(handler));
        }
    }
    // Whoever may not act in each of its cases acts in none of them.
    let bar = CaseCommand::Matter(MatterCommand::Bar {
        person: own,
        reason: words(),
    });
    t.go(Role::Supervisor, part, bar).await;
    let note = note(NoteKind::Investigation);
    assert_eq!(
        t.refused(Role::Handler, lead.id, note.clone()).await,
        "incident.other_handler"
    );
    let leave = CaseCommand::Matter(MatterCommand::LeaveIncident { reason: words() });
    t.go(Role::Supervisor, part, leave).await;
    t.go(Role::Handler, lead.id, note).await;
}

async fn a12_an_incident_is_asked_answered_and_investigated_once(t: &TestOffice) {
    let (lead, part, early) = incident(t).await;
    let alone = accepted(t).await;
    let requested = CaseCommand::IssueRequest {
        by: Delivery::Portal,
        letter: "二件の苦情について報告してください".to_owned(),
    };
    // The letter is under check: the approval in the leading case carries both letters.
    let profile = t.office.in_force(t.office.now().date()).await.unwrap();
    let proposed = t
        .perform(
            Role::Handler,
            Command::case(lead.id, requested.checked(&profile.profile)),
        )
        .await
        .unwrap();
    let proposal = proposed.case.unwrap().proposal.unwrap().digest;
    let approve = CaseCommand::Approve { proposal };
    let done = t
        .perform(Role::Supervisor, Command::case(lead.id, approve))
        .await
        .unwrap();
    let letters: Vec<Obj> = done
        .entries
        .iter()
        .filter(|entry| matches!(entry.event, Event::RequestIssued(_)))
        .map(|entry| entry.obj.clone())
        .collect();
    assert_eq!(letters, [Obj::Case(lead.id), Obj::Case(part)]);
    let delivered = CaseCommand::RecordDelivery {
        by: Delivery::Portal,
        on: None,
        proof: String::new(),
    };
    t.go(Role::MemberContact, lead.id, delivered).await;
    let reply = CaseCommand::RecordReply(Reply {
        channel: Channel::Web,
        replied_at: None,
        report: "調査の報告".to_owned(),
        proposal: "解決案".to_owned(),
        original: String::new(),
    });
    t.go(Role::MemberContact, lead.id, reply).await;
    t.go(Role::Handler, lead.id, note(NoteKind::Investigation))
        .await;
    t.go(Role::Handler, lead.id, note(NoteKind::Memo)).await;
    let file = read(t, part).await;
    assert!(
        matches!(file.stage, Stage::Reviewing {}),
        "{:?}",
        file.stage
    );
    assert!(file.investigated && !file.advised);
    assert!(!file.deadlines["MEMBER_REPLY.1"].is_open());
    // What is written in several files is whole in each: the reply stands in the part's own.
    let dossier = t
        .office
        .dossier(t.who(Role::Handler), file.number)
        .await
        .unwrap()
        .unwrap();
    assert!(dossier.moments.iter().any(|read| {
        matches!(read.entry.event, Event::RequestAnswered(_))
            && dossier.opened.get(read.entry.seq, "report") == Some("調査の報告")
    }));
    // A case that is not so far yet, and one outside, were not touched.
    let early_file = read(t, early).await;
    assert!(matches!(early_file.stage, Stage::Screening {}) && early_file.investigated);
    assert!(matches!(read(t, alone).await.stage, Stage::Accepted {}));
    // Letters to the complainants stay apart.
    let accept = CaseCommand::AcceptReply {
        assessment: words(),
    };
    t.go(Role::Handler, lead.id, accept).await;
    let direction = CaseCommand::SendDirection {
        by: Channel::Post,
        direction: words(),
    };
    t.go(Role::Handler, lead.id, direction).await;
    assert!(matches!(read(t, part).await.stage, Stage::Direction {}));
    let leave = CaseCommand::Matter(MatterCommand::LeaveIncident { reason: words() });
    assert_eq!(t.go(Role::Supervisor, part, leave).await.incident, None);
    // Out of the incident it is no longer written to.
    let version = read(t, part).await.version;
    t.go(Role::Handler, lead.id, note(NoteKind::Investigation))
        .await;
    assert_eq!(read(t, part).await.version, version);
}
