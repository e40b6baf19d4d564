//! The OpenAPI document is what the server serves, stands on itself, and equals the kept copy that the PWA's types
//! are made from.

use harness::{Stage, actors::Caller};
use serde_json::Value;
use std::path::PathBuf;

fn kept() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("golden/openapi.json")
}

#[tokio::test]
async fn the_served_document_equals_the_kept_one() {
    let stage = Stage::new().await;
    let served = Caller::nobody(&stage)
        .get("/api/openapi.json")
        .await
        .expect(200)
        .body;
    let text = format!("{}\n", serde_json::to_string_pretty(&served).unwrap());
    if std::env::var("BUURTSCHOUW_UPDATE").is_ok() {
        std::fs::write(kept(), &text).unwrap();
    }
    let held = std::fs::read_to_string(kept()).unwrap_or_default();
    assert!(
        held == text,
        "the doors changed: run BUURTSCHOUW_UPDATE=1 cargo test -p tests openapi, then npm run types"
    );
    stage.end().await;
}

#[test]
fn the_document_is_openapi_3_1_and_every_reference_lies_within_it() {
    let document = serde_json::to_value(buurtschouw::app::document()).unwrap();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let mut references = Vec::new();
    collect(&document, &mut references);
    assert!(references.len() > 10);
    for reference in references {
        let pointer = reference
            .strip_prefix('#')
            .expect("a reference within the document");
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
}

#[test]
fn every_operation_has_a_name_of_its_own() {
    let document = serde_json::to_value(buurtschouw::app::document()).unwrap();
    let items = document["paths"].as_object().unwrap().values();
    let names: Vec<&str> = items
        .flat_map(|item| item.as_object().unwrap().values())
        .filter_map(|op| op["operationId"].as_str())
        .collect();
    let unique: std::collections::HashSet<_> = names.iter().collect();
    assert!(names.len() > 20);
    assert_eq!(unique.len(), names.len(), "{names:?}");
}

fn collect(value: &Value, references: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, inner) in members {
                match inner {
                    Value::String(text) if name == "$ref" => references.push(text.clone()),
                    _ => collect(inner, references),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, references)),
        _ => {}
    }
}
