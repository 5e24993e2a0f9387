package lang

import (
	"strconv"
	"strings"
	"unicode"
)

// numberForm is how a language writes numbers, read from its key `number.form`, which is the number
// 1234567.8 as the language writes it: "1,234,567.8" in English, "12,34,567.8" in Hindi.
type numberForm struct {
	zero       rune   // the digit 0; the others follow it, in Unicode's blocks of digits
	group      string // between groups of digits
	first      int    // digits in the group before the decimal mark
	more       int    // digits in the other groups
	point      string // before decimals
	isStandard bool   // the digits are 0 to 9
}

func (w *Words) numbers() numberForm {
	f, ok := parseNumber(w.Say("number.form"))
	if !ok {
		// A person's own word that is no number: the check says so, and we write as English does.
		f, _ = parseNumber("1,234,567.8")
	}
	return f
}

// parseNumber reads a number.form. It reports false when that is not 1234567.8 in any writing.
func parseNumber(s string) (numberForm, bool) {
	f := numberForm{}
	var parts, marks []string
	part, mark, value := "", "", ""
	for _, r := range s {
		d, ok := digitValue(r)
		switch {
		case ok && mark != "":
			marks, parts = append(marks, mark), append(parts, part)
			part, mark = string(r), ""
		case ok:
			part += string(r)
		default:
			mark += string(r)
		}
		if ok {
			if value == "" {
				f.zero = r - rune(d)
			}
			value += strconv.Itoa(d)
		}
	}
	parts = append(parts, part)
	if value != "12345678" || mark != "" || len(marks) == 0 {
		return f, false
	}
	f.isStandard = f.zero == '0'
	f.point = marks[len(marks)-1]
	whole := parts[:len(parts)-1]
	if len(whole) > 1 {
		f.group = marks[0]
		f.first = len([]rune(whole[len(whole)-1]))
		f.more = f.first
		if len(whole) > 2 {
			f.more = len([]rune(whole[len(whole)-2]))
		}
	}
	return f, true
}

// digitValue is the value of a decimal digit of any script.
func digitValue(r rune) (int, bool) {
	if r >= '0' && r <= '9' {
		return int(r - '0'), true
	}
	if r < 0x80 || !unicode.Is(unicode.Nd, r) {
		return 0, false
	}
	// Digits of a script are ten in a row, and the first is preceded by none of its own: the rows are
	// aligned to 6 or 0 within 16 in every block that a language of ours may use.
	for v := 9; v >= 0; v-- {
		zero := r - rune(v)
		if unicode.Is(unicode.Nd, zero) && unicode.Is(unicode.Nd, zero+9) && !unicode.Is(unicode.Nd, zero-1) {
			return v, true
		}
	}
	return 0, false
}

// Digits writes a number without marks between thousands, as years are written.
func (w *Words) Digits(n int) string { return w.num.digits(strconv.Itoa(n)) }

// digits turns 0 to 9 into the digits of the form.
func (f numberForm) digits(s string) string {
	if f.isStandard {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return f.zero + r - '0'
		}
		return r
	}, s)
}

// Number writes a whole number with the language's mark between thousands, from five digits on,
// because years and small numbers are read faster without.
func (w *Words) Number(n int) string {
	f := w.num
	s := strconv.Itoa(n)
	if n > -10000 && n < 10000 || f.group == "" {
		return f.digits(s)
	}
	sign := ""
	if n < 0 {
		sign, s = s[:1], s[1:]
	}
	out, size := "", f.first
	for len(s) > size {
		out = f.group + s[len(s)-size:] + out
		s, size = s[:len(s)-size], f.more
	}
	return sign + f.digits(s+out)
}

// Size writes a number of bytes as readers see it: "120 KB", "1.4 MB" in units of a thousand.
func (w *Words) Size(bytes int64) string {
	f := w.num
	switch {
	case bytes < 1000:
		return unbroken(w.Say("size.bytes", "n", int(bytes)))
	case bytes < 1_000_000:
		return unbroken(w.Say("size.kb", "n", int((bytes+500)/1000)))
	}
	tenths := (bytes + 50_000) / 100_000
	if tenths >= 100 || tenths%10 == 0 {
		return unbroken(w.Say("size.mb", "n", int((tenths+5)/10)))
	}
	s := f.digits(strconv.FormatInt(tenths/10, 10)) + f.point + f.digits(strconv.FormatInt(tenths%10, 10))
	return unbroken(w.Say("size.mb", "n", s))
}

// unbroken keeps a number and its unit on one line.
func unbroken(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") }

// Mark is what stands between two texts of a line: "comma" between parts of one thing ("Harbour Clinic,
// Porto"), "items" between things of a list, "semicolon", and "colon" between a label and its value.
func (w *Words) Mark(name string) string {
	s := w.Say("mark." + name)
	s, _, _ = strings.Cut(strings.TrimPrefix(s, "{a}"), "{b}")
	return s
}

// List joins things of a list with the language's mark; what is empty is left out.
func (w *Words) List(items ...string) string {
	var b strings.Builder
	mark := ""
	for _, it := range items {
		if it == "" {
			continue
		}
		if b.Len() > 0 {
			if mark == "" {
				mark = w.Mark("items")
			}
			b.WriteString(mark)
		}
		b.WriteString(it)
	}
	return b.String()
}

// IsNumberForm says whether a text is the number 1234567.8 in any digits and with any marks, as the word
// number.form must be.
func IsNumberForm(s string) bool {
	_, ok := parseNumber(s)
	return ok
}
