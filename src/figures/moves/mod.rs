//! `moves`: from which stage to which? A matrix of the money by its stage then and now.
//!
//! Rows and columns are the ladder with *not pledged* as its lowest rung, so that what lies right of the
//! diagonal moved up and what lies left of it moved down.

mod draw;

use std::sync::Arc;

use super::Told;
use super::story::change::{self, Cell as Part};
use super::story::{STAGES, State, Story};
use super::table::{Cell, Column, Table};
use super::words::{capital, list, signed};
use crate::quantities::{Amount, print};
use draw::Matrix;

/// The rungs: not pledged, then the stages from the least certain.
const RUNGS: usize = 6;

/// The rungs as rows, then, and as columns, now.
const CAME: &str = "new or raised";
const WENT: &str = "ended or lowered";

/// `grid[then][now]`, on the rungs.
type Grid = [[Part; RUNGS]; RUNGS];

/// The words, the table and the drawing.
pub(super) fn tell(story: &Story) -> Told {
    let kind = "Matrix of pledges by stage then and now".to_owned();
    let (Some(change), [.., then, _]) = (&story.change, story.states.as_slice()) else {
        let sentence = "No earlier report to compare with";
        return Told {
            title: sentence.to_owned(),
            subtitle: "Pledges by their stage in the report before and now".to_owned(),
            kind,
            values: Vec::new(),
            long: format!("{sentence}: this is the first."),
            table: Table { columns: vec![Column::words("then")], rows: Vec::new() },
            remark: None,
            chart: Arc::new(Matrix::nothing(sentence.to_lowercase())),
        };
    };
    let grid = grid(&change.moves);
    let sums = Sums::of(&grid);
    let notes = notes(&change.moves);
    Told {
        title: sums.title(story, then),
        subtitle: format!(
            "Pledges by stage on {} (rows) and now (columns), {} and count",
            print::date(then.at),
            story.unit
        ),
        kind,
        values: sums.values(),
        long: long(story, then, &grid, &sums, &notes),
        table: table(story, &grid, &sums, &change.moves),
        remark: None,
        chart: Arc::new(Matrix::new(grid, notes)),
    }
}

fn grid(moves: &change::Moves) -> Grid {
    let mut grid = Grid::default();
    for i in 0..5 {
        grid[0][i + 1] = moves.came[i];
        grid[i + 1][0] = moves.went[i];
        grid[i + 1][1..].copy_from_slice(&moves.stood[i]);
    }
    grid
}

fn row_name(rung: usize) -> &'static str {
    rung.checked_sub(1).map_or(CAME, |stage| STAGES[stage])
}

fn column_name(rung: usize) -> &'static str {
    rung.checked_sub(1).map_or(WENT, |stage| STAGES[stage])
}

/// What the matrix comes to. Its amounts are parts of sums that were checked.
struct Sums {
    forward: Amount,
    back: Amount,
    came: Amount,
    went: Amount,
    stayed: Amount,
    /// The largest move between two stages, up or down.
    largest: Option<(usize, usize, Amount)>,
}

impl Sums {
    fn of(grid: &Grid) -> Self {
        let over = |held: &dyn Fn(usize, usize) -> bool| {
            let places = (0..RUNGS).flat_map(|i| (0..RUNGS).map(move |j| (i, j)));
            Amount::total(places.filter(|(i, j)| held(*i, *j)).map(|(i, j)| grid[i][j].amount)).unwrap_or_default()
        };
        let moved = (1..RUNGS).flat_map(|i| (1..RUNGS).map(move |j| (i, j))).filter(|(i, j)| i != j);
        let moved = moved.map(|(i, j)| (i, j, grid[i][j].amount)).filter(|(.., amount)| amount.is_positive());
        Self {
            forward: over(&|i, j| i > 0 && j > i),
            back: over(&|i, j| j > 0 && j < i),
            came: over(&|i, _| i == 0),
            went: over(&|_, j| j == 0),
            stayed: over(&|i, j| i == j),
            largest: moved
                .fold(None, |best, next| if best.is_some_and(|(.., b)| b >= next.2) { best } else { Some(next) }),
        }
    }

    fn named(&self) -> [(&'static str, Amount); 5] {
        [
            ("moved forward", self.forward),
            ("moved back", self.back),
            (CAME, self.came),
            (WENT, self.went),
            ("stayed", self.stayed),
        ]
    }

    fn title(&self, story: &Story, then: &State) -> String {
        let Self { forward, back, came, went, .. } = *self;
        let amount = |amount| story.amount(amount);
        let ends = match (came.is_zero(), went.is_zero()) {
            (true, true) => "nothing came or went".to_owned(),
            (false, true) => format!("{} came", print::short(came)),
            (true, false) => format!("{} went", print::short(went)),
            (false, false) => format!("{} came, {} went", print::short(came), print::short(went)),
        };
        let moved = forward.max(back);
        // Where one move makes most of them it is named.
        let largest = self.largest.and_then(|(i, j, size)| {
            let part = if size == moved { "all" } else { "most of it" };
            let most = size.plus(size).is_some_and(|twice| twice > moved);
            most.then(|| format!(", {part} {} to {}", row_name(i), column_name(j)))
        });
        let largest = largest.unwrap_or_default();
        let said = match (forward.is_zero(), back.is_zero()) {
            (false, true) => format!("{} moved forward{largest}; {ends}", amount(forward)),
            (true, false) => format!("{} moved back{largest}; {ends}", amount(back)),
            (false, false) => format!("{} moved forward, {} back; {ends}", amount(forward), print::short(back)),
            _ if came.is_zero() && went.is_zero() => format!("No pledge moved since {}", print::date(then.at)),
            _ => format!("No pledge changed its stage; {ends}"),
        };
        if said.chars().count() > 90 { said.replace(&largest, "") } else { said }
    }

    fn values(&self) -> Vec<String> {
        self.named()
            .iter()
            .filter(|(_, sum)| !sum.is_zero())
            .map(|(name, sum)| format!("{name} {}", print::short(*sum)))
            .collect()
    }
}

/// What lies outside the matrix.
fn notes(moves: &change::Moves) -> Vec<String> {
    let outside: Vec<String> = moves.outside.iter().map(|(word, sum)| format!("{word} {}", signed(*sum))).collect();
    if outside.is_empty() { Vec::new() } else { vec![format!("Not in the matrix: {}", outside.join(", "))] }
}

/// Cells with money, the moves before what stayed, the largest first.
fn flows(grid: &Grid) -> Vec<(usize, usize, Part)> {
    let places = (0..RUNGS).flat_map(|i| (0..RUNGS).map(move |j| (i, j)));
    let mut flows: Vec<_> =
        places.map(|(i, j)| (i, j, grid[i][j])).filter(|(.., part)| !part.amount.is_zero()).collect();
    flows.sort_by(|a, b| (a.0 == a.1).cmp(&(b.0 == b.1)).then(b.2.amount.cmp(&a.2.amount)));
    flows
}

fn pledges(count: usize) -> String {
    print::count(count, "pledge", "pledges")
}

fn long(story: &Story, then: &State, grid: &Grid, sums: &Sums, notes: &[String]) -> String {
    let mut out = format!("From {} to {}: ", print::date(then.at), story.as_of());
    let said = sums.values();
    out.push_str(&if said.is_empty() { "no pledge stood on either date".to_owned() } else { list(&said) });
    out.push('.');
    for (i, j, part) in flows(grid).into_iter().filter(|(i, j, _)| i != j).take(8) {
        let (from, to) = (row_name(i), column_name(j));
        out.push_str(&format!(
            " {} to {to}: {} ({}).",
            capital(from),
            print::short(part.amount),
            pledges(part.pledges)
        ));
    }
    for note in notes {
        out.push_str(&format!(" {note}."));
    }
    super::words::at_most(&out, 150)
}

fn table(story: &Story, grid: &Grid, sums: &Sums, moves: &change::Moves) -> Table {
    let columns = vec![
        Column::words("then"),
        Column::words("now"),
        Column::amounts("amount", &story.unit),
        Column { name: "pledges".to_owned(), unit: None, numeric: true },
    ];
    let text = |words: &str| Cell::Text(words.to_owned());
    let mut rows: Vec<Vec<Cell>> = flows(grid)
        .into_iter()
        .map(|(i, j, part)| {
            vec![text(row_name(i)), text(column_name(j)), Cell::Amount(part.amount), Cell::Count(part.pledges)]
        })
        .collect();
    let mut more =
        |name: &str, sum: Amount| rows.push(vec![text(name), Cell::Missing, Cell::Amount(sum), Cell::Missing]);
    for (name, sum) in sums.named() {
        more(name, sum);
    }
    for (name, sum) in &moves.outside {
        more(name, *sum);
    }
    Table { columns, rows }
}
