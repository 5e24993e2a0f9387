package vp8

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"math/rand/v2"
	"testing"

	"golang.org/x/image/vp8"
)

// drawing is a picture with soft and hard edges, noise and plain areas.
func drawing(width, height int, seed uint64) *image.RGBA {
	r := rand.New(rand.NewPCG(seed, 1))
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			c := color.RGBA{uint8(x * 255 / width), uint8(y * 255 / height), uint8((x + y) / 2), 255}
			switch {
			case (x/24+y/24)%3 == 0:
				c.R, c.G, c.B = uint8(r.IntN(256)), uint8(r.IntN(256)), uint8(r.IntN(256))
			case (x/24+y/24)%5 == 0:
				c.R, c.G = 255-c.R, 20
			case x/24%7 == 0:
				c = color.RGBA{250, 250, 250, 255}
			}
			img.SetRGBA(x, y, c)
		}
	}
	return img
}

// decoded is a frame as another program's decoder has it.
func decoded(t *testing.T, data []byte) *image.YCbCr {
	t.Helper()
	d := vp8.NewDecoder()
	d.Init(bytes.NewReader(data), len(data))
	if _, err := d.DecodeFrameHeader(); err != nil {
		t.Fatal(err)
	}
	img, err := d.DecodeFrame()
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// agree holds what a decoder makes of a picture to what the encoder believed that it would, sample by sample.
// The filter is left out: it comes after, and nothing builds on what it makes.
func agree(t *testing.T, img *image.RGBA, quality int, small bool) {
	t.Helper()
	e := newEncoder(planesOf(img), quality, small)
	e.filter = 0
	e.decide()
	first, second := e.write()
	got := decoded(t, frame(img.Rect.Size(), first, second))
	if got.Rect.Size() != img.Rect.Size() {
		t.Fatalf("%v is decoded as %v", img.Rect, got.Rect)
	}
	for i, p := range []struct {
		name         string
		at           []uint8
		stride, half int
	}{{"luma", got.Y, got.YStride, 0}, {"blue", got.Cb, got.CStride, 1}, {"red", got.Cr, got.CStride, 1}} {
		for y := range (img.Rect.Dy() + p.half) >> p.half {
			for x := range (img.Rect.Dx() + p.half) >> p.half {
				if got, want := p.at[y*p.stride+x], e.recon[i].at[e.recon[i].index(x, y)]; got != want {
					t.Fatalf("%v, quality %d, small blocks %v: %s at %d,%d is %d, not %d",
						img.Rect.Size(), quality, small, p.name, x, y, got, want)
				}
			}
		}
	}
}

func TestDecoderAgrees(t *testing.T) {
	for _, size := range []image.Point{{1, 1}, {16, 16}, {17, 15}, {160, 96}, {203, 131}, {640, 33}} {
		for _, quality := range []int{0, 30, 60, 80, 95, 100} {
			for _, small := range []bool{true, false} {
				agree(t, drawing(size.X, size.Y, uint64(quality)), quality, small)
			}
		}
	}
}

// FuzzDecoderAgrees gives it any pixels.
func FuzzDecoderAgrees(f *testing.F) {
	f.Add(uint8(3), uint8(80), []byte("\x00\xff\x10 plain and rough"))
	f.Add(uint8(40), uint8(100), bytes.Repeat([]byte{0, 255}, 4000))
	f.Fuzz(func(t *testing.T, width, quality uint8, pixels []byte) {
		if width == 0 || len(pixels) < 3 {
			return
		}
		img := image.NewRGBA(image.Rect(0, 0, int(width), min(1+len(pixels)/3/int(width), 100)))
		for i := range len(img.Pix) / 4 {
			copy(img.Pix[4*i:4*i+3], pixels[3*i%(len(pixels)-2):])
		}
		agree(t, img, int(quality), quality%2 == 0)
	})
}

// squared is the mean squared error of a frame's luma.
func squared(t *testing.T, img *image.RGBA, data []byte) float64 {
	t.Helper()
	got, want := decoded(t, data), planesOf(img)[0]
	sum := 0.0
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			d := float64(got.Y[got.YOffset(x, y)]) - float64(want.at[want.index(x, y)])
			sum += d * d
		}
	}
	return sum / float64(img.Rect.Dx()*img.Rect.Dy())
}

// TestQuality: more bytes make a better picture, and the best is hardly another. A plain picture takes next to
// nothing.
func TestQuality(t *testing.T) {
	img := drawing(320, 200, 7)
	bytesBefore, before := 0, 1e9
	for _, quality := range []int{0, 20, 40, 60, 80, 100} {
		data := Encode(img, quality)
		if d := squared(t, img, data); d >= before || len(data) <= bytesBefore {
			t.Errorf("quality %d: %d bytes with an error of %.2f, after %d with %.2f", quality, len(data), d, bytesBefore, before)
		} else {
			bytesBefore, before = len(data), d
		}
	}
	if before > 2 {
		t.Errorf("the best differs by %.2f", before)
	}
	plain := image.NewRGBA(img.Rect)
	for i := range plain.Pix {
		plain.Pix[i] = 200
	}
	if data := Encode(plain, 80); len(data) > 200 || squared(t, plain, data) > 1 {
		t.Errorf("a plain picture takes %d bytes", len(data))
	}
}

func TestSameBytes(t *testing.T) {
	img := drawing(200, 100, 3)
	once := Encode(img, 75)
	// A part of a larger picture is encoded as a copy of it is.
	larger := image.NewRGBA(image.Rect(0, 0, 230, 120))
	for y := range 100 {
		copy(larger.Pix[larger.PixOffset(11, 9+y):], img.Pix[y*img.Stride:][:4*200])
	}
	part := larger.SubImage(image.Rect(11, 9, 211, 109)).(*image.RGBA)
	if !bytes.Equal(once, Encode(part, 75)) {
		t.Error("the same pixels made other bytes")
	}
}

func TestSides(t *testing.T) {
	for _, size := range []image.Point{{}, {0, 5}, {MaxSide + 1, 1}, {1, MaxSide + 1}} {
		if data := Encode(image.NewRGBA(image.Rectangle{Max: size}), 80); data != nil {
			t.Errorf("%v made %d bytes", size, len(data))
		}
	}
	if got := decoded(t, Encode(image.NewRGBA(image.Rect(0, 0, MaxSide, 1)), 80)).Rect.Size(); got != image.Pt(MaxSide, 1) {
		t.Errorf("the widest is decoded as %v", got)
	}
}

// TestCosts holds the logarithms to a few that are known.
func TestCosts(t *testing.T) {
	for p, want := range map[probability]int32{128: 256, 64: 512, 1: 2048, 181: 128, 255: 1} {
		if got := cost(false, p); got != want {
			t.Errorf("a bit of a probability of %d/256 costs %d, not %d", p, got, want)
		}
	}
}

func BenchmarkEncode(b *testing.B) {
	for _, width := range []int{480, 960, 1600} {
		b.Run(fmt.Sprint(width), func(b *testing.B) {
			img := drawing(width, width*2/3, 1)
			b.SetBytes(int64(width * width * 2 / 3))
			b.ReportAllocs()
			for b.Loop() {
				Encode(img, 80)
			}
		})
	}
}
