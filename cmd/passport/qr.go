package main

import (
	"strings"

	"rsc.io/qr"
)

// quiet is the empty margin that readers of QR codes need, in modules (ISO/IEC 18004 asks for four; two are
// enough on a screen, where the code has colours of its own around it).
const quiet = 2

// drawQR draws a text as a QR code with half blocks, two rows of modules to a line. With colours, it is black
// on white whatever the terminal looks like. Without, the light modules are drawn: that is right on a dark
// terminal, and on a light one it is inverted, which phones read too.
func drawQR(text string, colours bool) (string, error) {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return "", err
	}
	dark := func(x, y int) bool {
		return x >= 0 && y >= 0 && x < code.Size && y < code.Size && code.Black(x, y)
	}
	var b strings.Builder
	for y := -quiet; y < code.Size+quiet; y += 2 {
		if colours {
			b.WriteString("\x1b[38;5;231;48;5;16m") // white blocks on black
		}
		for x := -quiet; x < code.Size+quiet; x++ {
			// The row below the last one of an odd number belongs to nothing, and stays light.
			up, down := !dark(x, y), !dark(x, y+1)
			switch {
			case up && down:
				b.WriteString("█")
			case up:
				b.WriteString("▀")
			case down:
				b.WriteString("▄")
			default:
				b.WriteString(" ")
			}
		}
		if colours {
			b.WriteString("\x1b[0m")
		}
		b.WriteString("\n")
	}
	return b.String(), nil
}
