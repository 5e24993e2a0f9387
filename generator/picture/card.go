package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"unicode"

	"golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// A card is what a message or a post shows of a link (https://ogp.me/#structured): 1200 by 630 pixels.
const (
	CardWidth  = 1200
	CardHeight = 630
)

// Card is what a card says. It is set like the first lines of a page: a name, a line under it, a place,
// and a rule in the person's colour.
type Card struct {
	Title, Line, Foot string
	Color             string // of the rule, "#rrggbb"
}

// Faces are the fonts that cards are set in, as parsed from files. They are safe for concurrent use.
type Faces struct{ regular, bold *sfnt.Font }

// NewFaces parses two fonts, TrueType or OpenType.
func NewFaces(regular, bold []byte) (*Faces, error) {
	r, err := opentype.Parse(regular)
	if err != nil {
		return nil, err
	}
	b, err := opentype.Parse(bold)
	if err != nil {
		return nil, err
	}
	return &Faces{r, b}, nil
}

// Sets says whether the fonts have a shape for every letter of a text, and whether setting letters side by
// side is enough to write it: scripts whose letters join or stack (Arabic, Devanagari, Thai) need more.
func (f *Faces) Sets(text string) bool {
	var buf sfnt.Buffer
	for _, r := range text {
		if unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Mc, r) || rtl(r) {
			return false
		}
		if unicode.IsSpace(r) {
			continue
		}
		if i, err := f.regular.GlyphIndex(&buf, r); err != nil || i == 0 {
			return false
		}
	}
	return true
}

func rtl(r rune) bool {
	return unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Thaana, unicode.Nko)
}

var (
	cardPaper = color.NRGBA{0xfc, 0xfb, 0xf9, 0xff}
	cardInk   = color.NRGBA{0x1d, 0x1b, 0x18, 0xff}
	cardSoft  = color.NRGBA{0x57, 0x52, 0x4b, 0xff}
)

const (
	cardMargin = 96
	cardSlack  = 16 // the last line's own space below its letters
	smallest   = 3
)

// Draw sets the card and returns it as PNG, or as JPEG when there is a portrait on it. What the fonts cannot write is left out; with nothing that they
// can, the card is paper and a rule, which is better than boxes. Portrait may be nil; it is a cleaned
// picture and stands at the side.
func (c Card) Draw(f *Faces, portrait []byte) ([]byte, error) {
	img := image.NewNRGBA(image.Rect(0, 0, CardWidth, CardHeight))
	draw.Draw(img, img.Bounds(), image.NewUniform(cardPaper), image.Point{}, draw.Src)
	rule := image.NewUniform(parseHex(c.Color))
	draw.Draw(img, image.Rect(cardMargin, cardMargin, cardMargin+120, cardMargin+10), rule, image.Point{}, draw.Src)
	right := CardWidth - cardMargin
	if side := cropped(portrait, 300, 375); side != nil {
		at := image.Rect(right-300, (CardHeight-375)/2, right, (CardHeight-375)/2+375)
		draw.Draw(img, at, side, image.Point{}, draw.Src)
		right -= 300 + 64
	}
	// What would end nearer to the edge than its margin is set smaller, until there is no smaller size.
	for smaller := 0; ; smaller++ {
		end, err := c.write(nil, f, smaller, right-cardMargin)
		if err != nil {
			return nil, err
		}
		if end <= CardHeight-cardMargin+cardSlack || smaller == smallest {
			if _, err := c.write(img, f, smaller, right-cardMargin); err != nil {
				return nil, err
			}
			break
		}
	}
	if len(portrait) == 0 {
		return palette(img)
	}
	var b bytes.Buffer
	err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 88})
	return b.Bytes(), err
}

// write sets the card's texts, all of them so many sizes smaller than they might be, and returns where the last
// one ends. Without a picture to set them on it only measures.
func (c Card) write(img draw.Image, f *Faces, smaller, width int) (int, error) {
	y := cardMargin + 10
	for _, part := range []struct {
		text  string
		font  *sfnt.Font
		sizes []float64 // the first that fits in so many lines
		lines int
		ink   color.Color
		gap   int
	}{
		{c.Title, f.bold, []float64{84, 72, 60, 48}, 2, cardInk, 56},
		{c.Line, f.regular, []float64{44, 38, 32}, 3, cardInk, 24},
		{c.Foot, f.regular, []float64{30}, 1, cardSoft, 28},
	} {
		text := strings.Join(strings.Fields(part.text), " ")
		if text == "" || !f.Sets(text) {
			continue
		}
		sizes := part.sizes[min(smaller, len(part.sizes)-1):]
		var err error
		if y, err = write(img, part.font, sizes, part.lines, part.ink, text, cardMargin, y+part.gap, width); err != nil {
			return y, err
		}
	}
	return y, nil
}

// write sets a text in the largest size in which it fits, and returns where it ends.
func write(img draw.Image, f *sfnt.Font, sizes []float64, most int, ink color.Color, text string, x, y, width int) (int, error) {
	for i, size := range sizes {
		face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingNone})
		if err != nil {
			return y, err
		}
		lines := wrap(face, text, fixed.I(width))
		if len(lines) > most && i < len(sizes)-1 {
			continue
		}
		if len(lines) > most {
			lines = lines[:most]
			lines[most-1] = ellipsis(face, lines[most-1], fixed.I(width))
		}
		d := font.Drawer{Dst: img, Src: image.NewUniform(ink), Face: face}
		step := int(size * 1.18)
		for _, line := range lines {
			d.Dot = fixed.P(x, y+int(size*.8))
			if img != nil {
				d.DrawString(line)
			}
			y += step
		}
		return y, nil
	}
	return y, nil
}

// wrap breaks a text into lines at spaces; a word that is longer than a line stands alone on one and is cut.
func wrap(face font.Face, text string, width fixed.Int26_6) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		next := strings.TrimSpace(line + " " + word)
		if line != "" && font.MeasureString(face, next) > width {
			lines = append(lines, line)
			next = word
		}
		if font.MeasureString(face, next) > width {
			next = ellipsis(face, next, width)
		}
		line = next
	}
	return append(lines, line)
}

// ellipsis cuts a line so that it fits with three dots at its end.
func ellipsis(face font.Face, line string, width fixed.Int26_6) string {
	letters := []rune(strings.TrimRight(line, " …"))
	for len(letters) > 0 && font.MeasureString(face, string(letters)+"…") > width {
		letters = letters[:len(letters)-1]
	}
	return strings.TrimRight(string(letters), " ,;:–-") + "…"
}

// cropped is a picture cut and scaled to fill a frame, its upper part kept, where faces are; nil when there is
// none that can be read.
func cropped(data []byte, width, height int) *image.NRGBA {
	c, _, err := image.DecodeConfig(bytes.NewReader(data))
	if len(data) == 0 || err != nil || c.Width <= 0 || c.Height <= 0 || c.Width > MaxPixels/c.Height {
		return nil
	}
	src, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil
	}
	b := src.Bounds()
	cut := b
	if b.Dx()*height > b.Dy()*width {
		w := b.Dy() * width / height
		cut.Min.X += (b.Dx() - w) / 2
		cut.Max.X = cut.Min.X + w
	} else {
		h := b.Dx() * height / width
		cut.Min.Y += (b.Dy() - h) / 5
		cut.Max.Y = cut.Min.Y + h
	}
	out := image.NewNRGBA(image.Rect(0, 0, width, height))
	draw.CatmullRom.Scale(out, out.Bounds(), src, cut, draw.Src, nil)
	return out
}

// Icon draws the picture that a phone puts on its home screen (180 by 180 pixels): the portrait, else the
// person's initials on their colour, else the colour alone.
func Icon(f *Faces, initials, hex string, portrait []byte) ([]byte, error) {
	const size = 180
	img := cropped(portrait, size, size)
	if img == nil {
		img = image.NewNRGBA(image.Rect(0, 0, size, size))
		draw.Draw(img, img.Bounds(), image.NewUniform(parseHex(hex)), image.Point{}, draw.Src)
		if initials != "" && f.Sets(initials) {
			face, err := opentype.NewFace(f.bold, &opentype.FaceOptions{Size: 84, DPI: 72, Hinting: font.HintingNone})
			if err != nil {
				return nil, err
			}
			d := font.Drawer{Dst: img, Src: image.White, Face: face}
			d.Dot = fixed.Point26_6{X: (fixed.I(size) - d.MeasureString(initials)) / 2, Y: fixed.I(size/2 + 28)}
			d.DrawString(initials)
		}
	}
	var b bytes.Buffer
	err := png.Encode(&b, img)
	return b.Bytes(), err
}

// palette writes a picture of few colours in as few bytes as they need: 256 colours where that loses nothing
// to the eye, which is so for text on paper, else all of them.
func palette(img *image.NRGBA) ([]byte, error) {
	var b bytes.Buffer
	colors := map[color.NRGBA]bool{}
	for i := 0; i < len(img.Pix) && len(colors) <= 256; i += 4 {
		colors[color.NRGBA{img.Pix[i], img.Pix[i+1], img.Pix[i+2], img.Pix[i+3]}] = true
	}
	if len(colors) > 256 {
		err := png.Encode(&b, img)
		return b.Bytes(), err
	}
	out := image.NewPaletted(img.Bounds(), nil)
	index := map[color.NRGBA]uint8{}
	for i := 0; i < len(img.Pix); i += 4 { // in the order of the picture, so that the same card has the same bytes
		c := color.NRGBA{img.Pix[i], img.Pix[i+1], img.Pix[i+2], img.Pix[i+3]}
		n, ok := index[c]
		if !ok {
			n = uint8(len(out.Palette))
			index[c] = n
			out.Palette = append(out.Palette, c)
		}
		out.Pix[i/4] = n
	}
	err := png.Encode(&b, out)
	return b.Bytes(), err
}

// parseHex reads "#rrggbb"; what is not one is ink.
func parseHex(s string) color.NRGBA {
	c := color.NRGBA{A: 0xff}
	if len(s) != 7 || s[0] != '#' {
		return cardInk
	}
	for i, to := range []*uint8{&c.R, &c.G, &c.B} {
		for _, r := range s[1+2*i : 3+2*i] {
			switch {
			case r >= '0' && r <= '9':
				*to = *to<<4 | uint8(r-'0')
			case r >= 'a' && r <= 'f':
				*to = *to<<4 | uint8(r-'a'+10)
			case r >= 'A' && r <= 'F':
				*to = *to<<4 | uint8(r-'A'+10)
			default:
				return cardInk
			}
		}
	}
	return c
}
