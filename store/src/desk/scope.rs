//! The sectors of cases against the scope of the accreditation (A01).

use super::in_reach;
use crate::{
    entity::{case_file, member},
    office::{Office, OfficeError},
};
use domain::{
    access::Actor,
    case::{CaseFile, Number},
    folio::{Coverage, coverage},
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
            Some(code) => member::Entity::find_by_id(code.as_str())
                .one(self.database.read())
                .await?
                .map(|row| serde_json::from_str::<Member>(&row.state))
                .transpose()?
                .map(|member| member.industry),
            None => None,
        };
        let day = file.received_at.date();
        Ok(coverage(
            &self.every_folio().await?,
            industry.as_deref(),
            day,
        ))
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
        let folios = self.every_folio().await?;
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
            let found = coverage(&folios, industry.map(String::as_str), day);
            (found == Coverage::Outside).then(|| number.parse().ok())?
        });
        Ok(outside.collect())
    }
}
