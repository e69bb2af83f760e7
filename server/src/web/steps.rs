//! The forms of the steps: which fields each has, and the command that typed values make.
//!
//! One room for each part of the procedure; a step belongs to exactly one.

pub(crate) mod complainant;
mod decision;
mod documents;
mod matter;
mod member;
mod reading;
pub(crate) mod time;

pub(crate) use reading::Reading;

use super::{
    site::Desk,
    typed::Typed,
    view::{
        case::Fact,
        form::{Choice, Fault, Field, Input},
    },
};
use domain::{
    case::{CaseCommand, CaseFile, Step},
    code::{Channel, LetterKind, Paper},
    id::{AccountId, ActorId},
    profile::Profile,
};
use std::collections::BTreeSet;
use store::desk::{Directory, Dossier};

macro_rules! codes {
    ($all:expr) => {
        $all.iter().map(|value| value.code()).collect::<Vec<_>>()
    };
}
pub(crate) use codes;

/// What a form is made from.
pub(crate) struct At<'a> {
    pub(crate) desk: &'a Desk,
    pub(crate) file: &'a CaseFile,
    pub(crate) directory: &'a Directory,
}

impl At<'_> {
    fn label(&self, name: &str) -> String {
        self.desk.ui.term("fact", name)
    }

    fn field(&self, name: &str) -> Field {
        Field::new(name, self.label(name))
    }

    /// A field with a choice of a vocabulary.
    fn choose(&self, name: &str, family: &str, codes: &[&str]) -> Field {
        choose(self.desk, name, family, codes, false).required()
    }

    /// The same, where nothing may be chosen.
    fn choose_or_none(&self, name: &str, family: &str, codes: &[&str]) -> Field {
        choose(self.desk, name, family, codes, true)
    }

    fn lines(&self, name: &str, rows: u8) -> Field {
        self.field(name).input(Input::Lines(rows))
    }

    /// The words with which a letter begins, from the template of the rules.
    fn draft(&self, kind: LetterKind) -> String {
        let template = self.desk.in_force.profile.letter(kind);
        let number = self.file.number.printed();
        template.map_or_else(String::new, |template| {
            template.fill(&[
                ("number", &number),
                ("member", &self.desk.respondent(&self.file.respondent)),
                ("organ", &self.desk.in_force.profile.organ),
            ])
        })
    }

    fn letter(&self, rows: u8, kind: LetterKind) -> Field {
        self.lines("letter", rows).value(self.draft(kind))
    }

    fn day(&self, name: &str) -> Field {
        self.field(name)
            .input(Input::Date)
            .hint(self.desk.ui.t("hint-date"))
    }

    fn tick(&self, name: &str) -> Field {
        self.field(name).input(Input::Check)
    }

    fn channel(&self) -> Field {
        self.choose("channel", "channel", &codes!(Channel::ALL))
    }

    fn by_channel(&self) -> Field {
        self.choose("by", "channel", &codes!(Channel::ALL))
    }

    fn reason(&self) -> Field {
        self.lines("reason", 4).required()
    }

    /// A box for each paper; those in `ticked` are ticked.
    fn papers(&self, ticked: &BTreeSet<Paper>) -> Vec<Field> {
        papers(self.desk, ticked)
    }

    /// A choice of open accounts.
    fn person(&self, name: &str, nobody: bool) -> Field {
        let none = nobody.then(|| Choice::new("", self.desk.ui.t("choose-none")));
        let people = self
            .directory
            .people
            .iter()
            .filter(|(_, (account, ..))| !account.disabled && account.member.is_none())
            .map(|(id, (_, _, name))| Choice::new(id.to_string(), name));
        self.field(name)
            .input(Input::Select(none.into_iter().chain(people).collect()))
    }
}

fn choose(desk: &Desk, name: &str, family: &str, codes: &[&str], empty: bool) -> Field {
    let none = empty.then(|| Choice::new("", desk.ui.t("choose-none")));
    let choices = codes
        .iter()
        .map(|code| Choice::new(*code, desk.ui.term(family, code)));
    Field::new(name, desk.ui.term("fact", name))
        .input(Input::Select(none.into_iter().chain(choices).collect()))
}

/// A box for each paper of a complaint; those in `ticked` are ticked.
pub(crate) fn papers(desk: &Desk, ticked: &BTreeSet<Paper>) -> Vec<Field> {
    Paper::ALL
        .iter()
        .map(|paper| {
            let value = if ticked.contains(paper) { "1" } else { "" };
            let label = desk.ui.term("paper", paper.code());
            Field::new(format!("paper_{}", paper.code()), label)
                .input(Input::Check)
                .value(value)
        })
        .collect()
}

/// The account whose id a form gives.
#[must_use]
pub fn account(id: &str) -> Option<AccountId> {
    match format!("u:{id}").parse() {
        Ok(ActorId::Account(account)) => Some(account),
        _ => None,
    }
}

/// The part of the procedure a step belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Room {
    Complainant,
    Decision,
    Documents,
    Matter,
    Member,
    Time,
}

const fn room(step: Step) -> Room {
    match step {
        Step::Acknowledge
        | Step::Answer
        | Step::Declare
        | Step::RequestFiling
        | Step::RecordFiling
        | Step::CheckIdentity
        | Step::Remind
        | Step::GiveOpportunity
        | Step::RecordOpportunity
        | Step::ReplyOutOfScope
        | Step::SendDirection
        | Step::RecordWill => Room::Complainant,
        Step::ProposeAcceptance
        | Step::ProposeOutOfScope
        | Step::ProposePartRefusal
        | Step::ProposeWithholding
        | Step::ProposeDiscontinuation
        | Step::ProposeSuspension
        | Step::ProposeClosing
        | Step::ReviewWithholding
        | Step::Resume
        | Step::Approve
        | Step::Reject => Room::Decision,
        Step::IssueRequest
        | Step::RecordDelivery
        | Step::SendAgain
        | Step::RecordReply
        | Step::AcceptReply
        | Step::ReturnReply
        | Step::MakeDemand
        | Step::DeliverDemand
        | Step::MeetDemand
        | Step::ClaimJustCause
        | Step::DecideJustCause
        | Step::HearMember
        | Step::DecideNonCooperation => Room::Member,
        Step::Reclassify
        | Step::Assign
        | Step::Link
        | Step::JoinIncident
        | Step::LeaveIncident
        | Step::Bar
        | Step::Note
        | Step::RecordPrevention
        | Step::Reopen => Room::Matter,
        Step::AskTime | Step::DeclineTime | Step::ExtendDeadline => Room::Time,
        Step::Attach | Step::DestroyAttachment => Room::Documents,
    }
}

/// The fields of a step's form, empty or with what a letter usually says.
#[must_use]
pub fn fields(desk: &Desk, step: Step, file: &CaseFile, directory: &Directory) -> Vec<Field> {
    let at = At {
        desk,
        file,
        directory,
    };
    match room(step) {
        Room::Complainant => complainant::fields(&at, step),
        Room::Decision => decision::fields(&at, step),
        Room::Documents => documents::fields(&at, step),
        Room::Matter => matter::fields(&at, step),
        Room::Member => member::fields(&at, step),
        Room::Time => time::fields(&at, step),
    }
}

/// The letter that a step issues or puts forward, and the field in which it is written.
#[must_use]
pub const fn letter_of(step: Step) -> Option<(LetterKind, &'static str)> {
    Some(match step {
        Step::RequestFiling => (LetterKind::Filing, "letter"),
        Step::Remind => (LetterKind::Reminder, "letter"),
        Step::GiveOpportunity => (LetterKind::Opportunity, "letter"),
        Step::ReplyOutOfScope => (LetterKind::OutOfScope, "letter"),
        Step::ProposePartRefusal => (LetterKind::PartRefusal, "letter"),
        Step::ProposeDiscontinuation => (LetterKind::Discontinuation, "letter"),
        Step::ProposeSuspension => (LetterKind::Suspension, "letter"),
        Step::ProposeClosing => (LetterKind::Closing, "letter"),
        Step::IssueRequest => (LetterKind::Request, "letter"),
        Step::ReturnReply => (LetterKind::Deficiency, "deficiencies"),
        Step::MakeDemand => (LetterKind::Demand, "letter"),
        Step::SendDirection => (LetterKind::Direction, "direction"),
        _ => return None,
    })
}

/// The cases of the incident in which the step is written as well, when `file` leads it.
pub(crate) fn sharing<'a>(
    step: Step,
    file: &CaseFile,
    incident: &'a [CaseFile],
) -> impl Iterator<Item = &'a CaseFile> {
    let (lead, step) = (file.number, step.shared(file));
    incident.iter().filter(move |part| {
        part.incident == Some(lead) && step.is_some_and(|step| step.is_possible(part))
    })
}

/// Whether somebody else must approve what the step does: an act of two persons, or a letter that
/// these rules put under check.
#[must_use]
pub fn two_person(profile: &Profile, step: Step) -> bool {
    step.name().starts_with("propose")
        || letter_of(step).is_some_and(|(kind, _)| profile.is_checked(kind))
}

/// What the reader must see before taking the step.
#[must_use]
pub fn facts(desk: &Desk, step: Step, dossier: &Dossier, incident: &[CaseFile]) -> Vec<Fact> {
    let opened = &dossier.opened;
    let latest = |field| {
        let mut newest = dossier.moments.iter().rev();
        newest.find_map(|read| opened.get(read.entry.seq, field))
    };
    let mut facts = match step {
        Step::Approve | Step::Reject => decision::facts(desk, dossier),
        Step::Acknowledge => {
            let explanation = &desk.in_force.profile.explanation;
            vec![Fact::new("explanation", explanation.text.trim())]
        }
        Step::AcceptReply | Step::ReturnReply => ["report", "proposal"]
            .into_iter()
            .map(|name| Fact::new(name, latest(name).unwrap_or_default()))
            .collect(),
        Step::IssueRequest => complainant::wishes(desk, &dossier.file),
        _ => Vec::new(),
    };
    let shared: Vec<String> = sharing(step, &dossier.file, incident)
        .map(|part| part.number.printed())
        .collect();
    if !shared.is_empty() {
        // Of notes only those of the investigation are shared.
        let code = match step {
            Step::Note => "investigation-shared-with",
            _ => "shared-with",
        };
        facts.push(Fact::new(code, shared.join("\n")));
    }
    facts
}

/// The command that what was typed makes.
///
/// # Errors
/// The fields whose text is no value of their kind; the rules themselves are asked by the office.
pub fn command(desk: &Desk, step: Step, typed: &Typed) -> Result<CaseCommand, Vec<Fault>> {
    let read = Reading { desk, typed };
    let command = match room(step) {
        Room::Complainant => complainant::command(&read, step),
        Room::Decision => decision::command(&read, step),
        Room::Documents => documents::command(&read, step),
        Room::Matter => matter::command(&read, step),
        Room::Member => member::command(&read, step),
        Room::Time => time::command(&read, step),
    }?;
    Ok(command.checked(&desk.in_force.profile))
}
