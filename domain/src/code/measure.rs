//! The vocabularies of measures against members and of the bodies that decide them.

use serde::{Deserialize, Serialize};

codes! {
    /// The measures, from the lightest to the gravest (A06, B35, B37, Act article 52, General
    /// Incorporated Associations Act article 30).
    MeasureKind {
        /// 指導
        Guidance = "guidance",
        /// 勧告
        Recommendation = "recommendation",
        /// その他の措置
        Other = "other",
        /// 対象からの除外
        Exclusion = "exclusion",
        /// 会員資格抹消
        Revocation = "revocation",
        /// 除名 (社員)
        Expulsion = "expulsion",
    }
}

codes! {
    /// Who decides.
    Body {
        /// 理事会
        Board = "board",
        /// 委員会
        Committee = "committee",
        /// 社員総会
        GeneralMeeting = "general_meeting",
        /// 理事長
        President = "president",
        /// 相談窓口の二名 (指導)
        Desk = "desk",
    }
}

codes! {
    /// What the organisation is by law: it chooses the organs.
    LegalForm {
        /// 一般社団法人
        Association = "association",
        /// 一般財団法人
        Foundation = "foundation",
    }
}

codes! {
    /// How far a measure is.
    MeasureStage {
        /// 発議
        Proposed = "proposed",
        /// 事情説明済み
        Explained = "explained",
        /// 聴取終了
        Heard = "heard",
        /// 審議中
        Review = "review",
        /// 決定
        Decided = "decided",
        /// 通知済み
        Notified = "notified",
        /// 履行報告あり
        Reported = "reported",
        /// 不履行の疑い
        Doubted = "doubted",
        /// 履行
        Fulfilled = "fulfilled",
        /// 不履行の認定
        NotFollowed = "not_followed",
        /// 効力発生
        Effective = "effective",
        /// 異議申立て中
        Objected = "objected",
        /// 確定
        Final = "final",
        /// 復帰
        Annulled = "annulled",
        /// 指導への変更
        Replaced = "replaced",
        /// 見送り
        Dropped = "dropped",
    }
}

codes! {
    /// What is sent to the member in the course of a measure.
    Sent {
        /// 事情説明書
        Explanation = "explanation",
        /// 聴取通知
        Hearing = "hearing",
        /// 聴取記録
        Record = "record",
        /// 決定の通知
        Decision = "decision",
    }
}

codes! {
    /// How the member is heard (B36).
    HearingForm {
        /// 弁明書
        Written = "written",
        /// 口頭の意見聴取
        Oral = "oral",
        /// 社員総会における弁明
        AtMeeting = "at_meeting",
    }
}

codes! {
    /// How hearing the member ended (B36).
    HearingOutcome {
        /// 弁明書による
        Written = "written",
        /// 口頭で実施
        Held = "held",
        /// 書面による放棄
        Waived = "waived",
        /// 適法な通知にもかかわらず不出頭・不提出
        Missed = "missed",
        /// 社員総会で弁明
        AtMeeting = "at_meeting",
    }
}

codes! {
    /// What stands between a person and a decision (`domain.md` section 4).
    InterestKind {
        /// 利害関係なし
        None = "none",
        /// 当該会員の役員・従業員
        Officer = "officer",
        /// 紛争の当事者
        Party = "party",
        /// 申出人
        Complainant = "complainant",
        /// 三親等以内の親族
        Relative = "relative",
        /// 顧問
        Adviser = "adviser",
        /// 競業関係
        Competitor = "competitor",
        /// 経済的な利害
        Economic = "economic",
        /// 先行する関与
        Earlier = "earlier",
        /// その他
        Other = "other",
    }
}

impl InterestKind {
    /// Whether the law itself excludes whoever has it (特別の利害関係); the others are ruled on.
    #[must_use]
    pub const fn is_automatic(self) -> bool {
        matches!(
            self,
            Self::Officer | Self::Party | Self::Complainant | Self::Relative
        )
    }
}

codes! {
    /// What a body is asked about a measure.
    Question {
        /// 措置の可否
        Impose = "impose",
        /// 指導への変更の可否
        Guidance = "guidance",
        /// 不履行の認定
        NotFollowed = "not_followed",
        /// 異議申立て
        Objection = "objection",
        /// 決定の取消し
        Annul = "annul",
    }
}

codes! {
    /// What came of it.
    Resolution {
        /// 可決
        Adopted = "adopted",
        /// 否決
        Rejected = "rejected",
        /// 他の機関に付す
        Deferred = "deferred",
        /// 定足数不足
        NoQuorum = "no_quorum",
    }
}

codes! {
    /// What the check of a compliance report found (B35).
    Finding {
        /// 履行
        Fulfilled = "fulfilled",
        /// 一部履行
        Partly = "partly",
        /// 不履行
        NotFollowed = "not_followed",
    }
}

codes! {
    /// What becomes of an open case when its member leaves by a measure.
    Transfer {
        /// 引き続き取り扱う
        Continue = "continue",
        /// 他機関を紹介して終了する
        Refer = "refer",
    }
}

codes! {
    /// How far a meeting is.
    MeetingStage {
        /// 招集準備
        Prepared = "prepared",
        /// 招集通知済み
        Notified = "notified",
        /// 開会中
        Open = "open",
        /// 閉会
        Closed = "closed",
        /// 中止
        Cancelled = "cancelled",
    }
}

codes! {
    /// How somebody attends.
    Attendance {
        /// 出席 (会場)
        InPerson = "in_person",
        /// 出席 (遠隔)
        Remote = "remote",
    }
}

codes! {
    /// A vote.
    Choice {
        /// 賛成
        For = "for",
        /// 反対
        Against = "against",
        /// 棄権
        Abstain = "abstain",
    }
}

codes! {
    /// How minutes were signed outside.
    SignedBy {
        /// 署名・記名押印した紙の写し
        Paper = "paper",
        /// 電子署名
        Electronic = "electronic",
    }
}

codes! {
    /// How a statutory member was heard at the general meeting.
    MeetingHearing {
        /// 総会で弁明
        Spoken = "spoken",
        /// 書面を朗読
        Read = "read",
        /// 適法な通知にもかかわらず欠席
        Absent = "absent",
    }
}
