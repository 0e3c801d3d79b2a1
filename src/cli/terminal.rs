//! What the streams of this process can show.

use std::ffi::OsString;
use std::io::IsTerminal;

use clap::ColorChoice;

use crate::report::Style;

/// How to write to a stream.
#[must_use]
pub fn style(choice: ColorChoice, stream: &impl IsTerminal) -> Style {
    let is_terminal = stream.is_terminal();
    let color = colors(choice, is_terminal, environment);
    let width = terminal_size::terminal_size().filter(|_| is_terminal);
    let width = width.map_or(0, |(width, _)| usize::from(width.0));
    // Logs of CI systems are read elsewhere than they are written.
    let is_watched = is_terminal && environment("CI").is_none();
    let links = color && is_watched && supports_hyperlinks::supports_hyperlinks();
    Style { color, links, width, ..Style::default() }
}

/// Whether a stream gets colours.
#[must_use]
pub fn has_colors(choice: ColorChoice, stream: &impl IsTerminal) -> bool {
    colors(choice, stream.is_terminal(), environment)
}

/// A variable that is set and not empty.
fn environment(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

/// The option first, then what the environment says (no-color.org, bixense.com/clicolors), then what the stream is.
fn colors(
    choice: ColorChoice,
    is_terminal: bool,
    environment: impl Fn(&str) -> Option<OsString>,
) -> bool {
    let says = |name: &str| environment(name).map(|value| value != "0");
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto if environment("NO_COLOR").is_some() => false,
        ColorChoice::Auto if says("CLICOLOR_FORCE") == Some(true) => true,
        ColorChoice::Auto if says("CLICOLOR") == Some(false) => false,
        ColorChoice::Auto => {
            let term = environment("TERM");
            // Terminals of Windows do not say what they are.
            is_terminal && term.map_or(cfg!(windows), |term| term != "dumb")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(variables: &[(&str, &str)], is_terminal: bool, expected: bool) {
        let environment = |name: &str| {
            let found = variables.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| OsString::from(value))
        };
        assert_eq!(colors(ColorChoice::Auto, is_terminal, environment), expected, "{variables:?}");
        assert!(colors(ColorChoice::Always, is_terminal, environment));
        assert!(!colors(ColorChoice::Never, is_terminal, environment));
    }

    #[test]
    fn colors_are_where_they_are_wanted_and_seen() {
        check(&[("TERM", "xterm")], true, true);
        check(&[("TERM", "xterm")], false, false);
        check(&[("TERM", "dumb")], true, false);
        check(&[], true, cfg!(windows));
        check(&[("TERM", "xterm"), ("NO_COLOR", "1")], true, false);
        check(&[("TERM", "xterm"), ("NO_COLOR", "0")], true, false);
        check(&[("TERM", "xterm"), ("CLICOLOR", "0")], true, false);
        check(&[("CLICOLOR_FORCE", "1")], false, true);
        check(&[("CLICOLOR_FORCE", "0")], false, false);
        check(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false, false);
        check(&[("CLICOLOR_FORCE", "1"), ("TERM", "dumb")], true, true);
    }
}
