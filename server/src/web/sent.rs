//! A form that was sent with a file.

use super::{failure::Failure, problem::Problem, typed::Typed};
use poem::{FromRequest, Request, RequestBody, Result, web::Multipart};

/// What was typed, and the file. The body was bounded and gathered before (`middleware::limits`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// The fields.
    pub typed: Typed,
    /// The file's name and bytes; nothing when none was picked.
    pub file: Option<(String, Vec<u8>)>,
}

impl<'a> FromRequest<'a> for Sent {
    async fn from_request(req: &'a Request, body: &mut RequestBody) -> Result<Self> {
        let broken = || Failure::new(Problem::BadRequest);
        let mut form = Multipart::from_request(req, body).await?;
        let mut sent = Self::default();
        while let Some(part) = form.next_field().await.map_err(|_| broken())? {
            let name = part.name().unwrap_or_default().to_owned();
            let file = part.file_name().map(str::to_owned);
            let bytes = part.bytes().await.map_err(|_| broken())?;
            match file {
                // One file at a time: what comes after the first is not looked at.
                Some(file) if name == "file" && sent.file.is_none() => {
                    if !(file.is_empty() && bytes.is_empty()) {
                        sent.file = Some((file, bytes));
                    }
                }
                Some(_) => {}
                None => {
                    let text = String::from_utf8(bytes).map_err(|_| broken())?;
                    sent.typed.0.push((name, text));
                }
            }
        }
        Ok(sent)
    }
}
