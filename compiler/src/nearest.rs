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
    let length = given.chars().take(65).count();
    if length > 64 {
        return None;
    }
    let near = length.div_ceil(3).max(1);
    known
        .into_iter()
        .map(|word| (strsim::osa_distance(given, word), word))
        .filter(|(distance, _)| *distance <= near)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_of_each_kind_is_one_step() {
        for slip in ["dat", "dati", "date-", "adte"] {
            assert_eq!(nearest(slip, ["date"]), Some("date"), "{slip}");
        }
    }

    #[test]
    fn a_third_of_the_word_may_be_wrong() {
        assert_eq!(nearest("usaxyz", ["usages"]), None);
        assert_eq!(nearest("usagxy", ["usages"]), Some("usages"));
    }

    #[test]
    fn of_equally_near_words_the_first_is_named() {
        assert_eq!(nearest("emr", ["ehr", "emu"]), Some("ehr"));
    }
}
