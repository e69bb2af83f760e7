//! The machinery on its pages: the clock that is doubted, a run that was given up, an address for mail,
//! and what a watcher asks.

use super::*;
use domain::{sanity::Mark, time::Timestamp};
use store::runs::RunLedger;

#[tokio::test]
async fn an_administrator_confirms_the_clock_and_a_watcher_is_told() {
    let house = House::open().await;
    let ledger = RunLedger::new(house.office.database().clone(), "test");
    let mut stranger = house.stranger();
    let alive = stranger.get("/healthz").await;
    assert_eq!(
        (alive.status, alive.html.as_str()),
        (StatusCode::OK, r#"{"status":"ok"}"#)
    );
    let ready = stranger.get("/readyz").await;
    assert_eq!(ready.status, StatusCode::OK);
    assert!(
        ready.html.contains(r#""clock":"believed""#),
        "{}",
        ready.html
    );
    for condition in ["database", "organisation", "keys", "documents", "jobs"] {
        let holds = format!("\"{condition}\":true");
        assert!(ready.html.contains(&holds), "{}", ready.html);
    }
    let mark = |hours: i64| Mark {
        wall: Timestamp::from_micros(hours * 3_600_000_000),
        running_us: 5,
    };
    ledger.look_at_clock("boot", mark(1_000)).await.unwrap();
    ledger.look_at_clock("boot", mark(2_000)).await.unwrap();
    let doubted = stranger.get("/readyz").await;
    assert_eq!(doubted.status, StatusCode::OK, "other work goes on");
    assert!(
        doubted.html.contains(r#""clock":"ahead""#),
        "{}",
        doubted.html
    );

    let mut admin = house.reader("admin").await;
    let page = admin.get("/admin/jobs").await;
    let act = "/admin/jobs/confirm-clock/now";
    assert!(
        page.shows("時計を確認してください") && page.shows(act),
        "{}",
        page.html
    );
    let form = admin.get(act).await;
    let silent = admin.send(act, &form, &[("reason", "")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = admin
        .send(act, &form, &[("reason", "電波時計と合っている")])
        .await;
    assert_eq!(said.location, "/admin/jobs?done=operated", "{}", said.html);
    assert!(
        !admin
            .get("/admin/jobs")
            .await
            .shows("時計を確認してください")
    );
    assert_eq!(admin.get(act).await.status, StatusCode::NOT_FOUND);
    for path in [
        "/admin/jobs/run-again/x",
        "/admin/jobs/send-again/x",
        "/admin/jobs/no/x",
    ] {
        assert_eq!(
            admin.get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    let mut kanri = house.reader("kanri").await;
    assert_eq!(kanri.get(act).await.status, StatusCode::FORBIDDEN);
    house.end().await;
}

#[tokio::test]
async fn everybody_says_where_they_receive_mail() {
    let house = House::open().await;
    let mut tanto = house.reader("tanto").await;
    let form = tanto.get("/mail").await;
    assert!(form.shows("宛先は登録されていません"), "{}", form.html);
    let wrong = tanto.send("/mail", &form, &[("mail", "sato@")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.shows("メールアドレスの形ではありません") && wrong.shows("value=\"sato@\""));
    let given = tanto
        .send("/mail", &form, &[("mail", "tanto@kigen.example")])
        .await;
    assert_eq!(given.location, "/mail?done=mail-saved", "{}", given.html);
    let page = tanto.get("/mail").await;
    assert!(page.shows("value=\"tanto@kigen.example\"") && page.shows("開庁日に一度"));
    // The administrator sees and changes it for somebody; nobody else does.
    let directory = house.office.directory().await.unwrap();
    let (id, _) = directory
        .people
        .iter()
        .find(|(_, (_, login, _))| login == "tanto")
        .unwrap();
    let path = format!("/admin/users/{id}/mail");
    let mut kanri = house.reader("kanri").await;
    assert_eq!(kanri.get(&path).await.status, StatusCode::FORBIDDEN);
    let mut admin = house.reader("admin").await;
    assert!(admin.get("/admin/users").await.shows(&path));
    let form = admin.get(&path).await;
    assert!(form.shows("tanto@kigen.example"));
    let none = admin.send(&path, &form, &[("mail", "")]).await;
    assert_eq!(none.status, StatusCode::SEE_OTHER);
    assert!(tanto.get("/mail").await.shows("宛先は登録されていません"));
    house.end().await;
}
