package vp8

import "image"

// planes are the samples of a picture: its luma, and in half as many rows and columns its chroma, blue and red.
type planes [3]*plane

func newPlanes(width, height int) planes {
	return planes{newPlane(width, height), newPlane(width/2, height/2), newPlane(width/2, height/2)}
}

// planesOf are those of a picture, by the matrix of ITU-R BT.601 in its narrow range, as WebP has them.
// The last row and column are repeated up to whole macroblocks.
func planesOf(img *image.RGBA) planes {
	size := img.Rect.Size()
	width, height := (size.X+15)&^15, (size.Y+15)&^15
	c := newPlanes(width, height)
	pixel := func(x, y int) (r, g, b int32) {
		p := img.Pix[min(y, size.Y-1)*img.Stride+min(x, size.X-1)*4:][:3]
		return int32(p[0]), int32(p[1]), int32(p[2])
	}
	for y := 0; y < height; y += 2 {
		for x := 0; x < width; x += 2 {
			var red, green, blue int32
			for i := range 4 {
				r, g, b := pixel(x+i&1, y+i>>1)
				red, green, blue = red+r, green+g, blue+b
				c[0].at[c[0].index(x+i&1, y+i>>1)] = uint8((16829*r + 33039*g + 6416*b + 16<<16 + 1<<15) >> 16)
			}
			i := c[1].index(x/2, y/2)
			c[1].at[i] = clamp((28784*blue - 9714*red - 19070*green + 128<<18 + 1<<17) >> 18)
			c[2].at[i] = clamp((28784*red - 24103*green - 4681*blue + 128<<18 + 1<<17) >> 18)
		}
	}
	return c
}

// macroblock is how 16×16 samples are written.
type macroblock struct {
	small  bool       // luma is predicted in blocks of 4×4
	mode   uint8      // of luma in one block
	modes  [16]uint8  // of its small blocks; where there are none, they count as having mode
	chroma uint8      // the mode of both planes
	y2     levels     // the DC coefficients of luma, where it is one block
	rest   [24]levels // sixteen blocks of luma, four each of chroma
}

// around is what the blocks along an edge of a macroblock say of those beyond it: whether they have
// coefficients, and their modes.
type around struct {
	nonzero [9]uint8 // four blocks of luma, two of each plane of chroma, and the y2
	modes   [4]uint8
}

// chromaEdge is where the i'th block of chroma stands in around.nonzero.
func chromaEdge(i int) (above, left int) { return 4 + i/4*2 + i%2, 4 + i/4*2 + i%4/2 }

// coefficients sends those of a macroblock on, or none when it is empty, and notes which blocks have some.
func (m *macroblock) coefficients(to sink, above, left *around) {
	if m.empty() {
		above.nothing(m.small)
		left.nothing(m.small)
		return
	}
	kind, first := kindLuma, 0
	if !m.small {
		residue(to, kindY2, &m.y2, 0, &above.nonzero[8], &left.nonzero[8])
		kind, first = kindLumaAC, 1
	}
	for i := range 16 {
		residue(to, kind, &m.rest[i], first, &above.nonzero[i%4], &left.nonzero[i/4])
	}
	for i := range 8 {
		a, l := chromaEdge(i)
		residue(to, kindChroma, &m.rest[16+i], 0, &above.nonzero[a], &left.nonzero[l])
	}
}

// residue sends the coefficients of one block on, and notes whether there are any.
func residue(to sink, kind int, l *levels, first int, above, left *uint8) {
	*above = truth(tokens(to, kind, *above+*left, l, first))
	*left = *above
}

// empty says whether there are no coefficients.
func (m *macroblock) empty() bool {
	return (m.small || m.y2 == levels{}) && m.rest == [24]levels{}
}

// nothing notes an empty macroblock. One in small blocks has no y2, and leaves what was known of the one before.
func (a *around) nothing(small bool) {
	y2 := a.nonzero[8]
	a.nonzero = [9]uint8{}
	if small {
		a.nonzero[8] = y2
	}
}

func truth(b bool) uint8 {
	if b {
		return 1
	}
	return 0
}

// turn is a bit on the way to a mode.
type turn struct {
	bit int // by whose probability it goes
	one bool
}

// The ways to the modes (RFC 6386, 11.2).
var (
	largeWays = [largeModes][]turn{
		modeDC: {{1, false}, {2, false}}, modeV: {{1, false}, {2, true}},
		modeH: {{1, true}, {3, false}}, modeTM: {{1, true}, {3, true}},
	}
	largeBits = []probability{145, 156, 163, 128}

	chromaWays = [largeModes][]turn{
		modeDC: {{0, false}}, modeV: {{0, true}, {1, false}},
		modeH: {{0, true}, {1, true}, {2, false}}, modeTM: {{0, true}, {1, true}, {2, true}},
	}
	chromaBits = []probability{142, 114, 183}

	smallWays = [smallModes][]turn{
		modeDC: {{0, false}},
		modeTM: {{0, true}, {1, false}},
		modeV:  {{0, true}, {1, true}, {2, false}},
		modeH:  {{0, true}, {1, true}, {2, true}, {3, false}, {4, false}},
		modeRD: {{0, true}, {1, true}, {2, true}, {3, false}, {4, true}, {5, false}},
		modeVR: {{0, true}, {1, true}, {2, true}, {3, false}, {4, true}, {5, true}},
		modeLD: {{0, true}, {1, true}, {2, true}, {3, true}, {6, false}},
		modeVL: {{0, true}, {1, true}, {2, true}, {3, true}, {6, true}, {7, false}},
		modeHD: {{0, true}, {1, true}, {2, true}, {3, true}, {6, true}, {7, true}, {8, false}},
		modeHU: {{0, true}, {1, true}, {2, true}, {3, true}, {6, true}, {7, true}, {8, true}},
	}
)

func send(to sink, way []turn, bits []probability) {
	for _, t := range way {
		to.fixed(t.one, bits[t.bit])
	}
}

// lumaMode sends on how luma is predicted.
func (m *macroblock) lumaMode(to sink, above, left *around) {
	to.fixed(!m.small, largeBits[0])
	if !m.small {
		send(to, largeWays[m.mode], largeBits)
	}
	for i, mode := range m.modes {
		if m.small {
			send(to, smallWays[mode], modeBits[above.modes[i%4]][left.modes[i/4]][:])
		}
		above.modes[i%4], left.modes[i/4] = mode, mode
	}
}

// chromaMode sends on how chroma is.
func (m *macroblock) chromaMode(to sink) { send(to, chromaWays[m.chroma], chromaBits) }
