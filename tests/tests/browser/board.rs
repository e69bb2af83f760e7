//! The hall: the people who propose, hear, decide and carry out a measure, each with the forms of
//! their own part. What a journey tells in one line each is done here.

use super::{Served, fill, open, path, picture, press, sign_in, text};
use fantoccini::{Client, Locator};
use jiff::{
    ToSpan,
    civil::{DateTime, datetime},
};

/// When the demonstration begins.
const BEGINNING: DateTime = datetime(2026, 11, 22, 10, 0, 0, 0);

/// A moment as people type it.
pub(crate) fn typed(moment: DateTime) -> String {
    moment.strftime("%Y年%-m月%-d日 %H:%M").to_string()
}

/// The button of the page's form.
const SEND: &str = "main form.form button[type=submit]";

/// Everybody who decides, at work on one measure.
pub(crate) struct Hall<'a> {
    pub(crate) window: &'a Client,
    pub(crate) served: &'a Served,
    who: String,
    /// The number of the measure.
    pub(crate) measure: u32,
    /// The number of the latest meeting.
    pub(crate) meeting: u32,
    /// The organisation's time, to the hour.
    now: DateTime,
    /// When the latest meeting begins.
    begins: DateTime,
}

impl<'a> Hall<'a> {
    pub(crate) fn new(window: &'a Client, served: &'a Served) -> Self {
        Self {
            window,
            served,
            who: String::new(),
            measure: 0,
            meeting: 0,
            now: BEGINNING,
            begins: BEGINNING,
        }
    }

    /// The same people at another window.
    pub(crate) fn at<'b>(&self, window: &'b Client) -> Hall<'b>
    where
        'a: 'b,
    {
        Hall {
            window,
            served: self.served,
            who: String::new(),
            ..*self
        }
    }

    pub(crate) async fn be(&mut self, login: &str) {
        if self.who != login {
            sign_in(self.window, self.served, login).await;
            login.clone_into(&mut self.who);
        }
    }

    pub(crate) async fn see(&self, address: &str) -> String {
        open(self.window, self.served, address).await;
        text(self.window, "main").await
    }

    /// So many days pass.
    pub(crate) fn days_pass(&mut self, days: i64) {
        self.until(self.now.saturating_add(days.days()));
    }

    /// The hour after this moment comes.
    pub(crate) fn until(&mut self, moment: DateTime) {
        let hours = self.now.duration_until(moment).as_hours() + 1;
        self.served.hours_pass(hours);
        self.now = self.now.saturating_add(hours.hours());
        self.who.clear();
    }

    /// The hour after the latest meeting was called for comes.
    pub(crate) fn until_the_meeting(&mut self) {
        self.until(self.begins);
    }

    /// Two in the afternoon, so many days ahead.
    pub(crate) fn afternoon(&self, days: i64) -> DateTime {
        self.now.date().saturating_add(days.days()).at(14, 0, 0, 0)
    }

    /// Fills the form at `address`, sends it, and says where that leads.
    pub(crate) async fn send(&self, address: &str, fields: &[(&str, &str)]) -> String {
        open(self.window, self.served, address).await;
        fill(self.window, fields).await;
        press(self.window, SEND).await;
        path(self.window).await
    }

    /// A step of the measure that is recorded.
    pub(crate) async fn step(&mut self, login: &str, step: &str, fields: &[(&str, &str)]) {
        self.be(login).await;
        let page = format!("/measures/{}", self.measure);
        let after = self.send(&format!("{page}/{step}"), fields).await;
        let said = text(self.window, "main").await;
        assert_eq!(after, page, "{step}: {said}");
    }

    /// The page of the measure says this.
    pub(crate) async fn stands(&mut self, login: &str, words: &str) {
        self.be(login).await;
        let said = self.see(&format!("/measures/{}", self.measure)).await;
        assert!(said.contains(words), "{words}: {said}");
    }

    /// The supervisor proposes a measure.
    pub(crate) async fn propose(&mut self, address: &str, fields: &[(&str, &str)]) {
        self.be("kanri").await;
        let usual = [
            ("facts", "開示の請求に三か月回答しなかった。"),
            ("evidence", "証拠1　督促の記録"),
            ("reason", "指導では改まりませんでした。"),
        ];
        open(self.window, self.served, address).await;
        fill(self.window, fields).await;
        fill(self.window, &usual).await;
        press(self.window, SEND).await;
        let after = path(self.window).await;
        let said = text(self.window, "main").await;
        let number = after.strip_prefix("/measures/").map(str::parse);
        let Some(Ok(number)) = number else {
            panic!("{after}: {said}");
        };
        self.measure = number;
    }

    /// The circumstances are explained and the member takes the letter over in its portal.
    pub(crate) async fn explain(&mut self) {
        let letter = [("by", "portal"), ("letter", "検討の事情を説明します。")];
        self.step("kanri", "explain", &letter).await;
        self.receive("explanation").await;
    }

    /// The member's contact takes a letter over.
    pub(crate) async fn receive(&mut self, what: &str) {
        self.be("kaiin").await;
        let page = format!("/portal/measures/{}", self.measure);
        open(self.window, self.served, &page).await;
        picture(self.window, "portal-letter").await;
        let button = format!("form[action='{page}/receive']:has(input[value='{what}']) button");
        press(self.window, &button).await;
        let letter = path(self.window).await;
        assert!(letter.starts_with(&format!("{page}/letters/")), "{letter}");
    }

    /// The member's contact hands something in.
    pub(crate) async fn hand_in(&mut self, step: &str, words: &str) {
        self.be("kaiin").await;
        let page = format!("/portal/measures/{}", self.measure);
        let after = self
            .send(&format!("{page}/do/{step}"), &[(step, words)])
            .await;
        let said = text(self.window, "main").await;
        assert!(after == page && said.contains(words), "{step}: {said}");
    }

    /// The president names who hears the member.
    pub(crate) async fn appoint(&mut self) {
        self.be("rijicho").await;
        let page = format!("/measures/{}", self.measure);
        open(self.window, self.served, &format!("{page}/appoint-officer")).await;
        self.choose("select[name=officer]", "鷲尾　泉").await;
        press(self.window, SEND).await;
        assert_eq!(path(self.window).await, page);
    }

    async fn choose(&self, css: &str, label: &str) {
        let field = self.window.find(Locator::Css(css)).await.unwrap();
        field.select_by_label(label).await.unwrap();
    }

    /// A step of the meeting, run by the secretariat.
    pub(crate) async fn run(&mut self, step: &str, query: &str, fields: &[(&str, &str)]) {
        self.be("jimukyoku").await;
        let page = format!("/board/meetings/{}", self.meeting);
        let after = self.send(&format!("{page}/do/{step}{query}"), fields).await;
        let said = text(self.window, "main").await;
        assert!(!after.contains("/do/"), "{step}: {said}");
    }

    /// A meeting is called, so many days ahead, with one question about the measure, and notified.
    pub(crate) async fn call(&mut self, body: &str, days: i64, question: &str) {
        self.be("jimukyoku").await;
        self.begins = self.afternoon(days);
        let at = typed(self.begins);
        let typed = [("body", body), ("at", &at), ("place", "本会会議室")];
        let after = self.send("/board/new", &typed).await;
        let said = text(self.window, "main").await;
        let number = after.strip_prefix("/board/meetings/").map(str::parse);
        let Some(Ok(number)) = number else {
            panic!("{after}: {said}");
        };
        self.meeting = number;
        let subject = format!("measure:{}:{question}", self.measure);
        let item = [
            ("subject", subject.as_str()),
            ("title", "会員に対する措置について"),
            ("paper", "１　経過\n２　事務局案"),
        ];
        self.run("put", &format!("?subject={subject}"), &item).await;
        self.run("notify", "", &[]).await;
    }

    /// A director opens the paper and declares.
    pub(crate) async fn declare(&mut self, login: &str, interest: &str) -> String {
        self.be(login).await;
        let item = format!("/board/meetings/{}/items/1", self.meeting);
        self.send(&item, &[("interest", interest)]).await
    }

    /// The hour of the meeting comes; the secretariat opens it with this chair, everybody there in person,
    /// and then the item.
    pub(crate) async fn opens(&mut self, chair: &str) {
        self.until_the_meeting();
        self.be("jimukyoku").await;
        let page = format!("/board/meetings/{}/do", self.meeting);
        open(self.window, self.served, &format!("{page}/open")).await;
        self.choose("select[name=chair]", chair).await;
        press(self.window, SEND).await;
        open(self.window, self.served, &format!("{page}/arrive")).await;
        self.tick_all("input[name^='how-'][value='in_person']")
            .await;
        press(self.window, SEND).await;
        self.run("open-item", "?item=1", &[]).await;
    }

    async fn tick_all(&self, css: &str) {
        let all = self.window.find_all(Locator::Css(css)).await.unwrap();
        assert!(!all.is_empty(), "{css}");
        for one in all {
            one.click().await.unwrap();
        }
    }

    /// Everybody who may votes for it, as the secretariat writes down; the item and the meeting end.
    pub(crate) async fn carried(&mut self) {
        self.be("jimukyoku").await;
        let page = format!("/board/meetings/{}/do", self.meeting);
        open(self.window, self.served, &format!("{page}/vote?item=1")).await;
        self.tick_all("input[name^='choice-'][value='for']").await;
        picture(self.window, "votes").await;
        press(self.window, SEND).await;
        self.run("resolve", "?item=1", &[("course", "質疑はなかった。")])
            .await;
        self.run("close", "", &[]).await;
    }

    /// A board decides a question about the measure, ten days ahead.
    pub(crate) async fn decided_by_board(&mut self, question: &str) {
        self.call("board", 10, question).await;
        for login in ["riji", "riji2", "riji3", "rijicho"] {
            self.declare_once(login).await;
        }
        self.opens("大河内　清").await;
        self.carried().await;
    }

    /// Declares no interest, unless that was done at an earlier meeting about the same measure.
    async fn declare_once(&mut self, login: &str) {
        self.be(login).await;
        let item = format!("/board/meetings/{}/items/1", self.meeting);
        open(self.window, self.served, &item).await;
        let asked = "main input[name=interest]";
        if self.window.find(Locator::Css(asked)).await.is_ok() {
            picture(self.window, "declaration").await;
            self.declare(login, "none").await;
        }
        picture(self.window, "paper").await;
        let said = text(self.window, "main").await;
        assert!(said.contains("事務局案"), "{login} reads the paper: {said}");
    }

    /// The secretariat puts an act forward, the president carries it out, showing who they are.
    pub(crate) async fn carry_out(&mut self, step: &str, fields: &[(&str, &str)]) {
        self.step("jimukyoku", step, fields).await;
        self.step("rijicho", "approve", &[("password", "demo")])
            .await;
    }

    /// What was decided is sent through the portal and taken over there.
    pub(crate) async fn tell_decision(&mut self) {
        let notice = [
            ("by", "portal"),
            ("letter", "次のとおり決定しました。"),
            ("reason", "決議のとおり通知します。"),
        ];
        self.carry_out("move-notice", &notice).await;
        self.receive("decision").await;
    }
}
