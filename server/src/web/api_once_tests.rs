//! Requests that are carried out once, documents, and whom the next steps belong to.

use super::{
    document_tests::{EDGE, PDF, form},
    fixture::{Answer, Bench, CONFIDENCES},
};
use domain::case::CaseCommand;
use futures_util::future::join_all;
use poem::http::Method;
use serde_json::{Value, json};
use store::{Command, desk::WorkFilter, idempotency::case_identity};

fn matter() -> Value {
    json!({
        "kind": "complaint", "channel": "telephone", "applicant": "principal", "explained": true,
        "category": "disclosure", "respondent": "member", "member": "M0001",
        "name": CONFIDENCES[0], "kana": CONFIDENCES[1], "contact": CONFIDENCES[2],
        "content": "開示請求に回答がない", "original": CONFIDENCES[3],
    })
}

async fn post(bench: &Bench, who: &str, path: &str, key: &str, body: &Value) -> Answer {
    let mut headers = vec![("content-type", "application/json"), ("if-match", "\"1\"")];
    headers.extend((!key.is_empty()).then_some(("idempotency-key", key)));
    bench
        .send(who, Method::POST, path, &headers, &body.to_string())
        .await
}

async fn cases(bench: &Bench) -> u64 {
    let everything = WorkFilter::default();
    let list = bench.office.worklist(bench.who("intake"), &everything);
    list.await.unwrap().total
}

fn code(answer: &Answer) -> (u16, String) {
    let code = answer.json()["code"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    (answer.status, code)
}

#[tokio::test]
async fn a_request_sent_again_gets_its_first_answer_and_does_nothing() {
    let bench = Bench::new().await;
    let first = post(&bench, "intake", "/api/v1/cases", "\"k-1\"", &matter()).await;
    assert_eq!(first.status, 201, "{}", first.text());
    assert_eq!(first.header("idempotency-replayed"), "");
    bench.clock.set(bench.office.now().plus_seconds(6 * 86_400));
    let again = post(&bench, "intake", "/api/v1/cases", "k-1", &matter()).await;
    assert_eq!(
        (again.status, again.header("idempotency-replayed")),
        (201, "true")
    );
    assert_eq!(again.bytes, first.bytes);
    for name in ["location", "etag", "content-type"] {
        assert_eq!(again.header(name), first.header(name), "{name}");
    }
    assert_eq!(cases(&bench).await, 1);

    let mut other = matter();
    other["content"] = json!("別の申出");
    let other = post(&bench, "intake", "/api/v1/cases", "k-1", &other).await;
    assert_eq!(code(&other), (422, "idempotency-key-reused".to_owned()));
    // A key belongs to whoever sent it.
    let colleague = post(&bench, "handler", "/api/v1/cases", "k-1", &matter()).await;
    assert_eq!(colleague.status, 201);
    assert_ne!(colleague.header("location"), first.header("location"));
    assert_eq!(cases(&bench).await, 2);

    let garbled = post(&bench, "intake", "/api/v1/cases", "a b", &matter()).await;
    assert_eq!(code(&garbled), (400, "bad-request".to_owned()));
    let stranger = post(&bench, "", "/api/v1/cases", "k-1", &matter()).await;
    assert_eq!(stranger.status, 403, "without a session there is no token");
    assert_eq!(cases(&bench).await, 2);
}

#[tokio::test]
async fn requests_that_come_together_under_one_key_are_one_act() {
    let bench = Bench::new().await;
    let body = matter();
    let sent = (0..8).map(|_| post(&bench, "intake", "/api/v1/cases", "k-1", &body));
    let answers = join_all(sent).await;
    let mut done = 0;
    for answer in &answers {
        match answer.status {
            201 => {
                assert_eq!(answer.header("location"), "/api/v1/cases/r8-c-0001");
                done += usize::from(answer.header("idempotency-replayed").is_empty());
            }
            409 => assert_eq!(code(answer).1, "idempotency-key-in-flight"),
            other => panic!("{other}: {}", answer.text()),
        }
    }
    assert_eq!(done, 1, "one of them did it");
    assert_eq!(cases(&bench).await, 1);
}

#[tokio::test]
async fn an_answer_that_was_never_kept_makes_no_second_case() {
    let bench = Bench::new().await;
    let actor = bench.who("intake").clone();
    let body = matter();
    let id = case_identity(&actor.id, "k-1");
    // The program died after it had registered the matter and before it had kept its answer.
    let register = CaseCommand::Register(Bench::registration("M0001"));
    let command = Command::Case {
        id: Some(id),
        expected_version: None,
        command: Box::new(register),
    };
    let lost = bench.office.perform(&actor, command).await.unwrap();
    let before = cases(&bench).await;
    let again = post(&bench, "intake", "/api/v1/cases", "k-1", &body).await;
    assert_eq!(again.status, 201, "{}", again.text());
    let number = lost.case.unwrap().number;
    assert_eq!(again.header("location"), format!("/api/v1/cases/{number}"));
    assert_eq!(cases(&bench).await, before);
}

#[tokio::test]
async fn letters_and_members_answers_need_a_key() {
    let bench = Bench::new().await;
    let file = bench.complaint("M0001").await;
    let steps = format!("/api/v1/cases/{}/transitions", file.number);
    let acknowledge = json!({ "step": "acknowledge" });
    let without = post(&bench, "intake", &steps, "", &acknowledge).await;
    assert_eq!(code(&without), (400, "idempotency-key-required".to_owned()));
    let page = bench
        .get("intake", "/problems/idempotency-key-required")
        .await;
    assert!(page.text().contains("送信ごとに新しい値"));
    let note = json!({ "step": "note", "kind": "memo", "note": "電話で確認" });
    let free = post(&bench, "intake", &steps, "", &note).await;
    assert_eq!(free.status, 200, "a note needs none: {}", free.text());

    // A refusal changed nothing and leaves the key free.
    let stale = post(&bench, "intake", &steps, "k-2", &acknowledge).await;
    assert_eq!(stale.status, 412);
    let headers = [
        ("content-type", "application/json"),
        ("if-match", "\"2\""),
        ("idempotency-key", "k-2"),
    ];
    let body = acknowledge.to_string();
    let send = || bench.send("intake", Method::POST, &steps, &headers, &body);
    let done = send().await;
    assert_eq!((done.status, done.header("etag")), (200, "\"3\""));
    let size = bench.office.ledger().size().await.unwrap();
    let again = send().await;
    assert_eq!((again.status, again.header("etag")), (200, "\"3\""));
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(bench.office.ledger().size().await.unwrap(), size);

    let asked = bench.asked("M0001").await;
    let steps = format!("/api/v1/cases/{}/transitions", asked.number);
    let reply = json!({ "step": "record-reply", "report": "調査", "proposal": "解決案" });
    let member = post(&bench, "member_contact", &steps, "", &reply).await;
    assert_eq!(code(&member), (400, "idempotency-key-required".to_owned()));
}

#[tokio::test]
async fn a_form_sent_twice_acts_once() {
    // What the version in each form of a step does for the pages; a registration carries its
    // identity (`a_matter_is_registered_once_and_seen_before`).
    let bench = Bench::new().await;
    let file = bench.complaint("M0001").await;
    let address = format!("/cases/{}/do/note", file.number);
    let form = "_version=1&kind=memo&note=x";
    let first = bench.post("intake", &address, form).await;
    assert_eq!(first.status, 303, "{}", first.text());
    let size = bench.office.ledger().size().await.unwrap();
    let second = bench.post("intake", &address, form).await;
    assert_eq!(second.status, 412, "{}", second.text());
    assert_eq!(bench.office.ledger().size().await.unwrap(), size);
}

#[tokio::test]
async fn documents_come_and_go_as_on_the_pages() {
    let bench = Bench::new().await;
    let file = bench.complaint("M0001").await;
    let list = format!("/api/v1/cases/{}/attachments", file.number);
    let kind = format!("multipart/form-data; boundary={EDGE}");
    let send = async |who: &str, version: &str, key: &str, body: Vec<u8>| {
        let mut headers = vec![("content-type", kind.as_str())];
        headers.extend((!version.is_empty()).then_some(("if-match", version)));
        headers.extend((!key.is_empty()).then_some(("idempotency-key", key)));
        let post = Method::POST;
        bench
            .send_body(who, post, &list, &headers, body.into())
            .await
    };
    let pdf = || form("evidence", "証拠.pdf", PDF);
    assert_eq!(send("intake", "", "", pdf()).await.status, 428);
    let stale = send("intake", "\"9\"", "", pdf()).await;
    assert_eq!(
        (stale.status, stale.json()["current_version"].clone()),
        (412, json!("1"))
    );
    let added = send("intake", "\"1\"", "k-1", pdf()).await;
    assert_eq!(added.status, 201, "{}", added.text());
    assert_eq!(added.header("etag"), "\"2\"");
    assert_eq!(added.json()["number"], 1);
    let again = send("intake", "\"1\"", "k-1", pdf()).await;
    assert_eq!(
        (again.status, again.json()["number"].clone()),
        (201, json!(1))
    );

    let listed = bench.get("auditor", &list).await;
    assert_eq!(listed.header("etag"), "\"2\"");
    assert_eq!(listed.json().as_array().unwrap().len(), 1);
    assert!(!listed.text().contains("証拠"), "names stay in the pages");

    let content = added.header("location").to_owned();
    let got = bench.get("intake", &content).await;
    assert_eq!((got.status, got.bytes.as_slice()), (200, PDF));
    assert_eq!(got.header("content-type"), "application/pdf");
    assert!(got.header("content-disposition").starts_with("attachment;"));
    assert_eq!(
        got.header("content-security-policy"),
        "default-src 'none'; sandbox"
    );
    for who in ["admin", "member_contact"] {
        assert_eq!(bench.get(who, &content).await.status, 404, "{who}");
    }
    let none = content.replace("/1/", "/2/");
    assert_eq!(bench.get("intake", &none).await.status, 404);

    for (body, pointer, code) in [
        (form("evidence", "a.pdf", b"GIF89a"), "/file", "attachment."),
        (form("evidence", "", b""), "/file", "attachment.missing"),
        (form("x", "a.pdf", PDF), "/kind", "field.choice"),
    ] {
        let refused = send("intake", "\"2\"", "", body).await;
        assert_eq!(refused.status, 422, "{}", refused.text());
        assert_eq!(refused.header("content-type"), "application/problem+json");
        let error = refused.json()["errors"][0].clone();
        assert_eq!(error["pointer"], pointer);
        assert!(error["code"].as_str().unwrap().starts_with(code), "{error}");
    }
    let large = vec![b'a'; domain::attachment::BYTES_AT_MOST + 100_000];
    let refused = send("intake", "\"2\"", "", form("evidence", "a.txt", &large)).await;
    assert_eq!(refused.status, 413);
    assert_eq!(send("auditor", "\"2\"", "", pdf()).await.status, 403);
    assert_eq!(bench.office.check().await.unwrap().documents, 1);
}

#[tokio::test]
async fn what_is_possible_next_is_told_with_whose_it_is() {
    let bench = Bench::new().await;
    let file = bench.asked("M0001").await;
    let address = format!("/api/v1/cases/{}", file.number);
    let handler = bench.who("handler").id.account().unwrap();
    let next = |answer: &Answer, step: &str| {
        let all = answer.json()["next"].as_array().unwrap().clone();
        all.into_iter().find(|next| next["step"] == step)
    };
    let seen = bench.get("auditor", &address).await;
    let assign = next(&seen, "assign").unwrap();
    assert_eq!(assign["roles"], json!(["supervisor", "center_head"]));
    assert_eq!(assign["yours"], false);
    let suspend = next(&seen, "propose-suspension").unwrap();
    assert_eq!(suspend["roles"], json!([]));
    assert_eq!(suspend["persons"], json!([handler.to_string()]));
    assert_eq!(suspend["two_person"], true);
    assert!(next(&seen, "acknowledge").is_none(), "not possible now");

    let member = bench.get("member_contact", &address).await;
    assert!(next(&member, "assign").is_none(), "{}", member.text());
    let mine = next(&member, "record-delivery").unwrap();
    assert_eq!(mine["roles"], json!(["member_contact"]));
    assert_eq!(
        (mine["persons"].clone(), mine["yours"].clone()),
        (json!([]), json!(true))
    );
}
