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
