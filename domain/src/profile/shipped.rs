//! The profiles that come with the program: one for each rule document, with the defaults that an
//! organisation starts from.

/// The shipped profiles: code and text.
pub const SHIPPED: &[(&str, &str)] = &[
    ("jecia", include_str!("../../profiles/jecia.toml")),
    ("japico", include_str!("../../profiles/japico.toml")),
];

#[cfg(test)]
mod tests;
