// Package format is the seam between a passport and every foreign format: résumé formats, badges,
// exports of networks, feeds.
//
// # The seam
//
// A foreign format is one folder below this one, which exports one value of type [Format]:
//
//	var Format = &format.Format{
//		Name: "toy", Title: "Toy résumé", Tier: format.TierCommunity, …
//		Recognise: func(f *format.File) format.Match { … },   looks at the content, never at the name
//		Import:    func(f *format.File, in *format.Intake) { … },
//		Export:    func(e *site.Edition) []byte { … },
//	}
//
// and one line in the list of formats in package generator. Formats never import each other; what they
// share is here. All of it is pure: bytes in, values out, no disk, no clock, no network.
//
// # In
//
// A [File] is foreign bytes. It decodes text (UTF-8, UTF-16, Windows-1252, byte-order marks) and reads
// JSON, YAML, CSV, XML, HTML and ZIP within fixed limits of time and memory, all into the same trees of
// [source.Node] with the place of every value. An importer takes values out of such a tree through an
// [Intake]: in.Text(n), in.Date(n), in.Entry("experience", n). The intake remembers which values were
// taken, so the account writes itself: what is taken is kept, what could only be taken in part is
// changed, what nobody took goes under `extra` of the entry it belongs to, and what cannot even go there
// is lost, with the reason. An importer cannot forget to own up to a loss.
//
// [Import] runs an importer and finishes what it made: ids, employers with several positions joined,
// skills declared once, the source filled in.
//
// # Merge
//
// [Merge] compares what came in with a passport that is there already: new entries, known ones, and
// known ones to which it adds something. It never changes what a person wrote, so merging the same file
// twice changes nothing.
//
// # Out
//
// An exporter turns a [site.Edition], the public passport in one language with the addresses of its
// pages, into bytes. Nothing else reaches it, so nothing hidden can leave. [Observe] says what it kept,
// changed and lost: not by asking the exporter, but by running it on a copy of the passport in which
// every value is marked, and looking where the marks arrive.
//
// See README.md beside this file for how to add a format in an afternoon.
package format

import (
	"io"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/site"
)

// Format describes one foreign format and converts it.
type Format struct {
	// Name is the word on the command line, the folder, and the key under `extra`: "jsonresume".
	Name string
	// Title is what people call it, with the version that is written: "JSON Resume 1.3.1".
	Title string
	// About says in half a sentence what it is for: "résumé data that many tools and themes read".
	About string
	// Spec is the address of its specification.
	Spec string
	// Tier says how much can be relied on it.
	Tier Tier
	// Ext is the extension of its files, with the full stop, and MediaType their type on the web.
	Ext, MediaType string

	// Recognise says whether a file seems to be of this format, by its content. It is nil for a format
	// that is only exported. It must be cheap and must not report anything.
	Recognise func(f *File) Match
	// Import takes what the file says into a passport. It is nil for a format that is only exported.
	Import func(f *File, in *Intake)

	// Export returns the public passport in this format. It is nil for a format that is only imported,
	// or that is made of several documents.
	Export func(e *site.Edition) []byte
	// Path is where every build puts the result of Export, "resume.json"; "" for a format that is
	// exported by command only. Other languages stand in their folders: "pt/resume.json".
	Path string
	// Documents are the documents of a format that needs several, in every build, for one language.
	// Documents are rendered only when somebody asks for them.
	Documents func(e *site.Edition) []site.Document
	// Heads are links in the head of every page to what Path or Documents make, for one language: "feed.xml"
	// from its root. A head is left out when its document is not made.
	Heads []site.Alternate
	// Why explains losses and changes, by the field that is lost ("experience.evidence", or "evidence"
	// for that of every kind; the longest match counts, and "" is for all). What is not in it is "… has no field for it".
	Why map[string]string
}

// Tier says how well a format is kept.
type Tier uint8

// The tiers, most reliable first.
const (
	TierCore      Tier = iota // a failing test of it stops a release
	TierKept                  // its owners mend it with the next release
	TierCommunity             // given by somebody who needed it; help is welcome
)

// String is the tier in a word.
func (t Tier) String() string {
	switch t {
	case TierCore:
		return "core"
	case TierKept:
		return "kept"
	}
	return "community"
}

// Match is how sure a format is that a file is one of its own.
type Match uint8

// The matches. Of several formats the surest gets the file, of equally sure ones the first in the list.
const (
	No      Match = iota
	Perhaps       // nothing speaks against it: a CSV file with some header
	Likely        // it has the shape: a JSON object with "basics" or "work"
	Sure          // it says so itself: a $schema, a context, a namespace, a member's name in a ZIP
)

// DocumentsOf are the documents of the formats for one language of a site, and the links to them in the
// heads of pages. Nothing is rendered yet.
func DocumentsOf(list []*Format, x *site.Edition) (docs []site.Document, heads []site.Alternate) {
	made := map[string]bool{}
	for _, f := range list {
		if f.Path != "" {
			docs = append(docs, site.Document{Path: x.Prefix + f.Path, MediaType: f.MediaType, Render: func(w io.Writer) diag.List {
				// A writer that fails is noticed by its owner.
				_, _ = w.Write(f.Export(x))
				return nil
			}})
			made[x.Prefix+f.Path] = true
		}
		if f.Documents == nil {
			continue
		}
		more := f.Documents(x)
		docs = append(docs, more...)
		if len(f.Heads) == 0 {
			continue
		}
		for _, d := range more {
			made[d.Path] = true
		}
	}
	for _, f := range list {
		for _, h := range f.Heads {
			if made[x.Prefix+h.Href] {
				heads = append(heads, h)
			}
		}
	}
	return docs, heads
}

// Recognise returns the format of the list that fits a file best, nil for none.
func Recognise(list []*Format, f *File) *Format {
	var best *Format
	surest := No
	for _, x := range list {
		if x.Recognise == nil {
			continue
		}
		if m := x.Recognise(f); m > surest {
			best, surest = x, m
		}
	}
	return best
}
