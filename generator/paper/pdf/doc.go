// Package pdf writes PDF files: pages of text with embedded fonts, hairlines, pictures and links, tagged so that a
// screen reader follows them, with bookmarks, language, title and attached files.
//
// A [Doc] is filled from the front: [Doc.Page] begins a page, [Doc.Begin] and [Doc.End] put what lies
// between into an element of the structure (H1, P, L, LI …), [Doc.Text] writes words at a place, and
// [Doc.Bytes] returns the file. Places are in points from the top left corner of the page. Text is kerned, and
// kept in the order in which it was written. What belongs to no element is an artifact: a rule, a page
// number.
//
// It knows the formats PDF 1.7 (ISO 32000-1) and TrueType, and nothing of what it prints. The same calls
// give the same bytes. It shapes nothing: scripts whose letters join or reorder (Arabic, Devanagari) need
// another writer, and [Font.Has] tells which characters a font has.
package pdf

import (
	"bytes"
	"fmt"
	"image/color"
	"image/jpeg"
	"strconv"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Info is what a document says about itself.
type Info struct {
	Title, Author, Subject string
	Lang                   string // BCP 47
	Modified               string // RFC 3339; "" leaves it out
	Producer               string
}

// Color is a colour of the screen, 0 to 255 each. The zero value is black.
type Color struct{ R, G, B uint8 }

// Doc is a document that is being written. It is not safe for concurrent use.
type Doc struct {
	info     Info
	pages    []*page
	fonts    []*used
	root     *element
	now      *element
	outlines []outline
	files    []attachment
	pictures []photo
	annots   []annotation
	zip      deflater
	buf      sfnt.Buffer
}

type page struct {
	width, height float64
	content       bytes.Buffer
	open          bool       // a marked sequence is open
	owners        []*element // of marked sequences, by number
	pictures      []int      // into Doc.pictures
	annots        []int      // into Doc.annots
}

// used is a font and what the document uses of it.
type used struct {
	font    *Font
	list    []sfnt.GlyphIndex
	runes   []rune // that each glyph was used for first
	number  map[sfnt.GlyphIndex]int
	glyphs  map[rune]glyph
	kerning map[[2]sfnt.GlyphIndex]int
}

// element is an element of the structure tree.
type element struct {
	tag    string
	lang   string
	alt    string
	parent *element
	kids   []kid
	object int
}

// kid is a child element, a marked sequence of a page, or an annotation.
type kid struct {
	child      *element
	page, mark int
	annot      int // index+1
}

type outline struct {
	level, page int
	y           float64
	title       string
}

type attachment struct {
	name, media, about string
	data               []byte
}

type photo struct {
	width, height int
	gray          bool
	data          []byte
}

type annotation struct {
	page  int
	rect  [4]float64
	url   string
	about string
	owner *element
}

// New begins a document.
func New(info Info) *Doc {
	root := &element{tag: "Document", lang: info.Lang}
	return &Doc{info: info, root: root, now: root}
}

// Page begins a new page of a size in points. An element that is open goes on there.
func (d *Doc) Page(width, height float64) {
	d.closeMark()
	d.pages = append(d.pages, &page{width: width, height: height})
}

// Pages is the number of pages so far.
func (d *Doc) Pages() int { return len(d.pages) }

// last is the page that is being written.
func (d *Doc) last() *page { return d.pages[len(d.pages)-1] }

// Begin opens an element of the structure inside the one that is open: a standard structure type of
// ISO 32000-1, 14.8.4, such as H1, P, L, LI, Lbl, LBody, Link, Span. Lang is "" where it is that of the
// element around it.
func (d *Doc) Begin(tag, lang string) {
	d.closeMark()
	e := &element{tag: tag, lang: lang, parent: d.now}
	d.now.kids = append(d.now.kids, kid{child: e})
	d.now = e
}

// End closes the element that was opened last.
func (d *Doc) End() {
	d.closeMark()
	d.now = d.now.parent
}

// Measure is how wide a text is, in points.
func (d *Doc) Measure(f *Font, size float64, text string) float64 {
	u := d.use(f)
	width := 0
	var before sfnt.GlyphIndex
	for i, r := range text {
		g := d.glyph(u, r)
		width += g.advance
		if i > 0 {
			width += d.kern(u, before, g.id)
		}
		before = g.id
	}
	return float64(width) * size / float64(f.units)
}

// Text writes words with their baseline at y. Characters that the font does not have are left out.
func (d *Doc) Text(x, y float64, f *Font, size float64, c Color, text string) {
	d.openMark()
	p, u := d.last(), d.use(f)
	w := &p.content
	fmt.Fprintf(w, "BT %s rg /F%d %s Tf %s %s Td [<", c, d.index(f)+1, num(size), num(x), num(p.height-y))
	var before sfnt.GlyphIndex
	first := true
	for _, r := range text {
		g := d.glyph(u, r)
		if g.id == 0 {
			continue
		}
		if !first {
			if k := d.kern(u, before, g.id); k != 0 {
				w.WriteByte('>')
				w.WriteString(num(-float64(k) * 1000 / float64(f.units)))
				w.WriteByte('<')
			}
		}
		first, before = false, g.id
		n := u.add(g.id, plain(r))
		const hex = "0123456789ABCDEF"
		w.Write([]byte{hex[n>>12&15], hex[n>>8&15], hex[n>>4&15], hex[n&15]})
	}
	w.WriteString(">] TJ ET\n")
}

// Picture puts a JPEG into a box of the page. It is the element that is open, which should be a Figure, and
// alt is its text. What is not a JPEG leaves the box empty.
func (d *Doc) Picture(x, y, width, height float64, data []byte, alt string) {
	c, err := jpeg.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return
	}
	d.openMark()
	p := d.last()
	d.now.alt = alt
	d.pictures = append(d.pictures, photo{c.Width, c.Height, c.ColorModel == color.GrayModel, data})
	p.pictures = append(p.pictures, len(d.pictures)-1)
	fmt.Fprintf(&p.content, "q %s 0 0 %s %s %s cm /I%d Do Q\n", num(width), num(height), num(x), num(p.height-y-height), len(d.pictures))
}

// Rule draws a horizontal line from x, of a thickness, as an artifact.
func (d *Doc) Rule(x, y, length, thickness float64, c Color) {
	d.closeMark()
	p := d.last()
	fmt.Fprintf(&p.content, "/Artifact BMC %s rg %s %s %s %s re f EMC\n",
		c, num(x), num(p.height-y-thickness/2), num(length), num(thickness))
}

// Artifact writes words that are not part of the text, such as a page's number, on a page counted from 0.
func (d *Doc) Artifact(on int, x, y float64, f *Font, size float64, c Color, text string) {
	d.closeMark()
	all := d.pages
	d.pages = all[:on+1]
	p := d.last()
	p.content.WriteString("/Artifact <</Type /Pagination>> BDC ")
	p.open = true // it is marked already
	d.Text(x, y, f, size, c, text)
	p.open = false
	p.content.WriteString("EMC\n")
	d.pages = all
}

// Link makes a box of the page lead to an address. It belongs to the element that is open, which should
// be a Link. About is what a screen reader says about it.
func (d *Doc) Link(x, y, width, height float64, url, about string) {
	d.closeMark()
	p := d.last()
	d.annots = append(d.annots, annotation{
		page: len(d.pages) - 1, rect: [4]float64{x, p.height - y - height, x + width, p.height - y},
		url: url, about: about, owner: d.now,
	})
	p.annots = append(p.annots, len(d.annots)-1)
	d.now.kids = append(d.now.kids, kid{annot: len(d.annots)})
}

// Bookmark names a place of the current page in the outline, level 0 at the top.
func (d *Doc) Bookmark(level int, y float64, title string) {
	if n := len(d.outlines); n == 0 {
		level = 0
	} else {
		level = min(level, d.outlines[n-1].level+1)
	}
	d.outlines = append(d.outlines, outline{level, len(d.pages) - 1, d.last().height - y, title})
}

// Attach puts a file into the document.
func (d *Doc) Attach(name, media, about string, data []byte) {
	d.files = append(d.files, attachment{name, media, about, data})
}

func (d *Doc) openMark() {
	p := d.last()
	if p.open {
		return
	}
	fmt.Fprintf(&p.content, "/%s <</MCID %d>> BDC\n", d.now.tag, len(p.owners))
	d.now.kids = append(d.now.kids, kid{page: len(d.pages) - 1, mark: len(p.owners)})
	p.owners = append(p.owners, d.now)
	p.open = true
}

func (d *Doc) closeMark() {
	if len(d.pages) == 0 {
		return
	}
	if p := d.last(); p.open {
		p.content.WriteString("EMC\n")
		p.open = false
	}
}

func (d *Doc) index(f *Font) int {
	for i, u := range d.fonts {
		if u.font == f {
			return i
		}
	}
	d.fonts = append(d.fonts, &used{
		font: f, list: []sfnt.GlyphIndex{0}, runes: []rune{0xFFFD},
		number: map[sfnt.GlyphIndex]int{}, glyphs: map[rune]glyph{}, kerning: map[[2]sfnt.GlyphIndex]int{},
	})
	return len(d.fonts) - 1
}

func (d *Doc) use(f *Font) *used { return d.fonts[d.index(f)] }

func (d *Doc) glyph(u *used, r rune) glyph {
	g, ok := u.glyphs[r]
	if !ok {
		g = u.font.glyph(&d.buf, r)
		u.glyphs[r] = g
	}
	return g
}

// add returns the number that the document gives a glyph.
func (u *used) add(id sfnt.GlyphIndex, r rune) int {
	n, ok := u.number[id]
	if !ok {
		n = len(u.list)
		u.number[id] = n
		u.list, u.runes = append(u.list, id), append(u.runes, r)
	}
	return n
}

// kern is how much closer two glyphs stand than their widths say, in units of the font.
func (d *Doc) kern(u *used, a, b sfnt.GlyphIndex) int {
	pair := [2]sfnt.GlyphIndex{a, b}
	k, ok := u.kerning[pair]
	if !ok {
		if v, err := u.font.parsed.Kern(&d.buf, a, b, fixed.I(u.font.units), font.HintingNone); err == nil {
			k = v.Round()
		}
		u.kerning[pair] = k
	}
	return k
}

// String writes the colour as PDF does, without the operator.
func (c Color) String() string {
	part := func(v uint8) string { return num(float64(v) / 255) }
	return part(c.R) + " " + part(c.G) + " " + part(c.B)
}

// num writes a number with at most three digits behind the point.
func num(v float64) string {
	s := strconv.FormatFloat(v, 'f', 3, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" {
		return "0"
	}
	return s
}
