//! A parcel as a picture in text: the carton seen from above, layer by layer.

use std::collections::BTreeSet;

use fondaco::shipping::{PackedCarton, PackingRequest, PlacedItem, Size};

/// How many letters wide or, at half as many, deep a layer is at most.
const WIDE: u32 = 24;
/// How many layers stand beside each other.
const BESIDE: usize = 3;
/// What items are called in a picture, by their number.
const SIGNS: &[u8] = b"123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// Draws a parcel; lines without an end.
pub(crate) fn picture(request: &PackingRequest, parcel: &PackedCarton) -> Vec<String> {
    let Some(carton) = request.cartons.get(parcel.carton) else { return Vec::new() };
    let items = parcel.by_layer();
    let heights: BTreeSet<u32> = items.iter().map(|item| item.at[2]).collect();
    let layers: Vec<Vec<String>> = heights.iter().map(|height| layer(carton.inner, &items, *height)).collect();
    let mut lines = Vec::new();
    for row in layers.chunks(BESIDE) {
        for line in 0..row.first().map_or(0, Vec::len) {
            let parts: Vec<&str> = row.iter().filter_map(|layer| layer.get(line)).map(String::as_str).collect();
            lines.push(parts.join("  "));
        }
    }
    lines.extend(legend(request, &items));
    lines
}

/// One layer: its height above the floor, and who lies where.
fn layer(inner: Size, items: &[PlacedItem], height: u32) -> Vec<String> {
    let longer = inner.length.max(inner.width).max(1);
    let columns = (WIDE * inner.length / longer).max(2);
    let rows = (WIDE * inner.width / longer / 2).max(2);
    let title = if height == 0 { "on the floor".to_owned() } else { format!("{height} mm up") };
    let columns_wide = usize::try_from(columns).unwrap_or_default();
    let mut lines = vec![format!("{title:<width$}", width = columns_wide + 2)];
    lines.push(format!("┌{}┐", "─".repeat(columns_wide)));
    for row in 0..rows {
        // The middle of a letter, in millimetres.
        let y = inner.width * (2 * row + 1) / (2 * rows);
        let letters: String = (0..columns)
            .map(|column| sign(items, [inner.length * (2 * column + 1) / (2 * columns), y], height))
            .collect();
        lines.push(format!("│{letters}│"));
    }
    lines.push(format!("└{}┘", "─".repeat(columns_wide)));
    lines
}

/// Who is seen at a point of a layer: who is put in there, a dot for what stands through it from beneath, else nothing.
fn sign(items: &[PlacedItem], [x, y]: [u32; 2], height: u32) -> char {
    let covers = |item: &&PlacedItem| {
        let [left, near, floor] = item.at;
        (left..left + item.size.length).contains(&x)
            && (near..near + item.size.width).contains(&y)
            && (floor..floor + item.size.height).contains(&height)
    };
    match items.iter().position(|item| covers(&item)) {
        Some(place) if items.get(place).is_some_and(|item| item.at[2] == height) => letter(place),
        Some(_) => '·',
        None => ' ',
    }
}

fn letter(place: usize) -> char {
    SIGNS.get(place).map_or('#', |sign| char::from(*sign))
}

/// What each sign is, those that are alike together.
fn legend(request: &PackingRequest, items: &[PlacedItem]) -> Vec<String> {
    let mut rows: Vec<(usize, usize, &PlacedItem)> = Vec::new();
    for (place, item) in items.iter().enumerate() {
        match rows.last_mut() {
            Some((_, last, like)) if like.item == item.item && like.size == item.size && like.at[2] == item.at[2] => {
                *last = place;
            }
            Some(_) | None => rows.push((place, place, item)),
        }
    }
    let named = rows.into_iter().map(|(first, last, item)| {
        let name = request.items.get(item.item).map_or("", |item| item.name.as_str());
        let Size { length, width, height } = item.size;
        let signs =
            if first == last { letter(first).to_string() } else { format!("{}–{}", letter(first), letter(last)) };
        format!("{signs} {name}, {length} × {width} × {height}")
    });
    named.collect()
}
