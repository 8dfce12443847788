//! Writes the Swift and Kotlin side of the boundary, of the same version as the library that it reads.

fn main() {
    uniffi::uniffi_bindgen_main();
}
