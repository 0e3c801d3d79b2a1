//! `masthead inspect`

use std::io::{self, BufWriter, Write};

use super::args::{Global, Inspect};
use super::input::{Reach, Work, find};
use super::message::{panicked_at, say};
use super::output::create;
use super::{Exit, Stopped};
use crate::config::Options;
use crate::document::Document;
use crate::engine::Setup;
use crate::files::{Item, Pool, Post, for_each};
use crate::report::reading;
use crate::text::{Source, escape};

/// What is to be printed for one item, or why nothing can be.
type Line = Result<String, String>;

pub fn run(args: &Inspect, _global: &Global) -> Result<Exit, Stopped> {
    let work = find(&args.input, Options::default(), Reach::Change)?;
    let out: Box<dyn Write + Send> = match &args.output_file {
        Some(path) => create(path)?,
        None => Box::new(io::stdout()),
    };
    let mut out = BufWriter::with_capacity(1 << 16, out);
    match work {
        Work::Stdin(post, bytes) => {
            let source = Source::from_bytes(&post.name, &bytes);
            out.write_all(inspect(&post, &source, args.body).as_bytes())?;
            out.flush()?;
            Ok(Exit::Clean)
        }
        Work::Items(items) => each(&items, args, &mut out),
    }
}

fn each(items: &[Item], args: &Inspect, out: &mut (dyn Write + Send)) -> Result<Exit, Stopped> {
    let line = |item: &Item| -> Line {
        match item {
            Item::Post(post) if post.lost => Ok(String::new()),
            Item::Post(post) => post
                .source()
                .map(|source| inspect(post, &source, args.body))
                .map_err(|error| format!("{}: {error}", post.name)),
            Item::Blocked(name, reason) => Err(format!("{name}: {reason}")),
            // `lint` tells what is wrong with a configuration; here counts what the engine makes of it.
            Item::Config(..) => Ok(String::new()),
        }
    };
    let failed = |item: &Item, message: &str| -> Line {
        Err(format!("{}: masthead failed on this file ({}: {message})", item.name(), panicked_at()))
    };
    let pool = Pool::new(args.input.threads.map(usize::from), items.len());
    let mut exit = Exit::Clean;
    let mut written = Ok(());
    for_each(&pool, items, line, failed, |line| match line {
        Ok(line) if written.is_ok() => written = out.write_all(line.as_bytes()),
        Ok(_) => {}
        Err(reason) => {
            exit = Exit::Found;
            say(&escape(&reason));
        }
    });
    written?;
    out.flush()?;
    Ok(exit)
}

/// One line for each engine that counts.
fn inspect(post: &Post, source: &Source, with_body: bool) -> String {
    let document = Document::parse(source);
    let line = |setup: &Setup| {
        let read = setup.read(&post.in_site, &document);
        let body = read.body.filter(|_| with_body).map(|body| setup.body_text(&document, body));
        reading(&post.name, setup, &read, body.as_deref())
    };
    post.setups().iter().map(line).collect()
}
