//! `/search`: the same search as the page. The words stand in the body; the answer says where they
//! were found, and the texts themselves stay in the pages.

use super::shapes::Case;
use crate::web::{
    failure::Failure,
    page::search::{enters, read},
    problem::Problem,
    refused::refused,
    site::Site,
    typed::Typed,
    viewer::Viewer,
    visit::Visit,
};
use poem::{Result, web::Data};
use poem_openapi::{Object, OpenApi, payload::Json};
use store::desk::Find;

/// What is sought.
#[derive(Clone, Debug, Object)]
struct Question {
    /// A number in any spelling, a member's code, or words of two characters or more, all of which
    /// must stand in the same case.
    words: String,
    /// A kind's code.
    kind: Option<String>,
    /// `open` or `closed`.
    open: Option<String>,
    /// The fiscal year of receipt.
    fiscal_year: Option<i16>,
}

/// A case that was found.
#[derive(Clone, Debug, Object)]
struct FoundCase {
    /// The case.
    case: Case,
    /// The private fields in which the words stand; empty when the number was typed.
    found_in: Vec<String>,
}

/// A member that was found.
#[derive(Clone, Debug, Object)]
struct FoundMember {
    /// Its code.
    code: String,
    /// The private fields in which the words stand; empty when the code was typed.
    found_in: Vec<String>,
}

/// What was found.
#[derive(Clone, Debug, Object)]
struct Answer {
    /// The cases: the one whose number was typed first, then the newest first.
    cases: Vec<FoundCase>,
    /// The members.
    members: Vec<FoundMember>,
    /// Whether there may be more: add a word or narrow the search.
    more: bool,
    /// Whether the index does not yet hold everything that was written.
    incomplete: bool,
}

fn fields(finds: &[Find]) -> Vec<String> {
    let mut fields: Vec<String> = finds.iter().map(|find| find.field.clone()).collect();
    fields.sort();
    fields.dedup();
    fields
}

pub(super) struct SearchApi;

#[OpenApi]
impl SearchApi {
    /// Cases and members by number, code and words, as far as the asker reaches.
    #[oai(path = "/search", method = "post", operation_id = "search")]
    async fn search(
        &self,
        visit: &Visit,
        viewer: &Viewer,
        site: Data<&Site>,
        body: Json<Question>,
    ) -> Result<Json<Answer>> {
        enters(viewer)?;
        let Json(question) = body;
        let typed = Typed(vec![
            ("words".to_owned(), question.words),
            ("kind".to_owned(), question.kind.unwrap_or_default()),
            ("open".to_owned(), question.open.unwrap_or_default()),
            (
                "fiscal_year".to_owned(),
                question
                    .fiscal_year
                    .map_or_else(String::new, |y| y.to_string()),
            ),
        ]);
        let (sought, narrowing) = read(visit.ui, &typed)
            .map_err(|faults| Failure::new(Problem::InvalidInput).with_faults(faults))?;
        let refuse = |e| refused(&visit.ui, &e);
        let found = site
            .office
            .search(&viewer.actor, &sought, narrowing)
            .await
            .map_err(refuse)?;
        let now = site.office.now();
        let in_force = site.office.in_force(now.date()).await.map_err(refuse)?;
        let cases = found.cases.iter().map(|case| FoundCase {
            case: Case::of(&case.row.file, now, &in_force.calendar),
            found_in: fields(&case.finds),
        });
        let members = found.members.iter().map(|member| FoundMember {
            code: member.code.to_string(),
            found_in: fields(&member.finds),
        });
        Ok(Json(Answer {
            cases: cases.collect(),
            members: members.collect(),
            more: found.more,
            incomplete: found.incomplete,
        }))
    }
}
