//! What one report says, for all the files that say it.

use std::sync::OnceLock;

use crate::pages::{Material, ReportView};

/// The words and figures of one report, put together when the first of its files asks for them, and let go with the last.
pub(super) struct Said<'a> {
    material: Material<'a>,
    index: usize,
    view: OnceLock<ReportView>,
}

impl<'a> Said<'a> {
    pub(super) fn new(material: Material<'a>, index: usize) -> Self {
        Self { material, index, view: OnceLock::new() }
    }

    pub(super) fn get(&self) -> &ReportView {
        self.view.get_or_init(|| self.material.said(self.index))
    }
}
