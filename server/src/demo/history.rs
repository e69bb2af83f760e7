//! The history: cases that were closed before the demonstration begins. Most are everyday calls,
//! answered at once; the complaints end in every way a complaint can end.

use super::{
    cast::Cast,
    pen::{Line, Pen},
    story::Story,
    words,
};
use domain::{
    case::Respondent,
    code::{CaseKind, NoteKind, Outcome, Will},
    profile::NonHandling,
    time::Timestamp,
};
use jiff::civil::Date;

/// How a case goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tale {
    /// Answered while the person is on the telephone, or by letter soon after.
    Everyday,
    /// A complaint about a business that is no member.
    NonMember,
    /// Out of scope.
    OutOfScope,
    /// Settled without a detour.
    Settled,
    /// Settled after the reply was returned.
    Returned,
    /// Settled after the member was late.
    Late,
    /// Settled after the case had stood still for a court.
    Suspended,
    /// No agreement.
    NoAgreement,
    /// The complainant did not answer.
    NoResponse,
    /// Withdrawn.
    Withdrawn,
    /// Discontinued on a ground of the rules (A15).
    Discontinued,
    /// Ended with advice: the complainant did not want the member to be told (B33).
    AdviceGiven,
    /// The papers never came.
    Lapsed,
}

/// Fifty cases; the tellers go through it again and again. Its beginning is the most varied part,
/// for those who ask for few cases.
const DECK: [Tale; 50] = {
    use Tale::{
        AdviceGiven, Discontinued, Everyday, Lapsed, Late, NoAgreement, NoResponse, NonMember,
        OutOfScope, Returned, Settled, Suspended, Withdrawn,
    };
    [
        Returned,
        Everyday,
        OutOfScope,
        NoAgreement,
        Everyday,
        NonMember,
        Everyday,
        NoResponse,
        Withdrawn,
        Everyday,
        Suspended,
        Late,
        Everyday,
        Everyday,
        AdviceGiven,
        Everyday,
        Everyday,
        Everyday,
        NonMember,
        Everyday,
        Everyday,
        Settled,
        Everyday,
        Everyday,
        OutOfScope,
        Everyday,
        Everyday,
        Settled,
        Everyday,
        Everyday,
        NonMember,
        Everyday,
        Everyday,
        Returned,
        Everyday,
        Everyday,
        NoAgreement,
        Everyday,
        Everyday,
        Settled,
        Everyday,
        OutOfScope,
        Everyday,
        Lapsed,
        Everyday,
        Discontinued,
        NonMember,
        Everyday,
        Settled,
        Everyday,
    ]
};

/// The days among which a history finds its place.
#[derive(Clone, Copy)]
pub(super) struct Span {
    /// First day.
    pub(super) from: Date,
    /// Number of days.
    pub(super) days: u32,
    /// By when everything is over.
    pub(super) until: Timestamp,
}

/// The lines of the `index`-th case of the history.
pub(super) fn tell(cast: &Cast<'_>, index: usize, span: Span) -> Vec<Line> {
    let tale = DECK
        .get(index % DECK.len())
        .copied()
        .unwrap_or(Tale::Everyday);
    // A case that would not be over in time begins earlier.
    let mut days = span.days;
    loop {
        let mut dice = cast.dice("history", index);
        let after = i64::from(dice.below(days.max(1)));
        let day = span.from.saturating_add(jiff::Span::new().days(after));
        let day = cast.calendar.open_day_from(day).unwrap_or(day);
        let member = cast.member(&mut dice).filter(|_| tale != Tale::NonMember);
        let handler = Cast::handler(index);
        let pen = Pen::new(cast.calendar, dice, day);
        let mut story = Story::new(pen, cast.profile, handler, member);
        go(&mut story, tale, index, cast);
        let over = story.pen.lines.last().is_none_or(|l| l.at < span.until);
        if over || days <= 1 {
            let mut lines = story.pen.lines;
            lines.retain(|line| line.at < span.until);
            return lines;
        }
        days = days * 9 / 10;
    }
}

fn go(story: &mut Story<'_>, tale: Tale, index: usize, cast: &Cast<'_>) {
    match tale {
        Tale::Everyday => everyday(story, index),
        Tale::NonMember => {
            story.complaint();
            story.pen.minutes(5, 40);
            story.acknowledge();
            story.pen.minutes(1, 20);
            story.refer();
        }
        Tale::OutOfScope => {
            begin(story);
            let ground = cast.ground(&mut story.pen.dice, NonHandling::Refuse);
            story.propose_out_of_scope(ground);
            story.pen.minutes(20, 180);
            story.approve();
            story.pen.open_days(1, 3);
            story.reply_out_of_scope();
        }
        Tale::Settled | Tale::Late | Tale::Returned | Tale::Suspended => {
            whole(story, tale);
            end(story, Will::Agrees, Outcome::Settled);
        }
        Tale::NoAgreement => {
            whole(story, tale);
            end(story, Will::Disagrees, Outcome::NoAgreement);
        }
        Tale::NoResponse => {
            whole(story, tale);
            story.pen.days(9, 12);
            story.remind();
            story.pen.days(6, 8);
            end(story, Will::Silent, Outcome::NoResponse);
        }
        Tale::Discontinued => {
            begin(story);
            accept(story);
            story.pen.open_days(2, 6);
            let ground = cast.ground(&mut story.pen.dice, NonHandling::Discontinue);
            story.propose_discontinuation(ground);
            story.pen.minutes(20, 120);
            story.approve();
        }
        Tale::AdviceGiven => {
            begin(story);
            accept(story);
            story.pen.minutes(20, 120);
            story.withhold();
            story.pen.minutes(20, 120);
            story.approve();
            story.pen.open_days(2, 6);
            story.note(NoteKind::Investigation);
            story.note(NoteKind::Advice);
            story.propose_closing(Outcome::AdviceGiven);
            story.pen.minutes(20, 200);
            story.approve();
        }
        Tale::Lapsed => {
            begin(story);
            story.request_papers();
            for _ in 0..2 {
                story.pen.days(12, 14);
                story.remind();
            }
            story.pen.days(8, 12);
            story.propose_closing(Outcome::Lapsed);
            story.pen.minutes(20, 200);
            story.approve();
        }
        Tale::Withdrawn => {
            begin(story);
            accept(story);
            story.pen.open_days(1, 2);
            story.propose_closing(Outcome::Withdrawn);
            story.pen.minutes(15, 120);
            story.approve();
        }
    }
}

/// Four in five are answered before the receiver is laid down.
fn everyday(story: &mut Story<'_>, index: usize) {
    let kinds = [
        CaseKind::Inquiry,
        CaseKind::Consultation,
        CaseKind::Question,
    ];
    let kind = kinds
        .get(index % kinds.len())
        .copied()
        .unwrap_or(CaseKind::Inquiry);
    let call = words::call(&mut story.pen.dice);
    let respondent = story
        .pen
        .dice
        .pick(Respondent::Unknown {}.code(), &["non_member", "body"]);
    let respondent = match respondent {
        "non_member" => Respondent::NonMember {},
        "body" => Respondent::Body {},
        _ => Respondent::Unknown {},
    };
    story.call(kind, &call, respondent);
    if story.pen.dice.one_in(5) {
        story.pen.minutes(20, 240);
        story.acknowledge();
        story.pen.open_days(1, 3);
        story.answer(&call, true);
    } else {
        story.pen.minutes(4, 25);
        story.answer(&call, false);
    }
}

/// Receipt, confirmation, a handler. Once in a while the confirmation comes late.
fn begin(story: &mut Story<'_>) {
    story.complaint();
    if story.pen.dice.one_in(15) {
        story.pen.open_days(3, 4);
    } else {
        story.pen.minutes(10, 300);
    }
    story.acknowledge();
    story.pen.minutes(10, 120);
    story.assign();
    story.pen.open_days(1, 3);
}

/// Acceptance; once in a while it is sent back first.
fn accept(story: &mut Story<'_>) {
    story.check_papers();
    story.propose_acceptance();
    story.pen.minutes(30, 240);
    if story.pen.dice.one_in(10) {
        story.send_back();
        story.pen.minutes(30, 120);
        story.propose_acceptance();
        story.pen.minutes(30, 120);
    }
    story.approve();
}

/// From receipt to the direction.
fn whole(story: &mut Story<'_>, tale: Tale) {
    begin(story);
    accept(story);
    story.pen.open_days(1, 3);
    story.issue();
    story.pen.open_days(1, 2);
    story.deliver();
    if tale == Tale::Suspended {
        story.pen.open_days(2, 3);
        story.propose_suspension();
        story.pen.minutes(20, 120);
        story.approve();
        story.pen.days(20, 45);
        story.resume();
    }
    if tale == Tale::Late {
        story.pen.days(16, 40);
        story.note(NoteKind::Progress);
        story.pen.open_days(1, 2);
    } else {
        story.pen.days_anywhere(6, 12);
    }
    reply(story);
    story.pen.open_days(1, 4);
    if tale == Tale::Returned {
        for _ in 0..story.pen.dice.between(1, 2) {
            story.return_reply();
            story.pen.open_days(1, 2);
            story.deliver();
            story.pen.days_anywhere(4, 9);
            story.reply(true, true);
            story.pen.open_days(1, 3);
        }
    }
    story.accept_reply();
    story.pen.minutes(10, 60);
    story.note(NoteKind::Investigation);
    story.pen.open_days(1, 4);
    story.direct();
}

/// A reply; one in four comes in two parts (B32).
fn reply(story: &mut Story<'_>) {
    if story.pen.dice.one_in(4) {
        story.reply(true, false);
        story.pen.open_days(1, 2);
        story.reply(false, true);
    } else {
        story.reply(true, true);
    }
}

fn end(story: &mut Story<'_>, will: Will, outcome: Outcome) {
    if will != Will::Silent {
        story.pen.days(3, 12);
    }
    story.note(NoteKind::Advice);
    story.pen.minutes(5, 60);
    story.will(will);
    story.pen.open_days(1, 2);
    story.propose_closing(outcome);
    story.pen.minutes(20, 200);
    story.approve();
}
