//! A member's consents become a list with beginnings and ends, beside the day of leaving (B05).
//!
//! The rows are projections; this gives those of an earlier program the form that the ledger's fold
//! has now.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const SQLITE: &str = "UPDATE member SET state = json_set(json_remove(state, '$.consented'), \
    '$.consents', CASE WHEN json_extract(state, '$.consented') IS NULL THEN json('[]') \
    ELSE json_array(json_object('from', json_extract(state, '$.consented'), 'until', NULL)) END, \
    '$.left', NULL, '$.contacts_seq', json_extract(state, '$.first_seq')) \
    WHERE json_type(state, '$.consents') IS NULL";

const POSTGRES: &str = "UPDATE member SET state = (((state::jsonb - 'consented') || \
    jsonb_build_object('consents', CASE WHEN state::jsonb ->> 'consented' IS NULL THEN '[]'::jsonb \
    ELSE jsonb_build_array(jsonb_build_object('from', state::jsonb -> 'consented', 'until', NULL)) END, \
    'left', NULL, 'contacts_seq', state::jsonb -> 'first_seq'))::text) \
    WHERE state::jsonb -> 'consents' IS NULL";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let sql = match manager.get_database_backend() {
            DbBackend::Sqlite => SQLITE,
            _ => POSTGRES,
        };
        manager.get_connection().execute_unprepared(sql).await?;
        Ok(())
    }
}
