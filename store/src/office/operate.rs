//! What an administrator does to scheduled work, mail and clock: recorded in the transaction that
//! does it.

use super::{Done, OfficeError, perform::Turn};
use crate::{
    mail,
    runs::{self, RunState},
};
use domain::{
    id::Obj,
    operation::{self, Machinery, OperationCommand},
    time::Timestamp,
};

impl Turn<'_> {
    pub(super) async fn operate(
        &mut self,
        command: &OperationCommand,
        reason: &str,
    ) -> Result<Done, OfficeError> {
        let mut run = None;
        let machinery = match command {
            OperationCommand::RunAgain { run: id } | OperationCommand::CancelRun { run: id } => {
                run = runs::run_in(&self.tx, id).await?;
                run.as_ref()
                    .map_or(Machinery::Nothing, |run| Machinery::Run {
                        job: run.job_name.clone(),
                        scheduled_for: Timestamp::from_micros(run.scheduled_for_us),
                        dead: run.state == RunState::Dead,
                        over: run.finished_at_us.is_some() && run.state != RunState::Dead,
                    })
            }
            OperationCommand::SendAgain { mail } => mail::failed_in(&self.tx, mail)
                .await?
                .map_or(Machinery::Nothing, |failed| Machinery::Mail { failed }),
            OperationCommand::ConfirmClock => Machinery::Clock(runs::doubt_in(&*self.tx).await?),
        };
        let draft = operation::decide(command, reason, &machinery, self.actor)?;
        debug_assert_eq!(draft.obj, Obj::Organisation);
        let entries = self.append(&[draft]).await?;
        match (command, run) {
            (OperationCommand::RunAgain { .. }, Some(run)) => {
                runs::requeue(&self.tx, run, self.now).await?;
            }
            (OperationCommand::CancelRun { .. }, Some(run)) => {
                runs::cancel(&self.tx, run, self.now).await?;
            }
            (OperationCommand::SendAgain { mail }, _) => {
                mail::send_again(&self.tx, mail, self.now).await?;
            }
            (OperationCommand::ConfirmClock, _) => runs::believe(&self.tx).await?,
            _ => {}
        }
        Ok(Done::of(entries))
    }
}
