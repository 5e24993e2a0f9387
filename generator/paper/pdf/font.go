package pdf

import (
	"encoding/binary"
	"errors"
	"fmt"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Font is a TrueType font that documents may embed. It does not change and is safe for concurrent use.
type Font struct {
	name    string
	units   int // in an em
	parsed  *sfnt.Font
	tables  map[string][]byte
	offsets []uint32 // of glyphs in the table glyf, one more than there are glyphs
	ascent  int
	descent int // negative
	capital int // height of capital letters
	bounds  [4]int
}

// glyph is a glyph of the font and how far it moves the pen, in units of the font.
type glyph struct {
	id      sfnt.GlyphIndex
	advance int
}

// ParseFont reads a TrueType font. The name is what the document calls it, in ASCII without spaces.
// Fonts with outlines of another kind (CFF) are refused.
func ParseFont(name string, data []byte) (*Font, error) {
	parsed, err := sfnt.Parse(data)
	if err != nil {
		return nil, fmt.Errorf("font %s: %w", name, err)
	}
	f := &Font{name: name, parsed: parsed, units: int(parsed.UnitsPerEm())}
	if err := f.readTables(data); err != nil {
		return nil, fmt.Errorf("font %s: %w", name, err)
	}
	head, hhea := f.tables["head"], f.tables["hhea"]
	for i := range f.bounds {
		f.bounds[i] = int(int16(binary.BigEndian.Uint16(head[36+2*i:])))
	}
	f.ascent = int(int16(binary.BigEndian.Uint16(hhea[4:])))
	f.descent = int(int16(binary.BigEndian.Uint16(hhea[6:])))
	f.capital = f.ascent
	if os2 := f.tables["OS/2"]; len(os2) >= 90 {
		f.capital = int(int16(binary.BigEndian.Uint16(os2[88:])))
	}
	return f, nil
}

var errNotTrueType = errors.New("it is not a TrueType font with all the tables that a document needs")

// readTables finds the font's tables (https://learn.microsoft.com/typography/opentype/spec/otff).
func (f *Font) readTables(data []byte) error {
	if len(data) < 12 {
		return errNotTrueType
	}
	f.tables = map[string][]byte{}
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		at := 12 + 16*i
		if at+16 > len(data) {
			return errNotTrueType
		}
		from, n := binary.BigEndian.Uint32(data[at+8:]), binary.BigEndian.Uint32(data[at+12:])
		if uint64(from)+uint64(n) > uint64(len(data)) {
			return errNotTrueType
		}
		f.tables[string(data[at:at+4])] = data[from : from+n]
	}
	for name, least := range map[string]int{"head": 54, "hhea": 36, "maxp": 6, "hmtx": 4, "loca": 2, "glyf": 0} {
		if t, ok := f.tables[name]; !ok || len(t) < least {
			return errNotTrueType
		}
	}
	n := f.parsed.NumGlyphs()
	long := binary.BigEndian.Uint16(f.tables["head"][50:]) == 1
	loca, glyf := f.tables["loca"], f.tables["glyf"]
	f.offsets = make([]uint32, n+1)
	for i := range f.offsets {
		switch {
		case long && 4*i+4 <= len(loca):
			f.offsets[i] = binary.BigEndian.Uint32(loca[4*i:])
		case !long && 2*i+2 <= len(loca):
			f.offsets[i] = 2 * uint32(binary.BigEndian.Uint16(loca[2*i:]))
		default:
			return errNotTrueType
		}
		if i > 0 && f.offsets[i] < f.offsets[i-1] || f.offsets[i] > uint32(len(glyf)) {
			return errNotTrueType
		}
	}
	return nil
}

// Has reports whether the font has a glyph for a character. White space needs none.
func (f *Font) Has(r rune) bool {
	var buf sfnt.Buffer
	return f.glyph(&buf, r).id != 0
}

// glyph looks a character up; the glyph 0 means that there is none.
func (f *Font) glyph(buf *sfnt.Buffer, r rune) glyph {
	id, err := f.parsed.GlyphIndex(buf, plain(r))
	if err != nil || id == 0 {
		return glyph{}
	}
	advance, err := f.parsed.GlyphAdvance(buf, id, fixed.I(f.units), font.HintingNone)
	if err != nil {
		return glyph{}
	}
	return glyph{id, advance.Round()}
}

// Height is how far capital letters rise above the line, at a size in points.
func (f *Font) Height(size float64) float64 { return float64(f.capital) * size / float64(f.units) }

// plain is the character that stands in for one that means the same on paper: a reader that has only the
// text must find ordinary spaces and hyphens.
func plain(r rune) rune {
	switch r {
	case '\u00a0', '\u2009', '\u202f', '\u2007', '\t', '\n', '\r', '\u2028', '\u2029':
		return ' '
	case '\u2011', '\u2010':
		return '-'
	}
	return r
}

// bytesOf is the outline of a glyph; empty for one without, such as the space.
func (f *Font) bytesOf(id sfnt.GlyphIndex) []byte {
	return f.tables["glyf"][f.offsets[id]:f.offsets[id+1]]
}

// metric is a glyph's entry in the table hmtx.
func (f *Font) metric(id sfnt.GlyphIndex) (advance, bearing uint16) {
	hmtx := f.tables["hmtx"]
	n := int(binary.BigEndian.Uint16(f.tables["hhea"][34:]))
	i := int(id)
	if i < n && 4*i+4 <= len(hmtx) {
		return binary.BigEndian.Uint16(hmtx[4*i:]), binary.BigEndian.Uint16(hmtx[4*i+2:])
	}
	if n > 0 && 4*n <= len(hmtx) {
		advance = binary.BigEndian.Uint16(hmtx[4*n-4:])
	}
	if at := 4*n + 2*(i-n); i >= n && at+2 <= len(hmtx) {
		bearing = binary.BigEndian.Uint16(hmtx[at:])
	}
	return advance, bearing
}
