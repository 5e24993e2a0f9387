package check

import (
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// fileRef is something in a person's files that names another file.
type fileRef struct {
	field   field
	written string
	span    diag.Span
	fix     func(better string) *diag.Fix
	code    string // when the file does not exist
	grave   diag.Severity
	noun    string // "link", "picture", "file"
}

// manyFiles is from where on no name is guessed.
const manyFiles = 5000

// path checks a field that holds the path of a file.
func (c *checker) path(f field) {
	text := strings.TrimSpace(f.node.Text)
	if text == "" {
		return
	}
	p := fileRef{
		field: f, written: text, span: f.node.Span, noun: "file",
		fix:  func(better string) *diag.Fix { return replace(f.node, better) },
		code: "missing-file", grave: diag.Error,
	}
	if f.key == "src" {
		p.noun, p.grave = "picture", diag.Warning
	}
	if strings.Contains(text, "://") || strings.HasPrefix(text, "//") || strings.HasPrefix(strings.ToLower(text), "data:") {
		c.addressForFile(p)
		return
	}
	full, ok := c.target(p)
	if !ok {
		return
	}
	c.mayPublish(p, full)
	if f.key == "src" {
		c.isPicture(p, full)
	}
}

// addressForFile tells when an address stands where a file belongs.
func (c *checker) addressForFile(p fileRef) {
	if p.noun == "picture" {
		c.foreignImage(p.written, p.span)
		return
	}
	if strings.HasPrefix(strings.ToLower(p.written), "file:") {
		c.address(p.written, p.span, p.fix)
		return
	}
	d := diag.Problem{
		Code: "url-for-file", Severity: diag.Error, Span: p.span,
		Message: fmt.Sprintf("%q is an address on the web, not a file of this passport", clip(p.written, 60)),
		Label:   "an address",
		Hint:    `write "url" in place of "` + p.field.key + `"`,
	}
	if pair := p.field.in.Pair(p.field.key); pair != nil && p.field.in.Get("url") == nil {
		d.Fix = &diag.Fix{Title: `write "url"`, Edits: []diag.Edit{{Span: pair.KeySpan, Text: "url"}}}
	}
	c.add(d)
}

// target finds the file that a path means. When it reports ok, the file exists under that name.
func (c *checker) target(p fileRef) (full string, ok bool) {
	written := p.written
	switch {
	case isAbsolute(written):
		// A slash in front means the passport's folder on git hosts, and works here as well.
		if inside := path.Clean(strings.TrimPrefix(written, "/")); strings.HasPrefix(written, "/") && c.exists(inside) {
			c.used[inside] = true
			return inside, true
		}
		c.absolute(p)
		return "", false
	case strings.Contains(written, `\`):
		better := strings.ReplaceAll(written, `\`, "/")
		c.add(diag.Problem{
			Code: "backslash-path", Severity: diag.Warning, Span: p.span,
			Message: "the path " + shown(written) + ` has \ in it, which only Windows understands`,
			Label:   "backslashes",
			Hint:    fmt.Sprintf("write %q", better),
			Fix:     p.fix(better),
		})
		c.used[path.Join(path.Dir(p.field.file.Path), better)] = true
		return "", false
	}
	full = path.Join(path.Dir(p.field.file.Path), written)
	if full == ".." || strings.HasPrefix(full, "../") {
		if better, found := c.elsewhere(p); found {
			c.missing(p, fmt.Sprintf("it is in %s: write %q", path.Dir(better), c.relative(p, better)), better)
			return "", false
		}
		c.add(diag.Problem{
			Code: "outside-folder", Severity: p.grave, Span: p.span,
			Message: fmt.Sprintf("%q leads out of the passport's folder, where nothing is read", written),
			Label:   "outside",
			Hint:    fmt.Sprintf("copy it into media/ and write %q", c.relative(p, "media/"+path.Base(written))),
		})
		return "", false
	}
	if c.exists(full) {
		c.used[full] = true
		return full, true
	}
	// .private is read as if it lay beside the other folders.
	if rest, private := strings.CutPrefix(full, ".private/"); private && c.exists(rest) {
		c.used[rest] = true
		return rest, true
	}
	c.notFound(p, full)
	return "", false
}

func (c *checker) exists(full string) bool { return c.paths[full] || c.tree.Has(full) }

// notFound says what is known about a file that is not where it was said to be.
func (c *checker) notFound(p fileRef, full string) {
	if same := c.byFold[strings.ToLower(full)]; len(same) == 1 {
		better := c.relative(p, same[0])
		c.used[same[0]] = true
		c.add(diag.Problem{
			Code: "wrong-case", Severity: diag.Warning, Span: p.span,
			Message: fmt.Sprintf("the file is called %q, with other capitals", path.Base(same[0])),
			Label:   "other capitals",
			Hint:    fmt.Sprintf("write %q", better),
			Fix:     p.fix(better),
		})
		return
	}
	if better, found := c.elsewhere(p); found {
		c.missing(p, fmt.Sprintf("it is in %s: write %q", folderName(path.Dir(better)), c.relative(p, better)), better)
		return
	}
	if top, rest, inside := strings.Cut(full, "/"); inside && c.unread(top) {
		c.missing(p, fmt.Sprintf("the folder %s is not read: move the file to media/ and write %q", top, c.relative(p, "media/"+path.Base(rest))), "")
		return
	}
	names, by := []string{}, map[string]string{}
	for name := range c.paths {
		if len(c.paths) > manyFiles {
			break // a guess is not worth comparing every missing file with all of them
		}
		if strings.HasPrefix(name, ".private/") && !strings.HasPrefix(p.field.file.Path, ".private/") {
			continue
		}
		if name == p.field.file.Path {
			continue
		}
		if path.Ext(name) == path.Ext(full) || path.Dir(name) == path.Dir(full) {
			base := path.Base(name)
			names = append(names, base)
			if have := by[base]; have == "" || name < have {
				by[base] = name
			}
		}
	}
	if near, ok := nearestOf(path.Base(full), names); ok {
		c.missing(p, fmt.Sprintf("did you mean %q?", c.relative(p, by[near])), "")
		c.used[by[near]] = true
		return
	}
	hint := fmt.Sprintf("put it there, or correct the path; it starts from %s", folderName(path.Dir(p.field.file.Path)))
	c.missing(p, hint, "")
}

func (c *checker) missing(p fileRef, hint, better string) {
	d := diag.Problem{
		Code: p.code, Severity: p.grave, Span: p.span,
		Message: fmt.Sprintf("there is no file %q", p.written),
		Label:   "does not exist",
		Hint:    hint,
	}
	if p.noun == "link" {
		d.Message = fmt.Sprintf("this link leads to %q, which does not exist", p.written)
	}
	if better != "" {
		c.used[better] = true
		d.Fix = p.fix(c.relative(p, better))
	}
	c.add(d)
}

// elsewhere finds the one file of the same name in another folder.
func (c *checker) elsewhere(p fileRef) (string, bool) {
	base := path.Base(strings.ReplaceAll(p.written, `\`, "/"))
	same := slices.Clone(c.byBase[strings.ToLower(base)])
	if !strings.HasPrefix(p.field.file.Path, ".private/") {
		// What is private is not offered to what is not.
		same = slices.DeleteFunc(same, func(name string) bool { return strings.HasPrefix(name, ".private/") })
	}
	if len(same) != 1 {
		return "", false
	}
	return same[0], true
}

// unread reports whether a folder at the top is no part of a passport, which the reading has said.
func (c *checker) unread(folder string) bool {
	return slices.ContainsFunc(c.tree.Problems, func(p diag.Problem) bool {
		return p.Span.File == folder && (p.Code == "unknown-folder" || p.Code == "folder-name")
	})
}

// relative writes the path from the file that names it to another.
func (c *checker) relative(p fileRef, full string) string {
	dir := path.Dir(p.field.file.Path)
	up := ""
	for dir != "." && full != dir && !strings.HasPrefix(full, dir+"/") {
		up += "../"
		dir = path.Dir(dir)
	}
	if dir != "." {
		full = strings.TrimPrefix(full, dir+"/")
	}
	return up + full
}

// shown quotes a path as it was written: %q would double its backslashes.
func shown(written string) string { return `"` + written + `"` }

func folderName(dir string) string {
	if dir == "." {
		return "the folder of the passport"
	}
	return "the folder " + dir + "/"
}

var drive = lazily(`^[A-Za-z]:[\\/]`)

func isAbsolute(p string) bool {
	return strings.HasPrefix(p, "/") || strings.HasPrefix(p, "~/") || strings.HasPrefix(p, `\\`) || drive().MatchString(p)
}

func (c *checker) absolute(p fileRef) {
	d := diag.Problem{
		Code: "absolute-path", Severity: p.grave, Span: p.span,
		Message: "the path " + shown(p.written) + " starts at the top of a disk, which only one computer has",
		Label:   "from the top",
	}
	base := path.Base(strings.ReplaceAll(p.written, `\`, "/"))
	d.Hint = fmt.Sprintf("copy the file into media/ and write %q", c.relative(p, "media/"+base))
	if inside, ok := c.elsewhere(p); ok {
		better := c.relative(p, inside)
		c.used[inside] = true
		d.Hint = fmt.Sprintf("write %q", better)
		d.Fix = p.fix(better)
	}
	c.add(d)
}

// mayPublish checks that a file which a reader is to open may be published.
func (c *checker) mayPublish(p fileRef, full string) {
	refused := diag.Problem{Code: "refused-file", Severity: diag.Warning, Span: p.span, Label: "left out"}
	switch passport.Refuses(full) {
	case passport.RefusedPage:
		refused.Message = fmt.Sprintf("a web page (%s) is never published as a file", path.Ext(full))
		refused.Hint = "save it as a PDF or a picture, or link to where it is published"
	case passport.RefusedCode:
		refused.Message = fmt.Sprintf("a script, style sheet or program (%s) is never published", path.Ext(full))
		refused.Hint = "put it into a ZIP file, or link to where it is published"
	case passport.ReservedName:
		refused.Message = fmt.Sprintf("the site needs the name %q for itself", path.Base(full))
		refused.Hint = "give the file another name, or move it into media/"
	}
	if refused.Message != "" {
		c.add(refused)
		return
	}
	if strings.HasPrefix(full, ".private/") && !p.field.hidden && p.field.key != "source" {
		c.add(diag.Problem{
			Code: "private-file", Severity: diag.Warning, Span: p.span,
			Message: fmt.Sprintf("%q lies in the private folder, so it is not published", path.Base(full)),
			Label:   "left out",
			Hint:    "move it to media/ if everybody may see it",
		})
	}
}

// link checks one link or picture in prose.
func (c *checker) link(f field, l source.Link) {
	dest := strings.TrimSpace(l.Dest)
	f.node = nil
	fix := func(better string) *diag.Fix {
		if l.Dst.Start >= l.Dst.End {
			return nil
		}
		return &diag.Fix{Title: fmt.Sprintf("write %q", better), Edits: []diag.Edit{{Span: l.Dst, Text: destination(better)}}}
	}
	span := l.Dst
	if span.Start >= span.End {
		span = l.Span
	}
	switch {
	case dest == "":
		c.add(diag.Problem{
			Code: "broken-link", Severity: diag.Warning, Span: span,
			Message: fmt.Sprintf("the link %q leads nowhere", clip(l.Text, 40)),
			Label:   "no address",
			Hint:    "write an address between the round brackets, or take the brackets out",
		})
		return
	case strings.HasPrefix(dest, "#"):
		c.anchor(f.file, f.entry, dest[1:], span)
		return
	case strings.HasPrefix(dest, "//"), hasScheme(dest):
		if l.Image {
			if strings.HasPrefix(strings.ToLower(dest), "http") || strings.HasPrefix(dest, "//") {
				c.foreignImage(dest, span)
				return
			}
		}
		if !l.Auto {
			c.address(dest, span, fix)
		}
		return
	}
	p := fileRef{field: f, written: dest, span: span, fix: fix, code: "broken-link", grave: diag.Warning, noun: "link"}
	if l.Image {
		p.code, p.noun = "missing-file", "picture"
	}
	p.written, _, _ = strings.Cut(p.written, "?")
	var fragment string
	p.written, fragment, _ = strings.Cut(p.written, "#")
	if plain, err := url.PathUnescape(p.written); err == nil {
		p.written = plain
	}
	if !l.Image && looksLikeHost().MatchString(dest) && !c.exists(path.Join(path.Dir(f.file.Path), p.written)) {
		c.noScheme(dest, span, fix)
		return
	}
	if !l.Image && email().MatchString(dest) {
		c.noScheme(dest, span, fix)
		return
	}
	c.follow(f, l, p, fragment)
}

// follow finds what a relative link leads to: an entry, a list of them, or a file.
func (c *checker) follow(f field, l source.Link, p fileRef, fragment string) {
	t := passport.LinkTarget(f.file.Path, l.Dest)
	switch t.Kind {
	case passport.TargetKindOf, passport.TargetHome:
		return
	case passport.TargetEntry:
		c.linkToEntry(f, p, t, fragment)
		return
	}
	if better, ok := c.pageMeant(f, p.written); ok {
		c.missing(p, fmt.Sprintf("write %q: links lead to the files, and the site makes pages of them", c.relative(p, better)), better)
		return
	}
	full, ok := c.target(p)
	if !ok {
		return
	}
	if l.Image {
		c.isPicture(p, full)
	}
	c.mayPublish(p, full)
}

func (c *checker) linkToEntry(f field, p fileRef, t passport.Target, fragment string) {
	full := path.Join(path.Dir(f.file.Path), p.written)
	r := t.Ref
	r.Claim = ""
	e, ok := c.pass.Resolve(r)
	if !ok || e.Item == nil {
		if !c.mayExist(r.Kind, r.ID) {
			c.notFound(p, full)
		}
		return
	}
	// The site finds the page whatever the capitals; a git host and other systems do not.
	if e.Item.Origin == source.Paged && !c.exists(full) && len(c.byFold[strings.ToLower(full)]) == 1 {
		c.notFound(p, full)
		return
	}
	if fragment != "" && t.Anchor != "" {
		c.anchor(e.Item.File, e, fragment, p.span)
	}
	if v := c.pass.VisibilityOf(e); e != f.entry && !f.hidden && v != passport.VisibilityPublic {
		c.add(diag.Problem{
			Code: "hidden-reference", Severity: diag.Warning, Span: p.span,
			Message: fmt.Sprintf("%s is %s, so the words stay and the link is left out", refOf(e), v),
			Label:   "not a link on the page",
			Related: related(e, string(v)),
			Hint:    "publish it, hide this entry too, or take the link out",
		})
	}
}

// pageMeant finds the file of the entry that a link means by its page: river-app or river-app.html.
func (c *checker) pageMeant(f field, written string) (string, bool) {
	if ext := path.Ext(written); ext != "" && ext != ".html" || strings.HasSuffix(written, "/") {
		return "", false
	}
	full := path.Join(path.Dir(f.file.Path), strings.TrimSuffix(written, ".html")) + ".md"
	return full, c.paths[full] && !c.exists(strings.TrimSuffix(full, ".md"))
}

// anchor checks the part of a link after #.
func (c *checker) anchor(file *source.File, e *passport.Entry, id string, span diag.Span) {
	if plain, err := url.PathUnescape(id); err == nil {
		id = plain
	}
	body := file.Body
	var known []string
	if e != nil {
		if e.Item.Body != nil {
			body = e.Item.Body
		}
		for claim := range c.claims[e] {
			known = append(known, claim)
		}
	}
	if body != nil {
		for _, h := range body.Headings() {
			known = append(known, h.Anchor)
		}
	}
	for _, k := range known {
		if k == id {
			return
		}
	}
	if id == "" || strings.HasPrefix(id, "fn") || unread(e) {
		return
	}
	d := diag.Problem{
		Code: "broken-anchor", Severity: diag.Warning, Span: span,
		Message: fmt.Sprintf("%s has no heading, highlight or role %q", file.Path, "#"+id),
		Label:   "no such place",
		Hint:    "take the part after # out to lead to the whole page",
	}
	if near, ok := nearestOf(passport.Fold(id), known); ok {
		d.Hint = fmt.Sprintf("did you mean %q?", "#"+near)
	}
	c.add(d)
}

func hasScheme(dest string) bool {
	scheme, _, ok := strings.Cut(dest, ":")
	switch scheme {
	case "https", "http", "mailto", "tel":
		return ok
	}
	return ok && len(scheme) > 1 && strings.Trim(strings.ToLower(scheme), "abcdefghijklmnopqrstuvwxyz0123456789+-.") == "" && !looksLikeHost().MatchString(dest)
}

// destination writes a path as the destination of a Markdown link.
func destination(p string) string {
	if strings.ContainsAny(p, " ()") {
		return "<" + p + ">"
	}
	return p
}
