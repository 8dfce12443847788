//! Containers that are loaded as full as they get: problems of the OR-Library.

use std::path::Path;

use fondaco::shipping::{Carton, Item, Packing, PackingRequest, Rotation, Size, fill};
use serde::Serialize;

use super::options::Options;
use super::progress::Progress;
use crate::given::{Given, file};
use crate::trouble::Trouble;

/// Problems are in centimetres, drawings in millimetres.
const CENTIMETRE: u32 = 10;
/// What a container may weigh: weights are no part of these problems.
const MOST_GRAMS: u64 = 30_000_000;

/// A container and what is to go into it.
struct Problem {
    id: String,
    container: Carton,
    items: Vec<Item>,
}

/// A container that is loaded.
#[derive(Debug, Serialize)]
pub(crate) struct Load {
    pub(crate) id: String,
    /// How many boxes are in it, and of how many.
    pub(crate) loaded: usize,
    pub(crate) boxes: u64,
    /// How much of its room is filled, in thousandths.
    pub(crate) fill: u32,
    pub(crate) packing: Packing,
    /// What was packed, and into what.
    #[serde(skip)]
    pub(crate) request: PackingRequest,
}

/// Loads the containers of a file, or those that are asked for.
pub(crate) fn load(
    path: &Path,
    options: &Options,
    live: bool,
    err: &mut dyn std::io::Write,
) -> Result<Vec<Load>, Trouble> {
    let value = file(path, "problems")?;
    let mut problems = Vec::new();
    for given in Given::whole(&value, "file").field("problems")?.entries()? {
        problems.push(Problem::read(&given)?);
    }
    if let Some(id) = options.problem.iter().find(|id| problems.iter().all(|problem| problem.id != **id)) {
        return Err(Trouble::new("problem.unknown", format!("there is no problem `{id}` in the file")));
    }
    problems.retain(|problem| options.problem.is_empty() || options.problem.contains(&problem.id));
    let mut progress = Progress::new(problems.len(), "containers", live, err);
    let loads = problems.into_iter().map(|problem| {
        let load = problem.load(options.effort);
        progress.step();
        load
    });
    loads.collect()
}

impl Problem {
    fn read(given: &Given<'_>) -> Result<Self, Trouble> {
        let [length, width, height] = given.field("container")?.read::<[u32; 3]>()?.map(millimetres);
        let id: String = given.field("id")?.read()?;
        let mut items = Vec::new();
        for (number, piece) in given.field("items")?.entries()?.iter().enumerate() {
            let size = piece.field("dims")?.read::<[u32; 3]>()?.map(millimetres);
            let [length, width, height] = piece.field("may_stand_on_height")?.read()?;
            let rotation = Rotation::Standing { length, width, height };
            let [length, width, height] = size;
            let size = Size::new(length, width, height);
            let quantity = piece.field("qty")?.read()?;
            items.push(Item { rotation, ..Item::new(format!("type {}", number + 1), size, 0, quantity) });
        }
        let container = Carton::new(id.clone(), Size::new(length, width, height), 0, MOST_GRAMS);
        Ok(Self { id, container, items })
    }

    fn load(self, effort: Option<u64>) -> Result<Load, Trouble> {
        let Self { id, container, items } = self;
        let request = PackingRequest::new(items.clone(), vec![container.clone()]);
        let boxes = items.iter().map(|item| u64::from(item.quantity)).sum();
        let packing = fill(container, items, effort).map_err(|refusal| Trouble::from(refusal).about(&id))?;
        let parcel = packing.parcels.first();
        let (loaded, filled) = parcel.map_or((0, 0), |parcel| (parcel.items.len(), parcel.fill));
        Ok(Load { id, loaded, boxes, fill: filled, packing, request })
    }
}

fn millimetres(centimetres: u32) -> u32 {
    centimetres.saturating_mul(CENTIMETRE)
}

/// What was loaded, a line for each container.
pub(crate) fn page(loads: &[Load]) -> String {
    let lines = loads.iter().map(|load| {
        let Load { id, loaded, boxes, fill, packing: _, request } = load;
        let kinds = request.items.len();
        format!(
            "{id:<12}{loaded:>5} of {boxes} boxes of {kinds} kinds, {:>3}.{} % of the room filled\n",
            fill / 10,
            fill % 10
        )
    });
    lines.collect()
}
