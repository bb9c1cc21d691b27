//! Tokens → what the page declares about itself.
//!
//! In: every token of the page, in order. Out: [`Declared`]: title, authors, dates, language and
//! so on, each chosen from all the places where pages say it. It looks at tags, attributes and
//! short texts only. What the page *shows* as headline or byline within its article is for
//! `verdict` to say; the short texts marked as such are read here as one more declaration.
//!
//! ```text
//! tokens ─ collector ─┬─ meta_tags   <meta>, <link>          ┐
//!                     ├─ json_ld     <script type=…ld+json>  ├─ facts ─┬─ title
//!                     ├─ microdata   itemprop                │         ├─ byline
//!                     └─ visible     h1, bylines, dates      ┘         ├─ date      ─ declared
//!                     │      └─ near (the headline)                    └─ language
//!                     └─ tongue      running text, where no language is declared
//! ```

mod beginnings;
mod byline;
mod collector;
mod date;
mod declared;
pub(crate) mod delivered;
mod discussion;
mod facts;
mod json_ld;
mod language;
mod marks;
mod mend;
mod meta_tags;
mod microdata;
mod months;
mod near;
mod region;
mod script;
mod server_rows;
mod state;
mod title;
mod tongue;
mod visible;

pub(crate) use collector::Collector;
pub(crate) use declared::{Declared, Difference, Direction};

/// Does the text tell a day?
pub(crate) fn tells_day(text: &str) -> bool {
    date::find(text, date::Order::MonthFirst).is_some()
}

/// Does the line begin with who wrote the page?
pub(crate) fn signs(line: &str, language: Option<&str>) -> bool {
    byline::signs(line.trim_start(), language)
}
