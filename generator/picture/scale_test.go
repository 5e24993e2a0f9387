package picture

import (
	"bytes"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
	"math/rand/v2"
	"testing"

	_ "golang.org/x/image/webp"
)

// photo is a picture with the smooth changes and the noise of a photograph.
func photo(w, h int, alpha bool) *image.NRGBA {
	r := rand.New(rand.NewPCG(1, 2))
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			s := 128 + 90*math.Sin(float64(x)/97)*math.Cos(float64(y)/61)
			n := func() uint8 { return uint8(min(max(s+float64(r.IntN(24)), 0), 255)) }
			a := uint8(255)
			if alpha && x < w/2 {
				a = uint8(x % 256)
			}
			img.SetNRGBA(x, y, color.NRGBA{n(), n(), n(), a})
		}
	}
	return img
}

func asPNG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asJPEG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 92}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func opaque(img *image.NRGBA) image.Image {
	out := image.NewRGBA(img.Bounds())
	for i := range img.Pix {
		out.Pix[i] = img.Pix[i]
		if i%4 == 3 {
			out.Pix[i] = 255
		}
	}
	return out
}

// TestScale: every variant has its size and format, is smaller than the file it was made from, and the same
// input gives the same bytes.
func TestScale(t *testing.T) {
	if testing.Short() {
		t.Skip("one long computation, in which nothing could race")
	}
	t.Parallel()
	poster := image.NewPaletted(image.Rect(0, 0, 1800, 2400), color.Palette{color.White, color.Black})
	for y := range 2400 {
		for x := range 900 {
			poster.SetColorIndex(x, y, uint8((x/40+y/40)%2))
		}
	}
	for _, tt := range []struct {
		name string
		data []byte
		want []Variant
	}{
		{"a photograph", asJPEG(t, photo(2400, 1800, false)), []Variant{
			{960, 720, JPEG}, {480, 360, WebP}, {960, 720, WebP}, {1600, 1200, WebP},
		}},
		{"a narrow photograph", asJPEG(t, photo(400, 300, false)), []Variant{{400, 300, WebP}}},
		{"one too high for WebP", asJPEG(t, photo(20, 17000, false)), nil},
		{"a tall photograph", asJPEG(t, photo(700, 2100, false)), []Variant{{480, 1440, JPEG}, {480, 1440, WebP}, {700, 2100, WebP}}},
		{"a photograph saved as PNG", asPNG(t, opaque(photo(1200, 900, false))), []Variant{
			{960, 720, JPEG}, {480, 360, WebP}, {960, 720, WebP}, {1200, 900, WebP},
		}},
		{"a photograph with transparency", asPNG(t, photo(700, 500, true)), []Variant{{480, 343, PNG}, {480, 343, WebP}, {700, 500, WebP}}},
		{"a drawing", asPNG(t, poster), nil},
		{"a small file", asJPEG(t, image.NewGray(image.Rect(0, 0, 900, 900))), nil},
		{"no picture", []byte("%PDF-1.7"), nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			info, err := Look(tt.data)
			if err != nil {
				t.Fatal(err)
			}
			got := Variants(tt.data, info)
			if len(got) != len(tt.want) {
				t.Fatalf("variants %v, want %v", got, tt.want)
			}
			made, err := Scale(tt.data, got)
			if len(got) == 0 {
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			again, _ := Scale(tt.data, got)
			var prev [32]byte
			for i, v := range got {
				if v != tt.want[i] {
					t.Errorf("variant %d is %v, want %v", i, v, tt.want[i])
				}
				if n, err := Look(made[i]); err != nil || n.Format != v.Format || n.Width != v.Width || n.Height != v.Height {
					t.Errorf("%v is %v (%v)", v, n, err)
				}
				if len(made[i]) >= len(tt.data) {
					t.Errorf("%v has %d bytes, the file %d", v, len(made[i]), len(tt.data))
				}
				for k, o := range got[:i] {
					if o.Width == v.Width && len(made[i]) >= len(made[k]) {
						t.Errorf("%v has %d bytes, %v %d", v, len(made[i]), o, len(made[k]))
					}
				}
				if !bytes.Equal(made[i], again[i]) {
					t.Errorf("%v has other bytes the second time", v)
				}
				if len(Read(made[i])) > 0 {
					t.Errorf("%v tells %v", v, Read(made[i]))
				}
				if sum := v.From([32]byte{1}); sum == prev || sum == v.From([32]byte{2}) {
					t.Errorf("the digest of %v says too little", v)
				} else {
					prev = sum
				}
			}
		})
	}
}

// TestScaleRefuses: a file that claims more pixels than memory has is refused before it is decoded, and a
// damaged one is said to be damaged.
func TestScaleRefuses(t *testing.T) {
	t.Parallel()
	bomb := asPNG(t, image.NewGray(image.Rect(0, 0, 8, 8)))
	copy(bomb[16:], []byte{0, 1, 0, 0, 0, 1, 0, 0}) // 65,536 by 65,536
	whole := asJPEG(t, photo(600, 600, false))
	for _, tt := range []struct {
		name string
		data []byte
		want error
	}{
		{"a bomb", fixCRC(bomb), ErrTooLarge},
		{"half a file", asPNG(t, photo(300, 300, false))[:4000], ErrDamaged},
		{"no picture", []byte("hello"), ErrDamaged},
		{"nothing", nil, ErrDamaged},
		{"a whole one", whole, nil},
	} {
		if _, err := Scale(tt.data, []Variant{{100, 100, JPEG}}); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
	}
}

// fixCRC makes the header's checksum right again.
func fixCRC(data []byte) []byte {
	sum := crc32.ChecksumIEEE(data[12:29])
	return append(append(append([]byte{}, data[:29]...), byte(sum>>24), byte(sum>>16), byte(sum>>8), byte(sum)), data[33:]...)
}

// TestProfileStays: a colour profile is part of how a picture looks, in every format that it is made in. One for
// colours of print, or for grey, would be wrong for what is made.
func TestProfileStays(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		space string
		stays bool
	}{{"RGB ", true}, {"CMYK", false}, {"GRAY", false}} {
		profile := append(append(bytes.Repeat([]byte{7}, 16), tt.space...), bytes.Repeat([]byte{9}, 300)...)
		part := func(n byte, data []byte) []byte {
			return marked(markAPP2, append([]byte("ICC_PROFILE\x00"+string([]byte{n, 2})), data...))
		}
		first, second := part(1, profile[:100]), part(2, profile[100:])
		data := insert(asJPEG(t, photo(1200, 800, false)), [][]byte{second, first})
		made, err := Scale(data, []Variant{{480, 320, JPEG}, {480, 320, WebP}})
		if err != nil {
			t.Fatal(err)
		}
		if got := bytes.Contains(made[0], first) && bytes.Contains(made[0], second); got != tt.stays {
			t.Errorf("%s stays in the JPEG: %v", tt.space, got)
		}
		if got := bytes.Contains(made[1], profile); got != tt.stays {
			t.Errorf("%s stays in the WebP: %v", tt.space, got)
		}
		for i, v := range []Format{JPEG, WebP} {
			if img, format, err := image.Decode(bytes.NewReader(made[i])); err != nil || img.Bounds().Dx() != 480 || FormatOf(made[i]) != v {
				t.Errorf("%s: %v is decoded as %s (%v)", tt.space, v, format, err)
			}
		}
	}
}
