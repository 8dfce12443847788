use super::*;
use alloc::vec;

fn row(code: &str, status: TrackingStatus) -> CodeMeaning {
    CodeMeaning { code: code.into(), status, reason: None }
}

fn table(carrier: &str, codes: Vec<CodeMeaning>) -> CodeTable {
    CodeTable { carrier: carrier.parse().unwrap(), source: "a test".into(), codes }
}

#[test]
fn the_published_tables_name_their_source_and_mean_one_thing_by_each_code() {
    let codes = CarrierCodes::published().unwrap();
    let carriers: Vec<&str> = codes.tables().iter().map(|table| table.carrier.as_str()).collect();
    assert_eq!(carriers, ["common", "dhl_express", "dpd", "fedex", "gls", "ups", "usps"]);
    for table in codes.tables() {
        assert!(!table.source.is_empty() && !table.codes.is_empty(), "{}", table.carrier);
        assert!(table.codes.iter().all(|row| row.status != TrackingStatus::Unknown), "{}", table.carrier);
    }
}

#[test]
fn a_code_that_stands_twice_is_refused_however_it_is_written() {
    let (out, there) = (TrackingStatus::OutForDelivery, TrackingStatus::Delivered);
    let refusal = CarrierCodes::new(vec![table("gls", vec![row("DELIVEREDPS", out), row("DeliveredPs", there)])]);
    let refusal = refusal.unwrap_err();
    assert_eq!((refusal.code(), &refusal.detail()["carrier"]), (Code::TrackingInvalid, &"gls".into()));
    let refusal = CarrierCodes::new(vec![table("gls", vec![]), table("gls", vec![])]).unwrap_err();
    assert_eq!(refusal.code(), Code::TrackingInvalid);
    // Two carriers may mean different things by one code.
    let two = vec![table("gls", vec![row("X", out)]), table("ups", vec![row("X", there)])];
    let codes = CarrierCodes::new(two).unwrap();
    assert_eq!(codes.meaning("ups", "x").map(|row| row.status), Some(there));
}

#[test]
fn a_code_is_read_where_an_event_says_nothing_else() {
    let codes = CarrierCodes::published().unwrap();
    let at = jiff::Timestamp::UNIX_EPOCH;
    let said = |code: &str, status| TrackingEvent { code: Some(code.into()), ..TrackingEvent::new("1", at, status) };
    let read = codes.read("dhl_express", &said("nh", TrackingStatus::Unknown));
    assert_eq!((read.status, read.reason), (TrackingStatus::DeliveryFailed, Some(TrackingReason::ConsigneeNotHome)));
    let own = said("NH", TrackingStatus::OnHold);
    assert_eq!(codes.read("dhl_express", &own), own);
    assert_eq!(codes.read("nobody", &said("NH", TrackingStatus::Unknown)).status, TrackingStatus::Unknown);
}
