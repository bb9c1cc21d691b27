//! HTML's elements and the classes that reading cares about.
//!
//! In: a tag's name. Out: a one-byte `Tag` that answers how the element behaves: does it start a
//! block, can it hold content, is its content raw text. Names and classes are those of the HTML
//! standard (sections 4 and 13.1.2); `Other` stands for every element not listed.

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
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub(crate) enum Tag {
            $($variant,)*
            /// Any element that isn't in the table.
            Other,
        }

        /// How many values `Tag` has.
        pub(crate) const N_TAGS: usize = Tag::Other as usize + 1;

        const CLASSES: [u16; N_TAGS] = [$(0 $($(| $class)+)?,)* 0];
        const NAMES: [&str; N_TAGS] = [$($name,)* "other"];

        impl Tag {
            /// The tag of the element called `name`, in any case.
            pub(crate) fn from_name(name: &[u8]) -> Self {
                const LONGEST: usize = 12;
                if name.len() > LONGEST {
                    return Tag::Other;
                }
                let mut lower = [0_u8; LONGEST];
                let lower = &mut lower[..name.len()];
                lower.copy_from_slice(name);
                lower.make_ascii_lowercase();
                match std::str::from_utf8(lower).unwrap_or_default() {
                    $($name => Tag::$variant,)*
                    _ => Tag::Other,
                }
            }
        }
    };
}

tags! {
    A = "a": FORMATTING,
    Abbr = "abbr",
    Address = "address": BLOCK | CLOSES_P,
    Area = "area": VOID,
    Article = "article": BLOCK | CLOSES_P | LIST_STOP,
    Aside = "aside": BLOCK | CLOSES_P | LIST_STOP,
    Audio = "audio",
    B = "b": FORMATTING,
    Base = "base": VOID,
    Bdi = "bdi",
    Bdo = "bdo",
    Big = "big": FORMATTING,
    Blockquote = "blockquote": BLOCK | CLOSES_P | LIST_STOP,
    Body = "body": BLOCK | LIST_STOP,
    Br = "br": VOID,
    Button = "button": SILENT | LIST_STOP,
    Canvas = "canvas",
    Caption = "caption": BLOCK | SCOPE | LIST_STOP,
    Center = "center": BLOCK | CLOSES_P | LIST_STOP,
    Cite = "cite",
    Code = "code": FORMATTING,
    Col = "col": VOID,
    Colgroup = "colgroup",
    Data = "data",
    Datalist = "datalist": SILENT,
    Dd = "dd": BLOCK | CLOSES_P | LIST_STOP,
    Del = "del",
    Details = "details": BLOCK | CLOSES_P | LIST_STOP,
    Dfn = "dfn",
    Dialog = "dialog": BLOCK | CLOSES_P,
    Div = "div": BLOCK | CLOSES_P,
    Dl = "dl": BLOCK | CLOSES_P | LIST_STOP,
    Dt = "dt": BLOCK | CLOSES_P | LIST_STOP,
    Em = "em": FORMATTING,
    Embed = "embed": VOID,
    Fieldset = "fieldset": BLOCK | CLOSES_P | LIST_STOP,
    Figcaption = "figcaption": BLOCK | CLOSES_P | LIST_STOP,
    Figure = "figure": BLOCK | CLOSES_P | LIST_STOP,
    Font = "font": FORMATTING,
    Footer = "footer": BLOCK | CLOSES_P | LIST_STOP,
    Form = "form": BLOCK | CLOSES_P | LIST_STOP,
    Frame = "frame": VOID,
    Frameset = "frameset": BLOCK,
    H1 = "h1": BLOCK | CLOSES_P | HEADING | LIST_STOP,
    H2 = "h2": BLOCK | CLOSES_P | HEADING | LIST_STOP,
    H3 = "h3": BLOCK | CLOSES_P | HEADING | LIST_STOP,
    H4 = "h4": BLOCK | CLOSES_P | HEADING | LIST_STOP,
    H5 = "h5": BLOCK | CLOSES_P | HEADING | LIST_STOP,
    H6 = "h6": BLOCK | CLOSES_P | HEADING | LIST_STOP,
    Head = "head": BLOCK,
    Header = "header": BLOCK | CLOSES_P | LIST_STOP,
    Hgroup = "hgroup": BLOCK | CLOSES_P | LIST_STOP,
    Hr = "hr": BLOCK | VOID | CLOSES_P,
    Html = "html": BLOCK | SCOPE,
    I = "i": FORMATTING,
    Iframe = "iframe": RAW,
    Image = "image": VOID,
    Img = "img": VOID,
    Input = "input": VOID | SILENT,
    Ins = "ins",
    Kbd = "kbd",
    Label = "label",
    Legend = "legend": BLOCK,
    Li = "li": BLOCK | CLOSES_P | LIST_STOP,
    Link = "link": VOID,
    Listing = "listing": BLOCK | CLOSES_P,
    Main = "main": BLOCK | CLOSES_P | LIST_STOP,
    Map = "map",
    Mark = "mark",
    Marquee = "marquee": SCOPE,
    Math = "math",
    Menu = "menu": BLOCK | CLOSES_P | LIST_STOP,
    Meta = "meta": VOID,
    Meter = "meter": SILENT,
    Nav = "nav": BLOCK | CLOSES_P | LIST_STOP,
    Nobr = "nobr": FORMATTING,
    Noembed = "noembed": RAW | SILENT,
    Noframes = "noframes": RAW | SILENT,
    Noscript = "noscript": RAW,
    Object = "object": SCOPE,
    Ol = "ol": BLOCK | CLOSES_P | LIST_STOP,
    Optgroup = "optgroup": SILENT,
    Option = "option": SILENT,
    Output = "output",
    P = "p": BLOCK | CLOSES_P,
    Param = "param": VOID,
    Picture = "picture",
    Plaintext = "plaintext": BLOCK | CLOSES_P | RAW,
    Pre = "pre": BLOCK | CLOSES_P | LIST_STOP,
    Progress = "progress": SILENT,
    Q = "q",
    Rb = "rb",
    Rp = "rp",
    Rt = "rt",
    Rtc = "rtc",
    Ruby = "ruby",
    S = "s": FORMATTING,
    Samp = "samp",
    Script = "script": RAW | SILENT,
    Search = "search": BLOCK | CLOSES_P | LIST_STOP,
    Section = "section": BLOCK | CLOSES_P | LIST_STOP,
    Select = "select": SILENT | LIST_STOP,
    Slot = "slot",
    Small = "small": FORMATTING,
    Source = "source": VOID,
    Span = "span",
    Strike = "strike": FORMATTING,
    Strong = "strong": FORMATTING,
    Style = "style": RAW | SILENT,
    Sub = "sub",
    Summary = "summary": BLOCK | CLOSES_P | LIST_STOP,
    Sup = "sup",
    Svg = "svg": SILENT,
    Table = "table": BLOCK | CLOSES_P | SCOPE | LIST_STOP,
    Tbody = "tbody": BLOCK | LIST_STOP,
    Td = "td": BLOCK | SCOPE | LIST_STOP,
    Template = "template": SCOPE | LIST_STOP,
    Textarea = "textarea": RAW | SILENT,
    Tfoot = "tfoot": BLOCK | LIST_STOP,
    Th = "th": BLOCK | SCOPE | LIST_STOP,
    Thead = "thead": BLOCK | LIST_STOP,
    Time = "time",
    Title = "title": RAW | SILENT,
    Tr = "tr": BLOCK | LIST_STOP,
    Track = "track": VOID,
    Tt = "tt": FORMATTING,
    U = "u": FORMATTING,
    Ul = "ul": BLOCK | CLOSES_P | LIST_STOP,
    Var = "var",
    Video = "video",
    Wbr = "wbr": VOID,
    Xmp = "xmp": BLOCK | CLOSES_P | RAW,
    AmpImg = "amp-img",
    AmpVideo = "amp-video",
    AmpAd = "amp-ad": SILENT,
    AmpIframe = "amp-iframe",
    AmpYoutube = "amp-youtube",
    // Not an element: a run of text in the outline.
    Text = "#text",
}

impl Tag {
    fn has(self, class: u16) -> bool {
        CLASSES[self as usize] & class != 0
    }

    /// The name as the standard writes it; `other` for elements not in the table.
    pub(crate) fn name(self) -> &'static str {
        NAMES[self as usize]
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

    /// 1 to 6 for `h1` to `h6`, 0 for all others.
    pub(crate) fn heading_level(self) -> u8 {
        if self.is_heading() { self as u8 - Tag::H1 as u8 + 1 } else { 0 }
    }
}
