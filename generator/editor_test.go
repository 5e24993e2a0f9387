package generator_test

import (
	"strings"
	"testing"

	"github.com/talent-passport/passport/generator"
)

// TestFindEditor: each way to name an editor, and how it is told where a mistake is.
func TestFindEditor(t *testing.T) {
	t.Parallel()
	const file = "/home/ana/my passport/experience/harbour 50%.md"
	links := []struct{ wanted, visual, want string }{
		{"", "", "vscode://file/home/ana/my%20passport/experience/harbour%2050%25.md:7:3"},
		{"", "vim", "vscode://file/home/ana/my%20passport/experience/harbour%2050%25.md:7:3"}, // it lives in a terminal
		{"", "code --wait", "vscode://file/home/ana/my%20passport/experience/harbour%2050%25.md:7:3"},
		{"", "/usr/local/bin/codium", "vscodium://file/home/ana/my%20passport/experience/harbour%2050%25.md:7:3"},
		{"zed", "code", "zed://file/home/ana/my%20passport/experience/harbour%2050%25.md:7:3"},
		{"pycharm", "", "pycharm://open?file=/home/ana/my%20passport/experience/harbour%2050%25.md&line=7&column=3"},
		{"mate", "", "txmt://open?url=file:///home/ana/my%20passport/experience/harbour%2050%25.md&line=7&column=3"},
		{"mine://at?f={path}&l={line}", "", "mine://at?f=/home/ana/my%20passport/experience/harbour%2050%25.md&l=7"},
	}
	for _, tt := range links {
		e, err := generator.FindEditor(tt.wanted, tt.visual)
		if err != nil || e.Link == nil || e.Edit != nil {
			t.Errorf("FindEditor(%q, %q) = %+v, %v; want an address", tt.wanted, tt.visual, e, err)
			continue
		}
		if got := e.Link(file, 7, 3); got != tt.want {
			t.Errorf("FindEditor(%q, %q) opens %s, want %s", tt.wanted, tt.visual, got, tt.want)
		}
	}
	if e, err := generator.FindEditor("", ""); err != nil || e.Link(`C:\Ana\a.md`, 1, 2) == "" {
		t.Errorf("no address for a file on a drive: %v", err)
	}
	for _, name := range generator.EditorNames() {
		if e, err := generator.FindEditor(name, ""); err != nil || (e.Link == nil) == (e.Edit == nil) {
			t.Errorf("FindEditor(%q) = %+v, %v; want one way to open it", name, e, err)
		}
	}
	for wanted, want := range map[string]string{
		"vscod":                    `did you mean "vscode"?`,
		"myeditor":                 "or a command such as",
		"javascript://x?{path}":    "cannot open an editor",
		"https://a.example/{path}": "cannot open an editor",
	} {
		if _, err := generator.FindEditor(wanted, ""); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("FindEditor(%q): %v, want %q", wanted, err, want)
		}
	}
}
