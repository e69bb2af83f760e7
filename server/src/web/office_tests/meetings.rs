//! Meetings on a real office: the secretariat runs one for people who raise their hands, a director
//! votes, a changed paper refuses a vote, and whoever has an interest finds nothing.

mod notice;

use super::{House, Page, Reader};
use domain::{
    access::Actor,
    board::Seat,
    code::{Delivery, InterestKind, MeasureKind, MeasureStage, Sent},
    id::{AccountId, MeasureId, MeetingId},
    measure::{Measure, MeasureCommand, Proposal, ProposedBasis},
    time::Timestamp,
};
use jiff::civil::date;
use poem::http::StatusCode;
use store::Command;

const TITLE: &str = "みらいデータへの勧告";
const PAPER: &str = "２　事務局案\n勧告する。報告の期限は30日とする。";
const FACTS: &str = "開示の請求に三か月回答しなかった";

impl House {
    async fn actor(&self, login: &str) -> Actor {
        let directory = self.office.directory().await.unwrap();
        let found = directory
            .people
            .into_values()
            .find(|(_, known, _)| known == login);
        found.unwrap().0.actor(self.office.now().date())
    }

    async fn account(&self, login: &str) -> AccountId {
        self.actor(login).await.id.account().unwrap()
    }

    async fn seat(&self, login: &str) -> Seat {
        Seat::Person(self.account(login).await)
    }

    async fn measure(&self, login: &str, command: MeasureCommand) {
        let command = Command::Measure {
            id: MeasureId(1),
            expected_version: None,
            command: Box::new(command),
        };
        let done = self.office.perform(&self.actor(login).await, command).await;
        done.unwrap_or_else(|e| panic!("{login}: {e}"));
        self.wait();
    }

    /// A recommendation against the member, which has been heard.
    async fn heard(&self) {
        let proposal = Proposal {
            kind: MeasureKind::Recommendation,
            member: "M0001".parse().unwrap(),
            basis: ProposedBasis::Conduct {
                conduct: date(2026, 4, 1),
            },
            cases: Vec::new(),
            facts: FACTS.to_owned(),
            evidence: "証拠1 督促の記録\n証拠2 面談の記録".to_owned(),
            reason: "指導では改まらなかった".to_owned(),
        };
        let propose = Command::Propose(Box::new(proposal));
        let kanri = self.actor("kanri").await;
        self.office.perform(&kanri, propose).await.unwrap();
        let letter = "事情を説明します".to_owned();
        let by = Delivery::CertifiedPost;
        self.measure("kanri", MeasureCommand::Explain { by, letter })
            .await;
        self.measure(
            "kanri",
            MeasureCommand::RecordDelivery {
                what: Sent::Explanation,
                by,
                on: None,
                proof: "配達証明 第123号".to_owned(),
            },
        )
        .await;
        self.measure(
            "kanri",
            MeasureCommand::Waive {
                by: Delivery::Post,
                on: None,
                original: "放棄の書面".to_owned(),
            },
        )
        .await;
        let officer = self.account("shusai").await;
        self.measure("richo", MeasureCommand::AppointOfficer { officer })
            .await;
        let summary = "弁明を放棄した".to_owned();
        self.measure("shusai", MeasureCommand::CloseHearing { summary })
            .await;
    }

    /// The measure as the supervisor sees it.
    async fn found(&self) -> Measure {
        let kanri = self.actor("kanri").await;
        self.office.measures(&kanri).await.unwrap().remove(0)
    }

    /// Called for 18 June, with one item about the measure, the notice sent.
    async fn called(&self) -> Reader<'_> {
        self.heard().await;
        let mut jimu = self.reader("jimu").await;
        let form = jimu.get("/board/new").await;
        assert!(form.shows("理事会"), "{}", form.html);
        let hasty = [("body", "board"), ("at", "R8.6.18"), ("place", "会議室")];
        let hasty = jimu.send("/board/new", &form, &hasty).await;
        assert_eq!(hasty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(hasty.shows("開会の時刻も入力してください"));
        let typed = [
            ("body", "board"),
            ("at", "令和8年6月18日 14:00"),
            ("place", "本会会議室"),
        ];
        let called = jimu.send("/board/new", &form, &typed).await;
        assert_eq!(
            called.location, "/board/meetings/1?done=meeting-called",
            "{}",
            called.html
        );
        let home = jimu.get("/board").await;
        let put = "/board/meetings/1/do/put?subject=measure:1:impose";
        assert!(
            home.shows(put) && home.shows("株式会社みらいデータ"),
            "{}",
            home.html
        );
        let form = jimu.get(put).await;
        assert!(form.shows("事務局案"), "{}", form.html);
        let item = [
            ("subject", "measure:1:impose"),
            ("title", TITLE),
            ("paper", PAPER),
        ];
        let path = "/board/meetings/1/do/put";
        let sent = jimu.send(path, &form, &item).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.html);
        jimu.takes("notify", "", &[]).await;
        jimu
    }

    /// The day of the meeting: everybody signs in again.
    fn opens(&self) {
        let day = date(2026, 6, 18).at(14, 0, 0, 0);
        self.clock.set(Timestamp::from_jst(day));
    }

    async fn declares(&self, login: &str, interest: InterestKind) {
        let note = String::new();
        self.measure(login, MeasureCommand::Declare { interest, note })
            .await;
    }
}

impl Reader<'_> {
    /// Opens the form of a step of the meeting and sends it; it must be recorded.
    async fn takes(&mut self, step: &str, item: &str, typed: &[(&str, &str)]) {
        let sent = self.tries(step, item, typed).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{step}: {}", sent.html);
        let next = self.get(&sent.location).await;
        assert!(next.shows("class=\"banner\""), "{step} is told");
    }

    /// The same for three of the four who sit there.
    async fn records_all(&mut self, step: &str, item: &str, (field, value): (&str, &str)) {
        let mut fields = Vec::new();
        for login in ["riji1", "riji2", "richo"] {
            fields.push(format!("{field}-{}", self.house.seat(login).await));
        }
        let typed: Vec<(&str, &str)> = fields.iter().map(|name| (name.as_str(), value)).collect();
        self.takes(step, item, &typed).await;
    }

    async fn tries(&mut self, step: &str, item: &str, typed: &[(&str, &str)]) -> Page {
        self.house.wait();
        let path = format!("/board/meetings/1/do/{step}");
        let form = self.get(&format!("{path}{item}")).await;
        assert_eq!(form.status, StatusCode::OK, "{step}: {}", form.html);
        self.send(&path, &form, typed).await
    }
}

const ITEM: &str = "/board/meetings/1/items/1";

#[tokio::test]
async fn a_whole_meeting_is_run_by_the_secretariat() {
    let house = House::open().await;
    house.called().await;
    for login in ["riji1", "riji2", "richo"] {
        house.declares(login, InterestKind::None).await;
    }
    house.declares("riji3", InterestKind::Officer).await;
    house.opens();
    let mut jimu = house.reader("jimu").await;
    let chair = house.seat("richo").await.to_string();
    jimu.takes("open", "", &[("chair", &chair)]).await;

    let one = format!("how-{}", house.seat("riji1").await);
    let two = format!("how-{}", house.seat("riji2").await);
    let three = format!("how-{chair}");
    let kanji = format!("how-{}", house.seat("kanji").await);
    let came = [
        (one.as_str(), "in_person"),
        (two.as_str(), "remote"),
        (three.as_str(), "in_person"),
        (kanji.as_str(), "remote"),
    ];
    let unseen = jimu.tries("arrive", "", &came).await;
    assert_eq!(unseen.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unseen.shows("互いに姿と声を確かめてから"));
    assert!(
        house.meeting().await.presence.is_empty(),
        "nothing half done"
    );
    let seen = [came[0], came[1], came[2], came[3], ("identified", "1")];
    jimu.takes("arrive", "", &seen).await;

    jimu.takes("open-item", "?item=1", &[]).await;
    let page = jimu.get("/board/meetings/1").await;
    // Four seats, one of them excluded: three may vote, three are there, two are needed.
    assert!(page.shows("3 / 議決権者 3") && page.shows("ほかに除かれた者 1名"));
    assert!(page.shows("2以上"), "{}", page.html);

    let seats = [
        house.seat("riji1").await,
        house.seat("riji2").await,
        house.seat("richo").await,
    ];
    let choices: Vec<String> = seats.iter().map(|seat| format!("choice-{seat}")).collect();
    let dissent = format!("reason-{}", seats[1]);
    let nothing = jimu.tries("vote", "?item=1", &[]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let votes = [
        (choices[0].as_str(), "for"),
        (choices[1].as_str(), "against"),
        (dissent.as_str(), "期限が長すぎる"),
        (choices[2].as_str(), "for"),
    ];
    jimu.takes("vote", "?item=1", &votes).await;
    let early = jimu.get("/board/meetings/1/do/close").await;
    assert_eq!(
        early.status,
        StatusCode::CONFLICT,
        "an item is still open: {}",
        early.html
    );
    let course = [("course", "報告の期限について質疑があった")];
    jimu.takes("resolve", "?item=1", &course).await;
    assert_eq!(house.found().await.stage, MeasureStage::Decided);
    jimu.takes("close", "", &[]).await;

    minutes_are_signed(&house, &mut jimu).await;
    house.end().await;
}

/// The minutes are drafted, written, approved by a director and registered as signed.
async fn minutes_are_signed(house: &House, jimu: &mut Reader<'_>) {
    let home = jimu.get("/board").await;
    assert!(home.shows("の議事録に署名がありません"), "{}", home.html);
    let minutes = "/board/meetings/1/minutes";
    let draft = jimu.get(minutes).await;
    for words in [
        "第1回",
        "令和8年6月18日",
        "本会会議室",
        "特別の利害関係を有する者の氏名　試験 riji3",
        "試験 riji2　遠隔で出席",
        "議長　試験 richo",
        "試験 riji2　反対　理由：期限が長すぎる",
        "報告の期限について質疑があった",
        "賛成 2名、反対 1名、棄権 0名",
        "異議をとどめた",
        "監事\n　　試験 kanji　遠隔で出席",
        "出席監事　試験 kanji",
    ] {
        assert!(draft.shows(words), "{words}: {}", draft.html);
    }
    house.wait();
    let text = "第1回理事会議事録の本文";
    let write = format!("{minutes}/write");
    let written = jimu.send(&write, &draft, &[("text", text)]).await;
    assert_eq!(written.status, StatusCode::SEE_OTHER, "{}", written.html);
    let own = jimu.get(minutes).await;
    assert!(own.shows(text) && !own.shows("minutes/approve"));

    let mut riji1 = house.reader("riji1").await;
    let page = riji1.get(minutes).await;
    let approved = riji1.send(&format!("{minutes}/approve"), &page, &[]).await;
    assert_eq!(approved.status, StatusCode::SEE_OTHER, "{}", approved.html);
    let page = jimu.get(minutes).await;
    let sign = format!("{minutes}/sign");
    assert!(page.shows(&sign) && page.shows("写しのSHA-256を登録してください"));
    jimu.registers_signed(&sign, &page, "12", StatusCode::UNPROCESSABLE_ENTITY)
        .await;
    let digest = "ab".repeat(32);
    jimu.registers_signed(&sign, &page, &digest, StatusCode::SEE_OTHER)
        .await;
    let signed = jimu.get(minutes).await;
    assert!(signed.shows(&digest) && signed.shows("署名済み"));
    assert!(!jimu.get("/board").await.shows("の議事録に署名がありません"));
}

impl House {
    async fn meeting(&self) -> domain::board::Meeting {
        let jimu = self.actor("jimu").await;
        let found = self.office.meeting(&jimu, MeetingId(1)).await.unwrap();
        found.unwrap().meeting
    }
}

impl Reader<'_> {
    /// Sends the form that carries a file, with the digest typed instead.
    async fn registers_signed(
        &mut self,
        path: &str,
        page: &Page,
        digest: &str,
        expected: StatusCode,
    ) {
        let mut parts = page.hidden(path);
        for (name, value) in [
            ("by", "paper"),
            ("digest", digest),
            ("reference", "書庫B-12"),
        ] {
            parts.push((name.to_owned(), value.to_owned()));
        }
        let mut body = String::new();
        for (name, value) in parts {
            body.push_str("--x\r\ncontent-disposition: form-data; name=\"");
            body.push_str(&name);
            body.push_str("\"\r\n\r\n");
            body.push_str(&value);
            body.push_str("\r\n");
        }
        let sent = self.ask_parts(path, format!("{body}--x--\r\n")).await;
        assert_eq!(sent.status, expected, "{}", sent.html);
    }
}

#[tokio::test]
async fn a_director_declares_reads_and_votes_and_a_changed_paper_refuses_the_vote() {
    let house = House::open().await;
    house.called().await;
    let mut riji1 = house.reader("riji1").await;
    let home = riji1.get("/board").await;
    assert!(home.shows("利害関係の申告が必要") && home.shows("未読"));
    assert!(!home.shows(TITLE), "{}", home.html);
    let closed = riji1.get(ITEM).await;
    assert!(!closed.shows(FACTS) && !closed.shows("事務局案"));
    let declare = format!("{ITEM}/declare");
    let empty = riji1.send(&declare, &closed, &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    house.wait();
    let none = [("interest", "none"), ("note", "")];
    let declared = riji1.send(&declare, &closed, &none).await;
    assert_eq!(declared.location, format!("{ITEM}?done=declared"));
    let open = riji1.get(ITEM).await;
    for words in [FACTS, "事務局案", "証拠2 面談の記録", "配達証明 第123号"] {
        assert!(open.shows(words), "{words}: {}", open.html);
    }
    assert!(open.shows("既読"), "opening it was marked");
    assert!(open.shows("票としては決して数えません"));
    house.wait();
    let opinion = [("opinion", "against"), ("because", "まだ早い")];
    let opined = riji1.send(&format!("{ITEM}/opine"), &open, &opinion).await;
    assert_eq!(opined.status, StatusCode::SEE_OTHER, "{}", opined.html);
    let vote = format!("{ITEM}/vote");
    assert!(!riji1.get(ITEM).await.shows(&vote), "no vote before");

    for login in ["riji2", "riji3", "richo"] {
        house.declares(login, InterestKind::None).await;
    }
    house.opens();
    let mut jimu = house.reader("jimu").await;
    let mut riji1 = house.reader("riji1").await;
    let chair = house.seat("richo").await.to_string();
    jimu.takes("open", "", &[("chair", &chair)]).await;
    jimu.records_all("arrive", "", ("how", "in_person")).await;
    jimu.takes("open-item", "?item=1", &[]).await;
    assert!(
        house.meeting().await.items[0].votes.is_empty(),
        "an opinion is no vote"
    );

    let page = riji1.get(ITEM).await;
    house.wait();
    let wrong = [("choice", "for"), ("reason", ""), ("password", "wrong")];
    let wrong = riji1.send(&vote, &page, &wrong).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.shows("パスワードが違います"));
    assert!(house.meeting().await.items[0].votes.is_empty());
    let yes = [
        ("choice", "for"),
        ("reason", "改めるべきだ"),
        ("password", "correct horse"),
    ];
    let voted = riji1.send(&vote, &page, &yes).await;
    assert_eq!(
        voted.location,
        format!("{ITEM}?done=voted"),
        "{}",
        voted.html
    );
    house.wait();
    let no = [
        ("choice", "abstain"),
        ("reason", ""),
        ("password", "correct horse"),
    ];
    let page = riji1.get(ITEM).await;
    assert!(page.shows("value=\"for\" checked"), "{}", page.html);
    let changed = riji1.send(&vote, &page, &no).await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER, "until it ends");

    let shorter = PAPER.replace("30日", "14日");
    let paper = [
        ("title", TITLE),
        ("paper", shorter.as_str()),
        ("_preview", "1"),
    ];
    let preview = jimu.tries("revise", "?item=1", &paper).await;
    assert!(preview.shows("<ins class=\"words\">勧告する。報告の期限は14日とする。</ins>"));
    jimu.takes("revise", "?item=1", &paper[..2]).await;
    let stale = riji1.send(&vote, &page, &yes).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    for words in [
        "<del class=\"words\">勧告する。報告の期限は30日とする。</del>",
        "<ins class=\"words\">勧告する。報告の期限は14日とする。</ins>",
        "議案書が変わったため、1票が無効になりました",
        "改めるべきだ",
    ] {
        assert!(stale.shows(words), "{words}: {}", stale.html);
    }
    assert!(house.meeting().await.items[0].votes.is_empty());
    house.wait();
    let again = riji1.send(&vote, &stale, &yes).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.html);
    assert_eq!(house.meeting().await.items[0].votes.len(), 1);

    nobody_else_votes(&house, &stale, &yes).await;
    assert_eq!(house.meeting().await.items[0].votes.len(), 1);
    house.end().await;
}

/// Not an auditor who sits there, not the desk, not the secretariat for itself.
async fn nobody_else_votes(house: &House, page: &Page, vote: &[(&str, &str)]) {
    let path = format!("{ITEM}/vote");
    for login in ["kanji", "tanto", "jimu"] {
        let mut other = house.reader(login).await;
        let mut fields = page.hidden(&path);
        fields.retain(|(name, _)| name == "paper");
        fields.extend(other.get("/help").await.hidden("/logout"));
        for (name, value) in vote {
            fields.push(((*name).to_owned(), (*value).to_owned()));
        }
        let refused = other.post(&path, &fields).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{login}");
    }
}

#[tokio::test]
async fn whoever_has_an_interest_finds_nothing_of_the_item_anywhere() {
    let house = House::open().await;
    house.called().await;
    let mut riji3 = house.reader("riji3").await;
    let page = riji3.get(ITEM).await;
    assert_eq!(page.status, StatusCode::OK);
    house.wait();
    let officer = [("interest", "officer"), ("note", "会員の監査役")];
    let declared = riji3
        .send(&format!("{ITEM}/declare"), &page, &officer)
        .await;
    assert_eq!(
        declared.location, "/board?done=recused",
        "{}",
        declared.html
    );
    assert_eq!(riji3.get(ITEM).await.status, StatusCode::NOT_FOUND);
    let one = "/board/meetings/1/pack?item=1";
    assert_eq!(riji3.get(one).await.status, StatusCode::NOT_FOUND);
    let minutes = "/board/meetings/1/minutes";
    assert_eq!(riji3.get(minutes).await.status, StatusCode::NOT_FOUND);
    for path in ["/board", "/board/meetings/1", "/board/meetings/1/pack"] {
        let page = riji3.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        for trace in [TITLE, "みらいデータ", "第1号議案", "措置第1号", "items/1"] {
            assert!(!page.shows(trace), "{path} tells {trace}: {}", page.html);
        }
    }
    // The others still see it, and may read it once they have declared that nothing is in the way.
    let mut riji1 = house.reader("riji1").await;
    assert!(riji1.get("/board/meetings/1").await.shows("みらいデータ"));
    let pack = riji1.get("/board/meetings/1/pack").await;
    assert!(!pack.shows(FACTS) && pack.shows("利害関係の有無を申告してください"));
    house.declares("riji1", InterestKind::None).await;
    assert!(riji1.get("/board/meetings/1/pack").await.shows(FACTS));
    // Another interest is ruled on; until then the paper stays closed.
    house.declares("riji2", InterestKind::Adviser).await;
    let mut riji2 = house.reader("riji2").await;
    let waiting = riji2.get(ITEM).await;
    assert!(waiting.shows("残りの理事の判断を待っています") && !waiting.shows(FACTS));
    house.end().await;
}
