// Package vp8 writes pictures as key frames of VP8, which is what a WebP file that may lose something holds
// (RFC 6386; https://developers.google.com/speed/webp/docs/riff_container).
//
//	picture → planes of luma and chroma → macroblocks, each in the way that costs least → bits
//
// A picture is cut into macroblocks of 16×16 samples. Each is predicted from those above and to the left of it,
// as one block or as sixteen of 4×4; what is left, the residual, is transformed, quantized, and written in as few
// bits as what came before allows. A finer quantizer makes a better picture of more bytes. The same picture makes
// the same bytes on every machine: there are only whole numbers.
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
	original := planesOf(img)
	for _, small := range []bool{true, false} {
		e := newEncoder(original, quality, small)
		e.decide()
		// The modes of small blocks can take more than a header can tell, in very large pictures.
		if first, second := e.write(); len(first) < 1<<19 {
			return frame(size, first, second)
		}
	}
	return nil // never: the modes of large blocks take less than half a byte for each of a million at most
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
	original, recon planes // recon is what a decoder makes of what was decided so far
	small           bool   // macroblocks may be predicted in small blocks
	index           int    // of the quantizers, 0 to 127
	filter          int    // the level of the loop filter, which smooths the edges of blocks, 0 to 63
	q               struct{ luma, y2, chroma quantizer }
	lambda          int64 // what a bit is worth, in squared error
	blocks          []macroblock
}

// What was measured with photographs to make the best picture of a number of bytes: how the worth of a bit and
// the level of the filter follow from the quantizer's step. Chroma is quantized finer than luma, by so many
// indices: skies and faces would get a tint otherwise, for 6 % fewer bytes.
const (
	lambdaPart = 64 // of the square of a step
	filterPart = 3  // of a step
	finerDC    = 15
	finerAC    = 4
)

func newEncoder(original planes, quality int, small bool) *encoder {
	i := 127 - 127*min(max(quality, 0), 100)/100
	dc, ac := dcTable[i], acTable[i]
	width, height := original[0].width, original[0].height
	e := &encoder{
		original: original, recon: newPlanes(width, height), small: small,
		index: i, filter: min(int(ac/filterPart), 63),
		lambda: int64(ac*ac) / lambdaPart,
		blocks: make([]macroblock, width/16*(height/16)),
	}
	// RFC 6386, 14.1.
	e.q.luma = quantizer{dc, ac}
	e.q.y2 = quantizer{2 * dc, max(8, ac*155/100)}
	e.q.chroma = quantizer{min(132, dcTable[max(i-finerDC, 0)]), acTable[max(i-finerAC, 0)]}
	return e
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

// write writes the two partitions of a frame: a header with the modes of all macroblocks (RFC 6386, 9.2 to 9.11
// and 19.2), and their coefficients.
func (e *encoder) write() (first, second []byte) {
	var count counter
	empty := 0
	e.each(func(i int, above, left *around) {
		m := &e.blocks[i]
		if m.empty() {
			empty++
		}
		m.coefficients(&count, above, left)
	})
	p := count.best()
	full := probability(min(max(256-256*empty/len(e.blocks), 1), 255)) // that a macroblock is not empty

	w := newBoolEncoder()
	w.number(0, 1)        // color_space
	w.number(0, 1)        // clamping_type: samples are clamped
	w.number(0, 1)        // segmentation_enabled
	w.number(0, 1)        // filter_type: the normal loop filter
	w.number(e.filter, 6) // loop_filter_level
	w.number(0, 3)        // sharpness_level
	w.number(0, 1)        // loop_filter_adj_enable
	w.number(0, 2)        // log2_nbr_of_dct_partitions
	w.number(e.index, 7)  // y_ac_qi
	w.number(0, 3)        // no y_dc_delta, y2_dc_delta, y2_ac_delta
	for _, finer := range []int{finerDC, finerAC} {
		w.number(1, 1) // uv_dc_delta_present, uv_ac_delta_present
		w.number(finer, 4)
		w.number(1, 1) // it is negative
	}
	w.number(0, 1) // refresh_entropy_probs
	p.write(w)
	w.number(1, 1)         // mb_no_coeff_skip
	w.number(int(full), 8) // prob_skip_false
	modes, tokens := tokenWriter{w, &p}, tokenWriter{newBoolEncoder(), &p}
	e.each(func(i int, above, left *around) {
		m := &e.blocks[i]
		w.bit(m.empty(), full)
		m.lumaMode(modes, above, left)
		m.chromaMode(modes)
		m.coefficients(tokens, above, left)
	})
	return w.bytes(), tokens.bytes()
}
