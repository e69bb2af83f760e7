//! The self-check: everything recomputed from the ledger and compared (the first invariant).
//!
//! The public parts are folded into the whole state and compared with every row; each end that a
//! deadline ever had is recomputed from its records, its rule and its calendar; each private value is opened and compared with the
//! commitment in its record.

mod deadlines;
mod documents;
mod folios;
mod measures;

use super::{Office, OfficeError, config::text_of, rows, targets};
use crate::{
    entity::{account, case_bar, case_file, member, private_value},
    keys::open,
    ledger::{LedgerFault, Whole, place},
};
use domain::{
    chain::{Disclosure, Record},
    clock::{Gap, GapKind, Replay},
    code::Class,
    event::Entry,
    library::Library,
    targets::TargetList,
    world::World,
};
use sea_orm::EntityTrait;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What a check found in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// Records of the ledger, all of them followed.
    pub records: u64,
    /// Digest of the last record, hexadecimal.
    pub last_sha256: String,
    /// Cases compared.
    pub cases: u64,
    /// Deadlines recomputed.
    pub deadlines: u64,
    /// Private values opened and found to fit their commitments.
    pub private_values: u64,
    /// Documents opened and found to be those that were recorded.
    pub documents: u64,
}

/// The first thing that is not as the ledger says.
#[derive(Debug, thiserror::Error)]
pub enum CheckFault {
    /// The ledger itself is broken.
    #[error(transparent)]
    Ledger(#[from] LedgerFault),
    /// A row differs from what the ledger says.
    #[error("{what} {id}: the row differs from what the ledger says ({part})")]
    Differs {
        /// Kind of row.
        what: &'static str,
        /// Which.
        id: String,
        /// Which part of it.
        part: &'static str,
    },
    /// Rows are missing, or there are too many.
    #[error("{what}: the ledger says {expected}, there are {found}")]
    Count {
        /// Kind of row.
        what: &'static str,
        /// What the ledger says.
        expected: usize,
        /// What is there.
        found: usize,
    },
    /// A private value does not fit its commitment.
    #[error("record {seq}: the private value `{field}` does not fit its commitment")]
    Commitment {
        /// The record.
        seq: u64,
        /// The field.
        field: String,
    },
    /// A deadline comes out otherwise when it is computed again.
    #[error(
        "record {seq}: deadline {deadline}: the rules give {expected}, the ledger says {found}"
    )]
    Deadline {
        /// The record that shows it.
        seq: u64,
        /// The deadline, with its object.
        deadline: String,
        /// What the rules give.
        expected: String,
        /// What the ledger says.
        found: String,
    },
    /// The check could not be carried out.
    #[error(transparent)]
    Office(#[from] OfficeError),
}

impl From<sea_orm::DbErr> for CheckFault {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Office(error.into())
    }
}

impl From<serde_json::Error> for CheckFault {
    fn from(error: serde_json::Error) -> Self {
        Self::Office(error.into())
    }
}

/// Commitments by record and field.
type Commitments = BTreeMap<(u64, String), String>;

impl Office {
    /// Folds the whole ledger.
    ///
    /// # Errors
    /// The first record that is broken, unreadable or out of place.
    pub async fn world(&self) -> Result<(World, Whole), CheckFault> {
        let (world, whole, _) = self.fold(None).await?;
        Ok((world, whole))
    }

    /// Folds the ledger; with a library at hand every deadline is computed again on the way.
    async fn fold(
        &self,
        library: Option<&Library>,
    ) -> Result<(World, Whole, Commitments), CheckFault> {
        let mut world = World::default();
        let mut replay = Replay::new(0);
        let mut gap: Option<Gap> = None;
        let mut commitments = Commitments::new();
        let mut stopped: Option<OfficeError> = None;
        let whole = self
            .ledger()
            .walk(|record: &Record, _, sha256| {
                if stopped.is_some() {
                    return;
                }
                for (field, digest) in &record.sd {
                    commitments.insert((record.seq, field.clone()), digest.clone());
                }
                match Entry::from_record(record, sha256.to_owned()) {
                    Ok(entry) => {
                        if let (Some(library), None) = (library, &gap) {
                            // A step may wait for the sweep that records it.
                            let gaps = replay.apply(&entry, library);
                            gap = gaps.into_iter().find(|g| g.what != GapKind::StepMissing);
                        }
                        if world.apply(&entry).is_err() {
                            stopped = Some(OfficeError::Damaged {
                                seq: record.seq,
                                what: "the record cannot follow what came before it",
                            });
                        }
                    }
                    Err(error) => stopped = Some(error.into()),
                }
            })
            .await?;
        match (stopped, gap) {
            (Some(error), _) => Err(error.into()),
            (None, Some(gap)) => Err(CheckFault::Deadline {
                seq: gap.seq,
                deadline: gap.deadline,
                expected: gap.expected,
                found: gap.found,
            }),
            (None, None) => Ok((world, whole, commitments)),
        }
    }

    /// Recomputes everything from the ledger and compares.
    ///
    /// # Errors
    /// The first thing that is not as the ledger says.
    pub async fn check(&self) -> Result<Checked, CheckFault> {
        let library = self.library().await?;
        let (world, whole, commitments) = self.fold(Some(&library)).await?;
        if self.organisation().await? != world.organisation {
            return Err(differs("organisation", "main", "state"));
        }
        self.check_lists(&world).await?;
        self.check_members(&world).await?;
        self.check_accounts(&world).await?;
        self.check_folios(&world).await?;
        self.check_measures(&world).await?;
        self.check_cases(&world).await?;
        let deadlines = self.check_deadlines(&world).await?;
        let private_values = self.check_private(&commitments).await?;
        let documents = self.check_documents(&world).await?;
        Ok(Checked {
            records: whole.size,
            last_sha256: whole.last_sha256,
            cases: world.cases.len() as u64,
            deadlines,
            private_values,
            documents,
        })
    }

    /// Each published list of target businesses is kept, and its text is what the record names (A09).
    async fn check_lists(&self, world: &World) -> Result<(), CheckFault> {
        for published in world.organisation.target_lists.values() {
            let day = published.on.to_string();
            let text = text_of(self.database.read(), &published.list, targets::KIND).await?;
            let list = TargetList::read(&text)?;
            if list.published(published.on) != *published || list.text() != text {
                return Err(differs("published list", &day, "text"));
            }
        }
        Ok(())
    }

    async fn check_members(&self, world: &World) -> Result<(), CheckFault> {
        let found = member::Entity::find().all(self.database.read()).await?;
        count("member", world.members.len(), found.len())?;
        for row in found {
            let mut state: domain::member::Member = serde_json::from_str(&row.state)?;
            // Deadlines are rows of their own, compared by themselves.
            let known = world.members.get(&state.code);
            if let Some(known) = known {
                state.deadlines = known.deadlines.clone();
            }
            if known != Some(&state) || state.code.as_str() != row.code {
                return Err(differs("member", &row.code, "state"));
            }
        }
        Ok(())
    }

    async fn check_accounts(&self, world: &World) -> Result<(), CheckFault> {
        let found = account::Entity::find().all(self.database.read()).await?;
        count("account", world.accounts.len(), found.len())?;
        for row in found {
            let state: domain::account::Account = serde_json::from_str(&row.state)?;
            let columns = row.id == state.id.to_string() && row.disabled == state.disabled;
            if world.accounts.get(&state.id) != Some(&state) || !columns {
                return Err(differs("account", &row.id, "state"));
            }
        }
        Ok(())
    }

    async fn check_cases(&self, world: &World) -> Result<(), CheckFault> {
        let found = case_file::Entity::find().all(self.database.read()).await?;
        count("case", world.cases.len(), found.len())?;
        let rows: BTreeMap<String, case_file::Model> =
            found.into_iter().map(|r| (r.id.clone(), r)).collect();
        let mut bars: BTreeSet<(String, String)> = case_bar::Entity::find()
            .all(self.database.read())
            .await?
            .into_iter()
            .map(|bar| (bar.case_id, bar.account_id))
            .collect();
        for (id, file) in &world.cases {
            let number = file.number.to_string();
            if rows.get(&id.to_string()) != Some(&rows::case_row(file)?) {
                return Err(differs("case", &number, "state"));
            }
            for person in &file.barred {
                if !bars.remove(&(id.to_string(), person.to_string())) {
                    return Err(differs("case", &number, "bar"));
                }
            }
        }
        count("bar", 0, bars.len())
    }

    async fn check_private(&self, commitments: &Commitments) -> Result<u64, CheckFault> {
        let found = private_value::Entity::find()
            .all(self.database.read())
            .await?;
        let mut by_object: BTreeMap<(String, String), Vec<private_value::Model>> = BTreeMap::new();
        for row in found {
            by_object
                .entry((row.obj.clone(), row.class.clone()))
                .or_default()
                .push(row);
        }
        let mut opened = 0;
        for ((obj, class), values) in by_object {
            let class =
                Class::from_code(&class).ok_or_else(|| differs("private value", &obj, "class"))?;
            let keys = self
                .keys
                .existing(&obj, &[class])
                .await
                .map_err(OfficeError::from)?;
            let key = keys
                .get(&class)
                .ok_or_else(|| differs("private value", &obj, "key"))?;
            for value in values {
                let seq = u64::try_from(value.seq).unwrap_or(0);
                let fault = || CheckFault::Commitment {
                    seq,
                    field: value.field.clone(),
                };
                let place = place(&obj, class, seq, &value.field);
                let plain = open(key, &value.ciphertext, place.as_bytes()).map_err(|_| fault())?;
                let encoded = std::str::from_utf8(&plain).map_err(|_| fault())?;
                if commitments.get(&(seq, value.field.clone()))
                    != Some(&Disclosure::digest_of(encoded))
                {
                    return Err(fault());
                }
                opened += 1;
            }
        }
        Ok(opened)
    }
}

fn differs(what: &'static str, id: &str, part: &'static str) -> CheckFault {
    CheckFault::Differs {
        what,
        id: id.to_owned(),
        part,
    }
}

fn count(what: &'static str, expected: usize, found: usize) -> Result<(), CheckFault> {
    if expected == found {
        Ok(())
    } else {
        Err(CheckFault::Count {
            what,
            expected,
            found,
        })
    }
}
