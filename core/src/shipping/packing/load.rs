//! Loading one carton: block after block into the empty space that lies nearest to a corner.
//!
//! What a block is worth at a place follows Araya, Guerrero and Nuñez (2017, VCS): its volume, how much of its surface
//! touches the sides of the space, and how much of the room beside it no item could use.

use alloc::vec::Vec;

use super::block::{Block, Blocks};
use super::dice::Dice;
use super::problem::{Hold, Problem};
use super::rest;
use super::space::{Cuboid, take, volume};

/// In which order spaces are filled, and how blocks are judged.
#[derive(Debug, Clone, Copy)]
pub(super) struct Manner {
    /// The power of the share of a block's surface that touches something: 1 to 7.
    pub(super) touch: u32,
    /// Which space is filled next.
    pub(super) order: Order,
    /// Whether blocks go to the corner of the floor that is nearest, or always to the first.
    pub(super) corners: bool,
    /// By how many 256ths chance may lower what a block counts for.
    pub(super) chance: u64,
}

/// Which space is filled next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// The one nearest to a corner of the floor.
    Corner,
    /// The lowest.
    Layer,
    /// The one nearest to the back wall.
    Wall,
}

/// A carton to be loaded.
pub(super) struct Room<'a> {
    pub(super) problem: &'a Problem<'a>,
    pub(super) hold: &'a Hold,
    pub(super) blocks: &'a Blocks,
    /// Along each side, for each length, the most of it that sides of items add up to; empty where all of it.
    pub(super) reach: &'a [Vec<u32>; 3],
    /// The blocks that there are items for, the worthiest first.
    choice: Vec<Choice>,
}

/// What is looked at of a block before anything else.
#[derive(Debug, Clone, Copy)]
struct Choice {
    worth: u64,
    grams: u64,
    size: [u32; 3],
    kind: usize,
    count: u32,
    /// Whether it takes other kinds too.
    mixed: bool,
    /// Its place among the blocks.
    number: usize,
}

impl<'a> Room<'a> {
    pub(super) fn new(
        problem: &'a Problem<'a>,
        hold: &'a Hold,
        blocks: &'a Blocks,
        reach: &'a [Vec<u32>; 3],
        left: &[u32],
    ) -> Self {
        let enough = |(kind, count): &(usize, u32)| left.get(*kind).is_some_and(|left| count <= left);
        let there = |block: &Block| enough(&block.first) && block.more.iter().all(enough);
        let choice = |(number, block): (usize, &Block)| Choice {
            worth: block.worth >> blocks.shift,
            grams: block.grams,
            size: block.size,
            kind: block.first.0,
            count: block.first.1,
            mixed: !block.more.is_empty(),
            number,
        };
        let choice = blocks.list.iter().enumerate().filter(|(_, block)| there(block)).map(choice).collect();
        Self { problem, hold, blocks, reach, choice }
    }

    /// How many blocks there are items for.
    pub(super) fn len(&self) -> u64 {
        u64::try_from(self.choice.len()).unwrap_or(u64::MAX)
    }
}

/// A carton that is being loaded.
#[derive(Debug, Clone)]
pub(super) struct Load {
    pub(super) spaces: Vec<Cuboid>,
    /// How many of each kind may still come into it.
    pub(super) left: Vec<u32>,
    /// Which blocks lie where.
    pub(super) put: Vec<(usize, [u32; 3])>,
    pub(super) volume: u64,
    /// How many grams may still come into it.
    pub(super) grams: u64,
    /// What was placed, item by item, where something is asked of what lies beneath or above.
    pub(super) rest: rest::Rest,
    pieces: Vec<Cuboid>,
}

impl Load {
    pub(super) fn new(room: &Room, left: &[u32], payload: u64) -> Self {
        Self {
            spaces: [Cuboid { low: [0; 3], high: room.hold.inner }].into(),
            left: left.to_vec(),
            put: Vec::new(),
            volume: 0,
            grams: payload.min(room.hold.payload),
            rest: rest::Rest::default(),
            pieces: Vec::new(),
        }
    }

    /// Fills the carton as far as it goes. Answers the work it took.
    pub(super) fn fill(&mut self, room: &Room, manner: Manner, dice: &mut Dice) -> u64 {
        let mut work = 0_u64;
        let mut best = Vec::with_capacity(1);
        while let Some(place) = self.next_space(room, manner) {
            work = work.saturating_add(self.candidates(room, manner, dice, place, 1, &mut best));
            let put = best.first().map(|(_, block, at)| (*block, *at));
            if let Some((block, at)) = put {
                work = work.saturating_add(self.put(room, block, at));
            } else {
                self.spaces.swap_remove(place);
            }
        }
        work
    }

    /// The space that is filled next.
    pub(super) fn next_space(&self, room: &Room, manner: Manner) -> Option<usize> {
        let [length, width, _] = room.hold.inner;
        let mut best: Option<(u64, u64, usize)> = None;
        for (place, space) in self.spaces.iter().enumerate() {
            let x = u64::from(space.low[0].min(length.saturating_sub(space.high[0])));
            let y = u64::from(space.low[1].min(width.saturating_sub(space.high[1])));
            let z = u64::from(space.low[2]);
            let far = match manner.order {
                Order::Corner => x.saturating_add(y).saturating_add(z),
                Order::Layer => (z << 20).saturating_add(x).saturating_add(y),
                Order::Wall => (u64::from(space.low[0]) << 20).saturating_add(y).saturating_add(z),
            };
            if best.is_some_and(|(least, ..)| far > least) {
                continue;
            }
            let smaller = u64::MAX.saturating_sub(volume(space.size()));
            if best.is_none_or(|(least, most, _)| (far, smaller) < (least, most)) {
                best = Some((far, smaller, place));
            }
        }
        best.map(|(.., place)| place)
    }

    /// Finds the `most` best blocks for a space: what they count for, which, and where. Answers the work it took.
    pub(super) fn candidates(
        &self,
        room: &Room,
        manner: Manner,
        dice: &mut Dice,
        place: usize,
        most: usize,
        best: &mut Vec<(u64, usize, [u32; 3])>,
    ) -> u64 {
        best.clear();
        let Some(space) = self.spaces.get(place) else { return 0 };
        let size = space.size();
        let whole = volume(size);
        let reach = room.reach;
        let ceiling = 1_u64 << (u32::min(manner.touch, 7).saturating_mul(4));
        let mut work = 0_u64;
        let mut floor = 0_u64;
        let largest = whole >> room.blocks.shift;
        let from = room.choice.partition_point(|choice| choice.worth > largest);
        for choice in room.choice.iter().skip(from) {
            work = work.saturating_add(1);
            if best.len() >= most && choice.worth.saturating_mul(ceiling) <= floor {
                break;
            }
            let [x, y, z] = choice.size;
            if x > size[0] || y > size[1] || z > size[2] || choice.grams > self.grams || !self.has(room, choice) {
                continue;
            }
            work = work.saturating_add(4);
            let mut score = choice.worth.saturating_mul(touching(choice.size, size, manner.touch));
            if !reach[0].is_empty() {
                score = usable(score, choice.size, size, whole, reach);
            }
            if manner.chance > 0 {
                let lost = dice.next().checked_rem(manner.chance).unwrap_or(0);
                score = (score >> 8).saturating_mul(256_u64.saturating_sub(lost));
            }
            if best.len() >= most && score <= floor {
                continue;
            }
            let at = corner(space, choice.size, room.hold.inner, manner.corners);
            if room.problem.strict {
                work = work.saturating_add(self.rest.work());
                if !self.rest.allows(room, choice.number, at) {
                    continue;
                }
            }
            let after = best.iter().take_while(|(other, ..)| *other >= score).count();
            best.insert(after, (score, choice.number, at));
            best.truncate(most);
            floor = best.last().map_or(0, |(score, ..)| *score);
        }
        work
    }

    fn has(&self, room: &Room, choice: &Choice) -> bool {
        let enough = |kind: usize, count: u32| self.left.get(kind).is_some_and(|left| count <= *left);
        enough(choice.kind, choice.count)
            && (!choice.mixed
                || room
                    .blocks
                    .list
                    .get(choice.number)
                    .is_some_and(|block| block.more.iter().all(|(kind, count)| enough(*kind, *count))))
    }

    /// Puts a block to its place. Answers the work it took.
    pub(super) fn put(&mut self, room: &Room, number: usize, at: [u32; 3]) -> u64 {
        let Some(block) = room.blocks.list.get(number) else { return 0 };
        for (kind, count) in core::iter::once(&block.first).chain(&block.more) {
            if let Some(left) = self.left.get_mut(*kind) {
                *left = left.saturating_sub(*count);
            }
            if room.problem.foes {
                for foe in room.problem.kinds.get(*kind).into_iter().flat_map(|kind| &kind.foes) {
                    if let Some(left) = self.left.get_mut(*foe) {
                        *left = 0;
                    }
                }
            }
        }
        self.volume = self.volume.saturating_add(block.volume);
        self.grams = self.grams.saturating_sub(block.grams);
        self.put.push((number, at));
        if room.problem.strict {
            self.rest.put(room, number, at);
        }
        take(&mut self.spaces, &Cuboid::at(at, block.size), room.blocks.least, &mut self.pieces).saturating_add(16)
    }
}

/// How much of a block's surface touches the sides of its space, in sixteenths, to a power.
pub(super) fn touching([x, y, z]: [u32; 3], space: [u32; 3], power: u32) -> u64 {
    let faces = [(y, z, x, space[0]), (x, z, y, space[1]), (x, y, z, space[2])];
    let (mut touching, mut all) = (0_u64, 0_u64);
    for (one, other, side, room) in faces {
        let face = u64::from(one).saturating_mul(u64::from(other));
        let both = side.saturating_add(room >> 6) >= room;
        touching = touching.saturating_add(if both { face << 1 } else { face });
        all = all.saturating_add(face << 1);
    }
    let share = (touching << 8).checked_div(all).unwrap_or(0);
    let mut result = 1_u64 << (u32::min(power, 7) << 2);
    for _ in 0..power {
        result = result.saturating_mul(share) >> 8;
    }
    result
}

/// What is left of a score when room beside the block is lost, because no sides of items add up to it.
fn usable(score: u64, block: [u32; 3], space: [u32; 3], whole: u64, reach: &[Vec<u32>; 3]) -> u64 {
    let side = |axis: usize, block: u32, space: u32| {
        let gap = space.saturating_sub(block);
        let used = reach.get(axis).and_then(|reach| reach.get(usize::try_from(gap).unwrap_or(usize::MAX)));
        block.saturating_add(used.copied().unwrap_or(gap))
    };
    let used = [side(0, block[0], space[0]), side(1, block[1], space[1]), side(2, block[2], space[2])];
    let share = (volume(used) << 8).checked_div(whole).unwrap_or(0);
    score.saturating_mul(share) >> 8
}

/// Where a block lies in a space: at the corner of its floor that is nearest to one of the carton.
pub(super) fn corner(space: &Cuboid, size: [u32; 3], room: [u32; 3], corners: bool) -> [u32; 3] {
    let near = |low: u32, high: u32, side: u32, room: u32| {
        if corners && room.saturating_sub(high) < low { high.saturating_sub(side) } else { low }
    };
    [
        near(space.low[0], space.high[0], size[0], room[0]),
        near(space.low[1], space.high[1], size[1], room[1]),
        space.low[2],
    ]
}

/// Along each side, for each length, the most of it that sides of items can add up to.
pub(super) fn reach(problem: &Problem, left: &[u32], hold: &Hold) -> [Vec<u32>; 3] {
    [0, 1, 2].map(|axis: usize| {
        let length = hold.inner.get(axis).copied().unwrap_or(0);
        let mut sides: Vec<u32> = Vec::new();
        for (kind, left) in problem.kinds.iter().zip(left) {
            let ways = kind.ways.iter().filter(|_| *left > 0).filter_map(|way| way.get(axis));
            sides.extend(ways.filter(|side| **side <= length));
        }
        sides.sort_unstable();
        sides.dedup();
        let mut reach: Vec<u32> = Vec::with_capacity(usize::try_from(length).unwrap_or(0).saturating_add(1));
        for whole in 0..=length {
            let mut most = 0_u32;
            for side in &sides {
                let Some(rest) = whole.checked_sub(*side) else { break };
                let before = reach.get(usize::try_from(rest).unwrap_or(usize::MAX)).copied().unwrap_or(0);
                most = most.max(before.saturating_add(*side));
            }
            reach.push(most);
        }
        reach
    })
}
