//! Minutes (議事録) composed from the record: all that the law wants in them, for a person to edit.
//!
//! They are written in Japanese, whoever reads the page: they are signed and kept as a document.

use super::{
    board::{Sitting, seat_name, subject_words},
    paper::{course, spoken, votes},
};
use crate::web::text::{Lang, Ui};
use domain::{
    board::{Item, ItemState, Presence, Seat},
    code::{Attendance, Body, Choice},
    measure::Measure,
    time::Timestamp,
};

/// The draft.
pub(crate) fn draft(sitting: &Sitting<'_>) -> String {
    let ui = Ui::new(Lang::Ja);
    let mut desk = sitting.desk.clone();
    desk.ui = ui;
    let sitting = Sitting {
        desk: &desk,
        ..*sitting
    };
    let mut lines = head(&sitting);
    for (number, item) in sitting.items() {
        lines.push(String::new());
        lines.extend(of_item(&sitting, number, item));
    }
    lines.push(String::new());
    lines.extend(end(&sitting));
    lines.join("\n")
}

fn numbered(ui: Ui, place: u32, key: &str, value: &str) -> String {
    format!("{place}　{}　{value}", ui.t(key))
}

fn time(ui: Ui, at: Timestamp) -> String {
    ui.xy(
        "minutes-time",
        at.jst().hour().to_string(),
        format!("{:02}", at.jst().minute()),
    )
}

/// Day, place, seats, attendance, chair and notice.
fn head(sitting: &Sitting<'_>) -> Vec<String> {
    let ui = sitting.desk.ui;
    let meeting = sitting.meeting();
    let body = ui.term("body", meeting.body.code());
    let opened = meeting.opened_at.unwrap_or(meeting.at);
    let closed = meeting.closed_at.unwrap_or(opened);
    let until = if closed.date() == opened.date() {
        time(ui, closed)
    } else {
        format!("{}{}", ui.day(&closed.date()), time(ui, closed))
    };
    let hours = ui.xy("minutes-from-until", time(ui, opened), until);
    let votes: u32 = meeting.seats.values().sum();
    let seats = u32::try_from(meeting.seats.len()).unwrap_or(u32::MAX);
    let mut lines = vec![
        ui.xy("minutes-heading", meeting.id.to_string(), &body),
        String::new(),
        numbered(
            ui,
            1,
            "minutes-when",
            &format!("{}{hours}", ui.day(&opened.date())),
        ),
        numbered(ui, 2, "minutes-where", sitting.place().unwrap_or_default()),
        numbered(
            ui,
            3,
            "minutes-seats",
            &if meeting.body == Body::GeneralMeeting {
                ui.xy(
                    "minutes-seats-members",
                    seats.to_string(),
                    votes.to_string(),
                )
            } else {
                ui.n("minutes-seats-directors", seats)
            },
        ),
        numbered(ui, 4, "minutes-attendance", ""),
    ];
    lines.extend(attendance(sitting));
    let chair = meeting
        .chair
        .as_ref()
        .map_or_else(String::new, |seat| seat_name(sitting.desk, seat));
    lines.push(numbered(ui, 5, "minutes-chair", &chair));
    let notice = sitting.notice();
    let called = match (notice.sent, notice.waived) {
        (_, true) => ui.t("minutes-notice-waived"),
        (Some(sent), false) => ui.xy(
            "minutes-notice-sent",
            ui.day(&sent.date()),
            notice.days.unwrap_or_default().to_string(),
        ),
        (None, false) => String::new(),
    };
    lines.push(numbered(ui, 6, "minutes-notice", &called));
    lines.push(numbered(ui, 7, "minutes-business", ""));
    lines
}

fn present(sitting: &Sitting<'_>, seat: &Seat, presence: &Presence) -> String {
    let ui = sitting.desk.ui;
    let how = match presence.how {
        Attendance::InPerson => ui.t("minutes-in-person"),
        Attendance::Remote => ui.t("minutes-remote"),
    };
    let mut line = format!("　　{}　{how}", seat_name(sitting.desk, seat));
    let opened = sitting.meeting().opened_at;
    // Whoever came with the others or stayed to the end needs no time of their own.
    if opened.is_some_and(|opened| presence.since.micros() - opened.micros() > 15 * 60_000_000) {
        line.push('　');
        line.push_str(&ui.x("minutes-came-at", time(ui, presence.since)));
    }
    if let Some(until) = presence.until {
        line.push('　');
        line.push_str(&ui.x("minutes-left-at", time(ui, until)));
    }
    line
}

/// Who came, and how; who did not.
fn attendance(sitting: &Sitting<'_>) -> Vec<String> {
    let ui = sitting.desk.ui;
    let meeting = sitting.meeting();
    let mut lines = vec![format!("　{}", ui.t("minutes-present"))];
    let came = |seat: &Seat| meeting.presence.get(seat);
    for seat in meeting.seats.keys() {
        lines.extend(came(seat).map(|presence| present(sitting, seat, presence)));
    }
    let absent: Vec<String> = meeting
        .seats
        .keys()
        .filter(|seat| !meeting.presence.contains_key(seat))
        .map(|seat| format!("　　{}", seat_name(sitting.desk, seat)))
        .collect();
    if !absent.is_empty() {
        lines.push(format!("　{}", ui.t("minutes-absent")));
        lines.extend(absent);
    }
    // Statutory auditors are named whether they came or not: articles 95 and 101 of the Act.
    if !meeting.kanji.is_empty() {
        lines.push(format!("　{}", ui.t("minutes-kanji")));
        lines.extend(meeting.kanji.iter().map(|id| {
            let seat = Seat::Person(*id);
            came(&seat).map_or_else(
                || {
                    format!(
                        "　　{}　{}",
                        sitting.desk.person(*id),
                        ui.t("minutes-not-there")
                    )
                },
                |presence| present(sitting, &seat, presence),
            )
        }));
    }
    lines
}

/// Who takes no part, because of an interest or of a part in the procedure.
fn excluded(sitting: &Sitting<'_>, measure: &Measure) -> Vec<String> {
    let ui = sitting.desk.ui;
    let meeting = sitting.meeting();
    if meeting.body == Body::GeneralMeeting {
        return Vec::new();
    }
    let names = |interested: bool| {
        let people = meeting.seats.keys().filter_map(Seat::person);
        let names: Vec<String> = people
            .filter(|person| measure.is_excluded(*person))
            .filter(|person| measure.is_recused(*person) == interested)
            .map(|person| sitting.desk.person(person))
            .collect();
        names.join("、")
    };
    let (interested, took_part) = (names(true), names(false));
    let mut lines = vec![ui.x(
        "minutes-interested",
        if interested.is_empty() {
            ui.t("minutes-nobody")
        } else {
            interested
        },
    )];
    if !took_part.is_empty() {
        lines.push(ui.x("minutes-took-part", took_part));
    }
    lines
}

/// One item: what was heard, the course, the count, the votes, the result.
fn of_item(sitting: &Sitting<'_>, number: u32, item: &Item) -> Vec<String> {
    let ui = sitting.desk.ui;
    let title = sitting.title(item).unwrap_or_default();
    let mut lines = vec![ui.xy("minutes-item", number.to_string(), title)];
    let measure = sitting.measure(item);
    let mut say = |words: String| {
        for line in words.lines() {
            lines.push(format!("　{line}"));
        }
    };
    if measure.is_some() {
        say(subject_words(sitting.desk, &item.subject, measure));
    }
    if let Some(measure) = measure {
        excluded(sitting, measure).into_iter().for_each(&mut say);
        if let Some(at) = measure.explained_at() {
            say(ui.x("minutes-explained", ui.day(&at.date())));
        }
        if let Some(end) = measure.hearing.closed {
            say(ui.x("minutes-heard", ui.day(&end.at.date())));
        }
    }
    if let Some((how, words)) = spoken(sitting, number, item) {
        say(ui.xy("minutes-spoken", ui.term("meetinghearing", how), words));
    }
    let course = course(sitting, item);
    say(ui.x(
        "minutes-course",
        if course.is_empty() {
            ui.t("minutes-fill-in")
        } else {
            course.to_owned()
        },
    ));
    match &item.state {
        ItemState::Resolved { .. } if item.is_voted_on() => {
            counted(sitting, number, item)
                .into_iter()
                .for_each(&mut say);
        }
        ItemState::Withdrawn {} => say(ui.t("minutes-withdrawn")),
        _ => {}
    }
    lines
}

/// The count with its rule, each vote, what those against said, and the result.
fn counted(sitting: &Sitting<'_>, number: u32, item: &Item) -> Vec<String> {
    let ui = sitting.desk.ui;
    let ItemState::Resolved {
        tally, resolution, ..
    } = &item.state
    else {
        return Vec::new();
    };
    let bar = sitting.bar(number, item);
    let mut lines = vec![
        ui.xy(
            "minutes-those-present",
            tally.eligible.to_string(),
            tally.present.to_string(),
        ),
        format!(
            "{}、{}、{}",
            ui.n("minutes-yes", tally.yes),
            ui.n("minutes-no", tally.no),
            ui.n("minutes-abstain", tally.abstain)
        ),
        ui.x("minutes-rule", ui.term("majority", bar.majority)),
    ];
    let voices = votes(sitting, item);
    if !voices.is_empty() {
        lines.push(ui.t("minutes-votes"));
    }
    for voice in &voices {
        let choice = ui.term("choice", &voice.choice);
        lines.push(if voice.reason.is_empty() {
            format!("　{}　{choice}", voice.name)
        } else {
            let reason = voice.reason.replace('\n', "　");
            format!(
                "　{}　{choice}　{}",
                voice.name,
                ui.x("minutes-reason", reason)
            )
        });
    }
    if voices
        .iter()
        .any(|voice| voice.choice == Choice::Against.code())
    {
        lines.push(ui.t("minutes-dissent"));
    }
    lines.push(ui.x("minutes-result", ui.term("resolution", resolution.code())));
    lines
}

/// The closing words and the lines for signatures.
fn end(sitting: &Sitting<'_>) -> Vec<String> {
    let ui = sitting.desk.ui;
    let meeting = sitting.meeting();
    let body = ui.term("body", meeting.body.code());
    let closed = meeting
        .closed_at
        .or(meeting.opened_at)
        .unwrap_or(meeting.at);
    let mut lines = vec![
        ui.x("minutes-closing", time(ui, closed)),
        ui.x("minutes-in-witness", &body),
        String::new(),
        ui.t("minutes-date-line"),
        String::new(),
        format!("　{body}"),
        ui.x("minutes-sign-line", ui.t("minutes-representative")),
    ];
    for id in &meeting.kanji {
        if !meeting.presence.contains_key(&Seat::Person(*id)) {
            continue;
        }
        let who = format!(
            "{}　{}",
            ui.t("minutes-kanji-present"),
            sitting.desk.person(*id)
        );
        lines.push(ui.x("minutes-sign-line", who));
    }
    lines
}
