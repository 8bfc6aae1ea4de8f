//! The pages that say what stands behind the others: the data files and the sources.

use serde::Serialize;

use super::Material;
use super::data::columns::{files, meaning};
use super::licence::Licence;
use super::view::HostView;
use crate::diagnostics::Diagnostic;
use crate::figures::Column;
use crate::language::{self, say};
use crate::quantities::{SitePath, print};

#[derive(Serialize)]
struct FileView {
    path: &'static str,
    rows: String,
    columns: Vec<ColumnView>,
}

#[derive(Serialize)]
struct ColumnView {
    heading: String,
    unit: Option<String>,
    meaning: Option<String>,
}

impl ColumnView {
    fn of(column: Column) -> Self {
        Self { heading: column.heading(), meaning: meaning(&column.name).map(language::word), unit: column.unit }
    }
}

impl Material<'_> {
    /// Every data file with its columns, the licence, and how to cite.
    ///
    /// # Errors
    /// A template that cannot be rendered.
    pub fn data_page(&self, path: &SitePath) -> Result<Vec<u8>, Diagnostic> {
        let files = files(self.rescue, self.measures).map(|file| FileView {
            path: file.path,
            rows: language::word(file.rows),
            columns: file.columns.into_iter().map(ColumnView::of).collect(),
        });
        let newest = self.rescue.snapshots.last();
        let mut context = self.context(path);
        context.insert("share", &self.share_dataset(&say!("Data")));
        context.insert("files", &files);
        context.insert("licence", &Licence::of(&self.rescue.site));
        context.insert("date", &newest.map(|snapshot| print::long_date(snapshot.at)));
        context.insert("newest", &newest.map(|snapshot| &snapshot.slug));
        context.insert("home", &self.rescue.site.base_url.as_ref().map(|url| format!("{url}/")));
        self.render("data.html", path, &context)
    }

    /// Every source once, and where it is used.
    ///
    /// # Errors
    /// A template that cannot be rendered.
    pub fn sources_page(&self, path: &SitePath) -> Result<Vec<u8>, Diagnostic> {
        let hosts = HostView::all(self.rescue);
        let mut context = self.context(path);
        context.insert("share", &self.share_page(&say!("Sources"), None));
        context.insert("sources", &print::count(HostView::count(&hosts), "source", "sources"));
        context.insert("hosts", &hosts);
        self.render("sources.html", path, &context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantities::Unit;

    #[test]
    fn a_column_is_shown_as_the_file_heads_it() {
        let view = ColumnView::of(Column::amounts("remaining firm", &Unit::new("ETH").unwrap()));
        assert_eq!(view.heading, "remaining firm (ETH)");
        assert!(view.meaning.unwrap().contains("leave of the shortfall"));
    }
}
