//! The pages on a real office: who gets in, what a member sees, packages and their verdicts.

use super::fixture::{Bench, CONFIDENCES};
use domain::code::Role;

/// The pages of meetings.
fn meeting_doors() -> [(&'static str, Vec<Role>); 2] {
    use Role::{
        Auditor, CenterHead, ComplianceLead, Director, Kanji, President, Secretariat, Supervisor,
    };
    let board = vec![
        Director,
        President,
        Kanji,
        Secretariat,
        Supervisor,
        CenterHead,
        ComplianceLead,
        Auditor,
    ];
    [
        ("/board", board),
        ("/board/new", vec![Secretariat, President]),
    ]
}

/// Each page with the parts that may open it; everybody else is turned away.
#[expect(clippy::too_many_lines, reason = "a list of all doors")]
fn doors(number: &str) -> Vec<(String, Vec<Role>)> {
    use Role::{
        Admin, Auditor, CenterHead, ComplianceLead, Director, Handler, HearingOfficer, Intake,
        Kanji, MemberContact, Membership, President, Publisher, RecordsManager, SecondApprover,
        Secretariat, Supervisor,
    };
    let queue = vec![
        Intake,
        Handler,
        Supervisor,
        CenterHead,
        ComplianceLead,
        Secretariat,
        President,
    ];
    let members = vec![
        Intake, Handler, Supervisor, CenterHead, Membership, Publisher,
    ];
    let measures = vec![
        Intake,
        Handler,
        Supervisor,
        CenterHead,
        ComplianceLead,
        HearingOfficer,
        Secretariat,
        Publisher,
        RecordsManager,
        Director,
        President,
        Kanji,
        Auditor,
    ];
    let registers = vec![
        Intake,
        Handler,
        Supervisor,
        CenterHead,
        ComplianceLead,
        Membership,
        Publisher,
        RecordsManager,
        Secretariat,
        President,
        Kanji,
        Auditor,
        Admin,
    ];
    let audit = vec![
        Auditor,
        Kanji,
        RecordsManager,
        CenterHead,
        Supervisor,
        President,
    ];
    [
        (
            "/today",
            vec![Supervisor, CenterHead, ComplianceLead, President],
        ),
        ("/queue", queue.clone()),
        ("/queue/overdue", queue.clone()),
        ("/queue/open?stage=received&member=M0001", queue),
        ("/search", vec![Intake, Handler, Supervisor, CenterHead]),
        ("/members", members.clone()),
        ("/members/M0001", members.clone()),
        ("/members/M0001/do/leave", vec![Supervisor, Membership]),
        ("/measures", measures.clone()),
        ("/measures?state=all&member=M0001", measures),
        ("/measures/new", vec![Supervisor]),
        ("/members/M0001/do/statutory", vec![Supervisor, Membership]),
        ("/audit", audit.clone()),
        ("/registers", registers.clone()),
        ("/registers/guideline", registers.clone()),
        ("/registers/guideline?year=2026", registers),
        (
            "/registers/accreditation/new",
            vec![CenterHead, ComplianceLead, Secretariat, Admin],
        ),
        (
            "/registers/lesson/new",
            vec![Handler, Supervisor, CenterHead, ComplianceLead],
        ),
        (
            "/rules/desk",
            vec![
                Supervisor,
                CenterHead,
                ComplianceLead,
                Secretariat,
                President,
                Kanji,
                Auditor,
                RecordsManager,
                Admin,
            ],
        ),
        ("/portal/lessons", vec![MemberContact]),
        ("/training", vec![Supervisor, CenterHead, Admin]),
        ("/pledge", Role::ALL.to_vec()),
        ("/pledges", vec![CenterHead, Kanji, Auditor]),
        ("/deputies", vec![Supervisor, CenterHead, President]),
        ("/portal", vec![MemberContact]),
        ("/admin/jobs", vec![Admin]),
        ("/admin/users", vec![Admin]),
        ("/approvals", vec![Supervisor, SecondApprover]),
        ("/api/v1/members", members),
        ("/api/v1/ledger/head", audit),
        ("/api/v1/session", Role::ALL.to_vec()),
        ("/api/docs", Role::ALL.to_vec()),
        ("/api/v1/openapi.json", Role::ALL.to_vec()),
    ]
    .into_iter()
    .chain(meeting_doors())
    .map(|(path, roles)| (path.replace(":no", number), roles))
    .collect()
}

#[tokio::test]
async fn every_page_opens_to_its_parts_and_to_nobody_else() {
    let bench = Bench::new().await;
    let file = bench.complaint("M0001").await;
    for (path, allowed) in doors(&file.number.to_string()) {
        for role in Role::ALL {
            let answer = bench.get(role.code(), &path).await;
            let expected = if allowed.contains(role) { 200 } else { 403 };
            assert_eq!(answer.status, expected, "{} {path}", role.code());
        }
        let stranger = bench.get("", &path).await;
        // A person who reads about the interface is led to the sign-in; a program is told.
        let expected = if path.starts_with("/api/v1/") {
            401
        } else {
            303
        };
        assert_eq!(stranger.status, expected, "a stranger {path}");
    }
}

#[tokio::test]
async fn lists_name_no_natural_person_from_outside() {
    let bench = Bench::new().await;
    let file = bench.asked("M0001").await;
    bench
        .clock
        .set(bench.office.now().plus_seconds(90 * 86_400));
    let pages = [
        "/today",
        "/queue",
        "/queue/overdue",
        "/queue/still",
        "/board",
        "/members/M0001",
        "/api/v1/cases",
    ];
    let mut seen = 0;
    for lang in ["ja", "en"] {
        for path in pages {
            let answer = bench
                .get("center_head", &format!("{path}?lang={lang}"))
                .await;
            assert_eq!(answer.status, 200, "{path}");
            let text = answer.text();
            seen += usize::from(text.contains(&file.number.printed()));
            for confidence in CONFIDENCES {
                assert!(!text.contains(confidence), "{path} tells {confidence}");
            }
        }
    }
    assert!(seen >= 10, "the case was on {seen} pages only");
}

#[tokio::test]
async fn a_filter_that_is_none_is_an_error_and_one_that_is_can_be_taken_away() {
    let bench = Bench::new().await;
    bench.complaint("M0001").await;
    for query in [
        "stage=nonsense",
        "kind=nonsense",
        "handler=nonsense",
        "member=%E6%9C%9F",
        "page=x",
    ] {
        let answer = bench
            .get("supervisor", &format!("/queue/open?{query}"))
            .await;
        assert_eq!(answer.status, 422, "{query}");
    }
    assert_eq!(bench.get("supervisor", "/queue/nonsense").await.status, 404);
    let page = bench
        .get(
            "supervisor",
            "/queue/open?stage=received&member=M0001&page=1",
        )
        .await
        .text();
    assert!(
        page.contains("href=\"/queue/open?stage=received\""),
        "{page}"
    );
    assert!(page.contains("href=\"/queue/open?member=M0001\""));
    let other = bench.get("supervisor", "/queue/open?member=M0002").await;
    assert!(!other.text().contains("R8-苦情-0001"));
}

#[tokio::test]
async fn a_member_receives_replies_in_parts_and_gets_receipts() {
    let bench = Bench::new().await;
    let file = bench.asked("M0001").await;
    let address = format!("/portal/requests/{}", file.number);
    let before = bench.get("member_contact", &address).await.text();
    assert!(before.contains(&format!("{address}/receive")), "{before}");
    assert!(!before.contains("通知の文面です"));
    assert!(
        bench
            .get("member_contact", "/portal")
            .await
            .text()
            .contains("R8-苦情-0001")
    );

    let received = bench
        .post("member_contact", &format!("{address}/receive"), "")
        .await;
    assert_eq!(
        (received.status, received.header("location")),
        (303, address.as_str())
    );
    // Pressing it again changes nothing.
    let again = bench
        .post("member_contact", &format!("{address}/receive"), "")
        .await;
    assert_eq!(again.status, 303);
    let letter = bench.get("member_contact", &address).await.text();
    assert!(letter.contains("通知の文面です"));
    assert!(letter.contains("name=\"report\"") && letter.contains("name=\"proposal\""));

    let reply = format!("{address}/reply");
    let empty = bench
        .post("member_contact", &reply, "report=&proposal=")
        .await;
    assert_eq!(empty.status, 422);
    assert!(
        empty
            .text()
            .contains("調査の報告か解決案のどちらかを入力してください")
    );

    let half = bench
        .post("member_contact", &reply, "report=investigated")
        .await;
    assert_eq!(half.status, 303);
    let receipt = bench.get("member_contact", half.header("location")).await;
    assert_eq!(receipt.status, 200, "{}", half.header("location"));
    assert!(
        receipt
            .text()
            .contains("もう一方も期限までに提出してください")
    );

    let whole = bench
        .post("member_contact", &reply, "proposal=we+will")
        .await;
    let receipt = bench
        .get("member_contact", whole.header("location"))
        .await
        .text();
    assert!(receipt.contains("調査の報告と解決案を受け付けました"));
    let answered = bench.office.case_file(bench.who("handler"), file.id).await;
    assert_eq!(answered.unwrap().unwrap().stage.code(), "reviewing");
}

#[tokio::test]
async fn a_member_sees_no_other_members_case_and_no_confidence() {
    let bench = Bench::new().await;
    let asked = bench.asked("M0001").await;
    // Registered, but the member was not notified yet: it does not exist for the member (B33).
    let silent = bench.complaint("M0001").await;
    let closed = bench.complaint("M0001").await;
    let withdrawn = domain::case::CaseCommand::Propose(domain::case::Motion::new(
        domain::case::Act::Close {
            outcome: domain::code::Outcome::Withdrawn,
            referral: None,
            prevention: None,
        },
        "取下げ",
    ));
    let handler = bench.who("handler").id.account().unwrap();
    let assign = domain::case::CaseCommand::Assign { handler };
    bench.go("supervisor", closed.id, assign).await;
    let proposed = bench.go("handler", closed.id, withdrawn).await;
    let proposal = proposed.proposal.unwrap().digest;
    let approve = domain::case::CaseCommand::Approve { proposal };
    bench.go("supervisor", closed.id, approve).await;

    let path = |number, tail: &str| format!("/portal/requests/{number}{tail}");
    for (person, number) in [
        ("other_contact", asked.number),
        ("member_contact", silent.number),
        ("member_contact", closed.number),
    ] {
        assert_eq!(bench.get(person, &path(number, "")).await.status, 404);
        assert_eq!(
            bench.get(person, &path(number, "/receipt/1")).await.status,
            404
        );
        for tail in ["/receive", "/reply"] {
            let answer = bench.post(person, &path(number, tail), "report=x").await;
            assert_eq!(answer.status, 404, "{person} {tail}");
        }
        let home = bench.get(person, "/portal").await.text();
        assert!(!home.contains(&number.printed()), "{person} {number}");
        let api = bench.get(person, &format!("/api/v1/cases/{number}")).await;
        assert_eq!(api.status, 404);
        for view in ["open", "closed"] {
            let list = bench
                .get(person, &format!("/api/v1/cases?view={view}"))
                .await;
            let total = u64::from(person == "member_contact" && view == "open");
            assert_eq!(list.json()["total"], total, "{person} {view}");
        }
    }
    bench
        .post("member_contact", &path(asked.number, "/receive"), "")
        .await;
    for page in ["/portal".to_owned(), path(asked.number, "")] {
        let text = bench.get("member_contact", &page).await.text();
        assert!(text.contains("R8-苦情-0001"));
        for confidence in CONFIDENCES {
            assert!(!text.contains(confidence), "{page} tells {confidence}");
        }
    }
}

#[tokio::test]
async fn a_member_asks_for_more_time_in_the_portal() {
    let bench = Bench::new().await;
    let asked = bench.asked("M0001").await;
    let request = format!("/portal/requests/{}", asked.number);
    let form = format!("{request}/do/ask-time");
    // Nothing runs against the member before it has taken the request over.
    assert_eq!(bench.get("member_contact", &form).await.status, 404);
    bench
        .post("member_contact", &format!("{request}/receive"), "")
        .await;
    assert_eq!(bench.get("other_contact", &form).await.status, 404);
    let page = bench.get("member_contact", &form).await.text();
    // The portal itself proves channel and day.
    assert!(!page.contains("name=\"channel\"") && !page.contains("name=\"asked_on\""));
    let empty = bench
        .post("member_contact", &form, "deadline=MEMBER_REPLY.1")
        .await;
    assert_eq!(empty.status, 422);
    assert_eq!(
        bench
            .office
            .case_file(bench.who("handler"), asked.id)
            .await
            .unwrap()
            .unwrap()
            .time_wanted,
        None
    );
    let typed = "deadline=MEMBER_REPLY.1&n=7&reason=%E8%AA%BF%E6%9F%BB%E4%B8%AD";
    let sent = bench.post("member_contact", &form, typed).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    let file = bench
        .office
        .case_file(bench.who("handler"), asked.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(file.time_wanted.unwrap().deadline, "MEMBER_REPLY.1");
}

#[tokio::test]
async fn a_package_is_built_downloaded_resumed_and_judged() {
    let bench = Bench::new().await;
    bench.complaint("M0001").await;
    for person in ["auditor", "handler", "member_contact", "admin"] {
        let refused = bench
            .post(person, "/audit/packages", "fiscal_year=2026")
            .await;
        assert_eq!(refused.status, 403, "{person}");
    }
    for year in ["2027", "x", ""] {
        let refused = bench
            .post(
                "supervisor",
                "/audit/packages",
                &format!("fiscal_year={year}"),
            )
            .await;
        assert_eq!(refused.status, 422, "{year}");
    }
    for person in ["records_manager", "center_head", "supervisor"] {
        let built = bench
            .post(person, "/audit/packages", "fiscal_year=2026")
            .await;
        assert_eq!(built.header("location"), "/audit?done=built", "{person}");
    }
    let earlier = bench
        .post("supervisor", "/audit/packages", "fiscal_year=2025")
        .await;
    assert_eq!(earlier.status, 422);
    let folder = bench.site.installation.packages();
    assert!(!folder.join("audit-2025.zip").exists());

    let page = bench.get("auditor", "/audit").await.text();
    assert!(page.contains("audit-2026.zip") && !page.contains("action=\"/audit/packages\""));
    let content = "/audit/packages/audit-2026/content";
    let whole = bench.get("auditor", content).await;
    let stored = std::fs::read(folder.join("audit-2026.zip")).unwrap();
    assert_eq!((whole.status, whole.bytes == stored), (200, true));
    assert_eq!(
        whole.header("content-disposition"),
        "attachment; filename=\"audit-2026.zip\""
    );
    assert_eq!(whole.header("content-type"), "application/zip");
    assert!(whole.header("repr-digest").starts_with("sha-256=:"));
    let rest = bench
        .send(
            "auditor",
            poem::http::Method::GET,
            content,
            &[("range", "bytes=100-199")],
            "",
        )
        .await;
    assert_eq!((rest.status, rest.bytes == stored[100..200]), (206, true));
    let range = format!("bytes 100-199/{}", stored.len());
    assert_eq!(rest.header("content-range"), range);

    // A copy with one byte changed in the middle lies beside it and fails.
    let mut changed = stored.clone();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    std::fs::write(folder.join("audit-2026-tampered.zip"), changed).unwrap();
    std::fs::write(folder.join("audit-2024.zip"), "no zip").unwrap();
    std::fs::write(folder.join("audit-2026\"x.zip"), "not listed").unwrap();
    let page = bench.get("auditor", "/audit").await.text();
    assert!(page.contains("audit-2026-tampered.zip") && !page.contains("x.zip"));
    for (id, status, class) in [
        ("2026", 200, "verdict-good"),
        ("audit-2026", 200, "verdict-good"),
        ("audit-2026-tampered", 200, "verdict-bad"),
        ("audit-2024", 422, ""),
        ("audit-2023", 404, ""),
        ("..%2F..%2Fkigen.toml", 404, ""),
    ] {
        for lang in ["ja", "en"] {
            let address = format!("/audit/packages/{id}/verification?lang={lang}");
            let verdict = bench.get("auditor", &address).await;
            assert_eq!(verdict.status, status, "{id}");
            assert!(verdict.text().contains(class), "{id}");
        }
    }
    let bad = bench
        .get(
            "auditor",
            "/audit/packages/audit-2026-tampered/verification",
        )
        .await
        .text();
    assert!(bad.contains("kigen audit verify audit-2026-tampered.zip"));
    assert_eq!(bench.get("handler", content).await.status, 403);
}
