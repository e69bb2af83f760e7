//! The kinds of letters.

use serde::{Deserialize, Serialize};

codes! {
    /// The kinds of letters (B41).
    LetterKind {
        /// 受付と手続のお知らせ
        Acknowledgement = "acknowledgement",
        /// 書類のお願い
        Filing = "filing",
        /// お返事のお願い
        Reminder = "reminder",
        /// 補正・回答のお願い
        Opportunity = "opportunity",
        /// 対象外のお知らせ
        OutOfScope = "out_of_scope",
        /// 一部を取り扱わないことのお知らせ
        PartRefusal = "part_refusal",
        /// 中止のお知らせ
        Discontinuation = "discontinuation",
        /// 停止のお知らせ
        Suspension = "suspension",
        /// 苦情内容の通知と報告の依頼
        Request = "request",
        /// 再提出の依頼
        Deficiency = "deficiency",
        /// 資料・報告の依頼
        Demand = "demand",
        /// 方向性の提示
        Direction = "direction",
        /// 終了のお知らせ
        Closing = "closing",
        /// 事情説明書 (B36)
        Explanation = "explanation",
        /// 聴取通知書 (B36)
        HearingNotice = "hearing_notice",
        /// 聴取記録の送付 (B36)
        HearingRecord = "hearing_record",
        /// 指導書 (A06)
        Guidance = "guidance",
        /// 勧告書 (B35)
        Recommendation = "recommendation",
        /// 措置通知書 (B35)
        OtherMeasure = "other_measure",
        /// 履行の催促 (B35)
        ComplianceReminder = "compliance_reminder",
        /// 会員資格抹消通知書 (B37)
        RevocationNotice = "revocation_notice",
        /// 除名通知書
        ExpulsionNotice = "expulsion_notice",
        /// 対象除外通知書
        ExclusionNotice = "exclusion_notice",
        /// 復帰通知書
        AnnulmentNotice = "annulment_notice",
    }
}
