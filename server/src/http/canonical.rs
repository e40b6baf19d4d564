//! One text for equal members, so that a body that is sent again is known as the same.

use serde_json::Value;

/// The body's members in one fixed order, so that equal members are equal text.
pub fn canonical(value: &Value) -> String {
    fn sorted(value: &Value) -> Value {
        match value {
            Value::Object(members) => {
                let mut members: Vec<_> = members
                    .iter()
                    .filter(|(_, value)| !value.is_null())
                    .map(|(k, v)| (k.clone(), sorted(v)))
                    .collect();
                members.sort_by(|a, b| a.0.cmp(&b.0));
                Value::Object(members.into_iter().collect())
            }
            Value::Array(values) => Value::Array(values.iter().map(sorted).collect()),
            // 5 and 5.0 are the same number.
            Value::Number(number) => number.as_f64().map_or(value.clone(), Value::from),
            other => other.clone(),
        }
    }
    sorted(value).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn equal_members_are_equal_whatever_their_order_spelling_or_nulls() {
        let one = json!({"a": 5, "b": {"x": 1.5, "y": null}, "c": [1, 2]});
        let other = json!({"c": [1.0, 2], "b": {"x": 1.5}, "a": 5.0, "note": null});
        assert_eq!(canonical(&one), canonical(&other));
        assert_ne!(
            canonical(&one),
            canonical(&json!({"a": 5, "b": {"x": 1.5}, "c": [2, 1]}))
        );
    }
}
