package site

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/talent-passport/passport/generator/picture"
)

const pictured = `
-- passport.yaml --
schema: 1
person: {name: Ana Prata, headline: Nurse, portrait: {src: media/ana.jpg, alt: Ana}}
site: {url: https://ana.example/p/}
-- projects/wall.md --
---
title: The wall
featured: true
image: {src: ../media/wall.jpg, alt: A wall}
---
Words.

![It stands](../media/wall.jpg)
-- projects/narrow.md --
---
title: Narrow
image: {src: ../media/narrow.jpg, alt: A door}
---
Words.
-- projects/huge.md --
---
title: Huge
image: {src: ../media/huge.png, alt: Much}
---
Words.
`

func noisy(t *testing.T, w, h int) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for i := range w * h {
		img.Set(i%w, i/w, color.RGBA{uint8(i%w + i*7919>>3&15), uint8(i / w), uint8((i % w) * (i / w) >> 6), 255})
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 90}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// claiming is a small PNG that says it is w by h.
func claiming(t *testing.T, w, h uint32) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		t.Fatal(err)
	}
	data := b.Bytes()
	binary.BigEndian.PutUint32(data[16:], w)
	binary.BigEndian.PutUint32(data[20:], h)
	binary.BigEndian.PutUint32(data[29:], crc32.ChecksumIEEE(data[12:29]))
	return data
}

func fonts(t *testing.T) *picture.Faces {
	t.Helper()
	data, err := os.ReadFile("../paper/fonts/SourceSerif4-Regular.ttf")
	if err != nil {
		t.Fatal(err)
	}
	f, err := picture.NewFaces(data, data)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestPictures: pages offer a picture in the sizes that there are documents for; one that claims more pixels
// than anybody has memory for is a problem and is left out; cards and the icon are there, and named in the head.
func TestPictures(t *testing.T) {
	t.Parallel()
	files := folder(pictured + entries(8))
	files["media/ana.jpg"] = &fstest.MapFile{Data: noisy(t, 600, 800)}
	files["media/wall.jpg"] = &fstest.MapFile{Data: noisy(t, 1300, 900)}
	files["media/narrow.jpg"] = &fstest.MapFile{Data: noisy(t, 400, 500)}
	files["media/huge.png"] = &fstest.MapFile{Data: claiming(t, 9000, 7000)}
	plan, problems := planFolder(t, files, Options{Faces: fonts(t), Accent: "#0b6e6e"})
	if len(problems) != 1 || problems[0].Code != "picture-too-large" || problems[0].Span.File != "media/huge.png" {
		t.Errorf("problems %v", problems)
	}
	wall := pageAt(t, plan, "projects/wall.html")
	Fill(wall)
	img := wall.Entry.Card.Image
	const want = "../media/wall.480w.webp 480w, ../media/wall.960w.webp 960w, ../media/wall.1300w.webp 1300w"
	if img == nil || img.Src != "../media/wall.960w.jpg" || img.Srcset != "" || !slices.Equal(img.Sources, []Source{{"image/webp", want}}) {
		t.Errorf("the picture is %+v, want the sizes %s", img, want)
	}
	narrow := pageAt(t, plan, "projects/narrow.html")
	Fill(narrow)
	if img := narrow.Entry.Card.Image; img == nil || img.Src != "../media/narrow.jpg" || img.Srcset != "" ||
		!slices.Equal(img.Sources, []Source{{"image/webp", "../media/narrow.400w.webp 400w"}}) {
		t.Errorf("a picture that is narrow is %+v", img)
	}
	prose := wall.Entry.Card.Body.HTML()
	if tag := `<source type="image/webp" srcset="` + want + `" sizes="(min-width: 48em) 40em, 100vw"><img src="../media/wall.960w.jpg" alt="It stands" width="1300" height="900" loading="lazy"`; !strings.Contains(prose, tag) {
		t.Errorf("in the text the picture is %s, want %s", prose, tag)
	}
	huge := pageAt(t, plan, "projects/huge.html")
	Fill(huge)
	if huge.Entry.Card.Image != nil {
		t.Error("a picture that is not published is shown")
	}
	for path, format := range map[string]picture.Format{
		"media/wall.960w.jpg": picture.JPEG, "media/ana.480w.jpg": picture.JPEG,
		"media/wall.480w.webp": picture.WebP, "media/wall.1300w.webp": picture.WebP, "media/narrow.400w.webp": picture.WebP,
		"cards/index.jpg": picture.JPEG, "cards/projects/wall.jpg": picture.JPEG, "assets/touch-icon.png": picture.PNG,
	} {
		if got := picture.FormatOf([]byte(contentOf(t, plan, path))); got != format {
			t.Errorf("%s is %q, want %q", path, got, format)
		}
	}
	if contentOf(t, plan, "media/huge.png") != "" {
		t.Error("the picture of too many pixels is published")
	}
	if wall.Image != "https://ana.example/p/cards/projects/wall.jpg" || wall.ImageWidth != picture.CardWidth {
		t.Errorf("the card of the entry is %s", wall.Image)
	}
	if p := pageAt(t, plan, "projects/index.html"); p.Image != "https://ana.example/p/cards/index.jpg" {
		t.Errorf("a page without a picture has %s", p.Image)
	}
	for _, d := range plan.Documents {
		if strings.HasPrefix(d.Path, "cards/") && d.From() == [32]byte{} {
			t.Errorf("%s says nothing of what it is made from", d.Path)
		}
	}
}
