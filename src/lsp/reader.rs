//! Messages from the editor.

use std::io::{BufRead, ErrorKind};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use lsp_server::Message;

/// Reads messages on a thread of their own until the input ends. What is no message is passed over.
pub fn read(mut input: impl BufRead + Send + 'static) -> Receiver<Message> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        loop {
            let goes_on = match Message::read(&mut input) {
                Ok(Some(message)) => sender.send(message).is_ok(),
                Ok(None) => false,
                Err(error) => error.kind() == ErrorKind::InvalidData,
            };
            if !goes_on {
                return;
            }
        }
    });
    receiver
}
