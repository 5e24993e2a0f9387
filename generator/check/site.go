package check

import (
	"fmt"
	"net/url"
	"path"
	"strconv"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// themes are the themes that come with the program. A test of the façade holds the list to the folder.
var themes = []string{"atlas", "folio", "ledger"}

// newerSchema reports a passport that was written for a newer version of the format.
func (c *checker) newerSchema() bool {
	f := c.tree.Roots[""]
	if f == nil {
		return false
	}
	n := f.Node.Get("schema")
	if n == nil || n.Kind == source.Null {
		return false
	}
	v, err := strconv.Atoi(n.Str())
	if err != nil || v < 1 {
		c.add(diag.Problem{
			Code: "invalid-schema", Severity: diag.Warning, Span: n.Span,
			Message: "schema is the version of the format, and this is no version",
			Label:   "not a version",
			Hint:    fmt.Sprintf("write %q", fmt.Sprintf("schema: %d", Version)),
			Fix:     &diag.Fix{Title: "write the version", Edits: []diag.Edit{{Span: n.Span, Text: strconv.Itoa(Version)}}},
		})
		return false
	}
	if v <= Version {
		return false
	}
	c.add(diag.Problem{
		Code: "newer-schema", Severity: diag.Error, Span: n.Span,
		Message: fmt.Sprintf("this passport is written for version %d of the format, and this program knows version %d", v, Version),
		Label:   "newer than this program",
		Hint:    "get a newer version of passport; nothing was changed",
	})
	return true
}

// siteSettings checks how the passport is published.
func (c *checker) siteSettings() {
	f := c.tree.Roots[""]
	if f == nil || f.Broken || notFields(f) {
		return
	}
	site := f.Node.Get("site")
	c.siteURL(f, site)
	for _, list := range []*source.Node{site.Get("sections"), site.Get("cv").Get("sections")} {
		if list == nil {
			continue
		}
		for _, n := range list.Items {
			c.section(n, n.Str(), n.Span)
		}
	}
	if v := site.Get("visibility"); v != nil && v.Kind == source.Map {
		for _, p := range v.Pairs {
			c.section(nil, p.Key, p.KeySpan)
		}
	}
	c.theme(site.Get("theme"))
}

// siteNode is the mapping under "site", or nil.
func (c *checker) siteNode() *source.Node {
	if f := c.tree.Roots[""]; f != nil {
		return f.Node.Get("site")
	}
	return nil
}

func (c *checker) siteURL(f *source.File, site *source.Node) {
	n := site.Get("url")
	text := strings.TrimSpace(n.Str())
	if text == "" {
		if n != nil && n.Kind != source.Null && n.Kind != source.String {
			return
		}
		span := c.rootPoint()
		if p := f.Node.Pair("site"); p != nil {
			span = p.KeySpan
		}
		c.add(diag.Problem{
			Code: "missing-site-url", Severity: diag.Note, Span: span,
			Message: "the address of the site is not known, so search engines and feeds get no full addresses",
			Hint:    `once you know it, add "url: https://…/" under "site:"`,
		})
		return
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || strings.Contains(text, " ") {
		return // the rule for every address says so
	}
	if u.Scheme == "http" && !isLocal(u.Hostname()) {
		c.add(diag.Problem{
			Code: "insecure-site-url", Severity: diag.Warning, Span: n.Span,
			Message: "the address of the site begins with http, so browsers warn about it",
			Label:   "not protected",
			Hint:    fmt.Sprintf("write %q", "https"+strings.TrimPrefix(text, "http")),
		})
	}
	switch ext := path.Ext(u.Path); {
	case u.RawQuery != "" || u.Fragment != "" || ext == ".html" || ext == ".htm":
		clean := *u
		clean.RawQuery, clean.Fragment, clean.RawFragment = "", "", ""
		if ext != "" {
			clean.Path = path.Dir(clean.Path)
		}
		clean.Path = strings.TrimSuffix(clean.Path, "/") + "/"
		c.add(diag.Problem{
			Code: "site-url-page", Severity: diag.Warning, Span: n.Span,
			Message: "the address of the site is that of one page, and addresses of pages are made from it",
			Label:   "not a folder",
			Hint:    fmt.Sprintf("write %q", clean.String()),
			Fix:     replace(n, clean.String()),
		})
	case !strings.HasSuffix(u.Path, "/"):
		c.add(diag.Problem{
			Code: "site-url-slash", Severity: diag.Note, Span: n.Span,
			Message: "the address of the site does not end in a slash",
			Label:   "no slash",
			Hint:    fmt.Sprintf("write %q", text+"/"),
			Fix:     replace(n, text+"/"),
		})
	}
}

// section checks a name that should be one of a kind of entries.
func (c *checker) section(n *source.Node, name string, span diag.Span) {
	if name == "" {
		return
	}
	var known []string
	for _, k := range passport.Kinds() {
		if k.Folder == name {
			return
		}
		known = append(known, k.Folder)
	}
	p := diag.Problem{
		Code: "unknown-section", Severity: diag.Warning, Span: span,
		Message: fmt.Sprintf("there is no kind of entry called %q", name),
		Label:   "has no effect",
		Hint:    "the kinds are " + strings.Join(known, ", "),
	}
	if k := passport.KindOf(strings.ToLower(name)); k != nil {
		p.Hint = fmt.Sprintf("did you mean %q?", k.Folder)
		if n != nil {
			p.Fix = replace(n, k.Folder)
		}
	} else if near, ok := passport.Nearest(name, known); ok {
		p.Hint = fmt.Sprintf("did you mean %q?", near)
		if n != nil {
			p.Fix = replace(n, near)
		}
	}
	c.add(p)
}

func (c *checker) theme(n *source.Node) {
	name := n.Str()
	if name == "" {
		return
	}
	for _, t := range themes {
		if t == name {
			return
		}
	}
	p := diag.Problem{
		Code: "unknown-theme", Severity: diag.Warning, Span: n.Span,
		Message: fmt.Sprintf("no theme called %q comes with this program, so the site appears in %s", name, themes[0]),
		Label:   "not known",
		Hint:    "the themes are " + strings.Join(themes, ", "),
	}
	if near, ok := passport.Nearest(name, themes); ok {
		p.Hint = fmt.Sprintf("did you mean %q?", near)
		p.Fix = replace(n, near)
	}
	c.add(p)
}
