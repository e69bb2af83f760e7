//! Steps with the member: the request, its replies, demands, and whether it cooperates.

use super::{At, Reading, codes};
use crate::web::view::form::{Choice, Fault, Field, Input};
use domain::{
    case::{CaseCommand, CooperationCommand, Reply, Step},
    code::{Delivery, DemandKind, LetterKind, Undelivered},
    demand::{Demand, DemandCommand, DemandState},
};

fn by(at: &At<'_>) -> Field {
    at.choose("by", "delivery", &codes!(Delivery::ALL))
}

/// The demands that the step can be about.
fn demands(at: &At<'_>, fits: fn(&Demand) -> bool) -> Field {
    let choices = at
        .file
        .demands
        .iter()
        .filter(|demand| fits(demand))
        .map(|demand| {
            let kind = at.desk.ui.term("demandkind", demand.kind.code());
            Choice::new(
                demand.ordinal.to_string(),
                format!("{}. {kind}", demand.ordinal),
            )
        });
    at.field("demand")
        .input(Input::Select(choices.collect()))
        .required()
}

/// The suspicions that nobody decided on, in words.
fn suspicions(at: &At<'_>) -> Field {
    let ui = &at.desk.ui;
    let choices = at.file.suspicions().into_iter().map(|name| {
        let clock = name.split('.').next().unwrap_or(&name);
        let words = if clock == "request" {
            ui.t("suspicion-rounds")
        } else {
            ui.x("suspicion-deadline", ui.term("clock", clock))
        };
        Choice::new(&name, words)
    });
    at.field("suspicion")
        .input(Input::Select(choices.collect()))
        .required()
}

pub(super) fn fields(at: &At<'_>, step: Step) -> Vec<Field> {
    let ui = &at.desk.ui;
    let arrival = || vec![by(at), at.day("on"), at.lines("proof", 2)];
    match step {
        Step::IssueRequest => vec![by(at), at.letter(14, LetterKind::Request).required()],
        Step::RecordDelivery => arrival(),
        Step::SendAgain => vec![
            at.choose("why", "undelivered", &codes!(Undelivered::ALL)),
            by(at),
            at.lines("proof", 2),
        ],
        Step::RecordReply => vec![
            at.channel(),
            at.day("replied_at"),
            at.lines("report", 6),
            at.lines("proposal", 6),
            at.lines("original", 2),
        ],
        Step::AcceptReply => vec![at.lines("assessment", 5).required()],
        Step::ReturnReply => vec![
            at.tick("report_again"),
            at.tick("proposal_again"),
            at.lines("deficiencies", 6)
                .value(at.draft(LetterKind::Deficiency))
                .required(),
            by(at),
        ],
        Step::MakeDemand => vec![
            at.choose("kind", "demandkind", &codes!(DemandKind::ALL)),
            by(at),
            at.letter(10, LetterKind::Demand).required(),
        ],
        Step::DeliverDemand => {
            let issued = |d: &Demand| matches!(d.state, DemandState::Issued { .. });
            let mut fields = vec![demands(at, issued)];
            fields.extend(arrival());
            fields
        }
        Step::MeetDemand => vec![
            demands(at, Demand::is_owed),
            at.channel(),
            at.day("met_at"),
            at.lines("supplied", 6).required(),
            at.lines("original", 2),
        ],
        Step::ClaimJustCause => {
            let claimable = |d: &Demand| {
                d.kind == DemandKind::Documents && matches!(d.state, DemandState::Delivered { .. })
            };
            vec![
                demands(at, claimable),
                at.channel(),
                at.lines("claim", 5).required(),
            ]
        }
        Step::DecideJustCause => vec![
            demands(at, |d| matches!(d.state, DemandState::Claimed { .. })),
            at.tick("just"),
            at.reason(),
        ],
        Step::HearMember => vec![
            suspicions(at),
            at.lines("answer", 5).hint(ui.t("hint-heard")).required(),
        ],
        Step::DecideNonCooperation => vec![suspicions(at), at.tick("confirmed"), at.reason()],
        _ => Vec::new(),
    }
}

pub(super) fn command(read: &Reading<'_>, step: Step) -> Result<CaseCommand, Vec<Fault>> {
    let by = || read.choice("by", Delivery::from_code);
    let text = |field: &str| read.text(field);
    let demand = || read.count("demand");
    Ok(match step {
        Step::IssueRequest => CaseCommand::IssueRequest {
            by: by()?,
            letter: text("letter"),
        },
        Step::SendAgain => CaseCommand::SendAgain {
            why: read.choice("why", Undelivered::from_code)?,
            by: by()?,
            proof: text("proof"),
        },
        Step::RecordReply => CaseCommand::RecordReply(Reply {
            channel: read.channel("channel")?,
            replied_at: read.moment("replied_at")?,
            report: text("report"),
            proposal: text("proposal"),
            original: text("original"),
        }),
        Step::AcceptReply => CaseCommand::AcceptReply {
            assessment: text("assessment"),
        },
        Step::ReturnReply => CaseCommand::ReturnReply {
            report_again: read.ticked("report_again"),
            proposal_again: read.ticked("proposal_again"),
            deficiencies: text("deficiencies"),
            by: by()?,
        },
        Step::MakeDemand => CaseCommand::Demand(DemandCommand::Make {
            kind: read.choice("kind", DemandKind::from_code)?,
            by: by()?,
            letter: text("letter"),
        }),
        Step::DeliverDemand => CaseCommand::Demand(DemandCommand::Deliver {
            demand: demand()?,
            by: by()?,
            on: read.day("on")?,
            proof: text("proof"),
        }),
        Step::MeetDemand => CaseCommand::Demand(DemandCommand::Meet {
            demand: demand()?,
            channel: read.channel("channel")?,
            met_at: read.moment("met_at")?,
            supplied: text("supplied"),
            original: text("original"),
        }),
        Step::ClaimJustCause => CaseCommand::Demand(DemandCommand::Claim {
            demand: demand()?,
            channel: read.channel("channel")?,
            claim: text("claim"),
        }),
        Step::DecideJustCause => CaseCommand::Demand(DemandCommand::Decide {
            demand: demand()?,
            just: read.ticked("just"),
            reason: text("reason"),
        }),
        Step::HearMember => CaseCommand::Cooperation(CooperationCommand::Hear {
            suspicion: text("suspicion"),
            answer: text("answer"),
        }),
        Step::DecideNonCooperation => CaseCommand::Cooperation(CooperationCommand::Decide {
            suspicion: text("suspicion"),
            confirmed: read.ticked("confirmed"),
            reason: text("reason"),
        }),
        _ => CaseCommand::RecordDelivery {
            by: by()?,
            on: read.day("on")?,
            proof: text("proof"),
        },
    })
}
