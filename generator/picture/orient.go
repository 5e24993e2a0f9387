package picture

import (
	"bytes"
	"image"
	"image/jpeg"
)

// Cameras store what the sensor sees and note how it was held (EXIF tag 0x0112). Taking the note away
// would lay the picture on its side, so the picture is turned instead.

// turn is an orientation as two steps: swap rows and columns, then mirror.
type turn struct{ transpose, flipX, flipY bool }

func turnOf(orientation int) turn {
	return turn{
		transpose: orientation >= 5,
		flipX:     orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7,
		flipY:     orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8,
	}
}

// maxTurned is how many pixels a picture may have to be turned: 64 million take 400 MB of memory for a
// moment. Larger ones keep the note, and nothing else.
const maxTurned = 64 << 20

// upright turns a JPEG without other metadata.
func upright(data []byte, orientation int) []byte {
	c, err := jpeg.DecodeConfig(bytes.NewReader(data))
	if err == nil && c.Width > 0 && c.Height > 0 && c.Width <= maxTurned/c.Height {
		if out, ok := turnLossless(data, turnOf(orientation)); ok {
			return out
		}
		if out, ok := turnAgain(data, turnOf(orientation)); ok {
			return out
		}
	}
	// No decoder reads it here, but a browser may: the note stays, alone.
	note := append([]byte("Exif\x00\x00"), orientationBlock(orientation)...)
	return insert(data, [][]byte{marked(markAPP1, note)})
}

// marked is a segment.
func marked(marker byte, body []byte) []byte {
	size := len(body) + 2
	return append([]byte{0xff, marker, byte(size >> 8), byte(size)}, body...)
}

// insert puts segments behind the start of a picture and its JFIF header, which must come first.
func insert(data []byte, segments [][]byte) []byte {
	at := 2
	if len(data) >= 6 && data[2] == 0xff && data[3] == markAPP0 {
		at = min(4+int(data[4])<<8+int(data[5]), len(data))
	}
	out := append(make([]byte, 0, len(data)+64), data[:at]...)
	for _, s := range segments {
		out = append(out, s...)
	}
	return append(out, data[at:]...)
}

// turnAgain decodes, turns and encodes: for what cannot be turned without loss.
func turnAgain(data []byte, t turn) ([]byte, bool) {
	img, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, false
	}
	var turned image.Image
	switch img := img.(type) {
	case *image.Gray:
		g := image.NewGray(t.bounds(img.Rect))
		t.plane(g.Pix, g.Stride, img.Pix, img.Stride, img.Rect.Dx(), img.Rect.Dy(), 1)
		turned = g
	case *image.YCbCr:
		// One colour for each pixel, because an odd edge that moves to the other side would shift colours
		// that two pixels share.
		y := image.NewYCbCr(t.bounds(img.Rect), image.YCbCrSubsampleRatio444)
		w, h := img.Rect.Dx(), img.Rect.Dy()
		t.plane(y.Y, y.YStride, img.Y, img.YStride, w, h, 1)
		t.colours(y, img, w, h)
		turned = y
	case *image.RGBA:
		c := image.NewRGBA(t.bounds(img.Rect))
		t.plane(c.Pix, c.Stride, img.Pix, img.Stride, img.Rect.Dx(), img.Rect.Dy(), 4)
		turned = c
	default:
		return nil, false // four colours of print: the encoder would change them
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, turned, &jpeg.Options{Quality: max(quality(data), 92)}); err != nil {
		return nil, false
	}
	var profile [][]byte
	jpegSegments(data, func(s segment) {
		if s.marker == markAPP2 {
			profile = append(profile, s.whole)
		}
	})
	return insert(out.Bytes(), profile), true
}

func (t turn) bounds(r image.Rectangle) image.Rectangle {
	if t.transpose {
		return image.Rect(0, 0, r.Dy(), r.Dx())
	}
	return image.Rect(0, 0, r.Dx(), r.Dy())
}

// plane turns w by h samples of a few bytes each.
func (t turn) plane(dst []byte, dstStride int, src []byte, srcStride, w, h, size int) {
	outW, outH := w, h
	if t.transpose {
		outW, outH = h, w
	}
	for y := range h {
		for x := range w {
			ox, oy := t.place(x, y, outW, outH)
			copy(dst[oy*dstStride+ox*size:][:size], src[y*srcStride+x*size:][:size])
		}
	}
}

func (t turn) colours(dst, src *image.YCbCr, w, h int) {
	for y := range h {
		for x := range w {
			from := src.COffset(src.Rect.Min.X+x, src.Rect.Min.Y+y)
			ox, oy := t.place(x, y, dst.Rect.Dx(), dst.Rect.Dy())
			to := oy*dst.CStride + ox
			dst.Cb[to], dst.Cr[to] = src.Cb[from], src.Cr[from]
		}
	}
}

// place says where a sample of the stored picture lies in the turned one, which is w by h.
func (t turn) place(x, y, w, h int) (int, int) {
	if t.transpose {
		x, y = y, x
	}
	if t.flipX {
		x = w - 1 - x
	}
	if t.flipY {
		y = h - 1 - y
	}
	return x, y
}

// quality estimates with which quality a picture was encoded: the sum of its first table of divisors
// against that of the usual one (T.81 annex K.1), scaled as libjpeg does.
func quality(data []byte) int {
	sum := 0
	jpegSegments(data, func(s segment) {
		if s.marker == markDQT && sum == 0 && len(s.body) >= 65 && s.body[0] == 0 {
			for _, v := range s.body[1:65] {
				sum += int(v)
			}
		}
	})
	const usual = 3688 // the sum of table K.1
	scale := sum * 100 / usual
	switch {
	case scale <= 0:
		return 100
	case scale < 100:
		return min(100-scale/2, 100)
	}
	return max(5000/scale, 1)
}
