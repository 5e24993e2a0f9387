package diag

import (
	"testing"
	"unicode"

	unicodewidth "golang.org/x/text/width"
)

// TestWidth compares the table with the one of golang.org/x/text, which this package may not import.
func TestWidth(t *testing.T) {
	t.Parallel()
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if hidden(r) || unicode.In(r, unicode.Mn, unicode.Me) || r == zeroWidthJoiner || r == zeroWidthNonJoiner || 0x1160 <= r && r <= 0x11FF {
			continue
		}
		want := 1
		if k := unicodewidth.LookupRune(r).Kind(); k == unicodewidth.EastAsianWide || k == unicodewidth.EastAsianFullwidth {
			want = 2
		}
		if got := width(r); got != want {
			t.Errorf("width(%U) = %d, want %d", r, got, want)
		}
	}
}
