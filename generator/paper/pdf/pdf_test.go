package pdf

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

func face(tb testing.TB) *Font {
	tb.Helper()
	data, err := os.ReadFile("../fonts/SourceSerif4-Regular.ttf")
	if err != nil {
		tb.Fatal(err)
	}
	f, err := ParseFont("Face", data)
	if err != nil {
		tb.Fatal(err)
	}
	return f
}

// A subset has the outlines and widths of the glyphs that it was asked for, composites whole, and no others
// but their components.
func TestSubset(t *testing.T) {
	t.Parallel()
	f := face(t)
	d := New(Info{})
	d.Page(100, 100)
	d.Text(0, 10, f, 10, Color{}, "Inês Łódź Київ Ελλ")
	u := d.fonts[0]
	small := f.subset(u.list)
	if len(small) > 40_000 {
		t.Errorf("a subset of %d glyphs has %d bytes", len(u.list), len(small))
	}
	// A document needs no map of characters, so the reader of fonts is given the one of another font.
	tables := map[string]bool{}
	for i := range int(small[5]) {
		tables[string(small[12+16*i:16+16*i])] = true
	}
	for _, name := range []string{"glyf", "head", "hhea", "hmtx", "loca", "maxp"} {
		if !tables[name] {
			t.Errorf("the subset has no table %s", name)
		}
	}
	if sum := checksum(small); sum != 0xB1B0AFBA {
		t.Errorf("the sum of the file is %08X", sum)
	}
	var buf sfnt.Buffer
	for _, r := range "êŁї" {
		id, err := f.parsed.GlyphIndex(&buf, r)
		if err != nil || u.number[id] == 0 {
			t.Errorf("%c is not in the subset: %v", r, err)
		}
	}
}

func TestParseFontRefuses(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("../fonts/SourceSerif4-Regular.ttf")
	if err != nil {
		t.Fatal(err)
	}
	cut := bytes.Clone(data)
	copy(cut[12:], "none") // the first table has another name
	for name, d := range map[string][]byte{"nothing": nil, "words": []byte("not a font"), "the beginning of one": data[:2000]} {
		if _, err := ParseFont("x", d); err == nil {
			t.Errorf("%s was read as a font", name)
		}
	}
	if _, err := ParseFont("x", cut); err != nil && !strings.HasPrefix(err.Error(), "font x: ") {
		t.Errorf("the error does not name the font: %v", err)
	}
}

// FuzzParseFont holds the reader of fonts, and what is made of them, to errors instead of panics.
func FuzzParseFont(f *testing.F) {
	f.Add([]byte("not a font"))
	f.Add([]byte("\x00\x01\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00glyf\x00\x00\x00\x00\x00\x00\x00\x1c\x00\x00\x00\x04\x00\x00\x00\x00"))
	f.Fuzz(func(_ *testing.T, data []byte) {
		if font, err := ParseFont("x", data); err == nil {
			font.subset([]sfnt.GlyphIndex{0})
		}
	})
}

func TestMeasure(t *testing.T) {
	t.Parallel()
	f, d := face(t), New(Info{})
	var buf sfnt.Buffer
	want := 0.0
	for _, r := range "nnn" {
		id, _ := f.parsed.GlyphIndex(&buf, r)
		a, err := f.parsed.GlyphAdvance(&buf, id, fixed.I(f.units), font.HintingNone)
		if err != nil {
			t.Fatal(err)
		}
		want += float64(a.Round()) / float64(f.units) * 10
	}
	if got := d.Measure(f, 10, "nnn"); got < want-0.2 || got > want+0.2 {
		t.Errorf("three letters measure %.2f, want %.2f", got, want)
	}
	if kerned, apart := d.Measure(f, 10, "AV"), d.Measure(f, 10, "A")+d.Measure(f, 10, "V"); kerned >= apart {
		t.Errorf("AV is not kerned: %.2f, apart %.2f", kerned, apart)
	}
	if a, b := d.Measure(f, 10, "2019\u00a0–\u202f2020"), d.Measure(f, 10, "2019 – 2020"); a != b {
		t.Errorf("spaces that do not break measure %.2f, others %.2f", a, b)
	}
}

func TestStrings(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"a (b) \\": `(a \(b\) \\)`, "ê": "<FEFF00EA>", "🥖": "<FEFFD83EDD56>", "": "()",
	} {
		if got := str(in); got != want {
			t.Errorf("str(%q) = %s, want %s", in, got, want)
		}
	}
	if got := ascii("https://a.example/ê)"); got != `(https://a.example/%C3%AA\))` {
		t.Errorf("address: %s", got)
	}
	if got := name("application/ld+json"); got != "application#2Fld#2Bjson" {
		t.Errorf("name: %s", got)
	}
	if got := []string{num(1), num(0.5), num(-0.0001), num(12.34567)}; strings.Join(got, " ") != "1 0.5 0 12.346" {
		t.Errorf("numbers: %v", got)
	}
}
