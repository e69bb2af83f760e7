//! The closed vocabularies of the procedure, as codes.
//!
//! A public part of the ledger holds codes, never words: each value here is written in lower-case
//! ASCII, and the words people read stand in the code tables of the screens and of the package.

use serde::{Deserialize, Serialize};

macro_rules! codes {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$doc])* #[serde(rename = $code)] $variant),+ }

        impl $name {
            /// Every value, in the order of the glossary.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code written in the ledger.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The value with this code, if there is one.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

mod folio;
mod letter;
mod measure;

pub use folio::*;
pub use letter::*;
pub use measure::*;

codes! {
    /// What a person brings to the desk (A04, B01): all four share one number sequence.
    CaseKind {
        /// 苦情
        Complaint = "complaint",
        /// 問い合せ
        Inquiry = "inquiry",
        /// 質問
        Question = "question",
        /// 相談
        Consultation = "consultation",
    }
}

codes! {
    /// How it came in, or how a member's reply came in (B28).
    Channel {
        /// 電話
        Telephone = "telephone",
        /// FAX
        Fax = "fax",
        /// メール
        Email = "email",
        /// 郵送
        Post = "post",
        /// ウェブ
        Web = "web",
    }
}

codes! {
    /// Who brings it (A28, B23).
    Applicant {
        /// 本人
        Principal = "principal",
        /// 法定代理人
        StatutoryAgent = "statutory_agent",
        /// 任意代理人
        VoluntaryAgent = "voluntary_agent",
        /// その他の関係者
        Concerned = "concerned",
        /// 匿名
        Anonymous = "anonymous",
    }
}

codes! {
    /// What the matter is about, by the duty of the business (statistics table T3).
    Category {
        /// 利用目的
        Purpose = "purpose",
        /// 取得
        Acquisition = "acquisition",
        /// 安全管理・漏えい
        Security = "security",
        /// 第三者提供
        ThirdParty = "third_party",
        /// 開示・訂正・利用停止
        Disclosure = "disclosure",
        /// 苦情対応
        Handling = "handling",
        /// その他
        Other = "other",
    }
}

codes! {
    /// How an everyday call ended (B01, B31).
    AnswerKind {
        /// 回答
        Answered = "answered",
        /// 情報提供
        Informed = "informed",
        /// 他機関の紹介
        Referred = "referred",
    }
}

codes! {
    /// A body to which a person can be referred (B31, B39).
    Referral {
        /// 個人情報保護委員会 相談ダイヤル
        Ppc = "ppc",
        /// 消費生活センター (188)
        ConsumerCentre = "consumer_centre",
        /// 他の認定個人情報保護団体
        OtherBody = "other_body",
        /// 弁護士会
        Bar = "bar",
        /// 裁判所
        Court = "court",
    }
}

codes! {
    /// Why a matter is not handled, discontinued or suspended (A15-A23, B22-B26).
    Ground {
        /// 個人情報の取扱いに関する苦情でない (B22)
        NotPersonalData = "not_personal_data",
        /// 本人・代理人以外からの申出 (A16, B23)
        NoStanding = "no_standing",
        /// 損害賠償にかかわる (A17)
        DamagesClaim = "damages_claim",
        /// 訴訟が継続中又は終了後 (A18, B24)
        Litigation = "litigation",
        /// 虚偽の判明 (A19)
        Falsehood = "falsehood",
        /// 話合い・資料提供への不同意 (A20)
        RefusesTalks = "refuses_talks",
        /// 必要な求めに応じない (A21)
        RequestUnmet = "request_unmet",
        /// 明らかに不当な目的 (B25)
        ImproperPurpose = "improper_purpose",
        /// 再三の申出 (A22, B26)
        Repeated = "repeated",
        /// 処理が困難 (A23)
        Impracticable = "impracticable",
    }
}

codes! {
    /// How a case ended.
    Outcome {
        /// 回答・情報提供・紹介で終了
        Answered = "answered",
        /// 解決
        Settled = "settled",
        /// 合意に至らず (B39)
        NoAgreement = "no_agreement",
        /// 意向の回答なし
        NoResponse = "no_response",
        /// 取下げ
        Withdrawn = "withdrawn",
        /// 対象外 (B22-B26)
        OutOfScope = "out_of_scope",
        /// 中止 (A15)
        Discontinued = "discontinued",
        /// 助言で終了: the member was not notified (A30, B33)
        AdviceGiven = "advice_given",
        /// 書類が整わず終了
        Lapsed = "lapsed",
    }
}

codes! {
    /// The papers that a complaint may need before its scope is judged (A26-A28).
    Paper {
        /// 苦情申出書
        Form = "form",
        /// 申出人の本人確認書類
        Identity = "identity",
        /// 代理人の本人確認書類
        AgentIdentity = "agent_identity",
        /// 代理権を証する書類
        Authority = "authority",
    }
}

codes! {
    /// What came of the check of a paper (A27-A28).
    CheckResult {
        /// 確認できた
        Verified = "verified",
        /// 足りない
        Insufficient = "insufficient",
        /// 受け付けられない
        NotAccepted = "not_accepted",
        /// 個人番号が写っていた: destroyed at once
        MyNumber = "my_number",
    }
}

codes! {
    /// Whether the matter is or was before a court (A18, B24).
    Litigation {
        /// 未確認
        Unasked = "unasked",
        /// なし
        None = "none",
        /// 継続中(民事調停を含む)
        Pending = "pending",
        /// 終了
        Ended = "ended",
    }
}

codes! {
    /// What the complainant agrees to, or not (A20, B33).
    Consent {
        /// 未確認
        Unasked = "unasked",
        /// 同意する
        Given = "given",
        /// 同意しない
        Refused = "refused",
    }
}

codes! {
    /// Why a member is not notified (A30, B33).
    Withholding {
        /// 権利利益を害するおそれ (A30)
        Harm = "harm",
        /// 申出人の希望 (B33)
        Wish = "wish",
    }
}

codes! {
    /// How two cases belong together (A22, B26).
    LinkKind {
        /// 同じ事案の再度の申出
        Repeat = "repeat",
        /// 関連
        Related = "related",
    }
}

codes! {
    /// What a member is asked for besides report and proposal (B19-B20).
    DemandKind {
        /// 資料の提出
        Documents = "documents",
        /// 対応状況の報告
        StatusReport = "status_report",
    }
}

codes! {
    /// Why a letter did not arrive (3.2).
    Undelivered {
        /// 返送
        Returned = "returned",
        /// 受取拒否
        Refused = "refused",
    }
}

codes! {
    /// What the complainant says to the direction shown (B38).
    Will {
        /// 合意
        Agrees = "agrees",
        /// 不同意
        Disagrees = "disagrees",
        /// 回答なし
        Silent = "silent",
    }
}

codes! {
    /// How a letter to a member was delivered.
    Delivery {
        /// ポータルで閲覧
        Portal = "portal",
        /// 郵送(投函から2営業日)
        Post = "post",
        /// 配達証明
        CertifiedPost = "certified_post",
        /// FAX
        Fax = "fax",
        /// メール
        Email = "email",
    }
}

codes! {
    /// What a note in the timeline is about (A11).
    NoteKind {
        /// 助言
        Advice = "advice",
        /// 事実関係の調査
        Investigation = "investigation",
        /// 経過連絡
        Progress = "progress",
        /// メモ
        Memo = "memo",
    }
}

codes! {
    /// What a document of a case is (A26-A28, B28).
    AttachmentKind {
        /// 苦情申出書
        Form = "form",
        /// 申出の原本
        Original = "original",
        /// 本人確認書類
        Identity = "identity",
        /// 委任状等
        Authority = "authority",
        /// 会員の提出資料
        Reply = "reply",
        /// 資料
        Evidence = "evidence",
        /// 署名済文書
        Signed = "signed",
    }
}

codes! {
    /// The forms in which a document is taken.
    Media {
        /// PDF
        Pdf = "pdf",
        /// JPEG
        Jpeg = "jpeg",
        /// PNG
        Png = "png",
        /// テキスト
        Text = "text",
    }
}

codes! {
    /// Why one document is destroyed before its period ends (A27).
    DestroyCause {
        /// 個人番号が写っていた
        MyNumber = "my_number",
        /// 誤って登録した
        Mistake = "mistake",
        /// 保存期間の満了
        Purged = "purged",
    }
}

codes! {
    /// On whom a running clock waits.
    Party {
        /// 相談センター
        Staff = "staff",
        /// 会員
        Member = "member",
        /// 申出人
        Complainant = "complainant",
    }
}

codes! {
    /// The parts that people play (`domain.md` section 4).
    Role {
        /// 受付
        Intake = "intake",
        /// 担当
        Handler = "handler",
        /// 管理職
        Supervisor = "supervisor",
        /// センター長
        CenterHead = "center_head",
        /// 指針担当
        ComplianceLead = "compliance_lead",
        /// 会員担当
        Membership = "membership",
        /// 公表担当
        Publisher = "publisher",
        /// 記録管理者
        RecordsManager = "records_manager",
        /// 聴取主宰者
        HearingOfficer = "hearing_officer",
        /// 事務局
        Secretariat = "secretariat",
        /// 理事
        Director = "director",
        /// 理事長
        President = "president",
        /// 監事
        Kanji = "kanji",
        /// 監査人
        Auditor = "auditor",
        /// 会員の窓口担当
        MemberContact = "member_contact",
        /// システム管理者
        Admin = "admin",
        /// 外部の第二承認者
        SecondApprover = "second_approver",
    }
}

codes! {
    /// Why a member left (B05).
    LeaveCause {
        /// 退会
        Withdrawal = "withdrawal",
        /// 会員資格抹消
        Revocation = "revocation",
        /// 除名; the code is older than the word
        Expulsion = "exclusion",
        /// 解散・廃業
        Dissolution = "dissolution",
        /// その他
        Other = "other",
    }
}

codes! {
    /// The kinds of documents of configuration: each has dated versions.
    DocumentKind {
        /// 規程
        Profile = "profile",
        /// 暦
        Calendar = "calendar",
    }
}

codes! {
    /// Who can put a document in force, by what it changes; the later one is the higher (B40-B41).
    Authority {
        /// センター長又は理事長: forms, closures, internal time limits (B41)
        CenterHead = "center_head",
        /// 理事会の決議による: rules, grounds, retention (B40)
        Board = "board",
    }
}

codes! {
    /// The classes of private values: one data key for each object and class, destroyed together.
    Class {
        /// Who a person is and how to reach them.
        Identity = "identity",
        /// What happened, in words.
        Narrative = "narrative",
        /// Letters to and from a member.
        Letters = "letters",
        /// Letters to the complainant: no member sees them.
        Correspondence = "correspondence",
        /// Pictures of identity and authority documents (A27).
        Images = "images",
        /// Reasons and working notes of the staff.
        Notes = "notes",
        /// Names and sign-ins of staff and contacts.
        Staff = "staff",
        /// A member's own particulars.
        Membership = "membership",
        /// Reasons of the organisation's own acts, such as a change of the rules.
        Office = "office",
        /// Facts, evidence, hearings and findings of measures against members.
        Measures = "measures",
        /// Papers, votes and minutes of meetings.
        Minutes = "minutes",
    }
}

impl Paper {
    /// Whether it proves identity or authority; the form itself proves neither.
    #[must_use]
    pub const fn is_proof(self) -> bool {
        !matches!(self, Self::Form)
    }
}

impl AttachmentKind {
    /// Under which class the bytes, the name and the digest are sealed.
    #[must_use]
    pub const fn class(self) -> Class {
        match self {
            Self::Identity | Self::Authority => Class::Images,
            Self::Reply => Class::Letters,
            Self::Form | Self::Original | Self::Evidence | Self::Signed => Class::Narrative,
        }
    }
}

impl Media {
    /// The media type, as a download names it.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Text => "text/plain",
        }
    }

    /// The extensions of its file names, the usual one first.
    #[must_use]
    pub const fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Jpeg => &["jpg", "jpeg"],
            Self::Png => &["png"],
            Self::Text => &["txt"],
        }
    }
}

impl CaseKind {
    /// The letter in a case's number (`r8-c-0123`).
    #[must_use]
    pub const fn letter(self) -> char {
        match self {
            Self::Complaint => 'c',
            Self::Inquiry => 'i',
            Self::Question => 'q',
            Self::Consultation => 's',
        }
    }

    /// The word in a printed number (`R8-苦情-0123`).
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Complaint => "苦情",
            Self::Inquiry => "問い合せ",
            Self::Question => "質問",
            Self::Consultation => "相談",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_what_serde_writes_and_reads() {
        for role in Role::ALL {
            let written = serde_json::to_string(role).unwrap();
            assert_eq!(written, format!("\"{}\"", role.code()));
            assert_eq!(Role::from_code(role.code()), Some(*role));
        }
        assert_eq!(Role::from_code("emperor"), None);
    }
}
