//! Who reads: the signed-in person as the pages know them.
//!
//! A handler that takes a `&Viewer` is for signed-in readers only. What that person may see and do
//! is not decided here but by the one policy function behind every query and command.

use super::{failure::Failure, frame, problem::Problem, visit::Visit};
use domain::{access::Actor, code::Role};
use poem::{
    FromRequest, IntoResponse, Request, RequestBody, Response, Result,
    http::{StatusCode, header},
};
use std::{future::Future, pin::Pin, sync::Arc};

/// A signed-in person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewer {
    /// Who acts, with the parts they play at this moment.
    pub actor: Actor,
    /// The name shown in the page header.
    pub name: String,
    /// Whether they gave the pledge that the rules ask of them (B16-B17): nothing opens before.
    pub pledged: bool,
}

/// Finds the person behind a session secret; `None` when the session has ended.
pub type Lookup = Arc<
    dyn Fn(String) -> Pin<Box<dyn Future<Output = Result<Option<Viewer>>> + Send>> + Send + Sync,
>;

impl Viewer {
    /// The first page after signing in: what this person comes for in the morning.
    #[must_use]
    pub fn home(&self) -> &'static str {
        for (roles, home) in [
            (
                &[Role::Supervisor, Role::CenterHead, Role::ComplianceLead][..],
                "/today",
            ),
            (&[Role::Intake, Role::Handler, Role::Secretariat], "/queue"),
            (&[Role::President, Role::Director, Role::Kanji], "/board"),
            (&[Role::Auditor, Role::RecordsManager], "/audit"),
            (&[Role::MemberContact], "/portal"),
            (&[Role::Membership, Role::Publisher], "/members"),
            (&[Role::HearingOfficer], "/measures"),
            (&[Role::SecondApprover], "/approvals"),
            (&[Role::Admin], "/admin/jobs"),
        ] {
            if self.actor.is_any(roles) {
                return home;
            }
        }
        "/help"
    }

    /// Lets the person into a part of the office, named by its address in the navigation.
    ///
    /// # Errors
    /// [`Problem::Forbidden`] when none of their parts works there.
    pub fn enters(&self, part: &str) -> Result<(), Failure> {
        if frame::works_in(&self.actor, part) {
            Ok(())
        } else {
            Err(Failure::new(Problem::Forbidden))
        }
    }
}

impl<'a> FromRequest<'a> for &'a Viewer {
    async fn from_request(req: &'a Request, body: &mut RequestBody) -> Result<Self> {
        let visit = <&Visit>::from_request(req, body).await?;
        let viewer = signed_in(visit)?;
        // The one place that decides it, for every page and every operation of the interface.
        if viewer.pledged {
            return Ok(viewer);
        }
        if visit.is_api() || !visit.is_safe() {
            return Err(Failure::new(Problem::PledgeMissing).into());
        }
        Err(led_to("/pledge", &visit.address()))
    }
}

/// Whoever has signed in, pledged or not.
///
/// # Errors
/// The way to the sign-in page and back, or [`Problem::SignInRequired`].
pub(crate) fn signed_in(visit: &Visit) -> Result<&Viewer> {
    match visit.viewer.get() {
        Some(viewer) => Ok(viewer),
        None if visit.is_api() || !visit.is_safe() => {
            Err(Failure::new(Problem::SignInRequired).into())
        }
        None => Err(led_to("/login", &visit.address())),
    }
}

/// The way to a page that leads back to `address` afterwards.
fn led_to(page: &str, address: &str) -> poem::Error {
    let response = Response::builder()
        .status(StatusCode::SEE_OTHER)
        .header(
            header::LOCATION,
            format!("{page}?next={}", query_value(address)),
        )
        .finish()
        .into_response();
    poem::Error::from_response(response)
}

/// `text` as the value of a query parameter.
pub(crate) fn query_value(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push_str(&data_encoding::HEXUPPER.encode(&[byte]));
        }
    }
    out
}

/// The place to go after signing in, if `next` is a path of this site.
///
/// Anything a browser could read as another site's address is dropped: `//host`, `/\host`, a scheme,
/// control characters.
#[must_use]
pub fn safe_next(next: &str) -> Option<&str> {
    let rest = next.strip_prefix('/')?;
    let local =
        !rest.starts_with(['/', '\\']) && next.chars().all(|c| c.is_ascii_graphic() && c != '\\');
    let back_to_sign_in =
        next.starts_with("/login") || next.starts_with("/logout") || next == "/pledge";
    (local && !back_to_sign_in).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::ActorId;

    #[test]
    fn only_a_path_of_this_site_follows_a_sign_in() {
        for good in [
            "/",
            "/queue",
            "/cases/r8-c-0123/deadlines?tab=1",
            "/today?officer=a",
        ] {
            assert_eq!(safe_next(good), Some(good));
        }
        for bad in [
            "",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/\t/evil",
            "queue",
            "/a\\b",
            "/login?next=/",
            "/a\r\nSet-Cookie:x",
            "javascript:alert(1)",
        ] {
            assert_eq!(safe_next(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn a_person_with_two_parts_lands_where_deadlines_are_watched() {
        let viewer = |roles: &[Role]| Viewer {
            actor: Actor::new(ActorId::System("x".into()), roles.to_vec(), None),
            name: "x".into(),
            pledged: true,
        };
        assert_eq!(viewer(&[Role::Handler, Role::Supervisor]).home(), "/today");
        assert_eq!(viewer(&[]).home(), "/help");
        for role in Role::ALL {
            let viewer = viewer(&[*role]);
            let home = viewer.home();
            assert!(
                home == "/help" || viewer.enters(home).is_ok(),
                "{role:?} may not enter {home}"
            );
        }
    }

    #[test]
    fn the_way_back_is_one_query_value() {
        assert_eq!(
            query_value("/queue?state=overdue&x=期"),
            "/queue%3Fstate%3Doverdue%26x%3D%E6%9C%9F"
        );
    }
}
