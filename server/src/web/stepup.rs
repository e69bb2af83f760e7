//! The password again, before an act that nobody should find done in their name because a screen was
//! left open: a vote, the issue of a decision.

use super::{
    failure::Failure,
    problem::Problem,
    refused::refused,
    site::Site,
    text::Ui,
    typed::Typed,
    view::form::{Fault, Field, Input},
    viewer::Viewer,
};
use zeroize::Zeroizing;

/// The field; what was typed is never given back.
#[must_use]
pub fn field(ui: &Ui, faults: &[Fault]) -> Field {
    Field::new("password", ui.t("login-password"))
        .input(Input::Password)
        .hint(ui.t("stepup-hint"))
        .autocomplete("current-password")
        .max(200)
        .required()
        .judged_by(faults)
}

/// What is wrong with the password that was typed, if anything.
///
/// # Errors
/// Too many people wait for their turn, or the office failed.
pub(crate) async fn fault(
    ui: &Ui,
    site: &Site,
    viewer: &Viewer,
    typed: &Typed,
) -> Result<Option<Fault>, Failure> {
    let wrong = |key: &str| Fault {
        field: "password".to_owned(),
        code: "password.wrong".to_owned(),
        message: ui.t(key),
    };
    let password = Zeroizing::new(typed.get("password").to_owned());
    if password.is_empty() {
        return Ok(Some(wrong("stepup-missing")));
    }
    let Some(account) = viewer.actor.id.account() else {
        return Err(Failure::new(Problem::Forbidden));
    };
    let Some(_turn) = site.turn_to_sign_in().await else {
        return Ok(Some(wrong("login-too-many")));
    };
    let known = site.office.knows_password(account, password).await;
    if known.map_err(|e| refused(ui, &e))? {
        Ok(None)
    } else {
        Ok(Some(wrong("stepup-wrong")))
    }
}
