//! The reasons in words, Japanese and English, by their stable codes.

/// Code, Japanese, English.
const WORDS: &[(&str, &str, &str)] = &[
    // the form of a row
    (
        "takeover.cells",
        "列の数が見出しと合いません。引用符（\"）とコンマを確かめてください。",
        "The cells do not fit the header; look at quotation marks and commas.",
    ),
    (
        "takeover.number_unreadable",
        "受付番号として読めません（例 R8-苦情-0123）。",
        "Not a case number such as R8-苦情-0123.",
    ),
    (
        "takeover.number_twice",
        "この番号はファイルの中で二度使われています。",
        "The number is used twice in the file.",
    ),
    (
        "takeover.code_unreadable",
        "会員番号として読めません（英数字、ハイフン、下線で20字まで）。",
        "Not a member code (at most 20 ASCII letters, digits, - or _).",
    ),
    (
        "takeover.code_twice",
        "この会員番号はファイルの中で二度使われています。",
        "The member code is used twice in the file.",
    ),
    (
        "takeover.unknown_word",
        "この列で使える語ではありません。",
        "Not a word this column knows.",
    ),
    (
        "takeover.too_many_rows",
        "行番号が大きすぎます。",
        "The row number is too large.",
    ),
    (
        "field.required",
        "空欄にはできません。",
        "This must not be empty.",
    ),
    ("field.too_long", "長すぎます。", "This is too long."),
    // dates
    (
        "date.unreadable",
        "日付として読めません（例 2026/11/22、R8.11.22）。",
        "Not a date such as 2026/11/22 or R8.11.22.",
    ),
    (
        "date.no_such_day",
        "暦にない日付です。",
        "There is no such day in the calendar.",
    ),
    (
        "date.outside_era",
        "その元号にない日付です。",
        "The era did not cover that day.",
    ),
    (
        "date.wrong_weekday",
        "曜日が日付と合いません。",
        "The weekday does not belong to the date.",
    ),
    (
        "date.no_such_time",
        "時刻として読めません（例 19:56）。",
        "Not a time of the day such as 19:56.",
    ),
    (
        "date.time_not_wanted",
        "日付だけを書いてください。",
        "A date without a time is wanted.",
    ),
    // rules of a take-over
    (
        "takeover.in_future",
        "未来の日付です。",
        "The date lies in the future.",
    ),
    (
        "takeover.year_mismatch",
        "番号の年度が受付日時の年度と違います。",
        "The fiscal year of the number is not that of the receipt.",
    ),
    (
        "takeover.before_receipt",
        "受付より前の日付です。",
        "The date lies before the receipt.",
    ),
    (
        "takeover.before_notice",
        "会員への通知より前の日付です。",
        "The date lies before the notice to the member.",
    ),
    (
        "takeover.before_reply",
        "会員への通知・回答より前の日付です。",
        "The date lies before the notice to the member or its reply.",
    ),
    (
        "takeover.date_missing",
        "この状態には日付が必要です。",
        "The status needs this date.",
    ),
    (
        "takeover.outcome_missing",
        "終結には結果が必要です。",
        "A closed case needs its result.",
    ),
    (
        "takeover.closed_but_open",
        "終結日がありますが、状態は終結ではありません。",
        "There is a closing date, but the status is not closed.",
    ),
    (
        "takeover.outcome_but_open",
        "結果がありますが、状態は終結ではありません。",
        "There is a result, but the status is not closed.",
    ),
    (
        "takeover.outcome_contradicts",
        "状態は対象外ですが、結果が対象外ではありません。",
        "The status is out of scope, the result is not.",
    ),
    (
        "takeover.status_contradicts",
        "状態が会員への通知日・回答日と合いません。",
        "The status does not fit the dates of notice and reply.",
    ),
    (
        "takeover.member_missing",
        "会員への通知日がありますが、会員番号がありません。",
        "There is a date of notice, but no member.",
    ),
    (
        "takeover.number_taken",
        "この番号は別の案件が使っています。",
        "Another matter has this number.",
    ),
    (
        "member.unknown",
        "会員名簿にない会員番号です。",
        "The member is not in the register.",
    ),
    // known rows
    (
        "takeover.known_otherwise",
        "引継ぎ済みですが、その時と内容が違います。変更は取り込みません。案件の画面で記録してください。",
        "Taken over before with other particulars; the changes are not taken, record them in the case.",
    ),
    (
        "member.known_otherwise",
        "登録済みですが、その時と内容が違います。変更は取り込みません。",
        "Entered before with other particulars; the changes are not taken.",
    ),
    // warnings
    (
        "takeover.kind_differs",
        "番号の種別と違います。種別はこの列に、番号はそのままにします。",
        "Differs from the kind in the number; this column counts, the number stays.",
    ),
    (
        "takeover.no_closing_date",
        "終結日がありません。対象外として終結したものと扱います。",
        "There is no closing date; taken as closed out of scope.",
    ),
    (
        "takeover.member_not_target",
        "受付の時点で対象事業者の同意がない会員です。",
        "The member had not consented to be a target business at the receipt.",
    ),
    (
        "takeover.member_name_differs",
        "会員名簿の会員名と違います。",
        "Differs from the name in the member register.",
    ),
    (
        "takeover.no_member",
        "会員番号がありません。会員以外として引き継ぎます。",
        "There is no member; taken as a matter about somebody else.",
    ),
    (
        "member.not_target",
        "対象事業者の同意日がありません。会員として登録しますが、対象事業者ではありません。",
        "There is no consent; entered as a member that is no target business.",
    ),
    (
        "member.industry_other",
        "業種の表にない語です。「その他」とします。",
        "Not in the table of industries; entered as other.",
    ),
    // rules of the member register
    (
        "member.joined_in_future",
        "未来の日付です。",
        "The date lies in the future.",
    ),
    (
        "member.consented_in_future",
        "未来の日付です。",
        "The date lies in the future.",
    ),
    (
        "member.bad_corporate_number",
        "法人番号の検査数字が合いません（13桁）。",
        "Not a corporate number: 13 digits with a check digit.",
    ),
];

/// The words of a code. A rule may refuse with a code that has none here; the code says what it is.
pub(super) fn of(code: &str) -> (&'static str, &'static str) {
    WORDS.iter().find(|(known, ..)| *known == code).map_or(
        ("規則により引き継げません。", "The rules do not allow it."),
        |(_, ja, en)| (ja, en),
    )
}
