package picture

import (
	"bytes"
	"encoding/binary"
)

// JPEG markers, ITU-T T.81 table B.1.
const (
	markSOI  = 0xd8
	markEOI  = 0xd9
	markSOS  = 0xda
	markAPP0 = 0xe0
	markAPP1 = 0xe1
	markAPP2 = 0xe2
	markApp  = 0xef // the last of them
	markCOM  = 0xfe
)

// segment is one marker of a JPEG with what belongs to it: for a scan its compressed data too.
type segment struct {
	marker byte
	whole  []byte // with the marker
	body   []byte // of segments that have a length; the header alone for a scan
}

// jpegSegments calls f for each segment up to the end of the picture, that marker included, and returns
// where it ends. A picture that was cut off in a scan is one that viewers show, so it is no damage.
func jpegSegments(data []byte, f func(s segment)) (end int, ok bool) {
	f(segment{marker: markSOI, whole: data[:2]})
	at, scans := 2, 0
	for at+2 <= len(data) {
		if data[at] != 0xff {
			return at, false
		}
		start := at
		for at+1 < len(data) && data[at+1] == 0xff {
			at++ // fill bytes, T.81 B.1.1.2
		}
		if at+2 > len(data) {
			break
		}
		marker := data[at+1]
		at += 2
		switch {
		case marker == markEOI:
			f(segment{marker: marker, whole: data[at-2 : at]})
			return at, scans > 0
		case marker == 0x01 || marker >= 0xd0 && marker <= 0xd7:
			f(segment{marker: marker, whole: data[at-2 : at]})
			continue
		case marker == 0 || marker == markSOI:
			return start, false
		}
		if at+2 > len(data) {
			return start, scans > 0
		}
		size := int(binary.BigEndian.Uint16(data[at:]))
		if size < 2 || at+size > len(data) {
			return start, scans > 0
		}
		s := segment{marker: marker, body: data[at+2 : at+size]}
		begin := at - 2
		at += size
		if marker == markSOS {
			scans++
			at = scanEnd(data, at)
		}
		s.whole = data[begin:at]
		f(s)
	}
	return at, scans > 0
}

// scanEnd finds the first marker behind compressed data that is neither a restart nor a stuffed byte.
func scanEnd(data []byte, at int) int {
	for at < len(data) {
		i := bytes.IndexByte(data[at:], 0xff)
		if i < 0 {
			return len(data)
		}
		at += i
		if at+1 >= len(data) {
			return len(data)
		}
		switch next := data[at+1]; {
		case next == 0 || next >= 0xd0 && next <= 0xd7:
			at += 2
		case next == 0xff:
			at++
		default:
			return at
		}
	}
	return len(data)
}

// needed reports whether a viewer needs a segment: everything but application data and comments, of
// which the colour profile and the colour model of Adobe change what is seen.
func (s segment) needed() bool {
	switch {
	case s.marker == markAPP2:
		return bytes.HasPrefix(s.body, []byte("ICC_PROFILE\x00"))
	case s.marker == 0xee:
		return bytes.HasPrefix(s.body, []byte("Adobe"))
	case s.marker == markAPP0:
		return bytes.HasPrefix(s.body, []byte("JFIF\x00"))
	case s.marker > markAPP0 && s.marker <= markApp, s.marker == markCOM, s.marker >= 0xf0 && s.marker <= 0xfd:
		return false
	}
	return true
}

// bare returns a needed segment without the preview that JFIF may hold.
func (s segment) bare() []byte {
	if s.marker == markAPP0 && len(s.body) >= 14 && (s.body[12] != 0 || s.body[13] != 0) {
		out := append([]byte{0xff, markAPP0, 0, 16}, s.body[:12]...)
		return append(out, 0, 0)
	}
	return s.whole
}

func cleanJPEG(data []byte) ([]byte, error) {
	var r reader
	out := make([]byte, 0, len(data))
	_, ok := jpegSegments(data, func(s segment) {
		if s.marker == markAPP1 {
			r.app1(s.body)
		}
		if s.needed() {
			out = append(out, s.bare()...)
		}
	})
	if !ok {
		return nil, ErrDamaged
	}
	if r.orientation > 1 {
		return upright(out, r.orientation), nil
	}
	return out, nil
}

func (r *reader) app1(body []byte) {
	if block, ok := bytes.CutPrefix(body, []byte("Exif\x00")); ok && len(block) > 1 {
		r.exif(block[1:])
	} else if packet, ok := bytes.CutPrefix(body, []byte("http://ns.adobe.com/xap/1.0/\x00")); ok {
		r.xmp(packet)
	} else if bytes.HasPrefix(body, []byte("http://ns.adobe.com/xmp/extension/\x00")) && len(body) > 75 {
		r.xmp(body[75:])
	}
}

func (r *reader) jpeg(data []byte) {
	end, _ := jpegSegments(data, func(s segment) {
		switch {
		case s.marker == markAPP1:
			r.app1(s.body)
		case s.marker == 0xed:
			if block, ok := bytes.CutPrefix(s.body, []byte("Photoshop 3.0\x00")); ok {
				r.photoshop(block)
			}
		case s.marker == markCOM:
			r.add(Words, "comment", latin(s.body))
		}
	})
	r.behind(data, end)
}
