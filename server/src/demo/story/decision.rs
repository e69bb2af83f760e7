//! The decisions of a story: what is put forward and approved, and what the rules ask before.

use super::Story;
use crate::demo::{
    pen::Who,
    people::{INTAKE, SUPERVISOR},
    plan::Deed,
    words,
};
use domain::{
    case::{
        Act, CaseCommand, Declared, FilingCommand, IdentityCheck, MatterCommand, Motion,
        OpportunityCommand,
    },
    code::{Channel, CheckResult, Consent, Ground, Outcome, Paper, Referral, Withholding},
};

impl Story<'_> {
    fn propose(&mut self, act: Act, reason: &str, letter: &str) {
        let motion = Motion::new(act, reason).with_letter(letter);
        let deed = Deed::Case(Box::new(CaseCommand::Propose(motion)));
        self.pen.write(Who::Person(self.handler), deed);
    }

    /// The supervisor approves what was put forward.
    pub(in crate::demo) fn approve(&mut self) {
        self.waits_from = self.pen.at;
        self.pen.write(Who::Person(SUPERVISOR), Deed::Approve);
    }

    /// The supervisor sends back what was put forward.
    pub(in crate::demo) fn send_back(&mut self) {
        let deed = Deed::Reject("理由に当たる規程の条項を書き添えてください。");
        self.pen.write(Who::Person(SUPERVISOR), deed);
    }

    /// The handler puts acceptance forward.
    pub(in crate::demo) fn propose_acceptance(&mut self) {
        self.propose(
            Act::Accept {},
            "本人からの申出で、会員の個人情報の取扱いに関するものと確認しました。",
            "",
        );
    }

    /// The papers are checked, one after the other (A27-A28).
    pub(in crate::demo) fn check_papers(&mut self) {
        let today = self.pen.at.date();
        let proofs: Vec<Paper> = self
            .papers
            .iter()
            .copied()
            .filter(|paper| paper.is_proof())
            .collect();
        for paper in proofs {
            let documents: Vec<&str> = self
                .profile
                .documents_for(paper, today)
                .map(|document| document.code.as_str())
                .collect();
            let Some(document) = self.pen.dice.among(&documents) else {
                continue;
            };
            let check = IdentityCheck {
                paper,
                document: document.to_owned(),
                result: CheckResult::Verified,
                masked: true,
                called_back: None,
                note: String::new(),
            };
            self.say(INTAKE, CaseCommand::Filing(FilingCommand::Check(check)));
        }
    }

    /// The complainant declares something else than at first.
    fn declare(&mut self, change: impl FnOnce(&mut Declared), words: &str) {
        change(&mut self.declared);
        let declare = MatterCommand::Declare {
            declared: self.declared,
            words: words.to_owned(),
        };
        self.say(self.handler, CaseCommand::Matter(declare));
    }

    /// Whatever the rules ask before this ground may be used.
    fn prepare(&mut self, ground: Ground) {
        let Some(rule) = self.profile.ground_rule(ground) else {
            return;
        };
        if let Some(litigation) = rule.litigation.first() {
            let litigation = *litigation;
            self.declare(
                |declared| declared.litigation = litigation,
                "同じ件について裁判所に訴えがあるとのことです。",
            );
            self.pen.minutes(5, 30);
        }
        if ground == Ground::RefusesTalks {
            self.declare(
                |declared| declared.talks = Consent::Refused,
                "対象の事業者とは話をしたくないとのことです。",
            );
            self.pen.minutes(5, 30);
        }
        if rule.opportunity {
            let give = OpportunityCommand::Give {
                ground,
                by: Channel::Post,
                letter: words::OPPORTUNITY_LETTER.to_owned(),
            };
            self.say(self.handler, CaseCommand::Opportunity(give));
            self.pen.open_days(1, 3);
            let record = OpportunityCommand::Record {
                ground,
                cured: false,
                answer: "電話で回答がありました。補うことはできないとのことです。".to_owned(),
            };
            self.say(self.handler, CaseCommand::Opportunity(record));
            self.pen.minutes(5, 60);
        }
    }

    /// The complainant does not want the member to be told, and is given advice only (B33).
    pub(in crate::demo) fn withhold(&mut self) {
        self.declare(
            |declared| declared.notify_member = Consent::Refused,
            "勤務先との関係があり、知られたくないとのことです。",
        );
        self.pen.minutes(5, 30);
        self.propose(
            Act::Withhold {
                because: Withholding::Wish,
            },
            "申出人が会員への通知を希望しないことを書面で確認しました。",
            "",
        );
    }

    /// What is missing is asked for once more (A26).
    pub(in crate::demo) fn request_papers(&mut self) {
        let request = FilingCommand::Request {
            papers: [Paper::Form].into(),
            by: Channel::Post,
            letter: words::FILING_LETTER.to_owned(),
        };
        self.say(INTAKE, CaseCommand::Filing(request));
    }

    /// The complainant is reminded.
    pub(in crate::demo) fn remind(&mut self) {
        let remind = CaseCommand::Remind {
            by: Channel::Post,
            letter: words::REMINDER.to_owned(),
        };
        self.say(INTAKE, remind);
    }

    /// The handler finds it out of scope.
    pub(in crate::demo) fn propose_out_of_scope(&mut self, ground: Ground) {
        self.prepare(ground);
        self.propose(
            Act::OutOfScope { ground },
            "申出の内容と資料を確認し、取り扱わない理由に当たると判断しました。",
            "",
        );
    }

    /// The handler wants to go no further.
    pub(in crate::demo) fn propose_discontinuation(&mut self, ground: Ground) {
        self.prepare(ground);
        self.propose(
            Act::Discontinue {
                ground,
                referral: Some(Referral::Bar),
            },
            "申出の内容と経過を確認し、中止の事由に当たると判断しました。",
            words::CLOSING_LETTER,
        );
    }

    /// The complainant hears that it is out of scope.
    pub(in crate::demo) fn reply_out_of_scope(&mut self) {
        let referral = self
            .pen
            .dice
            .pick(Referral::Bar, &[Referral::Court, Referral::ConsumerCentre]);
        let letter = words::OUT_OF_SCOPE_LETTER.to_owned();
        self.say(
            self.handler,
            CaseCommand::ReplyOutOfScope { referral, letter },
        );
    }

    /// The handler wants to wait for a court.
    pub(in crate::demo) fn propose_suspension(&mut self) {
        self.prepare(Ground::Litigation);
        self.propose(
            Act::Suspend {
                from: None,
                ground: Ground::Litigation,
            },
            "同じ件について訴訟が係属したとの連絡がありました。",
            words::SUSPENSION_LETTER,
        );
    }

    /// The supervisor takes it up again.
    pub(in crate::demo) fn resume(&mut self) {
        let resume = CaseCommand::Resume {
            on: None,
            reason: "訴えが取り下げられたことを書面で確認しました。".to_owned(),
        };
        self.say(SUPERVISOR, resume);
    }

    /// The handler puts the end forward.
    pub(in crate::demo) fn propose_closing(&mut self, outcome: Outcome) {
        let referral = (outcome == Outcome::NoAgreement).then(|| {
            self.pen
                .dice
                .pick(Referral::Bar, &[Referral::ConsumerCentre, Referral::Court])
        });
        let reason = match outcome {
            Outcome::Withdrawn => "申出人から取下げの連絡がありました。",
            Outcome::NoResponse => "期限までに意向の回答がなく、再度の連絡にも応答がありません。",
            Outcome::NoAgreement => "合意に至らず、相談先と今後の方法を案内しました。",
            Outcome::AdviceGiven => "会員へ通知せず、申出人に助言して終了します。",
            Outcome::Lapsed => "二度の催促にも書類が届きませんでした。",
            _ => "申出人が解決案に合意し、会員の実施を確認しました。",
        };
        let close = Act::Close {
            outcome,
            referral,
            prevention: None,
        };
        self.propose(close, reason, words::CLOSING_LETTER);
    }
}
