package site

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/talent-passport/passport/generator/lang"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/picture"
)

// longestDescription is where search engines begin to cut a description off, in runes.
const longestDescription = 155

// newPage begins a page of the view: everything that its head says whatever it is about.
func (v *view) newPage(template, path string) *Page {
	p := &Page{
		Template: template, Path: v.prefix + path, Root: v.root, Lang: v.lang, Dir: v.dir,
		OGType: "website", Robots: v.robots, Chrome: v.chrome,
	}
	p.Canonical = v.absolute(p.Path, "")
	if p.Canonical != "" && (template == "home" || template == "cv") {
		if f := v.files[v.pub.Person.Portrait.Src.Full]; f != nil && !f.refused {
			p.Image, p.ImageAlt = v.absolute(f.out, ""), v.pub.Person.Portrait.Alt.Value
		}
	}
	if v.o.Faces != nil && p.Image == "" {
		// A page without a picture of its own has the person's card.
		p.Image, p.ImageAlt = v.absolute(cardPath(v.prefix+"index.html", drawable(v.files[v.pub.Person.Portrait.Src.Full])), ""), oneLine(v.pub.Person.Name.Value)
		if p.Image != "" {
			p.ImageWidth, p.ImageHeight = picture.CardWidth, picture.CardHeight
		}
	}
	return p
}

// data are the documents for programs that a page's head leads to.
func (e *edition) data(p *Page) []Alternate {
	out := make([]Alternate, 0, 3+len(e.heads))
	out = append(out,
		Alternate{Type: "application/ld+json", Href: e.href(p.Root, e.prefix+"passport.jsonld", "")},
		Alternate{Type: "application/json", Href: e.href(p.Root, e.prefix+"passport.json", "")})
	for _, h := range e.heads {
		h.Href = p.Root + escape(e.prefix+h.Href)
		out = append(out, h)
	}
	if twin := p.Path + TwinExt; e.twins[twin] {
		out = append(out, Alternate{Type: "text/markdown", Href: p.Root + escape(twin)})
	}
	return out
}

// describe gives a page its title and description, each unlike any other page's of the language:
// search engines fold pages that seem the same. Years tell pages of one title apart; it may be nil.
func (e *edition) describe(p *Page, title, description string, years func() string) {
	p.Title, p.Description = oneLine(title), described(description)
	e.name(p, years)
}

// described is a text as a page's description.
func described(s string) string { return clip(oneLine(beginning(s)), longestDescription) }

// name makes the title and the description that a page has unlike any other page's. See describe.
func (e *edition) name(p *Page, years func() string) {
	if e.titles[p.Title] && years != nil {
		if s := years(); s != "" {
			p.Title += " (" + s + ")"
		}
	}
	p.Title = unique(e.titles, p.Title)
	p.FullTitle = p.Title + " – " + e.pub.Person.Name.Value
	if e.descriptions[p.Description] {
		p.Description = clip(p.Title+": "+p.Description, longestDescription)
	}
	p.Description = unique(e.descriptions, p.Description)
}

// unique returns s, or s with a number when it is taken already, and takes it.
func unique(taken map[string]bool, s string) string {
	out := s
	for n := 2; taken[out]; n++ {
		mark := " (" + strconv.Itoa(n) + ")"
		out = clip(s, longestDescription-utf8.RuneCountInString(mark)) + mark
	}
	taken[out] = true
	return out
}

// beginning is as much of a text as a description can need, so that long ones cost no more than short ones.
func beginning(s string) string {
	const enough = (utf8.UTFMax + 1) * longestDescription
	if len(s) <= enough {
		return s
	}
	for i := enough; ; i-- {
		if utf8.RuneStart(s[i]) {
			return s[:i]
		}
	}
}

// oneLine folds white space. Most texts have none to fold.
func oneLine(s string) string {
	space := true
	for i := 0; ; i++ {
		if i == len(s) {
			return strings.TrimSuffix(s, " ")
		}
		c := s[i]
		if c >= utf8.RuneSelf {
			break // then it is looked at rune by rune
		}
		if c == ' ' && space || c >= '\t' && c <= '\r' {
			return strings.Join(strings.Fields(s), " ")
		}
		space = c == ' '
	}
	space = true
	for _, r := range s {
		if unicode.IsSpace(r) && (space || r != ' ') {
			return strings.Join(strings.Fields(s), " ")
		}
		space = r == ' '
	}
	return strings.TrimSuffix(s, " ")
}

// clip cuts a text at a word's end so that it has at most n runes, an ellipsis included.
func clip(s string, n int) string {
	if len(s) <= n {
		return s // it cannot have more runes than bytes
	}
	if plain(s[:n]) {
		// Then runes are bytes, and there are more than n of them.
		cut := strings.LastIndexAny(s[:n], " \t\n\v\f\r")
		if cut <= n/2 {
			cut = n - 1
		}
		return cutOff(s[:cut])
	}
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	// The cut is before the last white space that leaves room for the ellipsis, or in the middle of a word
	// that takes half of the room.
	count, cut, hard := 0, 0, 0
	for i, r := range s {
		if count == n-1 {
			hard = i
		}
		if count > n/2 && count < n && unicode.IsSpace(r) {
			cut = i
		}
		if count++; count > n {
			break
		}
	}
	if cut == 0 {
		cut = hard
	}
	return cutOff(s[:cut])
}

// cutOff ends a text that goes on.
func cutOff(s string) string {
	return strings.TrimRightFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsPunct(r) && r != ')' && r != '"' && r != '”'
	}) + "…"
}

// plain reports whether a text is ASCII.
func plain(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

// crumbs are the way to a page: the first page, then what is given.
func (v *view) crumbs(links ...Link) []Link {
	return append([]Link{{Title: v.say("page.home"), Href: v.page("index.html")}}, links...)
}

// finish adds a page to its language. Pages whose data was not decided yet say where they stand.
func (e *edition) finish(p *Page, crumbs []Link) {
	if len(e.pub.Langs) > 1 {
		e.tellApart(p)
	}
	if p.JSONLD == nil {
		p.JSONLD = e.crumbData(p, crumbs)
	}
	e.pages = append(e.pages, p)
}

// leadToData makes the pages that readers may find say where their data is, once that is known. A page may have
// been looked at before: the résumé, which its files are made from.
func (e *edition) leadToData() {
	for _, p := range e.pages {
		if p.Unlisted || p.Template == "moved" || p.Template == "notfound" {
			continue
		}
		view := p.fill
		p.filled(func() {
			p.Data = e.data(p)
			if view != nil {
				view()
			}
		})
	}
}

// tellApart adds the language to the title and the description of a page that nobody translated: no two pages
// of a site have the same.
func (e *edition) tellApart(p *Page) {
	sameTitle, sameWords := e.allTitles[p.FullTitle], e.allDescriptions[p.Description]
	if sameTitle || sameWords {
		mark := " (" + lang.OwnName(e.lang) + ")"
		if sameTitle {
			p.FullTitle += mark
		}
		if sameWords {
			p.Description = clip(p.Description, longestDescription-utf8.RuneCountInString(mark)) + mark
		}
	}
	e.allTitles[p.FullTitle], e.allDescriptions[p.Description] = true, p.Description != ""
}

// modified is when an entry last changed: what it says of itself, or its file's last change.
func (pl *planner) modified(e *passport.Entry) string {
	if !e.Updated.IsZero() {
		return stamp(e.Updated)
	}
	if pl.o.History == nil || e.Item == nil || e.Item.File == nil {
		return ""
	}
	return pl.o.History.Modified(e.Item.File.Path)
}

// latest is the last change of any of the entries. Only what is shown there may be asked: a date must not
// tell that something hidden changed.
func (pl *planner) latest(list []*passport.Entry) string {
	last := ""
	for _, e := range list {
		last = later(last, pl.modified(e))
	}
	return last
}

// latestOfAll is the last change of anything that the first page shows.
func (e *edition) latestOfAll() string {
	last := e.latest(e.pub.Entries)
	if e.o.History != nil && e.pub.About != nil {
		last = later(last, e.o.History.Modified("about.md"))
	}
	return last
}

// later is the later of two RFC 3339 stamps. Those with different offsets are compared by their
// written day, which is as exact as a day's change needs.
func later(a, b string) string {
	if a == "" || b > a {
		return b
	}
	return a
}

// number reads a year, 0 for none.
func number(s string) int {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil {
		return 0
	}
	return n
}
