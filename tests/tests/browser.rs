//! Journeys in a real browser against the real program, on a demonstration organisation.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use fantoccini::{Client, Locator};
use std::{
    net::TcpListener,
    process::{Child, Stdio},
    time::Duration,
};
use tests::harness::{browser::Browser, program::Program};

/// A demonstration being served.
struct Served {
    _program: Program,
    process: Child,
    address: String,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn serve() -> Served {
    let program = Program::new();
    let folder = program.path().join("demo");
    let folder = folder.to_str().unwrap();
    let demo = |arguments: &[&str]| {
        let mut command = std::process::Command::new(tests::harness::program::kigen());
        command
            .args(arguments)
            .args(["--data-dir", folder])
            .stdin(Stdio::null())
            .stdout(Stdio::null());
        command
    };
    assert!(
        demo(&["demo", "--cases", "60", "--no-serve"])
            .status()
            .unwrap()
            .success()
    );
    // A port that was free a moment ago: the program itself says no if it is not any more.
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let process = demo(&["serve", "--listen", &format!("127.0.0.1:{port}")])
        .spawn()
        .unwrap();
    for _ in 0..100 {
        if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
            break;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    Served {
        _program: program,
        process,
        address: format!("http://127.0.0.1:{port}"),
    }
}

async fn sign_in(window: &Client, served: &Served, login: &str) {
    window.delete_all_cookies().await.unwrap();
    open(window, served, "/login?lang=ja").await;
    write(window, "input[name=login]", login).await;
    write(window, "input[name=password]", "demo").await;
    press(window, "main form.form button[type=submit]").await;
    window
        .wait()
        .for_element(Locator::Css("form[action='/logout']"))
        .await
        .unwrap();
}

async fn open(window: &Client, served: &Served, path: &str) {
    let address = format!("{}{path}", served.address);
    window.goto(&address).await.unwrap();
}

async fn press(window: &Client, css: &str) {
    let found = window.find(Locator::Css(css)).await.unwrap();
    found.click().await.unwrap();
}

async fn write(window: &Client, css: &str, words: &str) {
    let found = window.find(Locator::Css(css)).await.unwrap();
    found.send_keys(words).await.unwrap();
}

async fn text(window: &Client, css: &str) -> String {
    window
        .find(Locator::Css(css))
        .await
        .unwrap()
        .text()
        .await
        .unwrap()
}

async fn path(window: &Client) -> String {
    window.current_url().await.unwrap().path().to_owned()
}

#[test]
fn everybody_signs_in_and_sees_their_own_first_page() {
    journey(async |browser, served| {
        let window = browser.window(1280, true).await;
        for (login, home) in [
            ("uketsuke", "/queue"),
            ("tanto", "/queue"),
            ("kanri", "/today"),
            ("riji", "/board"),
            ("kansa", "/audit"),
            ("kaiin", "/portal"),
        ] {
            sign_in(&window, served, login).await;
            assert_eq!(path(&window).await, home, "{login}");
            assert!(!text(&window, "main h1").await.is_empty(), "{login}");
            let wide = window
                .execute("return document.documentElement.scrollWidth", vec![])
                .await
                .unwrap();
            assert!(
                wide.as_u64().unwrap() <= 1280,
                "{login}: nothing to scroll sideways"
            );
        }
        window.close().await.unwrap();
    });
}

#[test]
fn the_worst_overdue_case_says_why_and_takes_its_next_step() {
    journey(async |browser, served| {
        for javascript in [true, false] {
            let window = browser.window(1280, javascript).await;
            worst_overdue(&window, served).await;
            window.close().await.unwrap();
        }
    });
}

/// Sign in, open the worst overdue case, see why the date is what it is, record the next step.
async fn worst_overdue(window: &Client, served: &Served) {
    sign_in(window, served, "kanri").await;
    press(window, "main a[href^='/cases/']").await;
    let case = path(window).await;
    assert!(
        text(window, "main").await.contains("超過"),
        "the first line is an overdue one"
    );

    open(window, served, &format!("{case}/deadlines")).await;
    let why = window.find(Locator::Css("details.why")).await.unwrap();
    if why.attr("open").await.unwrap().is_none() {
        why.find(Locator::Css("summary"))
            .await
            .unwrap()
            .click()
            .await
            .unwrap();
    }
    let reasons = why.text().await.unwrap();
    assert!(
        reasons.contains("初日") && reasons.contains("民法"),
        "{reasons}"
    );
    assert!(reasons.contains("満了日"), "{reasons}");

    open(window, served, &format!("{case}/do/note")).await;
    write(window, "main textarea", "会員に電話で回答を求めた。").await;
    press(window, "main form.form button[type=submit]").await;
    window
        .wait()
        .for_element(Locator::Css("[role=status]"))
        .await
        .unwrap();
    assert_eq!(path(window).await.trim_end_matches("/history"), case);
    open(window, served, &format!("{case}/history")).await;
    assert!(
        text(window, "main")
            .await
            .contains("会員に電話で回答を求めた。")
    );
}

#[test]
fn a_package_with_one_byte_changed_is_named_as_such() {
    journey(async |browser, served| {
        let window = browser.window(1280, true).await;
        sign_in(&window, served, "kansa").await;
        let good = format!("{}/audit/packages/audit-2025/verification", served.address);
        window.goto(&good).await.unwrap();
        assert!(!text(&window, "main").await.contains("不適合"));
        window
            .goto(&good.replace("2025", "2025-tampered"))
            .await
            .unwrap();
        let verdict = text(&window, "main").await;
        assert!(
            verdict.contains("不適合") && verdict.contains("最初の不一致"),
            "{verdict}"
        );
        window.close().await.unwrap();
    });
}

fn journey(test: impl AsyncFnOnce(&Browser, &Served)) {
    let Some(browser) = Browser::start() else {
        return;
    };
    let served = serve();
    tokio::runtime::Runtime::new()
        .unwrap()
        .block_on(test(&browser, &served));
}
