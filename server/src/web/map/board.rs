//! Meetings as this reader sees them: agenda, seats, notice, quorum and majority.
//!
//! An item about a measure from which the reader is recused is nowhere: the store names it, and
//! [`Sitting::items`] leaves it out of everything that is shown.

use crate::web::{
    site::Desk,
    view::board::{Bar, ItemLine, MeetingHead, MeetingLine, Notice, SeatLine, StepLink},
};
use domain::{
    board::{
        Item, ItemState, Majority, Meeting, MeetingStep, Presence, Seat, may, outcome, tally_now,
    },
    case::Respondent,
    code::{MeetingStage, Role},
    event::{Subject, Tally},
    id::{AccountId, MeasureId},
    measure::{self, Interest, Measure, MeasureStep, clear_days_between},
    profile::BoardRules,
};
use store::desk::MeetingDossier;

/// A meeting, the rules it is held under, and the desk of the page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sitting<'a> {
    /// The desk.
    pub(crate) desk: &'a Desk,
    /// The meeting.
    pub(crate) dossier: &'a MeetingDossier,
    /// The rules of its profile.
    pub(crate) rules: &'a BoardRules,
}

/// A meeting in a list.
pub(crate) fn line(meeting: &Meeting) -> MeetingLine {
    MeetingLine {
        number: meeting.id.0,
        body: meeting.body.code().to_owned(),
        at: meeting.at,
        stage: meeting.stage.code().to_owned(),
        unsigned: meeting.is_unsigned(),
    }
}

/// The address of an item.
pub(crate) fn item_href(meeting: &Meeting, number: u32) -> String {
    format!("/board/meetings/{}/items/{number}", meeting.id)
}

/// Whose seat, in words.
pub(crate) fn seat_name(desk: &Desk, seat: &Seat) -> String {
    match seat {
        Seat::Person(person) => desk.person(*person),
        Seat::Member(member) => desk.respondent(&Respondent::Member {
            member: member.clone(),
        }),
    }
}

/// A measure in words: 措置第3号 勧告（株式会社…）.
pub(crate) fn measure_words(desk: &Desk, measure: &Measure) -> String {
    let ui = desk.ui;
    let member = desk.respondent(&Respondent::Member {
        member: measure.member.clone(),
    });
    let number = ui.n("board-measure-number", measure.id.0);
    let kind = ui.term("measurekind", measure.kind.code());
    ui.xy("board-measure", format!("{number} {kind}"), member)
}

/// What an item is about, in words.
pub(crate) fn subject_words(desk: &Desk, subject: &Subject, measure: Option<&Measure>) -> String {
    let ui = desk.ui;
    match (subject, measure) {
        (Subject::Measure { question, .. }, Some(measure)) => format!(
            "{} {}",
            measure_words(desk, measure),
            ui.term("question", question.code())
        ),
        (Subject::Measure { question, .. }, None) => ui.term("question", question.code()),
        (Subject::Rules { document, .. }, _) => ui.term("subject", document.code()),
        (Subject::Other {} | Subject::Report {}, _) => ui.term("subject", subject.code()),
    }
}

/// How far an item is, as a word of the pages.
fn state(item: &Item) -> &'static str {
    match item.state {
        ItemState::Listed {} => "listed",
        ItemState::Open { .. } => "open",
        // Nobody votes on a report; its end is no resolution.
        ItemState::Resolved { .. } if !item.is_voted_on() => "reported",
        ItemState::Resolved { .. } => "resolved",
        ItemState::Withdrawn {} => "withdrawn",
    }
}

/// What somebody said about themself: `declare`, `ruling` or `clear`.
pub(crate) fn interest(measure: &Measure, person: AccountId) -> &'static str {
    match measure.interests.get(&person) {
        Some(known) if known.is_cleared() => "clear",
        Some(known) if known.is_to_be_ruled() && known.declared.is_some() => "ruling",
        _ => "declare",
    }
}

impl<'a> Sitting<'a> {
    /// The meeting.
    pub(crate) const fn meeting(&self) -> &'a Meeting {
        &self.dossier.meeting
    }

    /// The items that exist for this reader.
    pub(crate) fn items(&self) -> impl Iterator<Item = (u32, &'a Item)> + use<'a> {
        let hidden = &self.dossier.hidden;
        self.dossier
            .meeting
            .numbered()
            .filter(|(number, _)| !hidden.contains(number))
    }

    /// One of them.
    pub(crate) fn item(&self, number: u32) -> Option<&'a Item> {
        self.items()
            .find(|(each, _)| *each == number)
            .map(|(_, item)| item)
    }

    /// The measure that an item is about.
    pub(crate) fn measure(&self, item: &Item) -> Option<&'a Measure> {
        let id: MeasureId = item.measure()?;
        self.dossier.measures.get(&id)
    }

    /// The reader, when they sit there: in a seat, or as a statutory auditor.
    pub(crate) fn sits(&self) -> Option<AccountId> {
        let person = self.desk.actor.id.account()?;
        let meeting = self.meeting();
        let there =
            meeting.seats.contains_key(&Seat::Person(person)) || meeting.kanji.contains(&person);
        there.then_some(person)
    }

    /// The reader's own seat, with a vote.
    pub(crate) fn own_seat(&self) -> Option<Seat> {
        let seat = Seat::Person(self.sits()?);
        self.meeting().seats.contains_key(&seat).then_some(seat)
    }

    /// What stands between the reader and a paper: `open`, `declare`, `ruling`, `withheld`.
    pub(crate) fn gate(&self, item: &Item) -> &'static str {
        let actor = &self.desk.actor;
        let Some(measure) = self.measure(item) else {
            return match self.paper(item) {
                Some(_) => "open",
                None => "withheld",
            };
        };
        if let Some(person) = self.sits()
            && measure::may(actor, MeasureStep::Declare, measure)
            && !measure
                .interests
                .get(&person)
                .is_some_and(Interest::is_cleared)
        {
            return interest(measure, person);
        }
        match self.paper(item) {
            Some(_) => "open",
            None => "withheld",
        }
    }

    /// The title of an item, for whom it opens.
    pub(crate) fn title(&self, item: &Item) -> Option<&'a str> {
        self.dossier.words.get(item.seq, "title")
    }

    /// The text of its paper, for whom it opens.
    pub(crate) fn paper(&self, item: &Item) -> Option<&'a str> {
        self.dossier.words.get(item.seq, "paper")
    }

    /// Where the meeting is held, for whom that opens.
    pub(crate) fn place(&self) -> Option<&'a str> {
        self.dossier.words.get(self.meeting().first_seq, "place")
    }

    /// Whether names of votes are not shown yet.
    pub(crate) fn hides_names(&self) -> bool {
        self.rules.names_hidden
            && !matches!(
                self.meeting().stage,
                MeetingStage::Closed | MeetingStage::Cancelled
            )
    }

    /// Whether the reader may see minutes and course: nobody who is kept from an item of the meeting,
    /// because its minutes tell about all of them.
    pub(crate) fn opens_minutes(&self) -> bool {
        self.dossier.hidden.is_empty()
            && self.meeting().stage == MeetingStage::Closed
            && self.desk.actor.opens(domain::code::Class::Minutes)
    }

    /// An item as a line.
    pub(crate) fn line(&self, number: u32, item: &Item, here: Option<u32>) -> ItemLine {
        let measure = self.measure(item);
        let sits = self.sits();
        let gate = self.gate(item);
        let reading = match sits.map(|person| item.read.get(&Seat::Person(person))) {
            None => "",
            Some(Some(read)) if *read == item.paper => "read",
            Some(Some(_)) => "changed",
            Some(None) => "unread",
        };
        ItemLine {
            number,
            href: item_href(self.meeting(), number),
            title: (gate == "open")
                .then(|| self.title(item).map(str::to_owned))
                .flatten(),
            about: subject_words(self.desk, &item.subject, measure),
            state: state(item),
            resolution: match &item.state {
                ItemState::Resolved { resolution, .. } if item.is_voted_on() => {
                    resolution.code().to_owned()
                }
                _ => String::new(),
            },
            reading,
            interest: match (measure, sits) {
                (Some(measure), Some(person)) => interest(measure, person),
                _ => "",
            },
            here: here == Some(number),
        }
    }

    /// The head of every page of the meeting.
    pub(crate) fn head(&self, here: Option<u32>) -> MeetingHead {
        MeetingHead {
            line: line(self.meeting()),
            place: self.place().map(str::to_owned),
            items: self
                .items()
                .map(|(number, item)| self.line(number, item, here))
                .collect(),
            minutes: self.opens_minutes(),
        }
    }

    /// How the notice stands.
    pub(crate) fn notice(&self) -> Notice {
        let meeting = self.meeting();
        Notice {
            sent: meeting.notified_at,
            days: meeting
                .notified_at
                .map(|at| clear_days_between(at.date(), meeting.at.date())),
            least: self.rules.notice_days,
            waived: meeting.is_waived(),
        }
    }

    /// The seats, and the statutory auditors, who have no vote.
    pub(crate) fn seats(&self) -> Vec<SeatLine> {
        let meeting = self.meeting();
        let line = |seat: Seat| {
            let presence: Option<&Presence> = meeting.presence.get(&seat);
            SeatLine {
                name: seat_name(self.desk, &seat),
                votes: meeting.seats.get(&seat).copied(),
                how: presence.map_or_else(String::new, |p| p.how.code().to_owned()),
                since: presence.map(|p| p.since),
                until: presence.and_then(|p| p.until),
                chairs: meeting.chair.as_ref() == Some(&seat),
                waived: meeting.waived.contains(&seat),
            }
        };
        meeting.everybody().map(line).collect()
    }

    /// Quorum and majority of an item, as counted when the vote ended, or as they stand now.
    pub(crate) fn bar(&self, number: u32, item: &Item) -> Bar {
        let meeting = self.meeting();
        let measure = self.measure(item);
        let (now, majority) = tally_now(meeting, item, measure, self.rules);
        let tally = match &item.state {
            ItemState::Resolved { tally, .. } => *tally,
            _ => now,
        };
        let (resolution, _) = outcome(majority, &tally, measure.is_some(), self.rules);
        let resolution = match &item.state {
            ItemState::Resolved { resolution, .. } => *resolution,
            _ => resolution,
        };
        let (quorum, needed) = needed(majority, &tally);
        Bar {
            number,
            majority: majority.code().to_owned(),
            fewest: majority.fewest(),
            all: tally.all_votes,
            eligible: tally.eligible,
            excluded: tally.excluded,
            present: tally.present_votes,
            yes: tally.yes_votes,
            no: tally.no,
            abstain: tally.abstain,
            quorum,
            needed,
            has_quorum: majority.has_quorum(&tally),
            reached: majority.is_reached(&tally),
            outcome: resolution.code().to_owned(),
            vote: match item.state {
                ItemState::Resolved { .. } => "ended",
                ItemState::Open { .. } => "open",
                _ => "before",
            },
        }
    }

    /// The steps that the reader can take now about the meeting as a whole.
    pub(crate) fn steps(&self) -> Vec<StepLink> {
        use MeetingStep as S;
        let meeting = self.meeting();
        let next = match meeting.stage {
            MeetingStage::Prepared if meeting.items.is_empty() => S::Put,
            MeetingStage::Prepared => S::Notify,
            MeetingStage::Notified => S::Open,
            MeetingStage::Open if meeting.presence.is_empty() => S::Arrive,
            _ => S::Close,
        };
        [
            S::Put,
            S::Notify,
            S::Waive,
            S::Open,
            S::Arrive,
            S::Leave,
            S::Close,
            S::Cancel,
        ]
        .into_iter()
        .filter(|step| may(&self.desk.actor, *step) && step.is_possible(meeting))
        .filter(|step| *step != S::Waive || !self.may_waive().is_empty())
        .map(|step| StepLink {
            code: step.name().to_owned(),
            href: format!("/board/meetings/{}/do/{}", meeting.id, step.name()),
            primary: step == next,
        })
        .collect()
    }

    /// Whose agreement the reader can still record: their own, or as the secretariat everybody's.
    pub(crate) fn may_waive(&self) -> Vec<Seat> {
        let meeting = self.meeting();
        let own = self.desk.actor.id.account().map(Seat::Person);
        let records = self.desk.actor.is(Role::Secretariat);
        meeting
            .everybody()
            .filter(|seat| !meeting.waived.contains(seat))
            .filter(|seat| records || own.as_ref() == Some(seat))
            .collect()
    }

    /// The steps that the reader can take now about one item.
    pub(crate) fn item_steps(&self, number: u32, item: &Item) -> Vec<StepLink> {
        use MeetingStep as S;
        let meeting = self.meeting();
        let open = meeting.stage == MeetingStage::Open;
        let fits = |step: S| match step {
            S::Revise => !item.is_over(),
            S::WithdrawItem | S::OpenItem => matches!(item.state, ItemState::Listed {}),
            S::Hear => {
                item.is_open()
                    && item.heard.is_none()
                    && self.measure(item).is_some_and(|measure| {
                        measure.hearing.form == domain::code::HearingForm::AtMeeting
                    })
            }
            S::Vote => {
                item.is_open() && item.is_voted_on() && self.desk.actor.is(Role::Secretariat)
            }
            S::Resolve => item.is_open(),
            _ => false,
        };
        let next = match (open && item.is_open(), item.is_voted_on()) {
            (true, true) => S::Vote,
            (true, false) => S::Resolve,
            (false, _) => S::OpenItem,
        };
        [
            S::OpenItem,
            S::Hear,
            S::Vote,
            S::Resolve,
            S::Revise,
            S::WithdrawItem,
        ]
        .into_iter()
        .filter(|step| may(&self.desk.actor, *step) && step.is_possible(meeting) && fits(*step))
        .map(|step| StepLink {
            code: step.name().to_owned(),
            href: format!(
                "/board/meetings/{}/do/{}?item={number}",
                meeting.id,
                step.name()
            ),
            primary: step == next,
        })
        .collect()
    }
}

/// Votes that must be present, and votes for that are needed, by a rule.
fn needed(majority: Majority, tally: &Tally) -> (u32, u32) {
    match majority {
        Majority::Simple => (tally.all_votes / 2 + 1, tally.present_votes / 2 + 1),
        Majority::TwoThirds { .. } => (
            tally.all_votes / 2 + 1,
            (tally.eligible * 2).div_ceil(3).max(1),
        ),
        Majority::Special => {
            let two_thirds = (tally.all_votes * 2).div_ceil(3);
            (two_thirds, two_thirds.max(1))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_bar_says_is_needed_is_what_the_rule_asks_for() {
        for majority in [
            Majority::Simple,
            Majority::TwoThirds { fewest: 3 },
            Majority::Special,
        ] {
            for eligible in 1..=12 {
                for present in 1..=eligible {
                    for yes in 0..=present {
                        let tally = Tally {
                            eligible,
                            present,
                            yes,
                            all_votes: eligible,
                            present_votes: present,
                            yes_votes: yes,
                            ..Tally::default()
                        };
                        let (quorum, least) = needed(majority, &tally);
                        assert_eq!(
                            majority.has_quorum(&tally),
                            present >= quorum,
                            "{majority:?} {tally:?}"
                        );
                        assert_eq!(
                            majority.is_reached(&tally),
                            yes >= least,
                            "{majority:?} {tally:?}"
                        );
                    }
                }
            }
        }
    }
}
