//! The clauses of the rule documents, as the auditor reads them.

/// A clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its number.
    pub id: &'static str,
    /// What it asks.
    pub words: &'static str,
    /// Where it is done; empty while it is not.
    pub page: &'static str,
    /// The tests that show it.
    pub tests: &'static [&'static str],
}

/// The table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clauses {
    /// Every clause in order.
    pub rows: Vec<Row>,
}

impl Clauses {
    /// How many are done.
    #[must_use]
    pub fn done(&self) -> usize {
        self.rows.iter().filter(|row| !row.page.is_empty()).count()
    }
}
