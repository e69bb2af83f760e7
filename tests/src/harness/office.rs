//! A whole office on a fresh database: ledger opened, people with every part, a clock to set.

use super::{TestPlace, skipped};
use domain::{
    access::Actor,
    account::{AccountCommand, Training},
    calendar::CalendarSpec,
    case::{CaseCommand, CaseFile, Declared, Motion, Registration, Respondent},
    code::{Applicant, CaseKind, Category, Channel, Role},
    id::{AccountId, CaseId, MemberCode},
    member::Joining,
    profile::SHIPPED,
    time::Timestamp,
};
use jiff::civil::{Date, date};
use sea_orm::{ConnectionTrait, Statement};
use std::{collections::BTreeSet, sync::Arc};
use store::{
    Access, Command, Done, Engine, Office, OfficeError, Place,
    secrets::Secrets,
    source::{Chance, SetClock},
};

/// An office under test. It ends with the self-check: whatever a test did, the rows must be what the
/// ledger says.
pub struct TestOffice {
    /// The office.
    pub office: Office,
    /// Its clock.
    pub clock: Arc<SetClock>,
    /// Where its data lies.
    pub data: Place,
    /// The secrets, for opening it a second time.
    pub secrets: Secrets,
    /// The parts, each played by somebody of their own.
    pub people: Vec<(Role, Actor)>,
    /// A second handler.
    pub other_handler: Actor,
    /// Keeps folder and database alive.
    pub place: TestPlace,
}

/// The morning on which every test begins: Monday 2026-06-01, 10:00 in Japan.
#[must_use]
pub fn morning() -> Timestamp {
    Timestamp::from_jst(date(2026, 6, 1).at(10, 0, 0, 0))
}

impl TestOffice {
    /// Opens an office with the profile `jecia`, without members, with nobody in it.
    pub async fn bare(place: TestPlace) -> Self {
        Self::empty(place, "jecia").await
    }

    /// Opens an office with this profile, without members, with nobody in it.
    async fn empty(place: TestPlace, profile: &str) -> Self {
        let data = match place.url.engine() {
            Engine::Sqlite => Place::folder(place.dir.path()),
            Engine::Postgres => Place::server(place.url.clone(), place.dir.path()),
        };
        Office::migrate(&data).await.expect("migrations apply");
        let clock = Arc::new(SetClock::at(morning()));
        let secrets = Secrets::generate().expect("randomness");
        let office = Office::open(
            &data,
            Access::Write,
            secrets.clone(),
            clock.clone(),
            Chance::Seeded(7),
            "kigen.test/log1",
        )
        .await
        .expect("the office opens");
        let operator = Actor::command_line("test");
        let open = Command::Open {
            organisation: "test".to_owned(),
            profile: SHIPPED
                .iter()
                .find(|(code, _)| *code == profile)
                .map(|(_, text)| (*text).to_owned())
                .expect("a shipped profile"),
            calendar: CalendarSpec::standard().to_toml().expect("a calendar"),
            calendar_in_force: date(2020, 4, 1),
        };
        office
            .perform(&operator, open)
            .await
            .expect("the ledger opens");
        Self {
            office,
            clock,
            data,
            secrets,
            people: Vec::new(),
            other_handler: operator,
            place,
        }
    }

    /// Opens an office with the profile `jecia`, two members and everybody it needs.
    pub async fn at(place: TestPlace) -> Self {
        Self::peopled(Self::bare(place).await).await
    }

    /// As [`TestOffice::at`], with the profile `japico`.
    pub async fn japico(place: TestPlace) -> Self {
        Self::peopled(Self::empty(place, "japico").await).await
    }

    async fn peopled(mut test: Self) -> Self {
        let operator = Actor::command_line("test");
        let office = &test.office;
        for code in ["M0001", "M0002"] {
            office
                .perform(&operator, Command::JoinMember(member(code)))
                .await
                .expect("a member joins");
        }
        let mut people = Vec::new();
        for role in Role::ALL {
            people.push((*role, person(office, &operator, *role, role.code()).await));
        }
        let other_handler = person(office, &operator, Role::Handler, "handler-two").await;
        test.people = people;
        test.other_handler = other_handler;
        test
    }

    /// Whoever plays this part.
    #[must_use]
    pub fn who(&self, role: Role) -> &Actor {
        &self
            .people
            .iter()
            .find(|(r, _)| *r == role)
            .expect("every part is played")
            .1
    }

    /// Carries a command out.
    ///
    /// # Errors
    /// As [`Office::perform`].
    pub async fn perform(&self, role: Role, command: Command) -> Result<Done, OfficeError> {
        Box::pin(self.office.perform(self.who(role), command)).await
    }

    /// Takes a step of a case that must succeed, an hour later. A letter under check is put forward
    /// and approved at that hour.
    pub async fn go(&self, role: Role, id: CaseId, command: CaseCommand) -> CaseFile {
        self.clock.set(self.office.now().plus_seconds(3_600));
        let letter = self.under_check(role, id, command.clone()).await;
        if let Some(put_forward) = letter {
            let file = self.take(role, id, put_forward).await;
            let proposal = file.proposal.map(|p| p.digest).unwrap_or_default();
            let approve = CaseCommand::Approve { proposal };
            return self.take(Role::Supervisor, id, approve).await;
        }
        self.take(role, id, command).await
    }

    /// The command that puts a letter forward, where the rules of the case have it checked.
    async fn under_check(
        &self,
        role: Role,
        id: CaseId,
        command: CaseCommand,
    ) -> Option<CaseCommand> {
        let file = self.office.case_file(self.who(role), id).await;
        let file = file.expect("a database")?;
        let in_force = self.office.in_force_for_case(&file).await.expect("rules");
        let issues = !matches!(command, CaseCommand::Propose(_));
        let checked = command.checked(&in_force.profile);
        (issues && matches!(checked, CaseCommand::Propose(_))).then_some(checked)
    }

    async fn take(&self, role: Role, id: CaseId, command: CaseCommand) -> CaseFile {
        let done = self.perform(role, Command::case(id, command)).await;
        done.unwrap_or_else(|error| panic!("{role:?}: {error:?}"))
            .case
            .expect("a case")
    }

    /// The code with which a step is refused; nothing is recorded then.
    pub async fn refused(&self, role: Role, id: CaseId, command: CaseCommand) -> &'static str {
        let before = self.office.ledger().size().await.expect("a ledger");
        let answer = self.perform(role, Command::case(id, command)).await;
        assert_eq!(
            self.office.ledger().size().await.expect("a ledger"),
            before,
            "a refusal leaves no trace"
        );
        match answer {
            Err(OfficeError::Refused(refusal)) => refusal.code,
            other => panic!("{role:?} was not refused: {other:?}"),
        }
    }

    /// Puts an act forward and lets the supervisor approve it.
    pub async fn decide(&self, id: CaseId, motion: Motion) -> CaseFile {
        let file = self
            .go(Role::Handler, id, CaseCommand::Propose(motion))
            .await;
        let proposal = file.proposal.map(|p| p.digest).unwrap_or_default();
        self.go(Role::Supervisor, id, CaseCommand::Approve { proposal })
            .await
    }

    /// Somebody gives the pledge that is asked of whoever plays this part (B16-B17).
    pub async fn pledge(&self, role: Role) {
        let actor = self.who(role);
        let id = actor.id.account().expect("an account");
        let today = self.office.now().date();
        let rules = self.office.in_force(today).await.expect("rules").profile;
        let asked = rules.pledge_of(&actor.roles).expect("a pledge is asked");
        let command = AccountCommand::Pledge {
            text: asked.sha256(),
        };
        let command = Command::Account {
            id: Some(id),
            command,
            password: None,
        };
        self.perform(role, command).await.expect("it is given");
    }

    /// Lets so many days pass, with the sweep of every one of them.
    pub async fn days_pass(&self, days: i64) {
        for _ in 0..days {
            self.clock.set(self.office.now().plus_seconds(86_400));
            self.office
                .escalate_all(&Actor::job("escalate"), 200)
                .await
                .expect("the sweep runs");
        }
    }
}

async fn person(office: &Office, operator: &Actor, role: Role, login: &str) -> Actor {
    let member =
        (role == Role::MemberContact).then(|| "M0001".parse::<MemberCode>().expect("a code"));
    let create = Command::Account {
        id: None,
        command: AccountCommand::Create {
            login: login.to_owned(),
            name: format!("試験 {login}"),
            roles: vec![role],
            member: member.clone(),
        },
        password: None,
    };
    let done = office.perform(operator, create).await.expect("an account");
    let id = done.account.expect("an account");
    train(office, operator, id, date(2026, 4, 10)).await;
    Actor::new(domain::id::ActorId::Account(id), vec![role], member)
}

/// Trains somebody.
pub async fn train(office: &Office, actor: &Actor, id: AccountId, on: Date) {
    let training = Training {
        course: "basic".to_owned(),
        on,
        title: "苦情対応研修".to_owned(),
        ..Training::default()
    };
    let people = vec![id];
    office
        .perform(actor, Command::Train { people, training })
        .await
        .expect("training is recorded");
}

/// A fictional member.
#[must_use]
pub fn member(code: &str) -> Joining {
    Joining {
        code: code.parse().expect("a code"),
        industry: "金融".to_owned(),
        joined: date(2020, 4, 1),
        consented: Some(date(2020, 4, 1)),
        name: format!("株式会社試験{code}"),
        corporate_number: String::new(),
        address: "東京都港区".to_owned(),
        desk: "お客様相談室".to_owned(),
        telephone: "03-0000-0000".to_owned(),
    }
}

/// A fictional complaint about `M0001`.
#[must_use]
pub fn complaint() -> Registration {
    Registration {
        kind: CaseKind::Complaint,
        channel: Channel::Telephone,
        applicant: Applicant::Principal,
        category: Category::Disclosure,
        respondent: Respondent::Member {
            member: "M0001".parse().expect("a code"),
        },
        received_at: None,
        name: "試験　花子".to_owned(),
        kana: "シケン　ハナコ".to_owned(),
        contact: "090-0000-0000".to_owned(),
        content: "開示請求に回答がない".to_owned(),
        original: "録音 1".to_owned(),
        explained: true,
        declared: Declared::default(),
        papers: BTreeSet::new(),
        answer: None,
        beside: None,
    }
}

/// Builds the blind index anew from the sealed values and compares: it must be what was written,
/// row by row. Says how many rows it has.
pub async fn index_is_what_the_values_say(office: &Office) -> usize {
    let written = index_rows(office).await;
    forget_index(office).await;
    while !office.indexed().await.expect("an index").is_complete() {
        office.index_some(7, None).await.expect("a batch");
    }
    let rebuilt = index_rows(office).await;
    assert!(
        written == rebuilt,
        "{} rows were written, the values give {}",
        written.len(),
        rebuilt.len()
    );
    rebuilt.len()
}

/// The rows of the blind index.
pub async fn index_rows(office: &Office) -> Vec<(i64, i64, String)> {
    let read = office.database().read();
    let sql = "SELECT token, seq, field FROM blind_token ORDER BY token, seq, field";
    let statement = Statement::from_string(read.get_database_backend(), sql);
    read.query_all_raw(statement)
        .await
        .expect("the index can be read")
        .iter()
        .map(|row| {
            let token = row.try_get_by_index(0).expect("a token");
            let seq = row.try_get_by_index(1).expect("a record");
            (token, seq, row.try_get_by_index(2).expect("a field"))
        })
        .collect()
}

/// Leaves the database as one from before the index.
pub async fn forget_index(office: &Office) {
    let tx = office.database().write().await.expect("a turn");
    for sql in [
        "DELETE FROM blind_token",
        "UPDATE blind_index SET next_seq = 0, until_seq = (SELECT size FROM ledger_head)",
    ] {
        tx.execute_unprepared(sql).await.expect("the index goes");
    }
    tx.commit().await.expect("the index goes");
}

/// A command that registers `registration`.
#[must_use]
pub fn register(registration: Registration) -> Command {
    Command::new_case(CaseCommand::Register(registration))
}

/// Runs `test` in a fresh office of `engine` and checks the office afterwards.
pub fn run(engine: Engine, test: impl AsyncFnOnce(&TestOffice)) {
    run_in(engine, TestOffice::at, test);
}

/// As [`run`], in an office with the profile `japico`.
pub fn run_japico(engine: Engine, test: impl AsyncFnOnce(&TestOffice)) {
    run_in(engine, TestOffice::japico, test);
}

/// As [`run`], in an office without members, with nobody in it.
pub fn run_bare(engine: Engine, test: impl AsyncFnOnce(&TestOffice)) {
    run_in(engine, TestOffice::bare, test);
}

fn run_in(
    engine: Engine,
    open: impl AsyncFnOnce(TestPlace) -> TestOffice,
    test: impl AsyncFnOnce(&TestOffice),
) {
    let place = match TestPlace::new(engine) {
        Ok(place) => place,
        Err(why) => return skipped(&why),
    };
    super::runtime().block_on(async {
        let office = open(place).await;
        test(&office).await;
        if let Err(fault) = office.office.check().await {
            panic!("after the test the office does not agree with its ledger: {fault}");
        }
        office.office.close().await.expect("connections close");
    });
}
