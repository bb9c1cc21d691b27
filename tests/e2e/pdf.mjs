// In: a PDF as the browsers print it. Out: the text that stands on its pages, without white space, since each browser sets
// its own. Reads what Chromium and Firefox write, no more: deflated streams, object streams, fonts with a table of what
// their signs mean. ISO 32000-1 says what each part is.
import { inflateSync } from "node:zlib";

/** @typedef {{ head: string, data?: Buffer }} Part */
/** @typedef {{ bytes: number, signs: Map<string, string> }} Font */

/** @param {Uint8Array} file */
export function printed(file) {
  const parts = partsOf(Buffer.from(file));
  /** @type {string[]} */
  const found = [];
  for (const part of parts.values()) {
    const isPage = /\/Type\s*\/Page\b/.test(part.head);
    if (!isPage && !/\/Subtype\s*\/Form\b/.test(part.head)) continue;
    const fonts = fontsOf(parts, part);
    const contents = isPage ? references(/\/Contents\s*(\[[^\]]*\]|\d+ \d+ R)/.exec(part.head)?.[1] ?? "").map((it) => parts.get(it)) : [part];
    for (const it of contents) found.push(shown(it?.data?.toString("latin1") ?? "", fonts));
  }
  return found.join("").replaceAll(/\s/g, "");
}

/**
 * @param {Buffer} file
 * @returns {Map<string, Part>} by number
 */
function partsOf(file) {
  /** @type {Map<string, Part>} */
  const parts = new Map();
  const text = file.toString("latin1"); // a character a byte
  for (const { 0: opening, 1: number = "", index } of text.matchAll(/(\d+) 0 obj\b/g)) {
    const from = index + opening.length;
    const [mark = ""] = /endobj|stream\r?\n/.exec(text.slice(from)) ?? [];
    const at = text.indexOf(mark, from);
    const head = text.slice(from, at);
    if (!mark.startsWith("stream")) parts.set(number, { head });
    else {
      const raw = file.subarray(at + mark.length, text.indexOf("endstream", at));
      parts.set(number, { head, data: /\/FlateDecode/.test(head) ? inflated(raw) : raw });
    }
  }
  for (const { head, data } of [...parts.values()]) {
    if (/\/ObjStm/.test(head) && data) for (const [number, part] of packed(head, data)) parts.set(number, part);
  }
  return parts;
}

/**
 * @param {string} head
 * @param {Buffer} data
 * @returns {[string, Part][]}
 */
function packed(head, data) {
  const first = Number(/\/First (\d+)/.exec(head)?.[1]);
  const numbers = data.toString("latin1", 0, first).trim().split(/\s+/).map(Number);
  const starts = numbers.filter((_, at) => at % 2 === 1).map((it) => first + it);
  return starts.map((start, at) => [String(numbers[2 * at]), { head: data.toString("latin1", start, starts[at + 1]) }]);
}

/** @param {Buffer} raw with the line break before its end */
function inflated(raw) {
  try {
    return inflateSync(raw);
  } catch {
    return Buffer.alloc(0); // what only looks like one, inside another
  }
}

/** @param {string} text */
function references(text) {
  return Array.from(text.matchAll(/(\d+) 0 R/g), ([, number = ""]) => number);
}

/**
 * @param {Map<string, Part>} parts
 * @param {Part} part
 * @returns {Map<string, Font>} by the name that the part calls it by
 */
function fontsOf(parts, { head }) {
  const [resources = ""] = references(/\/Resources\s*\d+ 0 R/.exec(head)?.[0] ?? "").map((it) => parts.get(it)?.head ?? "");
  const within = resources || head;
  const list = /\/Font\s*(?:<<([^>]*)>>|(\d+) 0 R)/.exec(within);
  const names = list?.[1] ?? parts.get(list?.[2] ?? "")?.head ?? "";
  return new Map(
    Array.from(names.matchAll(/\/(\S+)\s+(\d+) 0 R/g), ([, name = "", number = ""]) => {
      const [table = ""] = references(/\/ToUnicode\s*\d+ 0 R/.exec(parts.get(number)?.head ?? "")?.[0] ?? "");
      return [name, fontOf(parts.get(table)?.data?.toString("latin1") ?? "")];
    }),
  );
}

/**
 * @param {string} table
 * @returns {Font}
 */
function fontOf(table) {
  const bytes = (/begincodespacerange\s*<([^>]+)>/.exec(table)?.[1]?.length ?? 4) / 2;
  const code = (/** @type {number} */ value) => value.toString(16).padStart(bytes * 2, "0");
  /** @type {Map<string, string>} */
  const signs = new Map();
  for (const [, pairs = ""] of table.matchAll(/beginbfchar([^]*?)endbfchar/g)) {
    for (const [, from = "", to = ""] of pairs.matchAll(/<([^>]+)>\s*<([^>]+)>/g)) signs.set(from.toLowerCase(), unicode(to));
  }
  for (const [, ranges = ""] of table.matchAll(/beginbfrange([^]*?)endbfrange/g)) {
    for (const [low, meanings] of rangesIn(ranges)) meanings.forEach((it, at) => signs.set(code(low + at), it));
  }
  return { bytes, signs };
}

/**
 * @param {string} table
 * @returns {[number, string[]][]} where each begins, and what its codes mean
 */
function rangesIn(table) {
  return Array.from(table.matchAll(/<([^>]+)>\s*<([^>]+)>\s*(?:<([^>]+)>|\[([^\]]*)\])/g), ([, low = "", high = "", to = "", list = ""]) => {
    const count = parseInt(high, 16) - parseInt(low, 16) + 1;
    return [parseInt(low, 16), to ? following(to, count) : Array.from(list.matchAll(/<([^>]+)>/g), ([, it = ""]) => unicode(it))];
  });
}

/**
 * @param {string} first
 * @param {number} count
 */
function following(first, count) {
  const last = parseInt(first.slice(-4), 16);
  return Array.from({ length: count }, (_, at) => unicode(first.slice(0, -4)) + String.fromCharCode(last + at));
}

/** @param {string} hex UTF-16 */
function unicode(hex) {
  return (hex.match(/.{4}/g) ?? []).map((it) => String.fromCharCode(parseInt(it, 16))).join("");
}

/**
 * @param {string} content
 * @param {Map<string, Font>} fonts
 */
function shown(content, fonts) {
  /** @type {Font | undefined} */
  let font;
  let text = "";
  const strings = content.replaceAll(/<<[^]*?>>/g, "").matchAll(/\/(\S+)\s+[\d.]+\s+Tf|<([0-9a-fA-F\s]+)>|\(((?:\\[^]|[^\\)])*)\)/g);
  for (const [, name, hex, literal] of strings) {
    if (name !== undefined) {
      font = fonts.get(name);
      continue;
    }
    const codes = hex ?? Buffer.from(unescaped(literal ?? ""), "latin1").toString("hex");
    const length = 2 * (font?.bytes ?? 1);
    for (const code of codes.toLowerCase().replaceAll(/\s/g, "").match(new RegExp(`.{${length}}`, "g")) ?? []) text += font?.signs.get(code) ?? "";
  }
  return text;
}

/** @param {string} literal */
function unescaped(literal) {
  /** @type {Record<string, string>} */
  const NAMED = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f", "\n": "" };
  return literal.replaceAll(/\\([0-7]{1,3}|[^])/g, (_, it) => (/^[0-7]/.test(it) ? String.fromCharCode(parseInt(it, 8)) : (NAMED[it] ?? it)));
}
