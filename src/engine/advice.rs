//! What an engine's messages about tags say: its word for one, how to show one, what to do without one.

use super::{Config, Engine, Setup, hugo, zola};
use crate::document::body::{Delimiter, Template, Within};

impl Setup {
    /// What the engine calls a tag with a name.
    #[must_use]
    pub fn tag_word(&self) -> &'static str {
        match self.target.engine {
            Engine::Hexo => "tag",
            Engine::Zola if self.has_components() => "component",
            Engine::Hugo | Engine::Zola => "shortcode",
        }
    }

    /// Whether bodies are templates with components, as in Zola since 0.23.
    fn has_components(&self) -> bool {
        self.target.engine == Engine::Zola && self.target.version >= zola::COMPONENTS
    }

    /// Where to put a tag of one's own.
    #[must_use]
    pub fn tag_place(&self, name: &str) -> String {
        match self.target.engine {
            Engine::Hexo => format!(
                "install the plugin or theme that brings `{name}`, or register it in a file in `scripts/`"
            ),
            Engine::Hugo => format!("write `layouts/_shortcodes/{name}.html`"),
            Engine::Zola if self.has_components() => {
                format!(
                    "define it in a file in `templates/components/`, as `{{% component {name}() %}}`"
                )
            }
            Engine::Zola => format!("write `templates/shortcodes/{name}.html`"),
        }
    }

    /// What to do where a tag was taken away.
    #[must_use]
    pub fn removed_advice(&self, name: &str) -> String {
        match &self.config {
            Config::Hexo(_) => {
                "Hexo has none of these since 7.0; the plugin `hexo-tag-embed` brings them back"
                    .to_owned()
            }
            Config::Hugo(_) => match hugo::removed(name) {
                Some((version, instead)) => format!("Hugo has none since {version}; use {instead}"),
                None => self.tag_place(name),
            },
            Config::Zola(_) if self.has_components() => format!(
                "since 0.23 bodies call components: `{{{{ <{name} … /> }}}}`, or `{{% <{name} …> %}}` to `{{% </{name}> %}}`; {}",
                self.tag_place(name)
            ),
            Config::Zola(_) => {
                format!("Zola brings no shortcodes since 0.17; {}", self.tag_place(name))
            }
        }
    }

    /// A tag written so that the engine shows it; none where it has no way to.
    #[must_use]
    pub fn escape_tag(&self, tag: &str) -> Option<String> {
        let commented = |open: &str, close: &str| {
            let inner = tag.strip_prefix(open)?.strip_suffix(close)?;
            (!inner.contains("*/")).then(|| format!("{open}/*{inner}*/{close}"))
        };
        match self.target.engine {
            Engine::Hugo => commented("{{<", ">}}").or_else(|| commented("{{%", "%}}")),
            Engine::Zola if !self.has_components() => commented("{{", "}}"),
            Engine::Hexo | Engine::Zola => {
                (!tag.contains("endraw")).then(|| format!("{{% raw %}}{tag}{{% endraw %}}"))
            }
        }
    }

    /// Whether the engine shows a tag of another engine as it is written.
    #[must_use]
    pub fn shows_tag(&self, text: &str, tag: &Template) -> bool {
        let inner = tag.inner.text(text);
        if tag.within != Within::Text || !tag.closed || inner.contains('\n') {
            return false;
        }
        let bare = inner.trim_matches(['-', ' ', '\t', '/']);
        let is_named = bare.starts_with(|c: char| c.is_ascii_alphabetic());
        let is_call = || {
            let found = zola::shortcodes(tag.span.text(text));
            !found.calls.is_empty() || found.problem.is_some()
        };
        match (self.target.engine, tag.delimiter) {
            (Engine::Hugo, Delimiter::Statement) => is_named,
            (Engine::Hugo, Delimiter::Expression) => is_named && inner.contains('=') && is_call(),
            (Engine::Zola, Delimiter::Statement) => {
                is_named && !self.has_components() && !is_call()
            }
            (Engine::Zola, Delimiter::Shortcode | Delimiter::MarkdownShortcode) => {
                is_named && !self.has_components()
            }
            _ => false,
        }
    }
}
