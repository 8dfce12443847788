//! The most that can be brought into one carton: a beam search over loads.
//!
//! Each load of a beam is continued by its best blocks; each of those is judged by how full the carton gets when it is filled
//! greedily from there, and the best go on. When no load goes on, the beam is made twice as wide (Araya and Riff 2014, BSG).

use alloc::vec::Vec;
use core::cmp::Reverse;

use super::dice::Dice;
use super::effort::Effort;
use super::load::{Load, Manner, Order, Room};

/// Ways to fill a carton, the one that is best most often first.
pub(super) const MANNERS: [Manner; 8] = {
    const fn manner(touch: u32, order: Order, corners: bool) -> Manner {
        Manner { touch, order, corners, chance: 0 }
    }
    [
        manner(4, Order::Corner, true),
        manner(2, Order::Corner, true),
        manner(3, Order::Layer, false),
        manner(4, Order::Wall, false),
        manner(6, Order::Corner, false),
        manner(2, Order::Layer, true),
        manner(1, Order::Corner, false),
        manner(2, Order::Wall, false),
    ]
};

/// The fullest load that was found.
pub(super) fn fullest(room: &Room, left: &[u32], goal: u64, effort: &mut Effort) -> Load {
    let mut dice = Dice::new(room.problem.seed);
    let empty = Load::new(room, left, u64::MAX);
    let mut tried: Vec<(u64, Manner)> = Vec::new();
    let mut best = empty.clone();
    for manner in MANNERS {
        let mut load = empty.clone();
        effort.spend(load.fill(room, manner, &mut dice));
        tried.push((load.volume, manner));
        if load.volume > best.volume {
            best = load;
        }
        if best.volume >= goal || effort.is_over() {
            return best;
        }
    }
    tried.sort_by_key(|(volume, _)| Reverse(*volume));
    let mut width = 1_usize;
    let mut turn = 0_usize;
    while best.volume < goal && !effort.is_over() {
        let Some((_, manner)) = tried.get(turn) else { break };
        search(room, &empty, *manner, width, goal, &mut best, effort);
        turn = turn.saturating_add(1);
        if turn >= 2 {
            turn = 0;
            width = width.saturating_mul(2);
        }
        if width > 1 << 12 {
            break;
        }
    }
    best
}

fn search(room: &Room, empty: &Load, manner: Manner, width: usize, goal: u64, best: &mut Load, effort: &mut Effort) {
    let mut dice = Dice::new(room.problem.seed);
    let mut beam = Vec::from([empty.clone()]);
    let mut found = Vec::new();
    while !beam.is_empty() {
        let mut next: Vec<(u64, Load)> = Vec::new();
        for mut load in beam {
            found.clear();
            while let Some(place) = load.next_space(room, manner) {
                effort.spend(load.candidates(room, manner, &mut dice, place, width.max(2), &mut found));
                if !found.is_empty() {
                    break;
                }
                load.spaces.swap_remove(place);
            }
            for (_, block, at) in &found {
                let mut on = load.clone();
                effort.spend(on.put(room, *block, *at).saturating_add(64));
                let mut end = on.clone();
                effort.spend(end.fill(room, manner, &mut dice));
                let volume = end.volume;
                if volume > best.volume {
                    *best = end;
                }
                if best.volume >= goal || effort.is_over() {
                    return;
                }
                next.push((volume, on));
            }
        }
        next.sort_by_key(|(volume, _)| Reverse(*volume));
        next.dedup_by_key(|(volume, _)| *volume);
        next.truncate(width);
        beam = next.into_iter().map(|(_, load)| load).collect();
    }
}
