//! Versions of rules and calendar, in words.

use super::deadline::short;
use crate::web::{
    failure::Failure,
    refused::refused,
    site::{Desk, Site},
    view::{
        calendar::WaitingVersion,
        rules::{ChangeLine, ClockLine, VersionLine},
    },
};
use domain::{
    code::DocumentKind,
    id::Obj,
    organisation::Organisation,
    profile::{ClockRule, Measure, Profile, ProfileChange, Step},
};
use store::desk::DocumentVersion;

/// The versions of one kind, the newest first, each with the way to its difference.
pub(crate) fn versions(desk: &Desk, list: &[DocumentVersion]) -> Vec<VersionLine> {
    let line = |(place, version): (usize, &DocumentVersion)| {
        let before = list.get(place + 1);
        let profile = version.kind == DocumentKind::Profile;
        VersionLine {
            in_force: version.in_force,
            applies: version.applies,
            digest: short(&version.sha256),
            href: if profile {
                format!("/rules/profiles/{}", version.sha256)
            } else {
                String::new()
            },
            changes: match before {
                Some(before) if profile => format!(
                    "/rules/changes?older={}&newer={}",
                    before.sha256, version.sha256
                ),
                _ => String::new(),
            },
            decision: version.decision.clone().unwrap_or_default(),
            actor: desk.who(&version.actor),
            at: version.at,
            seq: version.seq,
        }
    };
    list.iter().enumerate().map(line).collect()
}

/// The version of this kind that waits for approval.
pub(crate) async fn waiting(
    desk: &Desk,
    site: &Site,
    organisation: &Organisation,
    kind: DocumentKind,
) -> Result<Option<WaitingVersion>, Failure> {
    let Some(proposal) = organisation.proposals.get(&kind) else {
        return Ok(None);
    };
    let opened = site
        .office
        .open_values(&desk.actor, &Obj::Organisation)
        .await
        .map_err(|e| refused(&desk.ui, &e))?;
    Ok(Some(WaitingVersion {
        by: desk.who(&proposal.by),
        at: proposal.at,
        reason: opened
            .get(proposal.seq, "reason")
            .unwrap_or_default()
            .to_owned(),
        in_force: proposal.in_force,
        authority: proposal.authority.code().to_owned(),
        href: format!("/rules/proposals/{}", kind.code()),
    }))
}

fn step(desk: &Desk, step: &Step) -> String {
    let ui = &desk.ui;
    let level = ui.term("level", &step.step);
    let when = match step.measure {
        Measure::OpenDays(days) if days < 0 => ui.n("rules-step-before", days.unsigned_abs()),
        Measure::OpenDays(days) => ui.n("rules-step-after", days),
        Measure::AfterStartDays(days) => ui.n("rules-step-start", days),
    };
    format!("{level} {when} → {}", ui.term("role", step.to.code()))
}

/// The clocks of a version.
pub(crate) fn clocks(desk: &Desk, profile: &Profile) -> Vec<ClockLine> {
    let line = |rule: &ClockRule| ClockLine {
        name: rule.name.clone(),
        clause: rule.clause.clone(),
        waits_on: rule.waits_on.code().to_owned(),
        period: desk.either(rule.period.ja(), rule.period.en()),
        extension: rule.extend.map_or_else(String::new, |cap| {
            let most = domain::period::Extension {
                n: cap.n,
                unit: cap.unit,
            };
            let most = desk.either(most.ja(), most.en());
            desk.ui.xy("rules-extension", cap.times.to_string(), most)
        }),
        ladder: profile
            .ladder(rule)
            .into_iter()
            .map(|each| step(desk, each))
            .collect(),
    };
    profile.clock.iter().map(line).collect()
}

/// The changes between two versions.
pub(crate) fn changes(changes: &[ProfileChange]) -> Vec<ChangeLine> {
    let line = |change: &ProfileChange| ChangeLine {
        path: change.path.clone(),
        before: change.before.clone(),
        after: change.after.clone(),
        authority: change.authority.code().to_owned(),
    };
    changes.iter().map(line).collect()
}
