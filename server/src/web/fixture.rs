//! An office behind the pages, for tests: two members, somebody for every part, a clock to set. A
//! person is signed in by presenting their part as the session's token, so no password is checked.

use super::{app, cookie::form_token, office_routes, sample, site::Site, viewer::Viewer};
use crate::installation::Installation;
use domain::{
    access::Actor,
    account::AccountCommand,
    calendar::CalendarSpec,
    case::{Act, CaseCommand, CaseFile, Declared, Motion, Registration, Respondent},
    code::{Applicant, CaseKind, Category, Channel, Delivery, Role},
    id::{ActorId, CaseId, MemberCode},
    member::Joining,
    profile::SHIPPED,
    time::Timestamp,
};
use jiff::civil::date;
use poem::{Body, Endpoint, EndpointExt, Request, Response, endpoint::BoxEndpoint, http::Method};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex},
};
use store::{
    Access, Command, Office,
    source::{Chance, SetClock},
};
use tempfile::TempDir;

/// What the complainant told in confidence.
pub(super) const CONFIDENCES: [&str; 4] =
    ["試験　花子", "シケン　ハナコ", "090-0000-0000", "録音 1"];

/// An office and its pages.
pub(super) struct Bench {
    pub(super) office: Office,
    pub(super) site: Site,
    pub(super) clock: Arc<SetClock>,
    people: BTreeMap<String, Actor>,
    pages: BoxEndpoint<'static, Response>,
    sent: Mutex<u128>,
    _folder: TempDir,
}

/// An answer, read to its end.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: BTreeMap<String, String>,
    pub(super) bytes: Vec<u8>,
}

impl Answer {
    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub(super) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|e| panic!("{e}: {}", self.text()))
    }

    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

fn member(code: &str) -> Joining {
    Joining {
        code: code.parse().unwrap(),
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

impl Bench {
    /// Monday 2026-06-01, 10:00 in Japan, with nothing registered yet.
    pub(super) async fn new() -> Self {
        let folder = TempDir::with_prefix("kigen-pages-").unwrap();
        let installation = Installation::at(folder.path(), None, None).unwrap();
        installation.prepare().await.unwrap();
        let clock = Arc::new(SetClock::at(Timestamp::from_jst(
            date(2026, 6, 1).at(10, 0, 0, 0),
        )));
        let office = installation
            .open_with(Access::Write, clock.clone(), Chance::Seeded(7))
            .await
            .unwrap();
        let operator = Actor::command_line("test");
        let open = Command::Open {
            organisation: "test".to_owned(),
            profile: SHIPPED[0].1.to_owned(),
            calendar: CalendarSpec::standard().to_toml().unwrap(),
            calendar_in_force: date(2020, 4, 1),
        };
        office.perform(&operator, open).await.unwrap();
        for code in ["M0001", "M0002"] {
            let join = Command::JoinMember(member(code));
            office.perform(&operator, join).await.unwrap();
        }
        let mut people = BTreeMap::new();
        for role in Role::ALL {
            let code = (*role == Role::MemberContact).then_some("M0001");
            let actor = person(&office, &operator, *role, role.code(), code).await;
            people.insert(role.code().to_owned(), actor);
        }
        let other = person(
            &office,
            &operator,
            Role::MemberContact,
            "other",
            Some("M0002"),
        )
        .await;
        people.insert("other_contact".to_owned(), other);

        let site = Site::new(office.clone(), installation);
        let mut settings = sample::settings();
        settings.secure_cookies = false;
        let known = people.clone();
        let lookup: super::Lookup = Arc::new(move |token| {
            let viewer = known.get(&token).map(|actor| Viewer {
                actor: actor.clone(),
                name: "試験".to_owned(),
                pledged: true,
            });
            Box::pin(async move { Ok(viewer) })
        });
        let pages = app(office_routes(site.clone()), settings, lookup).boxed();
        Self {
            office,
            site,
            clock,
            people,
            pages,
            sent: Mutex::default(),
            _folder: folder,
        }
    }

    pub(super) fn who(&self, person: &str) -> &Actor {
        &self.people[person]
    }

    /// Sends a request as `person`, an empty one as a stranger.
    pub(super) async fn send(
        &self,
        person: &str,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Answer {
        self.send_body(person, method, path, headers, body.to_owned().into())
            .await
    }

    /// As [`Bench::send`], with any body: bytes, or a stream that is made on the way.
    pub(super) async fn send_body(
        &self,
        person: &str,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Body,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri_str(path);
        if !person.is_empty() {
            request = request.header("cookie", format!("kigen={person}"));
            if !headers.iter().any(|(name, _)| *name == "x-csrf-token") {
                request = request.header("x-csrf-token", form_token(person));
            }
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut response = self.pages.call(request.body(body)).await.unwrap();
        let body = response.take_body();
        Answer {
            status: response.status().as_u16(),
            headers: response
                .headers()
                .iter()
                .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
                .collect(),
            bytes: body.into_vec().await.unwrap(),
        }
    }

    pub(super) async fn get(&self, person: &str, path: &str) -> Answer {
        self.send(person, Method::GET, path, &[], "").await
    }

    pub(super) async fn post(&self, person: &str, path: &str, form: &str) -> Answer {
        let kind = [("content-type", "application/x-www-form-urlencoded")];
        self.send(person, Method::POST, path, &kind, form).await
    }

    /// Sends JSON; a version becomes `If-Match`.
    pub(super) async fn post_json(
        &self,
        person: &str,
        path: &str,
        version: Option<&str>,
        body: &serde_json::Value,
    ) -> Answer {
        // Every request of its own has a key of its own.
        let key = {
            let mut sent = self.sent.lock().unwrap();
            *sent += 1;
            uuid::Uuid::from_u128(*sent).to_string()
        };
        let mut headers = vec![
            ("content-type", "application/json"),
            ("idempotency-key", &key),
        ];
        headers.extend(version.map(|version| ("if-match", version)));
        self.send(person, Method::POST, path, &headers, &body.to_string())
            .await
    }

    /// What somebody told about `code`.
    pub(super) fn registration(code: &str) -> Registration {
        Registration {
            kind: CaseKind::Complaint,
            channel: Channel::Telephone,
            applicant: Applicant::Principal,
            category: Category::Disclosure,
            respondent: Respondent::Member {
                member: code.parse().unwrap(),
            },
            received_at: None,
            name: CONFIDENCES[0].to_owned(),
            kana: CONFIDENCES[1].to_owned(),
            contact: CONFIDENCES[2].to_owned(),
            content: "開示請求に回答がない".to_owned(),
            original: CONFIDENCES[3].to_owned(),
            explained: true,
            declared: Declared::default(),
            papers: BTreeSet::new(),
            answer: None,
            beside: None,
        }
    }

    /// A complaint about `code`.
    pub(super) async fn complaint(&self, code: &str) -> CaseFile {
        let command = Command::new_case(CaseCommand::Register(Self::registration(code)));
        let done = self.office.perform(self.who("intake"), command).await;
        done.unwrap().case.unwrap()
    }

    /// Takes a step; a letter under check is put forward and approved.
    pub(super) async fn go(&self, person: &str, id: CaseId, command: CaseCommand) -> CaseFile {
        let profile = &self
            .office
            .in_force(self.office.now().date())
            .await
            .unwrap()
            .profile;
        let issues = !matches!(command, CaseCommand::Propose(_));
        let command = command.checked(profile);
        let letter = issues && matches!(command, CaseCommand::Propose(_));
        let file = self.take(person, id, command).await;
        match file.proposal {
            Some(proposal) if letter => {
                let proposal = proposal.digest;
                self.take("supervisor", id, CaseCommand::Approve { proposal })
                    .await
            }
            _ => file,
        }
    }

    async fn take(&self, person: &str, id: CaseId, command: CaseCommand) -> CaseFile {
        let command = Command::case(id, command);
        let done = self.office.perform(self.who(person), command).await;
        done.unwrap().case.unwrap()
    }

    /// A complaint about `code` with a letter on its way to the member.
    pub(super) async fn asked(&self, code: &str) -> CaseFile {
        let id = self.complaint(code).await.id;
        self.go("intake", id, CaseCommand::Acknowledge).await;
        let handler = self.who("handler").id.account().unwrap();
        self.go("supervisor", id, CaseCommand::Assign { handler })
            .await;
        let propose = CaseCommand::Propose(Motion::new(Act::Accept {}, "規程に沿って確認しました"));
        let file = self.go("handler", id, propose).await;
        let proposal = file.proposal.unwrap().digest;
        self.go("supervisor", id, CaseCommand::Approve { proposal })
            .await;
        let request = CaseCommand::IssueRequest {
            by: Delivery::Portal,
            letter: "通知の文面です".to_owned(),
        };
        self.go("handler", id, request).await
    }
}

async fn person(
    office: &Office,
    operator: &Actor,
    role: Role,
    login: &str,
    member: Option<&str>,
) -> Actor {
    let member = member.map(|code| code.parse::<MemberCode>().unwrap());
    let create = Command::Account {
        id: None,
        command: AccountCommand::Create {
            login: login.to_owned(),
            name: format!("職員 {login}"),
            roles: vec![role],
            member: member.clone(),
        },
        password: None,
    };
    let done = office.perform(operator, create).await.unwrap();
    let id = done.account.unwrap();
    let training = domain::account::Training {
        course: "basic".to_owned(),
        on: date(2026, 4, 10),
        title: "苦情対応研修".to_owned(),
        ..domain::account::Training::default()
    };
    let train = Command::Train {
        people: vec![id],
        training,
    };
    office.perform(operator, train).await.unwrap();
    Actor::new(ActorId::Account(id), vec![role], member)
}
