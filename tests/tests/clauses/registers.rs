//! The organisation's own registers (A01-A03, A05, A07, A10, A24, B03, B10).

use super::*;
use domain::{
    case::MatterCommand,
    code::{
        AccreditationAct, Accreditor, ActivityKind, Channel, ConsentOf, DocumentKind,
        InformationKind, LawVersion, PublishedBy,
    },
    event::{Recipients, Scope},
    folio::{
        Content, Coverage, Folio, FolioCommand, Fresh, GuidelineText, LessonState, cite,
        guideline_on,
    },
    id::FolioId,
    profile::SHIPPED,
};
use jiff::civil::{Date, date};
use sea_orm::ConnectionTrait;
use store::{Command, DocumentAct, OfficeError};
use tests::both_offices;

both_offices!(
    a01_the_accreditation_has_a_history_and_a_case_outside_it_is_named,
    a02_guidelines_are_filed_without_delay_and_cited_by_the_day_of_the_conduct,
    a03_the_roster_of_the_desk_follows_from_the_accounts,
    a05_information_names_its_recipients,
    a07_other_work_is_logged_by_kind_and_struck_out_when_wrong,
    a24_the_contact_card_is_that_of_its_day,
    b03_a_digest_reaches_members_only_through_a_second_reader,
    b10_nothing_that_identifies_without_the_person_and_the_complainant,
    the_check_finds_an_entry_or_a_kept_text_that_was_changed,
);

/// The morning on which every test begins.
const TODAY: Date = date(2026, 6, 1);

fn code(answer: Result<store::Done, OfficeError>) -> &'static str {
    match answer {
        Err(OfficeError::Refused(refusal)) => refusal.code,
        Err(_) => "failed",
        Ok(_) => "done",
    }
}

async fn record(t: &TestOffice, role: Role, fresh: Fresh) -> FolioId {
    let done = t.perform(role, Command::Record(fresh)).await.unwrap();
    done.folio().unwrap()
}

async fn then(t: &TestOffice, role: Role, id: FolioId, command: FolioCommand) -> Folio {
    t.clock.set(t.office.now().plus_seconds(60));
    t.perform(role, Command::Folio { id, command })
        .await
        .unwrap();
    folio(t, id).await
}

async fn refused(t: &TestOffice, role: Role, id: FolioId, command: FolioCommand) -> &'static str {
    code(t.perform(role, Command::Folio { id, command }).await)
}

async fn folio(t: &TestOffice, id: FolioId) -> Folio {
    let all = t.office.every_folio().await.unwrap();
    all.into_iter().find(|folio| folio.id == id).unwrap()
}

fn accreditation(act: AccreditationAct, on: Date, scope: Scope) -> Fresh {
    Fresh::Accreditation {
        act,
        authority: Accreditor::Meti,
        law: LawVersion::Enacted,
        on,
        scope,
        reference: "平成23年 第1号".to_owned(),
        note: String::new(),
    }
}

async fn a01_the_accreditation_has_a_history_and_a_case_outside_it_is_named(t: &TestOffice) {
    let file = registered(t, complaint()).await;
    let head = t.who(Role::CenterHead);
    let coverage = || async { t.office.coverage_of(&file).await.unwrap() };
    assert_eq!(coverage().await, Coverage::NoRecord);
    assert!(t.office.outside_scope(head).await.unwrap().is_empty());

    let granted = accreditation(AccreditationAct::Granted, date(2011, 8, 10), Scope::All {});
    assert_eq!(
        code(
            t.perform(Role::Handler, Command::Record(granted.clone()))
                .await
        ),
        "access.denied"
    );
    record(t, Role::Secretariat, granted).await;
    assert_eq!(coverage().await, Coverage::Inside);
    // Both members are of finance; from 15 May on it is not covered any more.
    let narrowed = Scope::Listed {
        industries: vec!["medical".to_owned()],
    };
    let changed = accreditation(AccreditationAct::Changed, date(2026, 5, 15), narrowed);
    let id = record(t, Role::Secretariat, changed).await;
    assert_eq!(id, FolioId(2), "entries are counted from 1 without gaps");
    assert_eq!(coverage().await, Coverage::Outside);
    assert_eq!(
        t.office.outside_scope(head).await.unwrap(),
        [file.number],
        "the case is named"
    );
    // A case that somebody is barred from is not named to them.
    let person = t.who(Role::Supervisor).id.account().unwrap();
    let bar = CaseCommand::Matter(MatterCommand::Bar {
        person,
        reason: words(),
    });
    t.go(Role::CenterHead, file.id, bar).await;
    let barred = t.who(Role::Supervisor);
    assert!(t.office.outside_scope(barred).await.unwrap().is_empty());

    // The change is filed: ten open days after Friday 15 May end on Friday 29 May.
    let filings = t.office.filings().await.unwrap();
    assert_eq!(
        (filings[0].folio.id, filings[0].proof.last),
        (id, date(2026, 5, 29))
    );
    let file = |on| FolioCommand::File {
        on,
        reference: "届出 1".to_owned(),
    };
    assert_eq!(
        refused(t, Role::Secretariat, id, file(date(2026, 6, 2))).await,
        "register.in_future"
    );
    let filed = then(t, Role::Secretariat, id, file(TODAY)).await;
    assert_eq!(filed.filed, Some(TODAY));
}

fn guideline(version: &str, in_force: Date) -> Fresh {
    let clauses = "第5条 利用目的の特定\n第6条 安全管理措置\n第6条の2 委託先の監督";
    Fresh::Guideline {
        version: version.to_owned(),
        text: GuidelineText {
            title: "個人情報保護指針".to_owned(),
            clauses: GuidelineText::clauses_of(clauses).unwrap(),
            text: format!("本文 {version}"),
            document: String::new(),
        },
        heard_on: date(2026, 4, 20),
        heard: "消費者団体の代表から意見を聴いた".to_owned(),
        on: date(2026, 4, 27),
        in_force,
        decision: Some("2026-B-01".to_owned()),
    }
}

async fn a02_guidelines_are_filed_without_delay_and_cited_by_the_day_of_the_conduct(
    t: &TestOffice,
) {
    let lead = Role::ComplianceLead;
    let id = record(t, lead, guideline("2026-1", date(2026, 5, 1))).await;
    assert_eq!(
        code(
            t.perform(lead, Command::Record(guideline("2026-1", TODAY)))
                .await
        ),
        "guideline.version_taken"
    );
    // Monday 27 April and ten open days over Golden Week: Friday 15 May.
    let filings = t.office.filings().await.unwrap();
    let proof = &filings[0].proof;
    assert_eq!(proof.last, date(2026, 5, 15));
    assert!(
        proof.steps.iter().any(|step| step.date == date(2026, 5, 4)),
        "the explanation names the holidays"
    );
    let all = t.office.every_folio().await.unwrap();
    let cited = cite(&all, date(2026, 5, 1), "6-2").unwrap();
    assert_eq!(cited.version, "2026-1");
    assert!(cite(&all, date(2026, 4, 30), "6-2").is_err());

    let publish = |by, url: &str| FolioCommand::Publish {
        by,
        on: TODAY,
        url: url.to_owned(),
    };
    let body = publish(PublishedBy::Body, "https://www.example.jp/shishin");
    let commission = publish(PublishedBy::Ppc, "");
    assert_eq!(
        refused(t, lead, id, commission.clone()).await,
        "register.not_now"
    );
    let filed = FolioCommand::File {
        on: TODAY,
        reference: "届出第2号".to_owned(),
    };
    then(t, lead, id, filed).await;
    then(t, Role::Publisher, id, body).await;
    let state = then(t, Role::Publisher, id, commission).await;
    let found = state.guideline().unwrap();
    assert!(found.obliges_on(TODAY) && !found.obliges_on(date(2026, 5, 31)));
    let text = t.office.guideline_text(&found.adopted.text).await.unwrap();
    assert_eq!(text.clauses[2].heading, "委託先の監督");

    let second = record(t, lead, guideline("2026-2", date(2026, 5, 20))).await;
    let all = t.office.every_folio().await.unwrap();
    let version = |day| guideline_on(&all, day).map(|g| g.adopted.version.clone());
    assert_eq!(version(date(2026, 5, 19)).as_deref(), Some("2026-1"));
    assert_eq!(version(date(2026, 5, 20)).as_deref(), Some("2026-2"));
    let strike = FolioCommand::Strike {
        reason: "採択されていなかった".to_owned(),
    };
    then(t, lead, second, strike).await;
    let all = t.office.every_folio().await.unwrap();
    let now = guideline_on(&all, TODAY).map(|g| g.adopted.version.clone());
    assert_eq!(now.as_deref(), Some("2026-1"));
}

async fn a03_the_roster_of_the_desk_follows_from_the_accounts(t: &TestOffice) {
    let roster = t.office.roster().await.unwrap();
    let intake = t.who(Role::Intake).id.account().unwrap();
    let service = |roster: &[domain::account::Service]| {
        let found = roster.iter().find(|s| s.account == intake).cloned();
        found.map(|s| (s.role, s.from, s.until))
    };
    assert_eq!(service(&roster), Some((Role::Intake, TODAY, None)));
    let director = t.who(Role::Director).id.account().unwrap();
    assert!(
        roster.iter().all(|s| s.account != director),
        "the board is not the desk"
    );
    t.clock.set(t.office.now().plus_seconds(30 * 86_400));
    let close = Command::Account {
        id: Some(intake),
        command: domain::account::AccountCommand::Disable {
            reason: "退職".to_owned(),
            left: None,
        },
        password: None,
    };
    t.perform(Role::Admin, close).await.unwrap();
    let roster = t.office.roster().await.unwrap();
    let left = Some(date(2026, 7, 1));
    assert_eq!(service(&roster), Some((Role::Intake, TODAY, left)));
}

async fn a05_information_names_its_recipients(t: &TestOffice) {
    let give = |members: &[&str], on| Fresh::Information {
        kind: InformationKind::Bulletin,
        on,
        members: members.iter().map(|code| code.parse().unwrap()).collect(),
        title: "会報 第12号".to_owned(),
        note: String::new(),
        material: "A".repeat(64),
    };
    let id = record(t, Role::Publisher, give(&[], TODAY)).await;
    let material = Some("a".repeat(64));
    assert!(matches!(
        folio(t, id).await.content,
        Content::Information(e)
            if e.material == material && matches!(&e.to, Recipients::Targets { count: 2, .. })
    ));
    let chosen = record(t, Role::Publisher, give(&["M0002"], TODAY)).await;
    assert!(matches!(
        folio(t, chosen).await.content,
        Content::Information(e) if matches!(&e.to, Recipients::Members { members } if members.len() == 1)
    ));
    for (fresh, code_of) in [
        (give(&["M9999"], TODAY), "information.unknown_member"),
        (give(&[], date(2019, 1, 1)), "information.no_targets"),
        (give(&[], date(2026, 6, 2)), "register.in_future"),
    ] {
        let answer = t.perform(Role::Publisher, Command::Record(fresh)).await;
        assert_eq!(code(answer), code_of);
    }
}

async fn a07_other_work_is_logged_by_kind_and_struck_out_when_wrong(t: &TestOffice) {
    let work = Fresh::Activity {
        kind: ActivityKind::Liaison,
        on: TODAY,
        title: "行政との意見交換".to_owned(),
        note: "議題は三つ".to_owned(),
    };
    let id = record(t, Role::Intake, work).await;
    let titles = t.office.folio_titles().await.unwrap();
    assert_eq!(titles[&id], "行政との意見交換");
    let strike = FolioCommand::Strike {
        reason: "日付の誤り".to_owned(),
    };
    assert_eq!(
        refused(t, Role::Intake, id, strike.clone()).await,
        "access.denied"
    );
    let struck = then(t, Role::Supervisor, id, strike.clone()).await;
    assert!(struck.struck);
    assert_eq!(
        refused(t, Role::Supervisor, id, strike).await,
        "register.not_now"
    );
    let card = t.office.folio(t.who(Role::Kanji), id).await.unwrap();
    let card = card.unwrap();
    assert_eq!(
        card.words.get(card.folio.first_seq, "note"),
        Some("議題は三つ"),
        "what was struck out stays readable"
    );
}

async fn a24_the_contact_card_is_that_of_its_day(t: &TestOffice) {
    let card = |day| async move { t.office.in_force(day).await.unwrap().profile.desk.clone() };
    assert_eq!(card(TODAY).await.names, ["個人情報相談センター"]);
    let moves = date(2026, 7, 1);
    let text = SHIPPED[0]
        .1
        .replace("2005-03-01", &moves.to_string())
        .replace("[desk]", "[desk]\ntelephone = \"03-0000-0001\"");
    let (kind, reason) = (DocumentKind::Profile, "移転のため".to_owned());
    let act = DocumentAct::Propose { text, reason };
    t.perform(Role::Admin, Command::Document { kind, act })
        .await
        .unwrap();
    let organisation = t.office.organisation().await.unwrap();
    let proposal = &organisation.proposals[&kind];
    assert_eq!(
        proposal.authority,
        domain::code::Authority::CenterHead,
        "how the desk is reached is the center head's to change (B41)"
    );
    let act = DocumentAct::Approve {
        proposal: proposal.digest.clone(),
        decision: None,
        preview: None,
    };
    t.perform(Role::CenterHead, Command::Document { kind, act })
        .await
        .unwrap();
    assert_eq!(card(date(2026, 6, 30)).await.telephone, "");
    assert_eq!(card(moves).await.telephone, "03-0000-0001");
}

fn lesson(cases: Vec<CaseId>) -> Fresh {
    Fresh::Lesson {
        cases,
        title: "開示請求への回答".to_owned(),
        text: "回答の期限を一覧で管理すると漏れがなくなります。".to_owned(),
    }
}

fn digest_of(folio: &Folio) -> String {
    match folio.lesson().map(|lesson| &lesson.state) {
        Some(LessonState::Proposed { digest, .. }) => digest.clone(),
        _ => String::new(),
    }
}

fn release(folio: &Folio, unrecognisable: bool) -> FolioCommand {
    FolioCommand::Release {
        proposal: digest_of(folio),
        unrecognisable,
    }
}

async fn b03_a_digest_reaches_members_only_through_a_second_reader(t: &TestOffice) {
    let lead = Role::ComplianceLead;
    let id = record(t, lead, lesson(vec![])).await;
    let proposed = then(t, lead, id, FolioCommand::Propose).await;
    assert_eq!(
        refused(t, lead, id, release(&proposed, true)).await,
        "proposal.same_person"
    );
    assert_eq!(
        refused(t, Role::Publisher, id, release(&proposed, false)).await,
        "lesson.recognisable",
        "the second reader affirms that nobody can be recognised"
    );
    let back = FolioCommand::Return {
        proposal: digest_of(&proposed),
        reason: "もっと短く".to_owned(),
    };
    then(t, Role::Publisher, id, back).await;
    let again = FolioCommand::Rewrite {
        title: "開示請求への回答".to_owned(),
        text: "期限は一覧で。".to_owned(),
    };
    then(t, lead, id, again).await;
    assert_eq!(
        refused(t, Role::Publisher, id, release(&proposed, true)).await,
        "proposal.changed"
    );
    assert!(t.office.published_lessons().await.unwrap().is_empty());
    let proposed = then(t, lead, id, FolioCommand::Propose).await;
    let released = then(t, Role::Publisher, id, release(&proposed, true)).await;
    assert!(matches!(
        released.lesson().unwrap().state,
        LessonState::Released { sent: 2, .. }
    ));
    let published = t.office.published_lessons().await.unwrap();
    assert_eq!(published[0].text, "期限は一覧で。");
    let strike = FolioCommand::Strike {
        reason: "誤解を招く".to_owned(),
    };
    then(t, lead, id, strike).await;
    assert!(t.office.published_lessons().await.unwrap().is_empty());
}

fn consent(case: CaseId, of: ConsentOf) -> FolioCommand {
    FolioCommand::Consent {
        case,
        of,
        on: TODAY,
        how: Channel::Post,
        reference: "同意書 試験".to_owned(),
    }
}

async fn b10_nothing_that_identifies_without_the_person_and_the_complainant(t: &TestOffice) {
    let case = registered(t, complaint()).await.id;
    let mut by_family = complaint();
    by_family.applicant = domain::code::Applicant::Concerned;
    let other = registered(t, by_family).await.id;
    let id = record(t, Role::Handler, lesson(vec![case, other])).await;
    let propose = FolioCommand::Propose;
    assert_eq!(
        refused(t, Role::Handler, id, propose.clone()).await,
        "lesson.consents_missing"
    );
    // Here the complainant is the person, there somebody else.
    then(t, Role::Handler, id, consent(case, ConsentOf::Both)).await;
    assert_eq!(
        refused(t, Role::Handler, id, consent(other, ConsentOf::Both)).await,
        "lesson.complainant_is_another"
    );
    then(t, Role::Handler, id, consent(other, ConsentOf::Complainant)).await;
    assert_eq!(
        refused(t, Role::Handler, id, propose.clone()).await,
        "lesson.consents_missing"
    );
    then(t, Role::Handler, id, consent(other, ConsentOf::Person)).await;
    let proposed = then(t, Role::Handler, id, propose).await;
    let withdraw = |of| FolioCommand::WithdrawConsent {
        case: other,
        of,
        on: TODAY,
        reason: String::new(),
    };
    then(t, Role::Handler, id, withdraw(ConsentOf::Person)).await;
    assert_eq!(
        refused(t, Role::Supervisor, id, release(&proposed, true)).await,
        "lesson.consents_missing"
    );
    then(t, Role::Handler, id, consent(other, ConsentOf::Person)).await;
    then(t, Role::Supervisor, id, release(&proposed, false)).await;
    assert_eq!(t.office.published_lessons().await.unwrap().len(), 1);
    then(t, Role::Handler, id, withdraw(ConsentOf::Complainant)).await;
    assert!(
        t.office.published_lessons().await.unwrap().is_empty(),
        "what is withdrawn is shown no more"
    );

    // Whoever is barred from one of the cases finds nothing of the digest.
    let head = t.who(Role::CenterHead);
    assert!(t.office.folio(head, id).await.unwrap().is_some());
    let bar = CaseCommand::Matter(MatterCommand::Bar {
        person: head.id.account().unwrap(),
        reason: words(),
    });
    t.go(Role::Supervisor, case, bar).await;
    assert!(t.office.folio(head, id).await.unwrap().is_none());
    assert!(t.office.folios(head).await.unwrap().is_empty());
    assert_eq!(
        refused(t, Role::CenterHead, id, consent(case, ConsentOf::Person)).await,
        "register.unknown"
    );
    // Neither the words nor the papers stand in the ledger.
    let size = t.office.ledger().size().await.unwrap();
    for (_, body, _) in t.office.ledger().page(0, size).await.unwrap() {
        for word in ["一覧で管理", "開示請求への回答", "同意書 試験"] {
            assert!(!body.contains(word), "{body}");
        }
    }
}

/// The first invariant covers the registers: rows and kept texts are what the ledger says.
async fn the_check_finds_an_entry_or_a_kept_text_that_was_changed(t: &TestOffice) {
    let id = record(t, Role::ComplianceLead, guideline("2026-1", TODAY)).await;
    t.office.check().await.unwrap();
    assert_eq!(id, FolioId(1));
    let change = async |sql: String| {
        let tx = t.office.database().write().await.unwrap();
        tx.execute_unprepared(&sql).await.unwrap();
        tx.commit().await.unwrap();
    };
    let swap = |table: &str, column: &str, from: &str, to: &str| {
        format!("UPDATE {table} SET {column} = REPLACE({column}, '{from}', '{to}')")
    };
    for (table, column, from, to) in [
        ("folio", "state", "2026-06-01", "2026-06-02"),
        ("folio", "kind", "guideline", "activity"),
        ("document", "body", "安全管理措置", "安全管理の印"),
    ] {
        change(swap(table, column, from, to)).await;
        let fault = t.office.check().await.unwrap_err().to_string();
        assert!(
            fault.contains("register entry 1"),
            "{table} {column}: {fault}"
        );
        change(swap(table, column, to, from)).await;
        t.office.check().await.unwrap();
    }
}
