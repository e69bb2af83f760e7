//! The fields of a meeting's steps, and the commands that what was typed into them means.

use crate::web::{
    map::board::{measure_words, seat_name, subject_words},
    page::meeting_step::Attempt,
    refused::fault,
    typed::Typed,
    view::form::{Choice as Option_, Fault, Field, Group, Input},
};
use domain::{
    board::{Item, ItemDraft, MeetingCommand, MeetingStep, Seat},
    code::{Attendance, Body, Choice, DocumentKind, MeetingHearing, Question},
    event::Subject,
    measure::Measure,
};

/// The value that names a subject in forms and addresses.
fn subject_value(subject: &Subject) -> String {
    match subject {
        Subject::Measure { measure, question } => {
            format!("measure:{measure}:{}", question.code())
        }
        Subject::Rules { document, digest } => format!("rules:{}:{digest}", document.code()),
        Subject::Other {} | Subject::Report {} => subject.code().to_owned(),
    }
}

/// The subject that such a value names.
fn subject_of(value: &str) -> Option<Subject> {
    let mut parts = value.split(':');
    match (parts.next()?, parts.next(), parts.next()) {
        ("measure", Some(measure), Some(question)) => Some(Subject::Measure {
            measure: measure.parse().ok()?,
            question: Question::from_code(question)?,
        }),
        ("rules", Some(document), Some(digest)) => Some(Subject::Rules {
            document: DocumentKind::from_code(document)?,
            digest: digest.to_owned(),
        }),
        ("other", None, None) => Some(Subject::Other {}),
        ("report", None, None) => Some(Subject::Report {}),
        _ => None,
    }
}

/// What the agenda of this meeting may take up, in words.
fn subjects(attempt: &Attempt) -> Vec<Option_> {
    let sitting = attempt.sitting();
    let (desk, body) = (sitting.desk, sitting.meeting().body);
    let asked = attempt
        .measures
        .iter()
        .filter(|measure| measure.body == body)
        .flat_map(|measure| {
            measure.open_questions().iter().map(move |question| {
                let subject = Subject::Measure {
                    measure: measure.id,
                    question: *question,
                };
                Option_::new(
                    subject_value(&subject),
                    subject_words(desk, &subject, Some(measure)),
                )
            })
        });
    let waiting = attempt
        .organisation
        .proposals
        .iter()
        .filter(|_| body == Body::Board)
        .map(|(document, proposal)| {
            let subject = Subject::Rules {
                document: *document,
                digest: proposal.sha256.clone(),
            };
            Option_::new(subject_value(&subject), subject_words(desk, &subject, None))
        });
    let free = [Subject::Other {}, Subject::Report {}]
        .map(|subject| Option_::new(subject_value(&subject), subject_words(desk, &subject, None)));
    asked.chain(waiting).chain(free).collect()
}

/// The title and the outline of a paper about a subject, to be written on.
pub(crate) fn skeleton(attempt: &Attempt, value: &str) -> (String, String) {
    let desk = &attempt.room.desk;
    let ui = desk.ui;
    let outline = ui.t("board-paper-outline").replace('|', "\n");
    let measure = |id| {
        attempt
            .measures
            .iter()
            .find(|measure: &&Measure| measure.id == id)
    };
    match subject_of(value) {
        Some(Subject::Measure {
            measure: id,
            question,
        }) => match measure(id) {
            Some(measure) => {
                let asked = ui.term("question", question.code());
                let title = ui.xy("board-about", measure_words(desk, measure), asked);
                (title, outline)
            }
            None => (String::new(), outline),
        },
        Some(subject @ Subject::Rules { .. }) => (subject_words(desk, &subject, None), outline),
        _ => (String::new(), outline),
    }
}

fn plain(fields: Vec<Field>) -> Vec<Group> {
    vec![Group {
        legend: String::new(),
        fields,
    }]
}

/// Whoever has not come, or has left again.
fn away(attempt: &Attempt) -> Vec<Seat> {
    let meeting = attempt.sitting().meeting();
    meeting
        .everybody()
        .filter(|seat| !meeting.is_present(seat))
        .collect()
}

/// A name, with the part of whoever has no vote.
fn attending(attempt: &Attempt, seat: &Seat) -> String {
    let sitting = attempt.sitting();
    let name = seat_name(sitting.desk, seat);
    if sitting.meeting().seats.contains_key(seat) {
        name
    } else {
        let part = sitting.desk.ui.term("role", "kanji");
        format!("{name}（{part}）")
    }
}

/// The seats that vote on the item now.
fn voters(attempt: &Attempt, item: &Item) -> Vec<Seat> {
    let sitting = attempt.sitting();
    let meeting = sitting.meeting();
    let measure = sitting.measure(item);
    meeting
        .seats
        .keys()
        .filter(|seat| meeting.is_present(seat))
        .filter(|seat| match (measure, seat.person()) {
            (Some(measure), Some(person)) => !measure.is_excluded(person),
            _ => true,
        })
        .cloned()
        .collect()
}

/// The groups of fields, with what was typed.
pub(crate) fn fields(attempt: &Attempt, typed: Option<&Typed>, faults: &[Fault]) -> Vec<Group> {
    let mut groups = blank(attempt);
    for field in groups.iter_mut().flat_map(|group| &mut group.fields) {
        *field = std::mem::take(field).typed(typed, faults);
    }
    groups
}

fn paper_fields(attempt: &Attempt) -> [Field; 2] {
    let ui = attempt.room.desk.ui;
    [
        Field::new("title", ui.t("board-paper-title"))
            .max(200)
            .required(),
        Field::new("paper", ui.t("board-paper"))
            .hint(ui.t("board-paper-hint"))
            .input(Input::Lines(18))
            .required(),
    ]
}

fn blank(attempt: &Attempt) -> Vec<Group> {
    use MeetingStep as S;
    let sitting = attempt.sitting();
    let meeting = sitting.meeting();
    let desk = sitting.desk;
    let ui = desk.ui;
    let seats = |seats: &mut dyn Iterator<Item = &Seat>| -> Vec<Option_> {
        seats
            .map(|seat| Option_::new(seat.to_string(), seat_name(desk, seat)))
            .collect()
    };
    let reason = || {
        Field::new("reason", ui.t("board-reason"))
            .input(Input::Lines(3))
            .required()
    };
    match attempt.step {
        S::Put => {
            let outline = skeleton(attempt, "").1;
            let [title, paper] = paper_fields(attempt);
            plain(vec![
                Field::new("subject", ui.t("board-subject"))
                    .input(Input::Select(subjects(attempt)))
                    .required(),
                title,
                paper.value(outline),
            ])
        }
        S::Revise => {
            let [title, paper] = paper_fields(attempt);
            let item = attempt.of_item().map(|(_, item)| item);
            let of = |text: Option<&str>| text.unwrap_or_default().to_owned();
            plain(vec![
                title.value(of(item.and_then(|item| sitting.title(item)))),
                paper.value(of(item.and_then(|item| sitting.paper(item)))),
            ])
        }
        S::WithdrawItem | S::Cancel => plain(vec![reason()]),
        S::Waive => {
            let own = sitting.may_waive();
            plain(
                own.iter()
                    .map(|seat| {
                        Field::new(format!("by-{seat}"), seat_name(desk, seat)).input(Input::Check)
                    })
                    .collect(),
            )
        }
        S::Open => plain(vec![
            Field::new("chair", ui.t("board-chair"))
                .input(Input::Select(seats(&mut meeting.seats.keys())))
                .required(),
        ]),
        S::Arrive => plain(ways_of_coming(attempt)),
        S::Leave => {
            let there = meeting.everybody().filter(|seat| meeting.is_present(seat));
            let there = there.map(|seat| Option_::new(seat.to_string(), attending(attempt, &seat)));
            plain(vec![
                Field::new("seat", ui.t("board-who-leaves"))
                    .input(Input::Select(there.collect()))
                    .required(),
            ])
        }
        S::Hear => {
            let ways = MeetingHearing::ALL
                .iter()
                .map(|how| Option_::new(how.code(), ui.term("meetinghearing", how.code())));
            plain(vec![
                Field::new("how", ui.t("board-hear-how"))
                    .input(Input::Radio(ways.collect()))
                    .required(),
                Field::new("words", ui.t("board-hear-words")).input(Input::Lines(6)),
            ])
        }
        S::Vote => attempt
            .of_item()
            .map(|(_, item)| votes(attempt, item))
            .unwrap_or_default(),
        S::Resolve => plain(vec![
            Field::new("course", ui.t("board-course"))
                .hint(ui.t("board-course-hint"))
                .input(Input::Lines(6)),
        ]),
        _ => Vec::new(),
    }
}

/// How each person who is away comes, if they do, and whether both sides saw each other.
fn ways_of_coming(attempt: &Attempt) -> Vec<Field> {
    let desk = &attempt.room.desk;
    let ui = desk.ui;
    let mut ways = vec![Option_::new("", ui.t("board-not-there"))];
    ways.extend(
        Attendance::ALL
            .iter()
            .map(|how| Option_::new(how.code(), ui.term("attendance", how.code()))),
    );
    let mut fields: Vec<Field> = away(attempt)
        .iter()
        .map(|seat| {
            Field::new(format!("how-{seat}"), attending(attempt, seat))
                .input(Input::Radio(ways.clone()))
        })
        .collect();
    fields.push(
        Field::new("identified", ui.t("board-identified"))
            .hint(ui.t("board-identified-hint"))
            .input(Input::Check),
    );
    fields
}

/// One group for each seat that votes: the choice and its reason.
fn votes(attempt: &Attempt, item: &Item) -> Vec<Group> {
    let sitting = attempt.sitting();
    let ui = sitting.desk.ui;
    let mut ways = vec![Option_::new("", ui.t("board-not-voted"))];
    ways.extend(
        Choice::ALL
            .iter()
            .map(|choice| Option_::new(choice.code(), ui.term("choice", choice.code()))),
    );
    let group = |seat: &Seat| {
        // While names are hidden nobody's vote is shown again, not even to whoever wrote it down.
        let known = item.votes.get(seat).filter(|_| !sitting.hides_names());
        let reason = known.and_then(|ballot| sitting.dossier.words.get(ballot.seq, "reason"));
        Group {
            legend: seat_name(sitting.desk, seat),
            fields: vec![
                Field::new(format!("choice-{seat}"), ui.t("board-vote-of"))
                    .input(Input::Radio(ways.clone()))
                    .value(known.map_or("", |ballot| ballot.choice.code())),
                Field::new(format!("reason-{seat}"), ui.t("board-reason"))
                    .value(reason.unwrap_or_default()),
            ],
        }
    };
    voters(attempt, item).iter().map(group).collect()
}

type Wanted = Vec<(String, MeetingCommand)>;

/// What was typed, as commands, each with the field it came from. At least one, or a fault.
pub(crate) fn commands(attempt: &Attempt, typed: &Typed) -> Result<Wanted, Vec<Fault>> {
    use MeetingCommand as C;
    use MeetingStep as S;
    let ui = attempt.room.desk.ui;
    let bad = |field: &str, code: &str| vec![fault(&ui, field, code)];
    let text = |field: &str| typed.get(field).to_owned();
    let seat = |field: &str| -> Result<Seat, Vec<Fault>> {
        typed
            .get(field)
            .parse()
            .map_err(|_| bad(field, "field.choice"))
    };
    let item = attempt.item.unwrap_or_default();
    let one = |command| Ok(vec![(String::new(), command)]);
    match attempt.step {
        S::Put => one(C::Put(ItemDraft {
            subject: subject_of(typed.get("subject"))
                .ok_or_else(|| bad("subject", "field.choice"))?,
            title: text("title"),
            paper: text("paper"),
        })),
        S::Revise => one(C::Revise {
            item,
            title: text("title"),
            paper: text("paper"),
        }),
        S::WithdrawItem => one(C::WithdrawItem {
            item,
            reason: text("reason"),
        }),
        S::Notify => one(C::Notify),
        S::Waive => waivers(attempt, typed),
        S::Open => one(C::Open {
            chair: seat("chair")?,
        }),
        S::Arrive => arrivals(attempt, typed),
        S::Leave => one(C::Leave {
            seat: seat("seat")?,
        }),
        S::OpenItem => one(C::OpenItem { item }),
        S::Hear => one(C::Hear {
            item,
            how: MeetingHearing::from_code(typed.get("how"))
                .ok_or_else(|| bad("how", "field.choice"))?,
            words: text("words"),
        }),
        S::Vote => ballots(attempt, typed),
        S::Resolve => one(C::Resolve {
            item,
            course: text("course"),
        }),
        S::Close => one(C::Close),
        S::Cancel => one(C::Cancel {
            reason: text("reason"),
        }),
        _ => Err(bad("", "meeting.not_now")),
    }
}

/// Something must be chosen, or the form was sent for nothing.
fn some(attempt: &Attempt, wanted: Wanted, field: &str) -> Result<Wanted, Vec<Fault>> {
    if wanted.is_empty() {
        Err(vec![fault(&attempt.room.desk.ui, field, "field.choice")])
    } else {
        Ok(wanted)
    }
}

fn waivers(attempt: &Attempt, typed: &Typed) -> Result<Wanted, Vec<Fault>> {
    let open = attempt.sitting().may_waive();
    let first = open.first().map(|seat| format!("by-{seat}"));
    let wanted = open
        .into_iter()
        .map(|by| (format!("by-{by}"), by))
        .filter(|(field, _)| typed.is_ticked(field))
        .map(|(field, by)| (field, MeetingCommand::Waive { by }));
    some(attempt, wanted.collect(), &first.unwrap_or_default())
}

fn arrivals(attempt: &Attempt, typed: &Typed) -> Result<Wanted, Vec<Fault>> {
    let identified = typed.is_ticked("identified");
    let away = away(attempt);
    let first = away.first().map(|seat| format!("how-{seat}"));
    let mut wanted = Vec::new();
    for seat in away {
        let field = format!("how-{seat}");
        let Some(how) = Attendance::from_code(typed.get(&field)) else {
            continue;
        };
        if how == Attendance::Remote && !identified {
            return Err(vec![fault(
                &attempt.room.desk.ui,
                "identified",
                "meeting.not_identified",
            )]);
        }
        let command = MeetingCommand::Arrive {
            seat,
            how,
            identified: true,
        };
        wanted.push((field, command));
    }
    some(attempt, wanted, &first.unwrap_or_default())
}

/// The votes that say something new; what was recorded before and not changed is left alone.
fn ballots(attempt: &Attempt, typed: &Typed) -> Result<Wanted, Vec<Fault>> {
    let Some((number, item)) = attempt.of_item() else {
        return Ok(Vec::new());
    };
    let sitting = attempt.sitting();
    let voters = voters(attempt, item);
    let first = voters.first().map(|seat| format!("choice-{seat}"));
    let mut wanted = Vec::new();
    let mut told = false;
    for seat in voters {
        let field = format!("choice-{seat}");
        let Some(choice) = Choice::from_code(typed.get(&field)) else {
            continue;
        };
        told = true;
        let reason = typed.get(&format!("reason-{seat}")).trim().to_owned();
        let unchanged = item.votes.get(&seat).is_some_and(|ballot| {
            let known = sitting.dossier.words.get(ballot.seq, "reason");
            ballot.choice == choice && known.unwrap_or_default() == reason
        });
        if unchanged {
            continue;
        }
        let command = MeetingCommand::Vote {
            item: number,
            seat,
            choice,
            paper: typed.get("paper").to_owned(),
            reason,
        };
        wanted.push((field, command));
    }
    if told {
        return Ok(wanted);
    }
    some(attempt, wanted, &first.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::MeasureId;

    #[test]
    fn a_subject_is_what_its_value_names() {
        for subject in [
            Subject::Measure {
                measure: MeasureId(3),
                question: Question::Impose,
            },
            Subject::Rules {
                document: DocumentKind::Profile,
                digest: "9f86d081".repeat(8),
            },
            Subject::Other {},
            Subject::Report {},
        ] {
            assert_eq!(subject_of(&subject_value(&subject)), Some(subject));
        }
        for other in [
            "",
            "measure:3",
            "measure:x:impose",
            "rules:none:1",
            "other:1",
        ] {
            assert_eq!(subject_of(other), None, "{other}");
        }
    }
}
