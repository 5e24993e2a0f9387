// Package feed writes what is new in a passport, so that people can follow it: Atom (RFC 4287) at
// /feed.xml and JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/) at /feed.json. Both hold the latest
// public stories, projects and notes of the log.
//
// A feed needs the address of the site and, for each item, a day: when its text last changed, or when it
// took place as far as the person shows that. What has neither is left out, and a feed of nothing is not
// written.
package feed

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/site"
)

// Format is both feeds.
var Format = &format.Format{
	Name:  "feed",
	Title: "Atom and JSON Feed 1.1",
	About: "stories, projects and notes for people who follow them, in every build",
	Spec:  "https://www.rfc-editor.org/rfc/rfc4287",
	Tier:  format.TierCore,
	Ext:   ".xml", MediaType: atomType,
	Export:    atom,
	Documents: documents,
	Heads: []site.Alternate{
		{Type: atomType, Title: "Atom", Href: "feed.xml"},
		{Type: jsonType, Title: "JSON Feed", Href: "feed.json"},
	},
	Why: map[string]string{
		"": "a feed tells what is new: stories, projects and notes",
	},
}

const (
	atomType = "application/atom+xml"
	jsonType = "application/feed+json"
	most     = 50 // items; older ones have been read
)

// kinds are those of which a feed tells.
var kinds = []string{"stories", "projects", "log"}

// item is an entry as both feeds tell it.
type item struct {
	entry              *passport.Entry
	url, id            string
	title              passport.Text
	updated, published string // RFC 3339
}

// all are the entries that a feed could tell of.
func all(x *site.Edition) iter.Seq[item] {
	return func(yield func(item) bool) {
		if x.Base == "" {
			return
		}
		for _, kind := range kinds {
			for _, e := range x.Public.Of(kind) {
				i := item{entry: e}
				if p := x.Public.Facts(e).Period; !p.Moment.IsZero() {
					i.published = day(p.Moment)
				} else {
					i.published = day(p.Start)
				}
				i.updated = cmp.Or(x.Modified(e), i.published)
				if i.updated == "" {
					continue
				}
				i.id, i.url, i.title = x.Base+e.Ref().String(), x.Address(e), x.Public.Card(e).Title
				if !yield(i) {
					return
				}
			}
		}
	}
}

// items are the latest entries, latest first. It does not render anything.
func items(x *site.Edition) []item {
	list := slices.Collect(all(x))
	slices.SortStableFunc(list, func(a, b item) int {
		return cmp.Or(cmp.Compare(cmp.Or(b.published, b.updated), cmp.Or(a.published, a.updated)), cmp.Compare(a.id, b.id))
	})
	return list[:min(len(list), most)]
}

// day is a date as a time; "" for one that is no more exact than a year, because a feed has no way to say
// that.
func day(d passport.Date) string {
	if d.Year == 0 || d.Month == 0 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02dT00:00:00Z", d.Year, d.Month, max(d.Day, 1))
}

func latest(list []item) string {
	last := ""
	for _, i := range list {
		last = max(last, i.updated)
	}
	return last
}

func documents(x *site.Edition) []site.Document {
	next, stop := iter.Pull(all(x))
	defer stop()
	if _, tells := next(); !tells {
		return nil
	}
	doc := func(path, media string, write func(*site.Edition) []byte) site.Document {
		return site.Document{Path: x.Prefix + path, MediaType: media, Render: func(w io.Writer) diag.List {
			// A writer that fails is noticed by its owner.
			_, _ = w.Write(write(x))
			return nil
		}}
	}
	return []site.Document{doc("feed.xml", atomType, atom), doc("feed.json", jsonType, jsonFeed)}
}

func title(x *site.Edition) string {
	return cmp.Or(x.Public.Site.Title.Value, x.Public.Person.Name.Value)
}

func about(x *site.Edition) string {
	return cmp.Or(x.Public.Site.Description.Value, x.Public.Person.Headline.Value)
}

// summary is what an item says without being opened.
func summary(x *site.Edition, e *passport.Entry) string {
	if e.Summary.Value != "" {
		return e.Summary.Value
	}
	if e.Body == nil {
		return ""
	}
	return e.Body.Body.FirstLine()
}

// atom writes the feed by hand rather than through a module: the ones that write feeds know no language
// of an entry and no address of the feed itself, which readers need.
func atom(x *site.Edition) []byte {
	list := items(x)
	var b bytes.Buffer
	b.WriteString(xml.Header)
	b.WriteString(`<feed xmlns="http://www.w3.org/2005/Atom"` + lang(x.Lang) + ">\n")
	element(&b, "", "id", x.Base+x.Prefix)
	element(&b, "", "title", title(x))
	element(&b, "", "subtitle", about(x))
	element(&b, "", "updated", cmp.Or(latest(list), "1970-01-01T00:00:00Z"))
	if x.Base != "" {
		link(&b, "", "self", atomType, x.Base+x.Prefix+"feed.xml")
		link(&b, "", "alternate", "text/html", x.Home())
	}
	b.WriteString("<author>\n")
	element(&b, "  ", "name", x.Public.Person.Name.Value)
	element(&b, "  ", "uri", x.Home())
	b.WriteString("</author>\n")
	element(&b, "", "rights", x.Public.Site.License.Value)
	fmt.Fprintf(&b, "<generator uri=%q>passport</generator>\n", "https://talent-passport.github.io/passport/")
	for _, i := range list {
		b.WriteString("<entry" + lang(x.Text(i.title).Lang) + ">\n")
		element(&b, "  ", "id", i.id)
		element(&b, "  ", "title", i.title.Value)
		link(&b, "  ", "alternate", "text/html", i.url)
		element(&b, "  ", "updated", i.updated)
		element(&b, "  ", "published", i.published)
		element(&b, "  ", "summary", summary(x, i.entry))
		for _, s := range format.SkillNames(x.Public, i.entry.Skills) {
			b.WriteString("  <category term=\"" + escape(s) + "\"/>\n")
		}
		if html := x.Body(i.entry).HTML(); html != "" {
			b.WriteString("  <content type=\"html\">" + escape(html) + "</content>\n")
		}
		b.WriteString("</entry>\n")
	}
	b.WriteString("</feed>\n")
	return b.Bytes()
}

func lang(tag string) string {
	if tag == "" {
		return ""
	}
	return ` xml:lang="` + escape(tag) + `"`
}

func element(b *bytes.Buffer, indent, name, value string) {
	if value != "" {
		b.WriteString(indent + "<" + name + ">" + escape(value) + "</" + name + ">\n")
	}
}

func link(b *bytes.Buffer, indent, rel, media, href string) {
	b.WriteString(indent + `<link rel="` + rel + `" type="` + media + `" href="` + escape(href) + "\"/>\n")
}

func escape(s string) string {
	var b strings.Builder
	// A strings.Builder does not fail.
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}

func jsonFeed(x *site.Edition) []byte {
	o := &format.Object{}
	o.Put("version", "https://jsonfeed.org/version/1.1")
	o.Put("title", title(x))
	o.Put("description", about(x))
	o.Put("home_page_url", x.Home())
	o.Put("feed_url", x.Base+x.Prefix+"feed.json")
	author := &format.Object{}
	author.Put("name", x.Public.Person.Name.Value)
	author.Put("url", x.Home())
	author.Put("avatar", x.File(x.Public.Person.Portrait.Src))
	o.Put("authors", []*format.Object{author})
	o.Put("language", x.Lang)
	list := []*format.Object{}
	for _, i := range items(x) {
		r := &format.Object{}
		r.Put("id", i.id)
		r.Put("url", i.url)
		r.Put("title", i.title.Value)
		r.Put("summary", summary(x, i.entry))
		if html := x.Body(i.entry).HTML(); html != "" {
			r.Put("content_html", html)
		} else {
			// An item must have content, even where the summary is all there is.
			r.Set("content_text", cmp.Or(summary(x, i.entry), i.title.Value))
		}
		r.Put("image", x.File(i.entry.Image.Src))
		r.Put("date_published", i.published)
		r.Put("date_modified", i.updated)
		r.Put("tags", format.SkillNames(x.Public, i.entry.Skills))
		r.Put("language", x.Text(i.title).Lang)
		list = append(list, r)
	}
	o.Set("items", list)
	return o.JSON()
}
