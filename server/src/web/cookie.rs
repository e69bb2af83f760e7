//! The cookies: one for the session, one for the sign-in form of readers who have none.
//!
//! Each holds 256 random bits and nothing else; the database keeps only a digest of a session's.

use super::settings::Settings;
use data_encoding::BASE64URL_NOPAD;
use poem::web::cookie::{Cookie, SameSite};
use sha2::{Digest, Sha256};
use std::time::Duration;

/// A cookie that only this site's pages may use; it ends with the browser.
fn site_cookie(settings: &Settings, name: &str, value: &str) -> Cookie {
    let mut cookie = Cookie::new_with_str(name, value);
    cookie.set_path("/");
    cookie.set_http_only(true);
    cookie.set_same_site(SameSite::Lax);
    cookie.set_secure(settings.secure_cookies);
    cookie
}

/// The cookie of a session that begins: `__Host-kigen`, or `kigen` in the demo on loopback.
#[must_use]
pub fn session_begins(settings: &Settings, secret: &str) -> Cookie {
    site_cookie(settings, settings.session_cookie(), secret)
}

/// The cookie that removes a session's.
#[must_use]
pub fn session_ends(settings: &Settings) -> Cookie {
    let mut cookie = site_cookie(settings, settings.session_cookie(), "");
    cookie.set_max_age(Duration::ZERO);
    cookie
}

/// The cookie that binds the sign-in form to a browser.
pub(crate) fn form_begins(settings: &Settings, secret: &str) -> Cookie {
    site_cookie(settings, settings.form_cookie(), secret)
}

/// A cookie that remembers a preference for a year.
pub(crate) fn preference(settings: &Settings, name: &str, value: &str) -> Cookie {
    let mut cookie = site_cookie(settings, name, value);
    cookie.set_max_age(Duration::from_hours(365 * 24));
    cookie
}

/// A new secret for a cookie.
#[must_use]
pub fn new_secret(settings: &Settings) -> String {
    BASE64URL_NOPAD.encode(&(settings.randomness)())
}

/// The form token of the reader who holds this cookie: bound to it, and stored nowhere.
pub(crate) fn form_token(secret: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(b"kigen form token 1\0");
    hash.update(secret.as_bytes());
    BASE64URL_NOPAD.encode(&hash.finalize())
}
