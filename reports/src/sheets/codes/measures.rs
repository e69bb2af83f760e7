//! The words of measures against members and of the meetings that decide them.

use super::Table;

pub(super) const MEASURES: &[Table] = &[
    (
        "measure_kind",
        &[
            ("guidance", "指導"),
            ("recommendation", "勧告"),
            ("other", "その他の措置"),
            ("exclusion", "対象除外"),
            ("revocation", "会員資格抹消"),
            ("expulsion", "除名"),
        ],
    ),
    (
        "body",
        &[
            ("board", "理事会"),
            ("committee", "委員会"),
            ("general_meeting", "社員総会"),
            ("president", "理事長"),
            ("desk", "相談窓口の二名"),
        ],
    ),
    (
        "measure_stage",
        &[
            ("proposed", "発議"),
            ("explained", "事情説明済み"),
            ("heard", "聴取終了"),
            ("review", "審議中"),
            ("decided", "決定"),
            ("notified", "通知済み"),
            ("reported", "履行報告あり"),
            ("doubted", "不履行の疑い"),
            ("fulfilled", "履行"),
            ("not_followed", "不履行の認定"),
            ("effective", "効力発生"),
            ("objected", "異議申立て中"),
            ("final", "確定"),
            ("annulled", "復帰"),
            ("replaced", "指導への変更"),
            ("dropped", "見送り"),
        ],
    ),
    (
        "hearing_form",
        &[
            ("written", "弁明書"),
            ("oral", "口頭の意見聴取"),
            ("at_meeting", "社員総会における弁明"),
        ],
    ),
    (
        "hearing_outcome",
        &[
            ("written", "弁明書による"),
            ("held", "口頭で実施"),
            ("waived", "書面による放棄"),
            ("missed", "不出頭・不提出(適法な通知あり)"),
            ("at_meeting", "社員総会で弁明"),
        ],
    ),
    (
        "interest",
        &[
            ("none", "利害関係なし"),
            ("officer", "当該会員の役員・従業員"),
            ("party", "紛争の当事者"),
            ("complainant", "申出人"),
            ("relative", "三親等以内の親族"),
            ("adviser", "顧問"),
            ("competitor", "競業関係"),
            ("economic", "経済的な利害"),
            ("earlier", "先行する関与"),
            ("other", "その他"),
        ],
    ),
    (
        "question",
        &[
            ("impose", "措置の可否"),
            ("guidance", "指導への変更の可否"),
            ("not_followed", "不履行の認定"),
            ("objection", "異議申立て"),
            ("annul", "決定の取消し"),
        ],
    ),
    (
        "resolution",
        &[
            ("adopted", "可決"),
            ("rejected", "否決"),
            ("deferred", "他の機関に付す"),
            ("no_quorum", "定足数不足"),
        ],
    ),
    (
        "finding",
        &[
            ("fulfilled", "履行"),
            ("partly", "一部履行"),
            ("not_followed", "不履行"),
        ],
    ),
    (
        "transfer",
        &[
            ("continue", "引き続き取り扱う"),
            ("refer", "他機関を紹介して終了"),
        ],
    ),
    (
        "meeting_stage",
        &[
            ("prepared", "招集準備"),
            ("notified", "招集通知済み"),
            ("open", "開会中"),
            ("closed", "閉会"),
            ("cancelled", "中止"),
        ],
    ),
    ("attendance", &[("in_person", "会場"), ("remote", "遠隔")]),
    (
        "choice",
        &[("for", "賛成"), ("against", "反対"), ("abstain", "棄権")],
    ),
    (
        "signed_by",
        &[
            ("paper", "署名・記名押印した紙の写し"),
            ("electronic", "電子署名"),
        ],
    ),
    (
        "meeting_hearing",
        &[
            ("spoken", "総会で弁明"),
            ("read", "書面を朗読"),
            ("absent", "欠席(適法な通知あり)"),
        ],
    ),
    (
        "majority",
        &[
            ("simple", "過半数"),
            ("two_thirds", "三分の二"),
            ("special", "特別決議"),
        ],
    ),
    (
        "delivery",
        &[
            ("portal", "ポータル"),
            ("post", "郵送"),
            ("certified_post", "配達証明"),
            ("fax", "FAX"),
            ("email", "メール"),
        ],
    ),
    (
        "segregation",
        &[
            ("one_hand", "起案者と承認者が別人であること"),
            ("hearing_officer", "聴取主宰者が担当者・発議者でないこと"),
            (
                "recused_voter",
                "集計の時に除斥・回避された者の票がないこと",
            ),
            ("late_vote", "採決の開始前・終了後の投票がないこと"),
            ("unheard", "聴取の終了前の投票・決定がないこと"),
            ("party_voted", "担当者・発議者・聴取主宰者の票がないこと"),
            ("one_hand_motion", "措置の起案者と実行者が別人であること"),
            ("own_minutes", "議事録の作成者と確認者が別人であること"),
        ],
    ),
];

#[cfg(test)]
mod tests {
    use crate::sheets::Codes;
    use domain::{
        board::Majority,
        code::{
            Attendance, Body, Choice, Delivery, Finding, HearingForm, HearingOutcome, InterestKind,
            MeasureKind, MeasureStage, MeetingHearing, MeetingStage, Question, Resolution,
            SignedBy, Transfer,
        },
        segregation::Check,
    };

    /// Measures and meetings stand in the sheets in words, too.
    #[test]
    fn every_code_of_measures_and_meetings_has_a_word() {
        let codes = Codes::japanese();
        let known = |table: &str, code: &str| assert_ne!(codes.word(table, code), code, "{table}");
        for c in MeasureKind::ALL {
            known("measure_kind", c.code());
        }
        for c in Body::ALL {
            known("body", c.code());
        }
        for c in MeasureStage::ALL {
            known("measure_stage", c.code());
        }
        for c in HearingForm::ALL {
            known("hearing_form", c.code());
        }
        for c in HearingOutcome::ALL {
            known("hearing_outcome", c.code());
        }
        for c in InterestKind::ALL {
            known("interest", c.code());
        }
        for c in Question::ALL {
            known("question", c.code());
        }
        for c in Resolution::ALL {
            known("resolution", c.code());
        }
        for c in Finding::ALL {
            known("finding", c.code());
        }
        for c in Transfer::ALL {
            known("transfer", c.code());
        }
        for c in MeetingStage::ALL {
            known("meeting_stage", c.code());
        }
        for c in Attendance::ALL {
            known("attendance", c.code());
        }
        for c in Choice::ALL {
            known("choice", c.code());
        }
        for c in SignedBy::ALL {
            known("signed_by", c.code());
        }
        for c in MeetingHearing::ALL {
            known("meeting_hearing", c.code());
        }
        for c in Delivery::ALL {
            known("delivery", c.code());
        }
        for c in Check::ALL {
            known("segregation", c.code());
        }
        let rules = [
            Majority::Simple,
            Majority::TwoThirds { fewest: 3 },
            Majority::Special,
        ];
        for c in rules {
            known("majority", c.code());
        }
    }
}
