//! Histories whose projection can be worked out by hand, and one that a program in another language worked out.

use super::*;

/// A sum on days counted from 1 April 2026.
fn history(sums: &[(i64, i64)]) -> Vec<(Moment, Amount)> {
    let first: Moment = "2026-04-01".parse().unwrap();
    sums.iter().map(|(day, sum)| (first.days_later(*day).unwrap(), Amount::whole(*sum))).collect()
}

/// From the seed of the whole history.
fn seed(history: &[(Moment, Amount)]) -> u64 {
    *random::seeds(history).last().unwrap()
}

type Found = Result<Projection, Vec<Refusal>>;

fn projected(history: &[(Moment, Amount)], shortfall: Option<Amount>) -> Option<Found> {
    super::project(history, shortfall, &|| seed(history))
}

fn project(sums: &[(i64, i64)], shortfall: i64) -> Found {
    projected(&history(sums), Some(Amount::whole(shortfall))).unwrap()
}

fn whole(range: Range) -> (String, String) {
    (range.low.to_string(), range.high.to_string())
}

fn edges(low: i64, high: i64) -> (String, String) {
    (low.to_string(), high.to_string())
}

fn on(moment: Option<Moment>) -> String {
    moment.map_or("-".to_owned(), |moment| moment.to_string())
}

/// Gifts and withdrawals on irregular days.
const LIVELY: [(i64, i64); 8] =
    [(0, 1000), (2, 2500), (7, 2300), (11, 4100), (19, 4000), (23, 5200), (24, 6000), (30, 6100)];

#[test]
fn an_even_past_repeats_evenly() {
    let even: Vec<(i64, i64)> = (0..=30).map(|day| (day, day * 100)).collect();
    let projection = project(&even, 4000).unwrap();
    assert_eq!(projection.days.len(), 30, "no further than was observed");
    for (day, sum) in projection.days.iter().zip((1..).map(|day| 3000 + day * 100)) {
        assert_eq!((whole(day.half), whole(day.most)), (edges(sum, sum), edges(sum, sum)));
    }
    // 4,000 is reached on the tenth day: after the end of the ninth, by the end of the tenth.
    let closing = projection.horizon.most_closes;
    assert_eq!((on(closing.after), on(closing.by)), ("2026-05-10".to_owned(), "2026-05-11".to_owned()));
    let far = project(&even, 6001).unwrap();
    assert_eq!((far.horizon.most_closes.after, far.horizon.most_closes.by), (None, None));
    let long: Vec<(i64, i64)> = (0..=90).map(|day| (day, day * 100)).collect();
    assert_eq!(project(&long, 100_000).unwrap().days.len(), 60);
}

#[test]
fn a_week_stays_a_week() {
    // 700 on every seventh day: each block of seven days has it exactly once, on whichever day.
    let weekly: Vec<(i64, i64)> = (0..=6).map(|week| (week * 7, week * 700)).collect();
    let projection = project(&weekly, 100_000).unwrap();
    assert_eq!(whole(projection.days[2].half), edges(4200, 4900), "three paths of seven have it by the third day");
    // All of them have it by the seventh. The band stays as wide as it was.
    assert_eq!(whole(projection.days[6].half), edges(4550, 5250));
    // On the sixth the 80% band, 0 or 700, also took in the 50% band, 350 to 1,050: it stays 1,050 wide.
    assert_eq!(whole(projection.days[13].most), edges(5075, 6125));
}

#[test]
fn another_language_draws_the_same_paths() {
    let history = history(&LIVELY);
    assert_eq!(seed(&history), 5_373_533_394_279_498_199);
    let projection = projected(&history, Some(Amount::whole(9000))).unwrap().unwrap();
    let told = |day: usize| (whole(projection.days[day - 1].half), whole(projection.days[day - 1].most));
    assert_eq!(told(1), (edges(6100, 6100), edges(6100, 7300)));
    assert_eq!(told(7), (edges(6100, 8000), edges(5950, 8150)));
    assert_eq!(told(30), (edges(9900, 12_500), edges(8600, 13_600)));
    let closing = |closing: Closing| (on(closing.after), on(closing.by));
    assert_eq!(closing(projection.horizon.half_closes), ("2026-05-11".to_owned(), "2026-05-25".to_owned()));
    assert_eq!(closing(projection.horizon.most_closes), ("2026-05-09".to_owned(), "-".to_owned()));
}

#[test]
fn bands_nest_and_never_narrow() {
    let mut random = random::SplitMix64::new(7);
    for _ in 0..12 {
        let mut sum = 50_000;
        let mut sums = Vec::new();
        for day in 0..40 {
            sum += i64::try_from(random.below(3000)).unwrap() - 1200;
            sums.push((day, sum));
        }
        let projection = project(&sums, 1_000_000).unwrap();
        let width = |range: Range| range.high.minus(range.low).unwrap();
        for day in &projection.days {
            assert!(day.most.low <= day.half.low && day.half.low <= day.half.high && day.half.high <= day.most.high);
        }
        for pair in projection.days.windows(2) {
            assert!(width(pair[0].half) <= width(pair[1].half), "{pair:?}");
            assert!(width(pair[0].most) <= width(pair[1].most), "{pair:?}");
        }
    }
}

#[test]
fn withdrawals_are_part_of_the_past() {
    let falling: Vec<(i64, i64)> = (0..=30).map(|day| (day, 3000 - day * 90)).collect();
    let projection = project(&falling, 4000).unwrap();
    assert_eq!(whole(projection.days[0].half), edges(210, 210));
    assert_eq!(whole(projection.days[29].most), edges(0, 0), "a sum is never below nothing");
    assert_eq!((projection.horizon.half_closes.after, projection.horizon.half_closes.by), (None, None));
}

#[test]
fn the_same_past_gives_the_same_bytes() {
    let printed = |sums| format!("{:?}", project(sums, 9000));
    assert_eq!(printed(&LIVELY), printed(&LIVELY));
    let mut other = LIVELY;
    other[3].1 += 1;
    assert_ne!(printed(&LIVELY), printed(&other));
}

#[test]
fn every_condition_refuses_in_words() {
    let refused = |sums: &[(i64, i64)], shortfall: i64| -> Vec<String> {
        project(sums, shortfall).unwrap_err().into_iter().map(Refusal::words).collect()
    };
    assert!(project(&LIVELY, 9000).is_ok());
    assert_eq!(refused(&LIVELY, 6100), ["nothing remains"]);
    assert_eq!(refused(&LIVELY, 0), ["no shortfall is stated"]);
    assert_eq!(projected(&history(&LIVELY), None), Some(Err(vec![Refusal::NoShortfall])));
    let five = [(0, 100), (5, 200), (10, 300), (15, 400), (21, 500)];
    assert_eq!(refused(&five, 9000), ["only 5 of 6 snapshots", "only 4 of 5 changes of the sum"]);
    let short = [(0, 100), (4, 200), (8, 300), (12, 400), (16, 500), (20, 600)];
    assert_eq!(refused(&short, 9000), ["only 20 of 21 days since the first snapshot"]);
    let still = [(0, 100), (4, 200), (8, 200), (12, 400), (16, 500), (21, 600)];
    assert_eq!(refused(&still, 9000), ["only 4 of 5 changes of the sum"]);
    let quiet = [(0, 100), (4, 200), (8, 300), (12, 400), (16, 500), (20, 600), (35, 600)];
    assert_eq!(refused(&quiet, 9000), ["the last change was 15 days ago, more than 14"]);
    let on_the_line = [(0, 100), (4, 200), (8, 300), (12, 400), (16, 500), (20, 600), (34, 600)];
    assert!(project(&on_the_line, 9000).is_ok());
    let never: Vec<(i64, i64)> = (0..8).map(|week| (week * 7, 100)).collect();
    assert_eq!(refused(&never, 9000), ["none of 5 changes of the sum"]);
}

#[test]
fn a_change_is_booked_on_the_later_day() {
    let at = |text: &str, sum| (text.parse::<Moment>().unwrap(), Amount::whole(sum));
    let history = [
        at("2026-04-01T08:00Z", 1),
        at("2026-04-01", 10),
        at("2026-04-03T08:00Z", 15),
        at("2026-04-03", 13),
        at("2026-04-04", 13),
    ];
    let days: Vec<i128> = daily(&history).unwrap().iter().map(|atoms| atoms / Amount::whole(1).atoms()).collect();
    // Both changes of the third; what changed within the first day is left out.
    assert_eq!(days, [0, 3, 0]);
}

#[test]
fn the_band_for_the_next_snapshot_is_the_one_that_was_drawn() {
    let history = history(&LIVELY);
    let projection = projected(&history, Some(Amount::whole(9000))).unwrap().unwrap();
    let target = Some(Amount::whole(9000));
    let next = |days: i64| next_band(&history, target, history[7].0.days_later(days).unwrap(), &|| seed(&history));
    assert_eq!(next(1), Some(projection.days[0].most));
    assert_eq!(next(17), Some(projection.days[16].most));
    assert_eq!(next(30), Some(projection.days[29].most));
    assert_eq!((next(0), next(31)), (None, None), "the same day, and past the horizon");
    assert_eq!(next_band(&history, Some(Amount::ZERO), history[7].0.days_later(3).unwrap(), &|| 0), None);
}

#[test]
fn past_the_largest_amount_nothing_is_projected() {
    let dated = history(&(0..=30).map(|day| (day, 0)).collect::<Vec<_>>());
    let step = i128::MAX / 40;
    let vast: Vec<(Moment, Amount)> =
        (0..).zip(dated).map(|(day, (at, _))| (at, Amount::from_atoms(step * day))).collect();
    assert_eq!(projected(&vast, Some(Amount::from_atoms(i128::MAX))), None);
}
