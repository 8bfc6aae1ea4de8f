//! The names of all numbers, and where each comes from.

use std::collections::BTreeSet;

use super::{Number, Value};
use crate::measures::change::Cause;
use crate::measures::pace::Pace;
use crate::measures::{Against, Band, BasisMeasures, Bound, Formula, Measures, SnapshotMeasures};
use crate::quantities::{Amount, Promise, Ratio, Unit};
use crate::rescue::{Pledge, Rescue, STAGES, Snapshot, Status};

/// Collects numbers under their names.
struct List<'a> {
    unit: &'a Unit,
    numbers: Vec<Number>,
}

pub(super) fn all(rescue: &Rescue, measures: &Measures, index: usize) -> Option<Vec<Number>> {
    let (snapshot, measured) = (rescue.snapshots.get(index)?, measures.snapshots.get(index)?);
    let mut list = List { unit: &rescue.site.base_unit, numbers: Vec::new() };
    list.sums(snapshot, measured);
    list.headline(measured);
    list.dependence(measured);
    list.conditions(measured);
    list.staleness(measures, index);
    list.pace(measures, index);
    list.change(measures, index)?;
    list.pledges(snapshot, measured);
    list.bases(measured);
    list.stated(snapshot);
    Some(list.numbers)
}

impl List<'_> {
    fn push(&mut self, id: impl Into<String>, value: Option<Value>, bound: Bound, formula: Formula) {
        self.numbers.push(Number { id: id.into(), value, bound, formula });
    }

    fn amount(&mut self, id: impl Into<String>, amount: Option<Amount>, bound: Bound, formula: Formula) {
        let unit = self.unit.clone();
        self.push(id, amount.map(|amount| Value::Amount(amount, unit)), bound, formula);
    }

    fn share(&mut self, id: impl Into<String>, share: Option<Ratio>, bound: Bound, formula: Formula) {
        self.push(id, share.map(Value::Share), bound, formula);
    }

    fn count(&mut self, id: impl Into<String>, count: usize, formula: Formula) {
        self.push(id, Some(Value::Count(count)), Bound::Exact, formula);
    }

    fn sums(&mut self, snapshot: &Snapshot, measured: &SnapshotMeasures) {
        let sums = &measured.sums;
        for band in Band::ALL {
            self.amount(format!("{}.sum", band.word()), Some(sums.band(band)), sum_bound(measured, band), Formula::Sum);
        }
        self.amount("all.floor", Some(sums.floor(Band::All)), sum_bound(measured, Band::All), Formula::Floor);
        self.count("pledges", sums.live, Formula::Count);
        let givers: BTreeSet<_> = measured.pledges.iter().map(|pledge| &pledge.contributor).collect();
        self.count("givers", givers.len(), Formula::Count);
        let undisclosed = sums.undisclosed(Band::All);
        self.count("undisclosed", undisclosed, Formula::Count);
        for stage in STAGES {
            let word = stage.word();
            self.amount(format!("stage.{word}"), Some(sums.stages[stage.index()]), Bound::Exact, Formula::Stage);
            let at_stage = |pledge: &&Pledge| pledge.counts && pledge.status == Status::Live(stage);
            self.count(
                format!("stage.{word}.pledges"),
                snapshot.pledges.iter().filter(at_stage).count(),
                Formula::Count,
            );
        }
        let share = ratio_of_counts(sums.live - undisclosed.min(sums.live), sums.live);
        self.share("disclosed.share", share, Bound::Exact, Formula::Disclosed);
        // A share of a sum that may be larger may be smaller.
        let [all, _, firm, delivered] = Band::ALL.map(|band| sums.band(band));
        let bound = |band| sum_bound(measured, band).flipped();
        self.share("delivered.of-all", Ratio::of(delivered, all), bound(Band::All), Formula::DeliveredRatio);
        self.share("delivered.of-firm", Ratio::of(delivered, firm), bound(Band::Firm), Formula::DeliveredRatio);
    }

    fn headline(&mut self, measured: &SnapshotMeasures) {
        let bound = measured.headline().map_or(Bound::Exact, |basis| basis.bound);
        self.amount("shortfall", measured.shortfall(), bound, Formula::Shortfall);
        for band in Band::ALL {
            self.against(band.word(), measured.against(band));
        }
    }

    fn against(&mut self, prefix: &str, against: Option<&Against>) {
        let coverage_bound = against.map_or(Bound::Exact, |against| against.coverage_bound);
        let remaining_bound = against.map_or(Bound::Exact, |against| against.remaining_bound);
        let coverage = against.and_then(|against| against.coverage.clone());
        self.share(format!("{prefix}.coverage"), coverage, coverage_bound, Formula::Coverage);
        let remaining = against.map(|against| against.remaining);
        self.amount(format!("{prefix}.remaining"), remaining, remaining_bound, Formula::Remaining);
        let surplus = against.map(|against| against.surplus);
        self.amount(format!("{prefix}.surplus"), surplus, remaining_bound.flipped(), Formula::Surplus);
    }

    fn dependence(&mut self, measured: &SnapshotMeasures) {
        let dependence = &measured.dependence;
        for n in [1, 3, 5] {
            self.share(format!("top-{n}.share"), dependence.top(n), Bound::Exact, Formula::TopShare);
        }
        self.push("hhi", dependence.hhi.clone().map(Value::Plain), Bound::Exact, Formula::Hhi);
        let effective = dependence.effective_givers.clone().map(Value::Plain);
        self.push("effective-givers", effective, Bound::Exact, Formula::Effective);
        self.push("half-count", dependence.half_count.map(Value::Count), Bound::Exact, Formula::HalfCount);
        self.share("repayable.share", dependence.repayable.clone(), Bound::Exact, Formula::Repayable);
        let bound = measured.against(Band::All).map_or(Bound::Exact, |against| against.coverage_bound);
        let lowest = dependence.lowest_without().map(|(_, coverage)| coverage);
        self.share("without-one.coverage", lowest, bound, Formula::Without);
        let largest = dependence.largest_undelivered.as_ref().map(|(_, amount)| *amount);
        self.amount("largest-undelivered", largest, Bound::Exact, Formula::Undelivered);
    }

    fn conditions(&mut self, measured: &SnapshotMeasures) {
        let solved = measured.conditional.as_ref();
        let bound = sum_bound(measured, Band::All);
        self.amount("standing", solved.map(|solved| solved.standing), bound, Formula::Standing);
        self.amount("unlocked", solved.map(|solved| solved.unlocked), Bound::Exact, Formula::Unlocked);
        self.amount("locked", solved.map(|solved| solved.locked), Bound::Exact, Formula::Locked);
        self.amount("key-amount", solved.and_then(|solved| solved.key), bound.flipped(), Formula::Key);
        let with_key = solved.and_then(|solved| Ratio::of(solved.standing_with_key?, measured.shortfall()?));
        self.share("key-amount.coverage", with_key, bound, Formula::Key);
    }

    fn staleness(&mut self, measures: &Measures, index: usize) {
        let Some(staleness) = measures.staleness.get(index) else { return };
        self.amount("stale", Some(staleness.stale), Bound::Exact, Formula::Stale);
        self.share("stale.share", staleness.share(), Bound::Exact, Formula::Stale);
        self.count("stale.pledges", staleness.ages.iter().filter(|age| age.is_stale()).count(), Formula::Stale);
        self.count("silent.givers", staleness.silent.len(), Formula::Stale);
    }

    /// Base units a day; undefined where the window begins before the first snapshot.
    fn pace(&mut self, measures: &Measures, index: usize) {
        for pace in Pace::of(measures, index) {
            for band in Band::ALL {
                let per_day = pace.per_day(band).and_then(|ratio| ratio.to_amount());
                self.amount(format!("pace.{}.{}", band.word(), pace.days), per_day, Bound::Exact, Formula::Pace);
            }
        }
    }

    /// Against the snapshot before; none of it for the first.
    fn change(&mut self, measures: &Measures, index: usize) -> Option<()> {
        let Some(change) = measures.change(index) else { return Some(()) };
        let coverage = change.coverage(measures);
        for band in Band::ALL {
            let word = band.word();
            self.amount(format!("change.{word}"), Some(change.total(band)), Bound::Exact, Formula::Change);
            for cause in Cause::ALL {
                let amount = change.of(cause, band)?;
                if !amount.is_zero() {
                    let cause = cause.word().replace(' ', "-");
                    self.amount(format!("change.{word}.{cause}"), Some(amount), Bound::Exact, Formula::Change);
                }
            }
            let coverage = coverage.iter().find(|coverage| coverage.band == band);
            let points = coverage.map(|coverage| coverage.total.clone());
            self.share(format!("change.{word}.coverage"), points, Bound::Exact, Formula::CoverageChange);
        }
        for effect in &change.effects {
            let largest = effect.amounts.iter().copied().max_by_key(|amount| amount.magnitude());
            let id = format!("change.{}.{}", effect.cause.word().replace(' ', "-"), effect.pledge);
            self.amount(id, largest, Bound::Exact, Formula::Change);
        }
        let shortfall = change.shortfall.as_ref().map(|shortfall| shortfall.total);
        self.amount("change.shortfall", shortfall, Bound::Exact, Formula::Revision);
        Some(())
    }

    fn pledges(&mut self, snapshot: &Snapshot, measured: &SnapshotMeasures) {
        for pledge in &measured.pledges {
            let promise = snapshot.pledges[pledge.index].promise;
            let value = (promise.is_disclosed() || pledge.total.is_positive()).then_some(pledge.total);
            self.amount(format!("pledge.{}", pledge.id), value, Bound::of(promise), Formula::Pledge);
        }
    }

    fn bases(&mut self, measured: &SnapshotMeasures) {
        for basis in &measured.bases {
            let BasisMeasures { id, shortfall, bound, .. } = basis;
            self.amount(format!("basis.{id}"), shortfall.as_ref().ok().copied(), *bound, Formula::Shortfall);
            for band in Band::ALL {
                self.against(&format!("basis.{id}.{}", band.word()), basis.against(band));
            }
        }
    }

    fn stated(&mut self, snapshot: &Snapshot) {
        for rate in snapshot.rates.stated() {
            let value = Some(Value::Amount(rate.number, rate.unit.clone()));
            self.push(format!("rate.{}.{}", rate.of, rate.unit), value, Bound::Exact, Formula::Stated);
        }
        for metric in &snapshot.metrics {
            let counted = metric.value.promise.counted();
            let value = match metric.value.promise {
                Promise::Undisclosed => None,
                _ if metric.value.percent => Ratio::of(counted, Amount::whole(100)).map(Value::Share),
                _ => Some(Value::Amount(counted, metric.value.unit.as_ref().unwrap_or(self.unit).clone())),
            };
            self.push(format!("metric.{}", metric.id), value, Bound::of(metric.value.promise), Formula::Stated);
        }
    }
}

fn sum_bound(measured: &SnapshotMeasures, band: Band) -> Bound {
    if measured.sums.is_at_least(band) { Bound::AtLeast } else { Bound::Exact }
}

fn ratio_of_counts(part: usize, whole: usize) -> Option<Ratio> {
    let count = |n: usize| i64::try_from(n).ok().map(Amount::whole);
    Ratio::of(count(part)?, count(whole)?)
}
