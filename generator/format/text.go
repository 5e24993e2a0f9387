package format

import (
	"bytes"
	"encoding/binary"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"github.com/talent-passport/passport/generator/diag"
)

type textResult struct {
	text  []byte
	found diag.List
}

// Text returns the file as UTF-8 without a byte-order mark. UTF-16 is told by its mark or its zero
// bytes; what is neither UTF-8 nor UTF-16 is read as Windows-1252, of which Latin-1 is a part, as
// browsers do (https://encoding.spec.whatwg.org/#names-and-labels). A file with zero bytes is no text:
// that is the one problem there can be. Places in problems count bytes of this text.
func (f *File) Text() ([]byte, diag.List) {
	if f.text == nil {
		f.text = &textResult{}
		data, failed := f.Bytes()
		if failed != nil {
			f.text.found = failed
			return nil, failed
		}
		var ok bool
		if f.text.text, ok = decode(data); !ok {
			f.text.found = diag.List{f.problem(CodeUnreadable, "this file is not text",
				"give the file as it was exported, not a document of a word processor or a picture of it", 0, 0)}
		}
	}
	return f.text.text, f.text.found
}

func decode(data []byte) ([]byte, bool) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		data = data[3:]
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return utf16Text(data[2:], binary.LittleEndian), true
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return utf16Text(data[2:], binary.BigEndian), true
	default:
		if order := unmarked(data); order != nil {
			return utf16Text(data, order), true
		}
	}
	if bytes.IndexByte(data, 0) >= 0 {
		return nil, false
	}
	if utf8.Valid(data) {
		return data, true
	}
	// Every byte has a meaning in Windows-1252 as the decoder reads it, so this cannot fail.
	out, err := charmap.Windows1252.NewDecoder().Bytes(data)
	return out, err == nil
}

func utf16Text(data []byte, order binary.ByteOrder) []byte {
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	return []byte(string(utf16.Decode(units)))
}

// unmarked tells the byte order of UTF-16 without a mark: every second byte of its Western text is zero.
func unmarked(data []byte) binary.ByteOrder {
	n := min(len(data), 200) &^ 1
	even, odd := 0, 0
	for i := 0; i < n; i += 2 {
		if data[i] == 0 {
			even++
		}
		if data[i+1] == 0 {
			odd++
		}
	}
	switch {
	case n >= 4 && odd > n/2*3/4 && even == 0:
		return binary.LittleEndian
	case n >= 4 && even > n/2*3/4 && odd == 0:
		return binary.BigEndian
	}
	return nil
}
