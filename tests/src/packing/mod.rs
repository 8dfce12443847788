//! Packing problems with known answers: read, packed, audited by an independent checker, and measured.

pub mod check;
pub mod instance;

use std::fs;
use std::time::{Duration, Instant};

use fondaco::Refusal;
use fondaco::shipping::{Packing, Size, fill, pack};

use instance::{Group, Problem};

/// Problems that take less are packed three times.
const BRIEF: Duration = Duration::from_millis(20);

/// What became of a group of problems.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The group.
    pub name: String,
    /// How many problems it has.
    pub problems: usize,
    /// How many boxes were taken.
    pub boxes: u64,
    /// What they hold inside, in cubic millimetres.
    pub room: u64,
    /// What the items in them take, in cubic millimetres.
    pub filled: u64,
    /// How many boxes it takes at least.
    pub bound: u64,
    /// The sum of each problem's utilisation, in thousandths of a percent.
    pub utilisations: u64,
    /// How many boxes others took, where the file says so.
    pub reference: Option<u64>,
    /// How many units were left although a box would have taken them, other than by a container that is full.
    pub left: u64,
    /// What they took of the processor, in microseconds.
    pub cpu: u64,
    /// How long each problem took, in microseconds, in ascending order; of those that are brief the quickest of three runs.
    pub micros: Vec<u64>,
    /// What the checker found.
    pub violations: Vec<String>,
}

impl Outcome {
    /// What so many hundredths of the problems took at most, in microseconds.
    pub fn percentile(&self, hundredths: usize) -> u64 {
        let place = (self.micros.len() * hundredths).div_ceil(100).saturating_sub(1);
        self.micros.get(place).copied().unwrap_or_default()
    }
}

/// Packs every problem of a group and looks at each answer.
pub fn run(group: &Group) -> Outcome {
    let mut outcome = Outcome { name: group.name.clone(), problems: group.problems.len(), ..Outcome::default() };
    for problem in &group.problems {
        let (before, start) = (micros(), Instant::now());
        let packing = solve(problem);
        let elapsed = start.elapsed();
        outcome.cpu += micros().saturating_sub(before);
        // What takes less than a tick of the system's own measure is told by a clock; the quickest of three is not that of others.
        let again = (0..2).filter(|_| elapsed < BRIEF).map(|_| {
            let start = Instant::now();
            drop(solve(problem));
            start.elapsed()
        });
        let quickest = again.fold(elapsed, Duration::min);
        outcome.micros.push(u64::try_from(quickest.as_micros()).unwrap_or(u64::MAX));
        match packing {
            Ok(packing) => outcome.add(problem, &packing),
            Err(refusal) => outcome.violations.push(format!("{}: {refusal}", problem.name)),
        }
    }
    outcome.micros.sort_unstable();
    outcome
}

fn solve(problem: &Problem) -> Result<Packing, Refusal> {
    match problem.request.cartons.as_slice() {
        [container] if problem.container => {
            fill(container.clone(), problem.request.items.clone(), problem.request.effort)
        }
        _ => pack(&problem.request),
    }
}

impl Outcome {
    fn add(&mut self, problem: &Problem, packing: &Packing) {
        let found = check::violations(&problem.request, packing);
        self.violations.extend(found.into_iter().map(|violation| format!("{}: {violation}", problem.name)));
        let placed = packing.parcels.iter().flat_map(|parcel| &parcel.items).map(|placed| volume(placed.size));
        let filled: u64 = placed.sum();
        self.boxes += u64::from(packing.cost.parcels);
        self.room += packing.cost.volume;
        self.filled += filled;
        self.bound += u64::from(packing.bound.parcels);
        self.utilisations += (filled * 100_000).checked_div(packing.cost.volume).unwrap_or_default();
        if let Some(reference) = problem.reference {
            *self.reference.get_or_insert_default() += u64::from(reference);
        }
        if !problem.container {
            self.left += packing.left.iter().map(|left| u64::from(left.quantity)).sum::<u64>();
        }
    }
}

fn volume(size: Size) -> u64 {
    u64::from(size.length) * u64::from(size.width) * u64::from(size.height)
}

/// What this thread has had of the processor, in microseconds; where that is not told, what a clock says.
fn micros() -> u64 {
    thread_local!(static START: Instant = Instant::now());
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = told.as_deref().and_then(|text| text.split(' ').next()).and_then(|word| word.parse::<u64>().ok());
    nanos.map_or_else(
        || START.with(|start| u64::try_from(start.elapsed().as_micros()).unwrap_or(u64::MAX)),
        |nanos| nanos / 1_000,
    )
}
