package bibtex

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// begins is how an entry begins, at the beginning of a line.
var begins = regexp.MustCompile(`(?m)^[ \t]*@[ \t]*([A-Za-z]+)[ \t]*[{(]\s*([^\s,={}()"]*\s*,|[A-Za-z]+\s*=|)`)

func recognise(f *format.File) format.Match {
	text, _ := f.Text()
	const looked = 64 << 10
	best := format.No
	for _, m := range begins.FindAllSubmatch(text[:min(len(text), looked)], 20) {
		kind := strings.ToLower(string(m[1]))
		if _, known := types[kind]; known {
			return format.Sure
		}
		if kind == "string" || kind == "preamble" || kind == "comment" {
			best = format.Likely
		}
	}
	return best
}

// types are the entry types of BibTeX and biblatex, and what they are here; "" is a publication of no type
// that is known.
var types = map[string]string{
	"article": "article", "suppperiodical": "article", "review": "article",
	"inproceedings": "paper", "conference": "paper",
	"book": "book", "mvbook": "book", "booklet": "book", "bookinbook": "book", "manual": "book", "collection": "book", "mvcollection": "book", "proceedings": "book",
	"mvproceedings": "book", "reference": "book", "mvreference": "book", "periodical": "book",
	"incollection": "chapter", "inbook": "chapter", "suppbook": "chapter", "suppcollection": "chapter", "inreference": "chapter",
	"thesis": "thesis", "phdthesis": "thesis", "mastersthesis": "thesis",
	"techreport": "report", "report": "report",
	"video": "video", "movie": "video", "audio": "podcast", "music": "music", "artwork": "exhibition", "image": "exhibition", "performance": "exhibition",
	"patent": "patent", "dataset": "dataset", "software": "software", "standard": "standard",
	"unpublished": "", "misc": "", "online": "", "electronic": "", "www": "",
}

// volumes are the types of what others appear in.
var volumes = map[string]bool{"proceedings": true, "mvproceedings": true, "collection": true, "mvcollection": true, "book": true, "mvbook": true, "periodical": true}

// fields are what entries have, in the order of biblatex's manual, section 2.2.2: theirs and ours. Several
// of theirs may be one of ours; the first that is there counts.
var fields = format.Table{
	{"title", "title"},
	{"journaltitle", "venue"}, {"journal", "venue"}, {"booktitle", "venue"}, {"eventtitle", "venue"}, {"school", "venue"}, {"institution", "venue"}, {"howpublished", "venue"},
	{"publisher", "publisher"}, {"organization", "publisher"},
	{"volume", "volume"},
	{"number", "issue"}, {"issue", "issue"},
	{"pages", "pages"},
	{"isbn", "isbn"},
	{"doi", "doi"},
	{"url", "url"},
	{"abstract", "description"},
}

// inherited is what an entry takes from the volume that it appeared in.
var inherited = format.Table{{"booktitle", "venue"}, {"title", "venue"}, {"publisher", "publisher"}, {"volume", "volume"}, {"isbn", "isbn"}}

// noise are fields in which programs keep what is theirs: where the file lies, when it was looked at.
var noise = regexp.MustCompile(`^(file|owner|timestamp|date-added|date-modified|urldate|read|rating|localfile|local-url|bdsk-.*|mendeley-.*|__.*|groups|ids|creationdate|modificationdate|comment|biburl|bibsource)$`)

func read(f *format.File, in *format.Intake) {
	data, bad := f.Text()
	if bad != nil {
		in.Report(f, bad...)
		return
	}
	p := parse(f.Name, data)
	in.Report(f, p.found...)
	if len(p.entries) == 0 && strings.TrimSpace(p.s) == "" {
		return // a person without publications
	}
	if len(p.entries) == 0 {
		x := diag.Problem{Code: format.CodeUnreadable, Message: "no entry of this bibliography can be read", Hint: "an entry begins with @article{key, and ends with its last brace", Span: diag.Span{File: f.Name}}
		if len(p.found) > 0 {
			x.Span = p.found[0].Span
		}
		in.Report(f, x)
		return
	}
	r := &reader{in: in, byKey: map[string]*entry{}, within: map[string]bool{}}
	root := &source.Node{Kind: source.Map, Span: diag.Span{File: f.Name, End: len(data)}}
	seen := map[string]int{}
	records := make([]*source.Node, len(p.entries))
	for i, e := range p.entries {
		key := "entry"
		if e.key != nil && e.key.Text != "" {
			key = e.key.Text
		}
		if seen[key]++; seen[key] > 1 {
			key = fmt.Sprintf("%s (%d)", key, seen[key])
		} else if e.key != nil {
			r.byKey[strings.ToLower(e.key.Text)] = e
		}
		records[i] = record(e)
		root.Pairs = append(root.Pairs, source.Pair{Key: key, Value: records[i]})
		if c := e.get("crossref"); c != nil {
			r.within[strings.ToLower(c.node.Text)] = true
		}
	}
	in.Answer(f, root)
	for i, e := range p.entries {
		r.entry(e, records[i])
	}
	// What appeared somewhere was told with it; the volume is nobody's publication.
	for i, e := range p.entries {
		if r.volume(e) {
			in.Into(nil, nil)
			in.DropRest(records[i], "it is the volume that other entries appeared in, and stands with them")
		}
	}
}

// record is an entry as a mapping, for the account.
func record(e *entry) *source.Node {
	n := &source.Node{Kind: source.Map, Span: e.span}
	n.Pairs = append(n.Pairs, source.Pair{Key: "entrytype", Value: e.kindAt})
	if e.key != nil && e.key.Text != "" {
		n.Pairs = append(n.Pairs, source.Pair{Key: "key", Value: e.key})
	}
	for _, f := range e.fields {
		if f.name != "key" && f.name != "entrytype" && f.node.Text != "" {
			n.Pairs = append(n.Pairs, source.Pair{Key: f.name, Value: f.node})
		}
	}
	return n
}

type reader struct {
	in     *format.Intake
	byKey  map[string]*entry
	within map[string]bool // keys, in lower case, that others appeared in
}

// volume reports whether an entry is only what others appeared in.
func (r *reader) volume(e *entry) bool {
	return e.key != nil && r.within[strings.ToLower(e.key.Text)] && volumes[e.kind] && e.get("author") == nil
}

func (r *reader) entry(b *entry, rec *source.Node) {
	if r.volume(b) || b.kind == "set" || b.kind == "xdata" {
		return
	}
	in := r.in
	e := in.Entry("publications", rec)
	d := e.Detail.(*passport.Publication)
	kind, known := types[b.kind]
	e.Type = kind
	if f := b.get("entrysubtype"); f != nil {
		if word := passport.Fold(f.node.Text); word == f.node.Text {
			e.Type = word
			in.Keep(f.node, "type")
		}
	}
	switch {
	case e.Type != kind:
		in.Keep(b.kindAt, "type")
	case !known:
		in.To(b.kindAt, "type")
		e.Type = passport.Fold(in.String(b.kindAt))
	case kind == "":
		in.Drop(b.kindAt, "it says nothing of what was published")
	case in.String(b.kindAt) != kind:
		in.To(b.kindAt, "type")
		in.Change(b.kindAt, "written as “"+kind+"”")
	}
	for _, row := range fields {
		if f := b.get(row[0]); f != nil {
			in.Fill(e, row[1], f.node)
		}
	}
	if f := b.get("subtitle"); f != nil && e.Title.Value != "" {
		e.Title.Value += ": " + in.Text(f.node).Value
		in.To(f.node, "title")
	}
	if b.key != nil && b.key.Text != "" && passport.Fold(e.Title.Value) == b.key.Text {
		in.Keep(b.key, "")
	}
	r.authors(b, d)
	r.time(b, e)
	r.status(b, d)
	if f := b.get("keywords"); f != nil {
		for _, part := range in.Parts(f.node, "tags") {
			e.Tags = append(e.Tags, part.Text)
		}
	}
	r.arxiv(b, d)
	if f := b.get("type"); f != nil && f.node.Text == kind {
		in.Keep(f.node, "type")
	}
	if up := b.get("crossref"); up != nil {
		r.inherit(b, e, up)
	}
	for _, f := range b.fields {
		if noise.MatchString(f.name) {
			in.Drop(f.node, "it belongs to the program that kept the bibliography")
		}
	}
}

// authors takes who wrote it: the editors where nobody did.
func (r *reader) authors(b *entry, d *passport.Publication) {
	f, role := b.get("author"), ""
	if f == nil {
		f, role = b.get("editor"), "editor"
	}
	if f == nil {
		return
	}
	names, more := people(f.raw)
	if len(names) == 0 {
		return
	}
	if more {
		r.in.Change(f.node, "the list goes on: “and others” was left out")
	}
	r.in.String(f.node)
	r.in.To(f.node, "authors")
	for _, name := range names {
		d.Authors = append(d.Authors, passport.Party{Name: passport.Text{Value: name, At: passport.At{Node: f.node}}, Role: passport.Text{Value: role}})
	}
}

// time takes when it appeared: a date of biblatex, or a year with a month and a day.
func (r *reader) time(b *entry, e *passport.Entry) {
	if f := cmp.Or(b.get("date"), b.get("eventdate")); f != nil {
		first, _, isRange := strings.Cut(f.node.Text, "/")
		e.Date = r.in.DateFrom(f.node, first)
		if isRange && !e.Date.IsZero() {
			r.in.Change(f.node, "only the first of the two dates was taken")
		}
		return
	}
	year := b.get("year")
	if year == nil {
		return
	}
	if status[strings.ToLower(year.node.Text)] != "" {
		return // "to appear": see status
	}
	written := year.node.Text
	month, day := b.get("month"), b.get("day")
	if month != nil {
		written = together(month.node.Text, year.node.Text)
		if day != nil {
			written = together(day.node.Text+" "+month.node.Text, year.node.Text)
		}
	}
	if _, form, _ := passport.ParseDate(written); month != nil && form == passport.FormNone {
		written, month, day = year.node.Text, nil, nil // "March/April": the year is certain
	}
	if e.Date = r.in.DateFrom(year.node, written); e.Date.IsZero() {
		return
	}
	if month != nil {
		r.in.Keep(month.node, "date")
	}
	if month != nil && day != nil {
		r.in.Keep(day.node, "date")
	}
}

// together writes a month and a year so that they are read as a date: "3" and "2019" are 2019-03.
func together(month, year string) string {
	month = strings.Trim(month, " .,")
	if strings.Trim(month, "0123456789") == "" && len(month) <= 2 && len(year) == 4 {
		if len(month) == 1 {
			month = "0" + month
		}
		return year + "-" + month
	}
	return month + " " + year
}

// status are words of notes that say how far it is.
var status = map[string]string{
	"to appear": "accepted", "in press": "accepted", "forthcoming": "accepted", "accepted": "accepted", "inpress": "accepted", "accepted for publication": "accepted",
	"submitted": "submitted", "under review": "submitted", "inpreparation": "submitted", "prepublished": "published", "published": "published",
}

func (r *reader) status(b *entry, d *passport.Publication) {
	for _, name := range []string{"pubstate", "note", "year"} {
		f := b.get(name)
		if f == nil || d.Status != "" {
			continue
		}
		said := strings.ToLower(strings.Trim(f.node.Text, " ."))
		if d.Status = status[said]; d.Status == "" && name == "pubstate" && passport.Fold(said) == said {
			d.Status = said
		}
		if d.Status == "" {
			continue
		}
		r.in.Keep(f.node, "status")
		if said != d.Status {
			r.in.Change(f.node, "written as “"+d.Status+"”")
		}
	}
}

// arxiv takes the number of a preprint as the address at which it can be read.
func (r *reader) arxiv(b *entry, d *passport.Publication) {
	f := b.get("eprint")
	kind := cmp.Or(b.get("archiveprefix"), b.get("eprinttype"))
	if f == nil || kind == nil || !strings.EqualFold(kind.node.Text, "arxiv") || d.URL.Value != "" {
		return
	}
	if url := "https://arxiv.org/abs/" + f.node.Text; passport.SafeURL(url) && !strings.ContainsAny(f.node.Text, " <>\"") {
		d.URL = passport.URL{Value: url, At: passport.At{Node: f.node}}
		r.in.String(f.node)
		r.in.To(f.node, "url")
		r.in.Change(f.node, "written as an address")
		r.in.Keep(kind.node, "url")
	}
}

// inherit takes from the volume what an entry does not say itself.
func (r *reader) inherit(b *entry, e *passport.Entry, up *field) {
	from := r.byKey[strings.ToLower(up.node.Text)]
	if from == nil || from == b {
		r.in.Warn(up.node, format.CodeValue, fmt.Sprintf("no entry has the key %q", up.node.Text), "what stands in it was not taken; write it into the entry")
		return
	}
	r.in.Keep(up.node, "venue")
	d := e.Detail.(*passport.Publication)
	for _, row := range inherited {
		if f := from.get(row[0]); f != nil && (row[1] != "venue" || d.Venue.Value == "") {
			r.in.Fill(e, row[1], f.node)
		}
	}
	if e.Date.IsZero() {
		r.time(from, e)
	}
}
