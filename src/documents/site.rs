//! `site.yaml`, `contributors.yaml` and `events.yaml` as typed.

use serde_json::json;

use super::decode::{Decode, Flag, Map, Text, document};
use super::node::{Node, Value};
use super::schema::Definitions;
use super::snapshot::RateDoc;
use super::source::Sources;
use super::theme::ThemeDoc;
use crate::diagnostics::Report;

document! {
    /// What holds for the whole site.
    SiteDoc {
        /// The version of the file format: `1`.
        format: Text,
        /// The site's name.
        title: Text,
        /// One sentence.
        description: Option<Text>,
        /// The unit of every sum; `ETH` if left out.
        base_unit: Option<Text>,
        /// The basis of the headline, one of `bases`.
        headline: Text,
        /// The language of the texts; `en` if left out.
        language: Option<Text>,
        /// Where the site will be published.
        base_url: Option<Text>,
        /// Whether HTML in Markdown stays HTML; it becomes text if left out.
        raw_html: Option<Flag>,
        /// Under which terms the data may be used.
        licence: Option<Text>,
        /// Stage → days after which a pledge that did not change is stale; 30 if left out.
        stale_after: Map<Text>,
        /// Coverages whose distance is reported.
        thresholds: Vec<Text>,
        /// Every basis, declared.
        bases: Map<NameDoc>,
        /// Every metric, declared.
        metrics: Map<NameDoc>,
        /// The charts of every dated report, in their order; all of them if left out.
        report_charts: Option<Vec<Text>>,
        /// Chart → the author's own words for it.
        charts: Map<ChartDoc>,
        /// What could come otherwise.
        scenarios: Map<ScenarioDoc>,
        /// What the newsletter kit shows.
        newsletter: Option<NewsletterDoc>,
        /// The site's own look.
        theme: Option<ThemeDoc>,
    }
}

document! {
    /// What the newsletter kit shows.
    NewsletterDoc {
        /// Whether each report has one.
        kits: Option<Flag>,
        /// Its charts, in order.
        charts: Option<Vec<Text>>,
        /// Whether the largest pledges are listed.
        table: Option<Flag>,
        /// Whether the computed sentences are there.
        brief: Option<Flag>,
        /// What a reader is asked to do.
        action: Option<ActionDoc>,
        /// What the mailing service replaces by the address to unsubscribe at.
        unsubscribe: Option<PlaceholderDoc>,
        /// What it replaces by the address of the mail's web version.
        web_version: Option<PlaceholderDoc>,
    }
}

/// What mailing services replace, by platform; one text is the mail's.
#[derive(Debug, Clone)]
pub struct PlaceholderDoc(pub PlatformsDoc);

impl Decode for PlaceholderDoc {
    fn decode(node: Node, report: &mut Report) -> Option<Self> {
        if let Value::Map(_) = node.value {
            return PlatformsDoc::decode(node, report).map(Self);
        }
        let text = Text::decode(node, report)?;
        let (mailchimp, buttondown, beehiiv, ghost, substack) = (None, None, None, None, None);
        let span = text.span.clone();
        Some(Self(PlatformsDoc { span, email: Some(text), mailchimp, buttondown, beehiiv, ghost, substack }))
    }

    fn shape(definitions: &mut Definitions) -> serde_json::Value {
        json!({ "anyOf": [Text::shape(definitions), PlatformsDoc::shape(definitions)] })
    }
}

document! {
    /// The platforms that replace placeholders.
    PlatformsDoc {
        /// In `email.html` and `email.txt`.
        email: Option<Text>,
        /// In `mailchimp.html`.
        mailchimp: Option<Text>,
        /// In `buttondown.md`.
        buttondown: Option<Text>,
        /// In `beehiiv.html`.
        beehiiv: Option<Text>,
        /// In `ghost.html`.
        ghost: Option<Text>,
        /// In `substack.html`.
        substack: Option<Text>,
    }
}

document! {
    /// What a reader is asked to do.
    ActionDoc {
        /// The words of the link.
        text: Text,
        /// Where it leads.
        url: Option<Text>,
    }
}

document! {
    /// Something that could come otherwise in the newest snapshot.
    ScenarioDoc {
        /// Its name, which says "if".
        title: Text,
        /// A remark.
        note: Option<Text>,
        /// Contributors or groups that leave.
        without: Vec<Text>,
        /// Kinds of contributor whose open votes pass.
        votes_pass: Vec<Text>,
        /// Kinds of contributor whose open votes fail.
        votes_fail: Vec<Text>,
        /// `150%`: the shortfall becomes this much of what it is.
        shortfall: Option<Text>,
        /// Asset → rate, as in a snapshot.
        rates: Map<RateDoc>,
    }
}

document! {
    /// An author's own words for a chart.
    ChartDoc {
        /// In place of the takeaway.
        title: Option<Text>,
        /// In place of measure, unit, basis.
        subtitle: Option<Text>,
    }
}

document! {
    /// A name and what it means.
    NameDoc {
        /// The name.
        title: Text,
        /// What it means.
        note: Option<Text>,
    }
}

document! {
    /// Who gives.
    ContributorDoc {
        /// The name.
        name: Text,
        /// `protocol`, `dao`, `foundation`, `company` or `person`.
        kind: Text,
        /// Their page.
        url: Option<Text>,
        /// The group that affiliates share.
        group: Option<Text>,
        /// Former ids.
        aliases: Vec<Text>,
        /// A remark.
        note: Option<Text>,
    }
}

document! {
    /// A dated fact.
    EventDoc {
        /// When.
        on: Text,
        /// Until when.
        until: Option<Text>,
        /// What happened.
        what: Text,
        /// A few words for the charts.
        label: Option<Text>,
        /// Where it was read.
        source: Sources,
        /// A remark.
        note: Option<Text>,
        /// Computed or dated by the author, not read.
        inferred: Option<Flag>,
    }
}
