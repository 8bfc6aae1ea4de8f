//! `moves`: from which stage to which? A matrix of the money by its stage then and now.
//!
//! Rows and columns are the ladder with *not pledged* as its lowest rung, so that what lies right of the
//! diagonal moved up and what lies left of it moved down.

mod draw;

use std::sync::Arc;

use super::Told;
use super::story::change::{self, Cell as Part};
use super::story::{State, Story, stage_word};
use super::table::{Cell, Column, Table};
use super::words::{capital, list, signed};
use crate::language::{self, say};
use crate::quantities::{Amount, print};
use draw::Matrix;

/// The rungs: not pledged, then the stages from the least certain.
const RUNGS: usize = 6;

/// `grid[then][now]`, on the rungs.
type Grid = [[Part; RUNGS]; RUNGS];

/// The words, the table and the drawing.
pub(super) fn tell(story: &Story) -> Told {
    let kind = say!("Matrix of pledges by stage then and now");
    let (Some(change), [.., then, _]) = (&story.change, story.states.as_slice()) else {
        return Told {
            title: say!("No earlier report to compare with"),
            subtitle: say!("Pledges by their stage in the report before and now"),
            kind,
            values: Vec::new(),
            long: say!("No earlier report to compare with: this is the first."),
            table: Table { columns: vec![Column::words(&say!("then"))], rows: Vec::new() },
            remark: None,
            chart: Arc::new(Matrix::nothing(say!("no earlier report to compare with"))),
        };
    };
    let grid = grid(&change.moves);
    let sums = Sums::of(&grid);
    let notes = notes(&change.moves);
    Told {
        title: sums.title(story, then),
        subtitle: say!(
            "Pledges by stage on {date} (rows) and now (columns), {unit} and count",
            date = print::date(then.at),
            unit = story.unit,
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

/// A rung as a row: then.
fn row_name(rung: usize) -> String {
    rung.checked_sub(1).map_or_else(|| say!("new or raised"), stage_word)
}

/// A rung as a column: now.
fn column_name(rung: usize) -> String {
    rung.checked_sub(1).map_or_else(|| say!("ended or lowered"), stage_word)
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

    fn named(&self) -> [(String, Amount); 5] {
        [
            (say!("moved forward"), self.forward),
            (say!("moved back"), self.back),
            (row_name(0), self.came),
            (column_name(0), self.went),
            (say!("stayed"), self.stayed),
        ]
    }

    fn title(&self, story: &Story, then: &State) -> String {
        let Self { forward, back, came, went, .. } = *self;
        let amount = |amount| story.amount(amount);
        let ends = match (came.is_zero(), went.is_zero()) {
            (true, true) => say!("nothing came or went"),
            (false, true) => say!("{came} came", came = print::short(came)),
            (true, false) => say!("{went} went", went = print::short(went)),
            (false, false) => say!("{came} came, {went} went", came = print::short(came), went = print::short(went)),
        };
        let moved = match (forward.is_zero(), back.is_zero()) {
            (false, true) => say!("{amount} moved forward", amount = amount(forward)),
            (true, false) => say!("{amount} moved back", amount = amount(back)),
            (false, false) => {
                let (forward, back) = (amount(forward), print::short(back));
                return say!("{forward} moved forward, {back} back; {ends}", forward, back, ends);
            }
            _ if came.is_zero() && went.is_zero() => {
                return say!("No pledge moved since {date}", date = print::date(then.at));
            }
            _ => return say!("No pledge changed its stage; {ends}", ends),
        };
        let said = say!("{moved}; {ends}", moved = self.with_largest(&moved), ends);
        if said.chars().count() > 90 { say!("{moved}; {ends}", moved, ends) } else { said }
    }

    /// Where one move makes most of them it is named.
    fn with_largest(&self, moved: &str) -> String {
        let sum = self.forward.max(self.back);
        let largest = self.largest.filter(|(.., size)| size.plus(*size).is_some_and(|twice| twice > sum));
        let Some((i, j, size)) = largest else { return moved.to_owned() };
        let (from, to) = (row_name(i), column_name(j));
        match size == sum {
            true => say!("{moved}, all {from} to {to}", moved, from, to),
            false => say!("{moved}, most of it {from} to {to}", moved, from, to),
        }
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
    let outside: Vec<String> =
        moves.outside.iter().map(|(word, sum)| format!("{} {}", language::word(word), signed(*sum))).collect();
    if outside.is_empty() { Vec::new() } else { vec![say!("Not in the matrix: {causes}", causes = outside.join(", "))] }
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
    let said = sums.values();
    let said = if said.is_empty() { say!("no pledge stood on either date") } else { list(&said) };
    let mut out = say!("From {from} to {to}: {said}.", from = print::date(then.at), to = story.as_of(), said);
    for (i, j, part) in flows(grid).into_iter().filter(|(i, j, _)| i != j).take(8) {
        let said = say!(
            "{from} to {to}: {amount} ({pledges}).",
            from = capital(&row_name(i)),
            to = column_name(j),
            amount = print::short(part.amount),
            pledges = pledges(part.pledges),
        );
        out.push_str(&format!(" {said}"));
    }
    for note in notes {
        out.push_str(&format!(" {note}."));
    }
    super::words::at_most(&out, 150)
}

fn table(story: &Story, grid: &Grid, sums: &Sums, moves: &change::Moves) -> Table {
    let columns = vec![
        Column::words(&say!("then")),
        Column::words(&say!("now")),
        Column::amounts(&say!("amount"), &story.unit),
        Column { name: say!("pledges"), unit: None, numeric: true },
    ];
    let mut rows: Vec<Vec<Cell>> = flows(grid)
        .into_iter()
        .map(|(i, j, part)| {
            vec![
                Cell::Text(row_name(i)),
                Cell::Text(column_name(j)),
                Cell::Amount(part.amount),
                Cell::Count(part.pledges),
            ]
        })
        .collect();
    let mut more =
        |name: String, sum: Amount| rows.push(vec![Cell::Text(name), Cell::Missing, Cell::Amount(sum), Cell::Missing]);
    for (name, sum) in sums.named() {
        more(name, sum);
    }
    for (name, sum) in &moves.outside {
        more(language::word(name), *sum);
    }
    Table { columns, rows }
}
