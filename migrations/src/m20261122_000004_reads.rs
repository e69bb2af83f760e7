//! The access log: who read which personal data of whom, and for what (A08). Append-only, apart
//! from the ledger so that readers never queue behind its head.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let id = if manager.get_database_backend() == DbBackend::Postgres {
            "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"
        } else {
            "INTEGER PRIMARY KEY AUTOINCREMENT"
        };
        let table = format!(
            "CREATE TABLE access_log (
                id {id},
                at_us BIGINT NOT NULL,
                actor TEXT NOT NULL,
                obj TEXT NOT NULL,
                classes TEXT NOT NULL,
                purpose TEXT NOT NULL,
                result TEXT NOT NULL CHECK (result IN ('opened', 'denied')),
                count INTEGER NOT NULL
            )"
        );
        super::run(
            manager,
            &[
                &table,
                "CREATE INDEX access_log_obj ON access_log (obj, id)",
                "CREATE INDEX access_log_at ON access_log (at_us)",
            ],
        )
        .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
