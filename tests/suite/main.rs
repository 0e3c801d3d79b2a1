//! All integration tests in one binary: one module a topic.

mod house;
