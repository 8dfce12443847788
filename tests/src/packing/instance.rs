//! Packing problems as files tell them: single problems, orders that share their boxes, and containers to be loaded.

use std::path::{Path, PathBuf};

use fondaco::shipping::{Carton, Item, PackingRequest, Rotation, Size};
use serde::Deserialize;

/// Problems that are reported together.
#[derive(Debug)]
pub struct Group {
    /// The file, and the part of it or the way in which it is packed.
    pub name: String,
    /// Its problems.
    pub problems: Vec<Problem>,
}

/// One thing to be packed.
#[derive(Debug)]
pub struct Problem {
    /// What it is called.
    pub name: String,
    /// What is asked.
    pub request: PackingRequest,
    /// Whether one container is to be filled, and items may be left.
    pub container: bool,
    /// How many boxes others needed, where a file says so.
    pub reference: Option<u32>,
}

#[derive(Debug, Deserialize)]
struct File {
    #[serde(default)]
    boxes: Vec<Box>,
    #[serde(default)]
    items: Vec<Thing>,
    #[serde(default)]
    orders: Vec<Order>,
    #[serde(default)]
    problems: Vec<Container>,
}

#[derive(Debug, Deserialize)]
struct Box {
    #[serde(rename = "ref")]
    name: String,
    inner: [u32; 3],
    outer: Option<[u32; 3]>,
    #[serde(default)]
    empty_weight: u32,
    max_weight: u64,
}

#[derive(Debug, Deserialize)]
struct Thing {
    sku: String,
    w: u32,
    l: u32,
    d: u32,
    weight: u32,
    qty: u32,
    rotation: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Order {
    id: String,
    items: Vec<Thing>,
    expect: Option<Expected>,
}

#[derive(Debug, Deserialize)]
struct Expected {
    keep_flat: Published,
    best_fit: Published,
}

#[derive(Debug, Deserialize)]
struct Published {
    boxes: u32,
}

#[derive(Debug, Deserialize)]
struct Container {
    set: String,
    id: String,
    #[serde(rename = "container")]
    inner: [u32; 3],
    items: Vec<Piece>,
}

#[derive(Debug, Deserialize)]
struct Piece {
    dims: [u32; 3],
    may_stand_on_height: [bool; 3],
    qty: u32,
}

/// Reads every `.json` file of a folder.
pub fn read(folder: &Path) -> Result<Vec<Group>, String> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    let mut groups = Vec::new();
    for path in paths {
        let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let text = std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let file: File = serde_json::from_slice(&text).map_err(|error| format!("{}: {error}", path.display()))?;
        groups.extend(file.groups(&name)?);
    }
    Ok(groups)
}

impl File {
    fn groups(self, name: &str) -> Result<Vec<Group>, String> {
        let mut groups = Vec::new();
        let cartons: Vec<Carton> = self.boxes.into_iter().map(carton).collect();
        if !self.items.is_empty() {
            let request = PackingRequest::new(items(&self.items, None)?, cartons.clone());
            let problem = Problem { name: name.to_owned(), request, container: false, reference: None };
            groups.push(Group { name: name.to_owned(), problems: [problem].into() });
        }
        // Orders that do not say how items may be turned are packed in both ways that there are figures for.
        let silent = self.orders.iter().any(|order| order.items.iter().any(|item| item.rotation.is_none()));
        let ways: &[Option<Rotation>] =
            if silent { &[Some(Rotation::Free), Some(Rotation::KeepFlat)] } else { &[None] };
        for way in ways.iter().filter(|_| !self.orders.is_empty()) {
            let flat = *way == Some(Rotation::KeepFlat);
            let mut problems = Vec::new();
            for order in &self.orders {
                let request = PackingRequest::new(items(&order.items, *way)?, cartons.clone());
                let published = order.expect.as_ref();
                let reference =
                    published.map(|published| if flat { &published.keep_flat } else { &published.best_fit });
                let reference = reference.map(|published| published.boxes);
                problems.push(Problem { name: order.id.clone(), request, container: false, reference });
            }
            let name = if flat { format!("{name} (keep flat)") } else { name.to_owned() };
            groups.push(Group { name, problems });
        }
        for container in self.problems {
            let group = format!("{name} {}", container.set);
            let problem = container.problem();
            match groups.iter_mut().find(|other| other.name == group) {
                Some(known) => known.problems.push(problem),
                None => groups.push(Group { name: group, problems: [problem].into() }),
            }
        }
        groups.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(groups)
    }
}

fn carton(from: Box) -> Carton {
    let size = |[length, width, height]: [u32; 3]| Size { length, width, height };
    let inner = size(from.inner);
    let outer = from.outer.map_or(inner, size);
    Carton { outer, ..Carton::new(from.name, inner, from.empty_weight, from.max_weight) }
}

fn items(from: &[Thing], way: Option<Rotation>) -> Result<Vec<Item>, String> {
    let mut items: Vec<Item> = Vec::with_capacity(from.len());
    for (number, thing) in from.iter().enumerate() {
        let rotation = match (thing.rotation.as_deref(), way) {
            (None, way) => way.unwrap_or_default(),
            (Some("best_fit"), _) => Rotation::Free,
            (Some("keep_flat"), _) => Rotation::KeepFlat,
            (Some("never"), _) => Rotation::Never,
            (Some(other), _) => return Err(format!("`{other}` is no rotation")),
        };
        let twice = items.iter().any(|item| item.name == thing.sku);
        let name = if twice { format!("{} ({number})", thing.sku) } else { thing.sku.clone() };
        let size = Size::new(thing.w, thing.l, thing.d);
        items.push(Item { rotation, ..Item::new(name, size, thing.weight, thing.qty) });
    }
    Ok(items)
}

impl Container {
    fn problem(self) -> Problem {
        let [length, width, height] = self.inner;
        let carton = Carton::new("container", Size::new(length, width, height), 0, 1_000_000);
        let piece = |(number, piece): (usize, &Piece)| {
            let [length, width, height] = piece.dims;
            let size = Size::new(length, width, height);
            let [length, width, height] = piece.may_stand_on_height;
            let rotation = Rotation::Standing { length, width, height };
            Item { rotation, ..Item::new(format!("type {}", number + 1), size, 0, piece.qty) }
        };
        let items = self.items.iter().enumerate().map(piece).collect();
        let request = PackingRequest::new(items, [Carton { stock: Some(1), ..carton }].into());
        Problem { name: self.id, request, container: true, reference: None }
    }
}
