//! When two states are one: of each date only its distance from today is kept where a rule looks at it.

#![expect(
    clippy::cast_possible_wrap,
    clippy::cast_possible_truncation,
    reason = "small counts made into bytes"
)]

use super::{
    oracle::{Judge, Sitting, actor},
    stage::{OFFICER, PRESIDENT, SECOND, SECRETARY, SUPERVISOR, Stage, THIRD, WAIT, account},
};
use crate::{
    board::{self, ItemState, paper_digest},
    code::{HearingForm, MeetingStage, Resolution},
    event::MeasureAct,
    id::AccountId,
    time::Timestamp,
};

/// What makes two states the same.
pub(super) fn key(stage: &Stage, judge: &Judge) -> Vec<u8> {
    let mut key = Vec::with_capacity(96);
    let today = stage.now.date();
    let mut put = |value: i64| key.push(u8::try_from(value.clamp(-1, 200) + 1).unwrap_or(0));
    let days = |at: Option<Timestamp>| {
        at.map_or(-1, |at| {
            i64::from((at.date() - today).get_days()).clamp(-WAIT, 15) + 20
        })
    };
    let sent = |letter: Option<&crate::measure::Dispatch>| {
        letter.map_or(0, |l| 1 + i64::from(l.delivered_at.is_some()))
    };
    let m = &stage.measure;
    put(m.stage as i64);
    put(m.body as i64);
    put(sent(m.explanation.as_ref()));
    put(sent(m.notice.as_ref()));
    let h = &m.hearing;
    // How the hearing ended, and in which form, matters to nobody once it has ended.
    let at_meeting = h.form == HearingForm::AtMeeting;
    put(i64::from(at_meeting) + 2 * i64::from(h.closed.is_some()));
    let officer =
        |id: Option<AccountId>| id.map_or(-1, |id| i64::try_from(id.0.as_u128()).unwrap_or(0));
    put(officer(h.officer));
    if h.closed.is_none() {
        put(h.form as i64);
        put(days(h.fixed_at));
        put(sent(h.notice.as_ref()));
        put(h.notice_days().map_or(-1, |n| i64::from(n >= 7)));
        let age = |at: Option<Timestamp>| {
            at.map_or(-1, |at| i64::from((today - at.date()).get_days()).min(6))
        };
        put(age(h.record.as_ref().and_then(|r| r.delivered_at)));
        put(sent(h.record.as_ref()));
        for flag in [
            h.excused,
            h.statement_at.is_some(),
            h.waived_at.is_some(),
            h.held_at.is_some(),
            h.corrected_at.is_some(),
        ] {
            put(i64::from(flag));
        }
    }
    for n in [PRESIDENT, SECOND, THIRD, OFFICER] {
        match m.interests.get(&account(n)) {
            None => put(-1),
            Some(interest) => {
                put(interest.declared.map_or(-1, |kind| kind as i64));
                put(i64::from(interest.challenged) * 4
                    + interest.ruling.map_or(0, |ruling| 1 + ruling as i64));
            }
        }
    }
    put(m.placed.map_or(-1, |placed| placed.question as i64));
    match &m.motion {
        None => put(-1),
        Some(motion) => {
            put(match motion.act {
                MeasureAct::Guide { .. } => 0,
                MeasureAct::Notify { .. } => 1,
                MeasureAct::TakeEffect { .. } => 2,
                MeasureAct::Restore { .. } => 3,
            });
            let mover = [SECRETARY, PRESIDENT, SUPERVISOR]
                .into_iter()
                .position(|n| motion.by == actor(n));
            put(mover.map_or(-1, |n| n as i64));
        }
    }
    put(i64::from(m.is_annulled()));
    put(i64::from(
        m.decisions
            .iter()
            .any(|d| d.resolution == Resolution::Deferred),
    ));
    put(i64::from(m.had_more_time()));
    put(i64::from(m.effect.is_some()));
    for clock in [
        "STATEMENT",
        "HEARING_NOTICE",
        "REV_NOTICE",
        "REC_COMPLY",
        "REV_START",
    ] {
        let open = m
            .deadlines
            .values()
            .find(|d| d.clock == clock && d.is_open());
        put(match (open, clock) {
            (None, _) => -1,
            (Some(_), "HEARING_NOTICE" | "REV_NOTICE" | "REV_START") => 0,
            (Some(d), _) => days(Some(d.due.ends_at)),
        });
    }
    put(i64::from(stage.member.left.is_some()));
    if let Some(meeting) = &stage.meeting {
        meeting_key(stage, meeting, &mut key);
    }
    judge_key(stage, judge, &mut key);
    key
}

fn meeting_key(stage: &Stage, meeting: &board::Meeting, key: &mut Vec<u8>) {
    let today = stage.now.date();
    let mut put = |value: i64| key.push(u8::try_from(value.clamp(-1, 200) + 1).unwrap_or(0));
    put(meeting.stage as i64);
    put(meeting.body as i64);
    if matches!(
        meeting.stage,
        MeetingStage::Prepared | MeetingStage::Notified
    ) {
        put(i64::from((meeting.at.date() - today).get_days()).clamp(-WAIT, 15) + 20);
        put(meeting.waived.len() as i64);
        put(meeting.notified_at.map_or(-1, |at| {
            i64::from((meeting.at.date() - at.date()).get_days() > 7)
        }));
    }
    for presence in meeting.presence.values() {
        put(i64::from(presence.until.is_some()));
    }
    for seat in meeting.seats.keys() {
        put(i64::from(meeting.is_present(seat)));
    }
    for item in &meeting.items {
        put(match item.state {
            ItemState::Listed {} => 0,
            ItemState::Open { .. } => 1,
            ItemState::Resolved { .. } => 2,
            ItemState::Withdrawn {} => 3,
        });
        if item.is_over() {
            continue;
        }
        put(i64::from(item.paper == paper_digest("議案", "甲")));
        put(item.heard.map_or(-1, |how| how as i64));
        put(item.read.len() as i64);
        for seat in meeting.seats.keys() {
            put(item
                .votes
                .get(seat)
                .map_or(-1, |ballot| ballot.choice as i64));
        }
    }
}

/// What the judge remembers beyond the state. Where the program is right there is nothing of it, and
/// where a guard is missing two states must not be taken for one.
fn judge_key(stage: &Stage, judge: &Judge, key: &mut Vec<u8>) {
    let flags = [
        judge.explained,
        judge.heard,
        judge.held && !judge.heard,
        judge.served && !judge.heard,
        judge.notified,
    ];
    key.extend(flags.map(u8::from));
    let told = judge.told.zip(judge.fixed).map_or(0, |(told, fixed)| {
        1 + u8::from((fixed - told).get_days() > 7)
    });
    if !judge.heard {
        key.push(told);
    }
    key.push(judge.excluded.len() as u8 * 8 + judge.pending.len() as u8);
    key.push(
        judge
            .mover
            .filter(|_| stage.measure.motion.is_some())
            .map_or(0, |n| n as u8),
    );
    if let Some(Sitting {
        open,
        voting,
        present,
        votes,
        ..
    }) = &judge.meeting
    {
        let flags = u8::from(*open) * 2 + u8::from(*voting);
        key.extend([flags, present.len() as u8, votes.len() as u8]);
    }
}
