package vp8

import "image"

// colours are the samples of a picture: of its brightness, and in half as many rows and columns how blue and
// how red it is.
type colours [3]*plane

func newColours(width, height int) colours {
	return colours{newPlane(width, height), newPlane(width/2, height/2), newPlane(width/2, height/2)}
}

// samples are those of an opaque picture, by the matrix of ITU-R BT.601 in its narrow range, as WebP has them.
// The last row and column are repeated up to whole macroblocks.
func samples(img *image.RGBA) colours {
	size := img.Rect.Size()
	width, height := (size.X+15)&^15, (size.Y+15)&^15
	c := newColours(width, height)
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

// macroblock is how a square of sixteen by sixteen is written.
type macroblock struct {
	small  bool       // in squares of four by four, each foretold in its own way
	mode   uint8      // of a large square
	modes  [16]uint8  // of small ones; those that stand for mode for a large one
	colour uint8      // the mode of both colours
	means  levels     // of the sixteen squares of a large one
	rest   [24]levels // of the squares of brightness, and of both colours
}

// around are the nonzero squares and the modes along an edge of a macroblock.
type around struct {
	nonzero [9]uint8 // four squares of brightness, two of each colour, and the means
	modes   [4]uint8
}

// colourEdge is where a square of the colours stands in what is nonzero above and to the left.
func colourEdge(i int) (above, left int) { return 4 + i/4*2 + i%2, 4 + i/4*2 + i%4/2 }

// levels sends all levels of a macroblock on, or none when it is empty, and notes which squares have some.
func (m *macroblock) levels(to sink, above, left *around) {
	if m.empty() {
		above.nothing(m.small)
		left.nothing(m.small)
		return
	}
	kind, first := kindWhole, 0
	if !m.small {
		square(to, kindMeans, &m.means, 0, &above.nonzero[8], &left.nonzero[8])
		kind, first = kindRest, 1
	}
	for i := range 16 {
		square(to, kind, &m.rest[i], first, &above.nonzero[i%4], &left.nonzero[i/4])
	}
	for i := range 8 {
		a, l := colourEdge(i)
		square(to, kindColour, &m.rest[16+i], 0, &above.nonzero[a], &left.nonzero[l])
	}
}

// square sends the levels of one square on, and notes whether there are any.
func square(to sink, kind int, l *levels, first int, above, left *uint8) {
	*above = truth(tokens(to, kind, *above+*left, l, first))
	*left = *above
}

// empty says whether no level is left.
func (m *macroblock) empty() bool {
	return (m.small || m.means == levels{}) && m.rest == [24]levels{}
}

// nothing notes an empty macroblock. One in small squares has no means, and leaves what was known of those before.
func (a *around) nothing(small bool) {
	means := a.nonzero[8]
	a.nonzero = [9]uint8{}
	if small {
		a.nonzero[8] = means
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
		modeMean: {{1, false}, {2, false}}, modeDown: {{1, false}, {2, true}},
		modeRight: {{1, true}, {3, false}}, modeSlope: {{1, true}, {3, true}},
	}
	largeBits = []probability{145, 156, 163, 128}

	colourWays = [largeModes][]turn{
		modeMean: {{0, false}}, modeDown: {{0, true}, {1, false}},
		modeRight: {{0, true}, {1, true}, {2, false}}, modeSlope: {{0, true}, {1, true}, {2, true}},
	}
	colourBits = []probability{142, 114, 183}

	smallWays = [smallModes][]turn{
		modeMean:           {{0, false}},
		modeSlope:          {{0, true}, {1, false}},
		modeDown:           {{0, true}, {1, true}, {2, false}},
		modeRight:          {{0, true}, {1, true}, {2, true}, {3, false}, {4, false}},
		modeRightDown:      {{0, true}, {1, true}, {2, true}, {3, false}, {4, true}, {5, false}},
		modeVerticalRight:  {{0, true}, {1, true}, {2, true}, {3, false}, {4, true}, {5, true}},
		modeLeftDown:       {{0, true}, {1, true}, {2, true}, {3, true}, {6, false}},
		modeVerticalLeft:   {{0, true}, {1, true}, {2, true}, {3, true}, {6, true}, {7, false}},
		modeHorizontalDown: {{0, true}, {1, true}, {2, true}, {3, true}, {6, true}, {7, true}, {8, false}},
		modeHorizontalUp:   {{0, true}, {1, true}, {2, true}, {3, true}, {6, true}, {7, true}, {8, true}},
	}
)

func goTo(to sink, way []turn, bits []probability) {
	for _, t := range way {
		to.fixed(t.one, bits[t.bit])
	}
}

// brightnessMode sends on how brightness is foretold.
func (m *macroblock) brightnessMode(to sink, above, left *around) {
	to.fixed(!m.small, largeBits[0])
	if !m.small {
		goTo(to, largeWays[m.mode], largeBits)
	}
	for i, mode := range m.modes {
		if m.small {
			goTo(to, smallWays[mode], modeBits[above.modes[i%4]][left.modes[i/4]][:])
		}
		above.modes[i%4], left.modes[i/4] = mode, mode
	}
}

// colourMode sends on how colours are.
func (m *macroblock) colourMode(to sink) { goTo(to, colourWays[m.colour], colourBits) }
