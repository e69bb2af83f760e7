//! One private PostgreSQL cluster, shared by every test process of this user.
//!
//! Each test runs in a process of its own, and starting a cluster takes seconds, so the first process
//! starts it and the others find it, in a folder under the temporary one. Two lock files beside it decide
//! everything, and the kernel gives locks back however a process ends:
//!
//! - `start.lock`, exclusive, while somebody starts or stops the cluster;
//! - `users.lock`, shared, by every process that uses it, for as long as it lives.
//!
//! A small shell loop, started with the cluster, tries every 20 seconds to take `users.lock` alone; when
//! it can, nobody is left: it stops the cluster and deletes its folder. A killed test run therefore
//! leaves nothing behind for longer than that. The cluster listens on a socket only, and it neither syncs
//! nor keeps anything: never use it for data.
//!
//! PostgreSQL refuses to run as root. As root we run it as the user `postgres`, else `nobody`.

use std::{
    env, fmt,
    fs::{self, File, Permissions},
    hash::{BuildHasher, Hasher, RandomState},
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::OnceLock,
};

/// Why there is no PostgreSQL to test on.
#[derive(Clone, Debug)]
pub struct NoPostgres(String);

impl fmt::Display for NoPostgres {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no PostgreSQL to test on: {}", self.0)
    }
}

/// The running cluster.
#[derive(Clone, Debug)]
pub struct Cluster {
    home: PathBuf,
    bin: PathBuf,
    user: Option<&'static str>,
}

struct Joined {
    cluster: Cluster,
    /// Held until the process ends.
    _users: File,
}

static JOINED: OnceLock<Result<Joined, NoPostgres>> = OnceLock::new();

impl Cluster {
    /// Finds the running cluster or starts one; in one process only once.
    ///
    /// # Errors
    /// When PostgreSQL's server programs are not installed, or it does not start.
    pub fn join() -> Result<Self, NoPostgres> {
        match JOINED.get_or_init(start_or_find) {
            Ok(joined) => Ok(joined.cluster.clone()),
            Err(why) => Err(why.clone()),
        }
    }

    /// The address of a database of this cluster.
    #[must_use]
    pub fn url(&self, database: &str) -> String {
        let socket = self.home.join("socket").display().to_string();
        format!(
            "postgres://kigen@{}/{database}",
            socket.replace('%', "%25").replace('/', "%2F")
        )
    }

    /// Makes an empty database with a name of its own.
    #[must_use]
    pub fn create_database(&self) -> String {
        // Random, because a killed test with the same process number may have left its own.
        let random = RandomState::new().build_hasher().finish();
        let name = format!("t{}_{random:016x}", std::process::id());
        self.psql(&format!("CREATE DATABASE {name} TEMPLATE template0"));
        name
    }

    /// Deletes a database, connections or not.
    pub fn drop_database(&self, name: &str) {
        self.psql(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
    }

    /// Runs one statement as the cluster's superuser in its maintenance database.
    pub fn psql(&self, statement: &str) {
        let output = Command::new(self.bin.join("psql"))
            .args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-U", "kigen"])
            .args(["-d", "postgres", "-c", statement, "-h"])
            .arg(self.home.join("socket"))
            .output()
            .expect("psql starts");
        assert!(
            output.status.success(),
            "{statement}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }

    fn data(&self) -> PathBuf {
        self.home.join("data")
    }

    /// A server program, run as the cluster's user.
    fn server_program(&self, name: &str) -> Command {
        let program = self.bin.join(name);
        let mut command = match self.user {
            None => Command::new(program),
            Some(user) => {
                let mut command = Command::new("setpriv");
                command
                    .arg(format!("--reuid={user}"))
                    .args(["--clear-groups", "--"])
                    .arg(program);
                command
            }
        };
        // A pipe inherited by the server would keep the test runner waiting for its end.
        command
            .current_dir("/")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }

    fn is_running(&self) -> bool {
        self.data().join("PG_VERSION").exists()
            && self
                .server_program("pg_ctl")
                .arg("status")
                .arg("-D")
                .arg(self.data())
                .status()
                .is_ok_and(|status| status.success())
    }

    fn start(&self) -> Result<(), NoPostgres> {
        let _ = fs::remove_dir_all(&self.home);
        let socket = self.home.join("socket");
        let io = |e: std::io::Error| NoPostgres(format!("{}: {e}", self.home.display()));
        fs::create_dir_all(&socket).map_err(io)?;
        fs::create_dir(self.data()).map_err(io)?;
        if let Some(user) = self.user {
            let done = Command::new("chown")
                .args(["-R", user])
                .arg(&self.home)
                .status();
            if !done.is_ok_and(|s| s.success()) {
                return Err(NoPostgres(format!("cannot give its folder to {user}")));
            }
        }
        fs::set_permissions(&self.home, Permissions::from_mode(0o700)).map_err(io)?;
        let made = self
            .server_program("initdb")
            .args(["-U", "kigen", "-A", "trust", "-E", "UTF8", "--locale=C"])
            .args(["--no-sync", "-D"])
            .arg(self.data())
            .status();
        if !made.is_ok_and(|s| s.success()) {
            return Err(NoPostgres("initdb failed".to_owned()));
        }
        let options = format!(
            "-c listen_addresses= -c unix_socket_directories={} -c fsync=off -c synchronous_commit=off \
             -c full_page_writes=off -c max_connections=400 -c shared_buffers=64MB",
            socket.display()
        );
        let started = self
            .server_program("pg_ctl")
            .args(["start", "-w", "-t", "60", "-o", &options, "-D"])
            .arg(self.data())
            .arg("-l")
            .arg(self.home.join("log"))
            .status();
        if !started.is_ok_and(|s| s.success()) {
            let log = fs::read_to_string(self.home.join("log")).unwrap_or_default();
            return Err(NoPostgres(format!("it does not start: {log}")));
        }
        self.watch();
        Ok(())
    }

    /// Starts the loop that stops the cluster when nobody uses it any more.
    fn watch(&self) {
        const LOOP: &str = r#"
            while sleep 20; do
                (
                    flock -x 8
                    flock -n -x 9 || exit 1
                    "$@" >/dev/null 2>&1
                    rm -rf "$home"
                ) 8>>"$home.start.lock" 9>>"$home.users.lock" && exit
            done"#;
        let stop = self.server_program("pg_ctl");
        let mut watcher = Command::new("setsid");
        watcher
            .args(["sh", "-c", LOOP, "kigen-test-postgres"])
            .arg(stop.get_program())
            .args(stop.get_args())
            .args(["stop", "-m", "immediate", "-D"])
            .arg(self.data())
            .env("home", &self.home)
            .current_dir("/")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        if watcher.spawn().is_err() {
            eprintln!(
                "the test cluster in {} stays up; stop it with `pg_ctl stop -D {}`",
                self.home.display(),
                self.data().display()
            );
        }
    }
}

fn start_or_find() -> Result<Joined, NoPostgres> {
    let bin = find_programs()?;
    // The owner of what this process makes is its effective user, without unsafe code.
    let probe = tempfile::tempfile().and_then(|f| f.metadata());
    let uid = probe.map_err(|e| NoPostgres(e.to_string()))?.uid();
    let user = if uid == 0 { Some(server_user()?) } else { None };
    let version = bin
        .parent()
        .and_then(Path::file_name)
        .map_or_else(String::new, |v| format!("-{}", v.display()));
    let home = env::temp_dir().join(format!("kigen-test-postgres-{uid}{version}"));
    let cluster = Cluster { home, bin, user };

    let start = lock_file(&cluster.home, "start")?;
    start.lock().map_err(|e| NoPostgres(e.to_string()))?;
    let users = lock_file(&cluster.home, "users")?;
    users.lock_shared().map_err(|e| NoPostgres(e.to_string()))?;
    if !cluster.is_running() {
        cluster.start()?;
    }
    drop(start);
    Ok(Joined {
        cluster,
        _users: users,
    })
}

fn lock_file(home: &Path, name: &str) -> Result<File, NoPostgres> {
    let path = PathBuf::from(format!("{}.{name}.lock", home.display()));
    File::options()
        .create(true)
        .append(true)
        .open(&path)
        .map_err(|e| NoPostgres(format!("{}: {e}", path.display())))
}

/// The folder of the newest installed server programs: Debian keeps them out of `PATH`.
fn find_programs() -> Result<PathBuf, NoPostgres> {
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    let mut versions: Vec<(u32, PathBuf)> = debian
        .flatten()
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .collect();
    versions.sort();
    let newest = versions.into_iter().rev().map(|(_, bin)| bin);
    let path = env::var_os("PATH").unwrap_or_default();
    let on_path: Vec<PathBuf> = env::split_paths(&path).collect();
    newest
        .chain(on_path)
        .find(|bin| ["initdb", "pg_ctl", "psql"].iter().all(|p| bin.join(p).is_file()))
        .ok_or_else(|| {
            NoPostgres(
                "initdb, pg_ctl and psql are neither on PATH nor in /usr/lib/postgresql; on Debian: apt-get install postgresql"
                    .to_owned(),
            )
        })
}

/// Whom to run the server as when we are root.
fn server_user() -> Result<&'static str, NoPostgres> {
    let users = fs::read_to_string("/etc/passwd").unwrap_or_default();
    ["postgres", "nobody"]
        .into_iter()
        .find(|user| users.lines().any(|l| l.split(':').next() == Some(user)))
        .ok_or_else(|| NoPostgres("we are root, and there is no user to run it as".to_owned()))
}
