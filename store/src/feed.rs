//! Calendar feeds: a secret address for each person, under which a calendar program finds their
//! deadlines. Operational; only the digest of the secret is stored, and the person behind it is
//! asked about each time, so that a closed account closes its feed.

use crate::{
    auth::token_digest,
    desk::{DueItem, objects_of},
    entity::{case_file, deadline, feed, measure_bar},
    office::{Office, OfficeError, is_no_case},
    source::random,
};
use data_encoding::BASE64URL_NOPAD;
use domain::{
    access::{Actor, Reach},
    code::{Party, Role},
    id::AccountId,
    time::Timestamp,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, Query, SelectStatement},
};

/// Entries of one feed at most; the nearest come first.
const LONGEST: u64 = 2_000;

/// How long a stopped deadline is told as cancelled, so that every program drops it.
const TOLD_SECONDS: i64 = 30 * 24 * 60 * 60;

impl Office {
    /// Since when a person has a feed.
    ///
    /// # Errors
    /// The database failed.
    pub async fn feed_since(&self, account: AccountId) -> Result<Option<Timestamp>, OfficeError> {
        let found = feed::Entity::find()
            .filter(feed::Column::AccountId.eq(account.to_string()))
            .one(self.database.read())
            .await?;
        Ok(found.map(|row| Timestamp::from_micros(row.created_at_us)))
    }

    /// Gives a person a new secret for their feed; one they had before is void.
    ///
    /// # Errors
    /// The database failed, or there is no randomness.
    pub async fn open_feed(&self, account: AccountId) -> Result<String, OfficeError> {
        let token = BASE64URL_NOPAD.encode(&random::<32>()?);
        let tx = self.database.write().await?;
        feed::Entity::delete_many()
            .filter(feed::Column::AccountId.eq(account.to_string()))
            .exec(&*tx)
            .await?;
        feed::Entity::insert(feed::ActiveModel {
            token_sha256: Set(token_digest(&token)),
            account_id: Set(account.to_string()),
            created_at_us: Set(self.now().micros()),
        })
        .exec_without_returning(&*tx)
        .await?;
        tx.commit().await?;
        Ok(token)
    }

    /// Takes a person's feed away.
    ///
    /// # Errors
    /// The database failed.
    pub async fn close_feed(&self, account: AccountId) -> Result<(), OfficeError> {
        let tx = self.database.write().await?;
        feed::Entity::delete_many()
            .filter(feed::Column::AccountId.eq(account.to_string()))
            .exec(&*tx)
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// The deadlines of the feed with this secret, open ones and those stopped lately; `None` when
    /// there is no such feed.
    ///
    /// # Errors
    /// The database failed.
    pub async fn feed(&self, token: &str) -> Result<Option<Vec<DueItem>>, OfficeError> {
        let found = feed::Entity::find_by_id(token_digest(token))
            .one(self.database.read())
            .await?;
        let Some(row) = found else { return Ok(None) };
        let Some(account) = self.open_account(&row.account_id).await? else {
            return Ok(None);
        };
        // Nothing opens to whoever owes a pledge (B16-B17), and no calendar program either.
        if !self.pledged(&account).await?.opens() {
            return Ok(None);
        }
        let actor = account.actor(self.now().date());
        let Some(own) = own_deadlines(&actor) else {
            return Ok(Some(Vec::new()));
        };
        let told_since = self.now().plus_seconds(-TOLD_SECONDS).micros();
        let find = deadline::Entity::find()
            .filter(
                Condition::any()
                    .add(deadline::Column::ClosedAtUs.is_null())
                    .add(deadline::Column::ClosedAtUs.gte(told_since)),
            )
            .filter(own);
        let rows = find
            .order_by_asc(deadline::Column::DueAtUs)
            .order_by_asc(deadline::Column::Id)
            .limit(LONGEST)
            .all(self.database.read())
            .await?;
        self.due_items(rows).await.map(Some)
    }
}

/// The deadlines that are somebody's own to watch; none when nothing is.
pub(crate) fn own_deadlines(actor: &Actor) -> Option<Condition> {
    let cases = own_cases(actor)?;
    let mut whose = Condition::any().add(deadline::Column::Obj.in_subquery(objects_of(cases)));
    if oversees(actor) {
        whose = whose.add(
            Condition::all()
                .add(is_no_case())
                .add(deadline::Column::Obj.not_in_subquery(barred_measures(actor))),
        );
    }
    let own = Condition::all().add(whose);
    // A member is told of its own duties only.
    Some(if matches!(actor.reach(), Reach::Member(_)) {
        own.add(deadline::Column::WaitsOn.eq(Party::Member.code()))
    } else {
        own
    })
}

/// The measures that somebody may not know of, as a deadline names its object (B36).
fn barred_measures(actor: &Actor) -> SelectStatement {
    let whoever = actor.id.people().map(|person| person.to_string());
    Query::select()
        .expr(Expr::cust("'measure:' || measure_id"))
        .from(measure_bar::Entity)
        .and_where(measure_bar::Column::AccountId.is_in(whoever))
        .to_owned()
}

/// The cases of a person's feed: a handler's own, a supervisor's all.
fn own_cases(actor: &Actor) -> Option<Condition> {
    let reach = crate::desk::in_reach(actor)?;
    let own = Condition::all().add(reach);
    Some(if !oversees(actor) && actor.reach() == Reach::All {
        let whose = actor.answers_for().map(|person| person.to_string());
        own.add(case_file::Column::Handler.is_in(whose))
    } else {
        own
    })
}

/// Whether everything is theirs to watch, and not only the cases they handle.
fn oversees(actor: &Actor) -> bool {
    actor.is_any(&[
        Role::Supervisor,
        Role::CenterHead,
        Role::ComplianceLead,
        Role::President,
    ])
}
