//! The configuration file that `masthead init` writes.

use std::fmt::Write as _;

use crate::engine::Target;
use crate::rules::{Group, RULES};

/// A commented configuration for a site of these engines: what is not commented is what was found, all
/// else shows a default or an example.
#[must_use]
pub fn template(found: &[Target]) -> String {
    let mut text = String::from(HEAD);
    match found {
        [one] => {
            let _ = writeln!(text, "engine = \"{one}\"");
        }
        _ => text.push_str("# engine = \"hugo\"\n"),
    }
    text.push_str(RULES_HEAD);
    let groups: Vec<String> =
        Group::ALL.iter().map(|group| format!("\"{}\"", group.name())).collect();
    let _ = writeln!(text, "# select = [{}]", groups.join(", "));
    let optional: Vec<String> =
        RULES.iter().filter(|rule| !rule.on).map(|rule| format!("\"{}\"", rule.name)).collect();
    text.push_str("\n# Rules that run besides. These are off unless they are named here:\n");
    let _ = writeln!(text, "# extend-select = [\n#   {},\n# ]", optional.join(",\n#   "));
    text.push_str(TAIL);
    text
}

const HEAD: &str = "\
# The configuration of Masthead for this folder and all below it; the nearest masthead.toml above a post counts.
# A line that begins with `#` shows a default or an example.

# Editors that know schemas of TOML complete, explain and check this file.
# They need `masthead schema > masthead.schema.json`, and this as the first line:
# #:schema ./masthead.schema.json

# Another file that this one builds on.
# extend = \"../masthead.toml\"

# The engine that the posts are for: hexo, hugo or zola, with a version if it matters (\"zola@0.22\").
# Without it the site's own configuration tells.
";

const RULES_HEAD: &str = "
# The rules that run: names of rules or groups, or \"all\". `masthead explain` lists them.
";

const TAIL: &str = "
# Rules that do not run.
# ignore = [\"image-alt-missing\"]

# The least severity that makes `masthead lint` exit with 1: error, warning or info.
# fail-on = \"warning\"

# Only these files are checked; without it, everything that the engine takes for a post.
# include = [\"source/_posts/**/*.md\"]

# Files and folders that are not checked, besides what .gitignore names.
# exclude = [\"/source/_drafts\", \"*.draft.md\"]

# The theme of the site, where its own configuration does not name it.
# theme = \"papermod\"

# A theme that Masthead does not know, with the keys that it reads and their types.
# [[themes]]
# name = \"Ours\"
# engine = \"hugo\"
# ids = [\"ours\"]
# keys = { cover = \"image\", toc = \"bool\", authors = \"list\" }

# A rule of your own: a key or a pattern in the body, a condition, a message.
# [[rule]]
# name = \"own-description\"
# key = \"description\"
# min-columns = 50
# max-columns = 160
# message = \"a description has 50 to 160 columns\"

# Another severity for a rule or a group.
# [severity]
# image-alt-missing = \"warning\"

# Rules that do not run on some files.
# [per-file-ignores]
# \"source/_posts/2012/**\" = [\"date\", \"image-insecure\"]

# Options of single rules; `masthead explain RULE` says which there are.
# [rules.image-proxied]
# proxies = [\"https://proxy.example.org/?url={url}\"]
";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::parse;
    use crate::engine::Engine;
    use crate::text::Source;

    #[test]
    fn the_template_is_valid_with_and_without_its_examples() {
        let text = template(&[Engine::Zola.into()]);
        let options = parse(&Source::new("masthead.toml", &text)).unwrap();
        assert_eq!(options.engine, Some(Engine::Zola.into()));
        assert!(options.select.is_none() && options.exclude.is_empty());

        // Examples are the commented lines that are no sentences.
        let is_sentence = |line: &str| line.ends_with(['.', ':']) || line.ends_with("them.");
        let uncommented = text.lines().map(|line| match line.strip_prefix("# ") {
            Some(example) if !is_sentence(example) => example,
            _ => line,
        });
        let uncommented: Vec<&str> = uncommented.collect();
        let options = parse(&Source::new("masthead.toml", uncommented.join("\n"))).unwrap();
        assert_eq!(options.extend.as_deref(), Some("../masthead.toml"));
        assert_eq!(options.select.unwrap().len(), Group::ALL.len());
        assert_eq!((options.exclude.len(), options.per_file_ignores.len()), (2, 1));
        assert!(options.rules.contains_key("image-proxied"));
    }

    #[test]
    fn two_engines_leave_the_choice_to_the_user() {
        let text = template(&[Engine::Hexo.into(), Engine::Hugo.into()]);
        assert!(text.contains("# engine = "));
        assert!(parse(&Source::new("masthead.toml", text)).unwrap().engine.is_none());
    }
}
