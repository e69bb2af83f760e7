//! A time zone as a short table of its changes, so that local times become instants without asking
//! the time-zone database again.

use super::CalendarError;
use jiff::{Timestamp, tz::TimeZone};

/// Seconds since the epoch, as UTC or as a local clock read like UTC.
type Seconds = i64;

/// A stretch of time with one offset.
#[derive(Clone, Copy, Debug)]
struct Segment {
    /// First instant.
    starts: Seconds,
    /// First local time that no longer belongs to the stretch.
    local_end: Seconds,
    /// Offset from UTC, seconds.
    offset: Seconds,
}

/// The offsets of one zone over the years of the calendar.
#[derive(Clone, Debug)]
pub(super) struct Zone {
    segments: Vec<Segment>,
}

impl Zone {
    /// The zone `name` between two instants.
    pub(super) fn load(name: &str, from: Seconds, to: Seconds) -> Result<Self, CalendarError> {
        let unknown = || CalendarError::UnknownZone {
            zone: name.to_owned(),
        };
        let zone = TimeZone::get(name).map_err(|_| unknown())?;
        let start = Timestamp::from_second(from).map_err(|_| unknown())?;
        let mut changes = vec![(from, i64::from(zone.to_offset(start).seconds()))];
        for change in zone.following(start) {
            let at = change.timestamp().as_second();
            if at > to {
                break;
            }
            let offset = i64::from(change.offset().seconds());
            if changes.last().is_some_and(|(_, before)| *before != offset) {
                changes.push((at, offset));
            }
        }
        let ends = changes
            .iter()
            .skip(1)
            .map(|(at, _)| *at)
            .chain([Seconds::MAX / 2]);
        let segments = changes
            .iter()
            .zip(ends)
            .map(|(&(starts, offset), ends)| Segment {
                starts,
                local_end: ends + offset,
                offset,
            })
            .collect();
        Ok(Self { segments })
    }

    /// The first instant at which the local clock shows `local` or, where it never does, the first
    /// instant after the gap.
    pub(super) fn instant(&self, local: Seconds) -> Seconds {
        let at = self.segments.partition_point(|s| s.local_end <= local);
        match self.segments.get(at).or_else(|| self.segments.last()) {
            Some(segment) if at == 0 => local - segment.offset,
            Some(segment) => (local - segment.offset).max(segment.starts),
            None => local,
        }
    }

    /// What the local clock shows at `instant`.
    pub(super) fn local(&self, instant: Seconds) -> Seconds {
        let at = self.segments.partition_point(|s| s.starts <= instant);
        let segment = self.segments.get(at.saturating_sub(1));
        instant + segment.map_or(0, |s| s.offset)
    }

    /// The first instant at which the offset is not that of `other`.
    pub(super) fn first_difference(&self, other: &Self) -> Option<Seconds> {
        let kind = |segment: &Segment| (segment.starts, segment.offset);
        let (mine, theirs) = (self.segments.iter(), other.segments.iter());
        let same = mine.zip(theirs).take_while(|(a, b)| kind(a) == kind(b));
        let first = same.count();
        // before it both have one offset, so the one that changes first makes the difference
        let starts = [self, other].map(|zone| zone.segments.get(first).map(|s| s.starts));
        starts.into_iter().flatten().min()
    }

    /// The instants at which the offset changes.
    pub(super) fn changes(&self) -> impl Iterator<Item = Seconds> {
        self.segments.iter().skip(1).map(|s| s.starts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{DateTime, date};

    fn seconds(local: DateTime) -> Seconds {
        local
            .to_zoned(TimeZone::UTC)
            .unwrap()
            .timestamp()
            .as_second()
    }

    #[test]
    fn skipped_and_doubled_local_times() {
        let zone = Zone::load("Europe/Berlin", 0, 4_000_000_000).unwrap();
        let utc = |y, m, d, h, min| seconds(date(y, m, d).at(h, min, 0, 0));
        // 29 March 2026: 02:00 becomes 03:00 at 01:00 UTC
        assert_eq!(
            zone.instant(utc(2026, 3, 29, 1, 59)),
            utc(2026, 3, 29, 0, 59)
        );
        assert_eq!(zone.instant(utc(2026, 3, 29, 2, 0)), utc(2026, 3, 29, 1, 0));
        assert_eq!(
            zone.instant(utc(2026, 3, 29, 2, 59)),
            utc(2026, 3, 29, 1, 0)
        );
        assert_eq!(
            zone.instant(utc(2026, 3, 29, 3, 30)),
            utc(2026, 3, 29, 1, 30)
        );
        // 25 October 2026: 03:00 becomes 02:00 at 01:00 UTC
        assert_eq!(
            zone.instant(utc(2026, 10, 25, 2, 30)),
            utc(2026, 10, 25, 0, 30)
        );
        assert_eq!(
            zone.instant(utc(2026, 10, 25, 3, 0)),
            utc(2026, 10, 25, 2, 0)
        );
        assert_eq!(
            zone.local(utc(2026, 10, 25, 1, 30)),
            utc(2026, 10, 25, 2, 30)
        );
        // from 1980 to summer 2096, two a year
        assert_eq!(zone.changes().count(), 233);
    }

    #[test]
    fn agrees_with_the_library_where_local_times_are_unambiguous() {
        for name in [
            "America/New_York",
            "Pacific/Apia",
            "Australia/Lord_Howe",
            "America/Sao_Paulo",
        ] {
            let zone = Zone::load(name, -600_000_000, 4_000_000_000).unwrap();
            let library = TimeZone::get(name).unwrap();
            for step in 0..40_000 {
                let instant = -500_000_000 + step * 99_991;
                let local = library.to_datetime(Timestamp::from_second(instant).unwrap());
                assert_eq!(zone.local(instant), seconds(local), "{name} {instant}");
                if !library.to_ambiguous_timestamp(local).is_ambiguous() {
                    assert_eq!(zone.instant(seconds(local)), instant, "{name} {instant}");
                }
            }
        }
    }
}
