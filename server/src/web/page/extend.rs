//! More time for several deadlines at once: first what would become of each, then each by itself
//! through the one door, with what came of it row by row.

use crate::web::{
    failure::Failure,
    frame::{Frame, page_with_faults},
    problem::Problem,
    refused::{fault, left_empty, refused, words},
    site::{Desk, Site},
    steps::time::back_day,
    typed::Typed,
    view::{
        extend::{Extend, ExtendRow},
        form::{self, Field, Input},
    },
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use domain::{
    access::Actor,
    case::{CaseCommand, CaseFile, Number},
    clock::{Deadline, MoreTime},
    code::Role,
    event::Event,
    period::Extension,
};
use jiff::civil::Date;
use poem::{Response, Result, handler, web::Data};
use store::{Command, OfficeError};

/// Rows of one list at most.
const ROWS: usize = 200;

/// 期限の一括延長
#[derive(Debug, Template)]
#[template(path = "extend.html")]
pub struct ExtendPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a Extend,
}

impl<'a> ExtendPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a Extend) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("extend-title")).with_faults(v.faults.len()),
            v,
        }
    }
}

/// Whether they have anything to do here.
pub(crate) fn may_extend(actor: &Actor) -> bool {
    actor.is_any(&[Role::Handler, Role::Supervisor, Role::CenterHead])
}

/// One case as the list has it: what was shown is what is meant.
struct Chosen {
    number: Number,
    /// The deadline and the case's version, once a preview has been shown.
    meant: Option<(String, u32)>,
}

/// `r8-c-0001`, or `r8-c-0001 MEMBER_REPLY.1 5` after a preview.
fn chosen(text: &str) -> Option<Chosen> {
    let mut parts = text.split(' ');
    let number = parts.next()?.parse().ok()?;
    let meant = match (parts.next(), parts.next()) {
        (Some(deadline), Some(version)) => Some((deadline.to_owned(), version.parse().ok()?)),
        _ => None,
    };
    Some(Chosen { number, meant })
}

/// The deadline that is extended when nothing else is said: the next one that runs.
fn next_running(file: &CaseFile) -> Option<&Deadline> {
    let open = file.open_deadlines();
    open.into_iter().find(|deadline| deadline.paused.is_none())
}

struct Wish<'a> {
    n: Option<u32>,
    asked_on: Option<Date>,
    reason: &'a str,
    apply: bool,
}

async fn row(
    visit: &Visit,
    viewer: &Viewer,
    site: &Site,
    chosen: &Chosen,
    wish: &Wish<'_>,
) -> Result<(ExtendRow, Option<CaseFile>), Failure> {
    let refuse = |e| refused(&visit.ui, &e);
    let blank = ExtendRow {
        row: chosen.number.to_string(),
        href: format!("/cases/{}/deadlines", chosen.number),
        number: chosen.number.printed(),
        member: String::new(),
        clock: String::new(),
        from: None,
        to: None,
        problem: words(&visit.ui, "case.not_found"),
    };
    let id = site.office.case_id(chosen.number).await.map_err(refuse)?;
    let file = match id {
        Some(id) => site
            .office
            .case_file(&viewer.actor, id)
            .await
            .map_err(refuse)?,
        None => None,
    };
    let Some(file) = file else {
        return Ok((blank, None));
    };
    let deadline = match &chosen.meant {
        Some((name, _)) => file.deadlines.get(name),
        None => next_running(&file),
    };
    let Some(deadline) = deadline else {
        let problem = words(&visit.ui, "deadline.not_running");
        return Ok((ExtendRow { problem, ..blank }, Some(file.clone())));
    };
    let rules = site.office.in_force_for_case(&file).await.map_err(refuse)?;
    let cap = rules
        .profile
        .rule(&deadline.clock)
        .and_then(|rule| rule.extend);
    let mut row = ExtendRow {
        row: format!("{} {} {}", file.number, deadline.name, file.version),
        href: format!("/cases/{}/deadlines/{}", file.number, deadline.name),
        clock: deadline.clock.clone(),
        from: Some(deadline.due.last),
        problem: String::new(),
        ..blank
    };
    let Some(cap) = cap else {
        row.problem = words(&visit.ui, "deadline.not_extendable");
        return Ok((row, Some(file.clone())));
    };
    let reason = if wish.apply { wish.reason } else { "-" };
    let command = CaseCommand::ExtendDeadline {
        deadline: deadline.name.clone(),
        more: MoreTime {
            by: Extension {
                n: wish.n.unwrap_or(cap.n),
                unit: cap.unit,
            },
            asked_on: wish.asked_on,
        },
        reason: reason.to_owned(),
    };
    let outcome = if wish.apply {
        let command = Command::Case {
            id: Some(file.id),
            expected_version: chosen.meant.as_ref().map(|(_, version)| *version),
            command: Box::new(command),
        };
        let done = site.office.perform(&viewer.actor, command).await;
        done.map(|done| {
            done.entries
                .into_iter()
                .map(|entry| entry.event)
                .collect::<Vec<_>>()
        })
    } else {
        let drafts = site
            .office
            .would_proceed(&viewer.actor, file.id, &command)
            .await;
        drafts.map(|drafts| drafts.into_iter().map(|draft| draft.event).collect())
    };
    match outcome {
        Ok(events) => {
            row.to = events.iter().find_map(|event| match event {
                Event::DeadlineExtended(e) => Some(e.due.last),
                _ => None,
            });
        }
        Err(OfficeError::Refused(refusal)) => row.problem = words(&visit.ui, refusal.code),
        Err(OfficeError::Conflict { .. }) => {
            row.problem = words(&visit.ui, "case.changed_meanwhile");
        }
        Err(error) => return Err(refused(&visit.ui, &error)),
    }
    Ok((row, Some(file)))
}

fn fields(desk: &Desk, typed: &Typed, faults: &[form::Fault]) -> Vec<Field> {
    let ui = &desk.ui;
    vec![
        Field::new("n", ui.term("fact", "n"))
            .hint(ui.t("hint-more-time-each"))
            .value(typed.get("n"))
            .max(4)
            .judged_by(faults),
        back_day(desk, "asked_on")
            .value(typed.get("asked_on"))
            .judged_by(faults),
        Field::new("reason", ui.term("fact", "reason"))
            .input(Input::Lines(3))
            .value(typed.get("reason"))
            .judged_by(faults)
            .required(),
    ]
}

async fn show(
    visit: &Visit,
    viewer: &Viewer,
    site: &Site,
    typed: &Typed,
    wanted: bool,
) -> Result<Response> {
    viewer.enters("/queue")?;
    if !may_extend(&viewer.actor) {
        return Err(Failure::new(Problem::Forbidden).into());
    }
    let mut faults = Vec::new();
    let n = typed.count("n");
    if n.is_none() && !typed.get("n").trim().is_empty() {
        faults.push(fault(&visit.ui, "n", "field.count"));
    }
    let asked_on = typed.date("asked_on").unwrap_or_else(|_| {
        faults.push(fault(&visit.ui, "asked_on", "field.date"));
        None
    });
    let desk = site.desk(visit, viewer, []).await?;
    if wanted {
        faults.extend(left_empty(&visit.ui, &fields(&desk, typed, &[]), typed));
    }
    let list: Vec<Chosen> = typed.all("case").filter_map(chosen).take(ROWS).collect();
    let wish = Wish {
        n,
        asked_on,
        reason: typed.get("reason"),
        apply: wanted && faults.is_empty(),
    };
    let mut rows = Vec::new();
    let mut files = Vec::new();
    for each in &list {
        let (row, file) = row(visit, viewer, site, each, &wish).await?;
        rows.push(row);
        files.push(file);
    }
    let desk = site.desk(visit, viewer, files.iter().flatten()).await?;
    for (row, file) in rows.iter_mut().zip(&files) {
        if let Some(file) = file {
            row.member = desk.respondent(&file.respondent);
        }
    }
    let many = faults.len();
    let v = Extend {
        rows,
        fields: fields(&desk, typed, &faults),
        faults,
        done: wish.apply,
    };
    page_with_faults(&ExtendPage::of(visit, &v), many)
}

/// `POST /queue/extend`: what would become of each.
#[handler]
pub(crate) async fn post_preview(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    typed: Typed,
) -> Result<Response> {
    show(visit, viewer, site, &typed, false).await
}

/// `POST /queue/extend/apply`: each by itself.
#[handler]
pub(crate) async fn post_apply(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    typed: Typed,
) -> Result<Response> {
    show(visit, viewer, site, &typed, true).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_names_a_case_and_what_was_shown_of_it() {
        let plain = chosen("r8-c-0001").unwrap();
        assert!(plain.meant.is_none());
        let meant = chosen("r8-c-0001 MEMBER_REPLY.1 5").unwrap().meant;
        assert_eq!(meant, Some(("MEMBER_REPLY.1".to_owned(), 5)));
        for bad in ["", "x", "r8-c-0001 ACK.1 x"] {
            assert!(chosen(bad).is_none(), "{bad}");
        }
    }
}
