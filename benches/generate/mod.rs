//! Sites of any size from a seed: a history of pledges that come, rise, move, end and come back, in assets whose
//! rates move, on two bases, with corrections. The same sizes give the same bytes.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// A path below the site and its text.
pub(crate) type File = (String, String);

/// Writes a site into a folder.
pub(crate) fn write(snapshots: usize, pledges: usize, folder: &Path) {
    for (path, text) in site(snapshots, pledges) {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// A site of so many daily snapshots with so many pledges each.
pub(crate) fn site(snapshots: usize, pledges: usize) -> Vec<File> {
    let mut dice = Dice(0x5EED ^ ((snapshots as u64) << 32) ^ pledges as u64);
    let mut givers: Vec<Giver> = (0..pledges).map(|i| Giver::new(i, &mut dice)).collect();
    let mut files = vec![
        (
            "content/site.yaml".to_owned(),
            "format: 1\ntitle: A long rescue\nheadline: debt\nthresholds: [50%, 100%]\n\
             bases: { debt: { title: Bad debt }, backing: { title: Missing backing } }\n"
                .to_owned(),
        ),
        ("content/contributors.yaml".to_owned(), contributors(pledges)),
    ];
    for day in 0..snapshots {
        for giver in &mut givers {
            giver.live_a_day(&mut dice);
        }
        let date = date(day);
        files.push((format!("content/snapshots/{date}.yaml"), snapshot(&date, day, &givers, &mut dice)));
    }
    files
}

fn contributors(count: usize) -> String {
    let kinds = ["dao", "company", "person", "foundation"];
    let mut text = String::new();
    for i in 0..count {
        let group = if i.is_multiple_of(9) { ", group: allies" } else { "" };
        let _ = writeln!(text, "giver-{i}: {{ name: Giver number {i}, kind: {}{group} }}", kinds[i % kinds.len()]);
    }
    text
}

fn snapshot(date: &str, day: usize, givers: &[Giver], dice: &mut Dice) -> String {
    let mut text = format!("date: {date}\n");
    if day.is_multiple_of(30) {
        let gross = 100_000 + dice.below(9) * 1000;
        let _ = writeln!(
            text,
            "shortfall:\n  debt: {{ gross: {gross}, recoveries: [{{ what: Frozen, amount: {}, state: frozen }}] }}\n  \
             backing: {{ stated: {} rsETH }}",
            20_000 + dice.below(9) * 500,
            80_000 + dice.below(20) * 100,
        );
    }
    let _ = writeln!(
        text,
        "rates: {{ stETH: 0.99{}, rsETH: 1.0{} ETH, ETH: {} USD }}\npledges:",
        dice.below(10),
        10 + dice.below(80),
        2000 + dice.below(500)
    );
    for giver in givers.iter().filter(|giver| !giver.hidden) {
        let _ = writeln!(
            text,
            "  giver-{}: {{ {}, source: \"https://news.example/{}\" }}",
            giver.id,
            giver.words(),
            giver.id
        );
    }
    if day > 0 && dice.below(40) == 0 {
        let _ = writeln!(text, "corrections:\n  - {{ on: {date}, pledges: [giver-0], note: A digit was wrong. }}");
    }
    text
}

/// One pledge through time.
struct Giver {
    id: usize,
    amount: u64,
    unit: &'static str,
    stage: usize,
    ended: bool,
    hidden: bool,
}

impl Giver {
    fn new(id: usize, dice: &mut Dice) -> Self {
        let unit = ["", "", " stETH", " rsETH"][dice.below(4) as usize];
        Self {
            id,
            amount: 1 + dice.below(2000),
            unit,
            stage: dice.below(3) as usize,
            ended: false,
            hidden: dice.below(3) == 0,
        }
    }

    fn live_a_day(&mut self, dice: &mut Dice) {
        match dice.below(100) {
            0..3 => self.stage = (self.stage + 1).min(4),
            3 => self.stage = self.stage.saturating_sub(1),
            4..6 => self.amount += dice.below(100),
            6 => self.ended = !self.ended,
            7..10 => self.hidden = false,
            _ => {}
        }
    }

    fn words(&self) -> String {
        let stage = ["expressed", "proposed", "approved", "committed", "delivered"][self.stage];
        let place = if self.ended { "end: withdrawn".to_owned() } else { format!("stage: {stage}") };
        let kind = if self.id.is_multiple_of(5) { ", kind: loan" } else { "" };
        let condition = if self.id.is_multiple_of(11) && !self.ended { ", unlocks_at: 80%" } else { "" };
        format!("amount: {}.25{}, {place}{kind}{condition}", self.amount, self.unit)
    }
}

/// The day so many days after 1 January 2020, by a calendar of twelve months of 28 days: every date exists.
fn date(day: usize) -> String {
    let (year, rest) = (2020 + day / 336, day % 336);
    format!("{year}-{:02}-{:02}", 1 + rest / 28, 1 + rest % 28)
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
}
