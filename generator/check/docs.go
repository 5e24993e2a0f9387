package check

import (
	"embed"
	"io/fs"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
)

// explain holds the documentation of the codes of [Meaning], one Markdown file per subject: a heading
// with the code, a line with its usual severity, a line that is its title, and the explanation.
// Text files rather than Go strings, because the explanations are prose with code in it, and people
// who improve the wording need not read Go.
//
//go:embed explain/*.md
var explain embed.FS

// Codes documents every problem code that [Meaning] reports, sorted by code.
func Codes() []diag.Doc {
	var all strings.Builder
	// The files are compiled in: neither listing nor reading them can fail.
	names, _ := fs.Glob(explain, "explain/*.md")
	for _, name := range names {
		data, _ := explain.ReadFile(name)
		all.WriteByte('\n')
		all.Write(data)
	}
	return diag.ParseDocs(all.String())
}
