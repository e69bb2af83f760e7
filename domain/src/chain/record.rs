//! One ledger record: ten fields, canonical bytes, nothing that could be a person's.
//!
//! The public part holds codes, ids and dates; the rule that it is printable ASCII is the privacy
//! rule, for Japanese text is free text and may only be committed to in `sd`. DEL and control
//! characters are refused too: there Python's and RFC 8785's escapes differ.

use super::{ChainError, Hash};
use crate::time::Timestamp;
use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Most bytes a body may have: a workbook cell holds 32,767 characters and must hold it whole.
pub const BODY_LIMIT: usize = 30_000;

/// Integers are smaller than this in magnitude (2^53), so every JSON reader keeps them exact.
pub const INTEGER_LIMIT: u64 = 1 << 53;

/// How deep objects and arrays may nest in the public part.
const DEPTH_LIMIT: usize = 16;

/// One record of the ledger.
///
/// ```
/// use domain::chain::{Hash, Record};
/// let record = Record {
///     log: "kigen.example.jp/log1".into(),
///     seq: 0,
///     ts: "2026-05-02T00:05:00.000000Z".parse().unwrap(),
///     actor: "system:escalate".into(),
///     kind: "deadline.escalated".into(),
///     v: 1,
///     obj: "case:0198".into(),
///     prev: Hash::ZERO,
///     public: serde_json::from_str(r#"{"level":2,"due":"2026-05-01"}"#).unwrap(),
///     sd: std::collections::BTreeMap::new(),
/// };
/// let body = record.to_body().unwrap();
/// assert!(body.starts_with(br#"{"actor":"system:escalate","kind":"#));
/// assert_eq!(Record::parse(&body).unwrap(), record);
/// assert!(Record::parse(b"{}").is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Name of the log (origin), the same in every record of it.
    pub log: String,
    /// Zero-based leaf index, without gaps, below 2^53.
    pub seq: u64,
    /// When it was recorded.
    pub ts: Timestamp,
    /// Code of who acted: `u:…`, `m:…`, `system:<job>`, `cli:…`.
    pub actor: String,
    /// What happened, such as `case.accepted`.
    pub kind: String,
    /// Version of the shape of `public` and `sd` for this kind.
    pub v: u64,
    /// What it happened to, such as `case:<uuid>`.
    pub obj: String,
    /// SHA-256 of the body before; [`Hash::ZERO`] in the first record.
    pub prev: Hash,
    /// The public part, `pub` in the body.
    #[serde(rename = "pub")]
    pub public: Map<String, Value>,
    /// Commitments to private values: field name to digest ([`super::Disclosure::digest`]).
    pub sd: BTreeMap<String, String>,
}

impl Record {
    /// The body: canonical bytes of this record.
    ///
    /// # Errors
    /// A value outside the subset, or a body above [`BODY_LIMIT`].
    pub fn to_body(&self) -> Result<Vec<u8>, ChainError> {
        self.check()?;
        let body = canonical(self)?;
        if body.len() > BODY_LIMIT {
            return Err(ChainError::TooLong(body.len()));
        }
        Ok(body)
    }

    /// Reads a body and accepts nothing but the exact bytes [`Record::to_body`] writes.
    ///
    /// # Errors
    /// Not JSON, not exactly the ten keys, outside the subset, too long, or another spelling of the
    /// same values.
    pub fn parse(body: &[u8]) -> Result<Self, ChainError> {
        if body.len() > BODY_LIMIT {
            return Err(ChainError::TooLong(body.len()));
        }
        let record: Self = serde_json::from_slice(body).map_err(|error| {
            // The reader's own message may quote a value; its place is enough.
            ChainError::Malformed(format!(
                "{:?} error at byte {}",
                error.classify(),
                error.column()
            ))
        })?;
        if record.to_body()? == body {
            Ok(record)
        } else {
            Err(ChainError::NotCanonical)
        }
    }

    fn check(&self) -> Result<(), ChainError> {
        for (name, text) in [
            ("log", &self.log),
            ("actor", &self.actor),
            ("kind", &self.kind),
            ("obj", &self.obj),
        ] {
            check_text(name, text)?;
            if text.is_empty() {
                return Err(ChainError::Empty(name));
            }
        }
        for (name, number) in [("seq", self.seq), ("v", self.v)] {
            if number >= INTEGER_LIMIT {
                return Err(ChainError::NotInteger(name.to_owned()));
            }
        }
        check_map(&self.public, 0)?;
        for (field, digest) in &self.sd {
            check_text(field, field)?;
            let bytes = BASE64URL_NOPAD
                .decode(digest.as_bytes())
                .map_err(|_| ChainError::BadDigest(field.clone()))?;
            if bytes.len() != 32 {
                return Err(ChainError::BadDigest(field.clone()));
            }
        }
        Ok(())
    }
}

/// The hash of a record: SHA-256 of its body, the next record's `prev`.
#[must_use]
pub fn record_sha256(body: &[u8]) -> Hash {
    Hash::of(body)
}

/// The canonical bytes (RFC 8785) of any value.
///
/// # Errors
/// The value cannot be written as JSON at all (a map with keys that are not text, a number that is
/// not finite).
pub fn canonical<T: Serialize>(value: &T) -> Result<Vec<u8>, ChainError> {
    serde_json_canonicalizer::to_vec(value)
        .map_err(|error| ChainError::Malformed(error.to_string()))
}

fn check_text(name: &str, text: &str) -> Result<(), ChainError> {
    if text.bytes().all(|byte| (0x20..=0x7e).contains(&byte)) {
        Ok(())
    } else {
        Err(ChainError::NotAscii(name.escape_debug().to_string()))
    }
}

fn check_map(map: &Map<String, Value>, depth: usize) -> Result<(), ChainError> {
    for (name, value) in map {
        check_text(name, name)?;
        check_value(name, value, depth)?;
    }
    Ok(())
}

fn check_value(name: &str, value: &Value, depth: usize) -> Result<(), ChainError> {
    if depth >= DEPTH_LIMIT {
        return Err(ChainError::TooDeep(name.to_owned()));
    }
    match value {
        Value::Null => Err(ChainError::Null(name.to_owned())),
        Value::Bool(_) => Ok(()),
        Value::Number(number) => {
            let exact = number
                .as_i64()
                .is_some_and(|n| n.unsigned_abs() < INTEGER_LIMIT);
            if exact {
                Ok(())
            } else {
                Err(ChainError::NotInteger(name.to_owned()))
            }
        }
        Value::String(text) => check_text(name, text),
        Value::Array(items) => items
            .iter()
            .try_for_each(|item| check_value(name, item, depth + 1)),
        Value::Object(map) => check_map(map, depth + 1),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;
    use serde_json::json;

    pub(in crate::chain) fn sample(seq: u64, prev: Hash) -> Record {
        let public = json!({"level": 2, "due": "2026-05-01", "nested": {"b": [1, -2], "a": true}});
        Record {
            log: "kigen.example.jp/log1".into(),
            seq,
            ts: Timestamp::from_micros(1_777_680_300_000_000 + i64::try_from(seq).unwrap()),
            actor: "u:7f3c".into(),
            kind: "case.deadline.escalated".into(),
            v: 1,
            obj: "case:0198".into(),
            prev,
            public: public.as_object().unwrap().clone(),
            sd: BTreeMap::from([("note".into(), BASE64URL_NOPAD.encode(&[7; 32]))]),
        }
    }

    fn body_with(public: &str) -> Vec<u8> {
        let text = String::from_utf8(sample(0, Hash::ZERO).to_body().unwrap()).unwrap();
        let start = text.find("\"pub\":").unwrap() + 6;
        let end = text.find(",\"sd\":").unwrap();
        format!("{}{public}{}", &text[..start], &text[end..]).into_bytes()
    }

    #[test]
    fn the_bytes_are_these_and_no_others() {
        let body = sample(3, Hash::ZERO).to_body().unwrap();
        assert_eq!(
            String::from_utf8(body).unwrap(),
            "{\"actor\":\"u:7f3c\",\"kind\":\"case.deadline.escalated\",\"log\":\"kigen.example.jp/log1\",\
             \"obj\":\"case:0198\",\"prev\":\"0000000000000000000000000000000000000000000000000000000000000000\",\
             \"pub\":{\"due\":\"2026-05-01\",\"level\":2,\"nested\":{\"a\":true,\"b\":[1,-2]}},\
             \"sd\":{\"note\":\"BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc\"},\"seq\":3,\
             \"ts\":\"2026-05-02T00:05:00.000003Z\",\"v\":1}"
        );
    }

    #[rstest]
    #[case::space(r#"{"a": 1}"#, "canonical")]
    #[case::order(r#"{"b":1,"a":1}"#, "canonical")]
    #[case::twice(r#"{"a":1,"a":1}"#, "canonical")]
    #[case::escape(r#"{"a":"\u0041"}"#, "canonical")]
    #[case::exponent(r#"{"a":1e2}"#, "integer")]
    #[case::minus_zero(r#"{"a":-0}"#, "integer")]
    #[case::fraction(r#"{"a":1.5}"#, "integer")]
    #[case::big(r#"{"a":9007199254740992}"#, "integer")]
    #[case::very_big(r#"{"a":18446744073709551615}"#, "integer")]
    #[case::null(r#"{"a":null}"#, "null")]
    #[case::japanese(r#"{"a":"名"}"#, "ASCII")]
    #[case::japanese_key(r#"{"名":1}"#, "ASCII")]
    #[case::del("{\"a\":\"\u{7f}\"}", "ASCII")]
    #[case::newline(r#"{"a":"\n"}"#, "ASCII")]
    #[case::deep("{\"a\":[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]}", "deep")]
    #[case::not_json("{", "not a record")]
    #[case::not_an_object("[]", "not a record")]
    fn outside_the_subset_is_refused(#[case] public: &str, #[case] says: &str) {
        let error = Record::parse(&body_with(public)).unwrap_err().to_string();
        assert!(error.contains(says), "{error}");
    }

    #[test]
    fn missing_additional_and_empty_fields_are_refused() {
        let body = String::from_utf8(sample(0, Hash::ZERO).to_body().unwrap()).unwrap();
        for (from, to) in [
            (",\"v\":1", ""),
            (",\"v\":1", ",\"v\":1,\"w\":1"),
            (",\"v\":1", ",\"v\":1,\"v\":1"),
            ("\"u:7f3c\"", "\"\""),
            ("BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc", "BwcH"),
            ("BwcHBwc\"", "BwcHBwd\""),
            ("0000\"", "000A\""),
            (".000000Z", "Z"),
        ] {
            let changed = body.replacen(from, to, 1);
            assert_ne!(changed, body);
            assert!(Record::parse(changed.as_bytes()).is_err(), "{changed}");
        }
        assert!(Record::parse(format!("{body}\n").as_bytes()).is_err());
    }

    #[test]
    fn a_body_has_at_most_30_000_bytes() {
        let mut record = sample(0, Hash::ZERO);
        let spare = BODY_LIMIT - record.to_body().unwrap().len() - ",\"x\":\"\"".len();
        record.public.insert("x".into(), "x".repeat(spare).into());
        assert_eq!(record.to_body().unwrap().len(), BODY_LIMIT);
        record
            .public
            .insert("x".into(), "x".repeat(spare + 1).into());
        assert_eq!(record.to_body(), Err(ChainError::TooLong(BODY_LIMIT + 1)));
    }

    #[test]
    fn errors_do_not_quote_values() {
        let body = body_with(r#"{"a":1}"#);
        let text = String::from_utf8(body).unwrap();
        let leak = text.replacen("\"seq\":0", "\"seq\":\"Yamada\"", 1);
        let error = Record::parse(leak.as_bytes()).unwrap_err().to_string();
        assert!(!error.contains("Yamada"), "{error}");
    }

    fn json_value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            any::<bool>().prop_map(Value::from),
            (-9_007_199_254_740_991_i64..=9_007_199_254_740_991).prop_map(Value::from),
            "[ -~]{0,12}".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                proptest::collection::btree_map("[ -~]{0,6}", inner, 0..4)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        /// In the subset, sorted keys and no spaces are all there is to the canonical form.
        #[test]
        fn canonical_is_sorted_and_compact(value in json_value()) {
            let mut record = sample(0, Hash::ZERO);
            record.public.insert("any".into(), value);
            let body = record.to_body().unwrap();
            let sorted: BTreeMap<String, Value> = serde_json::from_slice(&body).unwrap();
            prop_assert_eq!(serde_json::to_vec(&sorted).unwrap(), body.clone());
            prop_assert_eq!(Record::parse(&body).unwrap(), record);
        }

        /// Whatever the bytes, `parse` answers, and what it accepts it writes again.
        #[test]
        fn parse_accepts_only_what_it_writes(at in 0_usize..300, byte: u8) {
            let mut body = sample(5, Hash::ZERO).to_body().unwrap();
            let at = at % body.len();
            body[at] = byte;
            if let Ok(record) = Record::parse(&body) {
                prop_assert_eq!(record.to_body().unwrap(), body);
            }
        }
    }
}
