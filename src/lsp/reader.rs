//! Messages from the editor.

use std::io::{self, BufRead, Read};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use lsp_server::Message;

/// The longest line of a head, in bytes.
const LONGEST_LINE: u64 = 1 << 12;

/// The longest message, in bytes.
const LONGEST_MESSAGE: u64 = 1 << 30;

/// Reads messages on a thread of their own until the input ends. What is no message is passed over.
pub fn read(mut input: impl BufRead + Send + 'static) -> Receiver<Message> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        while let Ok(Some(text)) = next(&mut input) {
            if let Ok(message) = serde_json::from_slice(&text)
                && sender.send(message).is_err()
            {
                return;
            }
        }
    });
    receiver
}

/// The bytes of the next message; none at the end of the input. Memory grows with what is there, not with what is
/// announced.
fn next(input: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        if input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        let announced = line
            .split_once(':')
            .filter(|(name, _)| name.trim().eq_ignore_ascii_case("content-length"));
        if let Some((_, count)) = announced {
            length = count.trim().parse::<u64>().ok().filter(|count| *count <= LONGEST_MESSAGE);
        }
        // The empty line ends the head; without a length it is one between two heads.
        if line.trim().is_empty()
            && let Some(length) = length
        {
            let mut text = Vec::new();
            input.by_ref().take(length).read_to_end(&mut text)?;
            return Ok(Some(text));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(input: &str, expected: &[&str]) {
        let mut input = input.as_bytes();
        let mut found = Vec::new();
        while let Some(text) = next(&mut input).unwrap() {
            found.push(String::from_utf8(text).unwrap());
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn what_is_no_head_is_passed_over() {
        check("Content-Length: 2\r\n\r\n{}Content-Length: 1\r\n\r\n7", &["{}", "7"]);
        check("content-length:2\n\n{}", &["{}"]);
        check("Content-Type: x\r\nContent-Length: 2\r\n\r\n{}", &["{}"]);
        check("noise\r\n\r\nContent-Length: 2\r\n\r\n{}", &["{}"]);
        check("Content-Length: -3\r\n\r\nContent-Length: 2\r\n\r\n{}", &["{}"]);
        check(
            "Content-Length: 99999999999999999999\r\n\r\n\r\nContent-Length: 2\r\n\r\n{}",
            &["{}"],
        );
        check("Content-Length: 900000000\r\n\r\n{}", &["{}"]);
        check("", &[]);
    }
}
