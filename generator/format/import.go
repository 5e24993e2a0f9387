package format

import (
	"fmt"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// Options are what an import needs beyond the file.
type Options struct {
	Received passport.Date     // the day of the import, for `source`
	Columns  map[string]string // see Intake.Columns
	Kind     string            // what a row of a table is, "" to find out: "experience"
	Tables   []passport.Table  // how tables were understood before
}

// Imported is what came of a file.
type Imported struct {
	Format   *Format
	Passport *passport.Passport // entries have ids and sources; skills are declared
	Files    map[string][]byte  // files to be kept with it, by path in the passport
	Problems diag.List          // in the foreign file; errors mean that nothing can be used
	Account  Account
	Asks     []Question      // what a table leaves open; nothing is imported before it is answered
	Used     map[string]bool // the columns of Options that a table has

	texts map[string]*File
}

// Question is something that only the person can say about a table.
type Question struct {
	File    string   // the table
	Column  string   // which field is it? "" asks what a row is
	Example string   // of the column's values
	Guess   string   // what it may be; "" for no idea
	Fields  []string // what it can be
}

// Text gives printers the bytes of the foreign files that problems point into.
func (im *Imported) Text(name string) []byte {
	if f := im.texts[name]; f != nil {
		data, _ := f.Text()
		return data
	}
	return nil
}

// Import converts a file with a format. When the file cannot be read, the problems hold an error and the
// passport is empty.
func Import(x *Format, f *File, o Options) *Imported {
	in := newIntake(x, o)
	x.Import(f, in)
	in.texts[f.Name] = f
	im := &Imported{Format: x, Passport: in.Passport, Files: in.files, Asks: in.asks, Used: in.used, texts: in.texts}
	if in.problems.HasErrors() {
		im.Passport, im.Files = &passport.Passport{Schema: 1}, nil
	} else {
		in.finish(o)
		im.Account = in.account()
	}
	im.Problems = in.problems
	im.Problems.Sort()
	im.Problems = im.Problems.Dedupe()
	return im
}

// finish does what every import needs at its end.
func (in *Intake) finish(o Options) {
	in.dropEmpty()
	in.keepRest()
	in.join()
	in.name()
	for _, e := range in.Passport.Entries {
		if e.Source.By == "" {
			e.Source.By = in.format.Title
		}
		if e.Source.Received.IsZero() {
			e.Source.Received = o.Received
		}
	}
	in.settle()
}

// dropEmpty takes out entries that nothing names: a page of them would be empty.
func (in *Intake) dropEmpty() {
	gone := map[*passport.Entry]bool{}
	kept := in.Passport.Entries[:0]
	for _, e := range in.Passport.Entries {
		if e.Heading().Value != "" || e.Body != nil {
			kept = append(kept, e)
			continue
		}
		gone[e] = true
	}
	in.Passport.Entries = kept
	for n, e := range in.records {
		if gone[e] {
			eachLeaf(n, func(leaf *source.Node) {
				in.marks[leaf] = &mark{outcome: Lost, why: "nothing names the " + e.Kind.Name + " that it belongs to"}
			})
			in.Warn(n, CodeSkipped, fmt.Sprintf("nothing names this %s, so it was skipped", e.Kind.Name), "give it a title in the file, or write the entry yourself")
			delete(in.records, n)
		}
	}
}

// The most that is kept of one record for the way back. More is no field that was forgotten, it is
// another file.
const (
	maxExtraLeaves = 200
	maxExtraBytes  = 20_000
)

// keepRest puts what nobody took under `extra`: that of the entry whose record it lies in, else the
// passport's. Declarations such as $schema and name spaces say nothing about the person.
func (in *Intake) keepRest() {
	rest := map[*passport.Entry]any{}
	for _, root := range in.roots {
		in.sweep(root, nil, rest)
		if v := in.left(root, nil, true); v != nil {
			rest[nil] = joinRest(rest[nil], v)
		}
	}
	for e, v := range rest {
		m, ok := v.(map[string]any)
		if !ok {
			m = map[string]any{"values": v}
		}
		x := passport.Extra{in.format.Name: m}
		if e == nil {
			in.Passport.Extra = x
		} else {
			e.Extra = x
		}
	}
}

// sweep collects what is left in every record below a node.
func (in *Intake) sweep(n *source.Node, owner *passport.Entry, rest map[*passport.Entry]any) {
	if n == nil {
		return
	}
	if e := in.records[n]; e != nil {
		if to := in.moved[e]; to != nil {
			e = to // it became a position of another
		}
		if v := in.left(n, e, true); v != nil {
			rest[e] = joinRest(rest[e], v)
		}
		owner = e
	}
	for _, p := range n.Pairs {
		in.sweep(p.Value, owner, rest)
	}
	for _, it := range n.Items {
		in.sweep(it, owner, rest)
	}
}

func joinRest(a, b any) any {
	x, ok1 := a.(map[string]any)
	y, ok2 := b.(map[string]any)
	if !ok1 || !ok2 {
		if a == nil {
			return b
		}
		return a
	}
	again := map[string]any{}
	for k, v := range y {
		if _, there := x[k]; there {
			again[k] = v // of another record that is the same entry now
		} else {
			x[k] = v
		}
	}
	if len(again) > 0 {
		list, _ := x["more"].([]any)
		x["more"] = append(list, again)
	}
	return x
}

// left is what nobody took of a node, without the records of other entries below it; nil for nothing.
// What is too much to keep is lost.
func (in *Intake) left(n *source.Node, owner *passport.Entry, top bool) any {
	leaves, size := 0, 0
	in.eachLeft(n, owner, top, func(leaf *source.Node) { leaves++; size += len(leaf.Text) })
	if leaves == 0 {
		return nil
	}
	if leaves > maxExtraLeaves || size > maxExtraBytes {
		in.eachLeft(n, owner, top, func(leaf *source.Node) {
			in.marks[leaf] = &mark{outcome: Lost, why: "there is too much of it to keep", entry: owner}
		})
		return nil
	}
	v := in.copyLeft(n, owner, top)
	in.eachLeft(n, owner, top, func(leaf *source.Node) {
		in.marks[leaf] = &mark{entry: owner, to: "extra." + in.format.Name}
	})
	return v
}

func (in *Intake) eachLeft(n *source.Node, owner *passport.Entry, top bool, fn func(*source.Node)) {
	if n == nil || !top && in.records[n] != nil {
		return
	}
	switch n.Kind {
	case source.Map:
		for _, p := range n.Pairs {
			if !declaration(p.Key) {
				in.eachLeft(p.Value, owner, false, fn)
			}
		}
	case source.Seq:
		for _, it := range n.Items {
			in.eachLeft(it, owner, false, fn)
		}
	case source.Null:
	default:
		if strings.TrimSpace(n.Text) != "" && in.marks[n] == nil {
			fn(n)
		}
	}
}

func (in *Intake) copyLeft(n *source.Node, owner *passport.Entry, top bool) any {
	if n == nil || !top && in.records[n] != nil {
		return nil
	}
	switch n.Kind {
	case source.Map:
		m := map[string]any{}
		for _, p := range n.Pairs {
			if declaration(p.Key) {
				continue
			}
			if v := in.copyLeft(p.Value, owner, false); v != nil {
				m[p.Key] = v
			}
		}
		if len(m) == 0 {
			return nil
		}
		return m
	case source.Seq:
		var l []any
		for _, it := range n.Items {
			if v := in.copyLeft(it, owner, false); v != nil {
				l = append(l, v)
			}
		}
		if l == nil {
			return nil
		}
		return l
	case source.Null:
		return nil
	}
	if strings.TrimSpace(n.Text) == "" || in.marks[n] != nil {
		return nil
	}
	return n.Interface()
}

// declaration tells the keys with which a file says what it is: they are no part of what it says.
func declaration(key string) bool {
	switch key {
	case "$schema", "@schemaLocation", "@xmlns":
		return true
	}
	return strings.HasPrefix(key, "@xmlns:")
}

// eachLeaf calls fn for every value below a node that says something.
func eachLeaf(n *source.Node, fn func(*source.Node)) {
	switch {
	case n == nil || n.Kind == source.Null:
	case n.Kind == source.Map:
		for _, p := range n.Pairs {
			if !declaration(p.Key) {
				eachLeaf(p.Value, fn)
			}
		}
	case n.Kind == source.Seq:
		for _, it := range n.Items {
			eachLeaf(it, fn)
		}
	case strings.TrimSpace(n.Text) != "":
		fn(n)
	}
}

// account says what became of every value of the trees that were read.
func (in *Intake) account() Account {
	places := in.places()
	a := make(Account, 0, len(in.marks)+len(in.unread))
	for _, root := range in.roots {
		walkPointers(root, in.tables, "", func(n *source.Node, pointer string) {
			m := in.marks[n]
			if m == nil {
				m = &mark{outcome: Lost, why: "nobody asked for it"}
			}
			if m.ignored {
				return
			}
			l := Line{Outcome: m.outcome, Value: short(n.Text), Foreign: pointer, Why: m.why, Span: n.Span}
			if m.outcome != Lost {
				l.Ours = places.of(n, m)
			}
			a = append(a, l)
		})
	}
	return append(a, in.unread...)
}

// walkPointers calls fn for every value that says something, with its place below the root: "work[0].name",
// and in a table "row 3, Title".
func walkPointers(n *source.Node, tables map[*source.Node]*tableResult, at string, fn func(n *source.Node, pointer string)) {
	switch {
	case n == nil || n.Kind == source.Null:
	case n.Kind == source.Map:
		for _, p := range n.Pairs {
			if declaration(p.Key) {
				continue
			}
			below := p.Key
			if at != "" {
				below = at + "." + p.Key
			}
			walkPointers(p.Value, tables, below, fn)
		}
	case n.Kind == source.Seq && tables[n] != nil:
		for i, it := range n.Items {
			row := strings.TrimSpace(fmt.Sprintf("%s row %d", at, tables[n].rows[i]))
			for _, p := range it.Pairs {
				fn(p.Value, row+", "+p.Key)
			}
		}
	case n.Kind == source.Seq:
		for i, it := range n.Items {
			walkPointers(it, tables, fmt.Sprintf("%s[%d]", at, i), fn)
		}
	case strings.TrimSpace(n.Text) != "":
		fn(n, at)
	}
}

// places finds where in the passport a foreign value is.
type places struct {
	byNode map[*source.Node]string
	moved  map[*passport.Entry]*passport.Entry
	values map[*passport.Entry]map[string]string // by entry (nil: the person) and value
}

func (in *Intake) places() *places {
	pl := &places{byNode: map[*source.Node]string{}, moved: in.moved, values: map[*passport.Entry]map[string]string{}}
	look := func(e *passport.Entry, ptr any, prefix string) {
		values := map[string]string{}
		passport.Leaves(ptr, func(l passport.Leaf) {
			s := l.String()
			if s == "" || strings.HasPrefix(l.Path, "source.") {
				return
			}
			if n := l.At().Node; n != nil {
				if _, there := pl.byNode[n]; !there {
					pl.byNode[n] = prefix + l.Path
				}
			}
			if _, there := values[s]; !there {
				values[s] = prefix + l.Path
			}
		})
		pl.values[e] = values
	}
	look(nil, &in.Passport.Person, "person.")
	for _, e := range in.Passport.Entries {
		look(e, e, e.Ref().String()+" ")
	}
	return pl
}

func (pl *places) of(n *source.Node, m *mark) string {
	e := m.entry
	if to := pl.moved[e]; to != nil {
		e = to
	}
	if m.to != "" {
		switch {
		case e != nil:
			return e.Ref().String() + " " + m.to
		case m.to == "about.md" || strings.HasPrefix(m.to, "extra."):
			return m.to
		}
		return "person." + m.to
	}
	if at := pl.byNode[n]; at != "" {
		return at
	}
	if at := pl.values[e][strings.TrimSpace(n.Text)]; at != "" {
		return at
	}
	if e != nil {
		return e.Ref().String()
	}
	return "person"
}
