//! Queries over every store that is built in, opened by its address.

use fondaco::Kind;
use fondaco_contract::{Answer, Engine, Query, RecordKind, wait};
use serde_json::{Value, json};

use crate::shop::{clock, memory, open_and_order, query};

#[test]
fn an_address_of_no_store_is_refused_and_the_detail_names_those_there_are() {
    for address in ["", "memory", "memory:x", "mysql://secret@host", "shop.db"] {
        let failure = wait(Engine::open(address, clock())).unwrap_err();
        assert_eq!(failure.code.as_str(), "store.unknown", "{address}");
        assert!(!failure.reason.contains("secret"), "{failure}");
        assert!(failure.detail["stores"].as_array().unwrap().contains(&json!("memory:")));
    }
}

/// Asks every query of a shop that has placed an order; answers the names of those that were answered.
fn ask_all(engine: &Engine) -> Vec<String> {
    let placed = open_and_order(engine);
    let (order, cart, payment) = (&placed["order"], &placed["cart"], &placed["payment"]);
    let queries = [
        json!({"get": "variant", "variant": "novel"}),
        json!({"get": "channel", "channel": "web"}),
        json!({"get": "price_book", "book": "eu"}),
        json!({"get": "cart", "cart": cart}),
        json!({"get": "order", "order": order}),
        json!({"get": "payment", "payment": payment}),
        json!({"get": "standing", "order": order}),
        json!({"get": "price", "cart": cart}),
        json!({"get": "stock", "sku": "novel", "location": "here"}),
        json!({"get": "records", "kind": "order", "where": {"state": {"is": "placed"}, "placed_at": {"until": "2026-11-21T12:00:00Z"}}}),
        json!({"get": "events", "limit": 1_000}),
    ];
    let ask = |asked: &Value| {
        let answer = query(engine, asked).unwrap_or_else(|failure| panic!("{asked}: {failure}"));
        assert_eq!(answer["got"], asked["get"]);
        let read: Answer = serde_json::from_value(answer.clone()).unwrap();
        assert_eq!(serde_json::to_value(read).unwrap(), answer);
        answer["got"].as_str().unwrap().to_owned()
    };
    queries.iter().map(ask).collect()
}

#[test]
fn the_memory_store_answers_every_query() {
    assert_eq!(ask_all(&memory()).len(), 11);
}

#[test]
fn a_record_is_found_by_its_columns_and_an_unknown_column_is_refused() {
    let engine = memory();
    let placed = open_and_order(&engine);
    let page = query(&engine, &json!({"get": "records", "kind": "order", "limit": 1})).unwrap();
    assert_eq!(page["records"][0]["kind"], json!("order"));
    assert_eq!(page["records"][0]["record"]["id"], placed["order"]);
    let unknown = json!({"get": "records", "kind": "order", "where": {"colour": {"is": "red"}}});
    assert_eq!(query(&engine, &unknown).unwrap_err().code.as_str(), "scan.invalid");
    let standing = query(&engine, &json!({"get": "standing", "order": placed["order"]})).unwrap();
    assert_eq!(standing, json!({"got": "standing", "payment": "unpaid", "fulfilment": "unfulfilled"}));
}

#[test]
fn every_kind_of_record_of_the_core_can_be_asked_for() {
    for kind in Kind::ALL {
        let word = json!(kind.name());
        let named: RecordKind = serde_json::from_value(word.clone()).unwrap();
        assert_eq!(Kind::from(named), *kind);
        let records = Query::Records { kind: named, filters: [].into(), after: None, limit: 1 };
        assert!(wait(memory().query(records)).is_ok(), "{word}");
    }
}

#[cfg(feature = "sqlite")]
mod sqlite {
    use super::{ask_all, clock};
    use fondaco_contract::{Engine, wait};
    use serde_json::json;

    fn folder(name: &str) -> std::path::PathBuf {
        let folder = std::env::temp_dir().join(format!("fondaco-contract-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn a_file_answers_every_query_and_keeps_its_records_when_it_is_opened_again() {
        let folder = folder("kept");
        let address = format!("sqlite:{}", folder.join("shop.db").display());
        let engine = wait(Engine::open(&address, clock())).unwrap();
        assert_eq!(ask_all(&engine).len(), 11);
        // Two handles on one file see the same shop.
        let other = wait(Engine::open(&address, clock())).unwrap();
        let stock = json!({"get": "stock", "sku": "novel", "location": "here"});
        assert_eq!(crate::shop::query(&other, &stock).unwrap()["reserved"], json!(2));
        wait(engine.close()).unwrap();
        wait(other.close()).unwrap();
        let again = wait(Engine::open(&address, clock())).unwrap();
        assert_eq!(crate::shop::query(&again, &stock).unwrap()["reserved"], json!(2));
        drop(again);
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_file_in_no_folder_is_a_failure_with_its_reason() {
        let failure = wait(Engine::open("sqlite:/no/such/folder/shop.db", clock())).unwrap_err();
        assert_eq!(failure.code.as_str(), "store.fault");
        assert!(failure.reason.contains("does not exist"), "{failure}");
    }

    #[test]
    fn an_engine_is_opened_asked_and_dropped_within_another_runtime() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let engine = Engine::open("sqlite::memory:", clock()).await.unwrap();
            assert_eq!(ask_all(&engine).len(), 11);
            assert!(engine.query_json(r#"{"get": "events"}"#).await.is_ok());
        });
    }
}
