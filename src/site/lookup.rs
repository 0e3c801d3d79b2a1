//! Finds numbers by text in sixteen bytes an entry.

use std::hash::{DefaultHasher, Hash, Hasher};

/// Numbers by the hash of what they are found by. Whoever asks compares what is found once more.
#[derive(Debug, Default)]
pub(super) struct Lookup(Vec<(u64, u32)>);

impl Lookup {
    /// Takes in numbers, each under its key, and each once.
    pub fn new<K: Hash>(keys: impl Iterator<Item = (K, u32)>) -> Self {
        Self::of_hashes(keys.map(|(key, number)| (hash(&key), number)).collect())
    }

    /// The same of numbers under the [`hash`]es of their keys.
    pub fn of_hashes(mut entries: Vec<(u64, u32)>) -> Self {
        entries.sort_unstable();
        entries.dedup();
        entries.shrink_to_fit();
        Self(entries)
    }

    /// The numbers under a key, in their order; a few others may be among them.
    pub fn get<K: Hash + ?Sized>(&self, key: &K) -> impl Iterator<Item = u32> {
        let wanted = hash(key);
        let start = self.0.partition_point(|(hash, _)| *hash < wanted);
        let found = self.0[start..].iter().take_while(move |(hash, _)| *hash == wanted);
        found.map(|(_, number)| *number)
    }

    /// How many bytes it takes.
    pub fn size(&self) -> usize {
        self.0.capacity() * size_of::<(u64, u32)>()
    }
}

/// What a key is found by; a text and a piece of text that is equal have one.
pub(super) fn hash<K: Hash + ?Sized>(key: &K) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}
