//! Calendars, extensions and versions of the rules through the one door, on both databases: an edit
//! moves exactly what was shown before, nothing gets shorter, and a case keeps the rules of its receipt.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

use domain::{
    access::Actor,
    calendar::{CalendarSpec, DayRange, HolidayName, OfficialList, holidays},
    case::{Act, CaseCommand, CaseFile},
    clock::{MoreTime, MoveCause},
    code::{Delivery, DocumentKind, Ground, Role},
    event::Event,
    id::CaseId,
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

const HOUR: i64 = 3_600;

async fn go(t: &TestOffice, role: Role, id: CaseId, command: CaseCommand) -> CaseFile {
    t.clock.set(t.office.now().plus_seconds(HOUR));
    let done = t.perform(role, Command::case(id, command)).await;
    done.unwrap_or_else(|e| panic!("{e}")).case.unwrap()
}

async fn begin(t: &TestOffice) -> CaseFile {
    let done = t.perform(Role::Intake, register(complaint())).await;
    done.unwrap().case.unwrap()
}

/// A complaint whose member has been asked.
async fn asked(t: &TestOffice) -> CaseFile {
    let id = begin(t).await.id;
    go(t, Role::Intake, id, CaseCommand::Acknowledge).await;
    let handler = t.who(Role::Handler).id.account().unwrap();
    go(t, Role::Supervisor, id, CaseCommand::Assign { handler }).await;
    let propose = CaseCommand::Propose {
        act: Act::Accept {},
        reason: "規程に沿って確認しました".to_owned(),
    };
    let file = go(t, Role::Handler, id, propose).await;
    let proposal = file.proposal.unwrap().digest;
    go(t, Role::Supervisor, id, CaseCommand::Approve { proposal }).await;
    let issue = CaseCommand::IssueRequest {
        by: Delivery::CertifiedPost,
        letter: "報告依頼".to_owned(),
    };
    go(t, Role::Handler, id, issue).await;
    let delivered = CaseCommand::RecordDelivery {
        by: Delivery::CertifiedPost,
        on: None,
        proof: "配達証明".to_owned(),
    };
    go(t, Role::Handler, id, delivered).await
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
    go(t, Role::Intake, closed.id, answer).await;
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
        .map(|m| (m.number.to_string(), m.deadline.clone(), m.from, m.to))
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
        for (name, deadline) in &is.deadlines {
            let old = &was.deadlines[name];
            let expected = preview
                .moved
                .iter()
                .find(|m| m.case == id && m.deadline == *name);
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

fn rules(change: impl Fn(String) -> String) -> String {
    change(
        SHIPPED[0]
            .1
            .replace("in_force = \"2005-03-01\"", "in_force = \"2026-06-10\""),
    )
}

/// B40-B42: rules need a resolution and two people; a case keeps the version of its receipt.
async fn rules_change_by_two_people_and_cases_keep_those_of_their_receipt(t: &TestOffice) {
    let before = begin(t).await;
    let text = rules(|text| {
        let (head, rest) = text.split_once("name = \"MEMBER_REPLY\"").unwrap();
        format!(
            "{head}name = \"MEMBER_REPLY\"{}",
            rest.replacen("n = 14", "n = 21", 1)
        )
    });
    let newer = Profile::from_toml(&text).unwrap();
    assert_eq!(newer.rule("MEMBER_REPLY").unwrap().period.n, 21);
    let propose = |text: String| Command::Document {
        kind: DocumentKind::Profile,
        act: DocumentAct::Propose {
            text,
            reason: "回答に日数を要するため".to_owned(),
        },
    };
    assert_eq!(
        refused(t.perform(Role::Handler, propose(text.clone())).await),
        "access.denied"
    );
    let past = text.replace("2026-06-10", "2026-05-31");
    assert_eq!(
        refused(t.perform(Role::Admin, propose(past)).await),
        "document.in_past"
    );
    t.perform(Role::Admin, propose(text.clone())).await.unwrap();
    let state = t.office.organisation().await.unwrap();
    let proposal = state.proposals[&DocumentKind::Profile].clone();
    assert_eq!(proposal.authority, domain::code::Authority::Board);
    let approve = |decision: Option<&str>| Command::Document {
        kind: DocumentKind::Profile,
        act: DocumentAct::Approve {
            proposal: proposal.digest.clone(),
            decision: decision.map(str::to_owned),
            preview: None,
        },
    };
    assert_eq!(
        refused(
            t.perform(Role::CenterHead, approve(Some("2026-B-03")))
                .await
        ),
        "access.denied"
    );
    assert_eq!(
        refused(t.perform(Role::President, approve(None)).await),
        "document.decision_missing"
    );
    t.perform(Role::President, approve(Some("2026-B-03")))
        .await
        .unwrap();
    // Internal time limits are the head's to change (B41).
    let internal = text.replace("2026-06-10", "2026-06-20").replacen(
        "period = { n = 2, unit = \"open_day\" }",
        "period = { n = 3, unit = \"open_day\" }",
        1,
    );
    t.perform(Role::Admin, propose(internal)).await.unwrap();
    let state = t.office.organisation().await.unwrap();
    let waiting = &state.proposals[&DocumentKind::Profile];
    assert_eq!(waiting.authority, domain::code::Authority::CenterHead);
    let approve = Command::Document {
        kind: DocumentKind::Profile,
        act: DocumentAct::Approve {
            proposal: waiting.digest.clone(),
            decision: None,
            preview: None,
        },
    };
    t.perform(Role::CenterHead, approve).await.unwrap();
    // What was received before keeps its rules, also for clocks that begin later.
    let profile = |file: &CaseFile| file.profile.clone();
    set(t, date(2026, 6, 11));
    let after = begin(t).await;
    assert_ne!(profile(&before), profile(&after));
    let of = |file: CaseFile| async move {
        t.office
            .in_force_for_case(&file)
            .await
            .unwrap()
            .profile
            .rule("MEMBER_REPLY")
            .unwrap()
            .period
            .n
    };
    assert_eq!((of(before.clone()).await, of(after).await), (14, 21));
    // A matter that arrived before and is entered later belongs to the rules of its arrival.
    let mut late = complaint();
    late.received_at = Some(Timestamp::from_jst(date(2026, 6, 9).at(11, 0, 0, 0)));
    let late = t
        .perform(Role::Intake, register(late))
        .await
        .unwrap()
        .case
        .unwrap();
    assert_eq!(profile(&late), profile(&before));
}

/// 3.2, B18: once, at most 14 days, asked before the end; for the office's own work only by those
/// who oversee it.
async fn more_time_is_granted_once_and_by_whoever_may(t: &TestOffice) {
    let waiting = asked(t).await;
    let id = waiting.id;
    let extend = |deadline: &str, n, unit| {
        Command::case(
            id,
            CaseCommand::ExtendDeadline {
                deadline: deadline.to_owned(),
                more: MoreTime {
                    by: Extension { n, unit },
                    asked_on: None,
                },
                reason: "資料の取寄せに日数を要するため".to_owned(),
            },
        )
    };
    for role in [Role::MemberContact, Role::Intake, Role::Director] {
        let code = refused(
            t.perform(role, extend("MEMBER_REPLY.1", 14, Unit::Day))
                .await,
        );
        assert_eq!(code, "access.denied", "{role:?}");
    }
    let own = extend("TARGET_CLOSE.1", 30, Unit::Day);
    assert_eq!(
        refused(t.perform(Role::Handler, own.clone()).await),
        "access.denied"
    );
    t.perform(Role::Supervisor, own).await.unwrap();
    assert_eq!(
        refused(
            t.perform(Role::Handler, extend("MEMBER_REPLY.1", 15, Unit::Day))
                .await
        ),
        "deadline.extension_too_long"
    );
    let done = t
        .perform(Role::Handler, extend("MEMBER_REPLY.1", 14, Unit::Day))
        .await
        .unwrap();
    let deadline = done.case.unwrap().deadlines["MEMBER_REPLY.1"].clone();
    assert_eq!(deadline.moved[0].was, date(2026, 6, 15));
    assert_eq!(deadline.due.last, date(2026, 6, 29));
    assert_eq!(
        refused(
            t.perform(Role::Handler, extend("MEMBER_REPLY.1", 1, Unit::Day))
                .await
        ),
        "deadline.extended_already"
    );
    // The old ladder is void, the new one runs.
    set(t, date(2026, 6, 17));
    t.office
        .escalate_all(&Actor::job("escalate"), 200)
        .await
        .unwrap();
    let level = |file: &CaseFile| file.deadlines["MEMBER_REPLY.1"].level();
    assert_eq!(level(&file(t, id).await), 0);
    set(t, date(2026, 7, 1));
    t.office
        .escalate_all(&Actor::job("escalate"), 200)
        .await
        .unwrap();
    assert_eq!(level(&file(t, id).await), 1);
}

async fn a_suspension_can_be_dated_back_within_the_limit(t: &TestOffice) {
    let id = asked(t).await.id;
    set(t, date(2026, 6, 9));
    let propose = |from| {
        Command::case(
            id,
            CaseCommand::Propose {
                act: Act::Suspend {
                    ground: Ground::Litigation,
                    from,
                },
                reason: "訴訟の係属".to_owned(),
            },
        )
    };
    for (from, code) in [
        (date(2026, 6, 10), "date.in_future"),
        (date(2026, 6, 1), "date.too_far_back"),
    ] {
        assert_eq!(
            refused(t.perform(Role::Handler, propose(Some(from))).await),
            code
        );
    }
    let done = t
        .perform(Role::Handler, propose(Some(date(2026, 6, 8))))
        .await
        .unwrap();
    let proposal = done.case.unwrap().proposal.unwrap().digest;
    // The approval comes a day later; the day that was put forward counts.
    set(t, date(2026, 6, 10));
    let approve = Command::case(id, CaseCommand::Approve { proposal });
    t.perform(Role::Supervisor, approve).await.unwrap();
    set(t, date(2026, 6, 18));
    let resume = |on| {
        Command::case(
            id,
            CaseCommand::Resume {
                on,
                reason: "訴えの取下げ".to_owned(),
            },
        )
    };
    assert_eq!(
        refused(
            t.perform(Role::Supervisor, resume(Some(date(2026, 6, 2))))
                .await
        ),
        "date.too_far_back"
    );
    let file = t
        .perform(Role::Supervisor, resume(Some(date(2026, 6, 17))))
        .await
        .unwrap()
        .case
        .unwrap();
    let reply = &file.deadlines["MEMBER_REPLY.1"];
    let days: Vec<(Date, Date)> = reply
        .pauses
        .iter()
        .map(|(a, b)| (a.date(), b.date()))
        .collect();
    assert_eq!(days, [(date(2026, 6, 8), date(2026, 6, 17))]);
    assert_eq!(
        reply.due.last,
        date(2026, 6, 25),
        "the worked example of a pause"
    );
}

async fn the_load_counts_every_open_deadline_on_its_day(t: &TestOffice) {
    asked(t).await;
    begin(t).await;
    let supervisor = t.who(Role::Supervisor);
    let all = LoadFilter::default();
    let days = t.office.load_by_day(supervisor, &all).await.unwrap();
    let items = t.office.open_within(supervisor, &all, 1_000).await.unwrap();
    let counted: u32 = days.iter().map(|day| day.running + day.paused).sum();
    assert_eq!(counted as usize, items.len());
    for day in &days {
        let found = items
            .iter()
            .filter(|i| i.deadline.due.last == day.day)
            .count();
        assert_eq!(found, (day.running + day.paused) as usize, "{}", day.day);
    }
    // A member sees its own, the others nothing; a handler's own are those of their cases.
    let member = t
        .office
        .open_within(t.who(Role::MemberContact), &all, 1_000)
        .await
        .unwrap();
    assert!(!member.is_empty() && member.len() < items.len());
    let handler = t.who(Role::Handler).id.account();
    let own = LoadFilter { handler, ..all };
    let own = t.office.open_within(supervisor, &own, 1_000).await.unwrap();
    assert!(own.iter().all(|item| item.file.handler == handler) && !own.is_empty());
    assert!(
        t.office
            .load_by_day(t.who(Role::Admin), &all)
            .await
            .unwrap()
            .is_empty()
    );
}

async fn a_feed_belongs_to_one_person_and_can_be_taken_away(t: &TestOffice) {
    let waiting = asked(t).await;
    let handler = t.who(Role::Handler).id.account().unwrap();
    let token = t.office.open_feed(handler).await.unwrap();
    let items = t.office.feed(&token).await.unwrap().unwrap();
    assert!(items.iter().all(|item| item.file.id == waiting.id));
    assert!(
        items
            .iter()
            .any(|item| item.deadline.name == "MEMBER_REPLY.1")
    );
    assert!(t.office.feed("guess").await.unwrap().is_none());
    // A new secret voids the old one; taking it away voids both.
    let second = t.office.open_feed(handler).await.unwrap();
    assert!(t.office.feed(&token).await.unwrap().is_none());
    assert!(t.office.feed(&second).await.unwrap().is_some());
    t.office.close_feed(handler).await.unwrap();
    assert!(t.office.feed(&second).await.unwrap().is_none());
    // A member hears of its own duties only, and a closed account of nothing.
    let contact = t.who(Role::MemberContact).id.account().unwrap();
    let member = t.office.open_feed(contact).await.unwrap();
    let items = t.office.feed(&member).await.unwrap().unwrap();
    let clocks: Vec<&str> = items
        .iter()
        .map(|item| item.deadline.clock.as_str())
        .collect();
    assert_eq!(clocks, ["MEMBER_REPLY"]);
    let disable = Command::Account {
        id: Some(contact),
        command: domain::account::AccountCommand::Disable {
            reason: "退職".to_owned(),
        },
        password: None,
    };
    t.perform(Role::Admin, disable).await.unwrap();
    assert!(t.office.feed(&member).await.unwrap().is_none());
}
