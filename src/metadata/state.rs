//! A framework's state as values that borrow from the page.
//!
//! In: the text of a script. Out: its texts, switches, lists and objects; numbers and nulls aren't kept,
//! since no article is made of them. A state may be most of a page: serde_json's own values would
//! take six times as much memory as it.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// A value of a state.
#[derive(Debug, PartialEq)]
pub(super) enum Value<'s> {
    Text(Cow<'s, str>),
    Switch(bool),
    List(Vec<Value<'s>>),
    Object(Object<'s>),
    /// A number or a name, in a script that isn't JSON.
    Name(&'s str),
    /// A number or null.
    Other,
}

/// The members of an object, in the order in which they stand.
#[derive(Debug, PartialEq)]
pub(super) struct Object<'s>(Vec<(Cow<'s, str>, Value<'s>)>);

impl<'s> Value<'s> {
    /// The value that `script` is, if it is JSON, and no deeper than serde_json goes.
    pub(super) fn of(script: &'s str) -> Option<Self> {
        serde_json::from_str(script).ok()
    }

    pub(super) fn as_text(&self) -> Option<&str> {
        if let Value::Text(text) = self { Some(text) } else { None }
    }

    pub(super) fn as_list(&self) -> Option<&[Value<'s>]> {
        if let Value::List(items) = self { Some(items) } else { None }
    }

    pub(super) fn as_object(&self) -> Option<&Object<'s>> {
        if let Value::Object(object) = self { Some(object) } else { None }
    }
}

impl<'s> Object<'s> {
    pub(super) fn of(members: Vec<(Cow<'s, str>, Value<'s>)>) -> Self {
        Object(members)
    }

    /// The object with each value as `change` makes it.
    pub(super) fn map(self, change: &mut dyn FnMut(Value<'s>) -> Value<'s>) -> Self {
        Object(self.0.into_iter().map(|(key, value)| (key, change(value))).collect())
    }

    /// The member called `key`; the last one, where there are several.
    pub(super) fn get(&self, key: &str) -> Option<&Value<'s>> {
        self.0.iter().rfind(|(it, _)| it == key).map(|(_, value)| value)
    }

    pub(super) fn members(&self) -> impl Iterator<Item = (&str, &Value<'s>)> {
        self.0.iter().map(|(key, value)| (key.as_ref(), value))
    }
}

impl<'de: 's, 's> Deserialize<'de> for Value<'s> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Read)
    }
}

struct Read;

impl<'de> Visitor<'de> for Read {
    type Value = Value<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, on: bool) -> Result<Self::Value, E> {
        Ok(Value::Switch(on))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(Value::Other)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(Value::Other)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Value::Other)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Value::Other)
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Value::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Value::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = from.next_element()? {
            if item != Value::Other {
                items.push(item);
            }
        }
        items.shrink_to_fit();
        Ok(Value::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(Key(key)) = from.next_key()? {
            let value = from.next_value()?;
            if value != Value::Other {
                members.push((key, value));
            }
        }
        members.shrink_to_fit();
        Ok(Value::Object(Object(members)))
    }
}

/// A member's name: serde's own `Cow` would always be a copy.
struct Key<'s>(Cow<'s, str>);

impl<'de: 's, 's> Deserialize<'de> for Key<'s> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        match from.deserialize_str(Read)? {
            Value::Text(text) => Ok(Key(text)),
            _ => Ok(Key(Cow::Borrowed(""))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_read_as_it_stands() {
        let script =
            r#"{"a": [1, "x\ny", null, {"b": true}], "c": "plain", "a\u0062": "n", "c": "last"}"#;
        let state = Value::of(script).unwrap();
        let object = state.as_object().unwrap();
        let Some(Value::List(items)) = object.get("a") else { panic!("{object:?}") };
        assert_eq!(items.len(), 2, "numbers and nulls aren't kept");
        assert_eq!(items[0].as_text(), Some("x\ny"));
        assert_eq!(items[1].as_object().unwrap().get("b"), Some(&Value::Switch(true)));
        assert_eq!(object.get("ab").and_then(Value::as_text), Some("n"));
        assert_eq!(object.get("c").and_then(Value::as_text), Some("last"));
        let borrows = |value: &Value<'_>| matches!(value, Value::Text(Cow::Borrowed(_)));
        assert!(object.get("c").is_some_and(borrows));
    }

    #[test]
    fn what_is_no_json_is_no_state() {
        for script in ["", "{", "{\"a\": }", "window.state = {}", &"[".repeat(100_000)] {
            assert_eq!(Value::of(script), None);
        }
    }
}
