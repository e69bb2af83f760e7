//! The stages of a case (3.1): a state that carries its data, so that none can be written down that
//! cannot be.

use crate::code::{Ground, Outcome, Referral, Will, Withholding};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Where a case stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub enum Stage {
    /// 受付
    Received {},
    /// 範囲の確認
    Screening {},
    /// 申出人の書類待ち
    AwaitingComplainant {},
    /// 対象外(回答前)
    OutOfScope {
        /// Why.
        ground: Ground,
    },
    /// 受理
    Accepted {},
    /// 助言のみ: the member is not notified (A30, B33)
    AdviceOnly {
        /// Why.
        because: Withholding,
    },
    /// 会員回答待ち
    AwaitingMember {},
    /// 検討中
    Reviewing {},
    /// 方向性の提示前
    Direction {},
    /// 申出人の意向確認中
    Confirming {
        /// What the complainant said, once they did.
        will: Option<Will>,
        /// Reminders since the direction was shown.
        #[serde(default)]
        reminders: u32,
    },
    /// 停止中
    Suspended {
        /// Why.
        ground: Ground,
        /// Since which day.
        since: Date,
        /// Where it stood.
        was: Box<Stage>,
    },
    /// 終結
    Closed {
        /// How it ended.
        outcome: Outcome,
        /// To whom the complainant was referred.
        referral: Option<Referral>,
        /// The day; `None` when a former register did not say.
        on: Option<Date>,
    },
}

impl Stage {
    /// The code by which lists filter.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Received {} => "received",
            Self::Screening {} => "screening",
            Self::AwaitingComplainant {} => "awaiting_complainant",
            Self::OutOfScope { .. } => "out_of_scope",
            Self::Accepted {} => "accepted",
            Self::AdviceOnly { .. } => "advice_only",
            Self::AwaitingMember {} => "awaiting_member",
            Self::Reviewing {} => "reviewing",
            Self::Direction {} => "direction",
            Self::Confirming { .. } => "confirming",
            Self::Suspended { .. } => "suspended",
            Self::Closed { .. } => "closed",
        }
    }

    /// Every code, in the order of the procedure.
    pub const CODES: &'static [&'static str] = &[
        "received",
        "screening",
        "awaiting_complainant",
        "out_of_scope",
        "accepted",
        "advice_only",
        "awaiting_member",
        "reviewing",
        "direction",
        "confirming",
        "suspended",
        "closed",
    ];
}
