//! The machine's two clocks: what it says the time is, and how long it has been running.

use domain::sanity::Mark;
use std::{fs, path::PathBuf};
use store::source::machine_now;

/// This machine, since it started.
#[derive(Clone, Debug)]
pub struct Machine {
    boot: String,
    uptime: PathBuf,
}

impl Machine {
    /// The machine this program runs on; none where the system does not tell how long it has been
    /// running, and its clock is then believed.
    #[must_use]
    pub fn here() -> Option<Self> {
        let boot = fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
        let machine = Self {
            boot: boot.trim().to_owned(),
            uptime: PathBuf::from("/proc/uptime"),
        };
        machine.running_us().is_some().then_some(machine)
    }

    /// Under which name it started, and both clocks.
    #[must_use]
    pub fn read(&self) -> (String, Mark) {
        let mark = Mark {
            wall: machine_now(),
            running_us: self.running_us().unwrap_or(0),
        };
        (self.boot.clone(), mark)
    }

    /// Seconds with two decimals, sleep included (`CLOCK_BOOTTIME`).
    fn running_us(&self) -> Option<i64> {
        let text = fs::read_to_string(&self.uptime).ok()?;
        let (seconds, rest) = text.split_whitespace().next()?.split_once('.')?;
        let seconds: i64 = seconds.parse().ok()?;
        let hundredths: i64 = rest.parse().ok()?;
        Some(seconds * 1_000_000 + hundredths * 10_000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_clocks_go_on_together() {
        let machine = Machine::here().unwrap();
        let (boot, first) = machine.read();
        assert!(boot.len() >= 32 && first.running_us > 0);
        std::thread::sleep(std::time::Duration::from_millis(50));
        let (again, second) = machine.read();
        assert_eq!(boot, again);
        let apart =
            (second.wall.micros() - first.wall.micros()) - (second.running_us - first.running_us);
        assert!(second.running_us > first.running_us && apart.abs() < 1_000_000);
    }
}
