//! A bar chart: one bar per label, in parts by state. Shown as a picture and as a table.

/// The parts of a bar by officer, in the order of urgency.
pub const BY_OFFICER: &[&str] = &["overdue", "today", "week", "paused"];

/// The parts of a bar by week: the states of a deadline.
pub const BY_WEEK: &[&str] = &["overdue", "today", "near", "ample", "paused"];

/// One bar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Its label.
    pub label: String,
    /// Where its cases are listed.
    pub href: String,
    /// How many of each of the chart's parts.
    pub parts: Vec<u32>,
}

impl Bar {
    /// The whole.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.parts.iter().sum()
    }
}

/// A part as the picture draws it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The part's name.
    pub part: &'static str,
    /// Its left edge in thousandths of the width.
    pub x: u32,
    /// Its width in thousandths.
    pub width: u32,
    /// The number.
    pub count: u32,
}

/// A chart of bars.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chart {
    /// The id of its parts in the page.
    pub id: String,
    /// The caption.
    pub caption: String,
    /// The heading of the label column.
    pub label: String,
    /// The parts of each bar: [`BY_OFFICER`] or [`BY_WEEK`].
    pub parts: &'static [&'static str],
    /// The bars.
    pub bars: Vec<Bar>,
}

impl Chart {
    /// The bars with their blocks laid out against the longest bar.
    #[must_use]
    pub fn drawn(&self) -> Vec<(&Bar, Vec<Block>)> {
        let longest = self.bars.iter().map(Bar::total).max().unwrap_or(0).max(1);
        self.bars
            .iter()
            .map(|bar| {
                let mut before = 0;
                let blocks = self
                    .parts
                    .iter()
                    .zip(&bar.parts)
                    .filter(|(_, count)| **count > 0)
                    .map(|(part, &count)| {
                        let x = before * 1000 / longest;
                        before += count;
                        Block {
                            part,
                            x,
                            width: before * 1000 / longest - x,
                            count,
                        }
                    })
                    .collect();
                (bar, blocks)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_touch_and_the_longest_bar_fills_the_width() {
        let bar = |parts: [u32; 4]| Bar {
            label: "x".into(),
            href: String::new(),
            parts: parts.to_vec(),
        };
        let chart = Chart {
            parts: BY_OFFICER,
            bars: vec![bar([3, 0, 8, 2]), bar([0, 0, 1, 0]), bar([0; 4])],
            ..Chart::default()
        };
        let drawn = chart.drawn();
        let first = &drawn[0].1;
        assert_eq!(first.last().map(|b| b.x + b.width), Some(1000));
        assert!(
            first
                .windows(2)
                .all(|pair| pair[0].x + pair[0].width == pair[1].x)
        );
        assert_eq!(drawn[1].1.len(), 1);
        assert!(drawn[2].1.is_empty());
        assert!(Chart::default().drawn().is_empty());
    }
}
