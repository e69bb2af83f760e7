//! The blind index: for every value that is searched, keyed hashes of its folded two-character
//! tokens, so that words are found without opening what does not hold them.
//!
//! The class stands inside the hash: who searches the classes that they open finds nothing in the
//! others, and a stolen database does not tell which name stands in which text. The key follows from
//! the secrets file. Rows are written with the value, in its transaction, and a trigger takes them
//! away with it; a value whose key was destroyed alone is left out when it is opened for comparing.

use crate::{
    database::{DatabaseError, Tx},
    entity::blind_token,
    secrets::Secrets,
};
use domain::{
    code::Class,
    fold::{self, Folded, Token},
    search::is_searched,
};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sea_orm::{ActiveValue::Set, EntityTrait as _};
use sha2::Sha256;
use std::{collections::BTreeSet, fmt};

/// Rows of one INSERT, well below the number of bound values either engine accepts.
const ROWS_OF_INSERT: usize = 1_000;

/// The key of the blind index.
#[derive(Clone)]
pub(crate) struct BlindKey(Hmac<Sha256>);

impl fmt::Debug for BlindKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BlindKey(..)")
    }
}

impl BlindKey {
    /// The key that follows from the secrets.
    pub(crate) fn of(secrets: &Secrets) -> Self {
        let key = secrets.derived("blind index");
        let mut block = [0; 64];
        for (to, from) in block.iter_mut().zip(key.iter()) {
            *to = *from;
        }
        Self(Hmac::new(&block.into()))
    }

    /// Changes with the key and with the folding: what was indexed under another mark is indexed
    /// again.
    pub(crate) fn mark(&self) -> i64 {
        self.hash(&[b"mark", &fold::VERSION.to_be_bytes()])
    }

    /// The hash of a token in a class.
    pub(crate) fn token(&self, class: Class, [first, second]: Token) -> i64 {
        let chars = [first, second].map(|c| u32::from(c).to_be_bytes());
        self.hash(&[class.code().as_bytes(), b"|", chars.as_flattened()])
    }

    fn hash(&self, parts: &[&[u8]]) -> i64 {
        let mut mac = self.0.clone();
        for part in parts {
            mac.update(part);
        }
        let bytes: [u8; 32] = mac.finalize().into_bytes().into();
        i64::from_be_bytes(bytes.first_chunk().copied().unwrap_or_default())
    }

    /// The hashes of a value's tokens; none for a value that is not searched.
    pub(crate) fn tokens(&self, class: Class, field: &str, text: &str) -> BTreeSet<i64> {
        if !is_searched(class, field) {
            return BTreeSet::new();
        }
        Folded::of(text)
            .tokens()
            .into_iter()
            .map(|token| self.token(class, token))
            .collect()
    }

    /// The rows of a value.
    pub(crate) fn rows(
        &self,
        seq: i64,
        class: Class,
        field: &str,
        text: &str,
    ) -> Vec<blind_token::ActiveModel> {
        self.tokens(class, field, text)
            .into_iter()
            .map(|token| blind_token::ActiveModel {
                token: Set(token),
                seq: Set(seq),
                field: Set(field.to_owned()),
            })
            .collect()
    }
}

/// Writes rows of the index.
pub(crate) async fn insert(
    tx: &Tx,
    rows: Vec<blind_token::ActiveModel>,
) -> Result<(), DatabaseError> {
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        blind_token::Entity::insert_many(rows.by_ref().take(ROWS_OF_INSERT))
            .exec_without_returning(&**tx)
            .await?;
    }
    Ok(())
}
