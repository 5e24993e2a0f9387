package generator_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/talent-passport/passport/generator"
)

// TestCopySheet looks at the sheet to copy from as its only reader does, from the left and from the right:
// its labels are in the language of the passport, axe finds nothing, nothing is wider than a phone, and a
// button says what it did.
func TestCopySheet(t *testing.T) {
	axe := axeScript(t)
	ctx := openBrowser(t)
	for name, want := range map[string][]string{
		"ar": {`<html lang="ar" dir="rtl">`, "المسمى الوظيفي", "البداية، الشهر"},
		"de": {`<html lang="de" dir="ltr">`, "Berufsbezeichnung", "Beginn, Monat"},
		"ja": {`<html lang="ja" dir="ltr">`, "勤務先"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			data, err := os.ReadFile(filepath.Join("testdata", "languages", name+".yaml"))
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, "passport.yaml"), data, 0o600); err != nil {
				t.Fatal(err)
			}
			made, err := generator.NewBuilder(generator.Options{Now: today}).Apply(dir, generator.ApplyOptions{For: "ward"})
			if err != nil {
				t.Fatal(err)
			}
			folder := filepath.Join(dir, filepath.FromSlash(made.Folder))
			sheet, err := os.ReadFile(filepath.Join(folder, "copy.html"))
			if err != nil {
				t.Fatal(err)
			}
			for _, w := range want {
				if !strings.Contains(string(sheet), w) {
					t.Errorf("there is no %s", w)
				}
			}
			for _, english := range []string{">Copy<", "Job title", "Employer", "For your eyes"} {
				if strings.Contains(string(sheet), english) {
					t.Errorf("it says %q in English", english)
				}
			}
			server := httptest.NewServer(http.FileServer(http.Dir(folder)))
			defer server.Close()
			tab, cancel := chromedp.NewContext(ctx)
			defer cancel()
			r := &reader{t: t, tab: tab, axe: axe, page: "copy.html"}
			r.open(server.URL+"/copy.html", []room{{"light", 320, false}, {"dark", 1280, false}})
			if err := chromedp.Do(tab, chromedp.Navigate(server.URL+"/copy.html")); err != nil {
				t.Fatal(err)
			}
			said := r.awaited(`(async () => { const b = document.querySelector('button'); b.click();
				for (let i = 0; i < 200 && !document.getElementById('said').textContent; i++) await new Promise(r => requestAnimationFrame(r));
				return document.getElementById('said').textContent })()`)
			if said == "" {
				t.Error("a button says nothing")
			}
		})
	}
}

// awaited is what a promise of text comes to.
func (r *reader) awaited(js string) string {
	r.t.Helper()
	s, err := chromedp.Run(r.tab, chromedp.Evaluate[string](js, chromedp.EvalAwaitPromise))
	if err != nil {
		r.t.Fatalf("%s: %v", r.page, err)
	}
	return s
}
