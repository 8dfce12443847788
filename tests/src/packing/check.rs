//! Checks a packing against its request. It knows nothing of how items were packed: it looks at where they lie.

use fondaco::shipping::{Item, LeftWhy, PackedCarton, Packing, PackingRequest, PlacedItem, Rotation, Size};

/// Everything that is wrong with a packing; nothing where it is right.
pub fn violations(request: &PackingRequest, packing: &Packing) -> Vec<String> {
    let mut wrong = Vec::new();
    for (number, parcel) in packing.parcels.iter().enumerate() {
        let mut found = Vec::new();
        inside(request, parcel, &mut found);
        together(request, parcel, &mut found);
        beneath(request, parcel, &mut found);
        wrong.extend(found.into_iter().map(|problem| format!("parcel {}: {problem}", number + 1)));
    }
    counted(request, packing, &mut wrong);
    sets(request, packing, &mut wrong);
    totals(request, packing, &mut wrong);
    wrong
}

fn item(request: &PackingRequest, number: usize) -> Option<&Item> {
    request.items.get(number)
}

fn sides(size: Size) -> [u64; 3] {
    [size.length, size.width, size.height].map(u64::from)
}

fn ends(placed: &PlacedItem) -> [(u64, u64); 3] {
    let size = sides(placed.size);
    [0, 1, 2].map(|axis: usize| (u64::from(placed.at[axis]), u64::from(placed.at[axis]) + size[axis]))
}

fn volume(size: Size) -> u64 {
    sides(size).into_iter().product()
}

/// What two items have in common along an axis, in millimetres.
fn common(one: (u64, u64), other: (u64, u64)) -> u64 {
    one.1.min(other.1).saturating_sub(one.0.max(other.0))
}

/// Whether an item of a size may lie so that it has another.
fn may_lie(item: &Item, as_it_lies: Size) -> bool {
    let (given, lies) = (sides(item.size), sides(as_it_lies));
    let mut sorted = [given, lies];
    for sides in &mut sorted {
        sides.sort_unstable();
    }
    let up = |side: usize| {
        let mut base = [given[(side + 1) % 3], given[(side + 2) % 3]];
        let mut lying = [lies[0], lies[1]];
        base.sort_unstable();
        lying.sort_unstable();
        given[side] == lies[2] && base == lying
    };
    match item.rotation {
        Rotation::Free => sorted[0] == sorted[1],
        Rotation::KeepFlat => up(2),
        Rotation::Never => given == lies,
        Rotation::Standing { length, width, height } => (length && up(0)) || (width && up(1)) || (height && up(2)),
    }
}

fn inside(request: &PackingRequest, parcel: &PackedCarton, wrong: &mut Vec<String>) {
    let Some(carton) = request.cartons.get(parcel.carton) else {
        wrong.push("there is no such carton".to_owned());
        return;
    };
    let room = sides(carton.inner);
    let mut grams = u64::from(carton.empty_grams);
    for (number, placed) in parcel.items.iter().enumerate() {
        let Some(item) = item(request, placed.item) else {
            wrong.push("there is no such item".to_owned());
            continue;
        };
        grams += u64::from(item.grams);
        if !may_lie(item, placed.size) {
            wrong.push(format!("`{}` may not be turned so", item.name));
        }
        if ends(placed).iter().zip(room).any(|(ends, room)| ends.1 > room) {
            wrong.push(format!("`{}` goes through a wall", item.name));
        }
        for other in &parcel.items[..number] {
            if ends(placed).into_iter().zip(ends(other)).all(|(one, other)| common(one, other) > 0) {
                wrong.push(format!("`{}` is where another item is", item.name));
            }
        }
    }
    if grams > carton.most_grams {
        wrong.push(format!("it weighs {grams} g, and may weigh {}", carton.most_grams));
    }
    if grams != parcel.grams {
        wrong.push(format!("it weighs {grams} g, and is said to weigh {}", parcel.grams));
    }
    if parcel.items.is_empty() {
        wrong.push("it is empty".to_owned());
    }
}

fn together(request: &PackingRequest, parcel: &PackedCarton, wrong: &mut Vec<String>) {
    let mut numbers: Vec<usize> = parcel.items.iter().map(|placed| placed.item).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let items: Vec<&Item> = numbers.iter().filter_map(|number| item(request, *number)).collect();
    for one in &items {
        for other in items.iter().filter(|other| other.name != one.name) {
            if one.never_with.iter().any(|word| *word == other.name || other.kinds.contains(word)) {
                wrong.push(format!("`{}` is never with `{}`", one.name, other.name));
            }
        }
    }
}

fn beneath(request: &PackingRequest, parcel: &PackedCarton, wrong: &mut Vec<String>) {
    let items = &parcel.items;
    let shadow = |one: &PlacedItem, other: &PlacedItem| {
        let (one, other) = (ends(one), ends(other));
        common(one[0], other[0]) * common(one[1], other[1])
    };
    for placed in items {
        let Some(item) = item(request, placed.item) else { continue };
        let on = |other: &&PlacedItem| ends(other)[2].1 == u64::from(placed.at[2]);
        let borne: u64 = items.iter().filter(on).map(|other| shadow(placed, other)).sum();
        if placed.at[2] > 0 && borne == 0 {
            wrong.push(format!("`{}` lies on nothing", item.name));
        }
        if placed.at[2] > 0 && borne * 100 < shadow(placed, placed) * u64::from(request.support) {
            wrong.push(format!("`{}` has too little beneath it", item.name));
        }
        let Some(bears) = item.bears else { continue };
        let mut lies = vec![false; items.len()];
        let mut grew = true;
        while grew {
            grew = false;
            for (number, upper) in items.iter().enumerate() {
                let lower = items.iter().enumerate().filter(|(other, _)| lies[*other]).map(|(_, lower)| lower);
                let on = |lower: &PlacedItem| ends(lower)[2].1 <= u64::from(upper.at[2]) && shadow(lower, upper) > 0;
                if !lies[number] && core::iter::once(placed).chain(lower).any(on) {
                    lies[number] = true;
                    grew = true;
                }
            }
        }
        let above = items.iter().zip(&lies).filter(|(_, lies)| **lies).map(|(placed, _)| placed.item);
        let load: u64 = above.filter_map(|number| request.items.get(number)).map(|item| u64::from(item.grams)).sum();
        if load > bears {
            wrong.push(format!("`{}` bears {load} g, and may bear {bears}", item.name));
        }
    }
}

fn counted(request: &PackingRequest, packing: &Packing, wrong: &mut Vec<String>) {
    let mut packed = vec![0_u64; request.items.len()];
    for placed in packing.parcels.iter().flat_map(|parcel| &parcel.items) {
        packed[placed.item] += 1;
    }
    for left in &packing.left {
        packed[left.item] += u64::from(left.quantity);
        let item = &request.items[left.item];
        let fits = request.cartons.iter().any(|carton| {
            let [x, y, z] = sides(item.size);
            let ways = [[x, y, z], [y, x, z], [x, z, y], [z, x, y], [y, z, x], [z, y, x]];
            ways.into_iter().any(|[length, width, height]| {
                let lies = |side: u64| u32::try_from(side).unwrap_or(u32::MAX);
                let inner = sides(carton.inner);
                may_lie(item, Size::new(lies(length), lies(width), lies(height)))
                    && [length, width, height].into_iter().zip(inner).all(|(side, room)| side <= room)
            })
        });
        if fits == (left.why == LeftWhy::TooLarge) {
            wrong.push(format!("`{}` is left for the wrong reason", item.name));
        }
    }
    for (item, packed) in request.items.iter().zip(packed) {
        if packed != u64::from(item.quantity) {
            wrong.push(format!("of `{}` there are {}, and {packed} were packed or left", item.name, item.quantity));
        }
    }
    for (number, carton) in request.cartons.iter().enumerate() {
        let used = packing.parcels.iter().filter(|parcel| parcel.carton == number).count() as u64;
        if carton.stock.is_some_and(|stock| used > u64::from(stock)) {
            wrong.push(format!("{used} cartons `{}` are used, more than there are", carton.name));
        }
    }
}

fn sets(request: &PackingRequest, packing: &Packing, wrong: &mut Vec<String>) {
    for item in request.items.iter().filter(|item| item.together.is_some()) {
        let of_set = |placed: &&PlacedItem| request.items[placed.item].together == item.together;
        let parcels = packing.parcels.iter().filter(|parcel| parcel.items.iter().any(|placed| of_set(&placed))).count();
        let left = packing.left.iter().any(|left| request.items[left.item].together == item.together);
        if parcels + usize::from(left) > 1 {
            wrong.push(format!("`{}` and what travels with it are apart", item.name));
        }
    }
}

fn totals(request: &PackingRequest, packing: &Packing, wrong: &mut Vec<String>) {
    let rooms: u64 = packing.parcels.iter().map(|parcel| volume(request.cartons[parcel.carton].inner)).sum();
    let money: u64 = packing.parcels.iter().map(|parcel| parcel.money).sum();
    let said = packing.cost;
    if (said.money, said.parcels as usize, said.volume) != (money, packing.parcels.len(), rooms) {
        wrong.push(format!("parcels come to {money}, {}, {rooms} mm³, not to {said:?}", packing.parcels.len()));
    }
    let bound = packing.bound;
    if bound.money > said.money || bound.parcels > said.parcels || bound.volume > said.volume {
        wrong.push(format!("{said:?} is below the bound {bound:?}"));
    }
    if let Some(tariff) = &request.tariff {
        for parcel in &packing.parcels {
            let carton = &request.cartons[parcel.carton];
            if tariff.price(carton.outer, parcel.grams).map(|price| price + carton.cost) != Some(parcel.money) {
                wrong.push("a parcel costs something else".to_owned());
            }
        }
    }
}
