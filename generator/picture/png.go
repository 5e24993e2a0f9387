package picture

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"io"
	"strings"
)

const pngMagic = "\x89PNG\r\n\x1a\n"

// pngKept are the chunks that say how to show a picture (https://www.w3.org/TR/png-3/#11Chunks).
// Chunks that a viewer must understand begin with a capital and are always kept.
var pngKept = map[string]bool{
	"tRNS": true, "cHRM": true, "gAMA": true, "iCCP": true, "sBIT": true, "sRGB": true, "cICP": true, "mDCV": true, "cLLI": true,
	"bKGD": true, "hIST": true, "pHYs": true, "sPLT": true, "acTL": true, "fcTL": true, "fdAT": true,
}

// pngChunks calls f for every chunk up to the end of the picture, with the chunk whole and its data, and
// returns where the picture ends.
func pngChunks(data []byte, f func(kind string, whole, body []byte)) (end int, ok bool) {
	at := len(pngMagic)
	for at+12 <= len(data) {
		size := int64(binary.BigEndian.Uint32(data[at:]))
		if size > int64(len(data)-at-12) {
			return at, false
		}
		next := at + 12 + int(size)
		kind := string(data[at+4 : at+8])
		f(kind, data[at:next], data[at+8:next-4])
		if at = next; kind == "IEND" {
			return at, true
		}
	}
	return at, false
}

func cleanPNG(data []byte) ([]byte, error) {
	var r reader
	out := make([]byte, 0, len(data))
	out = append(out, pngMagic...)
	first, turned := true, false
	_, _ = pngChunks(data, func(kind string, _, body []byte) {
		if kind == "eXIf" {
			r.exif(body)
		}
	})
	_, ok := pngChunks(data, func(kind string, whole, _ []byte) {
		if kind == "IDAT" && r.orientation > 1 && !turned {
			turned = true
			out = append(out, pngChunk("eXIf", orientationBlock(r.orientation))...)
		}
		if kind[0] >= 'A' && kind[0] <= 'Z' || pngKept[kind] {
			out = append(out, whole...)
		}
		if first && kind != "IHDR" {
			out = nil
		}
		first = false
	})
	if !ok || len(out) < len(pngMagic) {
		return nil, ErrDamaged
	}
	return out, nil
}

func pngChunk(kind string, body []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(body)))
	b = append(append(b, kind...), body...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}

// maxText bounds what a compressed text of a PNG may unpack to.
const maxText = 1 << 20

func (r *reader) png(data []byte) {
	end, _ := pngChunks(data, func(kind string, _, body []byte) {
		switch kind {
		case "eXIf":
			r.exif(body)
		case "tIME":
			r.add(Time, "tIME", "when it was last changed")
		case "tEXt":
			if key, text, ok := bytes.Cut(body, []byte{0}); ok {
				r.pngText(latin(key), latin(text))
			}
		case "zTXt":
			if key, text, ok := bytes.Cut(body, []byte{0}); ok && len(text) > 1 {
				r.pngText(latin(key), latin(unpack(text[1:])))
			}
		case "iTXt":
			key, rest, ok := bytes.Cut(body, []byte{0})
			if !ok || len(rest) < 2 {
				return
			}
			packed := rest[0] == 1
			_, rest, _ = bytes.Cut(rest[2:], []byte{0}) // language
			_, text, _ := bytes.Cut(rest, []byte{0})    // the key, translated
			if packed {
				text = unpack(text)
			}
			r.pngText(latin(key), string(text))
		}
	})
	r.behind(data, end)
}

// behind tells of bytes after the end of a picture, which may be a film, or what was cropped away.
func (r *reader) behind(data []byte, end int) {
	if rest := bytes.Trim(data[min(end, len(data)):], "\x00\r\n"); len(rest) > 0 {
		r.add(Hidden, "data behind the end", "bytes that no viewer shows; perhaps a film, or what was cut off")
		r.carve(rest)
	}
}

func unpack(b []byte) []byte {
	z, err := zlib.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil
	}
	out, _ := io.ReadAll(io.LimitReader(z, maxText))
	return out
}

func (r *reader) pngText(key, text string) {
	switch strings.ToLower(key) {
	case "xml:com.adobe.xmp":
		r.xmp([]byte(text))
	case "raw profile type exif", "raw profile type app1":
		r.rawProfile(text, func(b []byte) { r.exif(bytes.TrimPrefix(b, []byte("Exif\x00\x00"))) })
	case "raw profile type iptc":
		r.rawProfile(text, r.photoshop)
	case "author", "artist", "copyright", "creator":
		r.add(Person, key, text)
	case "creation time", "date:create", "date:modify", "date:timestamp":
		r.add(Time, key, text)
	case "software":
		r.add(Device, key, text)
	default:
		r.add(Words, key, text)
	}
}

// rawProfile reads a block that ImageMagick wrote in hexadecimal: a name, a length, digits.
func (r *reader) rawProfile(text string, f func([]byte)) {
	fields := strings.Fields(text)
	if len(fields) < 3 {
		return
	}
	digits := strings.Join(fields[2:], "")
	out := make([]byte, 0, len(digits)/2)
	for ; len(digits) >= 2; digits = digits[2:] {
		hi, lo := strings.IndexByte(hexDigits, digits[0]|0x20), strings.IndexByte(hexDigits, digits[1]|0x20)
		if hi < 0 || lo < 0 {
			return
		}
		out = append(out, byte(hi<<4|lo))
	}
	f(out)
}

const hexDigits = "0123456789abcdef"
