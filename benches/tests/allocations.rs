//! Totals of warm baskets allocate nothing.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use fondaco::pricing::{TaxDisplay, Workspace};
use fondaco_benches::prices::carts::{self, Columns};

thread_local! {
    /// How often this thread has allocated.
    static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
}

/// The allocator of the system, counted.
struct Counting;

fn count() {
    ALLOCATIONS.with(|count| count.set(count.get() + 1));
}

#[expect(unsafe_code, reason = "an allocator cannot be written without it; this one only counts")]
// SAFETY: every call is handed on to the allocator of the system as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count();
        // SAFETY: the caller keeps the contract.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count();
        // SAFETY: the caller keeps the contract.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, place: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count();
        // SAFETY: the caller keeps the contract.
        unsafe { System.realloc(place, layout, size) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        // SAFETY: the caller keeps the contract.
        unsafe { System.dealloc(place, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

#[test]
fn totals_of_warm_baskets_allocate_nothing() {
    for display in [TaxDisplay::Exclusive, TaxDisplay::Inclusive] {
        for lines in [1, 10, 100] {
            let (book, context) = (carts::book(display).unwrap(), carts::context().unwrap());
            let baskets = Columns::draw(1_000, lines, 20_261_121).baskets().unwrap();
            let prepared: Vec<_> = baskets.iter().map(|basket| book.prepare(basket, &context).unwrap()).collect();
            let mut workspace = Workspace::new();
            // Warm after as many baskets as this: what varies from one to the next has reached its width.
            for prepared in &prepared {
                book.totals(prepared, &mut workspace).unwrap();
            }
            let before = ALLOCATIONS.get();
            let mut sum = 0;
            for prepared in &prepared {
                sum += book.totals(prepared, &mut workspace).unwrap().total;
            }
            let allocated = ALLOCATIONS.get() - before;
            assert!(sum > 0);
            assert_eq!(allocated, 0, "{lines} lines, {display:?}");
        }
    }
}

#[test]
fn what_is_allocated_is_counted() {
    let before = ALLOCATIONS.get();
    assert_eq!(std::hint::black_box(vec![1, 2, 3]).len(), 3);
    assert!(ALLOCATIONS.get() > before);
}
