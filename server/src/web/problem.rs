//! Everything that can go wrong for a reader, in one table.
//!
//! Each problem has a stable code, a status and a page of its own (`/problems/{code}`), whose
//! address is the `type` of the RFC 9457 body. The API answers with that body, a page elsewhere
//! shows the same words; both take them from the catalogue under `problem-{code}-*`.

use poem::http::StatusCode;

/// A kind of failure a reader can meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The request could not be understood.
    BadRequest,
    /// The request must come with an `Idempotency-Key`.
    KeyRequired,
    /// The `Idempotency-Key` was used for another request.
    KeyReused,
    /// The request with this `Idempotency-Key` is being carried out.
    KeyInFlight,
    /// The address or a field names something of the wrong form.
    InvalidInput,
    /// The page needs a sign-in.
    SignInRequired,
    /// The reader owes the pledge of confidentiality (B16-B17).
    PledgeMissing,
    /// The reader may not do this.
    Forbidden,
    /// The form came from another site or an earlier sign-in.
    FormExpired,
    /// There is nothing here, or nothing this reader may see.
    NotFound,
    /// The address does not know this method.
    MethodNotAllowed,
    /// The request body did not arrive in time, or the answer took too long.
    Timeout,
    /// The state of the object does not allow this step.
    NotAllowedNow,
    /// Somebody else changed the object since the form was shown.
    Stale,
    /// The request body is over the limit.
    TooLarge,
    /// The body is of a kind this address does not take.
    UnsupportedMediaType,
    /// The request must say which version it changes (`If-Match`).
    VersionRequired,
    /// Too many attempts.
    TooManyRequests,
    /// A fault of the program.
    Internal,
    /// The program is starting, stopping or cannot reach its database.
    Unavailable,
}

impl Problem {
    /// The whole table.
    pub const ALL: [Self; 20] = [
        Self::BadRequest,
        Self::KeyRequired,
        Self::KeyReused,
        Self::KeyInFlight,
        Self::InvalidInput,
        Self::SignInRequired,
        Self::PledgeMissing,
        Self::Forbidden,
        Self::FormExpired,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::Timeout,
        Self::NotAllowedNow,
        Self::Stale,
        Self::TooLarge,
        Self::UnsupportedMediaType,
        Self::VersionRequired,
        Self::TooManyRequests,
        Self::Internal,
        Self::Unavailable,
    ];

    /// The stable code, as in `/problems/{code}`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::BadRequest => "bad-request",
            Self::KeyRequired => "idempotency-key-required",
            Self::KeyReused => "idempotency-key-reused",
            Self::KeyInFlight => "idempotency-key-in-flight",
            Self::InvalidInput => "invalid-input",
            Self::SignInRequired => "sign-in-required",
            Self::PledgeMissing => "pledge.missing",
            Self::Forbidden => "forbidden",
            Self::FormExpired => "form-expired",
            Self::NotFound => "not-found",
            Self::MethodNotAllowed => "method-not-allowed",
            Self::Timeout => "timeout",
            Self::NotAllowedNow => "not-allowed-now",
            Self::Stale => "stale",
            Self::TooLarge => "too-large",
            Self::UnsupportedMediaType => "unsupported-media-type",
            Self::VersionRequired => "version-required",
            Self::TooManyRequests => "too-many-requests",
            Self::Internal => "internal",
            Self::Unavailable => "unavailable",
        }
    }

    /// The status of the answer.
    #[must_use]
    pub const fn status(self) -> StatusCode {
        match self {
            Self::BadRequest | Self::KeyRequired => StatusCode::BAD_REQUEST,
            Self::InvalidInput | Self::KeyReused => StatusCode::UNPROCESSABLE_ENTITY,
            Self::SignInRequired => StatusCode::UNAUTHORIZED,
            Self::PledgeMissing | Self::Forbidden | Self::FormExpired => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Timeout => StatusCode::REQUEST_TIMEOUT,
            Self::NotAllowedNow | Self::KeyInFlight => StatusCode::CONFLICT,
            Self::Stale => StatusCode::PRECONDITION_FAILED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::VersionRequired => StatusCode::PRECONDITION_REQUIRED,
            Self::TooManyRequests => StatusCode::TOO_MANY_REQUESTS,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// The problem with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|problem| problem.code() == code)
    }

    /// The problem a bare status stands for, as poem's own failures are.
    #[must_use]
    pub fn from_status(status: StatusCode) -> Self {
        match status {
            StatusCode::UNAUTHORIZED => Self::SignInRequired,
            StatusCode::FORBIDDEN => Self::Forbidden,
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Self::MethodNotAllowed,
            StatusCode::REQUEST_TIMEOUT | StatusCode::GATEWAY_TIMEOUT => Self::Timeout,
            StatusCode::CONFLICT => Self::NotAllowedNow,
            StatusCode::PRECONDITION_FAILED => Self::Stale,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Self::UnsupportedMediaType,
            StatusCode::UNPROCESSABLE_ENTITY => Self::InvalidInput,
            StatusCode::PRECONDITION_REQUIRED => Self::VersionRequired,
            StatusCode::TOO_MANY_REQUESTS => Self::TooManyRequests,
            StatusCode::SERVICE_UNAVAILABLE => Self::Unavailable,
            other if other.is_client_error() => Self::BadRequest,
            _ => Self::Internal,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::text::{Lang, Ui};

    #[test]
    fn every_problem_is_found_again_and_explained_in_both_languages() {
        for problem in Problem::ALL {
            assert_eq!(Problem::from_code(problem.code()), Some(problem));
            for lang in Lang::ALL {
                let ui = Ui::new(lang);
                for part in ["title", "detail", "todo"] {
                    let code = problem.code();
                    let words = ui.term("problem", format!("{code}-{part}"));
                    assert_ne!(words, format!("{code}-{part}"), "{lang:?} {code} {part}");
                }
            }
        }
        assert_eq!(Problem::from_code("nonsense"), None);
    }

    #[test]
    fn a_bare_status_maps_to_a_problem_of_that_status() {
        for problem in Problem::ALL {
            let status = problem.status();
            assert_eq!(Problem::from_status(status).status(), status);
        }
        assert_eq!(
            Problem::from_status(StatusCode::IM_A_TEAPOT),
            Problem::BadRequest
        );
        assert_eq!(
            Problem::from_status(StatusCode::BAD_GATEWAY),
            Problem::Internal
        );
    }
}
