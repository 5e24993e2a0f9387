package vp8

// The ways to predict a block from the samples above and to the left of it (RFC 6386, 12.2 and 12.3). Large
// blocks know the first four. The numbers are those of modeBits.
const (
	modeDC = iota // the mean of what is around
	modeTM        // what is above, and as much more as the left is
	modeV         // what is above
	modeH         // what is to the left
	modeRD        // and what lies in other directions
	modeVR
	modeLD
	modeVL
	modeHD
	modeHU
	smallModes

	largeModes = modeH + 1
)

// What stands above and to the left of the picture (RFC 6386, 12.2).
const (
	beyondTop  = 127
	beyondLeft = 129
)

// plane are the samples of luma or chroma, in rows. There is a margin above and to the left, and of four samples
// to the right, so that every block has neighbours.
type plane struct {
	at            []uint8
	stride        int
	width, height int // whole macroblocks
}

func newPlane(width, height int) *plane {
	p := &plane{stride: width + 1 + 4, width: width, height: height}
	p.at = make([]uint8, p.stride*(height+1))
	for i := range p.stride {
		p.at[i] = beyondTop
	}
	for y := 1; y <= height; y++ {
		p.at[y*p.stride] = beyondLeft
	}
	return p
}

// index is where a sample is.
func (p *plane) index(x, y int) int { return (y+1)*p.stride + x + 1 }

// get copies n×n samples out of the plane, and put into it.
func (p *plane) get(to []uint8, x, y, n int) {
	for row := range n {
		copy(to[row*n:][:n], p.at[p.index(x, y+row):])
	}
}

func (p *plane) put(from []uint8, x, y, n int) {
	for row := range n {
		copy(p.at[p.index(x, y+row):], from[row*n:][:n])
	}
}

// right are the four samples above and to the right of a macroblock; at the right end of the picture, where
// there are none, the last above it (as every decoder does).
func (p *plane) right(x, y int) (four [4]uint8) {
	i := p.index(x, y) - p.stride
	copy(four[:], p.at[i+16:])
	if y > 0 && x+16 == p.width {
		for k := range four {
			four[k] = p.at[i+15]
		}
	}
	return four
}

// residual is what 4×4 samples have more than was predicted.
func (p *plane) residual(x, y int, predicted []uint8, stride int) (b block) {
	i := p.index(x, y)
	for row := range 4 {
		have, want := predicted[row*stride:][:4], p.at[i+row*p.stride:][:4]
		for k := range 4 {
			b[row*4+k] = int32(want[k]) - int32(have[k])
		}
	}
	return b
}

// add writes 4×4 samples, which are what was predicted and its residual, and returns their squared error.
func (p *plane) add(x, y int, predicted []uint8, stride int, b *block, original *plane) (squared int64) {
	i := p.index(x, y)
	for row := range 4 {
		from, to, want := predicted[row*stride:][:4], p.at[i+row*p.stride:][:4], original.at[i+row*p.stride:][:4]
		for k := range 4 {
			v := clamp(int32(from[k]) + b[row*4+k])
			to[k] = v
			d := int64(v) - int64(want[k])
			squared += d * d
		}
	}
	return squared
}

func clamp(v int32) uint8 { return uint8(min(max(v, 0), 255)) }

// large predicts n×n samples, 8 or 16, row by row.
func (p *plane) large(to []uint8, mode, x, y, n int) {
	i := p.index(x, y)
	above := p.at[i-p.stride:][:n]
	left := func(row int) int32 { return int32(p.at[i+row*p.stride-1]) }
	switch mode {
	case modeDC:
		sum, count := int32(0), int32(0)
		if y > 0 {
			for _, v := range above {
				sum += int32(v)
			}
			count += int32(n)
		}
		if x > 0 {
			for row := range n {
				sum += left(row)
			}
			count += int32(n)
		}
		mean := uint8(128)
		if count > 0 {
			mean = uint8((sum + count/2) / count)
		}
		for k := range to[:n*n] {
			to[k] = mean
		}
	case modeTM:
		corner := int32(p.at[i-p.stride-1])
		for row := range n {
			change := left(row) - corner
			for k, v := range above {
				to[row*n+k] = clamp(int32(v) + change)
			}
		}
	case modeV:
		for row := range n {
			copy(to[row*n:], above)
		}
	case modeH:
		for row := range n {
			v := uint8(left(row))
			for k := range n {
				to[row*n+k] = v
			}
		}
	}
}

// edge are the samples around a small block, from the lowest to the left over the corner, edge[4], to the
// eighth above.
type edge [13]int32

// edge takes them. For a block at the right of a macroblock, right are the four above and to the right: those above
// the macroblock, in all four rows of blocks, since the next macroblock is not there yet.
func (p *plane) edge(x, y int, right []uint8) (e edge) {
	i := p.index(x, y)
	for k := range 4 {
		e[3-k] = int32(p.at[i+k*p.stride-1])
	}
	for k, v := range p.at[i-p.stride-1:][:9] {
		e[4+k] = int32(v)
	}
	if x%16 == 12 {
		for k, v := range right {
			e[9+k] = int32(v)
		}
	}
	return e
}

// mean2 and mean3 are a sample between two of the edge, and one smoothed with its neighbours.
func (e *edge) mean2(i int) uint8 { return uint8((e[i] + e[i+1] + 1) >> 1) }
func (e *edge) mean3(i int) uint8 { return uint8((e[i-1] + 2*e[i] + e[min(i+1, 12)] + 2) >> 2) }

// small predicts 4×4 samples, row by row.
func (e *edge) small(to *[16]uint8, mode int) {
	row := func(r int, a, b, c, d uint8) { to[4*r], to[4*r+1], to[4*r+2], to[4*r+3] = a, b, c, d }
	switch mode {
	case modeDC:
		sum := e[0] + e[1] + e[2] + e[3] + e[5] + e[6] + e[7] + e[8]
		for i := range to {
			to[i] = uint8((sum + 4) >> 3)
		}
	case modeTM:
		for i := range to {
			to[i] = clamp(e[3-i/4] + e[5+i%4] - e[4])
		}
	case modeV:
		for i := range to {
			to[i] = e.mean3(5 + i%4)
		}
	case modeH:
		last := uint8((e[1] + 3*e[0] + 2) >> 2)
		for i := range 12 {
			to[i] = e.mean3(3 - i/4)
		}
		row(3, last, last, last, last)
	case modeRD:
		for i := range to {
			to[i] = e.mean3(4 - i/4 + i%4)
		}
	case modeVR:
		row(0, e.mean2(4), e.mean2(5), e.mean2(6), e.mean2(7))
		row(1, e.mean3(4), e.mean3(5), e.mean3(6), e.mean3(7))
		row(2, e.mean3(3), to[0], to[1], to[2])
		row(3, e.mean3(2), to[4], to[5], to[6])
	case modeLD:
		for i := range to {
			to[i] = e.mean3(6 + i/4 + i%4)
		}
	case modeVL:
		row(0, e.mean2(5), e.mean2(6), e.mean2(7), e.mean2(8))
		row(1, e.mean3(6), e.mean3(7), e.mean3(8), e.mean3(9))
		row(2, to[1], to[2], to[3], e.mean3(10))
		row(3, to[5], to[6], to[7], e.mean3(11))
	case modeHD:
		row(0, e.mean2(3), e.mean3(4), e.mean3(5), e.mean3(6))
		row(1, e.mean2(2), e.mean3(3), to[0], to[1])
		row(2, e.mean2(1), e.mean3(2), to[4], to[5])
		row(3, e.mean2(0), e.mean3(1), to[8], to[9])
	case modeHU:
		low := uint8(e[0])
		row(0, e.mean2(2), e.mean3(2), e.mean2(1), e.mean3(1))
		row(1, to[2], to[3], e.mean2(0), uint8((e[1]+3*e[0]+2)>>2))
		row(2, to[6], to[7], low, low)
		row(3, low, low, low, low)
	}
}
