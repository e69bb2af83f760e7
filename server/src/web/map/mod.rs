//! From the office's read models to views. Nothing is decided here, only put into words.

pub(crate) mod case;
pub(crate) mod deadline;
pub(crate) mod moment;
pub(crate) mod work;
