package paper

import (
	_ "embed"
	"strconv"
	"sync"

	"github.com/talent-passport/passport/generator/paper/pdf"
)

var (
	//go:embed fonts/SourceSerif4-Regular.ttf
	regularData []byte
	//go:embed fonts/SourceSerif4-SemiBold.ttf
	strongData []byte
)

// Fonts are the files of the face that the résumé is set in, regular and semibold, for whoever else sets a
// few words in it. They are not to be changed.
func Fonts() (regular, strong []byte) { return regularData, strongData }

// faces are the two weights of the text face, read when they are first needed. A font that does not
// parse is a mistake of ours: tests read them.
var faces = sync.OnceValue(func() [2]*pdf.Font {
	var out [2]*pdf.Font
	for i, f := range []struct {
		name string
		data []byte
	}{{"SourceSerif4-Regular", regularData}, {"SourceSerif4-SemiBold", strongData}} {
		font, err := pdf.ParseFont(f.name, f.data)
		if err != nil {
			panic(err)
		}
		out[i] = font
	}
	return out
})

// Ink: near-black, and a softer one that still has a contrast of 8 to 1 on white.
var (
	ink  = pdf.Color{R: 0x1c, G: 0x1a, B: 0x18}
	soft = pdf.Color{R: 0x4c, G: 0x48, B: 0x44}
	hair = pdf.Color{R: 0xb8, G: 0xb3, B: 0xac}
)

// PDF prints the résumé as a tagged PDF file with embedded fonts, bookmarks and links. The same résumé
// gives the same bytes.
func (r *Resume) PDF() []byte { return r.pdfAt(r.scale()) }

func (r *Resume) pdfAt(scale float64) []byte {
	d := pdf.New(pdf.Info{
		Title: r.Title, Author: r.Author, Subject: r.Subject, Lang: r.Lang, Modified: r.Modified, Producer: "passport",
	})
	l := r.set(newMeasurer(d), scale)
	if p := r.Portrait; p != nil {
		d.Page(l.width, l.height)
		d.Begin("Figure", "")
		d.Picture(l.left+l.measure-portraitWidth, l.top, portraitWidth, portraitHeight, p.JPEG(), p.Alt)
		d.End()
	}
	r.draw(d, l)
	if r.Graph != nil {
		d.Attach("passport.jsonld", "application/ld+json", "The passport as linked data (JSON-LD, schema.org)", r.Graph())
	}
	return d.Bytes()
}

// Pages is how many pages the PDF has.
func (r *Resume) Pages() int { return r.set(newMeasurer(pdf.New(pdf.Info{})), r.scale()).count() }

// draw puts what was composed onto pages.
func (r *Resume) draw(d *pdf.Doc, l *layout) {
	f := faces()
	page := d.Pages() - 1
	for i := range l.rows {
		row := &l.rows[i]
		for page < row.page {
			d.Page(l.width, l.height)
			page++
		}
		for _, t := range row.begin {
			d.Begin(t.tag, t.lang)
		}
		if row.bookmark != "" {
			d.Bookmark(row.level, row.y-row.size, row.bookmark)
		}
		if row.bullet {
			d.Begin("Lbl", "")
			d.Text(l.left, row.y, f[0], row.size, ink, "• ")
			d.End()
			d.Begin("LBody", "")
		}
		for _, s := range l.parts(row) {
			l.drawPart(d, row, s)
		}
		for range row.end {
			d.End()
		}
		if row.rule {
			d.Rule(l.left, row.y+row.size*0.42, l.measure, 0.5, hair)
		}
	}
	if n := l.count(); n > 1 {
		size := l.size * 0.8
		for i := range n {
			text := r.Author + " · " + strconv.Itoa(i+1) + "/" + strconv.Itoa(n)
			d.Artifact(i, l.left+l.measure-d.Measure(f[0], size, text), l.height-l.bottom/2, f[0], size, soft, text)
		}
	}
}

func (l *layout) drawPart(d *pdf.Doc, row *row, s part) {
	if s.href != "" {
		d.Begin("Link", s.lang)
		d.Link(s.x, row.y-row.size, s.width, row.size*1.3, s.href, s.href)
	} else if s.lang != "" {
		d.Begin("Span", s.lang)
	}
	d.Text(s.x, row.y, s.font, row.size, s.color, s.text)
	if s.href != "" || s.lang != "" {
		d.End()
	}
}
