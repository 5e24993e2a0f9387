package privacy

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/picture"
	"github.com/talent-passport/passport/generator/source"
)

// File looks at a file that is published with the pages. Pictures lose what they tell on their way to
// the site, which is noted; every other file leaves as it is.
func (r *Review) File(name string, data []byte) {
	for _, f := range r.called(name) {
		r.report(f, diag.Span{File: name})
	}
	switch picture.FormatOf(data) {
	case picture.JPEG, picture.PNG, picture.WebP, picture.GIF:
		r.cleaned(name, data)
		return
	}
	ext := strings.ToLower(path.Ext(name))
	switch {
	case ext == ".svg":
		r.textFile(name, string(withoutTags(data)), false)
	case ext == ".jwt" || ext == ".jws":
		r.token(name, data)
	case isText(data):
		r.textFile(name, string(data), ext != ".csv" && ext != ".json" && ext != ".xml")
		if r.held[name] {
			r.namesIn(name, string(data), ext == ".json")
		}
	default:
		r.document(name, data, func(f finding) { r.report(f, diag.Span{File: name}) })
	}
}

// Unread notes that something was not searched, and why. An empty name stands for the whole history.
func (r *Review) Unread(name, why string) {
	p := diag.Problem{
		Code: notSearched, Severity: diag.Note, Span: diag.Span{File: name}, Message: "not searched for what is private: " + why,
		Hint: "look into it yourself before you publish it",
	}
	if name == "" {
		p.Message = "not all of the history was searched: " + why
	}
	r.list = append(r.list, p)
}

// cleaned notes what the published copy of a picture does not tell any more.
func (r *Review) cleaned(name string, data []byte) {
	var told []string
	for _, f := range picture.Read(data) {
		switch f.Topic {
		case picture.Place, picture.Person, picture.Serial, picture.Words:
			told = append(told, f.Name+" "+f.Value)
		}
	}
	if len(told) == 0 {
		return
	}
	if len(told) > 4 {
		told = append(told[:4], "…")
	}
	r.list = append(r.list, diag.Problem{
		Code: pictureCleaned, Severity: diag.Note, Span: diag.Span{File: name},
		Message: fmt.Sprintf("the picture tells more than it shows (%s); its copy on the site does not", strings.Join(told, "; ")),
		Hint:    "nothing to do for the site; before you send the file itself to anybody, save it without its properties",
	})
}

func (r *Review) textFile(name, s string, wrapped bool) {
	for _, f := range r.find(s, wrapped) {
		r.report(f, diag.Span{File: name, Start: f.start, End: f.end})
	}
}

var tags = lazily(`(?s)<!--.*?-->|<metadata.*?</metadata>|<style.*?</style>|<[^>]*>`)

// withoutTags blanks everything of a drawing but its words, byte by byte, so that places stay.
func withoutTags(data []byte) []byte {
	return tags().ReplaceAllFunc(data, func(tag []byte) []byte {
		out := bytes.Repeat([]byte(" "), len(tag))
		for i, c := range tag {
			if c == '\n' {
				out[i] = c
			}
		}
		return out
	})
}

// token looks into a signed statement (RFC 7519): its claims are JSON that anybody can read.
func (r *Review) token(name string, data []byte) {
	parts := bytes.Split(bytes.TrimSpace(data), []byte("."))
	if len(parts) < 2 {
		return
	}
	claims, err := base64.RawURLEncoding.DecodeString(string(bytes.TrimRight(parts[1], "=")))
	if err != nil {
		return
	}
	at := diag.Span{File: name, Start: len(parts[0]) + 1, End: len(parts[0]) + 1 + len(parts[1])}
	for _, f := range r.find(string(claims), false) {
		r.report(f, at)
	}
	if r.held[name] {
		for _, f := range r.otherNames(string(claims), true) {
			r.report(f, at)
		}
	}
}

func (r *Review) namesIn(name, s string, isJSON bool) {
	for _, f := range r.otherNames(s, isJSON) {
		r.report(f, diag.Span{File: name, Start: f.start, End: f.end})
	}
}

// document looks into a file that is no text. Its findings have no place inside it.
func (r *Review) document(name string, data []byte, add func(finding)) {
	d := &document{}
	d.read(data, 0)
	for _, w := range d.warnings {
		r.Unread(name, w)
	}
	flat := func(f finding) finding { f.start, f.end = 0, 0; return f }
	var makers []string
	for _, f := range d.facts {
		switch f.Topic {
		case picture.Place:
			add(finding{code: placeInFile, noun: "where it was made", what: f.Value})
		case picture.Person:
			if !r.isSelf(f.Value) && !slices.Contains(r.own.names, f.Value) {
				makers = append(makers, f.Name+" "+f.Value)
			}
			for _, g := range r.find(f.Value, false) {
				add(flat(g))
			}
		case picture.Serial:
			makers = append(makers, f.Name+" "+f.Value)
		case picture.Words:
			for _, g := range r.find(f.Name+": "+f.Value, false) {
				add(flat(g))
			}
		}
	}
	if len(makers) > 0 {
		add(finding{code: makerInFile, noun: "who or what made this file", what: strings.Join(makers, "; ")})
	}
	if len(d.edits) > 0 {
		add(finding{code: editsInFile, noun: "what was changed or remarked in this file", what: strings.Join(d.edits, "; ")})
	}
	for _, t := range d.texts {
		for _, f := range r.find(t, d.wrapped) {
			add(flat(f))
		}
		if r.held[name] {
			for _, f := range r.otherNames(t, false) {
				add(flat(f))
			}
		}
	}
}

// document is what could be read of a file: words, properties, and traces of its making.
type document struct {
	texts    []string
	facts    []picture.Fact
	edits    []string
	warnings []string
	wrapped  bool // lines end where the page does, not where a sentence does
	size     int  // of everything that was unpacked
}

// maxUnpacked bounds what a document may unpack to, maxNested how deep documents may lie in documents.
const (
	maxUnpacked = 64 << 20
	maxNested   = 2
)

func (d *document) warn(what string) {
	if !slices.Contains(d.warnings, what) {
		d.warnings = append(d.warnings, what)
	}
}

func (d *document) read(data []byte, depth int) {
	switch {
	case bytes.HasPrefix(data, []byte("%PDF-")):
		d.pdf(data)
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		d.archive(data, depth)
	case picture.FormatOf(data) != picture.Unknown:
		d.facts = append(d.facts, picture.Read(data)...)
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		d.warn("it is in a file format of old office programs, or locked with a password")
	case bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")):
		s, _ := source.UTF16(data) // text as Windows calls it "Unicode"
		d.texts = append(d.texts, s)
	case depth == 0:
		d.warn("passport cannot look into files of this kind")
	}
}
