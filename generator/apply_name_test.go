package generator

import "testing"

// TestUnaccented: accents go, because other people's systems trip over them; the signs of scripts that are not
// spelt without them stay.
func TestUnaccented(t *testing.T) {
	for name, want := range map[string]string{
		"Inês Conceição": "Ines Conceicao", "Łukasz Żak": "Łukasz Zak", "आशा वर्मा": "आशा वर्मा", "山田 花子": "山田 花子",
	} {
		if got := unaccented(name); got != want {
			t.Errorf("%q becomes %q, want %q", name, got, want)
		}
	}
}
