package format_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/format"
)

func zipOf(t *testing.T, members map[string]string) *format.File {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, text := range members {
		m, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := m.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return format.NewFile("export.zip", b.Bytes())
}

func codes(list diag.List) []string {
	var out []string
	for _, p := range list {
		out = append(out, p.Code)
	}
	return out
}

// TestZIPStaysInside: members that climb out are told and skipped, the others can be read.
func TestZIPStaysInside(t *testing.T) {
	f := zipOf(t, map[string]string{"in/Positions.csv": "Title\nNurse\n", "../out.csv": "x", "/abs.csv": "x", `..\win.csv`: "x", "C:/disk.csv": "x"})
	files, found := f.ZIP()
	if len(files) != 1 || files[0].Name != "export.zip/in/Positions.csv" || f.Member("positions.CSV") != files[0] {
		t.Errorf("members: %v", files)
	}
	want := []string{format.CodeMember, format.CodeMember, format.CodeMember, format.CodeMember}
	if diff := cmp.Diff(want, codes(found)); diff != "" {
		t.Error(diff)
	}
}

// TestZIPBomb: what unpacks to more than can be believed is a problem, however small it is packed.
func TestZIPBomb(t *testing.T) {
	f := zipOf(t, map[string]string{"a.csv": strings.Repeat("0", format.MaxFile+1)})
	if len(f.Data) > 1<<20 {
		t.Fatalf("%d bytes are no bomb", len(f.Data))
	}
	files, _ := f.ZIP()
	if data, found := files[0].Bytes(); data != nil || len(found) != 1 || found[0].Code != format.CodeTooLarge {
		t.Errorf("%d bytes, %v", len(data), found)
	}
	cut := format.NewFile("cut.zip", f.Data[:len(f.Data)/2])
	if _, found := cut.ZIP(); len(found) != 1 || found[0].Code != format.CodeUnreadable {
		t.Errorf("a ZIP that was cut off: %v", found)
	}
}

// TestXMLIsGuarded: entities are refused, and what is not XML is told with its place.
func TestXMLIsGuarded(t *testing.T) {
	for _, c := range []struct{ name, text, code string }{
		{"billion laughs", `<!DOCTYPE a [<!ENTITY x "y"><!ENTITY z "&x;&x;">]><a>&z;</a>`, format.CodeEntity},
		{"external entity", `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>`, format.CodeEntity},
		{"external DTD with an entity", `<!DOCTYPE a SYSTEM "https://dtd.example/a.dtd"><a>&x;</a>`, format.CodeUnreadable},
		{"deep", strings.Repeat("<a>", 1000), format.CodeTooLarge},
		{"cut off", "<a><b>", format.CodeUnreadable},
		{"mismatched", "<a></b>", format.CodeUnreadable},
		{"empty", "", format.CodeUnreadable},
	} {
		f := format.NewFile("cv.xml", []byte(c.text))
		root, found := f.XML()
		if root != nil || len(found) != 1 || found[0].Code != c.code {
			t.Errorf("%s: %v", c.name, found)
			continue
		}
		if s := found[0].Span; s.Start < 0 || s.End > len(c.text) {
			t.Errorf("%s: the place %v is outside of the file", c.name, s)
		}
	}
	root, found := format.NewFile("cv.xml", []byte(`<a xmlns="urn:x"><b k="v">t</b><b>u</b><c/></a>`)).XML()
	if found != nil || root.Lookup("a", "b", 0, "#text").Str() != "t" || root.Lookup("a", "b", 0, "@k").Str() != "v" || root.Lookup("a", "b", 1).Str() != "u" {
		t.Errorf("%v %v", root.Interface(), found)
	}
}

// TestCSVIsRead: separators, quotes, empty cells, missing names, rows that are too long, a note before the
// header, and the place of each cell.
func TestCSVIsRead(t *testing.T) {
	text := "Notes:\n\"not a table\"\n\nTitle;;Where\n\"Nurse; nights\";x;\nPotter;;\"Kiln\nLane\";more\n"
	f := format.NewFile("t.csv", []byte(text))
	header, rows, found := f.CSV()
	if diff := cmp.Diff([]string{"Title", "column 2", "Where"}, header); diff != "" || found != nil {
		t.Error(diff, found)
	}
	var got []string
	for _, row := range rows.Items {
		for _, p := range row.Pairs {
			at := p.Value.Span
			got = append(got, fmt.Sprintf("%s=%s@%s", p.Key, p.Value.Text, text[at.Start:at.End]))
		}
	}
	want := []string{"Title=Nurse; nights@Nurse; nights", "column 2=x@x", "Title=Potter@Potter", "Where=Kiln\nLane@Kiln\nLane", "column 4=more@more"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	twice := format.NewFile("twice.csv", []byte("sep=|\r\nName|Name|Note\r\nAna, A.|Prata|\r\n"))
	if header, rows, found := twice.CSV(); len(found) != 0 || !slices.Equal(header, []string{"Name", "Name (2)", "Note"}) || rows.Items[0].Get("Name (2)").Str() != "Prata" {
		t.Errorf("%v %v %v", header, rows.Interface(), found)
	}
	cut := format.NewFile("cut.csv", []byte("Title,Text\nNurse,fine\nPotter,\"it was cut\nhere"))
	if _, _, found := cut.CSV(); len(found) != 1 || found[0].Code != format.CodeUnreadable || found[0].Span.Start != 29 {
		t.Errorf("a table that was cut off: %v", found)
	}
	long := format.NewFile("long.csv", []byte("a\n"+strings.Repeat("x\n", 100_001)))
	if _, rows, found := long.CSV(); len(rows.Items) != 100_000 || len(found) != 1 || found[0].Code != format.CodeTooLarge {
		t.Errorf("%d rows, %v", len(rows.Items), found)
	}
}

// TestPagesAreOnlyRead: data blocks of a page are found, those in comments are not, and binary is no text.
func TestPagesAreOnlyRead(t *testing.T) {
	page := `<!doctype html><!-- <script type="application/ld+json">{"no":1}</script> --><script>alert(1)</script><script type="application/LD+JSON; charset=utf-8">{"yes":1}</script>`
	f := format.NewFile("p.html", []byte(page))
	blocks := f.Scripts("application/ld+json")
	if len(blocks) != 1 || string(blocks[0].Data) != `{"yes":1}` || !f.LooksHTML() {
		t.Errorf("%v", blocks)
	}
	if _, found := format.NewFile("x", []byte("PNG\x00\x01\x02\x03\x00\x00\x00")).Text(); len(found) != 1 || found[0].Code != format.CodeUnreadable {
		t.Errorf("%v", found)
	}
}
