package picture

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"unicode/utf16"
)

// An EXIF block is a small TIFF file: directories of 12-byte entries that point at values elsewhere in
// the block (TIFF 6.0 section 2, CIPA DC-008). Offsets are the writer's word, so each is held against
// the block, and directories are visited once.

// exifTags are those that tell something about somebody.
var exifTags = map[uint16]struct {
	topic Topic
	name  string
}{
	0x010e: {Words, "ImageDescription"}, 0x010f: {Device, "Make"}, 0x0110: {Device, "Model"}, 0x0131: {Device, "Software"},
	0x0132: {Time, "DateTime"}, 0x013b: {Person, "Artist"}, 0x013c: {Device, "HostComputer"}, 0x8298: {Person, "Copyright"},
	0x9003: {Time, "DateTimeOriginal"}, 0x9004: {Time, "DateTimeDigitized"}, 0x927c: {Hidden, "MakerNote"}, 0x9286: {Words, "UserComment"},
	0x9c9b: {Words, "XPTitle"}, 0x9c9c: {Words, "XPComment"}, 0x9c9d: {Person, "XPAuthor"}, 0x9c9e: {Words, "XPKeywords"}, 0x9c9f: {Words, "XPSubject"},
	0xa420: {Serial, "ImageUniqueID"}, 0xa430: {Person, "CameraOwnerName"}, 0xa431: {Serial, "BodySerialNumber"}, 0xa433: {Device, "LensMake"},
	0xa434: {Device, "LensModel"}, 0xa435: {Serial, "LensSerialNumber"}, 0xa436: {Words, "ImageTitle"}, 0xa437: {Person, "Photographer"},
	0xa438: {Person, "ImageEditor"}, 0xc62f: {Serial, "CameraSerialNumber"}, 0xfde8: {Person, "OwnerName"}, 0xfde9: {Serial, "SerialNumber"},
}

const (
	tagOrientation = 0x0112
	tagExif        = 0x8769
	tagGPS         = 0x8825
	tagThumbnail   = 0x0201
	tagXMP         = 0x02bc
	tagIPTC        = 0x83bb

	maxEntries     = 512 // of one directory
	maxDirectories = 16
)

// tiff is an EXIF block.
type tiff struct {
	data    []byte
	order   binary.ByteOrder
	visited map[uint32]bool
}

// exif reads a block that begins with the byte order.
func (r *reader) exif(data []byte) {
	if len(data) < 8 {
		return
	}
	t := tiff{data: data, visited: map[uint32]bool{}}
	switch string(data[:4]) {
	case "II*\x00":
		t.order = binary.LittleEndian
	case "MM\x00*":
		t.order = binary.BigEndian
	default:
		return
	}
	next := t.order.Uint32(data[4:])
	for next != 0 {
		next = r.directory(&t, next, false)
	}
}

// directory reads one directory and those below it, and returns where the next one lies.
func (r *reader) directory(t *tiff, at uint32, gps bool) (next uint32) {
	if t.visited[at] || len(t.visited) >= maxDirectories || int64(at)+2 > int64(len(t.data)) {
		return 0
	}
	t.visited[at] = true
	n := int(t.order.Uint16(t.data[at:]))
	rest := t.data[at+2:]
	var place coordinates
	for i := range min(n, maxEntries, len(rest)/12) {
		e := rest[i*12:]
		tag, kind, count := t.order.Uint16(e), t.order.Uint16(e[2:]), t.order.Uint32(e[4:])
		value := t.value(kind, count, e[8:12])
		switch {
		case value == nil:
		case gps:
			place.take(tag, kind, value, t.order)
		case tag == tagExif || tag == tagGPS:
			if len(value) >= 4 {
				r.directory(t, t.order.Uint32(value), tag == tagGPS)
			}
		case tag == tagOrientation:
			if o := t.small(kind, value); o >= 1 && o <= 8 && r.orientation == 0 {
				r.orientation = o
			}
		case tag == tagThumbnail:
			r.add(Hidden, "Thumbnail", "a small copy of the picture, perhaps from before it was edited")
		case tag == tagXMP:
			r.xmp(value)
		case tag == tagIPTC:
			r.iptc(value)
		default:
			if known, ok := exifTags[tag]; ok {
				r.add(known.topic, known.name, t.text(tag, kind, value))
			}
		}
	}
	if text := place.String(); text != "" {
		r.add(Place, "GPS", text)
	}
	if end := int64(at) + 2 + int64(n)*12; !gps && end+4 <= int64(len(t.data)) {
		return t.order.Uint32(t.data[end:])
	}
	return 0
}

// sizes of the types, TIFF 6.0 section 2.
var tiffSizes = [...]uint64{0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4}

// value returns the bytes of an entry's value, nil when they lie outside the block.
func (t *tiff) value(kind uint16, count uint32, field []byte) []byte {
	if int(kind) >= len(tiffSizes) || kind == 0 {
		return nil
	}
	size := tiffSizes[kind] * uint64(count)
	if size <= 4 {
		return field[:size]
	}
	at := uint64(t.order.Uint32(field))
	if at+size > uint64(len(t.data)) {
		return nil
	}
	return t.data[at : at+size]
}

func (t *tiff) small(kind uint16, v []byte) int {
	switch {
	case kind == 3 && len(v) >= 2:
		return int(t.order.Uint16(v))
	case kind == 4 && len(v) >= 4:
		return int(min(t.order.Uint32(v), 1<<16))
	case kind == 1 && len(v) >= 1:
		return int(v[0])
	}
	return 0
}

func (t *tiff) text(tag, kind uint16, v []byte) string {
	switch {
	case tag == 0x927c:
		return fmt.Sprintf("%d bytes that only the camera's maker can read", len(v))
	case tag >= 0x9c9b && tag <= 0x9c9f: // UTF-16, little endian, whatever the block's order
		return utf16Text(v, binary.LittleEndian)
	case tag == 0x9286 && len(v) >= 8: // UserComment begins with the name of its encoding
		switch body := v[8:]; {
		case bytes.HasPrefix(v, []byte("UNICODE")):
			return utf16Text(body, t.order)
		default:
			return string(bytes.Trim(body, "\x00 "))
		}
	case kind == 2 || kind == 7 || kind == 1 || kind == 129:
		return string(bytes.ReplaceAll(bytes.Trim(v, "\x00 "), []byte{0}, []byte(" ")))
	case kind == 3 || kind == 4:
		return fmt.Sprint(t.small(kind, v))
	}
	return ""
}

func utf16Text(v []byte, order binary.ByteOrder) string {
	units := make([]uint16, 0, len(v)/2)
	for ; len(v) >= 2; v = v[2:] {
		units = append(units, order.Uint16(v))
	}
	return strings.Trim(string(utf16.Decode(units)), "\x00 ")
}

// coordinates are collected from a GPS directory.
type coordinates struct {
	latitude, longitude string
	south, west         bool
	area                string
}

func (c *coordinates) take(tag, kind uint16, v []byte, order binary.ByteOrder) {
	switch tag {
	case 1:
		c.south = len(v) > 0 && v[0] == 'S'
	case 3:
		c.west = len(v) > 0 && v[0] == 'W'
	case 2:
		c.latitude = degrees(kind, v, order)
	case 4:
		c.longitude = degrees(kind, v, order)
	case 0x1c:
		if len(v) > 8 {
			c.area = string(v[8:])
		}
	}
}

// degrees turns three fractions into a decimal number of degrees, to a few metres.
func degrees(kind uint16, v []byte, order binary.ByteOrder) string {
	if (kind != 5 && kind != 10) || len(v) < 24 {
		return ""
	}
	var sum float64
	for i, part := range []float64{1, 60, 3600} {
		a, b := order.Uint32(v[i*8:]), order.Uint32(v[i*8+4:])
		if b == 0 {
			if a != 0 || i == 0 {
				return ""
			}
			b = 1
		}
		sum += float64(a) / float64(b) / part
	}
	if sum > 180 {
		return ""
	}
	return fmt.Sprintf("%.4f", sum)
}

func (c *coordinates) String() string {
	if c.latitude == "" || c.longitude == "" {
		return c.area
	}
	// 0, 0 is what cameras write when they do not know.
	if c.latitude == "0.0000" && c.longitude == "0.0000" {
		return c.area
	}
	lat, long := c.latitude, c.longitude
	if c.south {
		lat = "-" + lat
	}
	if c.west {
		long = "-" + long
	}
	return lat + ", " + long
}

// orientationBlock is an EXIF block that says how to turn a picture, and nothing else.
func orientationBlock(o int) []byte {
	return []byte{'M', 'M', 0, '*', 0, 0, 0, 8, 0, 1, tagOrientation >> 8, tagOrientation & 0xff, 0, 3, 0, 0, 0, 1, 0, byte(o), 0, 0, 0, 0, 0, 0}
}
