//! The register of members and the public list on a real office: recorded on the pages, shown to all.

use crate::web::fixture::Bench;

#[tokio::test]
async fn a_change_of_the_register_shows_in_the_list_and_the_earlier_list_stays() {
    let bench = Bench::new().await;
    // Nobody is signed in: the law has the names published.
    let list = bench.get("", "/targets").await;
    assert_eq!(list.status, 200);
    assert!(list.text().contains("株式会社試験M0001") && list.text().contains("お客様相談室"));
    assert!(
        !list.text().contains("東京都港区"),
        "an address is not published"
    );
    let refused = bench.post("handler", "/targets", "").await;
    assert_eq!(refused.status, 403);
    let taken = bench.post("publisher", "/targets", "").await;
    assert_eq!(taken.header("location"), "/members?done=published");
    let again = bench.post("publisher", "/targets", "").await;
    assert_eq!(again.header("location"), "/members?done=unchanged");

    let act = "/members/M0001/do/withdraw";
    let late = bench.post("membership", act, "on=2026/06/02").await;
    assert_eq!(late.status, 422);
    assert!(late.text().contains("今日より後の日は記録できません"));
    let empty = bench.post("membership", act, "on=").await;
    assert_eq!(empty.status, 422);
    let done = bench.post("membership", act, "on=R8.6.1").await;
    assert_eq!(done.header("location"), "/members/M0001?done=recorded");
    let page = bench.get("membership", "/members/M0001").await.text();
    assert!(page.contains("対象事業者の同意の終了"), "{page}");
    assert!(page.contains("会員（対象事業者の同意なし）"));

    let today = bench.get("", "/targets").await.text();
    assert!(!today.contains("株式会社試験M0001") && today.contains("株式会社試験M0002"));
    let snapshot = bench.get("", "/targets/2026-06-01").await.text();
    assert!(snapshot.contains("株式会社試験M0001"));
    let table = bench.get("", "/targets/2026-06-01/csv").await;
    assert_eq!(
        table.header("content-disposition"),
        "attachment; filename=\"targets-2026-06-01.csv\""
    );
    assert!(
        table
            .text()
            .contains("M0002,株式会社試験M0002,金融,お客様相談室,03-0000-0000")
    );
    for missing in ["/targets/2026-05-31", "/targets/2026-06-02", "/targets/x"] {
        assert_eq!(bench.get("", missing).await.status, 404, "{missing}");
    }
}

#[tokio::test]
async fn the_register_is_filtered_by_standing_and_by_kana() {
    let bench = Bench::new().await;
    let contacts = "name=青空&kana=アオゾラ&telephone=0000-00-0000";
    let done = bench
        .post("supervisor", "/members/M0001/do/contacts", contacts)
        .await;
    assert_eq!(done.status, 303);
    let leave = "on=2026/05/31&cause=withdrawal";
    let done = bench
        .post("membership", "/members/M0002/do/leave", leave)
        .await;
    assert_eq!(done.status, 303);
    for (query, first, second) in [
        ("", true, false),
        ("?show=targets", true, true),
        ("?show=left", false, true),
        ("?show=mismatch", false, true),
        ("?row=a", true, false),
        ("?row=other", false, false),
        ("?show=targets&row=other", false, true),
    ] {
        let page = bench
            .get("intake", &format!("/members{query}"))
            .await
            .text();
        let named = |code: &str| page.contains(&format!("href=\"/members/{code}\">"));
        let listed = (named("M0001"), named("M0002"));
        // The note about the list links members too; the table names them.
        let shown = (
            listed.0 && page.contains("<a href=\"/members/M0001\">青空</a>"),
            listed.1 && page.contains("<a href=\"/members/M0002\">株式会社試験M0002</a>"),
        );
        assert_eq!(shown, (first, second), "{query}");
    }
    for query in ["?show=x", "?row=x"] {
        let page = bench.get("intake", &format!("/members{query}")).await;
        assert_eq!(page.status, 422, "{query}");
    }
}
