//! What can be done about a measure now, and by whom (`domain.md` section 4: whoever proposes or
//! handled neither hears nor decides; nobody but the president issues, and never alone).

use super::{Measure, MeasureCommand};
use crate::{
    access::{Actor, DESK},
    clock::Deadline,
    code::{Body, Delivery, HearingForm, MeasureKind, MeasureStage as Stage, Role, Sent},
    event::MeasureAct,
    id::ActorId,
};

macro_rules! steps {
    ($($(#[$doc:meta])* $variant:ident = $name:literal),+ $(,)?) => {
        /// What can be done about a measure, by name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum MeasureStep { $($(#[$doc])* $variant),+ }

        impl MeasureStep {
            /// Every step, in the order of the procedure.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its name, as addresses write it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }
        }
    };
}

steps! {
    /// Explain the circumstances (B36).
    Explain = "explain",
    /// Record a delivery.
    RecordDelivery = "record-delivery",
    /// Send again what came back.
    SendAgain = "send-again",
    /// The written statement.
    Statement = "statement",
    /// Ask to be heard orally.
    AskOral = "ask-oral",
    /// Waive being heard.
    Waive = "waive",
    /// Appoint who hears.
    AppointOfficer = "appoint-officer",
    /// Fix the hearing.
    FixHearing = "fix-hearing",
    /// Send its notice.
    NotifyHearing = "notify-hearing",
    /// Excuse an absence.
    Excuse = "excuse",
    /// Record that it was held.
    Hold = "hold",
    /// Send its record.
    SendRecord = "send-record",
    /// Correct its record.
    CorrectRecord = "correct-record",
    /// Close it.
    CloseHearing = "close-hearing",
    /// Declare one's own interest.
    Declare = "declare",
    /// Note somebody's interest.
    NoteInterest = "note-interest",
    /// Challenge somebody.
    Challenge = "challenge",
    /// Record a ruling.
    Rule = "rule",
    /// Put guidance forward.
    MoveGuidance = "move-guidance",
    /// Put the letter with the decision forward.
    MoveNotice = "move-notice",
    /// Put the effect forward.
    MoveEffect = "move-effect",
    /// Put the restoration forward.
    MoveRestoration = "move-restoration",
    /// Carry out what was put forward.
    Approve = "approve",
    /// Send it back.
    Return = "return",
    /// Decide as the president.
    Decide = "decide",
    /// Remind the member.
    Remind = "remind",
    /// Report compliance.
    Report = "report",
    /// Check the report.
    Verify = "verify",
    /// Object.
    Object = "object",
    /// Make it final.
    Finish = "finish",
    /// Grant more time.
    Extend = "extend",
    /// Withdraw the proposal.
    Withdraw = "withdraw",
}

impl MeasureStep {
    /// The step with this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|step| step.name() == name)
    }

    /// The step of a command.
    #[must_use]
    pub const fn of(command: &MeasureCommand) -> Self {
        use MeasureCommand as C;
        match command {
            C::Explain { .. } => Self::Explain,
            C::RecordDelivery { .. } => Self::RecordDelivery,
            C::SendAgain { .. } => Self::SendAgain,
            C::AskOral { .. } => Self::AskOral,
            C::AppointOfficer { .. } => Self::AppointOfficer,
            C::FixHearing { .. } => Self::FixHearing,
            C::NotifyHearing { .. } => Self::NotifyHearing,
            C::Excuse { .. } => Self::Excuse,
            C::Statement { .. } => Self::Statement,
            C::Waive { .. } => Self::Waive,
            C::Hold { .. } => Self::Hold,
            C::SendRecord { .. } => Self::SendRecord,
            C::CorrectRecord { .. } => Self::CorrectRecord,
            C::CloseHearing { .. } => Self::CloseHearing,
            C::Declare { .. } => Self::Declare,
            C::NoteInterest { .. } => Self::NoteInterest,
            C::Challenge { .. } => Self::Challenge,
            C::Rule { .. } => Self::Rule,
            C::Move { act, .. } => match act {
                MeasureAct::Guide { .. } => Self::MoveGuidance,
                MeasureAct::Notify { .. } => Self::MoveNotice,
                MeasureAct::TakeEffect { .. } => Self::MoveEffect,
                MeasureAct::Restore { .. } => Self::MoveRestoration,
            },
            C::Approve { .. } => Self::Approve,
            C::Return { .. } => Self::Return,
            C::Decide { .. } => Self::Decide,
            C::Withdraw { .. } => Self::Withdraw,
            C::Remind { .. } => Self::Remind,
            C::Report { .. } => Self::Report,
            C::Verify { .. } => Self::Verify,
            C::Object { .. } => Self::Object,
            C::Finish { .. } => Self::Finish,
            C::Extend { .. } => Self::Extend,
        }
    }

    /// Whether the state of the measure allows it.
    #[must_use]
    pub fn is_possible(self, measure: &Measure) -> bool {
        let undelivered = |what: Sent| {
            measure
                .dispatch(what)
                .is_some_and(|sent| sent.delivered_at.is_none())
        };
        let sent = [
            Sent::Explanation,
            Sent::Hearing,
            Sent::Record,
            Sent::Decision,
        ];
        let idle = measure.motion.is_none();
        match self {
            Self::Explain => is_not_heard(measure) && measure.explanation.is_none(),
            Self::RecordDelivery | Self::SendAgain => sent.into_iter().any(undelivered),
            Self::Declare | Self::NoteInterest | Self::Challenge => {
                measure.kind != MeasureKind::Guidance && !measure.is_over()
            }
            Self::Rule => measure
                .interests
                .values()
                .any(super::Interest::is_to_be_ruled),
            Self::MoveGuidance => {
                idle && measure.notice.is_none()
                    && (measure.stage == Stage::Replaced
                        || (measure.kind == MeasureKind::Guidance
                            && measure.stage == Stage::Proposed))
            }
            Self::MoveNotice => idle && measure.stage == Stage::Decided && measure.notice.is_none(),
            Self::MoveEffect => {
                idle && measure.kind.is_grave()
                    && matches!(measure.stage, Stage::Decided | Stage::Notified)
            }
            Self::MoveRestoration => {
                idle && measure.is_annulled() && measure.stage != Stage::Annulled
            }
            Self::Approve | Self::Return => measure.motion.is_some(),
            Self::Decide => measure.body == Body::President && !measure.open_questions().is_empty(),
            Self::Withdraw => {
                idle && measure.placed.is_none()
                    && measure.notice.is_none()
                    && matches!(
                        measure.stage,
                        Stage::Proposed | Stage::Explained | Stage::Heard
                    )
            }
            Self::Remind | Self::Report => {
                measure.kind.asks_compliance()
                    && measure.stage == Stage::Notified
                    && (self == Self::Report || !measure.deadlines.is_empty())
            }
            Self::Verify => {
                measure.kind.asks_compliance()
                    && matches!(measure.stage, Stage::Reported | Stage::Notified)
            }
            Self::Object => {
                measure.kind.is_grave()
                    && measure.stage == Stage::Effective
                    && !measure.is_annulled()
            }
            Self::Finish => {
                (measure.stage == Stage::Effective && !measure.is_annulled())
                    || (measure.stage == Stage::NotFollowed
                        && measure.deadlines.values().any(Deadline::is_open))
            }
            Self::Extend => measure.deadlines.values().any(Deadline::is_open),
            _ => is_not_heard(measure) && self.hears(measure),
        }
    }

    /// Whether the hearing, which is not over, has come to this step.
    fn hears(self, measure: &Measure) -> bool {
        let hearing = &measure.hearing;
        match self {
            Self::Statement => measure.is_known_to_member() && hearing.statement_at.is_none(),
            Self::AskOral => {
                measure.stage == Stage::Explained && hearing.form == HearingForm::Written
            }
            Self::Waive => measure.is_known_to_member() && hearing.waived_at.is_none(),
            Self::AppointOfficer => {
                hearing.form != HearingForm::AtMeeting && hearing.held_at.is_none()
            }
            Self::FixHearing => {
                hearing.form == HearingForm::Oral
                    && hearing.held_at.is_none()
                    && hearing.waived_at.is_none()
            }
            Self::NotifyHearing => hearing.fixed_at.is_some() && hearing.notice.is_none(),
            Self::Excuse => {
                hearing.form == HearingForm::Oral
                    && hearing.notice.is_some()
                    && hearing.held_at.is_none()
                    && !hearing.excused
            }
            Self::Hold => {
                hearing.form == HearingForm::Oral
                    && hearing.fixed_at.is_some()
                    && hearing.held_at.is_none()
            }
            Self::SendRecord => hearing.held_at.is_some() && hearing.record.is_none(),
            Self::CorrectRecord => hearing.record.is_some() && hearing.corrected_at.is_none(),
            // Where the general meeting hears the member, it closes the hearing, unless that was waived.
            Self::CloseHearing => {
                hearing.form != HearingForm::AtMeeting || hearing.waived_at.is_some()
            }
            _ => false,
        }
    }

    /// The steps that are possible now.
    #[must_use]
    pub fn possible(measure: &Measure) -> Vec<Self> {
        Self::ALL
            .iter()
            .copied()
            .filter(|step| step.is_possible(measure))
            .collect()
    }

    /// Whether the member itself takes it in its portal.
    #[must_use]
    pub const fn is_of_member(self) -> bool {
        matches!(
            self,
            Self::Statement
                | Self::AskOral
                | Self::Waive
                | Self::CorrectRecord
                | Self::Report
                | Self::Object
                | Self::RecordDelivery
        )
    }
}

/// Whether the member can still be heard: nobody has decided.
fn is_not_heard(measure: &Measure) -> bool {
    measure.hearing.closed.is_none()
        && measure.kind != MeasureKind::Guidance
        && matches!(
            measure.stage,
            Stage::Proposed | Stage::Explained | Stage::Review
        )
}

/// Who may send letters of the procedure and record what comes from the member.
const KEEPERS: &[Role] = &[
    Role::Supervisor,
    Role::CenterHead,
    Role::HearingOfficer,
    Role::Secretariat,
];

/// Who takes part in decisions.
const DECIDERS: &[Role] = &[Role::Director, Role::President, Role::Kanji];

/// Whether `actor` plays the part that takes `step` with this measure.
#[must_use]
pub fn may(actor: &Actor, step: MeasureStep, measure: &Measure) -> bool {
    use MeasureStep as S;
    let hears = actor.is(Role::HearingOfficer)
        && measure
            .hearing
            .officer
            .is_some_and(|officer| actor.answers_for().any(|person| person == officer));
    match step {
        S::Explain | S::Withdraw | S::Remind | S::Extend => {
            actor.is_any(&[Role::Supervisor, Role::CenterHead])
        }
        S::Verify => actor.is(Role::Supervisor),
        S::RecordDelivery
        | S::Statement
        | S::AskOral
        | S::Waive
        | S::CorrectRecord
        | S::Report
        | S::Object => actor.is_any(KEEPERS) || actor.is(Role::MemberContact),
        S::SendAgain => actor.is_any(KEEPERS),
        S::AppointOfficer => actor.is_any(&[Role::CenterHead, Role::President]),
        S::FixHearing
        | S::NotifyHearing
        | S::Excuse
        | S::Hold
        | S::SendRecord
        | S::CloseHearing => match measure.hearing.form {
            HearingForm::AtMeeting => actor.is_any(&[Role::Secretariat, Role::President]),
            HearingForm::Written | HearingForm::Oral => hears,
        },
        S::Declare => actor.is_any(DECIDERS) || actor.is(Role::HearingOfficer),
        S::NoteInterest | S::Rule => actor.is_any(&[Role::Secretariat, Role::President]),
        S::Challenge => {
            actor.is_any(DECIDERS)
                || actor.is_any(DESK)
                || actor.is(Role::Secretariat)
                || actor.is(Role::MemberContact)
        }
        S::MoveGuidance => actor.is_any(&[Role::Supervisor, Role::CenterHead]),
        // The resolution and its effect are issued by the president, and never by one person alone.
        S::MoveNotice | S::MoveEffect | S::MoveRestoration => {
            actor.is_any(&[Role::Secretariat, Role::Publisher])
        }
        S::Approve | S::Return => match measure.motion.as_ref().map(|motion| &motion.act) {
            Some(MeasureAct::Guide { .. }) => {
                actor.is_any(&[Role::Supervisor, Role::CenterHead, Role::President])
            }
            Some(_) => actor.is(Role::President),
            None => false,
        },
        S::Decide => actor.is(Role::President),
        S::Finish => actor.is_any(&[Role::Supervisor, Role::Secretariat, Role::President]),
    }
}

impl MeasureCommand {
    /// How the member spoke or was reached, where the command says so: a contact speaks only through
    /// the portal, and what came otherwise is recorded by the staff.
    pub(super) fn channel(&self) -> Option<Delivery> {
        match self {
            Self::RecordDelivery { by, .. }
            | Self::AskOral { by, .. }
            | Self::Statement { by, .. }
            | Self::Waive { by, .. }
            | Self::CorrectRecord { by, .. }
            | Self::Report { by, .. }
            | Self::Object { by, .. } => Some(*by),
            _ => None,
        }
    }
}

impl Actor {
    /// Whether a measure exists for them (`domain.md` section 4): nothing of it for whoever is
    /// recused; to directors once it is before them; to the member from its explanation on.
    #[must_use]
    pub fn reaches_measure(&self, measure: &Measure) -> bool {
        if self.id.people().any(|person| measure.is_recused(person)) {
            return false;
        }
        if matches!(self.id, ActorId::System(_)) {
            return true;
        }
        let staff = self.is_any(DESK)
            || self.is_any(&[
                Role::ComplianceLead,
                Role::HearingOfficer,
                Role::Secretariat,
                Role::Publisher,
                Role::RecordsManager,
                Role::President,
                Role::Kanji,
                Role::Auditor,
            ]);
        let before_board = measure.placed.is_some() || !measure.decisions.is_empty();
        let own = self.is(Role::MemberContact) && self.member.as_ref() == Some(&measure.member);
        staff || (self.is(Role::Director) && before_board) || (own && measure.is_known_to_member())
    }

    /// Whether the facts, the evidence and the hearing of a measure open for them. Who decides says
    /// first whether an interest stands in the way.
    #[must_use]
    pub fn opens_measure(&self, measure: &Measure) -> bool {
        if !self.reaches_measure(measure) {
            return false;
        }
        let staff = self.is_any(DESK)
            || self.is_any(&[
                Role::ComplianceLead,
                Role::HearingOfficer,
                Role::Secretariat,
                Role::Publisher,
            ]);
        let cleared = self.id.people().all(|person| {
            measure
                .interests
                .get(&person)
                .is_some_and(super::Interest::is_cleared)
        });
        staff || (self.is_any(DECIDERS) && cleared)
    }
}
