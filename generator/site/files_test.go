package site

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func TestCleanSVG(t *testing.T) {
	t.Parallel()
	const head = `<svg xmlns="http://www.w3.org/2000/svg">`
	tests := []struct {
		name, in, want string
		dropped        []string
	}{
		{"draws", `<?xml version="1.0"?><!DOCTYPE svg><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><path d="M0 0" fill="red"/></svg>`,
			`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><path d="M0 0" fill="red"></path></svg>`, nil},
		{"script", head + `<script>alert(1)</script><g/></svg>`, head + `<g></g></svg>`, []string{"<script>"}},
		{"handler", head + `<g onclick="x()"/></svg>`, head + `<g></g></svg>`, []string{"onclick"}},
		{"handler in capitals", head + `<g ONLOAD="x()"/></svg>`, head + `<g></g></svg>`, []string{"onload"}},
		{"foreign page", head + `<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"/></foreignObject></svg>`, head + `</svg>`, []string{"<foreignObject>"}},
		{"link", head + `<a href="javascript:x()"><g/></a></svg>`, head + `</svg>`, []string{"<a>"}},
		{"animation", head + `<animate attributeName="href" to="javascript:x()"/></svg>`, head + `</svg>`, []string{"<animate>"}},
		{"outside picture", head + `<image href="https://e.example/x.png"/></svg>`, head + `<image></image></svg>`, []string{"an address in href"}},
		{"inside picture", head + `<image href="data:image/png;base64,AA=="/></svg>`, head + `<image href="data:image/png;base64,AA=="></image></svg>`, nil},
		{"svg in a picture", head + `<image href="data:image/svg+xml;base64,AA=="/></svg>`, head + `<image></image></svg>`, []string{"an address in href"}},
		{"use", `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><use xlink:href="#a"/><use xlink:href="other.svg#a"/></svg>`,
			head + `<use href="#a"></use><use></use></svg>`, []string{"an address in href"}},
		{"paint", head + `<g fill="url(#p)" stroke="url(https://e.example)"/></svg>`, head + `<g fill="url(#p)"></g></svg>`, []string{"an address in stroke"}},
		{"style", head + `<style>@import "x.css";</style><style>.a{fill:red}</style></svg>`, head + `<style></style><style>.a{fill:red}</style></svg>`, []string{"<style> that loads something"}},
		{"style in escapes", head + `<g style="fill:\75rl(x)"/></svg>`, head + `<g></g></svg>`, []string{"an address in style"}},
		{"drawing programs", `<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="http://inkscape.example/"><metadata>x</metadata><i:view/><g i:label="x"/></svg>`, head + `<g></g></svg>`, nil},
		{"words", head + `<text>a &lt; b</text><!-- c --></svg>`, head + `<text>a &lt; b</text></svg>`, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, dropped, err := cleanSVG([]byte(tt.in))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want+"\n", string(got.data)); diff != "" {
				t.Errorf("drawing (-want +got):\n%s", diff)
			}
			if strings.Join(dropped, ";") != strings.Join(tt.dropped, ";") {
				t.Errorf("dropped %q, want %q", dropped, tt.dropped)
			}
			again, _, err := cleanSVG(got.data)
			if err != nil || !bytes.Equal(again.data, got.data) {
				t.Errorf("a clean drawing changes: %s, %v", again.data, err)
			}
		})
	}
}

func TestRefusedSVG(t *testing.T) {
	t.Parallel()
	for name, in := range map[string]string{
		"empty": "", "not XML": "<svg", "HTML": "<html/>", "another root": `<svg xmlns="urn:x"/>`,
		"entities": `<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>`,
		"deep":     `<svg xmlns="http://www.w3.org/2000/svg">` + strings.Repeat("<g>", 500) + strings.Repeat("</g>", 500) + "</svg>",
	} {
		if d, _, err := cleanSVG([]byte(in)); err == nil {
			t.Errorf("%s became %s", name, d.data)
		}
	}
}

func FuzzCleanSVG(f *testing.F) {
	f.Add(`<svg xmlns="http://www.w3.org/2000/svg"><g onload="x" style="fill:url(#a)"/><script/></svg>`)
	f.Add(`<svg><use href="#x"/><a:b xmlns:a="c" a:href="javascript:1"/></svg>`)
	f.Fuzz(func(t *testing.T, in string) {
		d, _, err := cleanSVG([]byte(in))
		if err != nil {
			return
		}
		dec := xml.NewDecoder(bytes.NewReader(d.data))
		for {
			tok, err := dec.Token()
			if err == io.EOF {
				return
			}
			if err != nil {
				t.Fatalf("a clean drawing is not XML: %v\n%s", err, d.data)
			}
			if el, ok := tok.(xml.StartElement); ok {
				if !svgElements[el.Name.Local] {
					t.Errorf("<%s> came through", el.Name.Local)
				}
				for _, a := range el.Attr {
					if strings.HasPrefix(strings.ToLower(a.Name.Local), "on") || strings.Contains(strings.ToLower(a.Value), "javascript:") {
						t.Errorf("%s=%q came through", a.Name.Local, a.Value)
					}
				}
			}
		}
	})
}

func TestFiles(t *testing.T) {
	t.Parallel()
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 30, 20))); err != nil {
		t.Fatal(err)
	}
	files := folder(harbour + entries(8) + `
-- stories/s.md --
---
title: S
image: {src: ../media/p.png, alt: A grey field}
evidence:
  - {title: A page, file: ../media/page.html}
  - {title: A sheet, file: ../media/sheet.pdf, genre: document}
  - {title: A drawing, file: ../media/d.svg}
  - {title: Broken, file: ../media/broken.svg}
---
Words.
-- media/page.html --
<h1>x</h1>
-- media/sheet.pdf --
%PDF
-- media/d.svg --
<svg xmlns="http://www.w3.org/2000/svg" width="10" height="20"><script/></svg>
-- media/broken.svg --
nothing
-- media/unused.pdf --
x
`)
	files["media/p.png"] = &fstest.MapFile{Data: picture.Bytes()}
	plan, problems := planFolder(t, files, Options{})
	var codes []string
	for _, p := range problems {
		codes = append(codes, p.Code+" "+p.Span.File)
	}
	want := []string{"svg-refused media/broken.svg", "svg-cleaned media/d.svg"}
	if diff := cmp.Diff(want, codes); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
	card := pageAt(t, plan, "stories/s.html").Entry.Card
	wantImage := &Image{Src: "../media/p.png", Alt: "A grey field", Width: 30, Height: 20}
	if diff := cmp.Diff(wantImage, card.Image); diff != "" {
		t.Errorf("image (-want +got):\n%s", diff)
	}
	var got []string
	for _, ev := range card.Evidence {
		got = append(got, ev.Title.Value+" "+ev.Href+" "+ev.Size+" "+ev.Word.String())
	}
	wantEvidence := []string{"A sheet ../media/sheet.pdf PDF, 5\u00a0bytes document", "A drawing ../media/d.svg SVG, 70\u00a0bytes "}
	if diff := cmp.Diff(wantEvidence, got); diff != "" {
		t.Errorf("evidence (-want +got):\n%s", diff)
	}
	for _, gone := range []string{"media/page.html", "media/broken.svg", "media/unused.pdf"} {
		if contentOf(t, plan, gone) != "" {
			t.Errorf("%s is published", gone)
		}
	}
	if strings.Contains(contentOf(t, plan, "media/d.svg"), "script") {
		t.Error("the drawing was copied as it was")
	}
	if contentOf(t, plan, "media/p.png") != picture.String() {
		t.Error("the picture changed while it was copied")
	}
}

// TestPicturesLeaveClean: what a picture tells besides what it shows is not published, in whatever way
// it comes; a page lays it out as it is shown; a picture that cannot be cleaned stays at home.
func TestPicturesLeaveClean(t *testing.T) {
	t.Parallel()
	var photo bytes.Buffer
	if err := jpeg.Encode(&photo, image.NewGray(image.Rect(0, 0, 16, 8)), nil); err != nil {
		t.Fatal(err)
	}
	// An EXIF block with two entries: lie on the right side, and the artist "Ana".
	block := "MM\x00*\x00\x00\x00\x08\x00\x02\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x01\x3b\x00\x02\x00\x00\x00\x04Ana\x00\x00\x00\x00\x00"
	told := "\xff\xd8\xff\xe1\x00" + string([]byte{byte(len(block) + 8)}) + "Exif\x00\x00" + block + photo.String()[2:]
	files := folder(harbour + entries(8) + `
-- stories/s.md --
---
title: S
image: {src: ../media/p.jpg, alt: A grey field}
evidence:
  - {title: A drawing, file: ../media/d.svg}
  - {title: From a telephone, file: ../media/p.heic}
  - {title: Cut off, file: ../media/cut.jpg}
  - {title: Broken off, file: ../media/half.jpg}
  - {title: Only called so, file: ../media/words.jpg}
  - {title: Nothing, file: ../media/nothing.png}
  - {title: As issued, file: ../media/issued.pdf}
---
Words.
-- media/words.jpg --
Words.
-- media/nothing.png --
-- media/d.svg --
<svg xmlns="http://www.w3.org/2000/svg"><image href="data:image/jpeg;base64,` + base64.StdEncoding.EncodeToString([]byte(told)) + `"/></svg>
-- media/issued.pdf --
%PDF-1.4 /Author (Ana)
`)
	files["media/p.jpg"] = &fstest.MapFile{Data: []byte(told)}
	files["media/p.heic"] = &fstest.MapFile{Data: []byte("\x00\x00\x00\x18ftypheic\x00\x00Exif\x00\x00" + block)}
	files["media/half.jpg"] = &fstest.MapFile{Data: []byte(told)[:len(told)-3]}
	files["media/cut.jpg"] = &fstest.MapFile{Data: []byte(told)[:40]}
	plan, problems := planFolder(t, files, Options{})
	var codes []string
	for _, p := range problems {
		codes = append(codes, p.Code+" "+p.Span.File)
	}
	if diff := cmp.Diff([]string{
		"picture-refused media/cut.jpg", "picture-refused media/half.jpg", "picture-refused media/nothing.png",
		"picture-refused media/p.heic", "picture-refused media/words.jpg",
	}, codes); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
	card := pageAt(t, plan, "stories/s.html").Entry.Card
	if diff := cmp.Diff(&Image{Src: "../media/p.jpg", Alt: "A grey field", Width: 8, Height: 16}, card.Image); diff != "" {
		t.Errorf("image (-want +got):\n%s", diff)
	}
	if c, err := jpeg.DecodeConfig(strings.NewReader(contentOf(t, plan, "media/p.jpg"))); err != nil || c.Width != 8 || c.Height != 16 {
		t.Errorf("the picture is %d × %d (%v), not upright", c.Width, c.Height, err)
	}
	if contentOf(t, plan, "media/issued.pdf") != string(files["media/issued.pdf"].Data) {
		t.Error("a file as issued was changed")
	}
	_, inside, _ := strings.Cut(contentOf(t, plan, "media/d.svg"), "base64,")
	inside, _, _ = strings.Cut(inside, `"`)
	raw, err := base64.StdEncoding.DecodeString(inside)
	if err != nil || len(raw) == 0 {
		t.Fatalf("the picture inside the drawing: %v", err)
	}
	for name, data := range map[string]string{"the picture": contentOf(t, plan, "media/p.jpg"), "the picture inside the drawing": string(raw)} {
		if strings.Contains(data, "Ana") || strings.Contains(data, "Exif") {
			t.Errorf("%s still says by whom it is", name)
		}
	}
}

// Every problem that planning can report is documented.
func TestDocs(t *testing.T) {
	t.Parallel()
	for _, d := range Codes() {
		if d.Code == "" || d.Title == "" || d.Text == "" {
			t.Errorf("%q is not documented", d.Code)
		}
	}
}
