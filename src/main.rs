//! Arguments in, exit code out.

fn main() -> std::process::ExitCode {
    masthead::cli::run()
}
