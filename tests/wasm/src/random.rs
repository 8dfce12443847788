//! Numbers that look random and are the same on every machine (`SplitMix64`).

#[derive(Debug)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// From the first number to the last, both included.
    pub(crate) fn between(&mut self, first: u32, last: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let width = u64::from(last - first) + 1;
        let drawn = (mixed ^ (mixed >> 31)) % width;
        first + u32::try_from(drawn).unwrap_or_default()
    }

    /// Once in so many times.
    pub(crate) fn once_in(&mut self, times: u32) -> bool {
        self.between(1, times) == 1
    }

    /// One of a list that is not empty.
    pub(crate) fn pick<T: Copy, const N: usize>(&mut self, from: [T; N]) -> T {
        let last = u32::try_from(N - 1).unwrap_or_default();
        from[self.between(0, last) as usize]
    }
}
