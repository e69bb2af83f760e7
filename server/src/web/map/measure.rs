//! Measures in words: the rows of the register, the way one has gone, and what waits for whom.

use super::deadline::chip;
use crate::web::{
    site::Desk,
    text::Lang,
    view::{
        measure::{Compared, Comparison, MeasureRow, Wait, WayStage},
        stage::Reached,
    },
};
use domain::{
    case::Respondent,
    code::{Body, Delivery, HearingForm, MeasureKind, MeasureStage, Question, Sent},
    event::{Basis, Entry, Event, MeasureAct},
    id::MemberCode,
    measure::{Dispatch, Measure},
    time::Timestamp,
};

/// The member as this reader may see it.
pub(crate) fn member_name(desk: &Desk, member: &MemberCode) -> String {
    desk.respondent(&Respondent::Member {
        member: member.clone(),
    })
}

/// On what a measure rests, in words.
pub(crate) fn basis(desk: &Desk, measure: &Measure) -> String {
    let ui = &desk.ui;
    match &measure.basis {
        Basis::Guideline {
            version, clause, ..
        } => ui.xy("measure-basis-guideline", version, clause),
        Basis::Article {
            article: number, ..
        } => ui.x("measure-basis-article", article_words(desk, number)),
        Basis::Conduct { conduct } => ui.x("measure-basis-conduct", ui.short_day(conduct)),
        Basis::NotFollowed { measure } => {
            ui.x("measure-basis-not-followed", Measure::printed(*measure))
        }
        Basis::Articles {} => ui.t("measure-basis-articles"),
    }
}

/// An article as people say it: 27-1 is 第27条第1項.
fn article_words(desk: &Desk, number: &str) -> String {
    let mut parts = number.split('-');
    let article = parts.next().unwrap_or_default();
    let rest: Vec<&str> = parts.collect();
    match desk.ui.lang {
        Lang::Ja => rest
            .iter()
            .zip(["項", "号"])
            .fold(format!("第{article}条"), |text, (n, unit)| {
                format!("{text}第{n}{unit}")
            }),
        Lang::En => rest
            .iter()
            .fold(article.to_owned(), |text, n| format!("{text}({n})")),
    }
}

/// A line of the register.
pub(crate) fn row(desk: &Desk, measure: &Measure) -> MeasureRow {
    MeasureRow {
        number: Measure::printed(measure.id),
        href: format!("/measures/{}", measure.id),
        kind: measure.kind.code(),
        member: member_name(desk, &measure.member),
        basis: basis(desk, measure),
        stage: measure.stage.code(),
        body: measure.body.code(),
        chip: measure.open_deadlines().first().map(|d| chip(desk, d)),
        who: waits(measure).first().map_or("nobody", |wait| wait.who),
    }
}

/// What was decided in like cases.
pub(crate) fn comparison<'a>(
    desk: &Desk,
    measures: impl IntoIterator<Item = &'a Measure>,
) -> Comparison {
    let mut decided: Vec<Compared> = measures
        .into_iter()
        .filter_map(|measure| {
            let decision = measure.imposed()?;
            Some(Compared {
                number: Measure::printed(measure.id),
                href: format!("/measures/{}", measure.id),
                kind: measure.kind.code(),
                basis: basis(desk, measure),
                on: decision.at.date(),
                resolution: decision.resolution.code(),
            })
        })
        .collect();
    decided.sort_by_key(|one| std::cmp::Reverse(one.on));
    Comparison { decided }
}

/// How an arrival was proved, when it was.
pub(crate) fn proved_by(entries: &[Entry], what: Sent, at: Timestamp) -> Option<Delivery> {
    entries.iter().rev().find_map(|entry| match &entry.event {
        Event::MeasureDelivered(e) if e.what == what && e.at == at => Some(e.by),
        _ => None,
    })
}

/// A letter in a sentence: sent, and arrived with which proof.
fn post_notes(desk: &Desk, entries: &[Entry], what: Sent, sent: &Dispatch) -> Vec<String> {
    let ui = &desk.ui;
    let mut notes = vec![ui.xy(
        "measure-note-sent",
        ui.short_day(&sent.sent_at.date()),
        ui.term("delivery", sent.by.code()),
    )];
    match sent.delivered_at {
        Some(at) => {
            let by = proved_by(entries, what, at);
            notes.push(
                ui.xy(
                    "measure-note-arrived",
                    ui.short_day(&at.date()),
                    by.map(|by| ui.term("delivery", by.code()))
                        .unwrap_or_default(),
                ),
            );
        }
        None => notes.push(ui.t("measure-note-on-its-way")),
    }
    if sent.returned > 0 {
        notes.push(ui.n("measure-note-returned", sent.returned));
    }
    notes
}

fn hearing_notes(desk: &Desk, entries: &[Entry], measure: &Measure) -> Vec<String> {
    let (ui, hearing) = (&desk.ui, &measure.hearing);
    let mut notes = vec![ui.term("hearingform", hearing.form.code())];
    if let Some(at) = hearing.fixed_at {
        notes.push(ui.x("measure-note-hearing-on", ui.short_moment(&at)));
    }
    if let Some(notice) = &hearing.notice {
        notes.extend(post_notes(desk, entries, Sent::Hearing, notice));
    }
    if let Some(days) = hearing.notice_days() {
        let least = measure.least_notice(&desk.in_force.profile);
        let key = if hearing.was_told(least) {
            "measure-note-period-kept"
        } else {
            "measure-note-period-short"
        };
        notes.push(ui.xy(key, days.to_string(), least.to_string()));
    }
    if let Some(at) = hearing.statement_at {
        notes.push(ui.x("measure-note-statement", ui.short_day(&at.date())));
    }
    if let Some(end) = &hearing.closed {
        notes.push(ui.term("hearingoutcome", end.outcome.code()));
    }
    notes
}

/// The parts of the way, in order, for a kind of measure.
const fn parts(kind: MeasureKind) -> &'static [&'static str] {
    match kind {
        MeasureKind::Guidance => &["proposed", "decided", "notified"],
        MeasureKind::Recommendation | MeasureKind::Other => &[
            "proposed",
            "explained",
            "heard",
            "review",
            "decided",
            "notified",
            "followed",
        ],
        MeasureKind::Exclusion | MeasureKind::Revocation | MeasureKind::Expulsion => &[
            "proposed",
            "explained",
            "heard",
            "review",
            "decided",
            "notified",
            "effective",
            "final",
        ],
    }
}

/// The clocks of each part.
const fn clocks(part: &str) -> &'static [&'static str] {
    match part.as_bytes() {
        b"heard" => &["STATEMENT", "HEARING_NOTICE", "REV_NOTICE"],
        b"review" => &["REC_DECISION"],
        b"notified" => &["REC_NOTICE"],
        b"followed" => &["REC_COMPLY", "REC_VERIFY", "REV_START"],
        b"effective" => &["LIST_UPDATE"],
        b"final" => &["OBJECTION", "OBJECTION_DECIDE"],
        _ => &[],
    }
}

/// When a part was done, and what proves it.
fn done(
    desk: &Desk,
    entries: &[Entry],
    measure: &Measure,
    part: &str,
) -> (Option<Timestamp>, Vec<String>) {
    let ui = &desk.ui;
    match part {
        "proposed" => (Some(measure.proposed_at), vec![basis(desk, measure)]),
        "explained" => {
            let sent = measure.explanation.as_ref();
            let notes = sent.map(|sent| post_notes(desk, entries, Sent::Explanation, sent));
            (measure.explained_at(), notes.unwrap_or_default())
        }
        "heard" => {
            let notes = measure
                .is_known_to_member()
                .then(|| hearing_notes(desk, entries, measure));
            let closed = measure.hearing.closed.map(|end| end.at);
            (closed, notes.unwrap_or_default())
        }
        "review" => {
            let placed = entries.iter().find_map(|entry| match &entry.event {
                Event::MeasurePlaced(e) if e.at.is_some() => Some(entry.at),
                _ => None,
            });
            let over = measure.decided(Question::Impose).is_some();
            (placed.filter(|_| over), Vec::new())
        }
        "decided" => {
            let decision = measure.decided(Question::Impose);
            let decision = decision.or_else(|| measure.decided(Question::Guidance));
            let note = decision.map(|d| ui.term("resolution", d.resolution.code()));
            (decision.map(|d| d.at), note.into_iter().collect())
        }
        "notified" => {
            let sent = measure.notice.as_ref();
            let notes = sent.map(|sent| post_notes(desk, entries, Sent::Decision, sent));
            (measure.notified_at(), notes.unwrap_or_default())
        }
        "followed" => {
            let at = entries.iter().rev().find_map(|entry| match entry.event {
                Event::ComplianceVerified(_) => Some(entry.at),
                _ => None,
            });
            let note = measure
                .findings
                .last()
                .map(|f| ui.term("finding", f.code()));
            let over = matches!(
                measure.stage,
                MeasureStage::Fulfilled | MeasureStage::NotFollowed
            );
            (at.filter(|_| over), note.into_iter().collect())
        }
        "effective" => {
            let effect = measure.effect.as_ref();
            let note = effect.map(|e| ui.x("measure-note-from", ui.short_day(&e.on)));
            let at = entries.iter().find_map(|entry| match entry.event {
                Event::MeasureEffective(_) => Some(entry.at),
                _ => None,
            });
            (at, note.into_iter().collect())
        }
        _ => {
            let end = entries.iter().rev().find_map(|entry| match entry.event {
                Event::MeasureFinal(_) | Event::MeasureRestored(_) => Some(entry.at),
                _ => None,
            });
            let over = matches!(measure.stage, MeasureStage::Final | MeasureStage::Annulled);
            let note = over.then(|| ui.term("measurestage", measure.stage.code()));
            (end.filter(|_| over), note.into_iter().collect())
        }
    }
}

/// The way a measure has gone, with what proves each part on its face.
pub(crate) fn way(desk: &Desk, entries: &[Entry], measure: &Measure) -> Vec<WayStage> {
    let mut current = false;
    let open = measure.open_deadlines();
    parts(measure.kind)
        .iter()
        .map(|part| {
            let (at, notes) = done(desk, entries, measure, part);
            let reached = match at {
                Some(_) => Reached::Passed,
                None if current || measure.is_over() => Reached::Ahead,
                None => {
                    current = true;
                    Reached::Now
                }
            };
            WayStage {
                code: part,
                reached,
                since: at.map(Timestamp::date),
                notes,
                chip: open
                    .iter()
                    .find(|d| clocks(part).contains(&d.clock.as_str()))
                    .map(|d| chip(desk, d)),
            }
        })
        .collect()
}

/// What waits for whom, the most pressing first.
pub(crate) fn waits(measure: &Measure) -> Vec<Wait> {
    let wait = |who, what| Wait {
        who,
        what,
        href: String::new(),
    };
    let mut waits = Vec::new();
    if let Some(motion) = &measure.motion {
        let who = match motion.act {
            MeasureAct::Guide { .. } => "second",
            _ => "president",
        };
        waits.push(wait(who, "motion"));
    }
    if measure
        .interests
        .values()
        .any(domain::measure::Interest::is_to_be_ruled)
    {
        waits.push(wait("secretariat", "ruling"));
    }
    if let Some(placed) = &measure.placed {
        waits.push(Wait {
            who: "meeting",
            what: "agenda",
            href: format!("/board/meetings/{}/items/{}", placed.meeting, placed.item),
        });
    }
    for what in [
        Sent::Explanation,
        Sent::Hearing,
        Sent::Record,
        Sent::Decision,
    ] {
        let sent = measure.dispatch(what);
        if sent.is_some_and(|sent| sent.delivered_at.is_none()) {
            waits.push(wait("staff", "arrival"));
        }
    }
    if measure.motion.is_none() && measure.placed.is_none() {
        waits.extend(stage_waits(measure));
    }
    waits
}

/// What the stage itself waits for.
fn stage_waits(measure: &Measure) -> Option<Wait> {
    use MeasureStage as S;
    let decides = match measure.body {
        Body::President => "president",
        _ => "secretariat",
    };
    let guides = measure.notice.is_none()
        && (measure.kind == MeasureKind::Guidance || measure.stage == S::Replaced);
    let (who, what) = match measure.stage {
        S::Proposed | S::Replaced if guides => ("supervisor", "guidance"),
        S::Proposed if measure.explanation.is_none() => ("supervisor", "explanation"),
        S::Explained if measure.hearing.form == HearingForm::AtMeeting => ("secretariat", "place"),
        S::Explained => hearing_wait(measure),
        S::Heard | S::Review => (decides, "decision"),
        S::Decided if measure.notice.is_none() => ("secretariat", "notice"),
        S::Notified if measure.kind.is_grave() => ("secretariat", "effect"),
        S::Notified => ("member", "report"),
        S::Reported => ("supervisor", "check"),
        S::Doubted => (decides, "not-followed"),
        S::NotFollowed if !measure.open_deadlines().is_empty() => ("supervisor", "revocation"),
        S::Effective | S::Objected if measure.is_annulled() => ("secretariat", "restoration"),
        S::Effective => ("member", "objection"),
        S::Objected => (decides, "objection-decision"),
        _ => return None,
    };
    Some(Wait {
        who,
        what,
        href: String::new(),
    })
}

const fn hearing_wait(measure: &Measure) -> (&'static str, &'static str) {
    let hearing = &measure.hearing;
    if hearing.officer.is_none() {
        return ("head", "officer");
    }
    if hearing.waived_at.is_some() || hearing.corrected_at.is_some() {
        return ("officer", "close");
    }
    match hearing.form {
        HearingForm::Written if hearing.statement_at.is_some() => ("officer", "close"),
        HearingForm::Written => ("member", "statement"),
        HearingForm::Oral if hearing.fixed_at.is_none() => ("officer", "fix"),
        HearingForm::Oral if hearing.notice.is_none() => ("officer", "notify"),
        HearingForm::Oral if hearing.held_at.is_none() => ("officer", "hold"),
        HearingForm::Oral if hearing.record.is_none() => ("officer", "record"),
        HearingForm::Oral | HearingForm::AtMeeting => ("member", "correction"),
    }
}
