//! The gravest acts of the organisation, from the proposal to the end, as its people take them with
//! the forms alone.

use super::{
    board::{Hall, typed},
    fill, journey, open, path, picture, press, text,
};
use fantoccini::Locator;

const CONDUCT: [(&str, &str); 4] = [
    ("kind", "recommendation"),
    ("member", "D0001"),
    ("basis", "conduct"),
    ("conduct", "2026年10月1日"),
];

/// A recommendation that the member has in hand, on the eleventh day.
async fn recommended(hall: &mut Hall<'_>) {
    hall.propose("/measures/new", &CONDUCT).await;
    hall.explain().await;
    hall.hand_in("statement", "担当者の交代により遅れました。")
        .await;
    hall.appoint().await;
    let summary = [("summary", "遅れたことに争いはない。")];
    hall.step("chosha", "close-hearing", &summary).await;
    hall.decided_by_board("impose").await;
    hall.tell_decision().await;
}

/// One to which nothing came for forty days: the supervisor says so, the board finds it.
async fn not_followed(hall: &mut Hall<'_>) {
    recommended(hall).await;
    hall.days_pass(40);
    let nothing = [
        ("finding", "not_followed"),
        ("reason", "報告がありません。"),
    ];
    hall.step("kanri", "verify", &nothing).await;
    hall.decided_by_board("not_followed").await;
}

/// From the proposal to the report that it was followed, with the minutes signed: with scripts and
/// without, at a desk and on a telephone.
#[test]
fn a_recommendation_is_followed() {
    journey(async |browser, served| {
        let window = browser.window(1280, false).await;
        let mut hall = Hall::new(&window, served);
        recommended(&mut hall).await;

        // The printed paper shows explanation, hearing, recusals and quorum on its face.
        hall.be("riji").await;
        let pack = format!("/board/meetings/{}/pack?item=1", hall.meeting);
        let said = hall.see(&pack).await;
        picture(&window, "pack").await;
        for words in [
            "事情説明書",
            "弁明の機会",
            "弁明要旨",
            "審議から除かれる者",
            "定足数",
            "4 / 議決権者 4",
        ] {
            assert!(said.contains(words), "{words}: {said}");
        }
        // The minutes are drafted from the record, approved by another who sat there, and signed.
        hall.be("jimukyoku").await;
        let minutes = format!("/board/meetings/{}/minutes", hall.meeting);
        let draft = hall.see(&minutes).await;
        assert!(draft.contains("署名"), "{draft}");
        picture(&window, "minutes").await;
        let write = format!("form[action='{minutes}/write'] button[type=submit]");
        press(&window, &write).await;
        hall.be("riji").await;
        hall.see(&minutes).await;
        let approve = format!("form[action='{minutes}/approve'] button[type=submit]");
        press(&window, &approve).await;
        hall.be("jimukyoku").await;
        hall.see(&minutes).await;
        let scan = served.program.path().join("議事録.pdf");
        std::fs::write(&scan, b"%PDF-1.4 signed").unwrap();
        fill(&window, &[("by", "paper"), ("reference", "書庫B-12")]).await;
        let file = window.find(Locator::Css("input[type=file]")).await.unwrap();
        file.send_keys(scan.to_str().unwrap()).await.unwrap();
        press(
            &window,
            &format!("form[action='{minutes}/sign'] button[type=submit]"),
        )
        .await;
        let said = text(&window, "main").await;
        assert!(said.contains("署名済み"), "{said}");

        // The member reports from a telephone.
        let phone = browser.window(375, true).await;
        let mut hall = hall.at(&phone);
        hall.hand_in("report", "すべて開示しました。").await;
        picture(&phone, "portal-375").await;
        let wide = "return [document.documentElement.scrollWidth, window.innerWidth]";
        let wide = phone.execute(wide, vec![]).await.unwrap();
        let wide: Vec<u64> = serde_json::from_value(wide).unwrap();
        assert_eq!(wide, [375, 375], "nothing to scroll sideways");
        let found = [("finding", "fulfilled"), ("reason", "開示を確かめました。")];
        hall.step("kanri", "verify", &found).await;
        hall.stands("kanri", "履行").await;
        phone.close().await.unwrap();
        window.close().await.unwrap();
        served.kigen(&["check"]);
    });
}

/// Not followed, found so by the board, revoked after an oral hearing, in effect in one act, objected
/// to, annulled: the member is a member again.
#[test]
fn what_is_not_followed_ends_the_membership_and_an_annulment_restores_it() {
    journey(async |browser, served| {
        let window = browser.window(1280, true).await;
        let mut hall = Hall::new(&window, served);
        not_followed(&mut hall).await;
        hall.be("kanri").await;
        hall.see(&format!("/measures/{}", hall.measure)).await;
        let link = window
            .find(Locator::Css("main a[href*='/measures/new?after=']"))
            .await
            .unwrap();
        let next = link.attr("href").await.unwrap().unwrap();
        hall.propose(&next, &[("kind", "revocation")]).await;
        hall.explain().await;
        hall.appoint().await;
        // Fourteen clear days lie between the notice and the hearing.
        let begins = hall.afternoon(20);
        let at = typed(begins);
        let at = [("at", at.as_str()), ("place", "本会会議室")];
        hall.step("chosha", "fix-hearing", &at).await;
        let letter = [("by", "portal"), ("letter", "意見を聴取します。")];
        hall.step("chosha", "notify-hearing", &letter).await;
        hall.receive("hearing").await;
        hall.until(begins);
        let record = [("record", "会員は事実を認めた。")];
        hall.step("chosha", "hold", &record).await;
        let record = [("by", "portal"), ("letter", "調書を送ります。")];
        hall.step("chosha", "send-record", &record).await;
        hall.receive("record").await;
        hall.days_pass(16);
        let summary = [("summary", "事実に争いはない。")];
        hall.step("chosha", "close-hearing", &summary).await;
        hall.decided_by_board("impose").await;
        hall.tell_decision().await;
        // One act: membership, target list, public page, portal access, open cases.
        let name = member_name(&mut hall).await;
        assert!(hall.see("/targets").await.contains(&name));
        hall.be("jimukyoku").await;
        let effect = format!("/measures/{}/move-effect", hall.measure);
        hall.see(&effect).await;
        for plan in window
            .find_all(Locator::Css("main input[name^='plan-'][value='continue']"))
            .await
            .unwrap()
        {
            plan.click().await.unwrap();
        }
        fill(&window, &[("reason", "通知が到達しました。")]).await;
        picture(&window, "effect").await;
        press(&window, "main form.form button[type=submit]").await;
        hall.step("rijicho", "approve", &[("password", "demo")])
            .await;
        let public = hall.see("/targets").await;
        assert!(!public.contains(&name), "{name}: {public}");
        let closed = signs_in(&hall, "kaiin").await;
        assert!(!closed, "the portal is closed");
        // The member objects by letter; the board annuls; everything is as it was.
        let object = [("channel", "post"), ("objection", "処分は重すぎる。")];
        hall.step("jimukyoku", "object", &object).await;
        hall.decided_by_board("objection").await;
        let back = [
            ("by", "certified_post"),
            ("letter", "抹消を取り消しました。"),
            ("reason", "決議のとおり。"),
        ];
        hall.carry_out("move-restoration", &back).await;
        hall.stands("kanri", "復帰").await;
        assert!(hall.see("/targets").await.contains(&name));
        assert!(signs_in(&hall, "kaiin").await, "the portal is open again");
        window.close().await.unwrap();
        served.kigen(&["check"]);
    });
}

/// Whether somebody can sign in.
async fn signs_in(hall: &Hall<'_>, login: &str) -> bool {
    let window = hall.window;
    window.delete_all_cookies().await.unwrap();
    open(window, hall.served, "/login?lang=ja").await;
    fill(window, &[("login", login), ("password", "demo")]).await;
    press(window, "main form.form button[type=submit]").await;
    window
        .find(Locator::Css("form[action='/logout']"))
        .await
        .is_ok()
}

/// A statutory member leaves only by the general meeting, after it was heard there.
#[test]
fn a_statutory_member_is_expelled_by_the_general_meeting() {
    journey(async |browser, served| {
        let window = browser.window(1280, true).await;
        let mut hall = Hall::new(&window, served);
        for member in ["D0001", "D0002", "D0003"] {
            hall.be("kaiintanto").await;
            let entry = [("statutory", "yes"), ("on", "2026年11月20日")];
            let after = hall
                .send(&format!("/members/{member}/do/statutory"), &entry)
                .await;
            let said = text(&window, "main").await;
            assert_eq!(after, format!("/members/{member}"), "{said}");
        }
        not_followed(&mut hall).await;
        let next = format!("/measures/new?after={}", hall.measure);
        // The board cannot: the form says who decides.
        hall.be("kanri").await;
        let said = refused_proposal(&hall, &next).await;
        assert!(said.contains("社員"), "{said}");
        hall.propose(&next, &[("kind", "expulsion")]).await;
        hall.explain().await;
        hall.call("general_meeting", 30, "impose").await;
        let letter = [("by", "portal"), ("letter", "総会で弁明できます。")];
        hall.step("jimukyoku", "notify-hearing", &letter).await;
        hall.receive("hearing").await;
        hall.until_the_meeting();
        hall.be("jimukyoku").await;
        let page = format!("/board/meetings/{}/do", hall.meeting);
        open(&window, served, &format!("{page}/open")).await;
        let chair = window.find(Locator::Css("select[name=chair] option:last-child"));
        let chair = chair.await.unwrap().attr("value").await.unwrap().unwrap();
        hall.run("open", "", &[("chair", &chair)]).await;
        open(&window, served, &format!("{page}/arrive")).await;
        for way in window
            .find_all(Locator::Css("input[name^='how-'][value='in_person']"))
            .await
            .unwrap()
        {
            way.click().await.unwrap();
        }
        press(&window, "main form.form button[type=submit]").await;
        hall.run("open-item", "?item=1", &[]).await;
        let heard = [("how", "spoken"), ("words", "会員は弁明した。")];
        hall.run("hear", "?item=1", &heard).await;
        hall.carried().await;
        hall.tell_decision().await;
        hall.stands("kanri", "除名").await;
        window.close().await.unwrap();
        served.kigen(&["check"]);
    });
}

/// What the form says when a revocation by the board is proposed against a statutory member.
async fn refused_proposal(hall: &Hall<'_>, address: &str) -> String {
    open(hall.window, hall.served, address).await;
    let typed = [
        ("kind", "revocation"),
        ("facts", "f"),
        ("evidence", "e"),
        ("reason", "r"),
    ];
    fill(hall.window, &typed).await;
    press(hall.window, "main form.form button[type=submit]").await;
    assert_eq!(path(hall.window).await, "/measures/new");
    text(hall.window, "main").await
}

/// A director who is an officer of the member finds nothing anywhere and is not counted.
#[test]
fn a_director_with_an_interest_sees_nothing() {
    journey(async |browser, served| {
        let window = browser.window(1280, true).await;
        let mut hall = Hall::new(&window, served);
        hall.propose("/measures/new", &CONDUCT).await;
        let name = member_name(&mut hall).await;
        hall.explain().await;
        hall.hand_in("statement", "担当者の交代により遅れました。")
            .await;
        hall.appoint().await;
        let summary = [("summary", "遅れたことに争いはない。")];
        hall.step("chosha", "close-hearing", &summary).await;
        hall.call("board", 10, "impose").await;
        let after = hall.declare("riji3", "officer").await;
        assert_eq!(after, "/board");
        let item = format!("/board/meetings/{}/items/1", hall.meeting);
        let measure = format!("/measures/{}", hall.measure);
        let number = format!("措置第{}号", hall.measure);
        for hidden in [item.as_str(), measure.as_str()] {
            let said = hall.see(hidden).await;
            assert!(said.contains("見つかりません"), "{hidden}: {said}");
        }
        for page in ["/board", "/measures?state=all", "/today", "/queue/open"] {
            let said = hall.see(page).await;
            assert!(!said.contains(&number), "{page}: {said}");
        }
        let agenda = hall.see(&format!("/board/meetings/{}", hall.meeting)).await;
        assert!(
            !agenda.contains(&name) && !agenda.contains("会員に対する措置"),
            "{agenda}"
        );
        for login in ["riji", "riji2", "rijicho"] {
            hall.declare(login, "none").await;
        }
        hall.opens("大河内　清").await;
        hall.be("jimukyoku").await;
        let bar = hall.see(&format!("/board/meetings/{}", hall.meeting)).await;
        assert!(
            bar.contains("3 / 議決権者 3") && bar.contains("ほかに除かれた者 1名"),
            "{bar}"
        );
        hall.carried().await;
        // After the decision it is as closed as before.
        hall.be("riji3").await;
        for hidden in [
            item,
            measure,
            format!("/board/meetings/{}/minutes", hall.meeting),
        ] {
            let said = hall.see(&hidden).await;
            assert!(said.contains("見つかりません"), "{hidden}: {said}");
        }
        window.close().await.unwrap();
        served.kigen(&["check"]);
    });
}

/// The member's name, as the page of the measure gives it to the supervisor.
async fn member_name(hall: &mut Hall<'_>) -> String {
    hall.be("kanri").await;
    hall.see("/members/D0001").await;
    text(hall.window, "main h1").await
}
