//! Arguments in, exit code out.

/// Every post makes and drops some hundred small texts, on all threads at once.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    masthead::cli::run()
}
