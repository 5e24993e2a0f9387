package pdf

import (
	"encoding/binary"
	"slices"

	"golang.org/x/image/font/sfnt"
)

// subset is a font with only the glyphs in use, in the order of list, of which the first is the glyph for
// what is missing. Components of composite glyphs are added behind.
//
// A document names glyphs by number, so the tables that map characters and name glyphs are left out, as
// PDF 32000-1, 9.9 allows for CIDFontType2.
func (f *Font) subset(list []sfnt.GlyphIndex) []byte {
	list = slices.Clone(list)
	number := make(map[sfnt.GlyphIndex]int, len(list))
	for i, id := range list {
		number[id] = i
	}
	var glyf, hmtx []byte
	var loca []uint32
	for i := 0; i < len(list); i++ {
		loca = append(loca, uint32(len(glyf)))
		at := len(glyf)
		glyf = append(glyf, f.bytesOf(list[i])...)
		eachComponent(glyf[at:], func(ref []byte) {
			id := sfnt.GlyphIndex(binary.BigEndian.Uint16(ref))
			if int(id) >= len(f.offsets)-1 {
				id = 0
			}
			n, ok := number[id]
			if !ok {
				n = len(list)
				number[id] = n
				list = append(list, id)
			}
			binary.BigEndian.PutUint16(ref, uint16(n))
		})
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
		advance, bearing := f.metric(list[i])
		hmtx = binary.BigEndian.AppendUint16(hmtx, advance)
		hmtx = binary.BigEndian.AppendUint16(hmtx, bearing)
	}
	loca = append(loca, uint32(len(glyf)))

	head := slices.Clone(f.tables["head"])
	binary.BigEndian.PutUint32(head[8:], 0)  // the sum of the file, which is not known yet
	binary.BigEndian.PutUint16(head[50:], 1) // long offsets
	hhea := slices.Clone(f.tables["hhea"])
	binary.BigEndian.PutUint16(hhea[34:], uint16(len(list)))
	maxp := slices.Clone(f.tables["maxp"])
	binary.BigEndian.PutUint16(maxp[4:], uint16(len(list)))
	offsets := make([]byte, 0, 4*len(loca))
	for _, n := range loca {
		offsets = binary.BigEndian.AppendUint32(offsets, n)
	}
	tables := []table{
		{"cvt ", f.tables["cvt "]}, {"fpgm", f.tables["fpgm"]}, {"glyf", glyf}, {"head", head}, {"hhea", hhea},
		{"hmtx", hmtx}, {"loca", offsets}, {"maxp", maxp}, {"prep", f.tables["prep"]},
	}
	return fontFile(slices.DeleteFunc(tables, func(t table) bool { return len(t.data) == 0 }))
}

type table struct {
	name string
	data []byte
}

// fontFile writes tables, which must be in the order of their names, as a TrueType file.
func fontFile(tables []table) []byte {
	n := len(tables)
	power := 1
	for power*2 <= n {
		power *= 2
	}
	log := 0
	for 1<<(log+1) <= n {
		log++
	}
	out := binary.BigEndian.AppendUint32(nil, 0x00010000)
	for _, v := range []int{n, 16 * power, log, 16 * (n - power)} {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	at := 12 + 16*n
	for _, t := range tables {
		out = append(out, t.name...)
		for _, v := range []uint32{checksum(t.data), uint32(at), uint32(len(t.data))} {
			out = binary.BigEndian.AppendUint32(out, v)
		}
		at += (len(t.data) + 3) &^ 3
	}
	head := 0
	for _, t := range tables {
		if t.name == "head" {
			head = len(out)
		}
		out = append(out, t.data...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	// The sum of the whole file is 0xB1B0AFBA, by definition of checkSumAdjustment in the table head.
	binary.BigEndian.PutUint32(out[head+8:], 0xB1B0AFBA-checksum(out))
	return out
}

func checksum(data []byte) uint32 {
	var sum uint32
	for len(data) >= 4 {
		sum += binary.BigEndian.Uint32(data)
		data = data[4:]
	}
	if len(data) > 0 {
		var last [4]byte
		copy(last[:], data)
		sum += binary.BigEndian.Uint32(last[:])
	}
	return sum
}

// Flags of the components of a composite glyph
// (https://learn.microsoft.com/typography/opentype/spec/glyf#composite-glyph-description).
const (
	argsAreWords  = 0x0001
	hasScale      = 0x0008
	moreFollow    = 0x0020
	hasTwoScales  = 0x0040
	hasFourScales = 0x0080
)

// eachComponent calls fn with the two bytes that name each component of a composite glyph.
func eachComponent(outline []byte, fn func(ref []byte)) {
	if len(outline) < 10 || int16(binary.BigEndian.Uint16(outline)) >= 0 {
		return
	}
	for at := 10; at+4 <= len(outline); {
		flags := binary.BigEndian.Uint16(outline[at:])
		fn(outline[at+2 : at+4])
		at += 6
		if flags&argsAreWords != 0 {
			at += 2
		}
		switch {
		case flags&hasScale != 0:
			at += 2
		case flags&hasTwoScales != 0:
			at += 4
		case flags&hasFourScales != 0:
			at += 8
		}
		if flags&moreFollow == 0 {
			return
		}
	}
}
