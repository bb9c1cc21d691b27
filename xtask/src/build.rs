//! `cargo xtask build`: what of the extension is made, in extension/pkg/: the core, compiled for the browser, and the script
//! that opens a page.
//!
//! wasm-pack compiles and writes the JavaScript around the module; wasm-opt then works on the module with
//! our options. wasm-pack is kept from fetching either tool itself.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::time::Instant;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::outcome::{Outcome, While};
use crate::project;
use crate::setup;
use crate::shell;
use crate::wasm::Toolchain;

/// What the extension and the demo page import.
pub(crate) const PKG: &str = "extension/pkg";

/// The core alone: no command line.
pub(crate) const CORE_FEATURES: &[&str] = &["--no-default-features"];

/// What makes the module smaller and no slower: the compiler has optimized it already. Measured in V8, `-O3`
/// here makes the core slower by some percent, and `-O1` no less: its functions grow, and it moves what the
/// compiler had in order.
///
/// `--strip-debug` drops names. NOTE: stripping symbols when compiling instead would also drop the list
/// of features that the module uses, without which wasm-opt refuses it; `--all-features` in its place
/// makes wasm-opt write types that browsers reject.
const WASM_OPT: &[&str] = &[
    "--duplicate-function-elimination",
    "--memory-packing",
    "--vacuum",
    "--strip-debug",
    "--strip-producers",
];

/// The word.
pub(crate) fn task(_arguments: lexopt::Parser) -> Outcome {
    build()
}

/// Builds extension/pkg/ and prints how large the module came out.
pub(crate) fn build() -> Outcome {
    setup::for_build()?;
    let start = Instant::now();
    wasm_pack(&Toolchain::chosen()?)?;
    shell::run(&mut shell::node("xtask/browser/page-script.mjs"))?;
    let module = project::path(PKG).join("lede_bg.wasm");
    optimize(&module)?;
    let bytes = fs::read(&module).while_doing("cannot read the module")?;
    let (raw, compressed) = (thousands(bytes.len()), thousands(compressed_len(&bytes)?));
    println!(
        "{PKG}/lede_bg.wasm: {raw} bytes, {compressed} compressed; {:.1} s",
        start.elapsed().as_secs_f32()
    );
    Ok(())
}

fn wasm_pack(toolchain: &Toolchain) -> Outcome {
    let mut command = toolchain.tool("wasm-pack")?;
    command.args(["--quiet", "build", "--target", "web", "--release", "--mode", "no-install"]);
    command.args(["--no-opt", "--no-pack", "--out-name", "lede", "--out-dir", PKG]);
    shell::run(command.arg(project::root()).arg("--").args(CORE_FEATURES))
}

/// Lets wasm-opt work on the module.
pub(crate) fn optimize(module: &Path) -> Outcome {
    let mut wasm_opt = shell::node("node_modules/binaryen/bin/wasm-opt");
    shell::run(wasm_opt.args(WASM_OPT).arg(module).arg("-o").arg(module))
}

fn compressed_len(bytes: &[u8]) -> Outcome<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).while_doing("cannot compress the module")?;
    Ok(encoder.finish().while_doing("cannot compress the module")?.len())
}

/// 1234567 → "1,234,567".
fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let groups = digits.as_bytes().rchunks(3).rev();
    groups.map(|group| String::from_utf8_lossy(group).into_owned()).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::thousands;

    #[test]
    fn digits_stand_in_threes() {
        assert_eq!(thousands(7), "7");
        assert_eq!(thousands(1_234_567), "1,234,567");
    }
}
