package format

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/source"
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
	if text, ok := source.UTF16(data); ok {
		return []byte(text), true
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
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
