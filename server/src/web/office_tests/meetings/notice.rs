//! The period of notice, votes without names, and a resolution about the rules.

use super::{House, ITEM};
use domain::{board::MeetingCommand, id::MeetingId, profile::SHIPPED};
use poem::http::StatusCode;
use store::Command;

#[tokio::test]
async fn the_notice_is_waived_only_by_everybody_and_names_are_hidden_where_the_rules_say_so() {
    let hidden = format!("{}\n[board]\nnames_hidden = true\n", SHIPPED[0].1);
    let house = House::under(&hidden).await;
    let mut jimu = house.reader("jimu").await;
    let form = jimu.get("/board/new").await;
    let typed = [
        ("body", "board"),
        ("at", "R8.6.1 14:00"),
        ("place", "会議室"),
    ];
    jimu.send("/board/new", &form, &typed).await;
    let report = [
        ("subject", "report"),
        ("title", "報告"),
        ("paper", "報告の本文"),
    ];
    jimu.takes("put", "", &report).await;
    let other = [
        ("subject", "other"),
        ("title", "事務所の移転"),
        ("paper", "移転する。"),
    ];
    jimu.takes("put", "", &other).await;
    jimu.takes("notify", "", &[]).await;
    let page = jimu.get("/board/meetings/1").await;
    assert!(page.shows("会日まで中-1日") && page.shows("期間が足りません"));
    let chair = house.seat("richo").await.to_string();
    let short = jimu.tries("open", "", &[("chair", &chair)]).await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(short.shows("全員（監事を含む。）の同意を記録してください"));
    // The president agrees alone, the secretariat writes down the others.
    let mut seats = Vec::new();
    for login in ["riji1", "riji2", "riji3", "richo", "kanji"] {
        seats.push(format!("by-{}", house.seat(login).await));
    }
    let others: Vec<(&str, &str)> = seats[..4].iter().map(|s| (s.as_str(), "1")).collect();
    jimu.takes("waive", "", &others).await;
    let short = jimu.tries("open", "", &[("chair", &chair)]).await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mut kanji = house.reader("kanji").await;
    let form = kanji.get("/board/meetings/1/do/waive").await;
    assert!(!form.shows("試験 riji1"), "only one's own");
    kanji.takes("waive", "", &[(seats[4].as_str(), "1")]).await;
    jimu.takes("open", "", &[("chair", &chair)]).await;
    let meeting = house.meeting().await;
    assert!(meeting.is_waived() && meeting.opened_at.is_some());
    jimu.takes("open-item", "?item=1", &[]).await;
    jimu.takes("resolve", "?item=1", &[("course", "了承した")])
        .await;
    let page = jimu.get(ITEM).await;
    assert!(page.shows("報告済み") && !page.shows("否決"));

    let how = format!("how-{}", house.seat("riji1").await);
    jimu.takes("arrive", "", &[(how.as_str(), "in_person")])
        .await;
    jimu.takes("open-item", "?item=2", &[]).await;
    let choice = format!("choice-{}", house.seat("riji1").await);
    let reason = format!("reason-{}", house.seat("riji1").await);
    let vote = [(choice.as_str(), "against"), (reason.as_str(), "遠すぎる")];
    jimu.takes("vote", "?item=2", &vote).await;
    let second = "/board/meetings/1/items/2";
    let mut riji2 = house.reader("riji2").await;
    let secret = riji2.get(second).await;
    assert!(secret.shows("各自の票は、閉会まで表示しません") && !secret.shows("遠すぎる"));
    let form = jimu.get("/board/meetings/1/do/vote?item=2").await;
    assert!(!form.shows("value=\"against\" checked") && !form.shows("遠すぎる"));
    jimu.takes("resolve", "?item=2", &[("course", "")]).await;
    assert!(!riji2.get(second).await.shows("遠すぎる"));
    jimu.takes("close", "", &[]).await;
    assert!(riji2.get(second).await.shows("遠すぎる"));
    let command = MeetingCommand::Close;
    let again = Command::Meeting {
        id: MeetingId(1),
        command: Box::new(command),
    };
    let jimu = house.actor("jimu").await;
    assert!(house.office.perform(&jimu, again).await.is_err());
    house.end().await;
}

#[tokio::test]
async fn b40_the_approval_of_new_rules_cites_the_resolution_that_adopted_them() {
    let house = House::open().await;
    let mut admin = house.reader("admin").await;
    let newer = SHIPPED[0]
        .1
        .replacen("2005-03-01", "2026-07-01", 1)
        .replacen("backdate_days = 7", "backdate_days = 9", 1);
    let rules = admin.get("/rules").await;
    let check = "/rules/profiles/check";
    let text = [("text", newer.as_str())];
    let shown = admin.send(check, &rules, &text).await;
    let propose = "/rules/profiles/propose";
    let mut why = shown.hidden(propose);
    why.retain(|(name, _)| name == "_csrf");
    for (name, value) in [("text", newer.as_str()), ("reason", "郵便の遅れ")] {
        why.push((name.to_owned(), value.to_owned()));
    }
    let proposed = admin.post(propose, &why).await;
    assert_eq!(proposed.status, StatusCode::SEE_OTHER, "{}", proposed.html);

    let mut jimu = house.reader("jimu").await;
    let form = jimu.get("/board/new").await;
    let typed = [
        ("body", "board"),
        ("at", "R8.6.18 14:00"),
        ("place", "会議室"),
    ];
    jimu.send("/board/new", &form, &typed).await;
    let home = jimu.get("/board").await;
    let (_, subject) = home.html.split_once("do/put?subject=rules:").unwrap();
    let subject = format!("rules:{}", subject.split('"').next().unwrap());
    let item = [
        ("subject", subject.as_str()),
        ("title", "規程の改定"),
        ("paper", "改定する。"),
    ];
    jimu.takes("put", "", &item).await;
    jimu.takes("notify", "", &[]).await;
    house.opens();
    let mut jimu = house.reader("jimu").await;
    let chair = house.seat("richo").await.to_string();
    jimu.takes("open", "", &[("chair", &chair)]).await;
    jimu.records_all("arrive", "", ("how", "in_person")).await;
    jimu.takes("open-item", "?item=1", &[]).await;
    jimu.records_all("vote", "?item=1", ("choice", "for")).await;
    let mut richo = house.reader("richo").await;
    let proposal = "/rules/proposals/profile";
    let before = richo.get(proposal).await;
    assert!(!before.shows("meeting-1/item-1"), "not adopted yet");
    jimu.takes("resolve", "?item=1", &[("course", "")]).await;
    let page = richo.get(proposal).await;
    assert!(page.shows("value=\"meeting-1/item-1\""), "{}", page.html);
    assert!(page.shows("可決した決議：第1回会議 第1号議案"));
    house.wait();
    let approve = format!("{proposal}/approve");
    let decision = [("decision", "meeting-1/item-1")];
    let approved = richo.send(&approve, &page, &decision).await;
    assert_eq!(approved.status, StatusCode::SEE_OTHER, "{}", approved.html);
    let rules = richo.get("/rules").await;
    assert!(
        rules.shows("<a href=\"/board/meetings/1/items/1\">第1回会議 第1号議案</a>"),
        "{}",
        rules.html
    );
    house.end().await;
}
