//! What the bodies look like, and what is common to every resource.

use crate::web::{
    failure::Failure,
    problem::Problem,
    refused::{refused, words},
    steps::two_person,
    text::Ui,
    view::{conflict::Conflict, form::Fault},
};
use domain::{
    access::{Actor, Reach, takers},
    calendar::Calendar,
    case::{CaseFile, Number, Step},
    clock::{Deadline as Clock, Urgency},
    code::Role,
    id::AccountId,
    profile::Profile,
    time::Timestamp,
};
use poem_openapi::Object;
use store::{OfficeError, desk::may_take};

/// A deadline, without its proof.
#[derive(Clone, Debug, Object)]
pub(crate) struct Deadline {
    /// Its name within the case: clock and ordinal, `MEMBER_REPLY.1`.
    name: String,
    /// The clock in the rules, `MEMBER_REPLY`.
    clock: String,
    /// On whom it waits: `staff`, `member` or `complainant`.
    waits_on: String,
    /// The last day.
    last: String,
    /// The instant after which it is overdue, RFC 3339.
    ends_at: String,
    /// `ample`, `near`, `today`, `overdue`, `paused` or `done`.
    state: String,
    /// Open days left, or since the last day when overdue, or late when done.
    open_days: Option<i64>,
    /// Whether it lies beyond the last gazetted holidays.
    provisional: bool,
}

impl Deadline {
    pub(crate) fn of(deadline: &Clock, now: Timestamp, calendar: &Calendar) -> Self {
        let (state, open_days) = match deadline.urgency(now, calendar) {
            Urgency::Ample { open_days } => ("ample", Some(open_days)),
            Urgency::Near { open_days } => ("near", Some(open_days)),
            Urgency::Today => ("today", Some(0)),
            Urgency::Overdue { open_days } => ("overdue", Some(open_days)),
            Urgency::Paused => ("paused", None),
            Urgency::Done { late_open_days } => ("done", Some(i64::from(late_open_days))),
        };
        Self {
            name: deadline.name.clone(),
            clock: deadline.clock.clone(),
            waits_on: deadline.waits_on.code().to_owned(),
            last: deadline.due.last.to_string(),
            ends_at: deadline.due.ends_at.to_string(),
            state: state.to_owned(),
            open_days,
            provisional: deadline.due.provisional,
        }
    }
}

/// A step that the state allows, and to whom.
#[derive(Clone, Debug, Object)]
pub(crate) struct Next {
    /// Its name, as `step` of a transition.
    step: String,
    /// Whether the asker may take it.
    yours: bool,
    /// The parts that may take it.
    roles: Vec<String>,
    /// The accounts that may take it besides: the handler's.
    persons: Vec<String>,
    /// The accounts that may not, whatever part they play.
    except: Vec<String>,
    /// Whether another person must approve it.
    two_person: bool,
}

impl Next {
    /// What the state allows. A member is told of its own steps only.
    pub(crate) fn of(actor: &Actor, file: &CaseFile, profile: &Profile) -> Vec<Self> {
        let yours = may_take(actor, file);
        let all = actor.reach() == Reach::All;
        let accounts = |ids: Vec<AccountId>| ids.iter().map(ToString::to_string).collect();
        Step::possible(file)
            .into_iter()
            .filter(|step| all || yours.contains(step))
            .map(|step| {
                let takers = takers(step, file);
                let roles = takers.roles.into_iter();
                Self {
                    step: step.name().to_owned(),
                    yours: yours.contains(&step),
                    roles: roles
                        .filter(|role| all || *role == Role::MemberContact)
                        .map(|role| role.code().to_owned())
                        .collect(),
                    persons: accounts(if all { takers.persons } else { Vec::new() }),
                    except: accounts(if all { takers.except } else { Vec::new() }),
                    two_person: two_person(profile, step),
                }
            })
            .collect()
    }
}

/// A case, by codes and dates.
#[derive(Clone, Debug, Object)]
pub(crate) struct Case {
    /// Its number in addresses, `r8-c-0123`.
    number: String,
    /// Its number as people read it, `R8-苦情-0123`.
    printed: String,
    /// Its kind: `complaint`, `inquiry` ...
    kind: String,
    /// Its stage: `received`, `screening` ...
    stage: String,
    /// `member`, `non_member`, `unknown` or `body`.
    respondent: String,
    /// The member's code.
    member: Option<String>,
    /// The handler's account.
    handler: Option<String>,
    /// When it arrived, RFC 3339.
    received_at: String,
    /// Counts the case's own events; the value of its `ETag`.
    version: u32,
    /// The digest of the two-person act that waits for approval.
    proposal: Option<String>,
    /// The most urgent open deadline.
    next_deadline: Option<Deadline>,
    /// The steps that the state allows and the asker may take. Only in the answer about one case.
    steps: Option<Vec<String>>,
    /// The steps that the state allows, and to whom. Only in the answer about one case.
    next: Option<Vec<Next>>,
}

impl Case {
    pub(crate) fn of(file: &CaseFile, now: Timestamp, calendar: &Calendar) -> Self {
        Self {
            number: file.number.to_string(),
            printed: file.number.printed(),
            kind: file.kind.code().to_owned(),
            stage: file.stage.code().to_owned(),
            respondent: file.respondent.code().to_owned(),
            member: file.respondent.member().map(ToString::to_string),
            handler: file.handler.map(|id| id.to_string()),
            received_at: file.received_at.to_string(),
            version: file.version,
            proposal: file.proposal.as_ref().map(|p| p.digest.clone()),
            next_deadline: file
                .open_deadlines()
                .first()
                .map(|deadline| Deadline::of(deadline, now, calendar)),
            steps: None,
            next: None,
        }
    }

    /// With what is possible now, for the asker and for others.
    pub(crate) fn with_next(mut self, actor: &Actor, file: &CaseFile, profile: &Profile) -> Self {
        let next = Next::of(actor, file, profile);
        let yours = next.iter().filter(|next| next.yours);
        self.steps = Some(yours.map(|next| next.step.clone()).collect());
        self.next = Some(next);
        self
    }
}

/// The strong tag of a version.
pub(crate) fn etag(version: u32) -> String {
    format!("\"{version}\"")
}

/// The version that a strong tag names.
pub(crate) fn version(if_match: Option<&str>) -> Result<u32, Failure> {
    let tag = if_match.ok_or_else(|| Failure::new(Problem::VersionRequired))?;
    tag.trim()
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'))
        .and_then(|version| version.parse().ok())
        .ok_or_else(|| Failure::new(Problem::BadRequest).because("If-Match"))
}

/// A number in an address; what is none names nothing.
pub(crate) fn number(text: &str) -> Result<Number, Failure> {
    text.parse().map_err(|_| missing())
}

pub(crate) fn missing() -> Failure {
    Failure::new(Problem::NotFound)
}

/// What an error of the office is to a program; a stale version comes with the present one.
pub(crate) fn failed(ui: Ui, error: &OfficeError) -> Failure {
    match error {
        OfficeError::Conflict { found, .. } => {
            Failure::new(Problem::Stale).with_conflict(Conflict {
                current_version: found.to_string(),
                ..Conflict::default()
            })
        }
        other => refused(&ui, other),
    }
}

/// A parameter or field that is no value of its kind.
pub(crate) fn wrong(ui: Ui, field: &str) -> Failure {
    Failure::new(Problem::InvalidInput).with_faults(vec![Fault {
        field: field.to_owned(),
        code: "field.choice".to_owned(),
        message: words(&ui, "field.choice"),
    }])
}
