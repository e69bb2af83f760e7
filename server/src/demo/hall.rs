//! What the demonstration's boards decide: guidance, a recommendation that was followed, one that was
//! not and ended a membership, and one that is before the board as the demonstration begins.
//!
//! The days are fixed: whatever the seed, the same measures are decided by the same people. The
//! members have nothing else to lose here: the one that is revoked has no complaints.

use super::{
    pen::{Line, Who},
    plan::Deed,
};
use domain::{
    board::{Calling, ItemDraft, MeetingCommand},
    code::{
        Attendance, Body, Choice, Delivery, Finding, InterestKind, MeasureKind, Question, Sent,
    },
    event::{MeasureAct, Subject},
    id::{MeasureId, MeetingId},
    measure::{MeasureCommand, Proposal, ProposedBasis},
    time::Timestamp,
};
use jiff::civil::{Date, date};

const SUPERVISOR: &str = "kanri";
const HEAD: &str = "senta";
const SECRETARIAT: &str = "jimukyoku";
const OFFICER: &str = "chosha";
const PRESIDENT: &str = "rijicho";
/// The directors besides the president.
const DIRECTORS: [&str; 3] = ["riji", "riji2", "riji3"];
const KANJI: &str = "kanji";
const BY: Delivery = Delivery::CertifiedPost;

/// A step of a measure.
#[derive(Clone, Debug)]
pub(super) enum MeasureDeed {
    /// It is proposed.
    Propose(Box<Proposal>),
    /// As it stands here.
    Do(Box<MeasureCommand>),
    /// Whoever has this sign-in hears the member.
    Appoint(&'static str),
    /// What was put forward is carried out.
    Approve,
}

/// A step of a meeting.
#[derive(Clone, Debug)]
pub(super) enum MeetingDeed {
    /// It is called.
    Call(Box<Calling>),
    /// As it stands here.
    Do(Box<MeetingCommand>),
    /// It is opened by whoever presides.
    Open(&'static str),
    /// Whoever has this sign-in comes.
    Arrive(&'static str, Attendance),
    /// Whoever has this sign-in votes on the only item.
    Vote(&'static str, Choice),
    /// The minutes are written.
    Write,
    /// The minutes are approved as they are.
    Approve,
    /// The signed minutes are registered.
    Sign,
}

/// The diary of the hall.
struct Hall {
    lines: Vec<Line>,
    at: Timestamp,
    measures: u32,
    meetings: u32,
}

impl Hall {
    /// Eleven in the morning of this day.
    fn on(&mut self, day: Date) -> &mut Self {
        self.at = Timestamp::from_jst(day.at(11, 0, 0, 0));
        self
    }

    fn write(&mut self, who: &'static str, deed: Deed) {
        self.lines.push(Line {
            at: self.at,
            who: Who::Person(who),
            deed,
        });
        self.at = self.at.plus_seconds(180);
    }

    fn take(&mut self, who: &'static str, id: MeasureId, deed: MeasureDeed) {
        self.write(who, Deed::Measure(id, deed));
    }

    fn go(&mut self, who: &'static str, id: MeasureId, command: MeasureCommand) {
        self.take(who, id, MeasureDeed::Do(Box::new(command)));
    }

    fn run(&mut self, who: &'static str, id: MeetingId, deed: MeetingDeed) {
        self.write(who, Deed::Meeting(id, deed));
    }

    fn propose(
        &mut self,
        kind: MeasureKind,
        member: &str,
        basis: ProposedBasis,
        facts: &str,
    ) -> MeasureId {
        self.measures += 1;
        let id = MeasureId(self.measures);
        if let Ok(member) = member.parse() {
            let proposal = Proposal {
                kind,
                member,
                basis,
                cases: Vec::new(),
                facts: facts.to_owned(),
                evidence: "証拠1　照会と督促の記録\n証拠2　会員の回答書".to_owned(),
                reason: "再発を防ぐには、この措置が必要です。".to_owned(),
            };
            self.take(SUPERVISOR, id, MeasureDeed::Propose(Box::new(proposal)));
        }
        id
    }

    fn delivered(&mut self, id: MeasureId, what: Sent) {
        let command = MeasureCommand::RecordDelivery {
            what,
            by: BY,
            on: None,
            proof: "配達証明(デモ用の架空の番号)第7号".to_owned(),
        };
        self.go(SECRETARIAT, id, command);
    }

    fn explain(&mut self, id: MeasureId, day: Date, arrives: Date) {
        let letter =
            "措置の検討に至った事情を、別紙のとおり説明します。弁明があれば書面でお出しください。";
        let explain = MeasureCommand::Explain {
            by: BY,
            letter: letter.to_owned(),
        };
        self.on(day).go(SUPERVISOR, id, explain);
        self.on(arrives).delivered(id, Sent::Explanation);
        self.take(PRESIDENT, id, MeasureDeed::Appoint(OFFICER));
    }

    fn close_hearing(&mut self, id: MeasureId, day: Date, summary: &str) {
        let close = MeasureCommand::CloseHearing {
            summary: summary.to_owned(),
        };
        self.on(day).go(OFFICER, id, close);
    }

    /// A board is called about one question, with its paper, and everybody is told.
    fn call(&mut self, id: MeasureId, question: Question, day: Date, held: Date) -> MeetingId {
        self.meetings += 1;
        let meeting = MeetingId(self.meetings);
        let calling = Calling {
            body: Body::Board,
            at: held.at(14, 0, 0, 0),
            place: "本会会議室(遠隔での出席もできます)".to_owned(),
            committee: Vec::new(),
        };
        self.on(day)
            .run(SECRETARIAT, meeting, MeetingDeed::Call(Box::new(calling)));
        let item = ItemDraft {
            subject: Subject::Measure {
                measure: id,
                question,
            },
            title: "会員に対する措置について".to_owned(),
            paper: "１　経過\n別紙の事情説明と聴取の記録のとおり。\n２　事務局案\n提案のとおり決定する。".to_owned(),
        };
        self.sit(meeting, MeetingCommand::Put(item));
        self.sit(meeting, MeetingCommand::Notify);
        meeting
    }

    fn sit(&mut self, meeting: MeetingId, command: MeetingCommand) {
        self.run(SECRETARIAT, meeting, MeetingDeed::Do(Box::new(command)));
    }

    fn declare(&mut self, who: &'static str, id: MeasureId, interest: InterestKind, note: &str) {
        let declare = MeasureCommand::Declare {
            interest,
            note: note.to_owned(),
        };
        self.go(who, id, declare);
    }

    /// The board meets: who declared nothing before does it now, all come, one from afar, and vote.
    fn decide(&mut self, id: MeasureId, question: Question, called: Date, held: Date, first: bool) {
        let meeting = self.call(id, question, called, held);
        if first {
            for who in DIRECTORS.into_iter().chain([PRESIDENT]) {
                self.declare(who, id, InterestKind::None, "");
            }
        }
        self.at = Timestamp::from_jst(held.at(14, 0, 0, 0));
        self.run(SECRETARIAT, meeting, MeetingDeed::Open(PRESIDENT));
        for (who, how) in [
            (DIRECTORS[0], Attendance::InPerson),
            (DIRECTORS[1], Attendance::Remote),
            (DIRECTORS[2], Attendance::InPerson),
            (PRESIDENT, Attendance::InPerson),
            (KANJI, Attendance::InPerson),
        ] {
            self.run(SECRETARIAT, meeting, MeetingDeed::Arrive(who, how));
        }
        self.sit(meeting, MeetingCommand::OpenItem { item: 1 });
        for (who, choice) in [
            (DIRECTORS[0], Choice::For),
            (DIRECTORS[1], Choice::Against),
            (DIRECTORS[2], Choice::For),
            (PRESIDENT, Choice::For),
        ] {
            self.run(SECRETARIAT, meeting, MeetingDeed::Vote(who, choice));
        }
        let course = "事務局が説明し、履行の期限について質疑があった。";
        self.sit(
            meeting,
            MeetingCommand::Resolve {
                item: 1,
                course: course.to_owned(),
            },
        );
        self.sit(meeting, MeetingCommand::Close);
        self.run(SECRETARIAT, meeting, MeetingDeed::Write);
        self.run(DIRECTORS[0], meeting, MeetingDeed::Approve);
        self.run(SECRETARIAT, meeting, MeetingDeed::Sign);
    }

    /// Put forward by the secretariat, carried out by the president.
    fn carry_out(&mut self, id: MeasureId, act: MeasureAct, letter: &str) {
        let moved = MeasureCommand::Move {
            act,
            letter: letter.to_owned(),
            reason: "決議のとおり。".to_owned(),
        };
        self.go(SECRETARIAT, id, moved);
        self.take(PRESIDENT, id, MeasureDeed::Approve);
    }

    fn notify(&mut self, id: MeasureId, day: Date, arrives: Date) {
        let letter = "理事会の決議により、次のとおり決定しました。";
        self.on(day)
            .carry_out(id, MeasureAct::Notify { by: BY }, letter);
        self.on(arrives).delivered(id, Sent::Decision);
    }

    fn verify(&mut self, id: MeasureId, day: Date, finding: Finding, reason: &str) {
        let verify = MeasureCommand::Verify {
            finding,
            reason: reason.to_owned(),
        };
        self.on(day).go(SUPERVISOR, id, verify);
    }
}

const fn conduct(conduct: Date) -> ProposedBasis {
    ProposedBasis::Conduct { conduct }
}

fn statement(by: Delivery, words: &str) -> MeasureCommand {
    MeasureCommand::Statement {
        by,
        on: None,
        statement: words.to_owned(),
        original: String::new(),
    }
}

/// The lines of the hall before `now`.
pub(super) fn lines(now: Timestamp) -> Vec<Line> {
    let mut hall = Hall {
        lines: Vec::new(),
        at: now,
        measures: 0,
        meetings: 0,
    };
    guided(&mut hall);
    followed(&mut hall);
    revoked(&mut hall);
    waiting(&mut hall);
    let mut lines = hall.lines;
    // What the demonstration has not reached yet has not happened, nor what follows from it.
    if let Some(first) = lines.iter().position(|line| line.at >= now) {
        lines.truncate(first);
    }
    lines
}

/// Guidance by two persons of the desk.
fn guided(hall: &mut Hall) {
    hall.on(date(2024, 9, 2));
    let id = hall.propose(
        MeasureKind::Guidance,
        "D0004",
        conduct(date(2024, 8, 20)),
        "開示の請求への回答が、期限を二週間過ぎた。",
    );
    let guide = MeasureCommand::Move {
        act: MeasureAct::Guide { by: BY },
        letter: "開示の請求には、期限までに回答してください。".to_owned(),
        reason: "初めての遅れのため、指導とします。".to_owned(),
    };
    hall.go(SUPERVISOR, id, guide);
    hall.take(HEAD, id, MeasureDeed::Approve);
    hall.on(date(2024, 9, 5)).delivered(id, Sent::Decision);
}

/// A recommendation that the member followed.
fn followed(hall: &mut Hall) {
    hall.on(date(2025, 1, 14));
    let id = hall.propose(
        MeasureKind::Recommendation,
        "D0006",
        conduct(date(2024, 12, 10)),
        "指導の後も、委託先の監督が行われていなかった。",
    );
    hall.explain(id, date(2025, 1, 15), date(2025, 1, 17));
    let words = "委託先との契約を改めます。";
    hall.on(date(2025, 1, 27))
        .go(SECRETARIAT, id, statement(Delivery::Post, words));
    hall.close_hearing(id, date(2025, 1, 30), "会員は事実を認め、改めると述べた。");
    hall.decide(
        id,
        Question::Impose,
        date(2025, 2, 5),
        date(2025, 2, 19),
        true,
    );
    hall.notify(id, date(2025, 2, 20), date(2025, 2, 25));
    let report = MeasureCommand::Report {
        by: Delivery::Post,
        on: None,
        report: "委託先のすべてと契約を改め、点検を始めました。".to_owned(),
        original: String::new(),
    };
    hall.on(date(2025, 3, 18)).go(SECRETARIAT, id, report);
    let reason = "契約書と点検表を確かめました。";
    hall.verify(id, date(2025, 3, 25), Finding::Fulfilled, reason);
}

/// One that was not followed, and the revocation that came of it.
fn revoked(hall: &mut Hall) {
    hall.on(date(2025, 5, 12));
    let id = hall.propose(
        MeasureKind::Recommendation,
        "D0008",
        conduct(date(2025, 4, 8)),
        "漏えいの報告と本人への通知が行われていない。",
    );
    hall.explain(id, date(2025, 5, 13), date(2025, 5, 15));
    hall.close_hearing(id, date(2025, 6, 3), "期限までに弁明書は届かなかった。");
    hall.decide(
        id,
        Question::Impose,
        date(2025, 6, 4),
        date(2025, 6, 18),
        true,
    );
    hall.notify(id, date(2025, 6, 19), date(2025, 6, 23));
    let reason = "報告がなく、照会にも回答がありません。";
    hall.verify(id, date(2025, 7, 28), Finding::NotFollowed, reason);
    hall.decide(
        id,
        Question::NotFollowed,
        date(2025, 8, 4),
        date(2025, 8, 20),
        false,
    );

    hall.on(date(2025, 8, 25));
    let grave = hall.propose(
        MeasureKind::Revocation,
        "D0008",
        ProposedBasis::NotFollowed { measure: id },
        "勧告に従わず、従わない理由も示していない。",
    );
    hall.explain(grave, date(2025, 8, 26), date(2025, 8, 28));
    let fix = MeasureCommand::FixHearing {
        at: date(2025, 9, 24).at(10, 0, 0, 0),
        place: "本会会議室".to_owned(),
    };
    hall.on(date(2025, 9, 1)).go(OFFICER, grave, fix);
    let notify = MeasureCommand::NotifyHearing {
        by: BY,
        letter: "意見を聴取しますので、出席してください。".to_owned(),
    };
    hall.go(OFFICER, grave, notify);
    hall.on(date(2025, 9, 3)).delivered(grave, Sent::Hearing);
    let record = MeasureCommand::Hold {
        record: "会員の代表者が出席し、人手が足りなかったと述べた。".to_owned(),
    };
    hall.on(date(2025, 9, 24)).go(OFFICER, grave, record);
    let send = MeasureCommand::SendRecord {
        by: BY,
        letter: "聴取の調書を送ります。誤りがあればお知らせください。".to_owned(),
    };
    hall.go(OFFICER, grave, send);
    hall.on(date(2025, 9, 26)).delivered(grave, Sent::Record);
    hall.close_hearing(
        grave,
        date(2025, 10, 14),
        "事実に争いはない。改める見込みは示されなかった。",
    );
    hall.decide(
        grave,
        Question::Impose,
        date(2025, 10, 15),
        date(2025, 10, 29),
        true,
    );
    hall.notify(grave, date(2025, 10, 30), date(2025, 11, 4));
    let effect = MeasureAct::TakeEffect {
        on: date(2025, 11, 10),
        plan: Vec::new(),
    };
    hall.on(date(2025, 11, 10)).carry_out(grave, effect, "");
    let finish = MeasureCommand::Finish {
        reason: "異議の申出はなかった。".to_owned(),
    };
    hall.on(date(2025, 12, 8)).go(SECRETARIAT, grave, finish);
}

/// One that is before the board: a director has an interest, two have not declared yet.
fn waiting(hall: &mut Hall) {
    hall.on(date(2026, 10, 5));
    let id = hall.propose(
        MeasureKind::Recommendation,
        "D0002",
        conduct(date(2026, 9, 1)),
        "利用停止の請求に、二か月のあいだ応じていない。",
    );
    hall.explain(id, date(2026, 10, 6), date(2026, 10, 8));
    let words = "担当者の退職により対応が遅れました。年内に応じます。";
    hall.on(date(2026, 10, 20))
        .go("kaiin2", id, statement(Delivery::Portal, words));
    hall.close_hearing(
        id,
        date(2026, 10, 30),
        "遅れた事実に争いはない。年内に応じると述べた。",
    );
    let _ = hall.call(id, Question::Impose, date(2026, 11, 12), date(2026, 11, 27));
    hall.on(date(2026, 11, 16));
    hall.declare(
        DIRECTORS[2],
        id,
        InterestKind::Officer,
        "会員の社外監査役です。",
    );
    hall.declare(DIRECTORS[0], id, InterestKind::None, "");
}
