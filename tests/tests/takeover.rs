//! Taking over registers, on both databases: every row of the sample accounted for, a dry run that
//! says the same, a second run that takes nothing, a killed run that is completed.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

use domain::{
    access::Actor,
    calendar::CalendarSpec,
    case::{Number, Stage},
    id::MemberCode,
    profile::SHIPPED,
    time::Timestamp,
    world::World,
};
use jiff::civil::date;
use sea_orm::{ConnectionTrait, Statement};
use server::takeover::{self, Fate, FileFault, Mode, Report, TakeOverError, Weight};
use std::{collections::BTreeSet, path::Path, process::Command as Process, sync::Arc};
use store::{
    Access, Command, Office, Place,
    secrets::Secrets,
    source::{Chance, SetClock},
};
use tests::harness::{office::TestOffice, program::Program};

const REGISTER: &[u8] = include_bytes!("../samples/register-cp932.csv");
const MEMBERS: &[u8] = include_bytes!("../samples/members-utf8-bom.csv");
/// What becomes of each row at 2026-11-22 10:00, written down from reading the file.
const EXPECTED: &str = include_str!("../samples/register-expected.txt");

/// Runs each test on both databases, in an office that has nothing yet.
macro_rules! both {
    ($($name:ident),+ $(,)?) => { $(
        mod $name {
            #[test]
            fn sqlite() {
                tests::harness::office::run_bare(store::Engine::Sqlite, super::$name);
            }

            #[test]
            fn postgres() {
                tests::harness::office::run_bare(store::Engine::Postgres, super::$name);
            }
        }
    )+ };
}

both!(
    the_sample_is_accounted_for_row_by_row,
    a_dry_run_says_the_same_and_changes_nothing,
    a_second_run_takes_nothing_and_a_changed_row_is_told,
    what_is_overdue_escalates_at_once_in_one_summary,
    both_encodings_give_the_same_report,
    files_of_the_wrong_form_change_nothing,
    numbers_of_other_matters_stay_theirs,
);

fn demo_now() -> Timestamp {
    Timestamp::from_jst(date(2026, 11, 22).at(10, 0, 0, 0))
}

fn operator() -> Actor {
    Actor::command_line("test")
}

async fn members(office: &Office, file: &[u8], mode: Mode) -> Result<Report, TakeOverError> {
    takeover::members(office, &operator(), file, mode, |_, _| {}).await
}

async fn register(office: &Office, file: &[u8], mode: Mode) -> Result<Report, TakeOverError> {
    takeover::register(office, &operator(), file, mode, |_, _| {}).await
}

async fn size(office: &Office) -> u64 {
    office.ledger().size().await.unwrap()
}

async fn world(office: &Office) -> World {
    office.world().await.unwrap().0
}

/// The office with its members, at the demonstration's instant.
async fn with_members(t: &TestOffice) {
    t.clock.set(demo_now());
    let report = members(&t.office, MEMBERS, Mode::Run).await.unwrap();
    assert_eq!((report.counts.taken, report.counts.refused), (10, 0));
}

/// A row of the report as the expectations are written.
fn line(row: &takeover::RowReport) -> String {
    let mut warnings: Vec<&str> = Vec::new();
    let mut result = match row.result {
        Fate::Taken => "taken".to_owned(),
        Fate::Known => "known".to_owned(),
        Fate::Refused => String::new(),
    };
    for finding in &row.findings {
        match finding.weight {
            Weight::Warning => warnings.push(finding.code),
            Weight::Refusal => {
                result = format!("refused {}@{}", finding.code, finding.column.unwrap());
            }
        }
    }
    let number = row.number.as_deref().unwrap();
    let mut line = vec![row.data_row.to_string(), number.to_owned(), result];
    line.extend(warnings.into_iter().map(str::to_owned));
    line.join(" ")
}

async fn the_sample_is_accounted_for_row_by_row(t: &TestOffice) {
    t.clock.set(demo_now());
    let report = members(&t.office, MEMBERS, Mode::Run).await.unwrap();
    let warned: Vec<(u32, &str)> = report
        .rows
        .iter()
        .flat_map(|r| r.findings.iter().map(|f| (r.data_row, f.code)))
        .collect();
    assert_eq!(warned, [(8, "member.not_target")]);
    assert_eq!((report.counts.rows, report.counts.taken), (10, 10));

    let report = register(&t.office, REGISTER, Mode::Run).await.unwrap();
    let lines: Vec<String> = report.rows.iter().map(line).collect();
    let expected: Vec<&str> = EXPECTED.lines().collect();
    assert_eq!(expected.len(), 80);
    for (line, expected) in lines.iter().zip(&expected) {
        assert_eq!(line, expected);
    }
    assert_eq!(lines.len(), 80);
    assert!(report.rows.iter().all(|r| r.row == r.data_row + 1));
    let c = report.counts;
    assert_eq!((c.rows, c.taken, c.known, c.refused), (80, 74, 0, 6));

    // No name and no word of a matter leaves in the report.
    let said = format!(
        "{}{}",
        report.text(),
        serde_json::to_string(&report).unwrap()
    );
    for word in ["髙橋", "吉田", "ヨシダ", "HYPERLINK", "アオゾラ", "退会後"] {
        assert!(!said.contains(word), "{word}");
    }

    let world = world(&t.office).await;
    assert_eq!((world.members.len(), world.cases.len()), (10, 74));
    let none: MemberCode = "M0008".parse().unwrap();
    assert_eq!(world.members[&none].consented(), None);
    let case = |number: &str| {
        let number: Number = number.parse().unwrap();
        world.cases.values().find(|c| c.number == number).unwrap()
    };
    let asked = case("R8-苦情-0003");
    assert_eq!(asked.stage, Stage::AwaitingMember {});
    assert_eq!(
        asked.received_at,
        Timestamp::from_jst(date(2026, 4, 9).at(10, 23, 0, 0))
    );
    assert!(asked.deadlines.contains_key("MEMBER_REPLY.1"));
    assert!(case("R8-苦情-0001").deadlines.is_empty());
    assert!(!case("R7-質問-0032").is_open());

    // Formulas and line breaks are text, and stay what they were.
    let formula = t.office.case_id("R7-苦情-0011".parse().unwrap()).await;
    let obj = domain::id::Obj::Case(formula.unwrap().unwrap());
    let supervisor = Actor::new(
        domain::id::ActorId::CommandLine("test".to_owned()),
        vec![domain::code::Role::Supervisor],
        None,
    );
    let opened = t.office.open_values(&supervisor, &obj).await.unwrap();
    let seq = case("R7-苦情-0011").first_seq;
    assert_eq!(
        opened.get(seq, "content"),
        Some("=HYPERLINK(\"http://example.invalid?\"&A2,\"内容\")")
    );
    assert!(opened.get(seq, "source").unwrap().contains("R7.6.27"));
}

async fn a_dry_run_says_the_same_and_changes_nothing(t: &TestOffice) {
    t.clock.set(demo_now());
    // As the command does it: opened for reading only, beside whoever writes.
    let reader = Office::open(
        &t.data,
        Access::Read,
        t.secrets.clone(),
        t.clock.clone(),
        Chance::System,
        "kigen.test/log1",
    )
    .await
    .unwrap();
    let before = size(&t.office).await;
    let mut dry = members(&reader, MEMBERS, Mode::Dry).await.unwrap();
    assert_eq!(size(&t.office).await, before);
    let run = members(&t.office, MEMBERS, Mode::Run).await.unwrap();
    dry.dry_run = false;
    assert_eq!(dry, run);

    let before = size(&t.office).await;
    let mut dry = register(&reader, REGISTER, Mode::Dry).await.unwrap();
    assert_eq!(size(&t.office).await, before);
    assert!(dry.dry_run && dry.escalated.is_none());
    let run = register(&t.office, REGISTER, Mode::Run).await.unwrap();
    dry.dry_run = false;
    dry.escalated = run.escalated;
    assert_eq!(dry, run);

    // And again once everything is known.
    let mut dry = register(&reader, REGISTER, Mode::Dry).await.unwrap();
    let run = register(&t.office, REGISTER, Mode::Run).await.unwrap();
    dry.dry_run = false;
    dry.escalated = run.escalated;
    assert_eq!(dry, run);
    reader.close().await.unwrap();
}

fn utf8(file: &[u8]) -> String {
    let (text, _, broken) = encoding_rs::SHIFT_JIS.decode(file);
    assert!(!broken);
    text.into_owned()
}

async fn a_second_run_takes_nothing_and_a_changed_row_is_told(t: &TestOffice) {
    with_members(t).await;
    let first = register(&t.office, REGISTER, Mode::Run).await.unwrap();
    let before = size(&t.office).await;
    let second = register(&t.office, REGISTER, Mode::Run).await.unwrap();
    let again = members(&t.office, MEMBERS, Mode::Run).await.unwrap();
    assert_eq!(size(&t.office).await, before);
    assert_eq!((second.counts.taken, second.counts.known), (0, 74));
    assert_eq!(second.counts.refused, first.counts.refused);
    assert_eq!((again.counts.known, again.counts.warnings), (10, 0));
    for (was, is) in first.rows.iter().zip(&second.rows) {
        assert_eq!(was.refusal(), is.refusal());
    }

    // The organisation kept working in its old file, and sorted it.
    let text = utf8(REGISTER).replace(
        "開示請求に1か月以上回答がない,検討中,2025/11/29,2025/12/25,,",
        "開示請求に1か月以上回答がない,終結,2025/11/29,2025/12/25,2026/1/9,解決",
    );
    let header = text.find("\r\n").unwrap() + 2;
    let (last, rows) = (text.trim_end().rfind("\r\n").unwrap() + 2, text.len());
    let sorted = format!(
        "{}{}{}",
        &text[..header],
        &text[last..rows],
        &text[header..last]
    );
    let third = register(&t.office, sorted.as_bytes(), Mode::Run)
        .await
        .unwrap();
    assert_eq!(size(&t.office).await, before);
    let told: Vec<(&str, &str)> = third
        .rows
        .iter()
        .filter(|r| r.result == Fate::Known && !r.findings.is_empty())
        .map(|r| (r.number.as_deref().unwrap(), r.findings[0].code))
        .collect();
    assert_eq!(told, [("R7-苦情-0033", "takeover.known_otherwise")]);
    assert_eq!(third.counts.known, 74);
}

/// Payloads of the messages that wait with this topic.
async fn outbox(office: &Office, topic: &str) -> Vec<String> {
    let read = office.database().read();
    let statement = Statement::from_sql_and_values(
        read.get_database_backend(),
        "SELECT payload FROM outbox WHERE topic = $1",
        [topic.into()],
    );
    let rows = read.query_all_raw(statement).await.unwrap();
    rows.iter()
        .map(|r| r.try_get("", "payload").unwrap())
        .collect()
}

async fn what_is_overdue_escalates_at_once_in_one_summary(t: &TestOffice) {
    with_members(t).await;
    let report = register(&t.office, REGISTER, Mode::Run).await.unwrap();
    let world = world(&t.office).await;
    // Oracle: every rung of every clock of these cases that lies behind the clock.
    let mut expected = BTreeSet::new();
    let mut reached = BTreeSet::new();
    for case in world.cases.values() {
        for deadline in case.deadlines.values() {
            for rung in deadline.due.ladder.iter().filter(|r| r.at <= demo_now()) {
                expected.insert((case.id, deadline.name.clone(), rung.step.clone(), rung.at));
            }
            for step in &deadline.reached {
                reached.insert((
                    case.id,
                    deadline.name.clone(),
                    step.step.clone(),
                    step.effective_at,
                ));
            }
        }
    }
    assert_eq!(reached, expected);
    assert!(expected.len() > 100, "{}", expected.len());
    assert_eq!(report.escalated.unwrap().steps, expected.len() as u64);

    let summaries = outbox(&t.office, "escalation_summary").await;
    assert_eq!(summaries.len(), 1);
    let counted: serde_json::Value = serde_json::from_str(&summaries[0]).unwrap();
    let sum: u64 = counted["steps"]
        .as_object()
        .unwrap()
        .values()
        .map(|n| n.as_u64().unwrap())
        .sum();
    // Reminders are told by the digest of the day, levels by the summary.
    let levels = expected
        .iter()
        .filter(|(_, _, step, _)| step.starts_with('l'));
    assert_eq!(sum, levels.count() as u64);
    assert!(outbox(&t.office, "escalation").await.is_empty());

    // A job that goes on in small batches adds to the summary that still waits.
    t.clock.set(demo_now().plus_seconds(40 * 24 * 3_600));
    let swept = t
        .office
        .escalate_all(&Actor::job("escalate"), 3)
        .await
        .unwrap();
    assert!(swept.steps > 3);
    assert_eq!(outbox(&t.office, "escalation_summary").await.len(), 1);
}

async fn both_encodings_give_the_same_report(t: &TestOffice) {
    with_members(t).await;
    let text = utf8(REGISTER);
    let marked = [&[0xef, 0xbb, 0xbf], text.as_bytes()].concat();
    let reference = register(&t.office, REGISTER, Mode::Dry).await.unwrap();
    assert_eq!(reference.encoding, takeover::Encoding::Cp932);
    for (file, encoding) in [
        (text.as_bytes(), takeover::Encoding::Utf8),
        (&marked, takeover::Encoding::Utf8WithMark),
    ] {
        let mut twin = register(&t.office, file, Mode::Dry).await.unwrap();
        assert_eq!(twin.encoding, encoding);
        twin.encoding = reference.encoding;
        assert_eq!(twin, reference);
    }
}

async fn files_of_the_wrong_form_change_nothing(t: &TestOffice) {
    with_members(t).await;
    let before = size(&t.office).await;
    let text = utf8(REGISTER);
    let mut mixed = REGISTER.to_vec();
    mixed.extend(
        "R8-苦情-0030,2026/10/12 10:00,電話,苦情,M0001,,山田,,内容,受付,,,,\r\n".as_bytes(),
    );
    let mut broken = REGISTER.to_vec();
    broken.extend([0xff, 0xfd]);
    let files: [(&[u8], &str); 7] = [
        (&mixed, "file.mixed_encodings"),
        (&broken, "file.undecodable"),
        (MEMBERS, "file.columns"),
        (b"", "file.empty"),
        (text.split_once("\r\n").unwrap().1.as_bytes(), "file.header"),
        (&text.replace("状態", "現状").into_bytes(), "file.columns"),
        (&format!("{text}R8,\"x").into_bytes(), "file.quotation"),
    ];
    for (file, code) in files {
        match register(&t.office, file, Mode::Run).await {
            Err(TakeOverError::File(fault)) => {
                assert_eq!(fault.code(), code, "{fault:?}");
                assert!(!format!("{}{}", fault.ja(), fault.json()).contains("吉田"));
            }
            other => assert!(other.is_err(), "{code}"),
        }
    }
    let renamed = text.replacen("会員回答日", "会員の回答日", 1);
    let Err(TakeOverError::File(FileFault::Columns { unknown, .. })) =
        register(&t.office, renamed.as_bytes(), Mode::Run).await
    else {
        unreachable!("an unknown column refuses the file");
    };
    assert_eq!(unknown, [("会員の回答日".to_owned(), Some("会員回答日"))]);
    assert_eq!(size(&t.office).await, before);
}

async fn numbers_of_other_matters_stay_theirs(t: &TestOffice) {
    with_members(t).await;
    let header = takeover::register::COLUMNS.join(",");
    let row = |rest: &str| format!("{header}\n{rest}\n");
    let first =
        "Ｒ８－苦情－５,Ｒ８．６．１ 10:00,ＦＡＸ,苦情,Ｍ０００１,㈱アオゾラ通販,,,,受付,,,,";
    let report = register(&t.office, row(first).as_bytes(), Mode::Run)
        .await
        .unwrap();
    assert_eq!(line(&report.rows[0]), "1 R8-苦情-0005 taken");
    // One sequence for all kinds (A04): another matter cannot have the number under another kind.
    let cases = [
        (
            "R8-相談-0005,2026/6/2,電話,相談,M0001,,,,,受付,,,,",
            "takeover.number_taken@受付番号",
        ),
        (
            "R8-相談-0006,2026/6/2,手紙,相談,M0001,,,,,受付,,,,",
            "takeover.unknown_word@受付方法",
        ),
        (
            "R8-相談-0006,2026/6/2,電話,相談,M0001,,,,,受付,2026/6/3,,,",
            "takeover.status_contradicts@状態",
        ),
        (
            "R8-相談-0006,2026/6/2,電話,相談,,,,,,会員回答待ち,2026/6/3,,,",
            "takeover.member_missing@会員番号",
        ),
        (
            "R8-相談-0006,令和1年4月30日,電話,相談,M0001,,,,,受付,,,,",
            "date.outside_era@受付日時",
        ),
        (
            "R8-相談-0006,,電話,相談,M0001,,,,,受付,,,,",
            "field.required@受付日時",
        ),
        (
            "R8-相談-0006,2026/11/22 10:01,電話,相談,M0001,,,,,受付,,,,",
            "takeover.in_future@受付日時",
        ),
    ];
    let before = size(&t.office).await;
    for (rest, expected) in cases {
        let report = register(&t.office, row(rest).as_bytes(), Mode::Run)
            .await
            .unwrap();
        let refusal = report.rows[0].refusal().unwrap();
        let found = format!("{}@{}", refusal.code, refusal.column.unwrap());
        assert_eq!(found, expected);
    }
    assert_eq!(size(&t.office).await, before);
}

/// Names the folder in which a child of this test takes the sample over until it is killed.
const CHILD: &str = "KIGEN_TEST_TAKEOVER_FOLDER";

async fn office_in(folder: &Path) -> Office {
    Office::open(
        &Place::folder(folder),
        Access::Write,
        Secrets::load_or_create(&folder.join("secrets.txt")).unwrap(),
        Arc::new(SetClock::at(demo_now())),
        Chance::System,
        "kigen.test/log1",
    )
    .await
    .unwrap()
}

#[test]
fn a_killed_run_is_completed_by_running_again() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    if let Some(folder) = std::env::var_os(CHILD) {
        return runtime.block_on(async {
            let office = office_in(Path::new(&folder)).await;
            register(&office, REGISTER, Mode::Run).await.unwrap();
            office.close().await.unwrap();
        });
    }
    let folder = tempfile::TempDir::with_prefix("kigen-test-").unwrap();
    runtime.block_on(async {
        Office::migrate(&Place::folder(folder.path()))
            .await
            .unwrap();
        let office = office_in(folder.path()).await;
        let open = Command::Open {
            organisation: "test".to_owned(),
            profile: SHIPPED[0].1.to_owned(),
            calendar: CalendarSpec::standard().to_toml().unwrap(),
            calendar_in_force: date(2020, 4, 1),
        };
        office.perform(&operator(), open).await.unwrap();
        members(&office, MEMBERS, Mode::Run).await.unwrap();
        office.close().await.unwrap();
    });
    let mut killed = 0;
    for after_ms in [60, 90, 120, 150, 180, 240] {
        let mut child = Process::new(std::env::current_exe().unwrap())
            .args(["--exact", "a_killed_run_is_completed_by_running_again"])
            .env(CHILD, folder.path())
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(std::time::Duration::from_millis(after_ms));
        killed += u32::from(child.try_wait().unwrap().is_none());
        child.kill().unwrap();
        child.wait().unwrap();
    }
    assert!(killed > 0, "no run was killed in the middle");
    runtime.block_on(async {
        let office = office_in(folder.path()).await;
        let report = register(&office, REGISTER, Mode::Run).await.unwrap();
        let c = report.counts;
        assert_eq!((c.taken + c.known, c.refused), (74, 6));
        let world = world(&office).await;
        assert_eq!(world.cases.len(), 74);
        let numbers: BTreeSet<Number> = world.cases.values().map(|c| c.number).collect();
        assert_eq!(numbers.len(), 74);
        assert!(
            !office
                .is_unnoted("register", "case.taken_over")
                .await
                .unwrap()
        );
        assert_eq!(outbox(&office, "escalation_summary").await.len(), 1);
        office.check().await.unwrap();
        let before = size(&office).await;
        let again = register(&office, REGISTER, Mode::Run).await.unwrap();
        assert_eq!((again.counts.known, size(&office).await), (74, before));
        office.close().await.unwrap();
    });
}

#[test]
fn the_command_says_what_happened_by_its_status() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let sample = |name: &str| samples.join(name).display().to_string();
    let (file, people) = (sample("register-cp932.csv"), sample("members-utf8-bom.csv"));
    let program = Program::new();
    program.ok(&["init", "--profile", "jecia"]);
    let run = |arguments: &[&str]| {
        let output = program.run(&[arguments, &["--now", "2026-11-22T10:00"]].concat());
        (
            output.status.code().unwrap(),
            String::from_utf8(output.stdout).unwrap(),
            String::from_utf8(output.stderr).unwrap(),
        )
    };
    let head = program.head();
    let (status, said, _) = run(&["import", "members", &people, "--dry-run"]);
    assert_eq!((status, program.head()), (0, head));
    assert!(
        said.contains("UTF-8 (BOM)") && said.contains("引継ぎ 10"),
        "{said}"
    );
    assert_eq!(run(&["import", "members", &people]).0, 0);

    let head = program.head();
    let (status, dry, _) = run(&["import", "register", &file, "--dry-run", "--json"]);
    assert_eq!((status, program.head()), (1, head));
    let (status, said, complaint) = run(&["import", "register", &file, "--json"]);
    assert_eq!((status, complaint.as_str()), (1, ""));
    let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    let (dry, said) = (json(&dry), json(&said));
    assert_eq!(
        (&dry["rows"], &dry["counts"]),
        (&said["rows"], &said["counts"])
    );
    assert_eq!(said["encoding"], "cp932");
    assert_eq!(said["rows"][30]["row"], 32);
    assert_eq!(said["rows"][30]["findings"][0]["column"], "受付日時");

    let wrong = sample("members-utf8-bom.csv");
    let (status, said, complaint) = run(&["import", "register", &wrong, "--json"]);
    assert_eq!(
        (status, &json(&said)["refused"]["code"]),
        (2, &"file.columns".into())
    );
    assert!(
        complaint.contains("受付番号") && complaint.contains("missing"),
        "{complaint}"
    );
    assert_eq!(run(&["import", "register", "no-such-file.csv"]).0, 3);
    program.ok(&["check"]);
}
