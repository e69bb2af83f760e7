//! The organisation's own registers on a real office: recorded through the forms, public where the
//! law wants it, kept from those they are not for.

use crate::web::fixture::Bench;

const GUIDELINE: &str = "version=2026-1&title=Guidelines&heard_on=2026/5/1&heard=by+letter&\
    on=2026/5/29&in_force=2026/6/1&decision=&clauses=5+Purpose%0A5-2+Sensitive+data&text=Whole+text&\
    material=";

#[tokio::test]
async fn a10_the_public_page_shows_what_was_published_and_nothing_else() {
    let bench = Bench::new().await;
    let page = bench.get("", "/guidelines").await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("公表した指針はありません"));

    let new = "/registers/guideline/new";
    assert_eq!(bench.post("handler", new, GUIDELINE).await.status, 403);
    let empty = bench.post("compliance_lead", new, "version=").await;
    assert_eq!(empty.status, 422);
    let wrong = GUIDELINE.replace("5-2+Sensitive+data", "Sensitive");
    let wrong = bench.post("compliance_lead", new, &wrong).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text().contains("一行に一条ずつ"), "{}", wrong.text());
    let done = bench.post("compliance_lead", new, GUIDELINE).await;
    let entry = "/registers/guideline/1";
    assert_eq!(
        done.header("location"),
        format!("{entry}?done=recorded"),
        "{}",
        done.text()
    );
    let detail = bench.get("auditor", entry).await.text();
    // Friday 29 May and ten open days: Friday 12 June.
    assert!(detail.contains("2026-06-12") && detail.contains("Sensitive data"));
    assert!(
        detail.contains("by letter"),
        "the auditor reads who was heard"
    );
    assert!(
        !bench
            .get("", "/guidelines")
            .await
            .text()
            .contains("Purpose"),
        "adopted is not published"
    );
    assert_eq!(bench.get("", "/guidelines/2026-1").await.status, 404);

    let filing = "届出の期限が近いか過ぎている";
    assert!(
        !bench
            .get("supervisor", "/today")
            .await
            .text()
            .contains(filing)
    );

    let publish = format!("{entry}/do/publish");
    let bad = "on=2026/6/1&url=javascript:alert(1)";
    assert_eq!(bench.post("publisher", &publish, bad).await.status, 422);
    let good = "on=2026/6/1&url=https://www.example.jp/shishin";
    assert_eq!(bench.post("publisher", &publish, good).await.status, 303);
    for path in ["/guidelines", "/guidelines/2026-1"] {
        let public = bench.get("", path).await.text();
        assert!(
            public.contains("Sensitive data") && public.contains("施行中"),
            "{path}"
        );
        assert!(!public.contains("by letter"), "who was heard is not public");
    }
    // Two weeks later the filing is overdue, and the page of the day says so until it is filed.
    let later = bench.office.now().plus_seconds(14 * 86_400);
    bench.clock.set(later);
    assert!(
        bench
            .get("supervisor", "/today")
            .await
            .text()
            .contains(filing)
    );
    let file = format!("{entry}/do/file");
    let filed = bench
        .post("compliance_lead", &file, "on=2026/6/12&reference=")
        .await;
    assert_eq!(filed.status, 303);
    assert!(
        !bench
            .get("supervisor", "/today")
            .await
            .text()
            .contains(filing)
    );

    let strike = format!("{entry}/do/strike");
    bench.post("center_head", &strike, "reason=mistake").await;
    assert_eq!(bench.get("", "/guidelines/2026-1").await.status, 404);
}

#[tokio::test]
async fn a24_the_desk_is_public_and_its_roster_names_nobody_to_the_auditor() {
    let bench = Bench::new().await;
    let card = bench.get("", "/desk").await;
    assert_eq!(card.status, 200);
    let text = card.text();
    assert!(text.contains("個人情報相談センター") && text.contains("10:00-17:00"));
    assert!(text.contains("今日は受け付けています"));
    assert!(!text.contains("/desk/2005-03-01"));
    assert_eq!(bench.get("", "/desk/2026-05-31").await.status, 303);
    assert_eq!(
        bench.get("member_contact", "/desk/2026-05-31").await.status,
        403
    );
    let sunday = bench.get("auditor", "/desk/2026-05-31").await.text();
    assert!(sunday.contains("/desk/2005-03-01"), "{sunday}");
    let mine = bench.get("center_head", "/rules/desk").await.text();
    let theirs = bench.get("auditor", "/rules/desk").await.text();
    let name = bench.office.directory().await.unwrap();
    let intake = bench.who("intake").id.account().unwrap();
    let name = name.name(intake).unwrap();
    assert!(mine.contains(name) && !theirs.contains(name));
    let code = &intake.to_string()[28..];
    assert!(theirs.contains(code), "the auditor works with codes");
}

#[tokio::test]
async fn b03_a_digest_goes_through_the_forms_to_the_members() {
    let bench = Bench::new().await;
    let file = bench.complaint("M0001").await;
    let new = "/registers/lesson/new";
    let unknown = "cases=r8-c-9999&title=T&text=Secret+story";
    assert_eq!(bench.post("handler", new, unknown).await.status, 422);
    let body = format!("cases={}&title=Title&text=Secret+story", file.number);
    let done = bench.post("handler", new, &body).await;
    let entry = "/registers/lesson/1";
    assert_eq!(done.header("location"), format!("{entry}?done=recorded"));
    for reader in ["auditor", "intake", "kanji"] {
        let page = bench.get(reader, entry).await.text();
        assert!(
            !page.contains("Secret story") && !page.contains("Title"),
            "{reader}"
        );
        let list = bench.get(reader, "/registers/lesson").await.text();
        assert!(!list.contains("Title"), "{reader}");
    }
    // A publisher reaches no case, so nothing drawn from one exists for them.
    assert_eq!(bench.get("publisher", entry).await.status, 404);
    let act = |name: &str| format!("{entry}/do/{name}");
    let early = bench.post("handler", &act("propose"), "").await;
    assert_eq!(early.status, 422);
    assert!(early.text().contains("同意がそろっていない案件"));
    let consent = format!(
        "case={}&of=both&on=2026/6/1&how=post&reference=folder+3",
        file.id
    );
    assert_eq!(
        bench
            .post("handler", &act("consent"), &consent)
            .await
            .status,
        303
    );
    assert_eq!(bench.post("handler", &act("propose"), "").await.status, 303);
    assert_eq!(bench.get("handler", &act("release")).await.status, 403);
    let form = bench.get("supervisor", &act("release")).await.text();
    assert!(
        form.contains("Secret story"),
        "a second reader reads it first"
    );
    let proposal = form.split("name=\"proposal\" value=\"").nth(1).unwrap();
    let proposal = &proposal[..64];
    let stale = format!("proposal={}", "0".repeat(64));
    let stale = bench.post("supervisor", &act("release"), &stale).await;
    assert_eq!(stale.status, 422);
    assert!(
        !bench
            .get("member_contact", "/portal/lessons")
            .await
            .text()
            .contains("Secret story")
    );
    let release = format!("proposal={proposal}");
    assert_eq!(
        bench
            .post("supervisor", &act("release"), &release)
            .await
            .status,
        303
    );
    for reader in ["member_contact", "other_contact"] {
        let page = bench.get(reader, "/portal/lessons").await.text();
        assert!(
            page.contains("Secret story") && !page.contains("R8-"),
            "{reader}"
        );
    }
    let withdraw = format!("case={}&of=both&on=2026/6/1&reason=", file.id);
    let gone = bench
        .post("handler", &act("withdraw-consent"), &withdraw)
        .await;
    assert_eq!(gone.status, 303, "{}", gone.text());
    assert!(
        !bench
            .get("member_contact", "/portal/lessons")
            .await
            .text()
            .contains("Secret story")
    );
}

#[tokio::test]
async fn a01_a_case_outside_the_accreditation_says_so_on_its_page() {
    let bench = Bench::new().await;
    let file = bench.complaint("M0001").await;
    let case = format!("/cases/{}", file.number);
    let warning = "認定の対象分野に含まれていません";
    assert!(!bench.get("handler", &case).await.text().contains(warning));
    let body =
        "act=granted&authority=meti&law=2003&on=2011/8/10&reference=No.1&note=&scope-medical=1";
    let done = bench
        .post("secretariat", "/registers/accreditation/new", body)
        .await;
    assert_eq!(done.status, 303, "{}", done.text());
    assert!(bench.get("handler", &case).await.text().contains(warning));
    let home = bench.get("auditor", "/registers").await.text();
    assert!(home.contains(&file.number.printed()), "{home}");
    let detail = bench
        .get("auditor", "/registers/accreditation/1")
        .await
        .text();
    assert!(
        detail.contains("第37条") && detail.contains("医療"),
        "{detail}"
    );
    for path in [
        "/registers/guideline/1",
        "/registers/accreditation/2",
        "/registers/accreditation/x",
        "/registers/nonsense",
        "/registers/accreditation/1/do/nonsense",
    ] {
        assert_eq!(bench.get("secretariat", path).await.status, 404, "{path}");
    }
}
