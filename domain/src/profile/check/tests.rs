use super::{super::tests::edited, *};
use crate::profile::SHIPPED;

fn refusal(text: &str) -> String {
    Profile::from_toml(text).unwrap_err().to_string()
}

/// What is written in a profile in place of what, and what the refusal must say.
const MISSPELT: &[(&str, &str, &[&str])] = &[
    ("organ = ", "orgen = ", &["orgen", "did you mean `organ`"]),
    (
        "waits_on = [",
        "wait_on = [",
        &["ladder[0]", "wait_on", "did you mean `waits_on`"],
    ),
    (
        "[\"staff\"]",
        "[\"staf\"]",
        &["ladder[1].waits_on[0]", "`staf`", "did you mean `staff`"],
    ),
    (
        "\"handler\"",
        "\"handeler\"",
        &["ladder[0].to", "`handeler`", "did you mean `handler`"],
    ),
    (
        "waits_on = \"member\"",
        "waits_on = \"membr\"",
        &["clock[1].waits_on", "did you mean `member`"],
    ),
    (
        "\"open_day\"",
        "\"opne_day\"",
        &[
            "clock[0].period.unit",
            "`opne_day`",
            "did you mean `open_day`",
        ],
    ),
    (
        "\"out_of_scope\"",
        "\"out_off_scope\"",
        &["clock[0].stop[1]", "did you mean `out_of_scope`"],
    ),
    (
        "\"just_cause_denied\"",
        "\"just_cause_deneid\"",
        &["clock[1].resume[0]", "did you mean `just_cause_denied`"],
    ),
    (
        "\"litigation\"",
        "\"litigations\"",
        &["grounds[1]", "did you mean `litigation`"],
    ),
    (
        "{ n = 14, unit",
        "{ n = 14, margin_days = 1, unit",
        &["clock[1].period", "`margin_days`", "extra_margin_days"],
    ),
    (
        "waits_on = [\"staff\"]",
        "clocks = [\"SCOP\"]",
        &[
            "ladder[1].clocks[0]",
            "unknown clock `SCOP`",
            "did you mean `SCOPE`",
        ],
    ),
    (
        "waits_on = [\"staff\"]",
        "clocks = [\"SCOPE\", \"OBJECTION\"]",
        &[
            "ladder[1].clocks[1]",
            "unknown clock `OBJECTION`",
            "expected one of `SCOPE`, `MEMBER_REPLY`",
        ],
    ),
];

#[test]
fn what_is_misspelt_is_named_with_its_place_and_the_likely_word() {
    for (from, to, says) in MISSPELT {
        let message = refusal(&edited(from, to));
        for part in *says {
            assert!(message.contains(part), "{message}\n lacks {part}");
        }
    }
    let message = refusal(&SHIPPED[0].1.replacen("waits_on", "wait_on", 1));
    assert!(message.contains("did you mean `waits_on`"), "{message}");
}

const SCOPE: &str = "period = { n = 5, unit = \"open_day\" }";
const PERIOD: &str = "period = { n = 14, unit = \"day\" }";
const BEFORE: &str =
    "period = { n = 14, unit = \"day\", direction = \"before\" }\nruns_while_suspended = true";

/// What is written in place of what, the path and the flaw of the refusal.
#[rustfmt::skip]
fn flaws() -> Vec<(&'static str, String, &'static str, Flaw)> {
    let twice = |name: &str| Flaw::Twice(name.to_owned());
    let number = |found, least, most| Flaw::Number { found, least, most };
    let period = |extra: &str| format!("{PERIOD}\n{extra}");
    let extend = |extend: &str| period(&format!("extend = {{ {extend}, unit = \"day\" }}"));
    let before_extended = format!("{BEFORE}\nextend = {{ times = 1, n = 1, unit = \"day\" }}");
    let name = || Flaw::Name("ACK!".to_owned());
    vec![
        ("name = \"MEMBER_REPLY\"", "name = \"SCOPE\"".into(), "clock[1].name", twice("SCOPE")),
        ("name = \"SCOPE\"", "name = \"ACK!\"".into(), "clock[0].name", name()),
        ("code = \"small\"", "code = \"ACK!\"".into(), "code", name()),
        ("version = \"1\"", "version = \"ACK!\"".into(), "explanation.version", name()),
        ("retail =", "\"ACK!\" =".into(), "industries.ACK!", name()),
        ("step = \"l1\"", "step = \"ACK!\"".into(), "ladder[1].step", name()),
        ("step = \"l1\"", "step = \"r1\"".into(), "ladder[1].step", twice("r1")),
        ("\"litigation\"", "\"no_standing\"".into(), "grounds[1]", twice("no_standing")),
        ("\"out_of_scope\"", "\"accepted\"".into(), "clock[0].stop[1]", twice("accepted")),
        ("\"member\"]", "\"staff\"]".into(), "ladder[0].waits_on[1]", twice("staff")),
        ("waits_on = [\"staff\"]", "clocks = [\"SCOPE\", \"SCOPE\"]".into(), "ladder[1].clocks[1]", twice("SCOPE")),
        ("open_days = 1\n", "open_days = 1001\n".into(), "ladder[1].open_days", number(1_001, -1_000, 1_000)),
        ("open_days = 1\n", "open_days = -1001\n".into(), "ladder[1].open_days", number(-1_001, -1_000, 1_000)),
        ("open_days = 1\n", "after_start_days = 0\n".into(), "ladder[1].after_start_days", number(0, 1, 1_000)),
        ("grounds", "image_days = 0\ngrounds".into(), "image_days", number(0, 1, 366)),
        ("grounds", "backdate_days = 367\ngrounds".into(), "backdate_days", number(367, 0, 366)),
        (PERIOD, extend("times = 0, n = 1"), "clock[1].extend.times", number(0, 1, 1_000)),
        (PERIOD, extend("times = 1, n = 0"), "clock[1].extend.n", number(0, 1, 100_000)),
        (PERIOD, extend("times = 1, n = 100001"), "clock[1].extend.n", number(100_001, 1, 100_000)),
        ("n = 14", "n = 0".into(), "clock[1].period", Flaw::Period(PeriodError::NOutOfRange { n: 0 })),
        ("n = 14", "extra_margin_days = 1, n = 14".into(), "clock[1].period", Flaw::Period(PeriodError::MarginAfter)),
        (PERIOD, period("floor = 15"), "clock[1].period.n", Flaw::BelowFloor { n: 14, floor: 15 }),
        (PERIOD, "period = { n = 14, unit = \"hour\" }\nfloor = 7".into(), "clock[1].period.unit", Flaw::FloorOfHours),
        ("start = [\"request_delivered\"]", "start = []".into(), "clock[1].start", Flaw::NeverStarts),
        ("\"request_delivered\"", "\"closed\"".into(), "clock[1].start[0]", Flaw::Closed),
        ("\"just_cause_claimed\"", "\"closed\"".into(), "clock[1].pause[0]", Flaw::Closed),
        ("\"just_cause_claimed\"", "\"request_answered\"".into(), "clock[1].pause[0]", Flaw::Stopped),
        ("\"just_cause_denied\"", "\"request_answered\"".into(), "clock[1].resume[0]", Flaw::Stopped),
        ("\"just_cause_claimed\"", "\"suspended\"".into(), "clock[1].pause[0]", Flaw::Suspension),
        ("\"just_cause_denied\"", "\"resumed\"".into(), "clock[1].resume[0]", Flaw::Suspension),
        ("\"just_cause_denied\"", "\"just_cause_claimed\"".into(), "clock[1].resume[0]", Flaw::ResumesWhatPauses),
        ("resume = [\"just_cause_denied\"]", String::new(), "clock[1].pause", Flaw::NoResume),
        ("pause = [\"just_cause_claimed\"]", String::new(), "clock[1].resume", Flaw::NoPause),
        (PERIOD, BEFORE.into(), "clock[1].pause", Flaw::CannotPause),
        (SCOPE, "period = { n = 1, unit = \"year\", month_day = \"06-30\" }".into(), "clock[0].runs_while_suspended", Flaw::CannotPause),
        (SCOPE, before_extended, "clock[0].extend", Flaw::CannotExtend),
    ]
}

#[test]
fn what_cannot_be_followed_is_refused_with_its_place() {
    for (from, to, path, flaw) in flaws() {
        let expected = BadProfile::Flawed {
            path: path.to_owned(),
            flaw,
        };
        let found = Profile::from_toml(&edited(from, &to));
        assert_eq!(found, Err(expected.clone()), "{from} -> {to}");
        assert!(expected.to_string().starts_with(&format!("{path}: ")));
    }
}

#[test]
fn what_stands_at_the_edge_is_taken() {
    for (from, to) in [
        (PERIOD, format!("{PERIOD}\nfloor = 14")),
        (PERIOD, format!("{PERIOD}\nextend = {{ times = 1000, n = 100000, unit = \"month\", late = true }}")),
        ("open_days = 1\n", "open_days = 1000\n".into()),
        ("open_days = 1\n", "after_start_days = 1\n".into()),
        ("grounds", "backdate_days = 0\ngrounds".into()),
        ("grounds", "backdate_days = 366\ngrounds".into()),
        ("step = \"l1\"\nopen_days = 1\nto = \"supervisor\"\nwaits_on = [\"staff\"]", "step = \"r1\"\nopen_days = 1\nto = \"supervisor\"\nwaits_on = [\"complainant\"]".into()),
        ("\"just_cause_claimed\"]", "\"suspended\"]\nruns_while_suspended = true".into()),
        ("\"out_of_scope\"]", "\"closed\"]".into()),
        ("period = { n = 5, unit = \"open_day\" }", "period = { n = 5, unit = \"open_day\", direction = \"before\" }\nruns_while_suspended = true".into()),
    ] {
        let read = Profile::from_toml(&edited(from, &to));
        assert!(read.is_ok(), "{to}: {}", read.unwrap_err());
    }
}

#[test]
fn a_clock_may_be_called_like_a_party() {
    let own =
        "[[ladder]]\nstep = \"r1\"\nopen_days = 0\nto = \"admin\"\nclocks = [\"staff\"]\n[[clock]]";
    let text = edited("[[clock]]", own).replace("\"SCOPE\"", "\"staff\"");
    assert!(Profile::from_toml(&text).is_ok());
}

/// Nothing an organisation may write is below what the law fixes for the notices.
#[test]
fn the_notices_cannot_be_shortened_below_a_week() {
    for (_, text) in SHIPPED {
        let short = text.replace(
            "period = { n = 14, unit = \"day\", direction = \"before\" }",
            "period = { n = 6, unit = \"day\", direction = \"before\" }",
        );
        let message = refusal(&short);
        assert!(message.contains("write 7 or more"), "{message}");
    }
}
