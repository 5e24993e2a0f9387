package generator_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/chromedp/chromedp"

	"github.com/talent-passport/passport/generator"
)

// What follows is asked of a page that is open in a browser. Each answers with what is wrong, or nothing.
const (
	// lone is a mark between two texts that stands on a line of its own.
	lone = `(() => { const r = document.createRange(), out = [];
	const walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
	for (let n; n = walk.nextNode();) {
		if (!/^\s*[,·|、،，]\s*$/.test(n.data)) continue;
		r.selectNodeContents(n); const mark = r.getBoundingClientRect();
		const row = n.parentElement.getBoundingClientRect();
		let beside = false;
		for (const s of [n.previousSibling, n.nextSibling]) if (s) { r.selectNode(s);
			for (const b of r.getClientRects()) beside = beside || b.width > 0 && b.top < mark.bottom && b.bottom > mark.top }
		if (mark.height && !beside) out.push(n.parentElement.textContent.trim()) }
	return out.join(' | ') })()`

	// together is a paragraph of prose that begins where the one before it ends.
	together = `(() => { const out = [];
	for (const p of document.querySelectorAll('.prose p + p'))
		if (p.getBoundingClientRect().top - p.previousElementSibling.getBoundingClientRect().bottom < 4) out.push(p.textContent.slice(0, 40));
	return out.join(' | ') })()`

	// apart is a line of the résumé with an empty line in it, and broken in two a fact that would fit on one.
	apart = `(() => { const out = [];
	for (const line of document.querySelectorAll('.cvrole > p, .cventry > h3')) {
		let end = 0;
		for (const part of line.querySelectorAll(':scope > :not(.sep)')) { const b = part.getBoundingClientRect();
			if (end && b.top - end > 6) out.push('empty line: ' + line.textContent.trim());
			end = b.bottom;
			const text = document.createRange(); text.selectNodeContents(part);
			if (part.matches('.cvline .dates') && text.getBoundingClientRect().height > 1.8 * parseFloat(getComputedStyle(part).lineHeight) &&
				part.textContent.length < 30) out.push('in two: ' + part.textContent) } }
	return out.join(' | ') })()`

	// parted is text of an entry that what stands beside it has pushed apart.
	parted = `(() => { const out = [];
	for (const card of document.querySelectorAll('.flow')) { let end = 0;
		for (const part of card.querySelectorAll(':scope > .row > .what')) { const b = part.getBoundingClientRect();
			if (end && b.top - end > 48) out.push(card.querySelector('.title').textContent + ': ' + Math.round(b.top - end) + ' px');
			end = b.bottom } }
	return out.join(' | ') })()`
)

// TestBesideAnEntry: on a wide screen the facts beside an entry that is all there is to read, and who said
// something, may be longer than its text, which goes on all the same.
func TestBesideAnEntry(t *testing.T) {
	askInEveryTheme(t, parted, []string{"credentials/index.html", "endorsements/index.html", "publications/index.html"}, 1280)
}

// TestResumeLines: on the résumé's page no line is empty, and no short fact ("Expires 31 Dec 2034") is in two.
func TestResumeLines(t *testing.T) {
	askInEveryTheme(t, apart, []string{"cv.html"}, 1280, 700, 320)
}

// TestAnotherLanguage: where words fall back to the language that they were written in, lines and
// paragraphs stand as they do in any other.
func TestAnotherLanguage(t *testing.T) {
	ctx := openBrowser(t)
	for _, theme := range themeNames(t) {
		t.Run(theme, func(t *testing.T) {
			t.Parallel()
			source := folder(t, map[string]string{"passport.yaml": `schema: 1
person:
  name: Mo Farouk
  location: {city: Leeds, country: GB}
site:
  languages: [en, ja, ar]
experience:
  - {title: Welder, organization: {name: Aire Boilers, location: {city: Leeds}}, location: {city: Leeds}, start: 2019-03}
  - {title: Apprentice, organization: {name: Yard}, location: {city: Hull}, start: 2014, end: 2018}
`, "about.md": "I weld.\n\nI have welded since I was sixteen.\n\nI would do it again.\n"})
			address, tab := openSite(t, ctx, buildFolder(t, source, theme))
			for _, page := range []string{"ja/index.html", "ar/index.html"} {
				r := &reader{t: t, tab: tab, page: page}
				for _, width := range []int64{1280, 320} {
					r.enter(room{"light", width, false})
					if err := chromedp.Do(tab, chromedp.Navigate(address+page)); err != nil {
						t.Fatal(err)
					}
					for what, script := range map[string]string{"a mark stands alone": lone, "paragraphs without a gap": together} {
						if found := r.text(script); found != "" {
							t.Errorf("%s (%d px): %s: %s", page, width, what, found)
						}
					}
				}
			}
		})
	}
}

// folder writes files into a new folder.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	dir := t.TempDir()
	write(t, dir, fsys)
	return dir
}

// buildFolder builds a passport in a theme and returns the folder of its site.
func buildFolder(t *testing.T, source, theme string) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "out")
	built, err := generator.NewBuilder(generator.Options{Now: today, Cache: pictures, Theme: theme}).Build(source, generator.BuildOptions{Out: out})
	if err != nil {
		t.Fatal(err)
	}
	if !built.Written {
		t.Fatalf("%s: %v", theme, built.Problems)
	}
	return out
}

// TestThinPictures: the picture of an entry is on the page that the entry is on, once, also in a passport that is one page.
func TestThinPictures(t *testing.T) {
	picture, err := os.ReadFile("../content-example/media/garden.jpg")
	if err != nil {
		t.Fatal(err)
	}
	source := folder(t, map[string]string{"passport.yaml": `schema: 1
person: {name: Mo Farouk}
projects:
  - {title: A boiler, summary: Nothing leaks., date: 2024, image: {src: media/boiler.jpg, alt: A boiler}}
awards:
  - {title: Best apprentice, date: 2017, image: {src: media/cup.jpg, alt: A cup}}
`, "media/boiler.jpg": string(picture), "media/cup.jpg": string(picture)})
	for _, theme := range themeNames(t) {
		page, err := os.ReadFile(filepath.Join(buildFolder(t, source, theme), "index.html"))
		if err != nil {
			t.Fatal(err)
		}
		for _, alt := range []string{"A boiler", "A cup"} {
			if n := strings.Count(string(page), `alt="`+alt+`"`); n != 1 {
				t.Errorf("%s: %d pictures of %s", theme, n, strings.ToLower(alt))
			}
		}
	}
}

// TestTableHeadings: in ledger's tables, a column that nothing stands in has no heading, and the first page
// says in words how many of how many a table shows, which might be taken for a mark otherwise.
func TestTableHeadings(t *testing.T) {
	dir := buildReaderSite(t, "example", "ledger")
	for page, want := range map[string]bool{"experience/index.html": false, "projects/index.html": true, "credentials/index.html": false} {
		text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(page)))
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(string(text), "Backed by"); got != want {
			t.Errorf("%s: a heading over what backs entries: %v, want %v", page, got, want)
		}
	}
	home, err := os.ReadFile(filepath.Join(dir, "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(home), `>5 of 10</span>`) {
		t.Error("the first page does not say that it shows 5 of 10")
	}
}

// TestWall: on folio's wall all frames have one shape, also those of drawings, which are not cut.
func TestWall(t *testing.T) {
	address, tab := openSite(t, openBrowser(t), buildReaderSite(t, "example", "folio"))
	r := &reader{t: t, tab: tab, page: "index.html"}
	for _, width := range []int64{1280, 320} {
		r.enter(room{"light", width, false})
		if err := chromedp.Do(tab, chromedp.Navigate(address)); err != nil {
			t.Fatal(err)
		}
		found := r.text(`[...new Set([...document.querySelectorAll('.frame')].map(f => Math.round(f.getBoundingClientRect().height)))].join(' and ') + ' px' +
			[...document.querySelectorAll('.frame [src$=".svg"]')].map(i => getComputedStyle(i).objectFit).filter(fit => fit !== 'contain').map(fit => ', a drawing has ' + fit).join('')`)
		if strings.ContainsAny(found, "a,") {
			t.Errorf("%d px: frames of %s", width, found)
		}
	}
}
