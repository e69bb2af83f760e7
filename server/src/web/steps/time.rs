//! The fields of the steps that move time: more of it, and days that lie a little back.

use super::{At, Reading};
use crate::web::{
    site::Desk,
    view::form::{Choice, Fault, Field, Input},
};
use domain::{
    case::{CaseCommand, Step},
    clock::{Deadline, MoreTime},
    code::Party,
    period::Extension,
};

/// A day that may lie a little back.
pub(crate) fn back_day(desk: &Desk, name: &str) -> Field {
    let days = desk.in_force.profile.backdate_days;
    Field::new(name, desk.ui.term("fact", name))
        .input(Input::Date)
        .hint(desk.ui.n("hint-back", days))
}

/// These deadlines as far as they can be extended now, with the most that each allows, and how much
/// the first usually gets.
pub(crate) fn extendable<'a>(
    desk: &Desk,
    open: impl IntoIterator<Item = &'a Deadline>,
) -> (Vec<Choice>, Option<u32>) {
    let (profile, ui) = (&desk.in_force.profile, &desk.ui);
    let mut usual = None;
    let choices = open
        .into_iter()
        .filter(|d| d.paused.is_none())
        .filter_map(|d| Some((d, profile.rule(&d.clock)?.extend?)))
        .filter(|(d, cap)| d.extensions.len() < usize::try_from(cap.times).unwrap_or(usize::MAX))
        .map(|(d, cap)| {
            let most = Extension {
                n: cap.n,
                unit: cap.unit,
            };
            let most = desk.either(most.ja(), most.en());
            let name = ui.term("clock", &d.clock);
            usual.get_or_insert(cap.n);
            let until = ui.xy("extend-choice", ui.short_day(&d.due.last), most);
            Choice::new(&d.name, format!("{name}{}{until}", ui.t("colon")))
        })
        .collect();
    (choices, usual)
}

/// The deadlines that can be extended now, and how much; of the member alone where it asks.
fn wanted(at: &At<'_>, member_only: bool) -> [Field; 2] {
    let wanted = at.file.time_wanted.as_ref();
    let open = at.file.open_deadlines();
    let open = open
        .into_iter()
        .filter(|d| !member_only || d.waits_on == Party::Member);
    let (choices, usual) = extendable(at.desk, open);
    // What was asked for is what the form offers to grant.
    let usual = wanted.map(|w| w.by.n).or(usual);
    let deadline = wanted.map(|w| w.deadline.clone()).unwrap_or_default();
    [
        at.field("deadline")
            .input(Input::Select(choices))
            .value(deadline)
            .required(),
        at.field("n")
            .hint(at.desk.ui.t("hint-more-time"))
            .value(usual.map(|n| n.to_string()).unwrap_or_default())
            .max(4)
            .required(),
    ]
}

/// Which deadline gets how much more time. The unit is the rules', not the form's.
pub(crate) fn more_time(read: &Reading<'_>) -> Result<(String, MoreTime), Vec<Fault>> {
    let deadline = read.text("deadline");
    let clock = deadline.split('.').next().unwrap_or_default();
    let rule = read.desk.in_force.profile.rule(clock);
    let cap = rule
        .and_then(|rule| rule.extend)
        .ok_or_else(|| read.fault("deadline", "deadline.not_extendable"))?;
    let more = MoreTime {
        by: Extension {
            n: read.count("n")?,
            unit: cap.unit,
        },
        asked_on: read.day("asked_on")?,
    };
    Ok((deadline, more))
}

pub(super) fn fields(at: &At<'_>, step: Step) -> Vec<Field> {
    if step == Step::DeclineTime {
        return vec![at.reason()];
    }
    let asks = step == Step::AskTime;
    let [deadline, n] = wanted(at, asks);
    let asked_on = back_day(at.desk, "asked_on");
    let asked_on = match &at.file.time_wanted {
        Some(wanted) => asked_on.value(wanted.asked_on.strftime("%Y/%m/%d").to_string()),
        None => asked_on,
    };
    let mut fields = vec![deadline, n, asked_on];
    if asks {
        fields.push(at.channel());
    }
    fields.push(at.reason());
    fields
}

pub(super) fn command(read: &Reading<'_>, step: Step) -> Result<CaseCommand, Vec<Fault>> {
    let reason = read.text("reason");
    if step == Step::DeclineTime {
        return Ok(CaseCommand::DeclineTime { reason });
    }
    let (deadline, more) = more_time(read)?;
    Ok(if step == Step::AskTime {
        CaseCommand::AskTime {
            deadline,
            more,
            channel: read.channel("channel")?,
            reason,
        }
    } else {
        CaseCommand::ExtendDeadline {
            deadline,
            more,
            reason,
        }
    })
}
