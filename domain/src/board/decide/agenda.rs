//! Before the meeting: the agenda, its papers, the notice.

use super::{Acting, attends, own_or_recorded};
use crate::{
    board::{Item, ItemDraft, ItemState, MeetingCommand, paper_digest},
    code::Body,
    event::{Event, Happened, ItemNamed, ItemPut, MeetingNotified, NoticeWaived, Placed, Subject},
    measure::{Guard, placed, require},
    refusal::{Refusal, text},
};

/// The most items of an agenda.
const MAX_ITEMS: usize = 100;

pub(super) fn prepare(act: &mut Acting<'_>, command: &MeetingCommand) -> Result<(), Refusal> {
    use MeetingCommand as C;
    match command {
        C::Put(draft) => put(act, draft),
        C::Revise { item, title, paper } => revise(act, *item, title, paper),
        C::WithdrawItem { item, reason } => {
            text("reason", reason)?;
            let found = act.item(*item)?;
            if !matches!(found.state, ItemState::Listed {}) {
                return Err(Refusal::of_field("meeting.item_not_now", "item"));
            }
            act.say(
                Event::ItemWithdrawn(ItemNamed { item: *item }),
                &[("reason", reason)],
            );
            take_off(act, found)
        }
        C::Notify => {
            if act.meeting.at <= act.cx.now {
                return Err(Refusal::new("meeting.in_past"));
            }
            act.say(Event::MeetingNotified(MeetingNotified {}), &[]);
            Ok(())
        }
        C::Waive { by } => {
            attends(act, by, "by")?;
            own_or_recorded(act.cx.actor, by)?;
            act.say(Event::NoticeWaived(NoticeWaived { by: by.clone() }), &[]);
            Ok(())
        }
        C::Cancel { reason } => {
            text("reason", reason)?;
            act.say(Event::MeetingCancelled(Happened {}), &[("reason", reason)]);
            let meeting = act.meeting;
            for item in meeting.items.iter().filter(|item| !item.is_over()) {
                take_off(act, item)?;
            }
            Ok(())
        }
        _ => Err(Refusal::new("meeting.not_now")),
    }
}

fn put(act: &mut Acting<'_>, draft: &ItemDraft) -> Result<(), Refusal> {
    text("title", &draft.title)?;
    text("paper", &draft.paper)?;
    if act.meeting.items.len() >= MAX_ITEMS {
        return Err(Refusal::new("meeting.too_many_items"));
    }
    let number = u32::try_from(act.meeting.items.len()).unwrap_or(u32::MAX) + 1;
    act.say(
        Event::ItemPut(ItemPut {
            item: number,
            subject: draft.subject.clone(),
            paper: paper_digest(&draft.title, &draft.paper),
        }),
        &[("title", &draft.title), ("paper", &draft.paper)],
    );
    match &draft.subject {
        Subject::Measure { measure, question } => {
            let (measure, cx) = act.measure(*measure)?;
            if !measure.open_questions().contains(question) {
                return Err(Refusal::of_field("measure.not_asked", "question"));
            }
            require(Guard::Authority, measure.body == act.meeting.body)?;
            let at = Placed {
                question: *question,
                meeting: act.meeting.id,
                item: number,
            };
            act.drafts
                .extend(placed(measure, Some((at, act.meeting.at)), &cx)?);
        }
        Subject::Rules { document, digest } => {
            let known = act
                .cx
                .facts
                .proposals
                .contains(&(*document, digest.clone()));
            if !known || act.meeting.body != Body::Board {
                return Err(Refusal::of_field("meeting.no_such_proposal", "subject"));
            }
        }
        Subject::Other {} | Subject::Report {} => {}
    }
    Ok(())
}

fn revise(act: &mut Acting<'_>, number: u32, title: &str, paper: &str) -> Result<(), Refusal> {
    text("title", title)?;
    text("paper", paper)?;
    let item = act.item(number)?;
    if item.is_over() {
        return Err(Refusal::of_field("meeting.item_not_now", "item"));
    }
    let digest = paper_digest(title, paper);
    if digest == item.paper {
        return Err(Refusal::of_field("meeting.nothing_changed", "paper"));
    }
    act.say(
        Event::ItemRevised(ItemPut {
            item: number,
            subject: item.subject.clone(),
            paper: digest,
        }),
        &[("title", title), ("paper", paper)],
    );
    Ok(())
}

fn take_off(act: &mut Acting<'_>, item: &Item) -> Result<(), Refusal> {
    if let Some((measure, cx)) = act.of_item(item)? {
        act.drafts.extend(placed(measure, None, &cx)?);
    }
    Ok(())
}
