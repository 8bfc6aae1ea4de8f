//! Histories from a seed, as ugly as rescues can be: texts as an author would write them, through the whole loader.

use std::fmt::Write as _;
use std::sync::Arc;

use crate::diagnostics::{Report, Source, to_text};
use crate::figures::adapt;
use crate::figures::story::Story;
use crate::files::Files;

/// What the newest snapshot of a generated history has to tell.
pub(in crate::figures::tests) fn generated(seed: u64) -> Story {
    let mut report = Report::default();
    let study = crate::study_files(files(seed), &mut report);
    let study = study.unwrap_or_else(|| panic!("{seed}: {}", to_text(&report)));
    let newest = study.rescue.snapshots.len() - 1;
    adapt::story(&study.rescue, &study.measures, newest).unwrap()
}

fn files(seed: u64) -> Files {
    let mut dice = Dice(seed);
    let source = |path: &str, text: String| Arc::new(Source { path: format!("content/{path}"), text });
    let givers = match dice.below(5) {
        0 => dice.below(3),
        1 => 30 + dice.below(40),
        _ => 2 + dice.below(14),
    };
    let names: Vec<String> = (0..givers).map(|_| name(&mut dice)).collect();
    let mut contributors = String::new();
    for (i, name) in names.iter().enumerate() {
        let group = if dice.below(6) == 0 { ", group: allies" } else { "" };
        let _ = writeln!(contributors, "g{i}: {{ name: \"{name}\", kind: dao{group} }}");
    }
    if names.is_empty() {
        contributors.push_str("nobody: { name: Nobody, kind: person }\n");
    }
    let mut files = Files {
        site: Some(source("site.yaml", site(&mut dice))),
        contributors: Some(source("contributors.yaml", contributors)),
        ..Files::default()
    };
    let mut day = dice.below(300) as i64;
    let step = dice.of(&[1, 3, 40, 300]);
    let mut fund: Vec<Pledge> = names.iter().enumerate().map(|(id, _)| Pledge::new(id, &mut dice)).collect();
    let mut labelled = Vec::new();
    for _ in 0..=dice.of(&[0, 1, 2, 7, 30]) {
        day += 1 + dice.below(step) as i64;
        let date = jiff::civil::date(2024, 1, 1).checked_add(jiff::Span::new().days(day)).unwrap();
        let path = format!("snapshots/{date}.yaml");
        files.snapshot_paths.push(format!("content/{path}"));
        files.snapshots.push(source(&path, snapshot(&date.to_string(), &mut fund, &mut dice)));
        if dice.below(3) == 0 {
            labelled.push(date);
        }
    }
    let mut events = String::new();
    for on in &labelled {
        let _ = writeln!(events, "- {{ on: {on}, what: It happened., label: \"{}\" }}", name(&mut dice));
    }
    files.events = (!events.is_empty()).then(|| source("events.yaml", events));
    files
}

fn site(dice: &mut Dice) -> String {
    let thresholds = ["", "thresholds: [50%, 90%, 100%]\n"][usize::try_from(dice.below(2)).unwrap()];
    format!(
        "format: 1\ntitle: \"{}\"\nheadline: debt\n{thresholds}bases:\n  debt: {{ title: \"{}\" }}\n  \
         backing: {{ title: \"{}\" }}\nmetrics: {{ locked: {{ title: \"{}\" }} }}\n",
        name(dice),
        name(dice),
        name(dice),
        name(dice)
    )
}

/// From one letter to more than any label has room for.
fn name(dice: &mut Dice) -> String {
    const WORDS: [&str; 12] = [
        "Aave",
        "DAO",
        "Wrapped",
        "W",
        "Internationalization",
        "of",
        "the",
        "Éclair & Söhne",
        "(formerly",
        "treasury)",
        "fi",
        "WWWWWWWWWWWWWWWWWWWWWWWW",
    ];
    let most = dice.of(&[1, 2, 3, 14]);
    let words: Vec<&str> = (0..=dice.below(most)).map(|_| dice.of(&WORDS)).collect();
    words.join(" ")
}

fn snapshot(date: &str, fund: &mut [Pledge], dice: &mut Dice) -> String {
    let mut text = format!("date: {date}\n");
    let whole: u64 = fund.iter().map(|pledge| pledge.amount).sum();
    if dice.below(4) > 0 {
        // From far below what is pledged to far above it.
        let stated = 1 + (whole + 10) * (1 + dice.below(40)) / (1 + dice.below(40));
        let form = dice.of(&["", "", "", "at least ", "about ", "up to "]);
        let _ = writeln!(text, "shortfall:\n  debt: {{ stated: {form}{stated} }}");
        if dice.below(3) == 0 {
            let _ = writeln!(
                text,
                "  backing: {{ gross: {}, recoveries: [{{ what: \"{}\", amount: {stated}, state: frozen }}] }}",
                stated * 2,
                name(dice)
            );
        }
    }
    let _ = writeln!(text, "rates: {{ stETH: 0.99{}, ETH: {} USD }}", dice.below(10), 1 + dice.below(4000));
    if dice.below(2) == 0 {
        let _ = writeln!(text, "metrics: {{ locked: {{ value: {} USD }} }}", dice.below(90_000_000_000));
    }
    text.push_str("pledges:\n");
    let before = text.len();
    for pledge in fund.iter_mut().filter_map(|pledge| pledge.live_on(dice)) {
        let _ = writeln!(text, "  {pledge}");
    }
    if text.len() == before {
        text.truncate(before - 1);
        text.push_str(" {}\n");
    }
    text
}

struct Pledge {
    id: usize,
    amount: u64,
    form: &'static str,
    unit: &'static str,
    stage: usize,
    ended: bool,
    hidden: bool,
}

impl Pledge {
    fn new(id: usize, dice: &mut Dice) -> Self {
        let digits = dice.of(&[1, 10, 1_000, 100_000, 1_000_000_000]);
        Self {
            id,
            amount: 1 + dice.below(digits),
            form: dice.of(&["", "", "up to ", "at least ", "about ", "undisclosed"]),
            unit: dice.of(&["", "", " stETH"]),
            stage: dice.below(5) as usize,
            ended: false,
            hidden: dice.below(3) == 0,
        }
    }

    /// What a snapshot says of it, after some time.
    fn live_on(&mut self, dice: &mut Dice) -> Option<String> {
        match dice.below(12) {
            0 | 1 => self.stage = (self.stage + 1).min(4),
            2 => self.stage = self.stage.saturating_sub(1),
            3 => self.amount += dice.below(self.amount + 1),
            4 => self.amount = 1 + self.amount / 3,
            5 => self.ended = !self.ended,
            6 => self.hidden = !self.hidden,
            _ => {}
        }
        if self.hidden {
            return None;
        }
        let stage = ["expressed", "proposed", "approved", "committed", "delivered"][self.stage];
        let status = if self.ended { "end: withdrawn".to_owned() } else { format!("stage: {stage}") };
        let amount = match self.form {
            "undisclosed" => "undisclosed".to_owned(),
            form => format!("{form}{}.{}{}", self.amount, 10 + dice.below(80), self.unit),
        };
        let kind = dice.of(&["", ", kind: loan", ", kind: deposit"]);
        let condition = if self.stage < 4 && !self.ended && dice.below(8) == 0 { ", unlocks_at: 80%" } else { "" };
        Some(format!("g{}: {{ amount: {amount}, {status}{kind}{condition} }}", self.id))
    }
}

/// SplitMix64.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % end
    }

    fn of<T: Copy>(&mut self, choice: &[T]) -> T {
        choice[self.below(choice.len() as u64) as usize]
    }
}
