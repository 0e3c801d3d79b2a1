//! Runs a program to its end, with a limit of time and of output, in a process group of its own, so that nothing it
//! started goes on when it is stopped.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::process::{Child, Command, Stdio};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How often a running program is looked at.
const PULSE: Duration = Duration::from_millis(20);
/// What a program may print, in bytes; one that prints more has lost its way.
const LIMIT_OF_OUTPUT: u64 = 256 << 20;

/// What a program that ran to its end left behind.
#[derive(Debug)]
pub struct Ran {
    /// Whether it ended with exit code 0.
    pub success: bool,
    /// What it wrote to standard output; bytes that are not UTF-8 are U+FFFD.
    pub stdout: String,
    /// What it wrote to standard error.
    pub stderr: String,
}

/// Why a program did not run to its end.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    /// The system did not start it, or what it printed cannot be read.
    #[error("it could not be started: {0}")]
    System(#[from] io::Error),
    /// It took longer than it was given.
    #[error("it was stopped after {} s, without an end in sight", .0.as_secs())]
    TimedOut(Duration),
    /// It printed without end.
    #[error("it was stopped because it printed more than {} MiB", LIMIT_OF_OUTPUT >> 20)]
    TooMuchOutput,
    /// The user wants no more.
    #[error("it was interrupted")]
    Interrupted,
}

static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// Lets Ctrl-C stop the program that runs and then this one, with all temporary folders removed; a second Ctrl-C ends at
/// once.
fn watch_for_interrupts() {
    static WATCHED: Once = Once::new();
    WATCHED.call_once(|| {
        // Without a handler Ctrl-C ends this program at once, which is all that is lost.
        let _ = ctrlc::set_handler(|| {
            if INTERRUPTED.swap(true, Ordering::SeqCst) {
                std::process::exit(130);
            }
        });
    });
}

/// Runs a program to its end, without input.
///
/// # Errors
/// When it cannot be started or has to be stopped; then nothing of its process group is left.
pub fn run(command: &mut Command, limit: Duration) -> Result<Ran, Broken> {
    watch_for_interrupts();
    let (mut stdout, mut stderr) = (tempfile::tempfile()?, tempfile::tempfile()?);
    command.stdin(Stdio::null()).stdout(stdout.try_clone()?).stderr(stderr.try_clone()?);
    in_own_group(command);
    let mut running = Running(command.spawn()?);
    let start = Instant::now();
    let success = loop {
        if let Some(status) = running.0.try_wait()? {
            break status.success();
        }
        if INTERRUPTED.load(Ordering::SeqCst) {
            return Err(Broken::Interrupted);
        }
        if start.elapsed() > limit {
            return Err(Broken::TimedOut(limit));
        }
        if stdout.metadata()?.len() + stderr.metadata()?.len() > LIMIT_OF_OUTPUT {
            return Err(Broken::TooMuchOutput);
        }
        std::thread::sleep(PULSE);
    };
    Ok(Ran { success, stdout: whole(&mut stdout)?, stderr: whole(&mut stderr)? })
}

/// Everything in a file.
fn whole(file: &mut File) -> io::Result<String> {
    let mut bytes = Vec::new();
    file.rewind()?;
    file.read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A program that is stopped, with all that it started, when nobody waits for it any more.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        if let Ok(None) = self.0.try_wait() {
            kill_group(&self.0);
            // It may have ended by itself in between.
            let _ = self.0.kill();
            let _ = self.0.wait();
        }
    }
}

#[cfg(unix)]
fn in_own_group(command: &mut Command) {
    use std::os::unix::process::CommandExt;
    command.process_group(0);
}

#[cfg(unix)]
fn kill_group(child: &Child) {
    use rustix::process::{Pid, Signal, kill_process_group};
    let group = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    if let Some(group) = group {
        // The group is gone where its last process ended by itself.
        let _ = kill_process_group(group, Signal::KILL);
    }
}

#[cfg(not(unix))]
fn in_own_group(_: &mut Command) {}

/// Windows knows the processes that a process started; its own tool stops them all.
#[cfg(not(unix))]
fn kill_group(child: &Child) {
    let _ = Command::new("taskkill").args(["/T", "/F", "/PID", &child.id().to_string()]).output();
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn sh(script: &str, limit: Duration) -> Result<Ran, Broken> {
        run(Command::new("sh").args(["-c", script]), limit)
    }

    #[test]
    fn a_program_runs_to_its_end() {
        let ran = sh("cat; echo out; echo err >&2; exit 3", Duration::from_secs(60)).unwrap();
        assert_eq!((ran.success, &*ran.stdout, &*ran.stderr), (false, "out\n", "err\n"));
        let none = run(&mut Command::new("no-such-program-here"), Duration::from_secs(1));
        assert!(matches!(none, Err(Broken::System(_))));
    }

    #[test]
    fn a_program_that_does_not_end_is_stopped_with_all_that_it_started() {
        let folder = tempfile::tempdir().unwrap();
        let mark = folder.path().join("late");
        // The grandchild would leave its mark after a while, were it not stopped too.
        let script = format!("(sleep 2; : > '{}') & sleep 600", mark.display());
        let start = Instant::now();
        let ended = sh(&script, Duration::from_millis(300));
        assert!(matches!(ended, Err(Broken::TimedOut(_))));
        assert!(start.elapsed() < Duration::from_secs(2));
        std::thread::sleep(Duration::from_millis(2500));
        assert!(!mark.exists());
    }
}
