// Package picture works on the pictures of a passport: bytes in, bytes out, without a file, a clock or
// a network. It is the only package that looks inside picture files.
//
// It has one subject per file. [Read] says what a picture tells besides what it shows: where and when
// it was taken, with which camera, by whom. [Clean] returns the picture without all of that. Whatever
// makes new pictures from old ones (smaller sizes, cards for previews) belongs here, too, and begins
// with a cleaned picture, so that nothing of the original file can survive in what is made from it.
//
// A picture comes from anybody, so each parser checks every length before it trusts it, follows no
// cycle, and needs memory for what it returns and no more. The same input gives the same bytes.
package picture

import (
	"bytes"
	"errors"
	"image"
	_ "image/gif"  // sizes of pictures
	_ "image/jpeg" // sizes of pictures
	_ "image/png"  // sizes of pictures
)

// Format is a file format for pictures, told by a file's first bytes and never by its name.
type Format string

// The formats that are told apart. HEIF stands for everything in the ISO base media file format: HEIC,
// AVIF and films.
const (
	Unknown Format = ""
	JPEG    Format = "JPEG"
	PNG     Format = "PNG"
	WebP    Format = "WebP"
	GIF     Format = "GIF"
	TIFF    Format = "TIFF"
	HEIF    Format = "HEIF"
)

// FormatOf tells the format of a file by its first bytes.
func FormatOf(data []byte) Format {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xd8\xff")):
		return JPEG
	case bytes.HasPrefix(data, []byte(pngMagic)):
		return PNG
	case len(data) >= 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP":
		return WebP
	case bytes.HasPrefix(data, []byte("GIF87a")), bytes.HasPrefix(data, []byte("GIF89a")):
		return GIF
	case bytes.HasPrefix(data, []byte("II*\x00")), bytes.HasPrefix(data, []byte("MM\x00*")):
		return TIFF
	case len(data) >= 12 && string(data[4:8]) == "ftyp":
		return HEIF
	}
	return Unknown
}

// ErrDamaged is returned for a file that begins like a picture and does not go on like one.
var ErrDamaged = errors.New("the picture is damaged")

// Info is what a page needs to know of a picture before it is shown.
type Info struct {
	Format        Format
	Width, Height int // as it is shown, turned upright; 0 when unknown
}

// Look tells a picture's format and size without decoding it. The error is [ErrDamaged], for a file that
// [Clean] would refuse, a JPEG that breaks off and a PNG of no size. A file that is no picture has no format.
func Look(data []byte) (Info, error) {
	i := Info{Format: FormatOf(data)}
	var r reader
	ok := true
	switch i.Format {
	case JPEG:
		ended := false
		_, ok = jpegSegments(data, func(s segment) {
			switch s.marker {
			case markAPP1:
				r.app1(s.body)
			case markEOI:
				ended = true
			}
		})
		ok = ok && ended
	case PNG:
		_, ok = pngChunks(data, func(kind string, _, body []byte) {
			if kind == "eXIf" {
				r.exif(body)
			}
		})
	case WebP:
		_, ok = webpChunks(data, func(kind string, _, body []byte) {
			if kind == "EXIF" {
				r.webpExif(body)
			}
		})
		i.Width, i.Height = webpSize(data)
	case GIF:
		_, ok = gifBlocks(data, func([]byte) {}, func(byte, []byte) {})
	}
	if !ok {
		return Info{}, ErrDamaged
	}
	if c, _, err := image.DecodeConfig(bytes.NewReader(data)); err == nil {
		i.Width, i.Height = c.Width, c.Height
	} else if i.Format == PNG {
		return Info{}, ErrDamaged
	}
	if turnOf(r.orientation).transpose {
		i.Width, i.Height = i.Height, i.Width
	}
	return i, nil
}

// Clean returns a picture without anything that is not needed to show it: no place, time, camera,
// author, comment, preview, edit history, and nothing behind its end. Pixels and colour profiles stay as
// they are. A picture that has nothing of that kind comes back as it is, the same slice.
//
// A JPEG that is stored on its side is turned upright: without loss when its size allows, else by
// encoding it again at the quality it had. PNG and WebP keep the one number that says how to turn them.
//
// Formats that Clean does not know (TIFF, HEIF, and whatever is no picture) come back as they are and
// ok is false. The error is [ErrDamaged], with data nil.
func Clean(data []byte) (clean []byte, ok bool, err error) {
	switch FormatOf(data) {
	case JPEG:
		clean, err = cleanJPEG(data)
	case PNG:
		clean, err = cleanPNG(data)
	case WebP:
		clean, err = cleanWebP(data)
	case GIF:
		clean, err = cleanGIF(data)
	default:
		return data, false, nil
	}
	if err != nil {
		return nil, true, err
	}
	if bytes.Equal(clean, data) {
		return data, true, nil
	}
	return clean, true, nil
}
