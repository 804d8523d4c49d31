//! Sorting that is small rather than quick: the lists of a ruleset are short, and every use of the standard sort with another
//! type adds ten kilobytes to the module that a browser loads.

/// Sorts by a key. Items of one key keep their order.
pub fn by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    for end in 1..items.len() {
        let mut at = end;
        while at > 0 && matches!(items.get(at - 1..=at), Some([before, after]) if key(after) < key(before)) {
            items.swap(at - 1, at);
            at -= 1;
        }
    }
}

/// Each item once, in order.
pub fn once<T: Ord + Copy>(mut items: Vec<T>) -> Vec<T> {
    by_key(&mut items, |item| *item);
    items.dedup();
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_of_one_key_keep_their_order() {
        let mut items = [(3, 'a'), (1, 'b'), (3, 'c'), (2, 'd'), (1, 'e')];
        by_key(&mut items, |(key, _)| *key);
        assert_eq!(items, [(1, 'b'), (1, 'e'), (2, 'd'), (3, 'a'), (3, 'c')]);
    }

    #[test]
    fn an_item_that_comes_twice_stands_once() {
        assert_eq!(once(vec![2, 1, 2, 3, 1]), [1, 2, 3]);
        assert!(once(Vec::<u8>::new()).is_empty());
    }
}
