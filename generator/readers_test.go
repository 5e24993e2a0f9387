package generator_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"github.com/talent-passport/passport/generator"
	"github.com/talent-passport/passport/themes"
)

// readerSites are the passports that every theme is looked at with: the example, and one that reads from
// the right. The test of scripts adds others.
var readerSites = []struct {
	name  string
	rooms []room // in which each page is looked at
}{
	{"example", []room{{"light", 320, false}, {"light", 1280, false}, {"dark", 320, false}, {"dark", 1280, false}}},
	{"ar", []room{{"light", 1280, false}, {"dark", 320, false}}},
}

// room is how a reader looks at a page.
type room struct {
	scheme string
	width  int64
	forced bool // with the reader's own colours
}

func (r room) String() string {
	if r.forced {
		return fmt.Sprintf("forced colours, %d px", r.width)
	}
	return fmt.Sprintf("%s, %d px", r.scheme, r.width)
}

// TestEveryReader looks at one page of every kind in every theme, schemes and widths that differ, from the
// left and from the right, in a real browser: axe finds nothing (WCAG 2.2 AA and its best practices);
// nothing is wider than a small phone, nor than a screen whose text is twice as large; no word is cut in
// two; with the reader's own colours the marks of what backs a claim differ still; and the keyboard alone reaches what there is,
// with a focus that can be seen. A new theme is looked at because it is there.
func TestEveryReader(t *testing.T) {
	axe := axeScript(t)
	ctx := openBrowser(t)
	for _, site := range readerSites {
		for _, theme := range themeNames(t) {
			t.Run(site.name+"/"+theme, func(t *testing.T) {
				t.Parallel()
				dir := buildReaderSite(t, site.name, theme)
				address, tab := openSite(t, ctx, dir)
				for i, page := range pagesByKind(t, dir) {
					rooms := site.rooms
					if i == 0 || strings.HasPrefix(page, "experience/") {
						rooms = append(slices.Clone(rooms), room{"light", 1280, true})
					}
					r := &reader{t: t, tab: tab, axe: axe, page: page}
					r.open(address+page, rooms)
					for _, width := range []int64{320, 768, 1280} {
						r.whole(address+page, room{"light", width, false})
					}
				}
				keyboard(t, tab, address+"index.html")
			})
		}
	}
}

// TestFirstLook: what a recruiter looks for first (who, where, what now and before, education, licences with
// their expiry, languages, how to write, the CV) is on the first screen at 1280 px, and within two of a phone,
// whose first screen says what the person does now.
func TestFirstLook(t *testing.T) {
	ctx := openBrowser(t)
	sought := []string{
		"Inês Vilarinho", "Nurse who makes wards calmer", "Porto", "Trainer for care homes", "Night nurse", "Before",
		"Master in health data", "Registered nurse", "2034", "English", "ines@ines-vilarinho.example", "View the CV",
	}
	for _, theme := range themeNames(t) {
		t.Run(theme, func(t *testing.T) {
			t.Parallel()
			address, tab := openSite(t, ctx, buildReaderSite(t, "example", theme))
			r := &reader{t: t, tab: tab, page: "index.html"}
			for _, look := range []struct {
				room   room
				bottom float64
				words  []string
			}{
				{room{"light", 1280, false}, 1024, sought}, {room{"light", 390, false}, 2 * 844, sought},
				{room{"light", 390, false}, 844, []string{"Inês Vilarinho", "View the CV", "Trainer for care homes"}},
			} {
				r.enter(look.room)
				if err := chromedp.Do(tab, chromedp.Navigate(address+"index.html")); err != nil {
					t.Fatal(err)
				}
				for _, words := range look.words {
					at := r.eval(fmt.Sprintf(`(() => { const w = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT); let n, best = 1e6;
						while (n = w.nextNode()) if (n.data.replaceAll('\u00a0', ' ').includes(%q)) { const r = document.createRange(); r.selectNodeContents(n);
							const b = r.getBoundingClientRect(); if (b.height > 0) best = Math.min(best, b.bottom) }
						return best })()`, words))
					if at > look.bottom {
						t.Errorf("%d px wide: %q ends at %.0f px, want at most %.0f", look.room.width, words, at, look.bottom)
					}
				}
			}
		})
	}
}

// ragged names the lines of a page that are set badly: on the résumé a line that begins with a bar, a bar on a phone,
// where each part has its line, a period in two lines, a heading that leaves its line half empty, a position that
// follows the words before it without space; elsewhere an entry's own words that follow the last of its positions as
// if they were about that one.
const ragged = `(() => {
	const bad = [], say = (what, e) => bad.push(what + ': ' + e.textContent.trim().slice(0, 60));
	for (const e of document.querySelectorAll('.sheet .sep')) {
		if (!e.checkVisibility()) continue;
		if (e.getBoundingClientRect().left < e.closest('h3, p').getBoundingClientRect().left + 2) say('begins with a bar', e.parentElement);
		if (innerWidth < 480) say('a bar between lines', e.parentElement);
	}
	for (const e of document.querySelectorAll('.sheet .dates:has(time)')) if (e.offsetHeight > 2 * parseFloat(getComputedStyle(e).fontSize)) say('in two lines', e);
	for (const e of document.querySelectorAll('.sheet h3')) if (getComputedStyle(e).textWrapStyle === 'balance') say('half empty', e);
	for (const e of document.querySelectorAll('.sheet p + .cvrole')) if (e.getBoundingClientRect().top - e.previousElementSibling.getBoundingClientRect().bottom < 4) say('without space', e);
	for (const e of document.querySelectorAll('.role + .row')) if (getComputedStyle(e).borderTopStyle === 'none') say('no line above', e);
	return bad.join(' | ');
})()`

// TestLines: in every theme, on a screen and on the narrowest phone, lines end and begin where a reader expects it.
func TestLines(t *testing.T) {
	askInEveryTheme(t, ragged, []string{"cv.html", "experience/hospital-foz-velha.html"}, 1280, 320)
}

// askInEveryTheme asks pages of the example, in every theme and at each of the widths, what is wrong with them. The
// question is a script that answers with a text, which is empty when nothing is.
func askInEveryTheme(t *testing.T, question string, pages []string, widths ...int64) {
	ctx := openBrowser(t)
	for _, theme := range themeNames(t) {
		t.Run(theme, func(t *testing.T) {
			t.Parallel()
			address, tab := openSite(t, ctx, buildReaderSite(t, "example", theme))
			for _, page := range pages {
				r := &reader{t: t, tab: tab, page: page}
				for _, width := range widths {
					r.enter(room{"light", width, false})
					if err := chromedp.Do(tab, chromedp.Navigate(address+page)); err != nil {
						t.Fatalf("%s: %v", page, err)
					}
					if bad := r.text(question); bad != "" {
						t.Errorf("%s (%d px): %s", page, width, bad)
					}
				}
			}
		})
	}
}

// TestShortChart: the lines of years end with their chart, however few rows it has.
func TestShortChart(t *testing.T) {
	ctx := openBrowser(t)
	me, out := t.TempDir(), filepath.Join(t.TempDir(), "out")
	const two = "person: {name: Rosa Feld}\nexperience:\n- {title: Night nurse, start: 2019}\n- {title: Baker, start: 2010, end: 2012}\n"
	if err := os.WriteFile(filepath.Join(me, "passport.yaml"), []byte(two), 0o600); err != nil {
		t.Fatal(err)
	}
	if built, err := generator.NewBuilder(generator.Options{Now: today, Cache: pictures, NoPaper: true}).Build(me, generator.BuildOptions{Out: out}); err != nil || !built.Written {
		t.Fatalf("%v %+v", err, built)
	}
	address, tab := openSite(t, ctx, out)
	r := &reader{t: t, tab: tab, page: "index.html"}
	r.enter(room{"light", 1280, false})
	if err := chromedp.Do(tab, chromedp.Navigate(address)); err != nil {
		t.Fatal(err)
	}
	if below := r.eval(`document.querySelector('.grid svg').getBoundingClientRect().bottom - document.querySelector('.chart').getBoundingClientRect().bottom`); below > 1 {
		t.Errorf("they run on for %.0f px", below)
	}
}

// openSite serves a built site and opens a tab for it, until the test ends. The address ends with a slash.
func openSite(t *testing.T, browser context.Context, dir string) (address string, tab context.Context) {
	t.Helper()
	server := serveReaderSite(dir)
	t.Cleanup(server.Close)
	tab, cancel := chromedp.NewContext(browser)
	t.Cleanup(cancel)
	return server.URL + "/", tab
}

// openBrowser starts a browser that many tabs can be opened in.
func openBrowser(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := chromedp.NewContext(startBrowser(t))
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// broken names the words that are cut in two at the end of a line, without a hyphen.
const broken = `(() => {
	const sheet = new CSSStyleSheet(), out = new Set(), range = document.createRange();
	sheet.replaceSync('* { hyphens: manual !important }'); // where a browser can hyphenate, it may
	document.adoptedStyleSheets = [sheet];
	const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	for (let n; n = texts.nextNode();) {
		if (!n.parentElement.checkVisibility() || n.parentElement.closest('.skip, .vh, script')) continue;
		for (const word of n.data.matchAll(/[\p{L}\p{N}]{3,}/gu)) {
			range.setStart(n, word.index); range.setEnd(n, word.index + word[0].length);
			if (new Set([...range.getClientRects()].filter(r => r.width > 0).map(r => Math.round(r.top))).size > 1)
				out.add(word[0] + ' in ' + n.parentElement.tagName + '.' + n.parentElement.className);
		}
	}
	return [...out].slice(0, 5).join('; ') })()`

// outside names what does not fit into the screen.
const outside = `(() => { const w = document.documentElement.clientWidth;
	return [...document.body.querySelectorAll('*')].filter(e => { const b = e.getBoundingClientRect(); return b.right > w + 1 || b.left < -1 })
	  .slice(-3).map(e => e.tagName + '.' + e.className + ' ' + e.textContent.trim().slice(0, 30)).join('; ') })()`

// reader looks at one page.
type reader struct {
	t    *testing.T
	tab  context.Context
	axe  []byte
	page string
}

// open loads the page once and looks at it in each room.
func (r *reader) open(url string, rooms []room) {
	r.t.Helper()
	r.enter(rooms[0])
	if err := chromedp.Do(r.tab, chromedp.Navigate(url)); err != nil {
		r.t.Fatalf("%s: %v", r.page, err)
	}
	if r.axe != nil {
		r.eval(string(r.axe) + "; 0")
	}
	for _, room := range rooms {
		r.enter(room)
		if wide := r.eval(`document.documentElement.scrollWidth - document.documentElement.clientWidth`); wide != 0 {
			r.t.Errorf("%s (%s): %v px wider than the screen: %s", r.page, room, wide, r.text(outside))
		}
		if room.forced {
			r.marks(room)
		}
		if r.axe != nil {
			r.accessible(room)
		}
	}
	// Text of twice the size, at the width of a usual screen (WCAG 2.2, 1.4.4).
	r.enter(room{"light", 1280, false})
	if wide := r.eval(`(() => { const e = document.documentElement; e.style.fontSize = '200%'; return e.scrollWidth - e.clientWidth })()`); wide != 0 {
		r.t.Errorf("%s: %v px wider than the screen with text of twice the size: %s", r.page, wide, r.text(outside))
	}
}

// whole checks that no word of the page is cut in two.
func (r *reader) whole(url string, room room) {
	r.t.Helper()
	r.enter(room)
	if err := chromedp.Do(r.tab, chromedp.Navigate(url)); err != nil {
		r.t.Fatalf("%s: %v", r.page, err)
	}
	if cut := r.text(broken); cut != "" {
		r.t.Errorf("%s (%s): words cut in two: %s", r.page, room, cut)
	}
}

// enter sets the width and the colours that the reader asks for, and less motion.
func (r *reader) enter(room room) {
	r.t.Helper()
	forced := "none"
	if room.forced {
		forced = "active"
	}
	err := chromedp.Do(r.tab,
		chromedp.EmulateViewport(room.width, 900),
		chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
			_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
				Features: []*emulation.MediaFeature{
					{Name: "prefers-color-scheme", Value: room.scheme}, {Name: "prefers-reduced-motion", Value: "reduce"},
					{Name: "forced-colors", Value: forced},
				},
			})
			return err
		}),
	)
	if err != nil {
		r.t.Fatalf("%s (%s): %v", r.page, room, err)
	}
}

func (r *reader) eval(js string) float64 {
	r.t.Helper()
	n, err := chromedp.Run(r.tab, chromedp.Evaluate[float64](js))
	if err != nil {
		r.t.Fatalf("%s: %v", r.page, err)
	}
	return n
}

func (r *reader) text(js string) string {
	r.t.Helper()
	s, err := chromedp.Run(r.tab, chromedp.Evaluate[string](js))
	if err != nil {
		r.t.Fatalf("%s: %v", r.page, err)
	}
	return s
}

// accessible lets axe look.
func (r *reader) accessible(room room) {
	r.t.Helper()
	found, err := chromedp.Run(r.tab, chromedp.Evaluate[string](`
		axe.run(document, {runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice'], resultTypes: ['violations']})
		  .then(r => JSON.stringify(r.violations.map(v => v.id + ': ' + v.help + ' at ' + v.nodes.map(n => n.target.join(' ')).slice(0, 3).join(', '))))`,
		chromedp.EvalAwaitPromise))
	if err != nil {
		r.t.Fatalf("%s (%s): axe: %v", r.page, room, err)
	}
	var violations []string
	if err := json.Unmarshal([]byte(found), &violations); err != nil {
		r.t.Fatalf("%s (%s): axe said %q: %v", r.page, room, found, err)
	}
	for _, v := range violations {
		r.t.Errorf("%s (%s): axe: %s", r.page, room, v)
	}
}

// marks are told apart by their shape where colours are the reader's own: the mark of what an organisation
// certified is filled, the one of what is shown is not.
func (r *reader) marks(room room) {
	r.t.Helper()
	bad := r.text(`(() => {
		const fill = c => { const p = document.createElement('p'); p.className = 'mark ' + c; p.textContent = c; document.querySelector('main').append(p);
		  const s = getComputedStyle(p, '::before'), out = s.backgroundColor + s.backgroundImage + ' ' + s.borderTopWidth; p.remove(); return out };
		const all = ['shown', 'endorsed', 'credentialed'].map(fill);
		return new Set(all).size < 3 ? all.join(' | ') : '' })()`)
	if bad != "" {
		r.t.Errorf("%s (%s): marks that look alike: %s", r.page, room, bad)
	}
}

// keyboard walks through a page with the tab key: the first stop is the way to the content, which works,
// and every stop can be seen.
func keyboard(t *testing.T, tab context.Context, url string) {
	t.Helper()
	r := &reader{t: t, tab: tab, page: "index.html"}
	r.enter(room{"light", 1280, false})
	if err := chromedp.Do(tab, chromedp.Navigate(url)); err != nil {
		t.Fatal(err)
	}
	press := func(key string, code int64) {
		for _, kind := range []input.DispatchKeyEventType{input.DispatchKeyEventTypeRawKeyDown, input.DispatchKeyEventTypeKeyUp} {
			err := chromedp.Do(tab, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
				_, err := cdp.Call(ctx, target, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: kind, Key: key, Code: key, WindowsVirtualKeyCode: code})
				return err
			}))
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	var first string
	stops := map[string]bool{}
	for i := range 14 {
		press("Tab", 9)
		stop := r.text(`(() => { const e = document.activeElement, b = e.getBoundingClientRect(), s = getComputedStyle(e);
			const seen = b.width > 0 && b.height > 0 && b.bottom > 0 && b.right > 0 && b.top < innerHeight && b.left < innerWidth;
			const ring = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2;
			return (seen ? '' : 'unseen ') + (ring || e === document.body ? '' : 'without a ring ') + e.tagName + ' ' + (e.getAttribute('href') || e.className) + ' ' + Math.round(b.top) })()`)
		if i == 0 {
			first = stop
		}
		if strings.HasPrefix(stop, "unseen") || strings.HasPrefix(stop, "without") {
			t.Errorf("stop %d of the tab key is %s", i+1, stop)
		}
		stops[stop] = true
	}
	if !strings.HasPrefix(first, "A #main") {
		t.Errorf("the first stop of the tab key is %q, want the way to the content", first)
	}
	if len(stops) < 10 {
		t.Errorf("the tab key came to %d different places: %v", len(stops), stops)
	}
}

// TestEveryScript looks at pages in scripts that are not set as Latin letters are, narrow and wide, in every
// theme: nothing runs out of the screen, lines are apart, and no letter is slanted.
func TestEveryScript(t *testing.T) {
	ctx := openBrowser(t)
	for _, name := range []string{"ar", "hi", "ja", "de"} {
		for _, theme := range themeNames(t) {
			t.Run(name+"/"+theme, func(t *testing.T) {
				t.Parallel()
				dir := buildReaderSite(t, name, theme)
				address, tab := openSite(t, ctx, dir)
				for _, page := range []string{"index.html", "cv.html", "skills/wounds.html", "endorsements/index.html"} {
					r := &reader{t: t, tab: tab, page: page}
					r.open(address+page, []room{{"light", 320, false}, {"light", 1280, false}})
					if name == "de" {
						continue
					}
					bad := r.text(`(() => { const bad = [];
						for (const e of document.querySelectorAll('main p, main li, main dd, main em, main blockquote, main h1, main h2, main h3')) {
						  if (!e.matches(':lang(` + name + `)') || !e.textContent.trim()) continue;
						  const s = getComputedStyle(e), line = parseFloat(s.lineHeight) / parseFloat(s.fontSize);
						  if (s.fontStyle !== 'normal' || s.letterSpacing !== 'normal' && parseFloat(s.letterSpacing) !== 0 || line < 1.4)
						    bad.push(e.tagName + '.' + e.className + ': ' + s.fontStyle + ', ' + s.letterSpacing + ', ' + line.toFixed(2));
						}
						return [...new Set(bad)].slice(0, 5).join('; ') })()`)
					if bad != "" {
						t.Errorf("%s: slanted, spaced or too near: %s", page, bad)
					}
				}
			})
		}
	}
}

// themeNames are the themes that there are.
func themeNames(t *testing.T) []string {
	t.Helper()
	list, err := fs.ReadDir(themes.FS, ".")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, d := range list {
		if d.IsDir() {
			names = append(names, d.Name())
		}
	}
	return names
}

// axeScript is axe-core, nil without one, which CI does not allow.
func axeScript(t *testing.T) []byte {
	t.Helper()
	name := os.Getenv("PASSPORT_AXE")
	if name == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("PASSPORT_AXE names no axe.min.js")
		}
		t.Log("without axe: set PASSPORT_AXE to an axe.min.js")
		return nil
	}
	script, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return script
}

// buildReaderSite builds the example, or a passport of testdata/languages, in a theme.
func buildReaderSite(t *testing.T, name, theme string) string {
	t.Helper()
	source := filepath.FromSlash("../content-example")
	if name != "example" {
		data, err := os.ReadFile(filepath.Join("testdata", "languages", name+".yaml"))
		if err != nil {
			t.Fatal(err)
		}
		source = t.TempDir()
		if err := os.WriteFile(filepath.Join(source, "passport.yaml"), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out := filepath.Join(t.TempDir(), "out")
	built, err := generator.NewBuilder(generator.Options{Now: today, Cache: pictures, Theme: theme}).Build(source, generator.BuildOptions{Out: out})
	if err != nil {
		t.Fatal(err)
	}
	if !built.Written {
		t.Fatalf("%s in %s has errors: %v", name, theme, built.Problems)
	}
	return out
}

// serveReaderSite serves a site at the root and where the example's address says, which its 404 page links to.
func serveReaderSite(dir string) *httptest.Server {
	files := http.FileServer(http.Dir(dir))
	mux := http.NewServeMux()
	mux.Handle("/", files)
	mux.Handle("/passport/", http.StripPrefix("/passport/", files))
	return httptest.NewServer(mux)
}

// pagesByKind is one page of each template: the one of a folder is the one with most to read.
func pagesByKind(t *testing.T, dir string) []string {
	t.Helper()
	pages := []string{"index.html", "experience/index.html", "skills/index.html", "cv.html", "timeline.html", "how-to-check.html", "404.html"}
	for _, folder := range []string{"experience", "skills"} {
		list, err := filepath.Glob(filepath.Join(dir, folder, "*.html"))
		if err != nil {
			t.Fatal(err)
		}
		best, size := "", 0
		for _, f := range list {
			text, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			if filepath.Base(f) != "index.html" && !bytes.Contains(text, []byte(`"refresh"`)) && len(text) > size {
				best, size = folder+"/"+filepath.Base(f), len(text)
			}
		}
		if best == "" {
			t.Fatalf("no page in %s", folder)
		}
		pages = append(pages, best)
	}
	return pages
}
