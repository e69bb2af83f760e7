//! Mail by SMTP: the carrier of the job `outbox`.
//!
//! A mail says which deadlines ask for somebody, by number, clock and day, and where to read more. It
//! holds no name and nothing of what anybody wrote; whoever reads a mailbox that is not theirs learns
//! that there is work. The same mail sent twice has the same Message-ID, date and boundary.

mod letter;

use crate::{
    config::{self, Config},
    web::text::{Lang, Ui},
};
use jobs::{Carried, Carrier, UNREACHABLE};
use letter::Letter;
use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{
        Mailbox, MultiPart, SinglePart,
        header::{HeaderName, HeaderValue},
    },
    transport::smtp::{self, authentication::Credentials},
};
use std::{
    sync::Arc,
    time::{Duration, SystemTime},
};
use store::mail::{Outgoing, SendFault};

/// How long the mail server may take for one step.
const PATIENCE: Duration = Duration::from_secs(20);

/// Mail cannot be sent as it is configured.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The address of the mail server.
    #[error(
        "mail.smtp is not the address of a mail server: {0}; write smtp://HOST:25, smtp://HOST:587?tls=required or smtps://HOST"
    )]
    Server(#[source] smtp::Error),
    /// A password in the address would be shown wherever the address is.
    #[error("mail.smtp must not hold a sign-in; write it as mail.user and mail.password_file")]
    SignIn,
    /// The sender.
    #[error("mail.from `{0}` is no sender; write `Kigen <kigen@example.jp>`")]
    From(String),
    /// The language.
    #[error("mail.language `{0}` is neither `ja` nor `en`")]
    Language(String),
    /// The password's file.
    #[error("mail.password_file {file}: {source}")]
    Password {
        /// The file.
        file: String,
        /// Why.
        source: std::io::Error,
    },
}

/// Sends mail through one server.
#[derive(Clone, Debug)]
pub struct Postman {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    host: String,
    letter: Letter,
}

impl Postman {
    /// As configured; none when no mail server is.
    ///
    /// # Errors
    /// The configuration of the mail cannot be used.
    pub fn of(config: &Config) -> Result<Option<Self>, MailError> {
        let config::Mail {
            smtp,
            user,
            password_file,
            from,
            language,
        } = &config.mail;
        if smtp.is_empty() {
            return Ok(None);
        }
        if smtp.contains('@') {
            return Err(MailError::SignIn);
        }
        let mut server = AsyncSmtpTransport::<Tokio1Executor>::from_url(smtp)
            .map_err(MailError::Server)?
            .timeout(Some(PATIENCE));
        if !user.is_empty() {
            let password =
                std::fs::read_to_string(password_file).map_err(|source| MailError::Password {
                    file: password_file.display().to_string(),
                    source,
                })?;
            server = server.credentials(Credentials::new(user.clone(), password.trim_end().into()));
        }
        let from: Mailbox = from.parse().map_err(|_| MailError::From(from.clone()))?;
        let lang = match language.as_str() {
            "ja" => Lang::Ja,
            "en" => Lang::En,
            _ => return Err(MailError::Language(language.clone())),
        };
        let log = &config.organisation.log;
        Ok(Some(Self {
            transport: server.build(),
            from,
            host: log.split('/').next().unwrap_or(log).to_owned(),
            letter: Letter {
                ui: Ui::new(lang),
                organisation: config.organisation.name.clone(),
                site: config.server.public_url.trim_end_matches('/').to_owned(),
            },
        }))
    }

    /// The same as a carrier of the job.
    ///
    /// # Errors
    /// As [`Postman::of`].
    pub fn carrier(config: &Config) -> Result<Option<Arc<dyn Carrier>>, MailError> {
        let postman = Self::of(config)?;
        Ok(postman.map(|postman| Arc::new(postman) as Arc<dyn Carrier>))
    }

    fn message(&self, mail: &Outgoing) -> Result<Message, SendFault> {
        let bad = |code| SendFault {
            code,
            permanent: true,
        };
        let to: Address = mail.address.parse().map_err(|_| bad("mail.bad_address"))?;
        let written = u64::try_from(mail.written_at.micros()).unwrap_or(0);
        let own = |name: &'static str, value: String| {
            HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
        };
        let words = self.letter.words(mail);
        Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .message_id(Some(format!("<{}@{}>", mail.id, self.host)))
            .date(SystemTime::UNIX_EPOCH + Duration::from_micros(written))
            .subject(words.subject)
            .raw_header(own("Auto-Submitted", "auto-generated".to_owned()))
            .raw_header(own("List-Id", format!("<deadlines.{}>", self.host)))
            .multipart(
                MultiPart::alternative()
                    .boundary(mail.id.clone())
                    .singlepart(SinglePart::plain(words.plain))
                    .singlepart(SinglePart::html(words.html)),
            )
            .map_err(|_| bad("mail.cannot_be_written"))
    }
}

impl Carrier for Postman {
    fn carry(&self, mail: Outgoing) -> Carried<'_> {
        Box::pin(async move {
            let message = self.message(&mail)?;
            match self.transport.send(message).await {
                Ok(_) => Ok(()),
                Err(error) => {
                    let fault = fault(&error);
                    // What the server said may repeat an address: only the code is kept.
                    tracing::warn!(
                        mail = mail.id,
                        code = fault.code,
                        status = error.status().map(|s| s.to_string()),
                        "a mail was not taken"
                    );
                    Err(fault)
                }
            }
        })
    }
}

/// What a failure means: a mail that will never be taken, one that may be later, or a server that
/// takes none.
fn fault(error: &smtp::Error) -> SendFault {
    let status = error.status().map(u16::from);
    let (code, permanent) = match status {
        // Signing in, or being allowed to send at all, is a matter of the configuration.
        None | Some(454 | 530 | 534 | 535 | 538) => (UNREACHABLE, false),
        Some(500..) => ("mail.refused", true),
        Some(_) => ("mail.deferred", false),
    };
    SendFault { code, permanent }
}

#[cfg(test)]
mod tests;
