package passport

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/talent-passport/passport/generator/source"
)

// TestMemo edits a passport full of secrets at random, hundreds of times, and compares what a memo makes of
// it with what is made without one.
func TestMemo(t *testing.T) {
	t.Parallel()
	names := slices.Sorted(maps.Keys(canaries))
	edits := []func(string) string{
		func(s string) string { return s },
		func(s string) string { return strings.ReplaceAll(s, "shown", "seen") },
		func(s string) string { return strings.Replace(s, "---\n", "---\nvisibility: draft\n", 1) },
		func(s string) string { return strings.Replace(s, "---\n", "---\nvisibility: public\n", 1) },
		func(s string) string { return strings.Replace(s, "---\n", "---\nformerly: [older]\n", 1) },
		func(s string) string { return strings.ReplaceAll(s, "canary-claim", "other-claim") },
		func(s string) string { return strings.ReplaceAll(s, "visibility: private", "visibility: unlisted") },
		func(s string) string { return strings.ReplaceAll(s, "wound-care", "canary-craft") },
		func(s string) string { return strings.ReplaceAll(s, "Wound care", "Dressings") },
		func(s string) string { return strings.ReplaceAll(s, "dates: full", "dates: years") },
	}
	r := rand.New(rand.NewPCG(1, 2))
	files := maps.Clone(canaries)
	var memo Memo
	var cache source.Cache
	last := map[string]*fstest.MapFile{}
	audiences := []Audience{{}, {}, {}, {Drafts: true, Private: true}}
	kept := 0
	steps := 150
	if testing.Short() {
		steps = 15
	}
	for step := range steps {
		if name := names[r.IntN(len(names))]; r.IntN(6) == 0 && name != "passport.yaml" {
			delete(files, name)
		} else {
			files[name] = edits[r.IntN(len(edits))](canaries[name])
		}
		fsys := fstest.MapFS{}
		for name, text := range files {
			if f := last[name]; f == nil || string(f.Data) != text {
				last[name] = &fstest.MapFile{Data: []byte(text)}
			}
			fsys[name] = last[name]
		}
		tree := source.Load(fsys, Layout(), &cache)
		want, got := Decode(tree), memo.Decode(tree)
		if diff := cmp.Diff(want.Entries, got.Entries, memoOptions); diff != "" {
			t.Fatalf("step %d: decoded (-want +got)\n%s", step, diff)
		}
		kept += len(memo.published)
		a := audiences[r.IntN(len(audiences))]
		x, y := want.Publish(a, now), memo.Publish(got, a, now)
		for _, lang := range x.Langs {
			v, w := x.In(lang), y.In(lang)
			if diff := cmp.Diff(v.Entries, w.Entries, memoOptions) + cmp.Diff(v.Unlisted, w.Unlisted, memoOptions); diff != "" {
				t.Fatalf("step %d, %q for %+v: published (-want +got)\n%s", step, lang, a, diff)
			}
			if diff := cmp.Diff(derived(v), derived(w), memoOptions, byRef); diff != "" {
				t.Fatalf("step %d, %q for %+v: derived (-want +got)\n%s", step, lang, a, diff)
			}
		}
	}
	if kept == 0 {
		t.Error("nothing was ever known from before")
	}
}

// derived is everything about a view but its entries.
func derived(p *Public) any {
	var facts []*Facts
	for _, e := range slices.Concat(p.Entries, p.Unlisted) {
		facts = append(facts, p.facts[e])
	}
	return []any{p.Person, p.Site, p.About, p.Skills, p.Files, p.Folded, p.Told, facts}
}

// byRef compares entries by their refs alone.
var byRef = cmp.Options{
	cmp.Comparer(func(a, b *Entry) bool { return a == nil && b == nil || a != nil && b != nil && a.key() == b.key() }),
}

var memoOptions = cmp.Options{
	cmp.AllowUnexported(Facts{}, claimFacts{}),
	cmpopts.IgnoreFields(Facts{}, "card"),
	cmp.Comparer(func(a, b *source.Node) bool { return a == b }),
	cmp.Comparer(func(a, b *source.Body) bool {
		return a == nil && b == nil || a != nil && b != nil && a.Source() == b.Source()
	}),
	cmp.Comparer(func(a, b *source.File) bool {
		return a == b || a != nil && b != nil && a.Path == b.Path && a.Private == b.Private && string(a.Data) == string(b.Data)
	}),
	cmp.Comparer(func(a, b *Kind) bool { return a == b }),
}
