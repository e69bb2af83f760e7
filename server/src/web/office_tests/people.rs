//! The people of the house on their pages: the pledge, leaving, deputies, the second approver.

use super::*;
use domain::id::AccountId;

/// Somebody hired today, who has pledged nothing.
async fn hired(house: &House, login: &str, roles: &[Role]) -> AccountId {
    let contact = roles.contains(&Role::MemberContact);
    let password = Zeroizing::new("correct horse".to_owned());
    let create = Command::Account {
        id: None,
        command: AccountCommand::Create {
            login: login.to_owned(),
            name: format!("試験 {login}"),
            roles: roles.to_vec(),
            member: contact.then(|| "M0001".parse().unwrap()),
        },
        password: Some(house.office.hash_password(password).await.unwrap()),
    };
    let operator = Actor::command_line("test");
    let done = house.office.perform(&operator, create).await.unwrap();
    done.account.unwrap()
}

async fn id_of(house: &House, login: &str) -> String {
    let directory = house.office.directory().await.unwrap();
    let mut people = directory.people.iter();
    let found = people.find(|(_, (_, known, _))| known == login);
    found.unwrap().0.to_string()
}

async fn pledges(house: &House, id: AccountId) {
    let account = house.office.account(id).await.unwrap().unwrap();
    pledge(&house.office, &account).await;
}

#[tokio::test]
async fn b16_nothing_opens_before_the_pledge() {
    let house = House::open().await;
    hired(&house, "shinjin", &[Role::Supervisor]).await;
    let mut reader = house.reader("shinjin").await;
    for path in ["/today", "/queue", "/cases/new", "/rules", "/api/docs", "/"] {
        let page = reader.get(path).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{path}");
        assert_eq!(page.location, format!("/pledge?next={path}"));
    }
    for path in ["/api/v1/session", "/api/v1/cases", "/api/v1/openapi.json"] {
        let answer = reader.get(path).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
        assert!(
            answer.html.contains("\"code\":\"pledge.missing\""),
            "{}",
            answer.html
        );
    }
    let about = reader.get("/problems/pledge.missing").await;
    assert_eq!(about.status, StatusCode::OK);
    // What is sent is not taken either.
    let form = reader.get("/pledge?next=/queue").await;
    assert!(
        form.shows("退職した後も") && !form.shows("<nav"),
        "{}",
        form.html
    );
    let token = form.hidden("/pledge");
    let sent = reader.post("/cases/new", &token).await;
    assert_eq!(sent.status, StatusCode::FORBIDDEN);
    // Without the tick nothing is pledged.
    let before = house.records().await;
    let unticked = reader.send("/pledge", &form, &[]).await;
    assert_eq!(unticked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(house.records().await, before);
    // With it, the way leads on to where they wanted.
    let sent = reader.send("/pledge", &form, &[("agree", "1")]).await;
    assert_eq!(
        (sent.status, sent.location.as_str()),
        (StatusCode::SEE_OTHER, "/queue")
    );
    assert_eq!(house.records().await, before + 1);
    assert_eq!(reader.get("/queue").await.status, StatusCode::OK);
    let twice = reader.send("/pledge", &form, &[("agree", "1")]).await;
    assert_eq!(twice.location, "/queue");
    assert_eq!(house.records().await, before + 1);
    // A year later it is asked again.
    house
        .clock
        .set(house.office.now().plus_seconds(366 * 86_400));
    let mut reader = house.reader("shinjin").await;
    assert_eq!(reader.get("/today").await.location, "/pledge?next=/today");
    reader.language = "en";
    assert!(reader.get("/pledge").await.shows("Your pledge has ended"));
    house.end().await;
}

#[tokio::test]
async fn b17_a_member_reads_nothing_before_the_pledge() {
    let house = House::open().await;
    hired(&house, "madoguchi", &[Role::MemberContact]).await;
    let mut reader = house.reader("madoguchi").await;
    assert_eq!(reader.get("/portal").await.location, "/pledge?next=/portal");
    let form = reader.get("/pledge?next=/portal").await;
    assert!(form.shows("窓口担当者でなくなった後も"));
    reader.send("/pledge", &form, &[("agree", "1")]).await;
    assert_eq!(reader.get("/portal").await.status, StatusCode::OK);
    house.end().await;
}

#[tokio::test]
async fn the_register_tells_who_owes_a_pledge_and_who_left_when() {
    let house = House::open().await;
    let head = hired(&house, "senta", &[Role::CenterHead]).await;
    pledges(&house, head).await;
    let leaver = hired(&house, "taishoku", &[Role::Handler]).await;
    let mut reader = house.reader("senta").await;
    let page = reader.get("/pledges").await;
    assert!(
        page.shows("試験 taishoku") && page.shows("未誓約"),
        "{}",
        page.html
    );
    let mut admin = house.reader("admin").await;
    let path = format!("/admin/users/{leaver}/close");
    assert!(admin.get("/admin/users").await.shows(&path));
    let form = admin.get(&path).await;
    let future = admin
        .send(&path, &form, &[("left", "R8.6.2"), ("reason", "退職")])
        .await;
    assert_eq!(future.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(future.shows("退職日は今日より後にできません"));
    let closed = admin
        .send(&path, &form, &[("left", "R8.5.31"), ("reason", "退職")])
        .await;
    assert_eq!(
        closed.location, "/admin/users?done=closed",
        "{}",
        closed.html
    );
    assert_eq!(admin.get(&path).await.status, StatusCode::NOT_FOUND);
    let page = reader.get("/pledges").await;
    assert!(
        page.shows("退職日より後"),
        "closed a day late: {}",
        page.html
    );
    house.end().await;
}

#[tokio::test]
async fn a_deputy_is_appointed_acts_and_steps_back_on_pages() {
    let house = House::open().await;
    let head = hired(&house, "senta", &[Role::CenterHead]).await;
    pledges(&house, head).await;
    let mut head = house.reader("senta").await;
    let form = head.get("/deputies").await;
    let (absent, deputy) = (id_of(&house, "kanri").await, id_of(&house, "tanto").await);
    let typed = |from, until| {
        [
            ("principal", absent.as_str()),
            ("deputy", deputy.as_str()),
            ("from", from),
            ("until", until),
            ("reason", "夏季休暇"),
        ]
    };
    let refused = head
        .send("/deputies", &form, &typed("R8.6.5", "R8.6.1"))
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.shows("最後の日は最初の日以後にしてください") && refused.shows("夏季休暇"));
    let sent = head
        .send("/deputies", &form, &typed("R8.6.1", "R8.6.5"))
        .await;
    assert_eq!(sent.location, "/deputies?done=recorded", "{}", sent.html);
    let page = head.get("/deputies").await;
    assert!(page.shows("代理中"));
    // On these days the deputy finds the supervisor's pages.
    let mut tanto = house.reader("tanto").await;
    assert_eq!(tanto.get("/approvals").await.status, StatusCode::OK);
    let mut admin = house.reader("admin").await;
    assert!(admin.get("/admin/users").await.shows("試験 kanriの代理"));
    let number = house.reader("uketsuke").await.register().await;
    house
        .reader("uketsuke")
        .await
        .done(&number, "acknowledge", &[])
        .await;
    let tanto2 = id_of(&house, "tanto2").await;
    let assigned = tanto.done(&number, "assign", &[("handler", &tanto2)]).await;
    assert!(
        assigned.shows("試験 tanto（試験 kanriの代理）"),
        "{}",
        assigned.html
    );
    // It ends early, at once.
    let path = format!("/deputies/{deputy}/{absent}/2026-06-01/end");
    assert!(page.shows(&path));
    let form = head.get(&path).await;
    let empty = head.send(&path, &form, &[("reason", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let ended = head.send(&path, &form, &[("reason", "復帰")]).await;
    assert_eq!(ended.location, "/deputies?done=recorded", "{}", ended.html);
    assert_eq!(tanto.get("/approvals").await.status, StatusCode::FORBIDDEN);
    house.end().await;
}

#[tokio::test]
async fn the_second_approver_comes_decides_and_sees_it_no_more() {
    let house = House::open().await;
    let outside = hired(&house, "gaibu", &[Role::SecondApprover]).await;
    pledges(&house, outside).await;
    let number = house.reader("uketsuke").await.register().await;
    house
        .reader("uketsuke")
        .await
        .done(&number, "acknowledge", &[])
        .await;
    let mut both = house.reader("ryoho").await;
    let mine = id_of(&house, "ryoho").await;
    both.done(&number, "assign", &[("handler", &mine)]).await;
    let mut outside = house.reader("gaibu").await;
    let case = format!("/cases/{number}");
    assert_eq!(outside.get(&case).await.status, StatusCode::NOT_FOUND);
    assert_eq!(outside.get("/queue").await.status, StatusCode::FORBIDDEN);
    let typed = [("reason", "規程に沿って確認しました")];
    both.done(&number, "propose-acceptance", &typed).await;
    assert_eq!(outside.get("/").await.location, "/approvals");
    assert!(outside.get("/approvals").await.shows(&case));
    let page = outside.get(&case).await;
    assert!(page.shows("開示請求に回答がない"), "{}", page.html);
    assert!(!page.shows("/do/note"));
    let sent = outside.step(&number, "approve", &[]).await;
    assert_eq!(sent.location, "/approvals?done=approved", "{}", sent.html);
    assert!(outside.get(&sent.location).await.shows("承認しました"));
    assert_eq!(outside.get(&case).await.status, StatusCode::NOT_FOUND);
    house.end().await;
}
