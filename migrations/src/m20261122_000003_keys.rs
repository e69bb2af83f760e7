//! The key store: one wrapped data key for each object and class. Destroying a row destroys every
//! value under it, wherever a copy of the ciphertext may be.

use sea_orm_migration::{prelude::*, sea_orm::DbBackend};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let bytes = if manager.get_database_backend() == DbBackend::Postgres {
            "BYTEA"
        } else {
            "BLOB"
        };
        let table = format!(
            "CREATE TABLE data_key (
                obj TEXT NOT NULL,
                class TEXT NOT NULL,
                wrapped {bytes} NOT NULL,
                created_at_us BIGINT NOT NULL,
                PRIMARY KEY (obj, class)
            )"
        );
        super::run(manager, &[&table]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
