//! Addresses of databases: the few operations that tests need, without a parser of URLs.

use std::path::Path;

/// The same server's address, with another database.
///
/// ```
/// let url = fondaco_cluster::with_database("postgres://me@db:5432/shop?sslmode=require", "other");
/// assert_eq!(url, "postgres://me@db:5432/other?sslmode=require");
/// ```
#[must_use]
pub fn with_database(url: &str, name: &str) -> String {
    let (address, query) = match url.split_once('?') {
        Some((address, query)) => (address, format!("?{query}")),
        None => (url, String::new()),
    };
    let authority = address.find("://").map_or(0, |at| at + 3);
    let end = address[authority..].find('/').map_or(address.len(), |slash| authority + slash);
    format!("{}/{name}{query}", &address[..end])
}

/// The address of a server that listens on a socket in `folder` only: the folder stands where the host
/// would, percent-encoded, which libpq and sqlx both read.
pub(crate) fn of_socket(folder: &Path) -> String {
    let host = percent_encoded(&folder.to_string_lossy());
    format!("postgres://postgres@{host}/postgres")
}

fn percent_encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_without_a_database_gains_one() {
        assert_eq!(with_database("postgres://me@db", "shop"), "postgres://me@db/shop");
    }

    #[test]
    fn a_socket_address_keeps_its_folder() {
        let url = of_socket(Path::new("/tmp/fondaco 1"));
        assert_eq!(url, "postgres://postgres@%2Ftmp%2Ffondaco%201/postgres");
        assert_eq!(with_database(&url, "x"), "postgres://postgres@%2Ftmp%2Ffondaco%201/x");
    }

    #[test]
    fn a_slash_in_the_query_is_no_path() {
        assert_eq!(with_database("postgres:///a?host=/run/pg", "b"), "postgres:///b?host=/run/pg");
    }
}
