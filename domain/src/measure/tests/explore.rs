//! Every reachable state of one measure, three directors and their meeting, to the fixpoint.
//!
//! States that differ only in when they came about are one: the calendar has no special days, and of
//! each date only its distance from today is kept where a rule looks at it. Each transition is judged by
//! an oracle that knows the records and none of the rules. With a guard taken away the same exploration
//! must find the violation that the guard prevents.

use super::{
    deeds::{Deed, Menu, always, deeds},
    oracle::Judge,
    sameness::key,
    stage::{House, SECRETARY, Stage, WAIT, house, noon},
};
use crate::{
    board,
    code::{Body, LegalForm, MeasureKind, MeasureStage, MeetingStage, Resolution},
    event::Draft,
    measure::{Guard, MeasureStep, guard::REMOVED},
    refusal::Refusal,
};
use jiff::{ToSpan, civil::Date};
use std::collections::{BTreeSet, HashSet, VecDeque};

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
