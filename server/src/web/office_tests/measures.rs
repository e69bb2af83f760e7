//! A recommendation from its proposal to the check of the member's report, through the pages alone.

use super::{House, Reader, pledge};
use domain::{
    access::Actor,
    account::{AccountCommand, Training},
    code::Role,
    profile::SHIPPED,
};
use jiff::civil::date;
use poem::http::StatusCode;
use store::Command;
use zeroize::Zeroizing;

impl House {
    /// Somebody more who works here.
    async fn hire(&self, login: &str, role: Role) -> String {
        let known = self.office.directory().await.unwrap().people;
        if let Some((id, _)) = known.iter().find(|(_, (_, name, _))| name == login) {
            return id.to_string();
        }
        let password = Zeroizing::new("correct horse".to_owned());
        let password = self.office.hash_password(password).await.unwrap();
        let operator = Actor::command_line("test");
        let create = Command::Account {
            id: None,
            command: AccountCommand::Create {
                login: login.to_owned(),
                name: format!("試験 {login}"),
                roles: vec![role],
                member: None,
            },
            password: Some(password),
        };
        let id = self.office.perform(&operator, create).await.unwrap();
        let id = id.account.unwrap();
        let training = Training {
            course: "yearly".to_owned(),
            on: date(2026, 4, 10),
            title: "年度の研修".to_owned(),
            note: String::new(),
            material: String::new(),
        };
        let train = Command::Train {
            people: vec![id],
            training,
        };
        self.office.perform(&operator, train).await.unwrap();
        let directory = self.office.directory().await.unwrap();
        pledge(&self.office, &directory.people[&id].0).await;
        id.to_string()
    }
}

impl Reader<'_> {
    /// Opens a form and sends it with what the page proposes and what is typed over it.
    async fn fill(&mut self, path: &str, typed: &[(&str, &str)]) -> super::Page {
        self.house.wait();
        let form = self.get(path).await;
        assert_eq!(form.status, StatusCode::OK, "{path}: {}", form.html);
        self.send(path, &form, typed).await
    }

    /// The same, and it must succeed.
    async fn filled(&mut self, path: &str, typed: &[(&str, &str)]) -> String {
        let sent = self.fill(path, typed).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{path}: {}", sent.html);
        let page = self.get(&sent.location).await;
        assert!(
            page.shows("class=\"banner\""),
            "{path} is told: {}",
            page.html
        );
        page.html
    }
}

/// The letter that a form proposes.
fn drafted(html: &str) -> String {
    let (_, rest) = html.split_once("<textarea id=\"letter\"").unwrap();
    let (_, rest) = rest.split_once(">\n").unwrap();
    rest.split("</textarea>").next().unwrap().to_owned()
}

const PROPOSAL: [(&str, &str); 8] = [
    ("kind", "recommendation"),
    ("member", "M0001"),
    ("cases", ""),
    ("basis", "article"),
    ("article", "33-2"),
    ("conduct", "R8.5.1"),
    ("facts", "開示請求に回答しない"),
    ("evidence", "申出人の書面"),
];

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one walk through the procedure")]
async fn b35_b36_a_recommendation_goes_through_the_pages_from_proposal_to_check() {
    let rules = format!("{}\n[board]\ndecided_by = \"president\"\n", SHIPPED[0].1);
    let house = House::under(&rules).await;
    for (login, role) in [("jimu", Role::Secretariat), ("rijicho", Role::President)] {
        house.hire(login, role).await;
    }
    let officer = house.hire("shusai", Role::HearingOfficer).await;
    let mut kanri = house.reader("kanri").await;
    let mut proposal = PROPOSAL.to_vec();
    proposal.push(("reason", "再三の求めに応じない"));
    let page = kanri.filled("/measures/new", &proposal).await;
    assert!(page.contains("措置第1号") && page.contains("第33条第2項"));

    // A letter with blanks does not go out; what was typed stays.
    let form = kanri.get("/measures/1/explain").await;
    let letter = drafted(&form.html);
    assert!(
        letter.contains("措置第1号") && letter.contains("起算して14日以内"),
        "{letter}"
    );
    let blank = [("by", "portal"), ("letter", letter.as_str())];
    let refused = kanri.fill("/measures/1/explain", &blank).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.shows("【　】の箇所を書き込んでください"));
    let letter = letter.replace(['【', '】'], "");
    let page = kanri
        .filled(
            "/measures/1/explain",
            &[("by", "portal"), ("letter", &letter)],
        )
        .await;
    assert!(page.contains("未到達"));

    let mut rijicho = house.reader("rijicho").await;
    rijicho
        .filled("/measures/1/appoint-officer", &[("officer", &officer)])
        .await;
    // B36: closing before the member was told is refused, with the reason.
    let mut shusai = house.reader("shusai").await;
    let early = shusai
        .fill("/measures/1/close-hearing", &[("summary", "x")])
        .await;
    assert_eq!(
        early.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        early.html
    );
    assert!(early.shows("事情説明書が会員に到達していません"));

    let mut kaiin = house.reader("kaiin").await;
    assert!(kaiin.get("/portal").await.shows("/portal/measures/1"));
    let home = "/portal/measures/1";
    house.wait();
    let opened = kaiin.get(home).await;
    let receive = format!("{home}/receive");
    let opened = kaiin.send(&receive, &opened, &[]).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.html);
    let letter = kaiin.get(&opened.location).await;
    assert!(letter.shows("弁明書の提出期限"));
    // The letter is genuine to anybody who types its number and code.
    let (_, number) = opened.location.rsplit_once('/').unwrap();
    let (_, code) = letter.html.split_once("<code>").unwrap();
    let code = code.split('<').next().unwrap();
    let ask = [("letter-number", number), ("letter-code", code)];
    let genuine = kaiin.fill("/verify", &ask).await;
    assert!(genuine.shows("事情説明書"), "{}", genuine.html);
    let words = [("statement", "体制を改めました")];
    let page = kaiin.filled(&format!("{home}/do/statement"), &words).await;
    assert!(page.contains("体制を改めました"));

    let summary = [("summary", "体制を改めたと述べた")];
    let page = shusai.filled("/measures/1/close-hearing", &summary).await;
    assert!(page.contains("聴取終了") && page.contains("体制を改めたと述べた"));

    // Who decides first says that nothing stands in the way.
    let decide = [
        ("question", "impose"),
        ("adopted", "yes"),
        ("reason", "勧告が相当"),
    ];
    let undeclared = rijicho.fill("/measures/1/decide", &decide).await;
    assert_eq!(undeclared.status, StatusCode::UNPROCESSABLE_ENTITY);
    rijicho
        .filled("/measures/1/declare", &[("interest", "none"), ("note", "")])
        .await;
    rijicho.filled("/measures/1/decide", &decide).await;

    // The notice goes out by the president's hand, who shows again who that is.
    let mut jimu = house.reader("jimu").await;
    let form = jimu.get("/measures/1/move-notice").await;
    let letter = drafted(&form.html).replace(['【', '】'], "");
    let put = [
        ("by", "portal"),
        ("letter", letter.as_str()),
        ("reason", "決定による"),
    ];
    jimu.filled("/measures/1/move-notice", &put).await;
    assert_eq!(
        jimu.get("/measures/1/approve").await.status,
        StatusCode::FORBIDDEN
    );
    let size = house.records().await;
    for wrong in ["", "wrong horse"] {
        let answer = rijicho
            .fill("/measures/1/approve", &[("password", wrong)])
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(
            wrong.is_empty() || !answer.shows(wrong),
            "a password comes back"
        );
    }
    assert_eq!(house.records().await, size, "nothing was issued");
    let page = rijicho
        .filled("/measures/1/approve", &[("password", "correct horse")])
        .await;
    assert!(page.contains("決定の通知"));

    // The member receives it, reports, and the report is checked.
    house.wait();
    let opened = kaiin.get(home).await;
    let opened = kaiin.send(&receive, &opened, &[]).await;
    let notice = kaiin.get(&opened.location).await;
    assert!(notice.shows("勧告の内容"), "{}", notice.html);
    let report = [("report", "手順書を改めた")];
    kaiin.filled(&format!("{home}/do/report"), &report).await;
    let verify = [("finding", "fulfilled"), ("reason", "確認した")];
    let page = kanri.filled("/measures/1/verify", &verify).await;
    assert!(page.contains("手順書を改めた") && page.contains("<span class=\"tag\">履行</span>"));
    assert!(kanri.get("/measures?state=over").await.shows("/measures/1"));
    house.end().await;
}
