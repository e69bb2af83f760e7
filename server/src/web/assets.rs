//! The stylesheet, the script and the icon, each under a name that contains its digest.
//!
//! A changed file gets a new name, so browsers may keep the old one for ever and never show a page
//! with yesterday's style.

use poem::{
    Response,
    http::{StatusCode, header},
};
use rust_embed::RustEmbed;
use std::sync::OnceLock;

#[derive(RustEmbed)]
#[folder = "assets/"]
struct Files;

struct Asset {
    name: String,
    hashed: String,
    content_type: &'static str,
    bytes: Vec<u8>,
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}

fn assets() -> &'static [Asset] {
    static ASSETS: OnceLock<Vec<Asset>> = OnceLock::new();
    ASSETS.get_or_init(|| {
        Files::iter()
            .filter_map(|name| {
                let file = Files::get(&name)?;
                let digest = data_encoding::HEXLOWER.encode(&file.metadata.sha256_hash());
                let short = digest.get(..16).unwrap_or(&digest);
                let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, "bin"));
                Some(Asset {
                    hashed: format!("{stem}.{short}.{ending}"),
                    content_type: content_type(&name),
                    bytes: file.data.into_owned(),
                    name: name.into_owned(),
                })
            })
            .collect()
    })
}

/// The address of the asset called `name` in the source, for example `kigen.css`.
#[must_use]
pub fn href(name: &str) -> String {
    assets()
        .iter()
        .find(|asset| asset.name == name)
        .map_or_else(
            || format!("/assets/{name}"),
            |asset| format!("/assets/{}", asset.hashed),
        )
}

/// The asset served under a hashed file name.
pub(crate) fn response(hashed: &str) -> Option<Response> {
    let asset = assets().iter().find(|asset| asset.hashed == hashed)?;
    Some(
        Response::builder()
            .status(StatusCode::OK)
            .header(header::CONTENT_TYPE, asset.content_type)
            .header(header::CACHE_CONTROL, "public, max-age=31536000, immutable")
            .body(asset.bytes.clone()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_asset_is_found_under_its_hashed_name_only() {
        let address = href("kigen.css");
        let name = address.strip_prefix("/assets/").unwrap();
        assert_ne!(name, "kigen.css");
        let found = response(name).unwrap();
        assert_eq!(found.content_type(), Some("text/css; charset=utf-8"));
        assert!(response("kigen.css").is_none());
    }
}
