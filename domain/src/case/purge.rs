//! Pictures of identity papers are not kept: some days after they have served, or after the case has
//! ended without them, each is destroyed by itself (A27).

use super::{CaseFile, Stage, needed_papers};
use crate::{
    attachment::Attachment,
    code::{CheckResult, Class},
    profile::Profile,
    time::Timestamp,
};
use jiff::{Span, civil::Date};

/// The last day on which a picture of an identity paper may be kept; nothing for other documents, for
/// what is destroyed already, and while the picture may still be needed.
///
/// It counts from the last successful check once every paper is proved, else from the end of the
/// case, and never from before the picture came. The end of a retention never rolls to an open day.
/// Whatever else may stand against destroying it, such as a legal hold, belongs here.
#[must_use]
pub fn last_day_of_image(
    file: &CaseFile,
    attachment: &Attachment,
    profile: &Profile,
) -> Option<Date> {
    if attachment.class() != Class::Images || attachment.destroyed.is_some() {
        return None;
    }
    let served = proved(file, profile).or_else(|| ended(file))?;
    let from = served.max(attachment.at.date());
    let days = Span::new().days(i64::from(profile.image_days));
    Some(from.saturating_add(days))
}

/// The day of the last successful check, once nothing is left to prove.
fn proved(file: &CaseFile, profile: &Profile) -> Option<Date> {
    let filing = &file.filing;
    let needed = needed_papers(profile, file.kind, file.applicant);
    let all = filing.unproved(&needed).is_empty()
        && filing
            .checked
            .values()
            .all(|result| *result == CheckResult::Verified);
    filing.verified_at.filter(|_| all).map(Timestamp::date)
}

/// The day on which the case ended; one that a former register closed without a day ended before.
fn ended(file: &CaseFile) -> Option<Date> {
    match file.stage {
        Stage::Closed { on, .. } => Some(on.unwrap_or_else(|| file.received_at.date())),
        _ => None,
    }
}
