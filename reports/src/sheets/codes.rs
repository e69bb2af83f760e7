//! The Japanese words for the codes of the ledger, as `data/codes.json` carries them.

mod kinds;
mod measures;

use kinds::KINDS;
use measures::MEASURES;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Words for codes: table, code, word. The ledger holds codes only; the sheets show these words, and
/// the package carries the table so that the sheets can be recomputed from the records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Codes(BTreeMap<String, BTreeMap<String, String>>);

type Table = (&'static str, &'static [(&'static str, &'static str)]);

const JAPANESE: &[Table] = &[
    ("kind", KINDS),
    (
        "moved",
        &[
            ("resumed", "停止からの再開"),
            ("extended", "延長"),
            ("redated", "暦の改定"),
        ],
    ),
    (
        "case_kind",
        &[
            ("complaint", "苦情"),
            ("inquiry", "問い合せ"),
            ("question", "質問"),
            ("consultation", "相談"),
        ],
    ),
    (
        "channel",
        &[
            ("telephone", "電話"),
            ("fax", "FAX"),
            ("email", "メール"),
            ("post", "郵送"),
            ("web", "ウェブ"),
        ],
    ),
    (
        "applicant",
        &[
            ("principal", "本人"),
            ("statutory_agent", "法定代理人"),
            ("voluntary_agent", "任意代理人"),
            ("concerned", "その他の関係者"),
            ("anonymous", "匿名"),
        ],
    ),
    (
        "category",
        &[
            ("purpose", "利用目的"),
            ("acquisition", "取得"),
            ("security", "安全管理・漏えい"),
            ("third_party", "第三者提供"),
            ("disclosure", "開示・訂正・利用停止"),
            ("handling", "苦情対応"),
            ("other", "その他"),
        ],
    ),
    (
        "respondent",
        &[
            ("member", "会員"),
            ("non_member", "会員以外"),
            ("unknown", "不明"),
            ("body", "当団体"),
        ],
    ),
    (
        "stage",
        &[
            ("received", "受付"),
            ("screening", "範囲の確認"),
            ("awaiting_complainant", "申出人の書類待ち"),
            ("out_of_scope", "対象外"),
            ("accepted", "受理"),
            ("advice_only", "助言のみ(会員への通知なし)"),
            ("awaiting_member", "会員回答待ち"),
            ("reviewing", "検討中"),
            ("direction", "方向性の提示前"),
            ("confirming", "申出人の意向確認中"),
            ("suspended", "停止中"),
            ("closed", "終結"),
        ],
    ),
    (
        "outcome",
        &[
            ("answered", "回答・情報提供・紹介で終了"),
            ("settled", "解決"),
            ("no_agreement", "合意に至らず"),
            ("no_response", "意向の回答なし"),
            ("withdrawn", "取下げ"),
            ("out_of_scope", "対象外"),
            ("discontinued", "中止"),
            ("advice_given", "助言で終了"),
            ("lapsed", "書類が整わず終了"),
        ],
    ),
    (
        "referral",
        &[
            ("ppc", "個人情報保護委員会 相談ダイヤル"),
            ("consumer_centre", "消費生活センター"),
            ("other_body", "他の認定個人情報保護団体"),
            ("bar", "弁護士会"),
            ("court", "裁判所"),
        ],
    ),
    (
        "party",
        &[
            ("staff", "相談センター"),
            ("member", "会員"),
            ("complainant", "申出人"),
        ],
    ),
    (
        "cause",
        &[
            ("registered", "受付"),
            ("taken_over", "引継ぎ"),
            ("taken_over_received", "引継ぎ(受付)"),
            ("taken_over_awaiting", "引継ぎ(会員回答待ち)"),
            ("taken_over_reviewing", "引継ぎ(検討中)"),
            ("acknowledged", "受付の確認"),
            ("accepted", "受理"),
            ("out_of_scope", "対象外"),
            ("request_issued", "会員への通知"),
            ("request_delivered", "会員への到達"),
            ("request_redelivered", "再提出の求めの到達"),
            ("request_answered", "会員の回答"),
            ("request_accepted", "会員回答の受入れ"),
            ("request_returned", "再提出の求め"),
            ("direction_sent", "方向性の提示"),
            ("confirmed", "申出人の意向"),
            ("suspended", "停止"),
            ("resumed", "再開"),
            ("closed", "終結"),
            ("documents_received", "本人確認書類の受領"),
            ("identity_checked", "本人確認"),
            ("form_sent", "苦情申出書の送付"),
            ("form_returned", "苦情申出書の返送"),
            ("contacted", "経過連絡"),
            ("filing_complete", "書類の完備"),
            ("opportunity_given", "補正・回答の機会"),
            ("opportunity_used", "補正・回答"),
            ("withheld", "会員へ通知しないことの決定"),
            ("withholding_continued", "通知しないことの継続"),
            ("notice_released", "通知できることの決定"),
            ("reopened", "新しい事実による再開"),
            ("status_requested", "報告の求めの到達"),
            ("status_reported", "対応状況の報告"),
            ("non_cooperation_confirmed", "非協力の確認"),
            ("prevention_planned", "再発防止の計画"),
            ("prevention_done", "再発防止の実施"),
            ("documents_requested", "資料の求めの到達"),
            ("documents_supplied", "資料の提出"),
            ("just_cause_claimed", "正当な理由の申立て"),
            ("just_cause_accepted", "正当な理由の認容"),
            ("just_cause_denied", "正当な理由の不認容"),
            ("explanation_delivered", "事情説明の到達"),
            ("statement_received", "弁明書の受領"),
            ("hearing_fixed", "聴取期日の決定"),
            ("hearing_notified", "聴取の通知"),
            ("hearing_waived", "聴取の放棄"),
            ("hearing_closed", "聴取の終了"),
            ("board_resolved", "理事会の決議"),
            ("decision_notified", "決定の通知"),
            ("recommendation_delivered", "勧告の到達"),
            ("compliance_reported", "対応の報告"),
            ("compliance_verified", "対応の確認"),
            ("partly_fulfilled", "一部履行"),
            ("not_followed", "勧告の不履行"),
            ("revocation_proposed", "資格抹消等の提案"),
            ("meeting_fixed", "決定会議の招集"),
            ("meeting_notified", "決定会議の通知"),
            ("revocation_notified", "資格抹消等の通知"),
            ("membership_changed", "対象事業者の異動"),
            ("public_list_updated", "公表一覧の更新"),
            ("objection_raised", "異議の申出"),
            ("objection_decided", "異議の決定"),
            ("fiscal_year_began", "年度の開始"),
            ("fiscal_year_ended", "年度の終了"),
            ("audit_performed", "監査の実施"),
            ("audit_reported", "監査報告書の受領"),
            ("statistics_released", "統計の公表"),
            ("training_completed", "研修の完了"),
            ("access_reviewed", "利用権限の点検"),
        ],
    ),
    (
        "folio_kind",
        &[
            ("accreditation", "認定"),
            ("guideline", "個人情報保護指針"),
            ("information", "情報提供"),
            ("activity", "その他の業務"),
            ("lesson", "事例の要旨"),
        ],
    ),
    (
        "accreditation",
        &[("granted", "認定"), ("changed", "変更"), ("ceased", "廃止")],
    ),
    (
        "accreditor",
        &[
            ("ppc", "個人情報保護委員会"),
            ("meti", "経済産業大臣"),
            ("mhlw", "厚生労働大臣"),
            ("mic", "総務大臣"),
            ("mlit", "国土交通大臣"),
            ("fsa", "金融庁長官"),
            ("other", "その他の主務大臣"),
        ],
    ),
    (
        "information",
        &[
            ("bulletin", "会報・ニュース"),
            ("seminar", "研修会・説明会"),
            ("notice", "個別の通知"),
            ("site", "ウェブサイトへの掲載"),
        ],
    ),
    (
        "activity",
        &[
            ("study", "調査研究"),
            ("outreach", "広報・啓発"),
            ("liaison", "行政・他団体との連絡"),
            ("survey", "対象事業者の実態調査"),
            ("other", "その他"),
        ],
    ),
    (
        "lesson",
        &[
            ("draft", "作成中"),
            ("proposed", "確認待ち"),
            ("released", "公表"),
        ],
    ),
    (
        "step",
        &[
            ("r1", "督促1"),
            ("r2", "督促2"),
            ("l1", "上申1 管理職"),
            ("l2", "上申2 センター長"),
            ("l3", "上申3 理事長"),
            ("l4", "上申4 非協力の疑い"),
        ],
    ),
];

impl Codes {
    /// The Japanese words.
    #[must_use]
    pub fn japanese() -> Self {
        let words = |pairs: &[(&str, &str)]| {
            pairs
                .iter()
                .map(|(code, word)| ((*code).to_owned(), (*word).to_owned()))
                .collect()
        };
        Self(
            JAPANESE
                .iter()
                .chain(MEASURES)
                .map(|(table, pairs)| ((*table).to_owned(), words(pairs)))
                .collect(),
        )
    }

    /// The word for a code; a code without a word stands for itself.
    #[must_use]
    pub fn word<'a>(&'a self, table: &str, code: &'a str) -> &'a str {
        self.0
            .get(table)
            .and_then(|words| words.get(code))
            .map_or(code, String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{
        case::Stage,
        code::{
            AccreditationAct, Accreditor, ActivityKind, Applicant, CaseKind, Category, Channel,
            FolioKind, InformationKind, Outcome, Party, Referral,
        },
        event::Event,
        profile::{Profile, SHIPPED},
    };

    #[test]
    fn every_code_has_a_word() {
        let codes = Codes::japanese();
        let mut wanted: Vec<(&str, String)> = Vec::new();
        wanted.extend(Event::KINDS.iter().map(|code| ("kind", (*code).to_owned())));
        wanted.extend(
            CaseKind::ALL
                .iter()
                .map(|c| ("case_kind", c.code().to_owned())),
        );
        wanted.extend(
            Channel::ALL
                .iter()
                .map(|c| ("channel", c.code().to_owned())),
        );
        wanted.extend(
            Applicant::ALL
                .iter()
                .map(|c| ("applicant", c.code().to_owned())),
        );
        wanted.extend(
            Category::ALL
                .iter()
                .map(|c| ("category", c.code().to_owned())),
        );
        wanted.extend(
            Outcome::ALL
                .iter()
                .map(|c| ("outcome", c.code().to_owned())),
        );
        wanted.extend(
            Referral::ALL
                .iter()
                .map(|c| ("referral", c.code().to_owned())),
        );
        wanted.extend(Party::ALL.iter().map(|c| ("party", c.code().to_owned())));
        wanted.extend(
            Stage::CODES
                .iter()
                .map(|code| ("stage", (*code).to_owned())),
        );
        for (_, text) in SHIPPED {
            let profile = Profile::from_toml(text).unwrap();
            let rules = profile.clock.iter();
            let triggers = rules
                .flat_map(|r| [&r.start, &r.stop, &r.pause, &r.resume])
                .flatten();
            wanted.extend(triggers.map(|trigger| {
                let code = serde_json::to_value(trigger).unwrap();
                ("cause", code.as_str().unwrap().to_owned())
            }));
        }
        let folios = FolioKind::ALL.iter().map(|c| ("folio_kind", c.code()));
        let acts = AccreditationAct::ALL
            .iter()
            .map(|c| ("accreditation", c.code()));
        let accreditors = Accreditor::ALL.iter().map(|c| ("accreditor", c.code()));
        let means = InformationKind::ALL
            .iter()
            .map(|c| ("information", c.code()));
        let works = ActivityKind::ALL.iter().map(|c| ("activity", c.code()));
        let own = folios
            .chain(acts)
            .chain(accreditors)
            .chain(means)
            .chain(works);
        wanted.extend(own.map(|(table, code)| (table, code.to_owned())));
        for code in ["member", "non_member", "unknown", "body"] {
            wanted.push(("respondent", code.to_owned()));
        }
        for (_, text) in SHIPPED {
            let profile = Profile::from_toml(text).unwrap();
            wanted.extend(profile.ladder.into_iter().map(|step| ("step", step.step)));
        }
        for (table, code) in wanted {
            assert_ne!(codes.word(table, &code), code, "{table}: {code}");
        }
        assert_eq!(codes.word("kind", "case.of_tomorrow"), "case.of_tomorrow");
    }
}
