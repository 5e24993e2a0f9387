// Package csljson reads bibliographies in CSL-JSON (https://docs.citationstyles.org/en/stable/specification.html,
// appendices III and IV), which Zotero, Mendeley, Pandoc and doi.org give. It takes the likeness of it that
// Crossref gives too, in which titles are lists.
package csljson

import (
	"regexp"
	"strings"

	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// Format is CSL-JSON.
var Format = &format.Format{
	Name:  "csljson",
	Title: "CSL-JSON",
	About: "publications from Zotero and other reference managers",
	Spec:  "https://docs.citationstyles.org/en/stable/specification.html",
	Tier:  format.TierKept,
	Ext:   ".json", MediaType: "application/vnd.citationstyles.csl+json",
	Recognise: recognise,
	Import:    read,
}

// types are the types of CSL (appendix III) and what they are here; "" is a publication of no type that is
// known.
var types = map[string]string{
	"article": "", "article-journal": "article", "article-magazine": "article", "article-newspaper": "article", "review": "article", "review-book": "article",
	"journal-article": "article", "proceedings-article": "paper", "posted-content": "", "book-chapter": "chapter", // as Crossref has them
	"paper-conference": "paper", "book": "book", "monograph": "book", "classic": "book", "collection": "book", "periodical": "book", "pamphlet": "book",
	"chapter": "chapter", "entry": "chapter", "entry-dictionary": "chapter", "entry-encyclopedia": "chapter",
	"thesis": "thesis", "dissertation": "thesis", "report": "report", "patent": "patent", "dataset": "dataset", "software": "software", "standard": "standard",
	"speech": "talk", "motion_picture": "video", "broadcast": "podcast", "song": "music", "graphic": "exhibition", "performance": "exhibition",
	"document": "", "event": "", "figure": "", "hearing": "", "interview": "", "legal_case": "", "legislation": "", "manuscript": "", "map": "", "musical_score": "",
	"personal_communication": "", "post": "", "post-weblog": "", "regulation": "", "treaty": "", "bill": "", "webpage": "",
}

// fields are the variables of CSL (appendix IV): theirs and ours. Several of theirs may be one of ours; the
// first that is there counts.
var fields = format.Table{
	{"container-title", "venue"},
	{"event-title", "venue"}, {"event", "venue"},
	{"publisher", "publisher"},
	{"volume", "volume"},
	{"issue", "issue"}, {"number", "issue"},
	{"page", "pages"},
	{"DOI", "doi"},
	{"ISBN", "isbn"},
	{"URL", "url"},
}

func recognise(f *format.File) format.Match {
	text, _ := f.Text()
	if begin := strings.TrimLeft(string(text[:min(len(text), 200)]), " \t\r\n"); !strings.HasPrefix(begin, "[") && !strings.HasPrefix(begin, "{") {
		return format.No
	}
	root, _ := f.JSON()
	list := items(root)
	if len(list) == 0 {
		return format.No
	}
	for _, n := range list[:min(len(list), 5)] {
		if _, known := types[n.Get("type").Str()]; !known || n.Get("title") == nil && n.Get("DOI") == nil {
			return format.No
		}
	}
	if n := list[0]; n.Get("issued") != nil || n.Get("author") != nil || n.Get("container-title") != nil {
		return format.Sure
	}
	return format.Perhaps
}

// items are the items of a list, of an object that holds one, or one item by itself.
func items(root *source.Node) []*source.Node {
	switch {
	case root == nil:
		return nil
	case root.Kind == source.Seq:
		return root.Items
	case root.Get("items") != nil:
		return root.Get("items").Items
	case root.Get("message") != nil:
		return items(root.Get("message"))
	case root.Get("type") != nil:
		return []*source.Node{root}
	}
	return nil
}

// noise are fields of the program that kept the bibliography.
var noise = []string{"id", "citation-key", "source", "accessed", "timestamp", "indexed", "deposited", "reference", "reference-count", "references-count", "is-referenced-by-count", "score",
	"member", "prefix", "created", "license", "content-domain", "link", "resource", "relation", "alternative-id", "assertion", "update-policy", "issn-type", "citation-number", "system_id", "custom"}

func read(f *format.File, in *format.Intake) {
	root := in.JSON(f)
	for _, n := range items(root) {
		if n.Kind == source.Map {
			item(in, n)
		}
	}
}

func item(in *format.Intake, n *source.Node) {
	e := in.Entry("publications", n)
	d := e.Detail.(*passport.Publication)
	kind := n.Get("type")
	e.Type = in.Published(kind, types, kind.Str())
	if t := format.First(n.Get("title")); t != nil {
		e.Title = words(in, t, "title")
	}
	for _, row := range fields {
		if v := format.First(n.Get(row[0])); v != nil {
			in.Fill(e, row[1], v)
		}
	}
	if v := n.Get("subtitle"); v != nil && e.Title.Value != "" {
		if sub := words(in, format.First(v), "title"); sub.Value != "" {
			e.Title.Value += ": " + sub.Value
		}
	}
	names(in, n.Get("author"), "", d)
	if len(d.Authors) == 0 {
		names(in, n.Get("editor"), "editor", d)
	}
	e.Date = date(in, n.Get("issued"))
	if e.Date.IsZero() {
		e.Date = date(in, n.Get("event-date"))
	}
	if v := n.Get("abstract"); v != nil {
		in.String(v)
		in.DescribeBlocks(e, v, format.HTMLBlocks(titled.ReplaceAllString(strings.ReplaceAll(v.Str(), "jats:", ""), "")))
	}
	keywords := n.Get("keyword")
	if keywords == nil {
		keywords = n.Get("subject")
	}
	for _, it := range in.List(keywords) {
		for _, part := range in.Parts(it, "tags") {
			e.Tags = append(e.Tags, part.Text)
		}
	}
	if s := n.Get("status"); s != nil {
		d.Status = status(in, s)
	}
	for _, name := range noise {
		if v := n.Get(name); v != nil {
			in.DropRest(v, "it belongs to the program that kept the bibliography")
		}
	}
}

// looks are the tags that titles may have for the look of words.
var looks = regexp.MustCompile(`</?(i|b|em|strong|sub|sup|sc|span|scp)( [^<>]*)?>`)

// titled is the word over an abstract, which says nothing.
var titled = regexp.MustCompile(`(?i)<title>\s*(abstract|summary)\s*</title>`)

// words takes a title without the tags for the look of it.
func words(in *format.Intake, n *source.Node, place string) passport.Text {
	t := in.Text(n)
	if plain := strings.TrimSpace(looks.ReplaceAllString(t.Value, "")); plain != t.Value {
		t.Value = plain
		in.To(n, place)
		in.Change(n, "it is written without italics and the like")
	}
	return t
}

// names takes people: given and family apart, or one name as it is.
func names(in *format.Intake, list *source.Node, role string, d *passport.Publication) {
	for _, n := range in.List(list) {
		var parts []string
		at := passport.At{Node: n.Get("family")}
		for _, key := range []string{"given", "dropping-particle", "non-dropping-particle", "family", "suffix"} {
			if s := in.String(n.Get(key)); s != "" {
				parts = append(parts, s)
			}
		}
		name := strings.Join(parts, " ")
		for _, key := range []string{"literal", "name"} {
			if name == "" {
				name = in.String(n.Get(key))
				at = passport.At{Node: n.Get(key)}
			}
		}
		if name == "" && n.Kind == source.String {
			name, at = in.String(n), passport.At{Node: n}
		}
		if name == "" {
			continue
		}
		for _, key := range []string{"given", "family", "dropping-particle", "non-dropping-particle", "suffix"} {
			in.To(n.Get(key), "authors")
		}
		for _, key := range []string{"sequence", "affiliation", "parse-names", "isInstitution", "ORCID", "authenticated-orcid"} {
			if v := n.Get(key); v != nil {
				in.Drop(v, "an author is a name here")
			}
		}
		d.Authors = append(d.Authors, passport.Party{Name: passport.Text{Value: strings.Join(strings.Fields(name), " "), At: at}, Role: passport.Text{Value: role}})
	}
}

// date takes a date: in parts, or as somebody wrote it. Of a span the beginning counts.
func date(in *format.Intake, n *source.Node) passport.Date {
	if n == nil {
		return passport.Date{}
	}
	if parts := n.Get("date-parts"); parts != nil && len(parts.Items) > 0 {
		var three [3]*source.Node
		copy(three[:], parts.Items[0].Items)
		d := in.DateParts(three[0], three[1], three[2])
		for _, rest := range parts.Items[1:] {
			in.Drop(rest, "only the beginning of a span was taken")
		}
		if c := n.Get("circa"); c != nil && !d.IsZero() {
			d.Approx = in.String(c) == "true" || in.String(c) == "1"
			in.To(c, "date")
		}
		return d
	}
	for _, key := range []string{"raw", "literal"} {
		if v := n.Get(key); v != nil {
			whole, _, _ := strings.Cut(v.Str(), "/")
			return in.DateFrom(v, whole)
		}
	}
	if n.Kind == source.String {
		return in.Date(n)
	}
	return passport.Date{}
}

// status takes how far it is.
func status(in *format.Intake, n *source.Node) string {
	said := strings.ToLower(in.String(n))
	to := map[string]string{"forthcoming": "accepted", "in press": "accepted", "advance online publication": "published", "to appear": "accepted", "under review": "submitted"}[said]
	if to == "" {
		return passport.Fold(said)
	}
	in.To(n, "status")
	in.Change(n, "written as “"+to+"”")
	return to
}
