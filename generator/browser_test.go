package generator_test

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// browserPages is one page of each template, and one in the other language.
var browserPages = []string{
	"index.html", "cv.html", "timeline.html", "how-to-check.html", "404.html", "experience/index.html", "skills/index.html", "pt/index.html",
}

// TestBrowser opens the built example in a real browser: no request to another host, no script, no
// violation of the page's own policy; and a résumé that prints to two pages at most. How pages look to
// every reader is the subject of TestEveryReader.
func TestBrowser(t *testing.T) {
	ctx := startBrowser(t)
	dir := buildExample(t)
	pages := append(browserPages, firstPage(t, dir, "experience"), firstPage(t, dir, "skills"), firstPage(t, dir, "projects"))
	const base = "/passport/"
	server := httptest.NewServer(http.StripPrefix(base, http.FileServer(http.Dir(dir))))
	defer server.Close()

	var mu sync.Mutex
	var elsewhere []string
	tab, cancel := chromedp.NewContext(ctx)
	defer cancel()
	err := chromedp.Do(tab, chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, network.Enable, network.EnableParams{})
		return err
	}))
	if err != nil {
		t.Fatal(err)
	}
	err = chromedp.Listen(tab, func(ev any) {
		if r, ok := ev.(*network.EventRequestWillBeSent); ok && !strings.HasPrefix(r.Request.URL, server.URL) {
			mu.Lock()
			elsewhere = append(elsewhere, r.Request.URL)
			mu.Unlock()
		}
	})
	if err != nil {
		t.Fatal(err)
	}

	for _, page := range pages {
		look(t, tab, server.URL+base+page)
	}
	mu.Lock()
	defer mu.Unlock()
	for _, url := range elsewhere {
		t.Errorf("a page asked another host: %s", url)
	}

	if err := chromedp.Do(tab, chromedp.EmulateViewport(1280, 900), chromedp.Navigate(server.URL+base+"cv.html")); err != nil {
		t.Fatal(err)
	}
	pdf, err := chromedp.Run(tab, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize()))
	if err != nil {
		t.Fatal(err)
	}
	if n := bytes.Count(pdf, []byte("/Type /Page\n")); n < 1 || n > 2 {
		t.Errorf("the résumé prints to %d pages, want one or two", n)
	}
}

// look opens one page.
func look(t *testing.T, tab context.Context, url string) {
	t.Helper()
	if err := chromedp.Do(tab, chromedp.Navigate(url)); err != nil {
		t.Fatalf("%s: %v", url, err)
	}
	scripts, err := chromedp.Run(tab, chromedp.Evaluate[float64](`document.querySelectorAll('script:not([type="application/ld+json"]), [style], style').length`))
	if err != nil {
		t.Fatalf("%s: %v", url, err)
	}
	if scripts > 0 {
		t.Errorf("%s: %v scripts or inline styles", url, scripts)
	}
}

// startBrowser starts a headless Chromium that ends with the test. Without one the test is skipped,
// except under CI.
func startBrowser(t *testing.T) context.Context {
	t.Helper()
	if testing.Short() {
		t.Skip("pages in a browser take minutes")
	}
	path := os.Getenv("CHROME_PATH")
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path == "" {
			path, _ = exec.LookPath(name)
		}
	}
	if path == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("no Chromium: install Debian's package chromium")
		}
		t.Skip("no Chromium found; set CHROME_PATH or install Debian's package chromium")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 8*time.Minute)
	t.Cleanup(cancel)
	ctx, stop := chromedp.NewExecAllocator(ctx,
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.Headless, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"),
	)
	t.Cleanup(stop)
	return ctx
}

// firstPage is the first page of a folder that is neither its index nor a page that moved.
func firstPage(t *testing.T, dir, folder string) string {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(dir, folder, "*.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if filepath.Base(f) != "index.html" && !bytes.Contains(text, []byte(`"refresh"`)) {
			return folder + "/" + filepath.Base(f)
		}
	}
	t.Fatalf("no page in %s", folder)
	return ""
}
