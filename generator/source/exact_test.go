package source

import (
	"strings"
	"testing"
)

// FuzzScalarPlaces holds the second reading of scalars to the first: in what the YAML module accepts,
// no value's places are a guess. Behind anchors and tags, which nobody writes by accident, they may be one.
func FuzzScalarPlaces(f *testing.F) {
	for _, s := range []string{"a: |\n  x\n\n   y\n", "a: >\n  x\n   y\n\n  z\n", "a: >-\n\n  x\n\n\n", "a: |+\n  x\n \n  \n", "a: |3\n    x\n   y\n", "a: x\n\n  y  \n  z\n", "a: 'x\n\n   y''z '\n", "a: \"x \\\n  y\\u00e9\\x41 \n\n z\\\"\"\n", "- |\n x\n-\n", "a: |\n  x\n  \n   ", "a: >\n \n  x", "a: |\n  x\u2028y\u0085z\n", "a: |-\n\tx\n", "a: >2\n    x\n  y\n", "k: [a\n b, 'c\n d']\n", "a: ! x y\n", "&0:,"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text, base, ps := decode("a.yaml", []byte(s))
		if text == nil || base > 0 || len(ps) > 0 || len(s) > 3000 {
			return
		}
		doc, err := loadYAML(text)
		if err != nil || len(doc.Content) == 0 {
			return
		}
		c := newConverter(region{"a.yaml", text, 0})
		c.guessed = func(value string) {
			if !strings.ContainsAny(s, "&!") {
				t.Fatalf("the places of %q in %q are a guess", value, s)
			}
		}
		c.node(doc.Content[0], 0)
	})
}
