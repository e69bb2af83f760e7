//! The program as its users meet it: exit statuses, bad input, and what the outside judges say.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    process::{Command, Stdio},
};
use tests::harness::program::{Program, kigen};

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn new() -> Program {
    let program = Program::new();
    program.ok(&["init"]);
    program
}

#[test]
fn an_unknown_key_of_the_configuration_is_named_with_a_suggestion() {
    let program = new();
    let file = program.path().join("kigen.toml");
    let text_before = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text_before.replace("listen", "lisen")).unwrap();
    let output = program.run(&["check-config"]);
    assert_eq!(output.status.code(), Some(2));
    let said = text(&output.stderr);
    assert!(
        said.contains("lisen") && said.contains("did you mean `listen`"),
        "{said}"
    );
}

#[test]
fn a_folder_without_data_says_what_to_do() {
    let output = Program::new().run(&["check"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(text(&output.stderr).contains("kigen init"));
}

#[test]
fn a_second_writing_process_on_the_same_file_is_refused_and_a_reading_one_is_not() {
    let program = new();
    let mut serving = program
        .command(&["serve", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut refused = None;
    for _ in 0..100 {
        std::thread::sleep(std::time::Duration::from_millis(100));
        let output = program.run(&["jobs", "tick"]);
        if output.status.code() == Some(3) {
            refused = Some(text(&output.stderr));
            break;
        }
    }
    let check = program.run(&["check"]);
    let list = program.run(&["jobs", "list"]);
    serving.kill().unwrap();
    serving.wait().unwrap();
    assert!(refused.unwrap().contains("in use by another process"));
    for reading in [check, list] {
        assert!(reading.status.success(), "{}", text(&reading.stderr));
    }
}

#[test]
fn a_database_of_a_newer_program_is_refused() {
    let program = new();
    let sql =
        "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m29990101_000001_future', 0)";
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        use sea_orm::ConnectionTrait as _;
        let url = store::DatabaseUrl::Sqlite(program.path().join("kigen.db"));
        let database = store::Database::open(&url, store::Access::Write)
            .await
            .unwrap();
        let tx = database.write().await.unwrap();
        tx.execute_unprepared(sql).await.unwrap();
        tx.commit().await.unwrap();
        database.close().await.unwrap();
    });
    let output = program.run(&["check"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(
        text(&output.stderr).contains("newer version"),
        "{}",
        text(&output.stderr)
    );
}

#[test]
fn what_is_no_package_could_not_be_judged() {
    let program = new();
    let file = program.path().join("letter.zip");
    std::fs::write(&file, "not a zip").unwrap();
    for path in [file.to_str().unwrap(), "/nowhere/at/all.zip"] {
        assert_eq!(
            program.run(&["audit", "verify", path]).status.code(),
            Some(50),
            "{path}"
        );
    }
}

#[test]
fn a_package_of_the_program_is_accepted_by_its_judges_and_refused_after_a_change() {
    let program = new();
    program.ok(&[
        "audit",
        "build",
        "--fiscal-year",
        "2026",
        "--now",
        "2026-11-22T10:00",
    ]);
    let zip = program.path().join("packages/audit-2026.zip");
    let verdict = program.run(&["audit", "verify", zip.to_str().unwrap(), "--json"]);
    assert_eq!(
        verdict.status.code(),
        Some(20),
        "sound, with nothing from outside to compare"
    );
    let mut bytes = std::fs::read(&zip).unwrap();
    let middle = bytes.len() / 2;
    *bytes.get_mut(middle).unwrap() ^= 1;
    let bad = program.path().join("changed.zip");
    std::fs::write(&bad, bytes).unwrap();
    assert_eq!(
        program
            .run(&["audit", "verify", bad.to_str().unwrap()])
            .status
            .code(),
        Some(40)
    );
    let unpacked = Command::new("sh")
        .arg("-c")
        .arg("unzip -q packages/audit-2026.zip && cd audit-2026 && sha256sum --quiet -c manifest-sha256.txt && sha256sum --quiet -c tagmanifest-sha256.txt && python3 data/verify.py")
        .current_dir(program.path())
        .output()
        .unwrap();
    assert!(
        unpacked.status.success(),
        "{}{}",
        text(&unpacked.stdout),
        text(&unpacked.stderr)
    );
    assert!(text(&unpacked.stdout).starts_with("OK records 0 to 2"));
}

#[test]
fn the_exported_ledger_is_what_python_calls_canonical() {
    let program = new();
    let file = program.path().join("ledger.ndjson");
    program.ok(&["ledger", "export", file.to_str().unwrap()]);
    let script = "import json,sys,hashlib\nprev='0'*64\nfor n,line in enumerate(open(sys.argv[1],'rb')):\n  b=line[:-1]; r=json.loads(b)\n  assert json.dumps(r,sort_keys=True,separators=(',',':')).encode()==b and r['seq']==n and r['prev']==prev\n  prev=hashlib.sha256(b).hexdigest()\nprint(prev)";
    let output = Command::new("python3")
        .arg("-c")
        .arg(script)
        .arg(&file)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(program.head().contains(text(&output.stdout).trim()));
}

#[test]
fn deadline_compute_goes_on_after_a_bad_line_and_says_so_at_the_end() {
    let mut child = Command::new(kigen())
        .args(["deadline", "compute"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = concat!(
        r#"{"id":"a","start":"2026-04-19","unit":"day","n":14}"#,
        "\n",
        r#"{"id":"b","start":"2026-02-30","unit":"day","n":14}"#,
        "\n",
        r#"{"id":"c","start":"2026-04-27T11:00","unit":"open_day","n":5}"#,
        "\n"
    );
    child
        .stdin
        .take()
        .unwrap()
        .write_all(lines.as_bytes())
        .unwrap();
    let answers: Vec<serde_json::Value> = BufReader::new(child.stdout.take().unwrap())
        .lines()
        .map(|line| serde_json::from_str(&line.unwrap()).unwrap())
        .collect();
    assert_eq!(child.wait().unwrap().code(), Some(1));
    let last = |n: usize| {
        answers
            .get(n)
            .and_then(|a| a.get("last"))
            .and_then(|d| d.as_str().map(str::to_owned))
    };
    assert_eq!(last(0).as_deref(), Some("2026-05-07"));
    assert!(answers.get(1).unwrap().get("code").is_some());
    assert_eq!(last(2).as_deref(), Some("2026-05-08"));
}

#[test]
fn a_list_of_holidays_that_cannot_be_right_changes_nothing() {
    let program = new();
    let before = (program.head(), program.ok(&["calendar", "show"]));
    let head = "国民の祝日・休日月日,国民の祝日・休日名称\n";
    let rows = |rows: &str| format!("{head}{rows}").into_bytes();
    for (name, bytes, says) in [
        (
            "impossible",
            rows("2026/1/1,元日\n2026/2/30,祝日\n"),
            "3行目の「2026/2/30」",
        ),
        (
            "twice",
            rows("2026/1/1,元日\n2026/1/1,元日\n"),
            "3行目の「2026/1/1」は、2行目",
        ),
        ("utf-16", vec![0xff, 0xfe, 0x00, 0x01], "UTF-16"),
        ("broken", [head.as_bytes(), &[0x81]].concat(), "文字コード"),
        ("empty", Vec::new(), "何も入っていません"),
    ] {
        let file = program.path().join(format!("{name}.csv"));
        std::fs::write(&file, bytes).unwrap();
        let output = program.run(&["calendar", "import", file.to_str().unwrap()]);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{name}: {said}");
        assert!(said.contains(says), "{name}: {said}");
        assert_eq!(
            before,
            (program.head(), program.ok(&["calendar", "show"])),
            "{name}"
        );
    }
}

#[test]
fn a_closure_from_the_machine_carries_out_a_decision_or_waits() {
    let program = new();
    let closed = |program: &Program| program.ok(&["calendar", "show"]).contains("2027-08-13");
    let (before, days) = (program.head(), "2027-08-13..2027-08-15");
    program.ok(&["calendar", "close", days, "--dry-run"]);
    assert_eq!(program.head(), before, "a dry run writes nothing");
    program.ok(&["calendar", "close", days]);
    assert!(!closed(&program), "a machine decides nothing by itself");
    program.ok(&["calendar", "close", days, "--decision", "2026-B-03"]);
    assert!(closed(&program));
    assert!(program.ok(&["rules", "list"]).contains("2026-B-03"));
    program.ok(&["check"]);
}

#[test]
fn a_misspelt_key_of_the_rules_is_named_with_the_right_one() {
    let program = new();
    let rules = domain::profile::SHIPPED
        .iter()
        .find(|(name, _)| *name == "jecia")
        .map(|(_, text)| text.replacen("in_force", "in_fource", 1))
        .unwrap();
    let file = program.path().join("rules.toml");
    std::fs::write(&file, rules).unwrap();
    let output = program.run(&["rules", "check", file.to_str().unwrap()]);
    assert!(!output.status.success());
    let said = text(&output.stderr);
    assert!(
        said.contains("in_fource") && said.contains("did you mean `in_force`?"),
        "{said}"
    );
}

#[test]
fn the_configuration_is_checked_with_what_the_roster_lacks() {
    // Before there is anything, and after `init` with nobody in it: what to do next.
    let empty = Program::new().run(&["check-config"]);
    assert_eq!(empty.status.code(), Some(0), "{}", text(&empty.stderr));
    assert!(text(&empty.stdout).contains("kigen init"));
    let program = new();
    let lacking = program.run(&["check-config"]);
    assert_eq!(lacking.status.code(), Some(1));
    let said = text(&lacking.stdout);
    assert!(said.contains("kigen user add") && said.contains("Nobody plays the part"));
    // What is printed stays a configuration.
    assert!(said.parse::<toml::Table>().is_ok(), "{said}");
    let json = program.run(&["check-config", "--json"]);
    let shown: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    let acts = |shown: &serde_json::Value, lack: &str| -> Vec<String> {
        let all = shown["roster_lacks"].as_array().unwrap().iter();
        all.filter(|gap| gap["lack"] == lack)
            .map(|gap| gap["act"].as_str().unwrap().to_owned())
            .collect()
    };
    assert!(acts(&shown, "nobody").contains(&"approve".to_owned()));

    // A small desk in bundles: everybody is there, nobody has pledged or been trained.
    let add = |login: &str, parts: &[&str]| {
        let mut arguments = vec!["user", "add", login, "--name", "試験"];
        arguments.extend(parts);
        let mut adding = program
            .command(&arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = adding.stdin.take().unwrap();
        stdin.write_all(b"a long enough password\n").unwrap();
        drop(stdin);
        adding.wait_with_output().unwrap()
    };
    let unknown = add("tanto", &["--bundle", "nonsense"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(text(&unknown.stderr).contains("front, lead, office, chair"));
    let clash = add("tanto", &["--bundle", "front", "--role", "director"]);
    assert_eq!(clash.status.code(), Some(2));
    assert!(
        text(&clash.stderr).contains("nobody is both"),
        "{}",
        text(&clash.stderr)
    );
    for (login, parts) in [
        ("tanto", &["--bundle", "front"][..]),
        ("kanri", &["--bundle", "lead"]),
        ("rijicho", &["--bundle", "chair"]),
        ("kanji", &["--role", "kanji"]),
        ("chosha", &["--role", "hearing_officer"]),
    ] {
        let added = add(login, parts);
        assert!(added.status.success(), "{login}: {}", text(&added.stderr));
    }
    let listed = program.ok(&["user", "list"]);
    assert!(listed.contains("intake,handler"), "{listed}");
    let json = program.run(&["check-config", "--json"]);
    let shown: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(acts(&shown, "nobody"), Vec::<String>::new());
    assert_eq!(acts(&shown, "untrained"), ["assign"]);
    assert!(acts(&shown, "unpledged").contains(&"approve".to_owned()));
    let closed = program.ok(&["user", "disable", "kanji", "--left", "2026-01-31"]);
    assert!(closed.contains("kanji"));
}

#[test]
fn a_watcher_reads_figures_on_an_address_of_their_own() {
    let program = new();
    let free = || {
        let bound = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        bound.local_addr().unwrap().to_string()
    };
    let (listen, metrics) = (free(), free());
    let mut serving = program
        .command(&["serve", "--listen", &listen])
        .env("KIGEN__SERVER__METRICS", &metrics)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let ask = |address: &str, path: &str| {
        use std::io::{Read as _, Write as _};
        for _ in 0..100 {
            if let Ok(mut stream) = std::net::TcpStream::connect(address) {
                let request = format!("GET {path} HTTP/1.0\r\nHost: {address}\r\n\r\n");
                stream.write_all(request.as_bytes()).unwrap();
                let mut answer = String::new();
                stream.read_to_string(&mut answer).unwrap();
                return answer;
            }
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
        String::new()
    };
    let figures = ask(&metrics, "/metrics");
    let pages = ask(&metrics, "/login");
    let outside = ask(&listen, "/metrics");
    serving.kill().unwrap();
    serving.wait().unwrap();
    for figure in [
        "kigen_deadlines_overdue 0",
        "kigen_outbox_waiting 0",
        "kigen_jobs_dead 0",
        "kigen_clock_suspect 0",
        "# EOF",
    ] {
        assert!(figures.contains(figure), "{figure}: {figures}");
    }
    assert!(pages.contains("404"), "{pages}");
    assert!(!outside.contains("kigen_"), "{outside}");
    let refused = program
        .command(&["serve", "--listen", &listen])
        .env("KIGEN__SERVER__METRICS", "nowhere")
        .output()
        .unwrap();
    assert!(text(&refused.stderr).contains("server.metrics `nowhere`"));
    assert!(!refused.status.success());
}
