//! Searching, and suggestions while a matter is typed in, with scripts and without.

use super::{Served, journey, open, path, press, sign_in, text, write};
use fantoccini::{Client, Locator};
use tests::harness::browser::Browser;

/// Writes a picture of the page when a folder is named.
async fn picture(window: &Client, name: &str) {
    if let Some(folder) = std::env::var_os("KIGEN_PICTURES") {
        let png = window.screenshot().await.unwrap();
        std::fs::write(
            std::path::Path::new(&folder).join(format!("{name}.png")),
            png,
        )
        .unwrap();
    }
}

async fn choose(window: &Client, name: &str, value: &str) {
    let css = format!("main [name='{name}']");
    let field = window.find(Locator::Css(&css)).await.unwrap();
    field.select_by_value(value).await.unwrap();
}

async fn wait_for(window: &Client, css: &str) {
    let found = window.wait().for_element(Locator::Css(css)).await;
    found.unwrap_or_else(|error| panic!("{css}: {error}"));
}

/// Takes a complaint in.
async fn register(window: &Client, served: &Served) {
    open(window, served, "/cases/new").await;
    choose(window, "channel", "telephone").await;
    choose(window, "respondent", "member:D0003").await;
    choose(window, "category", "disclosure").await;
    write(window, "main [name=content]", "勧修寺の漏えいについて").await;
    write(window, "main [name=name]", "髙﨑　ハナコ").await;
    let tick = window.find(Locator::Css("main [name=explained]")).await;
    tick.unwrap().click().await.unwrap();
    press(window, "main form.form button[type=submit]").await;
    assert!(path(window).await.ends_with("/receipt"));
}

/// The box in the header finds the case, and no word stands in the address.
async fn seeks(window: &Client, served: &Served, kind: &str) {
    open(window, served, "/queue").await;
    picture(window, &format!("header-{kind}")).await;
    write(window, "header [name=words]", "高崎はなこ").await;
    press(window, "header form.seek button").await;
    wait_for(window, "mark").await;
    assert_eq!(text(window, "mark").await, "髙﨑　ハナコ");
    let address = window.current_url().await.unwrap();
    assert_eq!((address.path(), address.query()), ("/search", None));
    picture(window, &format!("search-{kind}")).await;
}

async fn both(browser: &Browser, served: &Served) {
    let window = browser.window(1280, true).await;
    sign_in(&window, served, "uketsuke").await;
    register(&window, served).await;
    seeks(&window, served, "wide").await;

    // The list comes while the name is typed, and the typing goes on undisturbed.
    open(&window, served, "/cases/new").await;
    write(&window, "main [name=name]", "高崎 はなこ").await;
    wait_for(&window, "[data-suggest] .hit").await;
    let said = text(&window, "[data-suggest]").await;
    assert!(said.contains("氏名が同じ"), "{said}");
    let focused = window.active_element().await.unwrap();
    let name = focused.attr("name").await.unwrap();
    assert_eq!(name.as_deref(), Some("name"));
    let status = window.find(Locator::Css("#suggested-said")).await.unwrap();
    let told = status
        .prop("textContent")
        .await
        .unwrap()
        .unwrap_or_default();
    assert!(told.contains("1件"), "{told}");
    picture(&window, "suggest-wide").await;
    window.close().await.unwrap();

    let window = browser.window(500, false).await;
    sign_in(&window, served, "uketsuke").await;
    seeks(&window, served, "narrow").await;
    open(&window, served, "/cases/new").await;
    write(&window, "main [name=name]", "高崎 はなこ").await;
    write(&window, "main [name=content]", "前の申出の続き").await;
    press(&window, "main button[name=_similar]").await;
    wait_for(&window, "[data-suggest] .hit").await;
    let kept = window
        .find(Locator::Css("main [name=content]"))
        .await
        .unwrap();
    let kept = kept.prop("value").await.unwrap().unwrap_or_default();
    assert_eq!(kept, "前の申出の続き");
    picture(&window, "suggest-narrow").await;
    press(&window, "main button[value^='prior:']").await;
    let hidden = window.find(Locator::Css("main [name=prior]")).await;
    assert!(hidden.is_ok(), "the earlier case is chosen");
    window.close().await.unwrap();
}

#[test]
fn a_search_and_its_suggestions_work_with_scripts_and_without() {
    journey(both);
}
