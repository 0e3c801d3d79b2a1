//! The whole site: what each of its posts comes to, built once from the readings of its engine and asked by path,
//! title, address and term.
//!
//! Nothing here looks at a file. Strings are kept once and short, for a site may have tens of thousands of posts.

mod fold;
mod index;
mod kept;
mod linked;
mod lookup;
mod page;
mod term;

pub use fold::{fold_address, fold_term, fold_title, same_address};
pub use index::Index;
pub use linked::ReadPost;
pub use page::{Gathered, Page};
pub use term::{Term, TermName, terms_of};
