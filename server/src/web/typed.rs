//! What was typed into a form, before it means anything.

use domain::{
    era::{DateError, read_date, read_date_time},
    time::Timestamp,
};
use jiff::civil::{Date, Time};
use poem::{FromRequest, Request, RequestBody, Result, web::Form};
use unicode_normalization::UnicodeNormalization;

/// The values of a form by name; the first of a name counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed(pub Vec<(String, String)>);

impl Typed {
    /// The value of a field; empty where it is missing. Line ends are as on this side.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value.as_str())
    }

    /// The same with another value of one field.
    #[must_use]
    pub fn with(&self, name: &str, value: impl Into<String>) -> Self {
        let others = self.0.iter().filter(|(key, _)| key != name).cloned();
        let this = std::iter::once((name.to_owned(), value.into()));
        Self(others.chain(this).collect())
    }

    /// Every value of a field that may come more than once.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = move |(key, _): &&(String, String)| key == name;
        self.0.iter().filter(named).map(|(_, value)| value.as_str())
    }

    /// The value of a field without the space around it, or nothing where there is none.
    #[must_use]
    pub fn filled(&self, name: &str) -> Option<String> {
        Some(self.get(name).trim().to_owned()).filter(|value| !value.is_empty())
    }

    /// Whether a box was ticked.
    #[must_use]
    pub fn is_ticked(&self, name: &str) -> bool {
        self.get(name) == "1"
    }

    /// A date as people write it, or nothing.
    ///
    /// # Errors
    /// The text is no date.
    pub fn date(&self, name: &str) -> std::result::Result<Option<Date>, DateError> {
        match self.get(name).trim() {
            "" => Ok(None),
            text => read_date(text).map(Some),
        }
    }

    /// A date with or without a time, as an instant in Japan, or nothing. A day alone counts from
    /// its beginning.
    ///
    /// # Errors
    /// The text is no date.
    pub fn moment(&self, name: &str) -> std::result::Result<Option<Timestamp>, DateError> {
        match self.get(name).trim() {
            "" => Ok(None),
            text => {
                let read = read_date_time(text)?;
                let time = read.time.unwrap_or(Time::midnight());
                Ok(Some(Timestamp::from_jst(read.date.to_datetime(time))))
            }
        }
    }

    /// A whole number, in whatever width of digits it was typed.
    #[must_use]
    pub fn count(&self, name: &str) -> Option<u32> {
        let folded: String = self.get(name).trim().nfkc().collect();
        folded.parse().ok()
    }

    /// The version the form was made from.
    #[must_use]
    pub fn version(&self) -> Option<u32> {
        self.get("_version").parse().ok()
    }
}

impl<'a> FromRequest<'a> for Typed {
    async fn from_request(req: &'a Request, body: &mut RequestBody) -> Result<Self> {
        let Form(mut fields) = Form::<Vec<(String, String)>>::from_request(req, body).await?;
        for (_, value) in &mut fields {
            if value.contains('\r') {
                *value = value.replace("\r\n", "\n");
            }
        }
        Ok(Self(fields))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_are_read_as_people_write_them() {
        let typed = |text: &str| Typed(vec![("on".into(), text.into())]);
        for text in [
            "R8.11.22",
            "2026/11/22",
            "令和8年11月22日",
            " ２０２６／１１／２２ ",
        ] {
            assert_eq!(
                typed(text).date("on"),
                Ok(Some(date(2026, 11, 22))),
                "{text}"
            );
        }
        assert_eq!(typed("").date("on"), Ok(None));
        assert_eq!(typed("2026/02/30").date("on"), Err(DateError::NoSuchDay));
        let at = Timestamp::from_jst(date(2026, 11, 22).at(10, 5, 0, 0));
        assert_eq!(typed("令和8年11月22日 10:05").moment("on"), Ok(Some(at)));
        assert_eq!(Typed::default().get("on"), "");
        assert_eq!(typed(" １４ ").count("on"), Some(14));
        assert_eq!(typed("14日").count("on"), None);
    }
}
