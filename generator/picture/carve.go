package picture

import (
	"bytes"
	"encoding/binary"
	"regexp"
)

func utf16Packet(b []byte) string {
	if b[0] == 0xfe {
		return utf16Text(b[2:], binary.BigEndian)
	}
	return utf16Text(b[2:], binary.LittleEndian)
}

// place of a film, ISO 6709 in a "©xyz" atom: +41.1579-008.6291/
var filmPlace = regexp.MustCompile(`^([+-]\d{1,2}\.\d+)([+-]\d{1,3}\.\d+)`)

// The name that telephones of Apple's give it, and how it is written there; the values stand behind all names.
// https://developer.apple.com/documentation/quicktime-file-format/metadata_item_list_atom
var (
	appleFilm  = []byte("com.apple.quicktime.location.ISO6709")
	applePlace = regexp.MustCompile(`([+-]\d{2}\.\d{2,})([+-]\d{3}\.\d{2,})`)
)

// maxBlocks bounds how many blocks are looked at in one file.
const maxBlocks = 32

// carve looks for EXIF blocks and XMP packets wherever they lie: containers such as HEIC and AVIF put
// them into items whose tables differ between writers, and the blocks themselves are unmistakable.
func (r *reader) carve(data []byte) {
	blocks := 0
	for _, magic := range []string{"Exif\x00\x00", "II*\x00\x08\x00\x00\x00", "MM\x00*\x00\x00\x00\x08"} {
		for rest := data; blocks < maxBlocks; blocks++ {
			i := bytes.Index(rest, []byte(magic))
			if i < 0 {
				break
			}
			if magic[0] == 'E' {
				r.exif(rest[i+6:])
			} else {
				r.exif(rest[i:])
			}
			rest = rest[i+len(magic):]
		}
	}
	for rest := data; blocks < maxBlocks; blocks++ {
		i := bytes.Index(rest, []byte("<x:xmpmeta"))
		if i < 0 {
			break
		}
		rest = rest[i:]
		end := bytes.Index(rest[:min(len(rest), maxXMP)], []byte("</x:xmpmeta>"))
		if end < 0 {
			break
		}
		r.xmp(rest[:end+len("</x:xmpmeta>")])
		rest = rest[end:]
	}
	if i := bytes.Index(data, []byte("\xa9xyz")); i >= 0 && i+8 < len(data) {
		if m := filmPlace.FindSubmatch(data[i+8:]); m != nil { // behind a length and a language
			r.add(Place, "GPS", string(m[1])+", "+string(m[2]))
		}
	}
	if i := bytes.Index(data, appleFilm); i >= 0 {
		if m := applePlace.FindSubmatch(data[i:min(len(data), i+16<<10)]); m != nil {
			r.add(Place, "GPS", string(m[1])+", "+string(m[2]))
		}
	}
}
