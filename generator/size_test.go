package generator_test

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// firstPageLimits are how many bytes the first page of the example may have in each theme, in any of its
// languages, with its style sheet, its structured data and its charts, both as a host sends them (gzip).
// None may have more than fifteen kilobytes; each is held to what it has now.
var firstPageLimits = map[string]int{"atlas": 13_700, "folio": 14_800, "ledger": 15_360}

// TestFirstPageSize holds the first page of every theme to its limit, and to six requests at most.
func TestFirstPageSize(t *testing.T) {
	for _, theme := range themeNames(t) {
		limit, ok := firstPageLimits[theme]
		if !ok || limit > 15<<10 {
			t.Errorf("%s has no limit, or one of more than fifteen kilobytes", theme)
		}
		dir := buildReaderSite(t, "example", theme)
		for _, home := range []string{"index.html", "pt/index.html"} {
			page, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(home)))
			if err != nil {
				t.Fatal(err)
			}
			text, size, requests := string(page), packed(t, page), 1
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
					size += packed(t, css)
				}
			}
			for _, part := range strings.Split(text, "<img ")[1:] {
				if tag, _, _ := strings.Cut(part, ">"); !strings.Contains(tag, `loading="lazy"`) {
					requests++
				}
			}
			requests += strings.Count(text, "<script src")
			t.Logf("%s %s: %d bytes, %d requests before anybody scrolls", theme, home, size, requests)
			if size > limit || requests > 6 {
				t.Errorf("%s %s: %d bytes and %d requests, want at most %d and 6", theme, home, size, requests, limit)
			}
		}
	}
}

// packed is how many bytes a host sends.
func packed(t *testing.T, data []byte) int {
	t.Helper()
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err == nil {
		_, err = z.Write(data)
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Len()
}
