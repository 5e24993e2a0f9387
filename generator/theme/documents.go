package theme

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"html/template"
	"io"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/lang"
	"github.com/talent-passport/passport/generator/site"
)

// Documents returns one document for each page of the plan, in its order, and the theme's assets.
//
// A page whose template fails renders with the built-in templates instead and reports the failure;
// nothing is left out.
func (t *Theme) Documents(p *site.Plan) []site.Document {
	r := &run{theme: t, assets: map[string]string{}, words: map[string]*lang.Words{}}
	looks := looksOf(p)
	docs := make([]site.Document, 0, len(p.Pages)+2)

	sheet := t.sheet(looks.Accent, languagesOf(p.Pages))
	cssPath := fingerprint(t.name, ".css", sheet)
	icon := iconFile(nameOf(p), cmp.Or(t.about.accents(looks.Accent).light, t.about.Accent))
	iconPath := fingerprint("icon", ".svg", icon)
	r.assets["style"], r.assets["icon"] = cssPath, iconPath
	seconds, more := t.seconds(p.Pages)
	r.seconds = seconds

	if p.Longest >= longList {
		r.search = fingerprint("find", ".js", findScript)
		r.assets["find"] = r.search
	}
	if p.Notation {
		r.notation = fingerprint("notation", ".css", notationSheet())
	}

	if len(p.Editions) > 1 {
		r.same = translations(p.Pages)
	}
	for _, page := range p.Pages {
		if r.words[page.Lang] == nil {
			r.words[page.Lang] = wordsOf(p, page.Lang)
		}
		docs = append(docs, site.Document{
			Path: page.Path, MediaType: "text/html; charset=utf-8",
			Render: func(w io.Writer) diag.List { return r.page(w, page) },
		})
	}
	if r.search != "" {
		docs = append(docs, asset(r.search, "text/javascript; charset=utf-8", findScript))
	}
	if r.notation != "" {
		docs = append(docs, asset(r.notation, "text/css; charset=utf-8", notationSheet()))
	}
	docs = append(docs, more...)
	return append(docs,
		asset(cssPath, "text/css; charset=utf-8", sheet),
		asset(iconPath, "image/svg+xml", icon))
}

// languagesOf are the languages that pages are in, in their order.
func languagesOf(pages []*site.Page) []string {
	var tags []string
	for _, p := range pages {
		if len(tags) == 0 || tags[len(tags)-1] != p.Lang && !slices.Contains(tags, p.Lang) {
			tags = append(tags, p.Lang)
		}
	}
	return tags
}

// wordsOf are the words of a language as the plan says them, with the person's own.
func wordsOf(p *site.Plan, tag string) *lang.Words {
	for _, e := range p.Editions {
		if e.Lang == tag {
			return e.Words
		}
	}
	return lang.For(tag)
}

func asset(path, media string, data []byte) site.Document {
	return site.Document{Path: path, MediaType: media, Render: func(w io.Writer) diag.List {
		// A failed write is the writer's to report: it knows the disk, a document does not.
		_, _ = w.Write(data)
		return nil
	}}
}

// translations groups pages by their path without the folder of their language.
func translations(pages []*site.Page) map[string][]*site.Page {
	same := map[string][]*site.Page{}
	for _, p := range pages {
		same[bare(p)] = append(same[bare(p)], p)
	}
	return same
}

// bare is a page's path without the folder of its language, which only the first language has none of.
func bare(p *site.Page) string { return strings.TrimPrefix(p.Path, p.Lang+"/") }

// looksOf is what the person set about the looks. It is the same on every page.
func looksOf(p *site.Plan) site.Theme {
	for _, page := range p.Pages {
		if page.Chrome != nil {
			return page.Chrome.Theme
		}
	}
	return site.Theme{}
}

func nameOf(p *site.Plan) string {
	for _, page := range p.Pages {
		if page.Chrome != nil {
			return page.Chrome.Name.Value
		}
	}
	return ""
}

// run is one plan bound to a theme. Everything in it but the cache is fixed before the first page
// renders.
type run struct {
	theme  *Theme
	assets map[string]string // "style" and "icon" to their paths from the site's root
	words  map[string]*lang.Words
	// seconds are the paths of the style sheets that only some pages load, by the template of the page.
	seconds map[string]string
	search  string // the path of the script that searches lists, "" where no list is long
	// notation is the path of the rules for mathematics and code, "" where no page needs them.
	notation string
	same     map[string][]*site.Page // the pages that are one in several languages, by path without the language

	// once keeps parts that many pages share, by template and value. Two pages may both render a
	// part that neither finds; they make the same bytes.
	once    sync.Map // partKey → template.HTML
	buffers sync.Pool
}

// partKey identifies a rendered part. What is the same pointer is the same part: the plan shares
// pointers between pages of one language and folder depth only. Equal values have equal addresses in
// them, and so the same depth, but may be of two languages.
type partKey struct {
	set   *set
	name  string
	lang  string
	it    any
	level int
	mark  string
}

// page renders a page.
func (r *run) page(w io.Writer, p *site.Page) diag.List {
	site.Fill(p)
	v := &View{Page: p, Level: 1, run: r, set: r.theme.set, words: r.words[p.Lang]}
	html := r.buffer()
	defer r.buffers.Put(html)
	err := r.execute(html, "base", v)
	var problems diag.List
	if err != nil {
		problems = diag.List{r.problem(v, err)}
		if r.theme.set != r.theme.plain {
			v.set = r.theme.plain
			html.Reset()
			err = r.execute(html, "base", v)
		}
	}
	if err != nil {
		html.Reset()
		problems = append(problems, r.problem(v, err))
	}
	head, rest := html.Bytes(), []byte(nil)
	if i := bytes.Index(head, headEnd); i >= 0 {
		head, rest = head[:i], head[i:]
	}
	_, _ = w.Write(head)
	for _, sheet := range r.shown(p, rest) {
		_, _ = io.WriteString(w, `<link rel="stylesheet" href="`+p.Root+sheet+`">`)
	}
	_, _ = w.Write(rest)
	return problems
}

// shown are the style sheets that a page needs because of what it shows.
func (r *run) shown(p *site.Page, html []byte) (sheets []string) {
	if kind := r.seconds["kind"]; kind != "" && p.Home != nil &&
		(p.Home.Single || bytes.Contains(html, []byte(`class="preview"`)) || isLong(p.Home.About)) {
		sheets = append(sheets, kind)
	}
	if r.notation != "" && hasNotation(html) {
		sheets = append(sheets, r.notation)
	}
	return sheets
}

// isLong reports whether a story is more than paragraphs and lists, as those of entries are.
func isLong(p *site.Prose) bool {
	if p.Empty() {
		return false
	}
	html := p.HTML()
	return slices.ContainsFunc([]string{"<h", "<table", "<pre", "<blockquote", "footnotes"}, func(s string) bool { return strings.Contains(html, s) })
}

var headEnd = []byte("</head>")

// hasNotation reports whether a page shows mathematics or code, for which it needs the rules.
func hasNotation(html []byte) bool {
	return bytes.Contains(html, []byte("<math")) || bytes.Contains(html, []byte(`<code class="language-`))
}

// buffer is an empty one, of those that were used before.
func (r *run) buffer() *bytes.Buffer {
	buf, _ := r.buffers.Get().(*bytes.Buffer)
	if buf == nil {
		buf = new(bytes.Buffer)
	}
	buf.Reset()
	return buf
}

// render is what a template of the view's set makes.
func (r *run) render(name string, v *View) (template.HTML, error) {
	buf := r.buffer()
	defer r.buffers.Put(buf)
	if err := r.execute(buf, name, v); err != nil {
		return "", err
	}
	return template.HTML(buf.String()), nil
}

// execute executes a template of the view's set.
func (r *run) execute(buf *bytes.Buffer, name string, v *View) error {
	t := v.set.fast
	if v.exact {
		t = v.set.exact()
	}
	if t.Lookup(name) == nil {
		return fmt.Errorf("there is no template called %q", name)
	}
	if err := t.ExecuteTemplate(buf, name, v); err != nil {
		return &failure{err, reflect.TypeOf(v.It)}
	}
	return nil
}

// failure is a template that failed. Parts are called from other templates, so failures nest: the
// innermost is the one to report.
type failure struct {
	err error
	it  reflect.Type // of what the template was called with, nil for nothing
}

func (f *failure) Error() string { return f.err.Error() }
func (f *failure) Unwrap() error { return f.err }

func innermost(err error) (it reflect.Type, _ error) {
	var f *failure
	for errors.As(err, &f) {
		err, it = f.err, f.it
	}
	return it, err
}

// problem finds the line of a failure: it executes the page again with the templates as written, and
// nothing from the cache.
func (r *run) problem(v *View, err error) diag.Problem {
	again := *v
	again.exact = true
	if _, exact := r.render("base", &again); exact != nil {
		err = exact
	}
	it, err := innermost(err)
	if m := where.FindStringSubmatch(err.Error()); m != nil {
		if f, ok := v.set.files[m[1]]; ok {
			return f.problem(codeRender, err, v.set.names(), it)
		}
	}
	return diag.Problem{
		Code: codeRender, Severity: diag.Error, Span: diag.Span{File: folder}, Message: tidy(err.Error()),
		Hint: "take the files out of the theme folder one by one to find the one that does it",
	}
}
