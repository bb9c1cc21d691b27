// In: nothing. Out: no more than a quicker core: it reads a page of our own, over and over, when nobody waits. Chromium compiles for speed
// what is often called, and keeps it with the browser's files once it is much of the module: what it has kept it needn't compile when the
// worker starts anew. Without this a reader would have to open some dozens of articles first, and again after each update.
//
// Firefox compiles the whole module for speed whenever it loads it, and keeps nothing: there's nothing to practise for.
import { read } from "./engine.js";

/** Till then a reader may have opened her first article, which nothing should slow down. */
const WAIT_MS = 3000;

/** From about so many readings on the browser compiles for speed what a reading does once. */
const TIMES = 100;

/** Between two readings: other work comes first. */
const PAUSE_MS = 10;

const WORDS = `The lamps of the harbour were lit at dusk, as every evening since the first of them was set up in 1871, and the keeper wrote
down the hour. Nobody came by. On the far side of the water, where the ferry used to land, a dog barked twice; then there was only the
wind, which had turned to the north and smelled of snow. "It will freeze by morning," she said, "and the ice won't hold until March."`;

/** @param {number} from */
const paragraph = (from) => {
  const words = WORDS.split(" ");
  return [...words.slice(from), ...words.slice(0, from)].join(" ");
};

/** @param {number[]} all @param {(n: number) => string} make */
const each = (all, make) => all.map(make).join("\n");

const PLACES = [3, 11, 19, 27, 35, 43];

/** In the shape of those that readers open, with a little of all that the core knows. */
const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>The lamps of the harbour | The Coast</title>
<meta name="description" content="A keeper, forty lamps and a winter."><meta property="og:title" content="The lamps of the harbour">
<meta property="og:type" content="article"><meta property="og:site_name" content="The Coast"><meta property="og:image" content="/pictures/lamps-1200.jpg">
<meta property="article:published_time" content="2024-01-09T18:30:00+01:00"><meta name="author" content="Ines Falk">
<link rel="canonical" href="https://lede.example/stories/lamps"><style>.lead{font-weight:bold}</style>
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"NewsArticle","headline":"The lamps of the harbour",
"datePublished":"2024-01-09T18:30:00+01:00","dateModified":"2024-01-10T08:00:00Z","author":[{"@type":"Person","name":"Ines Falk"}],
"image":{"@type":"ImageObject","url":"/pictures/lamps-1200.jpg"},"publisher":{"@type":"Organization","name":"The Coast"}}]}</script>
<script>window.dataLayer=window.dataLayer||[];function track(){dataLayer.push(arguments)}</script></head>
<body class="page page--story"><a class="skip-link" href="#main">Skip to content</a>
<header class="site-header"><a href="/" class="site-header__logo"><svg viewBox="0 0 9 9"><title>The Coast</title><path d="M1 1h7v7"/></svg></a>
<nav class="main-nav" aria-label="Main"><ul>${each(PLACES, (n) => `<li class="main-nav__item"><a href="/section-${n}">Section ${n}</a></li>`)}</ul></nav>
<form action="/search" role="search"><input type="search" name="q" placeholder="Search"><button>Search</button></form></header>
<main id="main"><article class="story" itemscope itemtype="https://schema.org/NewsArticle"><header class="story__header">
<p class="story__section"><a href="/section-3">Harbours</a></p><h1 class="story__headline" itemprop="headline">The lamps of the harbour</h1>
<p class="story__standfirst">A keeper, forty lamps and a winter that came early.</p>
<div class="story__byline">By <a rel="author" href="/authors/ines-falk">Ines Falk</a> <time datetime="2024-01-09T18:30:00+01:00">9 January 2024, 6.30pm</time></div>
<ul class="share-bar"><li><a href="https://social.example/share?u=1">Share on Social</a></li><li><a href="mailto:?subject=a">Email</a></li>
<li><button class="copy-link">Copy link</button></li></ul></header>
<figure class="story__lead"><picture><source srcset="/pictures/lamps-600.webp 600w, /pictures/lamps-1200.webp 1200w" type="image/webp">
<img src="/pictures/lamps-600.jpg" srcset="/pictures/lamps-600.jpg 600w, /pictures/lamps-1200.jpg 1200w" alt="Lamps" width="600" height="400">
</picture><figcaption>The lamps at dusk. <span class="credit">Photograph: Al Roe</span></figcaption></figure>
<div class="story__body" itemprop="articleBody">${each(PLACES, (n) => `<p>${paragraph(n)} <a href="/stories/${n}">The ferry</a> was <em>late</em> &amp; nearly empty&nbsp;&mdash; as always.</p>`)}
<aside class="newsletter-signup" data-component="newsletter"><h3>Sign up to our newsletter</h3><p>The coast in your inbox every Friday.</p><form>
<input type="email" placeholder="Your email address"><button>Sign up</button></form><p>By signing up you agree to our <a href="/privacy">privacy policy</a>.</p></aside>
<h2 id="the-ferry">The ferry</h2><p>${paragraph(7)}</p><div class="ad-slot" id="ad-2">Advertisement</div><p class="more">Read more: <a href="/stories/ice">When the ice comes</a></p>
<blockquote><p>${paragraph(23).slice(0, 160)}</p><cite>Jo Reyes</cite></blockquote><ul>${each(PLACES, (n) => `<li>Lamp ${n}: lit at ${n} minutes past five, and again after the storm.</li>`)}</ul>
<h2>The hours</h2><table><thead><tr><th>Lamp</th><th>Lit</th></tr></thead><tbody>${each(PLACES, (n) => `<tr><td>${n}</td><td>17:${n + 10}</td></tr>`)}</tbody></table>
<pre><code class="language-sh">light --all --at 17:05</code></pre><p>${paragraph(31)}<sup><a href="#note-1">1</a></sup></p>
<img class="lazy" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-src="/pictures/ice.jpg" alt="Ice"><noscript><img src="/pictures/ice.jpg" alt="Ice"></noscript>
<ol class="notes"><li id="note-1">The keeper's book, page 12. <a href="#ref-1">Back</a></li></ol><p><strong>Correction:</strong> An earlier version named the wrong pier.</p></div>
<div class="offer paywall-prompt"><h3>Keep reading for 1 &euro; a week</h3><p>Already a member? <a href="/login">Sign in</a></p><a class="button" href="/subscribe">Start your free trial</a></div>
<div class="author-box"><img src="/people/falk.jpg" alt=""><h4>About the author</h4><p>Ines Falk writes about harbours. Follow her on Social.</p></div>
<ul class="tags"><li><a rel="tag" href="/tag/harbours">Harbours</a></li><li><a rel="tag" href="/tag/winter">Winter</a></li></ul></article>
<section class="related"><h2>Related stories</h2><ul>${each(PLACES, (n) => `<li class="card"><a href="/stories/${n}"><img src="/t/${n}.jpg" alt=""><h3>A story of pier ${n} and its lamp</h3></a><p>3 min read</p></li>`)}</ul></section>
<section id="comments" class="comments"><h2>Comments (2)</h2><ol><li class="comment"><b>Al</b><p>I remember that winter well, and the ferry, too.</p></li></ol><a href="/login">Sign in to comment</a></section></main>
<aside class="sidebar"><h2>Most read</h2><ol>${each(PLACES, (n) => `<li><a href="/stories/${n}">Most read story about pier ${n}</a></li>`)}</ol><div class="app-promo"><p>Download the app</p><a href="https://apps.example/coast">Get it here</a></div></aside>
<!-- footer --><footer class="site-footer"><nav><a href="/about">About us</a> <a href="/contact">Contact</a> <a href="/terms">Terms</a></nav><p>&copy; 2024 The Coast</p></footer>
<div class="cookie-banner" role="dialog" aria-modal="true" style="position:fixed"><p>We use cookies to make this page work.</p><button>Accept all</button></div>
<script src="/app.js"></script></body></html>`;

/** Reads the page till the browser knows what to keep. It ends with a reading that fails, since the next would, too. */
export async function practise() {
  if (!("ServiceWorkerGlobalScope" in globalThis)) return;
  await after(WAIT_MS);
  const html = new TextEncoder().encode(PAGE);
  for (let nth = 0; nth < TIMES; nth++) {
    const reply = await read({ url: "https://lede.example/stories/lamps", html, hints: new Uint8Array(), extent: "page" });
    if ("failure" in reply) return;
    await after(PAUSE_MS);
  }
}

/** @param {number} ms */
function after(ms) {
  return new Promise((resolve) => void setTimeout(resolve, ms));
}
