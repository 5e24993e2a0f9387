package paper_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/talent-passport/passport/generator/paper"
)

// TestPortrait: the person's picture is on the page and in the files where they asked for it, with its words,
// beside the name and not above the text; and nowhere when they did not.
func TestPortrait(t *testing.T) {
	t.Parallel()
	img := image.NewNRGBA(image.Rect(0, 0, 300, 300))
	for i := range 300 * 300 {
		img.Set(i%300, i/300, color.NRGBA{uint8(i), uint8(i / 300), 90, uint8(i % 256)})
	}
	var photo bytes.Buffer
	if err := png.Encode(&photo, img); err != nil {
		t.Fatal(err)
	}
	for _, asked := range []bool{true, false} {
		folder := written(fmt.Sprintf("schema: 1\nperson: {name: Ana Prata, headline: Nurse, portrait: {src: media/ana.png, alt: Ana in green}}\n"+
			"experience: [{title: Nurse, start: 2019}]\nsite: {cv: {portrait: %t}}\n", asked))
		folder["media/ana.png"] = &fstest.MapFile{Data: photo.Bytes()}
		sheet := sheets(t, folder)[0]
		r := paper.New(sheet)
		if got := sheet.Page.CV.Person.Portrait != nil; got != asked {
			t.Errorf("asked %t: on the page %t", asked, got)
		}
		file := r.PDF()
		if got := bytes.Contains(file, []byte("/DCTDecode")) && bytes.Contains(file, []byte("/S /Figure")) && bytes.Contains(file, []byte("/Alt (Ana in green)")); got != asked {
			t.Errorf("asked %t: in the PDF %t", asked, got)
		}
		if text := folded(tool(t, file, "pdftotext", "FILE", "-")); !strings.HasPrefix(text, "Ana Prata Nurse") {
			t.Errorf("asked %t: the PDF reads %.60q", asked, text)
		}
		if out := tool(t, file, "qpdf", "--check", "FILE"); !strings.Contains(out, "No syntax or stream encoding errors") {
			t.Errorf("asked %t: %s", asked, out)
		}
		word := r.DOCX()
		z, err := zip.NewReader(bytes.NewReader(word), int64(len(word)))
		if err != nil {
			t.Fatal(err)
		}
		_, err = z.Open("word/media/portrait.jpg")
		if got := err == nil && strings.HasPrefix(folded(docxText(t, word)), "Ana Prata Nurse"); got != asked {
			t.Errorf("asked %t: in the document %t", asked, got)
		}
		if !bytes.Equal(file, paper.New(sheets(t, folder)[0]).PDF()) || !bytes.Equal(word, paper.New(sheets(t, folder)[0]).DOCX()) {
			t.Errorf("asked %t: other bytes the second time", asked)
		}
		docs, _ := paper.Documents(sheet, paper.Options{Build: "x"})
		sheet.PortraitFrom = [32]byte{1}
		again, _ := paper.Documents(sheet, paper.Options{Build: "x"})
		for i := range docs {
			if asked && docs[i].From != nil && docs[i].From() == again[i].From() {
				t.Errorf("another portrait makes no other %s", docs[i].Path)
			}
		}
	}
}
