//! What the handlers stand on: the office, the installation, and the way from what the office says
//! to what a reader is told.

use super::{
    failure::Failure,
    problem::Problem,
    text::Ui,
    view::{form::Fault, step::Step},
    viewer::{Lookup, Viewer},
};
use crate::installation::Installation;
use domain::{case::Number, refusal::Refusal};
use std::sync::Arc;
use store::{DatabaseError, Office, OfficeError, desk::Directory};

/// The office behind the pages.
#[derive(Clone, Debug)]
pub struct Site {
    /// The office.
    pub office: Office,
    /// Its folder and configuration.
    pub installation: Arc<Installation>,
}

impl Site {
    /// Finds the person behind a session.
    #[must_use]
    pub fn lookup(&self) -> Lookup {
        let office = self.office.clone();
        Arc::new(move |secret| {
            let office = office.clone();
            Box::pin(async move {
                let found = office.signed_in(&secret).await.map_err(|e| failure(&e))?;
                Ok(found.map(|(account, login, name)| Viewer {
                    actor: account.actor(),
                    login,
                    name,
                    roles: account
                        .roles
                        .iter()
                        .map(|role| role.code().to_owned())
                        .collect(),
                }))
            })
        })
    }

    /// Names of staff.
    ///
    /// # Errors
    /// The office failed.
    pub async fn directory(&self) -> Result<Directory, Failure> {
        self.office.directory().await.map_err(|e| failure(&e))
    }
}

/// What a reader is told when the office says no or fails. What failed inside is logged by its
/// code; a reader is told that it did, not how.
#[must_use]
pub fn failure(error: &OfficeError) -> Failure {
    match error {
        OfficeError::Refused(refusal) => refused(refusal),
        OfficeError::Conflict { .. } => Failure::new(Problem::Stale),
        OfficeError::Database(
            DatabaseError::Unreachable(_)
            | DatabaseError::ReadOnly
            | DatabaseError::LockedByOtherProcess { .. },
        ) => Failure::new(Problem::Unavailable),
        other => {
            tracing::error!(code = other.code(), "the office failed");
            Failure::new(Problem::Internal)
        }
    }
}

fn refused(refusal: &Refusal) -> Failure {
    let problem = match refusal.code {
        "access.denied" => Problem::Forbidden,
        "case.not_found" | "account.not_found" => Problem::NotFound,
        "case.step_not_allowed" => Problem::NotAllowedNow,
        "proposal.changed" => Problem::Stale,
        _ => Problem::InvalidInput,
    };
    Failure::new(problem)
}

/// [`failure`] of a command to a case, in the reader's words: the field it is about, and the steps
/// that are possible instead.
#[must_use]
pub fn case_failure(error: &OfficeError, ui: &Ui, number: Option<Number>) -> Failure {
    let failure = failure(error);
    let OfficeError::Refused(refusal) = error else {
        return failure;
    };
    let allowed = refusal
        .allowed
        .iter()
        .map(|name| Step {
            code: (*name).to_owned(),
            href: number.map_or_else(String::new, |n| format!("/cases/{n}/do/{name}")),
            primary: false,
            two_person: name.starts_with("propose-"),
        })
        .collect();
    let words = ui.term("refusal", refusal.code.replace(['.', '_'], "-"));
    let failure = if failure.problem == Problem::InvalidInput {
        failure.because(words)
    } else {
        failure
    };
    failure
        .with_faults(faults(refusal, ui))
        .with_allowed(allowed)
}

/// The field a refusal is about, in the reader's words.
#[must_use]
pub fn faults(refusal: &Refusal, ui: &Ui) -> Vec<Fault> {
    refusal
        .field
        .iter()
        .map(|field| Fault {
            field: (*field).to_owned(),
            code: refusal.code.to_owned(),
            message: ui.term("refusal", refusal.code.replace(['.', '_'], "-")),
        })
        .collect()
}
