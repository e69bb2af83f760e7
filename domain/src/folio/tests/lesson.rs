//! Digests of cases: consents, the second reader, and whom they do not exist for (B03, B10).

use super::*;
use crate::code::{Channel, ConsentOf};

fn lesson(cases: Vec<CaseId>) -> Asked {
    record(Fresh::Lesson {
        cases,
        title: "開示請求の期限".into(),
        text: "開示請求には期限内に回答しましょう。".into(),
    })
}

fn consent(case: CaseId, of: ConsentOf) -> FolioCommand {
    FolioCommand::Consent {
        case,
        of,
        on: TODAY,
        how: Channel::Post,
        reference: "同意書 1".into(),
    }
}

fn withdraw(case: CaseId, of: ConsentOf) -> FolioCommand {
    FolioCommand::WithdrawConsent {
        case,
        of,
        on: TODAY,
        reason: String::new(),
    }
}

fn proposal(folio: &Folio) -> String {
    match &folio.content {
        Content::Lesson(Lesson {
            state: LessonState::Proposed { digest, .. },
            ..
        }) => digest.clone(),
        _ => String::new(),
    }
}

/// B10: a digest drawn from cases needs both consents of every one of them, then and still.
#[test]
fn what_could_identify_needs_the_person_and_the_complainant() {
    let (writer, reader) = (person(1, Role::Handler), person(2, Role::CenterHead));
    let mut book = Book::new();
    assert_eq!(
        book.ask(1, lesson(vec![case(9)]), &writer),
        Err("lesson.unknown_case")
    );
    book.ask(1, lesson(vec![case(1), case(2)]), &writer)
        .unwrap();
    let propose = FolioCommand::Propose;
    assert_eq!(
        book.ask(1, &propose, &writer),
        Err("lesson.consents_missing")
    );
    book.ask(1, &consent(case(1), ConsentOf::Both), &writer)
        .unwrap();
    assert_eq!(
        book.ask(1, &consent(case(2), ConsentOf::Both), &writer),
        Err("lesson.complainant_is_another")
    );
    assert_eq!(
        book.ask(1, &consent(case(3), ConsentOf::Person), &writer),
        Err("lesson.case_not_linked")
    );
    book.ask(1, &consent(case(2), ConsentOf::Person), &writer)
        .unwrap();
    assert_eq!(
        book.ask(1, &propose, &writer),
        Err("lesson.consents_missing")
    );
    book.ask(1, &consent(case(2), ConsentOf::Complainant), &writer)
        .unwrap();
    let folio = book.ask(1, &propose, &writer).unwrap();
    let release = FolioCommand::Release {
        proposal: proposal(&folio),
        unrecognisable: false,
    };
    // Withdrawn between the two people.
    book.ask(1, &withdraw(case(2), ConsentOf::Person), &writer)
        .unwrap();
    assert_eq!(
        book.ask(1, &release, &reader),
        Err("lesson.consents_missing")
    );
    book.ask(1, &consent(case(2), ConsentOf::Person), &writer)
        .unwrap();
    let folio = book.ask(1, &release, &reader).unwrap();
    assert!(folio.lesson().unwrap().is_published_on(TODAY));
    // Withdrawn afterwards: members read it no more.
    let folio = book
        .ask(1, &withdraw(case(1), ConsentOf::Both), &writer)
        .unwrap();
    assert!(!folio.lesson().unwrap().is_published_on(TODAY));
    assert_eq!(
        book.ask(1, &withdraw(case(1), ConsentOf::Both), &writer),
        Err("lesson.no_consent")
    );
}

/// B03, B10: a general lesson needs no consent, but always a second reader who affirms.
#[test]
fn a_second_reader_releases_the_text_that_was_put_forward() {
    let (writer, reader) = (person(1, Role::Supervisor), person(2, Role::CenterHead));
    let mut book = Book::new();
    book.ask(1, lesson(vec![]), &writer).unwrap();
    let folio = book.ask(1, &FolioCommand::Propose, &writer).unwrap();
    let release = |proposal: &str, unrecognisable| FolioCommand::Release {
        proposal: proposal.to_owned(),
        unrecognisable,
    };
    let digest = proposal(&folio);
    assert_eq!(
        book.ask(1, &release(&digest, true), &writer),
        Err("proposal.same_person")
    );
    assert_eq!(
        book.ask(1, &release(&digest, false), &reader),
        Err("lesson.recognisable")
    );
    let rewrite = FolioCommand::Rewrite {
        title: "題".into(),
        text: "別の本文".into(),
    };
    book.ask(1, &rewrite, &writer).unwrap();
    assert_eq!(
        book.ask(1, &release(&digest, true), &reader),
        Err("proposal.changed")
    );
    // Somebody else puts it forward: whoever wrote it still is no second reader.
    let folio = book
        .ask(1, &FolioCommand::Propose, &person(3, Role::Handler))
        .unwrap();
    let digest = proposal(&folio);
    assert_eq!(
        book.ask(1, &release(&digest, true), &writer),
        Err("proposal.same_person")
    );
    let folio = book.ask(1, &release(&digest, true), &reader).unwrap();
    assert!(matches!(
        folio.lesson().unwrap().state,
        LessonState::Released { sent: 2, .. }
    ));
    assert_eq!(book.ask(1, &rewrite, &writer), Err("register.not_now"));
}

/// Whoever acts for the writer on leave, or wrote it acting for somebody, is no second reader either.
#[test]
fn a_deputy_of_the_writer_is_no_second_reader() {
    let (writer, deputy) = (person(1, Role::Supervisor), person(2, Role::CenterHead));
    let account = |actor: &Actor| actor.id.account().unwrap();
    let for_writer = Actor {
        id: ActorId::Deputy {
            account: account(&deputy),
            principal: account(&writer),
        },
        ..deputy.clone()
    };
    for (writes, reads) in [(&writer, &for_writer), (&for_writer, &writer)] {
        let mut book = Book::new();
        book.ask(1, lesson(vec![]), writes).unwrap();
        let folio = book.ask(1, &FolioCommand::Propose, writes).unwrap();
        let release = FolioCommand::Release {
            proposal: proposal(&folio),
            unrecognisable: true,
        };
        assert_eq!(book.ask(1, &release, reads), Err("proposal.same_person"));
        book.ask(1, &release, &person(3, Role::CenterHead)).unwrap();
    }
}

#[test]
fn whoever_is_barred_from_a_case_finds_nothing_drawn_from_it() {
    let writer = person(1, Role::Handler);
    let mut book = Book::new();
    book.ask(1, lesson(vec![case(1)]), &writer).unwrap();
    book.facts.cases.remove(&case(1));
    assert_eq!(
        book.ask(1, &consent(case(1), ConsentOf::Person), &writer),
        Err("register.unknown")
    );
}
