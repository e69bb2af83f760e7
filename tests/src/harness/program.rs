//! The real program in a folder of its own, run as anybody would run it.

use std::{
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};
use tempfile::TempDir;

/// The built program, beside the tests' own executables. `tests/run` builds it first.
#[must_use]
pub fn kigen() -> PathBuf {
    let here = std::env::current_exe().expect("a path");
    here.ancestors()
        .map(|folder| folder.join("kigen"))
        .find(|file| file.is_file())
        .expect("the program is built: run `cargo build` first, or all of `tests/run`")
}

/// A data folder for the program.
#[derive(Debug)]
pub struct Program {
    /// The folder.
    pub dir: TempDir,
    /// `KIGEN__DATABASE__URL`, when the data lies in PostgreSQL.
    pub database_url: Option<String>,
}

impl Default for Program {
    fn default() -> Self {
        Self::new()
    }
}

impl Program {
    /// A new, empty folder.
    #[must_use]
    pub fn new() -> Self {
        Self {
            dir: TempDir::with_prefix("kigen-program-").expect("a temporary folder"),
            database_url: None,
        }
    }

    /// The folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    /// The command with these arguments, not started yet.
    #[must_use]
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(kigen());
        command
            .args(arguments)
            .arg("--data-dir")
            .arg(self.path())
            .stdin(Stdio::null())
            .env_remove("KIGEN_LOG")
            .env_remove("KIGEN_DATA_DIR");
        if let Some(url) = &self.database_url {
            command.env("KIGEN__DATABASE__URL", url);
        }
        command
    }

    /// Runs the command to its end.
    #[must_use]
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments)
            .output()
            .expect("the program starts")
    }

    /// Runs the command, which must end in order, and returns what it printed.
    #[expect(
        clippy::must_use_candidate,
        reason = "often only that it ends in order matters"
    )]
    pub fn ok(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(
            output.status.success(),
            "kigen {arguments:?}: {}\n{}{}",
            output.status,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    /// Digest of the ledger's last record, as `kigen ledger verify` prints it.
    #[must_use]
    pub fn head(&self) -> String {
        self.ok(&["ledger", "verify", "--json"])
    }
}
