package vp8

import "math/bits"

// probability is how probable a zero is, in 1/256.
type probability = uint8

const even probability = 128

// boolEncoder writes bits into fewer bits, the more so the better they were predicted: the boolean entropy
// encoder of RFC 6386, section 7. It halves the space between low and low+span for each bit; any number in
// what remains stands for all of them.
type boolEncoder struct {
	out     []byte
	low     uint32 // the digits that were not written yet, 8+pending of them, and a carry
	span    uint32 // 128 to 255
	pending int
}

func newBoolEncoder() *boolEncoder { return &boolEncoder{span: 255} }

func (w *boolEncoder) bit(one bool, zero probability) {
	split := 1 + (w.span-1)*uint32(zero)>>8
	if one {
		w.low += split
		w.span -= split
	} else {
		w.span = split
	}
	shift := bits.LeadingZeros8(uint8(w.span))
	w.span <<= shift
	w.low <<= shift
	w.pending += shift
	w.drain()
}

// drain writes the digits that no later bit changes, but for a carry.
func (w *boolEncoder) drain() {
	for w.pending >= 8 {
		top := w.low >> w.pending
		if top > 0xff {
			i := len(w.out) - 1
			for ; w.out[i] == 0xff; i-- {
				w.out[i] = 0
			}
			w.out[i]++
		}
		w.out = append(w.out, byte(top))
		w.low &= 1<<w.pending - 1
		w.pending -= 8
	}
}

// number writes the lowest n bits of v, the highest of them first.
func (w *boolEncoder) number(v, n int) {
	for n--; n >= 0; n-- {
		w.bit(v>>n&1 != 0, even)
	}
}

// bytes ends the writing.
func (w *boolEncoder) bytes() []byte {
	for range 2 {
		w.low <<= 8
		w.pending += 8
		w.drain()
	}
	return w.out
}

// cost is what a bit takes, in 1/256 of a bit.
func cost(one bool, zero probability) int32 {
	if one {
		return costs[256-int(zero)]
	}
	return costs[zero]
}

// costs are -256·log2(p/256), by p.
var costs = func() (list [257]int32) {
	for p := 1; p <= 256; p++ {
		// In whole numbers, so that every machine comes to the same: p's logarithm grows by a half, a quarter …
		// where squaring it passes two.
		whole := bits.Len(uint(p)) - 1
		log, x := int32(whole)<<16, uint64(p)<<(32-whole)
		for digit := int32(1) << 15; digit > 0; digit >>= 1 {
			if x = x * (x >> 16) >> 16; x >= 2<<32 {
				x >>= 1
				log += digit
			}
		}
		list[p] = (8<<16 - log + 1<<7) >> 8
	}
	list[0] = list[1]
	return list
}()
