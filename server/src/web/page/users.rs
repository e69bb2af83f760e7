//! The sign-ins.

use crate::web::{
    frame::{Frame, page},
    refused::refused,
    site::Site,
    view::admin::User,
    viewer::Viewer,
    visit::Visit,
};
use askama::Template;
use poem::{Response, Result, handler, web::Data};

/// The page.
#[derive(Debug, Template)]
#[template(path = "users.html")]
pub struct UsersPage<'a> {
    /// The surroundings.
    pub f: Frame,
    /// The tab.
    pub tab: &'static str,
    /// What is shown.
    pub v: &'a [User],
}

impl<'a> UsersPage<'a> {
    /// The page in the frame of this visit.
    #[must_use]
    pub fn of(visit: &Visit, v: &'a [User]) -> Self {
        Self {
            f: Frame::of(visit, &visit.ui.t("users-title")),
            tab: "users",
            v,
        }
    }
}

/// `/admin/users`
#[handler]
pub(crate) async fn get_users(
    visit: &Visit,
    viewer: &Viewer,
    Data(site): Data<&Site>,
) -> Result<Response> {
    viewer.enters("/admin/jobs")?;
    let directory = site
        .office
        .directory()
        .await
        .map_err(|e| refused(&visit.ui, &e))?;
    let mut rows: Vec<User> = directory
        .people
        .into_values()
        .map(|(account, login, name)| User {
            login,
            name,
            roles: account
                .roles
                .iter()
                .map(|role| role.code().to_owned())
                .collect(),
            member: account
                .member
                .map(|code| code.to_string())
                .unwrap_or_default(),
            disabled: account.disabled,
        })
        .collect();
    rows.sort_by(|a, b| (a.disabled, &a.login).cmp(&(b.disabled, &b.login)));
    Ok(page(&UsersPage::of(visit, &rows)))
}
