//! Two texts side by side, line by line: what is gone, what is new.

use crate::web::view::board::DiffLine;

/// Texts with more pairs of lines than this are shown one after the other: nobody waits for a page.
const PAIRS_AT_MOST: usize = 1_000_000;

/// The lines of both texts, the old before the new where they differ. Empty when nothing does.
pub(crate) fn difference(old: &str, new: &str) -> Vec<DiffLine> {
    if old == new {
        return Vec::new();
    }
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let line = |what: &'static str, text: &str| DiffLine {
        what,
        text: text.to_owned(),
    };
    if old.len().saturating_mul(new.len()) > PAIRS_AT_MOST {
        let gone = old.iter().map(|text| line("gone", text));
        return gone
            .chain(new.iter().map(|text| line("new", text)))
            .collect();
    }
    let common = common(&old, &new);
    let at = |i: usize, j: usize| {
        common
            .get(i)
            .and_then(|row| row.get(j))
            .copied()
            .unwrap_or(0)
    };
    let (mut i, mut j) = (0, 0);
    let mut lines = Vec::new();
    loop {
        match (old.get(i), new.get(j)) {
            (Some(before), Some(after)) if before == after => {
                lines.push(line("same", before));
                i += 1;
                j += 1;
            }
            (Some(before), after) if after.is_none() || at(i + 1, j) >= at(i, j + 1) => {
                lines.push(line("gone", before));
                i += 1;
            }
            (_, Some(after)) => {
                lines.push(line("new", after));
                j += 1;
            }
            _ => return lines,
        }
    }
}

/// The length of the longest common rest from each pair of lines on.
fn common(old: &[&str], new: &[&str]) -> Vec<Vec<u32>> {
    let mut rows = vec![vec![0_u32; new.len() + 1]];
    for before in old.iter().rev() {
        let below = rows.last().cloned().unwrap_or_default();
        let mut row = vec![0_u32; new.len() + 1];
        let mut right = 0;
        for (j, after) in new.iter().enumerate().rev() {
            let cell = |row: &[u32], j: usize| row.get(j).copied().unwrap_or(0);
            right = if before == after {
                cell(&below, j + 1) + 1
            } else {
                cell(&below, j).max(right)
            };
            if let Some(place) = row.get_mut(j) {
                *place = right;
            }
        }
        rows.push(row);
    }
    rows.reverse();
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str) -> String {
        difference(old, new)
            .iter()
            .map(|line| match line.what {
                "gone" => format!("-{}", line.text),
                "new" => format!("+{}", line.text),
                _ => format!(" {}", line.text),
            })
            .collect::<Vec<_>>()
            .join("|")
    }

    #[test]
    fn only_what_changed_is_marked() {
        assert_eq!(shown("a\nb\nc", "a\nb\nc"), "");
        assert_eq!(shown("a\nb\nc", "a\nc\nd"), " a|-b| c|+d");
        assert_eq!(shown("30日", "14日"), "-30日|+14日");
        assert_eq!(shown("", "a"), "+a");
        assert_eq!(shown("a", ""), "-a");
        assert_eq!(shown("x\na\nb", "a\nb\nx"), "-x| a| b|+x");
    }

    #[test]
    fn a_text_of_very_many_lines_is_shown_whole() {
        let long = "x\n".repeat(2_000);
        let lines = difference(&long, &format!("y\n{long}"));
        assert_eq!(lines.len(), 4_001);
    }
}
