package check

import (
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// field is a place in a person's files together with what the walk knows about it.
type field struct {
	key   string       // "start"; for an item of a list the key of the list
	node  *source.Node // the value as written
	in    *source.Node // the mapping it stands in; nil for an entry that is a plain string
	file  *source.File
	entry *passport.Entry // nil in passport.yaml's own settings
	outer *period         // of the entry or role around it

	translated bool // in a translation: only words count
	hidden     bool // no reader will see it
	settings   bool // person, site, id
}

// walkAll visits every value that was written, by the Go type of its field. It follows the nodes and
// not the decoded values, because what does not fit a type is left out of those.
func (c *checker) walkAll() {
	if f := c.tree.Roots[""]; f != nil {
		root := field{file: f, settings: true}
		c.walkKey(root, f.Node, "person", reflect.TypeFor[passport.Person]())
		c.walkKey(root, f.Node, "site", reflect.TypeFor[passport.Site]())
	}
	for lang, f := range c.tree.Roots {
		if lang != "" {
			root := field{file: f, settings: true, translated: true}
			c.walkKey(root, f.Node, "person", reflect.TypeFor[passport.Person]())
			c.walkKey(root, f.Node, "site", reflect.TypeFor[passport.Site]())
		}
	}
	for _, f := range c.tree.Prose {
		c.prose(field{file: f, hidden: f.Private, translated: f.Lang != ""}, f.Body)
	}
	for _, e := range c.pass.Entries {
		if e.Item == nil {
			continue
		}
		f := field{file: e.Item.File, entry: e, hidden: c.hidden(e), node: e.Item.Node}
		c.walkEntry(f, e.Kind, e.Item)
	}
	for _, it := range c.tree.Items {
		if it.Lang == "" {
			continue
		}
		kind := passport.KindOf(it.Section)
		if kind == nil {
			continue
		}
		e := c.entries[it.Section+"/"+passport.Fold(it.Name)]
		f := field{file: it.File, entry: e, hidden: it.Private || e != nil && c.hidden(e), translated: true, node: it.Node}
		c.walkEntry(f, kind, it)
	}
}

func (c *checker) walkEntry(f field, kind *passport.Kind, it *source.Item) {
	node := it.Node
	if it.File.Broken && !it.File.Left {
		node = nil // what there is of its fields follows from the mistake
	}
	common := plans()[reflect.TypeFor[passport.Entry]()]
	detail := plans()[reflect.TypeOf(kind.New()).Elem()]
	if node != nil && node.Kind == source.Map {
		inner := f
		inner.in = node
		if !f.translated {
			inner.outer = c.period(node)
			c.periodRules(f, node, inner.outer)
		}
		for i := range node.Pairs {
			pair := &node.Pairs[i]
			t := detail.keys[pair.Key]
			if t == nil {
				t = common.keys[pair.Key]
			}
			if t != nil {
				inner.key, inner.node = pair.Key, pair.Value
				c.walk(inner, t)
			}
		}
	} else if node != nil {
		f.key = "title"
		c.walk(f, reflect.TypeFor[passport.Text]())
	}
	f.key, f.node, f.in = "body", nil, node
	c.prose(f, it.Body)
}

func (c *checker) walkKey(f field, in *source.Node, key string, t reflect.Type) {
	if n := in.Get(key); n != nil {
		f.key, f.node, f.in = key, n, in
		c.walk(f, t)
	}
}

// walk calls the rules of the type, then goes into it.
func (c *checker) walk(f field, t reflect.Type) {
	n := f.node
	if n == nil || n.Kind == source.Null {
		return
	}
	if t.Kind() == reflect.Slice {
		if n.Kind != source.Seq {
			if t.Elem() == reflect.TypeFor[passport.SkillUse]() {
				c.skillsMeant(f)
			}
			return // that it is no list is told by Shape
		}
		c.listRules(f, t.Elem())
		for _, item := range n.Items {
			f.node = item
			c.walk(f, t.Elem())
		}
		return
	}
	scalar := n.Kind != source.Map && n.Kind != source.Seq
	switch t {
	case reflect.TypeFor[passport.Text]():
		if scalar {
			c.plain(f)
		}
		return
	case reflect.TypeFor[passport.Date]():
		if scalar && !f.translated {
			c.date(f)
		}
		return
	case reflect.TypeFor[passport.URL]():
		if scalar {
			c.url(f)
		}
		return
	case reflect.TypeFor[passport.Path]():
		if scalar {
			c.path(f)
		}
		return
	case reflect.TypeFor[passport.Ref]():
		if scalar && !f.translated {
			c.ref(f)
		}
		return
	case reflect.TypeFor[passport.Extra]():
		return
	}
	switch t.Kind() {
	case reflect.String:
		if scalar {
			c.text(f, n)
		}
	case reflect.Struct:
		c.walkStruct(f, t, scalar)
	}
}

func (c *checker) walkStruct(f field, t reflect.Type, scalar bool) {
	c.structRules(f, t)
	p := plans()[t]
	if p == nil {
		return
	}
	if scalar {
		if p.scalar != "" {
			f.key = p.scalar
			c.walk(f, p.keys[p.scalar])
		}
		return
	}
	if f.node.Kind != source.Map {
		return
	}
	inner := f
	inner.in = f.node
	switch f.node.Get("visibility").Str() {
	case string(passport.VisibilityPrivate), string(passport.VisibilityDraft):
		inner.hidden = true
	}
	if p.hasPeriod && !f.translated {
		own := c.period(f.node)
		c.periodRules(f, f.node, own)
		if !own.none() {
			inner.outer = own
		}
	}
	for i := range f.node.Pairs {
		pair := &f.node.Pairs[i]
		if ft := p.keys[pair.Key]; ft != nil {
			inner.key, inner.node = pair.Key, pair.Value
			c.walk(inner, ft)
		}
	}
}

// structRules are the rules about a whole that is more than its parts.
func (c *checker) structRules(f field, t reflect.Type) {
	if f.translated {
		return
	}
	switch t {
	case reflect.TypeFor[passport.Evidence]():
		c.evidence(f)
	case reflect.TypeFor[passport.Image]():
		c.image(f)
	case reflect.TypeFor[passport.Party]():
		c.party(f)
	}
}

// listRules are the rules about a list as a whole.
func (c *checker) listRules(f field, elem reflect.Type) {
	if elem == reflect.TypeFor[passport.SkillUse]() && !f.translated {
		c.skillList(f)
	}
}

// plan is what the walk needs to know of a struct type: its keys, the key that a plain value stands
// for, and whether it has a start and an end of its own.
type plan struct {
	keys      map[string]reflect.Type
	scalar    string
	hasPeriod bool
}

// plans holds the plan of every type that a passport's files can hold, made when first asked for.
var plans = sync.OnceValue(func() map[reflect.Type]*plan {
	all := map[reflect.Type]*plan{}
	addPlan(all, reflect.TypeFor[passport.Person]())
	addPlan(all, reflect.TypeFor[passport.Site]())
	addPlan(all, reflect.TypeFor[passport.Entry]())
	for _, k := range passport.Kinds() {
		addPlan(all, reflect.TypeOf(k.New()).Elem())
	}
	return all
})

func addPlan(all map[reflect.Type]*plan, t reflect.Type) {
	for t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || all[t] != nil {
		return
	}
	p := &plan{keys: map[string]reflect.Type{}}
	all[t] = p
	for i := range t.NumField() {
		sf := t.Field(i)
		key, options, _ := strings.Cut(sf.Tag.Get("key"), ",")
		if key == "" {
			continue
		}
		p.keys[key] = sf.Type
		if slices.Contains(strings.Split(options, ","), "scalar") {
			p.scalar = key
		}
		addPlan(all, sf.Type)
	}
	p.hasPeriod = p.keys["start"] != nil && p.keys["end"] != nil
}
