//! Empty room in a carton, as maximal spaces: the largest cuboids that are free, which overlap each other.

use alloc::vec::Vec;

/// A cuboid, by its lowest and its highest corner, in millimetres.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cuboid {
    pub(super) low: [u32; 3],
    pub(super) high: [u32; 3],
}

/// The volume of something of this size.
pub(super) fn volume([x, y, z]: [u32; 3]) -> u64 {
    u64::from(x).saturating_mul(u64::from(y)).saturating_mul(u64::from(z))
}

impl Cuboid {
    /// A cuboid of a size, its lowest corner at a place.
    pub(super) fn at(low: [u32; 3], size: [u32; 3]) -> Self {
        let high = [low[0].saturating_add(size[0]), low[1].saturating_add(size[1]), low[2].saturating_add(size[2])];
        Self { low, high }
    }

    pub(super) fn size(&self) -> [u32; 3] {
        [
            self.high[0].saturating_sub(self.low[0]),
            self.high[1].saturating_sub(self.low[1]),
            self.high[2].saturating_sub(self.low[2]),
        ]
    }

    /// Whether both have room in common; faces that touch have none.
    pub(super) fn meets(&self, other: &Self) -> bool {
        self.over(other) && self.low[2] < other.high[2] && other.low[2] < self.high[2]
    }

    /// Whether both have room in common when seen from above.
    pub(super) fn over(&self, other: &Self) -> bool {
        self.low[0] < other.high[0]
            && other.low[0] < self.high[0]
            && self.low[1] < other.high[1]
            && other.low[1] < self.high[1]
    }

    /// The area that both have in common when seen from above.
    pub(super) fn shadow(&self, other: &Self) -> u64 {
        let x = self.high[0].min(other.high[0]).saturating_sub(self.low[0].max(other.low[0]));
        let y = self.high[1].min(other.high[1]).saturating_sub(self.low[1].max(other.low[1]));
        u64::from(x).saturating_mul(u64::from(y))
    }

    fn holds(&self, other: &Self) -> bool {
        self.low[0] <= other.low[0]
            && self.low[1] <= other.low[1]
            && self.low[2] <= other.low[2]
            && self.high[0] >= other.high[0]
            && self.high[1] >= other.high[1]
            && self.high[2] >= other.high[2]
    }

    /// What is left of this space beside a block: up to six cuboids, none of them thinner than `least`.
    fn pieces(&self, block: &Self, least: u32, into: &mut Vec<Self>) {
        macro_rules! beside {
            ($axis:literal) => {
                if block.low[$axis].saturating_sub(self.low[$axis]) >= least {
                    let mut piece = *self;
                    piece.high[$axis] = block.low[$axis];
                    into.push(piece);
                }
                if self.high[$axis].saturating_sub(block.high[$axis]) >= least {
                    let mut piece = *self;
                    piece.low[$axis] = block.high[$axis];
                    into.push(piece);
                }
            };
        }
        beside!(0);
        beside!(1);
        beside!(2);
    }
}

/// Takes a block out of all spaces: what is left are the maximal spaces beside it. Answers how much work that was.
///
/// The difference process of Lai and Chan (1997): a space that meets the block is divided into what lies beside it, and what lies
/// inside another space is dropped.
pub(super) fn take(spaces: &mut Vec<Cuboid>, block: &Cuboid, least: u32, pieces: &mut Vec<Cuboid>) -> u64 {
    pieces.clear();
    spaces.retain(|space| {
        let stays = !space.meets(block);
        if !stays {
            space.pieces(block, least, pieces);
        }
        stays
    });
    let old = spaces.len();
    for (place, piece) in pieces.iter().enumerate() {
        let inside = spaces.iter().take(old).any(|space| space.holds(piece))
            || pieces
                .iter()
                .enumerate()
                .any(|(other, space)| other != place && space.holds(piece) && (other < place || !piece.holds(space)));
        if !inside {
            spaces.push(*piece);
        }
    }
    let work = pieces.len().saturating_mul(old.saturating_add(pieces.len()));
    u64::try_from(work.saturating_add(old)).unwrap_or(u64::MAX)
}
