//! A step that can be taken now: a named transition with the address of its form.

/// A possible step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The transition's name, part of its address.
    pub code: String,
    /// The address of its form.
    pub href: String,
    /// Whether it is the one that leads on.
    pub primary: bool,
    /// Whether a second person must approve.
    pub two_person: bool,
}

/// Steps that are possible most of the time and needed seldom: they stand behind a fold.
const RARE: [&str; 17] = [
    "assign",
    "ask-time",
    "bar",
    "declare",
    "destroy-attachment",
    "extend-deadline",
    "give-opportunity",
    "join-incident",
    "leave-incident",
    "link",
    "make-demand",
    "propose-discontinuation",
    "propose-part-refusal",
    "propose-suspension",
    "propose-withholding",
    "reclassify",
    "send-again",
];

impl Step {
    /// Whether it stands in view without unfolding anything.
    #[must_use]
    pub fn is_common(&self) -> bool {
        self.primary || !RARE.contains(&self.code.as_str())
    }
}
