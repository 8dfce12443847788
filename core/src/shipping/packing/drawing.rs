//! A drawing of a parcel that whoever packs it can follow.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::Write;

use super::answer::{PackedCarton, PlacedItem};
use super::request::{PackingRequest, Size};

/// How wide or deep a plan is drawn at most, in the units of the drawing.
const PLAN: u64 = 400;
/// How wide the list beside a plan is.
const LIST: u64 = 420;
/// What is left free around everything.
const MARGIN: u64 = 20;
/// How high a line of text is.
const LINE: u64 = 18;
/// How many letters of a name are told.
const NAME: usize = 32;
/// What items of different kinds are filled with.
const COLOURS: [&str; 20] = [
    "#a8d5e5", "#f7c59f", "#b5e2a8", "#f4a6b7", "#d3c4f3", "#f9e79f", "#9fd8c8", "#e8b4e3", "#c9d99a", "#f2b8a0",
    "#b3c7f7", "#dfcfb8", "#8fc3a3", "#ffd6e0", "#c6f0f2", "#e3d37a", "#bfa8d9", "#d8eebf", "#f5d0b5", "#9db8c9",
];
/// What is filled that reaches up to a layer, and what stands above its floor.
const BENEATH: &str = "#f0f0f0";
const ABOVE: &str = "#c8c8c8";

/// Draws a parcel as SVG: the carton seen from above, once for each height at which items are put into it, from the floor up.
///
/// Items are numbered in the order in which they are put in, layer by layer. Those of a layer are coloured by what they are and stand
/// in the list beside it with their size as they lie. What they may lie on is light, and what stands through the layer from
/// beneath is dark. At the top stand the carton, its size, its weight and how full it is.
///
/// ```
/// use fondaco::shipping::{Carton, Item, PackingRequest, Size, drawing, pack};
///
/// let tins = Item::new("tin & lid", Size::new(100, 100, 120), 800, 5);
/// let request = PackingRequest::new(vec![tins], vec![Carton::new("box", Size::new(200, 200, 250), 200, 9_000)]);
/// let packing = pack(&request)?;
/// let svg = drawing(&request, &packing.parcels[0]);
/// assert!(svg.starts_with("<svg ") && svg.contains("5: tin &amp; lid, 100 × 100 × 120"));
/// assert!(svg.contains("box, 200 × 200 × 250 mm") && svg.contains("4200 g of at most 9000 g, 60.0 % full, 5 items"));
/// # Ok::<(), fondaco::Refusal>(())
/// ```
pub fn drawing(request: &PackingRequest, parcel: &PackedCarton) -> String {
    let Some(carton) = request.cartons.get(parcel.carton) else { return String::new() };
    let scale = Scale(u64::from(carton.inner.length.max(carton.inner.width).max(1)));
    let plan = [carton.inner.length, carton.inner.width].map(|side| scale.of(side));
    let items = parcel.by_layer();
    let heights: BTreeSet<u32> = items.iter().map(|item| item.at[2]).collect();
    let mut body = Body::default();
    let mut top = MARGIN.saturating_add(LINE);
    body.text(
        MARGIN,
        top,
        "font-size=\"17\" font-weight=\"bold\"",
        &format!("{}, {} mm", short(&carton.name), of(carton.inner)),
    );
    top = top.saturating_add(LINE);
    let (whole, tenth) = (parcel.fill.checked_div(10).unwrap_or(0), parcel.fill.checked_rem(10).unwrap_or(0));
    let (grams, most, count) = (parcel.grams, carton.most_grams, items.len());
    body.text(MARGIN, top, "", &format!("{grams} g of at most {most} g, {whole}.{tenth} % full, {count} items"));
    for (layer, height) in (1_u64..).zip(&heights) {
        top = top.saturating_add(LINE.saturating_mul(2));
        let above = if *height == 0 { "on the floor".into() } else { format!("{height} mm above the floor") };
        body.text(MARGIN, top, "font-weight=\"bold\"", &format!("Layer {layer} of {}, {above}", heights.len()));
        top = top.saturating_add(LINE.checked_div(2).unwrap_or(0));
        let rows = Layer { height: *height, top, scale }.draw(&mut body, &items, plan, request);
        let [_, deep] = plan;
        top = top.saturating_add(deep.max(rows.saturating_mul(LINE)));
    }
    top = top.saturating_add(LINE.saturating_mul(2));
    body.text(
        MARGIN,
        top,
        "fill=\"#555\"",
        "Seen from above. Coloured: put in now. Light: beneath it. Dark: stands through from beneath.",
    );
    let wide = PLAN.saturating_add(LIST).saturating_add(MARGIN.saturating_mul(3));
    let high = top.saturating_add(MARGIN);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide}\" height=\"{high}\" viewBox=\"0 0 {wide} {high}\" \
         font-family=\"sans-serif\" font-size=\"13\">\n<rect width=\"{wide}\" height=\"{high}\" fill=\"#fff\"/>\n{}</svg>\n",
        body.0
    )
}

/// Millimetres to units of the drawing: the longer side of the floor is as long as a plan.
#[derive(Clone, Copy)]
struct Scale(u64);

impl Scale {
    fn of(self, length: u32) -> u64 {
        u64::from(length).saturating_mul(PLAN).checked_div(self.0).unwrap_or(0)
    }
}

/// The plan of what is put in at one height.
struct Layer {
    height: u32,
    top: u64,
    scale: Scale,
}

impl Layer {
    /// Draws the plan and the list beside it; answers how many lines the list has.
    fn draw(&self, body: &mut Body, items: &[PlacedItem], plan: [u64; 2], request: &PackingRequest) -> u64 {
        body.rectangle([MARGIN, self.top], plan, "#fff", "#000");
        for (number, item) in (1_u64..).zip(items).filter(|(_, item)| item.at[2] < self.height) {
            let reaches = item.at[2].saturating_add(item.size.height);
            if reaches >= self.height {
                let fill = if reaches == self.height { BENEATH } else { ABOVE };
                let (at, size) = self.place(item);
                body.rectangle(at, size, fill, "#999");
                if reaches > self.height {
                    body.label(at, size, "fill=\"#777\" ", number);
                }
            }
        }
        let mut rows: Vec<(u64, u64, &PlacedItem)> = Vec::new();
        for (number, item) in (1_u64..).zip(items).filter(|(_, item)| item.at[2] == self.height) {
            let (at, size) = self.place(item);
            body.rectangle(at, size, colour(item.item), "#000");
            body.label(at, size, "", number);
            match rows.last_mut() {
                Some((_, last, like)) if like.item == item.item && like.size == item.size => *last = number,
                Some(_) | None => rows.push((number, number, item)),
            }
        }
        body.rectangle([MARGIN, self.top], plan, "none", "#000");
        let (box_at, text_at) = (PLAN.saturating_add(MARGIN.saturating_mul(2)), LINE);
        let mut line = self.top;
        for (first, last, item) in &rows {
            body.rectangle([box_at, line.saturating_add(2)], [12, 12], colour(item.item), "#000");
            let name = short(request.items.get(item.item).map_or("", |item| item.name.as_str()));
            let numbers = if first == last { format!("{first}") } else { format!("{first}–{last}") };
            let y = line.saturating_add(13);
            body.text(box_at.saturating_add(text_at), y, "", &format!("{numbers}: {name}, {}", of(item.size)));
            line = line.saturating_add(LINE);
        }
        u64::try_from(rows.len()).unwrap_or(u64::MAX)
    }

    /// Where an item is drawn, and how large: to its far corner, so that neighbours touch.
    fn place(&self, item: &PlacedItem) -> ([u64; 2], [u64; 2]) {
        let [x, y, _] = item.at;
        let [left, deep] = [x, y].map(|at| self.scale.of(at));
        let [right, far] =
            [x.saturating_add(item.size.length), y.saturating_add(item.size.width)].map(|at| self.scale.of(at));
        let at = [MARGIN.saturating_add(left), self.top.saturating_add(deep)];
        (at, [right.saturating_sub(left), far.saturating_sub(deep)])
    }
}

/// What is drawn so far.
#[derive(Default)]
struct Body(String);

impl Body {
    fn rectangle(&mut self, at: [u64; 2], size: [u64; 2], fill: &str, stroke: &str) {
        let ([x, y], [wide, high]) = (at, size);
        let _ = writeln!(
            self.0,
            r#"<rect x="{x}" y="{y}" width="{wide}" height="{high}" fill="{fill}" stroke="{stroke}"/>"#
        );
    }

    /// A number in the middle of a rectangle, as large as fits; none where it could not be read.
    fn label(&mut self, at: [u64; 2], size: [u64; 2], how: &str, number: u64) {
        let ([x, y], [wide, high]) = (at, size);
        let digits = u64::from(number.checked_ilog10().unwrap_or(0)).saturating_add(1);
        // In tenths: a digit is about six tenths as wide as it is high.
        let by_width = wide.saturating_mul(15).checked_div(digits).unwrap_or(0);
        let tenths = by_width.min(high.saturating_mul(9)).min(140);
        if tenths < 50 {
            return;
        }
        let [x, y] = [(x, wide), (y, high)].map(|(at, side)| at.saturating_add(side.checked_div(2).unwrap_or(0)));
        let y = y.saturating_add(tenths.checked_div(28).unwrap_or(0));
        let (whole, tenth) = (tenths.checked_div(10).unwrap_or(0), tenths.checked_rem(10).unwrap_or(0));
        let how = format!("{how}text-anchor=\"middle\" font-size=\"{whole}.{tenth}\"");
        self.text(x, y, &how, &format!("{number}"));
    }

    fn text(&mut self, x: u64, y: u64, how: &str, words: &str) {
        let escaped: Vec<String> = words.chars().map(escape).collect();
        let space = if how.is_empty() { "" } else { " " };
        let _ = writeln!(self.0, r#"<text x="{x}" y="{y}"{space}{how}>{}</text>"#, escaped.concat());
    }
}

fn colour(item: usize) -> &'static str {
    COLOURS.get(item.checked_rem(COLOURS.len()).unwrap_or(0)).copied().unwrap_or("#fff")
}

/// The three sides of a size, as people write them.
fn of(size: Size) -> String {
    let [length, width, height] = size.sides();
    format!("{length} × {width} × {height}")
}

/// A name, or what of it there is room for.
fn short(name: &str) -> String {
    if name.chars().count() <= NAME {
        return name.into();
    }
    name.chars().take(NAME.saturating_sub(1)).chain(['…']).collect()
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
