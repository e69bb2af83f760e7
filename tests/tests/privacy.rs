//! No personal data outside the sealed values (invariant 3): not in the ledger's bodies, not in any
//! other table, file, log or error.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use domain::{
    case::CaseCommand,
    code::{AttachmentKind, NoteKind, Role},
};
use sea_orm::{ConnectionTrait, Statement};
use std::path::Path;
use store::{Command, Engine, office::Upload};
use tests::{
    both_offices,
    harness::{
        office::{TestOffice, complaint, register},
        program::Program,
    },
};

both_offices!(no_table_shows_what_was_told_in_confidence);

/// What must not be found, in any of the encodings a leak would have.
fn confidences() -> Vec<String> {
    let told = complaint();
    let words = [
        told.name,
        told.contact,
        told.content,
        told.original,
        "秘密の覚書".to_owned(),
        "試験 handler".to_owned(),
    ];
    words
        .iter()
        .flat_map(|word| {
            let json = serde_json::to_string(word).unwrap();
            let ascii = word.escape_unicode().to_string().replace(['{', '}'], "");
            [word.clone(), json.trim_matches('"').to_owned(), ascii]
        })
        .collect()
}

async fn no_table_shows_what_was_told_in_confidence(t: &TestOffice) {
    let file = t
        .perform(Role::Intake, register(complaint()))
        .await
        .unwrap()
        .case
        .unwrap();
    let note = CaseCommand::Note {
        kind: NoteKind::Memo,
        note: "秘密の覚書".to_owned(),
    };
    t.perform(Role::Handler, Command::case(file.id, note))
        .await
        .unwrap();
    let paper = Upload {
        kind: AttachmentKind::Evidence,
        name: "秘密の覚書.txt".to_owned(),
        bytes: complaint().content.into_bytes(),
    };
    t.office
        .attach(t.who(Role::Handler), file.id, None, paper)
        .await
        .unwrap();
    t.clock.set(t.office.now().plus_seconds(100 * 86_400));
    t.office
        .escalate_all(&domain::access::Actor::job("escalate"), 200)
        .await
        .unwrap();
    let opened = t
        .office
        .dossier(t.who(Role::Handler), file.number)
        .await
        .unwrap()
        .unwrap()
        .opened;
    assert!(
        opened.len() > 4,
        "the values are there, for those who may see them"
    );

    let all = everything(t).await;
    assert!(all.len() > 10_000, "every table was read");
    for word in confidences() {
        assert!(!all.contains(&word), "`{word}` stands in the open");
    }
    if t.office.database().engine() == Engine::Sqlite {
        files_hide_it(t.place.dir.path());
    }
}

/// Every row of every table of the organisation's database, as text.
async fn everything(t: &TestOffice) -> String {
    let read = t.office.database().read();
    let backend = read.get_database_backend();
    let (tables, row) = match t.office.database().engine() {
        Engine::Sqlite => ("SELECT name FROM sqlite_schema WHERE type = 'table'", None),
        Engine::Postgres => (
            "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema()",
            Some("t::text"),
        ),
    };
    let mut all = String::new();
    for table in read
        .query_all_raw(Statement::from_string(backend, tables))
        .await
        .unwrap()
    {
        let table: String = table.try_get_by_index(0).unwrap();
        let columns = if let Some(row) = row {
            row.to_owned()
        } else {
            let info = format!("SELECT name FROM pragma_table_info('{table}')");
            let columns: Vec<String> = read
                .query_all_raw(Statement::from_string(backend, info))
                .await
                .unwrap()
                .iter()
                .map(|c| {
                    format!(
                        "COALESCE(CAST({} AS TEXT), '')",
                        c.try_get_by_index::<String>(0).unwrap()
                    )
                })
                .filter(|c| !c.contains("ciphertext"))
                .collect();
            columns.join(" || ' ' || ")
        };
        let rows = format!("SELECT {columns} FROM {table} t");
        for row in read
            .query_all_raw(Statement::from_string(backend, rows))
            .await
            .unwrap()
        {
            all.push_str(&row.try_get_by_index::<String>(0).unwrap());
            all.push('\n');
        }
    }
    all
}

/// The bytes of every file of the folder, write-ahead logs and documents included.
fn files_hide_it(folder: &Path) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files_hide_it(&path);
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        for word in confidences() {
            let found = bytes
                .windows(word.len())
                .any(|window| window == word.as_bytes());
            assert!(!found, "`{word}` stands in the open in {}", path.display());
        }
    }
}

#[test]
fn the_log_at_its_loudest_names_nobody() {
    let program = Program::new();
    program.ok(&["init"]);
    let sample = |name: &str| format!("{}/samples/{name}", env!("CARGO_MANIFEST_DIR"));
    let mut said = String::new();
    for arguments in [
        ["import", "members", &sample("members-utf8-bom.csv")],
        ["import", "register", &sample("register-cp932.csv")],
    ] {
        let output = program
            .command(&arguments)
            .args(["--now", "2026-11-22T10:00"])
            .env("KIGEN_LOG", "trace")
            .output()
            .unwrap();
        said.push_str(&String::from_utf8_lossy(&output.stdout));
        said.push_str(&String::from_utf8_lossy(&output.stderr));
    }
    assert!(said.len() > 10_000, "it spoke at length");
    for word in [
        "吉田",
        "髙橋",
        "ヨシダ",
        "漏えいの疑い",
        "開示請求に",
        "HYPERLINK",
    ] {
        assert!(!said.contains(word), "`{word}` was logged");
    }
}
