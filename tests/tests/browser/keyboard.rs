//! A page worked with keys alone: Tab to get there, arrows to choose, Space to tick, Enter to send.
//! Nothing is clicked and no script moves the focus; scripts only say where it is.

use super::{Served, open, wait_until_left};
use fantoccini::{
    Client, Locator,
    actions::{InputSource as _, KeyAction, KeyActions},
};
use serde_json::json;

const TAB: char = '\u{E004}';
const ENTER: char = '\u{E007}';
const CONTROL: char = '\u{E009}';
const UP: char = '\u{E013}';
const DOWN: char = '\u{E015}';
/// Stops of the Tab key on the longest page, and more than enough.
const STOPS: usize = 250;

async fn press(window: &Client, key: char) {
    let actions = KeyActions::new("keys".to_owned())
        .then(KeyAction::Down { value: key })
        .then(KeyAction::Up { value: key });
    window.perform_actions(actions).await.unwrap();
}

/// Types words, in the place of whatever stands there.
async fn write(window: &Client, words: &str) {
    let all = KeyActions::new("keys".to_owned())
        .then(KeyAction::Down { value: CONTROL })
        .then(KeyAction::Down { value: 'a' })
        .then(KeyAction::Up { value: 'a' })
        .then(KeyAction::Up { value: CONTROL });
    window.perform_actions(all).await.unwrap();
    for key in words.chars() {
        press(window, key).await;
    }
}

/// What is asked of the element that has the focus.
async fn asked(window: &Client, question: &str, css: &str) -> serde_json::Value {
    let script = format!(
        "const at = document.activeElement; const wanted = document.querySelector(arguments[0]); return {question};"
    );
    window.execute(&script, vec![json!(css)]).await.unwrap()
}

/// Goes on with Tab until the focus is on the first element of this kind, where it can be seen.
async fn reach(window: &Client, css: &str) {
    for _ in 0..STOPS {
        if asked(window, "at === wanted", css).await == json!(true) {
            let style = "getComputedStyle(at)";
            let ring = format!(
                "({style}.outlineStyle !== 'none' && parseFloat({style}.outlineWidth) > 0) || {style}.boxShadow !== 'none'"
            );
            assert_eq!(
                asked(window, &ring, css).await,
                json!(true),
                "{css}: the focus is seen"
            );
            let seen = "(box => box.width > 0 && box.bottom > 0 && box.top < innerHeight)(at.getBoundingClientRect())";
            assert_eq!(
                asked(window, seen, css).await,
                json!(true),
                "{css}: it is on the screen"
            );
            return;
        }
        press(window, TAB).await;
    }
    panic!("Tab never reaches {css}");
}

/// Chooses with the arrows, down to the end and up again.
async fn choose(window: &Client, css: &str, by: &str, wanted: &str) {
    for key in [DOWN, UP] {
        for _ in 0..STOPS {
            if asked(window, by, css).await == json!(wanted) {
                return;
            }
            let before = asked(window, "at.selectedIndex", css).await;
            press(window, key).await;
            if asked(window, "at.selectedIndex", css).await == before {
                break;
            }
        }
    }
    panic!("the arrows never reach {wanted} in {css}");
}

/// Chooses what is called so.
pub(super) async fn choose_by_label(window: &Client, css: &str, label: &str) {
    reach(window, css).await;
    let by = "at.selectedOptions[0] ? at.selectedOptions[0].text.trim() : ''";
    choose(window, css, by, label).await;
}

/// Fills a field of the page.
pub(super) async fn fill(window: &Client, name: &str, value: &str) {
    let css = format!("main [name='{name}']");
    let field = window.find(Locator::Css(&css)).await.unwrap();
    let kind = field.attr("type").await.unwrap().unwrap_or_default();
    match (field.tag_name().await.unwrap().as_str(), kind.as_str()) {
        ("select", _) => {
            reach(window, &css).await;
            choose(window, &css, "at.value", value).await;
        }
        (_, "checkbox") => {
            reach(window, &css).await;
            press(window, ' ').await;
        }
        _ => {
            reach(window, &css).await;
            write(window, value).await;
        }
    }
}

/// Presses Enter on a button or link, and waits for the page it leads to.
pub(super) async fn enter(window: &Client, css: &str) {
    reach(window, css).await;
    let before = window.find(Locator::Css("main")).await.unwrap();
    press(window, ENTER).await;
    wait_until_left(window, before, css).await;
}

/// Signs in. The first stop of every page leads past its navigation.
pub(super) async fn sign_in(window: &Client, served: &Served, login: &str) {
    window.delete_all_cookies().await.unwrap();
    open(window, served, "/login?lang=ja").await;
    fill(window, "login", login).await;
    fill(window, "password", "demo").await;
    enter(window, "main form.form button[type=submit]").await;
    window
        .wait()
        .for_element(Locator::Css("form[action='/logout']"))
        .await
        .unwrap();
    press(window, TAB).await;
    let first = asked(window, "at.getAttribute('href')", "main").await;
    assert_eq!(first, json!("#main"), "the first stop leads to the content");
    press(window, ENTER).await;
    press(window, TAB).await;
    let inside = asked(window, "wanted.contains(at)", "main").await;
    assert_eq!(inside, json!(true), "and from there on it is the content");
}
