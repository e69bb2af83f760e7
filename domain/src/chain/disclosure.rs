//! A private value outside the record, and the digest inside it (RFC 9901, section 4.2).
//!
//! A disclosure is `base64url([salt, field, value])`; the record holds the base64url of its SHA-256.
//! The preimage is ASCII, so `printf %s "$d" | sha256sum` recomputes it. With 256 random bits of salt
//! destroyed, a digest says nothing about its value. Salts are drawn by the caller.

use super::ChainError;
use data_encoding::BASE64URL_NOPAD;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// A private value with its salt, encoded. Whoever holds it knows the value.
///
/// ```
/// use domain::chain::Disclosure;
/// let d = Disclosure::new(&[9; 32], "note", &"電話あり".into());
/// let opened = Disclosure::open(d.encoded()).unwrap();
/// assert_eq!((opened.field.as_str(), opened.value), ("note", "電話あり".into()));
/// assert_eq!(d.digest().len(), 43);
/// assert!(Disclosure::open("!").is_err());
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Disclosure {
    encoded: String,
}

/// What a disclosure says.
#[derive(Clone, PartialEq)]
pub struct Opened {
    /// The salt as written; ours are 43 characters of base64url, 32 bytes.
    pub salt: String,
    /// Name of the private field.
    pub field: String,
    /// Its value.
    pub value: Value,
}

impl Disclosure {
    /// The disclosure of `value` under a salt that is used for this field of this record only.
    #[must_use]
    pub fn new(salt: &[u8; 32], field: &str, value: &Value) -> Self {
        let array = Value::Array(vec![
            Value::from(BASE64URL_NOPAD.encode(salt)),
            Value::from(field),
            value.clone(),
        ]);
        Self {
            encoded: BASE64URL_NOPAD.encode(array.to_string().as_bytes()),
        }
    }

    /// The encoded form, to be stored encrypted and apart from the record.
    #[must_use]
    pub fn encoded(&self) -> &str {
        &self.encoded
    }

    /// The digest that stands in the record: 43 characters.
    #[must_use]
    pub fn digest(&self) -> String {
        Self::digest_of(&self.encoded)
    }

    /// The digest of an encoded disclosure: 43 characters.
    #[must_use]
    pub fn digest_of(encoded: &str) -> String {
        BASE64URL_NOPAD.encode(&Sha256::digest(encoded.as_bytes()))
    }

    /// Reads an encoded disclosure of an object's field.
    ///
    /// # Errors
    /// Not base64url, not JSON, or not an array of salt, field name and value.
    pub fn open(encoded: &str) -> Result<Opened, ChainError> {
        let bytes = BASE64URL_NOPAD
            .decode(encoded.as_bytes())
            .map_err(|_| ChainError::BadDisclosure("not base64url"))?;
        let (salt, field, value): (String, String, Value) = serde_json::from_slice(&bytes)
            .map_err(|_| ChainError::BadDisclosure("not [salt, field, value]"))?;
        Ok(Opened { salt, field, value })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The figures printed in RFC 9901 sections 4.2.1, 4.2.3 and 5.
    #[test]
    fn the_figures_of_rfc_9901() {
        for (encoded, digest, field, value) in [
            (
                "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0",
                "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0",
                "family_name",
                "Möbius",
            ),
            (
                "WyIyR0xDNDJzS1F2ZUNmR2ZyeU5STjl3IiwgImdpdmVuX25hbWUiLCAiSm9obiJd",
                "jsu9yVulwQQlhFlM_3JlzMaSFzglhQG0DpfayQwLUK4",
                "given_name",
                "John",
            ),
            (
                "WyJlbHVWNU9nM2dTTklJOEVZbnN4QV9BIiwgImZhbWlseV9uYW1lIiwgIkRvZSJd",
                "TGf4oLbgwd5JQaHyKVQZU9UdGE0w5rtDsrZzfUaomLo",
                "family_name",
                "Doe",
            ),
        ] {
            assert_eq!(Disclosure::digest_of(encoded), digest);
            let opened = Disclosure::open(encoded).unwrap();
            assert_eq!((opened.field.as_str(), opened.value), (field, value.into()));
        }
    }

    #[test]
    fn array_elements_and_rubbish_are_no_field_disclosures() {
        // RFC 9901 section 4.2.2: an array element has no field name.
        assert!(Disclosure::open("WyJsa2x4RjVqTVlsR1RQVW92TU5JdkNBIiwgIkZSIl0").is_err());
        for rubbish in ["", "A", "WyJ", "e30", "W10", "YQ=="] {
            assert!(Disclosure::open(rubbish).is_err(), "{rubbish}");
        }
    }

    proptest! {
        #[test]
        fn what_is_put_in_comes_out(salt: [u8; 32], field in "[a-z_]{1,12}", value in "\\PC{0,40}") {
            let made = Disclosure::new(&salt, &field, &Value::from(value.clone()));
            let opened = Disclosure::open(made.encoded()).unwrap();
            prop_assert_eq!(BASE64URL_NOPAD.decode(opened.salt.as_bytes()).unwrap(), salt);
            prop_assert_eq!(opened.field, field);
            prop_assert_eq!(opened.value, Value::from(value));
            prop_assert_eq!(made.digest().len(), 43);
        }
    }
}
