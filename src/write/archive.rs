//! Files in one file: a ZIP archive.
//!
//! In: names and bytes. Out: an archive in which each lies as it is, in the order given: pictures are
//! compressed already, text is small. The same files give the same bytes: the time is always that
//! from which ZIP counts. Written here because an archive of such entries is three kinds of records,
//! and a library that can do all of ZIP would add fifty thousand bytes to the extension.
//! Source: PKWARE, APPNOTE 6.3.10.

/// "Version needed to extract": 1.0, entries that lie as they are.
const VERSION: u16 = 10;

/// Names are UTF-8.
const FLAGS: u16 = 1 << 11;

/// 1980-01-01, 00:00:00.
const TIME: u16 = 0;
const DATE: u16 = 1 << 5 | 1;

/// An archive of `files`, which may be 4 GiB together: more than a page and its pictures can be.
pub(super) fn archive(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut directory = Vec::new();
    for (name, bytes) in files {
        let start = out.len();
        let entry = entry(name, bytes);
        put_u32(&mut out, 0x0403_4B50);
        out.extend_from_slice(&entry);
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(bytes);

        put_u32(&mut directory, 0x0201_4B50);
        put_u16s(&mut directory, &[VERSION]);
        directory.extend_from_slice(&entry);
        // No comment, the first disk, attributes that say nothing.
        put_u16s(&mut directory, &[0, 0, 0, 0, 0]);
        put_u32(&mut directory, start as u32);
        directory.extend_from_slice(name.as_bytes());
    }
    let start = out.len();
    out.extend_from_slice(&directory);
    put_u32(&mut out, 0x0605_4B50);
    let n_files = files.len() as u16;
    put_u16s(&mut out, &[0, 0, n_files, n_files]);
    put_u32(&mut out, directory.len() as u32);
    put_u32(&mut out, start as u32);
    put_u16s(&mut out, &[0]);
    out
}

/// What both of an entry's records tell.
fn entry(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    put_u16s(&mut out, &[VERSION, FLAGS, 0, TIME, DATE]);
    put_u32(&mut out, crc_32(bytes));
    put_u32(&mut out, bytes.len() as u32);
    put_u32(&mut out, bytes.len() as u32);
    put_u16s(&mut out, &[name.len() as u16]);
    put_u16s(&mut out, &[0]);
    out
}

fn put_u16s(out: &mut Vec<u8>, numbers: &[u16]) {
    for number in numbers {
        out.extend_from_slice(&number.to_le_bytes());
    }
}

fn put_u32(out: &mut Vec<u8>, number: u32) {
    out.extend_from_slice(&number.to_le_bytes());
}

/// The sum by which an unpacker knows that a file is whole (ISO 3309).
fn crc_32(bytes: &[u8]) -> u32 {
    const TABLE: [u32; 256] = table();
    !bytes.iter().fold(!0, |sum, byte| sum >> 8 ^ TABLE[(sum as u8 ^ byte) as usize])
}

const fn table() -> [u32; 256] {
    let mut table = [0; 256];
    let mut at = 0;
    while at < table.len() {
        let mut sum = at as u32;
        let mut bit = 0;
        while bit < 8 {
            sum = if sum & 1 == 1 { sum >> 1 ^ 0xEDB8_8320 } else { sum >> 1 };
            bit += 1;
        }
        table[at] = sum;
        at += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::crc_32;

    /// The check value of CRC-32 in every catalogue of such sums.
    #[test]
    fn sums_as_the_standard_does() {
        assert_eq!(crc_32(b"123456789"), 0xCBF4_3926);
        assert_eq!(crc_32(b""), 0);
    }
}
