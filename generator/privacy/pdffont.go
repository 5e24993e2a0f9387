package privacy

import (
	"encoding/hex"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
)

// pdfFont says which letters the bytes of a string stand for.
type pdfFont struct {
	letters map[string]string // by code of one or two bytes, from the font's table for copying text
	wide    bool              // codes have two bytes
	names   map[byte]rune     // what a simple font writes in place of the usual letter
}

// fonts are those that a page or form names.
func (p *pdf) fonts(dict pdfDict) map[string]*pdfFont {
	resources, _ := p.resolve(dict["Resources"]).(pdfDict)
	list, _ := p.resolve(resources["Font"]).(pdfDict)
	fonts := map[string]*pdfFont{}
	for name, v := range list {
		f, _ := p.resolve(v).(pdfDict)
		if f == nil || len(fonts) > 200 {
			continue
		}
		font := &pdfFont{wide: f["Subtype"] == pdfName("Type0")}
		if ref, ok := f["ToUnicode"].(pdfRef); ok && p.objects[int(ref)] != nil {
			if b, ok := p.decode(p.objects[int(ref)]); ok {
				font.letters = lettersOf(b)
			}
		}
		if enc, ok := p.resolve(f["Encoding"]).(pdfDict); ok {
			font.differences(p.resolve(enc["Differences"]))
		}
		fonts[name] = font
	}
	return fonts
}

// lettersOf reads a ToUnicode table, ISO 32000-1 section 9.10.3.
func lettersOf(b []byte) map[string]string {
	m := map[string]string{}
	x := &pdfLexer{data: b}
	var stack []any
	for !x.end() && len(m) < 1<<16 {
		v := x.value(0)
		op, ok := v.(pdfWord)
		if !ok {
			stack = append(stack, v)
			continue
		}
		switch op {
		case "endbfchar":
			for i := 0; i+1 < len(stack); i += 2 {
				from, ok1 := stack[i].(pdfString)
				to, ok2 := stack[i+1].(pdfString)
				if ok1 && ok2 {
					m[string(from)] = utf16BE(to)
				}
			}
		case "endbfrange":
			for i := 0; i+2 < len(stack); i += 3 {
				bfRange(m, stack[i], stack[i+1], stack[i+2])
			}
		}
		stack = stack[:0]
	}
	return m
}

func bfRange(m map[string]string, first, last, to any) {
	a, ok1 := first.(pdfString)
	z, ok2 := last.(pdfString)
	if !ok1 || !ok2 || len(a) != len(z) || len(a) == 0 || len(a) > 2 {
		return
	}
	number := func(s pdfString) (n int) {
		for _, c := range []byte(s) {
			n = n<<8 | int(c)
		}
		return n
	}
	for i, c := 0, number(a); c <= number(z); i, c = i+1, c+1 {
		key := string([]byte{byte(c)})
		if len(a) == 2 {
			key = string([]byte{byte(c >> 8), byte(c)})
		}
		switch to := to.(type) {
		case pdfString:
			if n := len(to); n >= 2 {
				next := []byte(to)
				v := (int(next[n-2])<<8 | int(next[n-1])) + i
				m[key] = utf16BE(pdfString(append(append([]byte{}, next[:n-2]...), byte(v>>8), byte(v))))
			}
		case []any:
			if i < len(to) {
				if s, ok := to[i].(pdfString); ok {
					m[key] = utf16BE(s)
				}
			}
		}
	}
}

func utf16BE(s pdfString) string {
	var units []uint16
	for i := 0; i+1 < len(s); i += 2 {
		units = append(units, uint16(s[i])<<8|uint16(s[i+1]))
	}
	return string(utf16.Decode(units))
}

// accents are the ends of glyph names and the letters they make, in the order of accented.
const accented = "AEIOUYNCaeiouync"

var accents = map[string]string{
	"acute": "ÁÉÍÓÚÝŃĆáéíóúýńć", "grave": "ÀÈÌÒÙỲǸ.àèìòùỳǹ.", "circumflex": "ÂÊÎÔÛŶ.Ĉâêîôûŷ.ĉ", "tilde": "ÃẼĨÕŨỸÑ.ãẽĩõũỹñ.", "dieresis": "ÄËÏÖÜŸ..äëïöüÿ..",
	"cedilla": ".Ȩ.....Ç.ȩ.....ç", "caron": "ǍĚǏǑǓ.ŇČǎěǐǒǔ.ňč", "ring": "Å...Ů...å...ů...",
}

var glyphs = map[string]rune{
	"space": ' ', "zero": '0', "one": '1', "two": '2', "three": '3', "four": '4', "five": '5', "six": '6', "seven": '7', "eight": '8', "nine": '9',
	"hyphen": '-', "period": '.', "comma": ',', "colon": ':', "slash": '/', "at": '@', "plus": '+', "parenleft": '(', "parenright": ')', "underscore": '_',
	"germandbls": 'ß', "quoteright": '’', "endash": '–', "emdash": '—', "ordmasculine": 'º', "ordfeminine": 'ª', "oslash": 'ø', "Oslash": 'Ø', "ae": 'æ', "AE": 'Æ',
}

// differences reads which codes of a simple font write another glyph than usual.
func (f *pdfFont) differences(v any) {
	list, _ := v.([]any)
	code := 0
	f.names = map[byte]rune{}
	for _, v := range list {
		switch v := v.(type) {
		case float64:
			code = int(v)
		case pdfName:
			if r := glyph(string(v)); r != 0 && code >= 0 && code < 256 {
				f.names[byte(code)] = r
			}
			code++
		}
	}
}

func glyph(name string) rune {
	if len(name) == 1 {
		return rune(name[0])
	}
	if r, ok := glyphs[name]; ok {
		return r
	}
	if hexed, ok := strings.CutPrefix(name, "uni"); ok && len(hexed) == 4 {
		if b, err := hex.DecodeString(hexed); err == nil {
			return rune(b[0])<<8 | rune(b[1])
		}
	}
	if name == "" {
		return 0
	}
	if row, ok := accents[name[1:]]; ok {
		if i := strings.IndexByte(accented, name[0]); i >= 0 {
			if r := []rune(row)[i]; r != '.' {
				return r
			}
		}
	}
	return 0
}

// text turns the bytes of a string into letters. A nil font writes what most simple fonts write.
func (f *pdfFont) text(s pdfString) string {
	if f == nil {
		return latin1(s)
	}
	if f.letters == nil && !f.wide {
		var b strings.Builder
		for _, c := range []byte(s) {
			if r, ok := f.names[c]; ok {
				b.WriteRune(r)
			} else {
				b.WriteString(latin1(pdfString([]byte{c})))
			}
		}
		return b.String()
	}
	var b strings.Builder
	for len(s) > 0 {
		if len(s) >= 2 {
			if l, ok := f.letters[string(s[:2])]; ok || f.wide {
				b.WriteString(l)
				s = s[2:]
				continue
			}
		}
		if l, ok := f.letters[string(s[:1])]; ok {
			b.WriteString(l)
		} else if !f.wide {
			b.WriteString(latin1(s[:1]))
		}
		s = s[1:]
	}
	return b.String()
}

// latin1 reads WinAnsiEncoding, which is Windows-1252 (ISO 32000-1 annex D.2).
func latin1(s pdfString) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		if c < ' ' {
			c = ' '
		}
		b.WriteRune(charmap.Windows1252.DecodeByte(c))
	}
	return b.String()
}

// pdfText is the text of a string outside pages, ISO 32000-1 section 7.9.2.2.
func pdfText(s pdfString) string {
	switch {
	case strings.HasPrefix(string(s), "\xfe\xff"):
		return utf16BE(s[2:])
	case strings.HasPrefix(string(s), "\xef\xbb\xbf"):
		return string(s[3:])
	}
	return latin1(s)
}
