use super::*;
use domain::{
    id::AccountId,
    notice::{Line, Notice},
    time::Timestamp,
};
use jiff::civil::date;
use store::mail::Kind;

fn config(change: impl Fn(&mut config::Mail)) -> Config {
    let mut config = Config::default();
    config.mail.smtp = "smtp://127.0.0.1:25".to_owned();
    config.organisation.log = "kigen.example/log1".to_owned();
    config.server.public_url = "https://kigen.example/".to_owned();
    change(&mut config.mail);
    config
}

fn mail(kind: Kind, notice: Notice) -> Outgoing {
    Outgoing {
        id: "ab".repeat(32),
        kind,
        account: AccountId(uuid::Uuid::nil()),
        contact: false,
        address: "sato@kigen.example".to_owned(),
        notice,
        written_at: Timestamp::from_jst(date(2026, 6, 1).at(10, 0, 0, 0)),
        attempt: 1,
    }
}

fn line(level: u8) -> Line {
    Line {
        obj: "organisation".to_owned(),
        number: Some("R8-C-0012".to_owned()),
        clock: "MEMBER_REPLY".to_owned(),
        last: date(2026, 5, 28),
        urgency: domain::clock::Urgency::Overdue { open_days: 1 },
        level,
    }
}

#[tokio::test]
async fn the_same_mail_is_the_same_bytes_and_answers_nobody() {
    let postman = Postman::of(&config(|_| ())).unwrap().unwrap();
    let mail = mail(Kind::Escalation, Notice::of(vec![line(1)], [].into()));
    let first = postman.message(&mail).unwrap().formatted();
    assert_eq!(first, postman.message(&mail).unwrap().formatted());
    let text = String::from_utf8(first).unwrap();
    for header in [
        "Auto-Submitted: auto-generated",
        "List-Id: <deadlines.kigen.example>",
        "Date: Mon, 01 Jun 2026 01:00:00 +0000",
        "To: sato@kigen.example",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Type: text/html; charset=utf-8",
    ] {
        assert!(text.contains(header), "{header}\n{text}");
    }
    assert!(text.contains(&format!("Message-ID: <{}@kigen.example>", mail.id)));
}

#[tokio::test]
async fn a_mail_says_number_clock_day_standing_level_and_where() {
    let postman = Postman::of(&config(|_| ())).unwrap().unwrap();
    let words = postman.letter.words(&mail(
        Kind::Escalation,
        Notice::of(vec![line(2)], [].into()),
    ));
    for part in [
        "会員",
        "超過 1営業日",
        "上申2",
        "https://kigen.example/cases/R8-C-0012",
    ] {
        assert!(words.plain.contains(part), "{part}\n{}", words.plain);
        assert!(words.html.contains(part), "{part}\n{}", words.html);
    }
    assert!(
        words.subject.starts_with("【期限超過 "),
        "{}",
        words.subject
    );
    assert!(
        !words.plain.contains('⟦') && !words.plain.contains("\n\n\n"),
        "{}",
        words.plain
    );
    let reached = [("l1".to_owned(), 7), ("l3".to_owned(), 2)].into();
    let summary = postman
        .letter
        .words(&mail(Kind::Escalation, Notice::of(vec![], reached)));
    assert!(summary.subject.contains("9件"), "{}", summary.subject);
    assert!(
        summary.plain.contains("上申1 管理職：7件"),
        "{}",
        summary.plain
    );
}

#[test]
fn a_configuration_that_cannot_be_used_says_what_to_write() {
    for (change, says) in [
        (
            Box::new(|m: &mut config::Mail| m.smtp = "mail.example".into())
                as Box<dyn Fn(&mut config::Mail)>,
            "smtp://HOST",
        ),
        (
            Box::new(|m: &mut config::Mail| m.smtp = "smtp://u:p@mail.example".into()),
            "mail.password_file",
        ),
        (
            Box::new(|m: &mut config::Mail| m.from = "Kigen".into()),
            "Kigen <kigen@example.jp>",
        ),
        (
            Box::new(|m: &mut config::Mail| m.language = "fr".into()),
            "`ja` nor `en`",
        ),
        (
            Box::new(|m: &mut config::Mail| m.user = "kigen".into()),
            "mail.password_file",
        ),
    ] {
        let error = Postman::of(&config(change)).unwrap_err().to_string();
        assert!(error.contains(says), "{error}");
        assert!(!error.contains("u:p"), "{error}");
    }
    assert!(Postman::of(&Config::default()).unwrap().is_none());
}
