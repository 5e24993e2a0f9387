package site

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"io/fs"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

var now = passport.Moment{Year: 2026, Month: 11, Day: 23}

// folder reads a text archive as a passport's folder.
func folder(archive string) fstest.MapFS {
	files := fstest.MapFS{}
	for _, f := range txtar.Parse([]byte(archive)).Files {
		files[f.Name] = &fstest.MapFile{Data: f.Data}
		if string(f.Data) == "a picture\n" { // which a text archive cannot hold
			files[f.Name].Data = onePixel
		}
	}
	return files
}

// onePixel is a PNG of one pixel.
var onePixel = func() []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		panic(err)
	}
	return b.Bytes()
}()

// publish reads and publishes a folder.
func publish(t testing.TB, files fs.FS, a passport.Audience) *passport.Public {
	t.Helper()
	tree := source.Load(files, passport.Layout(), nil)
	for _, p := range tree.Problems {
		t.Logf("load: %s: %s", p.Span.File, p.Message)
	}
	return passport.Decode(tree).Publish(a, now)
}

// planOf plans the site of a text archive.
func planOf(t testing.TB, archive string) (*Plan, diag.List) {
	t.Helper()
	return planFolder(t, folder(archive), Options{})
}

func planFolder(t testing.TB, files fstest.MapFS, o Options) (*Plan, diag.List) {
	t.Helper()
	if o.Read == nil {
		o.Read = func(path string) ([]byte, error) { return fs.ReadFile(files, path) }
	}
	return filled(New(publish(t, files, passport.Audience{}), o))
}

// paths are the addresses of all pages, in order.
func paths(p *Plan) []string {
	var out []string
	for _, page := range p.Pages {
		out = append(out, page.Template+" "+page.Path)
	}
	return out
}

// pageAt finds a page by its path.
func pageAt(t testing.TB, p *Plan, path string) *Page {
	t.Helper()
	for _, page := range p.Pages {
		if page.Path == path {
			return page
		}
	}
	t.Fatalf("there is no page %s; there are\n%s", path, strings.Join(paths(p), "\n"))
	return nil
}

// contentOf renders a document that is not a page; "" when there is none.
func contentOf(t testing.TB, p *Plan, path string) string {
	t.Helper()
	for _, d := range p.Documents {
		if d.Path == path {
			var b bytes.Buffer
			if problems := d.Render(&b); len(problems) > 0 {
				t.Errorf("rendering %s: %v", path, problems)
			}
			return b.String()
		}
	}
	return ""
}

// entries writes n short projects, to make a passport of more than one page.
func entries(n int) string {
	var b strings.Builder
	b.WriteString("-- projects.yaml --\n")
	for i := range n {
		fmt.Fprintf(&b, "- id: filler-%d\n  title: Filler %d\n  date: 20%02d-05\n", i, i, i%25)
	}
	return b.String()
}

// unescaped undoes the escaping of a link.
func unescaped(t testing.TB, link string) string {
	t.Helper()
	s, err := url.PathUnescape(link)
	if err != nil {
		t.Errorf("%q is not a link: %v", link, err)
	}
	return s
}

// filled makes the view of every page, as if each had been looked at.
func filled(p *Plan, problems diag.List) (*Plan, diag.List) {
	for _, page := range p.Pages {
		Fill(page)
	}
	return p, problems
}
