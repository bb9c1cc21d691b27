// The pages the end-to-end tests open: a server on 127.0.0.1, at a port of the system's choice. It gives out
// tests/fixtures/** as it lies there, at /page/NAME the pages made below, each with one difficulty and
// the headers that belong to it, at /bad/NAME those of bad-pages.mjs, and at /www/ the site that runs the core. All texts
// are our own.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { badPages } from "./bad-pages.mjs";
import { styledPages } from "./styled-pages.mjs";

const REPOSITORY = fileURLToPath(new URL("../../", import.meta.url));
const FIXTURES = join(REPOSITORY, "tests/fixtures");

/** What `cargo xtask run --www` serves: where, which folder, and what stands for the folder itself. */
const SITE = /** @type {const} */ ([
  ["/www/", "www", "index.html"],
  ["/extension/pkg/", "extension/pkg", ""],
  ["/demo/", "tests/fixtures/demo/aggregator", "source.html"],
]);

/** One that nobody takes for any other. */
const OTHER_FONT = fileURLToPath(new URL("../../extension/fonts/opendyslexic-latin-700-normal.woff2", import.meta.url));

/** @type {Record<string, string>} */
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".pdf": "application/pdf",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".wasm": "application/wasm",
};

const PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="450"><rect width="800" height="450" fill="#9fc0d0"/>
<path d="M250 260h300l-40 70H290z" fill="#33546b"/><path d="M0 320q200-40 400 0t400 0v130H0z" fill="#476f86"/></svg>`;

export const HEADLINE = "The ferry that would not stay in its timetable";
export const FIRST_WORDS = "For the ninth time this autumn";
export const DEK = "Nine times, the tide was right.";
export const LAST_WORDS = "and the log will say so";

const PARAGRAPHS = [
  `${FIRST_WORDS}, the morning ferry to Sandholm left the quay eleven minutes early, and for the ninth time nobody who was on board complained about it.`,
  "The captain, who has crossed the sound more than twenty thousand times, says that the tide doesn't read timetables, and that passengers who live on the island have always known when to come.",
  "The harbour office sees it differently. A timetable, its director wrote in a letter to the crew, is a promise, and a promise kept only for those who know better is not kept at all.",
  "What neither side disputes is the log. Every departure since 1981 stands in it, written by hand, with the wind, the number of bicycles and, in one case, a sofa.",
  "Researchers from the mainland have begun to copy the log, because it is the longest unbroken record of the current in the sound that anyone has found, longer than that of the lighthouse.",
  "Their first result surprised them: the tide in the narrow part of the sound now turns about a quarter of an hour earlier than it did when the timetable was drawn up, and the ferry has followed it.",
  "The director has read the result twice. She doesn't want to say that the captain was right, she says, but she has asked the printer to wait with next year's timetable.",
  `On Thursday the council will decide whether the first ferry leaves at six or when the water allows it. Either way somebody will be late, ${LAST_WORDS}.`,
];

const RTL_PARAGRAPHS = [
  "غادرت العبّارة الصباحية الرصيف قبل موعدها بإحدى عشرة دقيقة للمرة التاسعة هذا الخريف، ولم يشتكِ أحد من الركاب الذين كانوا على متنها.",
  "ويقول القبطان، الذي عبر المضيق أكثر من عشرين ألف مرة، إن المد لا يقرأ جداول المواعيد، وإن سكان الجزيرة يعرفون دائمًا متى يأتون إلى الرصيف.",
  "أما إدارة الميناء فترى الأمر على نحو آخر، فالجدول في رأيها وعد، والوعد الذي لا يُوفى به إلا لمن يعرف أكثر من غيره ليس وعدًا على الإطلاق.",
  "ولا يختلف الطرفان على السجل، ففيه كُتبت بخط اليد كل رحلة منذ عام واحد وثمانين، مع اتجاه الريح وعدد الدراجات، وفي إحدى المرات أريكة كاملة.",
  "وقد بدأ باحثون من البر الرئيسي نسخ هذا السجل، لأنه أطول سجل متصل لحركة التيار في المضيق عُثر عليه حتى الآن، وهو أطول من سجل المنارة نفسها.",
  "وسيقرر المجلس يوم الخميس ما إذا كانت العبّارة الأولى ستغادر في السادسة أم حين يسمح الماء بذلك، وفي الحالتين سيتأخر شخص ما، وسيذكر السجل ذلك.",
];

const FURNITURE = `<header><a href="/">The Sound Post</a><nav><ul><li><a href="/news">News</a></li><li><a href="/sea">Sea</a></li><li><a href="/letters">Letters</a></li></ul></nav></header>`;
const FOOTER = `<footer><p>The Sound Post, Quay Street 1</p><ul><li><a href="/about">About us</a></li><li><a href="/contact">Contact</a></li></ul></footer>`;

const NEWSLETTER = `<aside class="newsletter-signup"><h3>Sign up for our newsletter</h3><p>The sea, every morning in your inbox.</p>
<form action="/letters" method="post"><label>E-mail <input type="email" name="email" placeholder="Your e-mail address"></label><button type="submit">Subscribe</button></form></aside>`;

/** @param {string[]} paragraphs */
const prose = (paragraphs) => paragraphs.map((text) => `<p>${text}</p>`).join("\n");

const ARTICLE = `<article><h1>${HEADLINE}</h1><p class="byline">By Ada Example</p>
<figure><img src="/ferry.svg" alt="The ferry" width="800" height="450"><figcaption>The ferry, early. Photograph: B. Example</figcaption></figure>
${prose(PARAGRAPHS)}</article>`;

const JAPANESE = [
  "この秋九度目のことである。島へ渡る朝の連絡船は、定刻より11分早く岸壁を離れ、九度とも、乗り合わせた客の誰ひとりとして苦情を言わなかった。",
  "船長は海峡を2万回以上も渡ってきた人で、潮は時刻表を読まないし、島に暮らす者はいつ岸に来ればよいかを昔から知っている、と言う。",
  "港の事務所の見方はちがう。所長が乗組員に宛てた手紙によれば、時刻表とは約束であり、事情に通じた人とだけ守られる約束は、守られたとは言えない。",
  "どちらも争わないのは航海日誌である。1981年からの出航がすべて手書きで記され、風向きと自転車の台数、そして一度は長椅子のことまで書いてある。",
  "本土の研究者が日誌を写しはじめた。この海峡の流れについて、途切れずに残る記録としては灯台のものより長く、これほどのものはほかに見つかっていない。",
  "最初の結果には当人たちも驚いた。狭いところの潮は、時刻表が作られたころよりおよそ15分早く変わるようになっており、船はそれに従っていたのだ。",
  "評議会は12月3日の木曜日に、始発の船が6時に出るのか、それとも水の許すときに出るのかを決める。どちらにしても誰かは乗り遅れ、日誌にはそう記されるだろう!!",
];

const JAPANESE_STORY = `<article><h1>時刻表に収まらない<ruby>連絡船<rt>れんらくせん</rt></ruby></h1><p>${JAPANESE[0]}<sup><a href="#note-1">1</a></sup></p>
<figure><img src="/ferry.svg" alt="連絡船" width="800" height="450"><figcaption>早朝の連絡船。</figcaption></figure><p>${JAPANESE[1]}</p>
<h2>港の言い分</h2><p>${JAPANESE[2]}</p><p>${JAPANESE[3]}</p><blockquote><p>約束は、守られてはじめて約束である。知る者とだけ守られるものを、港では約束と呼ばない。</p></blockquote><ol><li>自転車が400台、これは1年の数である。</li><li>長椅子がひとつ、これは戻ってきた。</li></ol>
<pre><code>def departs(tide): return tide - 11  # minutes</code></pre><h3>手紙のなかで</h3><p>${JAPANESE[4]}</p>
<table><caption>出航</caption><tr><th>曜日</th><th>時刻</th></tr><tr><td>月曜日</td><td>5時49分</td></tr></table>
<h2>日誌の語ること</h2>${prose(JAPANESE.slice(5))}${prose(JAPANESE)}${prose(JAPANESE)}<h2>注</h2><ol><li id="note-1">九度のうちの最初は九月の第二週、大潮の日のことであった。</li></ol></article>`;

/**
 * @param {string} body
 * @param {{ head?: string, root?: string, title?: string }} [parts]
 */
function html(body, { head = "", root = 'lang="en"', title = `${HEADLINE} | The Sound Post` } = {}) {
  return `<!doctype html>\n<html ${root}><head><meta charset="utf-8"><title>${title}</title>${head}</head>\n<body>${body}</body></html>`;
}

/** @param {string} inside */
const story = (inside, head = "") => html(`${FURNITURE}<main>${inside}</main>${FOOTER}`, { head });

const PHONE = '<meta name="viewport" content="width=device-width, initial-scale=1">';

/** A page's own handlers run when the page loads. What counts is that none runs again. */
const HIT = "document.documentElement.dataset.hits = 1 + Number(document.documentElement.dataset.hits || 0)";

const PAYLOADS = `
<p>A picture <img src="/no-such.png" onerror="${HIT}" onload="${HIT}" alt="x"> and <img src=x onerror=${HIT.replaceAll(" ", "")}> in the text of this long enough paragraph.</p>
<p><a href="javascript:${HIT}">one</a> <a href=" &#9;java&#10;script:${HIT}">two</a> <a href="data:text/html,<script>${HIT}</script>">three</a> <a href="vbscript:x" onclick="${HIT}">four</a>: links that lead nowhere good, in a sentence.</p>
<p style="position:fixed;inset:0;background:url(javascript:${HIT})" onmouseover="${HIT}" class="x" id="title">A paragraph that would like to be somewhere else, and to be called otherwise.</p>
<svg><script>${HIT}</script><animate onbegin="${HIT}" attributeName=x dur=1s /><a xlink:href="javascript:${HIT}"><text>svg</text></a></svg>
<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${HIT.replaceAll(" ", "")}&gt;"></table></mtext></math>
<iframe srcdoc="<script>parent.${HIT}</script>"></iframe><object data="data:text/html,x"></object><embed src="/no-such.swf">
<noscript><p title="</noscript><img src=x onerror=${HIT.replaceAll(" ", "")}>">noscript</p></noscript>
<form name="body" action="javascript:${HIT}"><input name="localName"><input name="firstElementChild"><input name="nextElementSibling"><button formaction="javascript:${HIT}">go</button></form>
<div id="lede"></div><div id="browser"></div><div id="chrome"></div>
<details open ontoggle="${HIT}"><summary>More about it</summary><p>Something that belongs to the story and is long enough to be told.</p></details>
<video src="/no-such.mp4" onerror="${HIT}"><source onerror="${HIT}"></video><audio src=x onerror="${HIT}"></audio>
<base href="javascript:${HIT}//"><link rel="stylesheet" href="data:text/css,*{display:none}"><meta http-equiv="refresh" content="9999;url=javascript:${HIT}">`;

/** Five megabytes: an article as long as a book, in the wrappers that real pages have. */
function bigPage() {
  let body = `<h1>${HEADLINE}</h1>`;
  for (let n = 0; body.length < 5_000_000; n += 1) {
    const text = PARAGRAPHS[n % PARAGRAPHS.length];
    body += `<div class="block block-${n % 50}"><p data-n="${n}">${text} <a href="/log/${n}">Entry ${n}</a>, <em>as written</em> &amp; signed.</p></div>\n`;
  }
  return story(`<article>${body}</article>`);
}

/** One empty leaf: as short as a PDF can be. */
const PDF = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]>>endobj
trailer<</Root 1 0 R>>
%%EOF`;

/** @typedef {{ body: string | (() => string | Buffer), headers?: Record<string, string> }} PageMade */

export const BAD_PAGES = badPages({ page: story(ARTICLE), article: ARTICLE, japanese: prose(JAPANESE), first: FIRST_WORDS, last: LAST_WORDS });

/** @type {Record<string, PageMade>} */
const PAGES = {
  ...styledPages((head) => story(ARTICLE, head)),
  plain: { body: story(ARTICLE) },
  /** The line below the headline stands outside the text's element. */
  dek: {
    body: story(`<div class="head"><h1>${HEADLINE}</h1><p>${DEK}</p><p class="byline">By Ada Example</p></div>
<div class="copy">${prose(PARAGRAPHS)}</div>`, `<meta name="description" content="${DEK}">`),
  },
  newsletter: { body: story(`<article><h1>${HEADLINE}</h1>${prose(PARAGRAPHS.slice(0, 4))}${NEWSLETTER}${prose(PARAGRAPHS.slice(4))}</article>`) },
  notes: {
    body: story(`<article><h1>${HEADLINE}</h1>
<p>${PARAGRAPHS[0]}<sup><a href="#note-1" id="ref-1">1</a></sup></p><p>${PARAGRAPHS[1]} See <a href="#log">the log</a>, and <a href="https://sound.example/tide">the tide</a>.</p>
<h2 id="harbour">What the harbour says</h2><p>${PARAGRAPHS[2]}<sup><a href="#note-2">2</a></sup></p><p>${PARAGRAPHS[3]}</p>
<h3>In a letter</h3><p>${PARAGRAPHS[4]}</p><h2 id="log">What the log says</h2>${prose(PARAGRAPHS.slice(5))}
<h2>Notes</h2><ol><li id="note-1"><p>The first of the nine was in the second week of September, on a spring tide. <a href="#ref-1">Back</a></p></li>
<li id="note-2">The letter is dated the third of October and hangs in the wheelhouse.</li></ol></article>`),
  },
  /** One of each: what the view has a feature for. */
  everything: {
    body: story(`<article><h1>${HEADLINE}</h1><p class="byline">By Ada Example</p><p>${PARAGRAPHS[0]}<sup><a href="#note-1">1</a></sup></p>
<figure><img src="/ferry.svg" alt="The ferry" width="800" height="450"><figcaption>The ferry, early. Photograph: B. Example</figcaption></figure>
<h2>What the harbour says</h2><p>${PARAGRAPHS[1]} <a href="https://sound.example/tide">The tide</a> is another matter, and <mark>nobody</mark> uses <code>tide</code> for it, or <kbd>T</kbd>.</p>
${NEWSLETTER}<blockquote><p>${PARAGRAPHS[2]}</p></blockquote><p>${PARAGRAPHS[3]}</p><ul><li>Bicycles, of which there were four hundred in the year.</li><li>One sofa, which came back.</li></ul>
<pre><code>def departs(tide):\n    return tide - 11  # minutes; the captain says that this is what the log of all these years comes down to, more or less</code></pre>
<h3>In a letter</h3><p>${PARAGRAPHS[4]}</p><table><caption>Departures</caption><tr><th>Day</th><th>Hour</th></tr><tr><td>Monday</td><td>5:49</td></tr></table>
<figure><video src="/crossing.webm" poster="/ferry.svg" title="The crossing" width="800" height="450"></video></figure>
<h2>What the log says</h2>${prose(PARAGRAPHS.slice(5))}<h2>Notes</h2><ol><li id="note-1">The first of the nine was in the second week of September, on a spring tide.</li></ol></article>`),
  },
  "plain-with-top-link": { body: story(`<article><h1>${HEADLINE}</h1>${prose(PARAGRAPHS)}<p>Have you been on board? Write to <a href="#contact">the harbour office</a>, which collects such stories.</p></article><p id="contact"></p>`) },
  code: {
    body: story(`<article><h1>${HEADLINE}</h1>${prose(PARAGRAPHS.slice(0, 4))}<pre><code class="language-python">def departs(tide):\n    return tide - 11\n</code></pre>
${prose(PARAGRAPHS.slice(4))}</article>`),
  },
  "long-code": {
    body: story(`<article><h1>${HEADLINE}</h1>${prose(PARAGRAPHS.slice(0, 4))}<pre><code class="language-python">def departs(tide, wind, number_of_bicycles, sofa=None): return tide - 11 if sofa is None else tide + 4  # minutes
def arrives(tide): return tide + 20
</code></pre>${prose(PARAGRAPHS.slice(4, 6))}<pre>${"the tide doesn't read timetables, and neither does the captain; ".repeat(3)}</pre>${prose(PARAGRAPHS.slice(6))}</article>`),
  },
  pictures: {
    body: story(`<article><h1>${HEADLINE}</h1>${prose(PARAGRAPHS.slice(0, 3))}
<figure><img src="/ferry.svg?1" alt="The ferry at the quay" width="800" height="450"><figcaption>The ferry, early. Photograph: B. Example</figcaption></figure>
${prose(PARAGRAPHS.slice(3, 5))}<figure><img src="/ferry.svg?2" alt="The ferry on the sound" width="800" height="450"><figcaption>The ferry, under way.</figcaption></figure>
${prose(PARAGRAPHS.slice(5))}<figure><img src="/ferry.svg?3" alt="The ferry at night" width="800" height="450"></figure></article>`),
  },
  "linked-pictures": {
    body: story(`<article><h1>${HEADLINE}</h1>${prose(PARAGRAPHS.slice(0, 3))}
<figure><a href="/kept.jpg"><img src="/ferry.svg?1" alt="The ferry at the quay" width="800" height="450"></a><figcaption>The ferry, early.</figcaption></figure>
${prose(PARAGRAPHS.slice(3, 5))}<figure><a href="/ferries/large/ferry.svg?w=2000"><img src="/ferry.svg?2" alt="The ferry on the sound" width="800" height="450"></a></figure>
${prose(PARAGRAPHS.slice(5))}<figure><a href="/pictures/File:Ferry.jpg"><img src="/ferry.svg?3" alt="The ferry at night" width="800" height="450"></a></figure>
<figure><a href="/page/plain"><img src="/ferry.svg?4" alt="The ferry in the log" width="800" height="450"></a></figure></article>`),
  },
  video: {
    body: story(`<article><h1>${HEADLINE}</h1>${prose(PARAGRAPHS.slice(0, 4))}
<figure><video src="/crossing.webm" poster="/ferry.svg" title="The crossing" width="800" height="450"></video><figcaption>The crossing, filmed from the bridge.</figcaption></figure>
<figure><video src="/tide.wav" title="The tide, heard"></video></figure>
<iframe src="https://player.example/embed/sound" title="The sound, live" width="640" height="360"></iframe>${prose(PARAGRAPHS.slice(4))}</article>`),
  },
  table: {
    body: story(`<article><h1>${HEADLINE}</h1>${prose(PARAGRAPHS.slice(0, 4))}<table><tr>${Array.from({ length: 24 }, (_, hour) => `<th>Departure at ${hour} o'clock</th>`).join("")}</tr>
<tr>${Array.from({ length: 24 }, (_, hour) => `<td>${hour}</td>`).join("")}</tr></table>${prose(PARAGRAPHS.slice(4))}</article>`),
  },
  "table-with-remarks": {
    body: story(`<article><h1>${HEADLINE}</h1>${prose(PARAGRAPHS.slice(0, 4))}<table><tr>${Array.from({ length: 12 }, (_, hour) => `<th>Departure at ${hour} o'clock</th>`).join("")}<th>Remarks</th></tr>
<tr>${Array.from({ length: 12 }, (_, hour) => `<td>${hour}</td>`).join("")}<td>${PARAGRAPHS[4]}</td></tr></table>${prose(PARAGRAPHS.slice(4))}</article>`),
  },
  "opened-on-paper": { body: story(`<article><h1>${HEADLINE}</h1>${prose(PARAGRAPHS.slice(0, 4))}<details><summary>What the log says</summary><p>${PARAGRAPHS[4]}</p></details>${prose(PARAGRAPHS.slice(5))}</article>`) },
  emphasis: {
    body: story(`<article><h1>${HEADLINE}</h1><p>${PARAGRAPHS[0]} <em>So it is.</em> <span lang="ar">يقول القبطان إن <em>المد</em> لا يقرأ.</span> <span lang="ja">潮は<em>時刻表</em>を読まない。</span></p>${prose(PARAGRAPHS.slice(1))}</article>`),
  },
  spoken: {
    body: story(`<article><h1>${HEADLINE}</h1><p>${PARAGRAPHS[0]} So says the log<a href="#n1">[12]</a> and the harbour [3, 4].</p>
<h2>What the harbour says <span>[<a href="/edit">edit</a>]</span></h2><p>The captain calls it <i lang="de">eine Frage der Gezeiten</i> and means it. <span lang="de">Das ist sein letztes Wort.</span> Nobody asked <i lang="fi">hyvää huomenta</i> twice.</p>
<table><caption>Departures in autumn</caption><thead><tr><th rowspan="2">Day</th><th colspan="2">Hour</th></tr><tr><th>planned</th><th>true</th></tr></thead>
<tr><th scope="row">Monday</th><td>6:00</td><td>5:49</td></tr><tr><th scope="row">Tuesday</th><td colspan="2">none. The wind was too strong.</td></tr></table>
${prose(PARAGRAPHS.slice(1))}<h2>Notes</h2><ol><li id="n1">The log of the year, page twelve, in the hand of the captain.</li></ol></article>`),
  },
  "figures-to-hear": {
    body: story(`<article><h1>${HEADLINE}</h1><p>${PARAGRAPHS[0]}</p>
<figure><blockquote><p>The tide is never late.</p><p>It is never early either.</p></blockquote><figcaption>The captain, in a letter</figcaption></figure><p>${PARAGRAPHS[1]}</p>
<figure><figcaption>Departures in autumn</figcaption><table><caption>Departures in autumn</caption><thead><tr><th>Day</th><th>Hour</th></tr></thead><tbody><tr><td>Monday</td><td>5:49</td></tr><tr><td>Tuesday</td><td>5:49</td></tr></tbody></table></figure><p>${PARAGRAPHS[2]}</p>
<figure><pre><code>def departs(tide): return tide - 11</code></pre><figcaption>When it leaves</figcaption></figure>${prose(PARAGRAPHS.slice(3))}</article>`),
  },
  "long-sentence": { body: story(`<article><h1>${HEADLINE}</h1><p>${PARAGRAPHS[0]}</p><p>${PARAGRAPHS.slice(1, 5).map((text) => text.replaceAll(/[.]/g, ",")).join(" ")} and so on.</p>${prose(PARAGRAPHS.slice(5))}</article>`) },
  dated: { body: story(ARTICLE + NEWSLETTER, '<meta property="article:published_time" content="2026-05-04">') },
  "many-links": {
    body: story(`<article><h1>${HEADLINE}</h1>${PARAGRAPHS.map((text, n) => `${n % 3 ? "" : `<h2>Part ${n / 3 + 1}</h2>`}<p><a href="https://sound.example/${n}">Entry ${n + 1}</a>: ${text} ${PARAGRAPHS[7 - n]} So says <a href="https://sound.example/log/${n}">the log</a>, and <a href="https://sound.example/more/${n}">another</a>.</p>`).join("\n")}</article>`),
  },
  levels: {
    body: story(`<article><h1>${HEADLINE}</h1>${prose(PARAGRAPHS.slice(0, 2))}<h4>What the harbour says</h4>${prose(PARAGRAPHS.slice(2, 4))}<h2>What the log says</h2><p>${PARAGRAPHS[4]}</p>
<h5>In a letter</h5><p>${PARAGRAPHS[5]}</p><h4>In another letter</h4>${prose(PARAGRAPHS.slice(6))}<h3>And in the end</h3><p>${PARAGRAPHS[0]} Once more.</p></article>`),
  },
  "phone-wide": { body: story(`<article><h1>${HEADLINE}</h1>${prose(PARAGRAPHS)}<pre>${"tide ".repeat(40)}</pre>${prose(PARAGRAPHS)}</article>`, PHONE) },
  "phone-vertical": { body: story(`<article><h1>${HEADLINE}</h1>${prose([...PARAGRAPHS, ...PARAGRAPHS])}</article>`, `${PHONE}<style>body { writing-mode: vertical-rl; inline-size: 600px }</style>`) },
  "phone-placed": { body: story(`${ARTICLE}<div style="position: absolute; inset: 90px auto auto 0; inline-size: 1300px">A banner</div>`, PHONE) },
  long: { body: story(`<article><h1>${HEADLINE}</h1>${Array.from({ length: 12 }, (_, n) => `<h2>Part ${n + 1}</h2>${prose(PARAGRAPHS)}`).join("")}</article>`) },
  "in-script": {
    body: html(`${FURNITURE}<main><h1>${HEADLINE}</h1><div id="root"></div></main>${FOOTER}`, {
      head: `<script type="application/ld+json">${JSON.stringify({
        "@context": "https://schema.org", "@type": "NewsArticle", headline: HEADLINE, isAccessibleForFree: true, articleBody: PARAGRAPHS.join("\n\n"),
      })}</script>`,
    }),
  },
  illustrated: {
    body: story(
      `<article><h1>${HEADLINE}</h1><figure><img src="/kept.jpg" alt="Lanterns" width="1280" height="720"></figure>${prose(PARAGRAPHS)}
       <figure><img src="/ferry.svg" alt="The ferry" width="800" height="450"></figure><h2>The log</h2>${NEWSLETTER}${prose(PARAGRAPHS.slice(0, 2))}</article>`,
    ),
  },
  /** With some of each kind of block. */
  blocks: {
    body: story(`<article><h1>${HEADLINE}</h1>${prose(PARAGRAPHS.slice(0, 3))}<h2 id="log">The log</h2>${prose(PARAGRAPHS.slice(3, 5))}
<ul><li>A lantern of <a href="/lanterns">brass</a></li><li>A rope that was never cut</li></ul>${prose(PARAGRAPHS.slice(5, 6))}${NEWSLETTER}<blockquote><p>The tide waits for the post.</p><p>Nobody waits for the tide.</p></blockquote>
<table><caption>Crossings</caption><tr><th>Month</th><th>Crossings</th></tr><tr><td>May</td><td>31</td></tr></table><pre><code>tide --wait</code></pre>
<h2>A bell</h2>${prose(PARAGRAPHS.slice(6))}<figure><img src="/ferry.svg" alt="The ferry" width="800" height="450"><figcaption>The ferry at the quay</figcaption></figure></article>`),
  },
  selectable: {
    body: story(`<article><h1>${HEADLINE}</h1><p id="from">${PARAGRAPHS[0]}</p><p style="display: none">A line nobody sees.</p><script>"not text"</script>
<ul><li>One thing that the log holds</li><li>Another thing, <b>with a sofa</b></li></ul><sea-chart></sea-chart><p>${PARAGRAPHS[1]}</p><p id="to">${PARAGRAPHS[2]}</p></article>
<script>customElements.define("sea-chart", class extends HTMLElement { constructor() { super(); const { dataset } = document.documentElement; dataset.woken = 1 + Number(dataset.woken || 0) } })</script>`),
  },
  encyclopedia: {
    body: html(`<nav><a href="/">Main page</a></nav><main><h1>${HEADLINE}</h1><table class="infobox"><tr><th>First crossing</th><td><span class="published updated">1981-03-05</span></td></tr></table>
<p id="from">${PARAGRAPHS[0]}</p>${prose(PARAGRAPHS.slice(1))}</main>`, { title: `${HEADLINE} - Encyclopedia`, head: `<meta property="og:title" content="${HEADLINE} - Encyclopedia">` }),
  },
  list: { body: story(`<article><h1>${HEADLINE}</h1>${prose(PARAGRAPHS.slice(0, 2))}<ol>${PARAGRAPHS.map((text) => `<li>${text}</li>`).join("")}</ol></article>`) },
  wall: {
    body: html(`${FURNITURE}<main><article><h1>${HEADLINE}</h1>${prose(PARAGRAPHS.slice(0, 4))}<p>The director has read the result twice. She doesn't want to…</p>
<div class="paywall"><h3>Subscribe to read the rest of this story</h3><p>Already a subscriber? <a href="/login">Log in</a></p><a href="/subscribe">Subscribe now</a></div></article></main>${FOOTER}`, {
      head: `<script type="application/ld+json">${JSON.stringify({ "@context": "https://schema.org", "@type": "NewsArticle", headline: HEADLINE, isAccessibleForFree: false })}</script>`,
    }),
  },
  desk: { body: html("<textarea></textarea><div contenteditable>&nbsp;</div>", { title: "A desk" }) },
  "no-clipboard": {
    body: story(`${ARTICLE}<script>document.addEventListener("copy", () => { document.title = "heard it" }, true)</script>`),
    headers: { "permissions-policy": "clipboard-write=()" },
  },
  "csp-none": { body: story(ARTICLE), headers: { "content-security-policy": "default-src 'none'" } },
  "csp-sandbox": { body: story(ARTICLE), headers: { "content-security-policy": "sandbox" } },
  coep: {
    body: story(ARTICLE),
    headers: { "cross-origin-embedder-policy": "require-corp", "cross-origin-opener-policy": "same-origin" },
  },
  modal: { body: story(`${ARTICLE}<dialog id="wall"><p>Cookies?</p></dialog><script>wall.showModal()</script>`) },
  "late-modal": {
    body: story(`${ARTICLE}<dialog id="wall"><p>Sign up!</p></dialog><script>addEventListener("open-wall", () => wall.showModal())</script>`),
  },
  "hostile-css": {
    body: story(ARTICLE, "<style>* { display: none !important; opacity: 0 !important; visibility: hidden !important } lede-reader { position: fixed !important; left: -9999px !important }</style>"),
  },
  "open-shadow": {
    body: html(`${FURNITURE}<news-story></news-story>${FOOTER}<template id="t">${ARTICLE}</template>
<script>document.querySelector("news-story").attachShadow({ mode: "open" }).append(document.querySelector("#t").content); document.querySelector("#t").remove()</script>`),
  },
  "closed-shadow": {
    body: html(`${FURNITURE}<news-story><template shadowrootmode="closed"><div><slot></slot></div><story-text><template shadowrootmode="open">${ARTICLE}</template></story-text></template></news-story>${FOOTER}`),
  },
  big: { body: bigPage },
  /** A script brings the text after everything else has come. */
  "comes-later": {
    body: html(`${FURNITURE}<main></main>${FOOTER}<template id="t">${ARTICLE}</template>
<script>addEventListener("load", () => setTimeout(() => document.querySelector("main").append(document.querySelector("#t").content), 200))</script>`),
  },
  "no-article": { body: html("<h1>Log in</h1><form><input name=user><input type=password><button>Log in</button></form>", { title: "Log in" }) },
  /** Too little for an article; some of it isn't in sight. */
  hours: {
    body: html(`${FURNITURE}<main><h1>Opening hours</h1><p>Eight to six.</p><p class="later">Nobody sees this.</p><p hidden>Nor this.</p>
<form><input name="day"><button>Ask</button></form></main>`, { title: "Opening hours", head: "<style>.later { display: none }</style>" }),
  },
  "phone-no-article": { body: html(`<form><input name=user><button>Log in</button></form><p style="inline-size: 1200px">Forgotten?</p>`, { head: PHONE, title: "Log in" }) },
  hostile: { body: story(`<article><h1>${HEADLINE}</h1>${prose(PARAGRAPHS.slice(0, 4))}${PAYLOADS}${prose(PARAGRAPHS.slice(4))}</article>`) },
  rtl: {
    body: html(`<main><article><h1>العبّارة التي لا تلتزم بموعدها</h1>${prose(RTL_PARAGRAPHS)}</article></main>`, {
      root: 'lang="ar" dir="rtl"',
      title: "العبّارة التي لا تلتزم بموعدها",
    }),
  },
  "rtl-in-ltr": { body: html(`<main><article lang="ar" dir="rtl"><h1>العبّارة التي لا تلتزم بموعدها</h1>${prose(RTL_PARAGRAPHS)}</article></main>`, { root: 'lang="ar"', title: "العبّارة" }) },
  japanese: { body: html(`<main>${JAPANESE_STORY}</main>`, { root: 'lang="ja"', title: "時刻表に収まらない連絡船" }) },
  "japanese-vertical-nag": {
    body: html(`<main><article><h1>時刻表に収まらない連絡船</h1>${prose(JAPANESE)}${prose(JAPANESE)}${NEWSLETTER}${prose(JAPANESE)}</article></main>`, { root: 'lang="ja"', title: "時刻表に収まらない連絡船", head: "<style>article { writing-mode: vertical-rl; inline-size: 600px }</style>" }),
  },
  "japanese-vertical": {
    body: html(`<main>${JAPANESE_STORY}</main>`, { root: 'lang="ja"', title: "時刻表に収まらない連絡船", head: "<style>article { writing-mode: vertical-rl; block-size: 100%; inline-size: 600px }</style>" }),
  },
  "swallows-keys": {
    body: story(`${ARTICLE}<script>for (const type of ["keydown", "keyup", "keypress"]) addEventListener(type, (e) => { e.stopImmediatePropagation(); e.preventDefault(); }, true)</script>`),
  },
  "hears-keys": {
    body: story(`${ARTICLE}<script>for (const on of [document, document.body]) for (const type of ["keydown", "click"]) on.addEventListener(type, (e) => { document.title += type }, true)</script>`),
  },
  /** Forbids whatever can be forbidden, at the document, before the view is there and after; and at the window, after. */
  "hears-presses": {
    body: story(`<article><h1>${HEADLINE}</h1><p>${PARAGRAPHS[0]}<sup><a href="#note-1">1</a></sup></p><details><summary>More about it</summary><p>${PARAGRAPHS[1]}</p></details>
${prose(PARAGRAPHS.slice(2))}${prose(PARAGRAPHS)}<h2>What the log says</h2>${prose(PARAGRAPHS)}<h2>Notes</h2><ol><li id="note-1">The first of the nine was in the second week of September, on a spring tide.</li></ol></article>
<script>const heard = (e) => {
  if (e.target?.localName !== "lede-reader") return;
  document.documentElement.dataset.heard = (document.documentElement.dataset.heard ?? "") + e.type + " ";
  e.preventDefault();
  e.stopImmediatePropagation();
};
const hear = (...on) => {
  for (const it of on) for (const name in window) if (name.startsWith("on") && !/load|page|storage|error|animation|transition|scroll|toggle|close|key|rawupdate/.test(name)) it.addEventListener(name.slice(2), heard, { capture: true, passive: false });
  for (const it of on) for (const type of ["focusin", "focusout", "touchmove"]) it.addEventListener(type, heard, { capture: true, passive: false });
};
hear(document, document.documentElement, document.body);
addEventListener("view-is-open", () => hear(window, document.querySelector("lede-reader")));</script>`),
  },
  "rewrites-copies": {
    body: story(`${ARTICLE}<script>document.addEventListener("copy", (e) => { e.clipboardData.setData("text/plain", "Read more at the Sound Post"); e.preventDefault(); }, true);
for (const type of ["contextmenu", "selectstart", "dragstart"]) document.addEventListener(type, (e) => { document.title = type; e.preventDefault(); }, true)</script>`),
  },
  "removes-hosts": {
    body: story(`${ARTICLE}<script>addEventListener("remove-now", () => document.querySelector("lede-reader").remove())</script>`),
  },
  link: { body: story(`<a id="middle" href="/" style="position:fixed;inset:35%;background:#ddd">A link in the middle of the page</a>`) },
  /** All that is known of an article. */
  declared: {
    body: html(`${FURNITURE}<main><article><h1>${HEADLINE}</h1><p class="byline">By <a rel="author" href="/ada">Ada Example</a> and <a rel="author" href="/bo">Bo Muster</a></p>
<time datetime="2024-03-05T07:30:00Z">5 March 2024</time>${prose(PARAGRAPHS)}</article></main>${FOOTER}`, {
      head: `<meta property="og:site_name" content="The Sound Post"><meta property="article:published_time" content="2024-03-05T07:30:00Z">`,
    }),
  },
  /** Nothing but a text: neither who wrote it nor when. */
  undeclared: { body: html(`<main><article><h1>${HEADLINE}</h1>${prose(PARAGRAPHS)}</article></main>`, { title: HEADLINE }) },
  "report.pdf": { body: PDF, headers: { "content-type": "application/pdf" } },
  svg: { body: '<svg xmlns="http://www.w3.org/2000/svg"><text y="20">Not a page</text></svg>', headers: { "content-type": "image/svg+xml" } },
};

/**
 * @returns {Promise<{ url(path: string): string, requests: { path: string, referrer: string | undefined }[], close(): Promise<void> }>}
 */
export async function servePages() {
  /** @type {{ path: string, referrer: string | undefined }[]} */
  const requests = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://127.0.0.1").pathname);
    requests.push({ path, referrer: request.headers.referer });
    if (path === "/moved") {
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      response.writeHead(302, { location: `http://localhost:${port}/page/plain` }).end();
      return;
    }
    answer(path).then(
      ({ body, headers }) => response.writeHead(200, { "cache-control": "no-store", ...headers }).end(body),
      () => response.writeHead(404).end("not here"),
    );
  });
  await new Promise((listening) => void server.listen(0, "127.0.0.1", () => listening(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    url: (path) => `http://127.0.0.1:${port}${path}`,
    requests,
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => void server.close(closed));
    },
  };
}

/**
 * @param {string} path
 * @returns {Promise<{ body: string | Buffer, headers: Record<string, string> }>}
 */
async function answer(path) {
  const [, folder = "", name = ""] = /^\/(page|bad|fixtures)\/(.+)$/.exec(path) ?? [];
  if (path === "/ferry.svg") return { body: PICTURE, headers: { "content-type": "image/svg+xml" } };
  if (path === "/other.woff2") return { body: await readFile(OTHER_FONT), headers: { "content-type": "font/woff2" } };
  if (path === "/tide.wav") return { body: silence(), headers: { "content-type": "audio/wav" } };
  if (path === "/kept.jpg") {
    const { body } = await fixture("demo/aggregator/lead-1280.jpg");
    return { body, headers: { "content-type": "image/jpeg", "cache-control": "max-age=600" } };
  }
  if (folder === "fixtures") return fixture(name);
  const part = SITE.find(([prefix]) => path.startsWith(prefix));
  if (part) return ofSite(path, part);
  return made(folder === "bad" ? BAD_PAGES : PAGES, name);
}

/**
 * @param {Record<string, PageMade>} all
 * @param {string} name
 */
function made(all, name) {
  const page = Object.hasOwn(all, name) ? all[name] : undefined;
  if (!page) throw new Error(`no page ${name}`);
  const body = typeof page.body === "function" ? page.body() : page.body;
  return { body, headers: { "content-type": "text/html; charset=utf-8", ...page.headers } };
}

/** One second of it, as a WAV file: 8000 samples of one byte. */
function silence() {
  const samples = 8000;
  const header = Buffer.alloc(44);
  header.write("RIFF", 0);
  header.writeUInt32LE(36 + samples, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16); // bytes of what follows
  header.writeUInt16LE(1, 20); // not compressed
  header.writeUInt16LE(1, 22); // one channel
  header.writeUInt32LE(8000, 24); // samples a second
  header.writeUInt32LE(8000, 28); // bytes a second
  header.writeUInt16LE(1, 32); // bytes a sample
  header.writeUInt16LE(8, 34); // bits a sample
  header.write("data", 36);
  header.writeUInt32LE(samples, 40);
  return Buffer.concat([header, Buffer.alloc(samples, 128)]);
}

/** @param {string} name */
function fixture(name) {
  return file(join(FIXTURES, normalize(`/${name}`)));
}

/**
 * @param {string} path
 * @param {SITE[number]} part
 */
function ofSite(path, [prefix, inside, index]) {
  return file(join(REPOSITORY, inside, normalize(`/${path.slice(prefix.length) || index}`)));
}

/** @param {string} path */
async function file(path) {
  return { body: await readFile(path), headers: { "content-type": TYPES[extname(path)] ?? "application/octet-stream" } };
}
