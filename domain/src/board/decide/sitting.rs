//! The meeting itself: opening, coming and going, hearing the member, closing.

use super::{Acting, attends, belongs, vote};
use crate::{
    board::{MeetingCommand, Seat},
    code::MeetingHearing,
    event::{Event, MeetingClosed, MeetingOpened, MemberHeard, SeatLeft, SeatTaken},
    measure::{Guard, clear_days_between, heard_at_meeting, require},
    refusal::Refusal,
};

pub(super) fn sit(act: &mut Acting<'_>, command: &MeetingCommand) -> Result<(), Refusal> {
    use MeetingCommand as C;
    match command {
        C::Open { chair } => open(act, chair),
        C::Arrive {
            seat,
            how,
            identified,
        } => {
            attends(act, seat, "seat")?;
            if act.meeting.is_present(seat) {
                return Err(Refusal::of_field("meeting.present_already", "seat"));
            }
            // From afar only when both sides saw and heard each other.
            if !identified {
                return Err(Refusal::of_field("meeting.not_identified", "identified"));
            }
            act.say(
                Event::SeatTaken(SeatTaken {
                    seat: seat.clone(),
                    how: *how,
                    at: act.cx.now,
                }),
                &[],
            );
            Ok(())
        }
        C::Leave { seat } => {
            require(Guard::Present, act.meeting.is_present(seat))?;
            act.say(
                Event::SeatLeft(SeatLeft {
                    seat: seat.clone(),
                    at: act.cx.now,
                }),
                &[],
            );
            Ok(())
        }
        C::OpenItem { item } => vote::open(act, *item),
        C::Hear { item, how, words } => hear(act, *item, *how, words),
        C::Vote {
            item,
            seat,
            choice,
            paper,
            reason,
        } => vote::give(act, *item, seat, *choice, (paper, reason)),
        C::Resolve { item, course } => vote::resolve(act, *item, course),
        C::Close => {
            act.say(Event::MeetingClosed(MeetingClosed { at: act.cx.now }), &[]);
            Ok(())
        }
        _ => Err(Refusal::new("meeting.not_now")),
    }
}

fn open(act: &mut Acting<'_>, chair: &Seat) -> Result<(), Refusal> {
    belongs(act, chair)?;
    let meeting = act.meeting;
    let now = act.cx.now;
    if now.date() < meeting.at.date() {
        return Err(Refusal::new("meeting.not_yet"));
    }
    let days = meeting.notified_at.map_or(i64::MIN, |at| {
        clear_days_between(at.date(), meeting.at.date())
    });
    require(
        Guard::MeetingNotice,
        days >= i64::from(act.cx.board.notice_days) || meeting.is_waived(),
    )?;
    act.say(
        Event::MeetingOpened(MeetingOpened {
            chair: chair.clone(),
            at: now,
        }),
        &[],
    );
    Ok(())
}

/// The statutory member is heard before the meeting votes on its expulsion (GA article 30).
fn hear(
    act: &mut Acting<'_>,
    number: u32,
    how: MeetingHearing,
    words: &str,
) -> Result<(), Refusal> {
    let item = act.item(number)?;
    if !item.is_open() || item.heard.is_some() {
        return Err(Refusal::of_field("meeting.item_not_now", "item"));
    }
    let Some((measure, cx)) = act.of_item(item)? else {
        return Err(Refusal::of_field("meeting.item_not_now", "item"));
    };
    let came = how != MeetingHearing::Absent;
    let drafts = heard_at_meeting(measure, came, words, &cx)?;
    act.say(
        Event::MemberHeard(MemberHeard { item: number, how }),
        &[("words", words)],
    );
    act.drafts.extend(drafts);
    Ok(())
}
