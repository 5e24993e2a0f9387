package picture

import "unicode/utf8"

// iptcNames are the datasets of record 2 that tell something about somebody
// (https://www.iptc.org/std/IIM/4.2/specification/IIMV4.2.pdf).
var iptcNames = map[byte]struct {
	topic Topic
	name  string
}{
	5: {Words, "ObjectName"}, 25: {Words, "Keywords"}, 40: {Words, "SpecialInstructions"}, 55: {Time, "DateCreated"}, 80: {Person, "By-line"},
	85: {Person, "By-lineTitle"}, 90: {Place, "City"}, 92: {Place, "Sub-location"}, 95: {Place, "Province-State"}, 101: {Place, "Country"},
	110: {Person, "Credit"}, 115: {Person, "Source"}, 116: {Person, "CopyrightNotice"}, 118: {Person, "Contact"}, 120: {Words, "Caption"}, 122: {Person, "Writer"},
}

// photoshop reads the resource blocks of an APP13 segment, of which one holds IPTC.
func (r *reader) photoshop(b []byte) {
	for len(b) >= 12 && string(b[:4]) == "8BIM" {
		id := int(b[4])<<8 | int(b[5])
		name := int(b[6]) + 1
		name += name & 1
		if len(b) < 6+name+4 {
			return
		}
		b = b[6+name:]
		size := int64(b[0])<<24 | int64(b[1])<<16 | int64(b[2])<<8 | int64(b[3])
		b = b[4:]
		if size > int64(len(b)) {
			return
		}
		if id == 0x0404 {
			r.iptc(b[:size])
		}
		size += size & 1
		b = b[min(size, int64(len(b))):]
	}
}

func (r *reader) iptc(b []byte) {
	for len(b) >= 5 && b[0] == 0x1c {
		record, set, size := b[1], b[2], int(b[3])<<8|int(b[4])
		if size&0x8000 != 0 || len(b) < 5+size {
			return
		}
		if known, ok := iptcNames[set]; ok && record == 2 {
			r.add(known.topic, "IPTC "+known.name, latin(b[5:5+size]))
		}
		b = b[5+size:]
	}
}

// latin reads bytes as UTF-8 if they are, else as Latin-1, which older programs wrote.
func latin(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	out := make([]rune, len(b))
	for i, c := range b {
		out[i] = rune(c)
	}
	return string(out)
}
