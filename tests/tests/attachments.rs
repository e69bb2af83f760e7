//! Documents of cases on both databases: in through the one door, sealed, opened by those who may,
//! destroyed alone, and nothing left behind by a refusal or a crash.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

use domain::{
    access::Actor,
    attachment::Attachment,
    case::{Act, CaseCommand, CaseFile, Motion, Reply},
    code::{AttachmentKind, Channel, Delivery, DestroyCause, Media, Role},
    id::CaseId,
};
use std::{path::PathBuf, time::Duration};
use store::{
    Access, Command, Engine, Office, OfficeError, Place, blobs::Location, office::Upload,
    source::Chance,
};
use tests::{
    both_offices,
    harness::{
        TestPlace,
        office::{TestOffice, complaint, register},
        skipped,
    },
};

both_offices!(
    a_document_goes_in_sealed_and_comes_out_as_it_was,
    papers_open_to_those_who_check_them_only,
    a_member_hands_in_what_it_was_asked_for,
    a_refusal_leaves_nothing,
    what_is_destroyed_opens_nowhere,
    documents_added_at_once_get_numbers_of_their_own,
    a_document_that_was_changed_or_lost_is_found,
);

const WORDS: &[u8] = "試験の経過。090-0000-0000".as_bytes();

fn upload(kind: AttachmentKind, name: &str) -> Upload {
    Upload {
        kind,
        name: name.to_owned(),
        bytes: WORDS.to_vec(),
    }
}

async fn begin(t: &TestOffice) -> CaseFile {
    let done = t.perform(Role::Intake, register(complaint())).await;
    done.unwrap().case.unwrap()
}

async fn attach(
    office: &Office,
    actor: &Actor,
    id: CaseId,
    kind: AttachmentKind,
) -> Result<CaseFile, OfficeError> {
    let done = office
        .attach(actor, id, None, upload(kind, "経過.txt"))
        .await?;
    Ok(done.case.unwrap())
}

fn folder(place: &Place) -> PathBuf {
    match &place.documents.location {
        Location::Folder(folder) => folder.clone(),
        Location::S3(_) => PathBuf::new(),
    }
}

/// The names in the folder of documents.
fn stored(place: &Place) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder(place))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn destroy(attachment: u32) -> CaseCommand {
    CaseCommand::DestroyAttachment {
        attachment,
        cause: DestroyCause::MyNumber,
        reason: "裏面が写っていた".to_owned(),
    }
}

fn code<T: std::fmt::Debug>(result: Result<T, OfficeError>) -> &'static str {
    result.unwrap_err().code()
}

async fn a_document_goes_in_sealed_and_comes_out_as_it_was(t: &TestOffice) {
    let id = begin(t).await.id;
    let intake = t.who(Role::Intake);
    let file = attach(&t.office, intake, id, AttachmentKind::Evidence)
        .await
        .unwrap();
    let document = &file.attachments[0];
    assert_eq!((document.ordinal, document.media), (1, Media::Text));
    assert_eq!(stored(&t.data), std::slice::from_ref(&document.blob));
    assert!(document.blob.len() == 64 && document.blob.bytes().all(|b| b.is_ascii_hexdigit()));
    let sealed = std::fs::read(folder(&t.data).join(&document.blob)).unwrap();
    assert!(sealed.len() > WORDS.len());
    assert!(
        !sealed
            .windows(6)
            .any(|window| WORDS.windows(6).any(|w| w == window))
    );

    let reads = t.office.reads().count().await.unwrap();
    let opened = t.office.attachment(intake, id, 1).await.unwrap().unwrap();
    assert_eq!(
        (opened.name.as_str(), opened.bytes.as_slice()),
        ("経過.txt", WORDS)
    );
    assert_eq!(
        t.office.reads().count().await.unwrap(),
        reads + 1,
        "the read is written down"
    );

    // The ledger tells kind, form and storage name; neither name nor digest of the file.
    let size = t.office.ledger().size().await.unwrap();
    let (_, body, _) = t
        .office
        .ledger()
        .page(size - 1, size)
        .await
        .unwrap()
        .remove(0);
    assert!(body.contains("attachment.added") && body.contains(&document.blob));
    assert!(!body.contains("経過") && !body.contains(&opened.sha256));
    assert_eq!(t.office.check().await.unwrap().documents, 1);
}

async fn papers_open_to_those_who_check_them_only(t: &TestOffice) {
    let id = begin(t).await.id;
    let handler = t.who(Role::Handler).id.account().unwrap();
    t.go(Role::Supervisor, id, CaseCommand::Assign { handler })
        .await;
    for kind in [AttachmentKind::Identity, AttachmentKind::Evidence] {
        attach(&t.office, t.who(Role::Intake), id, kind)
            .await
            .unwrap();
    }
    let mut everybody: Vec<(&str, &Actor)> = t
        .people
        .iter()
        .map(|(role, actor)| (role.code(), actor))
        .collect();
    everybody.push(("other_handler", &t.other_handler));
    for (name, actor) in everybody {
        let reads = t.office.reads().count().await.unwrap();
        let mut opened = 0;
        for (ordinal, readers) in [
            (1, &["intake", "handler", "supervisor"][..]),
            (
                2,
                &[
                    "intake",
                    "handler",
                    "supervisor",
                    "center_head",
                    "other_handler",
                ],
            ),
        ] {
            let document = t.office.attachment(actor, id, ordinal).await.unwrap();
            let may = readers.contains(&name);
            assert_eq!(document.is_some(), may, "{name} {ordinal}");
            opened += u64::from(may);
        }
        assert_eq!(
            t.office.reads().count().await.unwrap(),
            reads + opened,
            "{name}"
        );
        // The list: codes for those who oversee, names for those who may open, nothing for a member.
        let file = t
            .office
            .case_file(t.who(Role::Intake), id)
            .await
            .unwrap()
            .unwrap();
        let listed = t.office.attachments(actor, &file).await.unwrap();
        let named: Vec<u32> = listed
            .iter()
            .filter(|l| l.name.is_some())
            .map(|l| l.attachment.ordinal)
            .collect();
        let expected: &[u32] = match name {
            "intake" | "handler" | "supervisor" => &[1, 2],
            "center_head" | "other_handler" => &[2],
            _ => &[],
        };
        assert_eq!(named, expected, "{name}");
    }
    let dossier = t
        .office
        .dossier(t.who(Role::CenterHead), begin(t).await.number)
        .await;
    assert!(dossier.unwrap().is_some());
}

async fn asked(t: &TestOffice) -> CaseId {
    let id = begin(t).await.id;
    t.go(Role::Intake, id, CaseCommand::Acknowledge).await;
    let handler = t.who(Role::Handler).id.account().unwrap();
    t.go(Role::Supervisor, id, CaseCommand::Assign { handler })
        .await;
    let propose = CaseCommand::Propose(Motion::new(Act::Accept {}, "確認しました"));
    let file = t.go(Role::Handler, id, propose).await;
    let proposal = file.proposal.unwrap().digest;
    t.go(Role::Supervisor, id, CaseCommand::Approve { proposal })
        .await;
    let issue = CaseCommand::IssueRequest {
        by: Delivery::Portal,
        letter: "報告依頼".to_owned(),
    };
    t.go(Role::Handler, id, issue).await;
    id
}

async fn a_member_hands_in_what_it_was_asked_for(t: &TestOffice) {
    let member = t.who(Role::MemberContact);
    let silent = begin(t).await.id;
    let hidden = attach(&t.office, member, silent, AttachmentKind::Reply).await;
    assert_eq!(code(hidden), "case.not_found");
    let id = asked(t).await;
    let early = attach(&t.office, member, id, AttachmentKind::Reply).await;
    assert_eq!(code(early), "attachment.no_open_request");
    let delivered = CaseCommand::RecordDelivery {
        by: Delivery::Portal,
        on: None,
        proof: String::new(),
    };
    t.go(Role::MemberContact, id, delivered).await;
    for kind in AttachmentKind::ALL {
        let added = attach(&t.office, member, id, *kind).await;
        assert_eq!(added.is_ok(), *kind == AttachmentKind::Reply, "{kind:?}");
    }
    attach(&t.office, t.who(Role::Handler), id, AttachmentKind::Signed)
        .await
        .unwrap();
    let file = t.office.case_file(member, id).await.unwrap().unwrap();
    let listed = t.office.attachments(member, &file).await.unwrap();
    assert_eq!(
        listed.len(),
        1,
        "what the office keeps does not exist for the member"
    );
    assert!(t.office.attachment(member, id, 1).await.unwrap().is_some());
    assert!(t.office.attachment(member, id, 2).await.unwrap().is_none());
    let undone = t
        .office
        .perform(member, Command::case(id, destroy(1)))
        .await;
    assert_eq!(code(undone), "access.denied");
    let reply = CaseCommand::RecordReply(Reply {
        channel: Channel::Web,
        replied_at: None,
        report: "調査しました".to_owned(),
        proposal: "改めます".to_owned(),
        original: String::new(),
    });
    t.go(Role::MemberContact, id, reply).await;
    let late = attach(&t.office, member, id, AttachmentKind::Reply).await;
    assert_eq!(code(late), "attachment.no_open_request");
    assert_eq!(stored(&t.data).len(), 2);
}

async fn a_refusal_leaves_nothing(t: &TestOffice) {
    let file = begin(t).await;
    let size = t.office.ledger().size().await.unwrap();
    let evidence = AttachmentKind::Evidence;
    let denied = attach(&t.office, t.who(Role::Director), file.id, evidence).await;
    assert_eq!(code(denied), "access.denied");
    let stale = t
        .office
        .attach(
            t.who(Role::Intake),
            file.id,
            Some(9),
            upload(evidence, "a.txt"),
        )
        .await;
    assert_eq!(code(stale), "case.changed_meanwhile");
    for (name, wanted) in [
        ("a.exe", "attachment.kind_of_file"),
        ("a/b.txt", "attachment.name"),
    ] {
        let refused = t
            .office
            .attach(t.who(Role::Intake), file.id, None, upload(evidence, name))
            .await;
        assert_eq!(code(refused), wanted);
    }
    assert_eq!(stored(&t.data), Vec::<String>::new());
    assert_eq!(t.office.ledger().size().await.unwrap(), size);
    assert_eq!(
        t.office.keys_of_documents().await.unwrap(),
        0,
        "no key stays either"
    );
}

async fn what_is_destroyed_opens_nowhere(t: &TestOffice) {
    let id = begin(t).await.id;
    let intake = t.who(Role::Intake);
    attach(&t.office, intake, id, AttachmentKind::Identity)
        .await
        .unwrap();
    let file = attach(&t.office, intake, id, AttachmentKind::Identity)
        .await
        .unwrap();
    let blob = file.attachments[0].blob.clone();
    // A copy of everything but the keys, made before.
    let copy = tempfile::tempdir().unwrap();
    let kept = std::fs::read(folder(&t.data).join(&blob)).unwrap();
    let sqlite = t.place.url.engine() == Engine::Sqlite;
    if sqlite {
        for name in ["kigen.db", "kigen.db-wal", "reads.db", "reads.db-wal"] {
            let from = t.place.dir.path().join(name);
            if from.exists() {
                std::fs::copy(from, copy.path().join(name)).unwrap();
            }
        }
        std::fs::create_dir(copy.path().join("documents")).unwrap();
        for name in stored(&t.data) {
            let to = copy.path().join("documents").join(&name);
            std::fs::copy(folder(&t.data).join(name), to).unwrap();
        }
    }
    let after = t.go(Role::Intake, id, destroy(1)).await;
    let gone = after.attachments[0].destroyed.as_ref().unwrap();
    assert_eq!((gone.cause, &gone.by), (DestroyCause::MyNumber, &intake.id));
    assert!(t.office.attachment(intake, id, 1).await.unwrap().is_none());
    assert!(t.office.attachment(intake, id, 2).await.unwrap().is_some());
    assert_eq!(stored(&t.data), [after.attachments[1].blob.clone()]);
    assert_eq!(t.office.keys_of_documents().await.unwrap(), 1);
    let again = t.perform(Role::Intake, Command::case(id, destroy(1))).await;
    assert_eq!(code(again), "attachment.not_there");

    // Its bytes put back by hand: still nothing, and the next sweep takes them away.
    std::fs::write(folder(&t.data).join(&blob), &kept).unwrap();
    assert!(t.office.attachment(intake, id, 1).await.unwrap().is_none());
    assert_eq!(t.office.sweep_documents().await.unwrap(), 1);
    assert_eq!(stored(&t.data).len(), 1);

    if sqlite {
        // The copy, with the keys of today: its database knows of no end, and still nothing opens.
        let name = Attachment::key_name(id, &blob);
        for file in ["keys.db", "keys.db-wal"] {
            let from = t.place.dir.path().join(file);
            if from.exists() {
                let bytes = std::fs::read(&from).unwrap();
                let found = bytes.windows(name.len()).any(|w| w == name.as_bytes());
                assert!(!found, "{file} still holds the key");
                std::fs::copy(from, copy.path().join(file)).unwrap();
            }
        }
        let place = Place::folder(copy.path());
        let old = Office::open(
            &place,
            Access::Write,
            t.secrets.clone(),
            t.clock.clone(),
            Chance::System,
            "kigen.test/log1",
        )
        .await
        .unwrap();
        assert!(folder(&place).join(&blob).exists());
        assert!(old.attachment(intake, id, 1).await.unwrap().is_none());
        assert!(old.attachment(intake, id, 2).await.unwrap().is_some());
        old.close().await.unwrap();
    }
}

async fn documents_added_at_once_get_numbers_of_their_own(t: &TestOffice) {
    let id = begin(t).await.id;
    let intake = t.who(Role::Intake);
    let all = (0..6).map(|n| {
        let mut one = upload(AttachmentKind::Evidence, "a.txt");
        one.bytes.push(b'0' + n);
        t.office.attach(intake, id, None, one)
    });
    for done in futures_util::future::join_all(all).await {
        done.unwrap();
    }
    let file = t.office.case_file(intake, id).await.unwrap().unwrap();
    let numbers: Vec<u32> = file.attachments.iter().map(|a| a.ordinal).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5, 6]);
    assert_eq!(stored(&t.data).len(), 6);
}

async fn a_document_that_was_changed_or_lost_is_found(t: &TestOffice) {
    let id = begin(t).await.id;
    let intake = t.who(Role::Intake);
    let file = attach(&t.office, intake, id, AttachmentKind::Evidence)
        .await
        .unwrap();
    let at = folder(&t.data).join(&file.attachments[0].blob);
    let whole = std::fs::read(&at).unwrap();
    let mut changed = whole.clone();
    changed[40] ^= 1;
    std::fs::write(&at, &changed).unwrap();
    let fault = t.office.check().await.unwrap_err().to_string();
    assert!(
        fault.contains("document r8-c-0001 1") && fault.contains("bytes"),
        "{fault}"
    );
    assert!(t.office.attachment(intake, id, 1).await.is_err());
    std::fs::remove_file(&at).unwrap();
    assert!(t.office.check().await.is_err());
    std::fs::write(&at, &whole).unwrap();
    t.office.check().await.unwrap();
}

/// An office that is closed and opened again, with `between` done to its folder meanwhile.
fn reopened(
    engine: Engine,
    keep_strays: Duration,
    between: impl Fn(&CaseFile, &Place),
    then: impl Fn(&CaseFile, &Place),
) {
    let place = match TestPlace::new(engine) {
        Ok(place) => place,
        Err(why) => return skipped(&why),
    };
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let t = TestOffice::at(place).await;
        let id = begin(&t).await.id;
        let intake = t.who(Role::Intake).clone();
        for _ in 0..2 {
            attach(&t.office, &intake, id, AttachmentKind::Evidence)
                .await
                .unwrap();
        }
        let file = t.office.case_file(&intake, id).await.unwrap().unwrap();
        let destroyed = file.attachments[0].blob.clone();
        let bytes = std::fs::read(folder(&t.data).join(&destroyed)).unwrap();
        let file = t.go(Role::Intake, id, destroy(1)).await;
        // As if the program had stopped between the record and the deletion.
        std::fs::write(folder(&t.data).join(&destroyed), bytes).unwrap();
        let TestOffice {
            office,
            clock,
            data,
            secrets,
            place,
            ..
        } = t;
        office.close().await.unwrap();
        drop(office);
        between(&file, &data);
        let mut again = data;
        again.documents.keep_strays = keep_strays;
        let office = Office::open(
            &again,
            Access::Write,
            secrets,
            clock,
            Chance::System,
            "kigen.test/log1",
        )
        .await
        .unwrap();
        then(&file, &again);
        assert!(office.attachment(&intake, id, 2).await.unwrap().is_some());
        office.check().await.unwrap();
        office.close().await.unwrap();
        drop(place);
    });
}

const STRAY: &str = "00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff";

fn what_a_crash_left_goes_at_opening(engine: Engine) {
    let between = |_: &CaseFile, place: &Place| {
        std::fs::write(folder(place).join(STRAY), "bytes that no record names").unwrap();
        std::fs::write(folder(place).join(format!("{STRAY}#1")), "half").unwrap();
    };
    reopened(engine, Duration::ZERO, between, |file, place| {
        assert_eq!(stored(place), [file.attachments[1].blob.clone()]);
    });
    // What may still be an upload of another process is left alone; what was destroyed is not.
    reopened(engine, Duration::from_hours(1), between, |file, place| {
        let mut expected = vec![
            STRAY.to_owned(),
            format!("{STRAY}#1"),
            file.attachments[1].blob.clone(),
        ];
        expected.sort();
        assert_eq!(stored(place), expected);
    });
}

mod what_a_crash_left_goes {
    #[test]
    fn sqlite() {
        super::what_a_crash_left_goes_at_opening(store::Engine::Sqlite);
    }

    #[test]
    fn postgres() {
        super::what_a_crash_left_goes_at_opening(store::Engine::Postgres);
    }
}
