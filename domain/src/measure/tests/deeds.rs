//! What can be done to one measure and its meeting: everything that is tried in every state.

#![expect(clippy::too_many_lines, reason = "lists of what can be tried")]

use super::stage::{
    HANDLER, HEAD, KANJI, OFFICER, PRESIDENT, SECOND, SECRETARY, SUPERVISOR, Stage, THIRD, account,
    seat,
};
use crate::{
    board::{self, Calling, ItemDraft, MeetingCommand as M, Seat, paper_digest},
    code::{
        Attendance, Body, Choice, Delivery, Finding, InterestKind, MeasureKind, MeasureStage,
        MeetingHearing, Question, Sent,
    },
    event::{MeasureAct, Subject},
    measure::MeasureCommand as C,
};
use jiff::ToSpan;

/// What somebody does.
#[derive(Clone, Debug)]
pub(super) enum Deed {
    Measure(u128, C),
    Meeting(u128, M),
    Call(Calling),
    /// Days pass.
    Wait,
}

pub(super) const BY: Delivery = Delivery::CertifiedPost;

pub(super) fn words() -> String {
    "本文".to_owned()
}

/// What is tried besides the plain course. Every side is explored to the end in one course or another;
/// all of them together in every course take minutes, and are run with `KIGEN_EXPLORE=whole`.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Menu {
    /// Interests on which the others rule, and challenges.
    pub(super) doubts: bool,
    /// Papers written anew while people vote.
    pub(super) papers: bool,
    /// Meetings that are called too late, and those who agree to that.
    pub(super) haste: bool,
}

impl Menu {
    pub(super) fn offers(self, deed: &Deed) -> bool {
        match deed {
            Deed::Measure(
                _,
                C::Challenge { .. }
                | C::Rule { .. }
                | C::Declare {
                    interest: InterestKind::Adviser,
                    ..
                },
            ) => self.doubts,
            Deed::Meeting(_, M::Revise { .. }) => self.papers,
            Deed::Meeting(_, M::Vote { paper, .. }) => {
                self.papers || *paper == paper_digest("議案", "甲")
            }
            Deed::Meeting(_, M::Waive { .. }) => self.haste,
            Deed::Call(calling) => self.haste || calling.place == IN_TIME,
            _ => true,
        }
    }
}

/// The place of meetings that are called in time.
const IN_TIME: &str = "会議室";

/// What can be tried whatever the state.
pub(super) fn always() -> Vec<Deed> {
    use InterestKind as I;
    let mut deeds = vec![Deed::Wait];
    let mut add = |who, command| deeds.push(Deed::Measure(who, command));
    add(
        SUPERVISOR,
        C::Explain {
            by: BY,
            letter: words(),
        },
    );
    for what in [
        Sent::Explanation,
        Sent::Hearing,
        Sent::Record,
        Sent::Decision,
    ] {
        for by in [BY, Delivery::Post] {
            add(
                SECRETARY,
                C::RecordDelivery {
                    what,
                    by,
                    on: None,
                    proof: words(),
                },
            );
        }
    }
    add(
        SECRETARY,
        C::AskOral {
            by: BY,
            words: words(),
        },
    );
    add(
        SECRETARY,
        C::Statement {
            by: BY,
            on: None,
            statement: words(),
            original: words(),
        },
    );
    add(
        SECRETARY,
        C::Waive {
            by: BY,
            on: None,
            original: words(),
        },
    );
    add(
        SECRETARY,
        C::CorrectRecord {
            by: BY,
            correction: words(),
        },
    );
    for officer in [OFFICER, HANDLER, SUPERVISOR, THIRD] {
        add(
            HEAD,
            C::AppointOfficer {
                officer: account(officer),
            },
        );
    }
    for (who, interest) in [(THIRD, I::Officer), (OFFICER, I::Officer)] {
        add(
            who,
            C::Declare {
                interest,
                note: words(),
            },
        );
    }
    for person in [SECOND, THIRD].map(account) {
        for excluded in [true, false] {
            add(
                SECRETARY,
                C::Rule {
                    person,
                    excluded,
                    reason: words(),
                },
            );
        }
    }
    for question in [Question::Impose, Question::Guidance, Question::NotFollowed] {
        for adopted in [true, false] {
            add(
                PRESIDENT,
                C::Decide {
                    question,
                    adopted,
                    reason: words(),
                    opinion: words(),
                },
            );
        }
    }
    add(SUPERVISOR, C::Withdraw { reason: words() });
    add(
        SECRETARY,
        C::Report {
            by: BY,
            on: None,
            report: words(),
            original: words(),
        },
    );
    for finding in Finding::ALL {
        add(
            SUPERVISOR,
            C::Verify {
                finding: *finding,
                reason: words(),
            },
        );
    }
    add(
        SECRETARY,
        C::Object {
            by: BY,
            on: None,
            objection: words(),
        },
    );
    add(SECRETARY, C::Finish { reason: words() });
    deeds
}

fn moves(stage: &Stage) -> Vec<MeasureAct> {
    vec![
        MeasureAct::Guide { by: BY },
        MeasureAct::Notify { by: BY },
        MeasureAct::TakeEffect {
            on: stage.now.date(),
            plan: Vec::new(),
        },
        MeasureAct::Restore {
            on: stage.now.date(),
            by: BY,
        },
    ]
}

/// What can be tried in this state besides.
pub(super) fn deeds(stage: &Stage) -> Vec<Deed> {
    let mut deeds = Vec::new();
    let measure = &stage.measure;
    if let Some(meeting) = &stage.meeting
        && meeting.items.iter().all(board::Item::is_over)
    {
        meeting_deeds(stage, meeting, &mut deeds);
        return deeds;
    }
    for act in moves(stage) {
        for who in [SECRETARY, PRESIDENT] {
            let letter = match act {
                MeasureAct::TakeEffect { .. } => String::new(),
                _ => words(),
            };
            deeds.push(Deed::Measure(
                who,
                C::Move {
                    act: act.clone(),
                    letter,
                    reason: String::new(),
                },
            ));
        }
    }
    if measure.kind == MeasureKind::Guidance || measure.stage == MeasureStage::Replaced {
        let act = MeasureAct::Guide { by: BY };
        deeds.push(Deed::Measure(
            SUPERVISOR,
            C::Move {
                act,
                letter: words(),
                reason: String::new(),
            },
        ));
    }
    if let Some(motion) = &measure.motion {
        for who in [PRESIDENT, SUPERVISOR] {
            deeds.push(Deed::Measure(
                who,
                C::Approve {
                    digest: motion.digest.clone(),
                },
            ));
        }
        let back = C::Return {
            digest: motion.digest.clone(),
            reason: words(),
        };
        deeds.push(Deed::Measure(PRESIDENT, back));
    }
    // What directors say about themselves matters once it is before them. Said earlier it waits: no
    // rule looks at it until then.
    if measure.placed.is_some() || !measure.open_questions().is_empty() {
        use InterestKind as I;
        for (who, interest) in [
            (PRESIDENT, I::None),
            (SECOND, I::None),
            (SECOND, I::Adviser),
            (THIRD, I::None),
        ] {
            let note = words();
            deeds.push(Deed::Measure(who, C::Declare { interest, note }));
        }
        let challenge = C::Challenge {
            person: account(THIRD),
            ground: words(),
        };
        deeds.push(Deed::Measure(KANJI, challenge));
    }
    // Whoever was appointed hears; who hears before the general meeting is the secretariat.
    let hears = measure
        .hearing
        .officer
        .and_then(|officer| {
            [OFFICER, HANDLER, SUPERVISOR, THIRD]
                .into_iter()
                .find(|n| account(*n) == officer)
        })
        .unwrap_or(SECRETARY);
    let day = |days: i64| (stage.now.date() + days.days()).at(12, 0, 0, 0);
    for command in [
        C::FixHearing {
            at: day(10),
            place: words(),
        },
        C::NotifyHearing {
            by: BY,
            letter: words(),
        },
        C::Excuse { cause: words() },
        C::Hold { record: words() },
        C::SendRecord {
            by: BY,
            letter: words(),
        },
        C::CloseHearing { summary: words() },
    ] {
        deeds.push(Deed::Measure(hears, command));
    }
    match &stage.meeting {
        // A meeting without a question about the measure would change nothing of it.
        None if measure.open_questions().is_empty() || measure.body == Body::President => {}
        None => {
            let other = match measure.body {
                Body::GeneralMeeting => Body::Board,
                _ => Body::GeneralMeeting,
            };
            for (body, days) in [(measure.body, 10), (measure.body, 5), (other, 10)] {
                deeds.push(Deed::Call(Calling {
                    body,
                    at: day(days),
                    place: if days == 10 { IN_TIME.into() } else { words() },
                    committee: Vec::new(),
                }));
            }
        }
        Some(meeting) => meeting_deeds(stage, meeting, &mut deeds),
    }
    deeds
}

fn meeting_deeds(stage: &Stage, meeting: &board::Meeting, deeds: &mut Vec<Deed>) {
    let mut add = |who, command| deeds.push(Deed::Meeting(who, command));
    let seats: Vec<Seat> = meeting.seats.keys().cloned().collect();
    if meeting.items.is_empty() {
        for question in Question::ALL {
            let subject = Subject::Measure {
                measure: stage.measure.id,
                question: *question,
            };
            let draft = ItemDraft {
                subject,
                title: "議案".into(),
                paper: "甲".into(),
            };
            add(SECRETARY, M::Put(draft));
        }
    }
    if meeting.items.iter().all(board::Item::is_over) {
        add(SECRETARY, M::Cancel { reason: words() });
        add(SECRETARY, M::Close);
        return;
    }
    add(SECRETARY, M::Notify);
    add(SECRETARY, M::Cancel { reason: words() });
    add(
        SECRETARY,
        M::WithdrawItem {
            item: 1,
            reason: words(),
        },
    );
    add(
        SECRETARY,
        M::Open {
            chair: seats[0].clone(),
        },
    );
    add(SECRETARY, M::Close);
    add(SECRETARY, M::OpenItem { item: 1 });
    add(
        SECRETARY,
        M::Resolve {
            item: 1,
            course: String::new(),
        },
    );
    add(THIRD, M::Read { item: 1 });
    for paper in ["甲", "乙"] {
        add(
            SECRETARY,
            M::Revise {
                item: 1,
                title: "議案".into(),
                paper: paper.into(),
            },
        );
    }
    for how in [MeetingHearing::Spoken, MeetingHearing::Absent] {
        add(
            SECRETARY,
            M::Hear {
                item: 1,
                how,
                words: words(),
            },
        );
    }
    // Those who agree to a short notice do so one after the other, in whatever order, and where the
    // notice was long enough it means nothing.
    let short = meeting
        .notified_at
        .is_some_and(|at| (meeting.at.date() - at.date()).get_days() <= 7);
    let mut all = seats.iter().cloned().chain([seat(KANJI)]);
    if let (true, Some(next)) = (short, all.find(|seat| !meeting.waived.contains(seat))) {
        add(SECRETARY, M::Waive { by: next });
    }
    for (place, seat) in seats.iter().enumerate() {
        let arrive = M::Arrive {
            seat: seat.clone(),
            how: Attendance::InPerson,
            identified: true,
        };
        add(SECRETARY, arrive);
        let choices: &[Choice] = match place {
            0 => &[Choice::For, Choice::Against],
            _ => &[Choice::For],
        };
        let papers: &[&str] = if place == 0 {
            &["甲", "乙"]
        } else {
            &["甲"]
        };
        for (choice, paper) in choices
            .iter()
            .flat_map(|c| papers.iter().map(move |p| (c, p)))
        {
            add(
                SECRETARY,
                M::Vote {
                    item: 1,
                    seat: seat.clone(),
                    choice: *choice,
                    paper: paper_digest("議案", paper),
                    reason: String::new(),
                },
            );
        }
    }
    add(
        SECRETARY,
        M::Leave {
            seat: seats[1].clone(),
        },
    );
}
