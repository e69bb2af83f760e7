//! A real SMTP server on this machine, and the mails it took.

use serde_json::Value;
use std::{
    collections::BTreeMap,
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
    sync::{
        Mutex,
        mpsc::{Receiver, channel},
    },
    time::Duration,
};

/// One mail, as a mail program reads it.
#[derive(Debug, serde::Deserialize)]
pub(crate) struct Letter {
    pub(crate) to: Vec<String>,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) plain: String,
    pub(crate) html: String,
    pub(crate) defects: Vec<String>,
    pub(crate) sha256: String,
}

/// The running server; it ends with this.
pub(crate) struct Postbox {
    pub(crate) port: u16,
    server: Child,
    lines: Mutex<Receiver<String>>,
}

impl Postbox {
    /// Starts it on a free port; says so when this machine has none.
    pub(crate) fn start() -> Option<Self> {
        let there = Command::new("/usr/bin/python3")
            .args(["-c", "import aiosmtpd"])
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success());
        if there {
            return Self::start_on(0);
        }
        assert!(
            std::env::var_os("KIGEN_TESTS_NEED_SMTP").is_none(),
            "python3-aiosmtpd is missing"
        );
        eprintln!("skipped: no python3-aiosmtpd on this machine");
        None
    }

    /// Starts it on this port.
    pub(crate) fn start_on(port: u16) -> Option<Self> {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/mail/postbox.py");
        let mut server = Command::new("/usr/bin/python3")
            .args([script, &port.to_string()])
            .stdout(Stdio::piped())
            .spawn()
            .ok()?;
        let mut lines = BufReader::new(server.stdout.take()?).lines();
        let port = lines.next()?.ok()?.parse().ok()?;
        let (tell, told) = channel();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                if tell.send(line).is_err() {
                    return;
                }
            }
        });
        Some(Self {
            port,
            server,
            lines: Mutex::new(told),
        })
    }

    /// The mails that came since the last call. The server prints a mail before it says that it took
    /// it, so that what was sent is here at once.
    pub(crate) fn letters(&self) -> Vec<Letter> {
        let lines = self.lines.lock().unwrap();
        let mut letters = Vec::new();
        while let Ok(line) = lines.recv_timeout(Duration::from_millis(100)) {
            let value: Value = serde_json::from_str(&line).unwrap();
            letters.push(serde_json::from_value(value).unwrap());
        }
        letters
    }
}

impl Drop for Postbox {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
