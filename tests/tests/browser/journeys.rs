//! The ways of a complaint, from the telephone ringing to the closed file, as the people of the desk
//! take them with the forms alone; with scripts and without.

use super::{Served, fill, journey, keyboard, open, path, press, sign_in, text};
use fantoccini::{Client, Locator};

/// The desk at work on one case.
struct Desk<'a> {
    window: &'a Client,
    served: &'a Served,
    who: String,
    case: String,
    /// Whether they work with keys alone.
    keys: bool,
}

impl Desk<'_> {
    async fn be(&mut self, login: &str) {
        if self.who != login {
            if self.keys {
                keyboard::sign_in(self.window, self.served, login).await;
            } else {
                sign_in(self.window, self.served, login).await;
            }
            login.clone_into(&mut self.who);
        }
    }

    /// Fills the form of the page.
    async fn fill(&self, fields: &[(&str, &str)]) {
        if !self.keys {
            return fill(self.window, fields).await;
        }
        for (name, value) in fields {
            keyboard::fill(self.window, name, value).await;
        }
    }

    async fn send(&self) {
        let button = "main form.form button[type=submit]";
        if self.keys {
            keyboard::enter(self.window, button).await;
        } else {
            press(self.window, button).await;
        }
    }

    /// Somebody takes a step of the case, and the page says that it was taken.
    async fn step(&mut self, login: &str, step: &str, fields: &[(&str, &str)]) {
        self.be(login).await;
        let address = format!("/cases/{}/do/{step}", self.case);
        open(self.window, self.served, &address).await;
        self.fill(fields).await;
        self.send().await;
        let after = path(self.window).await;
        let said = text(self.window, "main").await;
        assert_eq!(after, format!("/cases/{}", self.case), "{step}: {said}");
    }

    /// A step that is not possible now says so, whatever is typed.
    async fn refused(&mut self, login: &str, step: &str, fields: &[(&str, &str)], words: &str) {
        self.be(login).await;
        let address = format!("/cases/{}/do/{step}", self.case);
        open(self.window, self.served, &address).await;
        self.fill(fields).await;
        self.send().await;
        let said = text(self.window, "main").await;
        assert!(said.contains(words), "{step}: {said}");
    }

    async fn shows(&self, words: &str) {
        let address = format!("/cases/{}/history", self.case);
        open(self.window, self.served, &address).await;
        let said = text(self.window, "main").await;
        assert!(said.contains(words), "{words}: {said}");
    }

    /// The handler puts an act forward, the supervisor approves it.
    async fn decide(&mut self, step: &str, fields: &[(&str, &str)]) {
        self.step("tanto", step, fields).await;
        self.step("kanri", "approve", &[]).await;
    }

    /// A complaint comes in by telephone, is confirmed, and gets its handler.
    async fn begin(&mut self, more: &[(&str, &str)]) {
        self.be("uketsuke").await;
        open(self.window, self.served, "/cases/new").await;
        let usual = [
            ("kind", "complaint"),
            ("channel", "telephone"),
            ("respondent", "member:D0003"),
            ("category", "disclosure"),
            ("content", "開示請求に回答がない。"),
            ("name", "試験　花子"),
            ("explained", "1"),
        ];
        self.fill(&usual).await;
        self.fill(more).await;
        self.send().await;
        let receipt = path(self.window).await;
        let said = text(self.window, "main").await;
        assert!(receipt.ends_with("/receipt"), "{said}");
        receipt
            .split('/')
            .nth(2)
            .unwrap()
            .clone_into(&mut self.case);
        self.step("uketsuke", "acknowledge", &[]).await;
        self.be("kanri").await;
        open(
            self.window,
            self.served,
            &format!("/cases/{}/do/assign", self.case),
        )
        .await;
        let names = text(self.window, "select[name=handler]").await;
        assert!(!names.is_empty());
        let (css, name) = ("select[name=handler]", "髙﨑　涼");
        if self.keys {
            keyboard::choose_by_label(self.window, css, name).await;
        } else {
            let field = self.window.find(Locator::Css(css)).await.unwrap();
            field.select_by_label(name).await.unwrap();
        }
        self.send().await;
    }

    async fn accept(&mut self) {
        let why = [("reason", "範囲に当たります。")];
        self.decide("propose-acceptance", &why).await;
    }

    /// The member is asked by mail, and the request arrives.
    async fn ask(&mut self) {
        let by = [("by", "email")];
        self.decide("issue-request", &by).await;
        self.step("tanto", "record-delivery", &by).await;
    }

    async fn reply(&mut self) {
        let reply = [
            ("channel", "fax"),
            ("report", "調査しました。"),
            ("proposal", "開示します。"),
        ];
        self.step("tanto", "record-reply", &reply).await;
    }

    async fn notes(&mut self) {
        for kind in ["advice", "investigation"] {
            let note = [("kind", kind), ("note", "経過のとおり。")];
            self.step("tanto", "note", &note).await;
        }
    }
}

/// Each way once with scripts and once without.
#[expect(
    clippy::needless_pass_by_value,
    reason = "a way is written where it is taken"
)]
fn ways(way: impl AsyncFn(&mut Desk<'_>)) {
    journey(async |browser, served| {
        for javascript in [true, false] {
            let window = browser.window(1280, javascript).await;
            let mut desk = Desk {
                window: &window,
                served,
                who: String::new(),
                case: String::new(),
                keys: false,
            };
            way(&mut desk).await;
            window.close().await.unwrap();
        }
    });
}

/// From the telephone ringing to the agreement.
async fn settles(desk: &mut Desk<'_>) {
    desk.begin(&[]).await;
    desk.accept().await;
    desk.ask().await;
    desk.reply().await;
    let enough = [("assessment", "十分です。")];
    desk.step("tanto", "accept-reply", &enough).await;
    let direction = [("by", "post"), ("direction", "開示による解決です。")];
    desk.decide("send-direction", &direction).await;
    desk.step("tanto", "record-will", &[("will", "agrees")])
        .await;
    let close = [("outcome", "settled"), ("reason", "合意しました。")];
    desk.refused("tanto", "propose-closing", &close, "助言")
        .await;
    desk.notes().await;
    desk.decide("propose-closing", &close).await;
    desk.shows("終結").await;
}

#[test]
fn a_complaint_is_settled() {
    ways(async |desk| settles(desk).await);
}

#[test]
fn a_complaint_is_settled_with_keys_alone() {
    journey(async |browser, served| {
        let window = browser.window(1280, true).await;
        let mut desk = Desk {
            window: &window,
            served,
            who: String::new(),
            case: String::new(),
            keys: true,
        };
        settles(&mut desk).await;
        window.close().await.unwrap();
    });
}

#[test]
fn what_is_out_of_scope_is_referred() {
    ways(async |desk| {
        desk.begin(&[]).await;
        let ground = [("ground", "not_personal_data"), ("reason", "対象外です。")];
        desk.decide("propose-out-of-scope", &ground).await;
        let reply = [("referral", "consumer_centre")];
        desk.step("tanto", "reply-out-of-scope", &reply).await;
        desk.shows("消費生活センター").await;
    });
}

#[test]
fn a_member_that_may_not_know_is_not_told() {
    ways(async |desk| {
        desk.begin(&[("notify_member", "refused")]).await;
        desk.accept().await;
        desk.be("tanto").await;
        let address = format!("/cases/{}/do/issue-request", desk.case);
        open(desk.window, desk.served, &address).await;
        desk.fill(&[("by", "email")]).await;
        desk.send().await;
        let said = text(desk.window, "main").await;
        assert!(said.contains("会員への通知に同意していません"), "{said}");
        let wish = [
            ("because", "wish"),
            ("reason", "希望を書面で確かめました。"),
        ];
        desk.decide("propose-withholding", &wish).await;
        desk.notes().await;
        let close = [("outcome", "advice_given"), ("reason", "助言しました。")];
        desk.decide("propose-closing", &close).await;
        desk.shows("助言で終了").await;
    });
}

#[test]
fn two_returns_end_in_non_cooperation() {
    ways(async |desk| {
        desk.begin(&[]).await;
        desk.accept().await;
        desk.ask().await;
        desk.reply().await;
        for _ in 0..2 {
            let back = [
                ("report_again", "1"),
                ("deficiencies", "日付がありません。"),
                ("by", "email"),
            ];
            desk.decide("return-reply", &back).await;
            let by = [("by", "email")];
            desk.step("tanto", "record-delivery", &by).await;
            let report = [("channel", "fax"), ("report", "同じです。")];
            desk.step("tanto", "record-reply", &report).await;
        }
        let heard = [("answer", "これ以上は調べられません。")];
        desk.step("tanto", "hear-member", &heard).await;
        let confirmed = [("confirmed", "1"), ("reason", "三度の不足です。")];
        desk.step("kanri", "decide-non-cooperation", &confirmed)
            .await;
        desk.shows("非協力").await;
    });
}

#[test]
fn an_agents_missing_authority_is_cured() {
    ways(async |desk| {
        desk.begin(&[("applicant", "voluntary_agent")]).await;
        let why = [("reason", "範囲に当たります。")];
        desk.be("tanto").await;
        let address = format!("/cases/{}/do/propose-acceptance", desk.case);
        open(desk.window, desk.served, &address).await;
        desk.fill(&why).await;
        desk.send().await;
        let said = text(desk.window, "main").await;
        assert!(said.contains("必要な書類がそろっていません"), "{said}");
        let by = [("by", "post")];
        desk.step("uketsuke", "request-filing", &by).await;
        let came = [("channel", "post")];
        desk.step("uketsuke", "record-filing", &came).await;
        let checked = [
            ("paper", "authority"),
            ("document", "power_of_attorney"),
            ("result", "verified"),
            ("masked", "1"),
        ];
        desk.step("uketsuke", "check-identity", &checked).await;
        desk.accept().await;
        desk.shows("受理").await;
    });
}
