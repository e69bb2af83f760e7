//! Who sees what of measures: the recused nothing, members only their own and nothing internal, and
//! each step only those whose part it is.

use super::fixture::Bench;
use domain::{
    code::{Delivery, InterestKind, MeasureKind, Sent},
    id::MeasureId,
    measure::{MeasureCommand, Proposal, ProposedBasis},
};
use jiff::civil::date;
use store::{Command, Done, OfficeError};

/// What stays inside.
const INTERNAL: [&str; 4] = [
    "内部の事実認定",
    "内部の証拠メモ",
    "内部の検討理由",
    "親族が在籍",
];

impl Bench {
    /// A measure against `code`, proposed by the supervisor.
    async fn proposed(&self, code: &str, kind: MeasureKind) -> MeasureId {
        let proposal = Proposal {
            kind,
            member: code.parse().unwrap(),
            basis: ProposedBasis::Conduct {
                conduct: date(2026, 5, 1),
            },
            cases: Vec::new(),
            facts: INTERNAL[0].to_owned(),
            evidence: INTERNAL[1].to_owned(),
            reason: INTERNAL[2].to_owned(),
        };
        let command = Command::Propose(Box::new(proposal));
        let done = self.office.perform(self.who("supervisor"), command).await;
        done.unwrap().measure().unwrap()
    }

    async fn try_measure(
        &self,
        person: &str,
        id: MeasureId,
        command: MeasureCommand,
    ) -> Result<Done, OfficeError> {
        let command = Command::measure(id, command);
        self.office.perform(self.who(person), command).await
    }

    async fn measure(&self, person: &str, id: MeasureId, command: MeasureCommand) {
        self.try_measure(person, id, command).await.unwrap();
    }

    /// The explanation is on its way to the member.
    async fn explained(&self, code: &str) -> MeasureId {
        let id = self.proposed(code, MeasureKind::Recommendation).await;
        let explain = MeasureCommand::Explain {
            by: Delivery::Portal,
            letter: "検討の事情を説明します".to_owned(),
        };
        self.measure("supervisor", id, explain).await;
        id
    }
}

#[tokio::test]
async fn whoever_is_recused_finds_nothing_of_a_measure_anywhere() {
    let bench = Bench::new().await;
    let open = bench.proposed("M0001", MeasureKind::Recommendation).await;
    let barred = bench.proposed("M0002", MeasureKind::Recommendation).await;
    for person in ["director", "kanji"] {
        let note = MeasureCommand::NoteInterest {
            person: bench.who(person).id.account().unwrap(),
            interest: InterestKind::Relative,
            note: INTERNAL[3].to_owned(),
        };
        bench.measure("secretariat", barred, note).await;
    }
    // Directors see what somebody decided: here, that it was withdrawn.
    for id in [open, barred] {
        let withdraw = MeasureCommand::Withdraw {
            reason: "取り下げます".to_owned(),
        };
        bench.measure("supervisor", id, withdraw).await;
    }
    for person in ["director", "kanji"] {
        let seen = bench.get(person, &format!("/measures/{open}")).await;
        assert_eq!(seen.status, 200, "{person}");
        for path in [
            format!("/measures/{barred}"),
            format!("/measures/{barred}/declare"),
            format!("/measures/{barred}/letters/1"),
        ] {
            assert_eq!(
                bench.get(person, &path).await.status,
                404,
                "{person} {path}"
            );
        }
        let list = bench.get(person, "/measures?state=all").await.text();
        assert!(list.contains(&format!("/measures/{open}\"")), "{list}");
        assert!(!list.contains(&format!("/measures/{barred}\"")), "{person}");
        assert!(!list.contains("M0002"), "{person} reads the member");
        assert!(list.contains("1件の措置"), "{person} counts it");
    }
    let all = bench.get("secretariat", "/measures?state=all").await.text();
    assert!(all.contains("2件の措置"));
    // Others read who takes no part.
    let page = bench
        .get("secretariat", &format!("/measures/{barred}"))
        .await;
    assert!(page.text().contains("関与しない（除斥）"));
}

#[tokio::test]
async fn who_has_not_declared_reads_no_facts_and_no_letters() {
    let bench = Bench::new().await;
    let id = bench.explained("M0001").await;
    let page = format!("/measures/{id}");
    let closed = bench.get("president", &page).await.text();
    assert!(closed.contains("利害関係がないことを申告した人に開きます"));
    let inside = bench.get("supervisor", &page).await.text();
    for words in &INTERNAL[..3] {
        assert!(inside.contains(words), "{words}");
        assert!(!closed.contains(words), "the president reads {words}");
    }
    let letters: Vec<&str> = inside.split("/letters/").skip(1).collect();
    let number = letters[0].split('"').next().unwrap();
    let letter = format!("{page}/letters/{number}");
    assert_eq!(bench.get("president", &letter).await.status, 404);
    let printed = bench.get("supervisor", &letter).await;
    assert_eq!(printed.status, 200);
    assert!(printed.text().contains("検討の事情を説明します"));
    let sent = bench
        .post(
            "president",
            &format!("{page}/declare"),
            "interest=none&note=",
        )
        .await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    assert_eq!(bench.get("president", &letter).await.status, 200);
    assert!(
        bench
            .get("president", &page)
            .await
            .text()
            .contains(INTERNAL[0])
    );
    // An interest that excludes by law closes everything at once, and leads to the list.
    let sent = bench
        .post(
            "kanji",
            &format!("{page}/declare"),
            "interest=officer&note=",
        )
        .await;
    assert_eq!(sent.header("location"), "/measures?done=recorded");
    assert_eq!(bench.get("kanji", &page).await.status, 404);
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one walk through the portal")]
async fn a_member_sees_its_own_measure_once_told_and_nothing_internal() {
    let bench = Bench::new().await;
    let hidden = bench.proposed("M0001", MeasureKind::Recommendation).await;
    let id = bench.explained("M0001").await;
    let note = MeasureCommand::NoteInterest {
        person: bench.who("director").id.account().unwrap(),
        interest: InterestKind::Relative,
        note: INTERNAL[3].to_owned(),
    };
    bench.measure("secretariat", id, note).await;
    let page = format!("/portal/measures/{id}");
    assert_eq!(
        bench
            .get("member_contact", &format!("/portal/measures/{hidden}"))
            .await
            .status,
        404
    );
    assert_eq!(bench.get("other_contact", &page).await.status, 404);
    assert_eq!(bench.get("supervisor", &page).await.status, 403);
    assert_eq!(
        bench
            .get("member_contact", &format!("/measures/{id}"))
            .await
            .status,
        403
    );
    let home = bench.get("member_contact", "/portal").await.text();
    assert!(home.contains(&format!("href=\"{page}\"")) && home.contains("書面の受取りが必要"));
    assert!(!home.contains(&format!("/portal/measures/{hidden}\"")));
    assert!(
        !bench
            .get("other_contact", "/portal")
            .await
            .text()
            .contains("/portal/measures/")
    );

    // Looking is no delivery; the letter opens when it is received, and only by its member.
    let before = bench.get("member_contact", &page).await.text();
    assert!(before.contains("受け取って開く") && !before.contains("検討の事情を説明します"));
    assert!(
        !before.contains("do/statement"),
        "nothing is answered unread"
    );
    let inside = bench
        .get("supervisor", &format!("/measures/{id}"))
        .await
        .text();
    let (_, rest) = inside.split_once("/letters/").unwrap();
    let unread = format!("{page}/letters/{}", rest.split('"').next().unwrap());
    assert_eq!(bench.get("member_contact", &unread).await.status, 404);
    let receive = format!("{page}/receive");
    assert_eq!(
        bench
            .post("other_contact", &receive, "what=explanation")
            .await
            .status,
        404
    );
    let opened = bench
        .post("member_contact", &receive, "what=explanation")
        .await;
    assert_eq!(opened.status, 303, "{}", opened.text());
    let letter = opened.header("location").to_owned();
    let read = bench.get("member_contact", &letter).await;
    assert!(read.text().contains("検討の事情を説明します"));
    assert_eq!(bench.get("other_contact", &letter).await.status, 404);
    // Pressed twice: the same letter, no second record.
    let size = bench.office.ledger().size().await.unwrap();
    let again = bench
        .post("member_contact", &receive, "what=explanation")
        .await;
    assert_eq!(again.header("location"), letter);
    assert_eq!(bench.office.ledger().size().await.unwrap(), size);
    for lang in ["ja", "en"] {
        for path in [&page, &letter, &format!("{page}/do/statement")] {
            let answer = bench
                .get("member_contact", &format!("{path}?lang={lang}"))
                .await;
            assert_eq!(answer.status, 200, "{path}");
            for words in INTERNAL {
                assert!(!answer.text().contains(words), "{path} tells {words}");
            }
        }
    }
    let impossible = format!("{page}/do/report");
    assert_eq!(bench.get("member_contact", &impossible).await.status, 409);
    assert_eq!(
        bench
            .get("member_contact", &format!("{page}/do/explain"))
            .await
            .status,
        404
    );
    // What the portal proves is not the member's to say.
    let statement = format!("{page}/do/statement");
    let sent = bench
        .post(
            "member_contact",
            &statement,
            "statement=yes&channel=post&on=2026/5/1",
        )
        .await;
    assert_eq!(sent.status, 303, "{}", sent.text());
    let after = bench.get("member_contact", &page).await.text();
    assert!(after.contains("弁明書の受領") && after.contains("弁明書を受け取りました"));
    let dossier = bench
        .get("supervisor", &format!("/measures/{id}"))
        .await
        .text();
    assert!(
        dossier.contains("ポータルで閲覧"),
        "how it came is on its face"
    );
}

#[tokio::test]
async fn every_form_opens_to_those_whose_part_it_is_and_keeps_what_was_typed() {
    let bench = Bench::new().await;
    let id = bench.explained("M0001").await;
    let page = format!("/measures/{id}");
    for (step, allowed, denied) in [
        ("record-delivery", "supervisor", "handler"),
        ("withdraw", "center_head", "secretariat"),
        ("appoint-officer", "president", "supervisor"),
        ("note-interest", "secretariat", "director"),
        ("challenge", "handler", "publisher"),
        ("declare", "kanji", "supervisor"),
        ("statement", "hearing_officer", "intake_is_none"),
    ] {
        let path = format!("{page}/{step}");
        for lang in ["ja", "en"] {
            let open = bench.get(allowed, &format!("{path}?lang={lang}")).await;
            assert_eq!(open.status, 200, "{allowed} {step}: {}", open.text());
            assert!(!open.text().contains('⟦'));
        }
        if denied == "director" {
            // It is not before the board yet, so it does not exist for directors.
            assert_eq!(bench.get(denied, &path).await.status, 404);
        } else if denied != "intake_is_none" {
            assert_eq!(
                bench.get(denied, &path).await.status,
                403,
                "{denied} {step}"
            );
        }
    }
    assert_eq!(
        bench
            .get("supervisor", &format!("{page}/verify"))
            .await
            .status,
        409
    );
    assert_eq!(
        bench
            .get("supervisor", &format!("{page}/nonsense"))
            .await
            .status,
        404
    );
    assert_eq!(bench.get("supervisor", "/measures/99").await.status, 404);
    assert_eq!(bench.get("supervisor", "/measures/x").await.status, 404);
    assert_eq!(
        bench.get("supervisor", "/measures?state=x").await.status,
        422
    );

    // An empty form names every field; a wrong one keeps what was typed.
    let path = format!("{page}/statement");
    let empty = bench.post("supervisor", &path, "statement=").await;
    assert_eq!(empty.status, 422);
    assert!(
        empty.text().contains("href=\"#statement\"") && empty.text().contains("href=\"#channel\"")
    );
    let wrong = "channel=post&on=yesterday&statement=typed+words&original=";
    let wrong = bench.post("supervisor", &path, wrong).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text().contains("typed words") && wrong.text().contains("href=\"#on\""));
    // A stale form shows both versions and what was typed.
    let note = MeasureCommand::RecordDelivery {
        what: Sent::Explanation,
        by: Delivery::CertifiedPost,
        on: None,
        proof: "証明書 1".to_owned(),
    };
    bench.measure("supervisor", id, note).await;
    let stale = "_version=2&channel=post&on=&statement=typed+words&original=";
    let stale = bench.post("supervisor", &path, stale).await;
    assert_eq!(stale.status, 412, "{}", stale.text());
    assert!(stale.text().contains("typed words") && stale.text().contains("事情説明済み"));
}

#[tokio::test]
async fn the_proposal_names_what_is_missing_and_compares_with_what_was_decided() {
    let bench = Bench::new().await;
    let earlier = bench.proposed("M0002", MeasureKind::Recommendation).await;
    let withdraw = MeasureCommand::Withdraw {
        reason: "取り下げます".to_owned(),
    };
    bench.measure("supervisor", earlier, withdraw).await;
    let file = bench.complaint("M0001").await;
    let from_case = bench
        .get("supervisor", &format!("/cases/{}", file.number))
        .await
        .text();
    let address = format!("/measures/new?case={}&#38;member=M0001", file.number);
    assert!(from_case.contains(&address), "{from_case}");
    let form = bench
        .get("supervisor", &address.replace("&#38;", "&"))
        .await
        .text();
    assert!(form.contains(&file.number.printed()));
    assert!(form.contains("<option value=\"M0001\" selected>"));
    assert!(
        form.contains(&format!("href=\"/measures/{earlier}\"")),
        "the comparison is there"
    );
    assert!(form.contains("<circle") && form.contains("dot-rejected"));

    let base = "kind=guidance&member=M0001&facts=f&evidence=e&reason=r&basis=";
    let new = "/measures/new";
    let empty = bench.post("supervisor", new, "kind=").await;
    assert_eq!(empty.status, 422);
    for field in ["kind", "member", "basis", "facts", "evidence", "reason"] {
        assert!(
            empty.text().contains(&format!("href=\"#{field}\"")),
            "{field}"
        );
    }
    for (rest, field) in [
        ("guideline&clause=&conduct=2026/5/1", "clause"),
        ("guideline&clause=5&conduct=", "conduct"),
        ("article&article=x&conduct=2026/5/1", "article"),
        ("conduct&conduct=2027/5/1", "conduct"),
        ("conduct&conduct=2026/5/1&cases=nonsense", "cases"),
    ] {
        let answer = bench
            .post("supervisor", new, &format!("{base}{rest}"))
            .await;
        assert_eq!(answer.status, 422, "{rest}: {}", answer.text());
        assert!(
            answer.text().contains(&format!("href=\"#{field}\"")),
            "{rest}"
        );
    }
    let compare = format!("{base}conduct&conduct=&_preview=1");
    let compare = bench.post("supervisor", new, &compare).await;
    assert_eq!(compare.status, 200);
    assert!(
        !compare
            .text()
            .contains(&format!("href=\"/measures/{earlier}\"")),
        "another kind"
    );
    assert_eq!(bench.post("handler", new, base).await.status, 403);
    let done = format!("{base}conduct&conduct=2026/5/1&cases={}", file.number);
    let done = bench.post("supervisor", new, &done).await;
    assert_eq!(
        done.header("location"),
        "/measures/2?done=recorded",
        "{}",
        done.text()
    );
    let page = bench.get("supervisor", "/measures/2").await.text();
    assert!(page.contains(&file.number.printed()) && page.contains("指導書を起案する"));
}

#[tokio::test]
async fn b36_the_deadlines_of_measures_stand_on_the_page_of_the_day_and_on_the_dossier() {
    let bench = Bench::new().await;
    let none = bench.get("supervisor", "/today").await.text();
    assert!(!none.contains("措置の期限"));
    let id = bench.explained("M0001").await;
    let receive = format!("/portal/measures/{id}/receive");
    bench
        .post("member_contact", &receive, "what=explanation")
        .await;
    let today = bench.get("supervisor", "/today").await.text();
    let (_, block) = today.split_once("s-measures").unwrap();
    // Delivered on Monday 1 June; fourteen days end on Monday 15 June.
    assert!(block.contains("2026-06-15") && block.contains(&format!("/measures/{id}\"")));
    assert!(block.contains("弁明書の提出") && block.contains("why-rule"));
    let page = bench
        .get("supervisor", &format!("/measures/{id}"))
        .await
        .text();
    assert!(page.contains("2026-06-15") && page.contains("why-rule"));
    let portal = bench
        .get("member_contact", &format!("/portal/measures/{id}"))
        .await
        .text();
    assert!(portal.contains("2026-06-15") && portal.contains("why-rule"));
}
