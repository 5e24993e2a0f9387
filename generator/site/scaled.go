package site

import (
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
	"sync"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/picture"
)

// A picture is published as it is, cleaned, and beside it in the smaller sizes that screens ask for. Which
// sizes there are is known from the file's head when the site is planned; they are made when the first
// of them is rendered, all at once, so that the picture is decoded once.

// scaled are the sizes of one picture.
type scaled struct {
	variants []picture.Variant
	paths    []string // of the variants, in their order

	once sync.Once
	made [][]byte
}

// scale decides on the sizes of a picture.
func (f *file) scale(data []byte, i picture.Info) {
	variants := picture.Variants(data, i)
	if len(variants) == 0 {
		return
	}
	f.scaled = &scaled{variants: variants}
	stem := strings.TrimSuffix(f.out, path.Ext(f.out))
	for _, v := range variants {
		f.scaled.paths = append(f.scaled.paths, stem+"."+strconv.Itoa(v.Width)+"w."+endings[v.Format])
	}
}

// endings are those of the formats that pictures are scaled to.
var endings = map[picture.Format]string{picture.JPEG: "jpg", picture.PNG: "png", picture.WebP: "webp"}

// scaledDocuments are the sizes of a picture as documents.
func (pl *planner) scaledDocuments(f *file) []Document {
	var docs []Document
	for i, v := range f.scaled.variants {
		docs = append(docs, Document{
			Path: f.scaled.paths[i], MediaType: mediaType(f.scaled.paths[i]),
			From: func() [32]byte { return v.From(f.sum) },
			Render: func(w io.Writer) diag.List {
				f.scaled.once.Do(func() { pl.makeScaled(f) })
				if f.scaled.made == nil {
					return diag.List{{
						Code: codePicture, Severity: diag.Error, Span: diag.Span{File: f.path},
						Message: fmt.Sprintf("%s begins like a picture and cannot be read to its end", f.path),
						Hint:    "open it in a picture program and save it again",
					}}
				}
				_, _ = w.Write(f.scaled.made[i])
				return nil
			},
		})
	}
	return docs
}

// DamagedIn are the pictures that could not be made smaller, in what was found while documents were rendered: they
// are damaged behind their head. For a site without them, plan it again with [Options.Damaged].
func DamagedIn(found diag.List) map[string]bool {
	damaged := map[string]bool{}
	for _, p := range found {
		if p.Code == codePicture && p.Severity == diag.Error {
			damaged[p.Span.File] = true
		}
	}
	return damaged
}

// makeScaled makes all sizes of a picture. One picture is decoded at a time, whatever the number of cores:
// a large one takes hundreds of megabytes for a moment.
func (pl *planner) makeScaled(f *file) {
	pl.decoding.Lock()
	defer pl.decoding.Unlock()
	data, err := pl.o.Read(f.path)
	if err != nil {
		return
	}
	if data, _, err = picture.Clean(data); err != nil {
		return
	}
	made, err := picture.Scale(data, f.scaled.variants)
	if err == nil {
		f.scaled.made = made
	}
}

// Source is a picture in another format, which a browser takes if it can.
type Source struct{ Type, Srcset string }

// responsive adds the sizes of a picture to what pages say of it.
func (v *view) responsive(img *Image, f *file) {
	if f.scaled == nil {
		return
	}
	sets := map[picture.Format][]string{}
	for i, size := range f.scaled.variants {
		sets[size.Format] = append(sets[size.Format], v.href(v.root, f.scaled.paths[i], "")+" "+strconv.Itoa(size.Width)+"w")
		if size.Format != picture.WebP && size.Width <= defaultWidth {
			img.Src = v.href(v.root, f.scaled.paths[i], "")
		}
	}
	if webp := sets[picture.WebP]; len(webp) > 0 {
		img.Sources = append(img.Sources, Source{Type: "image/webp", Srcset: strings.Join(webp, ", ")})
		return // one size does for what cannot read these
	}
	if set := append(sets[picture.JPEG], sets[picture.PNG]...); len(set) > 0 {
		if own := f.scaled.variants[len(set)-1]; own.Width < f.width && f.width <= largestWidth {
			set = append(set, v.href(v.root, f.out, "")+" "+strconv.Itoa(f.width)+"w")
		}
		img.Srcset = strings.Join(set, ", ")
	}
}

// A browser that knows no sizes gets the largest that is no wider than defaultWidth. The picture itself is
// among the sizes unless it is wider than largestWidth.
const (
	defaultWidth = 960
	largestWidth = 2000
)
