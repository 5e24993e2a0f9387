package vp8

// block are the sixteen numbers of a square of four by four, row by row: differences of samples, or the
// coefficients that they are made of.
type block [16]int32

// The transforms of RFC 6386, section 14, and their opposites. A coefficient is half the sum of the samples
// multiplied by its wave, which is cos((2k+1)nπ/8)·√2 in each direction; of the Walsh-Hadamard transform, by
// ones and minus ones.

// forward makes coefficients of differences.
func (b *block) forward() {
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

// inverse makes differences of coefficients, to the bit as every decoder does.
func (b *block) inverse() {
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

func (b *block) walsh() {
	for i := range 4 {
		b.hadamard(i, 4)
	}
	for i := 0; i < 16; i += 4 {
		b.hadamard(i, 1)
	}
}

// forwardWalsh makes coefficients of the mean differences of sixteen squares.
func (b *block) forwardWalsh() {
	b.walsh()
	for i := range b {
		b[i] = (b[i] + 1) >> 1
	}
}

func (b *block) inverseWalsh() {
	b.walsh()
	for i := range b {
		b[i] = (b[i] + 3) >> 3
	}
}

// roughness is the sum of what differences are made of, whatever their sign: about what they cost.
func (b *block) roughness() (sum int32) {
	c := *b
	c.walsh()
	for _, v := range c {
		sum += max(v, -v)
	}
	return sum / 2
}

// steps are what coefficients are rounded to multiples of: the first, which is the mean, and the others.
type steps struct{ mean, other int32 }

// The part of a step from which on a coefficient is rounded up, in 1/256: less than half of one is rarely
// worth its bits.
const (
	upMean  = 110
	upOther = 105
)

// zigzag is the order in which coefficients are written: those of long waves first (RFC 6386, 13).
var zigzag = [16]uint8{0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15}

// levels are rounded coefficients in steps, in the order of [zigzag].
type levels [16]int16

// round rounds the coefficients from the first'th on, those of b as well.
func (s steps) round(b *block, first int) (l levels) {
	const most = 2047 // (RFC 6386, 13.2: DCT_CAT6)
	for n := first; n < 16; n++ {
		i := zigzag[n]
		step, up := s.other, int32(upOther)
		if i == 0 {
			step, up = s.mean, upMean
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
