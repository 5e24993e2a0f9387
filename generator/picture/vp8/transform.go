package vp8

// block are the numbers of 4×4 samples, row by row: their residual, or its coefficients.
type block [16]int32

// The inverse transforms of RFC 6386, section 14, and what they are the inverse of. A coefficient is half the sum
// of the residual multiplied by a wave, √2·cos((2k+1)nπ/8) in each direction; in the Walsh-Hadamard transform, by
// ones and minus ones.

// forwardDCT makes coefficients of a residual.
func (b *block) forwardDCT() {
	const (
		big   = 5352 // 4096·√2·cos(π/8)
		small = 2217 // 4096·√2·sin(π/8)
	)
	for i := 0; i < 16; i += 4 {
		s0, s1, d0, d1 := b[i]+b[i+3], b[i+1]+b[i+2], b[i]-b[i+3], b[i+1]-b[i+2]
		b[i] = (s0 + s1) * 8
		b[i+1] = (d0*big + d1*small + 1<<8) >> 9
		b[i+2] = (s0 - s1) * 8
		b[i+3] = (d0*small - d1*big + 1<<8) >> 9
	}
	for i := range 4 {
		s0, s1, d0, d1 := b[i]+b[i+12], b[i+4]+b[i+8], b[i]-b[i+12], b[i+4]-b[i+8]
		b[i] = (s0 + s1 + 8) >> 4
		b[i+4] = (d0*big + d1*small + 1<<15) >> 16
		b[i+8] = (s0 - s1 + 8) >> 4
		b[i+12] = (d0*small - d1*big + 1<<15) >> 16
	}
}

// inverseDCT makes a residual of coefficients, to the bit as every decoder does.
func (b *block) inverseDCT() {
	const (
		big   = 85627 // 65536·√2·cos(π/8)
		small = 35468 // 65536·√2·sin(π/8)
	)
	for i := range 4 {
		s, d := b[i]+b[i+8], b[i]-b[i+8]
		p := b[i+4]*small>>16 - b[i+12]*big>>16
		q := b[i+4]*big>>16 + b[i+12]*small>>16
		b[i], b[i+4], b[i+8], b[i+12] = s+q, d+p, d-p, s-q
	}
	for i := 0; i < 16; i += 4 {
		s, d := b[i]+b[i+2]+4, b[i]-b[i+2]+4
		p := b[i+1]*small>>16 - b[i+3]*big>>16
		q := b[i+1]*big>>16 + b[i+3]*small>>16
		b[i], b[i+1], b[i+2], b[i+3] = (s+q)>>3, (d+p)>>3, (d-p)>>3, (s-q)>>3
	}
}

// hadamard adds and subtracts the four numbers at i, i+step, … , each of which comes out once.
func (b *block) hadamard(i, step int) {
	s0, s1 := b[i]+b[i+3*step], b[i+step]+b[i+2*step]
	d0, d1 := b[i]-b[i+3*step], b[i+step]-b[i+2*step]
	b[i], b[i+step], b[i+2*step], b[i+3*step] = s0+s1, d0+d1, s0-s1, d0-d1
}

func (b *block) wht() {
	for i := range 4 {
		b.hadamard(i, 4)
	}
	for i := 0; i < 16; i += 4 {
		b.hadamard(i, 1)
	}
}

// forwardWHT makes coefficients of the DC coefficients of sixteen blocks.
func (b *block) forwardWHT() {
	b.wht()
	for i := range b {
		b[i] = (b[i] + 1) >> 1
	}
}

func (b *block) inverseWHT() {
	b.wht()
	for i := range b {
		b[i] = (b[i] + 3) >> 3
	}
}

// satd is the sum of absolute transformed differences, which is about what a residual costs.
func (b *block) satd() (sum int32) {
	c := *b
	c.wht()
	for _, v := range c {
		sum += max(v, -v)
	}
	return sum / 2
}

// quantizer are the steps that coefficients are rounded to multiples of.
type quantizer struct{ dc, ac int32 }

// What is added to a coefficient before it is rounded down, in 1/256 of a step: less than half of one, since
// rounding up is rarely worth its bits.
const (
	upDC = 110
	upAC = 105
)

// zigzag is the order in which coefficients are written (RFC 6386, 13).
var zigzag = [16]uint8{0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15}

// levels are quantized coefficients, in the order of [zigzag].
type levels [16]int16

// quantize quantizes the coefficients from the first'th on, and makes of b what a decoder makes of them.
func (q quantizer) quantize(b *block, first int) (l levels) {
	const most = 2047 // (RFC 6386, 13.2)
	for n := first; n < 16; n++ {
		i := zigzag[n]
		step, up := q.ac, int32(upAC)
		if i == 0 {
			step, up = q.dc, upDC
		}
		v := b[i]
		size := min((max(v, -v)+step*up>>8)/step, most)
		if size == 0 {
			b[i] = 0
			continue
		}
		if v < 0 {
			size = -size
		}
		l[n], b[i] = int16(size), size*step
	}
	return l
}
