//! HTML's elements and the classes that reading cares about.
//!
//! In: a tag's name. Out: a one-byte `Tag` that answers how the element behaves: does it start a
//! block, can it hold content, is its content raw text. Names and classes are those of the HTML
//! standard (sections 4 and 13.1.2); `Other` stands for every element not listed.

use super::fnv::NameTable;

/// Starts a block: text before and after it isn't part of the same paragraph.
const BLOCK: u16 = 1;
/// Void: never has content.
const VOID: u16 = 2;
/// The tokenizer takes its content as raw text.
const RAW: u16 = 4;
/// A heading.
const HEADING: u16 = 8;
/// Formatting: an end tag may close it across other open elements.
const FORMATTING: u16 = 16;
/// A start tag closes an open `p`.
const CLOSES_P: u16 = 32;
/// A scope: end tags inside it don't reach elements outside it.
const SCOPE: u16 = 64;
/// Has text that a reader doesn't read (script, style, form controls, svg).
const SILENT: u16 = 128;
/// "Special" of the standard's `li` and `dd` loops, address, div and p excepted.
const LIST_STOP: u16 = 256;

macro_rules! tags {
    ($($variant:ident = $name:literal $(: $($class:ident)|+)?,)*) => {
        /// An element's name, as one byte.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub(crate) enum Tag {
            $($variant,)*
            /// Any element that isn't in the table.
            Other,
        }

        /// How many values `Tag` has.
        pub(crate) const N_TAGS: usize = Tag::Other as usize + 1;

        const CLASSES: [u16; N_TAGS] = [$(0 $($(| $class)+)?,)* 0];
        const NAMES: [&[u8]; N_TAGS] = [$($name,)* b"other"];
        const ALL: [Tag; N_TAGS] = [$(Tag::$variant,)* Tag::Other];
    };
}

tags! {
    A = b"a": FORMATTING,
    Abbr = b"abbr",
    Address = b"address": BLOCK | CLOSES_P,
    Area = b"area": VOID,
    Article = b"article": BLOCK | CLOSES_P | LIST_STOP,
    Aside = b"aside": BLOCK | CLOSES_P | LIST_STOP,
    Audio = b"audio",
    B = b"b": FORMATTING,
    Base = b"base": VOID,
    Bdi = b"bdi",
    Bdo = b"bdo",
    Big = b"big": FORMATTING,
    Blockquote = b"blockquote": BLOCK | CLOSES_P | LIST_STOP,
    Body = b"body": BLOCK | LIST_STOP,
    Br = b"br": VOID,
    Button = b"button": SILENT | LIST_STOP,
    Canvas = b"canvas",
    Caption = b"caption": BLOCK | SCOPE | LIST_STOP,
    Center = b"center": BLOCK | CLOSES_P | LIST_STOP,
    Cite = b"cite",
    Code = b"code": FORMATTING,
    Col = b"col": VOID,
    Colgroup = b"colgroup",
    Data = b"data",
    Datalist = b"datalist": SILENT,
    Dd = b"dd": BLOCK | CLOSES_P | LIST_STOP,
    Del = b"del",
    Details = b"details": BLOCK | CLOSES_P | LIST_STOP,
    Dfn = b"dfn",
    Dialog = b"dialog": BLOCK | CLOSES_P,
    Div = b"div": BLOCK | CLOSES_P,
    Dl = b"dl": BLOCK | CLOSES_P | LIST_STOP,
    Dt = b"dt": BLOCK | CLOSES_P | LIST_STOP,
    Em = b"em": FORMATTING,
    Embed = b"embed": VOID,
    Fieldset = b"fieldset": BLOCK | CLOSES_P | LIST_STOP,
    Figcaption = b"figcaption": BLOCK | CLOSES_P | LIST_STOP,
    Figure = b"figure": BLOCK | CLOSES_P | LIST_STOP,
    Font = b"font": FORMATTING,
    Footer = b"footer": BLOCK | CLOSES_P | LIST_STOP,
    Form = b"form": BLOCK | CLOSES_P | LIST_STOP,
    Frame = b"frame": VOID,
    Frameset = b"frameset": BLOCK,
    H1 = b"h1": BLOCK | CLOSES_P | HEADING | LIST_STOP,
    H2 = b"h2": BLOCK | CLOSES_P | HEADING | LIST_STOP,
    H3 = b"h3": BLOCK | CLOSES_P | HEADING | LIST_STOP,
    H4 = b"h4": BLOCK | CLOSES_P | HEADING | LIST_STOP,
    H5 = b"h5": BLOCK | CLOSES_P | HEADING | LIST_STOP,
    H6 = b"h6": BLOCK | CLOSES_P | HEADING | LIST_STOP,
    Head = b"head": BLOCK,
    Header = b"header": BLOCK | CLOSES_P | LIST_STOP,
    Hgroup = b"hgroup": BLOCK | CLOSES_P | LIST_STOP,
    Hr = b"hr": BLOCK | VOID | CLOSES_P,
    Html = b"html": BLOCK | SCOPE,
    I = b"i": FORMATTING,
    Iframe = b"iframe": RAW,
    Image = b"image": VOID,
    Img = b"img": VOID,
    Input = b"input": VOID | SILENT,
    Ins = b"ins",
    Kbd = b"kbd",
    Label = b"label",
    Legend = b"legend": BLOCK,
    Li = b"li": BLOCK | CLOSES_P | LIST_STOP,
    Link = b"link": VOID,
    Listing = b"listing": BLOCK | CLOSES_P,
    Main = b"main": BLOCK | CLOSES_P | LIST_STOP,
    Map = b"map",
    Mark = b"mark",
    Marquee = b"marquee": SCOPE,
    Math = b"math",
    Menu = b"menu": BLOCK | CLOSES_P | LIST_STOP,
    Meta = b"meta": VOID,
    Meter = b"meter": SILENT,
    Nav = b"nav": BLOCK | CLOSES_P | LIST_STOP,
    Nobr = b"nobr": FORMATTING,
    Noembed = b"noembed": RAW | SILENT,
    Noframes = b"noframes": RAW | SILENT,
    Noscript = b"noscript": RAW,
    Object = b"object": SCOPE,
    Ol = b"ol": BLOCK | CLOSES_P | LIST_STOP,
    Optgroup = b"optgroup": SILENT,
    Option = b"option": SILENT,
    Output = b"output",
    P = b"p": BLOCK | CLOSES_P,
    Param = b"param": VOID,
    Picture = b"picture",
    Plaintext = b"plaintext": BLOCK | CLOSES_P | RAW,
    Pre = b"pre": BLOCK | CLOSES_P | LIST_STOP,
    Progress = b"progress": SILENT,
    Q = b"q",
    Rb = b"rb",
    Rp = b"rp",
    Rt = b"rt",
    Rtc = b"rtc",
    Ruby = b"ruby",
    S = b"s": FORMATTING,
    Samp = b"samp",
    Script = b"script": RAW | SILENT,
    Search = b"search": BLOCK | CLOSES_P | LIST_STOP,
    Section = b"section": BLOCK | CLOSES_P | LIST_STOP,
    Select = b"select": SILENT | LIST_STOP,
    Slot = b"slot",
    Small = b"small": FORMATTING,
    Source = b"source": VOID,
    Span = b"span",
    Strike = b"strike": FORMATTING,
    Strong = b"strong": FORMATTING,
    Style = b"style": RAW | SILENT,
    Sub = b"sub",
    Summary = b"summary": BLOCK | CLOSES_P | LIST_STOP,
    Sup = b"sup",
    Svg = b"svg": SILENT,
    Table = b"table": BLOCK | CLOSES_P | SCOPE | LIST_STOP,
    Tbody = b"tbody": BLOCK | LIST_STOP,
    Td = b"td": BLOCK | SCOPE | LIST_STOP,
    Template = b"template": SCOPE | LIST_STOP,
    Textarea = b"textarea": RAW | SILENT,
    Tfoot = b"tfoot": BLOCK | LIST_STOP,
    Th = b"th": BLOCK | SCOPE | LIST_STOP,
    Thead = b"thead": BLOCK | LIST_STOP,
    Time = b"time",
    Title = b"title": RAW | SILENT,
    Tr = b"tr": BLOCK | LIST_STOP,
    Track = b"track": VOID,
    Tt = b"tt": FORMATTING,
    U = b"u": FORMATTING,
    Ul = b"ul": BLOCK | CLOSES_P | LIST_STOP,
    Var = b"var",
    Video = b"video",
    Wbr = b"wbr": VOID,
    Xmp = b"xmp": BLOCK | CLOSES_P | RAW,
    AmpImg = b"amp-img",
    AmpVideo = b"amp-video",
    AmpAd = b"amp-ad": SILENT,
    AmpIframe = b"amp-iframe",
    AmpYoutube = b"amp-youtube",
    // Not an element: a run of text in the outline.
    Text = b"#text",
}

static PLACES: NameTable = NameTable::new(&NAMES);

impl Tag {
    /// The tag of the element called `name`, in any case.
    pub(crate) fn from_name(name: &[u8]) -> Self {
        PLACES.place(name).map_or(Tag::Other, |place| ALL[place])
    }

    fn has(self, class: u16) -> bool {
        CLASSES[self as usize] & class != 0
    }

    /// The name as the standard writes it; `other` for elements not in the table.
    pub(crate) fn name(self) -> &'static str {
        // The table is ASCII.
        std::str::from_utf8(NAMES[self as usize]).unwrap_or_default()
    }

    pub(crate) fn is_block(self) -> bool {
        self.has(BLOCK)
    }

    pub(crate) fn is_void(self) -> bool {
        self.has(VOID)
    }

    pub(crate) fn is_raw_text(self) -> bool {
        self.has(RAW)
    }

    pub(crate) fn is_heading(self) -> bool {
        self.has(HEADING)
    }

    pub(crate) fn is_formatting(self) -> bool {
        self.has(FORMATTING)
    }

    pub(crate) fn closes_p(self) -> bool {
        self.has(CLOSES_P)
    }

    pub(crate) fn is_scope(self) -> bool {
        self.has(SCOPE)
    }

    pub(crate) fn is_silent(self) -> bool {
        self.has(SILENT)
    }

    pub(crate) fn stops_list_items(self) -> bool {
        self.has(LIST_STOP)
    }

    /// Does a start tag end the drawing or formula that it stands in (standard, 13.2.6.5)? Those that stand
    /// around text; of the rest lol_html tells.
    pub(crate) fn leaves_drawings(self) -> bool {
        self.is_heading()
            || matches!(
                self,
                Tag::Blockquote
                    | Tag::Center
                    | Tag::Dd
                    | Tag::Div
                    | Tag::Dl
                    | Tag::Dt
                    | Tag::Hr
                    | Tag::Li
                    | Tag::Ol
                    | Tag::P
                    | Tag::Pre
                    | Tag::Table
                    | Tag::Ul
            )
    }

    /// 1 to 6 for `h1` to `h6`, 0 for all others.
    pub(crate) fn heading_level(self) -> u8 {
        if self.is_heading() { self as u8 - Tag::H1 as u8 + 1 } else { 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_in_any_case_and_no_other() {
        for name in NAMES.iter().filter(|name| **name != b"other") {
            let tag = Tag::from_name(name);
            assert_eq!(tag.name().as_bytes(), *name);
            assert_eq!(Tag::from_name(&name.to_ascii_uppercase()), tag);
            assert_eq!(Tag::from_name(&[b"\0", *name].concat()), Tag::Other);
        }
        assert_eq!(Tag::from_name(b"other"), Tag::Other);
        assert_eq!(Tag::from_name(b""), Tag::Other);
    }
}
