package jsonld_test

import (
	"fmt"
	"testing"
	"testing/fstest"

	"github.com/talent-passport/passport/generator/jsonld"
)

// BenchmarkEntries makes the block of every entry's page of a passport with 1,000 of them.
func BenchmarkEntries(b *testing.B) {
	p := publish(long(1000))
	g := graph(p)
	for b.Loop() {
		for _, e := range p.Entries {
			g.Entry(e, jsonld.PageInfo{})
		}
	}
}

// BenchmarkAll makes the whole graph of a passport with 1,000 entries.
func BenchmarkAll(b *testing.B) {
	g := graph(publish(long(1000)))
	for b.Loop() {
		g.All()
	}
}

// BenchmarkHome makes the block of the home page of a passport with 1,000 entries.
func BenchmarkHome(b *testing.B) {
	g := graph(publish(long(1000)))
	for b.Loop() {
		g.Home(jsonld.PageInfo{})
	}
}

// long is a passport with many entries.
func long(entries int) fstest.MapFS {
	fsys := fstest.MapFS{"passport.yaml": {Data: []byte("person: {name: Ana}\nsite: {url: \"https://ana.example/\"}\n")}}
	for i := range entries {
		fsys[fmt.Sprintf("experience/job-%d.md", i)] = &fstest.MapFile{Data: fmt.Appendf(nil, `---
title: Job %d
organization: Clinic %d
start: %d
end: 2024
skills: [skill-%d, skill-%d]
highlights:
  - {id: one, text: Did this., skills: [skill-%d], evidence: [{title: Sheet, url: "https://a.example/%d"}]}
---
What I did.
`, i, i%50, 1990+i%30, i%40, i%30, i%20, i)}
	}
	return fsys
}
