//! What the module shows: functions over plain integers.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::panic::PanicInfo;

use dlmalloc::GlobalDlmalloc;

use crate::{Outcome, price};

#[global_allocator]
static ALLOCATOR: GlobalDlmalloc = GlobalDlmalloc;

#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

/// Prices all baskets and answers where the result lies: its length in bytes, four of them and little-endian, then the
/// fingerprint of everything, then one of each basket. A trap if that failed.
#[expect(unsafe_code, reason = "a module shows a function by its plain name")]
#[unsafe(no_mangle)]
pub(crate) extern "C" fn priced() -> *const u8 {
    let Ok(outcome) = price() else { core::arch::wasm32::unreachable() };
    let bytes = bytes(&outcome);
    let length = u32::try_from(bytes.len()).unwrap_or_default().to_le_bytes();
    Box::leak(length.into_iter().chain(bytes).collect::<Vec<u8>>().into_boxed_slice()).as_ptr()
}

fn bytes(outcome: &Outcome) -> Vec<u8> {
    outcome.together().into_iter().chain(outcome.each.iter().copied().flatten()).collect()
}
