//! The pages on a real office: readers sign in, read what they see, and send back its forms.
//!
//! A [`Reader`] knows nothing but what a browser without scripts knows: addresses, cookies, and the
//! fields of the form on the page before it.

use super::{sample, site::Site, site_app, viewer::query_value};
use crate::{config::Config, installation::Installation};
use domain::{
    access::Actor,
    account::{Account, AccountCommand, Training},
    calendar::CalendarSpec,
    code::Role,
    member::Joining,
    profile::SHIPPED,
    time::Timestamp,
};
use jiff::civil::date;
use poem::{
    Endpoint, EndpointExt as _, Request, Response,
    endpoint::BoxEndpoint,
    http::{Method, StatusCode, header},
};
use std::{collections::BTreeMap, sync::Arc};
use store::{
    Access, Command, Office, Place,
    secrets::Secrets,
    source::{Chance, SetClock},
};
use tempfile::TempDir;
use zeroize::Zeroizing;

mod journey;
mod measures;
mod meetings;
mod members;
mod operations;
mod people;
mod refusals;
mod registers;

/// An office with people, a member and its pages. Every clock stands at 2026-06-01 10:00, a Monday.
struct House {
    office: Office,
    clock: Arc<SetClock>,
    pages: BoxEndpoint<'static, Response>,
    _folder: TempDir,
}

/// A page as it arrived.
struct Page {
    status: StatusCode,
    location: String,
    html: String,
}

/// Somebody with a browser that keeps cookies.
struct Reader<'a> {
    house: &'a House,
    cookies: BTreeMap<String, String>,
    language: &'static str,
}

const PEOPLE: [(&str, &[Role]); 15] = [
    ("uketsuke", &[Role::Intake]),
    ("tanto", &[Role::Handler]),
    ("tanto2", &[Role::Handler]),
    ("kanri", &[Role::Supervisor]),
    ("ryoho", &[Role::Handler, Role::Supervisor]),
    ("kansa", &[Role::Auditor]),
    ("kaiin", &[Role::MemberContact]),
    ("admin", &[Role::Admin]),
    ("shusai", &[Role::HearingOfficer]),
    ("jimu", &[Role::Secretariat]),
    ("richo", &[Role::President]),
    ("riji1", &[Role::Director]),
    ("riji2", &[Role::Director]),
    ("riji3", &[Role::Director]),
    ("kanji", &[Role::Kanji]),
];

/// Somebody pledges what the rules ask of them.
async fn pledge(office: &Office, account: &Account) {
    let today = office.now().date();
    let profile = office.in_force(today).await.unwrap().profile;
    let text = profile.pledge_of(&account.roles).unwrap().sha256();
    let command = Command::Account {
        id: Some(account.id),
        command: AccountCommand::Pledge { text },
        password: None,
    };
    office
        .perform(&account.actor(today), command)
        .await
        .unwrap();
}

impl House {
    async fn open() -> Self {
        Self::under(SHIPPED[0].1).await
    }

    /// An office under these rules.
    async fn under(profile: &str) -> Self {
        let folder = TempDir::with_prefix("kigen-pages-").unwrap();
        let place = Place::folder(folder.path());
        Office::migrate(&place).await.unwrap();
        let clock = Arc::new(SetClock::at(Timestamp::from_jst(
            date(2026, 6, 1).at(10, 0, 0, 0),
        )));
        let office = Office::open(
            &place,
            Access::Write,
            Secrets::generate().unwrap(),
            clock.clone(),
            Chance::Seeded(11),
            "kigen.test/pages",
        )
        .await
        .unwrap();
        let operator = Actor::command_line("test");
        let mut commands = vec![
            Command::Open {
                organisation: "test".to_owned(),
                profile: profile.to_owned(),
                calendar: CalendarSpec::standard().to_toml().unwrap(),
                calendar_in_force: date(2020, 4, 1),
            },
            Command::JoinMember(Joining {
                code: "M0001".parse().unwrap(),
                industry: "金融".to_owned(),
                joined: date(2020, 4, 1),
                consented: Some(date(2020, 4, 1)),
                name: "株式会社みらいデータ".to_owned(),
                corporate_number: String::new(),
                address: String::new(),
                desk: String::new(),
                telephone: String::new(),
            }),
        ];
        let password = office
            .hash_password(Zeroizing::new("correct horse".to_owned()))
            .await
            .unwrap();
        for (login, roles) in PEOPLE {
            let contact = roles.contains(&Role::MemberContact);
            commands.push(Command::Account {
                id: None,
                command: AccountCommand::Create {
                    login: login.to_owned(),
                    name: format!("試験 {login}"),
                    roles: roles.to_vec(),
                    member: contact.then(|| "M0001".parse().unwrap()),
                },
                password: Some(password.clone()),
            });
        }
        let mut people = Vec::new();
        for command in commands {
            let done = office.perform(&operator, command).await.unwrap();
            people.extend(done.account);
        }
        let train = Command::Train {
            people,
            training: Training {
                course: "yearly".to_owned(),
                on: date(2026, 4, 10),
                title: "年度の研修".to_owned(),
                note: String::new(),
                material: String::new(),
            },
        };
        office.perform(&operator, train).await.unwrap();
        for account in office.directory().await.unwrap().people.into_values() {
            pledge(&office, &account.0).await;
        }
        let installation = Installation {
            folder: folder.path().to_owned(),
            config: Config::default(),
            demo: None,
            now: None,
        };
        let mut settings = sample::settings();
        settings.secure_cookies = false;
        settings.demo = false;
        // Every form gets bytes of its own, as from the operating system.
        settings.randomness = Arc::new(|| store::source::random().unwrap());
        let site = Site::new(office.clone(), installation);
        Self {
            pages: site_app(&site, settings).boxed(),
            office,
            clock,
            _folder: folder,
        }
    }

    /// A browser that has signed in.
    /// Somebody who has not signed in.
    fn stranger(&self) -> Reader<'_> {
        Reader {
            house: self,
            cookies: BTreeMap::new(),
            language: "ja",
        }
    }

    async fn reader(&self, login: &str) -> Reader<'_> {
        let mut reader = self.stranger();
        let form = reader.get("/login").await;
        let page = reader
            .send(
                "/login",
                &form,
                &[("login", login), ("password", "correct horse")],
            )
            .await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{login} signs in");
        reader
    }

    async fn records(&self) -> u64 {
        self.office.ledger().size().await.unwrap()
    }

    /// A minute passes.
    fn wait(&self) {
        self.clock.set(self.office.now().plus_seconds(60));
    }

    async fn end(self) {
        self.office.check().await.unwrap();
        self.office.close().await.unwrap();
    }
}

impl Reader<'_> {
    async fn ask(&mut self, method: Method, path: &str, body: String) -> Page {
        let kind = "application/x-www-form-urlencoded";
        self.ask_as(method, path, kind, body).await
    }

    /// Sends a form in parts, as one with a file is sent.
    async fn ask_parts(&mut self, path: &str, body: String) -> Page {
        let kind = "multipart/form-data; boundary=x";
        self.ask_as(Method::POST, path, kind, body).await
    }

    async fn ask_as(&mut self, method: Method, path: &str, kind: &str, body: String) -> Page {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let request = Request::builder()
            .method(method)
            .uri_str(path)
            .header(header::HOST, "kigen.test")
            .header(header::COOKIE, cookies.join("; "))
            .header(header::ACCEPT_LANGUAGE, self.language)
            .content_type(kind)
            .body(body);
        let response = self.house.pages.call(request).await.unwrap();
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        let status = response.status();
        let location = response
            .headers()
            .get(header::LOCATION)
            .map(|value| value.to_str().unwrap().to_owned())
            .unwrap_or_default();
        let html = response.into_body().into_string().await.unwrap();
        assert!(!html.contains('⟦'), "{path} lacks words: {html}");
        Page {
            status,
            location,
            html,
        }
    }

    async fn get(&mut self, path: &str) -> Page {
        self.ask(Method::GET, path, String::new()).await
    }

    /// Sends the form of `page`: what it hides, what it holds, and what was typed over it.
    async fn send(&mut self, path: &str, page: &Page, typed: &[(&str, &str)]) -> Page {
        let mut fields = page.hidden(path);
        fields.extend(
            typed
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
        );
        self.post(path, &fields).await
    }

    async fn post(&mut self, path: &str, fields: &[(String, String)]) -> Page {
        let body: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", query_value(value)))
            .collect();
        self.ask(Method::POST, path, body.join("&")).await
    }

    /// Opens the form of a step and sends it.
    async fn step(&mut self, case: &str, step: &str, typed: &[(&str, &str)]) -> Page {
        self.house.wait();
        let path = format!("/cases/{case}/do/{step}");
        let form = self.get(&path).await;
        assert_eq!(form.status, StatusCode::OK, "{path}: {}", form.html);
        self.send(&path, &form, typed).await
    }

    /// Takes a step that must succeed, and sees its outcome in both languages.
    async fn done(&mut self, case: &str, step: &str, typed: &[(&str, &str)]) -> Page {
        let answer = self.step(case, step, typed).await;
        assert_eq!(
            answer.status,
            StatusCode::SEE_OTHER,
            "{step}: {}",
            answer.html
        );
        for language in ["en", "ja"] {
            self.language = language;
            let page = self.get(&answer.location).await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(page.html.contains("class=\"banner\""), "{step} is told");
            assert!(page.html.contains(&format!("<html lang=\"{language}\">")));
        }
        self.get(&format!("/cases/{case}")).await
    }

    /// Registers a complaint about the member and returns its number.
    async fn register(&mut self) -> String {
        let form = self.get("/cases/new").await;
        let sent = self.send("/cases/new", &form, &MATTER).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.html);
        number_in(&sent.location)
    }
}

impl Page {
    /// The hidden fields of the form that is sent to `path`.
    fn hidden(&self, path: &str) -> Vec<(String, String)> {
        let start = format!("<form method=\"post\" action=\"{path}\"");
        let (_, form) = self
            .html
            .split_once(&start)
            .unwrap_or_else(|| panic!("no form to {path}: {}", self.html));
        let (form, _) = form.split_once("</form>").unwrap();
        form.split("<input type=\"hidden\" name=\"")
            .skip(1)
            .map(|field| {
                let (name, rest) = field.split_once("\" value=\"").unwrap();
                (name.to_owned(), rest.split('"').next().unwrap().to_owned())
            })
            .collect()
    }

    fn shows(&self, words: &str) -> bool {
        self.html.contains(words)
    }
}

/// What the desk types when somebody telephones.
const MATTER: [(&str, &str); 10] = [
    ("kind", "complaint"),
    ("channel", "telephone"),
    ("explained", "1"),
    ("received_at", "R8.6.1 9:30"),
    ("respondent", "member:M0001"),
    ("category", "disclosure"),
    ("content", "開示請求に回答がない"),
    ("applicant", "principal"),
    ("name", "髙橋 花子"),
    ("contact", "090-0000-0000"),
];

/// The number in an address of a case.
fn number_in(address: &str) -> String {
    address.split('/').nth(2).unwrap().to_owned()
}
