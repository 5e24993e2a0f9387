package theme

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html/template"
	"net/url"
	"reflect"
	"strconv"
	"strings"
	"unicode"

	"github.com/talent-passport/passport/generator/lang"
	"github.com/talent-passport/passport/generator/site"
)

// View is a template's dot: the page, what a part was called with, and the few things that a
// template needs to write them down. Its methods are what themes may call; they are as permanent as
// the names of the person's own fields.
type View struct {
	*site.Page
	It    any // in a part: the value it was called with
	Level int // in a part: the level of its heading, 1 to 6

	run   *run
	set   *set
	words *lang.Words
	exact bool // with the templates as written, to find the line of a mistake
}

// Content renders the template that the page names.
func (v *View) Content() (template.HTML, error) {
	return v.Part(v.Template, nil)
}

// Part renders a template with a value, which is the part's It. The heading level is that of the
// caller unless one is given.
func (v *View) Part(name string, it any, level ...int) (template.HTML, error) {
	if v.run == nil {
		return "", nil
	}
	part := *v
	part.It = it
	if len(level) > 0 {
		part.Level = level[0]
	}
	return v.run.render(name, &part)
}

// Once is Part for a value that the plan repeats on many pages, such as a card, which is the same
// pointer everywhere, or a skill's row, which is equal: the part is rendered the first time and reused
// afterwards. It must depend on nothing of the page but its language and folder.
func (v *View) Once(name string, it any, level ...int) (template.HTML, error) {
	return v.once(name, it, "", level...)
}

// once also keeps parts apart that depend on which kind of page they stand on.
func (v *View) once(name string, it any, mark string, level ...int) (template.HTML, error) {
	if v.run == nil {
		return "", nil
	}
	if v.exact || !reflect.ValueOf(it).Comparable() {
		return v.Part(name, it, level...)
	}
	key := partKey{set: v.set, name: name, lang: v.Lang, it: it, level: v.Level, mark: mark}
	if len(level) > 0 {
		key.level = level[0]
	}
	if made, ok := v.run.once.Load(key); ok {
		return made.(template.HTML), nil
	}
	made, err := v.Part(name, it, level...)
	if err != nil {
		return "", err
	}
	v.run.once.Store(key, made)
	return made, nil
}

// Chromed renders a part of what surrounds every page, such as the header: once for each chrome and
// each kind of page. Its It is the chrome.
func (v *View) Chromed(name string) (template.HTML, error) {
	return v.once(name, v.Chrome, v.Here())
}

// Here is the key of the navigation link to mark as the current one: a kind's folder, "skills", "cv",
// or "home".
func (v *View) Here() string { return v.Key }

// Words are the theme's own words in the page's language, with their places filled: Words "entry.link",
// Words "skill.uses.count" "n" 3. Words that exist only in English are marked as such; a Word among the
// arguments is taken as a part of them.
func (v *View) Words(key string, args ...any) template.HTML {
	if v.words == nil {
		return ""
	}
	return marked(site.NewWord(v.words.Say(key, args...), v.words.Lang(key)))
}

// Mark is what stands between two texts in the page's language: Mark "comma" between the parts of one thing,
// "items" between those of a list, "semicolon", and "colon" between a label and its value.
func (v *View) Mark(name string) string {
	if v.words == nil {
		return ""
	}
	return v.words.Mark(name)
}

// Text writes words, marked with their language when it is not the page's.
func (v *View) Text(t site.Text) template.HTML {
	if t.Lang == "" || t.Lang == v.Lang {
		return escaped(t.Value)
	}
	return spanned(t.Value, t.Lang, v.Dir)
}

// Prose writes Markdown that has been rendered for this page.
func (v *View) Prose(p *site.Prose) template.HTML {
	if p.Empty() {
		return ""
	}
	html := template.HTML(p.HTML())
	if p.Lang != "" && p.Lang != v.Lang {
		return template.HTML("<div"+langAttr(p.Lang, v.Dir)+">") + html + "</div>"
	}
	return html
}

// Linked writes words as a link, or plainly when there is no address.
func (v *View) Linked(t site.Text, href string) template.HTML {
	if href == "" || t.Value == "" {
		return v.Text(t) // a link without words would have no name
	}
	return template.HTML(`<a class="u-url" href="`) + address(href) + `">` + v.Text(t) + `</a>`
}

// Time writes a moment or a period as readers see it, with its ends in machine form for microformats
// and search engines.
func (v *View) Time(d site.Dates) template.HTML {
	rest, out := d.Text.String(), template.HTML("")
	for _, end := range []struct{ text, machine, class string }{
		{d.StartText.String(), d.Start, "dt-start"}, {d.EndText.String(), d.End, "dt-end"},
	} {
		if end.text == "" || end.machine == "" {
			continue
		}
		before, after, found := strings.Cut(rest, end.text)
		if !found {
			continue
		}
		out += escaped(hanging(before)) + template.HTML(`<time class="`+end.class+`" datetime="`+template.HTMLEscapeString(end.machine)+`">`) +
			escaped(unbroken(end.text)) + `</time>`
		rest = after
	}
	out += escaped(hanging(rest))
	if tag := d.Text.Lang(); tag != "" {
		return template.HTML("<span"+langAttr(tag, v.Dir)+">") + out + "</span>"
	}
	return out
}

// Heading writes a heading of the part's level. More than one class is separated by spaces.
func (v *View) Heading(class string, content template.HTML) template.HTML {
	n := strconv.Itoa(min(max(v.Level, 1), 6))
	open := "<h" + n
	if class != "" {
		open += ` class="` + template.HTMLEscapeString(class) + `"`
	}
	return template.HTML(open+">") + content + template.HTML("</h"+n+">")
}

// Below is the heading level under the part's own.
func (v *View) Below() int { return min(v.Level+1, 6) }

// Asset is the address of one of the theme's own files: "style" or "icon".
func (v *View) Asset(name string) (string, error) {
	if v.run == nil {
		return "", nil
	}
	path, ok := v.run.assets[name]
	if !ok {
		return "", fmt.Errorf("there is no asset called %q", name)
	}
	return v.Root + path, nil
}

// Styles are the addresses of the style sheets that the page needs, in their order.
func (v *View) Styles() []string {
	if v.run == nil {
		return nil
	}
	out := []string{v.Root + v.run.assets["style"]}
	if second := v.run.seconds[v.Template]; second != "" {
		out = append(out, v.Root+second)
	}
	return out
}

// Translations are links to this page in its other languages.
func (v *View) Translations() []site.NavLink {
	if v.run == nil {
		return nil
	}
	var out []site.NavLink
	for _, p := range v.run.same[bare(v.Page)] {
		if p.Lang != v.Lang {
			out = append(out, site.NavLink{Label: site.Word(lang.OwnName(p.Lang)), Href: v.Root + p.Path, Key: p.Lang, Lang: p.Lang})
		}
	}
	return out
}

// Parents are the links of breadcrumbs without the page's own.
func (v *View) Parents(crumbs []site.Link) []site.Link {
	if n := len(crumbs); n > 0 && crumbs[n-1].Title.Value == v.ownTitle() {
		return crumbs[:n-1]
	}
	return crumbs
}

func (v *View) ownTitle() string {
	switch {
	case v.Entry != nil && v.Entry.Card != nil:
		return v.Entry.Card.Title.Value
	case v.Skill != nil:
		return v.Skill.Row.Title.Value
	}
	return v.Title
}

// Head writes the policy that the browser holds the page to, and the page's blocks of structured data.
//
// Nothing may be loaded but the site's own files, nothing inline may style or run. Structured data is
// not run; its hash is in the policy for the checkers of HTML that take it for a script.
//
// Angle brackets and ampersands are escaped in it, so that no text can end an element.
func (v *View) Head() template.HTML {
	const open, end = `<script type="application/ld+json">`, "</script>"
	var blocks []byte
	var hashes strings.Builder
	if v.JSONLD != nil && v.run != nil {
		room := v.run.buffer()
		defer v.run.buffers.Put(room)
		blocks = room.AvailableBuffer()
		for _, block := range v.JSONLD() {
			blocks = append(blocks, open...)
			from := len(blocks)
			blocks = site.AppendJSON(blocks, block)
			sum := sha256.Sum256(blocks[from:])
			hashes.WriteString(" 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'")
			blocks = append(blocks, end...)
		}
		room.Write(blocks) // so that it is as large the next time
	}
	return template.HTML(`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self'; media-src 'self'; ` +
		`style-src 'self'; script-src 'self'` + hashes.String() + `; connect-src 'self'; font-src 'self'; manifest-src 'self'; ` +
		`base-uri 'none'; form-action 'none'">` + string(blocks))
}

// Phone writes a telephone number so that it stays on one line.
func (v *View) Phone(number string) string {
	return strings.NewReplacer(" ", "\u00a0", "-", "\u2011").Replace(number)
}

// Join puts the texts that are not empty on one line, with a separator between them.
func (v *View) Join(sep string, texts ...site.Text) template.HTML {
	var out template.HTML
	for _, t := range texts {
		if t.Value == "" {
			continue
		}
		if out != "" {
			out += escaped(sep)
		}
		out += v.Text(t)
	}
	return out
}

// Long is a class for a heading with a word that may be too wide for its size, because names are not hyphenated:
// "long", or nothing. Scripts that break lines within words have none.
func (v *View) Long(t site.Text) string {
	most, n := 0, 0
	for _, r := range t.Value {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar), unicode.IsSpace(r), r == '-':
			n = 0
		case !unicode.IsMark(r):
			n++
			most = max(most, n)
		}
	}
	if most >= 14 {
		return "long"
	}
	return ""
}

// unbroken keeps a short date on one line: "Mar 2019".
func unbroken(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") }

// hanging keeps the dash of a period on the line of its start.
func hanging(s string) string { return strings.ReplaceAll(s, " – ", "\u00a0– ") }

func escaped(s string) template.HTML {
	if !strings.ContainsAny(s, `&<>"'`+"\x00") {
		return template.HTML(s)
	}
	return template.HTML(template.HTMLEscapeString(s))
}

// marked writes a word of ours, marked with its language when it is not the page's.
func marked(w site.Word) template.HTML {
	if tag := w.Lang(); tag != "" {
		return spanned(w.String(), tag, "")
	}
	return escaped(string(w))
}

func spanned(s, lang, around string) template.HTML {
	return template.HTML("<span"+langAttr(lang, around)+">") + escaped(s) + "</span>"
}

// langAttr is a lang attribute, with the reading direction where it is not that of what stands around, because
// a text does not take it from its language by itself.
func langAttr(tag, around string) string {
	attr := ` lang="` + template.HTMLEscapeString(tag) + `"`
	if dir := lang.Dir(tag); dir != around {
		attr += ` dir="` + dir + `"`
	}
	return attr
}

// address writes an address into an attribute, as html/template does: only the schemes that a
// passport may have.
func address(href string) template.HTML {
	if scheme, _, ok := strings.Cut(href, ":"); ok && !strings.ContainsAny(scheme, "/?#") {
		switch strings.ToLower(scheme) {
		case "http", "https", "mailto", "tel":
		default:
			return "#"
		}
	}
	return template.HTML(template.HTMLEscapeString(href))
}

// Host is the name in an outside address, without "www.", to show where it leads.
func (v *View) Host(href string) string {
	u, err := url.Parse(href)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Host, "www.")
}

// Contact writes a link to somewhere else: an address, a telephone number, a profile. One whose words do not
// say where it leads has the class named.
func (v *View) Contact(l site.Link) template.HTML {
	class, text := "u-url", v.Text(l.Title)
	switch scheme, _, _ := strings.Cut(l.Href, ":"); scheme {
	case "mailto":
		class = "u-email"
	case "tel":
		class, text = "p-tel", escaped(v.Phone(l.Title.Value))
	default:
		if !strings.Contains(l.Href, l.Title.Value) {
			class += " named" // its words are no address, so that paper has to add it
		}
	}
	rel := ""
	if v.Dir == "rtl" && l.Title.Lang == "" {
		rel = ` dir="auto"` // a number or a name among words that read the other way
	}
	if l.Rel != "" {
		rel += ` rel="` + template.HTMLEscapeString(l.Rel) + `"`
	}
	return template.HTML(`<a class="`+class+`" href="`) + address(l.Href) + template.HTML(`"`+rel+`>`) + text + `</a>`
}

// Lead is the first paragraph of what the person wrote, for where there is no room for more.
func (v *View) Lead(p *site.Prose) template.HTML {
	if p.Empty() {
		return ""
	}
	all := p.HTML()
	end := strings.Index(all, "</p>")
	if !strings.HasPrefix(all, "<p>") || end < 0 {
		return v.Prose(p)
	}
	first := template.HTML(all[:end+len("</p>")])
	if p.Lang != "" && p.Lang != v.Lang {
		return template.HTML("<div"+langAttr(p.Lang, v.Dir)+">") + first + "</div>"
	}
	return first
}
