use alloc::string::{String, ToString};
use alloc::vec::Vec;

use serde_json::{Value, json};

use super::*;
use crate::shipping::ClosedWhy;

const ROME: &str = "CET-1CEST,M3.5.0,M10.5.0/3";
const AUCKLAND: &str = "NZST-12NZDT,M9.5.0,M4.1.0/3";
const ANGELES: &str = "PST8PDT,M3.2.0,M11.1.0";

fn rules(rules: Value) -> DateRules {
    serde_json::from_value(rules).unwrap()
}

/// A shop in Venice, a post without a cut-off, and a door in the same town.
fn venice() -> Value {
    let week = json!(["monday", "tuesday", "wednesday", "thursday", "friday"]);
    json!({
        "calendars": [
            {"code": "shop", "time_zone": ROME, "open": [
                {"days": ["monday", "tuesday", "wednesday", "thursday"], "opens": "08:00", "cut_off": "15:00"},
                {"days": ["friday"], "opens": "08:00", "cut_off": "12:00"}],
             "holidays": [{"name": "Christmas", "on": {"yearly": {"month": 12, "day": 25}}}],
             "blackouts": [{"name": "Stocktaking", "from": "2027-01-07", "until": "2027-01-08"}]},
            {"code": "post", "time_zone": ROME, "open": [{"days": week}]},
            {"code": "door", "time_zone": ROME, "open": [{"days": ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]}],
             "holidays": [{"name": "Easter Monday", "on": {"date": "2027-03-29"}}]},
        ],
        "timetables": [{"code": "boat", "closes_minutes": 120, "departures": ["2027-01-05T05:00:00Z", "2027-01-19T05:00:00Z"]}],
        "routes": [
            {"code": "post", "from": "shop", "to": "door", "legs": [{"days": {"calendar": "post", "least": 1, "most": 2}}]},
            {"code": "made", "from": "shop", "to": "door", "handling": {"days": {"least": 2, "most": 4}}},
            {"code": "van", "from": "shop", "to": "door", "handling": {"minutes": {"least": 60, "most": 180}},
             "legs": [{"minutes": {"least": 30, "most": 1_440}}]},
            {"code": "island", "from": "shop", "to": "door", "legs": [
                {"days": {"calendar": "post", "least": 0, "most": 0}},
                {"departure": {"timetable": "boat", "minutes": {"least": 600, "most": 3_000}}}]},
        ],
    })
}

fn promise(route: &str, placed_at: &str) -> Promise {
    let book = DateBook::compile(rules(venice())).unwrap();
    let query = PromiseQuery { placed_at: placed_at.parse().unwrap(), route: RouteCode::new(route).unwrap() };
    book.promise(&query).unwrap()
}

/// By when it leaves, and the first and the last day on which it arrives.
fn dates(route: &str, placed_at: &str) -> [String; 3] {
    let Promise { ship_by, earliest, latest, steps: _ } = promise(route, placed_at);
    [ship_by, earliest, latest].map(|date| date.to_string())
}

#[test]
fn what_is_ordered_before_the_cut_off_counts_today_and_what_comes_at_it_for_the_next_day_of_work() {
    // Monday 4 January 2027, 14:59:59 and 15:00 in Venice.
    assert_eq!(dates("post", "2027-01-04T13:59:59Z"), ["2027-01-04", "2027-01-05", "2027-01-06"]);
    assert_eq!(dates("post", "2027-01-04T14:00:00Z"), ["2027-01-05", "2027-01-06", "2027-01-07"]);
    // Friday has an earlier one, and the post does not work on Saturday.
    assert_eq!(dates("post", "2027-01-15T10:59:59Z"), ["2027-01-15", "2027-01-18", "2027-01-19"]);
    assert_eq!(dates("post", "2027-01-15T11:00:00Z"), ["2027-01-18", "2027-01-19", "2027-01-20"]);
}

#[test]
fn one_calendar_may_do_for_everybody_since_goods_are_in_time_at_the_cut_off_and_orders_are_not() {
    let mut rules = venice();
    rules["routes"][0]["legs"][0]["days"]["calendar"] = json!("shop");
    rules["routes"][0]["to"] = json!("shop");
    let book = DateBook::compile(self::rules(rules)).unwrap();
    let dates = |placed_at: &str| {
        let query = PromiseQuery { placed_at: placed_at.parse().unwrap(), route: RouteCode::new("post").unwrap() };
        let promise = book.promise(&query).unwrap();
        [promise.ship_by, promise.earliest, promise.latest].map(|date| date.to_string())
    };
    assert_eq!(dates("2027-01-04T13:59:59Z"), ["2027-01-04", "2027-01-05", "2027-01-06"]);
    assert_eq!(dates("2027-01-04T14:00:00Z"), ["2027-01-05", "2027-01-06", "2027-01-11"]);
}

#[test]
fn each_step_says_what_was_waited_for() {
    // Thursday 24 December 2026, 15:00 in Venice.
    let steps = promise("post", "2026-12-24T14:00:00Z").steps;
    let expected = json!([
        {"stage": {"handling": {}}, "calendar": "shop", "begins": "2026-12-24T14:00:00Z", "ends": "2026-12-28T14:00:00Z",
         "on": "2026-12-28", "waits": [
            {"cut_off": {"on": "2026-12-24", "cut_off": "15:00:00"}},
            {"closed": {"from": "2026-12-25", "until": "2026-12-25", "why": {"holiday": {"name": "Christmas"}}}},
            {"closed": {"from": "2026-12-26", "until": "2026-12-27", "why": {"weekday": {}}}}]},
        {"stage": {"leg": {"leg": 0}}, "calendar": "post", "begins": "2026-12-28T14:00:00Z", "ends": "2026-12-30T11:00:00Z",
         "on": "2026-12-30"},
        {"stage": {"arrival": {}}, "calendar": "door", "begins": "2026-12-30T11:00:00Z", "ends": "2026-12-30T11:00:00Z",
         "on": "2026-12-30"},
    ]);
    assert_eq!(serde_json::to_value(&steps).unwrap(), expected);
    assert_eq!(serde_json::from_value::<Vec<PromiseStep>>(expected).unwrap(), steps);
}

#[test]
fn a_blackout_is_waited_for_and_told_by_its_name() {
    // Wednesday 6 January 2027, 15:30 in Venice.
    let promise = promise("post", "2027-01-06T14:30:00Z");
    assert_eq!(promise.ship_by.to_string(), "2027-01-11");
    let date = |text: &str| text.parse().unwrap();
    let why = ClosedWhy::Blackout { name: "Stocktaking".into() };
    let blackout = PromiseWait::Closed { from: date("2027-01-07"), until: date("2027-01-08"), why };
    assert!(promise.steps[0].waits.contains(&blackout));
}

#[test]
fn a_day_that_is_closed_has_no_cut_off() {
    // Christmas 2026 is a Friday, 18:25 in Venice.
    let waits = promise("post", "2026-12-25T17:25:00Z").steps.swap_remove(0).waits;
    let names: Vec<_> = waits.iter().map(|wait| serde_json::to_value(wait).unwrap()).collect();
    assert_eq!(names[0]["closed"]["why"]["holiday"]["name"], "Christmas");
    assert_eq!((names.len(), &names[1]["closed"]["until"]), (2, &json!("2026-12-27")));
}

#[test]
fn goods_arrive_on_a_day_of_work_where_they_go_whatever_days_the_carrier_works() {
    // The post brings it on Easter Monday, when nobody is there.
    assert_eq!(dates("post", "2027-03-25T09:00:00Z"), ["2027-03-25", "2027-03-26", "2027-03-30"]);
}

#[test]
fn handling_takes_days_of_work_of_whoever_sends() {
    assert_eq!(dates("made", "2027-01-04T09:00:00Z"), ["2027-01-12", "2027-01-06", "2027-01-12"]);
}

#[test]
fn what_goes_by_the_clock_begins_when_work_does_and_leaves_while_somebody_works() {
    assert_eq!(dates("van", "2027-01-04T13:30:00Z"), ["2027-01-04", "2027-01-04", "2027-01-05"]);
    let ends = |placed_at| promise("van", placed_at).steps[0].ends.to_string();
    assert_eq!(ends("2027-01-04T02:00:00Z"), "2027-01-04T10:00:00Z", "it begins at 8");
    let mut rules = venice();
    rules["routes"][2]["handling"] = json!({"minutes": {"least": 721, "most": 721}});
    let book = DateBook::compile(self::rules(rules)).unwrap();
    let handled = |placed_at: &str| {
        let query = PromiseQuery { placed_at: placed_at.parse().unwrap(), route: RouteCode::new("van").unwrap() };
        let promise = book.promise(&query).unwrap();
        [promise.ship_by.to_string(), promise.steps[0].ends.to_string()]
    };
    assert_eq!(handled("2027-01-14T13:59:00Z"), ["2027-01-15", "2027-01-15T07:00:00Z"], "ready at 3 on Friday");
    assert_eq!(handled("2027-01-15T10:59:00Z"), ["2027-01-18", "2027-01-18T07:00:00Z"], "ready on Saturday");
}

#[test]
fn goods_must_be_there_when_loading_closes_and_not_a_second_later() {
    let none = json!({"minutes": {"least": 0, "most": 0}});
    let days = json!(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]);
    let book = DateBook::compile(rules(json!({
        "calendars": [{"code": "all", "open": [{"days": days}]}],
        "timetables": [{"code": "boat", "closes_minutes": 120, "departures": ["2027-01-05T05:00:00Z", "2027-01-19T05:00:00Z"]}],
        "routes": [{"code": "quay", "from": "all", "to": "all", "handling": none,
            "legs": [{"departure": {"timetable": "boat", "minutes": {"least": 60, "most": 60}}}]}],
    })))
    .unwrap();
    let arrives = |placed_at: &str| {
        let query = PromiseQuery { placed_at: placed_at.parse().unwrap(), route: RouteCode::new("quay").unwrap() };
        book.promise(&query).unwrap().latest.to_string()
    };
    assert_eq!(arrives("2027-01-05T03:00:00Z"), "2027-01-05");
    assert_eq!(arrives("2027-01-05T03:00:01Z"), "2027-01-19");
}

#[test]
fn goods_take_the_next_departure_that_they_reach_and_after_the_last_there_is_no_date() {
    assert_eq!(dates("island", "2027-01-04T09:00:00Z"), ["2027-01-04", "2027-01-05", "2027-01-07"]);
    assert_eq!(dates("island", "2027-01-04T15:00:00Z"), ["2027-01-05", "2027-01-19", "2027-01-21"]);
    let leaves = "2027-01-19T05:00:00Z".parse().unwrap();
    assert_eq!(promise("island", "2027-01-04T15:00:00Z").steps[2].waits, [PromiseWait::Departure { leaves }]);
    let book = DateBook::compile(rules(venice())).unwrap();
    let refused = |route: &str, placed_at: &str| {
        let query = PromiseQuery { placed_at: placed_at.parse().unwrap(), route: RouteCode::new(route).unwrap() };
        book.promise(&query).unwrap_err().code()
    };
    assert_eq!(refused("island", "2027-01-20T09:00:00Z"), Code::PromiseUnforeseen);
    assert_eq!(refused("road", "2027-01-20T09:00:00Z"), Code::RouteUnknown);
}

/// A shop that is open every day, in some time zone, and a door that is as the shop.
fn everyday(time_zone: &str, cut_off: &str) -> DateBook {
    let days = json!([{"days": ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"], "cut_off": cut_off}]);
    DateBook::compile(rules(json!({
        "calendars": [{"code": "shop", "time_zone": time_zone, "open": days}],
        "routes": [{"code": "r", "from": "shop", "to": "shop"}],
    })))
    .unwrap()
}

fn ships(book: &DateBook, placed_at: &str) -> String {
    let query = PromiseQuery { placed_at: placed_at.parse().unwrap(), route: RouteCode::new("r").unwrap() };
    book.promise(&query).unwrap().ship_by.to_string()
}

#[test]
fn a_cut_off_that_the_clock_skips_is_when_it_skips_and_of_one_that_it_shows_twice_the_first_counts() {
    let book = everyday(ROME, "02:30");
    assert_eq!(ships(&book, "2027-03-28T00:59:59Z"), "2027-03-28");
    assert_eq!(ships(&book, "2027-03-28T01:00:00Z"), "2027-03-29", "it is 3:00 there");
    assert_eq!(ships(&book, "2027-10-31T00:29:59Z"), "2027-10-31");
    assert_eq!(ships(&book, "2027-10-31T00:30:00Z"), "2027-11-01");
    assert_eq!(ships(&book, "2027-10-31T01:15:00Z"), "2027-11-01", "it is 2:15 for the second time");
    // The same cut-off is an hour earlier in summer.
    let book = everyday(ROME, "15:00");
    assert_eq!(ships(&book, "2027-03-26T13:30:00Z"), "2027-03-26");
    assert_eq!(ships(&book, "2027-03-29T13:30:00Z"), "2027-03-30");
}

#[test]
fn a_day_that_has_begun_does_not_end_because_the_clock_goes_back_over_midnight() {
    let book = everyday("NST3:30NDT,M3.2.0/0:01,M11.1.0/0:01", "23:45");
    assert_eq!(ships(&book, "2027-11-07T02:00:00Z"), "2027-11-06", "23:30 on the 6th");
    assert_eq!(ships(&book, "2027-11-07T03:00:00Z"), "2027-11-07", "23:30 on the 6th again, after midnight");
}

#[test]
fn every_date_is_one_of_the_place_where_it_counts() {
    let days = json!([{"days": ["monday", "tuesday", "wednesday", "thursday", "friday"]}]);
    let book = DateBook::compile(rules(json!({
        "calendars": [
            {"code": "auckland", "time_zone": AUCKLAND, "open": [{"days": ["tuesday"], "cut_off": "15:00"}]},
            {"code": "air", "time_zone": ANGELES, "open": days}, {"code": "angeles", "time_zone": ANGELES, "open": days}],
        "routes": [{"code": "r", "from": "auckland", "to": "angeles", "legs": [{"days": {"calendar": "air", "least": 0, "most": 1}}]}],
    })))
    .unwrap();
    let query =
        PromiseQuery { placed_at: "2027-01-01T00:00:00Z".parse().unwrap(), route: RouteCode::new("r").unwrap() };
    let promise = book.promise(&query).unwrap();
    let dates = [promise.ship_by, promise.earliest, promise.latest].map(|date| date.to_string());
    assert_eq!(dates, ["2027-01-05", "2027-01-04", "2027-01-05"], "Tuesday there is Monday here");
}

#[test]
fn everything_that_is_wrong_with_rules_is_named_at_once() {
    let refusal = DateBook::compile(rules(json!({
        "calendars": [
            {"code": "a", "time_zone": "Europe/Rome", "open": [], "holidays": [
                {"name": "", "on": {"yearly": {"month": 2, "day": 30}}}]},
            {"code": "a", "open": [{"days": ["monday", "monday"], "opens": "12:00", "cut_off": "11:00"}],
             "blackouts": [{"name": "x", "from": "2027-01-02", "until": "2027-01-01"}]}],
        "timetables": [{"code": "a", "departures": []},
            {"code": "t", "departures": ["2027-01-02T00:00:00Z", "2027-01-02T00:00:00Z"]}],
        "routes": [
            {"code": "r", "from": "b", "to": "t", "handling": {"days": {"least": 2, "most": 1}}},
            {"code": "r", "from": "a", "to": "a", "handling": {"minutes": {"least": 2, "most": 1}}, "legs": [
                {"days": {"calendar": "c", "least": 2, "most": 1}}, {"minutes": {"least": 2, "most": 1}},
                {"departure": {"timetable": "a", "minutes": {"least": 2, "most": 1}}},
                {"departure": {"timetable": "c", "minutes": {"least": 1, "most": 1}}}]}],
    })))
    .unwrap_err();
    assert_eq!(refusal.code(), Code::RulesInvalid);
    let problems = refusal.detail()["problems"].as_array().unwrap();
    let paths: Vec<_> = problems.iter().map(|row| row["path"].as_str().unwrap()).collect();
    let expected = [
        "calendars[0].time_zone",
        "calendars[0].open",
        "calendars[0].holidays[0].name",
        "calendars[0].holidays[0].on.yearly",
        "calendars[1].code",
        "calendars[1].open[0].days",
        "calendars[1].open[0].cut_off",
        "calendars[1].blackouts[0]",
        "timetables[0].code",
        "timetables[0].departures",
        "timetables[1].departures",
        "routes[0].from",
        "routes[0].to",
        "routes[0].handling.days",
        "routes[1].code",
        "routes[1].handling.minutes",
        "routes[1].legs[0].days.calendar",
        "routes[1].legs[0].days",
        "routes[1].legs[1].minutes",
        "routes[1].legs[2].departure.minutes",
        "routes[1].legs[3].departure.timetable",
    ];
    assert_eq!(paths, expected);
}

#[test]
fn a_calendar_on_which_nothing_is_ever_done_is_refused_and_one_that_is_closed_for_years_comes_to_no_date() {
    let yearly = |month: i8, day: i8| json!({"name": "h", "on": {"yearly": {"month": month, "day": day}}});
    let year = (1..=12).flat_map(|month| (1..=31).map(move |day| (month, day)));
    let all: Vec<_> = year.filter(|(month, day)| Date::new(2024, *month, *day).is_ok()).collect();
    assert_eq!(all.len(), 366);
    let with = |change: &dyn Fn(&mut Value)| {
        let mut rules = venice();
        change(&mut rules["calendars"][0]);
        DateBook::compile(self::rules(rules))
    };
    let holidays = |list: &[(i8, i8)]| Value::Array(list.iter().map(|(month, day)| yearly(*month, *day)).collect());
    assert_eq!(with(&|shop| shop["holidays"] = holidays(&all)).unwrap_err().code(), Code::RulesInvalid);
    assert!(with(&|shop| shop["holidays"] = holidays(&all[1..])).is_ok());
    let closed = json!([{"name": "war", "from": "2027-01-01", "until": "2030-12-31"}]);
    let book = with(&|shop| shop["blackouts"] = closed.clone()).unwrap();
    let promised = |placed_at: &str| {
        book.promise(&PromiseQuery { placed_at: placed_at.parse().unwrap(), route: RouteCode::new("post").unwrap() })
    };
    assert_eq!(promised("2027-01-01T09:00:00Z").unwrap_err().code(), Code::PromiseUnforeseen);
    assert_eq!(promised("2029-06-01T09:00:00Z").unwrap().ship_by.to_string(), "2031-01-01");
}

#[test]
fn the_ends_of_time_are_refused_and_never_reached() {
    let book = everyday("AAA-24:59:59", "00:00:01");
    let query = PromiseQuery { placed_at: Timestamp::MAX, route: RouteCode::new("r").unwrap() };
    assert_eq!(book.promise(&query).unwrap_err().code(), Code::PromiseUnforeseen);
    let query = PromiseQuery { placed_at: Timestamp::MIN, ..query };
    assert!(everyday("AAA24:59:59", "12:00").promise(&query).is_ok_and(|promise| promise.earliest <= promise.latest));
}
