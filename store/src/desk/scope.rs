//! The sectors of cases against the scope of the accreditation (A01).

use super::in_reach;
use crate::{
    entity::{case_file, member},
    office::{Office, OfficeError, load_folios_of, load_member},
};
use domain::{
    access::Actor,
    case::{CaseFile, Number},
    code::FolioKind,
    folio::{Coverage, Folio, coverage},
    id::MemberCode,
    member::Member,
    time::Timestamp,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::BTreeMap;

impl Office {
    /// Whether the accreditation covers the sector of a case, which is the industry of its member.
    ///
    /// # Errors
    /// The database failed.
    pub async fn coverage_of(&self, file: &CaseFile) -> Result<Coverage, OfficeError> {
        let industry = match file.respondent.member() {
            Some(code) => load_member(self.database.read(), code)
                .await?
                .map(|member| member.industry),
            None => None,
        };
        let day = file.received_at.date();
        let history = self.accreditations().await?;
        Ok(coverage(&history, industry.as_deref(), day))
    }

    /// The history of the accreditation.
    async fn accreditations(&self) -> Result<Vec<Folio>, OfficeError> {
        load_folios_of(self.database.read(), FolioKind::Accreditation).await
    }

    /// The cases about members whose sector the accreditation did not cover on the day of receipt,
    /// as far as they exist for the actor.
    ///
    /// # Errors
    /// The database failed.
    pub async fn outside_scope(&self, actor: &Actor) -> Result<Vec<Number>, OfficeError> {
        let Some(reach) = in_reach(actor) else {
            return Ok(Vec::new());
        };
        let history = self.accreditations().await?;
        let mut industries: BTreeMap<MemberCode, String> = BTreeMap::new();
        for row in member::Entity::find().all(self.database.read()).await? {
            let member: Member = serde_json::from_str(&row.state)?;
            industries.insert(member.code, member.industry);
        }
        let cases: Vec<(String, i64, String)> = case_file::Entity::find()
            .select_only()
            .column(case_file::Column::Number)
            .column(case_file::Column::ReceivedAtUs)
            .column(case_file::Column::Member)
            .filter(reach)
            .filter(case_file::Column::Member.is_not_null())
            .order_by_asc(case_file::Column::ReceivedAtUs)
            .into_tuple()
            .all(self.database.read())
            .await?;
        let outside = cases.into_iter().filter_map(|(number, received, member)| {
            let industry = member
                .parse()
                .ok()
                .and_then(|code: MemberCode| industries.get(&code));
            let day = Timestamp::from_micros(received).date();
            let found = coverage(&history, industry.map(String::as_str), day);
            (found == Coverage::Outside).then(|| number.parse().ok())?
        });
        Ok(outside.collect())
    }
}
