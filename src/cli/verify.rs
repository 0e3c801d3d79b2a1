//! `masthead verify`

use std::io::{self, Write};
use std::time::Duration;

use super::args::{Global, Verify};
use super::output::create;
use super::progress::Waiting;
use super::{Exit, Stopped};
use crate::files::name_from_here;
use crate::report::Verification;
use crate::verify::{Built, Failure, Limits, Ready, Site, build, compare, prepare, write_texts};

/// How many differences of each aspect are shown without `-v`.
const SHOWN: usize = 10;

pub fn run(args: &Verify, global: &Global) -> Result<Exit, Stopped> {
    let limits = Limits { time: Duration::from_secs(args.timeout), online: args.online };
    let site = |folder: &std::path::Path, target| Site { folder: folder.to_owned(), target };
    // Both engines have to be there before either works.
    let source = prepare(&site(&args.source, args.from)).map_err(stopped)?;
    let dest = prepare(&site(&args.dest, args.to)).map_err(stopped)?;
    let built = |ready: &Ready| -> Result<Built, Stopped> {
        let name = name_from_here(&ready.root);
        let engine = ready.program.target.engine.title();
        let waiting = Waiting::start(format!("{engine} builds {name}"), global);
        let built = build(ready, limits);
        waiting.end();
        built.map_err(stopped)
    };
    let (source_built, dest_built) = (built(&source)?, built(&dest)?);
    let comparison = compare(&source_built, &dest_built);
    if let Some(folder) = &args.texts {
        write_texts(folder, &comparison, &source_built, &dest_built)
            .map_err(|(path, reason)| Stopped::OutputFile { path, reason })?;
    }
    let names = [&source, &dest].map(|ready| name_from_here(&ready.root));
    let report = Verification {
        source: (&names[0], &source_built),
        dest: (&names[1], &dest_built),
        comparison: &comparison,
    };
    let text = match args.output_format.as_str() {
        "json" => report.json(),
        _ => report.text(if global.verbose { usize::MAX } else { SHOWN }),
    };
    let mut out: Box<dyn Write + Send> = match &args.output_file {
        Some(path) => create(path)?,
        None => Box::new(io::stdout()),
    };
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(if comparison.is_equal() { Exit::Clean } else { Exit::Found })
}

/// What an engine said is many lines, which are harmless already.
fn stopped(failure: Failure) -> Stopped {
    match failure {
        Failure::Files(failure) => Stopped::Files(failure),
        build @ Failure::Build { .. } => Stopped::Engine(build.to_string()),
        other => Stopped::Usage(other.to_string()),
    }
}
