package picture

import "encoding/binary"

// webpKept are the chunks that draw (https://developers.google.com/speed/webp/docs/riff_container).
var webpKept = map[string]bool{"VP8X": true, "VP8 ": true, "VP8L": true, "ALPH": true, "ANIM": true, "ANMF": true, "ICCP": true}

// The flags of VP8X that say what else is there.
const (
	webpProfile = 1 << 5
	webpExif    = 1 << 3
	webpXMP     = 1 << 2
)

// webpChunks calls f for every chunk, with the chunk whole and its data, and returns where the picture ends.
func webpChunks(data []byte, f func(kind string, whole, body []byte)) (end int, ok bool) {
	total := int64(binary.LittleEndian.Uint32(data[4:])) + 8
	if total > int64(len(data)) {
		return len(data), false
	}
	at, stop := 12, int(total)
	for at+8 <= stop {
		size := int64(binary.LittleEndian.Uint32(data[at+4:]))
		if size > int64(stop-at-8) {
			return at, false
		}
		next := at + 8 + int(size)
		body := data[at+8 : next]
		if size&1 == 1 && next < stop {
			next++
		}
		f(string(data[at:at+4]), data[at:next], body)
		at = next
	}
	return stop, true
}

func cleanWebP(data []byte) ([]byte, error) {
	var r reader
	out := make([]byte, 12, len(data))
	copy(out, data[:12])
	flags, drawn := -1, false
	_, ok := webpChunks(data, func(kind string, whole, body []byte) {
		if kind == "EXIF" {
			r.webpExif(body)
		}
		if !webpKept[kind] {
			return
		}
		if kind == "VP8X" && len(body) >= 10 {
			flags = len(out) + 8
		}
		drawn = drawn || kind != "VP8X" && kind != "ICCP"
		out = append(out, whole...)
		if len(whole)&1 == 1 {
			out = append(out, 0)
		}
	})
	if !ok || !drawn {
		return nil, ErrDamaged
	}
	if flags >= 0 {
		out[flags] &^= webpExif | webpXMP
		if r.orientation > 1 {
			out[flags] |= webpExif
			block := orientationBlock(r.orientation)
			out = append(out, "EXIF"...)
			out = binary.LittleEndian.AppendUint32(out, uint32(len(block)))
			out = append(out, block...)
		}
	}
	binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8))
	return out, nil
}

// webpExif reads an EXIF chunk, before which some writers leave the six bytes of JPEG.
func (r *reader) webpExif(body []byte) {
	if len(body) > 6 && string(body[:6]) == "Exif\x00\x00" {
		body = body[6:]
	}
	r.exif(body)
}

func (r *reader) webp(data []byte) {
	end, _ := webpChunks(data, func(kind string, _, body []byte) {
		switch {
		case kind == "EXIF":
			r.webpExif(body)
		case kind == "XMP ":
			r.xmp(body)
		case !webpKept[kind]:
			r.add(Hidden, "chunk "+kind, "bytes that no viewer shows")
		}
	})
	r.behind(data, end)
}

// webpSize reads a WebP picture's size from its first chunk
// (https://developers.google.com/speed/webp/docs/riff_container); 0, 0 when it is none.
func webpSize(b []byte) (width, height int) {
	if len(b) < 30 || string(b[:4]) != "RIFF" || string(b[8:12]) != "WEBP" {
		return 0, 0
	}
	switch string(b[12:16]) {
	case "VP8X":
		return 1 + (int(b[24]) | int(b[25])<<8 | int(b[26])<<16), 1 + (int(b[27]) | int(b[28])<<8 | int(b[29])<<16)
	case "VP8L":
		if b[20] != 0x2f {
			return 0, 0
		}
		bits := uint32(b[21]) | uint32(b[22])<<8 | uint32(b[23])<<16 | uint32(b[24])<<24
		return 1 + int(bits&0x3fff), 1 + int(bits>>14&0x3fff)
	case "VP8 ":
		if b[23] != 0x9d || b[24] != 0x01 || b[25] != 0x2a {
			return 0, 0
		}
		return (int(b[26]) | int(b[27])<<8) & 0x3fff, (int(b[28]) | int(b[29])<<8) & 0x3fff
	}
	return 0, 0
}

// webpFile makes a file of a frame of VP8. One with a colour profile is of the extended kind.
func webpFile(frame, profile []byte, width, height int) []byte {
	out := []byte("RIFF\x00\x00\x00\x00WEBP")
	chunk := func(kind string, body []byte) {
		out = append(out, kind...)
		out = binary.LittleEndian.AppendUint32(out, uint32(len(body)))
		out = append(out, body...)
		if len(body)&1 == 1 {
			out = append(out, 0)
		}
	}
	if len(profile) > 0 {
		w, h := width-1, height-1
		chunk("VP8X", []byte{webpProfile, 0, 0, 0, byte(w), byte(w >> 8), byte(w >> 16), byte(h), byte(h >> 8), byte(h >> 16)})
		chunk("ICCP", profile)
	}
	chunk("VP8 ", frame)
	binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8))
	return out
}
