package format

import (
	"crypto/sha256"
	"fmt"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// Intake takes values out of a foreign tree and builds a passport of them. Every method takes a node,
// nil included, and marks it as taken; a node with nothing in it gives a zero value. Values remember
// where they were written in the foreign file.
//
// What nobody takes is put under `extra` of the entry whose record it lies in, or of the passport, and
// goes out again to the same format. What must not be kept is left out with [Intake.Drop].
type Intake struct {
	// Passport is what was taken so far. An importer fills Person itself; entries come from Entry.
	Passport *passport.Passport
	// Columns says which field a column of a table is, for formats that ask: "Job title" → "title".
	Columns map[string]string
	// Apart says that positions are not joined: the file says itself which are one.
	Apart bool
	// Kind is what a row of a table is, "" where that is to be found out.
	Kind string
	// Known says how tables were understood before.
	Known []passport.Table

	asks []Question
	used map[string]bool // of Columns

	format   *Format
	roots    []*source.Node
	marks    map[*source.Node]*mark
	records  map[*source.Node]*passport.Entry
	current  *passport.Entry            // the entry whose record is being read; nil for the person
	skills   map[string]*passport.Entry // declared, by id
	moved    map[*passport.Entry]*passport.Entry
	issued   map[*passport.Entry][]attachment
	files    map[string][]byte // attached, by path in the passport
	problems diag.List
	texts    map[string]*File // the files that problems may point into
	tables   map[*source.Node]*tableResult
	unread   Account // of members of a ZIP that nobody looked into
}

// mark is what became of a node.
type mark struct {
	outcome Outcome
	why     string
	entry   *passport.Entry
	ignored bool   // it says nothing about the person
	to      string // the place in the entry or person, where it is known better than by looking
}

func newIntake(x *Format, o Options) *Intake {
	return &Intake{
		Passport: &passport.Passport{Schema: 1}, Columns: o.Columns, Kind: o.Kind, Known: o.Tables, used: map[string]bool{}, format: x,
		marks: map[*source.Node]*mark{}, records: map[*source.Node]*passport.Entry{},
		skills: map[string]*passport.Entry{}, moved: map[*passport.Entry]*passport.Entry{},
		issued: map[*passport.Entry][]attachment{}, files: map[string][]byte{}, texts: map[string]*File{},
		tables: map[*source.Node]*tableResult{},
	}
}

// JSON reads a file as JSON and answers for every value in it. It returns nil when that fails; the
// problems are the intake's.
func (in *Intake) JSON(f *File) *source.Node { return in.answer(f, f.JSON) }

// YAML does the same for YAML.
func (in *Intake) YAML(f *File) *source.Node { return in.answer(f, f.YAML) }

// XML does the same for XML.
func (in *Intake) XML(f *File) *source.Node { return in.answer(f, f.XML) }

// CSV does the same for a table; the result is a list of rows.
func (in *Intake) CSV(f *File) *source.Node {
	return in.answer(f, func() (*source.Node, diag.List) { return in.table(f) })
}

func (in *Intake) table(f *File) (*source.Node, diag.List) {
	_, rows, found := f.CSV()
	if rows != nil {
		in.tables[rows] = f.table
	}
	return rows, found
}

// Tables reads several files as tables and answers for every value in them. The result is a mapping from
// the base name of a file to its rows; one that cannot be read is missing, and its problems are the
// intake's.
func (in *Intake) Tables(files []*File) *source.Node {
	all := &source.Node{Kind: source.Map}
	for _, f := range files {
		rows, found := in.table(f)
		in.Report(f, found...)
		if rows != nil {
			all.Pairs = append(all.Pairs, source.Pair{Key: f.Base(), Value: rows})
		}
	}
	in.roots = append(in.roots, all)
	return all
}

// Leave says that a member of a ZIP was not even looked into, and why.
func (in *Intake) Leave(f *File, why string) {
	in.texts[f.Name] = f
	in.unread = append(in.unread, Line{Outcome: Lost, Value: "the whole file", Foreign: f.Base(), Why: why, Span: diag.Span{File: f.Name}})
}

func (in *Intake) answer(f *File, read func() (*source.Node, diag.List)) *source.Node {
	root, found := read()
	in.Report(f, found...)
	if root != nil {
		in.roots = append(in.roots, root)
	}
	return root
}

// Answer adds a tree that an importer made itself, of a web page perhaps: its values are accounted for.
func (in *Intake) Answer(f *File, root *source.Node) {
	in.texts[f.Name] = f
	in.roots = append(in.roots, root)
}

// Report adds problems of a file.
func (in *Intake) Report(f *File, found ...diag.Problem) {
	in.texts[f.Name] = f
	in.problems = append(in.problems, found...)
}

// Ask says that nothing can be imported before a question is answered. Where is the place that raises it.
func (in *Intake) Ask(where diag.Span, q Question, message, hint string) {
	in.asks = append(in.asks, q)
	in.problems = append(in.problems, diag.Problem{Code: CodeColumn, Message: message, Hint: hint, Span: where})
}

// Column returns what was said of a column, whatever the case of its letters.
func (in *Intake) Column(name string) (field string, said bool) {
	for c, field := range in.Columns {
		if strings.EqualFold(strings.TrimSpace(c), name) {
			in.used[c] = true
			return field, true
		}
	}
	return "", false
}

// Warn adds a problem at a value: it is imported in part or not at all, and the rest goes on. Of one
// kind only the first fifty are told.
func (in *Intake) Warn(n *source.Node, code, message, hint string) {
	same := 0
	for _, p := range in.problems {
		if p.Code == code {
			same++
		}
	}
	if same >= maxFound {
		return
	}
	p := diag.Problem{Code: code, Severity: diag.Warning, Message: message, Hint: hint}
	if n != nil {
		p.Span = n.Span
	}
	in.problems = append(in.problems, p)
}

// Entry begins an entry that is made of a record: values taken from now on belong to it, and what is
// left of the record goes under its `extra`.
func (in *Intake) Entry(kind string, record *source.Node) *passport.Entry {
	k := passport.KindOf(kind)
	e := &passport.Entry{Kind: k, Detail: k.New()}
	in.Passport.Entries = append(in.Passport.Entries, e)
	in.Into(e, record)
	return e
}

// Into says that a further record belongs to an entry.
func (in *Intake) Into(e *passport.Entry, record *source.Node) {
	in.current = e
	if record != nil {
		in.records[record] = e
	}
}

// Person says that values taken from now on belong to the person.
func (in *Intake) Person() *passport.Person {
	in.current = nil
	return &in.Passport.Person
}

// Drop leaves a value or everything below it out for good, for a reason in words.
func (in *Intake) Drop(n *source.Node, why string) {
	eachLeaf(n, func(leaf *source.Node) { in.marks[leaf] = &mark{outcome: Lost, why: why, entry: in.current} })
}

// DropRest does the same with what nobody took yet.
func (in *Intake) DropRest(n *source.Node, why string) {
	eachLeaf(n, func(leaf *source.Node) {
		if in.marks[leaf] == nil {
			in.marks[leaf] = &mark{outcome: Lost, why: why, entry: in.current}
		}
	})
}

// Ignore says that what is below a node is the format's own book-keeping, which says nothing about the
// person: numbers of records, who changed them when. It is neither kept nor counted.
func (in *Intake) Ignore(n *source.Node) {
	eachLeaf(n, func(leaf *source.Node) {
		if in.marks[leaf] == nil {
			in.marks[leaf] = &mark{ignored: true}
		}
	})
}

// Keep says that a value was taken without being read: its meaning arrived in another way. To is its
// place in the passport, "" for the place that is found by itself.
func (in *Intake) Keep(n *source.Node, to string) {
	eachLeaf(n, func(leaf *source.Node) { in.marks[leaf] = &mark{entry: in.current, to: to} })
}

// Rest says of everything below a node that nobody took yet that it stands in a file that is kept whole.
// To is the field that names the file.
func (in *Intake) Rest(n *source.Node, to string) {
	eachLeaf(n, func(leaf *source.Node) {
		if in.marks[leaf] == nil {
			in.marks[leaf] = &mark{entry: in.current, to: to}
		}
	})
}

// Change says that a value that was taken arrived in another form.
func (in *Intake) Change(n *source.Node, why string) {
	if n != nil && n.Str() != "" {
		m := in.marks[n]
		if m == nil {
			m = &mark{entry: in.current}
			in.marks[n] = m
		}
		m.outcome, m.why = Changed, why
	}
}

// To says where in the passport a value that was taken is, for one that is written so differently that
// it cannot be found: "languages[2].level", from the entry or the person on.
func (in *Intake) To(n *source.Node, place string) {
	if m := in.marks[n]; m != nil {
		m.to = place
	}
}

// Taken reports whether a value was taken or left out already.
func (in *Intake) Taken(n *source.Node) bool { return in.marks[n] != nil }

// longSummary is the length, in bytes, from which a description is prose and no longer a summary.
const longSummary = 300

type use uint8

const (
	asIssued use = iota
	asSource
	asPicture
)

// settle gives the files beside entries their names, now that the entries have theirs.
func (in *Intake) settle() {
	for e, list := range in.issued {
		if e.ID == "" {
			continue // it was taken out: nothing names it
		}
		for _, a := range list {
			name := e.Kind.Folder + "/" + e.ID + a.ext
			in.files[name] = a.data
			path := passport.Path{Written: name, Full: name}
			switch a.use {
			case asSource:
				e.Source.File, e.Source.SHA256 = path, fmt.Sprintf("%x", sha256.Sum256(a.data))
			case asPicture:
				e.Image.Src = path
			case asIssued:
				switch d := e.Detail.(type) {
				case *passport.Credential:
					d.File = path
				case *passport.Endorsement:
					d.File = path
				}
			}
		}
	}
}
