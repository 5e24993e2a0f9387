// Package vp8 writes pictures as key frames of VP8, which is what a WebP file that may lose something holds
// (RFC 6386; https://developers.google.com/speed/webp/docs/riff_container).
//
//	picture → samples → macroblocks, each in the way that costs least → bits
//
// A picture is cut into macroblocks of sixteen by sixteen. Each is foretold from those above and to the left
// of it, as one square or as sixteen small ones; what it differs by is transformed, rounded, and written in as
// few bits as what came before allows. Rounding finer makes a better picture of more bytes. The same picture
// makes the same bytes on every machine: there are only whole numbers.
package vp8

import (
	"encoding/binary"
	"image"
)

// MaxSide is how wide and how high a picture may be (RFC 6386, 9.1).
const MaxSide = 1<<14 - 1

// Encode writes an opaque picture; what it would let through is ignored. quality is from 0, the smallest, to
// 100. What comes out is the content of a "VP8 " chunk. A picture that is empty or has a side of more than
// [MaxSide] makes none.
func Encode(img *image.RGBA, quality int) []byte {
	size := img.Rect.Size()
	if size.X < 1 || size.Y < 1 || size.X > MaxSide || size.Y > MaxSide {
		return nil
	}
	original := samples(img)
	for _, small := range []bool{true, false} {
		e := newEncoder(original, quality, small)
		e.decide()
		// How small squares are foretold can take more than a header can tell, in very large pictures.
		if first, second := e.write(); len(first) < 1<<19 {
			return frame(size, first, second)
		}
	}
	return nil // never: a macroblock in one square takes less than two bytes, and there are a million at most
}

// frame puts a frame's header before its two parts (RFC 6386, 9.1).
func frame(size image.Point, first, second []byte) []byte {
	const shown = 1 << 4
	tag := uint32(len(first))<<5 | shown
	out := []byte{byte(tag), byte(tag >> 8), byte(tag >> 16), 0x9d, 0x01, 0x2a}
	out = binary.LittleEndian.AppendUint16(out, uint16(size.X))
	out = binary.LittleEndian.AppendUint16(out, uint16(size.Y))
	return append(append(out, first...), second...)
}

// encoder is the work on one picture.
type encoder struct {
	original, made colours // made is what a decoder makes of what was decided so far
	small          bool    // macroblocks may be cut into small squares
	index          int     // of the quantizer, 0 to 127
	filter         int     // how much the edges of squares are smoothed, 0 to 63
	means          steps   // of the means of large squares
	brightness     steps
	colour         steps
	bit            int64 // what a bit may cost, in squares of differences
	blocks         []macroblock
}

// What was measured with photographs to make the best picture of a number of bytes: how the worth of a bit and
// the strength of the filter follow from the steps that are rounded to. Colours are rounded finer than brightness,
// by so many of the quantizer's indices: skies and faces would get a tint otherwise, for 6 % fewer bytes.
const (
	bitPart    = 64 // of the square of a step
	filterPart = 3  // of a step
	finerMean  = 15
	finerOther = 4
)

func newEncoder(original colours, quality int, small bool) *encoder {
	i := 127 - 127*min(max(quality, 0), 100)/100
	mean, other := stepDC[i], stepAC[i]
	width, height := original[0].width, original[0].height
	return &encoder{
		original: original, made: newColours(width, height), small: small,
		index: i, filter: min(int(other/filterPart), 63),
		means:      steps{2 * mean, max(8, other*155/100)}, // RFC 6386, 14.1, as the other two
		brightness: steps{mean, other},
		colour:     steps{min(132, stepDC[max(i-finerMean, 0)]), stepAC[max(i-finerOther, 0)]},
		bit:        int64(other*other) / bitPart,
		blocks:     make([]macroblock, width/16*(height/16)),
	}
}

// each calls f for all macroblocks, row by row, with what is around them.
func (e *encoder) each(f func(i int, above, left *around)) {
	columns := e.original[0].width / 16
	above := make([]around, columns)
	var left around
	for i := range e.blocks {
		if i%columns == 0 {
			left = around{}
		}
		f(i, &above[i%columns], &left)
	}
}

// decide decides how each macroblock is written.
func (e *encoder) decide() {
	columns := e.original[0].width / 16
	t := trial{encoder: e, prices: pricer{p: &usual}}
	e.each(func(i int, above, left *around) {
		t.x, t.y, t.above, t.left = i%columns, i/columns, above, left
		e.blocks[i] = t.best()
	})
}

// write writes the two parts of a frame: a header and how each macroblock is foretold (RFC 6386, 9.2 to 9.11
// and 19.2), and all levels.
func (e *encoder) write() (first, second []byte) {
	var count counter
	empty := 0
	e.each(func(i int, above, left *around) {
		m := &e.blocks[i]
		if m.empty() {
			empty++
		}
		m.levels(&count, above, left)
	})
	p := count.best()
	full := probability(min(max(256-256*empty/len(e.blocks), 1), 255)) // that a macroblock is not empty

	w := newBitWriter()
	w.number(0, 2) // the usual colours; samples are clamped
	w.number(0, 1) // all macroblocks are rounded alike
	w.number(0, 1) // the filter that looks at more than the edge
	w.number(e.filter, 6)
	w.number(0, 3) // it is not sharpened
	w.number(0, 1) // nor is it another for some macroblocks
	w.number(0, 2) // one part for all levels
	w.number(e.index, 7)
	w.number(0, 3) // for brightness
	for _, less := range []int{finerMean, finerOther} {
		w.number(1, 1)
		w.number(less, 4)
		w.number(1, 1) // and not more
	}
	w.number(0, 1) // no frame follows that could use these probabilities
	p.write(w)
	w.number(1, 1) // empty macroblocks are told
	w.number(int(full), 8)
	modes, levels := tokenWriter{w, &p}, tokenWriter{newBitWriter(), &p}
	e.each(func(i int, above, left *around) {
		m := &e.blocks[i]
		w.bit(m.empty(), full)
		m.brightnessMode(modes, above, left)
		m.colourMode(modes)
		m.levels(levels, above, left)
	})
	return w.bytes(), levels.bytes()
}
