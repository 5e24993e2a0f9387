package generator_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/talent-passport/passport/generator"
	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/serve"
)

// previewed is the example passport in a preview that runs until the test ends.
type previewed struct {
	dir string
	url string
}

func preview(t *testing.T, published bool) *previewed {
	t.Helper()
	p := &previewed{dir: filepath.Join(t.TempDir(), "me")}
	if err := os.CopyFS(p.dir, os.DirFS("../content-example")); err != nil {
		t.Fatal(err)
	}
	editor, err := generator.FindEditor("vscode", "")
	if err != nil {
		t.Fatal(err)
	}
	day := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	session := generator.NewSession(p.dir, generator.Options{}, func() time.Time { return day }, published)
	s, err := serve.Listen(serve.Options{
		Dir: p.dir, Rebuild: session.Site, Ignore: generator.Ignored, EditorLink: editor.Link, Exact: published,
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		session.Close()
	})
	p.url = s.URL(t.Context())
	return p
}

// edit replaces something in a file of the passport, which must be there.
func (p *previewed) edit(t *testing.T, name, old, now string) {
	t.Helper()
	file := filepath.Join(p.dir, filepath.FromSlash(name))
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), old) {
		t.Fatalf("%s does not say %q", name, old)
	}
	if err := os.WriteFile(file, []byte(strings.Replace(string(text), old, now, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestVisitorsKeepTheirSite: while passport.yaml cannot be read, visitors see the site from before, and the
// mistake is told.
func TestVisitorsKeepTheirSite(t *testing.T) {
	t.Parallel()
	const whole, half = "person: {name: Ana}\nsite: {visibility: {projects: private}}\n", "person: {name: Ana}\nsite: {visibility: {projects: private}\n"
	folder := fstest.MapFS{
		"passport.yaml": {Data: []byte(whole)}, "about.md": {Data: []byte("I bake.\n")},
		"experience/bakery.md": {Data: []byte("---\ntitle: Baker\n---\n")}, "projects/oven.md": {Data: []byte("---\ntitle: Secret oven\n---\n")},
	}
	session := generator.NewSession(t.TempDir(), generator.Options{}, time.Now, true)
	defer session.Close()
	home := func() (html string, problems diag.List) {
		s := session.Site(folder)
		for _, d := range s.Documents {
			if d.Path == "index.html" {
				var b strings.Builder
				d.Render(&b)
				html = b.String()
			}
		}
		return html, s.Check()
	}
	before, _ := home()
	folder["passport.yaml"] = &fstest.MapFile{Data: []byte(half)}
	during, problems := home()
	if !strings.Contains(before, "Baker") || strings.Contains(before, "Secret") || during != before {
		t.Errorf("visitors see another page while passport.yaml cannot be read:\n%s", during)
	}
	if !problems.HasErrors() {
		t.Error("the mistake is not told")
	}
}

// script runs a script in a tab and returns what it evaluates to.
func script[T any](t *testing.T, tab context.Context, js string) T {
	t.Helper()
	v, err := chromedp.Run(tab, chromedp.Evaluate[T](js))
	if err != nil {
		t.Fatalf("%s: %v", js, err)
	}
	return v
}

// becomes waits until a script is true. While a page loads again there is none to ask.
func becomes(t *testing.T, tab context.Context, what, js string) {
	t.Helper()
	for late := time.Now().Add(time.Minute); time.Now().Before(late); {
		if v, err := chromedp.Run(tab, chromedp.Evaluate[bool]("!!("+js+")")); err == nil && v {
			return
		}
		if t.Context().Err() != nil {
			break
		}
	}
	t.Fatalf("%s: it never became true that %s", what, js)
}

// do runs actions.
func do(t *testing.T, tab context.Context, what string, actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(tab, actions...); err != nil {
		t.Fatalf("%s: %v", what, err)
	}
}

// emulate shows the tab in a scheme and at a width.
func emulate(t *testing.T, tab context.Context, scheme string, width int64) {
	t.Helper()
	do(t, tab, "emulate", chromedp.EmulateViewport(width, 800), chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}},
		})
		return err
	}))
}

// accessible lets axe look at the tab as it is, in both schemes, wide and narrow, and keeps a picture of
// each where the environment names a folder for them.
func accessible(t *testing.T, tab context.Context, what string) {
	t.Helper()
	axe, err := os.ReadFile(os.Getenv("PASSPORT_AXE"))
	if err != nil && os.Getenv("CI") == "true" {
		t.Fatal("PASSPORT_AXE names no axe.min.js")
	}
	for _, scheme := range []string{"light", "dark"} {
		for _, width := range []int64{320, 1280} {
			emulate(t, tab, scheme, width)
			at := fmt.Sprintf("%s (%s, %d px)", what, scheme, width)
			if wide := script[float64](t, tab, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); wide > 0 {
				t.Errorf("%s: %v px wider than the screen", at, wide)
			}
			if dir := os.Getenv("PASSPORT_SHOTS"); dir != "" {
				picture, err := chromedp.Run(tab, chromedp.CaptureScreenshot())
				if err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%s-%s-%d.png", what, scheme, width)), picture, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if axe == nil {
				continue
			}
			found, err := chromedp.Run(tab, chromedp.Evaluate[string](string(axe)+`;
				axe.run(document, {runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice'], resultTypes: ['violations']})
				  .then(r => JSON.stringify(r.violations.map(v => v.id + ': ' + v.help + ' at ' + v.nodes.map(n => n.target.join(' ')).slice(0, 3).join(', '))))`,
				chromedp.EvalAwaitPromise))
			if err != nil {
				t.Fatalf("%s: axe: %v", at, err)
			}
			var violations []string
			if err := json.Unmarshal([]byte(found), &violations); err != nil {
				t.Fatal(err)
			}
			for _, v := range violations {
				t.Errorf("%s: axe: %s", at, v)
			}
		}
	}
	emulate(t, tab, "light", 1280)
}

// in asks for something in the preview's own shadow.
func in(selector string) string {
	return fmt.Sprintf("document.querySelector('passport-preview').shadowRoot.querySelector(%q)", selector)
}

// TestPreview edits a passport while a browser looks at it.
func TestPreview(t *testing.T) {
	ctx := startBrowser(t)
	p := preview(t, false)
	tab, cancel := chromedp.NewContext(ctx)
	defer cancel()
	const page, file, title = "experience/st-brannocs.html", "experience/st-brannocs.md", "Night nurse"
	if _, err := os.Stat(filepath.Join(p.dir, filepath.FromSlash(file))); err != nil {
		t.Fatal(err)
	}
	emulate(t, tab, "light", 1280)
	do(t, tab, "open", chromedp.Navigate(p.url+page))
	becomes(t, tab, "the preview is there", "document.querySelector('passport-preview').hasAttribute('data-ready')")

	// The page loads again, where it was, with the focus where it was.
	script[bool](t, tab, `(() => { window.before = true; document.querySelector('main a[href]').focus(); scrollTo(0, 240); return true })()`)
	focus := script[string](t, tab, "document.activeElement.outerHTML")
	p.edit(t, file, title, "Nightly nurse")
	becomes(t, tab, "new bytes", "document.body.innerText.includes('Nightly nurse') && !window.before")
	becomes(t, tab, "the scroll position stays", "Math.abs(scrollY - 240) < 2")
	becomes(t, tab, "the focus stays", fmt.Sprintf("document.activeElement.outerHTML === %q", focus))

	// A change of style needs no loading.
	sheets := script[int](t, tab, "document.querySelectorAll('link[rel=stylesheet]').length")
	script[bool](t, tab, "window.before = true")
	if err := os.MkdirAll(filepath.Join(p.dir, "theme"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, margin := range []string{"11px", "13px"} {
		if err := os.WriteFile(filepath.Join(p.dir, "theme", "extra.css"), []byte("main{outline-offset:"+margin+"}"), 0o644); err != nil {
			t.Fatal(err)
		}
		becomes(t, tab, "the new style", fmt.Sprintf("getComputedStyle(document.querySelector('main')).outlineOffset === %q", margin))
	}
	becomes(t, tab, "as many style sheets are left as there were", fmt.Sprintf("document.querySelectorAll('link[rel=stylesheet]').length === %d", sheets))
	if !script[bool](t, tab, "window.before === true") {
		t.Error("the page was loaded again for a change of style")
	}
	becomes(t, tab, "the scroll position stays", "Math.abs(scrollY - 240) < 2")
	if got := script[string](t, tab, "document.activeElement.outerHTML"); got != focus {
		t.Errorf("the focus went to %s", got)
	}

	// A mistake opens the overlay over the page, with its line and a way to it.
	script[bool](t, tab, "(document.activeElement.blur(), true)")
	p.edit(t, file, "Nightly nurse", "Night nurse\nstrat: 2019")
	becomes(t, tab, "the overlay", in(".panel:not([hidden]) li.error"))
	becomes(t, tab, "the focus is in it", in(".panel")+" === document.querySelector('passport-preview').shadowRoot.activeElement")
	for what, js := range map[string]string{
		"it is a named dialog":             in(".panel") + ".getAttribute('role') === 'dialog' && " + in("#title") + ".textContent.startsWith('1 problem')",
		"it is told to a screen reader":    in(".said[role=status]") + ".textContent.includes('strat')",
		"the line is shown":                in(".source code") + ".textContent.includes('strat')",
		"the place is marked":              in(".source mark") + ".textContent === 'strat'",
		"a link leads to the editor":       in("a.where") + fmt.Sprintf(".getAttribute('href') === 'vscode://file%s:3:1'", filepath.ToSlash(filepath.Join(p.dir, file))),
		"its style came through":           "getComputedStyle(" + in(".panel") + ").position === 'fixed'",
		"the page below shows the rest":    "document.querySelector('h1').innerText.includes('Night nurse')",
		"the page below can still be used": "!document.querySelector('main').closest('[inert]')",
	} {
		if !script[bool](t, tab, "!!("+js+")") {
			t.Errorf("it is not so that %s", what)
		}
	}
	accessible(t, tab, "overlay")
	do(t, tab, "Escape", chromedp.KeyEvent("\x1b"))
	becomes(t, tab, "Escape closes it", in(".panel")+".hidden && !"+in(".pill")+".hidden")
	accessible(t, tab, "pill")
	do(t, tab, "reload", chromedp.Reload())
	becomes(t, tab, "what was closed stays closed", in(".panel")+".hidden && "+in(".pill.error:not([hidden])"))
	script[bool](t, tab, "("+in(".pill")+".click(), true)")
	becomes(t, tab, "the pill opens it", "!"+in(".panel")+".hidden")

	// Whoever is in the middle of a long list stays there when the page loads again, with one mistake mended.
	mistakes := ""
	for i := range 20 {
		mistakes += fmt.Sprintf("\nwrong%c: 2019", 'a'+i)
	}
	p.edit(t, file, "\nstrat: 2019", "\nstrat: 2019"+mistakes)
	becomes(t, tab, "all mistakes", in(".panel:not([hidden]) li:nth-child(21)"))
	do(t, tab, "Escape", chromedp.KeyEvent("\x1b"))
	script[bool](t, tab, "("+in(".pill")+".click(), true)")
	script[bool](t, tab, "(window.before = true, "+in("li:nth-child(12) a.where")+".focus({preventScroll: true}), "+in(".panel")+".scrollTop = 900, true)")
	p.edit(t, file, "Night nurse\nstrat: 2019", "Night nurse and more")
	becomes(t, tab, "one less", "!window.before && !!"+in(".panel:not([hidden]) li:nth-child(20)")+" && !"+in("li:nth-child(21)"))
	becomes(t, tab, "the list stays where it was", "Math.abs("+in(".panel")+".scrollTop - 900) < 2")
	becomes(t, tab, "its focus stays", "document.querySelector('passport-preview').shadowRoot.activeElement?.closest('li').textContent.includes('wrongk')")
	p.edit(t, file, "Night nurse and more"+mistakes, "Night nurse")
	becomes(t, tab, "it closes itself when mended", in(".panel")+".hidden")

	// Templates and passport.yaml are shown there too, and never end the preview.
	if err := os.WriteFile(filepath.Join(p.dir, "theme", "entry.html"), []byte("<p>{{.Nothing}}</p>"), 0o644); err != nil {
		t.Fatal(err)
	}
	becomes(t, tab, "a broken template", in(".panel:not([hidden])")+"?.textContent.includes('theme/entry.html')")
	if err := os.Remove(filepath.Join(p.dir, "theme", "entry.html")); err != nil {
		t.Fatal(err)
	}
	becomes(t, tab, "it is mended", in(".panel")+".hidden")
	p.edit(t, "passport.yaml", "person:", "person: [")
	becomes(t, tab, "a broken passport.yaml", in(".panel:not([hidden])")+"?.textContent.includes('passport.yaml')")
	p.edit(t, "passport.yaml", "person: [", "person:")
	becomes(t, tab, "it is mended", in(".panel")+".hidden && document.body.innerText.includes('Night nurse')")

	// Seven seconds.
	script[bool](t, tab, "(document.activeElement.blur(), scrollTo(0, 500), true)")
	do(t, tab, "7", chromedp.KeyEvent("7"))
	becomes(t, tab, "the page is shown from its top", "scrollY === 0 && !"+in(".bar")+".hidden")
	becomes(t, tab, "then it asks", in("dialog[open]"))
	becomes(t, tab, "the first answer has the focus", "document.querySelector('passport-preview').shadowRoot.activeElement?.localName === 'textarea'")
	accessible(t, tab, "seven")
	do(t, tab, "7 is a letter now", chromedp.KeyEvent("7 wards"))
	becomes(t, tab, "an answer can hold a 7", in("textarea")+".value === '7 wards'")
	script[bool](t, tab, "("+in("form button[type=submit]")+".click(), true)")
	becomes(t, tab, "the answers stand beside the page", in(".memory:not([hidden])")+"?.textContent.includes('7 wards') && !"+in("dialog[open]"))
	accessible(t, tab, "memory")
	do(t, tab, "Escape", chromedp.KeyEvent("\x1b"))
	becomes(t, tab, "Escape leaves", in(".memory")+".hidden")
}

// TestPreviewShowsHidden: drafts and private entries are on pages of the preview, marked; and in no answer
// of one that shows what is published, and in no built file.
func TestPreviewShowsHidden(t *testing.T) {
	const secret = "sesame"
	hide := func(t *testing.T, dir string) {
		t.Helper()
		for name, text := range map[string]string{
			"stories/draft-story.md":             "---\ntitle: Draft " + secret + "\nvisibility: draft\n---\n\nText.\n",
			"experience/hidden-job.md":           "---\ntitle: Private " + secret + "\nstart: 2019\nvisibility: private\n---\n\nText.\n",
			".private/experience/more-hidden.md": "---\ntitle: Below private " + secret + "\nstart: 2018\n---\n\nText.\n",
			"projects/half-shown.md":             "---\ntitle: Half shown\nhighlights:\n  - Seen.\n  - {text: Hidden " + secret + ", visibility: private}\n---\n\nText.\n",
		} {
			file := filepath.Join(dir, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	day := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	dir := filepath.Join(t.TempDir(), "me")
	if err := os.CopyFS(dir, os.DirFS("../content-example")); err != nil {
		t.Fatal(err)
	}
	hide(t, dir)
	pages := func(published bool) map[string]string {
		session := generator.NewSession(dir, generator.Options{}, func() time.Time { return day }, published)
		t.Cleanup(session.Close)
		out := map[string]string{}
		for _, d := range session.Site(os.DirFS(dir)).Documents {
			if strings.HasPrefix(d.MediaType, "image/") {
				continue // they say nothing, and take most of the time
			}
			var b strings.Builder
			d.Render(&b)
			out[d.Path] = b.String()
		}
		return out
	}
	own := pages(false)
	for page, marks := range map[string][]string{
		"stories/draft-story.html":    {"Draft " + secret, ">Draft<"},
		"experience/hidden-job.html":  {"Private " + secret, ">Private<"},
		"experience/more-hidden.html": {"Below private " + secret, ">Private<"},
		"experience/index.html":       {"Private " + secret, ">Private<", `content="noindex`},
		"stories/index.html":          {"Draft " + secret, ">Draft<"},
		"projects/half-shown.html":    {"Hidden " + secret, ">Private<"},
	} {
		for _, mark := range marks {
			if !strings.Contains(own[page], mark) {
				t.Errorf("the preview's %s does not have %q", page, mark)
			}
		}
	}
	for page, text := range pages(true) {
		if strings.Contains(text, secret) {
			t.Errorf("as published, %s has what is hidden", page)
		}
	}
	built, err := generator.NewBuilder(generator.Options{Now: day, Drafts: true, Cache: pictures}).Build(dir, generator.BuildOptions{Out: filepath.Join(t.TempDir(), "public")})
	if err != nil || !built.Written {
		t.Fatalf("%v %+v", err, built)
	}
	err = filepath.WalkDir(built.Out, func(file string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(file)
		if s := string(text); strings.Contains(s, "Private "+secret) || strings.Contains(s, "Below private "+secret) || strings.Contains(s, "Hidden "+secret) || strings.Contains(s, "_passport/") {
			t.Errorf("a build with drafts has what is private, or the preview's script, in %s", file)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestPreviewOfNothing starts on an empty folder and on one whose passport.yaml is broken, and shows what
// is written afterwards.
func TestPreviewOfNothing(t *testing.T) {
	for name, text := range map[string]string{"nothing": "", "broken": "person: [\n"} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			file := filepath.Join(dir, "passport.yaml")
			if text != "" {
				if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			session := generator.NewSession(dir, generator.Options{}, time.Now, false)
			defer session.Close()
			events := make(chan serve.Event, 100)
			s, err := serve.Listen(serve.Options{Dir: dir, Rebuild: session.Site, Ignore: generator.Ignored, Log: func(e serve.Event) { events <- e }})
			if err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithCancel(t.Context())
			ended := make(chan error, 1)
			go func() { ended <- s.Serve(ctx) }()
			defer func() {
				cancel()
				<-ended
			}()
			resp, err := http.Get(s.URL(t.Context()))
			if err != nil || resp.StatusCode != http.StatusOK {
				t.Fatalf("%v %v", resp, err)
			}
			resp.Body.Close()
			if e := <-events; !e.Problems.HasErrors() {
				t.Errorf("nothing is wrong: %v", e)
			}
			if err := os.WriteFile(file, []byte("schema: 1\nperson:\n  name: Ana Prata\n"), 0o644); err != nil {
				t.Fatal(err)
			}
			for e := range events {
				if !e.Problems.HasErrors() {
					break
				}
			}
		})
	}
}

// TestPreviewLeavesNothing: after many edits the preview holds no more than after a few, and when it ends
// no goroutine of its is left. No other test runs beside it.
func TestPreviewLeavesNothing(t *testing.T) {
	before := runtime.NumGoroutine()
	t.Run("edits", func(t *testing.T) {
		p := preview(t, false)
		client := &http.Client{}
		t.Cleanup(client.CloseIdleConnections)
		file := filepath.Join(p.dir, "about.md")
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		edit := func(from, to int) (held uint64) {
			for i := from; i < to; i++ {
				word := fmt.Sprintf("Edit number %d.", i)
				if err := os.WriteFile(file, append(slices.Clip(text), "\n"+word+"\n"...), 0o644); err != nil {
					t.Fatal(err)
				}
				for late := time.Now().Add(time.Minute); !strings.Contains(get(t, client, p.url), word); {
					if time.Now().After(late) {
						t.Fatalf("%q is not shown", word)
					}
				}
			}
			var m runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&m)
			return m.HeapAlloc
		}
		few := edit(0, 20)
		many := edit(20, 120)
		if many > few+few/2 {
			t.Errorf("%d KiB are held after 120 edits, %d KiB after 20", many>>10, few>>10)
		}
	})
	for late := time.Now().Add(time.Minute); runtime.NumGoroutine() > before; runtime.Gosched() {
		if time.Now().After(late) {
			buf := make([]byte, 1<<20)
			t.Fatalf("%d goroutines are left, %d were there:\n%s", runtime.NumGoroutine(), before, buf[:runtime.Stack(buf, true)])
		}
	}
}

func get(t *testing.T, client *http.Client, address string) string {
	t.Helper()
	resp, err := client.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}
