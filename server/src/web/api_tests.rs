//! The interface for programs: reading, writing under a version, and every way to be refused.

use super::fixture::{Bench, CONFIDENCES};
use serde_json::json;
use std::collections::BTreeSet;

#[tokio::test]
async fn a_list_is_read_to_its_end_by_its_marks() {
    let bench = Bench::new().await;
    let mut numbers = BTreeSet::new();
    for _ in 0..5 {
        numbers.insert(bench.complaint("M0001").await.number.to_string());
    }
    let mut address = "/api/v1/cases?limit=2&member=M0001".to_owned();
    let mut read = Vec::new();
    loop {
        let answer = bench.get("handler", &address).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let page = answer.json();
        assert_eq!(page["total"], 5);
        for case in page["cases"].as_array().unwrap() {
            read.push(case["number"].as_str().unwrap().to_owned());
        }
        let Some(cursor) = page["next_cursor"].as_str() else {
            assert_eq!(answer.header("link"), "");
            break;
        };
        let link = answer.header("link");
        assert!(
            link.ends_with("; rel=\"next\"") && link.contains(cursor),
            "{link}"
        );
        let rest = link.strip_prefix('<').unwrap();
        address = rest.split('>').next().unwrap().to_owned();
    }
    assert_eq!(read.len(), 5);
    assert_eq!(read.into_iter().collect::<BTreeSet<_>>(), numbers);
    for query in [
        "limit=0",
        "limit=201",
        "view=x",
        "stage=x",
        "kind=x",
        "handler=x",
        "cursor=x",
    ] {
        let answer = bench
            .get("handler", &format!("/api/v1/cases?{query}"))
            .await;
        assert_eq!(answer.status, 422, "{query}");
        let field = query.split('=').next().unwrap();
        assert_eq!(answer.json()["errors"][0]["pointer"], format!("/{field}"));
    }
}

#[tokio::test]
async fn a_case_is_begun_and_led_on_under_its_version() {
    let bench = Bench::new().await;
    let body = json!({
        "kind": "complaint", "channel": "telephone", "applicant": "principal", "explained": true,
        "category": "disclosure", "respondent": "member", "member": "M0001",
        "received_at": "2026-06-01T00:30:00Z",
        "name": CONFIDENCES[0], "kana": CONFIDENCES[1], "contact": CONFIDENCES[2],
        "content": "開示請求に回答がない", "original": CONFIDENCES[3],
    });
    let begun = bench
        .post_json("intake", "/api/v1/cases", None, &body)
        .await;
    assert_eq!(begun.status, 201, "{}", begun.text());
    let address = begun.header("location").to_owned();
    assert_eq!(begun.json()["received_at"], "2026-06-01T00:30:00.000000Z");

    let read = bench.get("intake", &address).await;
    assert_eq!(read.header("etag"), "\"1\"");
    let steps = read.json()["steps"].clone();
    assert!(
        steps.as_array().unwrap().contains(&json!("acknowledge")),
        "{steps}"
    );
    for confidence in CONFIDENCES {
        assert!(!read.text().contains(confidence), "{confidence}");
    }
    let deadlines = bench
        .get("intake", &format!("{address}/deadlines"))
        .await
        .json();
    assert_eq!(
        deadlines[0]["proof"]["last"],
        deadlines[0]["deadline"]["last"]
    );
    assert!(
        !deadlines[0]["proof"]["steps"]
            .as_array()
            .unwrap()
            .is_empty()
    );

    let steps = format!("{address}/transitions");
    let acknowledge = json!({ "step": "acknowledge" });
    let without = bench.post_json("intake", &steps, None, &acknowledge).await;
    assert_eq!(
        (without.status, without.json()["code"].clone()),
        (428, json!("version-required"))
    );
    let garbled = bench
        .post_json("intake", &steps, Some("1"), &acknowledge)
        .await;
    assert_eq!(garbled.status, 400);
    let stale = bench
        .post_json("intake", &steps, Some("\"9\""), &acknowledge)
        .await;
    assert_eq!(
        (stale.status, stale.json()["current_version"].clone()),
        (412, json!("1"))
    );
    let done = bench
        .post_json("intake", &steps, Some("\"1\""), &acknowledge)
        .await;
    assert_eq!((done.status, done.header("etag")), (200, "\"2\""));
    assert_eq!(done.json()["stage"], "screening");

    let twice = bench
        .post_json("intake", &steps, Some("\"2\""), &acknowledge)
        .await;
    assert_eq!(twice.status, 409);
    let allowed = twice.json()["allowed"].clone();
    assert!(
        allowed.as_array().unwrap().contains(&json!("note")),
        "{allowed}"
    );
    let note = json!({ "step": "note", "kind": "memo" });
    let empty = bench
        .post_json("intake", &steps, Some("\"2\""), &note)
        .await;
    assert_eq!(
        (empty.status, empty.json()["errors"][0]["pointer"].clone()),
        (422, json!("/note"))
    );
    for body in [
        json!({ "step": "fly" }),
        json!({ "step": ["note"] }),
        json!({}),
    ] {
        let answer = bench
            .post_json("intake", &steps, Some("\"2\""), &body)
            .await;
        assert_eq!(answer.status, 422, "{body}");
    }
    let assign = json!({ "step": "assign", "handler": bench.who("handler").id.account().unwrap().to_string() });
    let denied = bench
        .post_json("intake", &steps, Some("\"2\""), &assign)
        .await;
    assert_eq!(denied.status, 403);
}

#[tokio::test]
async fn every_refusal_is_a_problem_of_the_one_table() {
    let bench = Bench::new().await;
    let file = bench.complaint("M0001").await;
    let case = format!("/api/v1/cases/{}", file.number);
    let json_type = [("content-type", "application/json")];
    let post = poem::http::Method::POST;
    let delete = poem::http::Method::DELETE;
    for (answer, status, code) in [
        (bench.get("", &case).await, 401, "sign-in-required"),
        (bench.get("admin", "/api/v1/cases").await, 403, "forbidden"),
        (bench.get("admin", &case).await, 404, "not-found"),
        (
            bench.get("handler", "/api/v1/cases/r8-c-9999").await,
            404,
            "not-found",
        ),
        (
            bench.get("handler", "/api/v1/cases/x").await,
            404,
            "not-found",
        ),
        (
            bench.get("handler", "/api/v1/nowhere").await,
            404,
            "not-found",
        ),
        (
            bench.get("handler", "/api/v1/cases?limit=x").await,
            400,
            "bad-request",
        ),
        (
            bench.send("handler", delete, &case, &[], "").await,
            405,
            "method-not-allowed",
        ),
        (
            bench
                .send("intake", post.clone(), "/api/v1/cases", &json_type, "{")
                .await,
            400,
            "bad-request",
        ),
        (
            bench
                .send(
                    "intake",
                    post.clone(),
                    "/api/v1/cases",
                    &[("content-type", "text/plain")],
                    "x",
                )
                .await,
            415,
            "unsupported-media-type",
        ),
        (
            bench
                .send(
                    "intake",
                    post.clone(),
                    "/api/v1/cases",
                    &[("content-type", "application/json"), ("x-csrf-token", "x")],
                    "{}",
                )
                .await,
            403,
            "form-expired",
        ),
        (
            bench
                .send("intake", post, "/api/v1/cases", &json_type, "{}")
                .await,
            422,
            "invalid-input",
        ),
    ] {
        assert_eq!(answer.status, status, "{code}: {}", answer.text());
        assert_eq!(
            answer.header("content-type"),
            "application/problem+json",
            "{code}"
        );
        let body = answer.json();
        assert_eq!(body["code"], code);
        assert_eq!(body["type"], format!("/problems/{code}"));
    }
}

#[tokio::test]
async fn the_specification_names_every_operation_and_the_page_shows_them() {
    let bench = Bench::new().await;
    let specification = bench.get("auditor", "/api/v1/openapi.json").await.json();
    let page = bench.get("auditor", "/api/docs").await.text();
    let operations = super::api::operations(&specification);
    assert_eq!(operations.len(), 12);
    for operation in operations {
        let shown = format!("{} {}", operation.method, operation.path);
        assert!(page.contains(&shown), "{shown}");
        assert!(!operation.summary.is_empty(), "{shown}");
    }
    let head = bench.get("auditor", "/api/v1/ledger/head").await.json();
    assert_eq!(head["size"], bench.office.ledger().size().await.unwrap());
}
