//! What React's server components send along: rows, in texts that scripts push one after another.
//!
//! In: the rows. Out: their values. A row is a number and JSON, or a number and a text of so many
//! bytes, which the JSON of other rows names: `1f:T5a0,…` and `"$1f"`. Their elements, `["$","p",…]`,
//! are written as markup; what a component of the site's own would make isn't known, but what it
//! is given is.

use std::collections::HashMap;

use super::delivered::MAX_STATE_BYTES;
use super::script::placed_texts;
use super::state::{Object, Value};

/// Gives `take` the value of each row.
pub(super) fn each_value(rows: &str, take: &mut dyn FnMut(&Value<'_>)) {
    let mut texts: HashMap<&str, &str> = HashMap::new();
    let mut values = Vec::new();
    let mut rest = rows;
    while let Some((number, row)) = rest.split_once(':') {
        let number = number.trim_start();
        if let Some((text, after)) = row.strip_prefix('T').and_then(long_text) {
            texts.insert(number, text);
            rest = after;
        } else {
            let (row, after) = row.split_once('\n').unwrap_or((row, ""));
            values.extend(Value::of(row));
            rest = after;
        }
    }
    for value in values {
        take(&placed_texts(value, &texts));
    }
}

/// The text of a row that tells its length, and what comes behind it.
fn long_text(row: &str) -> Option<(&str, &str)> {
    let (length, text) = row.split_once(',')?;
    let length = usize::from_str_radix(length, 16).ok()?;
    text.split_at_checked(length)
}

/// An element: its name and what it is given.
pub(super) fn element<'v>(value: &'v Value<'_>) -> Option<(&'v str, &'v Object<'v>)> {
    let [Value::Text(sign), Value::Text(name), .., Value::Object(given)] = value.as_list()? else {
        return None;
    };
    (sign == "$").then_some((name, given))
}

/// Writes what `value`, a child of elements, shows. Attributes are of no use but for a few.
pub(super) fn push_markup(value: &Value<'_>, html: &mut String) {
    if MAX_STATE_BYTES < html.len() {
        return;
    }
    match value {
        Value::Text(text) => match text.strip_prefix('$') {
            // A sign of its own is written twice; another row or a place to fill isn't text.
            Some(text) if text.starts_with('$') => html.push_str(&escaped(text)),
            Some(_) => {}
            None => html.push_str(&escaped(text)),
        },
        Value::List(items) => match element(value) {
            Some((name, given)) => push_element(name, given, html),
            None => items.iter().for_each(|item| push_markup(item, html)),
        },
        _ => {}
    }
}

fn push_element(name: &str, given: &Object<'_>, html: &mut String) {
    let is_plain = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    if is_plain {
        html.extend(["<", name]);
        for attr in ["href", "src", "alt", "className", "id"] {
            if let Some(value) = given.get(attr).and_then(Value::as_text) {
                let attr = if attr == "className" { "class" } else { attr };
                html.extend([" ", attr, "=\"", &escaped(value).replace('"', "&quot;"), "\""]);
            }
        }
        html.push('>');
    }
    let raw = given.get("dangerouslySetInnerHTML").and_then(Value::as_object);
    if let Some(raw) = raw.and_then(|raw| raw.get("__html")).and_then(Value::as_text) {
        html.push_str(raw);
    } else if let Some(children) = given.get("children") {
        push_markup(children, html);
    }
    if is_plain && !matches!(name, "img" | "br" | "hr" | "input") {
        html.extend(["</", name, ">"]);
    }
}

/// Text as markup has it.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
