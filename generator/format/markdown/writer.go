package markdown

import (
	"net/url"
	"path"
	"strings"

	"github.com/talent-passport/passport/generator/site"
)

// writer collects Markdown, with one blank line between blocks.
type writer struct {
	b     strings.Builder
	tight bool // the last block was an item: another follows without a blank line

	from  string          // the page that a twin belongs to
	pages map[string]bool // those that have twins
	whole string          // the site's address, where links lead from its root
}

func (w *writer) String() string { return strings.TrimRight(w.b.String(), "\n") + "\n" }

// blank ends a block.
func (w *writer) blank() {
	s := w.b.String()
	if s != "" && !strings.HasSuffix(s, "\n\n") {
		if !strings.HasSuffix(s, "\n") {
			w.b.WriteByte('\n')
		}
		w.b.WriteByte('\n')
	}
	w.tight = false
}

func (w *writer) para(s string) {
	if s = strings.TrimSpace(s); s == "" {
		return
	}
	w.blank()
	w.b.WriteString(s)
	w.b.WriteString("\n\n")
}

func (w *writer) heading(level int, s string) {
	if s != "" {
		w.para(strings.Repeat("#", min(level, 6)) + " " + s)
	}
}

func (w *writer) quote(s string) {
	if s != "" {
		w.para("> " + strings.ReplaceAll(strings.TrimSpace(s), "\n", "\n> "))
	}
}

func (w *writer) item(depth int, s string) {
	if s == "" {
		return
	}
	if !w.tight {
		w.blank()
	}
	w.b.WriteString(strings.Repeat("  ", depth))
	w.b.WriteString("- ")
	w.b.WriteString(s)
	w.b.WriteByte('\n')
	w.tight = true
}

// link is words that lead somewhere: to the twin of a page of the site, or as they are.
func (w *writer) link(words, href string) string { return link(words, w.href(href)) }

func link(words, href string) string {
	if href == "" || words == "" {
		return escape(words)
	}
	return "[" + escape(words) + "](" + href + ")"
}

// href makes a relative link to a page one to its twin, or makes it whole.
func (w *writer) href(href string) string {
	if href == "" || strings.HasPrefix(href, "#") || strings.Contains(href, ":") {
		return href
	}
	if w.pages == nil {
		return w.whole + href
	}
	rel, anchor, _ := strings.Cut(href, "#")
	plain, err := url.PathUnescape(rel)
	if err != nil {
		return href
	}
	full := path.Join(path.Dir(w.from), plain)
	for _, ext := range []string{"", ".html", "/index.html"} {
		if p := strings.TrimPrefix(full+ext, "./"); w.pages[p] {
			switch {
			case strings.HasSuffix(rel, "/") || rel == ".":
				rel += "index.html"
			case ext != "":
				rel += ext
			}
			rel += site.TwinExt
			if anchor != "" {
				rel += "#" + anchor
			}
			return rel
		}
	}
	return href
}

func joined(list ...string) string {
	var out []string
	for _, s := range list {
		if s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, ", ")
}

func labelled(label, value string) string {
	if label == "" {
		return value
	}
	return label + ": " + value
}

var escaper = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "<", `\<`, "[", `\[`, "]", `\]`, "\n", " ")

// escape writes plain words so that Markdown takes none of their signs for its own. Most have none.
func escape(s string) string {
	if strings.ContainsAny(s, "\\`*<[]\n") {
		s = escaper.Replace(s)
	}
	if s != "" && strings.IndexByte("#>-+", s[0]) >= 0 {
		s = `\` + s
	}
	return s
}

func escapePath(p string) string {
	parts := strings.Split(p, "/")
	for i := range parts {
		parts[i] = url.PathEscape(parts[i])
	}
	return strings.Join(parts, "/")
}
