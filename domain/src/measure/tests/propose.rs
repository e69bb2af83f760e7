//! On what a measure may rest, and who then decides: every combination.

use super::stage::{House, START, SUPERVISOR, Stage, member_code, noon, person};
use crate::{
    code::{Body, LegalForm, MeasureKind, MeasureStage},
    event::Event,
    id::MeasureId,
    measure::{Context, Facts, Proposal, command::ProposedBasis, propose},
};
use jiff::civil::date;

fn asked(
    house: &House,
    kind: MeasureKind,
    basis: ProposedBasis,
    facts: &Facts,
) -> Result<Body, &'static str> {
    let actor = person(SUPERVISOR);
    let cx = Context {
        now: noon(START),
        actor: &actor,
        rules: house.rules(),
        facts,
    };
    let proposal = Proposal {
        kind,
        member: member_code(),
        basis,
        cases: Vec::new(),
        facts: "事実".into(),
        evidence: "証拠".into(),
        reason: "理由".into(),
    };
    let drafts = propose(MeasureId(2), &proposal, &cx).map_err(|refusal| refusal.code)?;
    match &drafts[0].event {
        Event::MeasureProposed(e) => Ok(e.body),
        other => panic!("{other:?}"),
    }
}

#[test]
#[expect(
    clippy::too_many_lines,
    reason = "every combination, and then the rest"
)]
fn b37_a_grave_measure_rests_on_what_was_not_followed_and_the_law_chooses_who_decides() {
    let mut combinations = 0;
    for legal_form in LegalForm::ALL {
        for grounds in [None, Some("定款第12条".to_owned())] {
            let house = House::new(|profile| {
                profile.board.legal_form = *legal_form;
                profile.board.other_grounds.clone_from(&grounds);
            });
            for statutory in [false, true] {
                for stage in MeasureStage::ALL {
                    for kind in MeasureKind::ALL {
                        for articles in [false, true] {
                            let mut before =
                                Stage::proposed(MeasureKind::Recommendation, Body::Board);
                            before.measure.id = MeasureId(1);
                            before.measure.stage = *stage;
                            before.member.statutory = statutory;
                            let facts = Facts {
                                member: Some(before.member.clone()),
                                after: (!articles).then(|| before.measure.clone()),
                                ..Facts::default()
                            };
                            let basis = if articles {
                                ProposedBasis::Articles
                            } else {
                                ProposedBasis::NotFollowed {
                                    measure: MeasureId(1),
                                }
                            };
                            let found = asked(&house, *kind, basis, &facts);
                            let grave = matches!(
                                kind,
                                MeasureKind::Revocation
                                    | MeasureKind::Expulsion
                                    | MeasureKind::Exclusion
                            );
                            let ground = grave
                                && if articles {
                                    grounds.is_some()
                                } else {
                                    *stage == MeasureStage::NotFollowed
                                };
                            let member_of_meeting =
                                statutory && *legal_form == LegalForm::Association;
                            let authority = match kind {
                                MeasureKind::Revocation => !member_of_meeting,
                                MeasureKind::Expulsion => member_of_meeting,
                                _ => true,
                            };
                            let expected = match (authority, ground) {
                                (false, _) => Err("measure.wrong_authority"),
                                (true, false) => Err("measure.no_ground"),
                                (true, true) if *kind == MeasureKind::Expulsion => {
                                    Ok(Body::GeneralMeeting)
                                }
                                (true, true) => Ok(Body::Board),
                            };
                            assert_eq!(
                                found, expected,
                                "{legal_form:?} {grounds:?} {statutory} {stage:?} {kind:?} {articles}"
                            );
                            combinations += 1;
                        }
                    }
                }
            }
        }
    }
    println!("combinations of form, articles, member, stage, kind and ground: {combinations}");
    // What is not grave rests on a clause, an article or conduct.
    let house = House::new(|_| {});
    let before = Stage::proposed(MeasureKind::Recommendation, Body::Board);
    let facts = Facts {
        member: Some(before.member),
        ..Facts::default()
    };
    let article = |text: &str| ProposedBasis::Article {
        article: text.into(),
        conduct: START,
    };
    for (kind, basis, expected) in [
        (
            MeasureKind::Recommendation,
            article("27-1"),
            Ok(Body::Board),
        ),
        (MeasureKind::Guidance, article("27-1"), Ok(Body::Desk)),
        (
            MeasureKind::Other,
            article("27条"),
            Err("measure.bad_article"),
        ),
        (
            MeasureKind::Revocation,
            article("27-1"),
            Err("measure.no_ground"),
        ),
        (
            MeasureKind::Recommendation,
            ProposedBasis::Conduct {
                conduct: date(2026, 6, 2),
            },
            Err("measure.in_future"),
        ),
        (
            MeasureKind::Recommendation,
            ProposedBasis::Guideline {
                clause: "5-2".into(),
                conduct: START,
            },
            Err("guideline.no_such_clause"),
        ),
    ] {
        assert_eq!(asked(&house, kind, basis, &facts), expected);
    }
}
