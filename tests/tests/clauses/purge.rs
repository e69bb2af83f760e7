//! Pictures of identity papers go thirty days after they have served (A27).

use super::*;
use domain::{
    access::Actor,
    case::{FilingCommand, IdentityCheck},
    code::{AttachmentKind, Channel, CheckResult, DestroyCause, Outcome, Paper},
    time::Timestamp,
};
use jiff::civil::date;
use jobs::{Registry, Runner};
use store::office::Upload;
use tests::{both_offices, both_offices_under_japico};

both_offices_under_japico!(
    a27_a_picture_goes_thirty_days_after_the_check,
    a27_a_missed_week_leaves_no_picture_behind,
    a27_a_picture_that_proves_nothing_yet_stays,
);
both_offices!(a27_without_a_check_the_end_of_the_case_counts);

/// A copy of somebody's card, added to the case.
async fn card(t: &TestOffice, id: CaseId, kind: AttachmentKind) {
    let upload = Upload {
        kind,
        name: "写し.txt".to_owned(),
        bytes: "写し".as_bytes().to_vec(),
    };
    t.office
        .attach(t.who(Role::Intake), id, None, upload)
        .await
        .unwrap();
}

async fn check(t: &TestOffice, id: CaseId, paper: Paper, result: CheckResult) {
    let check = IdentityCheck {
        paper,
        document: "drivers_licence".to_owned(),
        result,
        masked: true,
        called_back: None,
        note: words(),
    };
    let check = CaseCommand::Filing(FilingCommand::Check(check));
    t.go(Role::Intake, id, check).await;
}

/// A case whose form and card came on 1 June.
async fn with_card(t: &TestOffice) -> CaseId {
    let id = screened(t, complaint()).await;
    let papers = [Paper::Form, Paper::Identity].into_iter().collect();
    let receive = CaseCommand::Filing(FilingCommand::Receive {
        papers,
        channel: Channel::Post,
        original: String::new(),
    });
    t.go(Role::Intake, id, receive).await;
    card(t, id, AttachmentKind::Identity).await;
    card(t, id, AttachmentKind::Evidence).await;
    id
}

async fn purge(t: &TestOffice) -> (Registry, Runner) {
    let registry = Registry::new([jobs::purge(t.office.clone())]).unwrap();
    let runner = Runner::of(&t.office, registry.clone(), "a").await.unwrap();
    runner.tick(t.office.now()).await.unwrap();
    (registry, runner)
}

/// The small hours of a day of 2026.
async fn night(t: &TestOffice, runner: &Runner, month: i8, day: i8) {
    let at = Timestamp::from_jst(date(2026, month, day).at(3, 10, 30, 0));
    t.clock.set(at);
    runner.tick(at).await.unwrap();
}

async fn left(t: &TestOffice) -> usize {
    t.office.kept_images().await.unwrap().len()
}

async fn a27_a_picture_goes_thirty_days_after_the_check(t: &TestOffice) {
    let id = with_card(t).await;
    let (_, runner) = purge(t).await;
    check(t, id, Paper::Identity, CheckResult::Verified).await;
    night(t, &runner, 7, 1).await;
    assert_eq!(left(t).await, 1, "the thirtieth day is not over");
    assert_eq!(t.office.images_past_purge().await.unwrap(), 0);
    // Nobody may destroy it by hand under this name, and the job not before its time.
    let by_hand = || CaseCommand::DestroyAttachment {
        attachment: 1,
        cause: DestroyCause::Purged,
        reason: words(),
    };
    assert_eq!(
        t.refused(Role::Supervisor, id, by_hand()).await,
        "access.denied"
    );
    let early = store::Command::case(id, by_hand());
    let early = t.office.perform(&Actor::job("purge"), early).await;
    assert_eq!(early.unwrap_err().code(), "attachment.still_kept");

    t.clock
        .set(Timestamp::from_jst(date(2026, 7, 2).at(0, 0, 0, 0)));
    assert_eq!(t.office.images_past_purge().await.unwrap(), 1);
    night(t, &runner, 7, 2).await;
    assert_eq!(left(t).await, 0);
    assert_eq!(t.office.images_past_purge().await.unwrap(), 0);
    let file = t.office.case_file(t.who(Role::Intake), id).await;
    let file = file.unwrap().unwrap();
    let gone = file.attachments[0].destroyed.clone().unwrap();
    assert_eq!(gone.cause, DestroyCause::Purged);
    assert_eq!(gone.by, Actor::job("purge").id);
    assert!(file.attachments[1].destroyed.is_none(), "evidence stays");
    let opened = t.office.attachment(t.who(Role::Intake), id, 1).await;
    assert_eq!(opened.unwrap(), None);
}

async fn a27_a_missed_week_leaves_no_picture_behind(t: &TestOffice) {
    let (_, runner) = purge(t).await;
    let mut cases = Vec::new();
    for _ in 0..3 {
        let id = with_card(t).await;
        check(t, id, Paper::Identity, CheckResult::Verified).await;
        cases.push(id);
        t.clock.set(t.office.now().plus_seconds(86_400));
    }
    let late = Timestamp::from_jst(date(2026, 7, 12).at(15, 0, 0, 0));
    t.clock.set(late);
    assert_eq!(t.office.images_past_purge().await.unwrap(), 3);
    runner.tick(late).await.unwrap();
    assert_eq!(t.office.images_past_purge().await.unwrap(), 0);
    assert_eq!(left(t).await, 0);
    let size = t.office.ledger().size().await.unwrap();
    night(t, &runner, 7, 13).await;
    assert_eq!(
        t.office.ledger().size().await.unwrap(),
        size,
        "each once, with one record"
    );
}

async fn a27_a_picture_that_proves_nothing_yet_stays(t: &TestOffice) {
    let id = with_card(t).await;
    let (_, runner) = purge(t).await;
    check(t, id, Paper::Identity, CheckResult::Insufficient).await;
    night(t, &runner, 9, 1).await;
    assert_eq!(left(t).await, 1, "it is still to be proved");
    // What came after the check has thirty days of its own.
    let papers = [Paper::Identity].into_iter().collect();
    let receive = CaseCommand::Filing(FilingCommand::Receive {
        papers,
        channel: Channel::Post,
        original: String::new(),
    });
    t.go(Role::Intake, id, receive).await;
    check(t, id, Paper::Identity, CheckResult::Verified).await;
    t.clock
        .set(Timestamp::from_jst(date(2026, 9, 10).at(10, 0, 0, 0)));
    card(t, id, AttachmentKind::Identity).await;
    night(t, &runner, 10, 2).await;
    assert_eq!(left(t).await, 1, "the first is gone, the second is there");
    night(t, &runner, 10, 11).await;
    assert_eq!(left(t).await, 0);
}

async fn a27_without_a_check_the_end_of_the_case_counts(t: &TestOffice) {
    let id = screened(t, complaint()).await;
    card(t, id, AttachmentKind::Identity).await;
    let (_, runner) = purge(t).await;
    night(t, &runner, 8, 20).await;
    assert_eq!(left(t).await, 1, "the case is open");
    t.clock
        .set(Timestamp::from_jst(date(2026, 8, 20).at(10, 0, 0, 0)));
    let withdrawn = Act::Close {
        outcome: Outcome::Withdrawn,
        referral: None,
        prevention: None,
    };
    t.decide(id, Motion::new(withdrawn, words())).await;
    night(t, &runner, 9, 19).await;
    assert_eq!(left(t).await, 1);
    night(t, &runner, 9, 20).await;
    assert_eq!(left(t).await, 0);
}
