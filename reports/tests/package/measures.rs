//! The sheets on measures, meetings and the segregation of duties, read back from a package.

use super::{Built, Ledger, built, judged, sheet};
use domain::{
    board::Seat,
    code::{
        Attendance, Body, Choice, Delivery, Finding, HearingForm, HearingOutcome, InterestKind,
        LetterKind, MeasureKind, Question, Resolution, Sent, SignedBy, Transfer,
    },
    event::{
        Basis, ComplianceVerified, Decider, DecisionSent, Event, HearingClosed, HearingFixed,
        InterestDeclared, ItemNamed, ItemPut, ItemResolved, MeasureAct, MeasureDecided,
        MeasureDelivered, MeasureEffective, MeasureMoved, MeasureProposed, MeasureSent,
        MeetingCalled, MeetingClosed, MeetingNotified, MeetingOpened, MemberSpoke, MinutesSigned,
        MinutesWritten, OfficerAppointed, SeatTaken, Seated, Subject, Tally, TargetsPublished,
        TransferPlan, VoteGiven,
    },
    id::{AccountId, CaseId, MeasureId, MeetingId, Obj},
    time::Timestamp,
};
use jiff::civil::{Date, date};
use reports::workbook::Cell;
use uuid::Uuid;

const PROPOSER: u128 = 1;
const OFFICER: u128 = 2;
const SECRETARY: u128 = 3;
const DIRECTORS: [u128; 4] = [11, 12, 13, 14];

const fn person(n: u128) -> AccountId {
    AccountId(Uuid::from_u128(n))
}

const fn seat(n: u128) -> Seat {
    Seat::Person(person(n))
}

fn noon(day: Date) -> Timestamp {
    Timestamp::from_jst(day.at(12, 0, 0, 0))
}

/// Digest of the profile of the sample, under which meeting and measures are conducted.
fn profile() -> String {
    let (_, text) = domain::profile::SHIPPED
        .iter()
        .find(|(code, _)| *code == "jecia")
        .unwrap();
    domain::chain::Hash::of(text.as_bytes()).to_string()
}

fn by(ledger: &mut Ledger, who: u128, obj: &Obj, event: &Event) {
    ledger.append_by(&format!("u:{}", person(who)), obj, event);
}

fn propose(ledger: &mut Ledger, id: u32, measure: MeasureKind, basis: Basis) {
    let proposed = MeasureProposed {
        measure,
        member: "M0001".parse().unwrap(),
        basis,
        cases: Vec::new(),
        handlers: Vec::new(),
        body: Body::Board,
        profile: profile(),
    };
    let obj = Obj::Measure(MeasureId(id));
    by(ledger, PROPOSER, &obj, &Event::MeasureProposed(proposed));
}

fn sent() -> MeasureSent {
    MeasureSent {
        by: Delivery::CertifiedPost,
    }
}

fn delivered(what: Sent, day: Date) -> Event {
    Event::MeasureDelivered(MeasureDelivered {
        what,
        by: Delivery::CertifiedPost,
        at: noon(day),
    })
}

fn closed(form: HearingForm, outcome: HearingOutcome) -> Event {
    Event::HearingClosed(HearingClosed { outcome, form })
}

/// The measure as item 1 of the meeting with this number, adopted by three of four.
fn meet(ledger: &mut Ledger, meeting: u32, measure: u32, recused: u128) {
    let obj = Obj::Meeting(MeetingId(meeting));
    let of_measure = Obj::Measure(MeasureId(measure));
    let mut say = |who: u128, event: Event| by(ledger, who, &obj, &event);
    let seated = |n| Seated {
        seat: seat(n),
        votes: 1,
    };
    say(
        SECRETARY,
        Event::MeetingCalled(MeetingCalled {
            body: Body::Board,
            at: noon(date(2026, 4, 20)),
            seats: DIRECTORS.map(seated).to_vec(),
            kanji: Vec::new(),
            profile: profile(),
        }),
    );
    let subject = Subject::Measure {
        measure: MeasureId(measure),
        question: Question::Impose,
    };
    let put = ItemPut {
        item: 1,
        subject,
        paper: "a".repeat(64),
    };
    say(SECRETARY, Event::ItemPut(put));
    say(SECRETARY, Event::MeetingNotified(MeetingNotified {}));
    say(
        SECRETARY,
        Event::MeetingOpened(MeetingOpened {
            chair: seat(DIRECTORS[0]),
            at: noon(date(2026, 4, 20)),
        }),
    );
    for n in DIRECTORS {
        let taken = SeatTaken {
            seat: seat(n),
            how: Attendance::InPerson,
            at: noon(date(2026, 4, 20)),
        };
        say(SECRETARY, Event::SeatTaken(taken));
    }
    say(SECRETARY, Event::ItemOpened(ItemNamed { item: 1 }));
    for n in DIRECTORS.into_iter().filter(|n| *n != recused) {
        let vote = VoteGiven {
            item: 1,
            seat: seat(n),
            choice: Choice::For,
            paper: "a".repeat(64),
        };
        say(n, Event::VoteGiven(vote));
    }
    let tally = Tally {
        eligible: 3,
        excluded: 1,
        present: 3,
        yes: 3,
        all_votes: 3,
        present_votes: 3,
        yes_votes: 3,
        ..Tally::default()
    };
    let resolution = Resolution::Adopted;
    say(
        SECRETARY,
        Event::ItemResolved(ItemResolved {
            item: 1,
            tally,
            resolution,
        }),
    );
    let decided = MeasureDecided {
        question: Question::Impose,
        resolution,
        by: Decider::Meeting {
            meeting: MeetingId(meeting),
            item: 1,
        },
        deferred_to: None,
    };
    by(
        ledger,
        SECRETARY,
        &of_measure,
        &Event::MeasureDecided(decided),
    );
}

fn declare(ledger: &mut Ledger, measure: u32, who: u128, interest: InterestKind) {
    let person = person(who);
    let declared = InterestDeclared { person, interest };
    let obj = Obj::Measure(MeasureId(measure));
    by(ledger, who, &obj, &Event::InterestDeclared(declared));
}

fn notify(ledger: &mut Ledger, measure: u32, mover: u128, letter: LetterKind) {
    let obj = Obj::Measure(MeasureId(measure));
    let how = Delivery::CertifiedPost;
    let moved = MeasureMoved {
        act: MeasureAct::Notify { by: how },
        digest: "d".repeat(64),
    };
    by(ledger, mover, &obj, &Event::MeasureMoved(moved));
    let notice = DecisionSent {
        motion: "d".repeat(64),
        letter,
        by: how,
    };
    by(ledger, SECRETARY, &obj, &Event::DecisionSent(notice));
    let arrived = delivered(Sent::Decision, date(2026, 4, 24));
    by(ledger, SECRETARY, &obj, &arrived);
}

/// A recommendation as the rules want it.
fn recommendation(ledger: &mut Ledger) {
    let obj = Obj::Measure(MeasureId(1));
    let conduct = date(2026, 3, 2);
    let article = "27-1".into();
    propose(
        ledger,
        1,
        MeasureKind::Recommendation,
        Basis::Article { article, conduct },
    );
    let mut say = |who: u128, event: Event| by(ledger, who, &obj, &event);
    say(SECRETARY, Event::ExplanationSent(sent()));
    say(SECRETARY, delivered(Sent::Explanation, date(2026, 3, 30)));
    let officer = person(OFFICER);
    say(
        SECRETARY,
        Event::OfficerAppointed(OfficerAppointed { officer }),
    );
    let spoke = MemberSpoke {
        at: noon(date(2026, 3, 31)),
        by: Delivery::Portal,
    };
    say(SECRETARY, Event::StatementReceived(spoke.clone()));
    say(
        OFFICER,
        closed(HearingForm::Written, HearingOutcome::Written),
    );
    declare(ledger, 1, DIRECTORS[3], InterestKind::Officer);
    meet(ledger, 1, 1, DIRECTORS[3]);
    // Declared after the count: the sheet shows who was recused then.
    declare(ledger, 1, DIRECTORS[2], InterestKind::Relative);
    notify(ledger, 1, PROPOSER, LetterKind::Recommendation);
    let mut say = |event: Event| by(ledger, SECRETARY, &obj, &event);
    say(Event::ComplianceReported(spoke));
    let finding = Finding::Fulfilled;
    say(Event::ComplianceVerified(ComplianceVerified { finding }));
    let meeting = Obj::Meeting(MeetingId(1));
    let mut say = |who: u128, event: Event| by(ledger, who, &meeting, &event);
    let at = noon(date(2026, 4, 20));
    say(SECRETARY, Event::MeetingClosed(MeetingClosed { at }));
    let minutes = "b".repeat(64);
    let written = MinutesWritten {
        minutes: minutes.clone(),
    };
    say(SECRETARY, Event::MinutesWritten(written.clone()));
    say(DIRECTORS[0], Event::MinutesApproved(written));
    let file = "c".repeat(64);
    let by = SignedBy::Electronic;
    say(
        SECRETARY,
        Event::MinutesSigned(MinutesSigned { minutes, file, by }),
    );
}

/// A revocation that was decided, told and carried out.
fn revocation(ledger: &mut Ledger) {
    let obj = Obj::Measure(MeasureId(2));
    let measure = MeasureId(1);
    propose(
        ledger,
        2,
        MeasureKind::Revocation,
        Basis::NotFollowed { measure },
    );
    let mut say = |who: u128, event: Event| by(ledger, who, &obj, &event);
    say(SECRETARY, Event::ExplanationSent(sent()));
    say(SECRETARY, delivered(Sent::Explanation, date(2026, 3, 30)));
    let at = noon(date(2026, 4, 9));
    say(SECRETARY, Event::HearingFixed(HearingFixed { at }));
    say(SECRETARY, Event::HearingNotified(sent()));
    say(SECRETARY, delivered(Sent::Hearing, date(2026, 4, 1)));
    say(OFFICER, closed(HearingForm::Oral, HearingOutcome::Missed));
    declare(ledger, 2, DIRECTORS[3], InterestKind::Officer);
    meet(ledger, 2, 2, DIRECTORS[3]);
    notify(ledger, 2, PROPOSER, LetterKind::RevocationNotice);
    let on = date(2026, 4, 28);
    let plan = [Transfer::Continue, Transfer::Continue, Transfer::Refer];
    let plan = (1..).zip(plan).map(|(n, to)| TransferPlan {
        case: CaseId(Uuid::from_u128(n)),
        to,
    });
    let plan: Vec<_> = plan.collect();
    let motion = "e".repeat(64);
    let act = MeasureAct::TakeEffect {
        on,
        plan: plan.clone(),
    };
    let digest = motion.clone();
    let moved = Event::MeasureMoved(MeasureMoved { act, digest });
    by(ledger, PROPOSER, &obj, &moved);
    let effective = MeasureEffective { motion, on, plan };
    let effective = Event::MeasureEffective(effective);
    by(ledger, SECRETARY, &obj, &effective);
    let published = TargetsPublished {
        list: "f".repeat(64),
        count: 0,
        on: date(2026, 4, 29),
    };
    let published = Event::TargetsPublished(published);
    by(ledger, SECRETARY, &Obj::Organisation, &published);
}

fn package(write: impl FnOnce(&mut Ledger)) -> Built {
    let mut ledger = Ledger::open(date(2026, 4, 1));
    write(&mut ledger);
    let package = built(2026, 0, &ledger.bodies);
    let verdict = judged(&package.zip);
    assert_eq!(verdict.exit_code(), 20, "{verdict}");
    package
}

/// A date as a workbook reads back: days since 30 December 1899.
fn day(date: Date) -> Cell {
    let since = date.since(jiff::civil::date(1899, 12, 30)).unwrap();
    Cell::Int(since.get_days().into())
}

/// The cell under a heading.
fn cell<'a>(rows: &'a [Vec<Cell>], row: usize, heading: &str) -> &'a Cell {
    let place = rows[0].iter().position(|c| *c == Cell::text(heading));
    &rows[row][place.unwrap()]
}

/// B35, B36: the steps of a recommendation stand in one row, with the order of them.
#[test]
fn a_recommendation_stands_in_the_package_step_by_step() {
    let package = package(recommendation);
    let rows = sheet(&package, "指導・勧告");
    assert_eq!(rows.len(), 2);
    for (heading, word) in [
        ("種別", "勧告"),
        ("会員コード", "M0001"),
        ("根拠", "法 27-1"),
        ("事情説明 到達(JST)", "2026-03-30 12:00:00"),
        ("事情説明 到達の証明", "配達証明"),
        ("聴取の方式", "弁明書"),
        ("聴取の結果", "弁明書による"),
        ("決定機関", "理事会"),
        ("決定", "可決"),
        ("決定した会議・者", "会議1 議題1"),
        ("通知 到達(JST)", "2026-04-24 12:00:00"),
        ("履行報告(JST)", "2026-03-31 12:00:00"),
        ("履行の確認", "履行"),
        ("状態", "履行"),
        ("順序(説明≦聴取終了≦決定)", "順序どおり"),
    ] {
        assert_eq!(*cell(&rows, 1, heading), Cell::text(word), "{heading}");
    }
    let conduct = day(date(2026, 3, 2));
    assert_eq!(*cell(&rows, 1, "行為の日"), conduct);
    assert_eq!(sheet(&package, "会員資格抹消・除名・対象除外").len(), 1);
}

/// B36: a decision without a hearing is seen in the row.
#[test]
fn steps_out_of_order_are_named() {
    let package = package(|ledger| {
        propose(ledger, 1, MeasureKind::Recommendation, Basis::Articles {});
        meet(ledger, 1, 1, DIRECTORS[3]);
    });
    let rows = sheet(&package, "指導・勧告");
    let order = cell(&rows, 1, "順序(説明≦聴取終了≦決定)");
    assert_eq!(*order, Cell::text("順序違反"));
    let duties = sheet(&package, "職務分離");
    let unheard = duties
        .iter()
        .position(|row| row[0] == Cell::text("聴取の終了前の投票・決定がないこと"));
    assert_eq!(*cell(&duties, unheard.unwrap(), "違反"), Cell::Int(4));
}

/// B37: authority, votes, effect and the list that followed.
#[test]
fn a_revocation_stands_in_the_package_with_votes_and_effect() {
    let package = package(revocation);
    let rows = sheet(&package, "会員資格抹消・除名・対象除外");
    assert_eq!(rows.len(), 2);
    for (heading, word) in [
        ("種別", "会員資格抹消"),
        ("根拠", "勧告の不履行 措置1"),
        ("発議時の社員資格", "社員でない"),
        ("聴取の結果", "不出頭・不提出(適法な通知あり)"),
        ("決定", "可決"),
        ("議決の要件", "三分の二"),
        ("状態", "効力発生"),
    ] {
        assert_eq!(*cell(&rows, 1, heading), Cell::text(word), "{heading}");
    }
    for (heading, number) in [
        ("中日数", 7),
        ("議決に加われる者", 3),
        ("除かれた者", 1),
        ("賛成", 3),
        ("反対", 0),
        ("継続する案件", 2),
        ("紹介して終了する案件", 1),
    ] {
        assert_eq!(*cell(&rows, 1, heading), Cell::Int(number), "{heading}");
    }
    let effect = day(date(2026, 4, 28));
    assert_eq!(*cell(&rows, 1, "効力発生日"), effect);
    let listed = day(date(2026, 4, 29));
    assert_eq!(*cell(&rows, 1, "名簿の更新日"), listed);
    assert_eq!(sheet(&package, "指導・勧告").len(), 1);
}

/// Who was recused is told as of the count; minutes without a signature are named once it is closed.
#[test]
fn a_meeting_stands_in_the_package_item_by_item() {
    let package = package(recommendation);
    let rows = sheet(&package, "理事会・総会");
    assert_eq!(rows.len(), 2);
    let recused = person(DIRECTORS[3]).to_string();
    for (heading, word) in [
        ("会議体", "理事会"),
        ("内容", "措置1 措置の可否"),
        ("出席者", "会場 4 遠隔 0"),
        ("議決に加われない者", recused.as_str()),
        ("議決の要件", "過半数"),
        ("結果", "可決"),
        ("署名の方法", "電子署名"),
        ("署名の状態", ""),
    ] {
        assert_eq!(*cell(&rows, 1, heading), Cell::text(word), "{heading}");
    }
    assert_eq!(*cell(&rows, 1, "定足数の基礎"), Cell::Int(3));

    let unsigned = self::package(|ledger| {
        recommendation(ledger);
        meet(ledger, 2, 1, DIRECTORS[3]);
        let at = noon(date(2026, 4, 20));
        let closed = Event::MeetingClosed(MeetingClosed { at });
        by(ledger, SECRETARY, &Obj::Meeting(MeetingId(2)), &closed);
    });
    let rows = sheet(&unsigned, "理事会・総会");
    assert_eq!(*cell(&rows, 2, "署名の状態"), Cell::text("未署名"));
}

/// A sound history violates nothing; one hand that moved and carried out is named with its record.
#[test]
fn the_checks_of_segregation_are_a_sheet_of_the_package() {
    let sound = package(recommendation);
    let rows = sheet(&sound, "職務分離");
    assert_eq!(rows.len(), 1 + domain::segregation::Check::ALL.len());
    for row in 1..rows.len() {
        assert_eq!(*cell(&rows, row, "違反"), Cell::Int(0), "{:?}", rows[row]);
    }

    let mut notice = 0;
    let forged = package(|ledger| {
        propose(ledger, 1, MeasureKind::Guidance, Basis::Articles {});
        notify(ledger, 1, SECRETARY, LetterKind::Guidance);
        // The delivery follows the notice.
        notice = ledger.size() - 2;
    });
    let rows = sheet(&forged, "職務分離");
    let row = rows
        .iter()
        .position(|row| row[0] == Cell::text("措置の起案者と実行者が別人であること"));
    let row = row.unwrap();
    assert_eq!(*cell(&rows, row, "違反"), Cell::Int(1));
    let records = Cell::text(notice.to_string());
    assert_eq!(*cell(&rows, row, "違反の記録"), records);
}
