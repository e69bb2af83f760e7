use super::{super::tests::SMALL, *};
use crate::code::Authority::{self, Board, CenterHead};

/// [`SMALL`] with every field of every clock written, and a clock with a floor.
fn full() -> String {
    let rest = "enabled = true\nextend = { times = 1, n = 2, unit = \"day\" }";
    let text = SMALL
        .replace("[[ladder]]\nstep = \"r1\"", "[[ladder]]\nstep = \"l2\"\nopen_days = 2\nto = \"president\"\nclocks = [\"SCOPE\"]\n[[ladder]]\nstep = \"r1\"")
        .replace("start =", &format!("{rest}\nstart ="));
    format!(
        "{text}\n[[clock]]\nname = \"HEARING\"\nclause = \"B36\"\nwaits_on = \"staff\"\nfloor = 7\nperiod = {{ n = 14, unit = \"day\", direction = \"before\" }}\nstart = [\"hearing_fixed\"]\nruns_while_suspended = true\n"
    )
}

fn read(text: &str) -> Profile {
    Profile::from_toml(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// What is written in place of what, and the one change it is: path, before, after, authority.
type Case = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    Authority,
);

#[rustfmt::skip]
const CASES: &[Case] = &[
    ("code = \"small\"", "code = \"other\"", "code", "small", "other", Board),
    ("title = \"規則\"", "title = \"新規則\"", "title", "規則", "新規則", Board),
    ("organ = \"窓口\"", "organ = \"相談窓口\"", "organ", "窓口", "相談窓口", Board),
    ("2005-03-01", "2026-04-01", "in_force", "2005-03-01", "2026-04-01", CenterHead),
    ("grounds", "image_days = 14\ngrounds", "image_days", "30", "14", Board),
    ("grounds", "backdate_days = 9\ngrounds", "backdate_days", "7", "9", Board),
    ("version = \"1\"", "version = \"2\"", "explanation.version", "1", "2", CenterHead),
    ("\"説明\"", "\"新しい\\n説明\"", "explanation.text", "説明", "新しい\n説明", CenterHead),
    ("\"litigation\"", "\"repeated\"", "grounds", r#"["no_standing", "litigation"]"#, r#"["no_standing", "repeated"]"#, Board),
    (r#""no_standing", "litigation""#, r#""litigation", "no_standing""#, "grounds", r#"["no_standing", "litigation"]"#, r#"["litigation", "no_standing"]"#, Board),
    ("\"小売\"", "\"小売・通販\"", "industries.retail", "小売", "小売・通販", CenterHead),
    ("retail = \"小売\"\n", "", "industries.retail", "小売", "", CenterHead),
    ("retail = \"小売\"\n", "retail = \"小売\"\nfinance = \"金融\"\n", "industries.finance", "", "金融", CenterHead),
    // how the desk is reached is the office's own (B41)
    ("[[clock]]", "[desk]\nnames = [\"窓口\"]\n[[clock]]", "desk.names", "[]", r#"["窓口"]"#, CenterHead),
    ("[[clock]]", "[desk]\ntelephone = \"03-0000-0000\"\n[[clock]]", "desk.telephone", "", "03-0000-0000", CenterHead),
    // what is asked of complainants is the board's, what serves as a paper is a form
    ("grounds", "filing = [\"form\"]\ngrounds", "filing", "[]", r#"["form"]"#, Board),
    ("grounds", "agent_filing = [\"authority\"]\ngrounds", "agent_filing", "[]", r#"["authority"]"#, Board),
    ("[[clock]]", "[ground.litigation]\nclause = \"B24\"\nreminders = 2\n[[clock]]", "ground.litigation", "", r#"{ clause = "B24", decisions = ["refuse", "discontinue", "suspend"], opportunity = false, reminders = 2 }"#, Board),
    ("[[clock]]", "[[proof]]\ncode = \"licence\"\nword = \"運転免許証\"\nproves = [\"identity\"]\n[[clock]]", "proof.licence", "", r#"{ code = "licence", word = "運転免許証", proves = ["identity"] }"#, CenterHead),
    ("[[clock]]", "[[letter]]\nkind = \"closing\"\nversion = \"1\"\nsubject = \"終了\"\nbody = \"{number}\"\n[[clock]]", "letter.closing", "", r#"{ kind = "closing", version = "1", subject = "終了", body = "{number}" }"#, CenterHead),
    // the ladder: a step that reaches a member's clock binds more than the office
    ("open_days = -3", "open_days = -4", "ladder.r1.member+staff", r#"{ step = "r1", open_days = -3, to = "handler", waits_on = ["staff", "member"] }"#, r#"{ step = "r1", open_days = -4, to = "handler", waits_on = ["staff", "member"] }"#, Board),
    ("\"supervisor\"", "\"admin\"", "ladder.l1.staff", r#"{ step = "l1", open_days = 1, to = "supervisor", waits_on = ["staff"] }"#, r#"{ step = "l1", open_days = 1, to = "admin", waits_on = ["staff"] }"#, CenterHead),
    ("waits_on = [\"staff\"]", "waits_on = [\"staff\", \"complainant\"]", "ladder.l1.staff", r#"{ step = "l1", open_days = 1, to = "supervisor", waits_on = ["staff"] }"#, r#"{ step = "l1", open_days = 1, to = "supervisor", waits_on = ["staff", "complainant"] }"#, Board),
    ("waits_on = [\"staff\", \"member\"]", "waits_on = [\"staff\"]", "ladder.r1.member+staff", r#"{ step = "r1", open_days = -3, to = "handler", waits_on = ["staff", "member"] }"#, r#"{ step = "r1", open_days = -3, to = "handler", waits_on = ["staff"] }"#, Board),
    ("open_days = 2", "after_start_days = 2", "ladder.l2.SCOPE", r#"{ step = "l2", open_days = 2, to = "president", clocks = ["SCOPE"] }"#, r#"{ step = "l2", after_start_days = 2, to = "president", clocks = ["SCOPE"] }"#, CenterHead),
    ("clocks = [\"SCOPE\"]", "clocks = [\"MEMBER_REPLY\"]", "ladder.l2.SCOPE", r#"{ step = "l2", open_days = 2, to = "president", clocks = ["SCOPE"] }"#, r#"{ step = "l2", open_days = 2, to = "president", clocks = ["MEMBER_REPLY"] }"#, Board),
    ("[[ladder]]\nstep = \"l1\"\nopen_days = 1\nto = \"supervisor\"\nwaits_on = [\"staff\"]\n", "", "ladder.l1.staff", r#"{ step = "l1", open_days = 1, to = "supervisor", waits_on = ["staff"] }"#, "", CenterHead),
    ("[[clock]]", "[[ladder]]\nstep = \"l4\"\nopen_days = 15\nto = \"supervisor\"\nwaits_on = [\"member\"]\n[[clock]]", "ladder.l4.member", "", r#"{ step = "l4", open_days = 15, to = "supervisor", waits_on = ["member"] }"#, Board),
    ("[[ladder]]\nstep = \"r1\"", "[[ladder]]\nstep = \"r1\"\nopen_days = -9\nto = \"admin\"\nwaits_on = [\"complainant\"]\n[[ladder]]\nstep = \"r1\"", "ladder.r1.complainant", "", r#"{ step = "r1", open_days = -9, to = "admin", waits_on = ["complainant"] }"#, Board),
    // a clock of the staff
    ("\"B30\"", "\"B31\"", "clock.SCOPE.clause", "B30", "B31", Board),
    ("waits_on = \"staff\"", "waits_on = \"member\"", "clock.SCOPE.waits_on", "staff", "member", Board),
    ("enabled = true", "enabled = false", "clock.SCOPE.enabled", "true", "false", Board),
    ("n = 5, unit = \"open_day\"", "n = 6, unit = \"open_day\"", "clock.SCOPE.period", r#"{ n = 5, unit = "open_day" }"#, r#"{ n = 6, unit = "open_day" }"#, CenterHead),
    ("enabled = true", "enabled = true\nfloor = 1", "clock.SCOPE.floor", "", "1", Board),
    ("times = 1, n = 2", "times = 1, n = 3", "clock.SCOPE.extend", r#"{ times = 1, n = 2, unit = "day" }"#, r#"{ times = 1, n = 3, unit = "day" }"#, CenterHead),
    ("extend = { times = 1, n = 2, unit = \"day\" }", "", "clock.SCOPE.extend", r#"{ times = 1, n = 2, unit = "day" }"#, "", CenterHead),
    ("[\"acknowledged\"]", "[\"acknowledged\", \"registered\"]", "clock.SCOPE.start", r#"["acknowledged"]"#, r#"["acknowledged", "registered"]"#, Board),
    ("stop = [\"accepted\", \"out_of_scope\"]", "stop = [\"accepted\"]", "clock.SCOPE.stop", r#"["accepted", "out_of_scope"]"#, r#"["accepted"]"#, Board),
    ("waits_on = \"staff\"", "waits_on = \"staff\"\nruns_while_suspended = true", "clock.SCOPE.runs_while_suspended", "false", "true", Board),
    ("name = \"SCOPE\"\nclause = \"B30\"\nwaits_on = \"staff\"\nperiod = { n = 5, unit = \"open_day\" }", "name = \"SCOPE\"\nclause = \"B30\"\nwaits_on = \"staff\"\nperiod = { n = 5, unit = \"open_day\", roll = \"none\" }", "clock.SCOPE.period", r#"{ n = 5, unit = "open_day" }"#, r#"{ n = 5, unit = "open_day", roll = "none" }"#, CenterHead),
    // a clock of a member
    ("n = 14, unit = \"day\" }", "n = 15, unit = \"day\" }", "clock.MEMBER_REPLY.period", r#"{ n = 14, unit = "day" }"#, r#"{ n = 15, unit = "day" }"#, Board),
    ("[\"just_cause_claimed\"]", "[\"contacted\"]", "clock.MEMBER_REPLY.pause", r#"["just_cause_claimed"]"#, r#"["contacted"]"#, Board),
    ("[\"just_cause_denied\"]", "[\"contacted\"]", "clock.MEMBER_REPLY.resume", r#"["just_cause_denied"]"#, r#"["contacted"]"#, Board),
    ("extend = { times = 1, n = 2, unit = \"day\" }\nstart = [\"request_delivered\"]", "start = [\"request_delivered\"]", "clock.MEMBER_REPLY.extend", r#"{ times = 1, n = 2, unit = "day" }"#, "", Board),
    // a clock of the staff for which the law sets a floor
    ("n = 14, unit = \"day\", direction", "n = 10, unit = \"day\", direction", "clock.HEARING.period", r#"{ n = 14, unit = "day", direction = "before" }"#, r#"{ n = 10, unit = "day", direction = "before" }"#, Board),
    ("floor = 7", "floor = 8", "clock.HEARING.floor", "7", "8", Board),
];

#[test]
fn each_change_of_one_field_is_one_change_with_its_authority() {
    let before = read(&full());
    for (from, to, path, was, will_be, authority) in CASES {
        assert!(full().contains(from), "{from}");
        let after = read(&full().replacen(from, to, 1));
        let change = ProfileChange {
            path: (*path).to_owned(),
            before: (*was).to_owned(),
            after: (*will_be).to_owned(),
            authority: *authority,
        };
        assert_eq!(before.changes_to(&after), [change], "{from} -> {to}");
        let back = after.changes_to(&before);
        assert_eq!(back.len(), 1, "{from} <- {to}");
        assert_eq!(
            (&back[0].before, &back[0].after),
            (&(*will_be).into(), &(*was).into())
        );
        assert_eq!(back[0].authority, *authority, "{from} <- {to}");
    }
}

/// Every key that a profile or a clock can have is changed by some case above.
#[test]
fn no_field_is_left_without_a_case() {
    let profile = toml::Value::try_from(read(&full())).unwrap();
    let changed = |path: &str| {
        CASES
            .iter()
            .any(|case| case.2 == path || case.2.starts_with(&format!("{path}.")))
    };
    for key in profile.as_table().unwrap().keys() {
        assert!(changed(key), "{key}");
    }
    let mut keys = BTreeSet::new();
    for clock in profile["clock"].as_array().unwrap() {
        keys.extend(clock.as_table().unwrap().keys().map(String::as_str));
    }
    assert!(
        keys.remove("name"),
        "a clock of another name is another clock"
    );
    let also = ["enabled", "floor", "extend"];
    keys.extend(also);
    for key in keys {
        assert!(
            CASES
                .iter()
                .any(|case| case.2.starts_with("clock.") && case.2.ends_with(&format!(".{key}"))),
            "{key}"
        );
    }
}

#[test]
fn a_new_and_a_removed_clock_are_the_boards() {
    let before = read(&full());
    let mut after = before.clone();
    after.clock[1].name = "REPLY".to_owned();
    let changes = before.changes_to(&after);
    let paths: Vec<_> = changes
        .iter()
        .map(|c| (c.path.as_str(), c.authority))
        .collect();
    assert_eq!(
        paths,
        [("clock.MEMBER_REPLY", Board), ("clock.REPLY", Board)]
    );
    assert!(changes[0].before.contains("n = 14") && changes[0].after.is_empty());
    assert!(changes[1].after.contains("n = 14") && changes[1].before.is_empty());
}

#[test]
fn a_clock_that_binds_others_before_or_after_the_change_is_the_boards() {
    let before = read(&full());
    let mut after = before.clone();
    after.clock[1].waits_on = Party::Staff;
    after.clock[2].floor = None;
    for rule in &mut after.clock {
        rule.period.n += 1;
    }
    for changes in [before.changes_to(&after), after.changes_to(&before)] {
        let periods: Vec<_> = changes
            .iter()
            .filter(|change| change.path.ends_with(".period"))
            .map(|change| (change.path.as_str(), change.authority))
            .collect();
        let expected = [
            ("clock.SCOPE.period", CenterHead),
            ("clock.MEMBER_REPLY.period", Board),
            ("clock.HEARING.period", Board),
        ];
        assert_eq!(periods, expected);
    }
}

#[test]
fn order_without_meaning_is_no_change_and_changes_stand_in_the_order_of_the_text() {
    let before = read(&full());
    let mut after = before.clone();
    after.clock.reverse();
    after.ladder.reverse();
    for rule in &mut after.clock {
        rule.stop.reverse();
    }
    for step in &mut after.ladder {
        if let Scope::Parties(parties) = &mut step.scope {
            parties.reverse();
        }
    }
    assert_eq!(before.changes_to(&after), []);
    after.organ = "相談窓口".to_owned();
    after.ladder[0].to = crate::code::Role::Admin;
    for rule in &mut after.clock {
        rule.clause = "B40".to_owned();
    }
    let changes = before.changes_to(&after);
    let paths: Vec<_> = changes.iter().map(|c| c.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "organ",
            "ladder.l1.staff",
            "clock.SCOPE.clause",
            "clock.MEMBER_REPLY.clause",
            "clock.HEARING.clause"
        ]
    );
}

#[test]
fn the_highest_authority_that_a_change_needs_decides() {
    let change = |authority| ProfileChange {
        path: String::new(),
        before: String::new(),
        after: String::new(),
        authority,
    };
    assert_eq!(authority_of(&[]), None);
    assert_eq!(authority_of(&[change(CenterHead)]), Some(CenterHead));
    assert_eq!(
        authority_of(&[change(Board), change(CenterHead)]),
        Some(Board)
    );
    assert_eq!(
        serde_json::to_string(&CenterHead).unwrap(),
        "\"center_head\""
    );
}
