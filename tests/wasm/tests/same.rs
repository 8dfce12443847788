//! Receipts are the same on a machine of 32 bits without an operating system.

use std::path::{Path, PathBuf};
use std::process::Command;

use fondaco_tests_wasm::{Fingerprint, price};
use wasmi::{Engine, Instance, Linker, Memory, Module, Store};

/// The task of `xtask` that builds for a target; it says where the result is in a line that starts so.
const BUILT: &str = "built in: ";

/// Builds the module; `None` where this machine has no compiler for it.
fn build() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let arguments = ["run", "--quiet", "-p", "xtask", "--", "bare", "wasm32-unknown-unknown", "fondaco-tests-wasm"];
    let output = Command::new(env!("CARGO")).args(arguments).current_dir(root).output().expect("cargo starts");
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{printed}{}", String::from_utf8_lossy(&output.stderr));
    if let Some(skip) = printed.lines().find(|line| line.starts_with("skip: ")) {
        println!("{skip}");
        return None;
    }
    let folder = printed.lines().find_map(|line| line.strip_prefix(BUILT)).expect("where it was built");
    Some(Path::new(folder).join("fondaco_tests_wasm.wasm"))
}

/// Runs the module and reads its result: the fingerprint of everything, and those of each basket.
fn run(module: &[u8]) -> Vec<Fingerprint> {
    let engine = Engine::default();
    let module = Module::new(&engine, module).expect("a module");
    let mut store = Store::new(&engine, ());
    let instance: Instance = Linker::new(&engine).instantiate_and_start(&mut store, &module).expect("it needs nothing");
    let priced = instance.get_typed_func::<(), u32>(&store, "priced").expect("its function");
    let at = priced.call(&mut store, ()).expect("it prices");
    let memory: Memory = instance.get_memory(&store, "memory").expect("its memory");
    let bytes = |at: usize, length: usize| -> &[u8] { &memory.data(&store)[at..at + length] };
    let at = usize::try_from(at).expect("an address");
    let length = u32::from_le_bytes(bytes(at, 4).try_into().expect("four bytes"));
    let all = bytes(at + 4, usize::try_from(length).expect("a length"));
    all.chunks_exact(32).map(|chunk| chunk.try_into().expect("32 bytes")).collect()
}

#[test]
fn receipts_are_the_same_on_wasm32() {
    let Some(module) = build() else { return };
    let elsewhere = run(&std::fs::read(module).expect("the module"));
    let here = price().expect("prices");
    assert_eq!(elsewhere.len(), here.each.len() + 1);
    let differs = elsewhere.iter().skip(1).zip(&here.each).position(|(elsewhere, here)| elsewhere != here);
    assert_eq!(differs, None, "the first basket whose receipt is another");
    assert_eq!(elsewhere[0], here.together());
}

#[test]
fn most_baskets_have_a_receipt_and_few_are_alike() {
    let outcome = price().expect("prices");
    let (all, receipts) = (outcome.each.len(), outcome.receipts);
    assert!(receipts * 4 > all * 3, "{receipts} of {all} have a receipt");
    let mut different = outcome.each.clone();
    different.sort_unstable();
    different.dedup();
    assert!(different.len() * 4 > all * 3, "{} of {all} differ", different.len());
}
