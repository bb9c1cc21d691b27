//! Pictures that travel with an exported article.
//!
//! In: a tree, and the bytes of pictures by their addresses, handed in or in `data:` addresses.
//! Out: the tree in which each such picture has the address that the format gives it, and each
//! other picture is a link to where it is. What a picture is, its own bytes tell: a server's word
//! for it may be wrong, and only raster types are let in, so that no script can be in them.

use super::tree::{Attribute, ElementName, Op, Tree};
use crate::base::base64;

/// Bytes of pictures by their addresses.
#[derive(Clone, Debug, Default)]
pub(super) struct Pictures(
    /// In the order of the addresses.
    Vec<(String, Vec<u8>)>,
);

impl Pictures {
    /// Takes a picture; a second one of the same address stands for the first.
    pub(super) fn insert(&mut self, address: &str, bytes: Vec<u8>) {
        match self.place(address) {
            Ok(at) => self.0[at].1 = bytes,
            Err(at) => self.0.insert(at, (address.to_owned(), bytes)),
        }
    }

    /// The picture at an address.
    pub(super) fn get(&self, address: &str) -> Option<&[u8]> {
        self.place(address).ok().map(|at| self.0[at].1.as_slice())
    }

    fn place(&self, address: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(it, _)| it.as_str().cmp(address))
    }
}

/// What a picture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Jpeg,
    Png,
    Gif,
    Webp,
    Avif,
}

impl Kind {
    /// By how the bytes begin.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xFF, 0xD8, 0xFF, ..] => Some(Kind::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some(Kind::Png),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Kind::Gif),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Kind::Webp),
            [_, _, _, _, b'f', b't', b'y', b'p', b'a', b'v', b'i', b'f' | b's', ..] => {
                Some(Kind::Avif)
            }
            _ => None,
        }
    }

    /// Its media type.
    pub(super) fn media_type(self) -> &'static str {
        match self {
            Kind::Jpeg => "image/jpeg",
            Kind::Png => "image/png",
            Kind::Gif => "image/gif",
            Kind::Webp => "image/webp",
            Kind::Avif => "image/avif",
        }
    }

    /// How names of its files end.
    pub(super) fn extension(self) -> &'static str {
        match self {
            Kind::Jpeg => "jpg",
            Kind::Png => "png",
            Kind::Gif => "gif",
            Kind::Webp => "webp",
            Kind::Avif => "avif",
        }
    }
}

/// The picture's bytes and what they are, where they were handed in or stand in the address.
pub(super) fn bytes(pictures: &Pictures, address: &str) -> Option<(Kind, Vec<u8>)> {
    let bytes = match pictures.get(address) {
        Some(bytes) => bytes.to_vec(),
        None => in_address(address)?,
    };
    Kind::of(&bytes).map(|kind| (kind, bytes))
}

/// The bytes in a `data:` address.
fn in_address(address: &str) -> Option<Vec<u8>> {
    let (head, data) = address.strip_prefix("data:")?.split_once(',')?;
    if !head.to_ascii_lowercase().trim_end().ends_with(";base64") {
        return None;
    }
    base64::decode(&data.replace("%2B", "+").replace("%2F", "/").replace("%3D", "="))
}

/// A picture as an address of its own.
pub(super) fn data_address(kind: Kind, bytes: &[u8]) -> String {
    let mut out = format!("data:{};base64,", kind.media_type());
    base64::encode(bytes, &mut out);
    out
}

/// The tree with its pictures at the addresses that `place` gives them; where it gives none, a link
/// to the picture.
pub(super) fn placed(tree: &Tree, place: &mut dyn FnMut(&str) -> Option<String>) -> Tree {
    let mut ops = Vec::with_capacity(tree.ops.len());
    let mut open: Vec<ElementName> = Vec::new();
    for op in &tree.ops {
        match op {
            Op::Open { tag: ElementName::Img, attrs } => {
                open.push(ElementName::Img);
                picture(&mut ops, attrs, open.contains(&ElementName::A), place);
            }
            Op::Open { tag, .. } => {
                open.push(*tag);
                ops.push(op.clone());
            }
            Op::Close => {
                if open.pop() != Some(ElementName::Img) {
                    ops.push(Op::Close);
                }
            }
            op => ops.push(op.clone()),
        }
    }
    Tree { ops }
}

/// Writes a picture, or a link to it; inside a link its text alternative alone.
fn picture(
    ops: &mut Vec<Op>,
    attrs: &[Attribute],
    in_link: bool,
    place: &mut dyn FnMut(&str) -> Option<String>,
) {
    let attr = |name: &str| attrs.iter().find(|(it, _)| *it == name).map(|(_, value)| value);
    let Some(src) = attr("src") else { return };
    if let Some(placed) = place(src) {
        let mut attrs = attrs.to_vec();
        attrs.iter_mut().filter(|(name, _)| *name == "src").for_each(|(_, src)| {
            src.clone_from(&placed);
        });
        ops.extend([Op::open_with(ElementName::Img, attrs), Op::Close]);
        return;
    }
    let alt = attr("alt").map(|alt| alt.trim().to_owned()).unwrap_or_default();
    let words = if alt.is_empty() { file_name(src) } else { alt };
    if src.starts_with("data:") || words.is_empty() {
        return;
    }
    let words = Op::Text(format!("[{words}]"));
    if in_link {
        ops.push(words);
    } else {
        let attrs = vec![("href", src.clone())];
        ops.extend([Op::open_with(ElementName::A, attrs), words, Op::Close]);
    }
}

/// The last part of an address's path.
fn file_name(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    path.rsplit('/').find(|part| !part.is_empty()).unwrap_or_default().to_owned()
}
