//! The main path of a complaint, each step through its own form, from the telephone to the closed
//! file.

use super::{House, MATTER};
use domain::case::CaseCommand;
use poem::http::StatusCode;
use store::Command;

#[tokio::test]
async fn the_desk_sees_number_and_dates_before_it_registers_and_registers_once() {
    let house = House::open().await;
    let mut intake = house.reader("uketsuke").await;

    let form = intake.get("/cases/new").await;
    let mut before = MATTER.to_vec();
    before.push(("_preview", "1"));
    let preview = intake.send("/cases/new", &form, &before).await;
    assert_eq!(preview.status, StatusCode::OK);
    assert!(
        preview.shows("R8-苦情-0001"),
        "the number to come: {}",
        preview.html
    );
    assert!(preview.shows("2026-06-03"), "the last day of ACK");
    assert!(preview.shows("開示請求に回答がない"), "what was typed");
    let empty = house.records().await;
    let sent = intake.send("/cases/new", &preview, &MATTER).await;
    assert_eq!(sent.location, "/cases/r8-c-0001/receipt", "{}", sent.html);
    assert!(house.records().await > empty);
    let receipt = intake.get(&sent.location).await;
    assert!(receipt.shows("R8-苦情-0001") && receipt.shows("/cases/new"));

    let again = intake.send("/cases/new", &preview, &MATTER).await;
    assert_eq!(again.location, sent.location, "one form, one case");
    let form = intake.get("/cases/new").await;
    let similar = intake.send("/cases/new", &form, &before).await;
    assert!(
        similar.shows("/cases/r8-c-0001"),
        "the open case of the same member"
    );

    house.end().await;
}

#[tokio::test]
async fn another_respondent_is_entered_with_what_the_complaint_told() {
    let house = House::open().await;
    let mut intake = house.reader("uketsuke").await;
    let no = intake.register().await;
    let receipt = intake.get(&format!("/cases/{no}/receipt")).await;
    let address = format!("/cases/new?beside={no}");
    assert!(receipt.shows(&address), "the receipt leads to it");
    let form = intake.get(&address).await;
    assert!(form.shows("R8-苦情-0001") && form.shows("開示請求に回答がない"));
    // The respondent is the one thing that is not copied, and it must be another one.
    let about = |respondent| {
        let mut matter = MATTER.to_vec();
        matter.retain(|(name, _)| *name != "respondent");
        matter.push(("respondent", respondent));
        matter
    };
    let same = about("member:M0001");
    let refused = intake.send("/cases/new", &form, &same).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.shows("この相手方についての記録は"));
    assert!(refused.shows("R8-苦情-0001"), "the form stays what it was");
    let sent = intake.send("/cases/new", &refused, &about("body")).await;
    assert_eq!(sent.location, "/cases/r8-c-0002/receipt", "{}", sent.html);
    for (page, shown) in [("r8-c-0001", "r8-c-0002"), ("r8-c-0002", "r8-c-0001")] {
        let page = intake.get(&format!("/cases/{page}")).await;
        assert!(page.shows(&format!("/cases/{shown}\"")), "{shown}");
    }
    house.end().await;
}

#[tokio::test]
async fn the_list_names_who_handles_a_case_before_anybody_has_opened_one() {
    let house = House::open().await;
    let no = house.reader("uketsuke").await.register().await;
    // Assigned through the door alone: no page has named anybody yet.
    let directory = house.office.directory().await.unwrap();
    let of = |wanted: &str| {
        let mut people = directory.people.iter();
        let (_, (account, ..)) = people.find(|(_, (_, login, _))| login == wanted).unwrap();
        account.clone()
    };
    let id = house.office.case_id(no.parse().unwrap()).await.unwrap();
    let assign = CaseCommand::Assign {
        handler: of("tanto").id,
    };
    let command = Command::case(id.unwrap(), assign);
    let chief = of("kanri").actor(house.office.now().date());
    house.office.perform(&chief, command).await.unwrap();
    let list = house.reader("kanri").await.get("/queue/open").await;
    let row = list.html.split("r8-c-0001").last().unwrap();
    assert!(row.contains("試験 tanto"), "{row}");
    house.end().await;
}

#[tokio::test]
async fn a_complaint_goes_its_whole_way_through_the_forms() {
    let house = House::open().await;
    let mut intake = house.reader("uketsuke").await;
    let no = intake.register().await;
    let mut handler = house.reader("tanto").await;
    let mut chief = house.reader("kanri").await;
    intake.done(&no, "acknowledge", &[]).await;
    let assign = chief.get(&format!("/cases/{no}/do/assign")).await;
    let tanto = value_of(&assign.html, "試験 tanto<");
    chief.done(&no, "assign", &[("handler", &tanto)]).await;
    let page = handler
        .done(&no, "propose-acceptance", &[("reason", "範囲に当たる")])
        .await;
    assert!(page.shows("試験 tanto") && !page.shows("/do/approve"));
    approve(&mut chief, &no, "範囲に当たる").await;

    let letter = [("by", "portal"), ("letter", "ご報告ください。")];
    let seen = [letter[0], letter[1], ("_preview", "1")];
    let preview = handler.step(&no, "issue-request", &seen).await;
    assert_eq!(preview.status, StatusCode::OK, "nothing is sent yet");
    assert!(preview.shows("（発行前）") && preview.shows("御中"));
    handler.done(&no, "issue-request", &letter).await;
    approve(&mut chief, &no, "ご報告ください。").await;
    handler
        .done(
            &no,
            "record-delivery",
            &[("by", "portal"), ("on", ""), ("proof", "")],
        )
        .await;
    let report = [("channel", "email"), ("report", "調べました。")];
    let page = handler.done(&no, "record-reply", &report).await;
    assert!(
        page.shows("/do/record-reply"),
        "the proposal is still missing"
    );
    let proposal = [("channel", "email"), ("proposal", "開示します。")];
    handler.done(&no, "record-reply", &proposal).await;
    let form = handler.get(&format!("/cases/{no}/do/return-reply")).await;
    assert!(form.shows("調べました。") && form.shows("開示します。"));
    let back = [
        ("proposal_again", "1"),
        ("deficiencies", "時期がない"),
        ("by", "fax"),
    ];
    handler.done(&no, "return-reply", &back).await;
    approve(&mut chief, &no, "時期がない").await;
    handler
        .done(&no, "record-delivery", &[("by", "fax"), ("on", "R8.6.1")])
        .await;
    let proposal = [("channel", "email"), ("proposal", "六月中に開示します。")];
    handler.done(&no, "record-reply", &proposal).await;
    handler
        .done(&no, "accept-reply", &[("assessment", "足りる")])
        .await;
    let direction = [("by", "post"), ("direction", "ご提案します。")];
    handler.done(&no, "send-direction", &direction).await;
    let page = approve(&mut chief, &no, "").await;
    assert!(page.shows("chip-paused"), "the target waits for the answer");
    handler
        .done(&no, "record-will", &[("will", "agrees"), ("comment", "")])
        .await;
    for kind in ["advice", "investigation"] {
        let note = [("kind", kind), ("note", "経過のとおり。")];
        handler.done(&no, "note", &note).await;
    }
    handler
        .done(
            &no,
            "propose-closing",
            &[
                ("outcome", "settled"),
                ("reason", "合意した"),
                ("letter", "終了をお知らせします。"),
            ],
        )
        .await;
    let page = approve(&mut chief, &no, "合意した").await;
    assert!(page.shows("解決") && !page.shows("/do/propose-closing"));

    for login in ["tanto", "kansa"] {
        let mut reader = house.reader(login).await;
        for tab in [
            "",
            "/history",
            "/history?clocks=1",
            "/deadlines",
            "/letters",
            "/records",
        ] {
            for language in ["ja", "en"] {
                reader.language = language;
                let page = reader.get(&format!("/cases/{no}{tab}")).await;
                assert_eq!(page.status, StatusCode::OK, "{login} {tab} {language}");
                let told = page.shows("開示請求に回答がない") || page.shows("髙橋 花子");
                assert!(login == "tanto" || !told, "{tab} told the auditor");
            }
        }
    }
    letters_are_frozen_and_can_be_checked(&mut handler, &no).await;
    house.end().await;
}

/// Every letter of the way is listed and printed, and anybody who holds one can check it.
async fn letters_are_frozen_and_can_be_checked(handler: &mut super::Reader<'_>, no: &str) {
    let list = handler.get(&format!("/cases/{no}/letters")).await;
    let address = format!("/cases/{no}/letters/");
    let addresses: Vec<String> = list
        .html
        .split(&format!("href=\"{address}"))
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect();
    assert_eq!(
        addresses.len(),
        5,
        "receipt, request, return, direction, end"
    );
    let end = handler.get(&format!("{address}{}", addresses[0])).await;
    assert!(end.shows("終了をお知らせします。") && end.shows("髙橋 花子 様"));
    let request = handler.get(&format!("{address}{}", addresses[3])).await;
    assert!(
        request.shows("御中") && !request.shows("髙橋 花子"),
        "B33: the member learns no name"
    );
    let (_, rest) = request.html.split_once("<code>").unwrap();
    let code = rest.split('<').next().unwrap();
    let form = handler.get("/verify").await;
    let mut genuine = async |number: &str, code: &str| {
        let typed = [("letter-number", number), ("letter-code", code)];
        handler.send("/verify", &form, &typed).await
    };
    let yes = genuine(&format!("第{}号", addresses[3]), code).await;
    assert!(yes.shows("当団体が発行した文書です") && !yes.shows(no));
    for (number, code) in [
        (addresses[0].as_str(), code),
        (&addresses[3], "0000-000000"),
        ("1", code),
    ] {
        let answer = genuine(number, code).await;
        assert!(answer.shows("見つかりません"), "{number} {code}");
    }
}

#[tokio::test]
async fn b06_a_complainant_sees_where_the_matter_stands_and_nobody_elses() {
    let house = House::open().await;
    let mut desk = house.reader("uketsuke").await;
    let no = desk.register().await;
    let receipt = desk.get(&format!("/cases/{no}/receipt")).await;
    let (_, rest) = receipt.html.split_once("<code class=\"no\">").unwrap();
    let secret = rest.split('<').next().unwrap();
    let other = desk.register().await;
    let form = desk.get("/status").await;
    let mut ask = async |number: &str, secret: &str| {
        let typed = [("case-number", number), ("status-secret", secret)];
        desk.send("/status", &form, &typed).await
    };
    let told = ask(&no, &secret.to_lowercase()).await;
    assert!(told.shows("令和8年6月1日") && !told.shows("髙橋"));
    for (number, secret) in [
        (&other, secret),
        (&no, "ABCD-EFGH-2345"),
        (&"x".to_owned(), secret),
    ] {
        assert!(ask(number, secret).await.shows("見つかりません"));
    }
    house.end().await;
}

/// The value of the choice with these words.
fn value_of(html: &str, words: &str) -> String {
    let (before, _) = html.split_once(words).unwrap();
    let (_, value) = before.rsplit_once("<option value=\"").unwrap();
    value.split('"').next().unwrap().to_owned()
}

/// Finds the act among those that wait, sees why it was put forward, and approves it.
async fn approve(chief: &mut super::Reader<'_>, no: &str, reason: &str) -> super::Page {
    let waiting = chief.get("/approvals").await;
    let address = format!("/cases/{no}/do/approve");
    assert!(waiting.shows(&address), "{}", waiting.html);
    let form = chief.get(&address).await;
    assert!(form.shows(reason) && form.shows("試験 tanto"));
    assert!(
        form.hidden(&address)
            .iter()
            .any(|(name, digest)| { name == "proposal_digest" && digest.len() == 64 })
    );
    let page = chief.done(no, "approve", &[]).await;
    assert!(!chief.get("/approvals").await.shows(&address));
    page
}
