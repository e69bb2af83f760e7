//! The steps of measures and meetings: what the plan names by sign-in and leaves open by digest is
//! looked up where it stands.

use super::{Builder, lost};
use crate::demo::{
    hall::{MeasureDeed, MeetingDeed},
    pen::Who,
    plan::Step,
};
use domain::{
    board::{Meeting, MeetingCommand, Seat},
    chain::Hash,
    code::SignedBy,
    id::{AccountId, MeasureId, MeetingId},
    measure::MeasureCommand,
};
use store::{Command, OfficeError};

impl Builder<'_> {
    /// Takes a step of a measure.
    pub(super) async fn of_measure(
        &self,
        step: &Step,
        id: MeasureId,
        deed: &MeasureDeed,
    ) -> Result<(), OfficeError> {
        let actor = self.actor(step.who)?;
        let command = match deed {
            MeasureDeed::Propose(proposal) => Command::Propose(proposal.clone()),
            MeasureDeed::Do(command) => Command::measure(id, (**command).clone()),
            MeasureDeed::Appoint(login) => {
                let officer = self.account(login)?;
                Command::measure(id, MeasureCommand::AppointOfficer { officer })
            }
            MeasureDeed::Approve => {
                let measures = self.office.measures(&actor).await?;
                let measure = measures.into_iter().find(|measure| measure.id == id);
                let motion = measure.and_then(|measure| measure.motion);
                let motion = motion.ok_or_else(|| lost("proposal.changed"))?;
                let digest = motion.digest;
                Command::measure(id, MeasureCommand::Approve { digest })
            }
        };
        self.office.perform(&actor, command).await?;
        Ok(())
    }

    /// Takes a step of a meeting.
    pub(super) async fn of_meeting(
        &self,
        step: &Step,
        id: MeetingId,
        deed: &MeetingDeed,
    ) -> Result<(), OfficeError> {
        let actor = self.actor(step.who)?;
        let seat = |login| self.account(login).map(Seat::Person);
        let command = match deed {
            MeetingDeed::Call(calling) => {
                let call = Command::Call(calling.clone());
                self.office.perform(&actor, call).await?;
                return Ok(());
            }
            MeetingDeed::Do(command) => (**command).clone(),
            MeetingDeed::Open(chair) => MeetingCommand::Open {
                chair: seat(chair)?,
            },
            MeetingDeed::Arrive(login, how) => MeetingCommand::Arrive {
                seat: seat(login)?,
                how: *how,
                identified: true,
            },
            MeetingDeed::Vote(login, choice) => {
                let meeting = self.meeting(step, id).await?;
                let item = meeting
                    .item(1)
                    .ok_or_else(|| lost("meeting.no_such_item"))?;
                MeetingCommand::Vote {
                    item: 1,
                    seat: seat(login)?,
                    choice: *choice,
                    paper: item.paper.clone(),
                    reason: String::new(),
                }
            }
            MeetingDeed::Write => MeetingCommand::WriteMinutes {
                text: format!(
                    "第{id}回理事会議事録\n\n議事の経過と結果は、議案ごとの記録のとおり。"
                ),
            },
            MeetingDeed::Approve | MeetingDeed::Sign => {
                let meeting = self.meeting(step, id).await?;
                let written = meeting.minutes.ok_or_else(|| lost("proposal.changed"))?;
                let minutes = written.digest;
                match deed {
                    MeetingDeed::Approve => MeetingCommand::ApproveMinutes { minutes },
                    _ => MeetingCommand::SignMinutes {
                        file: Hash::of(minutes.as_bytes()).to_string(),
                        minutes,
                        by: SignedBy::Paper,
                        reference: format!("書庫A 議事録綴り {id}"),
                    },
                }
            }
        };
        let command = Command::meeting(id, command);
        self.office.perform(&actor, command).await?;
        Ok(())
    }

    async fn meeting(&self, step: &Step, id: MeetingId) -> Result<Meeting, OfficeError> {
        let actor = self.actor(step.who)?;
        let meetings = self.office.meetings(&actor).await?;
        meetings
            .into_iter()
            .find(|meeting| meeting.id == id)
            .ok_or_else(|| lost("meeting.unknown"))
    }

    fn account(&self, login: &'static str) -> Result<AccountId, OfficeError> {
        let account = self.actor(Who::Person(login))?.id.account();
        account.ok_or_else(|| lost("account.not_found"))
    }
}
