//! The story of one case, told in the steps of the procedure: who receives it, what is asked of the
//! member, how it ends. The teller decides when each step comes; the steps here only follow it.

use super::{
    papers::Sheet,
    pen::{Pen, Who},
    people::{self, INTAKE, SUPERVISOR},
    plan::Deed,
    words::{self, Call, Topic},
};
use domain::{
    case::{Answer, CaseCommand, Declared, Registration, Reply, Respondent},
    code::{
        AnswerKind, Applicant, CaseKind, Category, Channel, Consent, Delivery, DestroyCause,
        Litigation, NoteKind, Paper, Referral, Will,
    },
    id::MemberCode,
    profile::Profile,
    time::{FiscalYear, Timestamp},
};
use std::collections::BTreeSet;

mod decision;

/// How long the second person takes over a letter.
const READING_SECONDS: i64 = 20 * 60;

/// A case being told.
pub(super) struct Story<'a> {
    /// The pen.
    pub(super) pen: Pen<'a>,
    handler: &'static str,
    topic: Topic,
    respondent: Respondent,
    /// The member's contact in the portal, when it has one.
    contact: Option<&'static str>,
    /// The rules: which papers a complaint needs, what a ground needs.
    profile: &'a Profile,
    /// The papers that this complaint needs.
    papers: BTreeSet<Paper>,
    /// What the complainant declared.
    declared: Declared,
    /// How the last letter to the member was sent.
    sent_by: Delivery,
    /// Whether the complainant sends papers.
    has_papers: bool,
    /// The instant from which the clock runs that the story waits for.
    pub(super) waits_from: Timestamp,
}

impl<'a> Story<'a> {
    /// A story about a member, or about nobody who is one.
    pub(super) fn new(
        mut pen: Pen<'a>,
        profile: &'a Profile,
        handler: &'static str,
        member: Option<MemberCode>,
    ) -> Self {
        let topic = words::topic(&mut pen.dice);
        let contact = member.as_ref().and_then(people::contact_of);
        let respondent = match member {
            Some(member) => Respondent::Member { member },
            None => Respondent::NonMember {},
        };
        Self {
            waits_from: pen.at,
            handler,
            topic,
            respondent,
            contact,
            profile,
            papers: BTreeSet::new(),
            declared: Declared::default(),
            sent_by: Delivery::Portal,
            has_papers: false,
            pen,
        }
    }

    fn say(&mut self, login: &'static str, command: CaseCommand) {
        let letter = !matches!(command, CaseCommand::Propose(_));
        let command = command.checked(self.profile);
        let letter = letter && matches!(command, CaseCommand::Propose(_));
        let deed = Deed::Case(Box::new(command));
        self.waits_from = self.pen.at;
        self.pen.write(Who::Person(login), deed);
        // A letter under check is read and issued within the hour.
        if letter {
            self.pen.at = self.pen.at.plus_seconds(READING_SECONDS);
            self.approve();
        }
    }

    /// A complaint comes in.
    pub(super) fn complaint(&mut self) {
        let Topic {
            category, content, ..
        } = self.topic;
        self.receive(CaseKind::Complaint, category, content);
    }

    /// Something else comes in.
    pub(super) fn call(&mut self, kind: CaseKind, call: &Call, respondent: Respondent) {
        self.respondent = respondent;
        self.receive(kind, call.category, call.content);
    }

    fn receive(&mut self, kind: CaseKind, category: Category, content: &str) {
        use Applicant::{Anonymous, Concerned, Principal, StatutoryAgent, VoluntaryAgent};
        let dice = &mut self.pen.dice;
        let channel = dice.pick(
            Channel::Telephone,
            &[
                Channel::Telephone,
                Channel::Email,
                Channel::Post,
                Channel::Fax,
                Channel::Web,
            ],
        );
        let applicant = if kind == CaseKind::Complaint {
            dice.pick(
                Principal,
                &[
                    Principal,
                    Principal,
                    Principal,
                    VoluntaryAgent,
                    StatutoryAgent,
                ],
            )
        } else {
            dice.pick(Principal, &[Principal, Principal, Concerned, Anonymous])
        };
        let (name, kana, contact) = if applicant == Anonymous {
            Default::default()
        } else {
            let (name, kana) = words::person(dice);
            (name, kana, words::contact(dice))
        };
        let received_at = self.arrival(channel);
        let original = match channel {
            Channel::Telephone => "通話録音",
            Channel::Fax => "FAX原紙",
            Channel::Post => "封書",
            Channel::Email => "受信メール",
            Channel::Web => "受付フォーム",
        };
        let original = format!("{original} {:05}", self.pen.dice.below(100_000));
        self.waits_from = received_at.unwrap_or(self.pen.at);
        let complains = kind == CaseKind::Complaint;
        if complains {
            self.papers = self.profile.papers_of(applicant);
            self.declared = Declared {
                litigation: Litigation::None,
                notify_member: Consent::Given,
                notify_related: self.pen.dice.pick(Consent::Given, &[Consent::Refused]),
                material: Consent::Given,
                talks: Consent::Given,
            };
        }
        // Without dice, so that no other choice of the story changes.
        self.has_papers =
            kind == CaseKind::Complaint && (self.pen.at.micros() / 1_000_000) % 3 == 0;
        let registration = Registration {
            kind,
            channel,
            applicant,
            category,
            respondent: self.respondent.clone(),
            received_at,
            name,
            kana,
            contact,
            content: content.to_owned(),
            original,
            explained: complains && channel == Channel::Telephone,
            declared: self.declared,
            papers: self.papers.clone(),
            answer: None,
            beside: None,
        };
        let who = if channel == Channel::Telephone && self.pen.dice.one_in(4) {
            self.handler
        } else {
            INTAKE
        };
        self.pen
            .write(Who::Person(who), Deed::Register(Box::new(registration)));
    }

    /// When it arrived: what is written may have come the evening before. Never in another fiscal
    /// year than the one in which it is entered, which would open that year's register again.
    fn arrival(&mut self, channel: Channel) -> Option<Timestamp> {
        let written = matches!(channel, Channel::Email | Channel::Fax | Channel::Web);
        if !(written && self.pen.dice.one_in(3)) {
            return None;
        }
        let today = self.pen.at.date();
        let before = self.pen.calendar.nth_open_day_before(today, 1).ok()?;
        let evening = i64::from(self.pen.dice.between(17 * 3_600 + 1_800, 23 * 3_600));
        (FiscalYear::of(before) == FiscalYear::of(today))
            .then(|| Timestamp::start_of(before).plus_seconds(evening))
    }

    /// Receipt is confirmed.
    pub(super) fn acknowledge(&mut self) {
        self.say(INTAKE, CaseCommand::Acknowledge);
        if self.has_papers {
            self.papers();
        }
    }

    /// The form comes back with a picture of an identity paper (A26-A27). On the picture stands what
    /// may not be kept, so it is destroyed at once, with a record.
    fn papers(&mut self) {
        let intake = Who::Person(INTAKE);
        self.pen.write(intake, Deed::Attach(Sheet::Form));
        self.pen.write(intake, Deed::Attach(Sheet::Identity));
        let destroy = CaseCommand::DestroyAttachment {
            attachment: 2,
            cause: DestroyCause::MyNumber,
            reason: "マイナンバーカードの裏面が写っていたため、直ちに破棄しました。".to_owned(),
        };
        self.pen.write(intake, Deed::Case(Box::new(destroy)));
    }

    /// The supervisor gives it to its handler.
    pub(super) fn assign(&mut self) {
        let deed = Deed::Assign(self.handler);
        self.pen.write(Who::Person(SUPERVISOR), deed);
    }

    /// An everyday call is answered.
    pub(super) fn answer(&mut self, call: &Call, by_handler: bool) {
        let how = match call.referral {
            Some(_) => AnswerKind::Referred,
            None => self
                .pen
                .dice
                .pick(AnswerKind::Answered, &[AnswerKind::Informed]),
        };
        let answer = CaseCommand::Answer(Answer {
            how,
            referral: call.referral,
            answer: call.answer.to_owned(),
        });
        self.say(if by_handler { self.handler } else { INTAKE }, answer);
    }

    /// A complaint about a business that is no member is referred (B22, B31).
    pub(super) fn refer(&mut self) {
        let referral = self.pen.dice.pick(
            Referral::Ppc,
            &[Referral::ConsumerCentre, Referral::OtherBody],
        );
        let answer = CaseCommand::Answer(Answer {
            how: AnswerKind::Referred,
            referral: Some(referral),
            answer: "会員でない事業者についてのお申出であることを確認し、相談先をご案内しました。"
                .to_owned(),
        });
        self.say(INTAKE, answer);
    }

    /// How a letter to this member is sent.
    fn send(&mut self) -> Delivery {
        self.sent_by = match self.contact {
            Some(_) => Delivery::Portal,
            None => self.pen.dice.pick(
                Delivery::CertifiedPost,
                &[Delivery::CertifiedPost, Delivery::Email, Delivery::Fax],
            ),
        };
        self.sent_by
    }

    /// The member is notified and asked (B32).
    pub(super) fn issue(&mut self) {
        let by = self.send();
        let letter = words::request_letter(self.topic.content);
        self.say(self.handler, CaseCommand::IssueRequest { by, letter });
    }

    /// The request reaches the member.
    pub(super) fn deliver(&mut self) {
        let by = self.sent_by;
        let n = self.pen.dice.below(1_000_000);
        let proof = match by {
            Delivery::CertifiedPost => format!("配達証明 第{n:06}号"),
            Delivery::Email => format!("受信確認メール {n:06}"),
            Delivery::Fax => format!("FAX送信記録 {n:06}"),
            Delivery::Portal | Delivery::Post => String::new(),
        };
        let who = self.contact.unwrap_or(INTAKE);
        let delivery = CaseCommand::RecordDelivery {
            by,
            on: None,
            proof,
        };
        self.say(who, delivery);
    }

    /// The member replies, in part or in full.
    pub(super) fn reply(&mut self, with_report: bool, with_proposal: bool) {
        let part = |there: bool, text: &str| {
            if there {
                text.to_owned()
            } else {
                String::new()
            }
        };
        let (who, channel, original) = if let Some(contact) = self.contact {
            if with_report {
                self.pen
                    .write(Who::Person(contact), Deed::Attach(Sheet::Report));
            }
            (contact, Channel::Web, String::new())
        } else {
            let dice = &mut self.pen.dice;
            let channel = dice.pick(Channel::Post, &[Channel::Fax, Channel::Email]);
            let original = format!("受信簿 {:04}", dice.below(10_000));
            (INTAKE, channel, original)
        };
        let reply = CaseCommand::RecordReply(Reply {
            channel,
            replied_at: None,
            report: part(with_report, self.topic.report),
            proposal: part(with_proposal, self.topic.proposal),
            original,
        });
        self.say(who, reply);
    }

    /// The reply is returned with its deficiencies (B34).
    pub(super) fn return_reply(&mut self) {
        let by = self.send();
        let deficiencies = self
            .pen
            .dice
            .among(&words::DEFICIENCIES)
            .unwrap_or_default();
        let back = CaseCommand::ReturnReply {
            report_again: self.pen.dice.one_in(3),
            proposal_again: true,
            deficiencies: deficiencies.to_owned(),
            by,
        };
        self.say(self.handler, back);
    }

    /// The reply suffices.
    pub(super) fn accept_reply(&mut self) {
        let accept = CaseCommand::AcceptReply {
            assessment: "事実関係の調査と再発防止策が具体的で、十分と判断しました。".to_owned(),
        };
        self.say(self.handler, accept);
    }

    /// The complainant is shown a direction (B38).
    pub(super) fn direct(&mut self) {
        let by = self
            .pen
            .dice
            .pick(Channel::Post, &[Channel::Email, Channel::Telephone]);
        let direction = words::direction_letter(self.topic.proposal);
        self.say(self.handler, CaseCommand::SendDirection { by, direction });
    }

    /// The complainant says what they want.
    pub(super) fn will(&mut self, will: Will) {
        let comment = match will {
            Will::Agrees => "示された内容で了解します。",
            Will::Disagrees => "示された内容では納得できません。",
            Will::Silent => "",
        };
        let comment = comment.to_owned();
        self.say(self.handler, CaseCommand::RecordWill { will, comment });
    }

    /// The handler writes a note (A11).
    pub(super) fn note(&mut self, kind: NoteKind) {
        let note = match kind {
            NoteKind::Advice => "請求の方法と本人確認書類について助言しました。",
            NoteKind::Investigation => "申出人から資料の提出を受け、経過を聴き取りました。",
            NoteKind::Progress => "申出人に経過を電話で連絡しました。",
            NoteKind::Memo => "次回の連絡は午前中を希望とのこと。",
        };
        let deed = Deed::Case(Box::new(CaseCommand::Note {
            kind,
            note: note.to_owned(),
        }));
        self.pen.write(Who::Person(self.handler), deed);
    }
}
