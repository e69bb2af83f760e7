//! Pictures of identity papers whose time is over (A27): which there are, and their end. Each is
//! destroyed by a command of its own through the one door, so each has its record.

use super::{Command, Office, OfficeError, load_case};
use crate::entity::attachment;
use domain::{
    access::Actor,
    case::{CaseCommand, last_day_of_image},
    code::{Class, DestroyCause},
    id::CaseId,
};
use jiff::civil::Date;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::BTreeSet;
use uuid::Uuid;

/// The words under which a picture goes.
const REASON: &str = "本人確認書類の画像の保存期間が満了した（A27）";

/// A picture of an identity paper that is still there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeptImage {
    /// Its case.
    pub case: CaseId,
    /// Its place among the case's documents.
    pub attachment: u32,
    /// The last day on which it may be kept; nothing while it may still be needed.
    pub last_day: Option<Date>,
}

impl KeptImage {
    /// Whether its time is over.
    #[must_use]
    pub fn is_past(&self, today: Date) -> bool {
        self.last_day.is_some_and(|last| last < today)
    }
}

impl Office {
    /// The pictures of identity papers that are still there, each with its last day under the rules
    /// of its case.
    ///
    /// # Errors
    /// The database failed.
    pub async fn kept_images(&self) -> Result<Vec<KeptImage>, OfficeError> {
        let connection = self.database.read();
        let rows = attachment::Entity::find()
            .filter(attachment::Column::Class.eq(Class::Images.code()))
            .filter(attachment::Column::Destroyed.eq(false))
            .order_by_asc(attachment::Column::CaseId)
            .all(connection)
            .await?;
        let cases: BTreeSet<CaseId> = rows
            .iter()
            .filter_map(|row| Uuid::parse_str(&row.case_id).ok())
            .map(CaseId)
            .collect();
        let mut kept = Vec::new();
        for case in cases {
            let Some(file) = load_case(connection, case).await? else {
                continue;
            };
            let rules = self.in_force_for_case(&file).await?;
            let images = file.attachments.iter().filter(|document| {
                document.class() == Class::Images && document.destroyed.is_none()
            });
            kept.extend(images.map(|document| KeptImage {
                case,
                attachment: document.ordinal,
                last_day: last_day_of_image(&file, document, &rules.profile),
            }));
        }
        Ok(kept)
    }

    /// How many pictures of identity papers are there beyond their last day; a run of the job leaves
    /// none.
    ///
    /// # Errors
    /// The database failed.
    pub async fn images_past_purge(&self) -> Result<usize, OfficeError> {
        let today = self.now().date();
        let kept = self.kept_images().await?;
        Ok(kept.iter().filter(|image| image.is_past(today)).count())
    }

    /// Destroys a picture whose time is over; `false` when somebody was quicker.
    ///
    /// # Errors
    /// As [`Office::perform`].
    pub async fn purge_image(&self, actor: &Actor, image: KeptImage) -> Result<bool, OfficeError> {
        let destroy = CaseCommand::DestroyAttachment {
            attachment: image.attachment,
            cause: DestroyCause::Purged,
            reason: REASON.to_owned(),
        };
        match self
            .perform(actor, Command::case(image.case, destroy))
            .await
        {
            Ok(_) => Ok(true),
            Err(OfficeError::Refused(refusal))
                if ["attachment.not_there", "case.step_not_allowed"].contains(&refusal.code) =>
            {
                Ok(false)
            }
            Err(error) => Err(error),
        }
    }
}
