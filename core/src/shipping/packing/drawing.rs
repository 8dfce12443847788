//! A drawing of a parcel that whoever packs it can follow.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write;

use super::answer::{PackedCarton, PlacedItem};
use super::request::PackingRequest;

/// How wide a plan is drawn, in the units of the drawing.
const WIDTH: u64 = 400;
/// How high a line of text is.
const LINE: u64 = 18;

/// Draws a parcel as SVG: the carton seen from above, once for each height at which items are put into it, from the floor up.
///
/// Items are numbered in the order in which they are put in; those that are put in at that height are white and stand in the list
/// beside the plan with their size as they lie, those beneath that reach up to it are grey.
///
/// ```
/// use fondaco::shipping::{Carton, Item, PackingRequest, Size, drawing, pack};
///
/// let tins = Item::new("tin & lid", Size::new(100, 100, 120), 800, 5);
/// let request = PackingRequest::new(vec![tins], vec![Carton::new("box", Size::new(200, 200, 250), 200, 9_000)]);
/// let packing = pack(&request)?;
/// let svg = drawing(&request, &packing.parcels[0]);
/// assert!(svg.starts_with("<svg ") && svg.contains("5: tin &amp; lid, 100 × 100 × 120"));
/// # Ok::<(), fondaco::Refusal>(())
/// ```
pub fn drawing(request: &PackingRequest, parcel: &PackedCarton) -> String {
    let Some(carton) = request.cartons.get(parcel.carton) else { return String::new() };
    let scale = Scale(u64::from(carton.inner.length.max(1)));
    let plan = scale.of(carton.inner.width);
    let heights: BTreeSet<u32> = parcel.items.iter().map(|item| item.at[2]).collect();
    let title = format!("{}: {} g, {} items", carton.name, parcel.grams, parcel.items.len());
    let mut body = String::new();
    let mut top = LINE.saturating_mul(2);
    text(&mut body, 0, LINE, &title);
    for height in heights {
        let level = Level { height, top: top.saturating_add(LINE), scale };
        text(&mut body, 0, top, &format!("{height} mm above the floor"));
        let _ = writeln!(
            body,
            r##"<rect x="0" y="{}" width="{WIDTH}" height="{plan}" fill="none" stroke="#000"/>"##,
            level.top
        );
        let mut lines = 0_u64;
        for (number, item) in (1_u64..).zip(&parcel.items) {
            if !level.rectangle(&mut body, number, item) {
                continue;
            }
            let name = request.items.get(item.item).map_or("", |item| item.name.as_str());
            let [length, width, high] = item.size.sides();
            lines = lines.saturating_add(1);
            let line = level.top.saturating_add(lines.saturating_mul(LINE));
            text(
                &mut body,
                WIDTH.saturating_add(LINE),
                line,
                &format!("{number}: {name}, {length} × {width} × {high}"),
            );
        }
        let deep = plan.max(lines.saturating_mul(LINE));
        top = level.top.saturating_add(deep).saturating_add(LINE.saturating_mul(2));
    }
    let wide = WIDTH.saturating_mul(2);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide}\" height=\"{top}\" font-family=\"sans-serif\" font-size=\"13\">\n{body}</svg>\n"
    )
}

/// Millimetres to units of the drawing: a carton of this length is as wide as a plan.
#[derive(Clone, Copy)]
struct Scale(u64);

impl Scale {
    fn of(self, length: u32) -> u64 {
        u64::from(length).saturating_mul(WIDTH).checked_div(self.0).unwrap_or(0)
    }
}

/// The plan of what is put in at one height.
struct Level {
    height: u32,
    top: u64,
    scale: Scale,
}

impl Level {
    /// Draws an item where it is to be seen. Whether it is put in at this height.
    fn rectangle(&self, body: &mut String, number: u64, item: &PlacedItem) -> bool {
        let [x, y, z] = item.at;
        let here = z == self.height;
        if z > self.height || (!here && z.saturating_add(item.size.height) < self.height) {
            return false;
        }
        let [left, deep] = [x, y].map(|at| self.scale.of(at));
        let [wide, high] = [item.size.length, item.size.width].map(|side| self.scale.of(side));
        let top = self.top.saturating_add(deep);
        let fill = if here { "#fff" } else { "#ddd" };
        let _ = writeln!(
            body,
            r##"<rect x="{left}" y="{top}" width="{wide}" height="{high}" fill="{fill}" stroke="#000"/>"##
        );
        text(body, left.saturating_add(4), top.saturating_add(14), &format!("{number}"));
        here
    }
}

fn text(body: &mut String, x: u64, y: u64, words: &str) {
    let escaped: Vec<String> = words.chars().map(escape).collect();
    let _ = writeln!(body, r#"<text x="{x}" y="{y}">{}</text>"#, escaped.concat());
}

fn escape(letter: char) -> String {
    match letter {
        '&' => "&amp;".into(),
        '<' => "&lt;".into(),
        '>' => "&gt;".into(),
        letter if letter.is_control() => " ".into(),
        letter => letter.into(),
    }
}
