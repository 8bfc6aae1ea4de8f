//! Placing labels along one side so that none covers another.

/// Moves labels apart: each is `(middle, size)` as wished; the middles come back in the same order.
///
/// They move as little as they must, keep the order of their wishes and stay between `low` and `high`.
/// Where they cannot fit at all, `None`.
pub(crate) fn spread(wishes: &[(f64, f64)], low: f64, high: f64, gap: f64) -> Option<Vec<f64>> {
    let all: f64 = wishes.iter().map(|(_, size)| size + gap).sum::<f64>() - gap;
    if all > high - low + 1e-9 {
        return None;
    }
    let mut order: Vec<usize> = (0..wishes.len()).collect();
    order.sort_by(|a, b| wishes[*a].0.total_cmp(&wishes[*b].0).then(a.cmp(b)));
    let mut groups: Vec<Group> = Vec::new();
    for index in order {
        let (middle, size) = wishes[index];
        let mut group = Group { members: vec![index], start: middle - size / 2.0, size, weight: 1.0 };
        group.keep_within(low, high);
        // A group that touches the one before it joins it and settles at the mean of their wishes.
        while let Some(before) = groups.pop_if(|before| before.start + before.size + gap > group.start) {
            group = before.joined(group, gap);
            group.keep_within(low, high);
        }
        groups.push(group);
    }
    let mut middles = vec![0.0; wishes.len()];
    for group in groups {
        let mut at = group.start;
        for index in group.members {
            middles[index] = at + wishes[index].1 / 2.0;
            at += wishes[index].1 + gap;
        }
    }
    Some(middles)
}

struct Group {
    members: Vec<usize>,
    start: f64,
    size: f64,
    weight: f64,
}

impl Group {
    fn keep_within(&mut self, low: f64, high: f64) {
        self.start = self.start.min(high - self.size).max(low);
    }

    fn joined(mut self, next: Self, gap: f64) -> Self {
        let wished = next.start - self.size - gap;
        let weight = self.weight + next.weight;
        self.start = (self.start * self.weight + wished * next.weight) / weight;
        self.size += gap + next.size;
        self.weight = weight;
        self.members.extend(next.members);
        self
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn labels_with_room_stay_where_they_are() {
        assert_eq!(spread(&[(10.0, 8.0), (50.0, 8.0)], 0.0, 100.0, 2.0), Some(vec![10.0, 50.0]));
        assert_eq!(spread(&[(50.0, 8.0), (50.0, 8.0)], 0.0, 100.0, 2.0), Some(vec![45.0, 55.0]));
        assert_eq!(spread(&[(99.0, 60.0), (1.0, 60.0)], 0.0, 100.0, 2.0), None);
        assert_eq!(spread(&[], 0.0, 100.0, 2.0), Some(Vec::new()));
    }

    proptest! {
        #[test]
        fn labels_never_overlap_and_stay_in_range(
            wishes in prop::collection::vec((-20.0..620.0_f64, 4.0..40.0_f64), 0..14),
            gap in 0.0..6.0_f64,
        ) {
            let needed: f64 = wishes.iter().map(|(_, size)| size + gap).sum::<f64>() - gap;
            match spread(&wishes, 0.0, 600.0, gap) {
                None => prop_assert!(needed > 600.0),
                Some(middles) => {
                    let mut spans: Vec<(f64, f64)> = middles
                        .iter()
                        .zip(&wishes)
                        .map(|(middle, (_, size))| (middle - size / 2.0, middle + size / 2.0))
                        .collect();
                    prop_assert!(spans.iter().all(|(from, to)| *from >= -1e-6 && *to <= 600.0 + 1e-6));
                    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
                    prop_assert!(spans.windows(2).all(|pair| pair[0].1 + gap <= pair[1].0 + 1e-6));
                }
            }
        }
    }
}
