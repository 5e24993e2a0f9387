package generator_test

import (
	"encoding/json"
	"testing"

	example "github.com/talent-passport/passport/content-example"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
	"github.com/talent-passport/passport/schema"
)

// keys collects the keys of a value, however deep.
func keys(n *source.Node, into map[string]bool) {
	if n == nil {
		return
	}
	for _, p := range n.Pairs {
		into[p.Key] = true
		keys(p.Value, into)
	}
	for _, it := range n.Items {
		keys(it, into)
	}
}

// fieldsOf collects the names of all fields in a schema, however deep, and those of its first level.
func fieldsOf(t *testing.T, name string) (all, first []string) {
	t.Helper()
	text, ok := schema.Text(name)
	if !ok {
		t.Fatalf("no schema %s", name)
	}
	var doc map[string]any
	if err := json.Unmarshal(text, &doc); err != nil {
		t.Fatal(err)
	}
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			if properties, ok := v["properties"].(map[string]any); ok {
				for key := range properties {
					all = append(all, key)
				}
			}
			for _, below := range v {
				walk(below)
			}
		case []any:
			for _, below := range v {
				walk(below)
			}
		}
	}
	walk(doc)
	if properties, ok := doc["properties"].(map[string]any); ok {
		for key := range properties {
			first = append(first, key)
		}
	}
	return all, first
}

// TestExampleUsesEveryField holds the example passport complete: it is the documentation of the format,
// so each field of the schemas stands in it, those that only one kind has in that kind, and it is
// written in all three layouts.
func TestExampleUsesEveryField(t *testing.T) {
	t.Parallel()
	tree := source.Load(example.FS, passport.Layout(), nil)
	used := map[string]bool{}
	byKind := map[string]map[string]bool{}
	layouts := map[source.Origin]int{}
	for _, root := range tree.Roots {
		keys(root.Node, used)
	}
	for _, f := range tree.Prose {
		keys(f.Node, used)
	}
	for _, it := range tree.Items {
		keys(it.Node, used)
		if byKind[it.Section] == nil {
			byKind[it.Section] = map[string]bool{}
		}
		keys(it.Node, byKind[it.Section])
		layouts[it.Origin]++
	}
	if len(tree.Items) < 45 || len(layouts) != 3 {
		t.Errorf("%d entries in the layouts %v", len(tree.Items), layouts)
	}
	kinds := map[string]int{} // in how many kinds a field is
	for _, k := range passport.Kinds() {
		_, first := fieldsOf(t, k.Folder)
		for _, key := range first {
			kinds[key]++
		}
	}
	for _, name := range schema.Names() {
		if name == "public" {
			continue
		}
		all, first := fieldsOf(t, name)
		for _, key := range all {
			if !used[key] {
				t.Errorf("nothing uses the field %s of %s", key, name)
			}
		}
		if byKind[name] == nil {
			continue
		}
		for _, key := range first {
			if kinds[key] < len(byKind)/2 && !byKind[name][key] {
				t.Errorf("nothing in %s uses the field %s", name, key)
			}
		}
	}
	for _, k := range passport.Kinds() {
		if byKind[k.Folder] == nil {
			t.Errorf("there is no %s", k.Name)
		}
	}
}
