use super::*;
use crate::code::{Party, Role};

/// A profile with one clock for each kind of authority, as it was written before clocks could be
/// extended, switched off or bound by a floor.
pub(super) const SMALL: &str = r#"
code = "small"
title = "規則"
organ = "窓口"
in_force = "2005-03-01"
grounds = ["no_standing", "litigation"]

[explanation]
version = "1"
text = "説明"

[industries]
retail = "小売"
other = "その他"

[[ladder]]
step = "r1"
open_days = -3
to = "handler"
waits_on = ["staff", "member"]

[[ladder]]
step = "l1"
open_days = 1
to = "supervisor"
waits_on = ["staff"]

[[clock]]
name = "SCOPE"
clause = "B30"
waits_on = "staff"
period = { n = 5, unit = "open_day" }
start = ["acknowledged"]
stop = ["accepted", "out_of_scope"]

[[clock]]
name = "MEMBER_REPLY"
clause = "B18"
waits_on = "member"
period = { n = 14, unit = "day" }
start = ["request_delivered"]
stop = ["request_answered"]
pause = ["just_cause_claimed"]
resume = ["just_cause_denied"]
"#;

/// [`SMALL`] with one passage written differently.
pub(super) fn edited(from: &str, to: &str) -> String {
    assert!(SMALL.contains(from), "{from}");
    SMALL.replacen(from, to, 1)
}

#[test]
fn a_text_of_an_earlier_time_reads_as_it_was_meant() {
    let profile = Profile::from_toml(SMALL).unwrap();
    assert_eq!(profile.backdate_days, 7);
    for rule in &profile.clock {
        assert!(rule.enabled && rule.floor.is_none() && rule.extend.is_none());
    }
    assert_eq!(
        profile.ladder[0].scope,
        Scope::Parties(vec![Party::Staff, Party::Member])
    );
    let again = toml::to_string(&profile).unwrap();
    assert_eq!(Profile::from_toml(&again), Ok(profile));
}

#[test]
fn a_profile_is_written_as_it_is_read() {
    for (_, text) in SHIPPED {
        let profile = Profile::from_toml(text).unwrap();
        let text = toml::to_string(&profile).unwrap();
        assert_eq!(Profile::from_toml(&text), Ok(profile));
    }
}

#[test]
fn the_own_steps_of_a_clock_take_the_place_of_its_partys_steps_of_the_same_name() {
    let text = edited(
        "[[clock]]",
        "[[ladder]]\nstep = \"r1\"\nafter_start_days = 14\nto = \"admin\"\nclocks = [\"MEMBER_REPLY\"]\n[[ladder]]\nstep = \"r9\"\nopen_days = 0\nto = \"admin\"\nclocks = [\"SCOPE\", \"MEMBER_REPLY\"]\n[[clock]]",
    );
    let profile = Profile::from_toml(&text).unwrap();
    let ladder = |clock: &str| -> Vec<(String, Role)> {
        let steps = profile.ladder(profile.rule(clock).unwrap());
        steps.iter().map(|s| (s.step.clone(), s.to)).collect()
    };
    let is = |step: &str, to| (step.to_owned(), to);
    assert_eq!(
        ladder("SCOPE"),
        [
            is("r9", Role::Admin),
            is("r1", Role::Handler),
            is("l1", Role::Supervisor)
        ]
    );
    assert_eq!(
        ladder("MEMBER_REPLY"),
        [is("r1", Role::Admin), is("r9", Role::Admin)]
    );
}
