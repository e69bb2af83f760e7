//! The words of a mail, plain and as HTML.

use crate::web::{text::Ui, view::deadline::standing_words};
use askama::Template;
use domain::{
    case::Number,
    clock::Urgency,
    id::Obj,
    notice::{Line, Notice},
};
use store::mail::{Kind, Outgoing};

/// What is the same in every mail.
#[derive(Clone, Debug)]
pub(super) struct Letter {
    /// The language.
    pub(super) ui: Ui,
    /// The organisation.
    pub(super) organisation: String,
    /// The address of the program, for links; empty when nobody configured it.
    pub(super) site: String,
}

/// One mail.
pub(super) struct Words {
    pub(super) subject: String,
    pub(super) plain: String,
    pub(super) html: String,
}

/// A deadline as a mail tells it.
struct Row {
    named: String,
    clock: String,
    last: String,
    standing: String,
    level: String,
    href: String,
}

#[derive(Template)]
#[template(path = "mail.txt", escape = "none")]
struct Plain<'a>(&'a Body<'a>);

#[derive(Template)]
#[template(path = "mail.html")]
struct Html<'a>(&'a Body<'a>);

struct Body<'a> {
    ui: Ui,
    lang: &'static str,
    organisation: &'a str,
    lead: String,
    rows: Vec<Row>,
    more: String,
    reached: Vec<String>,
    href: String,
}

impl Letter {
    /// What this mail says.
    pub(super) fn words(&self, mail: &Outgoing) -> Words {
        let ui = self.ui;
        let notice = &mail.notice;
        let lead = match (mail.kind, mail.contact) {
            (Kind::Digest, true) => "mail-lead-member",
            (Kind::Digest, false) => "mail-lead-digest",
            (Kind::Escalation, _) => "mail-lead-escalation",
        };
        let home = if mail.contact { "/portal" } else { "/today" };
        let body = Body {
            ui,
            lang: ui.lang.tag(),
            organisation: &self.organisation,
            lead: ui.t(lead),
            rows: notice
                .lines
                .iter()
                .map(|line| self.row(line, mail.contact))
                .collect(),
            more: if notice.more > 0 {
                ui.n("mail-more", notice.more)
            } else {
                String::new()
            },
            reached: notice
                .reached
                .iter()
                .map(|(step, n)| ui.xy("mail-reached", ui.term("level", step), ui.count(*n)))
                .collect(),
            href: self.link(home),
        };
        Words {
            subject: self.subject(mail),
            plain: Plain(&body).render().unwrap_or_default(),
            html: Html(&body).render().unwrap_or_default(),
        }
    }

    fn subject(&self, mail: &Outgoing) -> String {
        let ui = self.ui;
        let Notice {
            lines,
            more,
            reached,
        } = &mail.notice;
        let count = lines.len() as u64 + more + reached.values().sum::<u64>();
        match (mail.kind, lines.as_slice()) {
            // One deadline says its day and its number; several say how many.
            (kind, [only]) if *more == 0 && reached.is_empty() => {
                let key = match kind {
                    Kind::Digest => "mail-subject-due",
                    Kind::Escalation => "mail-subject-overdue",
                };
                let day = ui.short_day(&only.last);
                let what = format!("{} {}", ui.term("clock", &only.clock), named(only));
                ui.xy(key, day, what)
            }
            (Kind::Digest, _) => ui.n("mail-subject-digest", count),
            (Kind::Escalation, _) => ui.n("mail-subject-escalation", count),
        }
    }

    fn row(&self, line: &Line, contact: bool) -> Row {
        let ui = self.ui;
        Row {
            named: named(line),
            clock: ui.term("clock", &line.clock),
            last: ui.short_day(&line.last),
            standing: standing_words(ui, line.urgency),
            level: match (line.level, line.urgency) {
                (1.., Urgency::Overdue { .. }) => ui.term("level", format!("l{}", line.level)),
                _ => String::new(),
            },
            href: match path(line, contact) {
                Some(path) => self.link(&path),
                None => String::new(),
            },
        }
    }

    fn link(&self, path: &str) -> String {
        if self.site.is_empty() {
            String::new()
        } else {
            format!("{}{path}", self.site)
        }
    }
}

/// What people call it.
fn named(line: &Line) -> String {
    let number = line
        .number
        .as_deref()
        .and_then(|n| n.parse::<Number>().ok());
    match (number, line.obj.parse::<Obj>()) {
        (Some(number), _) => number.printed(),
        (None, Ok(obj)) => obj.called(),
        (None, Err(_)) => String::new(),
    }
}

/// Its page. A member finds everything from its own first page.
fn path(line: &Line, contact: bool) -> Option<String> {
    if contact {
        return None;
    }
    match (&line.number, line.obj.parse::<Obj>()) {
        (Some(number), _) => Some(format!("/cases/{number}")),
        (None, Ok(Obj::Member(code))) => Some(format!("/members/{code}")),
        (None, Ok(Obj::Measure(id))) => Some(format!("/measures/{id}")),
        _ => None,
    }
}
