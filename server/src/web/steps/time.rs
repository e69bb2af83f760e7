//! The fields of the steps that move time: more of it, and days that lie a little back.

use super::{day, lines};
use crate::web::{
    refused::fault,
    site::Desk,
    typed::Typed,
    view::form::{Choice, Fault, Field, Input},
};
use domain::{
    case::{CaseCommand, CaseFile},
    clock::MoreTime,
    period::Extension,
};

/// A day that may lie a little back.
pub(crate) fn back_day(desk: &Desk, name: &str) -> Field {
    let days = desk.in_force.profile.backdate_days;
    day(desk, name).hint(desk.ui.n("hint-back", days))
}

/// The deadlines that can be extended now, and how much.
fn more_time(desk: &Desk, file: &CaseFile) -> [Field; 2] {
    let profile = &desk.in_force.profile;
    let ui = &desk.ui;
    let mut caps = Vec::new();
    let choices: Vec<Choice> = file
        .open_deadlines()
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
            caps.push(cap.n);
            let until = ui.xy("extend-choice", ui.short_day(&d.due.last), most);
            Choice::new(&d.name, format!("{name}{}{until}", ui.t("colon")))
        })
        .collect();
    let usual = caps.first().map(ToString::to_string).unwrap_or_default();
    [
        Field::new("deadline", ui.term("fact", "deadline"))
            .input(Input::Select(choices))
            .required(),
        Field::new("n", ui.term("fact", "n"))
            .hint(ui.t("hint-more-time"))
            .value(usual)
            .max(4)
            .required(),
    ]
}

/// The fields of a grant of more time.
pub(super) fn extension_fields(desk: &Desk, file: &CaseFile) -> Vec<Field> {
    let [deadline, n] = more_time(desk, file);
    let asked_on = back_day(desk, "asked_on");
    vec![deadline, n, asked_on, lines(desk, "reason", 4).required()]
}

/// The grant of more time that was typed. Its unit is the rules'.
pub(super) fn extension(desk: &Desk, typed: &Typed) -> Result<CaseCommand, Vec<Fault>> {
    let bad = |field: &str, code: &str| vec![fault(&desk.ui, field, code)];
    let deadline = typed.get("deadline").to_owned();
    let clock = deadline.split('.').next().unwrap_or_default();
    let rule = desk.in_force.profile.rule(clock);
    let cap = rule
        .and_then(|rule| rule.extend)
        .ok_or_else(|| bad("deadline", "deadline.not_extendable"))?;
    let n = typed.count("n").ok_or_else(|| bad("n", "field.count"))?;
    let asked_on = typed
        .date("asked_on")
        .map_err(|_| bad("asked_on", "field.date"))?;
    let by = Extension { n, unit: cap.unit };
    Ok(CaseCommand::ExtendDeadline {
        deadline,
        more: MoreTime { by, asked_on },
        reason: typed.get("reason").to_owned(),
    })
}
