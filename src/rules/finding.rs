//! How a rule says what it found.

use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::engine::{Engine, EngineSet};
use crate::text::Span;

use super::{Context, Rule};

/// A finding on its way to a [`Diagnostic`]: what the rule leaves out comes from its row in the table.
#[derive(Debug)]
pub struct Finding {
    span: Span,
    message: String,
    help: Option<String>,
    engines: EngineSet,
    severity: Option<Severity>,
    fix: Option<Fix>,
}

impl Finding {
    /// A finding that concerns every engine for which the rule's row names a harm.
    #[must_use]
    pub fn new(span: Span, message: impl Into<String>) -> Self {
        Self {
            span,
            message: message.into(),
            help: None,
            engines: EngineSet::ALL,
            severity: None,
            fix: None,
        }
    }

    /// Why it hurts or what to do.
    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// Only these engines are concerned.
    #[must_use]
    pub fn engines(self, engines: impl Into<EngineSet>) -> Self {
        Self { engines: engines.into(), ..self }
    }

    /// Exactly this bad, whatever the row says.
    #[must_use]
    pub fn severity(self, severity: Severity) -> Self {
        Self { severity: Some(severity), ..self }
    }

    /// How to mend it.
    #[must_use]
    pub fn fix(self, fix: impl Into<Option<Fix>>) -> Self {
        Self { fix: fix.into(), ..self }
    }
}

/// Where a rule puts its findings.
#[derive(Debug)]
pub struct Findings<'r> {
    rule: &'r Rule,
    engines: EngineSet,
    severity: Option<Severity>,
    diagnostics: &'r mut Vec<Diagnostic>,
}

impl<'r> Findings<'r> {
    /// The findings of one rule on one post, added to those of others; `severity` is what the configuration sets for
    /// the rule.
    #[must_use]
    pub fn new(
        rule: &'r Rule,
        context: &Context<'_>,
        severity: Option<Severity>,
        diagnostics: &'r mut Vec<Diagnostic>,
    ) -> Self {
        Self { rule, engines: context.engines(), severity, diagnostics }
    }

    /// Reports a finding, unless it concerns no engine that matters here.
    pub fn add(&mut self, finding: Finding) {
        let harm = |engine: Engine| {
            let counts = self.engines.has(engine) && finding.engines.has(engine);
            finding.severity.or(self.rule.harm.to(engine)).filter(|_| counts)
        };
        let Some(severity) = Engine::ALL.into_iter().filter_map(harm).max() else { return };
        let concerned = Engine::ALL.into_iter().filter(|engine| harm(*engine).is_some());
        self.diagnostics.push(Diagnostic {
            rule: self.rule.name.into(),
            severity: self.severity.unwrap_or(severity),
            span: finding.span,
            message: finding.message,
            help: finding.help,
            engines: concerned.map(Engine::name).collect(),
            fix: finding.fix,
        });
    }

    /// Reports several findings, or one if there is one.
    pub fn extend(&mut self, findings: impl IntoIterator<Item = Finding>) {
        findings.into_iter().for_each(|finding| self.add(finding));
    }
}
