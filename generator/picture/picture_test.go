package picture

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// drawing is a picture without any symmetry.
func drawing(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.Set(x, y, color.RGBA{uint8(255 * x / w), uint8(255 * y / h), uint8(x * y / 4), 255})
		}
	}
	return m
}

func jpegOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 90}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pngOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func gifOf(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := gif.Encode(&b, drawing(16, 8), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// tinyWebP is one white pixel, extended so that it may carry metadata.
func tinyWebP(chunks ...string) []byte {
	body := "VP8L\x0d\x00\x00\x00\x2f\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07\x00"
	flags := byte(0)
	for _, c := range chunks {
		switch c[:4] {
		case "EXIF":
			flags |= webpExif
		case "XMP ":
			flags |= webpXMP
		}
		body += c
	}
	body = "VP8X\x0a\x00\x00\x00" + string([]byte{flags, 0, 0, 0, 0, 0, 0, 0, 0, 0}) + body
	return []byte("RIFF" + string(binary.LittleEndian.AppendUint32(nil, uint32(len(body)+4))) + "WEBP" + body)
}

func riff(kind string, data []byte) string {
	s := kind + string(binary.LittleEndian.AppendUint32(nil, uint32(len(data)))) + string(data)
	return s + strings.Repeat("\x00", len(data)&1)
}

// exifOf is a block of a camera that says a great deal.
func exifOf(order binary.AppendByteOrder, orientation int) []byte {
	type entry struct {
		tag, kind uint16
		count     uint32
		data      []byte
	}
	u16 := func(v int) []byte { return order.AppendUint16(nil, uint16(v)) }
	text := func(tag uint16, s string) entry { return entry{tag, 2, uint32(len(s) + 1), []byte(s + "\x00")} }
	fractions := func(v ...uint32) (b []byte) {
		for _, n := range v {
			b = order.AppendUint32(b, n)
		}
		return b
	}
	b := []byte("II*\x00\x08\x00\x00\x00")
	if order == binary.AppendByteOrder(binary.BigEndian) {
		b = []byte("MM\x00*\x00\x00\x00\x08")
	}
	// Values lie behind their directory; directories are given with where they begin.
	directory := func(at int, next uint32, list []entry) {
		if len(b) != at {
			panic(fmt.Sprint(len(b), " is not ", at))
		}
		b = order.AppendUint16(b, uint16(len(list)))
		var values []byte
		base := at + 2 + 12*len(list) + 4
		for _, e := range list {
			b = order.AppendUint32(order.AppendUint16(order.AppendUint16(b, e.tag), e.kind), e.count)
			if len(e.data) <= 4 {
				b = append(b, append(e.data, 0, 0, 0, 0)[:4]...)
			} else {
				b = order.AppendUint32(b, uint32(base+len(values)))
				values = append(values, e.data...)
			}
		}
		b = append(order.AppendUint32(b, next), values...)
	}
	first := []entry{
		text(0x010f, "Lumina"), {tagOrientation, 3, 1, u16(orientation)}, text(0x013b, "Inês Vilarinho"),
		{tagExif, 4, 1, nil}, {tagGPS, 4, 1, nil},
	}
	size := func(list []entry) (n int) {
		n = 2 + 12*len(list) + 4
		for _, e := range list {
			if len(e.data) > 4 {
				n += len(e.data)
			}
		}
		return n
	}
	second := []entry{text(0x9003, "2026:05:01 10:00:00"), text(0xa431, "LM-0042-7781")}
	first[3].data = order.AppendUint32(nil, uint32(8+size(first)))
	first[4].data = order.AppendUint32(nil, uint32(8+size(first)+size(second)))
	directory(8, 0, first)
	directory(len(b), 0, second)
	directory(len(b), 0, []entry{
		{1, 2, 2, []byte("N\x00")}, {2, 5, 3, fractions(41, 1, 9, 1, 2844, 100)},
		{3, 2, 2, []byte("W\x00")}, {4, 5, 3, fractions(8, 1, 37, 1, 4476, 100)},
	})
	return b
}

const xmpPacket = `<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="41,9.47N"><dc:creator><rdf:Seq><rdf:li>Rui Prata</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>`

func iptcBlock() []byte {
	data := []byte("\x1c\x02\x50\x00\x0aHelena Luz\x1c\x02\x5c\x00\x07Ward 41")
	b := []byte("8BIM\x04\x04\x00\x00")
	b = append(binary.BigEndian.AppendUint32(b, uint32(len(data))), data...)
	if len(data)&1 == 1 {
		b = append(b, 0)
	}
	return b
}

func rich(t testing.TB, orientation, w, h int) []byte {
	plain := jpegOf(t, drawing(w, h))
	return insert(plain, [][]byte{
		marked(markAPP1, append([]byte("Exif\x00\x00"), exifOf(binary.BigEndian, orientation)...)),
		marked(markAPP1, []byte("http://ns.adobe.com/xap/1.0/\x00"+xmpPacket)),
		marked(0xed, append([]byte("Photoshop 3.0\x00"), iptcBlock()...)),
		marked(markAPP2, []byte("ICC_PROFILE\x00\x01\x01a profile")),
		marked(markCOM, []byte("bed 12, Mrs Duarte")),
	})
}

func pngRich(t testing.TB) []byte {
	plain := pngOf(t, drawing(9, 5))
	at := len(pngMagic) + 25
	out := append([]byte{}, plain[:at]...)
	out = append(out, pngChunk("eXIf", exifOf(binary.LittleEndian, 1))...)
	out = append(out, pngChunk("tEXt", []byte("Author\x00Rui Prata"))...)
	out = append(out, pngChunk("iTXt", []byte("XML:com.adobe.xmp\x00\x00\x00\x00\x00"+xmpPacket))...)
	out = append(out, pngChunk("tIME", make([]byte, 7))...)
	out = append(out, pngChunk("iCCP", []byte("p\x00\x00profile"))...)
	out = append(out, plain[at:]...)
	return append(out, "what was cropped away"...)
}

func gifRich(t testing.TB) []byte {
	plain := gifOf(t)
	out := append([]byte{}, plain[:len(plain)-1]...)
	return append(out, "\x21\xfe\x12bed 12, Mrs Duarte\x00\x3b"...)
}

func lines(facts []Fact) string {
	var b strings.Builder
	for _, f := range facts {
		fmt.Fprintf(&b, "%s %s: %s\n", f.Topic, f.Name, f.Value)
	}
	return b.String()
}

// TestRead: everything that each format can tell about a person is found.
func TestRead(t *testing.T) {
	t.Parallel()
	const exif = "Inês Vilarinho"
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"jpeg", rich(t, 1, 16, 16), `place GPS: 41.1579, -8.6291
place IPTC Sub-location: Ward 41
place xmp GPSLatitude: 41,9.47N
person Artist: Inês Vilarinho
person IPTC By-line: Helena Luz
person xmp creator: Rui Prata
serial BodySerialNumber: LM-0042-7781
words comment: bed 12, Mrs Duarte
time DateTimeOriginal: 2026:05:01 10:00:00
device Make: Lumina
`},
		{"png", pngRich(t), `place GPS: 41.1579, -8.6291
place xmp GPSLatitude: 41,9.47N
person Artist: Inês Vilarinho
person Author: Rui Prata
person xmp creator: Rui Prata
serial BodySerialNumber: LM-0042-7781
time DateTimeOriginal: 2026:05:01 10:00:00
time tIME: when it was last changed
device Make: Lumina
hidden data behind the end: bytes that no viewer shows; perhaps a film, or what was cut off
`},
		{"webp", tinyWebP(riff("EXIF", exifOf(binary.LittleEndian, 1)), riff("XMP ", []byte(xmpPacket))), `place GPS: 41.1579, -8.6291
place xmp GPSLatitude: 41,9.47N
person Artist: Inês Vilarinho
person xmp creator: Rui Prata
serial BodySerialNumber: LM-0042-7781
time DateTimeOriginal: 2026:05:01 10:00:00
device Make: Lumina
`},
		{"gif", gifRich(t), "words comment: bed 12, Mrs Duarte\n"},
		{"heic", append([]byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic....Exif\x00\x00"), exifOf(binary.BigEndian, 6)...), `place GPS: 41.1579, -8.6291
person Artist: Inês Vilarinho
serial BodySerialNumber: LM-0042-7781
time DateTimeOriginal: 2026:05:01 10:00:00
device Make: Lumina
`},
		{"film", []byte("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42....\xa9xyz\x00\x12\x15\xc7+41.1579-008.6291/"), "place GPS: +41.1579, -008.6291\n"},
		{"apple's film", []byte("\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00qt  ....keysmdtacom.apple.quicktime.location.ISO6709\x00mdtacom.apple.quicktime.make....ilst\x00data\x00\x01+41.1579-008.6291+102.345/\x00Apple"),
			"place GPS: +41.1579, -008.6291\n"},
		{"tiff", exifOf(binary.LittleEndian, 1), `place GPS: 41.1579, -8.6291
person Artist: Inês Vilarinho
serial BodySerialNumber: LM-0042-7781
time DateTimeOriginal: 2026:05:01 10:00:00
device Make: Lumina
`},
		{"no picture", []byte("hello " + exif), ""},
	} {
		if diff := cmp.Diff(c.want, lines(Read(c.data))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// TestClean: nothing is left to tell, the pixels and the colour profile stay, and a clean picture
// comes back as the same bytes.
func TestClean(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		data []byte
		keep string
	}{
		{"jpeg", rich(t, 1, 40, 24), "ICC_PROFILE\x00\x01\x01a profile"},
		{"png", pngRich(t), "iCCP"},
		{"webp", tinyWebP(riff("EXIF", exifOf(binary.LittleEndian, 1)), riff("XMP ", []byte(xmpPacket)), riff("ICCP", []byte("profile"))), "profile"},
		{"gif", gifRich(t), "GIF89a"},
	} {
		clean, ok, err := Clean(c.data)
		if err != nil || !ok {
			t.Fatalf("%s: %v, %v", c.name, ok, err)
		}
		if left := Read(clean); len(left) > 0 {
			t.Errorf("%s still tells:\n%s", c.name, lines(left))
		}
		for _, word := range []string{"Vilarinho", "Rui Prata", "Duarte", "LM-0042", "cropped"} {
			if bytes.Contains(clean, []byte(word)) {
				t.Errorf("%s still holds %q", c.name, word)
			}
		}
		if !bytes.Contains(clean, []byte(c.keep)) {
			t.Errorf("%s lost %q", c.name, c.keep)
		}
		again, _, err := Clean(clean)
		if err != nil || &again[0] != &clean[0] {
			t.Errorf("%s: a clean picture was made anew (%v)", c.name, err)
		}
		if c.name == "webp" {
			continue // no decoder for it here; its one chunk of pixels is compared below
		}
		before, _, err1 := image.Decode(bytes.NewReader(c.data))
		after, _, err2 := image.Decode(bytes.NewReader(clean))
		if err1 != nil || err2 != nil {
			t.Fatalf("%s: %v, %v", c.name, err1, err2)
		}
		if far := distance(before, after, turn{}); far != 0 {
			t.Errorf("%s: pixels changed by up to %d", c.name, far)
		}
	}
	if clean, _, _ := Clean(tinyWebP(riff("EXIF", exifOf(binary.LittleEndian, 1)))); !bytes.Equal(clean, tinyWebP()) {
		t.Errorf("webp: %q, want %q", clean, tinyWebP())
	}
}

// TestUpright: a picture that lies on its side is turned, without loss where its size allows, in all
// eight ways and for the usual ways to store colours.
func TestUpright(t *testing.T) {
	t.Parallel()
	for _, size := range []image.Point{{32, 48}, {33, 21}, {7, 9}} {
		for o := 1; o <= 8; o++ {
			data := rich(t, o, size.X, size.Y)
			clean, ok, err := Clean(data)
			if err != nil || !ok {
				t.Fatal(err)
			}
			before, err1 := jpeg.Decode(bytes.NewReader(data))
			after, err2 := jpeg.Decode(bytes.NewReader(clean))
			if err1 != nil || err2 != nil {
				t.Fatalf("orientation %d: %v, %v", o, err1, err2)
			}
			most := 4 // decoders round rows and columns apart
			if _, lossless := turnLossless(data2(t, size), turnOf(o)); !lossless {
				most = 60
			}
			if far := distance(before, after, turnOf(o)); far > most {
				t.Errorf("%v, orientation %d: pixels differ by up to %d", size, o, far)
			}
			if !bytes.Contains(clean, []byte("a profile")) {
				t.Errorf("%v, orientation %d: the colour profile is gone", size, o)
			}
			if left := Read(clean); len(left) > 0 {
				t.Errorf("%v, orientation %d still tells:\n%s", size, o, lines(left))
			}
			if second, _, _ := Clean(data); !bytes.Equal(second, clean) {
				t.Errorf("%v, orientation %d: other bytes the second time", size, o)
			}
		}
	}
	for o := 2; o <= 8; o++ {
		if _, ok := turnLossless(data2(t, image.Pt(32, 48)), turnOf(o)); !ok {
			t.Errorf("orientation %d: whole units were not turned without loss", o)
		}
	}
}

func data2(t *testing.T, size image.Point) []byte { return jpegOf(t, drawing(size.X, size.Y)) }

// distance is the largest difference of any colour between a picture and its turned copy; 255 when the
// sizes are wrong.
func distance(stored, shown image.Image, by turn) int {
	b := by.bounds(stored.Bounds())
	if b.Dx() != shown.Bounds().Dx() || b.Dy() != shown.Bounds().Dy() {
		return 255
	}
	most := 0
	for y := range stored.Bounds().Dy() {
		for x := range stored.Bounds().Dx() {
			ox, oy := by.place(x, y, b.Dx(), b.Dy())
			r1, g1, b1, _ := stored.At(x, y).RGBA()
			r2, g2, b2, _ := shown.At(ox, oy).RGBA()
			for _, d := range []int{int(r1>>8) - int(r2>>8), int(g1>>8) - int(g2>>8), int(b1>>8) - int(b2>>8)} {
				most = max(most, d, -d)
			}
		}
	}
	return most
}

// TestTurnTwice: four quarter turns without loss give the coefficients back, so nothing was rounded.
func TestTurnTwice(t *testing.T) {
	t.Parallel()
	once, ok := turnLossless(data2(t, image.Pt(48, 32)), turnOf(1))
	if !ok {
		t.Fatal("not turned")
	}
	data := once
	for range 4 {
		if data, ok = turnLossless(data, turnOf(6)); !ok {
			t.Fatal("not turned")
		}
	}
	if !bytes.Equal(data, once) {
		t.Error("four quarter turns do not give the picture back")
	}
}

// TestDamaged: what begins like a picture and does not go on like one is refused, not passed on.
func TestDamaged(t *testing.T) {
	t.Parallel()
	whole := rich(t, 1, 16, 16)
	for name, data := range map[string][]byte{
		"jpeg": whole[:40], "png": pngRich(t)[:60], "webp": tinyWebP()[:20], "gif": gifRich(t)[:20],
		"jpeg without pixels": append(append([]byte{}, whole[:4]...), 0xff, 0xd9),
	} {
		if clean, ok, err := Clean(data); err != ErrDamaged || !ok || clean != nil {
			t.Errorf("%s: %v, %v", name, ok, err)
		}
	}
	if data := []byte("%PDF-1.7"); true {
		if clean, ok, err := Clean(data); ok || err != nil || !bytes.Equal(clean, data) {
			t.Errorf("no picture: %v, %v", ok, err)
		}
	}
}

func FuzzClean(f *testing.F) {
	f.Add(rich(f, 6, 32, 16))
	f.Add(rich(f, 5, 9, 5))
	f.Add(pngRich(f))
	f.Add(gifRich(f))
	f.Add(tinyWebP(riff("EXIF", exifOf(binary.LittleEndian, 6)), riff("XMP ", []byte(xmpPacket))))
	f.Add(append([]byte("\x00\x00\x00\x18ftypheic....Exif\x00\x00"), exifOf(binary.BigEndian, 6)...))
	f.Fuzz(func(t *testing.T, data []byte) {
		Read(data)
		clean, ok, err := Clean(data)
		if err != nil || !ok {
			return
		}
		if left := Read(clean); len(left) > 0 {
			t.Errorf("a clean picture still tells:\n%s", lines(left))
		}
		again, _, err := Clean(clean)
		if err != nil || !bytes.Equal(again, clean) {
			t.Errorf("cleaning twice is not the same (%v)", err)
		}
	})
}

func FuzzMetadata(f *testing.F) {
	f.Add(exifOf(binary.BigEndian, 1), byte(0))
	f.Add([]byte(xmpPacket), byte(1))
	f.Add(iptcBlock(), byte(2))
	f.Fuzz(func(t *testing.T, data []byte, which byte) {
		var r reader
		switch which % 3 {
		case 0:
			r.exif(data)
		case 1:
			r.xmp(data)
		default:
			r.photoshop(data)
		}
		if len(r.facts) > maxFacts {
			t.Errorf("%d facts", len(r.facts))
		}
	})
}

func TestWebPSize(t *testing.T) {
	t.Parallel()
	chunk := func(kind string, body ...byte) []byte {
		b := append([]byte("RIFF\x00\x00\x00\x00WEBP"+kind+"\x00\x00\x00\x00"), body...)
		return append(b, make([]byte, 30)...)
	}
	tests := []struct {
		name          string
		in            []byte
		width, height int
	}{
		{"extended", chunk("VP8X", 0, 0, 0, 0, 99, 0, 0, 49, 0, 0), 100, 50},
		{"lossless", chunk("VP8L", 0x2f, 99, 0x40, 12, 0), 100, 50},
		{"lossy", chunk("VP8 ", 0, 0, 0, 0x9d, 0x01, 0x2a, 100, 0, 50, 0), 100, 50},
		{"another file", []byte("RIFF"), 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if w, h := webpSize(tt.in); w != tt.width || h != tt.height {
				t.Errorf("%d × %d, want %d × %d", w, h, tt.width, tt.height)
			}
		})
	}
}
