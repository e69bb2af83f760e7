//! Journeys in a real browser against the real program, on a demonstration organisation.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

mod board;
mod journeys;
mod keyboard;
mod measures;
mod search;

use fantoccini::{Client, Locator, elements::Element};
use std::{
    net::TcpListener,
    process::{Child, Stdio},
    sync::Mutex,
    time::Duration,
};
use tests::harness::{browser::Browser, program::Program};

/// A demonstration being served.
struct Served {
    program: Program,
    process: Mutex<Child>,
    address: String,
}

impl Served {
    /// Runs a command on the same data, which must end in order.
    fn kigen(&self, arguments: &[&str]) {
        let output = std::process::Command::new(tests::harness::program::kigen())
            .args(arguments)
            .arg("--data-dir")
            .arg(self.program.path().join("demo"))
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{arguments:?}: {said}");
    }
}

impl Served {
    fn listen(&self) -> &str {
        self.address.trim_start_matches("http://")
    }

    /// Lets so many hours pass: the program is stopped, its clock moved, and started again. Whoever
    /// had signed in does so again.
    fn hours_pass(&self, hours: i64) {
        let mut process = self.process.lock().unwrap();
        let _ = process.kill();
        let _ = process.wait();
        let file = self.program.path().join("demo/demo.toml");
        let mut demo: toml::Table = std::fs::read_to_string(&file).unwrap().parse().unwrap();
        let offset = demo.get("offset_us").unwrap().as_integer().unwrap() + hours * 3_600_000_000;
        demo.insert("offset_us".to_owned(), offset.into());
        std::fs::write(&file, demo.to_string()).unwrap();
        let folder = self.program.path().join("demo");
        *process = start(folder.to_str().unwrap(), self.listen());
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let mut process = self.process.lock().unwrap();
        let _ = process.kill();
        let _ = process.wait();
    }
}

fn in_folder(folder: &str, arguments: &[&str]) -> std::process::Command {
    let mut command = std::process::Command::new(tests::harness::program::kigen());
    command
        .args(arguments)
        .args(["--data-dir", folder])
        .stdin(Stdio::null())
        .stdout(Stdio::null());
    command
}

/// Starts serving, and waits until it answers.
fn start(folder: &str, listen: &str) -> Child {
    let process = in_folder(folder, &["serve", "--listen", listen])
        .spawn()
        .unwrap();
    for _ in 0..100 {
        if std::net::TcpStream::connect(listen).is_ok() {
            break;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    process
}

fn serve() -> Served {
    let program = Program::new();
    let folder = program.path().join("demo");
    let folder = folder.to_str().unwrap();
    let mut made = in_folder(folder, &["demo", "--cases", "60", "--no-serve"]);
    assert!(made.status().unwrap().success());
    // A port that was free a moment ago: the program itself says no if it is not any more.
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let listen = format!("127.0.0.1:{port}");
    Served {
        process: Mutex::new(start(folder, &listen)),
        program,
        address: format!("http://{listen}"),
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

/// Presses what leads to another page, and waits until that page is there: on a busy machine the old
/// one stays for a moment after the click.
async fn press(window: &Client, css: &str) {
    let before = window.find(Locator::Css("main")).await.unwrap();
    let found = window.find(Locator::Css(css)).await.unwrap();
    found.click().await.unwrap();
    wait_until_left(window, before, css).await;
}

/// Waits until the page that `before` stood on is gone and another one is there.
async fn wait_until_left(window: &Client, before: Element, css: &str) {
    for _ in 0..200 {
        if before.tag_name().await.is_err() {
            window
                .wait()
                .for_element(Locator::Css("main"))
                .await
                .unwrap();
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("pressing {css} led nowhere");
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

/// Keeps a picture of the page, where `KIGEN_PICTURES` names a folder for people who want to look.
async fn picture(window: &Client, name: &str) {
    if let Some(folder) = std::env::var_os("KIGEN_PICTURES") {
        let picture = window.screenshot().await.unwrap();
        let file = std::path::Path::new(&folder).join(format!("{name}.png"));
        std::fs::write(file, picture).unwrap();
    }
}

/// Fills fields of the page: boxes are ticked with `1`, everything else is typed or chosen.
async fn fill(window: &Client, fields: &[(&str, &str)]) {
    for (name, value) in fields {
        let css = format!("main [name='{name}']");
        let field = window.find(Locator::Css(&css)).await.unwrap();
        let kind = field.attr("type").await.unwrap().unwrap_or_default();
        match (field.tag_name().await.unwrap().as_str(), kind.as_str()) {
            ("select", _) => field.select_by_value(value).await.unwrap(),
            (_, "checkbox") => field.click().await.unwrap(),
            (_, "radio") => {
                let css = format!("{css}[value='{value}']");
                let choice = window.find(Locator::Css(&css)).await.unwrap();
                choice.click().await.unwrap();
            }
            _ => {
                field.clear().await.unwrap();
                field.send_keys(value).await.unwrap();
            }
        }
    }
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

#[test]
fn a_closure_moves_the_deadlines_that_were_shown() {
    journey(async |browser, served| {
        for (javascript, day) in [(true, "R8.12.2"), (false, "R8.12.9")] {
            let window = browser.window(1280, javascript).await;
            sign_in(&window, served, "senta").await;
            open(&window, served, "/rules/calendar").await;
            write(&window, "input[name=day-from]", day).await;
            press(
                &window,
                "form:has(input[name=day-from]) button[type=submit]",
            )
            .await;
            let shown = rows(&window, "main table tbody tr").await;
            assert!(!shown.is_empty(), "some deadline ends on that day");
            let cases = hrefs(&window, "main table tbody th a").await;
            // Without a reason nothing changes, and what was shown stays in view.
            press(&window, "main form.form button[type=submit]").await;
            assert!(text(&window, "main").await.contains("理由"));
            assert_eq!(rows(&window, "main table tbody tr").await, shown);
            write(&window, "textarea[name=reason]", "創立記念の休業").await;
            press(&window, "main form.form button[type=submit]").await;
            assert_eq!(path(&window).await, "/rules/calendar");
            for (row, case) in shown.iter().zip(&cases) {
                let [number, clock, from, to] = row.as_slice() else {
                    unreachable!("{row:?}")
                };
                open(&window, served, case).await;
                let cards = text(&window, "main").await;
                assert!(
                    cards.contains(to),
                    "{number} {clock} {from} → {to}: {cards}"
                );
            }
            window.close().await.unwrap();
        }
        served.kigen(&["check"]);
    });
}

#[test]
fn a_deadline_prints_on_one_page() {
    use fantoccini::wd::{PrintConfiguration, PrintSize};
    journey(async |browser, served| {
        let window = browser.window(1280, true).await;
        sign_in(&window, served, "kanri").await;
        open(&window, served, "/queue/open").await;
        let mut cases = hrefs(&window, "main table tbody th a").await;
        cases.truncate(3);
        for case in cases {
            open(&window, served, &format!("{case}/deadlines")).await;
            for proof in hrefs(&window, "main a[href*='/deadlines/']").await {
                open(&window, served, &proof).await;
                assert!(text(&window, "main").await.contains("一致しています"));
                let a4 = PrintConfiguration::builder().size(PrintSize::A4);
                let pdf = window.print(a4.build().unwrap()).await.unwrap();
                let pdf = String::from_utf8_lossy(&pdf);
                assert_eq!(pdf.matches("/Type /Page\n").count(), 1, "{proof}");
            }
        }
        window.close().await.unwrap();
    });
}

#[test]
fn more_time_for_many_is_in_the_feed_at_once() {
    if !judge_is_here() {
        return;
    }
    journey(async |browser, served| {
        let window = browser.window(1280, true).await;
        sign_in(&window, served, "kanri").await;
        open(&window, served, "/deadlines").await;
        press(&window, "form[action='/deadlines/feed'] button").await;
        let address = window.find(Locator::Css("#feed-address")).await.unwrap();
        let address = address.prop("value").await.unwrap().unwrap();
        let before = judge(&address);
        assert_eq!(before["conditional"], 304);
        assert_eq!(before["conditional_body"], 0);
        assert_eq!(
            before["same"], true,
            "the same deadlines give the same bytes"
        );
        let events = before["events"].as_object().unwrap();
        assert!(!events.is_empty());
        let (mut cancelled, mut paused) = (0, 0);
        for event in events.values() {
            assert_eq!(event["whole_day"], true, "{event}");
            // Only a pause is said in words; nothing else could carry a name.
            for name in event["names"].as_array().unwrap() {
                let name = name.as_str().unwrap();
                paused += usize::from(name == "DESCRIPTION");
                assert!(FEED_NAMES.contains(&name), "{name}");
                assert!(name != "DESCRIPTION" || event["sequence"] != 0, "{event}");
            }
            if event["status"] == "CANCELLED" {
                cancelled += 1;
                assert_ne!(event["sequence"], 0, "{event}");
            }
        }
        assert!(0 < cancelled && cancelled < events.len() && paused > 0);

        open(&window, served, "/queue/open").await;
        for tick in window
            .find_all(Locator::Css("main input[name=case]"))
            .await
            .unwrap()
        {
            // As with the keyboard: the bar of actions stays over the last rows.
            tick.send_keys(" ").await.unwrap();
        }
        press(&window, "button[formaction='/queue/extend']").await;
        let shown = rows(&window, "main table tbody tr").await;
        let granted = shown.iter().filter(|row| !row[3].starts_with("エラー"));
        let granted: Vec<_> = granted.collect();
        assert!(
            !granted.is_empty() && granted.len() < shown.len(),
            "{shown:?}"
        );
        write(&window, "textarea[name=reason]", "調査に時間を要するため").await;
        press(
            &window,
            "form[action='/queue/extend/apply'] button[type=submit]",
        )
        .await;
        let mut result = rows(&window, "main table tbody tr").await;
        let mut expected = shown.clone();
        result.sort();
        expected.sort();
        assert_eq!(result, expected, "each row says what became of it");
        assert!(
            text(&window, "main [role=status]")
                .await
                .contains(&granted.len().to_string())
        );

        let after = judge(&address);
        let mut moved = 0;
        for (uid, event) in after["events"].as_object().unwrap() {
            let old = &events[uid];
            assert_eq!(event["summary"], old["summary"]);
            if event["start"] == old["start"] {
                assert_eq!(event["sequence"], old["sequence"], "{uid}");
            } else {
                moved += 1;
                assert!(event["start"].as_str() > old["start"].as_str(), "{uid}");
                assert!(
                    event["sequence"].as_u64() > old["sequence"].as_u64(),
                    "{uid}"
                );
            }
        }
        assert_eq!(moved, granted.len());
        let words = after["text"].as_str().unwrap();
        for member in shown
            .iter()
            .map(|row| &row[4])
            .filter(|name| *name != "不明")
        {
            assert!(!words.contains(member), "{member}");
        }
        // Taken away: the address is as if it had never been.
        open(&window, served, "/deadlines").await;
        press(&window, "form:has(input[name=close]) button").await;
        assert_eq!(judge(&address)["status"], 404);
        window.close().await.unwrap();
    });
}

#[test]
fn a_member_answers_with_a_file() {
    journey(async |browser, served| {
        for javascript in [true, false] {
            let window = browser.window(1280, javascript).await;
            hands_in(&window, served, if javascript { "甲" } else { "乙" }).await;
            window.close().await.unwrap();
        }
    });
}

/// Takes the request over if it must be, hands a file in, is told of a wrong one, replies in part.
async fn hands_in(window: &Client, served: &Served, mark: &str) {
    sign_in(window, served, "kaiin").await;
    press(window, "main a[href^='/portal/requests/']").await;
    let request = path(window).await;
    let receive = format!("form[action='{request}/receive'] button");
    if window.find(Locator::Css(&receive)).await.is_ok() {
        press(window, &receive).await;
    }
    let form = format!("form[action='{request}/documents']");
    window
        .wait()
        .for_element(Locator::Css(&form))
        .await
        .unwrap();
    let pick = |name: &str, bytes: &[u8]| {
        let file = served.program.path().join(name);
        std::fs::write(&file, bytes).unwrap();
        file.to_str().unwrap().to_owned()
    };
    let send = format!("{form} button[type=submit]");
    // A picture that is none: what is wrong stands at the field, and nothing was stored.
    let wrong = pick("写真.png", b"not a picture");
    write(window, "input[type=file]", &wrong).await;
    press(window, &send).await;
    let said = window
        .wait()
        .for_element(Locator::Css("#file-error"))
        .await
        .unwrap();
    assert!(
        said.text()
            .await
            .unwrap()
            .contains("拡張子と中身の形式が違います")
    );
    assert!(text(window, "#faults").await.contains("拡張子"));

    let name = format!("調査報告{mark}.txt");
    let right = pick(&name, "調査の経過".as_bytes());
    write(window, "input[type=file]", &right).await;
    press(window, &send).await;
    window
        .wait()
        .for_element(Locator::Css("main [role=status]"))
        .await
        .unwrap();
    assert_eq!(path(window).await, request);
    let listed = rows(window, "main table tbody tr").await;
    assert!(listed.iter().any(|row| row.contains(&name)), "{listed:?}");
    let links = hrefs(window, &format!("a[href^='{request}/documents/']")).await;
    assert!(!links.is_empty());

    // The reply itself follows, in the same page.
    if window
        .find(Locator::Css("textarea[name=report]"))
        .await
        .is_ok()
    {
        write(
            window,
            "textarea[name=report]",
            "資料のとおり調査しました。",
        )
        .await;
        press(
            window,
            &format!("form[action='{request}/reply'] button[type=submit]"),
        )
        .await;
        window
            .wait()
            .for_element(Locator::Css("main code.digest"))
            .await
            .unwrap();
        assert_eq!(path(window).await, format!("{request}/receipt"));
    }
    sign_in(window, served, "tanto").await;
    let case = request.replace("/portal/requests/", "/cases/");
    open(window, served, &format!("{case}/documents")).await;
    assert!(text(window, "main").await.contains(&name));
}

/// Where these links lead, in order.
async fn hrefs(window: &Client, css: &str) -> Vec<String> {
    let mut found = Vec::new();
    for link in window.find_all(Locator::Css(css)).await.unwrap() {
        found.push(link.attr("href").await.unwrap().unwrap());
    }
    found
}

/// Each row of a table as the texts of its cells.
async fn rows(window: &Client, css: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for row in window.find_all(Locator::Css(css)).await.unwrap() {
        let mut cells = Vec::new();
        for cell in row.find_all(Locator::Css("th, td")).await.unwrap() {
            cells.push(cell.text().await.unwrap());
        }
        rows.push(cells);
    }
    rows
}

/// What an event of the feed may consist of.
const FEED_NAMES: [&str; 9] = [
    "DESCRIPTION",
    "DTSTAMP",
    "DTSTART",
    "SEQUENCE",
    "STATUS",
    "SUMMARY",
    "TRANSP",
    "UID",
    "URL",
];

const PYTHON: &str = "/usr/bin/python3";

/// Whether the other program that reads calendars is here.
///
/// With `KIGEN_TESTS_NEED_BROWSER=1` its absence is a failure.
fn judge_is_here() -> bool {
    let here = std::process::Command::new(PYTHON)
        .args(["-c", "import icalendar"])
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    let needed = std::env::var_os("KIGEN_TESTS_NEED_BROWSER").is_some_and(|v| v == "1");
    assert!(here || !needed, "python3-icalendar is needed");
    if !here {
        eprintln!("skipped: no python3-icalendar on this machine");
    }
    here
}

/// What another program reads in the feed.
fn judge(address: &str) -> serde_json::Value {
    let output = std::process::Command::new(PYTHON)
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/judges/feed.py"))
        .arg(address)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    serde_json::from_slice(&output.stdout).unwrap()
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
