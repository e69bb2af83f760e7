//! Pauses in order: overlapping ones are one, so that no day or hour is left out twice.

use super::{MAX_CHANGES, Pause, PeriodError};
use crate::{calendar::Calendar, time::Timestamp};
use jiff::civil::Date;

/// The days of the pauses, both ends included, in order and apart from each other.
pub(super) fn of_days(pauses: &[Pause]) -> Result<Vec<(Date, Date)>, PeriodError> {
    merged(pauses, |pause| (pause.from.date(), pause.to.date()))
}

/// The times of the pauses in order and apart from each other.
pub(super) fn of_times(
    pauses: &[Pause],
    calendar: &Calendar,
) -> Result<Vec<(Timestamp, Timestamp)>, PeriodError> {
    merged(pauses, |pause| {
        (calendar.instant(pause.from), calendar.instant(pause.to))
    })
}

fn merged<T: Ord + Copy>(
    pauses: &[Pause],
    span: impl Fn(&Pause) -> (T, T),
) -> Result<Vec<(T, T)>, PeriodError> {
    if pauses.len() > MAX_CHANGES {
        return Err(PeriodError::TooMany);
    }
    let mut spans = Vec::with_capacity(pauses.len());
    for pause in pauses {
        if pause.from > pause.to {
            return Err(PeriodError::PauseReversed {
                from: pause.from.to_string(),
                to: pause.to.to_string(),
            });
        }
        spans.push(span(pause));
    }
    spans.sort_unstable();
    let mut apart: Vec<(T, T)> = Vec::with_capacity(spans.len());
    for (from, to) in spans {
        match apart.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => apart.push((from, to)),
        }
    }
    Ok(apart)
}
