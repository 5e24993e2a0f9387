package check_test

import (
	"os"
	"testing"

	"github.com/talent-passport/passport/generator/check"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// BenchmarkMeaning asks every question about meaning of the example passport, read before.
func BenchmarkMeaning(b *testing.B) {
	tree := source.Load(os.DirFS("../../content-example"), passport.Layout(), nil)
	p := passport.Decode(tree)
	if len(p.Entries) == 0 {
		b.Skip("content-example has no entries")
	}
	b.ReportAllocs()
	for b.Loop() {
		check.Meaning(tree, p, today)
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(p.Entries)), "µs/entry")
}
