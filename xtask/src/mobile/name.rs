//! Names of the wire and of Rust as other languages write them.

/// `postal_code` as `postalCode`.
pub(super) fn camel(snake: &str) -> String {
    let mut text = String::new();
    let mut raised = false;
    for letter in snake.chars() {
        if letter == '_' {
            raised = true;
        } else if std::mem::take(&mut raised) {
            text.extend(letter.to_uppercase());
        } else {
            text.push(letter);
        }
    }
    text
}

/// `OpenCart` as `openCart`.
pub(super) fn lowered(pascal: &str) -> String {
    let mut letters = pascal.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// `OpenCart` as `OPEN_CART`.
pub(super) fn shouted(pascal: &str) -> String {
    let mut text = String::new();
    for letter in pascal.chars() {
        if letter.is_uppercase() && !text.is_empty() {
            text.push('_');
        }
        text.extend(letter.to_uppercase());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_as_each_language_does() {
        assert_eq!(camel("next_line"), "nextLine");
        assert_eq!(camel("sku"), "sku");
        assert_eq!(lowered("OpenCart"), "openCart");
        assert_eq!(shouted("CurrencyUnknown"), "CURRENCY_UNKNOWN");
    }
}
