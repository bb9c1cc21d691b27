//! Room for what keeps growing while a page is read.
//!
//! In: a list to which one more is added. Out: the list with room for it. Doubling holds three times what
//! there is while it copies, and up to twice as much ever after; these lists are much of what is in
//! memory.

/// Adds `item`; where there's no room, the list grows by a quarter.
pub(crate) fn push<T>(list: &mut Vec<T>, item: T) {
    if list.len() == list.capacity() {
        grow(list, 1);
    }
    list.push(item);
}

/// Adds copies of `items` as `push` adds one.
pub(crate) fn extend<T: Copy>(list: &mut Vec<T>, items: &[T]) {
    if list.capacity() - list.len() < items.len() {
        grow(list, items.len());
    }
    list.extend_from_slice(items);
}

#[cold]
fn grow<T>(list: &mut Vec<T>, n: usize) {
    /// Below this many, copying costs more than room.
    const MIN: usize = 64;
    list.reserve_exact(n.max(list.len() / 4).max(MIN));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_little_room_to_spare_and_is_seldom_copied() {
        let mut list = Vec::new();
        let mut n_copies = 0;
        for n in 0..100_000 {
            let before = list.capacity();
            push(&mut list, n);
            n_copies += usize::from(before < list.capacity());
            assert!(list.capacity() <= 64 + list.len() + list.len() / 4);
        }
        assert!(n_copies < 40, "{n_copies}");
        extend(&mut list, &vec![1; 50_000]);
        assert_eq!(list.len(), 150_000);
    }
}
