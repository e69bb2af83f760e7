//! Reading documents that people write: an unknown key is an error that names the key, the place
//! and the likely intention, because a misspelt key that is silently ignored is a deadline that is
//! silently wrong.

use serde::de::DeserializeOwned;

/// A document does not fit its form.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{message}{}", .path.as_ref().map(|p| format!("{p}: ")).unwrap_or_default(), .suggestion.as_ref().map(|s| format!(" (did you mean `{s}`?)")).unwrap_or_default())]
pub struct BadDocument {
    /// What does not fit.
    pub message: String,
    /// The key under which it stands, such as `clock[3].period`.
    pub path: Option<String>,
    /// The known key that was probably meant.
    pub suggestion: Option<String>,
}

/// Reads TOML.
///
/// # Errors
/// The text is not TOML, has an unknown key, lacks a key or has a value of another kind.
pub fn from_toml<T: DeserializeOwned>(text: &str) -> Result<T, BadDocument> {
    let reader = toml::Deserializer::parse(text).map_err(|e| BadDocument {
        message: e.to_string().trim().to_owned(),
        path: None,
        suggestion: None,
    })?;
    serde_path_to_error::deserialize(reader).map_err(|e| {
        let path = e.path().to_string();
        let message = e.into_inner().message().to_owned();
        explain(message, (path != ".").then_some(path))
    })
}

/// Adds the likely intention to a message of serde's form "unknown field `x`, expected one of …".
#[must_use]
pub fn explain(message: String, path: Option<String>) -> BadDocument {
    let mut quoted = message.split('`').skip(1).step_by(2);
    let suggestion = match (message.starts_with("unknown"), quoted.next()) {
        (true, Some(unknown)) => quoted
            .map(|known| (strsim::damerau_levenshtein(unknown, known), known))
            .min()
            .filter(|(distance, known)| *distance <= known.len().max(3) / 2)
            .map(|(_, known)| known.to_owned()),
        _ => None,
    };
    BadDocument {
        message,
        path,
        suggestion,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Deserialize, Debug)]
    #[serde(deny_unknown_fields)]
    struct Outer {
        #[expect(dead_code, reason = "only its name matters")]
        listen: Option<String>,
        #[expect(dead_code, reason = "only its name matters")]
        inner: Option<Inner>,
    }

    #[derive(Deserialize, Debug)]
    #[serde(deny_unknown_fields)]
    struct Inner {
        #[expect(dead_code, reason = "only its name matters")]
        recipient: Option<String>,
    }

    #[test]
    fn a_misspelt_key_is_named_with_the_likely_one() {
        let bad = from_toml::<Outer>("[inner]\nrecipent = 'a'").unwrap_err();
        assert_eq!(bad.suggestion.as_deref(), Some("recipient"));
        assert!(bad.to_string().contains("recipent"), "{bad}");
        assert!(bad.path.unwrap().starts_with("inner"));
        let far = from_toml::<Outer>("zzzzzzzzzz = 1").unwrap_err();
        assert_eq!(far.suggestion, None);
    }
}
