//! What the roster cannot do, put into words: the same on the page and at the command line.

use crate::web::{text::Ui, view::people::Gap};
use domain::{
    id::AccountId,
    roster::{self, Lack},
};

/// One line for each lack, with the acts it concerns.
pub(crate) fn gaps(ui: Ui, found: &[roster::Gap], name: impl Fn(AccountId) -> String) -> Vec<Gap> {
    let comma = ui.t("list-separator");
    let act = |act: &str| match ui.term("gapact", act) {
        own if own == act => ui.term("step", act),
        own => own,
    };
    let mut lines: Vec<Gap> = Vec::new();
    for gap in found {
        let lack = gap.lack.code();
        let names: Vec<String> = gap.whose.iter().map(|id| name(*id)).collect();
        match lines.last_mut() {
            // One by one where it is about people.
            Some(line) if line.lack == lack && gap.lack != Lack::NoSecond => {
                line.acts.push_str(&comma);
                line.acts.push_str(&act(gap.act));
            }
            _ => lines.push(Gap {
                lack,
                acts: act(gap.act),
                whose: names.join(&comma),
            }),
        }
    }
    lines
}
