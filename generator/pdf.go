package generator

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/output"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/publish"
	"github.com/talent-passport/passport/generator/site"
)

// PDFOptions say how the résumé is printed.
type PDFOptions struct {
	Out      string // the file; "" is cv.pdf among the applications, which are in no website
	Language string // of the passport's languages; "" is the first
	Browser  bool   // have a Chromium print the page cv.html: every script that the system has letters for
	Program  string // which; "" looks for one
}

// PrintedPDF is what came of [Builder.PDF].
type PrintedPDF struct {
	Problems diag.List
	Files    diag.Files
	Out      string // the file; "" when problems left nothing to write
}

// PDF prints the résumé that everybody gets as one PDF file.
func (b *Builder) PDF(ctx context.Context, dir string, o PDFOptions) (*PrintedPDF, error) {
	root, err := openPassport(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	p := b.Plan(root.FS(), commitsOf(dir))
	made := &PrintedPDF{Files: p.Files()}
	for _, x := range p.Problems {
		if x.Severity == diag.Error || !o.Browser && strings.HasPrefix(x.Code, "pdf-") {
			made.Problems = append(made.Problems, x)
		}
	}
	if p.Problems.HasErrors() {
		return made, nil
	}
	prefix := ""
	if langs := p.Public.Langs; o.Language != "" {
		switch slices.Index(langs, o.Language) {
		case -1:
			return nil, askedf("the passport is not in %q; its languages are %s", o.Language, strings.Join(langs, ", "))
		case 0:
		default:
			prefix = o.Language + "/"
		}
	}
	var data []byte
	if o.Browser {
		data, err = printPage(ctx, p.Documents, prefix+"cv.html", o.Program)
	} else {
		data = rendered(p.Documents, prefix+"cv.pdf")
	}
	if err != nil || data == nil {
		return made, err
	}
	if o.Out != "" {
		made.Out = o.Out
		return made, output.Edit(filepath.Dir(o.Out), map[string][]byte{filepath.Base(o.Out): data})
	}
	name := path.Join(passport.Applications, "cv.pdf")
	if prefix != "" {
		name = path.Join(passport.Applications, "cv."+o.Language+".pdf")
	}
	made.Out = filepath.Join(dir, filepath.FromSlash(name))
	return made, output.Edit(dir, map[string][]byte{name: data})
}

// rendered is a document of a site, nil when there is none of that path.
func rendered(docs []site.Document, path string) []byte {
	for _, d := range docs {
		if d.Path == path {
			var to bytes.Buffer
			d.Render(&to)
			return to.Bytes()
		}
	}
	return nil
}

// printPage has a browser print a page of a site, which is written to a folder that is thrown away.
func printPage(ctx context.Context, docs []site.Document, page, program string) ([]byte, error) {
	scratch, done, err := output.Scratch()
	if err != nil {
		return nil, err
	}
	defer done()
	folder := filepath.Join(scratch, "site")
	if _, _, err := output.Write(folder, docs, output.Options{}); err != nil {
		return nil, err
	}
	data, err := publish.PrintPage(ctx, program, filepath.Join(folder, filepath.FromSlash(page)), scratch)
	if errors.Is(err, publish.ErrNoBrowser) {
		return nil, fmt.Errorf("%w; install one, or name it: passport pdf --browser=/path/to/chrome", err)
	} else if err != nil {
		return nil, fmt.Errorf("the browser did not print the page: %w", err)
	}
	return data, nil
}
