//! Calendars, extensions and versions of the rules through the one door, on both databases: an edit
//! moves exactly what was shown before, nothing gets shorter, and a case keeps the rules of its receipt.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

mod running;
mod versions;

use domain::{
    access::Actor,
    calendar::{CalendarSpec, DayRange, HolidayName, OfficialList, holidays},
    case::{Act, CaseCommand, CaseFile, Declared, MatterCommand, Motion},
    clock::{MoreTime, MoveCause},
    code::{Delivery, DocumentKind, Ground, Litigation, Role},
    event::Event,
    id::{CaseId, Obj},
    period::{Extension, Unit},
    profile::{Profile, SHIPPED},
    time::Timestamp,
};
use jiff::civil::{Date, date};
use std::{collections::BTreeMap, fmt::Write as _};
use store::{Command, DocumentAct, OfficeError, desk::LoadFilter, office::Preview};
use tests::{
    both_offices,
    harness::office::{TestOffice, complaint, register},
};

use running::{
    a_feed_belongs_to_one_person_and_can_be_taken_away,
    a_suspension_can_be_dated_back_within_the_limit, more_time_is_granted_once_and_by_whoever_may,
    the_load_counts_every_open_deadline_on_its_day,
};
use versions::rules_change_by_two_people_and_cases_keep_those_of_their_receipt;

both_offices!(
    a_closure_moves_exactly_what_was_shown,
    an_edit_shown_before_something_changed_is_shown_again,
    a_calendar_from_the_machine_waits_for_the_head_of_the_center,
    the_official_list_confirms_the_days_it_covers,
    rules_change_by_two_people_and_cases_keep_those_of_their_receipt,
    more_time_is_granted_once_and_by_whoever_may,
    a_suspension_can_be_dated_back_within_the_limit,
    the_load_counts_every_open_deadline_on_its_day,
    a_feed_belongs_to_one_person_and_can_be_taken_away,
);

async fn begin(t: &TestOffice) -> CaseFile {
    let done = t.perform(Role::Intake, register(complaint())).await;
    done.unwrap().case.unwrap()
}

/// A complaint whose member has been asked.
async fn asked(t: &TestOffice) -> CaseFile {
    let id = begin(t).await.id;
    t.go(Role::Intake, id, CaseCommand::Acknowledge).await;
    let handler = t.who(Role::Handler).id.account().unwrap();
    t.go(Role::Supervisor, id, CaseCommand::Assign { handler })
        .await;
    let propose = CaseCommand::Propose(Motion::new(Act::Accept {}, "規程に沿って確認しました"));
    let file = t.go(Role::Handler, id, propose).await;
    let proposal = file.proposal.unwrap().digest;
    t.go(Role::Supervisor, id, CaseCommand::Approve { proposal })
        .await;
    let issue = CaseCommand::IssueRequest {
        by: Delivery::CertifiedPost,
        letter: "報告依頼".to_owned(),
    };
    t.go(Role::Handler, id, issue).await;
    let delivered = CaseCommand::RecordDelivery {
        by: Delivery::CertifiedPost,
        on: None,
        proof: "配達証明".to_owned(),
    };
    t.go(Role::Handler, id, delivered).await
}

fn set(t: &TestOffice, day: Date) {
    t.clock.set(Timestamp::from_jst(day.at(10, 0, 0, 0)));
}

fn one_day(day: Date) -> DayRange {
    DayRange::Dated { from: day, to: day }
}

async fn present(t: &TestOffice) -> CalendarSpec {
    let in_force = t.office.in_force(t.office.now().date()).await.unwrap();
    in_force.calendar.spec().clone()
}

fn adopt(text: String, preview: Option<String>, decision: Option<&str>) -> Command {
    Command::Document {
        kind: DocumentKind::Calendar,
        act: DocumentAct::Adopt {
            text,
            decision: decision.map(str::to_owned),
            reason: "試験".to_owned(),
            preview,
        },
    }
}

async fn shown(t: &TestOffice, spec: &CalendarSpec) -> (String, Preview) {
    let text = spec.to_toml().unwrap();
    let head = t.who(Role::CenterHead);
    let preview = t.office.preview_calendar(head, &text).await.unwrap();
    (text, preview)
}

async fn file(t: &TestOffice, id: CaseId) -> CaseFile {
    let found = t.office.case_file(t.who(Role::Supervisor), id).await;
    found.unwrap().unwrap()
}

fn refused<T: std::fmt::Debug>(result: Result<T, OfficeError>) -> &'static str {
    match result {
        Err(OfficeError::Refused(refusal)) => refusal.code,
        other => panic!("not refused: {other:?}"),
    }
}

/// A25: shown before, recorded when made, nothing else touched, nothing shorter.
#[expect(
    clippy::too_many_lines,
    reason = "one story, told from beginning to end"
)]
async fn a_closure_moves_exactly_what_was_shown(t: &TestOffice) {
    let one = begin(t).await; // ACK ends on Wednesday 3 June
    let closed = begin(t).await;
    let answer = CaseCommand::Note {
        kind: domain::code::NoteKind::Memo,
        note: "試験".to_owned(),
    };
    t.go(Role::Intake, closed.id, answer).await;
    let waiting = asked(t).await; // MEMBER_REPLY ends on Monday 15 June
    let spec = present(t)
        .await
        .close(DayRange::Dated {
            from: date(2026, 6, 3),
            to: date(2026, 6, 4),
        })
        .unwrap()
        .close(one_day(date(2026, 6, 15)))
        .unwrap();
    let before: BTreeMap<_, _> = [one.id, closed.id, waiting.id]
        .into_iter()
        .collect_files(t)
        .await;
    let (text, preview) = shown(t, &spec).await;
    let named: Vec<(String, String, Date, Date)> = preview
        .moved
        .iter()
        .map(|m| (m.called(), m.deadline.clone(), m.from, m.to))
        .collect();
    let row = |number: &str, name: &str, from, to| (number.to_owned(), name.to_owned(), from, to);
    assert_eq!(
        named,
        [
            row("r8-c-0001", "ACK.1", date(2026, 6, 3), date(2026, 6, 5)),
            row("r8-c-0002", "ACK.1", date(2026, 6, 3), date(2026, 6, 5)),
            row(
                "r8-c-0003",
                "MEMBER_REPLY.1",
                date(2026, 6, 15),
                date(2026, 6, 16)
            ),
        ]
    );
    assert!(preview.kept.is_empty());
    let size = t.office.ledger().size().await.unwrap();
    let head = t.who(Role::CenterHead);
    let done = t
        .office
        .perform(head, adopt(text, Some(preview.digest.clone()), None))
        .await
        .unwrap();
    let moved: Vec<(String, Date, Date)> = done
        .entries
        .iter()
        .filter_map(|entry| match &entry.event {
            Event::DeadlineRedated(e) if e.was != e.due.last => {
                Some((e.deadline.clone(), e.was, e.due.last))
            }
            _ => None,
        })
        .collect();
    assert_eq!(moved.len(), preview.moved.len());
    let redated = done.entries.len() as u64 - 1;
    assert_eq!(redated, preview.moved.len() as u64 + preview.steps_only);
    assert_eq!(
        t.office.ledger().size().await.unwrap(),
        size + done.entries.len() as u64
    );
    for (id, was) in before {
        let is = file(t, id).await;
        for (name, deadline) in is.deadlines.iter() {
            let old = &was.deadlines[name];
            let expected = preview
                .moved
                .iter()
                .find(|m| m.obj == Obj::Case(id) && m.deadline == *name);
            match expected {
                Some(m) => {
                    assert_eq!((deadline.due.last, deadline.due_version), (m.to, 2));
                    assert_eq!(deadline.moved[0].because, MoveCause::Redated);
                    assert_eq!(deadline.moved[0].was, m.from);
                }
                None => assert_eq!(deadline.due.last, old.due.last, "{name}"),
            }
            if !old.is_open() {
                assert_eq!(deadline, old, "a closed deadline changed");
            }
        }
    }
    // Withdrawn again: the days would come back earlier, so everything stays.
    let spec = present(t)
        .await
        .withdraw_closure(one_day(date(2026, 6, 15)))
        .unwrap();
    let (text, preview) = shown(t, &spec).await;
    assert!(preview.moved.is_empty());
    assert_eq!(preview.kept.len(), 1);
    t.office
        .perform(head, adopt(text, Some(preview.digest), None))
        .await
        .unwrap();
    assert_eq!(
        file(t, waiting.id).await.deadlines["MEMBER_REPLY.1"]
            .due
            .last,
        date(2026, 6, 16)
    );
}

trait CollectFiles {
    async fn collect_files(self, t: &TestOffice) -> BTreeMap<CaseId, CaseFile>;
}

impl<I: Iterator<Item = CaseId>> CollectFiles for I {
    async fn collect_files(self, t: &TestOffice) -> BTreeMap<CaseId, CaseFile> {
        let mut files = BTreeMap::new();
        for id in self {
            files.insert(id, file(t, id).await);
        }
        files
    }
}

async fn an_edit_shown_before_something_changed_is_shown_again(t: &TestOffice) {
    begin(t).await;
    let spec = present(t).await.close(one_day(date(2026, 6, 3))).unwrap();
    let (text, preview) = shown(t, &spec).await;
    begin(t).await; // another deadline on the same day
    let head = t.who(Role::CenterHead);
    let size = t.office.ledger().size().await.unwrap();
    let stale = adopt(text.clone(), Some(preview.digest), None);
    assert_eq!(
        refused(t.office.perform(head, stale).await),
        "calendar.preview_changed"
    );
    assert_eq!(
        t.office.ledger().size().await.unwrap(),
        size,
        "nothing half done"
    );
    let (_, preview) = shown(t, &spec).await;
    assert_eq!(preview.moved.len(), 2);
    t.office
        .perform(head, adopt(text.clone(), Some(preview.digest), None))
        .await
        .unwrap();
    assert_eq!(
        refused(t.office.perform(head, adopt(text, None, None)).await),
        "document.nothing_changes"
    );
    let nobody = Actor::new(domain::id::ActorId::System("x".into()), Vec::new(), None);
    let denied = t.office.preview_calendar(&nobody, "").await;
    assert_eq!(refused(denied), "access.denied");
}

/// B41: closures are for the head of the center or the president; the machine may only ask.
async fn a_calendar_from_the_machine_waits_for_the_head_of_the_center(t: &TestOffice) {
    begin(t).await;
    let machine = Actor::command_line("ops");
    let spec = present(t).await.close(one_day(date(2026, 6, 3))).unwrap();
    let text = spec.to_toml().unwrap();
    assert_eq!(
        refused(
            t.office
                .perform(&machine, adopt(text.clone(), None, None))
                .await
        ),
        "document.must_be_proposed"
    );
    let propose = Command::Document {
        kind: DocumentKind::Calendar,
        act: DocumentAct::Propose {
            text,
            reason: "停電のため".to_owned(),
        },
    };
    t.office.perform(&machine, propose).await.unwrap();
    let state = t.office.organisation().await.unwrap();
    let proposal = state.proposals[&DocumentKind::Calendar].digest.clone();
    let approve = |preview| Command::Document {
        kind: DocumentKind::Calendar,
        act: DocumentAct::Approve {
            proposal: proposal.clone(),
            decision: None,
            preview,
        },
    };
    for role in [
        Role::Handler,
        Role::Supervisor,
        Role::Admin,
        Role::MemberContact,
    ] {
        assert_eq!(
            refused(t.perform(role, approve(None)).await),
            "access.denied",
            "{role:?}"
        );
    }
    let (_, preview) = shown(t, &spec).await;
    let done = t
        .perform(Role::CenterHead, approve(Some(preview.digest)))
        .await
        .unwrap();
    assert!(
        done.entries
            .iter()
            .any(|e| matches!(e.event, Event::DeadlineRedated(_)))
    );
    assert!(t.office.organisation().await.unwrap().proposals.is_empty());
    // A resolution speaks through the machine.
    let more = spec
        .close(one_day(date(2026, 7, 1)))
        .unwrap()
        .to_toml()
        .unwrap();
    let carried_out = adopt(more, None, Some("2026-B-03"));
    t.office.perform(&machine, carried_out).await.unwrap();
    let versions = t.office.versions().await.unwrap();
    let decisions: Vec<_> = versions
        .calendars
        .iter()
        .map(|v| v.decision.as_deref())
        .collect();
    assert_eq!(decisions, [Some("2026-B-03"), None, None]);
    assert!(versions.calendars[0].applies && !versions.calendars[1].applies);
}

/// The official list as the Cabinet Office would publish it.
fn official(until: i16, change: impl Fn(Date, &str) -> Option<(Date, String)>) -> OfficialList {
    let mut text = "国民の祝日・休日月日,国民の祝日・休日名称\r\n".to_owned();
    for h in holidays(date(1955, 1, 1), date(until, 12, 31)).unwrap() {
        let name = match h.name {
            HolidayName::Substitute | HolidayName::Citizens => "休日",
            name => name.ja(),
        };
        if let Some((day, name)) = change(h.date, name) {
            let (y, m, d) = (day.year(), day.month(), day.day());
            let _ = write!(text, "{y}/{m}/{d},{name}\r\n");
        }
    }
    OfficialList::parse(&text).unwrap()
}

/// Deadlines past the gazetted year are provisional until the list is taken.
async fn the_official_list_confirms_the_days_it_covers(t: &TestOffice) {
    set(t, date(2028, 2, 7));
    let begun = begin(t).await;
    let close = |file: &CaseFile| file.deadlines["HARD_REVIEW.1"].due.clone();
    assert!(close(&begun).provisional);
    assert_eq!(
        close(&begun).last,
        date(2028, 5, 8),
        "ninety days, rolled over a Sunday"
    );
    let same = |day: Date, name: &str| Some((day, name.to_owned()));
    let spec = present(t)
        .await
        .with_official(&official(2028, same))
        .unwrap();
    let (text, preview) = shown(t, &spec).await;
    assert!(preview.moved.is_empty() && preview.steps_only > 0);
    let head = t.who(Role::CenterHead);
    t.office
        .perform(head, adopt(text, Some(preview.digest), None))
        .await
        .unwrap();
    let confirmed = file(t, begun.id).await;
    assert!(!close(&confirmed).provisional);
    assert_eq!(close(&confirmed).last, date(2028, 5, 8));
    // A special act makes 8 May a holiday, and a later list takes it back.
    let special = |day: Date, name: &str| {
        if day == date(2028, 5, 5) {
            Some((day, "こどもの日\r\n2028/5/8,記念の日".to_owned()))
        } else {
            same(day, name)
        }
    };
    let spec = present(t)
        .await
        .with_official(&official(2028, special))
        .unwrap();
    let (text, preview) = shown(t, &spec).await;
    let to: Vec<Date> = preview.moved.iter().map(|m| m.to).collect();
    assert_eq!(to, [date(2028, 5, 9)]);
    t.office
        .perform(head, adopt(text, Some(preview.digest), None))
        .await
        .unwrap();
    let spec = present(t)
        .await
        .with_official(&official(2028, same))
        .unwrap();
    let (_, preview) = shown(t, &spec).await;
    assert!(preview.moved.is_empty(), "never shorter");
    assert_eq!(preview.kept.len(), 1);
}
