package privacy

import (
	"bytes"
	"compress/zlib"
	"strings"
	"testing"
	"time"

	"github.com/talent-passport/passport/generator/diag"
)

func fuzzReview() *Review {
	return &Review{own: &own{self: []string{"Ana Beispiel"}, first: map[string]bool{}}, texts: map[string][]byte{}, past: map[string]*past{}, held: map[string]bool{"f": true}}
}

// FuzzText: places lie inside the text, in order, without overlaps, and the words are those of the place.
func FuzzText(f *testing.F) {
	for _, s := range []string{
		"I was born on 17 May 1984, tel. +351 912 345 678", "DE89 3704 0044 0532 0130 00", "My father's dementia, Mrs Duarte, patient",
		"12345678Z a@b.example ghp_abcdefghijklmnopqrstuvwxyz0123456789", "\n\n\xff\xfe é 1-1-1-1", strings.Repeat("1 ", 9000),
	} {
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, s string, wrapped bool) {
		last := 0
		for _, x := range (text{wrapped: wrapped, own: &own{first: map[string]bool{}}}).find(s) {
			if x.start < last || x.end <= x.start || x.end > len(s) {
				t.Fatalf("%q: %d to %d after %d of %d", x.code, x.start, x.end, last, len(s))
			}
			if got := s[x.start:x.end]; got != x.what && strings.ReplaceAll(got, "\n", " ") != x.what {
				t.Errorf("%q is at the place of %q", got, x.what)
			}
			last = x.end
		}
	})
}

// FuzzDocument: no file stops a review, or makes it unpack more than it may.
func FuzzDocument(f *testing.F) {
	f.Add([]byte("%PDF-1.4\n1 0 obj << /Author (A) >> endobj 2 0 obj << /Type /Page /Parent 2 0 R /Contents [3 0 R] >> endobj\n3 0 obj << /Length 9 >> stream\nBT (x) Tj\nendstream endobj"))
	f.Add([]byte("%PDF-1.5\n1 0 obj << /Type /ObjStm /N 1 /First 4 >> stream\n7 0 << /Title (x) >>\nendstream endobj\n9 0 obj <</Filter[/A85/Fl]>> stream\n~>endstream"))
	// Numbers that no offset holds.
	f.Add([]byte("%PDF-0 0 obj<</Type/ObjStm/First 10000000000000000000"))
	f.Add([]byte("%PDF-1.5\n1 0 obj << /Length 10000000000000000000 >> stream\nx\nendstream"))
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte("\x00\x00\x00\x18ftypheic....Exif\x00\x00MM\x00*\x00\x00\x00\x08"))
	f.Fuzz(func(t *testing.T, data []byte) {
		d := &document{}
		d.read(data, 0)
		if d.size > maxUnpacked {
			t.Errorf("unpacked %d bytes", d.size)
		}
		r := fuzzReview()
		r.document("f", data, func(x finding) { r.list = append(r.list, r.problem(x, diag.Span{File: "f"})) })
	})
}

func FuzzPDFLetters(f *testing.F) {
	f.Add([]byte("1 beginbfrange <0001> <0003> <0041> endbfrange 1 beginbfchar <05> <00e9> endbfchar"), []byte("\x00\x01\x05"))
	f.Fuzz(func(t *testing.T, table, s []byte) {
		font := &pdfFont{letters: lettersOf(table), wide: len(s)%2 == 0}
		_ = font.text(pdfString(s))
		if len(font.letters) > 1<<17 {
			t.Errorf("%d letters", len(font.letters))
		}
	})
}

func FuzzCredential(f *testing.F) {
	f.Add(`{"credentialSubject": [{"name": "Karl"}]}`, true)
	f.Add("This is to certify that KARL BEISPIEL passed", false)
	f.Fuzz(func(t *testing.T, s string, isJSON bool) {
		for _, x := range fuzzReview().otherNames(s, isJSON) {
			if x.start < 0 || x.end > len(s) || x.start > x.end {
				t.Errorf("%d to %d of %d", x.start, x.end, len(s))
			}
		}
	})
}

// large are files of one size that make a careless reader slow, or run out of memory.
func large(t testing.TB, size int) map[string]string {
	var bomb bytes.Buffer
	z := zlib.NewWriter(&bomb)
	for range 200 {
		if _, err := z.Write(make([]byte, 1<<20)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	fill := func(s string) string { return strings.Repeat(s, size/len(s)) }
	return map[string]string{
		"prose.md":  fill("On 4 May 2016 the ward had 26 beds, and a man from the works mended radiator no. 7 for 84.20 euros; nobody had asked him to.\n"),
		"names.md":  fill("On 4 May 2016 the ward had 26 beds, and Mr Collins mended radiator no. 7 for 84.20 euros; nobody had dementia.\n"),
		"table.csv": fill("2024-01-01,1234567890,55.5,abc def,+,9780306406157,x@y\n"), "digits.txt": fill("7"), "word.txt": fill("a"),
		"bomb.pdf": "%PDF-1.5\n1 0 obj << /Type /Metadata /Filter /FlateDecode >> stream\n" + bomb.String() + "\nendstream endobj\n" +
			"2 0 obj << /Type /EmbeddedFile /Filter /FlateDecode >> stream\n" + bomb.String() + "\nendstream endobj\n",
		"open.pdf": "%PDF-1.4\n" + fill("1 0 obj << /A [ "), "strings.pdf": "%PDF-1.4\n1 0 obj (" + fill("("),
	}
}

// TestLarge: no file takes long, and none is unpacked to more than a document may hold.
func TestLarge(t *testing.T) {
	if testing.Short() {
		t.Skip("one long computation, in which nothing could race")
	}
	for name, data := range large(t, 2<<20) {
		start := time.Now()
		r := fuzzReview()
		r.File(name, []byte(data))
		if took := time.Since(start); took > time.Minute {
			t.Errorf("%s took %v", name, took)
		}
	}
}

// BenchmarkLarge searches files of 50 MB.
func BenchmarkLarge(b *testing.B) {
	for name, data := range large(b, 50<<20) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				r := fuzzReview()
				r.File(name, []byte(data))
			}
		})
	}
}
