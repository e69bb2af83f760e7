//! Sample views of the member's portal.

use super::{Size, at, audit, documents, frame, long, many, measures, nth_chip, show, why};
use crate::web::{
    page::{
        portal::{PortalPage, PortalReceiptPage, PortalRequestPage},
        portal_step::PortalStepPage,
    },
    text::{Lang, Ui},
    view::{
        form::{Field, Form, Group, Input},
        portal::{DemandShown, Portal, ReplyReceipt, Request, RequestPage},
        step::Step,
    },
};

fn request(n: usize) -> Request {
    let state = ["answer", "returned", "answered", "done"][n % 4];
    Request {
        id: format!("r8-c-{n:04}-1"),
        number: format!("R8-苦情-{n:04}"),
        state: state.into(),
        round: if state == "returned" { 2 } else { 1 },
        delivered: Some(at(11, 4, 10)),
        chip: Some(nth_chip(n)),
        has_report: n % 2 == 1,
        has_proposal: false,
    }
}

/// The pages with sample data, by name.
pub(super) fn pages(lang: Lang, size: Size) -> Vec<(String, String)> {
    let ui = &Ui::new(lang);
    let portal = Portal {
        member: long(size, "株式会社みらいデータ"),
        requests: many(size, 4, request),
        measures: measures::in_portal(size),
    };
    vec![
        show("portal", &PortalPage { f: frame(lang, "/portal", "member_contact", "portal-title"), v: &portal }),
        show("portal-request", &PortalRequestPage { f: frame(lang, "/portal/requests/r1", "member_contact", "portal-request-title"), v: &RequestPage {
            request: request(usize::from(size == Size::Long)),
            letter: "株式会社みらいデータ 御中\n\n　下記の苦情を受理しましたので、苦情処理規則に基づき通知します。\n\n　　　　　　　　　　記\n\n1　受付番号　R8-苦情-0001\n2　回答期限　令和8年11月18日\n\n　　　　　　　　　　　　　　　　　　　　　　以上".into(),
            deficiencies: if size == Size::Long { "取得元の記録の写しが添えられていません。".into() } else { String::new() },
            why: Some(why(size)),
            receive: None,
            form: (size != Size::Empty).then(|| Form {
                action: "/portal/requests/r1/reply".into(),
                groups: vec![Group { legend: String::new(), fields: vec![
                    Field::new("report", ui.t("portal-report")).input(Input::Lines(8)),
                    Field::new("proposal", ui.t("portal-proposal")).input(Input::Lines(6)),
                ] }],
                submit: ui.t("portal-reply-submit"),
                ..Form::default()
            }),
            documents: documents::of_member(size, *ui),
            demands: many(size, 1, |n| DemandShown { kind: ["documents", "status_report"][n % 2].into(), owed: n % 2 == 0, letter: "委託契約書の写しを提出してください。".into() }),
            shared: many(size, 2, |n| format!("R8-苦情-{n:04}")),
            tasks: many(size, 3, |n| Step { code: ["meet-demand", "claim-just-cause", "ask-time"][n % 3].into(), href: "/portal/requests/r1/do/ask-time".into(), primary: false, two_person: false }),
        } }),
        show("portal-step", &PortalStepPage { f: frame(lang, "/portal/requests/r1/do/claim-just-cause", "member_contact", "portal-request-title"), number: "R8-苦情-0001", back: "/portal/requests/r1", form: &Form {
            action: "/portal/requests/r1/do/claim-just-cause".into(),
            groups: vec![Group { legend: String::new(), fields: vec![Field::new("claim", ui.term("fact", "claim")).input(Input::Lines(5)).required()] }],
            submit: ui.term("step", "claim-just-cause"),
            cancel: "/portal/requests/r1".into(),
            ..Form::default()
        } }),
        show("portal-receipt", &PortalReceiptPage { f: frame(lang, "/portal/requests/r1/receipt", "member_contact", "portal-receipt-title").after(Some("replied")), v: &ReplyReceipt { number: "R8-苦情-0001".into(), seq: 1_301, at: at(11, 22, 10), sha256: audit::SHA256.into(), complete: size == Size::Usual, rest: (size != Size::Usual).then(|| nth_chip(2)) } }),
    ]
}
