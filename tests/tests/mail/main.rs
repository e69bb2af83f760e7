//! Mail through a real SMTP server: who is told, when, once, and what becomes of it when the server
//! is away, refuses or dies in the middle.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

mod postbox;

use domain::{
    access::Actor,
    account::AccountCommand,
    case::{CaseCommand, MatterCommand},
    code::Role,
    operation::OperationCommand,
    time::Timestamp,
};
use jiff::civil::date;
use jobs::{Carrier, Pass, Registry, Runner};
use postbox::{Letter, Postbox};
use server::{config::Config, mail::Postman};
use std::{collections::BTreeSet, sync::Arc};
use store::{Command, OfficeError, mail::MailState, runs::RunState};
use tests::{
    both_offices,
    harness::{
        office::{TestOffice, complaint, register},
        program::Program,
    },
};

const MINUTE: i64 = 60;

both_offices!(
    a_level_is_told_to_its_part_and_a_reminder_in_the_digest,
    nothing_goes_out_while_the_office_is_closed_and_nothing_is_lost,
    a_server_that_is_away_defers_or_refuses,
    a_mail_that_nobody_noted_goes_out_again_as_the_same_mail,
    whoever_may_not_know_of_a_case_is_told_nothing_of_it,
    what_was_missed_is_told_in_one_mail,
);

fn at(month: i8, day: i8, hour: i8, minute: i8) -> Timestamp {
    Timestamp::from_jst(date(2026, month, day).at(hour, minute, 0, 0))
}

fn carrier(postbox: &Postbox) -> Arc<dyn Carrier> {
    let mut config = Config::default();
    config.mail.smtp = format!("smtp://127.0.0.1:{}", postbox.port);
    config.server.public_url.push_str("https://kigen.example");
    Postman::carrier(&config).unwrap().unwrap()
}

/// An office whose people read mail, and the runner of its jobs.
async fn office_with_mail(test: &TestOffice, postbox: &Postbox) -> Runner {
    for (role, actor) in &test.people {
        give(test, actor, &format!("{}@kigen.example", role.code())).await;
        if !matches!(role, Role::Admin | Role::Secretariat) {
            let rules = test
                .office
                .in_force(test.office.now().date())
                .await
                .unwrap();
            if rules.profile.pledge_of(&actor.roles).is_some() {
                test.pledge(*role).await;
            }
        }
    }
    let registry = Registry::of(&test.office, Some(carrier(postbox))).unwrap();
    Runner::of(&test.office, registry, "a").await.unwrap()
}

async fn give(test: &TestOffice, actor: &Actor, address: &str) {
    let command = Command::Account {
        id: actor.id.account(),
        command: AccountCommand::SetMail {
            address: address.to_owned(),
        },
        password: None,
    };
    test.office.perform(actor, command).await.unwrap();
}

/// One pass at `now`; every run of it ends well.
async fn pass(test: &TestOffice, runner: &Runner, now: Timestamp) -> Pass {
    test.clock.set(now);
    let pass = runner.tick(now).await.unwrap();
    for (run, state) in &pass.runs {
        assert_eq!(*state, Some(RunState::Succeeded), "{run}");
    }
    pass
}

fn to<'a>(letters: &'a [Letter], who: &str) -> Vec<&'a Letter> {
    let address = format!("{who}@kigen.example");
    letters
        .iter()
        .filter(|l| l.to == [address.as_str()])
        .collect()
}

/// No mail of this office may say who anybody is, or what they wrote.
fn names_nobody(letters: &[Letter]) {
    for letter in letters {
        let text = format!("{:?}{}{}", letter.headers, letter.plain, letter.html);
        for word in ["試験", "山田", "漏えい", "会員 M0001", "株式会社"] {
            assert!(!text.contains(word), "{word}: {text}");
        }
        assert!(letter.defects.is_empty(), "{:?}", letter.defects);
    }
}

async fn a_level_is_told_to_its_part_and_a_reminder_in_the_digest(test: &TestOffice) {
    let Some(postbox) = Postbox::start() else {
        return;
    };
    let runner = office_with_mail(test, &postbox).await;
    let filed = test
        .perform(Role::Intake, register(complaint()))
        .await
        .unwrap();
    let number = filed.case.unwrap().number;
    // Received on Monday 1 June: to be acknowledged by Wednesday.
    pass(test, &runner, at(6, 1, 10, 30)).await;
    let first = postbox.letters();
    names_nobody(&first);
    let digest = to(&first, "supervisor");
    assert_eq!(digest.len(), 1);
    let subject = &digest[0].headers["Subject"];
    assert!(
        subject.contains("期限") && subject.contains(&number.printed()),
        "{subject}"
    );
    assert!(
        digest[0]
            .plain
            .contains(&format!("https://kigen.example/cases/{number}"))
    );
    // Nobody handles it yet, so no handler has anything to do.
    assert!(to(&first, "handler").is_empty());
    // Later that day there is nothing new to tell, however often it is asked.
    for minute in [31, 32, 33] {
        pass(test, &runner, at(6, 1, 10, minute)).await;
    }
    assert!(postbox.letters().is_empty());
    // The first level falls on Thursday, at midnight; it is told when the office opens.
    pass(test, &runner, at(6, 4, 0, 1)).await;
    assert!(postbox.letters().is_empty());
    pass(test, &runner, at(6, 4, 10, 0)).await;
    let second = postbox.letters();
    names_nobody(&second);
    let told: Vec<&Letter> = to(&second, "supervisor");
    let subjects: Vec<&String> = told.iter().map(|l| &l.headers["Subject"]).collect();
    assert_eq!(
        told.len(),
        2,
        "the day's digest and the level: {subjects:?}"
    );
    let level = told.iter().find(|l| l.plain.contains("上申1")).unwrap();
    assert!(
        level.headers["Subject"].contains("期限超過"),
        "{subjects:?}"
    );
    assert!(level.plain.contains("超過 1営業日"), "{}", level.plain);
    for who in [
        "handler",
        "president",
        "director",
        "kanji",
        "admin",
        "member_contact",
    ] {
        assert!(
            to(&second, who).iter().all(|l| !l.plain.contains("上申1")),
            "{who}"
        );
    }
    let ids: BTreeSet<&String> = first
        .iter()
        .chain(&second)
        .map(|l| &l.headers["Message-ID"])
        .collect();
    assert_eq!(ids.len(), first.len() + second.len());
    let counts = test.office.mail_counts().await.unwrap();
    assert_eq!((counts.waiting, counts.dead, counts.unaddressed), (0, 0, 0));
}

async fn nothing_goes_out_while_the_office_is_closed_and_nothing_is_lost(test: &TestOffice) {
    let Some(postbox) = Postbox::start() else {
        return;
    };
    let runner = office_with_mail(test, &postbox).await;
    test.perform(Role::Intake, register(complaint()))
        .await
        .unwrap();
    // From Friday evening to Monday morning the job runs and says nothing.
    for (day, hour, minute) in [(5, 17, 0), (6, 12, 0), (7, 12, 0), (8, 9, 59)] {
        pass(test, &runner, at(6, day, hour, minute)).await;
        assert!(postbox.letters().is_empty(), "{day} {hour}:{minute}");
    }
    assert!(test.office.mail_counts().await.unwrap().waiting > 0);
    pass(test, &runner, at(6, 8, 10, 0)).await;
    assert!(!to(&postbox.letters(), "supervisor").is_empty());
    assert_eq!(test.office.mail_counts().await.unwrap().waiting, 0);
}

async fn a_server_that_is_away_defers_or_refuses(test: &TestOffice) {
    let Some(postbox) = Postbox::start() else {
        return;
    };
    let runner = office_with_mail(test, &postbox).await;
    give(test, test.who(Role::Supervisor), "busy@kigen.example").await;
    give(test, test.who(Role::CenterHead), "gone@kigen.example").await;
    give(test, test.who(Role::President), "tongue@kigen.example").await;
    test.perform(Role::Intake, register(complaint()))
        .await
        .unwrap();
    let port = postbox.port;
    drop(postbox);
    // Three levels have passed, and the server is away: nothing is given up.
    pass(test, &runner, at(6, 18, 10, 30)).await;
    let counts = test.office.mail_counts().await.unwrap();
    assert!(counts.waiting >= 3 && counts.dead == 0, "{counts:?}");
    let postbox = Postbox::start_on(port).unwrap();
    let mut seen = Vec::new();
    for minute in [40, 45, 50, 55] {
        pass(test, &runner, at(6, 18, 10, minute)).await;
        seen.extend(postbox.letters());
    }
    assert_eq!(
        to(&seen, "busy").len(),
        2,
        "summary and digest: deferred once, then taken"
    );
    let log = test.office.mail_log(50).await.unwrap();
    let of = |role: Role| {
        let account = test.who(role).id.account();
        log.iter().find(|mail| mail.account == account).unwrap()
    };
    let gone = of(Role::CenterHead);
    assert_eq!(
        (gone.state, gone.error.as_deref()),
        (MailState::Dead, Some("mail.refused"))
    );
    let cut = of(Role::President);
    assert_eq!(cut.state, MailState::Waiting, "{cut:?}");
    assert!(cut.attempts >= 2 && cut.error.is_some());
    // With an address that exists it goes out again.
    give(test, test.who(Role::CenterHead), "head@kigen.example").await;
    let again = |mail: &str| Command::Operate {
        command: OperationCommand::SendAgain {
            mail: mail.to_owned(),
        },
        reason: "宛先を改めた".to_owned(),
    };
    let refused = async |role, mail: &str| match test.perform(role, again(mail)).await {
        Err(OfficeError::Refused(refusal)) => refusal.code,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(Role::Supervisor, &gone.id).await, "access.denied");
    let sent = of(Role::Supervisor).id.clone();
    assert_eq!(refused(Role::Admin, &sent).await, "operation.not_failed");
    assert_eq!(refused(Role::Admin, "x").await, "operation.not_found");
    test.perform(Role::Admin, again(&gone.id)).await.unwrap();
    pass(test, &runner, at(6, 18, 11, 0)).await;
    assert_eq!(to(&postbox.letters(), "head").len(), 1);
}

async fn a_mail_that_nobody_noted_goes_out_again_as_the_same_mail(test: &TestOffice) {
    let Some(postbox) = Postbox::start() else {
        return;
    };
    let runner = office_with_mail(test, &postbox).await;
    test.perform(Role::Intake, register(complaint()))
        .await
        .unwrap();
    // A process sends the first mail and dies before it can note that.
    test.office.digests(None).await.unwrap();
    let carrier = carrier(&postbox);
    let mail = test.office.next_mail(None).await.unwrap().unwrap();
    carrier.carry(mail.clone()).await.unwrap();
    let first = postbox.letters();
    // The next one leaves it alone for a while, then repeats it.
    let now = test.office.now();
    pass(test, &runner, now.plus_seconds(MINUTE)).await;
    let id = &first[0].headers["Message-ID"];
    let others = postbox.letters();
    assert!(others.iter().all(|l| &l.headers["Message-ID"] != id));
    pass(test, &runner, now.plus_seconds(6 * MINUTE)).await;
    let again = postbox.letters();
    assert_eq!(again.len(), 1);
    assert_eq!(
        (&again[0].headers["Message-ID"], &again[0].sha256),
        (id, &first[0].sha256)
    );
    assert_eq!(test.office.mail_counts().await.unwrap().waiting, 0);
}

async fn whoever_may_not_know_of_a_case_is_told_nothing_of_it(test: &TestOffice) {
    let Some(postbox) = Postbox::start() else {
        return;
    };
    let runner = office_with_mail(test, &postbox).await;
    let filed = test
        .perform(Role::Intake, register(complaint()))
        .await
        .unwrap();
    let case = filed.case.unwrap();
    let bar = CaseCommand::Matter(MatterCommand::Bar {
        person: test.who(Role::Supervisor).id.account().unwrap(),
        reason: "親族が相手方に勤務".into(),
    });
    test.perform(Role::CenterHead, Command::case(case.id, bar))
        .await
        .unwrap();
    for day in [1, 2, 3, 4, 5] {
        pass(test, &runner, at(6, day, 10, 30)).await;
    }
    let letters = postbox.letters();
    let supervisor: Vec<_> = to(&letters, "supervisor");
    assert!(supervisor.is_empty(), "{supervisor:?}");
    // The level that names the supervisor is told to the center head instead.
    assert!(
        to(&letters, "center_head")
            .iter()
            .any(|l| l.plain.contains("上申1"))
    );
}

async fn what_was_missed_is_told_in_one_mail(test: &TestOffice) {
    let Some(postbox) = Postbox::start() else {
        return;
    };
    let runner = office_with_mail(test, &postbox).await;
    for _ in 0..12 {
        test.perform(Role::Intake, register(complaint()))
            .await
            .unwrap();
    }
    // Nobody ran for six weeks.
    pass(test, &runner, at(7, 13, 10, 0)).await;
    let letters = postbox.letters();
    names_nobody(&letters);
    let supervisor = to(&letters, "supervisor");
    assert_eq!(
        supervisor.len(),
        2,
        "the summary and the digest: {supervisor:?}"
    );
    let summary = supervisor
        .iter()
        .find(|l| l.plain.contains("お知らせできなかった間"))
        .unwrap();
    assert!(
        summary.plain.contains("上申1 管理職：12件"),
        "{}",
        summary.plain
    );
}

/// The program itself, on a demonstration's data, with the server named in the environment.
#[test]
fn the_program_sends_what_the_day_asks_for() {
    let Some(postbox) = Postbox::start() else {
        return;
    };
    let program = Program::new();
    program.ok(&["demo", "--cases", "20", "--no-serve"]);
    program.ok(&["user", "mail", "kanri", "kanri@kigen.example"]);
    let bad = program.run(&["user", "mail", "kanri", "kanri@"]);
    assert_eq!(bad.status.code(), Some(1));
    let server = format!("smtp://127.0.0.1:{}", postbox.port);
    let run = |at: &str, smtp: &str| {
        program
            .command(&["jobs", "run", "outbox", "--now", at])
            .env("KIGEN__MAIL__SMTP", smtp)
            .output()
            .unwrap()
    };
    // Without a server there is no such job, and what is to be told stays.
    let none = run("2026-11-24T10:30", "");
    assert_eq!(none.status.code(), Some(1), "{none:?}");
    // Monday is a holiday: nothing goes out.
    assert!(run("2026-11-23T10:30", &server).status.success());
    assert!(postbox.letters().is_empty());
    assert!(run("2026-11-24T10:30", &server).status.success());
    let letters = postbox.letters();
    let to_kanri = to(&letters, "kanri");
    assert_eq!(to_kanri.len(), letters.len(), "nobody else gave an address");
    let digest = to_kanri
        .iter()
        .find(|l| l.headers["Subject"].contains("今日の期限"));
    assert!(
        digest.is_some_and(|l| l.plain.contains("超過")),
        "{to_kanri:?}"
    );
    program.ok(&["check"]);
    let refused = program
        .command(&["check-config"])
        .env("KIGEN__MAIL__SMTP", "smtp://kigen:secret@127.0.0.1")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(2), "{said}");
    assert!(
        said.contains("mail.password_file") && !said.contains("secret"),
        "{said}"
    );
}
