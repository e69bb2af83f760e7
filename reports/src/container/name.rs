//! Which names may stand in a package: plain relative ASCII paths that mean the same on every system.
//!
//! Unicode normalisation breaks bags and UTF-8 zip names garble on Japanese Windows, so names are
//! ASCII; what could leave the folder, hide, or collide on another system is refused.

/// Why a name may not stand in a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadName {
    /// Empty, or longer than 200 bytes.
    #[error("empty or longer than 200 bytes")]
    Length,
    /// A character other than ASCII letters, digits and `. _ - /`.
    #[error("only ASCII letters, digits, '.', '_', '-' and '/' may stand in a name")]
    Character,
    /// An empty part, `.`, `..`, a part that begins or ends with a dot, or an absolute path.
    #[error("the path is absolute or has an empty, hidden or dotted part")]
    Path,
    /// A device name on Windows.
    #[error("a part is a device name on Windows")]
    Device,
}

/// Accepts plain relative ASCII paths only.
///
/// ```
/// use reports::container::{BadName, check_name};
/// assert_eq!(check_name("audit-2026/data/ledger.xlsx"), Ok(()));
/// assert_eq!(check_name("../etc/passwd"), Err(BadName::Path));
/// assert_eq!(check_name("監査.xlsx"), Err(BadName::Character));
/// ```
///
/// # Errors
/// Says what is wrong with the name.
pub fn check_name(name: &str) -> Result<(), BadName> {
    if name.is_empty() || name.len() > 200 {
        return Err(BadName::Length);
    }
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-/".contains(&byte);
    if !name.bytes().all(plain) {
        return Err(BadName::Character);
    }
    for part in name.split('/') {
        if part.is_empty() || part.starts_with('.') || part.ends_with('.') {
            return Err(BadName::Path);
        }
        let stem = part.split('.').next().unwrap_or(part).to_ascii_lowercase();
        let numbered = |device: &str| {
            stem.strip_prefix(device)
                .is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_digit()))
        };
        if ["con", "prn", "aux", "nul"].contains(&stem.as_str())
            || numbered("com")
            || numbered("lpt")
        {
            return Err(BadName::Device);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_names_are_refused() {
        for (name, expected) in [
            ("", Err(BadName::Length)),
            ("/etc/passwd", Err(BadName::Path)),
            ("a//b", Err(BadName::Path)),
            ("a/../b", Err(BadName::Path)),
            ("a/", Err(BadName::Path)),
            (".ssh/config", Err(BadName::Path)),
            ("a.", Err(BadName::Path)),
            ("C:\\x", Err(BadName::Character)),
            ("a b", Err(BadName::Character)),
            ("a\n", Err(BadName::Character)),
            ("data/NUL.txt", Err(BadName::Device)),
            ("com1", Err(BadName::Device)),
            ("data/common.txt", Ok(())),
            ("bag-info.txt", Ok(())),
        ] {
            assert_eq!(check_name(name), expected, "{name:?}");
        }
        assert_eq!(check_name(&"a".repeat(201)), Err(BadName::Length));
    }
}
