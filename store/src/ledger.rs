//! The ledger's rows. `append` is the only statement of the program that writes them; it runs in
//! the transaction of the change it records, under the lock of the head row.

use crate::{
    blind,
    database::{Database, DatabaseError, Engine, Tx},
    entity::{ledger, ledger_head, private_value},
    keys::{DataKey, KeyStore, SealError, seal},
    office::OfficeError,
    source::{Chance, fill},
};
use domain::{
    access::Actor,
    chain::{Disclosure, Hash, Link, LinkError, Record},
    code::Class,
    event::{BODY_VERSION, Draft, Entry, Field},
    time::Timestamp,
};
use rand_chacha::ChaCha20Rng;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter,
    QueryOrder, QuerySelect,
};
use std::collections::{BTreeMap, BTreeSet};

/// The head of the ledger, locked until the transaction ends.
#[derive(Debug)]
pub(crate) struct Head {
    pub(crate) log: String,
    pub(crate) size: u64,
    last_sha256: Hash,
    last_ts: Timestamp,
}

/// Rows read at a time when the whole ledger is walked.
const PAGE: u64 = 2_000;

/// Rows of one INSERT, well below the number of bound values either engine accepts.
const ROWS_OF_INSERT: usize = 500;

impl Head {
    /// Reads and locks the head; on a new database makes it.
    pub(crate) async fn lock(tx: &Tx, log: &str) -> Result<Self, OfficeError> {
        let lock = match tx.engine() {
            Engine::Sqlite => "",
            Engine::Postgres => " FOR UPDATE",
        };
        let find = || {
            tx.query_one_raw(tx.statement(
                &format!(
                    "SELECT log, size, last_sha256, last_ts_us FROM ledger_head WHERE id = 1{lock}"
                ),
                [],
            ))
        };
        let mut row = find().await?;
        if row.is_none() {
            tx.execute_raw(tx.statement(
                "INSERT INTO ledger_head (id, log, size, last_sha256, last_ts_us) VALUES (1, $1, 0, $2, $3)
                 ON CONFLICT (id) DO NOTHING",
                [log.into(), Hash::ZERO.to_string().into(), i64::MIN.into()],
            ))
            .await?;
            row = find().await?;
        }
        let damaged = |what| OfficeError::Damaged { seq: 0, what };
        let row = row.ok_or(damaged("the ledger has no head"))?;
        Ok(Self {
            log: row.try_get("", "log")?,
            size: u64::try_from(row.try_get::<i64>("", "size")?)
                .map_err(|_| damaged("size below zero"))?,
            last_sha256: row
                .try_get::<String>("", "last_sha256")?
                .parse()
                .map_err(|_| damaged("the head's digest cannot be read"))?,
            last_ts: Timestamp::from_micros(row.try_get("", "last_ts_us")?),
        })
    }

    /// Appends the records of `drafts` and seals their private values. A clock that went back does
    /// not take the ledger with it: a record is never older than the one before.
    pub(crate) async fn append(
        &mut self,
        tx: &Tx,
        keys: &KeyStore,
        chance: &Chance,
        actor: &Actor,
        now: Timestamp,
        drafts: &[Draft],
    ) -> Result<Vec<Entry>, OfficeError> {
        let ts = now.max(self.last_ts);
        let mut stream = chance.stream(self.size)?;
        // Identities were drawn from the first bytes; salts follow.
        let _: [u8; 64] = fill(&mut stream);
        let mut entries = Vec::with_capacity(drafts.len());
        let mut rows = Vec::with_capacity(drafts.len());
        let mut values = Vec::new();
        let blind = keys.blind();
        let mut tokens = Vec::new();
        for draft in drafts {
            let disclosures = disclose(draft, &mut stream)?;
            let (record, body) = self.record(draft, actor, ts, &disclosures)?;
            let sha256 = domain::chain::record_sha256(body.as_bytes());
            entries.push(Entry {
                seq: record.seq,
                at: ts,
                actor: actor.id.clone(),
                obj: draft.obj.clone(),
                event: draft.event.clone(),
                sha256: sha256.to_string(),
            });
            for (field, disclosure) in disclosures {
                let text = draft.private.get(field.name).map_or("", String::as_str);
                tokens.extend(blind.rows(signed(record.seq), field.class, field.name, text));
                values.push(Value {
                    seq: record.seq,
                    obj: record.obj.clone(),
                    field,
                    disclosure,
                });
            }
            rows.push(ledger::ActiveModel {
                seq: Set(signed(record.seq)),
                ts_us: Set(ts.micros()),
                kind: Set(record.kind),
                obj: Set(record.obj),
                body: Set(body),
                sha256: Set(sha256.to_string()),
            });
            self.size += 1;
            self.last_sha256 = sha256;
        }
        self.last_ts = ts;
        for some in rows.chunks(ROWS_OF_INSERT) {
            ledger::Entity::insert_many(some.to_vec())
                .exec_without_returning(&**tx)
                .await?;
        }
        let sealed = seal_values(keys, values, now).await?;
        for some in sealed.chunks(ROWS_OF_INSERT) {
            private_value::Entity::insert_many(some.to_vec())
                .exec_without_returning(&**tx)
                .await?;
        }
        blind::insert(tx, tokens).await?;
        tx.execute_raw(tx.statement(
            "UPDATE ledger_head SET size = $1, last_sha256 = $2, last_ts_us = $3 WHERE id = 1",
            [
                signed(self.size).into(),
                self.last_sha256.to_string().into(),
                self.last_ts.micros().into(),
            ],
        ))
        .await?;
        Ok(entries)
    }

    /// The record of a draft at the present head, and its body.
    fn record(
        &self,
        draft: &Draft,
        actor: &Actor,
        ts: Timestamp,
        disclosures: &[(Field, Disclosure)],
    ) -> Result<(Record, String), OfficeError> {
        let record = Record {
            log: self.log.clone(),
            seq: self.size,
            ts,
            actor: actor.id.to_string(),
            kind: draft.event.kind().to_owned(),
            v: BODY_VERSION,
            obj: draft.obj.to_string(),
            prev: self.last_sha256,
            public: draft.event.public(),
            sd: disclosures
                .iter()
                .map(|(f, d)| (f.name.to_owned(), d.digest()))
                .collect(),
        };
        let body = String::from_utf8(record.to_body()?).map_err(|_| OfficeError::Damaged {
            seq: self.size,
            what: "a body is not ASCII",
        })?;
        Ok((record, body))
    }
}

/// A private value that is to be sealed.
struct Value {
    seq: u64,
    obj: String,
    field: Field,
    disclosure: Disclosure,
}

/// Commits to every private field of a draft, empty or not, each under its own salt.
fn disclose(
    draft: &Draft,
    stream: &mut ChaCha20Rng,
) -> Result<Vec<(Field, Disclosure)>, OfficeError> {
    let fields = draft.event.private_fields();
    if let Some(stray) = draft
        .private
        .keys()
        .find(|name| !fields.iter().any(|f| f.name == **name))
    {
        return Err(OfficeError::StrayField {
            kind: draft.event.kind(),
            field: stray,
        });
    }
    Ok(fields
        .iter()
        .map(|field| {
            let value = draft.private.get(field.name).map_or("", String::as_str);
            (
                *field,
                Disclosure::new(&fill(stream), field.name, &value.into()),
            )
        })
        .collect())
}

/// Seals values, each under the key of its object and class.
async fn seal_values(
    keys: &KeyStore,
    values: Vec<Value>,
    now: Timestamp,
) -> Result<Vec<private_value::ActiveModel>, OfficeError> {
    let mut wanted: BTreeMap<String, BTreeSet<Class>> = BTreeMap::new();
    for value in &values {
        wanted
            .entry(value.obj.clone())
            .or_default()
            .insert(value.field.class);
    }
    let mut opened: BTreeMap<String, BTreeMap<Class, DataKey>> = BTreeMap::new();
    for (obj, classes) in wanted {
        let classes: Vec<Class> = classes.into_iter().collect();
        let of_obj = keys.keys(&obj, &classes, now).await?;
        opened.insert(obj, of_obj);
    }
    values
        .into_iter()
        .map(
            |Value {
                 seq,
                 obj,
                 field,
                 disclosure,
             }| {
                let key = opened
                    .get(&obj)
                    .and_then(|k| k.get(&field.class))
                    .ok_or(SealError::Broken)?;
                let place = place(&obj, field.class, seq, field.name);
                Ok(private_value::ActiveModel {
                    seq: Set(signed(seq)),
                    field: Set(field.name.to_owned()),
                    class: Set(field.class.code().to_owned()),
                    ciphertext: Set(seal(
                        key,
                        disclosure.encoded().as_bytes(),
                        place.as_bytes(),
                    )?),
                    obj: Set(obj),
                })
            },
        )
        .collect()
}

/// Where a private value lies, bound into its ciphertext.
pub(crate) fn place(obj: &str, class: Class, seq: u64, field: &str) -> String {
    format!("private_value|{obj}|{}|{seq}|{field}|v1", class.code())
}

pub(crate) fn signed(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}

/// What is wrong with a ledger, and where it begins.
#[derive(Debug, thiserror::Error)]
pub enum LedgerFault {
    /// A record does not follow the one before, or is not canonical.
    #[error(transparent)]
    Link(#[from] LinkError),
    /// The digest column of a row does not fit its body.
    #[error("record {seq}: the stored digest does not fit the body")]
    Digest {
        /// The first such record.
        seq: u64,
    },
    /// The head row and the rows disagree.
    #[error("the head says {head} records, there are {rows}")]
    Head {
        /// What the head says.
        head: u64,
        /// What is there.
        rows: u64,
    },
    /// The rows cannot be read.
    #[error(transparent)]
    Database(#[from] DatabaseError),
}

impl From<sea_orm::DbErr> for LedgerFault {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Database(error.into())
    }
}

/// A ledger that was found whole.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Whole {
    /// Number of records.
    pub size: u64,
    /// Digest of the last one, hexadecimal.
    pub last_sha256: String,
}

/// Reading the ledger, page by page.
#[derive(Clone, Debug)]
pub struct Ledger {
    database: Database,
}

impl Ledger {
    /// The ledger in `database`.
    #[must_use]
    pub const fn new(database: Database) -> Self {
        Self { database }
    }

    /// Number of records by the head.
    ///
    /// # Errors
    /// The database failed.
    pub async fn size(&self) -> Result<u64, DatabaseError> {
        let head = ledger_head::Entity::find_by_id(1)
            .one(self.database.read())
            .await?;
        Ok(head.map_or(0, |h| u64::try_from(h.size).unwrap_or(0)))
    }

    /// The head: number of records and digest of the last one.
    ///
    /// # Errors
    /// The database failed.
    pub async fn head(&self) -> Result<Whole, DatabaseError> {
        let head = ledger_head::Entity::find_by_id(1)
            .one(self.database.read())
            .await?;
        Ok(head.map_or_else(
            || Whole {
                size: 0,
                last_sha256: String::new(),
            },
            |head| Whole {
                size: u64::try_from(head.size).unwrap_or(0),
                last_sha256: head.last_sha256,
            },
        ))
    }

    /// The bodies with `from` ≤ seq < `to`, in order, at most a page of them.
    ///
    /// # Errors
    /// The database failed.
    pub async fn page(
        &self,
        from: u64,
        to: u64,
    ) -> Result<Vec<(u64, String, String)>, DatabaseError> {
        let rows = ledger::Entity::find()
            .filter(ledger::Column::Seq.gte(signed(from)))
            .filter(ledger::Column::Seq.lt(signed(to)))
            .order_by_asc(ledger::Column::Seq)
            .limit(PAGE)
            .all(self.database.read())
            .await?;
        Ok(rows
            .into_iter()
            .map(|r| (u64::try_from(r.seq).unwrap_or(0), r.body, r.sha256))
            .collect())
    }

    /// The bodies of one object, in order.
    pub(crate) async fn of_object(
        &self,
        obj: &str,
    ) -> Result<Vec<(String, String)>, DatabaseError> {
        let rows = ledger::Entity::find()
            .filter(ledger::Column::Obj.eq(obj))
            .order_by_asc(ledger::Column::Seq)
            .all(self.database.read())
            .await?;
        Ok(rows.into_iter().map(|r| (r.body, r.sha256)).collect())
    }

    /// Walks the whole ledger and hands every body to `visit`, after checking that it is canonical,
    /// follows the one before and fits its stored digest.
    ///
    /// # Errors
    /// The first fault, with the record it begins at.
    pub async fn walk(
        &self,
        mut visit: impl FnMut(&Record, &str, &str),
    ) -> Result<Whole, LedgerFault> {
        let mut link = Link::new();
        loop {
            let page = self.page(link.next_seq(), u64::MAX >> 1).await?;
            if page.is_empty() {
                break;
            }
            for (seq, body, sha256) in page {
                let record = link.push(body.as_bytes())?;
                if link.last_sha256().to_string() != sha256 {
                    return Err(LedgerFault::Digest { seq });
                }
                visit(&record, &body, &sha256);
            }
        }
        let head = self.size().await?;
        let rows = link.next_seq();
        let count = ledger::Entity::find().count(self.database.read()).await?;
        if head != rows || count != rows {
            return Err(LedgerFault::Head { head, rows: count });
        }
        Ok(Whole {
            size: rows,
            last_sha256: link.last_sha256().to_string(),
        })
    }
}
