package picture

import (
	"fmt"
	"testing"
)

// BenchmarkClean cleans a photograph of twelve million pixels: one that is clean, one that tells something,
// and one that lies on its side as well.
func BenchmarkClean(b *testing.B) {
	photo := func(orientation int) []byte { return rich(b, orientation, 4000, 3008) }
	clean, _, err := Clean(photo(1))
	if err != nil {
		b.Fatal(err)
	}
	for name, data := range map[string][]byte{"clean": clean, "upright": photo(1), "aside": photo(6)} {
		b.Run(fmt.Sprintf("%s-%dMB", name, len(data)>>20), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := Clean(data); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
