//! Gates for a scheduler: what must hold for a run to go on, each with a code of its own.

use super::clock;
use super::options::Gates;
use crate::Study;
use crate::diagnostics::{Code, Diagnostic, Report};
use crate::measures::Band;
use crate::quantities::{Amount, print};

/// Minutes of a day.
const DAY: i64 = 24 * 60;

/// Says which gates stay shut; an argument that makes no sense is said, too.
pub(super) fn check(gates: &Gates, study: &Study, report: &mut Report) {
    if let Some(typed) = &gates.fail_if_older_than {
        let result = age(typed, gates.clock.as_deref(), study);
        report.keep(result);
    }
    if let Some(typed) = &gates.fail_if_remaining_above {
        let result = remaining(typed, study);
        report.keep(result);
    }
    if gates.require_claims_match {
        let differ = report.sorted().iter().filter(|found| found.code == Code::ClaimDiffers && !found.settled).count();
        if differ > 0 {
            let claims = print::count(differ, "claim differs", "claims differ");
            report.push(
                Diagnostic::new(Code::ClaimsDoNotMatch, format!("{claims} from the sums without a reason"))
                    .hint("correct the claim or the pledges, or say in `reason` why they differ"),
            );
        }
    }
}

fn age(typed: &str, named: Option<&str>, study: &Study) -> Result<(), Diagnostic> {
    let limit = limit(typed).ok_or_else(|| {
        Diagnostic::new(Code::WrongArgument, format!("`{typed}` is not a time"))
            .hint("write `7d` for days, `36h` for hours or `2w` for weeks")
            .argument("--fail-if-older-than")
    })?;
    let now = clock::now(named)?;
    let Some(newest) = study.rescue.snapshots.last() else { return Ok(()) };
    let age = now.minutes() - newest.at.minutes();
    if age <= limit {
        return Ok(());
    }
    let age = match age / DAY {
        0 => print::count(usize::try_from(age / 60).unwrap_or_default(), "hour", "hours"),
        days => print::count(usize::try_from(days).unwrap_or_default(), "day", "days"),
    };
    let problem = format!("the newest snapshot, `{}`, is {age} old on {now}, past the {typed} asked for", newest.slug);
    Err(Diagnostic::new(Code::SnapshotTooOld, problem)
        .at(&newest.span)
        .hint("`shortfall new snapshot` carries it forward"))
}

/// `7d`, `36h`, `2w` in minutes.
fn limit(typed: &str) -> Option<i64> {
    let unit = typed.chars().last()?;
    let minutes = match unit {
        'h' => 60,
        'd' => DAY,
        'w' => 7 * DAY,
        _ => return None,
    };
    let number = typed.strip_suffix(unit)?;
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
    number.parse::<i64>().ok().filter(|_| is_number)?.checked_mul(minutes)
}

fn remaining(typed: &str, study: &Study) -> Result<(), Diagnostic> {
    let (argument, unit) = ("--fail-if-remaining-above", &study.rescue.site.base_unit);
    let limit: Amount = typed.parse().map_err(|error| {
        Diagnostic::new(Code::WrongArgument, format!("`{typed}` is not an amount: {error}"))
            .hint(format!("write a number of {unit}, as in `1000`"))
            .argument(argument)
    })?;
    let (Some(snapshot), Some(measures)) = (study.rescue.snapshots.last(), study.measures.snapshots.last()) else {
        return Ok(());
    };
    let basis = study.rescue.basis_title(&study.rescue.site.headline);
    let problem = match measures.against(Band::All) {
        Some(against) if against.remaining <= limit => return Ok(()),
        Some(against) => format!(
            "remaining (all) is {} {unit} on `{}` against {basis}, above the {} asked for",
            print::exact(against.remaining),
            snapshot.slug,
            print::exact(limit)
        ),
        None => {
            format!("`{}` has no shortfall on the basis {basis}, so that nothing can be said to remain", snapshot.slug)
        }
    };
    Err(Diagnostic::new(Code::TooMuchRemaining, problem).at(&snapshot.span))
}
