//! Searching through the blind index, on both databases.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

use domain::{
    access::Actor,
    case::{CaseCommand, CaseFile, MatterCommand, Registration},
    code::{CaseKind, NoteKind, Role},
    fold::{Folded, SHORTEST},
    id::Obj,
    member::{Contacts, MemberCommand},
    search::{Narrowing, Sought},
    time::FiscalYear,
};
use jobs::{Registry, Runner};
use proptest::{
    collection::vec,
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, TestRunner},
};
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, Statement};
use store::{
    Access, Command, Engine, Office,
    desk::{Alike, Found, LoadFilter, Particulars},
    source::Chance,
};
use tests::{
    both_offices,
    harness::office::{
        TestOffice, complaint, forget_index, index_is_what_the_values_say, index_rows, register,
    },
};

both_offices!(
    words_are_found_in_every_spelling,
    numbers_are_found_in_every_spelling,
    a_member_is_found_by_name_former_name_reading_and_code,
    all_words_must_stand_in_one_case_and_filters_narrow,
    whoever_does_not_search_finds_nothing_and_counts_nothing,
    whoever_is_barred_finds_nothing_of_the_case,
    a_destroyed_value_takes_its_tokens_with_it,
    an_older_database_is_indexed_by_the_job_and_says_so_until_then,
    another_key_indexes_everything_again,
    any_part_of_any_text_is_found,
    a_search_is_written_down_without_its_words_or_fails,
    the_same_person_and_the_member_are_suggested,
);

async fn registered(t: &TestOffice, registration: Registration) -> CaseFile {
    t.clock.set(t.office.now().plus_seconds(60));
    let done = t.perform(Role::Intake, register(registration)).await;
    done.unwrap().case.unwrap()
}

async fn search(t: &TestOffice, who: &Actor, text: &str, narrowing: Narrowing) -> Found {
    let sought = Sought::read(text).unwrap();
    t.office.search(who, &sought, narrowing).await.unwrap()
}

/// The numbers of the cases that the handler finds.
async fn numbers(t: &TestOffice, text: &str) -> Vec<String> {
    let found = search(t, t.who(Role::Handler), text, Narrowing::default()).await;
    assert!(!found.more && !found.incomplete, "{text}");
    let number = |case: &store::desk::FoundCase| case.row.file.number.to_string();
    found.cases.iter().map(number).collect()
}

fn takasaki() -> Registration {
    Registration {
        name: "髙﨑　ハナコ".to_owned(),
        kana: "タカサキ　ハナコ".to_owned(),
        contact: "０９０－１２３４－５６７８、hanako@example.jp".to_owned(),
        content: "㈱みどり商会へ勧告を求める。サーバーから漏えいした。".to_owned(),
        ..complaint()
    }
}

async fn words_are_found_in_every_spelling(t: &TestOffice) {
    registered(t, complaint()).await;
    let file = registered(t, takasaki()).await;
    let note = CaseCommand::Note {
        kind: NoteKind::Memo,
        note: "電話で渡邊さんと話した".to_owned(),
    };
    t.go(Role::Handler, file.id, note).await;
    for text in [
        "高崎",
        "髙﨑",
        "たかさき",
        "ﾀｶｻｷ",
        "タカサキ ハナコ",
        "髙﨑ハナコ",
        "勧告",
        "株式会社みどり商会",
        "みどり商会(株)",
        "サーバ",
        "ｻｰﾊﾞｰ",
        "渡辺",
        "渡邉さん",
        "090-1234-5678",
        "09012345678",
        "HANAKO@example",
        "漏え",
    ] {
        assert_eq!(numbers(t, text).await, ["r8-c-0002"], "{text}");
    }
    assert_eq!(numbers(t, "花子").await, ["r8-c-0001"]);
    assert!(numbers(t, "改善").await.is_empty());
    // Both tokens stand in the text, but not the word: 求め, める, and no 求る.
    assert!(numbers(t, "告求").await.is_empty());
    let found = search(t, t.who(Role::Handler), "高崎", Narrowing::default()).await;
    let find = &found.cases[0].finds[0];
    assert_eq!(find.field, "name");
    let marked: Vec<&str> = find
        .pieces
        .iter()
        .filter(|piece| piece.sought)
        .map(|piece| piece.text.as_str())
        .collect();
    assert_eq!(marked, ["髙﨑"]);
    assert!(index_is_what_the_values_say(&t.office).await > 50);
}

async fn numbers_are_found_in_every_spelling(t: &TestOffice) {
    for kind in [CaseKind::Complaint, CaseKind::Inquiry] {
        let registration = Registration {
            kind,
            ..complaint()
        };
        registered(t, registration).await;
    }
    for text in [
        "r8-c-0001",
        "R8-苦情-1",
        "Ｒ８－苦情－０００１",
        "令和8年度苦情1号",
        "1",
        "0001",
    ] {
        assert_eq!(numbers(t, text).await, ["r8-c-0001"], "{text}");
    }
    assert_eq!(numbers(t, "R8-問い合せ-2").await, ["r8-i-0002"]);
    // Finding a number opens nothing, so no case is written down as read.
    let found = search(t, t.who(Role::Handler), "1", Narrowing::default()).await;
    assert!(found.cases[0].finds.is_empty());
}

async fn a_member_is_found_by_name_former_name_reading_and_code(t: &TestOffice) {
    let contacts = Contacts {
        name: "濵邊データ株式会社".to_owned(),
        kana: "ハマベデータ".to_owned(),
        ..Contacts::default()
    };
    let change = Command::Member {
        code: "M0001".parse().unwrap(),
        command: MemberCommand::Change(contacts),
    };
    t.perform(Role::Membership, change).await.unwrap();
    for text in [
        "M0001",
        "ｍ０００１",
        "浜辺データ",
        "㈱浜辺データ",
        "はまべ",
        "試験M0001",
        "株式会社試験M0001",
    ] {
        let found = search(t, t.who(Role::Intake), text, Narrowing::default()).await;
        let codes: Vec<&str> = found.members.iter().map(|m| m.code.as_str()).collect();
        assert_eq!(codes, ["M0001"], "{text}");
    }
    let found = search(t, t.who(Role::Intake), "M0009", Narrowing::default()).await;
    assert!(found.members.is_empty());
}

async fn all_words_must_stand_in_one_case_and_filters_narrow(t: &TestOffice) {
    registered(t, complaint()).await;
    registered(t, takasaki()).await;
    let inquiry = Registration {
        kind: CaseKind::Inquiry,
        ..takasaki()
    };
    registered(t, inquiry).await;
    assert_eq!(
        numbers(t, "高崎 勧告").await,
        ["r8-i-0003", "r8-c-0002"],
        "the newest first"
    );
    assert!(numbers(t, "高崎 開示").await.is_empty());
    let narrowed = async |narrowing| {
        let found = search(t, t.who(Role::Handler), "高崎", narrowing).await;
        found.cases.len()
    };
    for (narrowing, count) in [
        (Narrowing::default(), 2),
        (
            Narrowing {
                kind: Some(CaseKind::Inquiry),
                ..Narrowing::default()
            },
            1,
        ),
        (
            Narrowing {
                open: Some(false),
                ..Narrowing::default()
            },
            0,
        ),
        (
            Narrowing {
                open: Some(true),
                fiscal_year: Some(FiscalYear(2026)),
                ..Narrowing::default()
            },
            2,
        ),
        (
            Narrowing {
                fiscal_year: Some(FiscalYear(2025)),
                ..Narrowing::default()
            },
            0,
        ),
    ] {
        assert_eq!(narrowed(narrowing).await, count, "{narrowing:?}");
    }
}

fn desk(role: Role) -> bool {
    matches!(
        role,
        Role::Intake | Role::Handler | Role::Supervisor | Role::CenterHead
    )
}

/// What the intake form of the same person says.
fn hanako() -> Particulars {
    Particulars {
        name: "高崎はなこ".to_owned(),
        contact: "090 1234 5678".to_owned(),
        ..Particulars::default()
    }
}

async fn whoever_does_not_search_finds_nothing_and_counts_nothing(t: &TestOffice) {
    registered(t, takasaki()).await;
    for (role, actor) in &t.people {
        let before = t.office.reads().count().await.unwrap();
        for text in ["高崎", "r8-c-0001", "M0001", "試験M0001"] {
            let found = search(t, actor, text, Narrowing::default()).await;
            let nothing = found.cases.is_empty() && found.members.is_empty() && !found.more;
            assert_eq!(nothing, !desk(*role), "{role:?} {text}");
        }
        let suggested = t.office.suggest(actor, &hanako()).await.unwrap();
        assert_eq!(suggested.cases.is_empty(), !desk(*role), "{role:?}");
        let after = t.office.reads().count().await.unwrap();
        assert_eq!(after > before, desk(*role), "{role:?}");
    }
}

async fn whoever_is_barred_finds_nothing_of_the_case(t: &TestOffice) {
    let file = registered(t, takasaki()).await;
    let handler = t.who(Role::Handler).clone();
    let bar = CaseCommand::Matter(MatterCommand::Bar {
        person: handler.id.account().unwrap(),
        reason: "申出人の親族".to_owned(),
    });
    t.go(Role::Supervisor, file.id, bar).await;
    for text in ["高崎", "勧告", "r8-c-0001", "1", "親族"] {
        let found = search(t, &handler, text, Narrowing::default()).await;
        assert!(found.cases.is_empty() && !found.more, "{text}");
        let found = search(t, &t.other_handler, text, Narrowing::default()).await;
        assert_eq!(found.cases.len(), 1, "{text}");
    }
    // Nor does a count or a line of what is due tell of it.
    let all = LoadFilter::default();
    for (who, finds) in [(&handler, false), (&t.other_handler, true)] {
        let due = t.office.open_within(who, &all, 100).await.unwrap();
        assert_eq!(!due.is_empty(), finds);
        let load = t.office.load_by_day(who, &all).await.unwrap();
        assert_eq!(!load.is_empty(), finds);
    }
    let suggested = t.office.suggest(&handler, &hanako()).await.unwrap();
    assert!(suggested.cases.is_empty());
    let suggested = t.office.suggest(&t.other_handler, &hanako()).await.unwrap();
    assert_eq!(suggested.cases.len(), 1);
}

async fn run(t: &TestOffice, sql: &str) {
    let tx = t.office.database().write().await.unwrap();
    tx.execute_unprepared(sql).await.unwrap();
    tx.commit().await.unwrap();
}

async fn a_destroyed_value_takes_its_tokens_with_it(t: &TestOffice) {
    let kept = registered(t, complaint()).await;
    let file = registered(t, takasaki()).await;
    let before = index_rows(&t.office).await.len();
    assert_eq!(numbers(t, "高崎").await.len(), 1);
    let obj = Obj::Case(file.id);
    run(t, &format!("DELETE FROM private_value WHERE obj = '{obj}'")).await;
    assert!(numbers(t, "高崎").await.is_empty());
    let after = index_rows(&t.office).await;
    assert!(after.len() < before);
    let sql = "SELECT COUNT(*) FROM blind_token t WHERE NOT EXISTS
        (SELECT 1 FROM private_value v WHERE v.seq = t.seq AND v.field = t.field)";
    let read = t.office.database().read();
    let statement = Statement::from_string(read.get_database_backend(), sql);
    let row = read.query_one_raw(statement).await.unwrap().unwrap();
    assert_eq!(row.try_get_by_index::<i64>(0).unwrap(), 0);
    assert_eq!(numbers(t, "花子").await, [kept.number.to_string()]);
    index_is_what_the_values_say(&t.office).await;
}

async fn an_older_database_is_indexed_by_the_job_and_says_so_until_then(t: &TestOffice) {
    registered(t, takasaki()).await;
    forget_index(&t.office).await;
    let later = Registration {
        name: "勧修寺　実".to_owned(),
        ..complaint()
    };
    registered(t, later).await;
    let found = search(t, t.who(Role::Handler), "高崎", Narrowing::default()).await;
    assert!(found.incomplete && found.cases.is_empty());
    // What is written meanwhile is found at once.
    let found = search(t, t.who(Role::Handler), "勧修寺", Narrowing::default()).await;
    assert_eq!(found.cases.len(), 1);
    let registry = Registry::new([jobs::index(t.office.clone())]).unwrap();
    let runner = Runner::of(&t.office, registry, "a").await.unwrap();
    runner.tick(t.office.now()).await.unwrap();
    assert!(t.office.indexed().await.unwrap().is_complete());
    assert_eq!(numbers(t, "高崎").await, ["r8-c-0001"]);
    index_is_what_the_values_say(&t.office).await;
}

/// The same data opened a second time: a copy of the folder, or another connection to the server.
async fn opened_again(t: &TestOffice) -> (Office, tempfile::TempDir) {
    let copy = tempfile::TempDir::with_prefix("kigen-again-").unwrap();
    let mut data = t.data.clone();
    if t.office.database().engine() == Engine::Sqlite {
        for file in std::fs::read_dir(t.place.dir.path()).unwrap() {
            let path = file.unwrap().path();
            if path.is_file() {
                std::fs::copy(&path, copy.path().join(path.file_name().unwrap())).unwrap();
            }
        }
        data = store::Place::folder(copy.path());
    }
    let office = Office::open(
        &data,
        Access::Write,
        t.secrets.clone(),
        t.clock.clone(),
        Chance::Seeded(9),
        "kigen.test/log1",
    )
    .await
    .unwrap();
    (office, copy)
}

async fn another_key_indexes_everything_again(t: &TestOffice) {
    registered(t, takasaki()).await;
    let (again, _copy) = opened_again(t).await;
    assert!(again.indexed().await.unwrap().is_complete());
    again.close().await.unwrap();
    // As another pepper or another folding would leave it.
    run(t, "UPDATE blind_index SET mark = mark + 1").await;
    let (again, _copy) = opened_again(t).await;
    let state = again.indexed().await.unwrap();
    assert_eq!(state.total, again.ledger().size().await.unwrap());
    assert!(!state.is_complete());
    while !again.indexed().await.unwrap().is_complete() {
        again.index_some(3, None).await.unwrap();
    }
    let found = again
        .search(
            t.who(Role::Handler),
            &Sought::read("高崎").unwrap(),
            Narrowing::default(),
        )
        .await
        .unwrap();
    assert!(!found.incomplete && found.cases.len() == 1);
    again.close().await.unwrap();
}

/// Texts as offices write them, and worse.
fn texts() -> impl Strategy<Value = String> {
    const ALPHABET: &str = "開示請求勧告漏洩個人情報髙高﨑崎邊辺あいうがぱアイウガパーｶﾞﾊﾟ㈱、。・ -AbＡｂ12１２\u{301}😀𠮷吉";
    let chars: Vec<char> = ALPHABET.chars().collect();
    vec(prop::sample::select(chars), 8..60).prop_map(|chars| chars.into_iter().collect())
}

async fn any_part_of_any_text_is_found(t: &TestOffice) {
    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        proptest::test_runner::TestRng::deterministic_rng(
            proptest::test_runner::RngAlgorithm::ChaCha,
        ),
    );
    let mut written = Vec::new();
    for _ in 0..30 {
        let text = texts().new_tree(&mut runner).unwrap().current();
        let registration = Registration {
            content: format!("始{text}終"),
            ..complaint()
        };
        written.push((registered(t, registration).await.number.to_string(), text));
    }
    let mut sought = 0;
    for (number, text) in &written {
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        for _ in 0..8 {
            let pick = (0..places.len(), 2..12_usize);
            let (from, length) = pick.new_tree(&mut runner).unwrap().current();
            let part: String = text[places[from]..].chars().take(length).collect();
            let rest = &text[places[from] + part.len()..];
            // Nobody types a letter without the mark that stands on it.
            let cut = rest.starts_with(['\u{301}', '\u{ff9e}', '\u{ff9f}']);
            if cut || Folded::of(&part).chars().len() < SHORTEST {
                continue;
            }
            let found = numbers(t, &part).await;
            assert!(found.contains(number), "{part:?} of {text:?}");
            sought += 1;
        }
    }
    assert!(sought > 150, "{sought} parts were sought");
    index_is_what_the_values_say(&t.office).await;
}

/// The access log by itself.
async fn access_log(t: &TestOffice) -> (DatabaseConnection, &'static str) {
    match &t.data.reads {
        store::DatabaseUrl::Sqlite(path) => {
            let url = format!("sqlite:{}?mode=rw", path.display());
            (Database::connect(url).await.unwrap(), "access_log")
        }
        store::DatabaseUrl::Postgres(url) => (
            Database::connect(url.clone()).await.unwrap(),
            "kigen_reads.access_log",
        ),
    }
}

async fn a_search_is_written_down_without_its_words_or_fails(t: &TestOffice) {
    let file = registered(t, takasaki()).await;
    let (log, table) = access_log(t).await;
    let rows = async || {
        let sql = format!("SELECT actor, obj, classes, purpose, result FROM {table} ORDER BY id");
        let statement = Statement::from_string(log.get_database_backend(), sql);
        let rows = log.query_all_raw(statement).await.unwrap();
        let row = |row: &sea_orm::QueryResult| -> Vec<String> {
            (0..5).map(|n| row.try_get_by_index(n).unwrap()).collect()
        };
        rows.iter().map(row).collect::<Vec<_>>()
    };
    let handler = t.who(Role::Handler);
    assert_eq!(numbers(t, "高崎").await.len(), 1);
    t.office.suggest(handler, &hanako()).await.unwrap();
    let written = rows().await;
    let case = Obj::Case(file.id).to_string();
    let of_case = written.iter().filter(|row| row[1] == case);
    assert_eq!(
        of_case.count(),
        2,
        "one search, one suggestion: {written:?}"
    );
    assert!(written.iter().all(|row| row[0] == handler.id.to_string()));
    assert!(numbers(t, "存在しない語").await.is_empty());
    assert_eq!(rows().await.len(), written.len() + 1, "finding nothing too");
    let all = format!("{:?}", rows().await);
    for word in ["高崎", "髙﨑", "存在", "5678"] {
        assert!(!all.contains(word), "{word} stands in the access log");
    }

    let rename = format!("ALTER TABLE {table} RENAME TO away");
    log.execute_unprepared(&rename).await.unwrap();
    let sought = Sought::read("高崎").unwrap();
    let answer = t
        .office
        .search(handler, &sought, Narrowing::default())
        .await;
    assert!(answer.is_err(), "no answer that was not written down");
    assert!(t.office.suggest(handler, &hanako()).await.is_err());
    log.close().await.unwrap();
}

async fn the_same_person_and_the_member_are_suggested(t: &TestOffice) {
    let file = registered(t, takasaki()).await;
    registered(t, complaint()).await;
    let handler = t.who(Role::Handler);
    let suggest = async |particulars: Particulars| {
        let suggested = t.office.suggest(handler, &particulars).await.unwrap();
        let cases: Vec<(String, Vec<Alike>)> = suggested
            .cases
            .iter()
            .map(|similar| {
                let because = similar.because.iter().copied().collect();
                (similar.row.file.number.to_string(), because)
            })
            .collect();
        let members: Vec<String> = suggested.members.iter().map(ToString::to_string).collect();
        (cases, members)
    };
    let number = file.number.to_string();
    let typed = |name: &str, kana: &str, contact: &str| Particulars {
        name: name.to_owned(),
        kana: kana.to_owned(),
        contact: contact.to_owned(),
        ..Particulars::default()
    };
    for (particulars, because) in [
        (typed("高崎 ハナコ", "", ""), vec![Alike::Name]),
        (typed("", "ﾀｶｻｷﾊﾅｺ", ""), vec![Alike::Kana]),
        (typed("", "", "090-1234-5678"), vec![Alike::Contact]),
        (typed("別名", "", "HANAKO@EXAMPLE.JP"), vec![Alike::Contact]),
        (
            typed("髙﨑ハナコ", "たかさきはなこ", "09012345678"),
            vec![Alike::Name, Alike::Kana, Alike::Contact],
        ),
    ] {
        let (cases, _) = suggest(particulars.clone()).await;
        assert_eq!(cases, [(number.clone(), because)], "{particulars:?}");
    }
    // A part of a name is another name.
    for particulars in [
        typed("高崎", "", ""),
        typed("", "", "090-1234-5679"),
        typed("", "", ""),
    ] {
        assert!(suggest(particulars).await.0.is_empty());
    }
    let of_member = |member: &str| Particulars {
        member: member.to_owned(),
        ..Particulars::default()
    };
    for text in ["試験M0002", "m0002", "㈱試験Ｍ０００２"] {
        assert_eq!(suggest(of_member(text)).await.1, ["M0002"], "{text}");
    }
    assert_eq!(suggest(of_member("株式会社試験")).await.1.len(), 2);
    // Its address is no name.
    assert!(suggest(of_member("東京都")).await.1.is_empty());
}
