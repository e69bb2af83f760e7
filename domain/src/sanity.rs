//! Whether the machine's clock can be believed. A wrong clock must never destroy records or seal them,
//! and must not write to people: what cannot be taken back waits until somebody has confirmed the time.
//!
//! Two clocks are compared: what the machine says the time is, and how long it has been running, which
//! nobody can set. A simulated time is neither and never judged.

use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// A clock that went on by so much more than the machine ran is not believed.
const AHEAD_US: i64 = 3_600 * 1_000_000;
/// After a restart of the machine a clock that stands so much later than ever before is not believed.
const AWAY_US: i64 = 7 * 24 * 3_600 * 1_000_000;
/// A clock that stands so much earlier than once seen is not believed.
const BACK_US: i64 = 5 * 60 * 1_000_000;

/// Both clocks of a machine, read together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What it says the time is.
    pub wall: Timestamp,
    /// Microseconds it has been running, sleep included.
    pub running_us: i64,
}

/// Why a clock is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Suspicion {
    /// It went on by more than the machine ran.
    Ahead,
    /// After a restart it stands a week later than ever before.
    Away,
    /// It stands earlier than once seen.
    Back,
}

impl Suspicion {
    /// All of them.
    pub const ALL: &[Self] = &[Self::Ahead, Self::Away, Self::Back];

    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ahead => "ahead",
            Self::Away => "away",
            Self::Back => "back",
        }
    }

    /// The one with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.code() == code)
    }
}

/// What is to be thought of a clock: `before` is the last mark since this machine started, `seen` the
/// latest time that any machine of the installation showed.
///
/// ```
/// use domain::{sanity::{Mark, Suspicion, suspicion}, time::Timestamp};
/// let at = |seconds: i64, running: i64| Mark {
///     wall: Timestamp::from_micros(seconds * 1_000_000),
///     running_us: running * 1_000_000,
/// };
/// let before = Some(at(1_000, 50));
/// let seen = before.map(|mark| mark.wall);
/// assert_eq!(suspicion(at(1_060, 110), before, seen), None);
/// assert_eq!(suspicion(at(90_000, 110), before, seen), Some(Suspicion::Ahead));
/// assert_eq!(suspicion(at(400, 110), before, seen), Some(Suspicion::Back));
/// ```
#[must_use]
pub fn suspicion(now: Mark, before: Option<Mark>, seen: Option<Timestamp>) -> Option<Suspicion> {
    let since = |earlier: Timestamp| now.wall.micros() - earlier.micros();
    if seen.is_some_and(|seen| since(seen) < -BACK_US) {
        return Some(Suspicion::Back);
    }
    match before {
        Some(mark) => {
            let ran = now.running_us - mark.running_us;
            (since(mark.wall) - ran > AHEAD_US).then_some(Suspicion::Ahead)
        }
        None => seen.and_then(|seen| (since(seen) > AWAY_US).then_some(Suspicion::Away)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3_600 * 1_000_000;

    fn mark(wall: i64, running_us: i64) -> Mark {
        Mark {
            wall: Timestamp::from_micros(wall),
            running_us,
        }
    }

    #[test]
    fn each_bound_is_where_it_says() {
        let before = mark(1_000 * HOUR, 10 * HOUR);
        let seen = Some(before.wall);
        for (now, same_boot, expected) in [
            // An hour ahead is a clock that was set right; a second more is not.
            (mark(1_002 * HOUR, 11 * HOUR), true, None),
            (
                mark(1_002 * HOUR + 1, 11 * HOUR),
                true,
                Some(Suspicion::Ahead),
            ),
            // A machine that slept ran on: no alarm after a night in a bag.
            (mark(1_012 * HOUR, 22 * HOUR), true, None),
            (
                mark(1_000 * HOUR + 400 * 24 * HOUR, 11 * HOUR),
                true,
                Some(Suspicion::Ahead),
            ),
            // Back by five minutes is tolerated, by more is not.
            (mark(1_000 * HOUR - BACK_US, 11 * HOUR), true, None),
            (
                mark(1_000 * HOUR - BACK_US - 1, 11 * HOUR),
                true,
                Some(Suspicion::Back),
            ),
            (
                mark(1_000 * HOUR - 24 * HOUR, HOUR),
                false,
                Some(Suspicion::Back),
            ),
            // A machine that was off may come back a week later, and no later.
            (mark(1_000 * HOUR + AWAY_US, HOUR), false, None),
            (
                mark(1_000 * HOUR + AWAY_US + 1, HOUR),
                false,
                Some(Suspicion::Away),
            ),
        ] {
            let before = same_boot.then_some(before);
            assert_eq!(
                suspicion(now, before, seen),
                expected,
                "{now:?} {same_boot}"
            );
        }
        assert_eq!(suspicion(mark(5, 5), None, None), None, "a first start");
    }
}
