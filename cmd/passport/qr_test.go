package main

import (
	"regexp"
	"strings"
	"testing"

	"rsc.io/qr"
)

// TestDrawQR reads the drawing back: every module is what the code says, with a light margin around it, and
// with colours each line brings its own and ends them.
func TestDrawQR(t *testing.T) {
	t.Parallel()
	const text = "https://ines-duarte.github.io/passport/"
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		t.Fatal(err)
	}
	for _, colours := range []bool{false, true} {
		drawn, err := drawQR(text, colours)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSuffix(drawn, "\n"), "\n")
		if want := (code.Size + 2*quiet + 1) / 2; len(lines) != want {
			t.Errorf("%d lines, want %d", len(lines), want)
		}
		escape := regexp.MustCompile("\x1b\\[[0-9;]*m")
		for i, line := range lines {
			if colours != (strings.HasPrefix(line, "\x1b[") && strings.HasSuffix(line, "\x1b[0m")) {
				t.Errorf("line %d begins or ends without its colours: %q", i, line)
			}
			for x, r := range []rune(escape.ReplaceAllString(line, "")) {
				up, down := r == '█' || r == '▀', r == '█' || r == '▄'
				for j, light := range []bool{up, down} {
					mx, my := x-quiet, 2*i+j-quiet
					inside := mx >= 0 && my >= 0 && mx < code.Size && my < code.Size
					if light == (inside && code.Black(mx, my)) {
						t.Fatalf("module %d,%d is drawn light=%v", mx, my, light)
					}
				}
			}
		}
	}
}
