package theme

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
)

// readable is the least contrast of a link with its ground: WCAG 2.2, 1.4.3
// (https://www.w3.org/TR/WCAG22/#contrast-minimum), with a little to spare for rounding.
const readable = 4.55

// bright is the contrast that links get in the dark scheme, where a colour that is only just readable
// looks dull beside the text.
const bright = 6.5

// accents are the colours that links get: the person's own where it can be read, else the nearest
// that can.
type accents struct {
	light, dark string // "" when the colour is not one
	changed     bool   // the light scheme does not have the colour as written
	contrast    float64
}

// accents makes the accents of both schemes. No colour is readable on near-white and on near-black,
// so the dark scheme has a relative of its own: the same hue, lighter.
func (a *About) accents(color string) accents {
	c, ok := parseColor(color)
	if !ok {
		return accents{}
	}
	light, changed := towards(c, a.Paper.Light, -1, readable)
	dark, _ := towards(c, a.Paper.Dark, +1, bright)
	paper, _ := parseColor(a.Paper.Light)
	return accents{light: light.hex(), dark: dark.hex(), changed: changed, contrast: contrast(c, paper)}
}

// CheckAccent reports a colour of the person's that is too pale to be read, with the one that is shown
// in its place. What is no colour at all is told when the files are checked.
func (t *Theme) CheckAccent(written string, at diag.Span) diag.List {
	a := t.about.accents(written)
	if !a.changed {
		return nil
	}
	return diag.List{{
		Code: codeContrast, Severity: diag.Warning, Span: at, Label: "too pale for text",
		Message: fmt.Sprintf("the accent colour %s has a contrast of %.1f to 1 with the page, and text needs 4.5", written, math.Floor(a.contrast*10)/10),
		Hint:    fmt.Sprintf(`links are shown in %s; write accent: "%s" to settle it, or choose a darker colour`, a.light, a.light),
	}}
}

// towards changes the lightness of a colour in steps, darker or lighter, until it has a contrast with
// its ground. Hue stays; so does chroma, as far as the screen can show it.
func towards(c rgb, ground string, step, least float64) (rgb, bool) {
	g, _ := parseColor(ground)
	if contrast(c, g) >= least {
		return c, false
	}
	l, a, b := c.oklab()
	for l >= 0 && l <= 1 {
		l += step * 0.004
		if t := inGamut(l, a, b); contrast(t, g) >= least {
			return t, true
		}
	}
	if step < 0 {
		return rgb{}, true
	}
	return rgb{1, 1, 1}, true
}

// rgb is a colour in sRGB, 0 to 1.
type rgb struct{ r, g, b float64 }

// parseColor reads #rgb and #rrggbb.
func parseColor(s string) (rgb, bool) {
	s, ok := strings.CutPrefix(strings.TrimSpace(s), "#")
	if !ok {
		return rgb{}, false
	}
	if len(s) == 3 {
		s = string([]byte{s[0], s[0], s[1], s[1], s[2], s[2]})
	}
	n, err := strconv.ParseUint(s, 16, 32)
	if err != nil || len(s) != 6 {
		return rgb{}, false
	}
	return rgb{float64(n>>16) / 255, float64(n>>8&255) / 255, float64(n&255) / 255}, true
}

func (c rgb) hex() string {
	n := func(x float64) int { return int(math.Round(min(max(x, 0), 1) * 255)) }
	return fmt.Sprintf("#%02x%02x%02x", n(c.r), n(c.g), n(c.b))
}

func linear(x float64) float64 {
	if x <= 0.04045 {
		return x / 12.92
	}
	return math.Pow((x+0.055)/1.055, 2.4)
}

func gamma(x float64) float64 {
	if x <= 0.0031308 {
		return 12.92 * x
	}
	return 1.055*math.Pow(x, 1/2.4) - 0.055
}

func (c rgb) luminance() float64 {
	return 0.2126*linear(c.r) + 0.7152*linear(c.g) + 0.0722*linear(c.b)
}

// contrast is the contrast ratio of WCAG 2.2 (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
func contrast(a, b rgb) float64 {
	x, y := a.luminance(), b.luminance()
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// oklab converts to Oklab (https://bottosson.github.io/posts/oklab/), where changing the lightness
// leaves the hue as people see it.
func (c rgb) oklab() (l, a, b float64) {
	r, g, bl := linear(c.r), linear(c.g), linear(c.b)
	x := math.Cbrt(0.4122214708*r + 0.5363325363*g + 0.0514459929*bl)
	y := math.Cbrt(0.2119034982*r + 0.6806995451*g + 0.1073969566*bl)
	z := math.Cbrt(0.0883024619*r + 0.2817188376*g + 0.6299787005*bl)
	return 0.2104542553*x + 0.7936177850*y - 0.0040720468*z,
		1.9779984951*x - 2.4285922050*y + 0.4505937099*z,
		0.0259040371*x + 0.7827717662*y - 0.8086757660*z
}

func fromOklab(l, a, b float64) rgb {
	x := l + 0.3963377774*a + 0.2158037573*b
	y := l - 0.1055613458*a - 0.0638541728*b
	z := l - 0.0894841775*a - 1.2914855480*b
	x, y, z = x*x*x, y*y*y, z*z*z
	return rgb{
		gamma(4.0767416621*x - 3.3077115913*y + 0.2309699292*z),
		gamma(-1.2684380046*x + 2.6097574011*y - 0.3413193965*z),
		gamma(-0.0041960863*x - 0.7034186147*y + 1.7076147010*z),
	}
}

// inGamut lowers the chroma until the screen can show the colour.
func inGamut(l, a, b float64) rgb {
	for k := 1.0; k > 0; k -= 0.02 {
		c := fromOklab(l, a*k, b*k)
		if c.r >= 0 && c.r <= 1 && c.g >= 0 && c.g <= 1 && c.b >= 0 && c.b <= 1 {
			return c
		}
	}
	return fromOklab(l, 0, 0)
}
