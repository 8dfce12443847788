//! The README shows one checkout in several languages: each is a part of a program that the tests of its binding run.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::path::Path;

fn read(path: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    std::fs::read_to_string(root.join(path)).unwrap()
}

/// The part of a program between its marks, moved to the left.
fn part(program: &str) -> String {
    let (_, rest) = program.split_once("# begin: checkout\n").unwrap();
    let (part, _) = rest.rsplit_once("    # end: checkout").unwrap();
    part.split_inclusive('\n').map(|line| line.strip_prefix("    ").unwrap_or(line)).collect()
}

#[test]
fn the_checkout_in_python_is_the_one_that_runs() {
    let shown = format!("```python\n{}```\n", part(&read("bindings/python/tests/checkout.py")));
    assert!(read("README.md").contains(&shown), "copy it from bindings/python/tests/checkout.py");
}

#[test]
fn the_checkout_in_typescript_is_the_one_that_runs() {
    let shown = format!("```ts\n{}```\n", read("bindings/wasm/examples/checkout.ts"));
    assert!(read("README.md").contains(&shown), "copy it from bindings/wasm/examples/checkout.ts");
}

#[test]
fn the_checkout_in_swift_is_the_one_that_runs() {
    let shown = format!("```swift\n{}```\n", read("bindings/mobile/swift/Tests/FondacoTests/Checkout.swift"));
    assert!(read("README.md").contains(&shown), "copy it from bindings/mobile/swift/Tests/FondacoTests/Checkout.swift");
}

#[test]
fn the_checkout_in_kotlin_is_the_one_that_runs() {
    let program = read("bindings/mobile/kotlin/src/test/kotlin/dev/fondaco/Checkout.kt");
    let (_, program) = program.split_once("\n\n").unwrap();
    let shown = format!("```kotlin\n{program}```\n");
    assert!(
        read("README.md").contains(&shown),
        "copy it from bindings/mobile/kotlin's Checkout.kt, without its package"
    );
}
