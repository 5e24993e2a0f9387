package publish

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"time"
)

// browsers are the programs that print pages without a window, in the order in which they are tried.
var browsers = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge", "brave-browser"}

// apps are where they lie on systems that do not put programs on a path.
var apps = map[string][]string{
	"darwin": {
		"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium",
		"/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge", "/Applications/Brave Browser.app/Contents/MacOS/Brave Browser",
	},
	"windows": {
		`C:\Program Files\Google\Chrome\Application\chrome.exe`, `C:\Program Files (x86)\Google\Chrome\Application\chrome.exe`,
		`C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`, `C:\Program Files\Microsoft\Edge\Application\msedge.exe`,
	},
}

// ErrNoBrowser says that there is no browser that prints pages without a window.
var ErrNoBrowser = errors.New("there is no Chromium, Chrome or Edge on this computer")

// PrintPage has a Chromium print an HTML file as a tagged PDF file. Program is its name or path; "" looks for
// one. Scratch is an empty folder for what the browser writes; the PDF is returned.
func PrintPage(ctx context.Context, program, page, scratch string) ([]byte, error) {
	program, err := findBrowser(program)
	if err != nil {
		return nil, err
	}
	to := filepath.Join(scratch, "page.pdf")
	args := []string{
		"--headless=new", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-background-networking",
		"--user-data-dir=" + filepath.Join(scratch, "profile"), "--no-pdf-header-footer", "--print-to-pdf=" + to,
	}
	if runtime.GOOS == "linux" && os.Geteuid() == 0 {
		args = append(args, "--no-sandbox") // it refuses to start as root otherwise; the page is our own
	}
	address, err := filepath.Abs(page)
	if err != nil {
		return nil, err
	}
	address = filepath.ToSlash(address)
	if runtime.GOOS == "windows" {
		address = "/" + address
	}
	c := call{program: program, args: append(args, "file://"+address), limit: 2 * time.Minute}
	if _, err := c.run(ctx); err != nil {
		return nil, err
	}
	return os.ReadFile(to)
}

func findBrowser(program string) (string, error) {
	if program != "" {
		return exec.LookPath(program)
	}
	for _, name := range browsers {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	for _, path := range apps[runtime.GOOS] {
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			return path, nil
		}
	}
	return "", ErrNoBrowser
}
