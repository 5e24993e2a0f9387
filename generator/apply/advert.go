package apply

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/source"
)

// maxAdvert is how large an advert may be. Long ones have some twenty thousand characters.
const maxAdvert = 1 << 20

// The problem codes of adverts.
const (
	CodeEmpty    = "advert-empty"
	CodeEncoding = "advert-encoding"
	CodeKind     = "advert-kind"
	CodeTooLarge = "advert-too-large"
)

// Codes documents the problem codes of the package.
func Codes() []diag.Doc {
	return []diag.Doc{
		{
			Code: CodeEmpty, Severity: diag.Error, Title: "the advert has no words",
			Text: "passport looks for your skills in the words of the advert, and there are none in this file.\n\n" +
				"Select the words of the advert on its page, copy them, and save them as a text file.",
		},
		{
			Code: CodeEncoding, Severity: diag.Error, Title: "the letters of the advert cannot be read",
			Text: "The file is in an encoding that passport cannot tell for sure, and guessing would turn words into others.\n\n" +
				"Open it in a text editor and save it again with the encoding UTF-8. In Notepad that is a list beside the Save button.",
		},
		{
			Code: CodeKind, Severity: diag.Error, Title: "the advert is not a text file",
			Text: "passport reads adverts as plain text. A PDF, a Word document, a web page or a picture holds its words in another way.\n\n" +
				"Open it, select all, copy, and save what you copied as a text file: `advert.txt`.",
		},
		{
			Code: CodeTooLarge, Severity: diag.Error, Title: "the advert is too large",
			Text: "No advert has more than a million characters, so this is probably another file.\n\n" +
				"Save the words of the one advert that you are interested in.",
		},
	}
}

// kinds are files of other kinds, by how they begin.
var kinds = []struct{ begin, what string }{
	{"%PDF-", "a PDF"}, {"PK\x03\x04", "a Word document or another packed file"}, {"\xd0\xcf\x11\xe0", "an old Word document"},
	{"{\\rtf", "a rich text file"}, {"\x89PNG", "a picture"}, {"\xff\xd8\xff", "a picture"}, {"GIF8", "a picture"},
}

// ReadAdvert returns the words of an advert: UTF-8, or UTF-16 with its mark. The name is that of the file,
// for problems.
func ReadAdvert(name string, data []byte) (string, diag.List) {
	problem := func(code string, at, n int, message, hint string) (string, diag.List) {
		return "", diag.List{{
			Code: code, Severity: diag.Error, Message: message, Hint: hint, Span: diag.Span{File: name, Start: at, End: at + n},
		}}
	}
	const save = "copy its words and save them as a text file"
	if len(data) > maxAdvert {
		return problem(CodeTooLarge, 0, 0, fmt.Sprintf("this advert has %.1f MB; the words of one have 1 MB at most", float64(len(data))/1e6), save)
	}
	for _, k := range kinds {
		if bytes.HasPrefix(data, []byte(k.begin)) {
			return problem(CodeKind, 0, 0, "this is "+k.what+", not a text file", "open it, "+save)
		}
	}
	text, ok := decodeAdvert(data)
	if !ok {
		at := invalid(data)
		return problem(CodeEncoding, at, 1, "the letters cannot be read from here on: this is not UTF-8", `save it again with the encoding "UTF-8"`)
	}
	head := strings.ToLower(strings.TrimSpace(text[:min(len(text), 200)]))
	if strings.HasPrefix(head, "<!doctype html") || strings.HasPrefix(head, "<html") {
		return problem(CodeKind, 0, 0, "this is a web page, not a text file", "open it in a browser, "+save)
	}
	if strings.TrimSpace(text) == "" {
		return problem(CodeEmpty, 0, 0, "there are no words in this advert", "copy the words of the advert into it")
	}
	return text, nil
}

// decodeAdvert reads UTF-8 and UTF-16. What is neither, and what holds control characters, is not guessed at.
func decodeAdvert(data []byte) (string, bool) {
	if text, ok := source.UTF16(data); ok {
		return text, !strings.ContainsRune(text, utf8.RuneError)
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	return string(data), utf8.Valid(data) && bytes.IndexByte(data, 0) < 0
}

// invalid is where a text stops being UTF-8.
func invalid(data []byte) int {
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n <= 1 || r == 0 {
			return i
		}
		i += n
	}
	return 0
}
