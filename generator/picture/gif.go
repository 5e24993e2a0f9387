package picture

import "bytes"

// gifKept are the application extensions that say how to play a film, and its colours.
var gifKept = map[string]bool{"NETSCAPE2.0": true, "ANIMEXTS1.0": true, "ICCRGBG1012": true}

// gifBlocks calls f for every extension with its label and the whole of it, and copies everything else
// with keep; it returns where the picture ends (https://www.w3.org/Graphics/GIF/spec-gif89a.txt).
func gifBlocks(data []byte, keep func(part []byte), extension func(label byte, whole []byte)) (end int, ok bool) {
	if len(data) < 13 {
		return len(data), false
	}
	at := 13 + colours(data[10])
	if at > len(data) {
		return len(data), false
	}
	keep(data[:at])
	for at < len(data) {
		start := at
		switch data[at] {
		case 0x3b:
			keep(data[at : at+1])
			return at + 1, true
		case 0x2c:
			if at+10 >= len(data) {
				return at, false
			}
			at = subBlocks(data, at+11+colours(data[at+9]))
			if at < 0 {
				return start, false
			}
			keep(data[start:at])
		case 0x21:
			if at = subBlocks(data, at+2); at < 0 {
				return start, false
			}
			extension(data[start+1], data[start:at])
		default:
			return at, false
		}
	}
	return at, false
}

// colours is the size of a colour table, by the flags that announce it.
func colours(flags byte) int {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

// subBlocks returns where a chain of blocks ends, -1 when the file ends before.
func subBlocks(data []byte, at int) int {
	for at >= 0 && at < len(data) {
		if data[at] == 0 {
			return at + 1
		}
		at += int(data[at]) + 1
	}
	return -1
}

func cleanGIF(data []byte) ([]byte, error) {
	out := make([]byte, 0, len(data))
	_, ok := gifBlocks(data, func(part []byte) { out = append(out, part...) }, func(label byte, whole []byte) {
		if label == 0xf9 || label == 0xff && len(whole) > 14 && gifKept[string(whole[3:14])] {
			out = append(out, whole...)
		}
	})
	if !ok {
		return nil, ErrDamaged
	}
	return out, nil
}

func (r *reader) gif(data []byte) {
	end, _ := gifBlocks(data, func([]byte) {}, func(label byte, whole []byte) {
		switch {
		case label == 0xfe || label == 0x01:
			var text []byte
			for at := 2; at < len(whole) && whole[at] != 0; at += int(whole[at]) + 1 {
				text = append(text, whole[at+1:min(at+1+int(whole[at]), len(whole))]...)
			}
			r.add(Words, "comment", latin(text))
		case label == 0xff && bytes.Contains(whole, []byte("XMP DataXMP")) && len(whole) > 14:
			// The packet lies there as it is, not in blocks; what follows it is no XML and ends the reading.
			r.xmp(whole[14:])
		}
	})
	r.behind(data, end)
}
