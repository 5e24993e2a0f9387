package picture

import (
	"bytes"
	"image"
	"image/jpeg"

	"golang.org/x/image/draw"
)

// The portrait on a résumé, in pixels: four to five, and fine enough for paper at the width of an inch.
const (
	PortraitWidth  = 360
	PortraitHeight = 450
)

// Portrait is a cleaned picture cut and scaled for a résumé, as a JPEG; nil when it cannot be read. What
// shows what is behind it stands on white, as on paper.
func Portrait(clean []byte) []byte {
	cut := cropped(clean, PortraitWidth, PortraitHeight)
	if cut == nil {
		return nil
	}
	out := image.NewNRGBA(cut.Bounds())
	draw.Draw(out, out.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(out, out.Bounds(), cut, image.Point{}, draw.Over)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, out, &jpeg.Options{Quality: 88}); err != nil {
		return nil
	}
	return b.Bytes()
}
