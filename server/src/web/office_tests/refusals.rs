//! What the pages say no to: nothing is done then, and nothing typed is lost.

use super::{House, MATTER, PEOPLE};
use poem::http::{Method, StatusCode};

#[tokio::test]
async fn a_wrong_field_is_named_beside_it_and_the_rest_is_kept() {
    let house = House::open().await;
    let mut intake = house.reader("uketsuke").await;
    let before = house.records().await;
    let form = intake.get("/cases/new").await;
    for (field, value, words) in [
        ("received_at", "R8.6.31", "日付を読み取れません"),
        ("received_at", "R8.6.2", "現在より後にできません"),
        ("content", " ", "入力してください"),
        ("respondent", "member:M9999", "この会員は登録されていません"),
        ("respondent", "", "選択肢から選んでください"),
        ("applicant", "anonymous", "苦情は匿名では受け付けられません"),
    ] {
        let typed: Vec<(&str, &str)> = MATTER
            .into_iter()
            .map(|(name, kept)| (name, if name == field { value } else { kept }))
            .collect();
        let page = intake.send("/cases/new", &form, &typed).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(page.shows(words), "{field}: {}", page.html);
        assert!(page.shows("id=\"faults\"") && page.shows("<title>入力の誤り1件"));
        assert!(page.shows("髙橋 花子") && page.shows("090-0000-0000"));
    }
    let page = intake.send("/cases/new", &form, &[]).await;
    assert!(
        page.shows("<title>入力の誤り7件"),
        "all at once: {}",
        page.html
    );
    assert!(page.shows("href=\"#content\">申出のあらまし：入力してください"));
    let hasty = [("_preview", "1"), ("received_at", "R8.6.31")];
    let page = intake.send("/cases/new", &form, &hasty).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(house.records().await, before, "nothing was registered");

    let no = intake.register().await;
    intake.done(&no, "acknowledge", &[]).await;
    let mut handler = house.reader("tanto").await;
    let page = handler
        .step(&no, "propose-acceptance", &[("reason", "理由")])
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.shows("先に担当を決めてください"), "{}", page.html);
    assert!(page.shows("理由</textarea>"), "what was typed");
    house.end().await;
}

#[tokio::test]
async fn a_stale_form_shows_both_versions_and_can_be_sent_again() {
    let house = House::open().await;
    let mut intake = house.reader("uketsuke").await;
    let no = intake.register().await;
    let mut handler = house.reader("tanto").await;
    let note = format!("/cases/{no}/do/note");
    let typed = [("kind", "memo"), ("note", "折り返しは午後。")];

    let form = handler.get(&note).await;
    let acknowledge = format!("/cases/{no}/do/acknowledge");
    let opened = intake.get(&acknowledge).await;
    intake.done(&no, "acknowledge", &[]).await;
    let before = house.records().await;
    let twice = intake.send(&acknowledge, &opened, &[]).await;
    assert_eq!(twice.status, StatusCode::PRECONDITION_FAILED);
    assert!(twice.shows("二度送信していないか"), "{}", twice.html);
    let stale = handler.send(&note, &form, &typed).await;
    assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
    assert_eq!(house.records().await, before);
    assert!(
        stale.shows("試験 uketsuke"),
        "who was quicker: {}",
        stale.html
    );
    assert!(stale.shows("範囲の確認") && stale.shows("折り返しは午後。"));
    // An empty field does not hide that the form is stale.
    let empty = handler
        .send(&note, &form, &[("kind", "memo"), ("note", " ")])
        .await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let still = handler.send(&note, &empty, &typed).await;
    assert_eq!(still.status, StatusCode::PRECONDITION_FAILED);
    let again = handler.send(&note, &stale, &typed).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.html);

    let mut chief = house.reader("kanri").await;
    let gone = chief.get(&acknowledge).await;
    assert_eq!(gone.status, StatusCode::CONFLICT);
    assert!(
        gone.shows(&format!("/cases/{no}/do/assign")),
        "what is possible"
    );
    house.end().await;
}

#[tokio::test]
async fn nobody_approves_their_own_act_nor_one_that_changed() {
    let house = House::open().await;
    let mut both = house.reader("ryoho").await;
    let mut chief = house.reader("kanri").await;
    let no = both.register().await;
    both.done(&no, "acknowledge", &[]).await;
    both.done(&no, "declare", &[("litigation", "pending")])
        .await;
    let typed = [("ground", "litigation"), ("reason", "係争中")];
    both.done(&no, "propose-out-of-scope", &typed).await;
    let approve = format!("/cases/{no}/do/approve");
    let own = both.get(&approve).await;
    assert_eq!(own.status, StatusCode::FORBIDDEN);
    assert!(own.shows("起案した人は承認できません"), "{}", own.html);
    let seen = chief.get(&approve).await;
    let before = house.records().await;
    let mut fields = seen.hidden(&approve);
    fields.retain(|(name, _)| name != "_csrf");
    let reject = both.get(&format!("/cases/{no}/do/reject")).await;
    fields.extend(
        reject
            .hidden(&format!("/cases/{no}/do/reject"))
            .into_iter()
            .filter(|(name, _)| name == "_csrf"),
    );
    let forced = both.post(&approve, &fields).await;
    assert_eq!(forced.status, StatusCode::CONFLICT);
    assert!(
        forced.shows("起案した人は承認できません"),
        "{}",
        forced.html
    );
    assert_eq!(house.records().await, before);

    // Withdrawn and put forward again: the approval that was open is for another act.
    both.done(&no, "reject", &[("reason", "書き直す")]).await;
    both.done(&no, "propose-out-of-scope", &typed).await;
    let stale = chief.send(&approve, &seen, &[]).await;
    assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
    let mut fields = seen.hidden(&approve);
    fields.retain(|(name, _)| name != "_version");
    let other = chief.post(&approve, &fields).await;
    assert_eq!(other.status, StatusCode::CONFLICT);
    assert!(other.shows("起案の内容が変わった"), "{}", other.html);
    chief.done(&no, "approve", &[]).await;
    house.end().await;
}

#[tokio::test]
async fn a_form_without_the_readers_token_does_nothing() {
    let house = House::open().await;
    let mut intake = house.reader("uketsuke").await;
    let no = intake.register().await;
    let before = house.records().await;
    let path = format!("/cases/{no}/do/acknowledge");
    let form = intake.get(&path).await;
    let mut bare = form.hidden(&path);
    bare.retain(|(name, _)| name != "_csrf");
    let mut foreign = bare.clone();
    foreign.push(("_csrf".to_owned(), "x".repeat(43)));
    for fields in [bare, foreign] {
        let page = intake.post(&path, &fields).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
    }
    assert_eq!(house.records().await, before);
    house.end().await;
}

#[tokio::test]
async fn who_has_no_part_in_it_gets_no_further() {
    let house = House::open().await;
    let no = house.reader("uketsuke").await.register().await;
    for (login, _) in PEOPLE {
        let mut reader = house.reader(login).await;
        let (case, step, new) = match login {
            "uketsuke" | "tanto" | "tanto2" | "ryoho" | "kanri" => {
                (StatusCode::OK, StatusCode::OK, StatusCode::OK)
            }
            "kansa" | "jimu" | "richo" | "riji1" | "riji2" | "riji3" | "kanji" => {
                (StatusCode::OK, StatusCode::FORBIDDEN, StatusCode::FORBIDDEN)
            }
            _ => (
                StatusCode::NOT_FOUND,
                StatusCode::NOT_FOUND,
                StatusCode::FORBIDDEN,
            ),
        };
        for (path, expected) in [
            (format!("/cases/{no}"), case),
            (format!("/cases/{no}/records"), case),
            (format!("/cases/{no}/do/acknowledge"), step),
            ("/cases/new".to_owned(), new),
        ] {
            assert_eq!(reader.get(&path).await.status, expected, "{login} {path}");
        }
    }
    let mut handler = house.reader("tanto").await;
    for path in [
        "/cases/r8-c-9999",
        "/cases/r8-x-0001",
        "/cases/../etc",
        "/cases/r8-c-0001/do/dance",
        "/cases/r8-c-0001/nothing",
    ] {
        assert_eq!(
            handler.get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    house.end().await;
}

#[tokio::test]
async fn a_case_has_one_address_and_is_found_under_its_printed_number() {
    let house = House::open().await;
    let mut intake = house.reader("uketsuke").await;
    intake.register().await;
    let printed = "R8-%E8%8B%A6%E6%83%85-0001";
    for (asked, written) in [
        (format!("/cases/{printed}"), "/cases/r8-c-0001"),
        (
            format!("/cases/{printed}/history?clocks=1"),
            "/cases/r8-c-0001/history?clocks=1",
        ),
        ("/cases/R8-C-1".to_owned(), "/cases/r8-c-0001"),
        (
            "/cases/r8-i-0001/deadlines".to_owned(),
            "/cases/r8-c-0001/deadlines",
        ),
    ] {
        let page = intake.ask(Method::GET, &asked, String::new()).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{asked}");
        assert_eq!(page.location, written);
    }
    house.end().await;
}
