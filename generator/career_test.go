package generator_test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/chromedp/chromedp"

	"github.com/talent-passport/passport/generator"
)

// TestLongCareerPrints: the résumé of a career of four hundred entries prints to two pages in every theme,
// whether little is written about each or as much as may be.
func TestLongCareerPrints(t *testing.T) {
	ctx := openBrowser(t)
	for _, letters := range []int{0, 120, 390} {
		var b strings.Builder
		b.WriteString("schema: 1\nperson: {name: Ana Prata, headline: Nurse who counts, languages: [{language: pt, level: native}]}\nsite: {url: https://ana.example/passport/}\nexperience:\n")
		text := strings.Repeat("counted falls ", letters/14+1)
		for i := range 250 {
			fmt.Fprintf(&b, "  - {title: Position number %d, organization: House %d, start: %d-0%d, end: %d-0%d, summary: %q, highlights: [%q, %q]}\n",
				i, i%40, 1960+i/4, 1+i%4*2, 1960+i/4, 2+i%4*2, text, "a "+text, "b "+text)
		}
		for _, kind := range []string{"education", "projects", "publications"} {
			b.WriteString(kind + ":\n")
			for i := range 50 {
				fmt.Fprintf(&b, "  - {title: Thing of %s number %d, date: %d, featured: true, summary: %q}\n", kind, i, 1970+i, text)
			}
		}
		source := t.TempDir()
		write(t, source, fstest.MapFS{"passport.yaml": {Data: []byte(b.String())}})
		for _, theme := range themeNames(t) {
			dir := filepath.Join(t.TempDir(), "out")
			built, err := generator.NewBuilder(generator.Options{Now: today, Cache: pictures, Theme: theme, NoPaper: true}).Build(source, generator.BuildOptions{Out: dir})
			if err != nil || !built.Written {
				t.Fatalf("%v, %v", err, built)
			}
			server := httptest.NewServer(http.FileServer(http.Dir(dir)))
			tab, cancel := chromedp.NewContext(ctx)
			if err := chromedp.Do(tab, chromedp.Navigate(server.URL+"/cv.html")); err != nil {
				t.Fatal(err)
			}
			pdf, err := chromedp.Run(tab, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize()))
			if err != nil {
				t.Fatal(err)
			}
			if n := bytes.Count(pdf, []byte("/Type /Page\n")); n != 2 {
				t.Errorf("%s, %d letters: %d pages", theme, letters, n)
			}
			cancel()
			server.Close()
		}
	}
}
