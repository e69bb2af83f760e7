//! `kigen calendar`: the holidays by the Act, for people and for programs; and the organisation's
//! calendar, whose edits show the deadlines they move before anything changes.

mod edit;

use super::{Common, Exit, Outcome};
use clap::{Args, Subcommand};
use domain::{
    calendar::{self, CalendarSpec, FIRST_YEAR, Holiday, HolidayKind, LAST_YEAR},
    era,
};
use jiff::civil::Date;
use serde::Serialize;
use std::{
    io::{self, ErrorKind, IsTerminal, Write},
    process::ExitCode,
};

/// The subcommands of `kigen calendar`.
#[derive(Debug, Subcommand)]
pub(crate) enum CalendarCommand {
    /// List the holidays of Japan, from 1949 to 2099.
    Holidays(HolidaysArgs),
    /// Show the calendar in force. Example: kigen calendar show
    Show,
    /// Take the official list of holidays. Example: kigen calendar import syukujitsu.csv --dry-run
    Import(edit::ImportArgs),
    /// Close days. Example: kigen calendar close 2027-08-13..2027-08-15 --decision 2026-B-03
    Close(edit::DaysArgs),
    /// Open days against weekdays, holidays and closures. Example: kigen calendar open 2027-05-01
    Open(edit::DaysArgs),
}

/// What `kigen calendar holidays` takes.
#[derive(Debug, Args)]
pub(crate) struct HolidaysArgs {
    /// First year (2026) or day (2026-05-01).
    #[arg(long, value_name = "YEAR", value_parser = first_day)]
    pub(crate) from: Date,
    /// Last year or day, included.
    #[arg(long, value_name = "YEAR", value_parser = last_day)]
    pub(crate) to: Date,
}

#[derive(Serialize)]
struct Line {
    date: Date,
    name: &'static str,
    kind: HolidayKind,
}

/// Runs the command.
pub(crate) async fn run(common: &Common, command: &CalendarCommand) -> Result<ExitCode, Exit> {
    let done: Outcome = match command {
        // It needs no database and speaks for itself.
        CalendarCommand::Holidays(args) => return Ok(holidays(args, common.json)),
        CalendarCommand::Show => edit::show(common).await,
        CalendarCommand::Import(args) => edit::import(common, args).await,
        CalendarCommand::Close(args) => edit::days(common, args, CalendarSpec::close).await,
        CalendarCommand::Open(args) => edit::days(common, args, CalendarSpec::open_on).await,
    };
    done.map(|()| ExitCode::SUCCESS)
}

/// Exit 0, or 2 for years that cannot be answered, 3 when writing fails.
fn holidays(args: &HolidaysArgs, json: bool) -> ExitCode {
    if args.from > args.to {
        let _ = writeln!(
            io::stderr(),
            "--from {} is after --to {}",
            args.from,
            args.to
        );
        return ExitCode::from(2);
    }
    let holidays = match calendar::holidays(args.from, args.to) {
        Ok(holidays) => holidays,
        Err(error) => {
            let _ = writeln!(io::stderr(), "{error}");
            return ExitCode::from(2);
        }
    };
    let stdout = io::stdout();
    let json = json || !stdout.is_terminal();
    match write(stdout.lock(), &holidays, json) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "writing the holidays: {error}");
            ExitCode::from(3)
        }
    }
}

fn write(output: impl Write, holidays: &[Holiday], json: bool) -> io::Result<()> {
    let mut output = io::BufWriter::new(output);
    for holiday in holidays {
        let name = holiday.name.ja();
        if json {
            let line = Line {
                date: holiday.date,
                name,
                kind: holiday.name.kind(),
            };
            serde_json::to_writer(&mut output, &line)?;
            output.write_all(b"\n")?;
        } else {
            let weekday = era::weekday_ja(holiday.date.weekday());
            writeln!(output, "{}（{weekday}） {name}", holiday.date)?;
        }
    }
    output.flush()
}

fn first_day(text: &str) -> Result<Date, String> {
    bound(text, (1, 1))
}

fn last_day(text: &str) -> Result<Date, String> {
    bound(text, (12, 31))
}

/// A year, completed by a month and day, or a whole date.
fn bound(text: &str, (month, day): (i8, i8)) -> Result<Date, String> {
    let year = text
        .parse()
        .ok()
        .and_then(|year| Date::new(year, month, day).ok());
    year.filter(|_| text.len() == 4)
        .or_else(|| era::read_date(text).ok())
        .filter(|date| (FIRST_YEAR..=LAST_YEAR).contains(&date.year()))
        .ok_or_else(|| {
            format!("write a year from {FIRST_YEAR} to {LAST_YEAR}, or a day such as 2026-05-01")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_lines_have_three_fields() {
        let holidays =
            calendar::holidays(first_day("2026-05-05").unwrap(), last_day("2026").unwrap())
                .unwrap();
        let mut output = Vec::new();
        write(&mut output, &holidays[..2], true).unwrap();
        assert_eq!(
            String::from_utf8(output).unwrap(),
            "{\"date\":\"2026-05-05\",\"name\":\"こどもの日\",\"kind\":\"national\"}\n{\"date\":\"2026-05-06\",\"name\":\"振替休日\",\"kind\":\"substitute\"}\n"
        );
        let mut output = Vec::new();
        write(&mut output, &holidays[..1], false).unwrap();
        assert_eq!(
            String::from_utf8(output).unwrap(),
            "2026-05-05（火） こどもの日\n"
        );
    }

    #[test]
    fn years_outside_the_rule_are_refused() {
        for text in ["1948", "2100", "26", "x", "-2026", "2026-02-30"] {
            assert!(first_day(text).is_err(), "{text}");
        }
        assert_eq!(last_day("2026"), Ok(jiff::civil::date(2026, 12, 31)));
    }
}
