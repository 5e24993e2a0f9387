package generator_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/talent-passport/passport/generator"
)

// BenchmarkPictures builds a passport with six photographs of six million pixels each into a new folder:
// with nothing in the cache, with everything in it, and without one.
func BenchmarkPictures(b *testing.B) {
	dir := b.TempDir()
	files := synthetic(12)
	for i := range 6 {
		files[fmt.Sprintf("media/photo-%d.jpg", i)] = &fstest.MapFile{Data: photograph(b, 3000, 2000, i)}
		files[fmt.Sprintf("projects/photo-%d.md", i)] = &fstest.MapFile{Data: fmt.Appendf(nil,
			"---\ntitle: Photo %d\nimage: {src: ../media/photo-%d.jpg, alt: A photo}\nfeatured: true\n---\n", i, i)}
	}
	write(b, dir, files)
	full := b.TempDir()
	for _, run := range []struct {
		name  string
		cache func() string
	}{
		{"cold", b.TempDir}, {"warm", func() string { return full }}, {"none", func() string { return "" }},
	} {
		b.Run(run.name, func(b *testing.B) {
			if run.name == "warm" {
				buildInto(b, dir, filepath.Join(b.TempDir(), "public"), full)
			}
			for i := 0; b.Loop(); i++ {
				b.StopTimer()
				out, cache := filepath.Join(b.TempDir(), fmt.Sprint(i)), run.cache()
				b.StartTimer()
				buildInto(b, dir, out, cache)
			}
		})
	}
}

func buildInto(b *testing.B, dir, out, cache string) {
	b.Helper()
	built, err := generator.NewBuilder(generator.Options{Now: today, Version: "test", Cache: cache}).Build(dir, generator.BuildOptions{Out: out})
	if err != nil {
		b.Fatal(err)
	}
	if !built.Written {
		b.Fatalf("not written: %v", built.Problems)
	}
}

// photograph is a JPEG with as much in it as a photograph has.
func photograph(tb testing.TB, w, h, seed int) []byte {
	tb.Helper()
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.SetRGBA(x, y, color.RGBA{uint8((x+seed*40)*y>>9) & 0xF8, uint8(x>>4 + y>>3), uint8(x * 7 >> 5), 255})
		}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, &jpeg.Options{Quality: 90}); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}
