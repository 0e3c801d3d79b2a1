//! `masthead lsp`, driven by a client over its standard streams as an editor does.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use serde_json::{Value, json};

use super::place::Place;

/// An editor: one server and what it said.
struct Editor {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
    asked: u64,
}

impl Editor {
    fn start(place: &Place) -> Self {
        Self::with(place, &json!({}))
    }

    /// An editor that can so much.
    fn with(place: &Place, capabilities: &Value) -> Self {
        let mut command = place.command(&["lsp"]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let input = child.stdin.take();
        let output = BufReader::new(child.stdout.take().unwrap());
        let mut editor = Self { child, input, output, asked: 0 };
        let answer = editor.ask("initialize", &json!({ "capabilities": capabilities }));
        assert_eq!(answer["serverInfo"]["name"], "masthead");
        editor.tell("initialized", &json!({}));
        editor
    }

    fn write(&mut self, text: &str) {
        let message = format!("Content-Length: {}\r\n\r\n{text}", text.len());
        self.input.as_mut().unwrap().write_all(message.as_bytes()).unwrap();
    }

    fn tell(&mut self, method: &str, params: &Value) {
        self.write(&json!({ "jsonrpc": "2.0", "method": method, "params": params }).to_string());
    }

    /// The next message of the server.
    fn hear(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            assert!(self.output.read_line(&mut line).unwrap() > 0, "the server is gone");
            match line.trim().split_once(": ") {
                Some(("Content-Length", size)) => length = size.parse().unwrap(),
                Some(_) => {}
                None => break,
            }
        }
        let mut text = vec![0; length];
        self.output.read_exact(&mut text).unwrap();
        serde_json::from_slice(&text).unwrap()
    }

    /// The answer to a request; what the server says meanwhile is passed over.
    fn response(&mut self, method: &str, params: &Value) -> Value {
        self.asked += 1;
        let id = self.asked;
        let request = json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params });
        self.write(&request.to_string());
        loop {
            let message = self.hear();
            if message["id"] == id {
                return message;
            }
        }
    }

    fn ask(&mut self, method: &str, params: &Value) -> Value {
        let message = self.response(method, params);
        assert!(message.get("error").is_none(), "{message}");
        message["result"].clone()
    }

    fn open(&mut self, path: &Path, text: &str) -> Value {
        let document =
            json!({ "uri": uri(path), "languageId": "markdown", "version": 1, "text": text });
        self.tell("textDocument/didOpen", &json!({ "textDocument": document }));
        self.found(1)
    }

    /// What is found in version `version` of a text.
    fn found(&mut self, version: i32) -> Value {
        loop {
            let message = self.hear();
            let params = &message["params"];
            if message["method"] == "textDocument/publishDiagnostics"
                && params["version"] == version
            {
                return params["diagnostics"].clone();
            }
        }
    }

    /// Asks at a place of the text.
    fn at(&mut self, method: &str, path: &Path, row: u32, column: u32) -> Value {
        let place = json!({
            "textDocument": { "uri": uri(path) },
            "position": { "line": row, "character": column },
        });
        self.ask(method, &place)
    }

    fn end(mut self) {
        self.ask("shutdown", &Value::Null);
        self.tell("exit", &Value::Null);
        assert!(self.child.wait().unwrap().success());
    }
}

fn uri(path: &Path) -> String {
    lsp_types::Url::from_file_path(path).unwrap().to_string()
}

fn codes(found: &Value) -> Vec<&str> {
    found.as_array().unwrap().iter().filter_map(|one| one["code"].as_str()).collect()
}

fn labels(answer: &Value) -> Vec<&str> {
    answer["items"].as_array().unwrap().iter().filter_map(|one| one["label"].as_str()).collect()
}

const POST: &str =
    "---\ntitle: 标题😀 a: b\ndate: 2024-01-02\ntags: [Rust]\n---\n\n[next](/later/)\n";

fn site() -> Place {
    let later = "---\ntitle: Later\ndate: 2024-01-03\nslug: later\ntaxonomies:\n  tags: [Rust, Zola]\n---\n";
    Place::with(&[
        ("zola.toml", "base_url = 'https://a.example'\ntaxonomies = [{ name = 'tags' }]\n"),
        ("content/later.md", later),
        ("static/img/harbour.png", ""),
    ])
}

#[test]
fn findings_come_while_typing_and_go_when_mended() {
    let place = site();
    let path = place.path("content/new.md");
    let mut editor = Editor::start(&place);
    let found = editor.open(&path, POST);
    let unquoted = found.as_array().unwrap().iter().find(|it| it["code"] == "value-unquoted");
    let range = &unquoted.expect("the colon in the title")["range"];
    // The emoji takes two units of UTF-16.
    assert_eq!(range["start"], json!({ "line": 1, "character": 13 }));
    let insert = |version, column, text: &str| {
        json!({
            "textDocument": { "uri": uri(&path), "version": version },
            "contentChanges": [{
                "range": { "start": { "line": 1, "character": column }, "end": { "line": 1, "character": column } },
                "text": text,
            }],
        })
    };
    editor.tell("textDocument/didChange", &insert(2, 16, "'"));
    editor.tell("textDocument/didChange", &insert(3, 7, "'"));
    let found = editor.found(3);
    assert!(!codes(&found).contains(&"value-unquoted"), "{found}");
    editor.end();
}

#[test]
fn a_finding_comes_with_its_fix_and_a_text_with_all_of_them() {
    let place = site();
    let path = place.path("content/new.md");
    let mut editor = Editor::start(&place);
    editor.open(&path, POST);
    let actions = |editor: &mut Editor, only: Value| {
        let here = json!({ "line": 1, "character": 13 });
        let params = json!({
            "textDocument": { "uri": uri(&path) },
            "range": { "start": here, "end": here },
            "context": { "diagnostics": [], "only": only },
        });
        editor.ask("textDocument/codeAction", &params)
    };
    let quick = actions(&mut editor, Value::Null);
    let quote = &quick[0];
    assert_eq!(quote["kind"], "quickfix");
    assert_eq!(quote["isPreferred"], true);
    let edits = &quote["edit"]["changes"][uri(&path)];
    assert!(edits[0]["newText"].as_str().unwrap().contains('\''), "{quick}");
    let all = actions(&mut editor, json!(["source.fixAll"]));
    assert_eq!(all.as_array().unwrap().len(), 1, "{all}");
    assert_eq!(all[0]["kind"], "source.fixAll.masthead");
    editor.end();
}

/// The text after the edits of an action, whose places are rows and UTF-16 units.
fn edited(text: &str, action: &Value, uri: &str) -> String {
    let offset = |place: &Value| {
        let row = place["line"].as_u64().unwrap() as usize;
        let start: usize = text.split_inclusive('\n').take(row).map(str::len).sum();
        let line = text[start..].split('\n').next().unwrap();
        let mut units = 0;
        let inner = line.char_indices().find(|(_, character)| {
            let here = units as u64 >= place["character"].as_u64().unwrap();
            units += character.len_utf16();
            here
        });
        start + inner.map_or(line.len(), |(at, _)| at)
    };
    let mut new = text.to_owned();
    for edit in action["edit"]["changes"][uri].as_array().unwrap().iter().rev() {
        let (start, end) = (&edit["range"]["start"], &edit["range"]["end"]);
        new.replace_range(offset(start)..offset(end), edit["newText"].as_str().unwrap());
    }
    new
}

#[test]
fn a_finding_is_left_out_where_it_stands() {
    const CASES: [(&str, &str, u32, u32, &str); 3] = [
        (
            "---\ntitle: 标题😀\ndate: 2999-01-02\n---\n",
            "date-future",
            2,
            8,
            "# masthead: ignore[date-future] say why\ndate: 2999",
        ),
        (
            "---\ntitle: a\ndate: 2024-01-02\n---\n\n海😀 ![](http://b.example/c.png)\n",
            "image-insecure",
            5,
            10,
            "<!-- masthead: ignore[image-insecure] say why -->\n海",
        ),
        (
            "---\ntitle: a\ndate: 2024-01-02\n---\n\n| a |\n|---|\n| 😀 ![x](http://b.example/c.png) |\n",
            "image-insecure",
            7,
            14,
            "c.png) <!-- masthead: ignore[image-insecure] say why --> |",
        ),
    ];
    let place = site();
    let path = place.path("content/new.md");
    let resolving = json!({ "textDocument": { "codeAction": {
        "dataSupport": true, "resolveSupport": { "properties": ["edit"] },
    } } });
    for capabilities in [json!({}), resolving] {
        for (text, rule, row, column, expected) in CASES {
            let mut editor = Editor::with(&place, &capabilities);
            let found = editor.open(&path, text);
            assert!(codes(&found).contains(&rule), "{found}");
            let here = json!({ "line": row, "character": column });
            let params = json!({
                "textDocument": { "uri": uri(&path) },
                "range": { "start": here, "end": here },
                "context": { "diagnostics": [] },
            });
            let actions = editor.ask("textDocument/codeAction", &params);
            let title = format!("Ignore {rule} here, with a reason");
            let action = actions.as_array().unwrap().iter().find(|it| it["title"] == title);
            let mut action = action.unwrap_or_else(|| panic!("no {title} in {actions}")).clone();
            if action["edit"].is_null() {
                action = editor.ask("codeAction/resolve", &action);
            }
            let new = edited(text, &action, &uri(&path));
            assert!(new.contains(expected), "{new}");
            editor.end();
            let mut editor = Editor::start(&place);
            let left = editor.open(&path, &new);
            assert!(!codes(&left).contains(&rule), "{left}");
            assert_eq!(codes(&left).len() + 1, codes(&found).len(), "{left}");
            editor.end();
        }
    }
}

#[test]
fn a_key_says_what_each_engine_reads_from_it() {
    let place = site();
    let path = place.path("content/new.md");
    let mut editor = Editor::start(&place);
    editor.open(&path, &POST.replace(" a: b", ""));
    let hover = editor.at("textDocument/hover", &path, 2, 1);
    let text = hover["contents"]["value"].as_str().unwrap();
    assert_eq!(text.matches("2024-01-02 00:00:00 UTC").count(), 3, "{text}");
    assert!(text.contains("(this site)"), "{text}");
    let tags = editor.at("textDocument/hover", &path, 3, 1);
    assert!(tags["contents"]["value"].as_str().unwrap().contains("zola"), "{tags}");
    assert_eq!(editor.at("textDocument/hover", &path, 6, 1), Value::Null);
    editor.end();
}

#[test]
fn what_could_be_written_is_offered() {
    let place = site();
    let path = place.path("content/new.md");
    let mut editor = Editor::start(&place);
    let text = "---\ntitle: A\nda\ntaxonomies:\n  tags: [Z]\n---\n\n![x](/im\n[n](@/later.md)\n";
    editor.open(&path, text);
    let keys = editor.at("textDocument/completion", &path, 2, 2);
    assert!(labels(&keys).contains(&"date") && !labels(&keys).contains(&"title"), "{keys}");
    let terms = editor.at("textDocument/completion", &path, 4, 10);
    assert_eq!(labels(&terms), ["Rust", "Zola"]);
    let images = editor.at("textDocument/completion", &path, 7, 8);
    assert_eq!(labels(&images), ["/img/harbour.png"]);
    let there = editor.at("textDocument/definition", &path, 8, 6);
    assert_eq!(there["uri"], uri(&place.path("content/later.md")));
    editor.end();
}

#[test]
fn nonsense_is_survived() {
    let place = site();
    let path = place.path("content/new.md");
    let mut editor = Editor::start(&place);
    editor.write("{ no json");
    editor.write("[1, 2]");
    editor.write(&"[".repeat(100_000));
    let noise = b"Content-Length: 99999999999999\r\n\r\nno head\r\n\xff\xfe: \0\r\n\r\n";
    editor.input.as_mut().unwrap().write_all(noise).unwrap();
    let resolved = editor.response("codeAction/resolve", &json!({ "title": "x", "data": 7 }));
    assert_eq!(resolved["error"]["code"], -32602);
    editor.tell("textDocument/didChange", &json!({ "textDocument": 7 }));
    editor.tell("textDocument/didOpen", &Value::Null);
    let unknown = editor.response("no/such", &json!({}));
    assert_eq!(unknown["error"]["code"], -32601);
    let wrong = editor.response("textDocument/hover", &json!({ "position": "here" }));
    assert_eq!(wrong["error"]["code"], -32602);
    assert_eq!(editor.at("textDocument/hover", &path, 99, 99), Value::Null);
    let found = editor.open(&path, POST);
    assert!(codes(&found).contains(&"value-unquoted"));
    // Places far outside the text.
    editor.at("textDocument/completion", &path, 4_000_000_000, 4_000_000_000);
    editor.end();
}

#[test]
fn a_broken_configuration_is_told_once_and_mended_when_it_is() {
    let place = site();
    place.file("masthead.toml", "selekt = []\n");
    let path = place.path("content/new.md");
    let mut editor = Editor::start(&place);
    let found = editor.open(&path, "---\ntitle: a: b\ndate: 2024-01-02\n---\n\n![](http:/a.png)\n");
    assert_eq!(found, json!([]));
    place.file("masthead.toml", "ignore = ['value-unquoted']\n");
    editor.tell("workspace/didChangeWatchedFiles", &json!({ "changes": [] }));
    assert_eq!(codes(&editor.found(1)), ["image-alt-missing", "image-url-invalid"]);
    editor.end();
}
