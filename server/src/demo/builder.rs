//! The builder: takes the steps of the plan through the office's door, and knows where to go on.

mod hall;
mod registers;

use super::{
    package,
    pen::Who,
    people::{PASSWORD, PEOPLE},
    plan::{self, Deed, Plan, Step},
};
use crate::{
    audit::{self, AuditError},
    installation::{Demo, Installation, InstallationError},
};
use domain::{
    access::Actor,
    account::{AccountCommand, TRAINED_ROLES, Training},
    calendar::{Calendar, CalendarSpec},
    case::{CaseCommand, Number},
    chain::{ChainError, Record},
    id::{AccountId, ActorId, CaseId},
    profile::{BadProfile, Profile, SHIPPED},
    refusal::Refusal,
    time::{FiscalYear, Timestamp},
};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    path::PathBuf,
    sync::Arc,
};
use store::{
    Access, Command, DatabaseError, Office, OfficeError,
    auth::HashedPassword,
    office::CheckFault,
    source::{Chance, SetClock},
};

/// Deadlines of one batch of the sweep.
const BATCH: u64 = 200;

/// A demonstration that was built.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Built {
    /// Members in the register.
    pub members: usize,
    /// Cases in the register.
    pub cases: usize,
    /// Fiscal years the history covers, the running one included.
    pub fiscal_years: i16,
    /// Records of the ledger.
    pub records: u64,
    /// Digest of the last one, hexadecimal.
    pub last_sha256: String,
    /// The finished packages, the oldest first.
    pub packages: Vec<PathBuf>,
}

/// A demonstration cannot be built.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The installation.
    #[error(transparent)]
    Installation(#[from] InstallationError),
    /// There is no such profile.
    #[error("there is no profile `{0}`")]
    NoProfile(String),
    /// A shipped profile cannot be read.
    #[error(transparent)]
    Profile(#[from] BadProfile),
    /// The calendar cannot be written down.
    #[error("the calendar cannot be written down: {0}")]
    Calendar(String),
    /// The database holds a ledger that no demonstration with this seed began.
    #[error("the database holds another ledger; a demonstration needs an empty one")]
    OtherLedger,
    /// A step of the plan was refused.
    #[error("the step of {at}: {source}")]
    Step {
        /// Its instant.
        at: Timestamp,
        /// Why.
        source: StepError,
    },
    /// A file.
    #[error("{path}: {source}")]
    File {
        /// Where.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// The ledger does not hold together.
    #[error(transparent)]
    Ledger(#[from] CheckFault),
    /// The ledger cannot be read.
    #[error(transparent)]
    Record(#[from] ChainError),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] DatabaseError),
    /// The office failed.
    #[error(transparent)]
    Office(#[from] OfficeError),
}

/// A step of the plan could not be taken.
#[derive(Debug, thiserror::Error)]
pub enum StepError {
    /// The office refused it, or failed.
    #[error(transparent)]
    Office(#[from] OfficeError),
    /// The package could not be built.
    #[error(transparent)]
    Package(#[from] AuditError),
}

/// Builds the demonstration in `installation`, or goes on building it. `progress` is told how many
/// steps are taken and how many there are.
///
/// # Errors
/// The installation cannot be used, or a step failed; what was done stays and is taken up again.
pub async fn build(
    installation: &Installation,
    demo: &Demo,
    progress: impl Fn(usize, usize),
) -> Result<Built, DemoError> {
    let text = SHIPPED
        .iter()
        .find(|(code, _)| *code == demo.profile)
        .map(|(_, text)| *text)
        .ok_or_else(|| DemoError::NoProfile(demo.profile.clone()))?;
    let profile = Profile::from_toml(text)?;
    let plan = plan::plan(demo, &Calendar::standard(), &profile);
    installation.prepare().await?;
    let clock = Arc::new(SetClock::at(demo.now));
    let office = installation
        .open_with(Access::Write, clock.clone(), Chance::Seeded(demo.seed))
        .await?;
    let built = go_on(&office, &clock, installation, text, &plan, progress).await;
    office.close().await?;
    built
}

async fn go_on(
    office: &Office,
    clock: &SetClock,
    installation: &Installation,
    profile: &str,
    plan: &Plan,
    progress: impl Fn(usize, usize),
) -> Result<Built, DemoError> {
    let reached = reached(office, plan).await?;
    Builder::new(office, clock, installation, profile)
        .await?
        .run(plan, reached, progress)
        .await
}

/// The instant of the last record: everything up to it has been done. A ledger that did not begin
/// with the plan's first step is somebody else's.
async fn reached(office: &Office, plan: &Plan) -> Result<Option<Timestamp>, DemoError> {
    let first = instant(office, 0).await?;
    if first.is_some() && first != plan.steps.first().map(|step| step.at) {
        return Err(DemoError::OtherLedger);
    }
    match office.ledger().size().await?.checked_sub(1) {
        Some(last) => instant(office, last).await,
        None => Ok(None),
    }
}

/// The instant of a record, if it is there.
async fn instant(office: &Office, seq: u64) -> Result<Option<Timestamp>, DemoError> {
    let page = office.ledger().page(seq, seq + 1).await?;
    match page.first() {
        Some((_, body, _)) => Ok(Some(Record::parse(body.as_bytes())?.ts)),
        None => Ok(None),
    }
}

struct Builder<'a> {
    office: &'a Office,
    clock: &'a SetClock,
    installation: &'a Installation,
    profile: &'a str,
    password: HashedPassword,
    /// Who acts under which sign-in.
    actors: HashMap<&'static str, Actor>,
    cases: BTreeMap<Number, CaseId>,
}

impl<'a> Builder<'a> {
    async fn new(
        office: &'a Office,
        clock: &'a SetClock,
        installation: &'a Installation,
        profile: &'a str,
    ) -> Result<Self, DemoError> {
        // One hash for everybody: argon2id is slow on purpose, and this password is no secret.
        let password = office.hash_password(PASSWORD.to_owned().into()).await?;
        let mut actors = HashMap::new();
        for (account, login, _) in office.directory().await?.people.into_values() {
            let known = PEOPLE.iter().find(|person| person.login == login);
            if let Some(person) = known.filter(|_| !account.disabled) {
                // As themself: what the plan tells of them needs no deputy.
                let id = ActorId::Account(account.id);
                let actor = Actor::new(id, account.roles, account.member);
                actors.insert(person.login, actor);
            }
        }
        Ok(Self {
            office,
            clock,
            installation,
            profile,
            password,
            actors,
            cases: BTreeMap::new(),
        })
    }

    async fn run(
        mut self,
        plan: &Plan,
        reached: Option<Timestamp>,
        progress: impl Fn(usize, usize),
    ) -> Result<Built, DemoError> {
        for (taken, step) in plan.steps.iter().enumerate() {
            progress(taken, plan.steps.len());
            if reached.is_some_and(|reached| is_taken(step, reached)) {
                continue;
            }
            self.clock.set(step.at);
            self.take(step).await.map_err(|source| DemoError::Step {
                at: step.at,
                source,
            })?;
        }
        progress(plan.steps.len(), plan.steps.len());
        let packages: Vec<PathBuf> = plan
            .packages
            .iter()
            .map(|year| audit::package_path(self.installation, *year))
            .collect();
        if let Some(latest) = packages.last() {
            package::falsify(latest)?;
        }
        let (world, whole) = self.office.world().await?;
        Ok(Built {
            members: world.members.len(),
            cases: world.cases.len(),
            fiscal_years: plan.fiscal_years,
            records: whole.size,
            last_sha256: whole.last_sha256,
            packages,
        })
    }

    async fn take(&mut self, step: &Step) -> Result<(), StepError> {
        match &step.deed {
            Deed::Open => {
                let open = Command::Open {
                    organisation: self.installation.config.organisation.code.clone(),
                    profile: self.profile.to_owned(),
                    calendar: CalendarSpec::standard().to_toml().map_err(|e| {
                        OfficeError::Document {
                            what: "calendar",
                            digest: String::new(),
                            message: e.to_string(),
                        }
                    })?,
                    calendar_in_force: FiscalYear(2000).first_day(),
                };
                self.office.perform(&operator(), open).await?;
            }
            Deed::Hire(place) => self.hire(*place).await?,
            Deed::Pledge => self.pledge(step).await?,
            Deed::Leave(login) => {
                let left = Some(step.at.date());
                let reason = "退職".to_owned();
                let disable = AccountCommand::Disable { left, reason };
                let account = self.actor(Who::Person(login))?.id.account();
                self.of_account(&operator(), account, disable).await?;
                self.actors.remove(login);
            }
            Deed::Deputise(leave) => {
                let person = |login| self.actor(Who::Person(login)).map(|a| a.id.account());
                let deputise = AccountCommand::Deputise {
                    principal: person(leave.principal)?.ok_or_else(|| lost("account.not_found"))?,
                    from: leave.from,
                    until: leave.until,
                    reason: "休暇のため".to_owned(),
                };
                let deputy = person(leave.deputy)?;
                let actor = self.actor(step.who)?;
                self.of_account(&actor, deputy, deputise).await?;
            }
            Deed::Train => self.train(step.at).await?,
            Deed::Join(joining) => {
                let actor = self.actor(step.who)?;
                let join = Command::JoinMember((**joining).clone());
                self.office.perform(&actor, join).await?;
            }
            Deed::Publish => self.publish(step).await?,
            Deed::Sweep => {
                let actor = self.actor(step.who)?;
                self.office.escalate_all(&actor, BATCH).await?;
                self.purge().await?;
            }
            Deed::Register(registration) => {
                let command = CaseCommand::Register((**registration).clone());
                let actor = self.actor(step.who)?;
                let command = Command::new_case(command);
                let file = self.office.perform(&actor, command).await?.case;
                if let (Some(number), Some(file)) = (step.number, file) {
                    self.cases.insert(number, file.id);
                }
            }
            Deed::Case(command) => self.proceed(step, (**command).clone()).await?,
            Deed::Attach(paper) => {
                let id = self.case(step).await?;
                let actor = self.actor(step.who)?;
                self.office.attach(&actor, id, None, paper.upload()).await?;
            }
            Deed::Assign(login) => {
                let handler = self.actor(Who::Person(login))?.id.account();
                let handler = handler.ok_or_else(|| lost("account.not_found"))?;
                self.proceed(step, CaseCommand::Assign { handler }).await?;
            }
            Deed::Approve => {
                let proposal = self.proposal(step).await?;
                let approve = CaseCommand::Approve { proposal };
                self.proceed(step, approve).await?;
            }
            Deed::Reject(reason) => {
                let reject = CaseCommand::Reject {
                    proposal: self.proposal(step).await?,
                    reason: (*reason).to_owned(),
                };
                self.proceed(step, reject).await?;
            }
            Deed::Record(_)
            | Deed::Folio(..)
            | Deed::Release(_)
            | Deed::ProposeDesk
            | Deed::ApproveDesk => self.keep_register(step).await?,
            Deed::Measure(id, deed) => self.of_measure(step, *id, deed).await?,
            Deed::Meeting(id, deed) => self.of_meeting(step, *id, deed).await?,
            Deed::Package(year) => {
                let actor = self.actor(step.who)?;
                let path = audit::package_path(self.installation, *year);
                audit::build(self.office, self.installation, &actor, *year, &path).await?;
            }
        }
        Ok(())
    }

    async fn hire(&mut self, place: usize) -> Result<(), OfficeError> {
        let Some(person) = PEOPLE.get(place) else {
            return Ok(());
        };
        let member = person.member.and_then(|code| code.parse().ok());
        let create = Command::Account {
            id: None,
            command: AccountCommand::Create {
                login: person.login.to_owned(),
                name: person.name.to_owned(),
                roles: person.roles.to_vec(),
                member: member.clone(),
            },
            password: Some(self.password.clone()),
        };
        let done = self.office.perform(&operator(), create).await?;
        if let Some(id) = done.account {
            let id = ActorId::Account(id);
            let actor = Actor::new(id, person.roles.to_vec(), member);
            self.actors.insert(person.login, actor);
        }
        Ok(())
    }

    /// Gives a command to an account.
    async fn of_account(
        &self,
        actor: &Actor,
        id: Option<AccountId>,
        command: AccountCommand,
    ) -> Result<(), OfficeError> {
        let command = Command::Account {
            id,
            command,
            password: None,
        };
        self.office.perform(actor, command).await?;
        Ok(())
    }

    /// Whoever takes the step pledges what the rules ask of them (B16-B17).
    async fn pledge(&self, step: &Step) -> Result<(), OfficeError> {
        let actor = self.actor(step.who)?;
        let profile = self.office.in_force(step.at.date()).await?.profile;
        let Some(pledge) = profile.pledge_of(&actor.roles) else {
            return Ok(());
        };
        let text = pledge.sha256();
        let command = AccountCommand::Pledge { text };
        self.of_account(&actor, actor.id.account(), command).await
    }

    /// Trains everybody who handles complaints.
    async fn train(&self, at: Timestamp) -> Result<(), OfficeError> {
        // In an order of their own, so that the ledger is the same on every machine.
        let people: BTreeSet<AccountId> = self
            .actors
            .values()
            .filter(|actor| actor.is_any(TRAINED_ROLES))
            .filter_map(|actor| actor.id.account())
            .collect();
        let people = people.into_iter().collect();
        let training = Training {
            course: "yearly".to_owned(),
            on: at.date(),
            title: "苦情対応の年次研修".to_owned(),
            note: "講義と事例研究、確認テスト".to_owned(),
            ..Training::default()
        };
        let train = Command::Train { people, training };
        self.office.perform(&operator(), train).await?;
        Ok(())
    }

    /// Takes a step of a case.
    async fn proceed(&mut self, step: &Step, command: CaseCommand) -> Result<(), OfficeError> {
        let id = self.case(step).await?;
        let actor = self.actor(step.who)?;
        let command = Command::case(id, command);
        self.office.perform(&actor, command).await?;
        Ok(())
    }

    /// The case that bears the step's number.
    async fn case(&mut self, step: &Step) -> Result<CaseId, OfficeError> {
        let number = step.number.ok_or_else(|| lost("case.not_found"))?;
        if let Some(id) = self.cases.get(&number) {
            return Ok(*id);
        }
        let id = self.office.case_id(number).await?;
        let id = id.ok_or_else(|| lost("case.not_found"))?;
        self.cases.insert(number, id);
        Ok(id)
    }

    /// Pictures of identity papers go when their time is over (A27).
    async fn purge(&mut self) -> Result<(), OfficeError> {
        let today = self.office.now().date();
        let actor = Actor::job("purge");
        for image in self.office.kept_images().await? {
            if image.is_past(today) {
                self.office.purge_image(&actor, image).await?;
            }
        }
        Ok(())
    }

    /// Publishes the list of target businesses; whoever joins without consent leaves it as it was.
    async fn publish(&self, step: &Step) -> Result<(), OfficeError> {
        let actor = self.actor(step.who)?;
        match self.office.perform(&actor, Command::PublishTargets).await {
            Err(OfficeError::Refused(refusal)) if refusal.code == "targets.unchanged" => Ok(()),
            done => done.map(drop),
        }
    }

    /// What was put forward in the step's case.
    async fn proposal(&mut self, step: &Step) -> Result<String, OfficeError> {
        let id = self.case(step).await?;
        let actor = self.actor(step.who)?;
        let file = self.office.case_file(&actor, id).await?;
        file.and_then(|file| file.proposal)
            .map(|proposal| proposal.digest)
            .ok_or_else(|| lost("proposal.changed"))
    }

    fn actor(&self, who: Who) -> Result<Actor, OfficeError> {
        match who {
            Who::Operator => Ok(operator()),
            Who::Job(name) => Ok(Actor::job(name)),
            Who::Person(login) => self
                .actors
                .get(login)
                .cloned()
                .ok_or_else(|| lost("account.not_found")),
        }
    }
}

fn lost(code: &'static str) -> OfficeError {
    OfficeError::Refused(Refusal::new(code))
}

/// Whoever sets a demonstration up: the same name on every machine, so that the ledger is the same.
fn operator() -> Actor {
    Actor::command_line("demo")
}

/// Whether a step was taken when the last record bears the instant `reached`. A sweep may have been
/// killed between two batches: it is taken again, and finds only what is left.
fn is_taken(step: &Step, reached: Timestamp) -> bool {
    match step.deed {
        Deed::Sweep => step.at < reached,
        _ => step.at <= reached,
    }
}
