package output

import (
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/site"
)

// CodePathCollision is the code of the one problem that only this package can find.
const CodePathCollision = "path-collision"

// Codes documents the problem codes of this package.
func Codes() []diag.Doc {
	return []diag.Doc{{
		Code:     CodePathCollision,
		Severity: diag.Error,
		Title:    "two files of the site cannot lie in one folder",
		Text: `Windows and macOS take ` + "`Photo.jpg`" + ` and ` + "`photo.jpg`" + ` for the same file, so a site that holds both
would lose one of them there. The same goes for folders, and for a file and a folder of the same name.

Wrong:

    media/Photo.jpg
    media/photo.jpg

Right:

    media/photo-ward.jpg
    media/photo.jpg

Rename one of the two, and mend the places that name it.
`,
	}}
}

// checkPaths finds documents that would overwrite each other on some system. A path that is no
// relative path at all is a mistake of the program, and an error.
func checkPaths(docs []site.Document) (diag.List, error) {
	var found diag.List
	type spelling struct {
		path   string
		folder bool
	}
	seen := make(map[string]spelling, len(docs))
	claim := func(p string, folder bool) {
		key := fold(p)
		before, taken := seen[key]
		if !taken {
			seen[key] = spelling{p, folder}
			return
		}
		if folder && before.folder && before.path == p {
			return
		}
		message := fmt.Sprintf("two files of the site are both called %q", p)
		switch {
		case before.folder != folder:
			message = fmt.Sprintf("%q is both a file and a folder of the site", p)
		case before.path != p:
			message = fmt.Sprintf("%q and %q are the same name on Windows and macOS", before.path, p)
		}
		found = append(found, diag.Problem{
			Code: CodePathCollision, Severity: diag.Error, Message: message,
			Hint: "rename one of them, and mend the places that name it",
		})
	}
	for _, d := range docs {
		if !fs.ValidPath(d.Path) || d.Path == "." || !filepath.IsLocal(filepath.FromSlash(d.Path)) || d.Path == ManifestName {
			return nil, &Error{Op: "write", Path: d.Path, Why: "the site has a document with an impossible path, which is a bug in passport", Err: fs.ErrInvalid}
		}
		for p, folder := d.Path, false; p != "."; p, folder = path.Dir(p), true {
			claim(p, folder)
		}
	}
	found.Sort()
	return found.Dedupe(), nil
}

// fold gives names that a file system may take for the same the same form.
func fold(p string) string {
	return norm.NFC.String(strings.ToLower(strings.ToUpper(norm.NFC.String(p))))
}
