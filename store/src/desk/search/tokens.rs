//! From words to candidates: which objects hold all tokens of every word, each word within one value.
//!
//! Each word is a query of its own over the index, one branch for each class that the asker opens;
//! cases and members are those that stand in all of them. So the reach of the asker, the filters and
//! the words are conditions of one query, and its limit counts nothing that they exclude.

use super::{CANDIDATES, matching::Wanted, narrowed};
use crate::{
    blind::BlindKey,
    desk::in_reach,
    entity::{blind_token, case_file, member, private_value},
    office::{Office, OfficeError},
};
use domain::{access::Actor, code::Class, fold, id::MemberCode, search::Narrowing};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Alias, Expr, Func, IntoIden, JoinType, Query, SelectStatement, UnionType},
};

/// Tokens of a word that are looked up; what is found is compared as text in any case.
const TOKENS: usize = 4;

/// The index as one query sees it.
pub(super) struct Plan {
    words: Vec<Lookup>,
}

/// One word: its tokens in each class, and the fields in which it may stand.
struct Lookup {
    classes: Vec<(Class, Vec<i64>)>,
    fields: &'static [&'static str],
}

impl Plan {
    /// The plan for these words in these classes; nothing when nothing can be looked up.
    pub(super) fn of(key: &BlindKey, wanted: &[Wanted], classes: &[Class]) -> Option<Self> {
        if wanted.is_empty() || classes.is_empty() {
            return None;
        }
        let words = wanted.iter().map(|word| {
            let tokens: Vec<fold::Token> = fold::tokens(&word.chars).into_iter().collect();
            let step = tokens.len().div_ceil(TOKENS).max(1);
            let hashes = |class| {
                let chosen = tokens.iter().step_by(step);
                chosen.map(|token| key.token(class, *token)).collect()
            };
            let classes: Vec<(Class, Vec<i64>)> = classes
                .iter()
                .map(|class| (*class, hashes(*class)))
                .collect();
            let fields = word.fields;
            let filled = classes.iter().all(|(_, tokens)| !tokens.is_empty());
            filled.then_some(Lookup { classes, fields })
        });
        Some(Self {
            words: words.collect::<Option<_>>()?,
        })
    }

    /// Values in which one of the words stands, as a condition on `private_value`.
    pub(super) fn any_word(&self) -> Condition {
        let mut any = Condition::any();
        for word in &self.words {
            for (class, tokens) in &word.classes {
                let mut all = Condition::all().add(private_value::Column::Class.eq(class.code()));
                for token in tokens {
                    let row = Query::select()
                        .expr(Expr::val(1))
                        .from(blind_token::Entity)
                        .and_where(blind_token::Column::Token.eq(*token))
                        .and_where(
                            Expr::col((blind_token::Entity, blind_token::Column::Seq))
                                .equals((private_value::Entity, private_value::Column::Seq)),
                        )
                        .and_where(
                            Expr::col((blind_token::Entity, blind_token::Column::Field))
                                .equals((private_value::Entity, private_value::Column::Field)),
                        )
                        .to_owned();
                    all = all.add(Expr::exists(row));
                }
                any = any.add(all);
            }
        }
        any
    }

    /// For each word, the names of the objects of one kind that hold it, without the prefix of the
    /// kind.
    fn objects(&self, prefix: &str) -> impl Iterator<Item = SelectStatement> {
        self.words
            .iter()
            .filter_map(move |word| word.objects(prefix))
    }
}

impl Lookup {
    fn objects(&self, prefix: &str) -> Option<SelectStatement> {
        let mut branches = self
            .classes
            .iter()
            .map(|(_, tokens)| objects_of_class(tokens, self.fields, prefix));
        let mut query = branches.next()?;
        for branch in branches {
            query.union(UnionType::All, branch);
        }
        Some(query)
    }
}

/// The objects with a value that holds all these tokens.
fn objects_of_class(tokens: &[i64], fields: &[&str], prefix: &str) -> SelectStatement {
    use private_value::Column::{Field, Obj, Seq};
    let alias = |place: usize| Alias::new(format!("t{place}")).into_iden();
    let mut query = Query::select();
    // Both engines count the characters of a text from 1.
    let rest = i64::try_from(prefix.len())
        .unwrap_or(i64::MAX)
        .saturating_add(1);
    query
        .expr(Func::cust("substr").args([
            Expr::col((private_value::Entity, Obj)),
            Expr::cust(rest.to_string()),
        ]))
        .from_as(blind_token::Entity, alias(0));
    for (place, token) in tokens.iter().enumerate() {
        if place > 0 {
            let same = Condition::all()
                .add(
                    Expr::col((alias(place), blind_token::Column::Seq))
                        .equals((alias(0), blind_token::Column::Seq)),
                )
                .add(
                    Expr::col((alias(place), blind_token::Column::Field))
                        .equals((alias(0), blind_token::Column::Field)),
                );
            query.join_as(JoinType::InnerJoin, blind_token::Entity, alias(place), same);
        }
        query.and_where(Expr::col((alias(place), blind_token::Column::Token)).eq(*token));
    }
    query
        .inner_join(
            private_value::Entity,
            Condition::all()
                .add(
                    Expr::col((private_value::Entity, Seq))
                        .equals((alias(0), blind_token::Column::Seq)),
                )
                .add(
                    Expr::col((private_value::Entity, Field))
                        .equals((alias(0), blind_token::Column::Field)),
                ),
        )
        .and_where(Obj.starts_with(prefix));
    if !fields.is_empty() {
        query.and_where(Field.is_in(fields.iter().copied()));
    }
    query
}

impl Office {
    /// The cases within reach that hold all the words, the newest first, one more than are looked
    /// at.
    pub(super) async fn candidate_cases(
        &self,
        actor: &Actor,
        plan: &Plan,
        narrowing: Narrowing,
    ) -> Result<Vec<case_file::Model>, OfficeError> {
        let Some(reach) = in_reach(actor) else {
            return Ok(Vec::new());
        };
        let mut wanted = Condition::all().add(reach).add(narrowed(narrowing));
        for objects in plan.objects("case:") {
            wanted = wanted.add(case_file::Column::Id.in_subquery(objects));
        }
        Ok(case_file::Entity::find()
            .filter(wanted)
            .order_by_desc(case_file::Column::ReceivedAtUs)
            .order_by_desc(case_file::Column::Id)
            .limit(CANDIDATES as u64 + 1)
            .all(self.database.read())
            .await?)
    }

    /// The members that hold all the words, one more than are looked at.
    pub(super) async fn candidate_members(
        &self,
        plan: &Plan,
    ) -> Result<Vec<MemberCode>, OfficeError> {
        let mut wanted = Condition::all();
        for objects in plan.objects("member:") {
            wanted = wanted.add(member::Column::Code.in_subquery(objects));
        }
        let rows = member::Entity::find()
            .filter(wanted)
            .order_by_asc(member::Column::Code)
            .limit(CANDIDATES as u64 + 1)
            .all(self.database.read())
            .await?;
        Ok(rows
            .into_iter()
            .filter_map(|row| row.code.parse().ok())
            .collect())
    }
}
