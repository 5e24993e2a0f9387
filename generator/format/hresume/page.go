package hresume

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/source"
)

// item is an element that is something: a résumé, a card, an event.
type item struct {
	element *html.Node
	types   []string
	props   map[string][]value
	order   []string
}

// value is a property of an item: words, an address, a date, or another item.
type value struct {
	node   *source.Node // the words, with the place where they stand
	blocks *html.Node   // the element, for prose
	item   *item        // nil for words
}

// old are the classes of the older formats and what they are called since.
var old = map[string]string{
	"hresume": "h-resume", "vcard": "h-card", "vevent": "h-event",
	"fn": "p-name", "given-name": "p-given-name", "family-name": "p-family-name", "org": "p-org", "organization-name": "p-org",
	"title": "p-title", "role": "p-role", "note": "p-note", "nickname": "p-nickname", "email": "u-email", "tel": "p-tel", "url": "u-url", "photo": "u-photo",
	"bday": "dt-bday", "street-address": "p-street-address", "locality": "p-locality", "region": "p-region", "postal-code": "p-postal-code",
	"country-name": "p-country-name", "dtstart": "dt-start", "dtend": "dt-end", "summary": "p-summary", "description": "e-description", "location": "p-location",
	"contact": "p-contact", "experience": "p-experience", "education": "p-education", "skill": "p-skill", "affiliation": "p-affiliation",
	"publications": "p-publication",
}

// parser makes items of a page.
type parser struct {
	file string
	text []byte
	at   int // where in the text the last words were found
	size int // values so far
}

// maxValues is the most that is read of one page.
const maxValues = 20_000

// classes are those of an element that mean something. Older names count only inside of an older item.
func classes(n *html.Node, classic bool) []string {
	var out []string
	for _, c := range strings.Fields(format.Attr(n, "class")) {
		switch {
		case len(c) > 2 && (strings.HasPrefix(c, "h-") || strings.HasPrefix(c, "p-") || strings.HasPrefix(c, "u-") || strings.HasPrefix(c, "e-")) || strings.HasPrefix(c, "dt-"):
			out = append(out, c)
		case classic && c == "adr":
			out = append(out, "p-adr", "h-adr")
		case classic && old[c] != "":
			out = append(out, old[c])
		}
	}
	return out
}

// find returns the element that a page is read from: the first résumé, else the first card.
func find(root *html.Node) *html.Node {
	var card *html.Node
	var walk func(n *html.Node, depth int) *html.Node
	walk = func(n *html.Node, depth int) *html.Node {
		if depth > 500 {
			return nil
		}
		if n.Type == html.ElementNode {
			list := strings.Fields(format.Attr(n, "class"))
			if slices.Contains(list, "h-resume") || slices.Contains(list, "hresume") {
				return n
			}
			if card == nil && (slices.Contains(list, "h-card") || slices.Contains(list, "vcard")) {
				card = n
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if got := walk(c, depth+1); got != nil {
				return got
			}
		}
		return nil
	}
	if got := walk(root, 0); got != nil {
		return got
	}
	return card
}

// item reads an element as an item.
func (p *parser) item(n *html.Node, depth int) *item {
	it := &item{element: n, props: map[string][]value{}}
	list := strings.Fields(format.Attr(n, "class"))
	classic := !slices.ContainsFunc(list, func(c string) bool { return strings.HasPrefix(c, "h-") })
	for _, c := range classes(n, classic) {
		if strings.HasPrefix(c, "h-") {
			it.types = append(it.types, c)
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.into(it, c, classic, depth+1)
	}
	if len(it.props["name"]) == 0 && !slices.ContainsFunc(it.order, func(k string) bool { return k != "photo" && k != "url" }) {
		p.implied(it)
	}
	return it
}

// implied gives an item without properties its words as its name, and its address
// (https://microformats.org/wiki/microformats2-parsing#parsing_for_implied_properties).
func (p *parser) implied(it *item) {
	if s := words(it.element); s != "" {
		it.add("name", value{node: p.word(s)})
	}
	if to := format.Attr(it.element, "href"); to != "" && len(it.props["url"]) == 0 {
		it.add("url", value{node: p.word(to)})
	}
}

func (it *item) add(key string, v value) {
	if len(it.props[key]) == 0 {
		it.order = append(it.order, key)
	}
	it.props[key] = append(it.props[key], v)
}

// into puts what an element says into an item: its properties, and those of all below it that are no items of
// their own.
func (p *parser) into(it *item, n *html.Node, classic bool, depth int) {
	if n.Type != html.ElementNode || depth > 500 || p.size > maxValues || n.DataAtom == atom.Script || n.DataAtom == atom.Style || n.DataAtom == atom.Template {
		return
	}
	list := classes(n, classic)
	nested := slices.ContainsFunc(list, func(c string) bool { return strings.HasPrefix(c, "h-") })
	var inner *item
	if nested {
		inner = p.item(n, depth)
	}
	for _, c := range list {
		kind, key, _ := strings.Cut(c, "-")
		if kind == "h" {
			continue
		}
		if inner != nil {
			it.add(key, value{item: inner, blocks: n})
			continue
		}
		if v := p.value(n, kind); v != nil {
			it.add(key, value{node: v, blocks: n})
		}
	}
	if inner != nil {
		if !slices.ContainsFunc(list, func(c string) bool { return !strings.HasPrefix(c, "h-") }) {
			it.add("", value{item: inner}) // a child that is no property
		}
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.into(it, c, classic, depth+1)
	}
}

// value is what an element says as a property of a kind.
func (p *parser) value(n *html.Node, kind string) *source.Node {
	s := ""
	switch kind {
	case "u":
		for _, key := range []string{"href", "src", "data"} {
			if s == "" {
				s = format.Attr(n, key)
			}
		}
	case "dt":
		if s = format.Attr(n, "datetime"); s == "" {
			s = format.Attr(n, "title")
		}
	default:
		if n.DataAtom == atom.Abbr {
			s = format.Attr(n, "title")
		}
	}
	if s == "" && n.DataAtom == atom.Img {
		s = format.Attr(n, "alt")
	}
	if s == "" {
		s = words(n)
	}
	if s == "" {
		return nil
	}
	return p.word(s)
}

// words is the text of an element, white space made single.
func words(n *html.Node) string {
	var b strings.Builder
	var walk func(n *html.Node, depth int)
	walk = func(n *html.Node, depth int) {
		switch {
		case depth > 500:
			return
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		case n.DataAtom == atom.Script || n.DataAtom == atom.Style || n.DataAtom == atom.Template:
			return
		case n.DataAtom == atom.Br:
			b.WriteByte(' ')
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, depth+1)
		}
	}
	walk(n, 0)
	return strings.Join(strings.Fields(b.String()), " ")
}

// word makes a node of words and finds their place in the page: after those before them, as they stand in order.
func (p *parser) word(s string) *source.Node {
	p.size++
	n := &source.Node{Kind: source.String, Text: s, Span: diag.Span{File: p.file, Start: p.at, End: p.at}}
	first := s
	if i := strings.IndexByte(s, ' '); i > 0 {
		first = s[:i]
	}
	if i := bytes.Index(p.text[p.at:], []byte(first)); i >= 0 && i < 1<<16 {
		n.Span.Start = p.at + i
		p.at = n.Span.Start
		n.Span.End = min(n.Span.Start+len(s), len(p.text))
		if !bytes.HasPrefix(p.text[n.Span.Start:], []byte(s)) {
			n.Span.End = n.Span.Start + len(first)
		}
	}
	return n
}

// tell makes the tree of an item, in which every value stands under its property.
func (it *item) tell() *source.Node {
	n := &source.Node{Kind: source.Map}
	for _, key := range it.order {
		list := &source.Node{Kind: source.Seq}
		for _, v := range it.props[key] {
			if v.item != nil {
				list.Items = append(list.Items, v.item.tell())
			} else {
				list.Items = append(list.Items, v.node)
			}
		}
		if key == "" {
			key = "children"
		}
		one := list
		if len(list.Items) == 1 {
			one = list.Items[0]
		}
		n.Pairs = append(n.Pairs, source.Pair{Key: key, Value: one})
	}
	it.element = nil
	return n
}
