//! Documents on a real office: what is taken, what is refused without a trace, who gets it back.

use super::fixture::{Answer, Bench};
use domain::{
    attachment::BYTES_AT_MOST,
    case::{CaseCommand, CaseFile},
    code::{Delivery, Role},
};
use poem::{Body, http::Method};
use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

pub(super) const PDF: &[u8] =
    b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n";
pub(super) const EDGE: &str = "----kigen-test";

/// A form with a file, as a browser sends it.
pub(super) fn form(kind: &str, name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut body = format!(
        "--{EDGE}\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\n{kind}\r\n--{EDGE}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(format!("\r\n--{EDGE}--\r\n").as_bytes());
    body
}

async fn send(bench: &Bench, person: &str, path: &str, body: impl Into<Body>) -> Answer {
    let kind = format!("multipart/form-data; boundary={EDGE}");
    let headers = [("content-type", kind.as_str())];
    bench
        .send_body(person, Method::POST, path, &headers, body.into())
        .await
}

fn path(file: &CaseFile) -> String {
    format!("/cases/{}/documents", file.number)
}

/// How many files lie in the folder of documents.
fn stored(bench: &Bench) -> usize {
    let folder = bench.site.installation.folder.join("documents");
    std::fs::read_dir(folder).unwrap().count()
}

/// The header of a PNG that says it has so many pixels.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut chunk = b"IHDR".to_vec();
    chunk.extend(width.to_be_bytes());
    chunk.extend(height.to_be_bytes());
    chunk.extend([8, 2, 0, 0, 0]);
    let mut crc = u32::MAX;
    for byte in &chunk {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 {
                (crc >> 1) ^ 0xedb8_8320
            } else {
                crc >> 1
            };
        }
    }
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\x0d".as_slice(),
        &chunk,
        &(!crc).to_be_bytes(),
        b"\0\0\0\0IDAT\x35\xaf\x06\x1e\0\0\0\0IEND\xae\x42\x60\x82",
    ]
    .concat()
}

#[tokio::test]
async fn what_is_not_taken_is_refused_with_its_reason_and_leaves_nothing() {
    let bench = Bench::new().await;
    let file = bench.complaint("M0001").await;
    let size = bench.office.ledger().size().await.unwrap();
    let archive_end = [b"PK\x05\x06".as_slice(), &[0; 18]].concat();
    let polyglot = [PDF, b"PK\x03\x04x", &archive_end].concat();
    let large = vec![b'a'; BYTES_AT_MOST + 1];
    let cases: [(&str, &[u8], u16, &str); 14] = [
        ("wrong.pdf", b"GIF89a", 422, "拡張子と中身の形式が違います"),
        (
            "archive.pdf",
            b"PK\x03\x04zip",
            422,
            "拡張子と中身の形式が違います",
        ),
        ("polyglot.pdf", &polyglot, 422, "別のファイルが隠れています"),
        ("bomb.png", &png(40_000, 40_000), 422, "画像が大きすぎます"),
        ("broken.png", &png(40, 40), 422, "画像として読めません"),
        ("../../etc/passwd.pdf", PDF, 422, "ファイル名に使えない文字"),
        ("C:\\x.pdf", PDF, 422, "ファイル名に使えない文字"),
        (
            "page.txt",
            b"<!DOCTYPE html><script>alert(1)</script>",
            422,
            "HTMLやプログラム",
        ),
        ("a.zip", b"PK\x03\x04zip", 422, "PDF、JPEG、PNG、テキスト"),
        (
            "script.pdf",
            b"%PDF-1.7\n/S /JavaScript\n%%EOF",
            422,
            "スクリプト",
        ),
        (
            "locked.pdf",
            b"%PDF-1.7\n/Encrypt 1 0 R\n%%EOF",
            422,
            "パスワード",
        ),
        ("empty.txt", b"", 422, "中身がありません"),
        ("", b"", 422, "ファイルを選んでください"),
        ("large.txt", &large, 422, "20 MBまで"),
    ];
    for (name, bytes, status, words) in cases {
        let body = form("evidence", name, bytes);
        let answer = send(&bench, "handler", &path(&file), body).await;
        assert_eq!(answer.status, status, "{name}");
        let page = answer.text();
        assert!(page.contains(words), "{name}: {page}");
        assert!(
            page.contains("href=\"#file\""),
            "{name}: the list leads to the field"
        );
        assert!(!page.contains("etc/passwd"), "{name}");
    }
    let unknown = send(&bench, "handler", &path(&file), form("x", "a.pdf", PDF)).await;
    assert_eq!(unknown.status, 422);
    assert_eq!(stored(&bench), 0);
    assert_eq!(bench.office.ledger().size().await.unwrap(), size);
    bench.office.sweep_documents().await.unwrap();
    assert_eq!(bench.office.check().await.unwrap().documents, 0);
}

#[tokio::test]
async fn ten_gigabytes_are_cut_off_at_the_limit() {
    let bench = Bench::new().await;
    let file = bench.complaint("M0001").await;
    let piece = vec![b'a'; 1 << 20];
    for (person, address, limit) in [
        ("handler", path(&file), BYTES_AT_MOST + (64 << 10)),
        // Somebody who has not signed in is not listened to for long.
        ("", path(&file), 1 << 20),
        (
            "handler",
            format!("/cases/{}/do/note", file.number),
            1 << 20,
        ),
    ] {
        let read = Arc::new(AtomicUsize::new(0));
        let (count, piece) = (Arc::clone(&read), piece.clone());
        let head = form("evidence", "long.txt", b"");
        let head = head[..head.len() - EDGE.len() - 8].to_vec();
        let pieces = futures_util::stream::iter((0..10_240).map(move |n| {
            let piece = if n == 0 { head.clone() } else { piece.clone() };
            count.fetch_add(piece.len(), Ordering::SeqCst);
            Ok::<_, std::io::Error>(piece)
        }));
        let answer = send(&bench, person, &address, Body::from_bytes_stream(pieces)).await;
        assert_eq!(answer.status, 413, "{person} {address}");
        let read = read.load(Ordering::SeqCst);
        assert!(
            read > limit - (1 << 20) && read <= limit + (2 << 20),
            "{person}: {read}"
        );
        if limit > 1 << 20 {
            assert!(answer.text().contains("20 MBまで"), "{}", answer.text());
        }
    }
    // Announced and not even begun.
    let read = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&read);
    let pieces = futures_util::stream::iter((0..10_240).map(move |_| {
        count.fetch_add(1, Ordering::SeqCst);
        Ok::<_, std::io::Error>(vec![0_u8; 1 << 20])
    }));
    let kind = format!("multipart/form-data; boundary={EDGE}");
    let headers = [
        ("content-type", kind.as_str()),
        ("content-length", "10737418240"),
    ];
    let body = Body::from_bytes_stream(pieces);
    let answer = bench
        .send_body("handler", Method::POST, &path(&file), &headers, body)
        .await;
    assert_eq!((answer.status, read.load(Ordering::SeqCst)), (413, 0));
    assert_eq!(stored(&bench), 0);
}

#[tokio::test]
async fn a_document_comes_back_as_a_download_and_nothing_else() {
    let bench = Bench::new().await;
    let file = bench.complaint("M0001").await;
    let body = form("evidence", "通話 記録;\u{2019}1.pdf", PDF);
    let added = send(&bench, "handler", &path(&file), body).await;
    assert_eq!(added.status, 303, "{}", added.text());
    let list = bench.get("handler", added.header("location")).await.text();
    assert!(list.contains("資料を登録しました"), "{list}");
    assert!(list.contains("通話 記録;\u{2019}1.pdf"));
    let reads = bench.office.reads().count().await.unwrap();
    let answer = bench.get("handler", &format!("{}/1", path(&file))).await;
    assert_eq!((answer.status, answer.bytes.as_slice()), (200, PDF));
    for (name, value) in [
        ("content-type", "application/pdf"),
        ("content-security-policy", "default-src 'none'; sandbox"),
        ("x-content-type-options", "nosniff"),
        ("cache-control", "no-store"),
        (
            "content-disposition",
            "attachment; filename=\"document-1.pdf\"; filename*=UTF-8''%E9%80%9A%E8%A9%B1%20%E8%A8%98%E9%8C%B2%3B%E2%80%991.pdf",
        ),
    ] {
        assert_eq!(answer.header(name), value);
    }
    assert_eq!(bench.office.reads().count().await.unwrap(), reads + 1);
    // Nobody else's, no other case's, no such number.
    for (person, status) in [
        ("director", 404),
        ("auditor", 404),
        ("admin", 404),
        ("member_contact", 404),
        ("", 303),
    ] {
        let answer = bench.get(person, &format!("{}/1", path(&file))).await;
        assert_eq!(answer.status, status, "{person}");
    }
    for tail in ["2", "0", "x", "1%2F..", "-1"] {
        let answer = bench
            .get("handler", &format!("{}/{tail}", path(&file)))
            .await;
        assert_eq!(answer.status, 404, "{tail}");
    }
    // Those who oversee see that it is there, not how it is called.
    let seen = bench.get("president", &path(&file)).await;
    assert_eq!(seen.status, 200);
    let seen = seen.text();
    assert!(
        !seen.contains("通話") && !seen.contains("name=\"file\""),
        "{seen}"
    );
    assert!(seen.contains("資料"));
    let lists = bench
        .get(
            "handler",
            &format!("/api/v1/cases/{}/attachments", file.number),
        )
        .await;
    assert_eq!(lists.json()[0]["kind"], "evidence");
    assert!(!lists.text().contains("通話"));
}

#[tokio::test]
async fn a_form_from_elsewhere_adds_nothing() {
    let bench = Bench::new().await;
    let file = bench.complaint("M0001").await;
    let kind = format!("multipart/form-data; boundary={EDGE}");
    let body = form("evidence", "a.pdf", PDF);
    for (headers, status) in [
        (vec![("x-csrf-token", "wrong")], 403),
        (vec![("sec-fetch-site", "cross-site")], 403),
    ] {
        let mut headers = headers;
        headers.push(("content-type", kind.as_str()));
        let answer = bench
            .send_body(
                "handler",
                Method::POST,
                &path(&file),
                &headers,
                body.clone().into(),
            )
            .await;
        assert_eq!(answer.status, status);
    }
    // The token as a field before the file, as a page without script sends it.
    let token = super::cookie::form_token("handler");
    let field =
        format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n{token}\r\n");
    let mut with_field = field.into_bytes();
    with_field.extend_from_slice(&body);
    let cookie = [("cookie", "kigen=handler"), ("content-type", kind.as_str())];
    let answer = bench
        .send_body("", Method::POST, &path(&file), &cookie, with_field.into())
        .await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    for role in Role::ALL {
        let may = [
            Role::Intake,
            Role::Handler,
            Role::Supervisor,
            Role::CenterHead,
        ]
        .contains(role);
        let answer = send(&bench, role.code(), &path(&file), body.clone()).await;
        let expected = match role {
            Role::MemberContact
            | Role::Membership
            | Role::Publisher
            | Role::Admin
            | Role::HearingOfficer
            | Role::SecondApprover => 404,
            _ if may => 303,
            _ => 403,
        };
        assert_eq!(answer.status, expected, "{role:?}");
    }
    assert_eq!(stored(&bench), 5);
}

#[tokio::test]
async fn a_document_is_destroyed_with_its_reason_from_the_list() {
    let bench = Bench::new().await;
    let file = bench.complaint("M0001").await;
    send(
        &bench,
        "intake",
        &path(&file),
        form("identity", "card.pdf", PDF),
    )
    .await;
    send(
        &bench,
        "intake",
        &path(&file),
        form("form", "form.pdf", PDF),
    )
    .await;
    let list = bench.get("intake", &path(&file)).await.text();
    let address = format!("/cases/{}/do/destroy-attachment", file.number);
    assert!(list.contains(&format!("{address}?attachment=2")), "{list}");
    let page = bench
        .get("intake", &format!("{address}?attachment=2"))
        .await
        .text();
    assert!(page.contains("<option value=\"2\" selected>"), "{page}");
    assert!(
        !page.contains("value=\"mistake\""),
        "intake does not undo evidence alone"
    );
    let refused = bench
        .post("intake", &address, "attachment=2&cause=mistake&reason=x")
        .await;
    assert_eq!(refused.status, 403);
    let empty = bench
        .post("intake", &address, "attachment=1&cause=my_number&reason=")
        .await;
    assert_eq!(empty.status, 422);
    let done = bench
        .post(
            "intake",
            &address,
            "attachment=1&cause=my_number&reason=back+of+the+card",
        )
        .await;
    assert_eq!(done.status, 303, "{}", done.text());
    assert_eq!(stored(&bench), 1);
    let list = bench.get("intake", &path(&file)).await.text();
    assert!(
        list.contains("破棄済") && list.contains("個人番号が含まれていた"),
        "{list}"
    );
    let gone = bench.get("intake", &format!("{}/1", path(&file))).await;
    assert_eq!(gone.status, 404);
    let again = bench
        .post(
            "intake",
            &address,
            "attachment=1&cause=my_number&reason=again",
        )
        .await;
    assert_eq!(again.status, 422);
    let history = bench
        .get("handler", &format!("/cases/{}/history", file.number))
        .await
        .text();
    assert!(history.contains("資料の破棄") && history.contains("back of the card"));
    assert!(!history.contains("card.pdf"));
}

#[tokio::test]
async fn a_member_hands_in_and_gets_back_what_it_handed_in() {
    let bench = Bench::new().await;
    let file = bench.asked("M0001").await;
    send(
        &bench,
        "handler",
        &path(&file),
        form("evidence", "secret.pdf", PDF),
    )
    .await;
    let address = format!("/portal/requests/{}", file.number);
    let documents = format!("{address}/documents");
    let body = form("evidence", "報告.pdf", PDF);
    // Not yet taken over: nothing to answer.
    let early = send(&bench, "member_contact", &documents, body.clone()).await;
    assert_eq!(early.status, 409, "{}", early.text());
    let received = CaseCommand::RecordDelivery {
        by: Delivery::Portal,
        on: None,
        proof: String::new(),
    };
    bench.go("member_contact", file.id, received).await;
    let page = bench.get("member_contact", &address).await.text();
    assert!(
        page.contains("name=\"file\"") && !page.contains("name=\"kind\""),
        "{page}"
    );
    let bad = send(
        &bench,
        "member_contact",
        &documents,
        form("", "a.pdf", b"zip"),
    )
    .await;
    assert_eq!(bad.status, 422);
    assert!(bad.text().contains("拡張子と中身の形式が違います"));
    let added = send(&bench, "member_contact", &documents, body.clone()).await;
    assert_eq!(added.status, 303);
    let page = bench
        .get("member_contact", added.header("location"))
        .await
        .text();
    assert!(
        page.contains("報告.pdf") && page.contains("資料を登録しました"),
        "{page}"
    );
    assert!(
        !page.contains("secret.pdf"),
        "the office's papers are not the member's"
    );
    for (person, tail, status) in [
        ("member_contact", "2", 200),
        ("member_contact", "1", 404),
        ("other_contact", "2", 404),
        ("handler", "2", 403),
    ] {
        let answer = bench.get(person, &format!("{documents}/{tail}")).await;
        assert_eq!(answer.status, status, "{person} {tail}");
    }
    let elsewhere = send(&bench, "other_contact", &documents, body.clone()).await;
    assert_eq!(elsewhere.status, 404);
    // Answered in full: the request takes nothing more.
    let reply = bench
        .post(
            "member_contact",
            &format!("{address}/reply"),
            "report=a&proposal=b",
        )
        .await;
    assert_eq!(reply.status, 303);
    let late = send(&bench, "member_contact", &documents, body).await;
    assert_eq!(late.status, 409);
    let office = bench.get("handler", &format!("{}/2", path(&file))).await;
    assert_eq!((office.status, office.bytes.as_slice()), (200, PDF));
}
