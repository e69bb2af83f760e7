//! A command for every step, with values that chance chooses: mostly ones that can be meant.

use super::{Move, Scene, pick};
use domain::{
    case::{
        Act, Answer, Attach, CaseCommand, CaseFile, CooperationCommand, Declared, FilingCommand,
        IdentityCheck, MatterCommand, Motion, OpportunityCommand, Reclassification, Reply,
        Respondent, Step,
    },
    clock::MoreTime,
    code::{
        AnswerKind, Applicant, AttachmentKind, CaseKind, Category, Channel, CheckResult, Consent,
        Delivery, DemandKind, DestroyCause, Ground, LinkKind, Litigation, Media, NoteKind, Outcome,
        Paper, Referral, Undelivered, Will, Withholding,
    },
    demand::DemandCommand,
    period::{Extension, Unit},
    profile::Profile,
};
use jiff::{Span, civil::Date};
use tests::harness::office::complaint;

fn words() -> String {
    "試験".to_owned()
}

/// Mostly a step that the state allows, so that cases get far; now and then any step at all.
pub(super) fn command(
    scene: &Scene,
    profile: &Profile,
    m: &Move,
    file: &CaseFile,
    cases: &[CaseFile],
) -> CaseCommand {
    let possible = Step::possible(file);
    let step = if m.what < 208 && !possible.is_empty() {
        pick(&possible, m.what)
    } else {
        pick(Step::ALL, m.what)
    };
    let chance = Chance {
        scene,
        file,
        cases,
        c: m.choice,
    };
    let command = chance.of_the_complainant(step).unwrap_or_else(|| {
        chance
            .of_a_decision(step)
            .unwrap_or_else(|| chance.of_the_member(step))
    });
    // Mostly as the rules want it, now and then a letter by one person's word.
    if m.choice.is_multiple_of(5) {
        command
    } else {
        command.checked(profile)
    }
}

struct Chance<'a> {
    scene: &'a Scene,
    file: &'a CaseFile,
    cases: &'a [CaseFile],
    c: u8,
}

impl Chance<'_> {
    /// Mostly today, now and then a few days back, or further back than the rules allow.
    fn back(&self) -> Option<Date> {
        let today = self.scene.now.date();
        let back = Span::new().days(i64::from(self.c % 11));
        self.c.is_multiple_of(3).then(|| today.saturating_sub(back))
    }

    fn more(&self) -> (String, MoreTime) {
        let open = self.file.open_deadlines();
        let deadline = open
            .get(usize::from(self.c) % open.len().max(1))
            .map(|d| d.name.clone())
            .unwrap_or_default();
        let unit = if self.c & 64 == 0 {
            Unit::Day
        } else {
            Unit::OpenDay
        };
        let n = u32::from(self.c % 20);
        let more = MoreTime {
            by: Extension { n, unit },
            asked_on: self.back(),
        };
        (deadline, more)
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each step")]
    fn of_the_complainant(&self, step: Step) -> Option<CaseCommand> {
        let c = self.c;
        let by = Channel::Post;
        let papers = || {
            Paper::ALL
                .iter()
                .copied()
                .take(usize::from(c % 5))
                .collect()
        };
        Some(match step {
            Step::Acknowledge => CaseCommand::Acknowledge,
            Step::Answer => CaseCommand::Answer(Answer {
                how: pick(AnswerKind::ALL, c),
                referral: Some(pick(Referral::ALL, c)),
                answer: words(),
            }),
            Step::Reclassify => CaseCommand::Matter(MatterCommand::Reclassify(Reclassification {
                kind: pick(CaseKind::ALL, c),
                category: pick(Category::ALL, c),
                respondent: if c & 1 == 0 {
                    complaint().respondent
                } else {
                    Respondent::NonMember {}
                },
                applicant: pick(Applicant::ALL, c / 3),
                name: words(),
                kana: String::new(),
                contact: String::new(),
                reason: words(),
            })),
            Step::Declare => CaseCommand::Matter(MatterCommand::Declare {
                declared: Declared {
                    litigation: pick(Litigation::ALL, c),
                    notify_member: pick(Consent::ALL, c / 4),
                    notify_related: Consent::Unasked,
                    material: pick(Consent::ALL, c / 2),
                    talks: Consent::Given,
                },
                words: words(),
            }),
            Step::RequestFiling => CaseCommand::Filing(FilingCommand::Request {
                papers: papers(),
                by,
                letter: words(),
            }),
            Step::RecordFiling => CaseCommand::Filing(FilingCommand::Receive {
                papers: papers(),
                channel: by,
                original: words(),
            }),
            Step::CheckIdentity => CaseCommand::Filing(FilingCommand::Check(IdentityCheck {
                paper: pick(Paper::ALL, c),
                document: if c & 4 == 0 {
                    "drivers_licence".to_owned()
                } else {
                    "power_of_attorney".to_owned()
                },
                result: pick(CheckResult::ALL, c / 8),
                masked: true,
                called_back: None,
                note: words(),
            })),
            Step::Remind => CaseCommand::Remind {
                by,
                letter: words(),
            },
            Step::GiveOpportunity => CaseCommand::Opportunity(OpportunityCommand::Give {
                ground: pick(Ground::ALL, c),
                by,
                letter: words(),
            }),
            Step::RecordOpportunity => {
                let given = self.file.opportunities.keys().next().copied();
                CaseCommand::Opportunity(OpportunityCommand::Record {
                    ground: given.unwrap_or(Ground::NoStanding),
                    cured: c & 1 == 0,
                    answer: words(),
                })
            }
            Step::ReplyOutOfScope => CaseCommand::ReplyOutOfScope {
                referral: Referral::Ppc,
                letter: words(),
            },
            Step::SendDirection => CaseCommand::SendDirection {
                by,
                direction: words(),
            },
            Step::RecordWill => CaseCommand::RecordWill {
                will: pick(Will::ALL, c),
                comment: words(),
            },
            Step::Link => CaseCommand::Matter(MatterCommand::Link {
                to: self.file.number,
                how: pick(LinkKind::ALL, c),
                memo: words(),
            }),
            Step::JoinIncident => CaseCommand::Matter(MatterCommand::JoinIncident {
                lead: self.cases[usize::from(c) % self.cases.len()].number,
                memo: words(),
            }),
            Step::LeaveIncident => {
                CaseCommand::Matter(MatterCommand::LeaveIncident { reason: words() })
            }
            // What it says is told by `performed`: the bytes are stored before the command.
            Step::Attach => CaseCommand::Attach(Attach {
                kind: pick(AttachmentKind::ALL, c),
                media: Media::Text,
                name: "試験.txt".to_owned(),
                bytes: 0,
                sha256: String::new(),
                blob: String::new(),
            }),
            Step::DestroyAttachment => CaseCommand::DestroyAttachment {
                attachment: u32::from(c % 4),
                cause: pick(DestroyCause::ALL, c),
                reason: words(),
            },
            Step::Note => CaseCommand::Note {
                kind: pick(NoteKind::ALL, c),
                note: words(),
            },
            _ => return None,
        })
    }

    fn of_a_decision(&self, step: Step) -> Option<CaseCommand> {
        let c = self.c;
        let ground = pick(Ground::ALL, c);
        let referral = (c > 127).then_some(Referral::Ppc);
        let digest = || {
            let proposal = self.file.proposal.as_ref();
            proposal.map_or_else(|| "0".repeat(64), |p| p.digest.clone())
        };
        let handler = self.scene.handler;
        let act = match step {
            Step::Assign => return Some(CaseCommand::Assign { handler }),
            Step::Bar => {
                return Some(CaseCommand::Matter(MatterCommand::Bar {
                    person: if c < 40 { handler } else { self.scene.other },
                    reason: words(),
                }));
            }
            Step::Reopen => {
                return Some(CaseCommand::Matter(MatterCommand::Reopen {
                    reason: words(),
                }));
            }
            Step::RecordPrevention => {
                return Some(CaseCommand::Matter(MatterCommand::Prevent {
                    result: words(),
                }));
            }
            Step::Approve => return Some(CaseCommand::Approve { proposal: digest() }),
            Step::Reject => {
                return Some(CaseCommand::Reject {
                    proposal: digest(),
                    reason: words(),
                });
            }
            Step::Resume => {
                return Some(CaseCommand::Resume {
                    on: self.back(),
                    reason: words(),
                });
            }
            Step::ReviewWithholding => {
                return Some(CaseCommand::ReviewWithholding {
                    continues: c & 1 == 0,
                    reason: words(),
                });
            }
            Step::ProposeAcceptance => Act::Accept {},
            Step::ProposeOutOfScope => Act::OutOfScope { ground },
            Step::ProposePartRefusal => Act::RefusePart {
                ground,
                referral: Referral::Bar,
            },
            Step::ProposeWithholding => Act::Withhold {
                because: pick(Withholding::ALL, c),
            },
            Step::ProposeDiscontinuation => Act::Discontinue { ground, referral },
            Step::ProposeSuspension => Act::Suspend {
                ground,
                from: self.back(),
            },
            Step::ProposeClosing => Act::Close {
                outcome: pick(Outcome::ALL, c),
                referral,
                prevention: (c & 2 == 0).then_some(handler),
            },
            _ => return None,
        };
        Some(CaseCommand::Propose(Motion {
            prevention: words(),
            ..Motion::new(act, words()).with_letter(words())
        }))
    }

    fn of_the_member(&self, step: Step) -> CaseCommand {
        let c = self.c;
        let part = |there: bool| if there { words() } else { String::new() };
        let by = pick(Delivery::ALL, c);
        let demand = u32::try_from(self.file.demands.len()).unwrap();
        let suspicion = self.file.suspicions().into_iter().next();
        let suspicion = suspicion.unwrap_or_default();
        let (deadline, more) = self.more();
        match step {
            Step::IssueRequest => CaseCommand::IssueRequest {
                by,
                letter: words(),
            },
            Step::SendAgain => CaseCommand::SendAgain {
                why: pick(Undelivered::ALL, c),
                by,
                proof: words(),
            },
            Step::RecordReply => CaseCommand::RecordReply(Reply {
                channel: Channel::Web,
                replied_at: None,
                report: part(c & 1 == 0),
                proposal: part(c & 2 == 0),
                original: String::new(),
            }),
            Step::AcceptReply => CaseCommand::AcceptReply {
                assessment: words(),
            },
            Step::ReturnReply => CaseCommand::ReturnReply {
                report_again: c & 1 == 0,
                proposal_again: c & 2 == 0,
                deficiencies: words(),
                by: Delivery::Portal,
            },
            Step::MakeDemand => CaseCommand::Demand(DemandCommand::Make {
                kind: pick(DemandKind::ALL, c),
                by,
                letter: words(),
            }),
            Step::DeliverDemand => CaseCommand::Demand(DemandCommand::Deliver {
                demand,
                by,
                on: None,
                proof: words(),
            }),
            Step::MeetDemand => CaseCommand::Demand(DemandCommand::Meet {
                demand,
                channel: Channel::Web,
                met_at: None,
                supplied: words(),
                original: String::new(),
            }),
            Step::ClaimJustCause => CaseCommand::Demand(DemandCommand::Claim {
                demand,
                channel: Channel::Web,
                claim: words(),
            }),
            Step::DecideJustCause => CaseCommand::Demand(DemandCommand::Decide {
                demand,
                just: c & 1 == 0,
                reason: words(),
            }),
            Step::HearMember => CaseCommand::Cooperation(CooperationCommand::Hear {
                suspicion,
                answer: words(),
            }),
            Step::DecideNonCooperation => CaseCommand::Cooperation(CooperationCommand::Decide {
                suspicion,
                confirmed: c & 1 == 0,
                reason: words(),
            }),
            Step::AskTime => CaseCommand::AskTime {
                deadline,
                more,
                channel: Channel::Web,
                reason: words(),
            },
            Step::DeclineTime => CaseCommand::DeclineTime { reason: words() },
            Step::ExtendDeadline => CaseCommand::ExtendDeadline {
                deadline,
                more,
                reason: words(),
            },
            _ => CaseCommand::RecordDelivery {
                by,
                on: None,
                proof: words(),
            },
        }
    }
}
