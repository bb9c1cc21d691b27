//! The values that a script writes down.
//!
//! In: the text of a script. Out: each longer object, list or text that it assigns, passes on or
//! returns. JSON is read as such. In JavaScript only what is written as a literal is read: names and
//! sums are nothing, but for the arguments of a function that does nothing but return a value. Of the
//! two formats that number their values (`[{"title":1},"…"]`) the values are put in their places.
//! Nothing is run. Each byte is read once: where a literal breaks off, reading goes on from there.

use std::borrow::Cow;
use std::collections::HashMap;

use super::state::{Object, Value};

/// Shorter values hold no article, in bytes.
pub(super) const MIN_BYTES: usize = 400;

/// Literals are no deeper than this; serde_json's bound.
const MAX_DEPTH: usize = 128;

/// Where values are put in their places, they come to no more than this, in bytes.
const MAX_PLACED: usize = 4 << 20;

/// What a value itself takes of it, about.
const VALUE_BYTES: usize = 16;

/// Gives `take` the values of `script`.
pub(super) fn each_value(script: &str, take: &mut dyn FnMut(&Value<'_>)) {
    let script = script.trim();
    if script.len() < MIN_BYTES {
        return;
    }
    if is_numbered(script) {
        if let Some(Value::List(items)) = Reader::new(script).value(0) {
            take(&Placed { items: &items, room: MAX_PLACED }.value(0, 0));
        }
    } else if let Some(value) = Value::of(script) {
        take(&value);
    } else {
        Reader::new(script).run(MIN_BYTES, take);
    }
}

/// Gives `take` the values of a script in JavaScript, however short they are.
pub(super) fn each_piece(script: &str, take: &mut dyn FnMut(&Value<'_>)) {
    Reader::new(script).run(0, take);
}

/// May the text itself be JSON?
pub(super) fn is_nested(text: &str) -> bool {
    MIN_BYTES <= text.len() && text.trim_start().starts_with(['{', '['])
}

/// `value`, with what `place` gives for its names.
pub(super) fn placed<'s>(
    value: Value<'s>,
    place: &mut dyn FnMut(&str) -> Option<Value<'s>>,
) -> Value<'s> {
    match value {
        Value::Name(name) => place(name).unwrap_or(Value::Other),
        Value::List(items) => {
            Value::List(items.into_iter().map(|item| placed(item, place)).collect())
        }
        Value::Object(object) => Value::Object(object.map(&mut |item| placed(item, place))),
        value => value,
    }
}

/// `value` with each text in it that names one of `texts`, as `"$1f"` does, replaced by that.
pub(super) fn placed_texts<'s>(value: Value<'s>, texts: &HashMap<&str, &'s str>) -> Value<'s> {
    match value {
        Value::Text(name) => match name.strip_prefix('$').and_then(|name| texts.get(name)) {
            Some(text) => Value::Text(Cow::Borrowed(text)),
            None => Value::Text(name),
        },
        Value::List(items) => {
            Value::List(items.into_iter().map(|item| placed_texts(item, texts)).collect())
        }
        Value::Object(object) => Value::Object(object.map(&mut |item| placed_texts(item, texts))),
        value => value,
    }
}

/// Is it a list whose first item says where the others belong?
fn is_numbered(script: &str) -> bool {
    let Some(first) = script.strip_prefix('[').map(str::trim_start) else { return false };
    if let Some(kind) = first.strip_prefix("[\"") {
        return kind.starts_with("Reactive\"") || kind.starts_with("ShallowReactive\"");
    }
    let value = first.strip_prefix("{\"").and_then(|first| first.split_once("\":"));
    value.is_some_and(|(key, value)| {
        !key.contains('"') && value.starts_with(|c: char| c.is_ascii_digit() || c == '-')
    })
}

/// A list whose items name each other by their numbers.
struct Placed<'v, 's> {
    items: &'v [Value<'s>],
    room: usize,
}

impl<'s> Placed<'_, 's> {
    /// The item at `at`, whole.
    fn value(&mut self, at: usize, depth: usize) -> Value<'s> {
        let Some(item) = self.items.get(at) else { return Value::Other };
        let weight = match item {
            Value::Text(text) => VALUE_BYTES + text.len(),
            Value::List(parts) => VALUE_BYTES * (1 + parts.len()),
            Value::Object(object) => VALUE_BYTES * (1 + object.members().count()),
            _ => VALUE_BYTES,
        };
        if MAX_DEPTH / 2 < depth || self.room < weight {
            return Value::Other;
        }
        self.room -= weight;
        match item {
            Value::Text(text) => Value::Text(text.clone()),
            Value::Switch(on) => Value::Switch(*on),
            Value::List(parts) => self.list(parts, depth),
            Value::Object(object) => {
                let members = object.members().map(|(key, value)| {
                    let value = self.at(value, depth);
                    (self.key(key), value)
                });
                Value::Object(Object::of(members.collect()))
            }
            Value::Name(_) | Value::Other => Value::Other,
        }
    }

    fn list(&mut self, parts: &[Value<'s>], depth: usize) -> Value<'s> {
        match parts {
            // A wrapper of the framework's.
            [Value::Text(_), wrapped @ Value::Name(_)] => self.at(wrapped, depth),
            _ => Value::List(parts.iter().map(|part| self.at(part, depth)).collect()),
        }
    }

    fn at(&mut self, number: &Value<'s>, depth: usize) -> Value<'s> {
        let Value::Name(number) = number else { return Value::Other };
        number.parse().map_or(Value::Other, |at| self.value(at, depth + 1))
    }

    /// A member's name, which may be a number, too.
    fn key(&self, key: &str) -> Cow<'s, str> {
        let number = key.strip_prefix('_').and_then(|number| number.parse::<usize>().ok());
        match number.and_then(|at| self.items.get(at)) {
            Some(Value::Text(text)) => text.clone(),
            _ => Cow::Owned(key.to_owned()),
        }
    }
}

/// Reads literals out of JavaScript.
struct Reader<'s> {
    source: &'s str,
    at: usize,
}

impl<'s> Reader<'s> {
    fn new(source: &'s str) -> Self {
        Reader { source, at: 0 }
    }

    /// Gives `take` each value of `min_bytes` and more that a script assigns, passes on or returns.
    fn run(&mut self, min_bytes: usize, take: &mut dyn FnMut(&Value<'_>)) {
        // The names of the function that was begun last.
        let mut names: &str = "";
        let mut before = b';';
        while let Some(byte) = self.peek() {
            let start = self.at;
            let may_start = matches!(before, b'=' | b'(' | b',' | b':' | b'[' | b'?' | b'|' | b'&');
            match byte {
                b'{' | b'[' | b'"' | b'\'' | b'`' if may_start => {
                    let value = self.value(0);
                    if let Some(value) = value
                        && min_bytes <= self.at - start
                    {
                        take(&self.with_arguments(value, names));
                    }
                    self.at = self.at.max(start + 1);
                }
                b'"' | b'\'' | b'`' => drop(self.text()),
                b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'$' => match self.word() {
                    "function" => names = self.names(),
                    // What it returns may be read.
                    "return" => {
                        before = b'=';
                        continue;
                    }
                    _ => {}
                },
                _ => self.at += self.char_len(),
            }
            before = byte;
        }
    }

    /// The names in the brackets after `function`.
    fn names(&mut self) -> &'s str {
        self.peek();
        self.word();
        if !self.takes(b"(") {
            return "";
        }
        let rest = &self.source[self.at..];
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | ',' | ' ');
        let names = &rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())];
        self.at += names.len();
        names
    }

    /// The value that a function returns, with the arguments that it's called with at once.
    fn with_arguments(&mut self, value: Value<'s>, names: &str) -> Value<'s> {
        let end = self.at;
        let is_called = self.takes(b"}") && {
            self.takes(b")");
            self.peek() == Some(b'(')
        };
        let Some(Value::List(arguments)) = is_called.then(|| self.list(0)).flatten() else {
            self.at = end;
            return value;
        };
        let names: Vec<&str> = names.split(',').map(str::trim).collect();
        let mut room = MAX_PLACED;
        placed(value, &mut |name| {
            let at = names.iter().position(|it| *it == name)?;
            match arguments.get(at)? {
                Value::Text(text) if text.len() < room => {
                    room -= text.len();
                    Some(Value::Text(text.clone()))
                }
                Value::Switch(on) => Some(Value::Switch(*on)),
                _ => None,
            }
        })
    }

    /// The value that stands here; reading goes on behind it, or where it broke off.
    fn value(&mut self, depth: usize) -> Option<Value<'s>> {
        if MAX_DEPTH < depth {
            return None;
        }
        let value = match self.peek()? {
            b'{' => self.object(depth)?,
            b'[' => self.list(depth)?,
            b'"' | b'\'' | b'`' => Value::Text(self.text()?),
            b'!' => {
                let is_on = self.source[self.at..].starts_with("!0");
                self.at += 1;
                let is_switch = self.word().parse::<u8>().is_ok();
                if is_switch { Value::Switch(is_on) } else { Value::Other }
            }
            _ => self.named()?,
        };
        if !matches!(self.peek(), None | Some(b',' | b'}' | b']' | b')' | b';')) {
            self.skip()?;
            // A sum, a call or the like: a text alone is still one.
            return Some(Value::Other);
        }
        Some(value)
    }

    /// A name, a number, or a call of `JSON.parse` or the like.
    fn named(&mut self) -> Option<Value<'s>> {
        let start = self.at;
        self.word();
        let name = &self.source[start..self.at];
        match name {
            "true" => return Some(Value::Switch(true)),
            "false" => return Some(Value::Switch(false)),
            "null" | "undefined" => return Some(Value::Other),
            "JSON.parse" if self.takes(b"(") => {
                let value = self.value(MAX_DEPTH)?;
                self.takes(b")");
                return Some(value);
            }
            _ => {}
        }
        let ends = matches!(self.peek(), None | Some(b',' | b'}' | b']' | b')'));
        Some(if ends { Value::Name(name) } else { Value::Other })
    }

    fn object(&mut self, depth: usize) -> Option<Value<'s>> {
        self.at += 1;
        let mut members = Vec::new();
        loop {
            let key = match self.peek()? {
                b'}' => {
                    self.at += 1;
                    members.shrink_to_fit();
                    return Some(Value::Object(Object::of(members)));
                }
                b',' => {
                    self.at += 1;
                    continue;
                }
                b'"' | b'\'' => self.text()?,
                _ => Cow::Borrowed(self.word()),
            };
            if self.takes(b":") {
                let value = self.value(depth + 1)?;
                members.push((key, value));
            } else {
                // A method, or nothing that we know.
                self.skip()?;
                if !matches!(self.peek(), Some(b',' | b'}')) {
                    return None;
                }
            }
        }
    }

    /// A list, in brackets of either kind.
    fn list(&mut self, depth: usize) -> Option<Value<'s>> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            match self.peek()? {
                b']' | b')' => {
                    self.at += 1;
                    items.shrink_to_fit();
                    return Some(Value::List(items));
                }
                b',' => self.at += 1,
                b'}' | b';' => return None,
                _ => items.push(self.value(depth + 1)?),
            }
        }
    }

    /// Passes over an expression, up to what ends it.
    fn skip(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            match self.peek()? {
                b'"' | b'\'' | b'`' => drop(self.text()?),
                b',' | b';' | b'}' | b']' | b')' if depth == 0 => return Some(()),
                byte => {
                    match byte {
                        b'(' | b'[' | b'{' => depth += 1,
                        b')' | b']' | b'}' => depth -= 1,
                        _ => {}
                    }
                    self.at += self.char_len();
                }
            }
        }
    }

    /// A name with its points, or a number.
    fn word(&mut self) -> &'s str {
        let rest = &self.source[self.at..];
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '.' | '-' | '+');
        let word = &rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())];
        self.at += word.len();
        word
    }

    /// A text in quotes; one with parts to fill in is none.
    fn text(&mut self) -> Option<Cow<'s, str>> {
        let bytes = self.source.as_bytes();
        let quote = bytes[self.at];
        let start = self.at + 1;
        let mut has_escapes = false;
        self.at = start;
        loop {
            let found = memchr::memchr2(quote, b'\\', &bytes[self.at..]);
            let Some(found) = found else {
                self.at = bytes.len();
                return None;
            };
            self.at += found + 1;
            if bytes[self.at - 1] == quote {
                break;
            }
            has_escapes = true;
            self.at += self.char_len();
        }
        let raw = &self.source[start..self.at - 1];
        Some(if has_escapes { Cow::Owned(unescaped(raw)) } else { Cow::Borrowed(raw) })
    }

    /// The next byte that is neither space nor part of a comment.
    fn peek(&mut self) -> Option<u8> {
        loop {
            let rest = &self.source[self.at..];
            self.at += rest.len() - rest.trim_start().len();
            let rest = &self.source[self.at..];
            let end = match rest.get(..2) {
                Some("//") => rest.find('\n'),
                Some("/*") => rest.find("*/").map(|end| end + 2),
                _ => return rest.bytes().next(),
            };
            self.at += end.unwrap_or(rest.len());
        }
    }

    /// Passes over `token`, if that is next.
    fn takes(&mut self, token: &[u8]) -> bool {
        let is_next = self.peek().is_some() && self.source.as_bytes()[self.at..].starts_with(token);
        self.at += if is_next { token.len() } else { 0 };
        is_next
    }

    fn char_len(&self) -> usize {
        self.source[self.at..].chars().next().map_or(0, char::len_utf8)
    }
}

/// A text with its escapes read as JavaScript does.
fn unescaped(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut units: Vec<u16> = Vec::new();
    let mut rest = raw;
    while let Some(at) = rest.find('\\') {
        push_units(&mut units, &mut out, at == 0);
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let Some(escape) = rest.chars().next() else { break };
        rest = &rest[escape.len_utf8()..];
        let n_digits = match escape {
            'u' => 4,
            'x' => 2,
            _ => 0,
        };
        let unit = rest.get(..n_digits).and_then(|digits| u16::from_str_radix(digits, 16).ok());
        if let Some(unit) = unit {
            units.push(unit);
            rest = &rest[n_digits..];
            continue;
        }
        push_units(&mut units, &mut out, false);
        match escape {
            'n' => out.push('\n'),
            't' => out.push('\t'),
            'r' => out.push('\r'),
            'b' | 'f' | 'v' | '0' => out.push(' '),
            '\n' | '\r' => {}
            other => out.push(other),
        }
    }
    push_units(&mut units, &mut out, false);
    out.push_str(rest);
    out
}

/// Writes the code units that were gathered, unless more of them may `follow`.
fn push_units(units: &mut Vec<u16>, out: &mut String, follow: bool) {
    if !follow {
        out.extend(char::decode_utf16(units.drain(..)).map(|c| c.unwrap_or('\u{FFFD}')));
    }
}
