//! The program.

fn main() -> std::process::ExitCode {
    server::command::run()
}
