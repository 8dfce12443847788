//! Dates: what is promised holds for every calendar, wherever its clock hangs.

use std::collections::BTreeMap;

use fondaco::shipping::{DateBook, DateRules, Promise, PromiseQuery};
use fondaco::{RouteCode, Timestamp};
use jiff::civil::Date;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Value, json};

/// Clocks of the world, among them some that change at midnight, by half an hour, or by a day.
const ZONES: &[&str] = &[
    "UTC",
    "CET-1CEST,M3.5.0,M10.5.0/3",
    "PST8PDT,M3.2.0,M11.1.0",
    "NZST-12NZDT,M9.5.0,M4.1.0/3",
    "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0",
    "NST3:30NDT,M3.2.0/0:01,M11.1.0/0:01",
    "<-03>3<-02>,M3.5.0/-1,M10.5.0/0",
    "<+14>-14",
    "AAA-13BBB12,M3.5.0/0,M10.5.0/0",
    "CCC12DDD-13,M3.5.0/0,M10.5.0/0",
];
const WEEK: &[&str] = &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// What a calendar says by itself, for the check: it is worked out here once more, from the rules as they are written.
fn is_open(calendar: &Value, date: Date) -> bool {
    let day = WEEK[usize::try_from(date.weekday().to_monday_zero_offset()).unwrap()];
    let listed = calendar["open"].as_array().unwrap().iter().flat_map(|row| row["days"].as_array().unwrap());
    let text = date.to_string();
    let closed = calendar["holidays"].as_array().unwrap().iter().any(|holiday| {
        let (month, day) = (&holiday["on"]["yearly"]["month"], &holiday["on"]["yearly"]["day"]);
        holiday["on"]["date"] == json!(text) || (*month == json!(date.month()) && *day == json!(date.day()))
    });
    let black = calendar["blackouts"].as_array().unwrap().iter().any(|blackout| {
        blackout["from"].as_str().unwrap() <= text.as_str() && text.as_str() <= blackout["until"].as_str().unwrap()
    });
    listed.into_iter().any(|listed| listed == day) && !closed && !black
}

fn day(number: i32) -> String {
    Date::constant(2027, 1, 1).saturating_add(jiff::SignedDuration::from_hours(i64::from(number) * 24)).to_string()
}

fn calendar(code: &'static str) -> impl Strategy<Value = Value> {
    let days = (subsequence(WEEK, 1..=7), proptest::option::of(1_u32..1_440), 0_u32..1_440);
    let holidays = proptest::collection::vec((0_i32..400, any::<bool>()), 0..12);
    let blackouts = proptest::collection::vec((0_i32..400, 0_i32..30), 0..3);
    (select(ZONES), days, holidays, blackouts).prop_map(move |(zone, (days, cut_off, opens), holidays, blackouts)| {
        let time = |minutes: u32| format!("{:02}:{:02}", minutes / 60, minutes % 60);
        let mut open = json!({"days": days});
        if let Some(cut_off) = cut_off {
            (open["opens"], open["cut_off"]) = (json!(time(opens % cut_off)), json!(time(cut_off)));
        } else {
            open["opens"] = json!(time(opens));
        }
        let holidays = holidays.into_iter().map(|(number, yearly)| {
            let date: Date = day(number).parse().unwrap();
            let yearly = yearly.then(|| json!({"yearly": {"month": date.month(), "day": date.day()}}));
            json!({"name": "holiday", "on": yearly.unwrap_or_else(|| json!({"date": date}))})
        });
        let blackouts = blackouts
            .into_iter()
            .map(|(number, days)| json!({"name": "blackout", "from": day(number), "until": day(number + days)}));
        json!({"code": code, "time_zone": zone, "open": [open], "holidays": holidays.collect::<Value>(),
               "blackouts": blackouts.collect::<Value>()})
    })
}

fn leg() -> impl Strategy<Value = Value> {
    let minutes =
        || (0_u32..5_000, 0_u32..5_000).prop_map(|(least, more)| json!({"least": least, "most": least + more}));
    prop_oneof![
        (0_u16..6, 0_u16..6)
            .prop_map(|(least, more)| json!({"days": {"calendar": "carrier", "least": least, "most": least + more}})),
        minutes().prop_map(|minutes| json!({"minutes": minutes})),
        minutes().prop_map(|minutes| json!({"departure": {"timetable": "boat", "minutes": minutes}})),
    ]
}

/// Three calendars, a boat now and then, and a route over some legs.
fn rules() -> impl Strategy<Value = Value> {
    let handling = prop_oneof![
        (0_u16..4, 0_u16..4).prop_map(|(least, more)| json!({"days": {"least": least, "most": least + more}})),
        (0_u32..3_000, 0_u32..3_000)
            .prop_map(|(least, more)| json!({"minutes": {"least": least, "most": least + more}})),
    ];
    let legs = proptest::collection::vec(leg(), 0..4);
    let boats = proptest::collection::btree_set(0_i64..9_600, 1..30);
    (calendar("shop"), calendar("carrier"), calendar("door"), handling, legs, boats, 0_u32..2_000).prop_map(
        |(shop, carrier, door, handling, legs, boats, closes)| {
            let boats = boats.into_iter().map(|hour| json!(at(hour * 3_600)));
            json!({
                "calendars": [shop, carrier, door],
                "timetables": [{"code": "boat", "closes_minutes": closes, "departures": boats.collect::<Value>()}],
                "routes": [{"code": "r", "from": "shop", "to": "door", "handling": handling, "legs": legs}],
            })
        },
    )
}

/// When an order is placed: some time of the year, or about when clocks change.
fn moment() -> impl Strategy<Value = i64> {
    let change = (select(vec![72_i64, 86, 269, 303, 310]), -100_000_i64..100_000);
    prop_oneof![0_i64..31_536_000, change.prop_map(|(day, seconds)| day * 86_400 + seconds)]
}

/// So many seconds after the year has begun.
fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_798_761_600 + seconds).unwrap()
}

fn promise(book: &DateBook, seconds: i64) -> Option<Promise> {
    book.promise(&PromiseQuery { placed_at: at(seconds), route: RouteCode::new("r").unwrap() }).ok()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn every_offered_date_is_a_working_day_of_its_zone_and_the_first_is_never_after_the_last(
        rules in rules(), seconds in moment(),
    ) {
        let book = DateBook::compile(serde_json::from_value::<DateRules>(rules.clone()).unwrap()).unwrap();
        let Some(promise) = promise(&book, seconds) else { return Ok(()) };
        let [shop, _, door] = [0, 1, 2].map(|place| &rules["calendars"][place]);
        prop_assert!(is_open(shop, promise.ship_by), "it leaves on {}", promise.ship_by);
        prop_assert!(is_open(door, promise.earliest), "it arrives on {}", promise.earliest);
        prop_assert!(is_open(door, promise.latest), "it arrives on {}", promise.latest);
        prop_assert!(promise.earliest <= promise.latest);
        let calendars = rules["calendars"].as_array().unwrap();
        let calendars: BTreeMap<&str, &Value> = calendars.iter().map(|row| (row["code"].as_str().unwrap(), row)).collect();
        for step in &promise.steps {
            let calendar = step.calendar.as_ref().and_then(|code| calendars.get(code.as_str()));
            prop_assert!(step.on.zip(calendar).is_none_or(|(on, calendar)| is_open(calendar, on)), "{:?}", step);
            prop_assert!(step.begins <= step.ends);
        }
        let joins = promise.steps.windows(2).all(|pair| pair[0].ends == pair[1].begins);
        prop_assert!(joins && promise.steps[0].begins == at(seconds));
        prop_assert_eq!(promise.steps.last().unwrap().on, Some(promise.latest));
    }

    #[test]
    fn what_is_ordered_later_is_never_promised_earlier(
        rules in rules(), seconds in moment(), later in prop_oneof![0_i64..7_200, 0_i64..2_592_000],
    ) {
        let book = DateBook::compile(serde_json::from_value(rules).unwrap()).unwrap();
        if let Some((before, after)) = promise(&book, seconds).zip(promise(&book, seconds + later)) {
            prop_assert!(before.ship_by <= after.ship_by && before.earliest <= after.earliest && before.latest <= after.latest);
        }
    }
}
