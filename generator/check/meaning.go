// Package check finds everything that is wrong in a person's files.
//
// There are two questions. [Shape] asks whether the files look like a passport: it holds every mapping
// against the published schema of its kind. [Meaning] asks whether what they say can be true and safe:
// references, dates, addresses, evidence, privacy. Both report and change nothing; [Fix] chooses, from
// what they found, the edits that mend the files without a decision that is the person's to take.
//
// One rule decides severity: only what would make a page untrue or unsafe is an error. Everything else
// is a warning or a note, and publishes. A problem that follows from an earlier one is not reported:
// nothing is missing from a file that could not be read.
//
// Rules live in one file per subject (refs.go, dates.go, links.go, …), their documentation in
// explain/<subject>.md. Where a rule is about a type of field — every date, every address, every text —
// it hangs on the walk in walk.go, so that a new kind is checked as soon as its type exists.
package check

import (
	"path"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// Version is the newest version of the file format that this program knows.
const Version = 1

// Meaning reports everything in a passport that cannot be true, is unsafe, leads nowhere, or would
// surprise its author. The tree is what p was decoded from; now decides what has expired and what lies
// in the future.
func Meaning(t *source.Tree, p *passport.Passport, now passport.Moment) diag.List {
	c := &checker{tree: t, pass: p, now: now}
	if c.newerSchema() {
		// Whatever else seems wrong may be right in the newer format.
		return c.list
	}
	c.leaveScattered()
	c.index()
	c.walkAll()
	c.ids()
	c.entriesAsWholes()
	c.skills()
	c.log()
	c.person()
	c.siteSettings()
	c.translations()
	c.words()
	c.unusedFiles()
	c.list.Sort()
	return c.list.Dedupe()
}

// checker is one run of Meaning: what it reads, what it looked up once, and what it found.
type checker struct {
	tree *source.Tree
	pass *passport.Passport
	now  passport.Moment
	list diag.List

	entries   map[string]*passport.Entry // by ref without claim: "projects/river-app"
	claims    map[*passport.Entry]map[string]claim
	paths     map[string]bool     // every file of the passport
	byFold    map[string][]string // files by path, letter case folded
	byBase    map[string][]string // files by their last element, letter case folded
	broken    map[string]bool     // "projects/river-app" or "projects": could not be read, so nothing is missing from it
	told      map[string]bool     // files with which something was wrong already when they were read
	scattered map[string]bool     // sections of which a list is scattered
	used      map[string]bool     // files that something refers to
	foreign   map[string][]use    // skills that are named but not declared, by folded name
	order     []string            // keys of foreign, as first seen
	shown     map[*passport.Entry]bool
	// skills of which a narrower one is shown; made when first asked for, once shown is known
	partShown map[*passport.Entry]bool
	names     []string // everything by which a declared skill may be called; made when first asked for
}

// claim is a highlight or role with an id.
type claim struct {
	text string
	node *source.Node
}

// use is a place that names a skill.
type use struct {
	field field
	name  string
}

func (c *checker) add(p diag.Problem) { c.list = append(c.list, p) }

// index looks up once what many rules ask for.
func (c *checker) index() {
	c.entries = make(map[string]*passport.Entry, len(c.pass.Entries))
	c.claims = make(map[*passport.Entry]map[string]claim, len(c.pass.Entries))
	c.paths = map[string]bool{}
	c.byFold = map[string][]string{}
	c.byBase = map[string][]string{}
	c.broken = map[string]bool{}
	c.used = map[string]bool{}
	c.foreign = map[string][]use{}
	c.shown = map[*passport.Entry]bool{}
	c.told = map[string]bool{}

	for _, e := range c.pass.Entries {
		key := e.Kind.Folder + "/" + e.ID
		if c.entries[key] == nil {
			c.entries[key] = e
		}
		if e.Item != nil {
			c.claims[e] = claimsOf(e.Item.Node)
		}
	}
	seen := func(f *source.File) {
		if f != nil {
			c.file(f.Path)
			if f.Broken {
				c.breaks(f.Path)
			}
		}
	}
	for _, f := range c.tree.Roots {
		seen(f)
	}
	for _, files := range []map[string]*source.File{c.tree.Prose, c.tree.Words} {
		for _, f := range files {
			seen(f)
		}
	}
	for _, it := range c.tree.Items {
		seen(it.File)
	}
	for _, a := range c.tree.Assets {
		c.file(a.Path)
	}
	for section := range c.scattered {
		c.broken[section] = true
	}
	for _, k := range passport.Kinds() {
		for _, ext := range []string{".yaml", ".yml"} {
			f := c.tree.File(k.Folder + ext)
			seen(f)
			if f != nil && f.Node != nil && f.Node.Kind != source.Seq && f.Node.Kind != source.Null {
				c.breaks(f.Path) // that it is no list is told by Shape
			}
		}
	}
	// A page that could not be parsed may have left no item: the problems say which files are broken.
	for _, p := range c.tree.Problems {
		c.told[p.Span.File] = true
		if f := c.tree.File(p.Span.File); p.Severity == diag.Error && p.Span.File != "" && (f == nil || f.Broken) {
			c.file(p.Span.File)
			c.breaks(p.Span.File)
		}
	}
}

// file takes a file into the lists of files.
func (c *checker) file(name string) {
	if c.paths[name] {
		return
	}
	c.paths[name] = true
	full, base := strings.ToLower(name), strings.ToLower(path.Base(name))
	c.byFold[full] = append(c.byFold[full], name)
	c.byBase[base] = append(c.byBase[base], name)
}

// breaks notes that a file could not be read, so that what it may hold is not reported as missing.
func (c *checker) breaks(name string) {
	name = strings.TrimPrefix(name, ".private/")
	dir, base := path.Split(name)
	base = strings.TrimSuffix(base, path.Ext(base))
	stem, _, _ := strings.Cut(base, ".")
	switch {
	case dir == "":
		c.broken[stem] = true
	default:
		c.broken[strings.TrimSuffix(dir, "/")+"/"+passport.Fold(stem)] = true
	}
}

// mayExist reports whether an entry could lie in a file that was not readable.
func (c *checker) mayExist(kind, id string) bool {
	return c.broken["passport"] || c.broken[kind] || c.broken[kind+"/"+id]
}

// point is an empty span at the beginning of another, for what is missing there.
func point(s diag.Span) diag.Span { return diag.Span{File: s.File, Start: s.Start, End: s.Start} }
