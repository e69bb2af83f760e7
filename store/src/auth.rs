//! Signing in: passwords (argon2id with a pepper), and sessions on the server. Operational tables,
//! written outside the ledger: who an account is and what it may do stands in the ledger itself.

use crate::{
    database::Tx,
    entity::{account, credential, feed, session},
    office::{Office, OfficeError},
    secrets::Secrets,
    source::random,
};
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use domain::{
    account::{Account, Pledged},
    code::Class,
    id::{AccountId, Obj},
    time::Timestamp,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, sea_query::OnConflict,
};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use zeroize::Zeroizing;

/// Memory, passes and lanes (ASVS 5.0 V6: at least 46 MiB and one pass).
const MEMORY_KIB: u32 = 64 * 1024;
const PASSES: u32 = 3;
const LANES: u32 = 1;

/// A session without a request for this long is over.
const IDLE_SECONDS: i64 = 30 * 60;
/// A session is over after this long in any case.
const WHOLE_SECONDS: i64 = 10 * 60 * 60;
/// `seen_at_us` is written at most this often.
const SEEN_SECONDS: i64 = 60;

/// A hashed password, ready to be stored.
#[derive(Clone)]
pub struct HashedPassword(String);

impl std::fmt::Debug for HashedPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("HashedPassword(..)")
    }
}

/// A session that was opened.
#[derive(Clone)]
pub struct NewSession {
    /// The token for the cookie; only its hash is stored.
    pub token: String,
    /// The account.
    pub account: Account,
}

fn argon(pepper: &[u8]) -> Result<Argon2<'_>, OfficeError> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|_| OfficeError::Password)?;
    Argon2::new_with_secret(pepper, Algorithm::Argon2id, Version::V0x13, params)
        .map_err(|_| OfficeError::Password)
}

/// The blind index under which a sign-in is found: the database does not show who can sign in.
pub(crate) fn login_key(secrets: &Secrets, login: &str) -> String {
    let folded = login.trim().to_ascii_lowercase();
    HEXLOWER.encode(secrets.derived(&format!("login|{folded}")).as_slice())
}

pub(crate) async fn login_taken(tx: &Tx, login_key: &str) -> Result<bool, OfficeError> {
    let found = credential::Entity::find()
        .filter(credential::Column::LoginKey.eq(login_key))
        .one(&**tx)
        .await?;
    Ok(found.is_some())
}

pub(crate) async fn set_password(
    tx: &Tx,
    account: AccountId,
    login_key: &str,
    password: HashedPassword,
    now: Timestamp,
) -> Result<(), OfficeError> {
    credential::Entity::insert(credential::ActiveModel {
        account_id: Set(account.to_string()),
        login_key: Set(login_key.to_owned()),
        password: Set(password.0),
        changed_at_us: Set(now.micros()),
    })
    .on_conflict(
        OnConflict::column(credential::Column::AccountId)
            .update_columns([
                credential::Column::Password,
                credential::Column::ChangedAtUs,
            ])
            .to_owned(),
    )
    .exec_without_returning(&**tx)
    .await?;
    Ok(())
}

pub(crate) async fn end_sessions(tx: &Tx, account: AccountId) -> Result<(), OfficeError> {
    session::Entity::delete_many()
        .filter(session::Column::AccountId.eq(account.to_string()))
        .exec(&**tx)
        .await?;
    feed::Entity::delete_many()
        .filter(feed::Column::AccountId.eq(account.to_string()))
        .exec(&**tx)
        .await?;
    Ok(())
}

impl Office {
    /// Hashes a password, away from the threads that answer requests.
    ///
    /// # Errors
    /// The machine has no memory or no randomness for it.
    pub async fn hash_password(
        &self,
        password: Zeroizing<String>,
    ) -> Result<HashedPassword, OfficeError> {
        let pepper = self.secrets.derived("password");
        tokio::task::spawn_blocking(move || {
            let salt: [u8; 16] = random()?;
            let hash = argon(pepper.as_slice())?
                .hash_password_with_salt(password.as_bytes(), &salt)
                .map_err(|_| OfficeError::Password)?;
            Ok(HashedPassword(hash.to_string()))
        })
        .await
        .map_err(|_| OfficeError::Password)?
    }

    /// Opens a session for whoever knows the password; `None` says neither that the account does
    /// not exist nor that the password is wrong, and takes the same time for both.
    ///
    /// # Errors
    /// The database failed.
    pub async fn sign_in(
        &self,
        login: &str,
        password: Zeroizing<String>,
    ) -> Result<Option<NewSession>, OfficeError> {
        let key = login_key(&self.secrets, login);
        let found = credential::Entity::find()
            .filter(credential::Column::LoginKey.eq(key))
            .one(self.database.read())
            .await?;
        let (account, stored) = match found {
            Some(row) => (Some(row.account_id), row.password),
            None => (None, self.nobody().await?.0.clone()),
        };
        let fits = self.fits(password, stored).await?;
        let Some(account) = account.filter(|_| fits) else {
            return Ok(None);
        };
        let Some(account) = self.open_account(&account).await? else {
            return Ok(None);
        };
        let token = BASE64URL_NOPAD.encode(&random::<32>()?);
        let now = self.now();
        let tx = self.database.write().await?;
        session::Entity::delete_many()
            .filter(session::Column::CreatedAtUs.lt(now.plus_seconds(-WHOLE_SECONDS).micros()))
            .exec(&*tx)
            .await?;
        session::Entity::insert(session::ActiveModel {
            token_sha256: Set(token_digest(&token)),
            account_id: Set(account.id.to_string()),
            created_at_us: Set(now.micros()),
            seen_at_us: Set(now.micros()),
        })
        .exec_without_returning(&*tx)
        .await?;
        tx.commit().await?;
        Ok(Some(NewSession { token, account }))
    }

    /// Whether this is the password of whoever is signed in: it is asked again before an act that
    /// nobody should find done in their name.
    ///
    /// # Errors
    /// The database failed.
    pub async fn knows_password(
        &self,
        account: AccountId,
        password: Zeroizing<String>,
    ) -> Result<bool, OfficeError> {
        let found = credential::Entity::find_by_id(account.to_string())
            .one(self.database.read())
            .await?;
        match found {
            Some(row) => self.fits(password, row.password).await,
            None => Ok(false),
        }
    }

    /// Whether a password fits what is stored, away from the threads that answer requests.
    async fn fits(&self, password: Zeroizing<String>, stored: String) -> Result<bool, OfficeError> {
        let pepper = self.secrets.derived("password");
        tokio::task::spawn_blocking(move || {
            Ok(argon(pepper.as_slice())?
                .verify_password(password.as_bytes(), stored.as_str())
                .is_ok())
        })
        .await
        .map_err(|_| OfficeError::Password)?
    }

    /// Who presents this token, with sign-in and name, if its session is still good.
    ///
    /// # Errors
    /// The database failed.
    pub async fn signed_in(
        &self,
        token: &str,
    ) -> Result<Option<(Account, String, String)>, OfficeError> {
        let found = session::Entity::find_by_id(token_digest(token))
            .one(self.database.read())
            .await?;
        let Some(row) = found else { return Ok(None) };
        let now = self.now();
        let age = |since: i64| (now.micros() - since) / 1_000_000;
        if age(row.seen_at_us) > IDLE_SECONDS || age(row.created_at_us) > WHOLE_SECONDS {
            return Ok(None);
        }
        let Some(account) = self.open_account(&row.account_id).await? else {
            return Ok(None);
        };
        if age(row.seen_at_us) >= SEEN_SECONDS {
            let tx = self.database.write().await?;
            tx.execute_raw(tx.statement(
                "UPDATE session SET seen_at_us = $1 WHERE token_sha256 = $2",
                [now.micros().into(), row.token_sha256.into()],
            ))
            .await?;
            tx.commit().await?;
        }
        let values = self
            .values(
                &Obj::Account(account.id),
                &[Class::Staff],
                Some(account.first_seq),
            )
            .await?;
        let text = |field| {
            values
                .get(account.first_seq, field)
                .unwrap_or_default()
                .to_owned()
        };
        let (login, name) = (text("login"), text("name"));
        Ok(Some((account, login, name)))
    }

    /// Ends the session of this token.
    ///
    /// # Errors
    /// The database failed.
    pub async fn sign_out(&self, token: &str) -> Result<(), OfficeError> {
        let tx = self.database.write().await?;
        session::Entity::delete_by_id(token_digest(token))
            .exec(&*tx)
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// How somebody stands today to the pledge that the rules in force ask of them (B16-B17).
    ///
    /// # Errors
    /// The database failed, or the ledger is not open yet.
    pub async fn pledged(&self, account: &Account) -> Result<Pledged, OfficeError> {
        let today = self.now().date();
        let in_force = self.in_force(today).await?;
        let pledge = in_force.profile.pledge_of(&account.roles);
        Ok(account.pledged_to(pledge, today))
    }

    pub(crate) async fn open_account(&self, id: &str) -> Result<Option<Account>, OfficeError> {
        let row = account::Entity::find_by_id(id)
            .filter(account::Column::Disabled.eq(false))
            .one(self.database.read())
            .await?;
        row.map(|row| Ok(serde_json::from_str(&row.state)?))
            .transpose()
    }

    /// A hash that fits no password anybody has, made once.
    async fn nobody(&self) -> Result<Arc<HashedPassword>, OfficeError> {
        if let Some(known) = self.nobody.get() {
            return Ok(known.clone());
        }
        let password = Zeroizing::new(HEXLOWER.encode(&random::<32>()?));
        let hashed = Arc::new(self.hash_password(password).await?);
        Ok(self.nobody.get_or_init(|| hashed).clone())
    }
}

pub(crate) fn token_digest(token: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(token.as_bytes()))
}
