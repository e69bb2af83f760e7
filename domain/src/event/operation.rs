//! Events of the machinery: what an administrator did to scheduled work, to mail, and to the clock.
//! They change no row that counts as evidence; why somebody did it is private.

use crate::{sanity::Suspicion, time::Timestamp};
use serde::{Deserialize, Serialize};

/// A run of a scheduled job, as an administrator dealt with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RunHandled {
    /// The job.
    pub job: String,
    /// The tick it belongs to.
    pub scheduled_for: Timestamp,
}

/// A mail is tried again. Its identity names nobody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailHandled {
    /// Which.
    pub mail: String,
}

/// Somebody confirmed that the machine's clock is right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockConfirmed {
    /// Why it was not believed.
    pub suspicion: Suspicion,
    /// Since when.
    pub since: Timestamp,
}
