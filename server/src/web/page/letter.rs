//! 文書: the letters of a case, one as it is printed (A4), and the public check of one.

use super::case::load;
use crate::web::{
    failure::Failure,
    frame::{Frame, page},
    problem::Problem,
    refused::refused,
    site::{Desk, Site},
    typed::Typed,
    view::{
        case::Header,
        form::Form,
        letter::{Genuine, Letter, Letters, Line},
    },
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use domain::{
    code::LetterKind,
    event::{Entry, Field as Private},
    letter::{Addressee, Words, code, issued},
};
use poem::{
    Response, Result, handler,
    web::{Data, Path},
};
use store::{desk::Dossier, private::Sight};
use unicode_normalization::UnicodeNormalization as _;

/// The letters of a case.
#[derive(Debug, Template)]
#[template(path = "case_letters.html")]
pub struct LettersPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// The head of the case.
    pub h: &'a Header,
    /// The tab.
    pub tab: &'static str,
    /// What is shown.
    pub v: &'a Letters,
}

/// A letter as it is printed.
#[derive(Debug, Template)]
#[template(path = "letter.html")]
pub struct LetterPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// The address of the list.
    pub back: &'a str,
    /// What is shown.
    pub v: &'a Letter,
}

/// Whether a letter is genuine, for anybody.
#[derive(Debug, Template)]
#[template(path = "genuine.html")]
pub struct GenuinePage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// What is shown.
    pub v: &'a Genuine,
}

impl<'a> LettersPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, h: &'a Header, v: &'a Letters) -> Self {
        let title = format!("{} {}", h.number, visit.ui.t("tab-letters"));
        Self {
            f: Frame::of(visit, &title),
            h,
            tab: "letters",
            v,
        }
    }
}

impl<'a> LetterPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, back: &'a str, v: &'a Letter) -> Self {
        Self {
            f: Frame::of(visit, &format!("{} {}", v.case, v.subject)),
            back,
            v,
        }
    }
}

impl<'a> GenuinePage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a Genuine) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("genuine-title")),
            v,
        }
    }
}

/// The subject of letters of a kind under the case's rules.
fn subject(desk: &Desk, kind: LetterKind) -> String {
    let template = desk.in_force.profile.letter(kind);
    template.map_or_else(
        || desk.ui.term("letterkind", kind.code()),
        |template| template.subject.clone(),
    )
}

/// To whom a letter goes, with the title of respect; empty where the reader may not know.
fn addressee(desk: &Desk, dossier: &Dossier, kind: LetterKind) -> String {
    let file = &dossier.file;
    match kind.addressee() {
        Addressee::Member => format!("{} 御中", desk.respondent(&file.respondent)),
        Addressee::Complainant => dossier
            .opened
            .get(file.person_seq, "name")
            .map(|name| format!("{name} 様"))
            .unwrap_or_default(),
    }
}

/// A letter that is about to be issued, as it would be printed today.
pub(crate) fn preview(
    desk: &Desk,
    dossier: &Dossier,
    site: &Site,
    kind: LetterKind,
    body: &str,
) -> Letter {
    let organisation = &site.installation.config.organisation;
    Letter {
        number: None,
        code: String::new(),
        on: desk.now.date(),
        addressee: addressee(desk, dossier, kind),
        organisation: organisation.name.clone(),
        organ: desk.in_force.profile.organ.clone(),
        telephone: organisation.telephone.clone(),
        subject: subject(desk, kind),
        body: body.to_owned(),
        erased: false,
        withheld: false,
        case: dossier.file.number.printed(),
    }
}

/// The words of a letter and whether they are there to read.
fn words<'a>(dossier: &'a Dossier, entry: &'a Entry, words: &Words<'_>) -> Sight<'a> {
    let sight = |entry: &'a Entry, name: &str| {
        let field: Option<&Private> = entry
            .event
            .private_fields()
            .iter()
            .find(|field| field.name == name);
        field.map_or(Sight::Empty, |field| dossier.opened.sight(entry.seq, field))
    };
    match words {
        Words::Own(field) => sight(entry, field),
        Words::Proposed(digest) => dossier
            .moments
            .iter()
            .find(|read| read.entry.sha256 == *digest)
            .map_or(Sight::Empty, |read| sight(&read.entry, "letter")),
        // Letters of measures stand in the measure's own dossier.
        Words::Moved(_) | Words::Template => Sight::Empty,
    }
}

/// The letter that a record issued.
fn letter(desk: &Desk, dossier: &Dossier, site: &Site, entry: &Entry) -> Option<Letter> {
    let issued = issued(&entry.event)?;
    let sight = words(dossier, entry, &issued.words);
    let body = match (&issued.words, sight) {
        (Words::Template, _) => {
            let profile = &desk.in_force.profile;
            let number = dossier.file.number.printed();
            let opening = profile
                .letter(issued.kind)
                .map(|template| template.fill(&[("number", &number), ("organ", &profile.organ)]));
            let explanation = profile.explanation.text.trim();
            // How the complainant asks where the matter stands (B06).
            let secret = site.office.status_secret(dossier.file.id);
            let asking = format!("状況の照会: /status　受付番号 {number}　照会番号 {secret}");
            format!(
                "{}\n\n{explanation}\n\n{asking}",
                opening.unwrap_or_default()
            )
        }
        (_, Sight::Words(words)) => words.to_owned(),
        _ => String::new(),
    };
    // An approval without a letter issued none.
    if sight == Sight::Empty && issued.words != Words::Template {
        return None;
    }
    Some(Letter {
        number: Some(entry.seq),
        code: code(&entry.sha256),
        on: entry.at.date(),
        erased: sight == Sight::Erased,
        withheld: sight == Sight::Withheld,
        ..preview(desk, dossier, site, issued.kind, &body)
    })
}

/// `/cases/{no}/letters`
#[handler]
pub(crate) async fn get_letters(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path(slug): Path<String>,
) -> Result<Response> {
    let (dossier, desk) = load(visit, viewer, site, &slug).await?;
    let h = crate::web::map::case::header(&desk, &dossier);
    let lines = dossier.moments.iter().rev().filter_map(|read| {
        let entry = &read.entry;
        let letter = letter(&desk, &dossier, site, entry)?;
        let party = match issued(&entry.event)?.kind.addressee() {
            Addressee::Member => "member",
            Addressee::Complainant => "complainant",
        };
        Some(Line {
            number: entry.seq,
            href: format!("/cases/{}/letters/{}", dossier.file.number, entry.seq),
            subject: letter.subject,
            party,
            at: entry.at,
            actor: desk.who(&entry.actor),
        })
    });
    let v = Letters {
        lines: lines.collect(),
    };
    Ok(page(&LettersPage::of(visit, &h, &v)))
}

/// `/cases/{no}/letters/{number}`
#[handler]
pub(crate) async fn get_letter(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
    Path((slug, number)): Path<(String, u64)>,
) -> Result<Response> {
    let (dossier, desk) = load(visit, viewer, site, &slug).await?;
    let read = dossier
        .moments
        .iter()
        .find(|read| read.entry.seq == number)
        .and_then(|read| letter(&desk, &dossier, site, &read.entry));
    let v = read.ok_or_else(|| Failure::new(Problem::NotFound))?;
    let back = format!("/cases/{}/letters", dossier.file.number);
    Ok(page(&LetterPage::of(visit, &back, &v)))
}

fn genuine_form(visit: &Visit, typed: &Typed) -> Form {
    let fields = [
        ("letter-number", "hint-letter-number"),
        ("letter-code", "hint-letter-code"),
    ];
    Form::question(visit.ui, "/verify", "genuine-submit", fields, typed)
}

/// `GET /verify`: anybody who holds a letter can ask.
#[handler]
pub(crate) fn get_genuine(visit: &Visit) -> Response {
    let v = Genuine {
        form: genuine_form(visit, &Typed::default()),
        found: None,
    };
    page(&GenuinePage::of(visit, &v))
}

/// `POST /verify`
#[handler]
pub(crate) async fn post_genuine(
    visit: &Visit,
    Data(site): Data<&Site>,
    typed: Typed,
) -> Result<Response> {
    let digits: String = typed
        .get("letter-number")
        .nfkc()
        .filter(char::is_ascii_digit)
        .collect();
    let code: String = typed.get("letter-code").nfkc().collect();
    let found = match digits.parse() {
        Ok(number) => site
            .office
            .genuine_letter(number, &code)
            .await
            .map_err(|e| refused(&visit.ui, &e))?,
        Err(_) => None,
    };
    let found = found.and_then(|entry| {
        let kind = issued(&entry.event)?.kind;
        Some((kind.code().to_owned(), entry.at.date()))
    });
    let v = Genuine {
        form: genuine_form(visit, &typed),
        found: Some(found),
    };
    Ok(page(&GenuinePage::of(visit, &v)))
}
