//! JavaScript as far as Hexo's reading depends on it: values, numbers as text, days, lower and upper case.

pub mod civil;
mod convert;
pub mod number;
pub mod text;
mod value;

pub use convert::{from_value, number_of, to_value};
pub use value::{Heap, Id, Js, Object};
