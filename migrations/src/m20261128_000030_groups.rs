//! Files that belong together: those of one complaint about several respondents, and the cases of one
//! incident.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const STATEMENTS: &[&str] = &[
    "ALTER TABLE case_file ADD COLUMN complaint TEXT",
    "ALTER TABLE case_file ADD COLUMN incident TEXT",
    "CREATE INDEX case_file_complaint ON case_file (complaint) WHERE complaint IS NOT NULL",
    "CREATE INDEX case_file_incident ON case_file (incident) WHERE incident IS NOT NULL",
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
