//! Help is short, and what is mistyped is answered with what to type.

use std::process::Command;

use masthead::text::is_unprintable;

use super::place::Place;

/// The commands, without the help itself.
const COMMANDS: [&str; 12] = [
    "lint",
    "fix",
    "inspect",
    "migrate",
    "verify",
    "explain",
    "init",
    "config",
    "schema",
    "lsp",
    "completions",
    "man",
];

fn help(arguments: &[&str]) -> String {
    let place = Place::new();
    let mut command = place.command(arguments);
    let output = command.env("COLUMNS", "80").output().unwrap();
    assert!(output.status.success(), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn short_help_is_one_screen() {
    let mut all = vec![vec!["-h"]];
    all.extend(COMMANDS.map(|command| vec![command, "-h"]));
    for arguments in all {
        let text = help(&arguments);
        assert!(text.lines().count() <= 30, "{arguments:?} is too long:\n{text}");
        let wide = text.lines().find(|line| line.chars().count() > 80);
        assert!(wide.is_none(), "{arguments:?} is too wide: {wide:?}");
    }
}

#[test]
fn long_help_says_everything() {
    for command in COMMANDS {
        let (short, long) = (help(&[command, "-h"]), help(&[command, "--help"]));
        assert!(long.lines().count() >= short.lines().count());
        assert_eq!(help(&["help", command]), long, "{command}");
    }
    let lint = help(&["lint", "--help"]);
    for option in ["--stdin-filename", "--isolated", "--threads", "--exit-zero", "--color <WHEN>"] {
        assert!(lint.contains(option), "no {option} in\n{lint}");
    }
    for format in masthead::report::Format::ALL {
        assert!(lint.contains(format.name()), "no {} in\n{lint}", format.name());
    }
}

#[test]
fn what_is_mistyped_is_answered_with_advice() {
    let cases: &[(&[&str], &str)] = &[
        (&["lnt"], "'lint'"),
        (&["post.md"], "write `masthead lint post.md`"),
        (&["lint", "--slect", "date"], "'--select'"),
        (&["lint", "--select", "dat-invalid"], "did you mean `date-invalid`?"),
        (&["lint", "--select", "none-of-these"], "`masthead explain` lists all rules"),
        (&["lint", "--output-format", "sari"], "'sarif'"),
        (&["lint", "--fail-on", "fatal"], "error, warning, info"),
        (&["explain", "dat-invalid"], "did you mean `date-invalid`?"),
        (&["man", "lnt"], "there is no command named `lnt`"),
    ];
    let place = Place::with(&[("post.md", "")]);
    for (arguments, advice) in cases {
        let ran = place.run(arguments);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments:?}");
        assert!(ran.err.contains(advice), "{arguments:?}: no {advice} in {}", ran.err);
    }
}

#[test]
fn every_command_has_a_manual_page() {
    let page = |command: &[&str]| help(&[&["man"], command].concat());
    assert!(page(&[]).contains(".TH masthead 1"));
    for command in COMMANDS {
        assert!(page(&[command]).contains(&format!(".TH masthead-{command} 1")), "{command}");
    }
}

#[test]
fn colors_and_links_are_for_terminals() {
    let place = Place::with(&[("post.md", "---\ntitle: a: b\n---\n")]);
    let run = |arguments: &[&str], variables: &[(&str, &str)]| -> Command {
        let mut command = place.command(arguments);
        command.env("TERM", "xterm-kitty").env("FORCE_HYPERLINK", "1");
        command.envs(variables.iter().copied());
        command
    };
    let out = |mut command: Command| String::from_utf8(command.output().unwrap().stdout).unwrap();
    let lint = ["lint", "--engine", "hexo", "post.md"];
    assert!(!out(run(&lint, &[])).contains('\u{1b}'), "a pipe is no terminal");
    assert!(out(run(&lint, &[("CLICOLOR_FORCE", "1")])).contains('\u{1b}'));
    assert!(!out(run(&lint, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")])).contains('\u{1b}'));
    let forced = out(run(&["lint", "--color", "always", "post.md"], &[]));
    assert!(forced.contains("\u{1b}[") && !forced.contains("\u{1b}]8"), "{forced:?}");
    place.run(&["lint", "--color", "always", "post.md", "-o", "report"]);
    assert!(!place.read("report").contains('\u{1b}'), "a file gets none");
}

#[test]
fn no_argument_steers_the_terminal_from_an_error() {
    let place = Place::new();
    let name = "--\u{1b}]0;title\u{7}\u{1b}[31mred\u{202e}.md";
    for arguments in [
        &[name][..],
        &["lint", name],
        &["lint", "--select", &name[2..]],
        &["lint", "--engine", &name[2..]],
        &["explain", &name[2..]],
    ] {
        // As on a terminal, where styles are written.
        let mut command = place.command(arguments);
        let output = command.env("CLICOLOR_FORCE", "1").output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert_eq!(told.find(|c| c != '\n' && is_unprintable(c)), None, "{told:?}");
        assert!(told.contains("\\u{202e}.md"), "{told:?}");
    }
}
