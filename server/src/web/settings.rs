//! What the pages need to know about the installation.

use std::{fmt, sync::Arc, time::Duration};

/// Where a reader finds help, shown on every page at the same place (WCAG 2.2, 3.2.6).
#[derive(Clone, Debug, Default)]
pub struct HelpDesk {
    /// The organisation's name as it stands in the page header.
    pub organisation: String,
    /// A telephone number, or empty.
    pub telephone: String,
    /// A mail address, or empty.
    pub mail: String,
}

/// A source of 256 random bits.
pub type Randomness = Arc<dyn Fn() -> [u8; 32] + Send + Sync>;

/// The settings of the web side.
#[derive(Clone)]
pub struct Settings {
    /// Whether cookies are `__Host-` cookies with `Secure`; false only for the demo on loopback.
    pub secure_cookies: bool,
    /// Whether this is the demo, which shows its fictional sign-ins.
    pub demo: bool,
    /// The largest request body taken, in bytes.
    pub body_limit_bytes: usize,
    /// How long a body may take to arrive.
    pub read_timeout: Duration,
    /// How long an answer may take altogether.
    pub request_timeout: Duration,
    /// Where a reader finds help.
    pub help: HelpDesk,
    /// Randomness for the form cookie of readers who have not signed in.
    pub randomness: Randomness,
}

impl Settings {
    /// The defaults: secure cookies, 1 MiB bodies in 10 s, answers in 30 s.
    #[must_use]
    pub fn new(help: HelpDesk, randomness: Randomness) -> Self {
        Self {
            secure_cookies: true,
            demo: false,
            body_limit_bytes: 1 << 20,
            read_timeout: Duration::from_secs(10),
            request_timeout: Duration::from_secs(30),
            help,
            randomness,
        }
    }

    /// The name of the session cookie.
    #[must_use]
    pub fn session_cookie(&self) -> &'static str {
        if self.secure_cookies {
            "__Host-kigen"
        } else {
            "kigen"
        }
    }

    /// The name of the cookie that binds the sign-in form to a browser.
    #[must_use]
    pub fn form_cookie(&self) -> &'static str {
        if self.secure_cookies {
            "__Host-kigen-form"
        } else {
            "kigen-form"
        }
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("secure_cookies", &self.secure_cookies)
            .field("demo", &self.demo)
            .field("body_limit_bytes", &self.body_limit_bytes)
            .finish_non_exhaustive()
    }
}
