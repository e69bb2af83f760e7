//! Proposing a measure (A06, B35, B37): on what it rests, and who decides.

use super::{
    super::{Guard, Measure, Proposal, command::ProposedBasis, require},
    Context, answered,
};
use crate::{
    code::{Body, LegalForm, MeasureKind, MeasureStage, Role},
    event::{Basis, Draft, Event, MeasureProposed},
    id::{AccountId, MeasureId, Obj},
    member::Member,
    profile::BoardRules,
    refusal::{Refusal, text},
};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// The most cases one measure can come from.
const MAX_CASES: usize = 50;

/// What follows from proposing a measure under the number `id`.
///
/// # Errors
/// `access.denied`, `member.unknown`, `measure.not_a_member`, `measure.unknown_case`,
/// `measure.no_ground`, `measure.wrong_authority`, `measure.in_future`, `measure.bad_article`,
/// `guideline.*`, `field.required`, `field.too_long`.
pub fn propose(
    id: MeasureId,
    proposal: &Proposal,
    cx: &Context<'_>,
) -> Result<Vec<Draft>, Refusal> {
    if !cx.actor.is(Role::Supervisor) {
        return Err(Refusal::new("access.denied"));
    }
    let member = cx
        .facts
        .member
        .as_ref()
        .ok_or_else(|| Refusal::of_field("member.unknown", "member"))?;
    let today = cx.now.date();
    let concerned = match proposal.kind {
        MeasureKind::Exclusion => member.is_target_on(today),
        MeasureKind::Revocation | MeasureKind::Expulsion => member.is_member_on(today),
        _ => member.is_member_on(today) || member.is_target_on(today),
    };
    if !concerned {
        return Err(Refusal::of_field("measure.not_a_member", "member"));
    }
    text("facts", &proposal.facts)?;
    text("evidence", &proposal.evidence)?;
    text("reason", &proposal.reason)?;
    let handlers = handlers(proposal, cx)?;
    let body = body(proposal.kind, member, &cx.rules.profile.board)?;
    let basis = basis(proposal, cx)?;
    let event = Event::MeasureProposed(MeasureProposed {
        measure: proposal.kind,
        member: proposal.member.clone(),
        basis,
        cases: proposal.cases.clone(),
        handlers,
        body,
        profile: cx.rules.profile_digest.to_owned(),
    });
    let draft = Draft::new(Obj::Measure(id), event)
        .with("facts", proposal.facts.trim())
        .with("evidence", proposal.evidence.trim())
        .with("reason", proposal.reason.trim());
    let mut drafts = vec![draft];
    if let Some(after) = &cx.facts.after {
        drafts.extend(answered(after, cx)?);
    }
    Ok(drafts)
}

/// Who handled the cases from which it comes. They must be about this member, and exist for the
/// proposer.
fn handlers(proposal: &Proposal, cx: &Context<'_>) -> Result<Vec<AccountId>, Refusal> {
    let unknown = || Refusal::of_field("measure.unknown_case", "cases");
    if proposal.cases.len() > MAX_CASES {
        return Err(unknown());
    }
    let mut handlers = BTreeSet::new();
    for case in &proposal.cases {
        let known = cx.facts.cases.get(case).ok_or_else(unknown)?;
        if known.member.as_ref() != Some(&proposal.member) {
            return Err(unknown());
        }
        handlers.extend(known.handler);
    }
    Ok(handlers.into_iter().collect())
}

/// Who decides. A statutory member is expelled only by the general meeting (GA articles 30, 49); a
/// foundation has neither.
fn body(kind: MeasureKind, member: &Member, rules: &BoardRules) -> Result<Body, Refusal> {
    let statutory = member.statutory && rules.legal_form == LegalForm::Association;
    Ok(match kind {
        MeasureKind::Guidance => Body::Desk,
        MeasureKind::Recommendation | MeasureKind::Other => rules.decided_by,
        MeasureKind::Exclusion => Body::Board,
        MeasureKind::Revocation => {
            require(Guard::Authority, !statutory)?;
            Body::Board
        }
        MeasureKind::Expulsion => {
            require(Guard::Authority, statutory)?;
            Body::GeneralMeeting
        }
    })
}

fn basis(proposal: &Proposal, cx: &Context<'_>) -> Result<Basis, Refusal> {
    let past = |day: Date| {
        if day > cx.now.date() {
            Err(Refusal::of_field("measure.in_future", "conduct"))
        } else {
            Ok(())
        }
    };
    let grave = proposal.kind.is_grave();
    Ok(match &proposal.basis {
        ProposedBasis::NotFollowed { measure } => {
            let stands = cx.facts.after.as_ref().is_some_and(|after| {
                after.id == *measure
                    && after.stage == MeasureStage::NotFollowed
                    && after.member == proposal.member
            });
            require(Guard::Ground, grave && stands)?;
            Basis::NotFollowed { measure: *measure }
        }
        // Other grounds exist only where the rules cite the articles (B37).
        ProposedBasis::Articles => {
            require(
                Guard::Ground,
                grave && cx.rules.profile.board.other_grounds.is_some(),
            )?;
            Basis::Articles {}
        }
        ProposedBasis::Guideline { clause, conduct } => {
            require(Guard::Ground, !grave)?;
            past(*conduct)?;
            let cited = cx
                .facts
                .citation
                .as_ref()
                .filter(|cited| cited.clause == *clause)
                .ok_or_else(|| Refusal::of_field("guideline.no_such_clause", "clause"))?;
            Basis::Guideline {
                version: cited.version.clone(),
                clause: cited.clause.clone(),
                text: cited.text.clone(),
                conduct: *conduct,
            }
        }
        ProposedBasis::Article { article, conduct } => {
            require(Guard::Ground, !grave)?;
            past(*conduct)?;
            let article = article.trim();
            let fits = (1..=20).contains(&article.len())
                && article
                    .bytes()
                    .all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'.'))
                && article.bytes().any(|b| b.is_ascii_digit());
            if !fits {
                return Err(Refusal::of_field("measure.bad_article", "article"));
            }
            Basis::Article {
                article: article.to_owned(),
                conduct: *conduct,
            }
        }
        ProposedBasis::Conduct { conduct } => {
            require(Guard::Ground, !grave)?;
            past(*conduct)?;
            Basis::Conduct { conduct: *conduct }
        }
    })
}

impl Measure {
    /// The recommendation on whose disregard it rests.
    #[must_use]
    pub const fn rests_on(&self) -> Option<MeasureId> {
        match self.basis {
            Basis::NotFollowed { measure } => Some(measure),
            _ => None,
        }
    }
}
