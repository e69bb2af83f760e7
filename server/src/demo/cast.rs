//! The cast: what every teller draws on, from calendar and rules to members and handlers.

use super::{dice::Dice, members, people::HANDLERS};
use domain::{
    calendar::Calendar,
    code::Ground,
    id::MemberCode,
    profile::{ClockRule, NonHandling, Profile},
    time::Timestamp,
};

/// What the tellers share.
pub(super) struct Cast<'a> {
    /// The seed of every choice.
    pub(super) seed: u64,
    /// The calendar.
    pub(super) calendar: &'a Calendar,
    /// The rules.
    pub(super) profile: &'a Profile,
    /// Members that complaints can be about: there from the beginning, and target businesses.
    pub(super) members: Vec<MemberCode>,
    /// When the demonstration begins.
    pub(super) now: Timestamp,
}

impl<'a> Cast<'a> {
    /// The cast for so many members.
    pub(super) fn new(
        seed: u64,
        calendar: &'a Calendar,
        profile: &'a Profile,
        count: usize,
        now: Timestamp,
    ) -> Self {
        let members = (0..count)
            .filter(|i| members::consents(*i) && !members::joins_later(*i))
            .filter_map(members::code)
            .collect();
        Self {
            seed,
            calendar,
            profile,
            members,
            now,
        }
    }

    /// The dice of one story.
    pub(super) fn dice(&self, thing: &str, index: usize) -> Dice {
        Dice::of(self.seed, thing, index)
    }

    /// A member to complain about: some draw more complaints than others.
    pub(super) fn member(&self, dice: &mut Dice) -> Option<MemberCode> {
        let n = u32::try_from(self.members.len()).unwrap_or(0);
        let place = dice.below(n).min(dice.below(n)) as usize;
        self.members.get(place).cloned()
    }

    /// Who handles the `index`-th case.
    pub(super) fn handler(index: usize) -> &'static str {
        HANDLERS
            .get(index % HANDLERS.len())
            .copied()
            .unwrap_or("tanto")
    }

    /// A ground that can carry the decision and that tells itself: a repeated matter needs an
    /// earlier one.
    pub(super) fn ground(&self, dice: &mut Dice, decision: NonHandling) -> Ground {
        let mut grounds = self.profile.grounds_for(decision);
        grounds.retain(|ground| *ground != Ground::Repeated);
        dice.among(&grounds).unwrap_or(Ground::NoStanding)
    }

    /// The rule of a clock.
    pub(super) fn rule(&self, clock: &str) -> Option<&ClockRule> {
        self.profile.rule(clock)
    }
}
