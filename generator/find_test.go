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

// TestFind searches a long list in every theme, under the page's own policy: words in any case and without
// their accents leave what has them all, the count is said, Escape brings everything back, nothing jumps and
// axe finds nothing. Without a long list there is no script, nor where the person does not want it.
func TestFind(t *testing.T) {
	axe := axeScript(t)
	ctx := openBrowser(t)
	files := synthetic(120)
	files["experience/cafe.md"] = &fstest.MapFile{Data: []byte("---\ntitle: Café Überall\nstart: 2001\nend: 2002\n---\nWords.\n")}
	for _, theme := range themeNames(t) {
		t.Run(theme, func(t *testing.T) {
			source, out := t.TempDir(), filepath.Join(t.TempDir(), "out")
			write(t, source, files)
			build := func() {
				t.Helper()
				built, err := generator.NewBuilder(generator.Options{Now: today, Cache: pictures, Theme: theme, NoPaper: true}).Build(source, generator.BuildOptions{Out: out})
				if err != nil || !built.Written {
					t.Fatalf("%v, %v", err, built)
				}
			}
			scripts := func(page string) int {
				t.Helper()
				text, err := os.ReadFile(filepath.Join(out, filepath.FromSlash(page)))
				if err != nil {
					t.Fatal(err)
				}
				return strings.Count(string(text), "<script src")
			}
			build()
			if n := scripts("skills/index.html"); n != 0 {
				t.Errorf("a short list has %d scripts", n)
			}
			address, tab := openSite(t, ctx, out)
			r := &reader{t: t, tab: tab, axe: axe, page: "experience/index.html"}
			r.open(address+"experience/index.html", []room{{"light", 320, false}, {"dark", 1280, false}})
			if err := chromedp.Do(tab, chromedp.Navigate(address+"experience/index.html")); err != nil {
				t.Fatal(err)
			}
			if jump := r.awaited(shifted); jump != "" {
				t.Errorf("it jumps by %s", jump)
			}
			got := r.text(`(() => {
				const field = document.getElementById('find'), out = [];
				const all = () => [...document.querySelectorAll('main article, main tbody tr')].filter(e => e.offsetParent).length;
				const type = w => { field.value = w; field.dispatchEvent(new Event('input')); out.push(all() + ' ' + document.querySelector('[role=status]').textContent) };
				const before = all();
				type('CAFE uber'); type('number 3'); type('no such thing');
				field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape', cancelable: true}));
				out.push(all() === before ? 'all' : all());
				return out.join('; ') })()`)
			if want := "1 1 of 61; "; !strings.HasPrefix(got, want) || !strings.HasSuffix(got, "0 0 of 61; all") {
				t.Errorf("searching comes to %q", got)
			}
			data, err := os.ReadFile(filepath.Join(source, "passport.yaml"))
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(source, "passport.yaml"), append(data, "  theme_options: {search: false}\n"...), 0o600); err != nil {
				t.Fatal(err)
			}
			build()
			if n := scripts("experience/index.html"); n != 0 {
				t.Errorf("switched off, a list has %d scripts", n)
			}
		})
	}
}
