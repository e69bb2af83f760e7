//! The projection: rows that say what the ledger says, written in the transaction that appends.

use super::{OfficeError, clocks::load_deadlines};
use crate::{
    database::Tx,
    entity::{account, attachment, case_bar, case_file, folio, member, organisation},
};
use domain::{
    account::Account,
    attachment::Attachment,
    case::{CaseFile, Number},
    code::FolioKind,
    folio::Folio,
    id::{AccountId, CaseId, FolioId, MemberCode, Obj},
    member::Member,
    organisation::Organisation,
    time::Timestamp,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait,
    ExprTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, sea_query::OnConflict,
};

/// A number as a column holds it.
pub(crate) fn number(value: u32) -> i32 {
    i32::try_from(value).unwrap_or(i32::MAX)
}

/// The last number that was given in a register whose entries are counted from 1; 0 before the first.
pub(super) async fn last_number<E: EntityTrait>(
    tx: &Tx,
    id: E::Column,
) -> Result<u32, OfficeError> {
    let last: Option<i32> = E::find()
        .select_only()
        .column(id)
        .order_by_desc(id)
        .into_tuple()
        .one(&**tx)
        .await?;
    Ok(last.and_then(|id| u32::try_from(id).ok()).unwrap_or(0))
}

/// Writes the row of an object that counts its versions: a new one, or the one that was loaded.
///
/// The row is changed only where it still has the version that was loaded (`as_loaded`). The head's
/// lock already makes writers wait for each other; this says so in the database as well.
pub(super) async fn save_versioned<E>(
    tx: &Tx,
    row: E::Model,
    as_loaded: Condition,
    (before, after): (Option<u32>, u32),
) -> Result<(), OfficeError>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
    E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
{
    let row = row.into_active_model();
    let Some(expected) = before else {
        E::insert(row).exec_without_returning(&**tx).await?;
        return Ok(());
    };
    let result = E::update_many()
        .set(row.reset_all())
        .filter(as_loaded)
        .exec(&**tx)
        .await?;
    if result.rows_affected == 1 {
        Ok(())
    } else {
        Err(OfficeError::Conflict {
            expected,
            found: after,
        })
    }
}

/// The row of a case.
pub(crate) fn case_row(file: &CaseFile) -> Result<case_file::Model, OfficeError> {
    Ok(case_file::Model {
        id: file.id.to_string(),
        number: file.number.to_string(),
        fiscal_year: i32::from(file.number.fiscal_year.0),
        serial: number(file.number.serial),
        kind: file.kind.code().to_owned(),
        stage: file.stage.code().to_owned(),
        open: file.is_open(),
        respondent: file.respondent.code().to_owned(),
        member: file.respondent.member().map(ToString::to_string),
        complaint: file.beside.map(|number| number.to_string()),
        incident: file.incident.map(|number| number.to_string()),
        notified: file.is_known_to_member(),
        handler: file.handler.map(|h| h.to_string()),
        proposed_by: file.proposal.as_ref().map(|p| p.by.to_string()),
        received_at_us: file.received_at.micros(),
        touched_at_us: file.touched_at.micros(),
        next_due_us: file.deadlines.next_due().map(Timestamp::micros),
        version: number(file.version),
        state: serde_json::to_string(file)?,
    })
}

/// The row of a document.
pub(crate) fn attachment_row(case: CaseId, document: &Attachment) -> attachment::Model {
    attachment::Model {
        blob: document.blob.clone(),
        case_id: case.to_string(),
        ordinal: number(document.ordinal),
        class: document.class().code().to_owned(),
        destroyed: document.destroyed.is_some(),
    }
}

async fn save_attachment(tx: &Tx, row: attachment::Model) -> Result<(), OfficeError> {
    attachment::Entity::insert(row.into_active_model().reset_all())
        .on_conflict(
            OnConflict::column(attachment::Column::Blob)
                .update_column(attachment::Column::Destroyed)
                .to_owned(),
        )
        .exec_without_returning(&**tx)
        .await?;
    Ok(())
}

/// Reads a case with its deadlines.
pub(crate) async fn load_case<C: ConnectionTrait>(
    connection: &C,
    id: CaseId,
) -> Result<Option<CaseFile>, OfficeError> {
    let own = case_file::Column::Id.eq(id.to_string());
    Ok(load_group(connection, own.into()).await?.pop())
}

/// Reads the case with this number, with its deadlines.
pub(crate) async fn load_numbered<C: ConnectionTrait>(
    connection: &C,
    number: Number,
) -> Result<Option<CaseFile>, OfficeError> {
    let own = case_file::Column::Number.eq(number.to_string());
    Ok(load_group(connection, own.into()).await?.pop())
}

/// The cases joined to the incident that `lead` leads, in the order of their numbers.
pub(crate) async fn load_incident<C: ConnectionTrait>(
    connection: &C,
    lead: Number,
) -> Result<Vec<CaseFile>, OfficeError> {
    let joined = case_file::Column::Incident.eq(lead.to_string());
    load_group(connection, joined.into()).await
}

/// The files of one complaint, one for each respondent, the first one first.
pub(crate) async fn load_complaint<C: ConnectionTrait>(
    connection: &C,
    first: Number,
) -> Result<Vec<CaseFile>, OfficeError> {
    let own = case_file::Column::Number.eq(first.to_string());
    let further = case_file::Column::Complaint.eq(first.to_string());
    load_group(connection, own.or(further).into()).await
}

/// The files that fit, with their deadlines, in the order of their numbers.
async fn load_group<C: ConnectionTrait>(
    connection: &C,
    which: Condition,
) -> Result<Vec<CaseFile>, OfficeError> {
    let rows = case_file::Entity::find()
        .filter(which)
        .order_by_asc(case_file::Column::FiscalYear)
        .order_by_asc(case_file::Column::Serial)
        .all(connection)
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let mut files = rows
        .iter()
        .map(|row| serde_json::from_str::<CaseFile>(&row.state))
        .collect::<Result<Vec<_>, _>>()?;
    let cases = files.iter().map(|file| Obj::Case(file.id));
    let mut deadlines = load_deadlines(connection, cases).await?;
    for file in &mut files {
        file.deadlines = deadlines.remove(&Obj::Case(file.id)).unwrap_or_default();
    }
    Ok(files)
}

/// Writes a case; its deadlines are written by `Turn::save_deadlines`.
pub(crate) async fn save_case(
    tx: &Tx,
    before: Option<&CaseFile>,
    after: &CaseFile,
) -> Result<(), OfficeError> {
    let loaded = before.map(|before| before.version);
    let as_loaded = Condition::all()
        .add(case_file::Column::Id.eq(after.id.to_string()))
        .add(case_file::Column::Version.eq(loaded.map(number)));
    let versions = (loaded, after.version);
    save_versioned::<case_file::Entity>(tx, case_row(after)?, as_loaded, versions).await?;
    for person in &after.barred {
        let known = before.is_some_and(|b| b.barred.contains(person));
        if !known {
            let bar = case_bar::Model {
                account_id: person.to_string(),
                case_id: after.id.to_string(),
            };
            case_bar::Entity::insert(bar.into_active_model())
                .exec_without_returning(&**tx)
                .await?;
        }
    }
    for document in &after.attachments {
        if before.is_none_or(|b| !b.attachments.contains(document)) {
            save_attachment(tx, attachment_row(after.id, document)).await?;
        }
    }
    Ok(())
}

pub(crate) async fn load_member<C: ConnectionTrait>(
    connection: &C,
    code: &MemberCode,
) -> Result<Option<Member>, OfficeError> {
    let Some(row) = member::Entity::find_by_id(code.as_str())
        .one(connection)
        .await?
    else {
        return Ok(None);
    };
    let mut member: Member = serde_json::from_str(&row.state)?;
    let obj = Obj::Member(code.clone());
    let mut deadlines = load_deadlines(connection, [obj.clone()]).await?;
    member.deadlines = deadlines.remove(&obj).unwrap_or_default();
    Ok(Some(member))
}

/// Writes a member; its deadlines are written by `Turn::save_deadlines`.
pub(crate) async fn save_member(tx: &Tx, member: &Member) -> Result<(), OfficeError> {
    member::Entity::insert(member::ActiveModel {
        code: Set(member.code.to_string()),
        state: Set(serde_json::to_string(member)?),
    })
    .on_conflict(
        OnConflict::column(member::Column::Code)
            .update_column(member::Column::State)
            .to_owned(),
    )
    .exec_without_returning(&**tx)
    .await?;
    Ok(())
}

pub(crate) async fn load_account<C: ConnectionTrait>(
    connection: &C,
    id: AccountId,
) -> Result<Option<Account>, OfficeError> {
    let row = account::Entity::find_by_id(id.to_string())
        .one(connection)
        .await?;
    row.map(|row| Ok(serde_json::from_str(&row.state)?))
        .transpose()
}

pub(crate) async fn load_accounts<C: ConnectionTrait>(
    connection: &C,
) -> Result<Vec<Account>, OfficeError> {
    let rows = account::Entity::find().all(connection).await?;
    rows.iter()
        .map(|row| Ok(serde_json::from_str(&row.state)?))
        .collect()
}

pub(crate) async fn save_account(tx: &Tx, account: &Account) -> Result<(), OfficeError> {
    account::Entity::insert(account::ActiveModel {
        id: Set(account.id.to_string()),
        disabled: Set(account.disabled),
        member: Set(account.member.as_ref().map(ToString::to_string)),
        state: Set(serde_json::to_string(account)?),
    })
    .on_conflict(
        OnConflict::column(account::Column::Id)
            .update_columns([
                account::Column::Disabled,
                account::Column::Member,
                account::Column::State,
            ])
            .to_owned(),
    )
    .exec_without_returning(&**tx)
    .await?;
    Ok(())
}

/// The row of an entry of the organisation's own registers.
pub(crate) fn folio_row(folio: &Folio) -> Result<folio::Model, OfficeError> {
    Ok(folio::Model {
        id: number(folio.id.0),
        kind: folio.kind().code().to_owned(),
        state: serde_json::to_string(folio)?,
    })
}

pub(crate) async fn load_folio<C: ConnectionTrait>(
    connection: &C,
    id: FolioId,
) -> Result<Option<Folio>, OfficeError> {
    let row = folio::Entity::find_by_id(number(id.0))
        .one(connection)
        .await?;
    row.map(|row| Ok(serde_json::from_str(&row.state)?))
        .transpose()
}

/// Every entry of the organisation's own registers, in the order of their numbers: there are a few
/// dozen a year.
pub(crate) async fn load_folios<C: ConnectionTrait>(
    connection: &C,
) -> Result<Vec<Folio>, OfficeError> {
    load_folios_where(connection, Condition::all()).await
}

/// The entries of one register, in the order of their numbers.
pub(crate) async fn load_folios_of<C: ConnectionTrait>(
    connection: &C,
    kind: FolioKind,
) -> Result<Vec<Folio>, OfficeError> {
    let kind = folio::Column::Kind.eq(kind.code());
    load_folios_where(connection, kind.into()).await
}

async fn load_folios_where<C: ConnectionTrait>(
    connection: &C,
    which: Condition,
) -> Result<Vec<Folio>, OfficeError> {
    let rows = folio::Entity::find()
        .filter(which)
        .order_by_asc(folio::Column::Id)
        .all(connection)
        .await?;
    rows.iter()
        .map(|row| Ok(serde_json::from_str(&row.state)?))
        .collect()
}

pub(crate) async fn save_folio(tx: &Tx, state: &Folio) -> Result<(), OfficeError> {
    folio::Entity::insert(folio_row(state)?.into_active_model())
        .on_conflict(
            OnConflict::column(folio::Column::Id)
                .update_column(folio::Column::State)
                .to_owned(),
        )
        .exec_without_returning(&**tx)
        .await?;
    Ok(())
}

pub(crate) async fn save_organisation(tx: &Tx, state: &Organisation) -> Result<(), OfficeError> {
    organisation::Entity::insert(organisation::ActiveModel {
        id: Set(1),
        state: Set(serde_json::to_string(state)?),
    })
    .on_conflict(
        OnConflict::column(organisation::Column::Id)
            .update_column(organisation::Column::State)
            .to_owned(),
    )
    .exec_without_returning(&**tx)
    .await?;
    Ok(())
}
