//! The language that a page is written in, told by its text.
//!
//! In: the page's running text. Out: a language, where the text leaves no doubt. Some scripts are
//! one language's; in the others the commonest small words tell. It knows few languages, and says
//! nothing of a text that is like none of them or like two.

use std::sync::OnceLock;

use crate::base::fnv;
use crate::base::text;

/// Shorter runs are menus and buttons, in bytes.
const MIN_RUN_BYTES: usize = 40;

/// So much text tells, in bytes.
const MAX_BYTES: usize = 6 << 10;

/// Fewer letters tell nothing.
const MIN_LETTERS: usize = 40;

/// The fewest small words that tell a language.
const MIN_HITS: usize = 5;

/// The fewest different ones: a text that only resembles a language has one or two.
const MIN_DIFFERENT: u32 = 3;

/// Of so many words at least one is among a language's, in a text of that language.
const WORDS_PER_HIT: usize = 25;

/// A language's words are so many times those of the next.
const CLEAR: f32 = 1.5;

/// The languages, each with its commonest words, least of all those of its neighbours. Some are
/// here so that they aren't taken for those.
const LANGUAGES: [(&str, &str); 26] = [
    ("ar", "في من على إلى أن هذا التي عن الذي مع هذه كان"),
    ("bg", "се че са като това ще този тази беше те във най"),
    ("ca", "els amb és són però als dels això fins aquest aquesta més"),
    ("cs", "je se že jsou které jako ale při také který jeho byl byla aby když až"),
    ("da", "af blev bliver hvad efter mellem meget sig mig nogle noget havde ud op nu uge"),
    ("de", "der die und das nicht mit ist ein eine den auf für von"),
    ("en", "the of and to in is that for with was on are"),
    ("es", "los una con por para las del como más el y pero"),
    ("fa", "از که این است را با برای های در می به"),
    ("fi", "ja on ei että ovat oli myös mutta kun tai hän se"),
    ("fr", "le les des et est une dans pour qui du sur pas"),
    ("hi", "है के में की का से और को हैं यह नहीं"),
    ("hu", "az és hogy egy nem is meg volt mint csak"),
    ("id", "yang dan dengan untuk tidak dari ini pada dalam adalah itu akan"),
    ("it", "di che il per non una è sono della con gli anche"),
    ("nl", "de het een van niet dat zijn voor met op ook aan"),
    ("no", "av ble blir hva etter mellom mye seg meg noen noe hadde ut opp nå uke"),
    ("pl", "jest się na że nie do oraz jak przez który są jego dla był była"),
    ("pt", "não uma com os são do da em mais ao ou foi no na mas ela"),
    ("ro", "și în din este pentru care mai sunt nu cu ale"),
    ("ru", "и что как это для из от был его или он она они же бы"),
    ("sk", "sa že sú ktoré ako ale pri aj ktorý jeho bol bola aby keď až"),
    ("sv", "och att är som för inte av ett till jag från när hon där ska också"),
    ("tr", "ve bir bu için ile olarak daha çok gibi olan ama"),
    ("uk", "і що та як це для від або його був але він вона вони ще й"),
    ("vi", "và của là không được các những cho một trong có"),
];

/// None of them is longer.
const MAX_WORD_BYTES: usize = 12;

/// A script that one language is written in, or two that are told apart by how much there is of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    Kana,
    Han,
    Hangul,
    Thai,
    Greek,
    Hebrew,
    /// Any that many languages share.
    Other,
}

const N_SCRIPTS: usize = Script::Other as usize + 1;

impl Script {
    fn of(c: char) -> Self {
        match c {
            '\u{3040}'..='\u{30FF}' => Script::Kana,
            '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' => Script::Han,
            '\u{AC00}'..='\u{D7AF}' => Script::Hangul,
            '\u{0E00}'..='\u{0E7F}' => Script::Thai,
            '\u{0370}'..='\u{03FF}' | '\u{1F00}'..='\u{1FFF}' => Script::Greek,
            '\u{0590}'..='\u{05FF}' => Script::Hebrew,
            _ => Script::Other,
        }
    }
}

/// What has been read of a page's text.
#[derive(Debug, Default)]
pub(super) struct Tongue {
    n_bytes: usize,
    letters: [usize; N_SCRIPTS],
    n_words: usize,
    /// How many of the words are among a language's.
    hits: [usize; LANGUAGES.len()],
    /// Which of a language's words there are, a bit each.
    different: [u32; LANGUAGES.len()],
}

impl Tongue {
    /// Reads a run of text.
    pub(super) fn read(&mut self, run: &str) {
        if run.len() < MIN_RUN_BYTES || MAX_BYTES < self.n_bytes {
            return;
        }
        let run = &run[..run.floor_char_boundary(MAX_BYTES)];
        self.n_bytes += run.len();
        let run = text::decode(run).to_lowercase();
        if run.is_ascii() {
            self.letters[Script::Other as usize] +=
                run.bytes().filter(u8::is_ascii_alphabetic).count();
            self.count(run.split(|c: char| !c.is_ascii_lowercase()));
            return;
        }
        for c in run.chars().filter(|c| c.is_alphabetic()) {
            self.letters[Script::of(c) as usize] += 1;
        }
        self.count(run.split(|c| !is_letter(c)));
    }

    /// Counts those of `words` that tell a language.
    fn count<'w>(&mut self, words: impl Iterator<Item = &'w str>) {
        for word in words.filter(|word| !word.is_empty()) {
            self.n_words += 1;
            for (language, bit) in languages_of(word) {
                self.hits[*language] += 1;
                self.different[*language] |= bit;
            }
        }
    }

    /// The language, where it's clear.
    pub(super) fn tell(&self) -> Option<&'static str> {
        let n_letters: usize = self.letters.iter().sum();
        let of = |script: Script| self.letters[script as usize];
        let is_most = |n: usize| n_letters < 2 * n;
        if n_letters < MIN_LETTERS {
            return None;
        }
        let (kana, han) = (of(Script::Kana), of(Script::Han));
        if is_most(kana + han) {
            // Names of shops and of people put some kana into Chinese, too.
            return Some(if han < 9 * kana { "ja" } else { "zh" });
        }
        let own = [
            (Script::Hangul, "ko"),
            (Script::Thai, "th"),
            (Script::Greek, "el"),
            (Script::Hebrew, "he"),
        ];
        let own = own.into_iter().find(|(script, _)| is_most(of(*script)));
        own.map(|(_, language)| language).or_else(|| self.by_words())
    }

    fn by_words(&self) -> Option<&'static str> {
        let mut hits: Vec<(usize, usize)> = self.hits.iter().copied().zip(0..).collect();
        hits.sort_by_key(|(n, _)| std::cmp::Reverse(*n));
        let [(best, at), (second, _), ..] = hits[..] else { return None };
        let is_clear = MIN_HITS <= best
            && MIN_DIFFERENT <= self.different[at].count_ones()
            && self.n_words <= WORDS_PER_HIT * best
            && CLEAR * second as f32 <= best as f32;
        is_clear.then_some(LANGUAGES[at].0)
    }
}

/// Letters, and the marks that Hindi writes its vowels with.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\u{900}'..='\u{97F}')
}

/// A language's place in the table, and the bit of one of its words.
type Place = (usize, u32);

/// Where in the table a word stands.
fn languages_of(word: &str) -> &'static [Place] {
    static BY_WORD: OnceLock<fnv::Map<&'static str, Vec<Place>>> = OnceLock::new();
    let by_word = BY_WORD.get_or_init(|| {
        let mut by_word: fnv::Map<&str, Vec<Place>> = fnv::Map::default();
        for (at, (_, words)) in LANGUAGES.iter().enumerate() {
            for (nth, word) in words.split(' ').enumerate() {
                by_word.entry(word).or_default().push((at, 1 << nth));
            }
        }
        by_word
    });
    if MAX_WORD_BYTES < word.len() {
        return &[];
    }
    by_word.get(word).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::{LANGUAGES, MAX_WORD_BYTES};
    use crate::metadata::collector::tests::check;

    #[test]
    fn no_word_is_longer_than_those_looked_up() {
        let words = LANGUAGES.iter().flat_map(|(_, words)| words.split(' '));
        assert_eq!(words.map(str::len).max(), Some(MAX_WORD_BYTES));
    }

    fn language(text: &str, expected: &str) {
        check(&format!("<title>x</title><p>{text}</p>"), |page| page.language, expected);
    }

    #[test]
    fn scripts_of_one_language_tell_it() {
        language(
            "港の底にたまった土砂を取り除く作業を浚渫という。船が通る深さを保つために欠かせない仕事である。",
            "ja",
        );
        language(
            "疏浚是指清除港口底部沉积的泥沙,以保持船舶通航所需的水深。这是港口维护中不可缺少的工作,每年都要进行多次。",
            "zh",
        );
        language(
            "항구 바닥에 쌓인 토사를 제거하는 작업을 준설이라고 한다. 배가 다닐 수 있는 깊이를 유지하기 위해 꼭 필요한 일이다.",
            "ko",
        );
        language("การขุดลอกท่าเรือเป็นงานที่จำเป็นเพื่อรักษาความลึกของน้ำให้เรือแล่นผ่านได้", "th");
        language("Η εκβάθυνση του λιμανιού είναι απαραίτητη για να περνούν τα πλοία.", "el");
        language("חפירת הנמל נחוצה כדי לשמור על עומק המים שאוניות זקוקות לו.", "he");
    }

    #[test]
    fn small_words_tell_languages_that_share_a_script() {
        for (text, expected) in [
            (
                "The dredging of the harbour is a work that never ends, and it keeps the depth of the water for ships.",
                "en",
            ),
            (
                "Der Hafen wird jedes Jahr gebaggert, und das ist nicht billig, denn die Schiffe brauchen mit der Zeit mehr Tiefe.",
                "de",
            ),
            (
                "Le port est dragué tous les ans, et une partie des boues est rejetée dans la mer, pour les navires qui passent.",
                "fr",
            ),
            (
                "Havnen bliver gravet ud hvert år, og det blev ikke billigt efter krigen, for af mudder er der meget mellem molerne.",
                "da",
            ),
            (
                "Havnen blir gravd ut hvert år, og det ble ikke billig etter krigen, for av gjørme er det mye mellom moloene.",
                "no",
            ),
            (
                "Гавань углубляют каждый год, и это дорого, но для судов нужна глубина, как и что бы ни говорили или писали.",
                "ru",
            ),
            (
                "Гавань поглиблюють щороку, і це дорого, але для суден потрібна глибина, що та як би не казали або писали.",
                "uk",
            ),
            (
                "يتم تجريف الميناء في كل عام، وهذا العمل من أهم الأعمال التي تحافظ على عمق المياه في الميناء، مع أن كلفته كبيرة",
                "ar",
            ),
            (
                "بندر هر سال لایروبی می شود و این کار برای کشتی ها لازم است که از عمق آب در بندر استفاده می کنند",
                "fa",
            ),
        ] {
            language(text, expected);
        }
    }

    #[test]
    fn says_nothing_on_doubt() {
        language(
            "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor.",
            "",
        );
        // Of a language's words there's one, however often.
        language("Dolor et amet et elit et sed et tempor et labore et magna et aliqua.", "");
        language("Home News Sport Weather", "");
        language("The harbour.", "");
        language(
            "The depth of the water is that of the harbour, und das ist der Rest der Tiefe, die nicht reicht.",
            "",
        );
    }

    #[test]
    fn what_is_declared_counts() {
        let text = "<p>The dredging of the harbour is a work that never ends, and it keeps the depth of the water.";
        check(&format!("<html lang=de>{text}"), |page| page.language, "de");
        check(
            &format!("<meta property=og:locale content=sv_SE>{text}"),
            |page| page.language,
            "sv-SE",
        );
        check(&format!("<html lang='{{{{lang}}}}'>{text}"), |page| page.language, "en");
    }
}
