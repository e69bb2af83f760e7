//! `kigen check`: everything recomputed from the ledger and compared.

use super::{Common, Exit, Outcome, say};
use store::{Access, office::CheckFault};

pub(crate) async fn run(common: &Common) -> Outcome {
    let office = common.here()?.open(Access::Read).await?;
    let result = office.check().await;
    office.close().await?;
    match result {
        Ok(checked) if common.json => say(serde_json::to_string(&checked)?),
        Ok(checked) => say(format_args!(
            "OK: 記録 {} 件、案件 {} 件、期限 {} 件、非公開値 {} 件、文書 {} 件を再計算し、すべて一致しました。\n    {} records, {} cases, {} deadlines, {} private values and {} documents recomputed: all agree.\n    head {} {}",
            checked.records,
            checked.cases,
            checked.deadlines,
            checked.private_values,
            checked.documents,
            checked.records,
            checked.cases,
            checked.deadlines,
            checked.private_values,
            checked.documents,
            checked.records,
            checked.last_sha256,
        )),
        Err(CheckFault::Office(error)) => Err(error.into()),
        Err(fault) => Err(Exit::failed(format!("NG: {fault}"))),
    }
}
