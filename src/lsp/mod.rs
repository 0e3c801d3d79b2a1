//! The language server: what `lint` says, while one types, with its fixes, what each engine reads from a key,
//! and what could stand where the cursor is.
//!
//! One thread reads messages, one answers them in their order, so nothing is ever half changed. Texts are checked
//! when no message waits; a burst of keystrokes is checked once.

mod action;
mod completion;
mod cursor;
mod definition;
mod hover;
mod place;
mod reader;
mod server;
mod text;
mod workspace;

pub use server::serve;
