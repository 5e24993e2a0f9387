package generator_test

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// shifted is how far a page's parts have moved by themselves, as browsers count it (Cumulative Layout
// Shift), from its first byte until somebody has scrolled to its end and every picture is there.
const shifted = `(async () => {
	let sum = 0, seen = [];
	const count = list => { for (const e of list) { sum += e.value; for (const s of e.sources) seen.push(s.node ? s.node.nodeName + '.' + s.node.className : '?') } };
	const watch = new PerformanceObserver(l => count(l.getEntries()));
	watch.observe({type: 'layout-shift', buffered: true});
	const frame = () => new Promise(done => requestAnimationFrame(done));
	for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight) { scrollTo(0, y); await frame(); await frame() }
	await Promise.all([...document.images].map(i => { i.loading = 'eager'; return i.decode().catch(() => {}) }));
	await document.fonts.ready;
	for (let i = 0; i < 10; i++) await frame();
	count(watch.takeRecords());
	return sum === 0 ? '' : sum + ' at ' + [...new Set(seen)].slice(0, 5).join(', ');
})()`

// TestNothingJumps: in every theme, on a screen and on a phone, no part of a page moves by itself while it
// loads and while it is read. TestFind says the same of a long list with its field.
func TestNothingJumps(t *testing.T) {
	ctx := openBrowser(t)
	for _, theme := range themeNames(t) {
		t.Run(theme, func(t *testing.T) {
			t.Parallel()
			dir := buildReaderSite(t, "example", theme)
			address, tab := openSite(t, ctx, dir)
			for _, page := range append(pagesByKind(t, dir), "projects/index.html", "stories/index.html", "pt/index.html") {
				r := &reader{t: t, tab: tab, page: page}
				for _, width := range []int64{1280, 360} {
					r.enter(room{"light", width, false})
					// A busy machine can paint a page in the middle of a paragraph, which wraps anew when the rest of
					// it comes. What the page itself does, it does again.
					jump := ""
					for range 2 {
						if err := chromedp.Do(tab, chromedp.Navigate(address+page)); err != nil {
							t.Fatalf("%s: %v", page, err)
						}
						if jump = r.awaited(shifted); jump == "" {
							break
						}
					}
					if jump != "" {
						t.Errorf("%s (%d px): it jumps by %s", page, width, jump)
					}
				}
			}
		})
	}
}
