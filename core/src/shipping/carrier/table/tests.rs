use super::*;
use alloc::string::ToString;
use proptest::prelude::*;

fn inches(sides: [&str; 3]) -> ExactSize {
    ExactSize::new(sides.map(|side| side.parse().unwrap()), LengthUnit::In).unwrap()
}

fn pounds(weight: &str) -> ExactWeight {
    ExactWeight::new(weight.parse().unwrap(), WeightUnit::Lb).unwrap()
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn the_rule_of_the_day_counts() {
    let tables = CarrierTables::published().unwrap();
    let billed = |on: &str| {
        let rule = tables.dimensional("ups", Some("ground"), day(on)).unwrap();
        rule.weigh(inches(["11.1", "8.5", "6.2"]), pounds("4.2")).billed.to_string()
    };
    assert_eq!((billed("2025-08-17").as_str(), billed("2025-08-18").as_str()), ("5", "6"));
    assert!(tables.dimensional("ups", None, day("2001-01-01")).is_none());
    let usps = tables.dimensional("usps", None, day("2026-01-01")).unwrap();
    assert!(!usps.weigh(inches(["12", "12", "12"]), pounds("1")).applies, "one cubic foot is not more than one");
    assert_eq!(usps.weigh(inches(["12", "12", "14"]), pounds("1")).billed, Decimal::from(13));
}

#[test]
fn a_whole_inch_stays_one() {
    let tables = CarrierTables::published().unwrap();
    let rule = tables.dimensional("fedex", None, day("2026-01-01")).unwrap();
    let billed = rule.weigh(inches(["11", "10", "9"]), pounds("8"));
    assert_eq!((billed.volume, billed.billed), (Decimal::from(990), Decimal::from(8)));
}

#[test]
fn what_is_exceeded_is_strictly_more_and_the_greater_supersedes_the_lesser() {
    let tables = CarrierTables::published().unwrap();
    let due = |sides, weight| {
        let rows = tables.sizes("ups", None, day("2026-02-01"), inches(sides), pounds(weight));
        rows.iter().map(|row| row.code.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(due(["49", "10", "10"], "20"), ["additional_handling"]);
    assert_eq!(due(["36", "18", "16"], "50"), [] as [&str; 0]);
    assert_eq!(due(["97", "10", "10"], "20"), ["large_package"]);
}

#[test]
fn the_limits_of_a_service_stand_in_for_those_of_all() {
    let mut tables = CarrierTables::published().unwrap();
    let mut own = tables.sizes[0].clone();
    (own.valid.service, own.over) = (Some("freight".into()), SizeLimits { weight: Some(150), ..SizeLimits::default() });
    tables.sizes.push(own);
    let due = |service| tables.sizes("ups", service, day("2026-02-01"), inches(["49", "10", "10"]), pounds("20")).len();
    assert_eq!((due(Some("ground")), due(Some("freight"))), (1, 0));
}

#[test]
fn a_class_of_freight_goes_by_density() {
    let tables = CarrierTables::published().unwrap();
    let table = tables.freight("ltl", day("2026-01-01")).unwrap();
    let (density, class) = table.class(inches(["40", "48", "48"]), pounds("425"));
    assert_eq!((density.round_dp(2).to_string().as_str(), class), ("7.97", Some("125")));
}

proptest! {
    #[test]
    fn a_heavier_or_larger_parcel_is_never_billed_less(
        sides in prop::array::uniform3(1_u32..3_000), more in prop::array::uniform3(0_u32..200),
        grams in 0_u32..90_000, heavier in 0_u32..9_000, row in 0_usize..8,
    ) {
        let tables = CarrierTables::published().unwrap();
        let rule = &tables.dimensional[row % tables.dimensional.len()];
        let size = |sides: [u32; 3]| ExactSize::new(sides.map(Decimal::from), LengthUnit::Mm).unwrap();
        let weight = |grams: u32| ExactWeight::new(grams.into(), WeightUnit::G).unwrap();
        let grown = [sides[0] + more[0], sides[1] + more[1], sides[2] + more[2]];
        let (less, greater) = (rule.weigh(size(sides), weight(grams)), rule.weigh(size(grown), weight(grams + heavier)));
        prop_assert!(less.billed <= greater.billed);
    }
}
