//! What a profile must hold besides its form: names that stand once, references that lead somewhere,
//! and rules that the clocks can follow. A flaw is found where the profile is read, because a clock
//! that cannot be followed would later refuse every step of every case.

use super::{ClockRule, Extendable, MAX_STEP_DAYS, Measure, Profile, Scope, Step, written};
use crate::{
    case::Issue,
    clock::Trigger,
    code::{Body, LegalForm, Role},
    period::{Direction, MAX_CHANGES, MAX_N, Period, PeriodError},
    roster,
    strict::{self, BadDocument},
};
use serde::Serialize;
use std::collections::BTreeSet;

/// The most days back that a profile may allow: a year and a leap day.
pub const MAX_BACKDATE_DAYS: u32 = 366;

/// A profile's text does not make sense.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadProfile {
    /// The text does not fit the form, or names something that does not exist.
    #[error(transparent)]
    Document(#[from] BadDocument),
    /// What stands there cannot be followed.
    #[error("{path}: {flaw}")]
    Flawed {
        /// The key under which it stands, such as `clock[3].extend.n`.
        path: String,
        /// What is wrong with it, and what to write instead.
        flaw: Flaw,
    },
}

/// What is wrong with a part of a profile.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// A name stands twice.
    #[error("`{0}` stands twice; leave one of them out or name it differently")]
    Twice(String),
    /// A name must be short ASCII, because it appears in the ledger.
    #[error("`{0}` must be 1 to 40 ASCII letters, digits, `_`, `-` or `.`")]
    Name(String),
    /// A number is outside what can be meant.
    #[error("{found} is not possible; write a whole number from {least} to {most}")]
    Number {
        /// The number that stands there.
        found: i64,
        /// The smallest that can be meant.
        least: i64,
        /// The largest that can be meant.
        most: i64,
    },
    /// The period cannot be computed.
    #[error("{0}")]
    Period(PeriodError),
    /// The law leaves less room than the rule takes.
    #[error("n is {n}, but the law leaves at least {floor}; write {floor} or more")]
    BelowFloor {
        /// The number of units.
        n: u32,
        /// The shortest the law allows.
        floor: u32,
    },
    /// A shortest number of hours protects nobody.
    #[error("a clock with a `floor` is counted in days or longer; choose another unit")]
    FloorOfHours,
    /// Nothing starts the clock, so its stops and pauses refer to nothing.
    #[error("nothing starts this clock, so nothing can stop or pause it; name a trigger")]
    NeverStarts,
    /// A template leaves something open that nothing fills.
    #[error(
        "`{{{0}}}` is no place that can be filled; write one of {{number}}, {{member}}, {{organ}}, {{deadline}}"
    )]
    Place(String),
    /// A letter that no second person checks.
    #[error(
        "letters of the kind `{0}` cannot be put under check; leave `check` out here and write it for request, deficiency, demand or direction"
    )]
    NoCheck(String),
    /// A pledge without words.
    #[error("a pledge needs words in both languages; write the text")]
    NoText,
    /// Parts that nobody plays together.
    #[error("nobody is both `{}` and `{}`; leave one of them out", .0.code(), .1.code())]
    Clash(Role, Role),
    /// A body that cannot decide this.
    #[error("this body does not decide it; write {0}")]
    NoSuchBody(&'static str),
    /// Conditions of a ground that the rules do not have.
    #[error("these rules have no such ground; name it in `grounds`, or leave its conditions out")]
    NoSuchGround,
    /// The closing of a case stops every clock.
    #[error(
        "`closed` stops every clock and so neither starts, pauses nor resumes one; leave it out"
    )]
    Closed,
    /// A suspension pauses the clock anyway.
    #[error(
        "a suspension pauses and resumes this clock anyway; leave the trigger out, or set `runs_while_suspended` = true"
    )]
    Suspension,
    /// A trigger that stops the clock cannot pause or resume it.
    #[error("this trigger stops the clock, so it cannot pause or resume it; leave it out")]
    Stopped,
    /// A trigger cannot pause and resume at once.
    #[error("this trigger also pauses the clock; name one that ends the pause")]
    ResumesWhatPauses,
    /// A pause that nothing ends.
    #[error("nothing ends this pause; name the trigger under `resume`")]
    NoResume,
    /// An end of a pause that nothing begins.
    #[error("nothing begins the pause that this ends; name the trigger under `pause`")]
    NoPause,
    /// A clock whose period cannot be paused.
    #[error(
        "a period before an event or with a `month_day` cannot be paused; leave `pause` out and set `runs_while_suspended` = true"
    )]
    CannotPause,
    /// A period that cannot be extended.
    #[error("a period before an event cannot be extended; leave `extend` out")]
    CannotExtend,
}

fn flawed<T>(path: impl Into<String>, flaw: Flaw) -> Result<T, BadProfile> {
    Err(BadProfile::Flawed {
        path: path.into(),
        flaw,
    })
}

fn within(path: String, found: i64, least: i64, most: i64) -> Result<(), BadProfile> {
    if (least..=most).contains(&found) {
        return Ok(());
    }
    let flaw = Flaw::Number { found, least, most };
    flawed(path, flaw)
}

/// A name that is written into the ledger.
fn name(path: &str, name: &str) -> Result<(), BadProfile> {
    let fits = (1..=40).contains(&name.len())
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'));
    if fits {
        Ok(())
    } else {
        flawed(path, Flaw::Name(name.to_owned()))
    }
}

impl Profile {
    /// Whether every part can be followed.
    pub(super) fn check(&self) -> Result<(), BadProfile> {
        name("code", &self.code)?;
        name("explanation.version", &self.explanation.version)?;
        for industry in self.industries.keys() {
            name(&format!("industries.{industry}"), industry)?;
        }
        within(
            "backdate_days".to_owned(),
            self.backdate_days.into(),
            0,
            MAX_BACKDATE_DAYS.into(),
        )?;
        within(
            "image_days".to_owned(),
            self.image_days.into(),
            1,
            MAX_BACKDATE_DAYS.into(),
        )?;
        once("grounds", &self.grounds)?;
        for (ground, rule) in &self.ground {
            let path = format!("ground.{}", ground.code());
            if !self.grounds.contains(ground) {
                return flawed(path, Flaw::NoSuchGround);
            }
            once(&format!("{path}.decisions"), &rule.decisions)?;
            once(&format!("{path}.litigation"), &rule.litigation)?;
            within(format!("{path}.reminders"), rule.reminders.into(), 0, 9)?;
        }
        once("filing", &self.filing)?;
        once("agent_filing", &self.agent_filing)?;
        let mut kinds = BTreeSet::new();
        for (place, letter) in self.letters.iter().enumerate() {
            let path = format!("letter[{place}]");
            name(&format!("{path}.version"), &letter.version)?;
            if !kinds.insert(letter.kind) {
                return flawed(
                    format!("{path}.kind"),
                    Flaw::Twice(letter.kind.code().to_owned()),
                );
            }
            if letter.check.is_some() && !Issue::KINDS.contains(&letter.kind) {
                return flawed(
                    format!("{path}.check"),
                    Flaw::NoCheck(letter.kind.code().to_owned()),
                );
            }
            if let Some(unknown) = letter.unknown_place() {
                return flawed(format!("{path}.body"), Flaw::Place(unknown.to_owned()));
            }
        }
        let mut documents = BTreeSet::new();
        for (place, document) in self.proof.iter().enumerate() {
            let path = format!("proof[{place}]");
            name(&format!("{path}.code"), &document.code)?;
            once(&format!("{path}.proves"), &document.proves)?;
            if !documents.insert(document.code.as_str()) {
                return flawed(format!("{path}.code"), Flaw::Twice(document.code.clone()));
            }
        }
        self.check_people()?;
        self.check_board()?;
        let mut names = BTreeSet::new();
        for (place, rule) in self.clock.iter().enumerate() {
            let path = format!("clock[{place}]");
            name(&format!("{path}.name"), &rule.name)?;
            if !names.insert(rule.name.as_str()) {
                return flawed(format!("{path}.name"), Flaw::Twice(rule.name.clone()));
            }
            rule.check(&path)?;
        }
        for (place, step) in self.ladder.iter().enumerate() {
            self.check_step(step, &format!("ladder[{place}]"))?;
        }
        self.check_ladder()
    }

    /// The pledges and the bundles of parts.
    fn check_people(&self) -> Result<(), BadProfile> {
        let mut pledgers = BTreeSet::new();
        for (place, pledge) in self.pledges.iter().enumerate() {
            let path = format!("pledge[{place}]");
            name(&format!("{path}.version"), &pledge.version)?;
            if !pledgers.insert(pledge.of) {
                return flawed(format!("{path}.of"), Flaw::Twice(written(&pledge.of)));
            }
            for (key, text) in [("ja", &pledge.ja), ("en", &pledge.en)] {
                if text.trim().is_empty() {
                    return flawed(format!("{path}.{key}"), Flaw::NoText);
                }
            }
        }
        let mut bundles = BTreeSet::new();
        for (place, bundle) in self.bundles.iter().enumerate() {
            let path = format!("bundle[{place}]");
            name(&format!("{path}.code"), &bundle.code)?;
            if !bundles.insert(bundle.code.as_str()) {
                return flawed(format!("{path}.code"), Flaw::Twice(bundle.code.clone()));
            }
            once(&format!("{path}.roles"), &bundle.roles)?;
            if let Some((one, other)) = roster::clash(&bundle.roles) {
                return flawed(format!("{path}.roles"), Flaw::Clash(one, other));
            }
        }
        Ok(())
    }

    /// The organs: the law leaves at least a week of notice, and only bodies that exist decide.
    fn check_board(&self) -> Result<(), BadProfile> {
        let board = &self.board;
        for (key, n, least) in [
            ("notice_days", board.notice_days, 7),
            ("record_days", board.record_days, 1),
            ("fewest", board.fewest, 3),
        ] {
            within(format!("board.{key}"), n.into(), least, 366)?;
        }
        let decides = matches!(
            board.decided_by,
            Body::Board | Body::Committee | Body::President
        );
        if !decides {
            return flawed(
                "board.decided_by".to_owned(),
                Flaw::NoSuchBody("board, committee or president"),
            );
        }
        let meets = board.legal_form == LegalForm::Association;
        match board.too_few {
            Body::President => Ok(()),
            Body::GeneralMeeting if meets => Ok(()),
            _ => flawed(
                "board.too_few".to_owned(),
                Flaw::NoSuchBody("president, or general_meeting in an association"),
            ),
        }
    }

    fn check_step(&self, step: &Step, path: &str) -> Result<(), BadProfile> {
        name(&format!("{path}.step"), &step.step)?;
        let most = i64::from(MAX_STEP_DAYS);
        match step.measure {
            Measure::OpenDays(days) => {
                within(format!("{path}.open_days"), days.into(), -most, most)?;
            }
            Measure::AfterStartDays(days) => {
                within(format!("{path}.after_start_days"), days.into(), 1, most)?;
            }
        }
        match &step.scope {
            Scope::Parties(parties) => once(&format!("{path}.waits_on"), parties),
            Scope::Clocks(clocks) => {
                once(&format!("{path}.clocks"), clocks)?;
                for (place, clock) in clocks.iter().enumerate() {
                    if self.rule(clock).is_none() {
                        let known: Vec<String> =
                            self.clock.iter().map(|c| format!("`{}`", c.name)).collect();
                        let message = format!(
                            "unknown clock `{clock}`, expected one of {}",
                            known.join(", ")
                        );
                        let path = format!("{path}.clocks[{place}]");
                        return Err(strict::explain(message, Some(path)).into());
                    }
                }
                Ok(())
            }
        }
    }

    /// Among the steps of one party, and among the own steps of one clock, a name stands once.
    fn check_ladder(&self) -> Result<(), BadProfile> {
        let mut seen = BTreeSet::new();
        for (place, step) in self.ladder.iter().enumerate() {
            let whose: Vec<&str> = match &step.scope {
                Scope::Parties(parties) => parties.iter().map(|party| party.code()).collect(),
                Scope::Clocks(clocks) => clocks.iter().map(String::as_str).collect(),
            };
            let of_clocks = matches!(step.scope, Scope::Clocks(_));
            for one in whose {
                if !seen.insert((of_clocks, one, step.step.as_str())) {
                    let flaw = Flaw::Twice(step.step.clone());
                    return flawed(format!("ladder[{place}].step"), flaw);
                }
            }
        }
        Ok(())
    }
}

/// Whether each value of a list stands there once.
fn once<T: Ord + Serialize>(path: &str, values: &[T]) -> Result<(), BadProfile> {
    let mut seen = BTreeSet::new();
    for (place, value) in values.iter().enumerate() {
        if !seen.insert(value) {
            return flawed(format!("{path}[{place}]"), Flaw::Twice(written(value)));
        }
    }
    Ok(())
}

impl ClockRule {
    fn check(&self, path: &str) -> Result<(), BadProfile> {
        if let Err(error) = self.period.check() {
            return flawed(format!("{path}.period"), Flaw::Period(error));
        }
        if let Some(floor) = self.floor {
            if self.period.unit.is_hours() {
                return flawed(format!("{path}.period.unit"), Flaw::FloorOfHours);
            }
            let n = self.period.n;
            if n < floor {
                return flawed(format!("{path}.period.n"), Flaw::BelowFloor { n, floor });
            }
        }
        if let Some(extend) = &self.extend {
            extend.check(&self.period, &format!("{path}.extend"))?;
        }
        self.check_triggers(path)
    }

    fn check_triggers(&self, path: &str) -> Result<(), BadProfile> {
        let lists = [
            ("start", &self.start),
            ("stop", &self.stop),
            ("pause", &self.pause),
            ("resume", &self.resume),
        ];
        for (key, triggers) in lists {
            once(&format!("{path}.{key}"), triggers)?;
            for (place, trigger) in triggers.iter().enumerate() {
                if let Some(flaw) = self.flaw_of(key, *trigger) {
                    return flawed(format!("{path}.{key}[{place}]"), flaw);
                }
            }
        }
        let fixed = self.period.direction == Direction::Before || self.period.month_day.is_some();
        if self.start.is_empty() {
            flawed(format!("{path}.start"), Flaw::NeverStarts)
        } else if fixed && !self.pause.is_empty() {
            flawed(format!("{path}.pause"), Flaw::CannotPause)
        } else if fixed && !self.runs_while_suspended {
            flawed(format!("{path}.runs_while_suspended"), Flaw::CannotPause)
        } else if self.resume.is_empty() && !self.pause.is_empty() {
            flawed(format!("{path}.pause"), Flaw::NoResume)
        } else if self.pause.is_empty() && !self.resume.is_empty() {
            flawed(format!("{path}.resume"), Flaw::NoPause)
        } else {
            Ok(())
        }
    }

    /// What is wrong with a trigger that stands in one of the lists.
    fn flaw_of(&self, key: &str, trigger: Trigger) -> Option<Flaw> {
        let pauses = matches!(key, "pause" | "resume");
        let suspension = matches!(trigger, Trigger::Suspended | Trigger::Resumed);
        if trigger == Trigger::Closed && key != "stop" {
            Some(Flaw::Closed)
        } else if pauses && self.stop.contains(&trigger) {
            Some(Flaw::Stopped)
        } else if pauses && suspension && !self.runs_while_suspended {
            Some(Flaw::Suspension)
        } else if key == "resume" && self.pause.contains(&trigger) {
            Some(Flaw::ResumesWhatPauses)
        } else {
            None
        }
    }
}

impl Extendable {
    fn check(&self, period: &Period, path: &str) -> Result<(), BadProfile> {
        if period.direction == Direction::Before {
            return flawed(path, Flaw::CannotExtend);
        }
        let times = i64::try_from(MAX_CHANGES).unwrap_or(i64::MAX);
        within(format!("{path}.times"), self.times.into(), 1, times)?;
        within(format!("{path}.n"), self.n.into(), 1, MAX_N.into())
    }
}

#[cfg(test)]
mod tests;
