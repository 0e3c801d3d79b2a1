//! Finds numbers by text in twenty bytes an entry.

use std::hash::{DefaultHasher, Hash, Hasher};

/// Numbers by the hash of what they are found by. Whoever asks compares what is found once more.
#[derive(Debug, Default)]
pub(super) struct Lookup {
    /// In order.
    entries: Vec<(u64, u32)>,
    /// Hashes are spread evenly, so that their first bits alone say nearly where one stands: how many entries have less
    /// there than the place in this list.
    starts: Vec<u32>,
    /// How many of the first bits count.
    bits: u32,
}

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
        let bits = entries.len().max(2).ilog2();
        let mut starts = vec![0; (1 << bits) + 1];
        for (hash, _) in &entries {
            starts[first(*hash, bits) + 1] += 1;
        }
        let mut before = 0;
        for start in &mut starts {
            before += *start;
            *start = before;
        }
        Self { entries, starts, bits }
    }

    /// The numbers under a key, in their order; a few others may be among them.
    pub fn get<K: Hash + ?Sized>(&self, key: &K) -> impl Iterator<Item = u32> {
        let wanted = hash(key);
        let place = first(wanted, self.bits);
        let range = match self.starts.get(place..place + 2) {
            Some(&[start, end]) => start as usize..end as usize,
            _ => 0..0,
        };
        let found = self.entries[range].iter().filter(move |(hash, _)| *hash == wanted);
        found.map(|(_, number)| *number)
    }

    /// The numbers whose key another one has, too; rarely, a few more.
    pub fn shared(&self) -> impl Iterator<Item = u32> {
        let groups = self.entries.chunk_by(|(one, _), (other, _)| one == other);
        groups.filter(|group| group.len() > 1).flatten().map(|(_, number)| *number)
    }

    /// How many bytes it takes.
    pub fn size(&self) -> usize {
        self.entries.capacity() * size_of::<(u64, u32)>() + size_of_val(&*self.starts)
    }
}

/// The first bits of a hash, as a place in a list.
const fn first(hash: u64, bits: u32) -> usize {
    (hash.unbounded_shr(u64::BITS - bits)) as usize
}

/// What a key is found by; a text and a piece of text that is equal have one.
pub(super) fn hash<K: Hash + ?Sized>(key: &K) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}
