//! Dates as pages write them → RFC 3339.
//!
//! In: a date in any of the forms found in declarations and in visible text: ISO 8601, RFC 2822,
//! Unix time, "5 March 2024", "März", "2024年3月5日". Out: a moment with its zone, or a day where no
//! zone is told. A zone is never guessed, so a time without one is left out. Days that no article
//! on the web can be of (before `FIRST_YEAR`, the epoch) are no dates.

use std::borrow::Cow;

use jiff::civil;

use super::declared::Difference;
use super::facts::{Facts, Field, Source};
use super::months::month;

/// The web's first year; earlier dates are of what an article tells, or placeholders.
const FIRST_YEAR: i16 = 1990;

/// No page is from later; there is no clock in the core to say so more exactly.
const LAST_YEAR: i16 = 2099;

/// How many tokens of a text are looked at.
const MAX_TOKENS: usize = 120;

/// How many tokens may stand between a date and its time: "March 5, 2024 at 10:00".
const MAX_TO_TIME: usize = 6;

/// The zones farthest from Greenwich, in minutes east of it.
const WESTMOST: i32 = -12 * 60;
const EASTMOST: i32 = 14 * 60;

/// A day, and the time where its zone is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    day: civil::Date,
    /// Time of the day, and the zone in minutes east of Greenwich.
    time: Option<(civil::Time, i32)>,
}

impl Moment {
    /// Are the days the same, or next to each other, as zones may have it?
    fn is_near(self, other: Moment) -> bool {
        let days = self.day.until(other.day).map_or(i32::MAX, |span| span.get_days().abs());
        days <= 1
    }

    /// Is it the other's day with day and month swapped?
    fn is_swapped(self, other: Moment) -> bool {
        let (day, other) = (self.day, other.day);
        day.year() == other.year() && day.month() == other.day() && day.day() == other.month()
    }

    /// Is no more told than the day? Systems write a day as its midnight.
    fn is_day(self) -> bool {
        self.time.is_none_or(|(time, _)| time == civil::Time::midnight())
    }

    /// Is it on the other's day, if not in the zone it is told in then in another?
    fn falls_on(self, other: Moment) -> bool {
        let Some((time, zone)) = self.time else { return self.day == other.day };
        let day_in = |to: i32| {
            let shift = jiff::SignedDuration::from_mins(i64::from(to - zone));
            self.day.to_datetime(time).checked_add(shift).map(civil::DateTime::date)
        };
        let (Ok(first), Ok(last)) = (day_in(WESTMOST), day_in(EASTMOST)) else { return false };
        (first..=last).contains(&other.day)
    }
}

impl std::fmt::Display for Moment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.day)?;
        let Some((time, zone)) = self.time else { return Ok(()) };
        write!(f, "T{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second())?;
        if zone == 0 {
            return f.write_str("Z");
        }
        let sign = if zone < 0 { '-' } else { '+' };
        write!(f, "{sign}{:02}:{:02}", zone.abs() / 60, zone.abs() % 60)
    }
}

/// Which number comes first in a date like 3/4/2024.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    DayFirst,
    MonthFirst,
}

impl Order {
    /// The order that it isn't.
    pub(super) fn other(self) -> Self {
        match self {
            Order::DayFirst => Order::MonthFirst,
            Order::MonthFirst => Order::DayFirst,
        }
    }

    /// The order of a language's dates: month first in American English alone, which is also
    /// what pages without a region are written in.
    pub(super) fn of(language: Option<&str>) -> Self {
        match language {
            None | Some("en" | "en-US" | "en-PH") => Order::MonthFirst,
            Some(_) => Order::DayFirst,
        }
    }
}

/// Who is believed among a page's declarations, the first first.
const DECLARED: [Source; 4] = [Source::JsonLd, Source::OpenGraph, Source::Meta, Source::Microdata];

/// What a page tells of when it was published and changed.
struct Told {
    declared: Option<Moment>,
    modified: Option<Moment>,
    /// The days that stand by the headline, the nearest first.
    shown: Vec<Moment>,
    /// The last change, as it stands by the headline.
    updated: Option<Moment>,
    address: Option<Moment>,
}

impl Told {
    fn new(facts: &Facts, order: Order) -> Self {
        let all = |field, source| dates(facts, field, source, order);
        let declared = |field| DECLARED.iter().flat_map(move |source| all(field, *source));
        Told {
            declared: declared(Field::Published).next(),
            modified: declared(Field::Modified).next(),
            shown: all(Field::Published, Source::Visible).collect(),
            updated: all(Field::Modified, Source::Visible).next(),
            address: all(Field::Published, Source::Address).next(),
        }
    }

    /// Drops what can't be of this page. A day after its last change is of another article.
    /// A declared day after the change that the page shows is of a build.
    fn drop_impossible(&mut self) {
        let Some(declared) = self.declared else { return };
        if let Some(modified) = self.modified {
            self.shown.retain(|shown| shown.day <= modified.day || shown.is_near(modified));
        }
        if self.updated.is_some_and(|up| up.day < declared.day && !declared.falls_on(up)) {
            self.declared = None;
        }
    }

    /// Takes, where only the day is declared, a declared moment that is on that day in some zone.
    fn refine(&mut self, facts: &Facts, order: Order) {
        let Some(day) = self.declared.filter(|declared| declared.is_day()) else { return };
        let mut others = DECLARED
            .iter()
            .flat_map(|source| dates(facts, Field::Published, *source, order))
            .filter(|other| !other.is_day() && other.falls_on(day));
        if !self.is_known(day) {
            self.declared = others.next().or(self.declared);
        }
    }

    /// Is it the day by the headline or in the address?
    fn is_known(&self, day: Moment) -> bool {
        self.shown.iter().chain(&self.address).any(|known| known.day == day.day)
    }

    /// The declared moment, where what stands by the headline tells the same or something else.
    fn declared_and_shown(&self) -> Option<Moment> {
        let (declared, nearest) = (self.declared?, *self.shown.first()?);
        let is_next = nearest.is_near(declared) && nearest.day != declared.day;
        // Of one moment told in two zones the declaration has the time, unless the address, too,
        // tells the day that is shown.
        let is_same = is_next
            && nearest.time.is_none()
            && declared.falls_on(nearest)
            && self.address.is_none_or(|address| address.day != nearest.day);
        let is_shown = self.shown.iter().any(|shown| shown.day == declared.day) && !is_next;
        let is_change = self.modified.is_some_and(|modified| nearest.is_near(modified))
            && !nearest.is_near(declared);
        (is_same || is_shown || is_change || nearest.is_swapped(declared)).then_some(declared)
    }

    /// The day shown by the headline; its address tells which of the numbers is the month.
    fn shown(&self) -> Option<Moment> {
        let nearest = *self.shown.first()?;
        Some(self.address.filter(|address| address.is_swapped(nearest)).unwrap_or(nearest))
    }

    /// The address's day, with the time if it is declared.
    fn address(&self) -> Option<Moment> {
        let address = self.address?;
        Some(self.declared.filter(|declared| declared.day == address.day).unwrap_or(address))
    }
}

/// When the page was published. A day that the page shows beside its headline is the one that its
/// readers know; a declaration of that day, in whichever zone, adds the time. Declarations of
/// another day are often those of a build or of a move to another system, unless what is shown is
/// the last change.
pub(super) fn published(facts: &Facts, order: Order) -> Option<Moment> {
    let mut told = Told::new(facts, order);
    told.drop_impossible();
    told.refine(facts, order);
    let first = |field, source| dates(facts, field, source, order).next();
    told.declared_and_shown()
        .or_else(|| told.shown())
        .or_else(|| told.address())
        .or(told.declared)
        .or(told.updated)
        .or_else(|| first(Field::Published, Source::Markup))
        .or(told.modified)
        .or_else(|| first(Field::Modified, Source::Markup))
}

/// A day of publishing that the page tells elsewhere and that isn't the one taken in any zone.
pub(super) fn difference(facts: &Facts, order: Order, taken: Moment) -> Option<Difference> {
    let mut sources = DECLARED.iter().chain(&[Source::Visible, Source::Address]);
    sources.find_map(|source| {
        let other = dates(facts, Field::Published, *source, order).next()?;
        let is_same = other.day == taken.day || other.falls_on(taken) || taken.falls_on(other);
        let difference = || Difference {
            field: "published",
            taken: taken.to_string(),
            other: other.to_string(),
            by: source.name(),
        };
        (!is_same).then(difference)
    })
}

/// The moment of `field` as it is declared, else as it is shown.
pub(super) fn choose(facts: &Facts, field: Field, order: Order) -> Option<Moment> {
    let mut sources = DECLARED.iter().chain(&[Source::Visible]);
    sources.find_map(|source| dates(facts, field, *source, order).next())
}

/// The dates that one place gives a field.
fn dates(
    facts: &Facts,
    field: Field,
    source: Source,
    order: Order,
) -> impl Iterator<Item = Moment> {
    facts.from(field, source).filter_map(move |text| find(text, order))
}

/// The first date in `text`.
pub(super) fn find(text: &str, order: Order) -> Option<Moment> {
    Read::of(text)?.first(order)
}

/// The first date in `text` by this order, and by the other.
pub(super) fn find_both(text: &str, order: Order) -> Option<(Moment, Moment)> {
    let read = Read::of(text)?;
    let first = read.first(order)?;
    Some((first, read.first(order.other()).unwrap_or(first)))
}

/// A text in which a date is looked for.
enum Read {
    /// It is nothing but digits, and they are one.
    Digits(Moment),
    Tokens(Tokens),
}

impl Read {
    fn of(text: &str) -> Option<Self> {
        let text = &*with_ascii_digits(text);
        // Every date has a number.
        if !text.bytes().any(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let digits = from_digits(text.trim()).map(Read::Digits);
        Some(digits.unwrap_or_else(|| Read::Tokens(Tokens::new(text))))
    }

    fn first(&self, order: Order) -> Option<Moment> {
        match self {
            Read::Digits(moment) => Some(*moment),
            Read::Tokens(tokens) => (0..tokens.0.len()).find_map(|at| tokens.moment(at, order)),
        }
    }
}

/// `text` with the digits of other scripts written as those of ASCII.
fn with_ascii_digits(text: &str) -> Cow<'_, str> {
    let is_plain = text.is_ascii() || !text.contains(|c| ascii_digit(c).is_some());
    if is_plain {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| ascii_digit(c).unwrap_or(c)).collect())
}

/// The same digit of ASCII, for a digit of Arabic, Persian, Hindi, or one as wide as Han.
fn ascii_digit(c: char) -> Option<char> {
    let zero = match c {
        '\u{660}'..='\u{669}' => 0x660,
        '\u{6F0}'..='\u{6F9}' => 0x6F0,
        '\u{966}'..='\u{96F}' => 0x966,
        '\u{FF10}'..='\u{FF19}' => 0xFF10,
        _ => return None,
    };
    char::from_digit(u32::from(c) - zero, 10)
}

/// The date in an address: `/2024/03/05/`, `/2024/march/05/`, `/2024-03-05-`, `/20240305/`.
pub(super) fn in_path(path: &str) -> Option<Moment> {
    path.split('/').enumerate().find_map(|(at, part)| {
        let rest: Vec<&str> = path.split('/').skip(at).take(3).collect();
        if let [year, month, day] = rest[..]
            && year.len() == 4
            && (1..=2).contains(&day.len())
        {
            let month = number(month).or_else(|| self::month(&month.to_ascii_lowercase()))?;
            return day_of(year.parse().ok()?, month, number(day)?);
        }
        let digits: String = part.chars().take(10).filter(char::is_ascii_digit).collect();
        let parted = part.get(4..5) == Some("-") && part.get(7..8) == Some("-");
        if parted || part.len() == 8 { compact(&digits) } else { None }
    })
}

fn number(digits: &str) -> Option<i8> {
    digits.parse().ok()
}

/// Unix time in seconds or milliseconds, or 20240305 with or without a time.
fn from_digits(text: &str) -> Option<Moment> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match text.len() {
        8 | 12 | 14 => compact(&text[..8]),
        10 | 13 => {
            let stamp = jiff::Timestamp::from_second(text[..10].parse().ok()?).ok()?;
            let utc = jiff::tz::Offset::UTC.to_datetime(stamp);
            moment(utc.date(), Some((utc.time(), 0)))
        }
        _ => None,
    }
}

fn compact(digits: &str) -> Option<Moment> {
    if digits.len() != 8 {
        return None;
    }
    day_of(digits[..4].parse().ok()?, number(&digits[4..6])?, number(&digits[6..])?)
}

fn day_of(year: i16, month: i8, day: i8) -> Option<Moment> {
    moment(civil::Date::new(year, month, day).ok()?, None)
}

fn moment(day: civil::Date, time: Option<(civil::Time, i32)>) -> Option<Moment> {
    (FIRST_YEAR..=LAST_YEAR).contains(&day.year()).then_some(Moment { day, time })
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Number {
        value: i64,
        n_digits: usize,
    },
    /// In small letters.
    Word(String),
    Sign(char),
}

/// The numbers, words and signs of a text; white space only parts them.
struct Tokens(Vec<Token>);

impl Tokens {
    fn new(text: &str) -> Self {
        let mut tokens = Vec::new();
        let mut rest = text;
        while let Some(first) = rest.chars().next()
            && tokens.len() < MAX_TOKENS
        {
            let len = run_len(rest, first);
            let run = &rest[..len];
            rest = &rest[len..];
            if let Some(token) = token(run, first) {
                tokens.push(token);
            }
        }
        Tokens(tokens)
    }

    fn number(&self, at: usize) -> Option<(i64, usize)> {
        match self.0.get(at) {
            Some(Token::Number { value, n_digits }) => Some((*value, *n_digits)),
            _ => None,
        }
    }

    fn word(&self, at: usize) -> Option<&str> {
        match self.0.get(at) {
            Some(Token::Word(word)) => Some(word),
            _ => None,
        }
    }

    fn is_sign(&self, at: usize, signs: &[char]) -> bool {
        matches!(self.0.get(at), Some(Token::Sign(sign)) if signs.contains(sign))
    }

    /// The date that starts at a token, with its time.
    fn moment(&self, at: usize, order: Order) -> Option<Moment> {
        let (day, end) = match self.0.get(at)? {
            Token::Number { n_digits: 4, .. } => self.year_first(at),
            Token::Number { n_digits: 1 | 2, .. } => {
                self.day_and_word(at).or_else(|| self.numeric(at, order))
            }
            Token::Word(_) => self.era_first(at).or_else(|| self.word_first(at)),
            _ => None,
        }?;
        moment(day, self.time(end))
    }

    /// 2024-03-05, 2024/3/5, 2024. 3. 5., 2024年3月5日, 2024 March 5.
    fn year_first(&self, at: usize) -> Option<(civil::Date, usize)> {
        let (year, _) = self.number(at)?;
        let month_at = self.past_mark(at + 1, &['年', '년'])?;
        let month = match self.word(month_at) {
            Some(word) => month(word)?,
            None => self.small(month_at)?,
        };
        let is_word = self.word(month_at).is_some();
        let day_at =
            self.past_mark(month_at + 1, &['月', '월']).or(is_word.then_some(month_at + 1))?;
        // "… of 2024 March 5, 2023" has its year last.
        let last = self.skip(day_at + 1, &[','], &DAY_WORDS);
        if is_word && self.number(last).is_some_and(|(_, n_digits)| n_digits == 4) {
            return None;
        }
        Some((
            civil::Date::new(year.try_into().ok()?, month, self.small(day_at)?).ok()?,
            day_at + 1,
        ))
    }

    /// 令和6年3月5日, in years of a Japanese era; its first is 元年.
    fn era_first(&self, at: usize) -> Option<(civil::Date, usize)> {
        let is_era = |era: &&Era| {
            let mut signs = era.0.chars().zip(at..);
            signs.all(|(sign, at)| self.word(at).is_some_and(|word| word.starts_with(sign)))
        };
        let (_, before) = ERAS.iter().find(is_era)?;
        let of_era = if self.word(at + 2) == Some("元") { 1 } else { self.small(at + 2)? };
        let is_mark = |at, mark| self.word(at) == Some(mark);
        let is_whole = is_mark(at + 3, "年") && is_mark(at + 5, "月") && is_mark(at + 7, "日");
        let (month, day) = (self.small(at + 4)?, self.small(at + 6)?);
        let year = before + i16::from(of_era);
        is_whole.then(|| civil::Date::new(year, month, day).ok()).flatten().map(|day| (day, at + 8))
    }

    /// Past one sign between the numbers of a date; nothing where there is none.
    fn past_mark(&self, at: usize, marks: &[char]) -> Option<usize> {
        let is_mark = self.word(at).is_some_and(|word| word.starts_with(marks));
        let is_month = self.word(at).is_some_and(|word| month(word).is_some());
        if is_month {
            return Some(at);
        }
        (is_mark || self.is_sign(at, &['-', '/', '.', '‐', '–'])).then_some(at + 1)
    }

    /// A number of one or two digits.
    fn small(&self, at: usize) -> Option<i8> {
        self.number(at)
            .filter(|(_, n_digits)| *n_digits <= 2)
            .and_then(|(value, _)| value.try_into().ok())
    }

    /// A year, or the last two digits of one.
    fn year(&self, at: usize) -> Option<i16> {
        match self.number(at)? {
            (value, 4) => value.try_into().ok(),
            // Two digits are this century's: pages of the 1990s wrote four, after the millennium scare.
            (value, 2) if is_short(value) => (value + 2000).try_into().ok(),
            _ => None,
        }
    }

    fn skip(&self, at: usize, signs: &[char], words: &[&str]) -> usize {
        let skips =
            |at| self.is_sign(at, signs) || self.word(at).is_some_and(|word| words.contains(&word));
        (at..at + 3).find(|at| !skips(*at)).unwrap_or(at)
    }

    /// 5 March 2024, 5. März 2024, 5 de marzo de 2024, 5th of March, 2024, 05-Mar-2024.
    fn day_and_word(&self, at: usize) -> Option<(civil::Date, usize)> {
        let month_at = self.skip(at + 1, &['.', '-', '/', 'º', '°', ','], &DAY_WORDS);
        let month = month(self.word(month_at)?)?;
        let year_at = self.skip(month_at + 1, &['.', '-', '/', ',', '\''], &["de", "del"]);
        Some((civil::Date::new(self.year(year_at)?, month, self.small(at)?).ok()?, year_at + 1))
    }

    /// March 5, 2024; Mar. 5th 2024.
    fn word_first(&self, at: usize) -> Option<(civil::Date, usize)> {
        let month = month(self.word(at)?)?;
        let day_at = self.skip(at + 1, &['.', '-', '/', ','], &[]);
        let year_at = self.skip(day_at + 1, &[',', '.', '-', '/', '\''], &DAY_WORDS);
        let (year, n_digits) = self.number(year_at)?;
        // "March 5, 10:00" has no year.
        if n_digits != 4 && self.is_sign(year_at + 1, &[':']) {
            return None;
        }
        let year = if n_digits == 4 { year.try_into().ok()? } else { self.year(year_at)? };
        Some((civil::Date::new(year, month, self.small(day_at)?).ok()?, year_at + 1))
    }

    /// 05.03.2024, 3/5/2024, 5-3-24.
    fn numeric(&self, at: usize, order: Order) -> Option<(civil::Date, usize)> {
        let Some(Token::Sign(sign @ ('.' | '/' | '-'))) = self.0.get(at + 1) else { return None };
        let year = self.year(at + 4).filter(|_| self.is_sign(at + 3, &[*sign]))?;
        let (first, second) = (self.small(at)?, self.small(at + 2)?);
        let day_first = *sign == '.' || order == Order::DayFirst || first > 12;
        let (day, month) =
            if day_first && second <= 12 { (first, second) } else { (second, first) };
        Some((civil::Date::new(year, month, day).ok()?, at + 5))
    }

    /// The time after a date that ends at a token, where a zone comes with it.
    fn time(&self, at: usize) -> Option<(civil::Time, i32)> {
        let at = (at..at + MAX_TO_TIME)
            .find(|at| self.is_sign(at + 1, &[':']) && self.small(*at).is_some())?;
        let (mut hour, minute) = (self.small(at)?, self.small(at + 2)?);
        let mut end = at + 3;
        let mut second = 0;
        if self.is_sign(end, &[':']) {
            second = self.small(end + 1)?;
            end += 2;
            // Fractions of a second.
            end += if self.is_sign(end, &['.', ',']) { 2 } else { 0 };
        }
        match self.word(end) {
            Some("am") => (hour, end) = (hour % 12, end + 1),
            Some("pm") => (hour, end) = (hour % 12 + 12, end + 1),
            _ => {}
        }
        Some((civil::Time::new(hour, minute, second.min(59), 0).ok()?, self.zone(end)?))
    }

    /// Z, UTC, GMT+0100, +01:00, EST; in minutes.
    fn zone(&self, at: usize) -> Option<i32> {
        let at = self.skip(at, &['(', ','], &[]);
        let named = self
            .word(at)
            .map(|word| ZONES.iter().find(|(name, _)| *name == word).map(|(_, zone)| *zone));
        let at = if let Some(named) = named {
            let zone = named?;
            if zone != 0 || !self.is_sign(at + 1, &['+', '-']) {
                return Some(zone);
            }
            at + 1
        } else {
            at
        };
        let sign = if self.is_sign(at, &['+']) {
            1
        } else if self.is_sign(at, &['-', '−']) {
            -1
        } else {
            return None;
        };
        let zone = match self.number(at + 1)? {
            (hours, 1 | 2) if self.is_sign(at + 2, &[':']) => {
                hours * 60 + i64::from(self.small(at + 3)?)
            }
            (hours, 1 | 2) => hours * 60,
            (both, 4) => both / 100 * 60 + both % 100,
            _ => return None,
        };
        (zone <= 14 * 60).then_some(sign * zone as i32)
    }
}

/// An era and the year before its first.
type Era = (&'static str, i16);

/// The eras of Japan that the web has seen.
const ERAS: [Era; 2] = [("令和", 2018), ("平成", 1988)];

/// Words that stand between the parts of a date.
const DAY_WORDS: [&str; 10] = ["st", "nd", "rd", "th", "of", "de", "del", "er", "e", "den"];

/// Zones by name, in minutes east of Greenwich, for the names that mean one zone in practice.
const ZONES: [(&str, i32); 16] = [
    ("z", 0),
    ("utc", 0),
    ("gmt", 0),
    ("est", -300),
    ("edt", -240),
    ("cst", -360),
    ("cdt", -300),
    ("mst", -420),
    ("mdt", -360),
    ("pst", -480),
    ("pdt", -420),
    ("cet", 60),
    ("cest", 120),
    ("mez", 60),
    ("mesz", 120),
    ("msk", 180),
];

fn is_short(year: i64) -> bool {
    (0..=50).contains(&year)
}

fn run_len(text: &str, first: char) -> usize {
    let end = |ends: fn(char) -> bool| text.find(ends).unwrap_or(text.len());
    if first.is_ascii_digit() {
        end(|c| !c.is_ascii_digit())
    } else if crate::base::text::is_cjk(first) || is_hangul(first) {
        first.len_utf8()
    } else if first.is_alphabetic() {
        end(|c| !is_letter(c))
    } else {
        first.len_utf8()
    }
}

/// Letters, and the marks that Indic scripts write their vowels with.
fn is_letter(c: char) -> bool {
    (c.is_alphabetic() || matches!(c, '\u{900}'..='\u{97F}'))
        && !crate::base::text::is_cjk(c)
        && !is_hangul(c)
}

fn is_hangul(c: char) -> bool {
    matches!(c, '\u{AC00}'..='\u{D7A3}')
}

fn token(run: &str, first: char) -> Option<Token> {
    if first.is_whitespace() || first == '\u{200E}' || first == '\u{200F}' {
        None
    } else if first.is_ascii_digit() {
        Some(Token::Number { value: run.parse().unwrap_or(i64::MAX), n_digits: run.len() })
    } else if first.is_alphabetic() {
        Some(Token::Word(run.to_lowercase()))
    } else {
        Some(Token::Sign(first))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metadata::collector::tests::check as page_check;

    fn check(text: &str, expected: &str) {
        let found = find(text, Order::MonthFirst).map(|moment| moment.to_string());
        assert_eq!(found.unwrap_or_default(), expected, "{text}");
    }

    #[test]
    fn reads_what_machines_write() {
        check("2024-03-05", "2024-03-05");
        check("2024-03-05T10:20:30Z", "2024-03-05T10:20:30Z");
        check("2024-03-05T10:20:30.123+01:00", "2024-03-05T10:20:30+01:00");
        check("2024-03-05T10:20:30-0530", "2024-03-05T10:20:30-05:30");
        check("2024-03-05 10:20:30 +0200", "2024-03-05T10:20:30+02:00");
        check("2024-03-05T10:20+00", "2024-03-05T10:20:00Z");
        check("Tue, 05 Mar 2024 10:20:30 GMT", "2024-03-05T10:20:30Z");
        check("Tue Mar 05 2024 10:20:30 GMT+0100 (CET)", "2024-03-05T10:20:30+01:00");
        check("20240305", "2024-03-05");
        check("1709634030", "2024-03-05T10:20:30Z");
        check("1709634030123", "2024-03-05T10:20:30Z");
    }

    #[test]
    fn a_time_without_a_zone_is_left_out() {
        check("2024-03-05T10:20:30", "2024-03-05");
        check("March 5, 2024 at 10:20 am", "2024-03-05");
        check("March 5, 2024 10:20 PM EST", "2024-03-05T22:20:00-05:00");
    }

    #[test]
    fn reads_what_people_write() {
        for text in [
            "March 5, 2024",
            "Published: Mar. 5th, 2024 in News",
            "Tuesday, 5 March 2024",
            "5th of March 2024",
            "5. März 2024",
            "5 de marzo de 2024",
            "5 mars 2024",
            "5 марта 2024 г.",
            "05-Mar-2024",
            "05.03.2024",
            "3/5/2024",
            "2024/3/5",
            "2024年3月5日",
            "2024년 3월 5일",
            "2024. 3. 5.",
            "5 मार्च 2024",
            "٥ mars 5 مارس 2024",
            "٥ مارس ٢٠٢٤",
            "५ मार्च २०२४",
            "２０２４年３月５日",
            "令和6年3月5日",
            "令和６年３月５日（火）",
            "Mar 5 '24",
            "1 of 12 pages, March 5, 2024",
            "The best walks of 2023 March 5th, 2024",
        ] {
            check(text, "2024-03-05");
        }
    }

    #[test]
    fn reads_the_eras_of_japan() {
        check("令和元年5月1日", "2019-05-01");
        check("平成31年4月30日", "2019-04-30");
        check("令和6年度", "");
        check("令和6年3月", "");
    }

    #[test]
    fn reads_days_in_other_digits_below_the_headline() {
        for line in ["<p>٥ مارس ٢٠٢٤</p>", "<p>令和6年3月5日</p>", "<p>２０２４年３月５日</p>"]
        {
            let page = format!("<title>One two</title><h1>One two</h1>{line}");
            page_check(&page, |page| page.published, "2024-03-05");
        }
    }

    #[test]
    fn an_abbreviation_tells_its_moment() {
        let page = "<title>One two</title><h1>One two</h1>
            <abbr class=published title=2024-03-05T09:30:00+01:00>yesterday</abbr>";
        page_check(page, |page| page.published, "2024-03-05T09:30:00+01:00");
    }

    #[test]
    fn the_language_orders_numbers() {
        let day =
            |text: &str, language| find(text, Order::of(language)).map(|moment| moment.to_string());
        assert_eq!(day("3/4/2024", Some("en-US")).as_deref(), Some("2024-03-04"));
        assert_eq!(day("3/4/2024", Some("en-GB")).as_deref(), Some("2024-04-03"));
        assert_eq!(day("3/4/2024", Some("fr")).as_deref(), Some("2024-04-03"));
        assert_eq!(day("25/4/2024", Some("en-US")).as_deref(), Some("2024-04-25"));
        assert_eq!(day("4/25/2024", Some("en-GB")).as_deref(), Some("2024-04-25"));
    }

    #[test]
    fn drops_what_is_no_date() {
        for text in [
            "",
            "March 2024",
            "0",
            "0000000000",
            "1970-01-01T00:00:00Z",
            "2024-13-45",
            "1.2.3",
            "12:30",
            "May be 5 of 7",
            "99999999999999999999999",
            "March 5, 10:00",
            "2024-",
            "٣",
        ] {
            check(text, "");
        }
    }

    #[test]
    fn a_day_after_the_last_change_is_of_another_article() {
        let head = "<title>A walk by the river</title><meta property=article:published_time content=2024-03-05T10:00:00Z>
            <meta property=article:modified_time content=2024-04-01T10:00:00Z><h1>A walk by the river</h1>";
        let page = format!("{head}<p><time>May 9, 2024</time>");
        page_check(&page, |page| page.published, "2024-03-05T10:00:00Z");
    }

    #[test]
    fn a_declared_day_after_the_change_shown_is_of_a_build() {
        let page = "<title>Soup for a week</title><meta name=date content='2024-05-20 09:00'>
            <h1>Soup for a week</h1><p>Recipe revised: <span>5 March 2024</span>";
        page_check(page, |page| page.published, "2024-03-05");
    }

    #[test]
    fn a_moment_is_told_with_its_time_whatever_the_zone() {
        let page = |declared: &str, day: &str| {
            format!(
                "<title>Night trains</title><meta property=article:published_time content={declared}>
                <h1>Night trains</h1><p class=date>{day}</p>"
            )
        };
        let late = page("2024-03-05T23:10:00Z", "March 6, 2024");
        page_check(&late, |page| page.published, "2024-03-05T23:10:00Z");
        // Nowhere is it still the day before yesterday.
        let other = page("2024-03-05T23:10:00Z", "March 4, 2024");
        page_check(&other, |page| page.published, "2024-03-04");
    }

    #[test]
    fn a_declared_moment_tells_more_than_a_declared_day() {
        let page = r#"<script type="application/ld+json">[{"@type": "Article", "datePublished": "2024-03-05T00:00:00+0000"},
            {"@type": "WebPage", "datePublished": "2024-03-06T03:10:00+00:00"}]</script>"#;
        page_check(page, |page| page.published, "2024-03-06T03:10:00Z");
    }

    #[test]
    fn reads_dates_in_addresses() {
        let day = |path: &str| in_path(path).map(|moment| moment.to_string());
        assert_eq!(day("/news/2024/03/05/title").as_deref(), Some("2024-03-05"));
        assert_eq!(day("/2024/mar/05/title").as_deref(), Some("2024-03-05"));
        assert_eq!(day("/2024/march/05/title").as_deref(), Some("2024-03-05"));
        assert_eq!(day("/blog/2024-03-05-title").as_deref(), Some("2024-03-05"));
        assert_eq!(day("/20240305/title").as_deref(), Some("2024-03-05"));
        assert_eq!(day("/2024/03/title"), None);
        assert_eq!(day("/12345678/"), None);
    }
}
