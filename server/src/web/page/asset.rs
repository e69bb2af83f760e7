//! Stylesheet, script and icon.

use crate::web::{assets, failure::Failure, problem::Problem};
use poem::{Response, Result, handler, web::Path};

/// The asset under its hashed name.
#[handler]
pub(crate) fn get_asset(Path(name): Path<String>) -> Result<Response> {
    assets::response(&name).ok_or_else(|| Failure::new(Problem::NotFound).into())
}
