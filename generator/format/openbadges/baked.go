package openbadges

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/text/encoding/charmap"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/source"
)

// maxBaked is the most that the text inside a picture may hold when it is unpacked. A badge holds a few
// thousand bytes, one with pictures in it a few hundred thousand.
const maxBaked = 4 << 20

const pngSignature = "\x89PNG\r\n\x1a\n"

// keywords name the texts inside a PNG: of Open Badges 2.0 and 3.0
// (https://www.imsglobal.org/sites/default/files/Badges/OBv2p0Final/baking/index.html,
// https://www.imsglobal.org/spec/ob/v3p0#baked-badge).
var keywords = []string{"openbadgecredential", "openbadges"}

func isPNG(data []byte) bool { return bytes.HasPrefix(data, []byte(pngSignature)) }

// fromPNG returns the badge inside a picture as a file of its own. It is nil with a problem when the
// picture is damaged, and nil without one when there is no badge in it.
func fromPNG(f *format.File) (*format.File, diag.List) {
	data := f.Data
	problem := func(code, message, hint string, at int) diag.List {
		at = min(at, len(data))
		// A picture has no lines: the place is told in words.
		return diag.List{{Code: code, Message: fmt.Sprintf("%s (byte %d)", message, at), Hint: hint, Span: diag.Span{File: f.Name}}}
	}
	const again = "download the badge again from where you got it"
	for at := len(pngSignature); at < len(data); {
		if len(data)-at < 12 {
			return nil, problem(format.CodeUnreadable, "this picture ends in the middle", again, at)
		}
		size := binary.BigEndian.Uint32(data[at:])
		kind := string(data[at+4 : at+8])
		if uint64(size) > uint64(len(data)-at-12) {
			return nil, problem(format.CodeUnreadable, "a part of this picture is longer than the picture", again, at)
		}
		body := data[at+8 : at+8+int(size)]
		word, _, found := strings.Cut(string(body[:min(len(body), 80)]), "\x00")
		if found && (kind == "iTXt" || kind == "tEXt" || kind == "zTXt") && slices.Contains(keywords, word) {
			text, err := chunkText(kind, body[len(word)+1:])
			switch {
			case err == errBig:
				return nil, problem(format.CodeTooLarge, fmt.Sprintf("the text inside this picture unpacks to more than %d MB", maxBaked>>20), "no badge holds that much: ask where it comes from", at)
			case err != nil:
				return nil, problem(format.CodeUnreadable, "the badge inside this picture is damaged: "+err.Error(), again, at)
			}
			return format.NewFile(f.Name+"#"+word, text), nil
		}
		if kind == "IEND" {
			break
		}
		at += 12 + int(size)
	}
	return nil, nil
}

type errText string

func (e errText) Error() string { return string(e) }

const (
	errBig  = errText("too large")
	errCut  = errText("it is cut off")
	errPack = errText("it cannot be unpacked")
)

// chunkText reads what follows the keyword of a text chunk (https://www.w3.org/TR/png-3/#11textinfo).
func chunkText(kind string, body []byte) ([]byte, error) {
	switch kind {
	case "tEXt":
		return latin(body)
	case "zTXt":
		if len(body) < 1 {
			return nil, errCut
		}
		text, err := inflate(body[1:])
		if err != nil {
			return nil, err
		}
		return latin(text)
	}
	if len(body) < 2 {
		return nil, errCut
	}
	packed := body[0] != 0
	body = body[2:]
	for range 2 { // the language and the keyword in it
		_, after, found := bytes.Cut(body, []byte{0})
		if !found {
			return nil, errCut
		}
		body = after
	}
	if packed {
		return inflate(body)
	}
	if len(body) > maxBaked {
		return nil, errBig
	}
	return bytes.Clone(body), nil
}

func latin(text []byte) ([]byte, error) {
	if len(text) > maxBaked {
		return nil, errBig
	}
	// Every byte means something in Latin-1. Bakers write UTF-8 all the same, which JSON in ASCII hides.
	return charmap.ISO8859_1.NewDecoder().Bytes(text)
}

func inflate(packed []byte) ([]byte, error) {
	r, err := zlib.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, errPack
	}
	defer r.Close()
	text, err := io.ReadAll(io.LimitReader(r, maxBaked+1))
	switch {
	case len(text) > maxBaked:
		return nil, errBig
	case err != nil:
		return nil, errPack
	}
	return text, nil
}

// looksSVG is the cheap question whether a file is a drawing with a badge in it.
func looksSVG(f *format.File) bool {
	text, _ := f.Text()
	head := bytes.TrimLeft(text[:min(len(text), 4096)], " \t\r\n")
	return bytes.HasPrefix(head, []byte("<")) && bytes.Contains(head, []byte("<svg")) && bytes.Contains(text, []byte("openbadges"))
}

// fromSVG returns the badge inside a drawing: the attribute "verify" holds a signed text or the address of
// an assertion, and the content of the element is JSON.
func fromSVG(f *format.File) (*format.File, diag.List) {
	root, found := f.XML()
	if root == nil {
		return nil, found
	}
	svg := root.Get("svg")
	for _, name := range []string{"credential", "assertion"} {
		n := svg.Get(name)
		if n == nil {
			continue
		}
		if n.Kind == source.Seq {
			n = n.Items[0]
		}
		text := n.Get("#text").Str()
		if n.Kind != source.Map {
			text = n.Str()
		}
		if text == "" {
			text = n.Get("@verify").Str()
		}
		if text != "" {
			return format.NewFile(f.Name+"#"+name, []byte(text)), nil
		}
	}
	return nil, nil
}

// payload is what a compact JWS says: its second part, decoded. Ok is false for anything else. The
// signature is neither needed nor looked at.
func payload(text []byte) (data []byte, ok bool) {
	text = bytes.TrimSpace(text)
	if !bytes.HasPrefix(text, []byte("eyJ")) || bytes.Count(text, []byte(".")) != 2 {
		return nil, false
	}
	parts := bytes.Split(text, []byte("."))
	data, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(string(parts[1]), "="))
	return data, err == nil && bytes.HasPrefix(bytes.TrimLeft(data, " \t\r\n"), []byte("{"))
}
