package passport

import (
	"fmt"
	"hash/crc32"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/talent-passport/passport/generator/diag"
)

// Fold turns a file's name, an id or a title into an id: NFC, lower case, letters and digits of any
// script with the marks that belong to them, and one hyphen for everything else, none at the ends.
// Names that Windows keeps for devices, and "index", get a hyphen and a letter more, because a file
// of that name could not exist or would hide a page. Text without a letter or digit folds to "".
// An id has at most 180 bytes, because a page is a file and disks allow its name 255: what is longer,
// such as a sentence given as a skill, is cut and told apart by a checksum of the whole.
func Fold(s string) string {
	if folded(s) {
		return s
	}
	// Twice, because lowering may take a text out of the normal form: İ becomes i and a dot.
	s = norm.NFC.String(strings.ToLower(norm.NFC.String(s)))
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, r := range s {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r) && b.Len() > 0 && !gap:
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		default:
			gap = true
		}
	}
	id := b.String()
	if reserved(id) {
		id += "-x"
	}
	return shortened(id)
}

const longestID = 180 // bytes

// shortened cuts an id that is too long for the name of a file.
func shortened(id string) string {
	if len(id) <= longestID {
		return id
	}
	end := fmt.Sprintf("-%08x", crc32.ChecksumIEEE([]byte(id)))
	at := longestID - len(end)
	for !utf8.RuneStart(id[at]) {
		at--
	}
	return strings.TrimRight(id[:at], "-") + end
}

// folded reports whether s is an id already, for the common ASCII case.
func folded(s string) bool {
	if len(s) > longestID {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' && i > 0 && s[i-1] != '-' && i < len(s)-1 {
			continue
		}
		return false
	}
	return !reserved(s)
}

// reserved reports whether a file cannot have this name on Windows, or the site needs it itself.
func reserved(id string) bool {
	switch id {
	case "index", "con", "prn", "aux", "nul":
		return true
	}
	if rest, ok := strings.CutPrefix(id, "com"); ok || strings.HasPrefix(id, "lpt") {
		if !ok {
			rest = id[3:]
		}
		switch rest {
		case "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "¹", "²", "³":
			return true
		}
	}
	return false
}

// Nearest returns the name among the given ones that s was probably meant to be, for "did you mean".
// Names are compared folded; a short word must be nearly right, because four letters with two wrong
// are another word. The best match wins, of equally good ones the first.
func Nearest(s string, among []string) (string, bool) {
	want := []rune(Fold(s))
	if len(want) < 2 {
		return "", false
	}
	best, score := "", 0.0
	for _, name := range among {
		have := []rune(Fold(name))
		if len(have) < 2 {
			continue
		}
		longest := max(len(want), len(have))
		allowed := 2
		if longest <= 5 {
			allowed = 1
		}
		similar := jaroWinkler(want, have)
		near := abs(len(want)-len(have)) <= allowed && diag.Distance(string(want), string(have)) <= allowed
		far := longest > 5 && similar >= 0.92
		if longest <= 3 && want[0] != have[0] {
			near = false
		}
		if (near || far) && similar > score {
			best, score = name, similar
		}
	}
	return best, best != ""
}

func abs(n int) int { return max(n, -n) }

// jaroWinkler is the similarity of two words, 1 for equal ones, weighing a common beginning.
func jaroWinkler(a, b []rune) float64 {
	window := max(len(a), len(b))/2 - 1
	inA, inB := make([]bool, len(a)), make([]bool, len(b))
	matches := 0
	for i, r := range a {
		for j := max(0, i-window); j < min(len(b), i+window+1); j++ {
			if !inB[j] && b[j] == r {
				inA[i], inB[j] = true, true
				matches++
				break
			}
		}
	}
	if matches == 0 {
		return 0
	}
	swaps, j := 0, 0
	for i, in := range inA {
		if !in {
			continue
		}
		for !inB[j] {
			j++
		}
		if a[i] != b[j] {
			swaps++
		}
		j++
	}
	m := float64(matches)
	jaro := (m/float64(len(a)) + m/float64(len(b)) + (m-float64(swaps)/2)/m) / 3
	prefix := 0
	for prefix < min(4, len(a), len(b)) && a[prefix] == b[prefix] {
		prefix++
	}
	return jaro + float64(prefix)*0.1*(1-jaro)
}
