//! Finds the configuration that counts for a folder and reads it, with what it extends.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::init::name_from_here;
use super::name::absolute;
use super::project::{ConfigChoice, Failure};
use super::read;
use crate::config::{self, FILE_NAME, Layer, Options, Origin, Settings};
use crate::rules::schema::{Open, Schema};
use crate::text::{Source, Span};

/// The settings of each folder, found once.
#[derive(Debug)]
pub struct SettingsOf {
    choice: ConfigChoice,
    command_line: Options,
    known: HashMap<Option<PathBuf>, Arc<Settings>>,
}

impl SettingsOf {
    /// Nothing is known yet but what the user names.
    ///
    /// # Errors
    /// When the file that the user names cannot be read or is wrong.
    pub fn new(choice: ConfigChoice, command_line: Options) -> Result<Self, Failure> {
        let mut settings = Self { choice, command_line, known: HashMap::new() };
        settings.of(Path::new(""))?;
        Ok(settings)
    }

    /// What counts in an absolute folder.
    ///
    /// # Errors
    /// When the configuration file that counts there cannot be read or is wrong.
    pub fn of(&mut self, folder: &Path) -> Result<Arc<Settings>, Failure> {
        let file = match &self.choice {
            ConfigChoice::Isolated => None,
            ConfigChoice::File(file) => Some(absolute(file)),
            ConfigChoice::Nearest => folder
                .ancestors()
                .map(|above| above.join(FILE_NAME))
                .find(|file| file.is_absolute() && stands_at(file)),
        };
        if let Some(known) = self.known.get(&file) {
            return Ok(known.clone());
        }
        let mut layers = Vec::new();
        if let Some(file) = &file {
            load(file, &mut Vec::new(), &mut layers)?;
        }
        layers.push(Layer {
            origin: Origin::CommandLine,
            folder: absolute(Path::new(".")),
            options: self.command_line.clone(),
        });
        let mut settings = config::resolve(&layers);
        let here = file.as_deref().and_then(Path::parent).unwrap_or(Path::new(".")).to_owned();
        settings.rules.options.schema_violation.read_with(opener(here));
        let settings = Arc::new(settings);
        self.known.insert(file, settings.clone());
        Ok(settings)
    }
}

/// Whether a configuration file stands there; a link is one though it leads nowhere, which is told when it is read.
fn stands_at(file: &Path) -> bool {
    fs::symlink_metadata(file).is_ok_and(|found| found.is_file() || found.is_symlink())
}

/// Puts the layers of a file in order: first what it extends, then itself. `chain` are the files that lead to it.
fn load(file: &Path, chain: &mut Vec<PathBuf>, layers: &mut Vec<Layer>) -> Result<(), Failure> {
    let source = read(file, &name_from_here(file))
        .map_err(|error| Failure::Path { path: file.to_owned(), reason: error.to_string() })?;
    let mut options = config::parse(&source)?;
    let folder = file.parent().unwrap_or(file).to_owned();
    anchor_schemas(&source, &mut options, &folder)?;
    chain.push(file.to_owned());
    if let Some(base) = &options.extend {
        let next = absolute(&folder.join(base));
        if chain.contains(&next) {
            let message = format!("`extend` leads back to {}", name_from_here(&next));
            return Err(config::Error::new(&source, extend_span(&source), message).into());
        }
        if !next.is_file() {
            let message = format!("`extend` names {}, which is not there", name_from_here(&next));
            return Err(config::Error::new(&source, extend_span(&source), message).into());
        }
        load(&next, chain, layers)?;
        let own = layers.iter().map(|layer| &layer.options).chain([&options]);
        let stated: Vec<&str> =
            own.flat_map(|options| &options.own).map(|own| own.rule.name).collect();
        if let Err(unknown) = config::own_among(&options.named_own(), &stated) {
            let at = source.text.find(unknown.name());
            let at = at.map(|start| Span::new(start, start + unknown.name().len()));
            let error = config::Error::new(&source, at, unknown.to_string());
            return Err(error.help(unknown.advice()).into());
        }
    }
    layers.push(Layer { origin: Origin::File(file.to_owned()), folder, options });
    Ok(())
}

/// Reads the text of a file that the configuration or a schema names.
fn opener(folder: PathBuf) -> Open {
    Arc::new(move |path: &str| {
        let file = folder.join(path);
        read(&file, path).map(|source| source.text.to_string()).map_err(|error| error.to_string())
    })
}

/// Gives schemas their whole paths, as a file that extends this one may lie elsewhere, and tries each.
fn anchor_schemas(source: &Source, options: &mut Options, folder: &Path) -> Result<(), Failure> {
    let rule = options.rules.get_mut("schema-violation").and_then(toml::Value::as_table_mut);
    let Some(schemas) = rule.and_then(|it| it.get_mut("schemas")?.as_table_mut()) else {
        return Ok(());
    };
    let open = opener(folder.to_owned());
    for (name, files) in std::mem::take(schemas) {
        if let Err(why) = Schema::open(&name, &open) {
            let at = source.text.find(&name).map(|start| Span::new(start, start + name.len()));
            let message = format!("the schema `{name}` cannot be used: {why}");
            return Err(config::Error::new(source, at, message).into());
        }
        schemas.insert(folder.join(&name).to_string_lossy().into_owned(), files);
    }
    Ok(())
}

/// Where the word `extend` stands in a file that says it.
fn extend_span(source: &Source) -> Option<Span> {
    let line = source.text.lines().find(|line| line.trim_start().starts_with("extend"))?;
    Some(Span::of(line, &source.text))
}
