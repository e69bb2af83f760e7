//! Steps that two persons decide, and those a supervisor takes alone.

use super::{At, Reading, codes, time};
use crate::web::{
    site::Desk,
    view::{
        case::Fact,
        form::{Fault, Field},
    },
};
use domain::{
    case::{Act, CaseCommand, Issue, Motion, Step},
    code::{Delivery, Ground, LetterKind, Outcome, Referral, Withholding},
    profile::NonHandling,
};
use store::desk::Dossier;

/// How the case can end from where it stands; a withdrawal is always possible.
fn outcomes(at: &At<'_>) -> Vec<&'static str> {
    let fitting = at.file.fitting_outcome();
    let all = fitting.into_iter().chain([Outcome::Withdrawn]);
    all.map(Outcome::code).collect()
}

pub(super) fn fields(at: &At<'_>, step: Step) -> Vec<Field> {
    let profile = &at.desk.in_force.profile;
    let ground = |decision| {
        at.choose("ground", "ground", &codes!(profile.grounds_for(decision)))
            .hint(at.desk.ui.t("hint-ground"))
    };
    let referral = || at.choose_or_none("referral", "referral", &codes!(Referral::ALL));
    match step {
        Step::ProposeAcceptance | Step::Reject => vec![at.reason()],
        Step::Resume => vec![time::back_day(at.desk, "resumed_on"), at.reason()],
        Step::ProposeOutOfScope => vec![ground(NonHandling::Refuse), at.reason()],
        Step::ProposePartRefusal => vec![
            ground(NonHandling::Part),
            referral().required(),
            at.reason(),
            at.letter(8, LetterKind::PartRefusal).required(),
        ],
        Step::ProposeDiscontinuation => vec![
            ground(NonHandling::Discontinue),
            referral(),
            at.reason(),
            at.letter(8, LetterKind::Discontinuation).required(),
        ],
        Step::ProposeSuspension => vec![
            ground(NonHandling::Suspend),
            time::back_day(at.desk, "suspended_from"),
            at.reason(),
            at.letter(8, LetterKind::Suspension).required(),
        ],
        Step::ProposeWithholding => vec![
            at.choose("because", "withholding", &codes!(Withholding::ALL))
                .hint(at.desk.ui.t("hint-withholding")),
            at.reason(),
        ],
        Step::ReviewWithholding => vec![at.tick("continues"), at.reason()],
        Step::ProposeClosing => vec![
            at.choose("outcome", "outcome", &outcomes(at)),
            referral(),
            at.reason(),
            at.letter(10, LetterKind::Closing)
                .hint(at.desk.ui.t("hint-closing-letter")),
            at.person("prevention_owner", true)
                .hint(at.desk.ui.t("hint-prevention")),
            at.lines("prevention", 3),
        ],
        _ => Vec::new(),
    }
}

/// What was put forward, in full: the act, its reasons, and the letter that goes out with it.
pub(super) fn facts(desk: &Desk, dossier: &Dossier) -> Vec<Fact> {
    let ui = &desk.ui;
    let Some(proposal) = &dossier.file.proposal else {
        return Vec::new();
    };
    let mut facts = vec![Fact::new("act", ui.term("act", proposal.act.code()))];
    let ground = |ground: &Ground| Fact::new("ground", ui.term("ground", ground.code()));
    let to = |referral: &Referral| Fact::new("referral", ui.term("referral", referral.code()));
    match &proposal.act {
        Act::Accept {} => {}
        Act::OutOfScope { ground: why } => facts.push(ground(why)),
        Act::Suspend { ground: why, from } => {
            facts.push(ground(why));
            if let Some(from) = from {
                facts.push(Fact::new("suspended-from", ui.day(from)));
            }
        }
        Act::Discontinue {
            ground: why,
            referral,
        } => {
            facts.push(ground(why));
            facts.extend(referral.as_ref().map(to));
        }
        Act::RefusePart {
            ground: why,
            referral,
        } => facts.extend([ground(why), to(referral)]),
        Act::Withhold { because } => {
            facts.push(Fact::new("because", ui.term("withholding", because.code())));
        }
        Act::Issue { letter } => facts.extend(sending(desk, letter)),
        Act::Close {
            outcome,
            referral,
            prevention,
        } => {
            facts.push(Fact::new("outcome", ui.term("outcome", outcome.code())));
            facts.extend(referral.as_ref().map(to));
            facts.push(Fact::new(
                "prevention-owner",
                prevention.map_or_else(|| ui.t("prevention-none"), |id| desk.person(id)),
            ));
        }
    }
    for field in ["reason", "letter", "prevention"] {
        if let Some(words) = dossier.opened.get(proposal.seq, field)
            && !words.is_empty()
        {
            facts.push(Fact::new(field, words));
        }
    }
    facts.push(Fact::new("proposed-by", desk.who(&proposal.by)));
    facts.push(Fact::new("proposed-at", ui.moment(&proposal.at)));
    facts
}

/// How a letter under check is to be sent, and what it asks for.
fn sending(desk: &Desk, letter: &Issue) -> Vec<Fact> {
    let ui = &desk.ui;
    let by = |by: &Delivery| Fact::new("by", ui.term("delivery", by.code()));
    let wanted = |name: &'static str, wanted: bool| wanted.then(|| Fact::new(name, ui.t("yes")));
    match letter {
        Issue::Request { by: way } => vec![by(way)],
        Issue::Deficiency {
            report_again,
            proposal_again,
            by: way,
        } => [
            wanted("report-again", *report_again),
            wanted("proposal-again", *proposal_again),
            Some(by(way)),
        ]
        .into_iter()
        .flatten()
        .collect(),
        Issue::Demand { what, by: way } => {
            let what = ui.term("demandkind", what.code());
            vec![Fact::new("kind", what), by(way)]
        }
        Issue::Direction { by } => vec![Fact::new("by", ui.term("channel", by.code()))],
    }
}

pub(super) fn command(read: &Reading<'_>, step: Step) -> Result<CaseCommand, Vec<Fault>> {
    let ground = || read.choice("ground", Ground::from_code);
    let referral = || read.choice_or_none("referral", Referral::from_code);
    let act = match step {
        Step::ProposeAcceptance => Act::Accept {},
        Step::ProposeOutOfScope => Act::OutOfScope { ground: ground()? },
        Step::ProposePartRefusal => Act::RefusePart {
            ground: ground()?,
            referral: referral()?.ok_or_else(|| read.fault("referral", "case.referral_missing"))?,
        },
        Step::ProposeDiscontinuation => Act::Discontinue {
            ground: ground()?,
            referral: referral()?,
        },
        Step::ProposeSuspension => Act::Suspend {
            ground: ground()?,
            from: read.day("suspended_from")?,
        },
        Step::ProposeWithholding => Act::Withhold {
            because: read.choice("because", Withholding::from_code)?,
        },
        Step::ProposeClosing => Act::Close {
            outcome: read.choice("outcome", Outcome::from_code)?,
            referral: referral()?,
            prevention: read.person("prevention_owner")?,
        },
        Step::Resume => {
            return Ok(CaseCommand::Resume {
                on: read.day("resumed_on")?,
                reason: read.text("reason"),
            });
        }
        Step::ReviewWithholding => {
            return Ok(CaseCommand::ReviewWithholding {
                continues: read.ticked("continues"),
                reason: read.text("reason"),
            });
        }
        Step::Reject => {
            return Ok(CaseCommand::Reject {
                proposal: read.text("proposal_digest"),
                reason: read.text("reason"),
            });
        }
        _ => {
            return Ok(CaseCommand::Approve {
                proposal: read.text("proposal_digest"),
            });
        }
    };
    Ok(CaseCommand::Propose(Motion {
        act,
        reason: read.text("reason"),
        letter: read.text("letter"),
        prevention: read.text("prevention"),
    }))
}
