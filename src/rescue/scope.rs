//! What the rest of the site lets a snapshot refer to.

use std::collections::BTreeMap;

use super::model::Contributor;
use super::read;
use crate::diagnostics::{Code, Report};
use crate::documents::Text;
use crate::quantities::{Slug, Unit};

/// What a snapshot may refer to.
pub(super) struct Scope<'a> {
    pub(super) base: &'a Unit,
    /// Whether `site.yaml` had no problem: else a basis or metric that seems unknown may be declared there.
    pub(super) site_complete: bool,
    pub(super) contributors: &'a BTreeMap<Slug, Contributor>,
    /// Former id → id.
    pub(super) aliases: &'a BTreeMap<Slug, Slug>,
    /// Whether a contributor that is not among them is really unknown.
    pub(super) contributors_complete: bool,
    pub(super) bases: &'a [Slug],
    pub(super) metrics: &'a [Slug],
}

impl Scope<'_> {
    /// A name that `site.yaml` must declare, or any name if that file has problems of its own.
    pub(super) fn declared(
        &self,
        id: &Text,
        code: Code,
        what: &str,
        known: &[Slug],
        report: &mut Report,
    ) -> Option<Slug> {
        report.keep(if self.site_complete { read::declared(id, code, what, known) } else { read::slug(id) })
    }
}
