package vp8

// trial tries ways to write one macroblock.
type trial struct {
	*encoder
	x, y        int     // in macroblocks
	above, left *around // of this macroblock; they become those of its neighbours
	prices      pricer
}

// score weighs what is lost against what it costs. Less is better.
func (t *trial) score(distance int64, price int32) int64 {
	return distance*256 + t.bit*int64(price)
}

// best returns the best way, leaves what it makes in made, and what it means to its neighbours in above and left.
func (t *trial) best() macroblock {
	m, score, pixels := t.large()
	if small, other := t.squares(score); other < score {
		m = small
	} else {
		t.made[0].put(pixels[:], t.x*16, t.y*16, 16)
	}
	t.colours(&m)
	m.brightnessMode(&t.prices, t.above, t.left)
	m.levels(&t.prices, t.above, t.left)
	return m
}

// large tries the four ways to foretell brightness as one square.
func (t *trial) large() (best macroblock, score int64, pixels [256]uint8) {
	x, y := t.x*16, t.y*16
	for mode := range largeModes {
		var foretold [256]uint8
		t.made[0].large(foretold[:], mode, x, y, 16)
		m := macroblock{mode: uint8(mode)}
		for i := range m.modes {
			m.modes[i] = m.mode
		}
		var squares [16]block
		var means block
		for i := range squares {
			b := t.original[0].difference(x+i%4*4, y+i/4*4, foretold[i/4*64+i%4*4:], 16)
			b.forward()
			means[i], b[0] = b[0], 0
			m.rest[i] = t.brightness.round(&b, 1)
			squares[i] = b
		}
		means.forwardWalsh()
		m.means = t.means.round(&means, 0)
		means.inverseWalsh()
		distance := int64(0)
		for i := range squares {
			b := &squares[i]
			b[0] = means[i]
			b.inverse()
			distance += t.made[0].add(x+i%4*4, y+i/4*4, foretold[i/4*64+i%4*4:], 16, b, t.original[0])
		}
		above, left := *t.above, *t.left
		price := t.price(func(to sink) {
			m.brightnessMode(to, &above, &left)
			square(to, kindMeans, &m.means, 0, &above.nonzero[8], &left.nonzero[8])
			for i := range 16 {
				square(to, kindRest, &m.rest[i], 1, &above.nonzero[i%4], &left.nonzero[i/4])
			}
		})
		if s := t.score(distance, price); mode == 0 || s < score {
			best, score = m, s
			t.made[0].get(pixels[:], x, y, 16)
		}
	}
	return best, score, pixels
}

// candidates is how many of the ways to foretell a small square are tried to the end.
const candidates = 3

// squares tries to foretell brightness in small squares. It gives up when that is no better than limit.
func (t *trial) squares(limit int64) (m macroblock, score int64) {
	if !t.small {
		return m, limit
	}
	m.small = true
	above, left := *t.above, *t.left
	score = t.score(0, t.price(func(to sink) { to.fixed(false, largeBits[0]) }))
	right := t.made[0].right(t.x*16, t.y*16)
	for i := range 16 {
		x, y := t.x*16+i%4*4, t.y*16+i/4*4
		edge := t.made[0].edge(x, y, right[:])
		bits := modeBits[above.modes[i%4]][left.modes[i/4]][:]
		var foretold [smallModes][16]uint8
		var guess [smallModes]int64
		var prices [smallModes]int32
		for mode := range smallModes {
			edge.small(&foretold[mode], mode)
			b := t.original[0].difference(x, y, foretold[mode][:], 4)
			prices[mode] = t.price(func(to sink) { goTo(to, smallWays[mode], bits) })
			guess[mode] = int64(b.roughness())*256 + int64(t.brightness.other)*int64(prices[mode])*3/8 // a step is worth 3/8 of a bit
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
			b := t.original[0].difference(x, y, foretold[mode][:], 4)
			b.forward()
			l := t.brightness.round(&b, 0)
			b.inverse()
			distance := t.made[0].add(x, y, foretold[mode][:], 4, &b, t.original[0])
			price := prices[mode] + t.price(func(to sink) {
				tokens(to, kindWhole, above.nonzero[i%4]+left.nonzero[i/4], &l, 0)
			})
			if s := t.score(distance, price); bestMode < 0 || s < bestScore {
				bestMode, bestScore, best = mode, s, l
				t.made[0].get(pixels[:], x, y, 4)
			}
		}
		t.made[0].put(pixels[:], x, y, 4)
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

// colours tries the four ways to foretell both colours.
func (t *trial) colours(m *macroblock) {
	x, y := t.x*8, t.y*8
	var bestScore int64
	var best [8]levels
	var pixels [2][64]uint8
	for mode := range largeModes {
		var now [8]levels
		distance := int64(0)
		for c := range 2 {
			made, original := t.made[1+c], t.original[1+c]
			var foretold [64]uint8
			made.large(foretold[:], mode, x, y, 8)
			for i := range 4 {
				at := foretold[i/2*32+i%2*4:]
				b := original.difference(x+i%2*4, y+i/2*4, at, 8)
				b.forward()
				now[4*c+i] = t.colour.round(&b, 0)
				b.inverse()
				distance += made.add(x+i%2*4, y+i/2*4, at, 8, &b, original)
			}
		}
		above, left := *t.above, *t.left
		price := t.price(func(to sink) {
			goTo(to, colourWays[mode], colourBits)
			for i := range now {
				a, l := colourEdge(i)
				square(to, kindColour, &now[i], 0, &above.nonzero[a], &left.nonzero[l])
			}
		})
		if s := t.score(distance, price); mode == 0 || s < bestScore {
			bestScore, best, m.colour = s, now, uint8(mode)
			for c := range pixels {
				t.made[1+c].get(pixels[c][:], x, y, 8)
			}
		}
	}
	for c := range pixels {
		t.made[1+c].put(pixels[c][:], x, y, 8)
	}
	copy(m.rest[16:], best[:])
}

// price is what f sends.
func (t *trial) price(f func(to sink)) int32 {
	t.prices.sum = 0
	f(&t.prices)
	return t.prices.sum
}
