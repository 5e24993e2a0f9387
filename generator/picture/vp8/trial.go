package vp8

// trial tries ways to write one macroblock.
type trial struct {
	*encoder
	x, y        int     // in macroblocks
	above, left *around // of this macroblock; they become those of its neighbours
	prices      pricer
}

// score weighs what is lost, in squared error, against what it costs, in 1/256 of a bit. Less is better.
func (t *trial) score(squared int64, price int32) int64 {
	return squared*256 + t.lambda*int64(price)
}

// best returns the best way, leaves what it makes in recon, and what it means to its neighbours in above and left.
func (t *trial) best() macroblock {
	m, score, pixels := t.luma16()
	if small, other := t.luma4(score); other < score {
		m = small
	} else {
		t.recon[0].put(pixels[:], t.x*16, t.y*16, 16)
	}
	t.chroma(&m)
	m.lumaMode(&t.prices, t.above, t.left)
	m.coefficients(&t.prices, t.above, t.left)
	return m
}

// luma16 tries the four ways to predict luma as one block.
func (t *trial) luma16() (best macroblock, score int64, pixels [256]uint8) {
	x, y := t.x*16, t.y*16
	for mode := range largeModes {
		var predicted [256]uint8
		t.recon[0].large(predicted[:], mode, x, y, 16)
		m := macroblock{mode: uint8(mode)}
		for i := range m.modes {
			m.modes[i] = m.mode
		}
		var blocks [16]block
		var y2 block
		for i := range blocks {
			b := t.original[0].residual(x+i%4*4, y+i/4*4, predicted[i/4*64+i%4*4:], 16)
			b.forwardDCT()
			y2[i], b[0] = b[0], 0
			m.rest[i] = t.q.luma.quantize(&b, 1)
			blocks[i] = b
		}
		y2.forwardWHT()
		m.y2 = t.q.y2.quantize(&y2, 0)
		y2.inverseWHT()
		squared := int64(0)
		for i := range blocks {
			b := &blocks[i]
			b[0] = y2[i]
			b.inverseDCT()
			squared += t.recon[0].add(x+i%4*4, y+i/4*4, predicted[i/4*64+i%4*4:], 16, b, t.original[0])
		}
		above, left := *t.above, *t.left
		price := t.price(func(to sink) {
			m.lumaMode(to, &above, &left)
			residue(to, kindY2, &m.y2, 0, &above.nonzero[8], &left.nonzero[8])
			for i := range 16 {
				residue(to, kindLumaAC, &m.rest[i], 1, &above.nonzero[i%4], &left.nonzero[i/4])
			}
		})
		if s := t.score(squared, price); mode == 0 || s < score {
			best, score = m, s
			t.recon[0].get(pixels[:], x, y, 16)
		}
	}
	return best, score, pixels
}

// candidates is how many of the ways to predict a small block are tried to the end.
const candidates = 3

// luma4 tries to predict luma in small blocks. It gives up when that is no better than limit.
func (t *trial) luma4(limit int64) (m macroblock, score int64) {
	if !t.small {
		return m, limit
	}
	m.small = true
	above, left := *t.above, *t.left
	score = t.score(0, t.price(func(to sink) { to.fixed(false, largeBits[0]) }))
	right := t.recon[0].right(t.x*16, t.y*16)
	for i := range 16 {
		x, y := t.x*16+i%4*4, t.y*16+i/4*4
		edge := t.recon[0].edge(x, y, right[:])
		bits := modeBits[above.modes[i%4]][left.modes[i/4]][:]
		var predicted [smallModes][16]uint8
		var guess [smallModes]int64
		var prices [smallModes]int32
		for mode := range smallModes {
			edge.small(&predicted[mode], mode)
			b := t.original[0].residual(x, y, predicted[mode][:], 4)
			prices[mode] = t.price(func(to sink) { send(to, smallWays[mode], bits) })
			guess[mode] = int64(b.satd())*256 + int64(t.q.luma.ac)*int64(prices[mode])*3/8 // a step is worth 3/8 of a bit
		}
		var best levels
		var pixels [16]uint8
		bestMode, bestScore := -1, int64(0)
		for range candidates {
			mode := 0
			for k := range guess {
				if guess[k] < guess[mode] {
					mode = k
				}
			}
			guess[mode] = 1 << 62
			b := t.original[0].residual(x, y, predicted[mode][:], 4)
			b.forwardDCT()
			l := t.q.luma.quantize(&b, 0)
			b.inverseDCT()
			squared := t.recon[0].add(x, y, predicted[mode][:], 4, &b, t.original[0])
			price := prices[mode] + t.price(func(to sink) {
				tokens(to, kindLuma, above.nonzero[i%4]+left.nonzero[i/4], &l, 0)
			})
			if s := t.score(squared, price); bestMode < 0 || s < bestScore {
				bestMode, bestScore, best = mode, s, l
				t.recon[0].get(pixels[:], x, y, 4)
			}
		}
		t.recon[0].put(pixels[:], x, y, 4)
		m.modes[i], m.rest[i] = uint8(bestMode), best
		any := truth(best != levels{})
		above.nonzero[i%4], left.nonzero[i/4] = any, any
		above.modes[i%4], left.modes[i/4] = m.modes[i], m.modes[i]
		if score += bestScore; score >= limit {
			break
		}
	}
	return m, score
}

// chroma tries the four ways to predict both of its planes.
func (t *trial) chroma(m *macroblock) {
	x, y := t.x*8, t.y*8
	var bestScore int64
	var best [8]levels
	var pixels [2][64]uint8
	for mode := range largeModes {
		var now [8]levels
		squared := int64(0)
		for c := range 2 {
			recon, original := t.recon[1+c], t.original[1+c]
			var predicted [64]uint8
			recon.large(predicted[:], mode, x, y, 8)
			for i := range 4 {
				at := predicted[i/2*32+i%2*4:]
				b := original.residual(x+i%2*4, y+i/2*4, at, 8)
				b.forwardDCT()
				now[4*c+i] = t.q.chroma.quantize(&b, 0)
				b.inverseDCT()
				squared += recon.add(x+i%2*4, y+i/2*4, at, 8, &b, original)
			}
		}
		above, left := *t.above, *t.left
		price := t.price(func(to sink) {
			send(to, chromaWays[mode], chromaBits)
			for i := range now {
				a, l := chromaEdge(i)
				residue(to, kindChroma, &now[i], 0, &above.nonzero[a], &left.nonzero[l])
			}
		})
		if s := t.score(squared, price); mode == 0 || s < bestScore {
			bestScore, best, m.chroma = s, now, uint8(mode)
			for c := range pixels {
				t.recon[1+c].get(pixels[c][:], x, y, 8)
			}
		}
	}
	for c := range pixels {
		t.recon[1+c].put(pixels[c][:], x, y, 8)
	}
	copy(m.rest[16:], best[:])
}

// price is what f sends.
func (t *trial) price(f func(to sink)) int32 {
	t.prices.sum = 0
	f(&t.prices)
	return t.prices.sum
}
