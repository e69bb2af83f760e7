//! A real browser: Chromium, driven through its own driver.

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, json};
use std::{
    io::{BufRead as _, BufReader},
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::mpsc,
    time::Duration,
};

/// A running driver; the browser ends with it.
#[derive(Debug)]
pub struct Browser {
    driver: Child,
    address: String,
}

/// Where a program is, if this machine has it.
fn find(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}

impl Browser {
    /// Starts the driver on a free port; says why when there is no browser here.
    ///
    /// With `KIGEN_TESTS_NEED_BROWSER=1` a missing browser is a failure.
    #[must_use]
    pub fn start() -> Option<Self> {
        let (Some(driver), Some(_)) = (find("chromedriver"), find("chromium")) else {
            let needed = std::env::var_os("KIGEN_TESTS_NEED_BROWSER").is_some_and(|v| v == "1");
            assert!(!needed, "chromium and chromedriver are needed");
            eprintln!("skipped: no chromium or no chromedriver on this machine");
            return None;
        };
        let mut driver = Command::new(driver)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts");
        // It says: "ChromeDriver was started successfully on port 38517." Its later words are read
        // too, or a full pipe would stop it.
        let said = BufReader::new(driver.stdout.take().expect("its output"));
        let (port, ports) = mpsc::channel();
        std::thread::spawn(move || {
            for line in said.lines().map_while(Result::ok) {
                let found = line.split("successfully on port ").nth(1);
                if let Some(Ok(number)) = found.map(|n| n.trim_end_matches('.').parse::<u16>()) {
                    let _ = port.send(number);
                }
            }
        });
        let port = ports
            .recv_timeout(Duration::from_secs(30))
            .expect("chromedriver names its port");
        Some(Self {
            driver,
            address: format!("http://127.0.0.1:{port}"),
        })
    }

    /// A new window of `width` CSS pixels, with or without JavaScript.
    pub async fn window(&self, width: u32, javascript: bool) -> Client {
        let mut options = json!({
            "binary": "/usr/bin/chromium",
            "args": [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--disable-dev-shm-usage", "--hide-scrollbars", "--lang=ja",
                format!("--window-size={width},900"),
            ],
        });
        if let (false, Some(options)) = (javascript, options.as_object_mut()) {
            options.insert(
                "prefs".to_owned(),
                json!({"webkit.webprefs.javascript_enabled": false,
                "profile.managed_default_content_settings.javascript": 2}),
            );
        }
        // A window is never narrower than 500 pixels; a telephone is emulated.
        if let (true, Some(options)) = (width < 500, options.as_object_mut()) {
            let screen = json!({"width": width, "height": 900, "pixelRatio": 1.0, "touch": true});
            options.insert(
                "mobileEmulation".to_owned(),
                json!({"deviceMetrics": screen}),
            );
        }
        let mut capabilities = Map::new();
        capabilities.insert("goog:chromeOptions".to_owned(), options);
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&self.address)
            .await
            .expect("a browser window");
        let wait = fantoccini::wd::TimeoutConfiguration::new(
            Some(Duration::from_secs(10)),
            Some(Duration::from_secs(20)),
            Some(Duration::from_secs(5)),
        );
        client.update_timeouts(wait).await.expect("time-outs");
        client
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
