//! What changes from one version of a profile to the next, and who may decide it.
//!
//! What the rules leave open, the board decides (B40): grounds, triggers, and every clock that binds
//! a member or a complainant. Forms, texts and the office's own time limits are for the center head
//! or the president (B41). Every field is named here, so that none is added without an answer to
//! the question who decides it.

use super::{
    Bundle, ClockRule, DeskCard, Explanation, Pledge, Pledger, Profile, ProofDocument, Scope, Step,
    written,
};
use crate::{
    clock::Trigger,
    code::{Authority, Party},
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One change between two versions of a profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileChange {
    /// What changes, such as `clock.MEMBER_REPLY.period` or `ladder.r1.staff+member`.
    pub path: String,
    /// What stood there: a text as it is, everything else as TOML; empty when nothing did.
    pub before: String,
    /// What will stand there, in the same way.
    pub after: String,
    /// Who may decide it.
    pub authority: Authority,
}

/// The highest authority that some of the changes need; none for no change.
///
/// ```
/// use domain::{code::Authority, profile::{Profile, SHIPPED, authority_of}};
/// let now = Profile::from_toml(SHIPPED[0].1).unwrap();
/// let mut next = now.clone();
/// next.organ = "相談窓口".to_owned();
/// let changes = now.changes_to(&next);
/// assert_eq!(changes[0].path, "organ");
/// assert_eq!(authority_of(&changes), Some(Authority::Board));
/// assert_eq!(authority_of(&[]), None);
/// ```
#[must_use]
pub fn authority_of(changes: &[ProfileChange]) -> Option<Authority> {
    changes.iter().map(|change| change.authority).max()
}

impl Profile {
    /// What changes from this version to `newer`, in the order of the profile's text: first what
    /// stands here, then what is new. The order of clocks, steps and triggers means nothing and is
    /// no change; that of the grounds is the order of the rules.
    #[must_use]
    pub fn changes_to(&self, newer: &Self) -> Vec<ProfileChange> {
        let Self {
            code,
            title,
            organ,
            in_force,
            backdate_days,
            image_days,
            explanation: Explanation { version, text },
            desk,
            grounds,
            ground,
            filing,
            agent_filing,
            proof,
            letters,
            pledges,
            bundles,
            board,
            industries,
            ladder,
            clock,
        } = self;
        let mut changes = Changes::default();
        changes.text("code", code, &newer.code, Authority::Board);
        changes.text("title", title, &newer.title, Authority::Board);
        changes.text("organ", organ, &newer.organ, Authority::Board);
        // every version has its own first day; what it brings decides who may bring it
        changes.value("in_force", in_force, &newer.in_force, Authority::CenterHead);
        changes.value(
            "backdate_days",
            backdate_days,
            &newer.backdate_days,
            Authority::Board,
        );
        changes.value(
            "image_days",
            image_days,
            &newer.image_days,
            Authority::Board,
        );
        let next = &newer.explanation;
        changes.text(
            "explanation.version",
            version,
            &next.version,
            Authority::CenterHead,
        );
        changes.text("explanation.text", text, &next.text, Authority::CenterHead);
        changes.desk(desk, &newer.desk);
        changes.value("grounds", grounds, &newer.grounds, Authority::Board);
        let of_either: BTreeSet<_> = ground.keys().chain(newer.ground.keys()).collect();
        for code in of_either {
            let path = format!("ground.{}", code.code());
            let (before, after) = (ground.get(code), newer.ground.get(code));
            changes.option(&path, before, after, Authority::Board);
        }
        // which papers are asked for binds complainants; which documents serve as them is a form
        changes.value("filing", filing, &newer.filing, Authority::Board);
        changes.value(
            "agent_filing",
            agent_filing,
            &newer.agent_filing,
            Authority::Board,
        );
        changes.proofs(proof, &newer.proof);
        let kinds = letters.iter().chain(&newer.letters).map(|l| l.kind);
        for kind in kinds.collect::<BTreeSet<_>>() {
            let path = format!("letter.{}", kind.code());
            let (before, after) = (self.letter(kind), newer.letter(kind));
            changes.option(&path, before, after, Authority::CenterHead);
        }
        changes.pledges(pledges, &newer.pledges);
        changes.bundles(bundles, &newer.bundles);
        // who decides on members is the board's own rule (B40)
        changes.value("board", board, &newer.board, Authority::Board);
        changes.industries(industries, &newer.industries);
        for (before, after) in pairs(ladder, &newer.ladder) {
            let inside = [(self, before), (newer, after)]
                .into_iter()
                .filter_map(|(profile, step)| Some((profile, step?)))
                .all(|(profile, step)| profile.is_of_staff(step));
            changes.step(before, after, internal(inside));
        }
        for rule in clock {
            match newer.rule(&rule.name) {
                Some(next) => changes.rule(rule, next),
                None => changes.clock(&rule.name, written(rule), String::new()),
            }
        }
        for rule in &newer.clock {
            if self.rule(&rule.name).is_none() {
                changes.clock(&rule.name, String::new(), written(rule));
            }
        }
        changes.0
    }

    /// Whether all clocks that have this step wait on the staff.
    fn is_of_staff(&self, step: &Step) -> bool {
        match &step.scope {
            Scope::Parties(parties) => parties.iter().all(|party| *party == Party::Staff),
            Scope::Clocks(clocks) => clocks.iter().all(|clock| {
                self.rule(clock)
                    .is_some_and(|rule| rule.waits_on == Party::Staff)
            }),
        }
    }
}

/// The authority over something that concerns only the staff, or others too.
fn internal(only_staff: bool) -> Authority {
    if only_staff {
        Authority::CenterHead
    } else {
        Authority::Board
    }
}

/// The changes found so far.
#[derive(Default)]
struct Changes(Vec<ProfileChange>);

impl Changes {
    fn add(
        &mut self,
        path: impl Into<String>,
        before: String,
        after: String,
        authority: Authority,
    ) {
        self.0.push(ProfileChange {
            path: path.into(),
            before,
            after,
            authority,
        });
    }

    fn text(&mut self, path: &str, before: &str, after: &str, authority: Authority) {
        if before != after {
            self.add(path, before.to_owned(), after.to_owned(), authority);
        }
    }

    fn value<T: PartialEq + Serialize>(
        &mut self,
        path: &str,
        before: &T,
        after: &T,
        authority: Authority,
    ) {
        if before != after {
            self.add(path, written(before), written(after), authority);
        }
    }

    /// A value that may be absent.
    fn option<T: PartialEq + Serialize>(
        &mut self,
        path: &str,
        before: Option<&T>,
        after: Option<&T>,
        authority: Authority,
    ) {
        if before != after {
            let show = |value: Option<&T>| value.map(written).unwrap_or_default();
            self.add(path, show(before), show(after), authority);
        }
    }

    /// How the desk is reached is the office's own (B41).
    fn desk(&mut self, before: &DeskCard, after: &DeskCard) {
        let head = Authority::CenterHead;
        self.value("desk.names", &before.names, &after.names, head);
        for (path, before, after) in [
            ("desk.address", &before.address, &after.address),
            ("desk.telephone", &before.telephone, &after.telephone),
            ("desk.fax", &before.fax, &after.fax),
            ("desk.mail", &before.mail, &after.mail),
            ("desk.url", &before.url, &after.url),
        ] {
            self.text(path, before, after, head);
        }
    }

    /// Triggers, whose order means nothing.
    fn triggers(&mut self, path: &str, before: &[Trigger], after: &[Trigger]) {
        let set = |triggers: &[Trigger]| triggers.iter().copied().collect::<BTreeSet<_>>();
        if set(before) != set(after) {
            self.add(path, written(&before), written(&after), Authority::Board);
        }
    }

    /// Documents that serve as papers.
    fn proofs(&mut self, before: &[ProofDocument], after: &[ProofDocument]) {
        let codes = before.iter().chain(after).map(|d| d.code.as_str());
        for code in codes.collect::<BTreeSet<_>>() {
            let of =
                |documents: &[ProofDocument]| documents.iter().find(|d| d.code == code).cloned();
            let path = format!("proof.{code}");
            let (before, after) = (of(before), of(after));
            self.option(
                &path,
                before.as_ref(),
                after.as_ref(),
                Authority::CenterHead,
            );
        }
    }

    fn pledges(&mut self, before: &[Pledge], after: &[Pledge]) {
        for of in Pledger::ALL {
            let find = |pledges: &'_ [Pledge]| pledges.iter().find(|p| p.of == *of).cloned();
            let (old, new) = (find(before), find(after));
            // who is asked for a pledge, and how often, is the board's; its words are a form
            let authority = match (&old, &new) {
                (Some(old), Some(new)) if old.renew == new.renew => Authority::CenterHead,
                _ => Authority::Board,
            };
            let path = format!("pledge.{}", of.code());
            self.option(&path, old.as_ref(), new.as_ref(), authority);
        }
    }

    fn bundles(&mut self, before: &[Bundle], after: &[Bundle]) {
        let codes: BTreeSet<&String> = before.iter().chain(after).map(|b| &b.code).collect();
        for code in codes {
            let find = |bundles: &'_ [Bundle]| bundles.iter().find(|b| b.code == *code).cloned();
            let (old, new) = (find(before), find(after));
            let path = format!("bundle.{code}");
            self.option(&path, old.as_ref(), new.as_ref(), Authority::CenterHead);
        }
    }

    fn industries(&mut self, before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) {
        let codes: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        for code in codes {
            let (old, new) = (before.get(code), after.get(code));
            if old != new {
                let word = |word: Option<&String>| word.cloned().unwrap_or_default();
                let path = format!("industries.{code}");
                self.add(path, word(old), word(new), Authority::CenterHead);
            }
        }
    }

    fn step(&mut self, before: Option<&Step>, after: Option<&Step>, authority: Authority) {
        if let Some(named) = before.or(after) {
            let scope = Vec::from_iter(scope(named)).join("+");
            let path = format!("ladder.{}.{scope}", named.step);
            self.option(&path, before, after, authority);
        }
    }

    /// A clock that is new or removed.
    fn clock(&mut self, name: &str, before: String, after: String) {
        self.add(format!("clock.{name}"), before, after, Authority::Board);
    }

    fn rule(&mut self, before: &ClockRule, after: &ClockRule) {
        let ClockRule {
            name,
            clause,
            waits_on,
            enabled,
            period,
            floor,
            extend,
            start,
            stop,
            pause,
            resume,
            runs_while_suspended,
        } = before;
        let path = |field: &str| format!("clock.{name}.{field}");
        let board = Authority::Board;
        // where the law sets a floor, a time limit binds more than the office
        let limit = internal(
            [before, after]
                .iter()
                .all(|rule| rule.waits_on == Party::Staff && rule.floor.is_none()),
        );
        self.text(&path("clause"), clause, &after.clause, board);
        self.value(&path("waits_on"), waits_on, &after.waits_on, board);
        self.value(&path("enabled"), enabled, &after.enabled, board);
        self.value(&path("period"), period, &after.period, limit);
        self.option(&path("floor"), floor.as_ref(), after.floor.as_ref(), board);
        self.option(
            &path("extend"),
            extend.as_ref(),
            after.extend.as_ref(),
            limit,
        );
        self.triggers(&path("start"), start, &after.start);
        self.triggers(&path("stop"), stop, &after.stop);
        self.triggers(&path("pause"), pause, &after.pause);
        self.triggers(&path("resume"), resume, &after.resume);
        self.value(
            &path("runs_while_suspended"),
            runs_while_suspended,
            &after.runs_while_suspended,
            board,
        );
    }
}

/// The parties or clocks of a step, in a fixed order.
fn scope(step: &Step) -> BTreeSet<&str> {
    match &step.scope {
        Scope::Parties(parties) => parties.iter().map(|party| party.code()).collect(),
        Scope::Clocks(clocks) => clocks.iter().map(String::as_str).collect(),
    }
}

/// How far one step is from another: 0 for the same, 1 for one of the same name and the same clocks,
/// 2 for one of the same name; otherwise they have nothing to do with each other.
fn distance(a: &Step, b: &Step) -> Option<u8> {
    let Step {
        step,
        measure,
        to,
        scope: of,
    } = a;
    let of_clocks = |of: &Scope| matches!(of, Scope::Clocks(_));
    if *step != b.step || of_clocks(of) != of_clocks(&b.scope) {
        None
    } else if scope(a) != scope(b) {
        Some(2)
    } else {
        Some(u8::from(*measure != b.measure || *to != b.to))
    }
}

/// Each changed step beside the one that takes its place, and then the new ones. Steps have no
/// identity of their own, so the nearest ones belong together.
fn pairs<'a>(before: &'a [Step], after: &'a [Step]) -> Vec<(Option<&'a Step>, Option<&'a Step>)> {
    let mut left: Vec<Option<&Step>> = after.iter().map(Some).collect();
    let mut found: Vec<(&Step, Option<&Step>)> = before.iter().map(|step| (step, None)).collect();
    for nearest in 0..=2 {
        for (step, partner) in found.iter_mut().filter(|(_, partner)| partner.is_none()) {
            *partner = left
                .iter_mut()
                .find(|slot| slot.is_some_and(|other| distance(step, other) == Some(nearest)))
                .and_then(Option::take);
        }
    }
    let changed = found
        .into_iter()
        .filter(|(step, partner)| partner.is_none_or(|other| distance(step, other) != Some(0)))
        .map(|(step, partner)| (Some(step), partner));
    let new = left.into_iter().flatten().map(|step| (None, Some(step)));
    changed.chain(new).collect()
}

#[cfg(test)]
mod tests;
