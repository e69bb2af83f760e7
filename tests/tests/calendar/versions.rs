//! Versions of the rules.

use super::*;

fn rules(change: impl Fn(String) -> String) -> String {
    change(
        SHIPPED[0]
            .1
            .replace("in_force = \"2005-03-01\"", "in_force = \"2026-06-10\""),
    )
}

/// B40-B42: rules need a resolution and two people; a case keeps the version of its receipt.
pub(crate) async fn rules_change_by_two_people_and_cases_keep_those_of_their_receipt(
    t: &TestOffice,
) {
    let before = begin(t).await;
    let text = rules(|text| {
        let (head, rest) = text.split_once("name = \"MEMBER_REPLY\"").unwrap();
        format!(
            "{head}name = \"MEMBER_REPLY\"{}",
            rest.replacen("n = 14", "n = 21", 1)
        )
    });
    let newer = Profile::from_toml(&text).unwrap();
    assert_eq!(newer.rule("MEMBER_REPLY").unwrap().period.n, 21);
    let propose = |text: String| Command::Document {
        kind: DocumentKind::Profile,
        act: DocumentAct::Propose {
            text,
            reason: "回答に日数を要するため".to_owned(),
        },
    };
    assert_eq!(
        refused(t.perform(Role::Handler, propose(text.clone())).await),
        "access.denied"
    );
    let past = text.replace("2026-06-10", "2026-05-31");
    assert_eq!(
        refused(t.perform(Role::Admin, propose(past)).await),
        "document.in_past"
    );
    t.perform(Role::Admin, propose(text.clone())).await.unwrap();
    let state = t.office.organisation().await.unwrap();
    let proposal = state.proposals[&DocumentKind::Profile].clone();
    assert_eq!(proposal.authority, domain::code::Authority::Board);
    let approve = |decision: Option<&str>| Command::Document {
        kind: DocumentKind::Profile,
        act: DocumentAct::Approve {
            proposal: proposal.digest.clone(),
            decision: decision.map(str::to_owned),
            preview: None,
        },
    };
    assert_eq!(
        refused(
            t.perform(Role::CenterHead, approve(Some("2026-B-03")))
                .await
        ),
        "access.denied"
    );
    assert_eq!(
        refused(t.perform(Role::President, approve(None)).await),
        "document.decision_missing"
    );
    t.perform(Role::President, approve(Some("2026-B-03")))
        .await
        .unwrap();
    // Internal time limits are the head's to change (B41).
    let internal = text.replace("2026-06-10", "2026-06-20").replacen(
        "period = { n = 2, unit = \"open_day\" }",
        "period = { n = 3, unit = \"open_day\" }",
        1,
    );
    t.perform(Role::Admin, propose(internal)).await.unwrap();
    let state = t.office.organisation().await.unwrap();
    let waiting = &state.proposals[&DocumentKind::Profile];
    assert_eq!(waiting.authority, domain::code::Authority::CenterHead);
    let approve = Command::Document {
        kind: DocumentKind::Profile,
        act: DocumentAct::Approve {
            proposal: waiting.digest.clone(),
            decision: None,
            preview: None,
        },
    };
    t.perform(Role::CenterHead, approve).await.unwrap();
    // What was received before keeps its rules, also for clocks that begin later.
    let profile = |file: &CaseFile| file.profile.clone();
    set(t, date(2026, 6, 11));
    let after = begin(t).await;
    assert_ne!(profile(&before), profile(&after));
    let of = |file: CaseFile| async move {
        t.office
            .in_force_for_case(&file)
            .await
            .unwrap()
            .profile
            .rule("MEMBER_REPLY")
            .unwrap()
            .period
            .n
    };
    assert_eq!((of(before.clone()).await, of(after).await), (14, 21));
    // A matter that arrived before and is entered later belongs to the rules of its arrival.
    let mut late = complaint();
    late.received_at = Some(Timestamp::from_jst(date(2026, 6, 9).at(11, 0, 0, 0)));
    let late = t
        .perform(Role::Intake, register(late))
        .await
        .unwrap()
        .case
        .unwrap();
    assert_eq!(profile(&late), profile(&before));
}
