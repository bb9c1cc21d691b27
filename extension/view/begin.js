// In: a reading whose article is on the screen. Out: everything around the text that needn't be there at the
// first look: progress, copy buttons, pictures that open, videos that play, the wheel, whole pages. The last file of its part.
{
  const { code, pictures, progress, videos, wheel, wholePages, wide } = globalThis.lede;

  // NOTE: `void`, see acts.js on a file's last value.
  void (globalThis.lede.startReading = (reading) => {
    reading.look.takePlace();
    pictures(reading);
    code(reading);
    wide(reading);
    videos(reading);
    wheel(reading);
    wholePages(reading);
    reading.look.restorePlace(); // what they add has moved the text
    progress(reading);
    globalThis.lede.cover(reading);
    globalThis.lede.follow(reading);
    reading.toolbar.buttons.outline.hidden = globalThis.lede.blocks.headings(reading).length < 2;
  });
}
