//! The timeline: what each record says, in words.

use crate::web::{
    site::Desk,
    view::{case::Record as Shown, timeline::Moment},
};
use domain::{
    code::Consent,
    event::{
        CaseClosed, CaseResumed, CaseSuspended, Entry, Event, FilingReceived, FilingRequested,
    },
    id::ActorId,
};
use serde_json::Value;
use store::{
    desk::Moment as Read,
    private::{Opened, Sight},
};

/// The vocabularies of public fields, by the field's name.
const FAMILIES: [(&str, &str); 23] = [
    ("channel", "channel"),
    ("applicant", "applicant"),
    ("category", "category"),
    ("how", "answerkind"),
    ("referral", "referral"),
    ("ground", "ground"),
    ("outcome", "outcome"),
    ("will", "will"),
    ("step", "level"),
    ("status", "takenover"),
    ("explanation", ""),
    ("round", ""),
    ("deadline", "clock"),
    ("paper", "paper"),
    ("result", "checkresult"),
    ("why", "undelivered"),
    ("what", "demandkind"),
    ("because", "withholding"),
    ("demand", ""),
    ("to", ""),
    ("lead", ""),
    ("explained", ""),
    ("called_back", ""),
];

/// Who a person is, or how a document is called, does not belong into a timeline.
const PARTICULARS: [&str; 5] = ["name", "kana", "contact", "member_name", "file"];

fn family(event: &Event, field: &str) -> Option<&'static str> {
    match (field, event) {
        (
            "by",
            Event::CaseDirectionSent(_)
            | Event::FilingRequested(_)
            | Event::CaseReminded(_)
            | Event::OpportunityGiven(_),
        ) => Some("channel"),
        ("how", Event::CaseLinked(_)) => Some("linkkind"),
        ("to", Event::CaseTransferred(_)) => Some("transfer"),
        ("measure", Event::CaseTransferred(_)) => Some(""),
        ("by", _) => Some("delivery"),
        ("kind", Event::CaseNoted(_)) => Some("notekind"),
        (
            "kind",
            Event::CaseRegistered(_) | Event::CaseTakenOver(_) | Event::CaseReclassified(_),
        ) => Some("casekind"),
        (
            _,
            Event::AttachmentAdded(_)
            | Event::IdentityAdded(_)
            | Event::ReplyAdded(_)
            | Event::AttachmentDestroyed(_),
        ) => match field {
            "kind" => Some("attachmentkind"),
            "media" => Some("media"),
            "cause" => Some("destroycause"),
            "attachment" => Some(""),
            _ => None,
        },
        _ => FAMILIES
            .iter()
            .find(|(name, _)| *name == field)
            .map(|(_, family)| *family),
    }
}

/// What the records about matter, papers, declarations and decisions say besides codes.
fn of_the_matter(desk: &Desk, event: &Event) -> Vec<(String, String)> {
    let ui = &desk.ui;
    let mut facts = Vec::new();
    if let Event::PersonBarred(e) = event {
        facts.push((ui.term("fact", "person"), desk.person(e.person)));
    }
    if let Event::IdentityChecked(e) = event {
        let mut documents = desk.in_force.profile.proof.iter();
        let word = documents
            .find(|document| document.code == e.document)
            .map_or(&e.document, |document| &document.word);
        facts.push((ui.term("fact", "document"), word.clone()));
    }
    if let Event::CaseReclassified(e) = event {
        facts.push((
            ui.term("fact", "respondent"),
            desk.respondent(&e.respondent),
        ));
    }
    if let Event::FilingRequested(FilingRequested { papers, .. })
    | Event::FilingReceived(FilingReceived { papers, .. }) = event
    {
        let words: Vec<String> = papers
            .iter()
            .map(|paper| ui.term("paper", paper.code()))
            .collect();
        facts.push((
            ui.term("fact", "papers"),
            words.join(&ui.t("list-separator")),
        ));
    }
    if let Some(declared) = match event {
        Event::CaseDeclared(e) => Some(e.declared),
        Event::CaseRegistered(e) if !e.declared.is_unasked() => Some(e.declared),
        _ => None,
    } {
        let consent = |code: &str, consent: Consent| {
            (ui.term("fact", code), ui.term("consent", consent.code()))
        };
        facts.push((
            ui.term("fact", "litigation"),
            ui.term("litigation", declared.litigation.code()),
        ));
        facts.push(consent("notify-member", declared.notify_member));
        facts.push(consent("notify-related", declared.notify_related));
        facts.push(consent("material", declared.material));
        facts.push(consent("talks", declared.talks));
    }
    if let Event::TimeAsked(e) = event {
        facts.push((
            ui.term("fact", "extension"),
            desk.either(e.by.ja(), e.by.en()),
        ));
        facts.push((ui.term("fact", "asked-on"), ui.day(&e.asked_on)));
    }
    if let Event::CaseClosed(CaseClosed {
        prevention: Some(owner),
        ..
    }) = event
    {
        facts.push((ui.term("fact", "prevention-owner"), desk.person(*owner)));
    }
    // Yes or no: which of the two is the news of these records.
    let verdict = match event {
        Event::OpportunityUsed(e) => Some(("cured", e.cured)),
        Event::JustCauseDecided(e) => Some(("just", e.just)),
        Event::NonCooperationDecided(e) => Some(("confirmed", e.confirmed)),
        Event::WithholdingReviewed(e) => Some(("continues", e.continues)),
        Event::FilingReceived(e) => Some(("complete", e.complete)),
        Event::IdentityChecked(e) => Some(("masked", e.masked)),
        _ => None,
    };
    if let Some((code, yes)) = verdict {
        facts.push((ui.term("fact", code), ui.t(if yes { "yes" } else { "no" })));
    }
    facts
}

fn facts(desk: &Desk, event: &Event) -> Vec<(String, String)> {
    let ui = &desk.ui;
    let mut facts = Vec::new();
    if let Event::CaseAssigned(e) = event {
        facts.push((ui.term("fact", "officer"), desk.person(e.handler)));
    }
    if let Event::CaseProposed(e) = event {
        facts.push((ui.term("fact", "act"), ui.term("act", e.act.code())));
    }
    facts.extend(of_the_matter(desk, event));
    if let Event::DeadlineStarted(e) = event {
        facts.push((ui.term("fact", "due"), ui.day(&e.due.last)));
    }
    let moved = match event {
        Event::DeadlineResumed(e) => e.due.as_ref(),
        Event::DeadlineExtended(e) => Some(&e.due),
        Event::DeadlineRedated(e) => Some(&e.due),
        _ => None,
    };
    if let Some(due) = moved {
        facts.push((ui.term("fact", "due"), ui.day(&due.last)));
    }
    if let Event::DeadlineExtended(e) = event {
        facts.push((
            ui.term("fact", "extension"),
            desk.either(e.by.ja(), e.by.en()),
        ));
        facts.push((ui.term("fact", "asked-on"), ui.day(&e.asked_on)));
        facts.push((ui.term("fact", "was"), ui.day(&e.was)));
    }
    if let Event::DeadlineRedated(e) = event {
        facts.push((ui.term("fact", "was"), ui.day(&e.was)));
    }
    if let Event::CaseSuspended(CaseSuspended {
        from: Some(day), ..
    })
    | Event::CaseResumed(CaseResumed { on: Some(day) }) = event
    {
        facts.push((ui.term("fact", "from"), ui.day(day)));
    }
    for (field, value) in event.public() {
        // Only that a letter went out again needs to be told.
        if field == "round" && value == 1 {
            continue;
        }
        let (Some(family), Some(text)) = (
            family(event, &field),
            match &value {
                Value::String(text) => Some(text.clone()),
                Value::Number(number) => Some(number.to_string()),
                _ => None,
            },
        ) else {
            continue;
        };
        // A deadline's name is its clock and an ordinal: `ACK.1`.
        let code = text.split('.').next().unwrap_or(&text).to_owned();
        let words = if family.is_empty() {
            text
        } else {
            ui.term(family, code)
        };
        facts.push((ui.term("fact", field.replace('_', "-")), words));
    }
    facts
}

/// A record of a case as a moment of its timeline.
pub(crate) fn moment(desk: &Desk, read: &Read, opened: &Opened) -> Moment {
    let Entry {
        seq,
        at,
        actor,
        event,
        ..
    } = &read.entry;
    let mut facts = facts(desk, event);
    let mut words = String::new();
    let (mut erased, mut withheld) = (false, false);
    for field in event.private_fields() {
        if PARTICULARS.contains(&field.name) {
            continue;
        }
        match opened.sight(*seq, field) {
            Sight::Words(text) if words.is_empty() => text.clone_into(&mut words),
            Sight::Words(text) => facts.push((desk.ui.term("fact", field.name), text.to_owned())),
            Sight::Empty => {}
            Sight::Erased => erased = true,
            Sight::Withheld => withheld = true,
        }
    }
    let happened = match event {
        Event::CaseRegistered(e) => e.received_at,
        Event::CaseTakenOver(e) => e.received_at,
        Event::RequestDelivered(e) => e.delivered_at,
        Event::DemandDelivered(e) => e.delivered_at,
        Event::DemandMet(e) => e.met_at,
        Event::RequestAnswered(e) => e.replied_at,
        Event::DeadlineEscalated(e) => e.effective_at,
        _ => *at,
    };
    Moment {
        seq: *seq,
        kind: event.kind().to_owned(),
        at: happened,
        recorded_at: (happened != *at).then_some(*at),
        actor: desk.who(actor),
        facts,
        words,
        erased,
        withheld,
        by_itself: matches!(actor, ActorId::System(_)) || event.kind().starts_with("deadline."),
    }
}

/// Words of a letter shown where the timeline is only glanced at.
const GLANCE_CHARS: usize = 120;

/// A moment as the overview glances at it: a letter is not read there.
pub(crate) fn brief(mut moment: Moment) -> Moment {
    if moment.words.chars().count() > GLANCE_CHARS {
        moment.words = moment.words.chars().take(GLANCE_CHARS).collect();
        moment.words.push('…');
    }
    moment
}

/// A record as a line of the ledger.
pub(crate) fn record(read: &Read) -> Shown {
    Shown {
        seq: read.entry.seq,
        at: read.entry.at,
        kind: read.entry.event.kind().to_owned(),
        actor: read.entry.actor.to_string(),
        sha256: read.entry.sha256.clone(),
    }
}
