//! What can be asked about the organisation's own registers, and who may.

use super::{Content, Folio, GuidelineText, LessonState};
use crate::{
    access::Actor,
    code::{
        AccreditationAct, Accreditor, ActivityKind, Channel, ConsentOf, FolioKind, InformationKind,
        LawVersion, PublishedBy, Role,
    },
    event::Scope,
    id::{CaseId, MemberCode},
};
use jiff::civil::Date;

/// A command to an entry of the organisation's own registers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FolioCommand {
    /// Note that the Commission was told.
    File {
        /// On which day.
        on: Date,
        /// The letter's reference.
        reference: String,
    },
    /// Note that a version of the guidelines was made public.
    Publish {
        /// By whom.
        by: PublishedBy,
        /// On which day.
        on: Date,
        /// Where, or empty.
        url: String,
    },
    /// Write a digest anew.
    Rewrite {
        /// Title.
        title: String,
        /// Text.
        text: String,
    },
    /// Record a consent (B10).
    Consent {
        /// The case.
        case: CaseId,
        /// Whose.
        of: ConsentOf,
        /// On which day.
        on: Date,
        /// How it was given.
        how: Channel,
        /// Where the paper is.
        reference: String,
    },
    /// Record that a consent was withdrawn (B10).
    WithdrawConsent {
        /// The case.
        case: CaseId,
        /// Whose.
        of: ConsentOf,
        /// On which day.
        on: Date,
        /// What was said.
        reason: String,
    },
    /// Put a digest forward.
    Propose,
    /// Send it back.
    Return {
        /// Digest of the proposal, as it was shown.
        proposal: String,
        /// Why.
        reason: String,
    },
    /// Publish it to members, as a second reader.
    Release {
        /// Digest of the proposal, as it was shown.
        proposal: String,
        /// Whether the reader affirms that nobody can be recognised.
        unrecognisable: bool,
    },
    /// Strike the entry out.
    Strike {
        /// Why.
        reason: String,
    },
}

/// A new entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fresh {
    /// What happened to the accreditation (A01).
    Accreditation {
        /// What happened.
        act: AccreditationAct,
        /// Who accredits.
        authority: Accreditor,
        /// By which version of the Act.
        law: LawVersion,
        /// From which day on.
        on: Date,
        /// Which sectors it covers.
        scope: Scope,
        /// The letter's reference.
        reference: String,
        /// A note.
        note: String,
    },
    /// A version of the guidelines (A02).
    Guideline {
        /// Its version.
        version: String,
        /// Its text.
        text: GuidelineText,
        /// The day on which those who represent consumers were heard.
        heard_on: Date,
        /// Who was heard, and how.
        heard: String,
        /// The day of adoption.
        on: Date,
        /// The first day on which it applies.
        in_force: Date,
        /// Reference of the resolution.
        decision: Option<String>,
    },
    /// Information given to target businesses (A05).
    Information {
        /// How.
        kind: InformationKind,
        /// On which day.
        on: Date,
        /// To whom; nobody named: every target business of the day.
        members: Vec<MemberCode>,
        /// Title.
        title: String,
        /// Note.
        note: String,
        /// SHA-256 of the material, or empty.
        material: String,
    },
    /// Other work (A07).
    Activity {
        /// What kind of work.
        kind: ActivityKind,
        /// On which day.
        on: Date,
        /// Title.
        title: String,
        /// Note.
        note: String,
    },
    /// A digest of cases (B03).
    Lesson {
        /// The cases it tells of.
        cases: Vec<CaseId>,
        /// Title.
        title: String,
        /// Text.
        text: String,
    },
}

impl Fresh {
    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> FolioKind {
        match self {
            Self::Accreditation { .. } => FolioKind::Accreditation,
            Self::Guideline { .. } => FolioKind::Guideline,
            Self::Information { .. } => FolioKind::Information,
            Self::Activity { .. } => FolioKind::Activity,
            Self::Lesson { .. } => FolioKind::Lesson,
        }
    }
}

/// What can be done with an entry, by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FolioAct {
    /// Note the filing with the Commission.
    File,
    /// Note the publication by the body.
    Publish,
    /// Note the publication by the Commission.
    PublishPpc,
    /// Write a digest anew.
    Rewrite,
    /// Record a consent.
    Consent,
    /// Record that it was withdrawn.
    WithdrawConsent,
    /// Put a digest forward.
    Propose,
    /// Publish it.
    Release,
    /// Send it back.
    Return,
    /// Strike the entry out.
    Strike,
}

impl FolioAct {
    /// Every act with its name, as addresses write it.
    pub const ALL: [(Self, &'static str); 10] = [
        (Self::File, "file"),
        (Self::Publish, "publish"),
        (Self::PublishPpc, "publish-ppc"),
        (Self::Rewrite, "rewrite"),
        (Self::Consent, "consent"),
        (Self::WithdrawConsent, "withdraw-consent"),
        (Self::Propose, "propose"),
        (Self::Release, "release"),
        (Self::Return, "return"),
        (Self::Strike, "strike"),
    ];

    /// The act with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, known)| *known == name)
            .map(|(act, _)| *act)
    }

    /// The act of a command.
    #[must_use]
    pub const fn of(command: &FolioCommand) -> Self {
        match command {
            FolioCommand::File { .. } => Self::File,
            FolioCommand::Publish {
                by: PublishedBy::Body,
                ..
            } => Self::Publish,
            FolioCommand::Publish {
                by: PublishedBy::Ppc,
                ..
            } => Self::PublishPpc,
            FolioCommand::Rewrite { .. } => Self::Rewrite,
            FolioCommand::Consent { .. } => Self::Consent,
            FolioCommand::WithdrawConsent { .. } => Self::WithdrawConsent,
            FolioCommand::Propose => Self::Propose,
            FolioCommand::Return { .. } => Self::Return,
            FolioCommand::Release { .. } => Self::Release,
            FolioCommand::Strike { .. } => Self::Strike,
        }
    }

    /// Whether the state of the entry allows it.
    #[must_use]
    pub fn is_possible(self, folio: &Folio) -> bool {
        if folio.struck {
            return false;
        }
        match (self, &folio.content) {
            (Self::File, _) => folio.must_be_filed() && folio.filed.is_none(),
            (Self::Publish, Content::Guideline(guideline)) => guideline.published.is_none(),
            (Self::PublishPpc, Content::Guideline(guideline)) => {
                folio.filed.is_some() && guideline.by_commission.is_none()
            }
            (Self::Rewrite, Content::Lesson(lesson)) => {
                !matches!(lesson.state, LessonState::Released { .. })
            }
            (Self::Consent, Content::Lesson(lesson)) => !lesson.cases.is_empty(),
            (Self::WithdrawConsent, Content::Lesson(lesson)) => lesson
                .consents
                .iter()
                .any(|consent| consent.until.is_none()),
            (Self::Propose, Content::Lesson(lesson)) => {
                matches!(lesson.state, LessonState::Draft {})
            }
            (Self::Release | Self::Return, Content::Lesson(lesson)) => {
                matches!(lesson.state, LessonState::Proposed { .. })
            }
            (Self::Strike, _) => true,
            _ => false,
        }
    }
}

/// Who records entries of a kind.
const fn keepers(kind: FolioKind) -> &'static [Role] {
    match kind {
        FolioKind::Accreditation => &[
            Role::Admin,
            Role::CenterHead,
            Role::ComplianceLead,
            Role::Secretariat,
        ],
        FolioKind::Guideline => &[Role::Admin, Role::CenterHead, Role::ComplianceLead],
        FolioKind::Information => &[
            Role::ComplianceLead,
            Role::CenterHead,
            Role::Supervisor,
            Role::Membership,
            Role::Publisher,
            Role::Secretariat,
        ],
        FolioKind::Activity => &[
            Role::Intake,
            Role::Handler,
            Role::Supervisor,
            Role::CenterHead,
            Role::ComplianceLead,
            Role::Membership,
            Role::Publisher,
            Role::RecordsManager,
            Role::Secretariat,
            Role::Admin,
        ],
        FolioKind::Lesson => &[
            Role::Handler,
            Role::Supervisor,
            Role::CenterHead,
            Role::ComplianceLead,
        ],
    }
}

/// Second readers of digests.
const READERS: &[Role] = &[
    Role::Supervisor,
    Role::CenterHead,
    Role::ComplianceLead,
    Role::Publisher,
];

/// Whether the actor records entries of this kind.
#[must_use]
pub fn keeps(actor: &Actor, kind: FolioKind) -> bool {
    actor.is_any(keepers(kind))
}

/// Whether the actor does this with entries of this kind.
#[must_use]
pub fn may(actor: &Actor, act: FolioAct, kind: FolioKind) -> bool {
    match act {
        FolioAct::File | FolioAct::Publish | FolioAct::PublishPpc => {
            keeps(actor, kind) || actor.is(Role::Publisher)
        }
        FolioAct::Rewrite | FolioAct::Consent | FolioAct::WithdrawConsent | FolioAct::Propose => {
            keeps(actor, kind)
        }
        FolioAct::Release | FolioAct::Return => actor.is_any(READERS),
        FolioAct::Strike => {
            keeps(actor, kind)
                && actor.is_any(&[
                    Role::Supervisor,
                    Role::CenterHead,
                    Role::ComplianceLead,
                    Role::Admin,
                ])
        }
    }
}

impl Folio {
    /// Whether the actor reads its words. Those of a digest are for those who write and read it until
    /// it is published; then they are for everybody.
    #[must_use]
    pub fn reads_words(&self, actor: &Actor, day: Date) -> bool {
        match &self.content {
            Content::Lesson(lesson) => {
                keeps(actor, FolioKind::Lesson)
                    || actor.is_any(READERS)
                    || (!self.struck && lesson.is_published_on(day))
            }
            _ => !actor.is(Role::MemberContact),
        }
    }
}
