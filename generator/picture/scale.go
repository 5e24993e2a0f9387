package picture

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"maps"
	"slices"

	"github.com/HugoSmits86/nativewebp"
	"golang.org/x/image/draw"

	"github.com/talent-passport/passport/generator/picture/vp8"
)

// MaxPixels is how many pixels a picture may have to be shown: 40 million take 160 MB of memory while it is
// made smaller. A file can claim any size in a few bytes, so the claim is looked at before anything is decoded.
const MaxPixels = 40 << 20

// ErrTooLarge is returned for a picture of more than [MaxPixels].
var ErrTooLarge = errors.New("the picture has too many pixels")

// The widths that pictures are made in, in pixels: a phone's column, the same on a fine screen, a wide page
// on a fine screen. What cannot read WebP gets the widest up to middle. smallFile is the size below which a file is
// no burden as it is.
var widths = []int{480, 960, 1600}

const (
	middle    = 960
	smallFile = 16 << 10
)

// The qualities at which most people see no difference any more. Of five photographs, WebP took 40 to
// 80 % of the bytes of JPEG. Where it does not take fewer, it is made with less quality.
const (
	jpegQuality = 82
	webpQuality = 83
	webpLess    = 25
)

// Variant is a picture in another size or format.
type Variant struct {
	Width, Height int
	Format        Format
}

// flat is how many bits a pixel of a drawing takes in a PNG at most: posters, plans and screenshots take less
// than two, photographs ten and more. Made smaller, a drawing gets soft edges and more bytes, so it stays as
// it is.
const flat = 3

// Variants are the sizes and formats that a picture is offered in beside itself, each of them smaller than
// the file itself, narrow ones first. A photograph gets WebP, one with transparency WebP that loses no pixel; for
// what cannot read that, there is one JPEG or PNG, of a middle size. There are none for small files, drawings,
// animations, other formats, and pictures of more than [MaxPixels].
func Variants(data []byte, i Info) []Variant {
	if len(data) < smallFile || i.Width <= 0 || i.Height <= 0 || i.Width > MaxPixels/i.Height {
		return nil
	}
	var formats []Format
	switch {
	case i.Format == JPEG:
		formats = []Format{JPEG, WebP}
	case i.Format != PNG, len(data)*8/i.Height/i.Width < flat, animated(data):
		return nil
	case !transparent(data) && pngProfile(data) == nil:
		formats = []Format{JPEG, WebP}
	case pngProfile(data) == nil:
		formats = []Format{PNG, WebP}
	default:
		formats = []Format{PNG} // a profile that neither of the others would carry
	}
	var out []Variant
	for _, f := range formats {
		list := i.sizes(f)
		if f != WebP && slices.Contains(formats, WebP) {
			list = slices.DeleteFunc(list, func(v Variant) bool { return v.Width > middle })
			list = list[max(0, len(list)-1):]
		}
		out = append(out, list...)
	}
	return out
}

// sizes are those of a picture in a format, narrow ones first; its own is the last of them where that is another format
// and not too wide.
func (i Info) sizes(f Format) (out []Variant) {
	add := func(width int) {
		height := max(1, (i.Height*width+i.Width/2)/i.Width)
		if f != WebP || height <= vp8.MaxSide {
			out = append(out, Variant{width, height, f})
		}
	}
	for _, w := range widths {
		if w < i.Width {
			add(w)
		}
	}
	if f != i.Format && i.Width <= widths[len(widths)-1] {
		add(i.Width)
	}
	return out
}

// From is a digest of what a variant is made from: it changes when the picture or the way of making it does.
func (v Variant) From(picture [sha256.Size]byte) [sha256.Size]byte {
	const method = 2 // raised when the same input gives other bytes
	return sha256.Sum256(fmt.Appendf(picture[:], " %d %s %d", v.Width, v.Format, method))
}

// Scale makes variants of a cleaned picture, in their order. It decodes the picture once, and holds one
// decoded copy of it and one of each size. The colour profile stays. The error is [ErrTooLarge] or
// [ErrDamaged].
func Scale(clean []byte, variants []Variant) ([][]byte, error) {
	c, _, err := image.DecodeConfig(bytes.NewReader(clean))
	if err != nil {
		return nil, ErrDamaged
	}
	if c.Width <= 0 || c.Height <= 0 || c.Width > MaxPixels/c.Height {
		return nil, ErrTooLarge
	}
	src, _, err := image.Decode(bytes.NewReader(clean))
	if err != nil {
		return nil, ErrDamaged
	}
	made := scaled(src, variants)
	out := make([][]byte, len(variants))
	for i, v := range variants {
		other := len(clean) // the same size in another format, which a browser takes if it cannot read this one
		for k, o := range variants[:i] {
			if o.size() == v.size() {
				other = len(out[k])
			}
		}
		if out[i], err = encode(made[v.size()], v.Format, clean, other); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (v Variant) size() image.Point { return image.Pt(v.Width, v.Height) }

// scaled is a picture in the sizes of variants. Each is made from the next larger one, which takes half as long
// as from the whole. What is opaque is an [image.RGBA], for which decoders, encoders and scalers have short ways.
func scaled(src image.Image, variants []Variant) map[image.Point]draw.Image {
	blank := func(size image.Point) draw.Image { return image.NewNRGBA(image.Rectangle{Max: size}) }
	if o, ok := src.(interface{ Opaque() bool }); ok && o.Opaque() {
		blank = func(size image.Point) draw.Image { return image.NewRGBA(image.Rectangle{Max: size}) }
	}
	last := blank(src.Bounds().Size())
	draw.Draw(last, last.Bounds(), src, src.Bounds().Min, draw.Src)
	made := map[image.Point]draw.Image{last.Bounds().Size(): last}
	widest := slices.SortedFunc(slices.Values(variants), func(a, b Variant) int { return b.Width - a.Width })
	for _, v := range widest {
		if made[v.size()] == nil {
			img := blank(v.size())
			draw.CatmullRom.Scale(img, img.Bounds(), last, last.Bounds(), draw.Src, nil)
			made[v.size()], last = img, img
		}
	}
	return made
}

// encode writes a picture in a format, with the colour profile of the one that it was made from. What may lose
// something in WebP is made to take fewer bytes than other.
func encode(img draw.Image, f Format, from []byte, other int) ([]byte, error) {
	var b bytes.Buffer
	switch f {
	case JPEG:
		// Pixels are as they are in the file; only photographs are JPEGs, and they have no transparency.
		if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: jpegQuality}); err != nil {
			return nil, err
		}
		segments, _ := jpegProfile(from)
		return insert(b.Bytes(), segments), nil
	case PNG:
		if err := png.Encode(&b, img); err != nil {
			return nil, err
		}
		return withProfile(b.Bytes(), pngProfile(from)), nil
	case WebP:
		if img, ok := img.(*image.RGBA); ok {
			_, profile := jpegProfile(from)
			for quality := webpQuality; ; quality -= webpLess {
				out := webpFile(vp8.Encode(img, quality), profile, img.Rect.Dx(), img.Rect.Dy())
				if len(out) < other || quality < webpLess {
					return out, nil
				}
			}
		}
		if err := nativewebp.Encode(&b, img, nil); err != nil {
			return nil, err
		}
		return b.Bytes(), nil
	}
	return nil, fmt.Errorf("no encoder for %s", f)
}

// jpegProfile is the colour profile of a JPEG, and the segments that hold it in their order (ICC.1, annex B.4).
// One that is not about red, green and blue is left out: every picture is made in these.
func jpegProfile(data []byte) (segments [][]byte, profile []byte) {
	const begin = "ICC_PROFILE\x00"
	if FormatOf(data) != JPEG {
		return nil, nil
	}
	parts := map[byte][]byte{} // by their number
	jpegSegments(data, func(s segment) {
		if s.marker == markAPP2 && bytes.HasPrefix(s.body, []byte(begin)) && len(s.body) >= len(begin)+2 {
			segments = append(segments, s.whole)
			parts[s.body[len(begin)]] = s.body[len(begin)+2:]
		}
	})
	for _, n := range slices.Sorted(maps.Keys(parts)) {
		profile = append(profile, parts[n]...)
	}
	// ICC.1, 7.2.6
	if len(profile) < 20 || string(profile[16:20]) != "RGB " {
		return nil, nil
	}
	return segments, profile
}

// pngProfile is the chunk of a PNG that holds its colour profile, whole; nil when there is none.
func pngProfile(data []byte) []byte {
	var out []byte
	pngChunks(data, func(kind string, whole, _ []byte) {
		if kind == "iCCP" {
			out = whole
		}
	})
	return out
}

// withProfile puts a profile behind the header of a PNG, where it must stand (PNG, 5.6).
func withProfile(data, profile []byte) []byte {
	const header = len(pngMagic) + 8 + 13 + 4
	if len(profile) == 0 || len(data) < header {
		return data
	}
	out := append(make([]byte, 0, len(data)+len(profile)), data[:header]...)
	return append(append(out, profile...), data[header:]...)
}

// transparent says whether a PNG may have pixels that show what is behind them: by its colour type (PNG,
// 11.2.1), or by a colour or palette entries that count as such (11.3.1).
func transparent(data []byte) bool {
	clear := false
	pngChunks(data, func(kind string, _, body []byte) {
		clear = clear || kind == "tRNS" || kind == "IHDR" && len(body) > 9 && body[9]&4 != 0
	})
	return clear
}

// animated says whether a PNG moves; made smaller, it would stand still.
func animated(data []byte) bool {
	moves := false
	pngChunks(data, func(kind string, _, _ []byte) { moves = moves || kind == "acTL" })
	return moves
}
