//! Searching and suggesting through the pages and the interface.

use super::{
    fixture::{Bench, CONFIDENCES},
    viewer::query_value,
};
use domain::code::Role;
use serde_json::json;

/// A form's body.
fn form(pairs: &[(&str, &str)]) -> String {
    let pairs: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{name}={}", query_value(value)))
        .collect();
    pairs.join("&")
}

fn may_search(role: Role) -> bool {
    matches!(
        role,
        Role::Intake | Role::Handler | Role::Supervisor | Role::CenterHead
    )
}

#[tokio::test]
async fn whoever_searches_has_the_box_and_finds_with_the_words_marked() {
    let bench = Bench::new().await;
    bench.complaint("M0001").await;
    let home = bench.get("handler", "/queue").await.text();
    assert!(home.contains("action=\"/search\""));
    for text in ["試験花子", "ｼｹﾝ ﾊﾅｺ", "09000000000"] {
        let answer = bench
            .post("handler", "/search", &form(&[("words", text)]))
            .await;
        assert_eq!(answer.status, 200, "{text}");
        let page = answer.text();
        assert!(page.contains("申出人が一致した案件"), "{page}");
        assert!(page.contains("href=\"/cases/r8-c-0001\""), "{text}");
        assert!(page.contains("<mark>"), "{text}");
    }
    let page = bench
        .post("handler", "/search", &form(&[("words", "開示")]))
        .await
        .text();
    assert!(page.contains("<mark>開示</mark>請求に回答がない"), "{page}");
    assert!(page.contains("本文に語を含む案件"));
    let page = bench
        .post(
            "intake",
            "/search",
            &form(&[("words", "株式会社試験M0002")]),
        )
        .await
        .text();
    assert!(page.contains("href=\"/members/M0002\""), "{page}");
    let narrowed = [("words", "開示"), ("open", "closed")];
    let page = bench
        .post("handler", "/search", &form(&narrowed))
        .await
        .text();
    assert!(page.contains("見つかりません"), "{page}");
    assert!(page.contains("value=\"開示\""), "what was typed stays");
}

#[tokio::test]
async fn what_cannot_be_sought_is_said_with_what_to_do() {
    let bench = Bench::new().await;
    for (typed, told) in [
        ([("words", "")], "番号か語を入力してください"),
        ([("words", "案")], "2文字以上"),
        ([("kind", "nonsense")], "番号か語を入力してください"),
    ] {
        let answer = bench.post("handler", "/search", &form(&typed)).await;
        assert_eq!(answer.status, 422, "{typed:?}");
        assert!(answer.text().contains(told), "{}", answer.text());
    }
    let typed = [("words", "勧告"), ("kind", "nonsense")];
    let answer = bench.post("handler", "/search", &form(&typed)).await;
    assert_eq!(answer.status, 422);
}

#[tokio::test]
async fn whoever_does_not_search_is_told_nothing() {
    let bench = Bench::new().await;
    bench.complaint("M0001").await;
    for role in Role::ALL.iter().filter(|role| !may_search(**role)) {
        let person = role.code();
        let words = form(&[("words", "試験花子"), ("name", "試験花子")]);
        for path in ["/search", "/cases/new/similar"] {
            let answer = bench.post(person, path, &words).await;
            assert_eq!(answer.status, 403, "{person} {path}");
            for confidence in CONFIDENCES {
                assert!(!answer.text().contains(confidence));
            }
        }
        let body = json!({"words": "試験花子"});
        let answer = bench.post_json(person, "/api/v1/search", None, &body).await;
        assert_eq!(answer.status, 403, "{person}");
        let help = bench.get(person, "/help").await.text();
        assert!(!help.contains("action=\"/search\""), "{person}");
    }
    let stranger = bench.post("", "/search", "words=xx").await;
    assert_ne!(stranger.status, 200);
}

#[tokio::test]
async fn a_program_learns_where_the_words_stand_and_not_the_words() {
    let bench = Bench::new().await;
    bench.complaint("M0001").await;
    let body = json!({"words": "試験 花子", "kind": "complaint", "fiscal_year": 2026});
    let answer = bench
        .post_json("handler", "/api/v1/search", None, &body)
        .await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    let found = answer.json();
    assert_eq!(found["cases"][0]["case"]["number"], "r8-c-0001");
    assert_eq!(found["cases"][0]["found_in"], json!(["name"]));
    assert_eq!(found["more"], false);
    for confidence in CONFIDENCES {
        assert!(!answer.text().contains(confidence));
    }
    let body = json!({"words": "あ"});
    let answer = bench
        .post_json("handler", "/api/v1/search", None, &body)
        .await;
    assert_eq!(answer.status, 422);
    assert_eq!(answer.json()["errors"][0]["code"], "search.too_short");
}

#[tokio::test]
async fn intake_is_told_of_the_same_person_and_keeps_what_was_typed() {
    let bench = Bench::new().await;
    bench.complaint("M0001").await;
    let typed = [
        ("name", "試験 花子"),
        ("content", "まだ回答がない"),
        ("respondent", "member:M0001"),
        ("member_sought", "試験M0002"),
    ];
    let part = bench
        .post("intake", "/cases/new/similar", &form(&typed))
        .await
        .text();
    assert!(part.contains("href=\"/cases/r8-c-0001\""), "{part}");
    assert!(part.contains("氏名が同じ"), "{part}");
    assert!(part.contains("同じ相手方への申出が続いています"), "{part}");
    assert!(part.contains("value=\"member:M0002\""), "{part}");
    assert!(!part.contains("<html"), "a part of the page only");

    let asked = [&typed[..], &[("_similar", "1")]].concat();
    let answer = bench.post("intake", "/cases/new", &form(&asked)).await;
    assert_eq!(answer.status, 200);
    let page = answer.text();
    assert!(page.contains("氏名が同じ"), "{page}");
    assert!(page.contains("まだ回答がない") && page.contains("value=\"試験 花子\""));

    let chosen = [&typed[..], &[("_choose", "member:M0002")]].concat();
    let page = bench
        .post("intake", "/cases/new", &form(&chosen))
        .await
        .text();
    assert!(
        page.contains("<option value=\"member:M0002\" selected>"),
        "{page}"
    );
    assert!(page.contains("まだ回答がない"));
    let chosen = [&typed[..], &[("_choose", "prior:r8-c-0001")]].concat();
    let page = bench
        .post("intake", "/cases/new", &form(&chosen))
        .await
        .text();
    assert!(
        page.contains("name=\"prior\" value=\"r8-c-0001\""),
        "{page}"
    );
    // Nothing was registered by any of this.
    let list = bench.get("intake", "/api/v1/cases").await.json();
    assert_eq!(list["total"], 1);
}

#[tokio::test]
async fn the_earlier_case_that_was_chosen_leads_on_to_the_link() {
    let bench = Bench::new().await;
    bench.complaint("M0001").await;
    let typed = [
        ("kind", "complaint"),
        ("channel", "telephone"),
        ("applicant", "principal"),
        ("category", "disclosure"),
        ("respondent", "member:M0001"),
        ("name", "試験 花子"),
        ("content", "まだ回答がない"),
        ("explained", "1"),
        ("prior", "r8-c-0001"),
    ];
    let sent = bench.post("intake", "/cases/new", &form(&typed)).await;
    let receipt = "/cases/r8-c-0002/receipt?prior=r8-c-0001";
    assert_eq!(
        (sent.status, sent.header("location")),
        (303, receipt),
        "{}",
        sent.text()
    );
    let page = bench.get("intake", receipt).await.text();
    let link = "/cases/r8-c-0002/do/link?to=r8-c-0001&#38;how=repeat";
    assert!(page.contains(link), "{page}");
    let step = bench
        .get("intake", "/cases/r8-c-0002/do/link?to=r8-c-0001&how=repeat")
        .await
        .text();
    assert!(step.contains("value=\"r8-c-0001\""), "{step}");
    // Whoever may not link is not sent there.
    let page = bench.get("supervisor", receipt).await.text();
    assert!(!page.contains("/do/link?to="), "{page}");
}
