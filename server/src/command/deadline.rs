//! `kigen deadline compute`: requests in, answers out, one line each.
//!
//! It needs no database and no configuration, so that anyone can recompute a deadline. Answers leave
//! as soon as no further request is waiting: a program may talk line by line, and a file of a million
//! lines runs through without filling the memory.

use clap::{Args, Subcommand};
use domain::{
    calendar::Calendar,
    period::{compute_line, refuse_line},
};
use std::{
    fs,
    io::{self, BufRead, BufReader, BufWriter, ErrorKind, Read, Write},
    path::PathBuf,
    process::ExitCode,
};

/// The longest request line, bytes.
const LINE_LIMIT_BYTES: u64 = 1 << 20;

/// The subcommands of `kigen deadline`.
#[derive(Debug, Subcommand)]
pub(crate) enum DeadlineCommand {
    /// Compute deadlines with their proofs: JSON lines on stdin, JSON lines on stdout.
    Compute(ComputeArgs),
}

/// What `kigen deadline compute` takes.
#[derive(Debug, Args)]
pub(crate) struct ComputeArgs {
    /// Calendar in TOML. Without it: national holidays, weekends and 29 Dec - 3 Jan closed, 10:00-17:00.
    #[arg(long, value_name = "FILE")]
    pub(crate) calendar: Option<PathBuf>,
}

/// Runs the command: exit 0 when every line was computed, 1 when one was refused, 2 for a calendar
/// that is wrong, 3 when a file or a stream fails.
#[must_use]
pub(crate) fn run(command: &DeadlineCommand) -> ExitCode {
    let DeadlineCommand::Compute(args) = command;
    let calendar = match load(args) {
        Ok(calendar) => calendar,
        Err((message, code)) => {
            let _ = writeln!(io::stderr(), "{message}");
            return ExitCode::from(code);
        }
    };
    match answer_all(io::stdin().lock(), io::stdout().lock(), &calendar) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::from(1),
        // whoever read the answers has enough of them
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "reading requests or writing answers: {error}");
            ExitCode::from(3)
        }
    }
}

fn load(args: &ComputeArgs) -> Result<Calendar, (String, u8)> {
    let Some(path) = &args.calendar else {
        return Ok(Calendar::standard());
    };
    let shown = path.display();
    let text = fs::read_to_string(path).map_err(|e| (format!("{shown}: {e}"), 3))?;
    Calendar::from_toml(&text).map_err(|e| (format!("{shown}: {e} ({})", e.code()), 2))
}

/// Answers every line and gives the number of refused ones. Empty lines are passed over.
///
/// # Errors
/// When reading or writing fails; bad lines are answers, not errors.
pub(crate) fn answer_all(
    input: impl Read,
    output: impl Write,
    calendar: &Calendar,
) -> io::Result<u64> {
    let mut input = BufReader::with_capacity(1 << 16, input);
    let mut output = BufWriter::with_capacity(1 << 16, output);
    let mut refused = 0;
    let mut line = Vec::new();
    loop {
        line.clear();
        if (&mut input)
            .take(LINE_LIMIT_BYTES)
            .read_until(b'\n', &mut line)?
            == 0
        {
            break;
        }
        let too_long = line.len() as u64 == LINE_LIMIT_BYTES && !line.ends_with(b"\n");
        let answer = if too_long {
            input.skip_until(b'\n')?;
            Err(refuse_line("the line is longer than 1 MiB"))
        } else {
            match str::from_utf8(&line).map(str::trim) {
                Ok("") => continue,
                Ok(text) => compute_line(text, calendar),
                Err(_) => Err(refuse_line("the line is not UTF-8")),
            }
        };
        refused += u64::from(answer.is_err());
        let (Ok(text) | Err(text)) = answer;
        output.write_all(text.as_bytes())?;
        output.write_all(b"\n")?;
        if !input.buffer().contains(&b'\n') {
            output.flush()?;
        }
    }
    output.flush()?;
    Ok(refused)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(input: &[u8]) -> (u64, Vec<String>) {
        let mut output = Vec::new();
        let refused = answer_all(input, &mut output, &Calendar::standard()).unwrap();
        (
            refused,
            String::from_utf8(output)
                .unwrap()
                .lines()
                .map(str::to_owned)
                .collect(),
        )
    }

    #[test]
    fn one_answer_for_each_line_and_no_stop_at_a_bad_one() {
        let good = br#"{"id":1,"start":"2026-06-01","unit":"day","n":14}"#;
        let mut input = [&good[..], b"\n\n{\"id\":2}\r\n\xff\xfe\n"].concat();
        input.extend(vec![b' '; 2 << 20]);
        input.extend([b"\n", &good[..]].concat()); // no line break at the end
        let (refused, lines) = answers(&input);
        assert_eq!((refused, lines.len()), (3, 5));
        assert!(lines[0].contains(r#""last":"2026-06-15""#) && lines[0] == lines[4]);
        assert!(lines[1].starts_with(r#"{"id":2,"#) && lines[1].contains("period.bad_line"));
        assert!(lines[2].contains("UTF-8") && lines[3].contains("1 MiB"));
        assert_eq!(answers(b""), (0, vec![]));
    }
}
