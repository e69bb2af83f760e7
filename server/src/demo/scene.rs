//! The scenes that stand open when the demonstration begins. Each is told with small steps from a
//! day that is searched for: the one from which its clock shows the urgency that is wanted.

use super::{
    cast::Cast,
    pen::{Line, Pen},
    story::Story,
    words,
};
use domain::{
    case::Respondent,
    code::{CaseKind, Ground, NoteKind, Outcome, Will},
};
use jiff::civil::Date;

/// Where a case stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stand {
    /// Received, not yet confirmed.
    Received(CaseKind),
    /// Confirmed; nobody handles it yet.
    Unassigned(CaseKind),
    /// Confirmed, with a handler.
    Screening(CaseKind),
    /// Acceptance waits for approval.
    Proposed,
    /// Out of scope; the letter is not written.
    OutOfScope,
    /// The complaint form is with the complainant.
    Papers,
    /// Accepted; the member has not been asked.
    Accepted,
    /// The complainant does not want the member to be told (B33).
    AdviceOnly,
    /// The member was asked.
    Awaiting,
    /// The member has sent its report, not its proposal (B32).
    Partly,
    /// The reply was returned (B34).
    Returned,
    /// The reply is being reviewed.
    Reviewing,
    /// A direction is to be shown.
    Direction,
    /// The complainant has been asked; the target of closing is paused.
    Confirming,
    /// The end waits for approval.
    Closing,
    /// Suspended; a complaint is paused while its complainant is asked.
    Suspended(CaseKind),
}

/// How urgent its clock is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Want {
    /// Over, since so many open days (least, most).
    Overdue(i64, i64),
    /// The last day is today, or the next open day when today is none.
    First,
    /// At most three open days are left.
    Near,
    /// More are left.
    Ample,
}

struct Scene(Stand, Want, Option<usize>);

/// The scenes: nine overdue, fourteen near (two of them due first), three suspended, and the rest
/// with time left. The beginning is the most telling part, for those who ask for few cases.
const SCENES: [Scene; 48] = {
    use CaseKind::{Complaint, Consultation, Inquiry, Question};
    use Stand::{
        Accepted, AdviceOnly, Awaiting, Closing, Confirming, Direction, OutOfScope, Papers, Partly,
        Proposed, Received, Returned, Reviewing, Screening, Suspended, Unassigned,
    };
    use Want::{Ample, First, Near, Overdue};
    [
        Scene(Awaiting, Overdue(16, 18), None),
        Scene(Awaiting, Near, Some(0)),
        Scene(Suspended(Question), Ample, None),
        Scene(Confirming, Ample, None),
        Scene(Reviewing, First, None),
        Scene(Closing, Ample, None),
        Scene(Received(Inquiry), Overdue(1, 3), None),
        Scene(Screening(Complaint), Near, None),
        Scene(Unassigned(Question), Overdue(2, 4), None),
        Scene(Partly, Near, None),
        Scene(Screening(Consultation), Overdue(1, 3), None),
        Scene(Accepted, Near, None),
        Scene(Accepted, Overdue(1, 2), None),
        Scene(Returned, Near, None),
        Scene(Awaiting, Overdue(5, 7), None),
        Scene(OutOfScope, Near, None),
        Scene(Partly, Overdue(1, 3), Some(1)),
        Scene(Received(Complaint), Near, None),
        Scene(Returned, Overdue(10, 12), None),
        Scene(Direction, First, None),
        Scene(Reviewing, Overdue(1, 2), None),
        Scene(Received(Question), Near, None),
        Scene(Screening(Inquiry), Near, None),
        Scene(Confirming, Near, None),
        Scene(Suspended(Consultation), Ample, None),
        Scene(Suspended(Inquiry), Ample, None),
        Scene(Screening(Consultation), Near, None),
        Scene(Awaiting, Near, None),
        Scene(Reviewing, Ample, None),
        Scene(Awaiting, Ample, Some(0)),
        Scene(Proposed, Ample, None),
        Scene(Proposed, Ample, None),
        Scene(Awaiting, Ample, Some(1)),
        Scene(Awaiting, Ample, None),
        Scene(Awaiting, Ample, None),
        Scene(Papers, Ample, None),
        Scene(Partly, Ample, None),
        Scene(Returned, Ample, None),
        Scene(Returned, Ample, Some(0)),
        Scene(Confirming, Ample, None),
        Scene(Confirming, Ample, None),
        Scene(AdviceOnly, Ample, None),
        Scene(Closing, Ample, None),
        Scene(Closing, Ample, None),
        Scene(Direction, Ample, None),
        Scene(Reviewing, Ample, None),
        Scene(Unassigned(Complaint), Ample, None),
        Scene(Awaiting, Ample, None),
    ]
};

/// How far back a scene may have begun, in days.
const DAYS_BACK: i64 = 150;
/// Among how many fitting beginnings chance chooses.
const CHOICES: usize = 4;

/// How many of so many cases are open scenes.
pub(super) fn count(cases: usize) -> usize {
    SCENES.len().min(cases.div_ceil(2))
}

/// The lines of the `index`-th scene. A scene for which no beginning fits is told from the latest
/// one at which it fits into the time there is.
pub(super) fn tell(cast: &Cast<'_>, index: usize, first_day: Date) -> Vec<Line> {
    let Some(scene) = SCENES.get(index) else {
        return Vec::new();
    };
    let today = cast.now.date();
    let mut fitting = Vec::new();
    let mut possible = None;
    for back in 0..=DAYS_BACK {
        let day = today.saturating_add(jiff::Span::new().days(-back));
        if day < first_day {
            break;
        }
        if cast.calendar.is_open(day) != Ok(true) {
            continue;
        }
        let story = from_day(cast, scene, index, day);
        if story.pen.lines.last().is_some_and(|l| l.at >= cast.now) {
            continue;
        }
        if fits(cast, scene, &story) {
            fitting.push(story.pen.lines);
            if fitting.len() == CHOICES {
                break;
            }
        } else if possible.is_none() {
            possible = Some(story.pen.lines);
        }
    }
    let n = u32::try_from(fitting.len()).unwrap_or(0);
    let chosen = cast.dice("choice", index).below(n) as usize;
    fitting
        .into_iter()
        .nth(chosen)
        .or(possible)
        .unwrap_or_default()
}

/// The clock by which a scene is judged.
const fn clock(stand: Stand) -> &'static str {
    match stand {
        Stand::Received(_) => "ACK",
        Stand::Unassigned(_) | Stand::Screening(_) | Stand::Proposed => "SCOPE",
        Stand::OutOfScope => "OOS_REPLY",
        Stand::Papers => "FORM_RETURN",
        Stand::Accepted => "NOTIFY",
        Stand::AdviceOnly => "WITHHOLD_REVIEW",
        Stand::Awaiting | Stand::Partly => "MEMBER_REPLY",
        Stand::Returned => "RESUBMIT",
        Stand::Reviewing => "REVIEW",
        Stand::Direction => "DIRECTION",
        Stand::Confirming => "CONFIRM",
        Stand::Closing => "TARGET_CLOSE",
        Stand::Suspended(_) => "SUSPEND_REVIEW",
    }
}

fn fits(cast: &Cast<'_>, scene: &Scene, story: &Story<'_>) -> bool {
    let Some(rule) = cast.rule(clock(scene.0)) else {
        return false;
    };
    let from = story.waits_from.jst();
    let Ok(proof) = rule.period.compute(from, cast.calendar, &[], &[]) else {
        return false;
    };
    let today = cast.now.date();
    let left = cast
        .calendar
        .open_days_between(today, proof.last)
        .unwrap_or(i64::MAX);
    let over = cast.now >= proof.ends_at;
    match scene.1 {
        Want::Overdue(least, most) => over && (least..=most).contains(&-left),
        Want::First => !over && Ok(proof.last) == cast.calendar.open_day_from(today),
        Want::Near => !over && proof.last > today && left <= 3,
        Want::Ample => !over && left > 3,
    }
}

fn from_day<'a>(cast: &Cast<'a>, scene: &Scene, index: usize, day: Date) -> Story<'a> {
    let mut dice = cast.dice("scene", index);
    let member = scene
        .2
        .and_then(|i| cast.members.get(i).cloned())
        .or_else(|| cast.member(&mut dice));
    let pen = Pen::new(cast.calendar, dice, day);
    let mut story = Story::new(pen, cast.profile, Cast::handler(index), member);
    go(&mut story, scene.0);
    story
}

fn go(story: &mut Story<'_>, stand: Stand) {
    match stand {
        Stand::Received(kind) => receive(story, kind),
        Stand::Unassigned(kind) => {
            receive(story, kind);
            story.pen.minutes(10, 60);
            story.acknowledge();
        }
        Stand::Screening(kind) => screening(story, kind),
        Stand::Proposed => {
            screening(story, CaseKind::Complaint);
            story.pen.minutes(30, 90);
            let confirmed = story.waits_from;
            story.check_papers();
            story.waits_from = confirmed;
            story.propose_acceptance();
        }
        Stand::OutOfScope => {
            screening(story, CaseKind::Complaint);
            story.pen.open_days(1, 1);
            story.propose_out_of_scope(Ground::NoStanding);
            story.pen.minutes(15, 60);
            story.approve();
        }
        Stand::Papers => {
            screening(story, CaseKind::Complaint);
            story.pen.minutes(20, 60);
            story.check_papers();
            story.request_papers();
        }
        Stand::Accepted => accepted(story),
        Stand::AdviceOnly => {
            accepted(story);
            story.pen.minutes(20, 60);
            story.withhold();
            story.pen.minutes(20, 60);
            story.approve();
            let decided = story.waits_from;
            story.note(NoteKind::Progress);
            story.waits_from = decided;
        }
        Stand::Awaiting => awaiting(story),
        Stand::Partly => {
            awaiting(story);
            let asked = story.waits_from;
            story.pen.days_anywhere(4, 6);
            story.reply(true, false);
            story.waits_from = asked;
        }
        Stand::Returned => {
            reviewing(story);
            story.pen.open_days(1, 2);
            story.return_reply();
            story.pen.open_days(1, 1);
            story.deliver();
        }
        Stand::Reviewing => reviewing(story),
        Stand::Direction => direction(story),
        Stand::Confirming => confirming(story),
        Stand::Closing => {
            let received = story.pen.at;
            confirming(story);
            story.pen.days(3, 5);
            story.note(NoteKind::Advice);
            story.will(Will::Agrees);
            story.pen.minutes(10, 60);
            story.propose_closing(Outcome::Settled);
            story.waits_from = received;
        }
        Stand::Suspended(kind) => {
            screening(story, kind);
            story.pen.open_days(1, 1);
            suspend(story);
        }
    }
}

fn receive(story: &mut Story<'_>, kind: CaseKind) {
    if kind == CaseKind::Complaint {
        story.complaint();
    } else {
        let call = words::call(&mut story.pen.dice);
        story.call(kind, &call, Respondent::Unknown {});
    }
}

fn screening(story: &mut Story<'_>, kind: CaseKind) {
    receive(story, kind);
    story.pen.minutes(10, 60);
    story.acknowledge();
    let confirmed = story.waits_from;
    story.pen.minutes(5, 30);
    story.assign();
    story.waits_from = confirmed;
}

fn accepted(story: &mut Story<'_>) {
    screening(story, CaseKind::Complaint);
    story.pen.open_days(1, 2);
    story.check_papers();
    story.propose_acceptance();
    story.pen.minutes(20, 90);
    story.approve();
}

fn awaiting(story: &mut Story<'_>) {
    accepted(story);
    story.pen.open_days(1, 1);
    story.issue();
    story.pen.open_days(1, 1);
    story.deliver();
}

fn reviewing(story: &mut Story<'_>) {
    awaiting(story);
    story.pen.days(6, 9);
    story.reply(true, true);
}

fn direction(story: &mut Story<'_>) {
    reviewing(story);
    story.pen.open_days(1, 3);
    story.note(NoteKind::Investigation);
    story.accept_reply();
}

fn confirming(story: &mut Story<'_>) {
    direction(story);
    story.pen.open_days(1, 3);
    story.direct();
}

fn suspend(story: &mut Story<'_>) {
    story.propose_suspension();
    story.pen.minutes(20, 90);
    story.approve();
}
