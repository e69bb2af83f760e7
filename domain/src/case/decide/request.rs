//! The steps of the member request (3.2, B32-B34).

use super::{Acting, Context, short_enough, text};
use crate::{
    case::{CaseCommand, CaseFile, Reply, Step},
    clock::Trigger,
    code::Delivery,
    event::{
        Event, RequestAccepted, RequestAnswered, RequestDelivered, RequestIssued, RequestReturned,
        RequestSentAgain,
    },
    member_request::RequestState,
    refusal::Refusal,
    time::Timestamp,
};
use jiff::civil::Date;

/// Letters to a member that were posted count as delivered two open days later (3.2).
const POSTED_OPEN_DAYS: u32 = 2;

/// The steps of the member request.
pub(super) fn ask_member(
    act: &mut Acting<'_>,
    file: &CaseFile,
    command: &CaseCommand,
) -> Result<(), Refusal> {
    let cx = act.cx;
    let ordinal = file.current_request().map_or(0, |r| r.ordinal);
    let round = file.current_request().map_or(1, |r| r.round);
    match command {
        CaseCommand::IssueRequest { by, letter } => issue_request(act, file, *by, letter, None),
        CaseCommand::RecordDelivery { by, on, proof } => {
            short_enough("proof", proof)?;
            let Some(RequestState::Issued { at: issued_at, .. }) =
                file.current_request().map(|r| r.state)
            else {
                return Err(Refusal::not_allowed(Step::possible_names(file)));
            };
            let delivered_at = delivered_at(issued_at, *by, *on, cx)?;
            act.say(
                Event::RequestDelivered(RequestDelivered {
                    request: ordinal,
                    round,
                    by: *by,
                    delivered_at,
                }),
                &[("proof", proof)],
            );
            act.happens(
                if round > 1 {
                    Trigger::RequestRedelivered
                } else {
                    Trigger::RequestDelivered
                },
                delivered_at,
            )
        }
        CaseCommand::SendAgain { why, by, proof } => {
            short_enough("proof", proof)?;
            act.say(
                Event::RequestSentAgain(RequestSentAgain {
                    request: ordinal,
                    round,
                    why: *why,
                    by: *by,
                }),
                &[("proof", proof)],
            );
            Ok(())
        }
        CaseCommand::RecordReply(reply) => record_reply(act, file, reply),
        CaseCommand::AcceptReply { assessment } => {
            text("assessment", assessment)?;
            act.say(
                Event::RequestAccepted(RequestAccepted { request: ordinal }),
                &[("assessment", assessment)],
            );
            act.happens(Trigger::RequestAccepted, cx.now)
        }
        CaseCommand::ReturnReply {
            report_again,
            proposal_again,
            deficiencies,
            by,
        } => {
            let order = (*report_again, *proposal_again, *by);
            return_reply(act, file, order, deficiencies, None)
        }
        _ => Err(Refusal::not_allowed(Step::possible_names(file))),
    }
}

/// Whoever does not want the member to be told is heeded (B33).
pub(super) fn may_notify(file: &CaseFile) -> Result<(), Refusal> {
    if file.declared.keeps_member_out() {
        return Err(Refusal::new("case.notice_unwanted"));
    }
    Ok(())
}

/// Notifies the member and asks for report and proposal (B32).
pub(super) fn issue_request(
    act: &mut Acting<'_>,
    file: &CaseFile,
    by: Delivery,
    letter: &str,
    proposal: Option<String>,
) -> Result<(), Refusal> {
    text("letter", letter)?;
    may_notify(file)?;
    let request = file.current_request().map_or(0, |r| r.ordinal) + 1;
    act.say(
        Event::RequestIssued(RequestIssued {
            request,
            by,
            proposal,
        }),
        &[("letter", letter)],
    );
    act.happens(Trigger::RequestIssued, act.cx.now)
}

/// An order to submit again says what is wanted (B34).
pub(super) fn wants_something(report_again: bool, proposal_again: bool) -> Result<(), Refusal> {
    if report_again || proposal_again {
        Ok(())
    } else {
        Err(Refusal::of_field("request.nothing_wanted", "report_again"))
    }
}

/// Returns the reply with its deficiencies: whether report and proposal are wanted again, and how
/// the order is sent (B34).
pub(super) fn return_reply(
    act: &mut Acting<'_>,
    file: &CaseFile,
    (report_again, proposal_again, by): (bool, bool, Delivery),
    deficiencies: &str,
    proposal: Option<String>,
) -> Result<(), Refusal> {
    text("deficiencies", deficiencies)?;
    wants_something(report_again, proposal_again)?;
    let request = file.current_request();
    act.say(
        Event::RequestReturned(RequestReturned {
            request: request.map_or(0, |r| r.ordinal),
            round: request.map_or(1, |r| r.round) + 1,
            report_again,
            proposal_again,
            by,
            proposal,
        }),
        &[("deficiencies", deficiencies)],
    );
    act.happens(Trigger::RequestReturned, act.cx.now)
}

/// When a letter counts as delivered: an ordinary letter two open days after posting, everything
/// else when it is proved to have arrived (3.2).
pub(super) fn delivered_at(
    issued_at: Timestamp,
    by: Delivery,
    on: Option<Date>,
    cx: &Context<'_>,
) -> Result<Timestamp, Refusal> {
    let day = on.unwrap_or_else(|| cx.now.date());
    if day > cx.now.date() {
        return Err(Refusal::of_field("request.delivered_in_future", "on"));
    }
    if day < issued_at.date() {
        return Err(Refusal::of_field("request.delivered_before_issue", "on"));
    }
    if by == Delivery::Post {
        let arrived = cx
            .rules
            .calendar
            .nth_open_day_after(day, POSTED_OPEN_DAYS)
            .map_err(|_| Refusal::of_field("period.out_of_range", "on"))?;
        return Ok(Timestamp::start_of(arrived).max(issued_at));
    }
    Ok(if day == cx.now.date() {
        cx.now
    } else {
        Timestamp::start_of(day).max(issued_at)
    })
}

fn record_reply(act: &mut Acting<'_>, file: &CaseFile, reply: &Reply) -> Result<(), Refusal> {
    let cx = act.cx;
    let Some(request) = file.current_request() else {
        return Err(Refusal::not_allowed(Step::possible_names(file)));
    };
    for (field, value) in [
        ("report", &reply.report),
        ("proposal", &reply.proposal),
        ("original", &reply.original),
    ] {
        short_enough(field, value)?;
    }
    let brings = |text: &str| !text.trim().is_empty();
    if !brings(&reply.report) && !brings(&reply.proposal) {
        return Err(Refusal::of_field("request.reply_empty", "report"));
    }
    let replied_at = reply.replied_at.unwrap_or(cx.now);
    if replied_at > cx.now {
        return Err(Refusal::of_field("request.replied_in_future", "replied_at"));
    }
    let (had_report, had_proposal) = request.parts();
    let has_report = had_report || brings(&reply.report);
    let has_proposal = had_proposal || brings(&reply.proposal);
    act.say(
        Event::RequestAnswered(RequestAnswered {
            request: request.ordinal,
            channel: reply.channel,
            replied_at,
            has_report,
            has_proposal,
        }),
        &[
            ("report", &reply.report),
            ("proposal", &reply.proposal),
            ("original", &reply.original),
        ],
    );
    // Both are needed to stop the clock (B32).
    if has_report && has_proposal {
        act.happens(Trigger::RequestAnswered, replied_at)
    } else {
        Ok(())
    }
}
