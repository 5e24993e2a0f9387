package vp8

// The kinds of blocks, which have probabilities of their own (RFC 6386, 13.3).
const (
	kindLumaAC = iota // luma without its DC coefficient, which a kindY2 has
	kindY2            // the DC coefficients of sixteen blocks
	kindChroma
	kindLuma // luma with its DC coefficient
	kinds
)

// probabilities are those of the bits of a token, by the kind of block, the band of the coefficient, and the
// context: how large the coefficient before was.
type probabilities [kinds][8][3][11]probability

// bands are those of coefficients in their order; there is one more for the end.
var bands = [17]uint8{0, 1, 2, 3, 6, 4, 5, 6, 6, 6, 6, 6, 6, 6, 6, 7, 0}

// category is a range of levels that share a token: the first of them and the probabilities of the bits that
// tell which it is (RFC 6386, 13.2).
type category struct {
	first int
	more  []probability
}

var categories = [6]category{
	{5, []probability{159}},
	{7, []probability{165, 145}},
	{11, []probability{173, 148, 140}},
	{19, []probability{176, 155, 140, 135}},
	{35, []probability{180, 157, 141, 134, 130}},
	{67, []probability{254, 254, 243, 230, 196, 177, 153, 140, 133, 130, 129}},
}

// sink takes the bits of tokens and modes: those whose probability, the slot'th of a token's, is found out for
// each frame, and those whose probability is fixed.
type sink interface {
	token(kind int, band, context uint8, slot int, one bool)
	fixed(one bool, zero probability)
}

// tokens sends a block's levels from the first'th on, and returns whether there are any (RFC 6386, 13).
func tokens(to sink, kind int, context uint8, l *levels, first int) bool {
	last := 15
	for last >= first && l[last] == 0 {
		last--
	}
	zero := false // an end does not follow a zero
	for n := first; n <= last; n++ {
		band, before := bands[n], context
		put := func(slot int, one bool) bool { to.token(kind, band, before, slot, one); return one }
		if !zero {
			put(0, true)
		}
		v := int(l[n])
		size := max(v, -v)
		if zero = !put(1, size > 0); zero {
			context = 0
			continue
		}
		context = 2
		switch {
		case !put(2, size > 1):
			context = 1
		case !put(3, size > 4):
			if put(4, size > 2) {
				put(5, size > 3)
			}
		default:
			k := 0
			for k < 5 && size >= categories[k+1].first {
				k++
			}
			if put(6, k > 1) {
				put(8, k > 3)
				put(9+k/4, k&1 != 0)
			} else {
				put(7, k > 0)
			}
			c := categories[k]
			for i, p := range c.more {
				to.fixed((size-c.first)>>(len(c.more)-1-i)&1 != 0, p)
			}
		}
		to.fixed(v < 0, even)
	}
	if last < 15 {
		to.token(kind, bands[max(last+1, first)], context, 0, false)
	}
	return last >= first
}

// counter counts how often the bits of tokens are zeros and ones.
type counter [kinds][8][3][11][2]int32

func (c *counter) token(kind int, band, context uint8, slot int, one bool) {
	if one {
		c[kind][band][context][slot][1]++
	} else {
		c[kind][band][context][slot][0]++
	}
}

func (*counter) fixed(bool, probability) {}

// best are the probabilities that were counted, where they save more than telling them costs.
func (c *counter) best() (p probabilities) {
	p = usual
	for kind := range p {
		for band := range p[kind] {
			for context := range p[kind][band] {
				for slot, old := range p[kind][band][context] {
					n := c[kind][band][context][slot]
					if n[0]+n[1] == 0 {
						continue
					}
					found := probability(min(max(int64(n[0])*256/int64(n[0]+n[1]), 1), 255))
					stays := renewal[kind][band][context][slot]
					saved := int64(n[0])*int64(cost(false, old)-cost(false, found)) + int64(n[1])*int64(cost(true, old)-cost(true, found))
					if saved > int64(8*256+cost(true, stays)-cost(false, stays)) {
						p[kind][band][context][slot] = found
					}
				}
			}
		}
	}
	return p
}

// write tells which of the usual probabilities are others.
func (p *probabilities) write(w *boolEncoder) {
	for kind := range p {
		for band := range p[kind] {
			for context := range p[kind][band] {
				for slot, now := range p[kind][band][context] {
					other := now != usual[kind][band][context][slot]
					w.bit(other, renewal[kind][band][context][slot])
					if other {
						w.number(int(now), 8)
					}
				}
			}
		}
	}
}

// tokenWriter writes tokens.
type tokenWriter struct {
	*boolEncoder
	p *probabilities
}

func (w tokenWriter) token(kind int, band, context uint8, slot int, one bool) {
	w.bit(one, w.p[kind][band][context][slot])
}

func (w tokenWriter) fixed(one bool, zero probability) { w.bit(one, zero) }

// pricer sums up what bits take, in 1/256 of a bit.
type pricer struct {
	p   *probabilities
	sum int32
}

func (c *pricer) token(kind int, band, context uint8, slot int, one bool) {
	c.sum += cost(one, c.p[kind][band][context][slot])
}

func (c *pricer) fixed(one bool, zero probability) { c.sum += cost(one, zero) }
