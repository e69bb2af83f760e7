//! The organisation's own registers: accreditation, guidelines, information given, other work, digests
//! of cases (A01, A02, A05, A07, B03). One row for each entry; what it says is its state.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const STATEMENTS: &[&str] = &[
    "CREATE TABLE folio (
        id INTEGER NOT NULL PRIMARY KEY,
        kind TEXT NOT NULL,
        state TEXT NOT NULL
    )",
    "CREATE INDEX folio_by_kind ON folio (kind, id)",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, STATEMENTS).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
