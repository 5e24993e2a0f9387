package check

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
	"github.com/talent-passport/passport/schema"
)

// Schemas holds the compiled schemas of a person's files. Each is compiled when the first entry of
// its kind occurs, because compiling all of them costs more than checking a passport. It is safe for
// concurrent use, and meant to be kept: a second passport compiles nothing.
type Schemas struct {
	mu       sync.Mutex
	kinds    *jsonschema.Compiler // every schema as published
	root     *jsonschema.Compiler // passport.yaml, whose lists of entries are checked one by one
	loaded   map[string]bool
	compiled map[string]*jsonschema.Schema
	inlined  map[*jsonschema.Schema]bool // seen by inlineRefs, and never written to again

	docs sync.Map // name → map[string]any, for messages only: most passports need none

	countries func() map[string]string // folded name → code
	languages func() map[string]string // folded name → tag
	homes     func() map[string][]home // key → where it belongs
}

// NewSchemas returns schemas of which none is compiled yet.
func NewSchemas() *Schemas {
	s := &Schemas{
		kinds: newCompiler(), root: newCompiler(),
		loaded: map[string]bool{}, compiled: map[string]*jsonschema.Schema{},
		inlined:   map[*jsonschema.Schema]bool{},
		countries: sync.OnceValue(countryNames),
		languages: sync.OnceValue(languageNames),
	}
	s.homes = sync.OnceValue(s.findHomes)
	return s
}

// newCompiler returns a compiler that reads nothing but what it is given: its own loader would open
// any file that a $ref names.
//
// Before it compiles a schema, the module holds it against the meta-schema of its draft, which takes
// four times as long as everything else. The schemas are embedded and cannot be wrong at run time, and
// the tests of package schema do the same once, so a draft without a meta-schema is used here: the
// keywords of our schemas mean the same in every draft, and a test compares the verdicts.
func newCompiler() *jsonschema.Compiler {
	c := jsonschema.NewCompiler()
	c.Draft = &jsonschema.Draft{}
	c.LoadURL = func(url string) (io.ReadCloser, error) {
		return nil, errors.New("no schema is published at " + url)
	}
	// The 2020-12 meta-schema makes `format` a mere remark unless this is set. Dates, addresses, files
	// and references are not asserted here: Meaning says more about those than that they are wrong.
	c.AssertFormat = true
	maps.Copy(c.Formats, formats())
	c.RegisterExtension("x-open", nil, openList{})
	return c
}

// compile returns the schema at a place ("#", "#/$defs/translation") of the one of that name.
func (s *Schemas) compile(name, at string) *jsonschema.Schema {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := name + at
	if c, ok := s.compiled[key]; ok {
		return c
	}
	c := s.kinds
	if name == "passport" {
		c = s.root
		if !s.loaded["passport"] {
			s.add(c, "common", "root:common")
			for _, k := range passport.Kinds() {
				stub := `{"$defs":{"list":{"type":"array"},"translations":{"type":"array"}}}`
				mustAdd(c, schema.URL(k.Folder), []byte(stub))
			}
		}
	} else {
		s.add(c, "common", "common")
	}
	s.add(c, name, name)
	compiled, err := c.Compile(schema.URL(name) + at)
	if err != nil {
		panic(err) // the schemas are ours and embedded, and tests compile them all
	}
	inlineRefs(compiled, s.inlined)
	s.compiled[key] = compiled
	return compiled
}

func (s *Schemas) add(c *jsonschema.Compiler, name, as string) {
	if s.loaded[as] {
		return
	}
	s.loaded[as] = true
	data, ok := schema.Text(name)
	if !ok {
		panic("no schema is called " + name)
	}
	mustAdd(c, schema.URL(name), data)
}

// declaration names the draft of a schema; without it, the compiler's own draft holds.
const declaration = `"$schema": "https://json-schema.org/draft/2020-12/schema",`

func mustAdd(c *jsonschema.Compiler, url string, data []byte) {
	data = bytes.Replace(data, []byte(declaration), nil, 1)
	if err := c.AddResource(url, bytes.NewReader(data)); err != nil {
		panic(err)
	}
}

// inlineRefs puts what a reference leads to in the reference's place. Beside our references stand only
// titles and examples, and following each for each value is a third of the time that checking takes.
// A schema that was seen is in use, perhaps by others at this moment, and is left alone.
func inlineRefs(s *jsonschema.Schema, seen map[*jsonschema.Schema]bool) {
	if seen[s] {
		return
	}
	seen[s] = true
	target := func(p *jsonschema.Schema) *jsonschema.Schema {
		for p.Ref != nil {
			p = p.Ref
		}
		inlineRefs(p, seen)
		return p
	}
	for key, p := range s.Properties {
		s.Properties[key] = target(p)
	}
	if items, ok := s.Items.(*jsonschema.Schema); ok {
		s.Items = target(items)
	}
}

// doc is the text of a schema, for what a message quotes from it. Callers do not change it.
func (s *Schemas) doc(name string) map[string]any {
	if m, ok := s.docs.Load(name); ok {
		return m.(map[string]any)
	}
	data, _ := schema.Text(name)
	m := map[string]any{}
	if err := json.Unmarshal(data, &m); err != nil {
		panic(fmt.Errorf("the schema %s: %w", name, err))
	}
	actual, _ := s.docs.LoadOrStore(name, m)
	return actual.(map[string]any)
}

// Shape reports everything in a person's files that does not look like a passport: fields that do not
// exist, values of the wrong sort, words that a list does not have. Of files that could not be parsed it looks
// at what was read, and it leaves alone what [Meaning] has better advice for. The list is sorted.
func (s *Schemas) Shape(t *source.Tree) diag.List { return s.shape(t, nil) }

func (s *Schemas) shape(t *source.Tree, m *Memo) diag.List {
	if newerFormat(t) {
		return nil // Meaning says so; whatever else seems wrong may be right in the newer format
	}
	var jobs []job
	for _, lang := range slices.Sorted(maps.Keys(t.Roots)) {
		jobs = append(jobs, rootJob(t.Roots[lang]))
	}
	if f := t.File(passport.Layout().Private + "/passport.yaml"); f != nil {
		jobs = append(jobs, rootJob(f))
	}
	for _, name := range slices.Sorted(maps.Keys(t.Prose)) {
		f := t.Prose[name]
		jobs = append(jobs, job{file: f, node: f.Node, name: "about", at: "#", page: true})
	}
	told, parts := scattered(t)
	for _, it := range t.Items {
		if parts[it] {
			continue
		}
		j := job{file: it.File, node: it.Node, name: it.Section, at: "#", page: it.Origin == source.Paged}
		if it.Lang != "" {
			j.at = "#/$defs/translation"
		}
		jobs = append(jobs, j)
	}

	found := append(s.runAll(jobs, m), told...)
	found = append(found, listFiles(t)...)
	found = withoutConsequences(found, t.Problems)
	found.Sort()
	return found
}

// withoutConsequences takes out what Load has a better word for at the same place, or at one that its fix changes: a
// key that was glued to its value is no unknown field.
func withoutConsequences(found, before diag.List) diag.List {
	if len(found) == 0 || len(before) == 0 {
		return found
	}
	spans := map[string][]diag.Span{}
	for _, p := range before {
		spans[p.Span.File] = append(spans[p.Span.File], p.Span)
		if p.Fix == nil {
			continue
		}
		for _, e := range p.Fix.Edits {
			if e.Span.End > e.Span.Start {
				spans[e.Span.File] = append(spans[e.Span.File], e.Span)
			}
		}
	}
	return slices.DeleteFunc(found, func(p diag.Problem) bool {
		return slices.ContainsFunc(spans[p.Span.File], func(s diag.Span) bool {
			return p.Span.Start < s.End && s.Start < p.Span.End || p.Span == s
		})
	})
}

// job is one mapping to hold against one schema.
type job struct {
	file *source.File
	node *source.Node
	name string // of the schema
	at   string // of the place in it
	page bool   // front matter, which must be a mapping
}

func rootJob(f *source.File) job {
	j := job{file: f, node: f.Node, name: "passport", at: "#", page: true}
	if f.Lang != "" {
		j.at = "#/$defs/translation"
	}
	return j
}

// few is the number of jobs below which starting more than one goroutine costs more than it saves.
const few = 32

// runAll runs the jobs on all processors. Each batch has its own place in the result, so the order of
// work does not show.
func (s *Schemas) runAll(jobs []job, m *Memo) diag.List {
	batches := min(runtime.GOMAXPROCS(0), (len(jobs)+few-1)/few)
	if batches <= 1 {
		return s.run(jobs, m)
	}
	lists := make([]diag.List, batches)
	var wg sync.WaitGroup
	for i := range batches {
		part := jobs[i*len(jobs)/batches : (i+1)*len(jobs)/batches]
		wg.Go(func() { lists[i] = s.run(part, m) })
	}
	wg.Wait()
	return slices.Concat(lists...)
}

func (s *Schemas) run(jobs []job, m *Memo) diag.List {
	var found diag.List
	for _, j := range jobs {
		if j.node == nil || j.file.Broken && !j.file.Left {
			continue
		}
		here := m.check(s, j)
		if j.file.Broken {
			// What seems to be missing may well stand where the file cannot be read.
			here = slices.DeleteFunc(slices.Clone(here), func(p diag.Problem) bool { return p.Code == "missing-field" || p.Code == "no-fields" })
		}
		found = append(found, here...)
	}
	return found
}

// check holds one mapping against its schema.
func (s *Schemas) check(j job) diag.List {
	v := &visit{schemas: s, job: j}
	switch {
	case j.node.Kind == source.Null:
		if !j.page {
			v.emptyItem(j.node, nil)
		}
		return v.found
	case j.page && j.node.Kind != source.Map:
		v.notFields(j.node)
		return v.found
	}
	err := s.compile(j.name, j.at).Validate(value(j.node))
	if err == nil {
		return v.found
	}
	var invalid *jsonschema.ValidationError
	if !errors.As(err, &invalid) {
		panic(err) // a value that is not JSON, or a schema that loops: our mistake
	}
	v.explain(invalid)
	return v.found
}

// value is a node as a schema checks it. A key without a value counts as not written, because a
// starter file is full of those.
func value(n *source.Node) any {
	switch n.Kind {
	case source.Map:
		m := make(map[string]any, len(n.Pairs))
		for i := range n.Pairs {
			p := &n.Pairs[i]
			if p.Value.Kind == source.Null {
				continue
			}
			m[p.Key] = value(p.Value)
		}
		return m
	case source.Seq:
		l := make([]any, len(n.Items))
		for i, it := range n.Items {
			l[i] = value(it)
		}
		return l
	}
	return n.Interface()
}

// newerFormat reports whether a passport says it is written for a format that this program is too old for.
func newerFormat(t *source.Tree) bool {
	f := t.Roots[""]
	if f == nil {
		return false
	}
	n := f.Node.Get("schema")
	if n == nil || n.Kind != source.Int {
		return false
	}
	version, ok := n.Interface().(int64)
	return ok && version > Version
}

// listFiles reports list files (skills.yaml) that hold no list; Load found no entries in them.
func listFiles(t *source.Tree) diag.List {
	private := passport.Layout().Private + "/"
	langs := []string{""}
	for _, lang := range slices.Sorted(maps.Keys(t.Roots)) {
		if lang != "" {
			langs = append(langs, "."+lang)
		}
	}
	var found diag.List
	for _, k := range passport.Kinds() {
		for _, dir := range []string{"", private} {
			for _, lang := range langs {
				for _, ext := range []string{".yaml", ".yml"} {
					f := t.File(dir + k.Folder + lang + ext)
					if f == nil || f.Broken || f.Node == nil || f.Node.Kind == source.Seq || f.Node.Kind == source.Null {
						continue
					}
					found = append(found, notAListFile(k.Folder, f))
				}
			}
		}
	}
	return found
}

func notAListFile(section string, f *source.File) diag.Problem {
	p := diag.Problem{
		Code: "list-file", Severity: diag.Error,
		Message: fmt.Sprintf("%s is not a list, so no entry is found in it", f.Path),
		Span:    firstLine(f, f.Node.Span), Label: "no list begins here",
		Hint: `begin every entry with a hyphen, such as "- title: Wound care", and its other lines two spaces further in`,
	}
	if len(f.Node.Pairs) != 1 || f.Node.Pairs[0].Value.Kind != source.Seq {
		return p
	}
	inner := &f.Node.Pairs[0]
	if meant, _ := passport.Meant(inner.Key); inner.Key != section && meant != section {
		return p
	}
	p.Span, p.Label = inner.KeySpan, "one level too many"
	p.Hint = fmt.Sprintf(`take the line "%s:" away; the name of the file says it`, inner.Key)
	// Only when the list stands on lines of its own does taking the key's line away leave a list. The
	// edit spans the whole list, because every value in it gets another place.
	line := bytes.IndexByte(f.Data[inner.KeySpan.End:], '\n') + 1
	if line == 0 || strings.TrimSpace(string(f.Data[inner.KeySpan.End:inner.KeySpan.End+line])) != ":" {
		return p
	}
	whole := diag.Span{File: f.Path, Start: inner.KeySpan.Start, End: inner.Value.Span.End}
	p.Fix = rewrite(whole, string(f.Data[inner.KeySpan.End+line:whole.End]), fmt.Sprintf(`take the line "%s:" away`, inner.Key))
	return p
}
