//! From what the office knows to what the pages show: deadlines, steps, names.

use crate::web::{
    failure::Failure,
    site::{Site, failure},
    text::{Lang, Ui},
    view::{
        deadline::{Chip, Deadline, Rung, Standing, Why, WhyStep},
        step::Step,
    },
};
use domain::{
    calendar::Calendar,
    case::{CaseFile, Respondent, Step as DomainStep},
    clock::{self, Urgency},
    id::MemberCode,
    period::{Effect, Proof},
    profile::Profile,
    time::Timestamp,
};
use std::collections::BTreeMap;
use store::office::InForce;

/// What every mapping needs: the clock, the calendar, the profile, the language.
pub(crate) struct Lens<'a> {
    /// One reading of the clock for the whole page.
    pub(crate) now: Timestamp,
    /// The rules in force today.
    pub(crate) in_force: InForce,
    /// The reader's language.
    pub(crate) ui: &'a Ui,
    /// Names of members by code.
    pub(crate) members: BTreeMap<MemberCode, String>,
}

impl<'a> Lens<'a> {
    /// The lens of this moment.
    pub(crate) async fn of(site: &Site, ui: &'a Ui) -> Result<Self, Failure> {
        let now = site.office.now();
        let in_force = site
            .office
            .in_force(now.date())
            .await
            .map_err(|e| failure(&e))?;
        let members = site.office.member_names().await.map_err(|e| failure(&e))?;
        Ok(Self {
            now,
            in_force,
            ui,
            members,
        })
    }

    pub(crate) fn calendar(&self) -> &Calendar {
        &self.in_force.calendar
    }

    pub(crate) fn profile(&self) -> &Profile {
        &self.in_force.profile
    }

    /// The respondent as it may be listed.
    pub(crate) fn respondent(&self, respondent: &Respondent) -> String {
        match respondent {
            Respondent::Member { member } => self
                .members
                .get(member)
                .cloned()
                .unwrap_or_else(|| member.to_string()),
            other => self.ui.term("respondent", other.code()),
        }
    }

    /// State and date of a deadline.
    pub(crate) fn chip(&self, deadline: &clock::Deadline) -> Chip {
        let standing = match deadline.urgency(self.now, self.calendar()) {
            Urgency::Ample { open_days } => Standing::Ample { open_days },
            Urgency::Near { open_days } => Standing::Near { open_days },
            Urgency::Today => Standing::Today,
            Urgency::Overdue { open_days } => Standing::Overdue { open_days },
            Urgency::Paused => Standing::Paused,
            Urgency::Done { late_open_days } => Standing::Done { late_open_days },
        };
        Chip {
            clock: deadline.clock.clone(),
            standing,
            due: Some(deadline.due.last),
            at: deadline
                .period
                .unit
                .is_hours()
                .then_some(deadline.due.ends_at),
            provisional: deadline.due.provisional,
        }
    }

    /// Why the date is what it is.
    pub(crate) fn why(&self, deadline: &clock::Deadline, proof: &Proof) -> Why {
        let japanese = self.ui.lang == Lang::Ja;
        let effect = |effect: Effect| {
            serde_json::to_value(effect)
                .ok()
                .and_then(|v| v.as_str().map(str::to_owned))
                .unwrap_or_default()
        };
        let mut pauses: Vec<_> = deadline
            .pauses
            .iter()
            .map(|(from, to)| (from.date(), Some(to.date())))
            .collect();
        pauses.extend(deadline.paused.iter().map(|p| (p.since.date(), None)));
        Why {
            rule: if japanese {
                deadline.period.ja()
            } else {
                deadline.period.en()
            },
            clause: self
                .profile()
                .rule(&deadline.clock)
                .map(|r| r.clause.clone())
                .unwrap_or_default(),
            started: deadline.from.date(),
            first_counted: proof.first_counted,
            raw_last: proof.raw_last,
            last: deadline.due.last,
            ends_at: deadline.due.ends_at,
            pauses,
            steps: proof
                .steps
                .iter()
                .map(|step| WhyStep {
                    date: Some(step.date),
                    effect: effect(step.effect),
                    why: if japanese { step.ja() } else { step.en() },
                })
                .collect(),
            profile: format!("{} {}", self.profile().code, self.profile().in_force),
            calendar: deadline.calendar.chars().take(16).collect(),
            provisional: deadline.due.provisional,
        }
    }

    /// A deadline with its proof and its ladder.
    pub(crate) fn deadline(&self, deadline: &clock::Deadline, proof: &Proof) -> Deadline {
        let to = |step: &str| {
            self.profile()
                .steps(deadline.waits_on)
                .find(|s| s.step == step)
                .map(|s| s.to.code().to_owned())
                .unwrap_or_default()
        };
        Deadline {
            name: deadline.name.clone(),
            chip: self.chip(deadline),
            waits_on: deadline.waits_on.code().to_owned(),
            from: deadline.from,
            stopped: deadline.stopped.as_ref().map(|s| s.at),
            why: self.why(deadline, proof),
            ladder: deadline
                .due
                .ladder
                .iter()
                .map(|rung| Rung {
                    name: rung.step.clone(),
                    on: rung.at.date(),
                    to: to(&rung.step),
                    reached: deadline
                        .reached
                        .iter()
                        .any(|e| e.step == rung.step && e.due_version == deadline.due_version),
                })
                .collect(),
        }
    }
}

/// A step as a link to its form.
pub(crate) fn step(file: &CaseFile, step: DomainStep) -> Step {
    Step {
        code: step.name().to_owned(),
        href: format!("/cases/{}/do/{}", file.number, step.name()),
        primary: is_primary(step),
        two_person: step.name().starts_with("propose-"),
    }
}

/// Whether a step leads on in the procedure; the others are always at hand, but not the next thing.
pub(crate) const fn is_primary(step: DomainStep) -> bool {
    !matches!(
        step,
        DomainStep::Note
            | DomainStep::Assign
            | DomainStep::ProposeSuspension
            | DomainStep::ProposeOutOfScope
            | DomainStep::ReturnReply
            | DomainStep::Reject
    )
}
