package source

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"github.com/talent-passport/passport/generator/diag"
)

// decode returns the text of a file and where it begins, or nil when it is no text that can be used;
// the problems say why. The text has as many bytes as the file from base on, so places carry over:
// lone carriage returns become line feeds, control characters spaces.
func decode(path string, data []byte) (text []byte, base int, problems diag.List) {
	if bytes.HasPrefix(data, []byte(`{\rtf`)) {
		return nil, 0, diag.List{notText(path)}
	}
	if p, bad := wrongEncoding(path, data); bad {
		return nil, 0, diag.List{p}
	}
	if bytes.HasPrefix(data, []byte("\xef\xbb\xbf")) {
		base = 3
	}
	text = data[base:]
	first, count := -1, 0
	copied := false
	own := func() {
		if !copied {
			text = bytes.Clone(text)
			copied = true
		}
	}
	for i := 0; i < len(text); i++ {
		c := text[i]
		if c >= ' ' && c != 0x7F && c < 0xC2 || c == '\n' || c == '\t' {
			continue
		}
		if c == '\r' {
			if i+1 >= len(text) || text[i+1] != '\n' {
				own()
				text[i] = '\n' // a line end of old Macs
			}
			continue
		}
		if !unclean(text, i) {
			continue
		}
		n := uncleanLen(text, i)
		if first < 0 {
			first = i
		}
		count++
		own()
		for k := range n {
			text[i+k] = ' '
		}
		i += n - 1
	}
	if count > 0 {
		if count > len(text)/10+3 {
			return nil, 0, diag.List{notText(path)}
		}
		problems = append(problems, controlCharacter(path, data, base, first, count))
	}
	return text, base, problems
}

func notText(path string) diag.Problem {
	return diag.Problem{
		Code: codeNotText, Message: "this file is not plain text", Span: diag.Span{File: path},
		Hint: "write it with a text editor; documents of a word processor must be saved as plain text (UTF-8) first",
	}
}

// controlCharacter reports characters that no page may hold.
func controlCharacter(path string, data []byte, base, first, count int) diag.Problem {
	at := base + first
	n := uncleanLen(data, at)
	r, _ := utf8.DecodeRune(data[at:])
	p := diag.Problem{
		Code: codeControl, Severity: diag.Warning, Message: fmt.Sprintf("an invisible control character (U+%04X) stands here", r), Label: "control character",
		Span: diag.Span{File: path, Start: at, End: at + n}, Hint: "delete it; it came with copied text",
	}
	if count > 1 {
		p.Message = fmt.Sprintf("%d invisible control characters stand in this file, the first (U+%04X) here", count, r)
	}
	fix := &diag.Fix{Title: "take the control characters out"}
	for i := base; i < len(data) && len(fix.Edits) < 1000; i++ {
		if data[i] != '\r' && unclean(data, i) {
			n := uncleanLen(data, i)
			text := ""
			if c := data[i]; c == '\v' || c == '\f' || n == 2 && data[i+1] == 0x85 {
				text = " " // a new line or page of a word processor, between two words
			}
			fix.Edits = append(fix.Edits, diag.Edit{Span: diag.Span{File: path, Start: i, End: i + n}, Text: text})
			i += n - 1
		}
	}
	p.Fix = fix
	return p
}

// wrongEncoding finds text that is not UTF-8 and says what it seems to be.
func wrongEncoding(path string, data []byte) (diag.Problem, bool) {
	const hint = "save it as UTF-8: most editors offer that under “Save as” or “Encoding”"
	if text, ok := UTF16(data); ok {
		p := diag.Problem{
			Code: codeEncoding, Message: "this file is saved as UTF-16 (“Unicode” in some editors), not as UTF-8", Hint: hint,
			Span: diag.Span{File: path, Start: 0, End: min(2, len(data))},
		}
		if !strings.ContainsRune(text, utf8.RuneError) {
			p.Fix = wholeFile(path, data, text)
		}
		return p, true
	}
	bad := -1
	multi := false
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			bad = i
			break
		}
		multi = multi || n > 1
		i += n
	}
	if bad < 0 {
		return diag.Problem{}, false
	}
	p := diag.Problem{
		Code: codeEncoding, Message: "this file is not saved as UTF-8", Label: "not UTF-8", Hint: hint,
		Span: diag.Span{File: path, Start: bad, End: bad + 1},
	}
	if text, ok := windows1252(data); ok && !multi {
		r := []rune(text)[len([]rune(string(data[:bad])))]
		p.Message = fmt.Sprintf("this file seems to be saved in an old encoding (Windows-1252), not as UTF-8; this would be “%c”", r)
		p.Fix = wholeFile(path, data, text)
	} else if bytes.Count(data, []byte{0}) > len(data)/20 {
		return notText(path), true
	}
	return p, true
}

func wholeFile(path string, data []byte, text string) *diag.Fix {
	return &diag.Fix{Title: "save the file as UTF-8", Edits: []diag.Edit{{Span: diag.Span{File: path, End: len(data)}, Text: text}}}
}

// UTF16 reads text in UTF-16, which is told by its byte-order mark or, without one, by the zeros in every
// second byte of Western text. The mark is left out; what is no letter becomes U+FFFD. ok is false for
// everything else.
func UTF16(data []byte) (text string, ok bool) {
	order := utf16Order(data)
	if order == nil {
		return "", false
	}
	units := make([]uint16, 0, len(data)/2+1)
	for i := 0; i+1 < len(data); i += 2 {
		units = append(units, order.Uint16(data[i:]))
	}
	if len(data)%2 != 0 {
		units = append(units, utf8.RuneError) // half a letter
	}
	return strings.TrimPrefix(string(utf16.Decode(units)), "\ufeff"), true
}

func utf16Order(data []byte) binary.ByteOrder {
	switch {
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}):
		return binary.LittleEndian
	case bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		return binary.BigEndian
	}
	even, odd := 0, 0
	n := min(len(data), 200) &^ 1
	for i := 0; i < n; i += 2 {
		if data[i] == 0 {
			even++
		}
		if data[i+1] == 0 {
			odd++
		}
	}
	switch {
	case n >= 8 && odd > n/2*3/4 && even == 0:
		return binary.LittleEndian
	case n >= 8 && even > n/2*3/4 && odd == 0:
		return binary.BigEndian
	}
	return nil
}

// windows1252 reads data as Windows-1252. ok is false when that gives no plausible text.
func windows1252(data []byte) (text string, ok bool) {
	var sb strings.Builder
	letters, high := 0, 0
	for _, c := range data {
		r := rune(c)
		if c >= 0x80 {
			high++
			if r = charmap.Windows1252.DecodeByte(c); unicode.IsControl(r) {
				return "", false // it has no letter here
			}
			if unicode.IsLetter(r) || c < 0xA0 {
				letters++
			}
		} else if c < ' ' && c != '\n' && c != '\r' && c != '\t' {
			return "", false
		}
		sb.WriteRune(r)
	}
	return sb.String(), letters*4 >= high*3
}
