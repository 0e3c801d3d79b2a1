//! Which engine, at which version.

use std::fmt;
use std::str::FromStr;

/// One of the three engines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Engine {
    /// Hexo, on Node.
    Hexo,
    /// Hugo.
    Hugo,
    /// Zola.
    Zola,
}

impl Engine {
    /// All of them, in the order in which they are always named.
    pub const ALL: [Self; 3] = [Self::Hexo, Self::Hugo, Self::Zola];

    /// Its name as options and reports write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hexo => "hexo",
            Self::Hugo => "hugo",
            Self::Zola => "zola",
        }
    }

    /// Its name as sentences write it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Hexo => "Hexo",
            Self::Hugo => "Hugo",
            Self::Zola => "Zola",
        }
    }

    /// The version that is assumed where none is given.
    #[must_use]
    pub const fn newest(self) -> Version {
        match self {
            Self::Hexo => Version::new(8, 1),
            Self::Hugo => Version::new(0, 168),
            Self::Zola => Version::new(0, 23),
        }
    }
}

/// A version as far as behaviour depends on it: `8.1`, `0.168`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    /// The first number.
    pub major: u16,
    /// The second number.
    pub minor: u16,
}

impl Version {
    /// `major.minor`.
    #[must_use]
    pub const fn new(major: u16, minor: u16) -> Self {
        Self { major, minor }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

/// An engine at a version, written `zola@0.22`; the version may be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Target {
    /// The engine.
    pub engine: Engine,
    /// Its version.
    pub version: Version,
}

impl From<Engine> for Target {
    fn from(engine: Engine) -> Self {
        Self { engine, version: engine.newest() }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.engine.name(), self.version)
    }
}

/// A text that names no engine, or a version that is no version.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not an engine: write hexo, hugo or zola, with a version if it matters (zola@0.22)"
)]
pub struct UnknownTarget(String);

impl FromStr for Target {
    type Err = UnknownTarget;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unknown = || UnknownTarget(text.to_owned());
        let (name, version) =
            text.split_once('@').map_or((text, None), |(name, rest)| (name, Some(rest)));
        let engine =
            Engine::ALL.into_iter().find(|engine| engine.name() == name).ok_or_else(unknown)?;
        let Some(version) = version else { return Ok(engine.into()) };
        let mut parts = version.trim_start_matches('v').split('.').map(str::parse::<u16>);
        let major = parts.next().and_then(Result::ok).ok_or_else(unknown)?;
        // `hexo@8` means the newest 8.
        let minor = match parts.next() {
            None if major == engine.newest().major => engine.newest().minor,
            None => u16::MAX,
            Some(minor) => minor.map_err(|_| unknown())?,
        };
        Ok(Self { engine, version: Version::new(major, minor) })
    }
}

/// A set of engines, as a finding concerns them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct EngineSet(u8);

impl EngineSet {
    /// None of them.
    pub const NONE: Self = Self(0);
    /// All three.
    pub const ALL: Self = Self(0b111);

    /// This set with `engine` in it.
    #[must_use]
    pub const fn with(self, engine: Engine) -> Self {
        Self(self.0 | 1 << engine as u8)
    }

    /// Whether `engine` is in it.
    #[must_use]
    pub const fn has(self, engine: Engine) -> bool {
        self.0 & (1 << engine as u8) != 0
    }

    /// The engines in it, in the usual order.
    pub fn iter(self) -> impl Iterator<Item = Engine> {
        Engine::ALL.into_iter().filter(move |engine| self.has(*engine))
    }

    /// Whether none is in it.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl From<Engine> for EngineSet {
    fn from(engine: Engine) -> Self {
        Self::NONE.with(engine)
    }
}

impl FromIterator<Engine> for EngineSet {
    fn from_iter<I: IntoIterator<Item = Engine>>(engines: I) -> Self {
        engines.into_iter().fold(Self::NONE, Self::with)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_written_as_the_engine_writes_its_version() {
        let target: Target = "zola@0.22".parse().unwrap();
        assert_eq!((target.engine, target.version), (Engine::Zola, Version::new(0, 22)));
        assert_eq!("hexo@8".parse::<Target>().unwrap().version, Engine::Hexo.newest());
        assert_eq!("hugo@v0.168.0".parse::<Target>().unwrap().to_string(), "hugo@0.168");
        assert!("jekyll".parse::<Target>().is_err() && "hugo@new".parse::<Target>().is_err());
    }
}
