//! Events about what a member is asked for besides report and proposal, more time, and whether it
//! cooperates (B18-B20).

use crate::{
    code::{Channel, Delivery, DemandKind, Undelivered},
    period::Extension,
    time::Timestamp,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A letter to the member came back and was sent again (3.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestSentAgain {
    /// The request.
    pub request: u32,
    /// Its round.
    pub round: u32,
    /// Why it did not arrive.
    pub why: Undelivered,
    /// How it was sent now.
    pub by: Delivery,
}

/// Something was demanded of the member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemandMade {
    /// Place among the case's demands, from 1.
    pub demand: u32,
    /// What.
    pub what: DemandKind,
    /// How it was sent.
    pub by: Delivery,
    /// Digest of the proposal, where a second person read it first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposal: Option<String>,
}

/// A demand reached the member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemandDelivered {
    /// Which.
    pub demand: u32,
    /// What proves it.
    pub by: Delivery,
    /// When it counts as delivered.
    pub delivered_at: Timestamp,
}

/// A demand was met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemandMet {
    /// Which.
    pub demand: u32,
    /// How it came.
    pub channel: Channel,
    /// When it arrived.
    pub met_at: Timestamp,
}

/// The member named a just cause for not supplying documents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JustCauseClaimed {
    /// Which demand.
    pub demand: u32,
    /// How the claim came.
    pub channel: Channel,
}

/// The supervisor decided on that cause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JustCauseDecided {
    /// Which demand.
    pub demand: u32,
    /// Whether it is just.
    pub just: bool,
}

/// More time was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeAsked {
    /// For which deadline.
    pub deadline: String,
    /// How much.
    pub by: Extension,
    /// The day on which it was asked.
    pub asked_on: Date,
    /// How it was asked.
    pub channel: Channel,
}

/// More time was declined.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeDeclined {
    /// For which deadline.
    pub deadline: String,
}

/// The member was heard on a suspected non-cooperation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NonCooperationHeard {
    /// What raised it.
    pub suspicion: String,
}

/// A suspected non-cooperation was confirmed or dropped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NonCooperationDecided {
    /// What raised it.
    pub suspicion: String,
    /// Whether it is confirmed.
    pub confirmed: bool,
}
