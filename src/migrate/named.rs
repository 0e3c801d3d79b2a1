//! Images that a post names: the files of the site that they are, and those that are not there.

use crate::document::Document;
use crate::engine::{AssetFate, Setup};
use crate::rules::images::{Kind as Address, fates};
use crate::rules::{Context, Options};

use super::body::Addresses;
use super::{Action, Kind, Row};

/// What a post says about files.
#[derive(Debug, Default)]
pub struct Named {
    /// One row for each image whose file is not there, or not under that name.
    pub rows: Vec<Row>,
    /// Files of the source that the post names by their address.
    pub files: Vec<String>,
}

/// Looks for the file of each image of a post, those of its front matter included.
#[must_use]
pub fn named(from: &Setup, path: &str, document: &Document<'_>, addresses: &Addresses) -> Named {
    let options = Options::default();
    let context = Context::new(document, path, std::slice::from_ref(from), &options);
    let mut named = Named::default();
    for image in context.images() {
        if let Address::Path(address) = image.kind() {
            named.files.extend(addresses.path(address.path).map(str::to_owned));
        }
        for (_, fate) in fates(&context, image) {
            let AssetFate::Missing { wanted, other_case } = fate else { continue };
            let (reason, code) = match other_case {
                Some(other) => {
                    named.files.push(other.clone());
                    let reason = format!(
                        "The file is called `{other}`; on a server upper and lower case are two names."
                    );
                    (reason, "file-case")
                }
                None => (format!("There is no such file; it would be `{wanted}`."), "file-missing"),
            };
            named.rows.push(Row {
                file: path.to_owned(),
                line: Some(document.source.lines().row(image.span.start) + 1),
                kind: Kind::Link,
                name: image.address.to_string(),
                action: Action::NeedsHand,
                to: None,
                reason,
                code,
            });
        }
    }
    named
}
