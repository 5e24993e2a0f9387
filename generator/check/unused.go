package check

import (
	"fmt"
	"path"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
)

// large is the size from which a file is a burden for a reader on a telephone.
const large = 5_000_000

// unusedFiles tells about files that nothing refers to, and about big ones that something does.
func (c *checker) unusedFiles() {
	for _, a := range c.tree.Assets {
		if c.used[a.Path] || c.belongs(a.Path) {
			if a.Size > large && !a.Private {
				c.add(diag.Problem{
					Code: "large-file", Severity: diag.Warning, Span: diag.Span{File: a.Path},
					Message: fmt.Sprintf("this file has %d MB, which is slow to open on a telephone", (a.Size+500_000)/1_000_000),
					Hint:    largeHint(a.Path),
				})
			}
			continue
		}
		// A file that could not be read may refer to it.
		if a.Private || c.told[a.Path] || len(c.broken) > 0 || !c.inFolder(a.Path) {
			continue
		}
		c.add(diag.Problem{
			Code: "unused-file", Severity: diag.Note, Span: diag.Span{File: a.Path},
			Message: "nothing refers to this file, so it is not published",
			Hint:    "name it in an entry, or delete it if you do not need it",
		})
	}
}

// inFolder reports whether a file lies where files are meant to be used from.
func (c *checker) inFolder(name string) bool {
	top, _, nested := strings.Cut(name, "/")
	return nested && !strings.HasPrefix(path.Base(name), ".") && top != "theme"
}

// belongs reports whether a file lies beside an entry as what was issued or signed.
func (c *checker) belongs(name string) bool {
	dir, base := path.Split(strings.TrimPrefix(name, ".private/"))
	stem := strings.TrimSuffix(base, path.Ext(base))
	switch path.Ext(base) {
	case ".json", ".jwt", ".jsonld", ".pdf", ".png", ".svg":
	default:
		return false
	}
	switch dir {
	case "endorsements/", "credentials/":
		return c.entries[dir+stem] != nil
	}
	return false
}

func largeHint(name string) string {
	switch strings.ToLower(path.Ext(name)) {
	case ".mp4", ".mov", ".avi", ".webm", ".mkv", ".m4v":
		return "put the film on a video site and link to it"
	case ".pdf":
		return `save it smaller ("reduce file size"), or publish only the pages that matter`
	}
	return "make the picture smaller; 2000 pixels wide is plenty"
}
