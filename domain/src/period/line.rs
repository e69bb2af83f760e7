//! One line of `kigen deadline compute`: a JSON request in, a JSON answer out.

use super::{
    AfterHours, Direction, Extension, FirstDay, From, MonthDay, Pause, Period, PeriodError, Proof,
    Roll, Unit,
};
use crate::calendar::Calendar;
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::borrow::Cow;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Request<'a> {
    #[serde(default)]
    id: Value,
    #[serde(borrow)]
    start: Cow<'a, str>,
    unit: Unit,
    n: i64,
    #[serde(default)]
    direction: Direction,
    #[serde(default)]
    first_day: FirstDay,
    #[serde(default)]
    roll: Option<Roll>,
    #[serde(default)]
    from: From,
    #[serde(default)]
    after_hours: Option<AfterHours>,
    #[serde(default)]
    extra_margin_days: u32,
    #[serde(default)]
    month_day: Option<MonthDay>,
    #[serde(default)]
    pauses: Vec<PauseText<'a>>,
    #[serde(default)]
    extend: Vec<ExtensionText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PauseText<'a> {
    #[serde(borrow)]
    from: Cow<'a, str>,
    #[serde(borrow)]
    to: Cow<'a, str>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExtensionText {
    n: i64,
    unit: Unit,
}

#[derive(Serialize)]
struct Answer<'a> {
    id: &'a Value,
    #[serde(flatten)]
    proof: &'a Proof,
}

#[derive(Serialize)]
struct Failure<'a> {
    id: Value,
    error: &'a str,
    code: &'static str,
}

/// Answers one request line. `Ok` is the line with the proof, `Err` the line with `id`, `error` and
/// `code`; both are complete JSON objects without a line break.
///
/// # Errors
/// The answer to a line that cannot be computed.
///
/// ```
/// use domain::{calendar::Calendar, period::compute_line};
/// let line = r#"{"id":1,"start":"2026-06-01","unit":"day","n":14}"#;
/// assert!(compute_line(line, &Calendar::standard()).unwrap().contains(r#""last":"2026-06-15""#));
/// let bad = compute_line(r#"{"id":2,"start":"2026-06-31","unit":"day","n":14}"#, &Calendar::standard());
/// assert!(bad.unwrap_err().contains(r#""id":2"#));
/// ```
pub fn compute_line(line: &str, calendar: &Calendar) -> Result<String, String> {
    let answer = serde_json::from_str::<Request<'_>>(line)
        .map_err(|_| (id_of(line), explain(line)))
        .and_then(|request| match answer(&request, calendar) {
            Ok(text) => Ok(text),
            Err(error) => Err((request.id, error)),
        });
    answer.map_err(|(id, error)| failure(id, &error))
}

/// The answer to a line that cannot even be looked at, such as one that is not UTF-8.
#[must_use]
pub fn refuse_line(message: &str) -> String {
    let message = message.to_owned();
    failure(Value::Null, &PeriodError::BadLine { message })
}

fn failure(id: Value, error: &PeriodError) -> String {
    let failure = Failure {
        id,
        error: &error.to_string(),
        code: error.code(),
    };
    serde_json::to_string(&failure).unwrap_or_default()
}

fn answer(request: &Request<'_>, calendar: &Calendar) -> Result<String, PeriodError> {
    let period = Period {
        n: count(request.n)?,
        unit: request.unit,
        direction: request.direction,
        first_day: request.first_day,
        roll: request.roll,
        from: request.from,
        after_hours: request.after_hours,
        margin_days: request.extra_margin_days,
        month_day: request.month_day,
    };
    let start = read("start", &request.start)?.1;
    let hours = request.unit.is_hours();
    let pauses = request
        .pauses
        .iter()
        .map(|p| {
            Ok(Pause {
                from: pause("pauses.from", &p.from, hours)?,
                to: pause("pauses.to", &p.to, hours)?,
            })
        })
        .collect::<Result<Vec<_>, PeriodError>>()?;
    let extensions = request
        .extend
        .iter()
        .map(|e| {
            Ok(Extension {
                n: count(e.n)?,
                unit: e.unit,
            })
        })
        .collect::<Result<Vec<_>, PeriodError>>()?;
    let proof = period.compute(start, calendar, &pauses, &extensions)?;
    serde_json::to_string(&Answer {
        id: &request.id,
        proof: &proof,
    })
    .map_err(|e| PeriodError::BadLine {
        message: e.to_string(),
    })
}

fn count(n: i64) -> Result<u32, PeriodError> {
    u32::try_from(n).map_err(|_| PeriodError::NOutOfRange { n })
}

/// A pause: a date for days, a local date and time for hours.
fn pause(field: &str, text: &str, hours: bool) -> Result<DateTime, PeriodError> {
    match read(field, text)? {
        (timed, at) if timed == hours => Ok(at),
        (true, _) => Err(bad(
            field,
            text,
            "a period of days is paused by dates, as 2026-06-08",
        )),
        (false, _) => Err(bad(
            field,
            text,
            "a period of hours is paused by local times, as 2026-06-08T10:00",
        )),
    }
}

/// `2026-06-01` or `2026-06-01T10:00` (with seconds if wanted), and whether a time was given.
fn read(field: &str, text: &str) -> Result<(bool, DateTime), PeriodError> {
    let form = "write 2026-06-01 or 2026-06-01T10:00, a local date that exists";
    let plain = |t: &str| t.bytes().all(|b| b.is_ascii_digit() || b"-:.".contains(&b));
    let parsed = match text.split_once('T') {
        Some((date, time)) if date.len() == 10 && plain(date) && time.len() >= 5 && plain(time) => {
            text.parse::<DateTime>().ok().map(|at| (true, at))
        }
        None if text.len() == 10 && plain(text) => text
            .parse::<Date>()
            .ok()
            .map(|date| (false, date.at(0, 0, 0, 0))),
        _ => None,
    };
    parsed.ok_or_else(|| bad(field, text, form))
}

fn bad(field: &str, text: &str, advice: &str) -> PeriodError {
    let shown: String = text.chars().take(40).collect();
    PeriodError::BadLine {
        message: format!("{field}: `{shown}`: {advice}"),
    }
}

/// The `id` of a line that is JSON but not a request.
fn id_of(line: &str) -> Value {
    serde_json::from_str::<Value>(line)
        .ok()
        .and_then(|mut value| value.get_mut("id").map(Value::take))
        .unwrap_or_default()
}

/// Reads the line again, slowly, to name the field at fault.
fn explain(line: &str) -> PeriodError {
    let mut reader = serde_json::Deserializer::from_str(line);
    let message = match serde_path_to_error::deserialize::<_, Request<'_>>(&mut reader) {
        Err(error) => match error.path().to_string().as_str() {
            "." => error.inner().to_string(),
            path => format!("{path}: {}", error.inner()),
        },
        Ok(_) => match reader.end() {
            Err(error) => error.to_string(),
            Ok(()) => "not a request".to_owned(),
        },
    };
    PeriodError::BadLine { message }
}
