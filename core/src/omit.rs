//! What is left out on the wire and in stores, because it says nothing.

/// Whether a field says what is read where it is absent. For serde's `skip_serializing_if`.
pub(crate) fn is_default<T: Default + PartialEq>(field: &T) -> bool {
    *field == T::default()
}
