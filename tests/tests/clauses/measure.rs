//! Measures, hearings, boards and what they decide (A06, B35-B37, Act article 52).

mod course;
mod grave;
mod hearing;
mod meeting;

use super::*;
use domain::{
    access::Actor,
    account::AccountCommand,
    board::{Calling, ItemDraft, Meeting, MeetingCommand as M, Seat, paper_digest},
    code::{
        Attendance, Body, Choice, Finding, InterestKind, LeaveCause, MeasureKind, MeasureStage,
        MeetingHearing, Question, Resolution, Sent, SignedBy, Transfer,
    },
    event::{Basis, MeasureAct, Subject, TransferPlan},
    folio::{Fresh, GuidelineText},
    id::{AccountId, MeasureId, MeetingId},
    measure::{Measure, MeasureCommand as C, MeasureStep, Proposal, ProposedBasis},
    member::MemberCommand,
};
use jiff::{
    ToSpan,
    civil::{Date, date},
};
use sea_orm::ConnectionTrait;
use store::{Command, Done, OfficeError};
use tests::{both_offices, harness::office::member};

const BY: Delivery = Delivery::CertifiedPost;

/// The people of a board in an office under test.
struct Hall<'a> {
    t: &'a TestOffice,
    directors: Vec<Actor>,
}

impl<'a> Hall<'a> {
    /// With the president three directors.
    async fn of(t: &'a TestOffice) -> Self {
        let mut directors = vec![
            t.who(Role::President).clone(),
            t.who(Role::Director).clone(),
        ];
        directors.push(self::person(t, "director-two", vec![Role::Director]).await);
        Self { t, directors }
    }

    fn seat(&self, n: usize) -> Seat {
        Seat::Person(self.directors[n].id.account().unwrap())
    }

    async fn measure(&self, id: MeasureId) -> Measure {
        let all = self.t.office.measures(self.t.who(Role::Supervisor)).await;
        all.unwrap().into_iter().find(|m| m.id == id).unwrap()
    }

    async fn meeting(&self, id: MeetingId) -> Meeting {
        let all = self.t.office.meetings(self.t.who(Role::Secretariat)).await;
        all.unwrap().into_iter().find(|m| m.id == id).unwrap()
    }

    async fn ask(&self, actor: &Actor, id: MeasureId, command: C) -> Result<Done, OfficeError> {
        let command = Command::measure(id, command);
        Box::pin(self.t.office.perform(actor, command)).await
    }

    /// A step of a measure that must succeed, a minute later.
    async fn go(&self, role: Role, id: MeasureId, command: C) -> Measure {
        self.t.clock.set(self.t.office.now().plus_seconds(60));
        let asked = format!("{command:?}");
        let done = self.ask(self.t.who(role), id, command).await;
        done.unwrap_or_else(|error| panic!("{role:?} {asked}: {error:?}"));
        self.measure(id).await
    }

    async fn refused(&self, role: Role, id: MeasureId, command: C) -> &'static str {
        code(self.ask(self.t.who(role), id, command).await)
    }

    async fn sit(&self, actor: &Actor, id: MeetingId, command: M) -> Result<Done, OfficeError> {
        let command = Command::meeting(id, command);
        Box::pin(self.t.office.perform(actor, command)).await
    }

    async fn run(&self, id: MeetingId, command: M) -> Meeting {
        self.t.clock.set(self.t.office.now().plus_seconds(60));
        let asked = format!("{command:?}");
        let done = self.sit(self.t.who(Role::Secretariat), id, command).await;
        done.unwrap_or_else(|error| panic!("{asked}: {error:?}"));
        self.meeting(id).await
    }

    async fn propose(
        &self,
        kind: MeasureKind,
        basis: ProposedBasis,
        cases: Vec<CaseId>,
    ) -> MeasureId {
        let command = Command::Propose(Box::new(proposal(kind, basis, cases)));
        let done = self.t.perform(Role::Supervisor, command).await.unwrap();
        done.measure().unwrap()
    }

    async fn delivered(&self, id: MeasureId, what: Sent) -> Measure {
        let command = C::RecordDelivery {
            what,
            by: BY,
            on: None,
            proof: "配達証明 第1号".to_owned(),
        };
        self.go(Role::Secretariat, id, command).await
    }

    /// Explained, heard in writing: ready for the board.
    async fn heard(&self, id: MeasureId) -> Measure {
        self.go(
            Role::Supervisor,
            id,
            C::Explain {
                by: BY,
                letter: words(),
            },
        )
        .await;
        self.delivered(id, Sent::Explanation).await;
        self.appoint(id).await;
        let statement = C::Statement {
            by: Delivery::Portal,
            on: None,
            statement: "弁明します".to_owned(),
            original: String::new(),
        };
        self.go(Role::MemberContact, id, statement).await;
        self.go(
            Role::HearingOfficer,
            id,
            C::CloseHearing { summary: words() },
        )
        .await
    }

    async fn appoint(&self, id: MeasureId) -> Measure {
        let officer = self.t.who(Role::HearingOfficer).id.account().unwrap();
        self.go(Role::CenterHead, id, C::AppointOfficer { officer })
            .await
    }

    /// A meeting in nine days with one item, notified.
    async fn called(&self, body: Body, id: MeasureId, question: Question) -> MeetingId {
        let day = self.t.office.now().date() + 9.days();
        let calling = Calling {
            body,
            at: day.at(14, 0, 0, 0),
            place: "本会会議室".to_owned(),
            committee: Vec::new(),
        };
        let call = Command::Call(Box::new(calling));
        let done = self.t.perform(Role::Secretariat, call).await.unwrap();
        let meeting = done.meeting().unwrap();
        self.run(meeting, M::Put(item(id, question))).await;
        meeting
    }

    async fn to_the_day(&self, meeting: MeetingId) {
        let at = self.meeting(meeting).await.at;
        while self.t.office.now() < at {
            self.t.days_pass(1).await;
        }
    }

    async fn declare(&self, n: usize, id: MeasureId, interest: InterestKind) {
        let declared = C::Declare {
            interest,
            note: words(),
        };
        self.ask(&self.directors[n], id, declared).await.unwrap();
    }

    /// Opens the meeting with these directors present.
    async fn opened(&self, meeting: MeetingId, present: &[usize]) {
        self.run(
            meeting,
            M::Open {
                chair: self.seat(0),
            },
        )
        .await;
        for n in present {
            let arrive = M::Arrive {
                seat: self.seat(*n),
                how: Attendance::InPerson,
                identified: true,
            };
            self.run(meeting, arrive).await;
        }
    }

    async fn vote(
        &self,
        meeting: MeetingId,
        n: usize,
        choice: Choice,
    ) -> Result<Done, OfficeError> {
        let vote = M::Vote {
            item: 1,
            seat: self.seat(n),
            choice,
            paper: self.meeting(meeting).await.items[0].paper.clone(),
            reason: words(),
        };
        self.sit(self.t.who(Role::Secretariat), meeting, vote).await
    }

    /// A board meeting about one question, from the call to the close.
    async fn decided(&self, id: MeasureId, question: Question, choices: [Choice; 3]) -> MeetingId {
        let meeting = self.called(Body::Board, id, question).await;
        self.run(meeting, M::Notify).await;
        for n in 0..3 {
            if !self
                .measure(id)
                .await
                .interests
                .contains_key(&self.directors[n].id.account().unwrap())
            {
                self.declare(n, id, InterestKind::None).await;
            }
        }
        self.to_the_day(meeting).await;
        self.opened(meeting, &[0, 1, 2]).await;
        self.run(meeting, M::OpenItem { item: 1 }).await;
        for (n, choice) in choices.into_iter().enumerate() {
            self.vote(meeting, n, choice).await.unwrap();
        }
        self.run(
            meeting,
            M::Resolve {
                item: 1,
                course: words(),
            },
        )
        .await;
        self.run(meeting, M::Close).await;
        meeting
    }

    /// Puts an act forward by the secretariat and lets the president carry it out.
    async fn act(&self, id: MeasureId, act: MeasureAct) -> Measure {
        let letter = match act {
            MeasureAct::TakeEffect { .. } => String::new(),
            _ => words(),
        };
        let moved = C::Move {
            act,
            letter,
            reason: words(),
        };
        let digest = self
            .go(Role::Secretariat, id, moved)
            .await
            .motion
            .unwrap()
            .digest;
        self.go(Role::President, id, C::Approve { digest }).await
    }

    /// A recommendation that the board adopted and the member has in hand.
    async fn recommended(&self) -> MeasureId {
        let id = self
            .propose(MeasureKind::Recommendation, conduct(), Vec::new())
            .await;
        self.heard(id).await;
        self.decided(id, Question::Impose, [Choice::For; 3]).await;
        self.act(id, MeasureAct::Notify { by: BY }).await;
        self.delivered(id, Sent::Decision).await;
        id
    }

    /// A recommendation that the board found not to be followed.
    async fn not_followed(&self) -> MeasureId {
        let id = self.recommended().await;
        self.t.days_pass(45).await;
        let verified = C::Verify {
            finding: Finding::NotFollowed,
            reason: words(),
        };
        self.go(Role::Supervisor, id, verified).await;
        self.decided(id, Question::NotFollowed, [Choice::For; 3])
            .await;
        assert_eq!(self.measure(id).await.stage, MeasureStage::NotFollowed);
        id
    }
}

fn code(answer: Result<Done, OfficeError>) -> &'static str {
    match answer {
        Err(OfficeError::Refused(refusal)) => refusal.code,
        Err(error) => panic!("{error:?}"),
        Ok(_) => "done",
    }
}

fn conduct() -> ProposedBasis {
    ProposedBasis::Conduct {
        conduct: date(2026, 5, 1),
    }
}

fn proposal(kind: MeasureKind, basis: ProposedBasis, cases: Vec<CaseId>) -> Proposal {
    Proposal {
        kind,
        member: "M0001".parse().unwrap(),
        basis,
        cases,
        facts: "開示請求に応じない".to_owned(),
        evidence: "受付記録\n回答書".to_owned(),
        reason: words(),
    }
}

fn item(measure: MeasureId, question: Question) -> ItemDraft {
    ItemDraft {
        subject: Subject::Measure { measure, question },
        title: "勧告について".to_owned(),
        paper: "勧告することを提案します。".to_owned(),
    }
}

async fn person(t: &TestOffice, login: &str, roles: Vec<Role>) -> Actor {
    let command = AccountCommand::Create {
        login: login.to_owned(),
        name: format!("試験 {login}"),
        roles: roles.clone(),
        member: None,
    };
    let create = Command::Account {
        id: None,
        command,
        password: None,
    };
    let done = t.office.perform(&Actor::command_line("test"), create).await;
    let id = done.unwrap().account.unwrap();
    Actor::new(domain::id::ActorId::Account(id), roles, None)
}

async fn clocks(hall: &Hall<'_>, id: MeasureId) -> Vec<(String, Date, bool)> {
    let measure = hall.measure(id).await;
    let of = |d: &domain::clock::Deadline| (d.name.clone(), d.due.last, d.is_open());
    measure.deadlines.values().map(of).collect()
}
