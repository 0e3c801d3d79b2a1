//! What Tera functions give while bodies of Zola 0.23 are rendered, as far as it is certain (templates/src/functions).
//!
//! Pages, sections and taxonomies are not there yet at that time, so that asking for one fails.

use crate::value::Value;

use super::link;
use super::read::File;
use super::tera::Eval;

/// What a function gives.
///
/// # Errors
/// Why it is certain to fail.
pub(super) fn call(
    file: &File<'_>,
    name: &str,
    arguments: &[(&str, Eval)],
) -> Result<Eval, String> {
    let call = Call { file, name, arguments };
    match name {
        "throw" => Err(call.text("message").unwrap_or_default()),
        "super" => Err("super() called outside of a block".to_owned()),
        "get_url" => call.url(),
        "get_page" | "get_section" => call.absent("path", call.truth("allow_missing", false)),
        "get_taxonomy" | "get_taxonomy_term" | "get_taxonomy_url" => {
            call.absent("kind", call.truth("required", true).map(|required| !required))
        }
        "trans" => call.translation(),
        "load_data" => {
            call.file_or(call.truth("required", true).map(|required| !required), Value::Null)
        }
        "get_image_metadata" => call.file_or(call.truth("allow_missing", false), Value::Null),
        "get_hash" => call.file_or(Some(false), Value::Null),
        "resize_image" => {
            let sizes = ["width", "height", "op"].map(|key| call.argument(key).is_some());
            if matches!(sizes, [false, _, false] | [_, false, false]) {
                return Err("op=fill requires a `width` and `height` argument".to_owned());
            }
            call.file_or(Some(false), Value::Null)
        }
        _ => Ok(Eval::Unknown),
    }
}

/// A call with its evaluated arguments.
#[derive(Clone, Copy)]
struct Call<'c> {
    file: &'c File<'c>,
    name: &'c str,
    arguments: &'c [(&'c str, Eval)],
}

impl<'c> Call<'c> {
    fn argument(self, name: &str) -> Option<&'c Eval> {
        self.arguments.iter().find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    fn text(self, name: &str) -> Option<String> {
        self.argument(name).and_then(Eval::print)
    }

    /// A truth value, or what stands for it where it is not given; nothing where it is not known.
    fn truth(self, name: &str, default: bool) -> Option<bool> {
        self.argument(name).map_or(Some(default), Eval::truth)
    }

    fn fail(self, what: &str) -> Result<Eval, String> {
        Err(format!("`{}`: {what}", self.name))
    }

    /// What is not there; `forgiven` says whether that may be.
    fn absent(self, argument: &str, forgiven: Option<bool>) -> Result<Eval, String> {
        match forgiven {
            Some(true) => Ok(Eval::Known(Value::Null)),
            Some(false) => {
                self.fail(&format!("`{}` not found", self.text(argument).unwrap_or_default()))
            }
            None => Ok(Eval::Unknown),
        }
    }

    /// A file of the site, if the call names one.
    fn file_or(self, forgiven: Option<bool>, otherwise: Value) -> Result<Eval, String> {
        match self.text("path") {
            Some(path) if self.is_missing(&path) => match forgiven {
                Some(true) => Ok(Eval::Known(otherwise)),
                Some(false) => self.fail(&format!("{path} doesn't exist")),
                None => Ok(Eval::Unknown),
            },
            _ => Ok(Eval::Unknown),
        }
    }

    /// Whether it is certain that there is no such file (templates/src/helpers.rs: search_for_file).
    fn is_missing(self, path: &str) -> bool {
        let listing = &self.file.setup.listing;
        let settings = &self.file.config.settings;
        let path = path.replace("@/", "content/");
        let path = path.trim_start_matches('/');
        let theme = settings.theme.iter().map(|theme| format!("themes/{theme}/static/"));
        let folders = ["", "static/", "content/"].map(str::to_owned).into_iter().chain(theme);
        let of_output = format!("{}/", settings.output_dir);
        let plain = path.split('/').all(|part| !matches!(part, "" | "." | ".."));
        !listing.is_empty()
            && plain
            && folders.chain([of_output]).all(|folder| !listing.has(&format!("{folder}{path}")))
    }

    /// The address of a file in the language of the page: `@/a.fr.md` for `@/a.md`.
    fn url(self) -> Result<Eval, String> {
        let path = match self.text("path") {
            Some(path) if path.starts_with("@/") && self.argument("lang").is_none() => path,
            _ => return Ok(Eval::Unknown),
        };
        let info = &self.file.info;
        let path = match path.rsplit_once('.') {
            Some((stem, extension)) if !info.in_default_language => {
                format!("{stem}.{}.{extension}", info.language)
            }
            _ => path,
        };
        link::resolve(self.file, &path).map(|()| Eval::Unknown)
    }

    fn translation(self) -> Result<Eval, String> {
        let config = self.file.config;
        let language = match self.argument("lang") {
            None => self.file.info.language.to_owned(),
            Some(Eval::Known(Value::String(language))) => language.clone(),
            Some(_) => return Ok(Eval::Unknown),
        };
        let Some(key) = self.text("key").filter(|_| config.given) else {
            return Ok(Eval::Unknown);
        };
        let texts = config.languages.get(&language).map(|options| &options.translations);
        match texts.and_then(|texts| texts.get(&key)) {
            Some(text) => Ok(Eval::text(text)),
            None => {
                self.fail(&format!("Translation key '{key}' for language '{language}' is missing"))
            }
        }
    }
}
