package generator_test

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// firstPageLimits are how many bytes the first page of the example may have in each theme, in any of its
// languages, as a host sends them (gzip): the page with its structured data and every style sheet that it
// loads, but no pictures. Whole is with the charts, and at most fifteen kilobytes; plain is without what
// they take: see plain. Each is held to what it has now.
var firstPageLimits = map[string]struct{ whole, plain int }{
	"atlas":  {11_700, 10 << 10},
	"folio":  {13_000, 12_000},
	"ledger": {13_800, 13_300},
}

// TestFirstPageSize holds the first page of every theme to its limits, and to six requests at most.
func TestFirstPageSize(t *testing.T) {
	notShort(t)
	for _, theme := range themeNames(t) {
		limit, ok := firstPageLimits[theme]
		if !ok || limit.whole > 15<<10 {
			t.Errorf("%s has no limit, or one of more than fifteen kilobytes", theme)
		}
		dir := buildReaderSite(t, "example", theme)
		for _, home := range []string{"index.html", "pt/index.html"} {
			page, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(home)))
			if err != nil {
				t.Fatal(err)
			}
			text, requests := string(page), 1
			whole, without := packed(t, text), packed(t, plain(text))
			for _, part := range strings.Split(text, "<link ")[1:] {
				tag, _, _ := strings.Cut(part, ">")
				requests += strings.Count(tag, `rel="stylesheet"`) + strings.Count(tag, `rel="icon"`)
				if strings.Contains(tag, `rel="stylesheet"`) {
					_, href, _ := strings.Cut(tag, `href="`)
					href, _, _ = strings.Cut(href, `"`)
					css, err := os.ReadFile(filepath.Join(dir, filepath.Dir(home), filepath.FromSlash(href)))
					if err != nil {
						t.Fatal(err)
					}
					whole += packed(t, string(css))
					without += packed(t, plain(string(css)))
				}
			}
			for _, part := range strings.Split(text, "<img ")[1:] {
				if tag, _, _ := strings.Cut(part, ">"); !strings.Contains(tag, `loading="lazy"`) {
					requests++
				}
			}
			requests += strings.Count(text, "<script src")
			t.Logf("%s %s: %d bytes, %d without charts, %d requests before anybody scrolls", theme, home, whole, without, requests)
			if whole > limit.whole || without > limit.plain || requests > 6 {
				t.Errorf("%s %s: %d bytes, %d without charts, %d requests, want at most %d, %d and 6",
					theme, home, whole, without, requests, limit.whole, limit.plain)
			}
		}
	}
}

var (
	charts  = regexp.MustCompile(`(?s)<section[^>]* aria-labelledby="life".*?</section>|<svg.*?</svg>`)
	rule    = regexp.MustCompile(`([^{}]*)\{[^{}]*\}`)
	ofChart = regexp.MustCompile(`\.(?:chart|grid|lane|rail|rails|ring|scale)\b`)
)

// plain is a page or a style sheet without its charts: the section of a life in time, the rails beside skills,
// and the rules that are for nothing else.
func plain(text string) string {
	return rule.ReplaceAllStringFunc(charts.ReplaceAllString(text, ""), func(s string) string {
		for _, selector := range strings.Split(rule.FindStringSubmatch(s)[1], ",") {
			if !ofChart.MatchString(selector) {
				return s
			}
		}
		return ""
	})
}

// packed is how many bytes a host sends.
func packed(t *testing.T, text string) int {
	t.Helper()
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err == nil {
		_, err = z.Write([]byte(text))
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Len()
}
