//! One case: header, stages, overview, deadlines.

use super::{deadline, moment, work};
use crate::web::{
    site::Desk,
    view::{
        case::{Deadlines, Fact, Header, Overview, Waiting},
        deadline::Deadline as ShownDeadline,
        stage::{Reached, Stage as ShownStage},
    },
};
use domain::{
    access::Actor,
    case::{CaseFile, Respondent, Stage, needed_papers},
    clock::Deadline,
    code::{CaseKind, Consent, Role},
};
use jiff::civil::Date;
use std::collections::BTreeMap;
use store::{desk::Dossier, private::Sight};

/// The way of a complaint.
const WAY: [&str; 8] = [
    "received",
    "screening",
    "accepted",
    "awaiting_member",
    "reviewing",
    "direction",
    "confirming",
    "closed",
];

/// The file as it was at each of its records, oldest first.
pub(crate) fn states(dossier: &Dossier) -> Vec<CaseFile> {
    let mut states: Vec<CaseFile> = Vec::new();
    for read in &dossier.moments {
        let next = match states.last() {
            None => CaseFile::begin(dossier.file.id, &read.entry),
            Some(before) => {
                let mut after = before.clone();
                after.evolve(&read.entry);
                Some(after)
            }
        };
        states.extend(next);
    }
    states
}

fn stages(desk: &Desk, dossier: &Dossier) -> Vec<ShownStage> {
    let file = &dossier.file;
    let mut since: BTreeMap<&str, Date> = BTreeMap::new();
    let mut before = "";
    for state in states(dossier) {
        let code = state.stage.code();
        if code != before {
            since.insert(code, state.touched_at.date());
        }
        before = code;
    }
    // The first stage begins with the receipt, not with its record.
    since
        .entry("received")
        .and_modify(|day| *day = file.received_at.date());
    let (now, paused) = match &file.stage {
        Stage::Suspended { was, .. } => (was.code(), true),
        stage => (stage.code(), false),
    };
    let entered = |code: &str| since.contains_key(code);
    let mut way: Vec<&'static str> = if entered("out_of_scope") {
        vec!["received", "screening", "out_of_scope", "closed"]
    } else if entered("advice_only") && !entered("awaiting_member") {
        vec!["received", "screening", "accepted", "advice_only", "closed"]
    } else if file.kind == CaseKind::Complaint {
        WAY.to_vec()
    } else {
        vec!["received", "screening", "closed"]
    };
    // A stage that is no part of the usual way stands where it was entered.
    if entered("awaiting_complainant") {
        way.insert(2, "awaiting_complainant");
    }
    let place = way.iter().position(|code| *code == now).unwrap_or(0);
    way.iter()
        .enumerate()
        .map(|(index, code)| {
            let reached = match index.cmp(&place) {
                std::cmp::Ordering::Equal if paused => Reached::Paused,
                std::cmp::Ordering::Equal => Reached::Now,
                // A case may close early: what it never entered was not passed.
                std::cmp::Ordering::Less if since.contains_key(code) => Reached::Passed,
                _ => Reached::Ahead,
            };
            let here = matches!(reached, Reached::Now | Reached::Paused);
            ShownStage {
                code: (*code).to_owned(),
                reached,
                since: since
                    .get(code)
                    .copied()
                    .filter(|_| reached != Reached::Ahead),
                chip: here
                    .then(|| {
                        file.open_deadlines()
                            .first()
                            .map(|d| deadline::chip(desk, d))
                    })
                    .flatten(),
            }
        })
        .collect()
}

/// The head of every page of a case.
pub(crate) fn header(desk: &Desk, dossier: &Dossier) -> Header {
    let file = &dossier.file;
    Header {
        slug: file.number.to_string(),
        number: file.number.printed(),
        kind: file.kind.code().to_owned(),
        member: desk.respondent(&file.respondent),
        stage: file.stage.code().to_owned(),
        outcome: match &file.stage {
            Stage::Closed { outcome, .. } => outcome.code().to_owned(),
            _ => String::new(),
        },
        officer: desk.officer(file),
        next: file
            .open_deadlines()
            .first()
            .map(|d| deadline::chip(desk, d)),
        stages: stages(desk, dossier),
        steps: work::steps(desk, file),
        waiting: file.proposal.as_ref().map(|proposal| Waiting {
            act: proposal.act.code().to_owned(),
            by: desk.who(&proposal.by),
            at: proposal.at,
            href: work::steps(desk, file)
                .into_iter()
                .find(|step| step.code == "approve")
                .map(|step| step.href),
        }),
    }
}

fn shown(desk: &Desk, dossier: &Dossier, deadlines: &[&Deadline]) -> Vec<ShownDeadline> {
    deadlines
        .iter()
        .filter_map(|d| Some(deadline::shown(desk, d, dossier.proofs.get(&d.name)?)))
        .collect()
}

/// 期限
pub(crate) fn deadlines(desk: &Desk, dossier: &Dossier) -> Deadlines {
    let file = &dossier.file;
    let mut ended: Vec<&Deadline> = file.deadlines.values().filter(|d| !d.is_open()).collect();
    ended.sort_by_key(|d| std::cmp::Reverse(d.stopped.as_ref().map(|s| s.at)));
    Deadlines {
        open: shown(desk, dossier, &file.open_deadlines()),
        ended: shown(desk, dossier, &ended),
    }
}

/// What stands open besides the stage: declarations, papers, links, demands, suspicions.
fn standing(desk: &Desk, file: &CaseFile) -> Vec<Fact> {
    let ui = &desk.ui;
    let mut facts = Vec::new();
    let needed = needed_papers(&desk.in_force.profile, file.kind, file.applicant);
    if !needed.is_empty() {
        let missing = file.filing.missing(&needed);
        let papers = needed.iter().map(|paper| {
            let state = match file.filing.checked.get(paper) {
                _ if missing.contains(paper) => ui.t("paper-missing"),
                Some(result) => ui.term("checkresult", result.code()),
                None => ui.t("paper-there"),
            };
            format!("{}{}{state}", ui.term("paper", paper.code()), ui.t("colon"))
        });
        let papers: Vec<String> = papers.collect();
        facts.push(Fact::new("papers", papers.join("\n")));
    }
    let declared = file.declared;
    if !declared.is_unasked() {
        let consent = |code, consent: Consent| Fact::new(code, ui.term("consent", consent.code()));
        facts.extend([
            Fact::new(
                "litigation",
                ui.term("litigation", declared.litigation.code()),
            ),
            consent("notify-member", declared.notify_member),
            consent("notify-related", declared.notify_related),
            consent("material", declared.material),
            consent("talks", declared.talks),
        ]);
    }
    for (ground, opportunity) in &file.opportunities {
        if opportunity.used.is_none() {
            let ground = ui.term("ground", ground.code());
            facts.push(Fact::new("opportunity", ground));
        }
    }
    for link in &file.links {
        let how = ui.term("linkkind", link.how.code());
        let to = format!("{}{}{how}", link.to.printed(), ui.t("colon"));
        facts.push(Fact::new("link", to));
    }
    for demand in file.demands.iter().filter(|demand| demand.is_owed()) {
        let kind = ui.term("demandkind", demand.kind.code());
        facts.push(Fact::new("demand", kind));
    }
    if let Some(wanted) = &file.time_wanted {
        let clock = wanted.deadline.split('.').next().unwrap_or_default();
        let more = desk.either(wanted.by.ja(), wanted.by.en());
        let words = format!("{}{}{more}", ui.term("clock", clock), ui.t("colon"));
        facts.push(Fact::new("time-wanted", words));
    }
    if !file.suspicions().is_empty() {
        facts.push(Fact::new("suspicion", ui.t("suspicion-open")));
    }
    if let Some(prevention) = file.prevention {
        let state = match prevention.done {
            Some(day) => ui.day(&day),
            None => ui.t("prevention-open"),
        };
        let owner = format!("{}{}{state}", desk.person(prevention.owner), ui.t("colon"));
        facts.push(Fact::new("prevention", owner));
    }
    facts
}

/// Whether this reader may enter a further respondent of the complaint (3.1).
pub(crate) fn may_come_further(actor: &Actor, file: &CaseFile) -> bool {
    file.is_open()
        && file.kind == CaseKind::Complaint
        && !file.taken_over
        && actor.is_any(&[Role::Intake, Role::Handler, Role::Supervisor])
}

/// 概要
pub(crate) fn overview(
    desk: &Desk,
    dossier: &Dossier,
    complaint: &[CaseFile],
    incident: &[CaseFile],
) -> Overview {
    let ui = &desk.ui;
    let file = &dossier.file;
    let fields = dossier
        .moments
        .first()
        .map_or(&[][..], |first| first.entry.event.private_fields());
    // What was told when the matter came in, as far as it is there and may be read.
    let told = |name: &'static str| {
        let field = fields.iter().find(|field| field.name == name)?;
        let sight = dossier.opened.sight(file.first_seq, field);
        Some(Fact {
            withheld: sight == Sight::Withheld,
            erased: sight == Sight::Erased,
            ..Fact::new(
                name,
                match sight {
                    Sight::Words(words) => words,
                    _ => "",
                },
            )
        })
    };
    // Who brings it may have been told later than what it is about.
    let who = |name: &'static str| match dossier.opened.get(file.person_seq, name) {
        Some(words) if file.person_seq != file.first_seq => Some(Fact::new(name, words)),
        _ => told(name),
    };
    let mut matter = vec![
        Fact::new("channel", ui.term("channel", file.channel.code())),
        Fact::new("received", ui.moment(&file.received_at)),
    ];
    if let Some(category) = file.category {
        matter.push(Fact::new("category", ui.term("category", category.code())));
    }
    matter.push(Fact::new("respondent", desk.respondent(&file.respondent)));
    matter.push(Fact::new("profile", desk.in_force.profile.title.clone()));
    let mut person = Vec::new();
    if let Some(applicant) = file.applicant {
        person.push(Fact::new(
            "applicant",
            ui.term("applicant", applicant.code()),
        ));
    }
    person.extend(["name", "kana", "contact"].into_iter().filter_map(who));
    Overview {
        standing: standing(desk, file),
        respondents: complaint
            .iter()
            .map(|other| work::row(desk, other, other.open_deadlines().first().copied()))
            .collect(),
        measure: match &file.respondent {
            Respondent::Member { member } if desk.actor.is(Role::Supervisor) => Some(format!(
                "/measures/new?case={}&member={member}",
                file.number
            )),
            _ => None,
        },
        further: may_come_further(&desk.actor, file)
            .then(|| format!("/cases/new?beside={}", file.complaint())),
        incident: incident
            .iter()
            .map(|other| {
                let row = work::row(desk, other, other.open_deadlines().first().copied());
                (row, file.incident == Some(other.number))
            })
            .collect(),
        matter,
        person,
        narrative: told("content"),
        deadlines: shown(desk, dossier, &file.open_deadlines()),
        outside_scope: false,
        latest: dossier
            .moments
            .iter()
            .rev()
            .filter(|read| !read.entry.event.kind().starts_with("deadline."))
            .take(3)
            .map(|read| moment::brief(moment::moment(desk, read, &dossier.opened)))
            .collect(),
    }
}
