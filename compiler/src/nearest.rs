//! The known word nearest to an unknown one, for errors that say what was meant.

/// The word of `known` that `given` most likely stands for; `None` when none is near.
///
/// ```
/// use dx_kasan_rules::nearest::nearest;
///
/// assert_eq!(nearest("e-prescripton", ["e-prescription", "emr-guideline"]), Some("e-prescription"));
/// assert_eq!(nearest("colour", ["e-prescription"]), None);
/// ```
pub fn nearest<'k>(given: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    // A long text is not a misspelt word, and the distance costs its square.
    let given: Vec<char> = given.chars().take(65).collect();
    if given.len() > 64 {
        return None;
    }
    let near = given.len().div_ceil(3).max(1);
    known
        .into_iter()
        .map(|word| (distance(&given, &word.chars().collect::<Vec<char>>()), word))
        .filter(|(distance, _)| *distance <= near)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

/// How many characters must be added, dropped, changed, or swapped with their neighbour.
#[inline(never)]
fn distance(left: &[char], right: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=right.len()).collect();
    let mut last_left = None;
    for (row, &l) in left.iter().enumerate() {
        let mut current = vec![row + 1];
        let mut last_right = None;
        for (column, &r) in right.iter().enumerate() {
            let at = |line: &[usize], index: usize| line.get(index).copied().unwrap_or(usize::MAX / 2);
            let changed = at(&above, column) + usize::from(l != r);
            let dropped = at(&above, column + 1) + 1;
            let added = at(&current, column) + 1;
            let mut best = changed.min(dropped).min(added);
            if last_left == Some(r) && last_right == Some(l) && column > 0 {
                best = best.min(at(&before, column - 1) + 1);
            }
            current.push(best);
            last_right = Some(r);
        }
        before = std::mem::replace(&mut above, current);
        last_left = Some(l);
    }
    above.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_of_each_kind_is_one_step() {
        let steps =
            |left: &str, right: &str| distance(&left.chars().collect::<Vec<_>>(), &right.chars().collect::<Vec<_>>());
        assert_eq!(steps("usage", "usage"), 0);
        assert_eq!(steps("usge", "usage"), 1);
        assert_eq!(steps("usagee", "usage"), 1);
        assert_eq!(steps("usaga", "usage"), 1);
        assert_eq!(steps("uasge", "usage"), 1);
        assert_eq!(steps("", "usage"), 5);
    }

    #[test]
    fn of_equally_near_words_the_first_is_named() {
        assert_eq!(nearest("emr", ["ehr", "emu"]), Some("ehr"));
    }
}
