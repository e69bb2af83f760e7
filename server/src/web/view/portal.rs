//! The member's portal: what the organisation asks of it, and by when.

use super::{
    deadline::{Chip, Why},
    document::Documents,
    form::{Fault, Field, Form, Group, Input},
    measure::PortalMeasure,
    step::Step,
};
use crate::web::text::Ui;
use domain::time::Timestamp;

/// A request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Its id in addresses.
    pub id: String,
    /// The printed number of the case.
    pub number: String,
    /// Its state's code as members see it (`answer`, `answered`, `returned`, `done`).
    pub state: String,
    /// The round: 1 for the request itself.
    pub round: u32,
    /// When it reached the member.
    pub delivered: Option<Timestamp>,
    /// Until when an answer is due.
    pub chip: Option<Chip>,
    /// Whether the report is there.
    pub has_report: bool,
    /// Whether the proposal is there.
    pub has_proposal: bool,
}

impl Request {
    /// Whether the member has to act.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.state.as_str(), "answer" | "returned")
    }
}

/// The portal's home.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Portal {
    /// The member's name.
    pub member: String,
    /// Its requests, those to answer first.
    pub requests: Vec<Request>,
    /// The measures it was told of, those that wait on it first.
    pub measures: Vec<PortalMeasure>,
}

impl Portal {
    /// How many requests the member has to answer.
    #[must_use]
    pub fn open(&self) -> usize {
        self.requests
            .iter()
            .filter(|request| request.is_open())
            .count()
    }
}

/// One request with its letter and the reply form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestPage {
    /// The request.
    pub request: Request,
    /// The letter.
    pub letter: String,
    /// What was lacking in the last reply, or empty.
    pub deficiencies: String,
    /// Why it is due when it is.
    pub why: Option<Why>,
    /// The button that takes the request over, while it is on its way; there is no letter then.
    pub receive: Option<Form>,
    /// The reply form, while a reply is open.
    pub form: Option<Form>,
    /// What the member handed in.
    pub documents: Documents,
    /// What was demanded besides.
    pub demands: Vec<DemandShown>,
    /// The printed numbers of the other cases in which a reply is recorded too.
    pub shared: Vec<String>,
    /// What the member can do besides replying.
    pub tasks: Vec<Step>,
}

/// A demand for documents or a report (B19-B20).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemandShown {
    /// The kind's code.
    pub kind: String,
    /// Whether it is still owed.
    pub owed: bool,
    /// What is demanded; empty until it was taken over.
    pub letter: String,
}

/// 受付票: proof that a reply arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyReceipt {
    /// The printed number of the case.
    pub number: String,
    /// The record that proves it.
    pub seq: u64,
    /// When it arrived.
    pub at: Timestamp,
    /// The record's digest.
    pub sha256: String,
    /// Whether report and proposal are both there.
    pub complete: bool,
    /// Until when the rest is due.
    pub rest: Option<Chip>,
}

/// The reply form of a request; `typed` gives back what a rejected attempt held.
#[must_use]
pub fn reply_form(ui: Ui, request: &Request, typed: (&str, &str), faults: Vec<Fault>) -> Form {
    let field = |name: &str, label: String, rows, value: &str| {
        Field::new(name, label)
            .input(Input::Lines(rows))
            .value(value)
            .max(10_000)
            .judged_by(&faults)
    };
    let mut fields = Vec::new();
    if !request.has_report {
        fields.push(field("report", ui.t("portal-report"), 8, typed.0));
    }
    if !request.has_proposal {
        fields.push(field("proposal", ui.t("portal-proposal"), 6, typed.1));
    }
    Form {
        action: format!("/portal/requests/{}/reply", request.id),
        groups: vec![Group {
            legend: String::new(),
            fields,
        }],
        submit: ui.t("portal-reply-submit"),
        faults,
        ..Form::default()
    }
}
