//! The vocabularies of the organisation's own registers.

use serde::{Deserialize, Serialize};

codes! {
    /// What an entry of the organisation's own registers is about.
    FolioKind {
        /// 認定 (A01)
        Accreditation = "accreditation",
        /// 個人情報保護指針 (A02, A10)
        Guideline = "guideline",
        /// 対象事業者への情報提供 (A05)
        Information = "information",
        /// その他の業務 (A07)
        Activity = "activity",
        /// 事例の要旨 (B03, B10)
        Lesson = "lesson",
    }
}

codes! {
    /// What happened to an accreditation (A01, Act articles 47, 50, 51).
    AccreditationAct {
        /// 認定
        Granted = "granted",
        /// 変更
        Changed = "changed",
        /// 廃止
        Ceased = "ceased",
    }
}

codes! {
    /// Who accredits: the minister in charge until 2017-05-29, the Commission since.
    Accreditor {
        /// 個人情報保護委員会
        Ppc = "ppc",
        /// 経済産業大臣
        Meti = "meti",
        /// 厚生労働大臣
        Mhlw = "mhlw",
        /// 総務大臣
        Mic = "mic",
        /// 国土交通大臣
        Mlit = "mlit",
        /// 金融庁長官
        Fsa = "fsa",
        /// その他の主務大臣
        Other = "other",
    }
}

codes! {
    /// Which version of the Act an article is cited by; the numbers moved twice.
    LawVersion {
        /// 平成15年法律第57号 as enacted (in force to 2017-05-29)
        Enacted = "2003",
        /// As amended in 2015 (in force 2017-05-30 to 2022-03-31)
        Amended = "2015",
        /// As amended in 2020 and 2021 (in force since 2022-04-01)
        Present = "2021",
    }
}

codes! {
    /// How information reached target businesses (A05).
    InformationKind {
        /// 会報・ニュース
        Bulletin = "bulletin",
        /// 研修会・説明会
        Seminar = "seminar",
        /// 個別の通知
        Notice = "notice",
        /// ウェブサイトへの掲載
        Site = "site",
    }
}

codes! {
    /// Other necessary work (A07).
    ActivityKind {
        /// 調査研究
        Study = "study",
        /// 広報・啓発
        Outreach = "outreach",
        /// 行政・他団体との連絡
        Liaison = "liaison",
        /// 対象事業者の実態調査
        Survey = "survey",
        /// その他
        Other = "other",
    }
}

codes! {
    /// Who made the guidelines public (A10, Act article 54).
    PublishedBy {
        /// 本会
        Body = "body",
        /// 個人情報保護委員会
        Ppc = "ppc",
    }
}

codes! {
    /// Whose consent to publish what could identify a person (B10).
    ConsentOf {
        /// 本人
        Person = "person",
        /// 申出人
        Complainant = "complainant",
        /// 本人である申出人: one consent is both
        Both = "both",
    }
}
