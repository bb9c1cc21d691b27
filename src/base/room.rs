//! Room for what keeps growing while a page is read.
//!
//! In: a list to which one more is added. Out: the list with room for it. Doubling holds three times what
//! there is while it copies, and up to twice as much ever after; these lists are much of what is in
//! memory.

/// Below this many, copying costs more than room.
const MIN: usize = 16;

/// Adds `item`; where there's no room, the list grows by a quarter.
pub(crate) fn push<T>(list: &mut Vec<T>, item: T) {
    if list.len() == list.capacity() {
        grow(list, 1);
    }
    list.push(item);
}

/// Adds `items` as `push` adds one.
pub(crate) fn extend<T>(list: &mut Vec<T>, items: impl ExactSizeIterator<Item = T>) {
    if list.capacity() - list.len() < items.len() {
        grow(list, items.len());
    }
    // They are few: copied one by one they cost less than all at once.
    items.for_each(|item| list.push(item));
}

/// Makes room for `n` more items, and for at most a quarter more of what there is.
pub(crate) fn expect<T>(list: &mut Vec<T>, n: usize) {
    if list.capacity() - list.len() < n {
        grow(list, n);
    }
}

/// Where the list will grow by so many times what it holds, and there's no room for that, it grows now, once.
pub(crate) fn foresee<T>(list: &mut Vec<T>, times: f64) {
    let to_come = (list.len() as f64 * times) as usize;
    if list.capacity() - list.len() < to_come {
        // A little more, so that the next forecast, a little higher, finds room.
        list.reserve_exact(to_come + to_come / 8);
    }
}

/// Gives back the room to spare, where it's much: the list may be copied for it.
pub(crate) fn give_back<T>(list: &mut Vec<T>) {
    if list.len() / 8 < list.capacity() - list.len() {
        list.shrink_to_fit();
    }
}

/// Adds `text` as `push` adds one.
pub(crate) fn push_str(out: &mut String, text: &str) {
    if out.capacity() - out.len() < text.len() {
        out.reserve_exact(text.len().max(out.len() / 4).max(MIN));
    }
    out.push_str(text);
}

#[cold]
fn grow<T>(list: &mut Vec<T>, n: usize) {
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
            assert!(list.capacity() <= 16 + list.len() + list.len() / 4);
        }
        assert!(n_copies < 50, "{n_copies}");
        extend(&mut list, 0..50_000);
        assert_eq!(list.len(), 150_000);
    }
}
