//! The clauses of the two rule documents: what each asks, where the program shows that it is done,
//! and the tests that would fail if it were not.
//!
//! `A` is the page of the accredited organisation's own procedure, `B` the complaint-handling rules;
//! the numbers are those by which profiles and comments cite them. One table for the auditor's page
//! and for the tests: what stands here without a test is not done yet, and says so on the page.

/// A clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Its number, such as `B36`.
    pub id: &'static str,
    /// What it asks, in the words of the field.
    pub ja: &'static str,
    /// The same in English.
    pub en: &'static str,
    /// The page on which it is done or shown; empty while it is not done.
    pub page: &'static str,
    /// Names of the tests that show it; none while it is not done.
    pub tests: &'static [&'static str],
}

impl Clause {
    /// Whether the program does it.
    #[must_use]
    pub const fn is_done(&self) -> bool {
        !self.tests.is_empty()
    }
}

macro_rules! clauses {
    ($($id:literal $ja:literal $en:literal $page:literal [$($test:literal),* $(,)?]);+ $(;)?) => {
        /// Every clause, in the order of the documents.
        pub const CLAUSES: &[Clause] = &[$(Clause {
            id: $id, ja: $ja, en: $en, page: $page, tests: &[$($test),*],
        }),+];
    };
}

clauses! {
    "A01" "認定の履歴と対象分野" "History and scope of the accreditation" "/registers/accreditation" ["a01_the_accreditation_has_a_history_and_a_case_outside_it_is_named", "a01_a_case_outside_the_accreditation_says_so_on_its_page"];
    "A02" "個人情報保護指針の策定と届出" "Guidelines and their filing" "/registers/guideline" ["a02_guidelines_are_filed_without_delay_and_cited_by_the_day_of_the_conduct", "the_version_and_the_clause_are_those_of_the_day_of_the_conduct"];
    "A03" "相談窓口の設置" "The desk" "/rules/desk" ["a03_the_roster_of_the_desk_follows_from_the_accounts", "a24_the_desk_is_public_and_its_roster_names_nobody_to_the_auditor"];
    "A04" "苦情・相談の受付" "Receiving complaints and consultations" "/cases/new" ["a04_an_everyday_call_ends_in_one_command_and_keeps_the_one_sequence", "numbers_have_no_gaps_under_parallel_registration", "a04_each_respondent_of_a_complaint_has_a_file_and_clocks_of_its_own"];
    "A05" "対象事業者への情報提供" "Information to target businesses" "/registers/information" ["a05_information_names_its_recipients"];
    "A06" "指導・勧告その他の措置" "Guidance, recommendation, other measures" "/measures" ["a06_a_measure_rests_on_the_clause_of_the_day_of_the_conduct"];
    "A07" "その他の業務" "Other activities" "/registers/activity" ["a07_other_work_is_logged_by_kind_and_struck_out_when_wrong"];
    "A08" "認定業務以外に使わないこと" "No other use of what is learnt" "/cases/{no}/records" ["a_member_sees_no_other_members_case_and_no_confidence", "a_search_is_written_down_without_its_words_or_fails"];
    "A09" "対象事業者の公表" "Publishing the target businesses" "/targets" ["the_list_is_published_when_it_differs_and_each_snapshot_stays", "the_evening_job_takes_a_snapshot_when_one_is_due"];
    "A10" "指針の公表" "Publishing the guidelines" "/guidelines" ["a10_the_public_page_shows_what_was_published_and_nothing_else"];
    "A11" "助言と事実関係の調査" "Advice and investigation" "/cases/{no}/do/note" ["a11_no_end_without_advice_and_investigation"];
    "A12" "内容の通知と迅速な解決の求め" "Notice and request for a prompt solution" "/cases/{no}/do/issue-request" ["a_complaint_goes_the_whole_way", "a12_an_incident_is_asked_answered_and_investigated_once"];
    "A13" "特定の者に有利な取扱いをしないこと" "Favouring nobody" "/cases/{no}/do/bar" ["a13_whoever_has_a_conflict_finds_nothing_of_the_case", "b11_without_training_there_is_no_case_unless_the_supervisor_says_why"];
    "A14" "直接又は強制的に解決しないこと" "No direct or forced settlement" "/cases/new" ["a14_the_explanation_says_that_nothing_is_settled_by_force"];
    "A15" "受け付けないこと・中止・停止" "Refusing, discontinuing, suspending" "/cases/{no}/do/propose-discontinuation" ["a19_nobody_is_discontinued_for_falsehood_unheard", "a21_an_unmet_request_needs_two_reminders"];
    "A16" "本人・代理人以外からの申出" "Neither the person nor an agent" "/cases/{no}/do/give-opportunity" ["a28_an_agents_missing_authority_is_cured_by_sending_it"];
    "A17" "損害賠償にかかわる申出" "Damages" "/cases/{no}/do/propose-part-refusal" ["a17_the_money_is_refused_and_the_data_goes_on"];
    "A18" "訴訟が継続中の場合" "A pending lawsuit" "/cases/{no}/do/declare" ["a18_a_court_that_has_decided_is_no_ground_here"];
    "A19" "虚偽の判明" "Falsehood" "/cases/{no}/do/propose-discontinuation" ["a19_nobody_is_discontinued_for_falsehood_unheard"];
    "A20" "話合い・資料提供の拒否" "Refusing talks or material" "/cases/{no}/do/declare" ["a20_refusing_talks_must_have_been_declared"];
    "A21" "必要な求めに応じない場合" "Necessary requests unmet" "/cases/{no}/do/remind" ["a21_an_unmet_request_needs_two_reminders"];
    "A22" "終了した苦情の繰返し" "A finished complaint repeated" "/cases/{no}/do/link" ["a22_new_facts_open_a_closed_case_again_and_repeats_are_linked", "the_same_person_and_the_member_are_suggested"];
    "A23" "処理が困難な場合" "Handling is impracticable" "/cases/{no}/do/propose-discontinuation" ["a23_the_catch_all_ground_needs_reasons_and_a_second_person"];
    "A24" "窓口の名称と連絡先" "Name and address of the desk" "/desk" ["a24_the_contact_card_is_that_of_its_day", "a24_the_desk_is_public_and_its_roster_names_nobody_to_the_auditor"];
    "A25" "受付時間と休業日" "Opening hours and closed days" "/rules/calendar" ["a_closure_moves_exactly_what_was_shown"];
    "A26" "苦情申出書の送付と返送" "The complaint form" "/cases/{no}/do/request-filing" ["a26_the_scope_is_judged_when_the_papers_are_there", "a26_what_never_comes_lapses_after_two_reminders"];
    "A27" "本人確認書類" "Proof of identity" "/cases/{no}/do/check-identity" ["a27_only_what_is_accepted_today_and_masked_proves_identity", "a27_a_my_number_is_written_nowhere", "a27_a_picture_goes_thirty_days_after_the_check", "a27_a_missed_week_leaves_no_picture_behind"];
    "A28" "代理人の場合" "Agents" "/cases/{no}/do/check-identity" ["a28_an_agents_missing_authority_is_cured_by_sending_it"];
    "A29" "対象事業者への連絡" "Telling the target business" "/cases/{no}/do/issue-request" ["a_member_knows_of_a_case_from_the_notice_on"];
    "A30" "権利利益を害するおそれがある場合" "Risk of harm" "/cases/{no}/do/propose-withholding" ["a30_harm_is_reviewed_until_it_ends"];
    "A31" "提供された情報の目的外利用の禁止" "No other use of what was supplied" "/cases/{no}/documents" ["no_table_shows_what_was_told_in_confidence"];
    "B01" "対象とする苦情・問い合せ・質問" "Complaints, inquiries, questions" "/cases/{no}/do/reclassify" ["b01_an_answered_call_becomes_a_complaint_under_its_number"];
    "B02" "簡易で迅速な手続" "A simple, quick procedure" "/deadlines" ["every_clock_of_the_main_path_is_there_for_both_profiles"];
    "B03" "自己規律と会員の支援" "Self-discipline and support" "/registers/lesson" ["b03_a_digest_reaches_members_only_through_a_second_reader", "b03_a_digest_goes_through_the_forms_to_the_members"];
    "B04" "苦情処理組織の名称" "Name of the organ" "/rules" ["the_shipped_profiles_hold_every_clock_with_its_default"];
    "B05" "対象事業者は会員" "Members as target businesses" "/members" ["a_member_leaves_and_stays_a_target_until_its_consent_ends"];
    "B06" "誠実な受理と公平・迅速・透明な解決" "Receiving in good faith" "/status" ["b06_a_complainant_sees_where_the_matter_stands_and_nobody_elses"];
    "B07" "記録の保存・再発防止" "Records and prevention" "/cases/{no}/do/record-prevention" ["b07_what_was_learnt_has_an_owner_and_a_date"];
    "B08" "一定期間の保存" "Keeping for a set period" "" [];
    "B09" "統計の概要の公表" "Publishing statistics" "" [];
    "B10" "特定されるおそれのある内容の非公開" "Nothing that identifies" "/registers/lesson" ["b10_nothing_that_identifies_without_the_person_and_the_complainant"];
    "B11" "職員の育成" "Training" "/training" ["b11_without_training_there_is_no_case_unless_the_supervisor_says_why"];
    "B12" "内部監査" "Internal audit" "" [];
    "B13" "毎年度の外部委託監査" "The yearly outsourced audit" "" [];
    "B14" "監査結果の報告書" "The audit report" "" [];
    "B15" "報告書の記載事項" "What the report states" "" [];
    "B16" "職員の守秘義務" "Confidentiality of staff" "/pledges" ["b16_staff_pledge_every_year_and_each_for_themself", "b16_whoever_leaves_signs_in_no_more_and_the_pledge_stays", "b16_nothing_opens_before_the_pledge"];
    "B17" "会員の守秘義務" "Confidentiality of members" "/pledges" ["b17_a_contact_of_a_member_pledges_once", "b17_a_member_reads_nothing_before_the_pledge"];
    "B18" "誠実かつ迅速な対応" "Answering sincerely and promptly" "/portal" ["b18_more_time_is_asked_once_and_before_the_end", "b18_silence_raises_a_suspicion_that_is_decided_after_hearing"];
    "B19" "対応状況の報告" "Reports of how things stand" "/cases/{no}/do/make-demand" ["b19_a_report_of_how_things_stand_has_a_clock_of_its_own"];
    "B20" "資料の提出と正当な理由" "Documents and just cause" "/cases/{no}/do/decide-just-cause" ["b20_documents_are_owed_unless_the_cause_is_just"];
    "B21" "本会についての苦情" "Complaints about the body itself" "/cases/{no}/do/assign" ["b21_a_complaint_about_the_body_goes_to_whom_the_auditor_names"];
    "B22" "個人情報の取扱いに関しない苦情" "Not about personal data" "/cases/{no}/do/propose-out-of-scope" ["b31_whoever_is_out_of_scope_is_told_where_to_go"];
    "B23" "本人・代理関係以外からの申出" "Neither the person nor an agent" "/cases/{no}/do/give-opportunity" ["b23_standing_is_refused_only_after_an_opportunity_to_cure", "b23_an_agent_shows_authority_even_where_no_form_is_needed"];
    "B24" "訴訟継続中又は終了後" "A lawsuit pending or ended" "/cases/{no}/do/declare" ["b24_a_court_is_a_ground_when_it_is_declared_pending_or_ended"];
    "B25" "明らかに不当な目的" "A clearly improper purpose" "/cases/{no}/do/propose-out-of-scope" ["b25_an_improper_purpose_is_answered_to_before_it_is_used"];
    "B26" "再三の申出" "The same matter again and again" "/cases/{no}/do/link" ["a22_new_facts_open_a_closed_case_again_and_repeats_are_linked", "the_same_person_and_the_member_are_suggested"];
    "B27" "受付窓口は相談センター" "The Center is the reception desk" "/queue" ["a04_an_everyday_call_ends_in_one_command_and_keeps_the_one_sequence"];
    "B28" "電話・ファックス・メールによる申出" "By telephone, fax, mail" "/cases/new" ["a_complaint_goes_its_whole_way_through_the_forms", "b18_more_time_is_asked_once_and_before_the_end"];
    "B29" "受付時の手続の説明" "Explaining the procedure" "/cases/new" ["b29_a_caller_hears_the_procedure_before_the_number"];
    "B30" "範囲の判別と速やかな回答" "Deciding the scope, answering promptly" "/cases/{no}/do/propose-out-of-scope" ["b31_whoever_is_out_of_scope_is_told_where_to_go", "a26_the_scope_is_judged_when_the_papers_are_there"];
    "B31" "適切な機関の紹介" "Introducing a proper body" "/cases/{no}/do/reply-out-of-scope" ["b31_whoever_is_out_of_scope_is_told_where_to_go"];
    "B32" "通知・調査報告・解決案の求め" "Notice, report and proposed solution" "/cases/{no}/do/issue-request" ["a_complaint_goes_the_whole_way", "b32_a_letter_that_came_back_is_sent_again"];
    "B33" "通知を希望しない場合" "When no notice is wanted" "/cases/{no}/do/declare" ["b33_a_wish_keeps_the_member_out_and_leaves_advice"];
    "B34" "不十分な点の明示と再提出" "Deficiencies and resubmission" "/cases/{no}/do/return-reply" ["b34_two_returns_and_then_non_cooperation"];
    "B35" "勧告その他の措置" "Recommendation and other measures" "/measures" ["b35_a_recommendation_is_explained_heard_decided_and_followed", "b35_b36_a_recommendation_goes_through_the_pages_from_proposal_to_check"];
    "B36" "事情の説明と弁明の機会" "Explanation and opportunity to be heard" "/measures" ["b36_no_decision_without_explanation_hearing_and_proper_notice", "b36_the_tables_refuse_what_the_rules_refuse", "b36_a_recommendation_is_explored_to_the_end", "b36_each_guard_is_needed"];
    "B37" "会員資格の抹消" "Revocation of membership" "/measures" ["b37_what_was_not_followed_ends_the_membership_in_one_act_and_can_be_undone", "b37_a_statutory_member_is_expelled_by_the_general_meeting_alone", "b37_a_grave_measure_rests_on_what_was_not_followed_and_the_law_chooses_who_decides"];
    "B38" "方向性の提示と意向の確認" "Direction and the complainant's will" "/cases/{no}/do/send-direction" ["b38_silence_counts_only_after_a_reminder"];
    "B39" "合意が得られない場合" "When there is no agreement" "/cases/{no}/do/propose-closing" ["b39_without_agreement_there_is_a_referral"];
    "B40" "定めのない事項は理事会が定める" "What is left open, the board decides" "/rules/changes" ["rules_change_by_two_people_and_cases_keep_those_of_their_receipt"];
    "B41" "様式・マニュアルの整備" "Forms and manuals" "/cases/{no}/letters" ["a_complaint_goes_its_whole_way_through_the_forms", "b41_a_letter_under_check_is_issued_by_a_second_person"];
    "B42" "施行日" "In force from" "/rules" ["rules_change_by_two_people_and_cases_keep_those_of_their_receipt"];
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{Profile, SHIPPED};

    #[test]
    fn the_table_has_every_clause_once_and_in_order() {
        let numbers = |letter, last| (1..=last).map(move |n| format!("{letter}{n:02}"));
        let wanted: Vec<String> = numbers('A', 31).chain(numbers('B', 42)).collect();
        let found: Vec<&str> = CLAUSES.iter().map(|clause| clause.id).collect();
        assert_eq!(found, wanted);
        for clause in CLAUSES {
            assert_eq!(clause.is_done(), !clause.page.is_empty(), "{}", clause.id);
        }
    }

    #[test]
    fn a14_the_explanation_says_that_nothing_is_settled_by_force() {
        for (code, text) in SHIPPED {
            let profile = Profile::from_toml(text).unwrap();
            let said = profile.explanation.text.replace('\n', "");
            assert!(
                said.contains("直接又は強制的に解決するものではありません"),
                "{code}"
            );
        }
    }
}
