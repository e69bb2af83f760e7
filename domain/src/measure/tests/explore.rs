//! Every reachable state of one measure, three directors and their meeting, to the fixpoint.
//!
//! States that differ only in when they came about are one: the calendar has no special days, and of
//! each date only its distance from today is kept where a rule looks at it. Each transition is judged by
//! an oracle that knows the records and none of the rules. With a guard taken away the same exploration
//! must find the violation that the guard prevents.

#![expect(
    clippy::too_many_lines,
    clippy::cast_possible_wrap,
    clippy::cast_possible_truncation,
    reason = "lists of what can be tried, and small counts made into bytes"
)]

use super::{
    oracle::{Judge, Sitting},
    stage::{
        HANDLER, HEAD, House, KANJI, OFFICER, PRESIDENT, SECOND, SECRETARY, SUPERVISOR, Stage,
        THIRD, account, house, noon, seat,
    },
};
use crate::{
    board::{self, Calling, ItemDraft, ItemState, MeetingCommand as M, Seat, paper_digest},
    code::{
        Attendance, Body, Choice, Delivery, Finding, HearingForm, InterestKind, LegalForm,
        MeasureKind, MeasureStage, MeetingHearing, MeetingStage, Question, Resolution, Sent,
    },
    event::{Draft, MeasureAct, Subject},
    id::AccountId,
    measure::{Guard, MeasureCommand as C, MeasureStep, guard::REMOVED},
    refusal::Refusal,
    time::Timestamp,
};
use jiff::{ToSpan, civil::Date};
use std::collections::{BTreeSet, HashSet, VecDeque};

/// Days that pass at once.
const WAIT: i64 = 5;

/// What somebody does.
#[derive(Clone, Debug)]
enum Deed {
    Measure(u128, C),
    Meeting(u128, M),
    Call(Calling),
    /// Days pass.
    Wait,
}

const BY: Delivery = Delivery::CertifiedPost;

fn words() -> String {
    "本文".to_owned()
}

/// What is tried besides the plain course. Every side is explored to the end in one course or another;
/// all of them together in every course take minutes, and are run with `KIGEN_EXPLORE=whole`.
#[derive(Clone, Copy, Debug, Default)]
struct Menu {
    /// Interests on which the others rule, and challenges.
    doubts: bool,
    /// Papers written anew while people vote.
    papers: bool,
    /// Meetings that are called too late, and those who agree to that.
    haste: bool,
}

impl Menu {
    fn offers(self, deed: &Deed) -> bool {
        match deed {
            Deed::Measure(
                _,
                C::Challenge { .. }
                | C::Rule { .. }
                | C::Declare {
                    interest: InterestKind::Adviser,
                    ..
                },
            ) => self.doubts,
            Deed::Meeting(_, M::Revise { .. }) => self.papers,
            Deed::Meeting(_, M::Vote { paper, .. }) => {
                self.papers || *paper == paper_digest("議案", "甲")
            }
            Deed::Meeting(_, M::Waive { .. }) => self.haste,
            Deed::Call(calling) => self.haste || calling.place == IN_TIME,
            _ => true,
        }
    }
}

/// The place of meetings that are called in time.
const IN_TIME: &str = "会議室";

/// What can be tried whatever the state.
fn always() -> Vec<Deed> {
    use InterestKind as I;
    let mut deeds = vec![Deed::Wait];
    let mut add = |who, command| deeds.push(Deed::Measure(who, command));
    add(
        SUPERVISOR,
        C::Explain {
            by: BY,
            letter: words(),
        },
    );
    for what in [
        Sent::Explanation,
        Sent::Hearing,
        Sent::Record,
        Sent::Decision,
    ] {
        for by in [BY, Delivery::Post] {
            add(
                SECRETARY,
                C::RecordDelivery {
                    what,
                    by,
                    on: None,
                    proof: words(),
                },
            );
        }
    }
    add(
        SECRETARY,
        C::AskOral {
            by: BY,
            words: words(),
        },
    );
    add(
        SECRETARY,
        C::Statement {
            by: BY,
            on: None,
            statement: words(),
            original: words(),
        },
    );
    add(
        SECRETARY,
        C::Waive {
            by: BY,
            on: None,
            original: words(),
        },
    );
    add(
        SECRETARY,
        C::CorrectRecord {
            by: BY,
            correction: words(),
        },
    );
    for officer in [OFFICER, HANDLER, SUPERVISOR, THIRD] {
        add(
            HEAD,
            C::AppointOfficer {
                officer: account(officer),
            },
        );
    }
    for (who, interest) in [(THIRD, I::Officer), (OFFICER, I::Officer)] {
        add(
            who,
            C::Declare {
                interest,
                note: words(),
            },
        );
    }
    for person in [SECOND, THIRD].map(account) {
        for excluded in [true, false] {
            add(
                SECRETARY,
                C::Rule {
                    person,
                    excluded,
                    reason: words(),
                },
            );
        }
    }
    for question in [Question::Impose, Question::Guidance, Question::NotFollowed] {
        for adopted in [true, false] {
            add(
                PRESIDENT,
                C::Decide {
                    question,
                    adopted,
                    reason: words(),
                    opinion: words(),
                },
            );
        }
    }
    add(SUPERVISOR, C::Withdraw { reason: words() });
    add(
        SECRETARY,
        C::Report {
            by: BY,
            on: None,
            report: words(),
            original: words(),
        },
    );
    for finding in Finding::ALL {
        add(
            SUPERVISOR,
            C::Verify {
                finding: *finding,
                reason: words(),
            },
        );
    }
    add(
        SECRETARY,
        C::Object {
            by: BY,
            on: None,
            objection: words(),
        },
    );
    add(SECRETARY, C::Finish { reason: words() });
    deeds
}

fn moves(stage: &Stage) -> Vec<MeasureAct> {
    vec![
        MeasureAct::Guide { by: BY },
        MeasureAct::Notify { by: BY },
        MeasureAct::TakeEffect {
            on: stage.now.date(),
            plan: Vec::new(),
        },
        MeasureAct::Restore {
            on: stage.now.date(),
            by: BY,
        },
    ]
}

/// What can be tried in this state besides.
fn deeds(stage: &Stage) -> Vec<Deed> {
    let mut deeds = Vec::new();
    let measure = &stage.measure;
    if let Some(meeting) = &stage.meeting
        && meeting.items.iter().all(board::Item::is_over)
    {
        meeting_deeds(stage, meeting, &mut deeds);
        return deeds;
    }
    for act in moves(stage) {
        for who in [SECRETARY, PRESIDENT] {
            let letter = match act {
                MeasureAct::TakeEffect { .. } => String::new(),
                _ => words(),
            };
            deeds.push(Deed::Measure(
                who,
                C::Move {
                    act: act.clone(),
                    letter,
                    reason: String::new(),
                },
            ));
        }
    }
    if measure.kind == MeasureKind::Guidance || measure.stage == MeasureStage::Replaced {
        let act = MeasureAct::Guide { by: BY };
        deeds.push(Deed::Measure(
            SUPERVISOR,
            C::Move {
                act,
                letter: words(),
                reason: String::new(),
            },
        ));
    }
    if let Some(motion) = &measure.motion {
        for who in [PRESIDENT, SUPERVISOR] {
            deeds.push(Deed::Measure(
                who,
                C::Approve {
                    digest: motion.digest.clone(),
                },
            ));
        }
        let back = C::Return {
            digest: motion.digest.clone(),
            reason: words(),
        };
        deeds.push(Deed::Measure(PRESIDENT, back));
    }
    // What directors say about themselves matters once it is before them. Said earlier it waits: no
    // rule looks at it until then.
    if measure.placed.is_some() || !measure.open_questions().is_empty() {
        use InterestKind as I;
        for (who, interest) in [
            (PRESIDENT, I::None),
            (SECOND, I::None),
            (SECOND, I::Adviser),
            (THIRD, I::None),
        ] {
            let note = words();
            deeds.push(Deed::Measure(who, C::Declare { interest, note }));
        }
        let challenge = C::Challenge {
            person: account(THIRD),
            ground: words(),
        };
        deeds.push(Deed::Measure(KANJI, challenge));
    }
    // Whoever was appointed hears; who hears before the general meeting is the secretariat.
    let hears = measure
        .hearing
        .officer
        .and_then(|officer| {
            [OFFICER, HANDLER, SUPERVISOR, THIRD]
                .into_iter()
                .find(|n| account(*n) == officer)
        })
        .unwrap_or(SECRETARY);
    let day = |days: i64| (stage.now.date() + days.days()).at(12, 0, 0, 0);
    for command in [
        C::FixHearing {
            at: day(10),
            place: words(),
        },
        C::NotifyHearing {
            by: BY,
            letter: words(),
        },
        C::Excuse { cause: words() },
        C::Hold { record: words() },
        C::SendRecord {
            by: BY,
            letter: words(),
        },
        C::CloseHearing { summary: words() },
    ] {
        deeds.push(Deed::Measure(hears, command));
    }
    match &stage.meeting {
        // A meeting without a question about the measure would change nothing of it.
        None if measure.open_questions().is_empty() || measure.body == Body::President => {}
        None => {
            let other = match measure.body {
                Body::GeneralMeeting => Body::Board,
                _ => Body::GeneralMeeting,
            };
            for (body, days) in [(measure.body, 10), (measure.body, 5), (other, 10)] {
                deeds.push(Deed::Call(Calling {
                    body,
                    at: day(days),
                    place: if days == 10 { IN_TIME.into() } else { words() },
                    committee: Vec::new(),
                }));
            }
        }
        Some(meeting) => meeting_deeds(stage, meeting, &mut deeds),
    }
    deeds
}

fn meeting_deeds(stage: &Stage, meeting: &board::Meeting, deeds: &mut Vec<Deed>) {
    let mut add = |who, command| deeds.push(Deed::Meeting(who, command));
    let seats: Vec<Seat> = meeting.seats.keys().cloned().collect();
    if meeting.items.is_empty() {
        for question in Question::ALL {
            let subject = Subject::Measure {
                measure: stage.measure.id,
                question: *question,
            };
            let draft = ItemDraft {
                subject,
                title: "議案".into(),
                paper: "甲".into(),
            };
            add(SECRETARY, M::Put(draft));
        }
    }
    if meeting.items.iter().all(board::Item::is_over) {
        add(SECRETARY, M::Cancel { reason: words() });
        add(SECRETARY, M::Close);
        return;
    }
    add(SECRETARY, M::Notify);
    add(SECRETARY, M::Cancel { reason: words() });
    add(
        SECRETARY,
        M::WithdrawItem {
            item: 1,
            reason: words(),
        },
    );
    add(
        SECRETARY,
        M::Open {
            chair: seats[0].clone(),
        },
    );
    add(SECRETARY, M::Close);
    add(SECRETARY, M::OpenItem { item: 1 });
    add(
        SECRETARY,
        M::Resolve {
            item: 1,
            course: String::new(),
        },
    );
    add(THIRD, M::Read { item: 1 });
    for paper in ["甲", "乙"] {
        add(
            SECRETARY,
            M::Revise {
                item: 1,
                title: "議案".into(),
                paper: paper.into(),
            },
        );
    }
    for how in [MeetingHearing::Spoken, MeetingHearing::Absent] {
        add(
            SECRETARY,
            M::Hear {
                item: 1,
                how,
                words: words(),
            },
        );
    }
    // Those who agree to a short notice do so one after the other, in whatever order, and where the
    // notice was long enough it means nothing.
    let short = meeting
        .notified_at
        .is_some_and(|at| (meeting.at.date() - at.date()).get_days() <= 7);
    let mut all = seats.iter().cloned().chain([seat(KANJI)]);
    if let (true, Some(next)) = (short, all.find(|seat| !meeting.waived.contains(seat))) {
        add(SECRETARY, M::Waive { by: next });
    }
    for (place, seat) in seats.iter().enumerate() {
        let arrive = M::Arrive {
            seat: seat.clone(),
            how: Attendance::InPerson,
            identified: true,
        };
        add(SECRETARY, arrive);
        let choices: &[Choice] = match place {
            0 => &[Choice::For, Choice::Against],
            _ => &[Choice::For],
        };
        let papers: &[&str] = if place == 0 {
            &["甲", "乙"]
        } else {
            &["甲"]
        };
        for (choice, paper) in choices
            .iter()
            .flat_map(|c| papers.iter().map(move |p| (c, p)))
        {
            add(
                SECRETARY,
                M::Vote {
                    item: 1,
                    seat: seat.clone(),
                    choice: *choice,
                    paper: paper_digest("議案", paper),
                    reason: String::new(),
                },
            );
        }
    }
    add(
        SECRETARY,
        M::Leave {
            seat: seats[1].clone(),
        },
    );
}

/// What makes two states the same.
fn key(stage: &Stage, judge: &Judge) -> Vec<u8> {
    let mut key = Vec::with_capacity(96);
    let today = stage.now.date();
    let mut put = |value: i64| key.push(u8::try_from(value.clamp(-1, 200) + 1).unwrap_or(0));
    let days = |at: Option<Timestamp>| {
        at.map_or(-1, |at| {
            i64::from((at.date() - today).get_days()).clamp(-WAIT, 15) + 20
        })
    };
    let sent = |letter: Option<&crate::measure::Dispatch>| {
        letter.map_or(0, |l| 1 + i64::from(l.delivered_at.is_some()))
    };
    let m = &stage.measure;
    put(m.stage as i64);
    put(m.body as i64);
    put(sent(m.explanation.as_ref()));
    put(sent(m.notice.as_ref()));
    let h = &m.hearing;
    // How the hearing ended, and in which form, matters to nobody once it has ended.
    let at_meeting = h.form == HearingForm::AtMeeting;
    put(i64::from(at_meeting) + 2 * i64::from(h.closed.is_some()));
    let officer =
        |id: Option<AccountId>| id.map_or(-1, |id| i64::try_from(id.0.as_u128()).unwrap_or(0));
    put(officer(h.officer));
    if h.closed.is_none() {
        put(h.form as i64);
        put(days(h.fixed_at));
        put(sent(h.notice.as_ref()));
        put(h.notice_days().map_or(-1, |n| i64::from(n >= 7)));
        let age = |at: Option<Timestamp>| {
            at.map_or(-1, |at| i64::from((today - at.date()).get_days()).min(6))
        };
        put(age(h.record.as_ref().and_then(|r| r.delivered_at)));
        put(sent(h.record.as_ref()));
        for flag in [
            h.excused,
            h.statement_at.is_some(),
            h.waived_at.is_some(),
            h.held_at.is_some(),
            h.corrected_at.is_some(),
        ] {
            put(i64::from(flag));
        }
    }
    for n in [PRESIDENT, SECOND, THIRD, OFFICER] {
        match m.interests.get(&account(n)) {
            None => put(-1),
            Some(interest) => {
                put(interest.declared.map_or(-1, |kind| kind as i64));
                put(i64::from(interest.challenged) * 4
                    + interest.ruling.map_or(0, |ruling| 1 + ruling as i64));
            }
        }
    }
    put(m.placed.map_or(-1, |placed| placed.question as i64));
    match &m.motion {
        None => put(-1),
        Some(motion) => {
            put(match motion.act {
                MeasureAct::Guide { .. } => 0,
                MeasureAct::Notify { .. } => 1,
                MeasureAct::TakeEffect { .. } => 2,
                MeasureAct::Restore { .. } => 3,
            });
            let mover = [SECRETARY, PRESIDENT, SUPERVISOR]
                .into_iter()
                .position(|n| motion.by == super::oracle::actor(n));
            put(mover.map_or(-1, |n| n as i64));
        }
    }
    put(i64::from(m.is_annulled()));
    put(i64::from(
        m.decisions
            .iter()
            .any(|d| d.resolution == Resolution::Deferred),
    ));
    put(i64::from(m.had_more_time()));
    put(i64::from(m.effect.is_some()));
    for clock in [
        "STATEMENT",
        "HEARING_NOTICE",
        "REV_NOTICE",
        "REC_COMPLY",
        "REV_START",
    ] {
        let open = m
            .deadlines
            .values()
            .find(|d| d.clock == clock && d.is_open());
        put(match (open, clock) {
            (None, _) => -1,
            (Some(_), "HEARING_NOTICE" | "REV_NOTICE" | "REV_START") => 0,
            (Some(d), _) => days(Some(d.due.ends_at)),
        });
    }
    put(i64::from(stage.member.left.is_some()));
    if let Some(meeting) = &stage.meeting {
        meeting_key(stage, meeting, &mut key);
    }
    judge_key(stage, judge, &mut key);
    key
}

fn meeting_key(stage: &Stage, meeting: &board::Meeting, key: &mut Vec<u8>) {
    let today = stage.now.date();
    let mut put = |value: i64| key.push(u8::try_from(value.clamp(-1, 200) + 1).unwrap_or(0));
    put(meeting.stage as i64);
    put(meeting.body as i64);
    if matches!(
        meeting.stage,
        MeetingStage::Prepared | MeetingStage::Notified
    ) {
        put(i64::from((meeting.at.date() - today).get_days()).clamp(-WAIT, 15) + 20);
        put(meeting.waived.len() as i64);
        put(meeting.notified_at.map_or(-1, |at| {
            i64::from((meeting.at.date() - at.date()).get_days() > 7)
        }));
    }
    for presence in meeting.presence.values() {
        put(i64::from(presence.until.is_some()));
    }
    for seat in meeting.seats.keys() {
        put(i64::from(meeting.is_present(seat)));
    }
    for item in &meeting.items {
        put(match item.state {
            ItemState::Listed {} => 0,
            ItemState::Open { .. } => 1,
            ItemState::Resolved { .. } => 2,
            ItemState::Withdrawn {} => 3,
        });
        if item.is_over() {
            continue;
        }
        put(i64::from(item.paper == paper_digest("議案", "甲")));
        put(item.heard.map_or(-1, |how| how as i64));
        put(item.read.len() as i64);
        for seat in meeting.seats.keys() {
            put(item
                .votes
                .get(seat)
                .map_or(-1, |ballot| ballot.choice as i64));
        }
    }
}

/// What the judge remembers beyond the state. Where the program is right there is nothing of it, and
/// where a guard is missing two states must not be taken for one.
fn judge_key(stage: &Stage, judge: &Judge, key: &mut Vec<u8>) {
    let flags = [
        judge.explained,
        judge.heard,
        judge.held && !judge.heard,
        judge.served && !judge.heard,
        judge.notified,
    ];
    key.extend(flags.map(u8::from));
    let told = judge.told.zip(judge.fixed).map_or(0, |(told, fixed)| {
        1 + u8::from((fixed - told).get_days() > 7)
    });
    if !judge.heard {
        key.push(told);
    }
    key.push(judge.excluded.len() as u8 * 8 + judge.pending.len() as u8);
    key.push(
        judge
            .mover
            .filter(|_| stage.measure.motion.is_some())
            .map_or(0, |n| n as u8),
    );
    if let Some(Sitting {
        open,
        voting,
        present,
        votes,
        ..
    }) = &judge.meeting
    {
        let flags = u8::from(*open) * 2 + u8::from(*voting);
        key.extend([flags, present.len() as u8, votes.len() as u8]);
    }
}

/// What an exploration found.
#[derive(Default)]
struct Found {
    states: usize,
    transitions: u64,
    stages: BTreeSet<MeasureStage>,
    resolutions: BTreeSet<Resolution>,
    violation: Option<(Guard, Vec<String>)>,
}

fn ask(
    house: &House,
    stage: &Stage,
    deed: &Deed,
    facts: &(crate::measure::Facts, board::Facts<'_>),
) -> Result<(u128, Vec<Draft>), Refusal> {
    match deed {
        Deed::Wait => Ok((0, Vec::new())),
        Deed::Measure(who, command) => {
            // What the state does not allow is not asked: the step's own test says so first.
            if !MeasureStep::of(command).is_possible(&stage.measure) {
                return Err(Refusal::new("measure.not_now"));
            }
            stage
                .ask(house, &facts.0, *who, command)
                .map(|drafts| (*who, drafts))
        }
        Deed::Meeting(who, command) => stage
            .ask_meeting(house, &facts.1, *who, command)
            .map(|drafts| (*who, drafts)),
        Deed::Call(calling) => stage
            .call(house, &facts.1, calling)
            .map(|drafts| (SECRETARY, drafts)),
    }
}

/// Days pass only as long as something waits for them.
fn may_wait(stage: &Stage) -> bool {
    let m = &stage.measure;
    let meeting = stage
        .meeting
        .as_ref()
        .is_some_and(|meeting| stage.now.date() < meeting.at.date());
    let hearing = m.hearing.closed.is_none()
        && (m
            .hearing
            .fixed_at
            .is_some_and(|at| stage.now.date() <= at.date())
            || m.hearing.record.is_some());
    let clock = m.deadlines.values().any(|d| {
        d.is_open()
            && matches!(d.clock.as_str(), "STATEMENT" | "REC_COMPLY")
            && stage.now < d.due.ends_at
    });
    meeting || hearing || clock
}

/// Follows every deed in every state. Stops at the first violation.
fn explore(kind: MeasureKind, body: Body, house: &House, menu: Menu) -> Found {
    let always = always();
    let start = (Stage::proposed(kind, body), Judge::default());
    let mut found = Found::default();
    let mut seen: HashSet<Vec<u8>> = HashSet::from([key(&start.0, &start.1)]);
    let mut trail: Vec<(usize, Option<Deed>)> = vec![(0, None)];
    let mut queue = VecDeque::from([(0, start)]);
    while let Some((place, (stage, judge))) = queue.pop_front() {
        found.states += 1;
        found.stages.insert(stage.measure.stage);
        found
            .resolutions
            .extend(stage.measure.decisions.iter().map(|d| d.resolution));
        // A measure that is over stays as it is.
        if stage.measure.is_over()
            && stage.meeting.is_none()
            && !matches!(
                stage.measure.stage,
                MeasureStage::Final | MeasureStage::NotFollowed
            )
        {
            continue;
        }
        let facts = (stage.facts(), stage.board_facts(house));
        let own = deeds(&stage);
        // A meeting without an item on which something can still be done is about nothing, and so is
        // settled before all else.
        let idle = stage
            .meeting
            .as_ref()
            .is_some_and(|meeting| meeting.items.iter().all(board::Item::is_over));
        let general = always.iter().filter(|_| !idle);
        for deed in general.chain(&own).filter(|deed| menu.offers(deed)) {
            if matches!(deed, Deed::Wait) && !may_wait(&stage) {
                continue;
            }
            let Ok((who, drafts)) = ask(house, &stage, deed, &facts) else {
                continue;
            };
            found.transitions += 1;
            let mut next = (stage.clone(), judge.clone());
            if let Some(guard) = next.1.watch(&stage, who, &drafts) {
                let mut steps = vec![format!("{deed:?}")];
                let mut at = place;
                while let (before, Some(deed)) = &trail[at] {
                    steps.push(format!("{deed:?}"));
                    at = *before;
                }
                steps.reverse();
                found.violation = Some((guard, steps));
                return found;
            }
            next.0.follow(who, drafts);
            if matches!(deed, Deed::Wait) {
                next.0.now = noon(day_after(next.0.now.date()));
            }
            // A meeting that is over has said what it had to say.
            let over = next.0.meeting.as_ref().is_some_and(|meeting| {
                matches!(
                    meeting.stage,
                    MeetingStage::Closed | MeetingStage::Cancelled
                )
            });
            if over {
                next.0.meeting = None;
                next.1.meeting = None;
            }
            if seen.insert(key(&next.0, &next.1)) {
                trail.push((place, Some(deed.clone())));
                queue.push_back((trail.len() - 1, next));
            }
        }
    }
    found
}

fn day_after(day: Date) -> Date {
    day + WAIT.days()
}

/// The courses that are explored: what, who decides, and the house's rules.
fn courses() -> Vec<(&'static str, MeasureKind, Body, House)> {
    let association = || house(LegalForm::Association);
    vec![
        ("guidance", MeasureKind::Guidance, Body::Desk, association()),
        (
            "recommendation",
            MeasureKind::Recommendation,
            Body::Board,
            association(),
        ),
        (
            "president",
            MeasureKind::Other,
            Body::President,
            house(LegalForm::Foundation),
        ),
        (
            "revocation",
            MeasureKind::Revocation,
            Body::Board,
            association(),
        ),
        (
            "expulsion",
            MeasureKind::Expulsion,
            Body::GeneralMeeting,
            association(),
        ),
    ]
}

fn explored(name: &str, menu: Menu) -> Found {
    let (_, kind, body, house) = courses().into_iter().find(|c| c.0 == name).unwrap();
    let whole = std::env::var("KIGEN_EXPLORE").is_ok_and(|v| v == "whole");
    let menu = if whole {
        Menu {
            doubts: true,
            papers: true,
            haste: true,
        }
    } else {
        menu
    };
    let found = explore(kind, body, &house, menu);
    assert!(found.violation.is_none(), "{:#?}", found.violation);
    println!(
        "{name} ({menu:?}): {} states, {} transitions; stages {:?}; resolutions {:?}",
        found.states,
        found.transitions,
        found.stages.iter().map(|s| s.code()).collect::<Vec<_>>(),
        found
            .resolutions
            .iter()
            .map(|r| r.code())
            .collect::<Vec<_>>(),
    );
    found
}

#[test]
fn guidance_is_explored_to_the_end() {
    let found = explored("guidance", Menu::default());
    assert!(found.stages.contains(&MeasureStage::Final));
}

#[test]
fn b36_a_recommendation_is_explored_to_the_end() {
    let menu = Menu {
        doubts: true,
        ..Menu::default()
    };
    let found = explored("recommendation", menu);
    for stage in [
        MeasureStage::Fulfilled,
        MeasureStage::NotFollowed,
        MeasureStage::Replaced,
        MeasureStage::Dropped,
        MeasureStage::Final,
    ] {
        assert!(found.stages.contains(&stage), "{stage:?}");
    }
    for resolution in Resolution::ALL {
        assert!(found.resolutions.contains(resolution), "{resolution:?}");
    }
}

#[test]
fn b36_what_the_president_decides_is_explored_to_the_end() {
    let found = explored("president", Menu::default());
    assert!(found.stages.contains(&MeasureStage::Fulfilled));
}

#[test]
fn b37_a_revocation_by_the_board_is_explored_to_the_end() {
    let menu = Menu {
        papers: true,
        ..Menu::default()
    };
    let found = explored("revocation", menu);
    for stage in [
        MeasureStage::Final,
        MeasureStage::Annulled,
        MeasureStage::Dropped,
    ] {
        assert!(found.stages.contains(&stage), "{stage:?}");
    }
    assert!(found.resolutions.contains(&Resolution::Deferred));
}

#[test]
fn b37_an_expulsion_by_the_general_meeting_is_explored_to_the_end() {
    let menu = Menu {
        haste: true,
        ..Menu::default()
    };
    let found = explored("expulsion", menu);
    for stage in [
        MeasureStage::Final,
        MeasureStage::Annulled,
        MeasureStage::Dropped,
    ] {
        assert!(found.stages.contains(&stage), "{stage:?}");
    }
}

#[test]
fn b36_each_guard_is_needed() {
    for guard in Guard::ALL {
        // On what a measure may rest is explored by itself (`propose`).
        if *guard == Guard::Ground {
            continue;
        }
        // The course in which it is most at stake.
        let course = match guard {
            Guard::Authority | Guard::Heard => "expulsion",
            Guard::HearingNotice | Guard::RecordServed | Guard::Notified => "revocation",
            _ => "recommendation",
        };
        let menu = Menu {
            doubts: false,
            papers: *guard == Guard::SamePaper,
            haste: *guard == Guard::MeetingNotice,
        };
        REMOVED.set(Some(*guard));
        let (_, kind, body, house) = courses().into_iter().find(|c| c.0 == course).unwrap();
        let violation = explore(kind, body, &house, menu).violation;
        REMOVED.set(None);
        let (seen, steps) = violation.unwrap_or_else(|| panic!("{guard:?} is not needed"));
        println!(
            "without {guard:?}, in the course {course}: {seen:?} after {} steps",
            steps.len()
        );
        assert_eq!(seen, *guard, "{steps:#?}");
    }
}
