//! Where texts lie between host and module, and what the module keeps for the host.

use std::cell::RefCell;

use fondaco_contract::{Book, PreparedBasket, WireFailure, wire};

use crate::Shelf;
#[cfg(feature = "engine")]
use crate::engine::Open;
use crate::handles::Handles;

thread_local! {
    static SHELL: RefCell<Shell> = RefCell::default();
}

/// All that the module remembers.
#[derive(Default)]
pub(crate) struct Shell {
    input: Vec<u8>,
    answer: Vec<u8>,
    pub(crate) kept: Kept,
}

/// What handles stand for.
pub(crate) struct Kept {
    pub(crate) books: Handles<Book>,
    pub(crate) baskets: Handles<PreparedBasket>,
    pub(crate) shelves: Handles<Shelf>,
    #[cfg(feature = "engine")]
    pub(crate) engines: Handles<Open>,
}

impl Default for Kept {
    fn default() -> Self {
        Self {
            books: Handles::of("price book"),
            baskets: Handles::of("prepared basket"),
            shelves: Handles::of("shelf"),
            #[cfg(feature = "engine")]
            engines: Handles::of("engine"),
        }
    }
}

/// What a function answers.
pub(crate) enum Answer {
    /// Nothing but that it is done.
    Done,
    /// A handle.
    Handle(u32),
    /// A text.
    Text(String),
    /// Columns, and what is said about them.
    Bytes(Vec<u8>),
}

/// What a function does with what is kept and with its input.
type Work<'a> = dyn FnMut(&mut Kept, &[u8]) -> Result<Answer, WireFailure> + 'a;

/// Makes a call with the first `length` bytes of the input.
pub(crate) fn call(length: usize, mut work: impl FnMut(&mut Kept, &[u8]) -> Result<Answer, WireFailure>) -> u32 {
    called(length, &mut work)
}

/// What stands around every call, once for all of them.
fn called(length: usize, work: &mut Work<'_>) -> u32 {
    SHELL.with_borrow_mut(|Shell { input, answer, kept }| {
        let done = work(kept, input.get(..length).unwrap_or_default());
        let (status, bytes) = match done {
            Ok(Answer::Done) => (1, Vec::new()),
            Ok(Answer::Handle(handle)) => (handle, Vec::new()),
            Ok(Answer::Text(text)) => (1, text.into_bytes()),
            Ok(Answer::Bytes(bytes)) => (1, bytes),
            Err(failure) => (0, wire::write(&failure).unwrap_or_default().into_bytes()),
        };
        *answer = bytes;
        status
    })
}

/// Makes room for so many bytes of input, and answers where.
#[expect(unsafe_code, reason = "a module shows a function by its plain name")]
#[unsafe(no_mangle)]
extern "C" fn room(length: usize) -> *mut u8 {
    SHELL.with_borrow_mut(|shell| {
        if shell.input.len() < length {
            shell.input.resize(length, 0);
        }
        shell.input.as_mut_ptr()
    })
}

/// Where the answer lies.
#[expect(unsafe_code, reason = "a module shows a function by its plain name")]
#[unsafe(no_mangle)]
extern "C" fn answer() -> *const u8 {
    SHELL.with_borrow(|shell| shell.answer.as_ptr())
}

/// How long the answer is, in bytes.
#[expect(unsafe_code, reason = "a module shows a function by its plain name")]
#[unsafe(no_mangle)]
extern "C" fn answer_length() -> usize {
    SHELL.with_borrow(|shell| shell.answer.len())
}
