//! The sums against one way of stating the shortfall.

use super::{Band, Bound, Sums};
use crate::quantities::{Amount, Ratio, Slug, Unit};
use crate::rescue::{Basis, Rates};

/// One basis, measured.
#[derive(Debug, Clone)]
pub struct BasisMeasures {
    /// Its id.
    pub id: Slug,
    /// G in base units, or why there is none.
    pub shortfall: Result<Amount, NoFigure>,
    /// How the basis's words bound G.
    pub bound: Bound,
    /// Each band against G; empty without G.
    bands: Vec<Against>,
}

/// Why a basis has no figure in base units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoFigure {
    /// It states none.
    NotStated,
    /// It is in another unit, for which the snapshot states no rate.
    NoRate(Unit),
}

/// One band against G.
#[derive(Debug, Clone)]
pub struct Against {
    /// The band.
    pub band: Band,
    /// C = S / G; undefined where G ≤ 0.
    pub coverage: Option<Ratio>,
    /// B = G − S.
    pub balance: Amount,
    /// U = max(0, B).
    pub remaining: Amount,
    /// O = max(0, −B).
    pub surplus: Amount,
    /// How S and G bound the coverage; a surplus is bounded like it.
    pub coverage_bound: Bound,
    /// How G and S bound what remains.
    pub remaining_bound: Bound,
}

impl BasisMeasures {
    pub(super) fn of(basis: &Basis, rates: &Rates, sums: &Sums) -> Option<Self> {
        let shortfall = match basis.shortfall {
            None => Err(NoFigure::NotStated),
            // Nothing is nothing in every unit.
            Some(figure) if figure.counted().is_zero() => Ok(Amount::ZERO),
            Some(_) if rates.of(&basis.unit).is_none() => Err(NoFigure::NoRate(basis.unit.clone())),
            Some(figure) => Ok(rates.convert(figure.counted(), &basis.unit)?),
        };
        let bound = basis.shortfall.map_or(Bound::Exact, Bound::of);
        let bands = match shortfall {
            Ok(shortfall) => {
                Band::ALL.into_iter().map(|band| against(band, shortfall, bound, sums)).collect::<Option<_>>()?
            }
            Err(_) => Vec::new(),
        };
        Some(Self { id: basis.id.clone(), shortfall, bound, bands })
    }

    /// A band against this basis, where it has a figure.
    #[must_use]
    pub fn against(&self, band: Band) -> Option<&Against> {
        self.bands.iter().find(|against| against.band == band)
    }
}

fn against(band: Band, shortfall: Amount, bound: Bound, sums: &Sums) -> Option<Against> {
    let sum = sums.band(band);
    let balance = shortfall.minus(sum)?;
    let given = if sums.is_at_least(band) { Bound::AtLeast } else { Bound::Exact };
    Some(Against {
        band,
        coverage: if shortfall.is_positive() { Ratio::of(sum, shortfall) } else { None },
        balance,
        remaining: balance.above_zero(),
        surplus: Amount::ZERO.minus(balance)?.above_zero(),
        coverage_bound: given.and(bound.flipped()),
        remaining_bound: bound.and(given.flipped()),
    })
}
