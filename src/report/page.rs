//! A rule's page for a terminal: the Markdown marks give way to layout.

use std::fmt::Write as _;

use super::Style;

/// The page as people read it; `# heading` and fences are not shown, what they mean is.
#[must_use]
pub fn page_for_people(page: &str, style: Style) -> String {
    let mut shown = String::with_capacity(page.len() + 256);
    let mut fence: Option<&str> = None;
    for line in page.lines() {
        let marks = &line[..line.len() - line.trim_start_matches('`').len()];
        let _ = match fence {
            Some(open) if line == open => {
                fence = None;
                continue;
            }
            Some(_) => writeln!(shown, "    {line}"),
            None if marks.len() >= 3 => {
                fence = Some(marks);
                writeln!(shown, "  {}", heard(&line[marks.len()..]))
            }
            None => match line.trim_start_matches('#').strip_prefix(' ') {
                Some(heading) if line.starts_with('#') => {
                    writeln!(shown, "{}", bold(heading, style))
                }
                _ => writeln!(shown, "{line}"),
            },
        };
    }
    shown
}

fn bold(heading: &str, style: Style) -> String {
    if style.color { format!("\u{1b}[1m{heading}\u{1b}[0m") } else { heading.to_uppercase() }
}

/// What the info string of an example says, in words.
fn heard(info: &str) -> String {
    let mut words = info.split_whitespace();
    let file = info.split_whitespace().find_map(|word| word.strip_prefix("file="));
    let engines = words.clone().filter(|word| !word.contains('=') && *word != "escaped").skip(2);
    let engines: Vec<&str> = engines.collect();
    let concerned =
        if engines.is_empty() { String::new() } else { format!(" ({})", engines.join(", ")) };
    match (words.next(), words.next(), file) {
        (_, _, Some(file)) => format!("{file}:"),
        (Some("md"), Some("fail"), _) => format!("Found{concerned}:"),
        (Some("md"), Some("pass"), _) => format!("Not found{concerned}:"),
        (Some("md"), Some("fixed"), _) => "Fixed:".to_owned(),
        (Some("toml"), Some("config"), _) => "With this masthead.toml:".to_owned(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_words_and_examples_stay_as_they_are() {
        let page = "# a-rule\n\nText with `code`.\n\n```md fail hexo hugo at=1:1-1:2\n---\n# not a heading\n```\n";
        let expected =
            "A-RULE\n\nText with `code`.\n\n  Found (hexo, hugo):\n    ---\n    # not a heading\n";
        assert_eq!(page_for_people(page, Style::default()), expected);
    }
}
