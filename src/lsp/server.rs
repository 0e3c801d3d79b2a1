//! The way of a message: what it changes, and what is answered.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use lsp_server::{ErrorCode, Message, Notification, Request, Response};
use lsp_types::{
    CodeAction, CodeActionKind, CodeActionOptions, CompletionOptions, DidChangeTextDocumentParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, HoverProviderCapability,
    InitializeResult, MessageType, OneOf, PublishDiagnosticsParams, ServerCapabilities, ServerInfo,
    ShowMessageParams, TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions,
    Url,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::action::{Asked, Edits};
use super::text::OpenText;
use super::workspace::Workspace;
use super::{action, completion, definition, hover, reader};
use crate::text::Source;

/// How long nothing has to happen before sites are looked at again after a change on the disk.
const REST: Duration = Duration::from_millis(800);

/// How often it is looked whether a site is surveyed by now.
const LOOK: Duration = Duration::from_millis(50);

/// Answers an editor until it says goodbye. True where it did so in order: first `shutdown`, then `exit`.
///
/// # Errors
/// When the answers cannot be written.
pub fn serve(input: impl BufRead + Send + 'static, output: impl Write) -> io::Result<bool> {
    let messages = reader::read(input);
    let mut server = Server {
        output,
        texts: BTreeMap::new(),
        unchecked: BTreeSet::new(),
        workspace: Workspace::default(),
        stale: false,
        shut_down: false,
        told: BTreeSet::new(),
        edits: Edits::AtOnce,
    };
    while let Some(message) = server.next(&messages)? {
        if matches!(&message, Message::Notification(it) if it.method == "exit") {
            return Ok(server.shut_down);
        }
        server.handle(message)?;
    }
    Ok(false)
}

/// All that is known between two messages.
struct Server<W> {
    output: W,
    texts: BTreeMap<Url, OpenText>,
    unchecked: BTreeSet<Url>,
    workspace: Workspace,
    /// Something on the disk changed since sites were looked at.
    stale: bool,
    shut_down: bool,
    /// What the user was told already.
    told: BTreeSet<String>,
    /// When the editor wants to know the changes that actions make.
    edits: Edits,
}

impl<W: Write> Server<W> {
    /// The next message; work that waits is done while there is none. None at the end of the input.
    fn next(&mut self, messages: &Receiver<Message>) -> io::Result<Option<Message>> {
        loop {
            let rest = match (self.unchecked.is_empty(), self.workspace.is_busy(), self.stale) {
                (false, ..) => Duration::ZERO,
                (true, true, _) => LOOK,
                (true, false, true) => REST,
                (true, false, false) => Duration::MAX,
            };
            match messages.recv_timeout(rest) {
                Ok(message) => return Ok(Some(message)),
                Err(RecvTimeoutError::Disconnected) => return Ok(None),
                Err(RecvTimeoutError::Timeout) => match self.unchecked.pop_first() {
                    Some(url) => self.publish(&url)?,
                    None if self.workspace.is_busy() => self.look_around(),
                    None => self.look_again(),
                },
            }
        }
    }

    /// Checks all open texts again once the posts around them are known.
    fn look_around(&mut self) {
        if self.workspace.knows_more() {
            self.texts.values_mut().for_each(|text| text.found = None);
            self.unchecked.extend(self.texts.keys().cloned());
        }
    }

    /// Asks the disk again for all open texts.
    fn look_again(&mut self) {
        self.stale = false;
        self.workspace.forget();
        let mut failed = BTreeSet::new();
        for (url, text) in &mut self.texts {
            let found = url.to_file_path().map_or(Ok(None), |path| self.workspace.post(&path));
            text.post = found.unwrap_or_else(|reason| {
                failed.insert(reason);
                None
            });
            text.found = None;
        }
        self.unchecked.extend(self.texts.keys().cloned());
        // What is wrong for the second time after it was mended is told a second time.
        self.told.retain(|reason| failed.contains(reason));
        failed.iter().for_each(|reason| self.warn(reason));
    }

    /// Tells the user once what keeps posts from being checked.
    fn warn(&mut self, message: &str) {
        if self.told.insert(message.to_owned()) {
            let message = format!("masthead: {message}");
            let params = ShowMessageParams { typ: MessageType::WARNING, message };
            // A warning that cannot be written leaves the answers, whose failure ends the run.
            let _ = self.notify("window/showMessage", params);
        }
    }

    /// Sends what is wrong with an open text.
    fn publish(&mut self, url: &Url) -> io::Result<()> {
        let Some(text) = self.texts.get_mut(url) else { return Ok(()) };
        let version = Some(text.version);
        let checked = catch_unwind(AssertUnwindSafe(|| {
            text.findings();
            let found = text.found.as_deref().unwrap_or_default();
            action::diagnostics(&text.source, found)
        }));
        let diagnostics = checked.unwrap_or_else(|_| {
            text.found = Some(Vec::new());
            Vec::new()
        });
        let params = PublishDiagnosticsParams { uri: url.clone(), diagnostics, version };
        self.notify("textDocument/publishDiagnostics", params)
    }

    fn handle(&mut self, message: Message) -> io::Result<()> {
        match message {
            Message::Request(request) => {
                let id = request.id.clone();
                let answer = catch_unwind(AssertUnwindSafe(|| self.answer(request)));
                let response = answer.unwrap_or_else(|_| {
                    let reason = "masthead failed on this text; please report it";
                    Response::new_err(id, ErrorCode::InternalError as i32, reason.to_owned())
                });
                self.send(&response.into())
            }
            Message::Notification(notification) => self.notice(notification),
            Message::Response(_) => Ok(()),
        }
    }

    /// The answer to a request.
    fn answer(&mut self, request: Request) -> Response {
        let Request { id, method, params } = request;
        let result = match method.as_str() {
            "initialize" => {
                self.edits = when_to_edit(&params);
                Ok(to_json(initialized()))
            }
            "shutdown" => {
                self.shut_down = true;
                Ok(Value::Null)
            }
            "textDocument/codeAction" => {
                let edits = self.edits;
                self.about(
                    params,
                    |params: &lsp_types::CodeActionParams| &params.text_document.uri,
                    |text, params| action::actions(text, params, edits),
                )
            }
            "codeAction/resolve" => self.resolve(params),
            "textDocument/hover" => self.about(
                params,
                |params: &lsp_types::HoverParams| {
                    &params.text_document_position_params.text_document.uri
                },
                hover::hover,
            ),
            "textDocument/completion" => self.about(
                params,
                |params: &lsp_types::CompletionParams| {
                    &params.text_document_position.text_document.uri
                },
                completion::complete,
            ),
            "textDocument/definition" => self.about(
                params,
                |params: &lsp_types::GotoDefinitionParams| {
                    &params.text_document_position_params.text_document.uri
                },
                definition::find,
            ),
            _ => {
                let reason = format!("masthead does not answer `{method}`");
                return Response::new_err(id, ErrorCode::MethodNotFound as i32, reason);
            }
        };
        match result {
            Ok(value) => Response::new_ok(id, value),
            Err(reason) => Response::new_err(id, ErrorCode::InvalidParams as i32, reason),
        }
    }

    /// The action with its change, which was left out when it was offered.
    fn resolve(&mut self, params: Value) -> Result<Value, String> {
        let action: CodeAction =
            serde_json::from_value(params).map_err(|error| error.to_string())?;
        let data = action.data.clone().unwrap_or_default();
        let asked: Asked = serde_json::from_value(data).map_err(|error| error.to_string())?;
        Ok(match self.texts.get_mut(&asked.uri) {
            Some(text) => to_json(action::resolve(text, &asked, action)),
            None => to_json(action),
        })
    }

    /// The answer to a request about an open text; nothing where it is not open.
    fn about<P: DeserializeOwned, R: serde::Serialize>(
        &mut self,
        params: Value,
        url: impl Fn(&P) -> &Url,
        answer: impl Fn(&mut OpenText, &P) -> R,
    ) -> Result<Value, String> {
        let params: P = serde_json::from_value(params).map_err(|error| error.to_string())?;
        Ok(self
            .texts
            .get_mut(url(&params))
            .map_or(Value::Null, |text| to_json(answer(text, &params))))
    }

    /// What the editor tells without waiting for an answer. What cannot be understood changes nothing.
    fn notice(&mut self, notification: Notification) -> io::Result<()> {
        let Notification { method, params } = notification;
        match method.as_str() {
            "textDocument/didOpen" => {
                if let Ok(params) = serde_json::from_value(params) {
                    self.open(params);
                }
            }
            "textDocument/didChange" => {
                if let Ok(params) = serde_json::from_value::<DidChangeTextDocumentParams>(params) {
                    let url = params.text_document.uri;
                    if let Some(text) = self.texts.get_mut(&url) {
                        text.change(params.content_changes, params.text_document.version);
                        self.unchecked.insert(url);
                    }
                }
            }
            "textDocument/didClose" => {
                if let Ok(params) = serde_json::from_value::<DidCloseTextDocumentParams>(params) {
                    let uri = params.text_document.uri;
                    self.texts.remove(&uri);
                    self.unchecked.remove(&uri);
                    let diagnostics = Vec::new();
                    let params = PublishDiagnosticsParams { uri, diagnostics, version: None };
                    return self.notify("textDocument/publishDiagnostics", params);
                }
            }
            "textDocument/didSave" | "workspace/didChangeWatchedFiles" => self.stale = true,
            _ => {}
        }
        Ok(())
    }

    fn open(&mut self, params: DidOpenTextDocumentParams) {
        let document = params.text_document;
        let path = document.uri.to_file_path().ok();
        let post = match path.map(|path| self.workspace.post(&path)) {
            Some(Ok(post)) => post,
            Some(Err(reason)) => {
                self.warn(&reason);
                None
            }
            None => None,
        };
        let name =
            post.as_ref().map_or_else(|| document.uri.path().to_owned(), |it| it.name.clone());
        let source = Source::new(name, document.text);
        let text = OpenText { source, version: document.version, post, found: None };
        self.texts.insert(document.uri.clone(), text);
        self.unchecked.insert(document.uri);
    }

    fn notify(&mut self, method: &str, params: impl serde::Serialize) -> io::Result<()> {
        let notification = Notification { method: method.to_owned(), params: to_json(params) };
        self.send(&notification.into())
    }

    fn send(&mut self, message: &Message) -> io::Result<()> {
        message.write(&mut self.output)?;
        self.output.flush()
    }
}

/// The types of the protocol are always JSON.
fn to_json(value: impl serde::Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

/// Whether the editor asks for the change of an action once it is chosen.
fn when_to_edit(params: &Value) -> Edits {
    let actions = &params["capabilities"]["textDocument"]["codeAction"];
    let resolved = actions["resolveSupport"]["properties"].as_array();
    let asks = resolved.is_some_and(|all| all.iter().any(|one| one == "edit"));
    if asks && actions["dataSupport"] == true { Edits::Later } else { Edits::AtOnce }
}

/// What the server can do.
fn initialized() -> InitializeResult {
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::INCREMENTAL),
        save: Some(true.into()),
        ..TextDocumentSyncOptions::default()
    };
    let actions = CodeActionOptions {
        resolve_provider: Some(true),
        code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, CodeActionKind::SOURCE_FIX_ALL]),
        ..CodeActionOptions::default()
    };
    let marks = [":", " ", "-", "[", ",", "\"", "'", "/", "="];
    let completion = CompletionOptions {
        trigger_characters: Some(marks.map(str::to_owned).to_vec()),
        ..CompletionOptions::default()
    };
    let capabilities = ServerCapabilities {
        text_document_sync: Some(TextDocumentSyncCapability::Options(sync)),
        code_action_provider: Some(actions.into()),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        completion_provider: Some(completion),
        definition_provider: Some(OneOf::Left(true)),
        ..ServerCapabilities::default()
    };
    let server_info = ServerInfo {
        name: env!("CARGO_PKG_NAME").to_owned(),
        version: Some(env!("CARGO_PKG_VERSION").to_owned()),
    };
    InitializeResult { capabilities, server_info: Some(server_info) }
}
