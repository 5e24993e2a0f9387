package paper

import (
	"crypto/sha256"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/lang"
	"github.com/talent-passport/passport/generator/site"
)

// Options are what the files of a build need beyond the plan.
type Options struct {
	// Build names the program, so that its files are made anew when it prints them otherwise; "" for one
	// that cannot be told from others, whose files are made anew always.
	Build string
	// Find tells where the person wrote a word, for problems; nil or a zero Span when it is not known.
	Find func(word string) diag.Span
}

// Media types of the files.
const (
	mediaPDF  = "application/pdf"
	mediaDOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	mediaText = "text/plain; charset=utf-8"
)

// Documents returns the résumé of a language as files: cv.pdf, cv.docx and cv.txt. What the PDF's font
// cannot set is a problem, and then there is no cv.pdf.
func Documents(sheet site.Sheet, o Options) ([]site.Document, diag.List) {
	r := New(sheet)
	scale := sync.OnceValue(r.scale)
	var docs []site.Document
	add := func(name, media string, print func() []byte) {
		d := site.Document{Path: sheet.Prefix + name, MediaType: media, Render: func(w io.Writer) diag.List {
			// A failed write is the writer's to report: it knows the disk, a document does not.
			_, _ = w.Write(print())
			return nil
		}}
		if o.Build != "" && media != mediaText { // plain text is made faster than known
			d.From = func() [32]byte { return r.digest(o.Build, media == mediaPDF) }
		}
		docs = append(docs, d)
	}
	found := r.Problems(o.Find)
	if len(found) == 0 || found[0].Code != CodeScript {
		add("cv.pdf", mediaPDF, func() []byte { return r.pdfAt(scale()) })
	}
	add("cv.docx", mediaDOCX, func() []byte { return r.docxAt(scale()) })
	add("cv.txt", mediaText, r.Text)
	return docs, found
}

// digest is the SHA-256 of all that a printer sees.
func (r *Resume) digest(build string, graph bool) (sum [32]byte) {
	h := sha256.New()
	put := func(parts ...string) {
		for _, p := range parts {
			fmt.Fprintf(h, "%d %s\n", len(p), p)
		}
	}
	put(build, r.Lang, r.Dir, r.Title, r.Subject, r.Author, r.Paper, r.Modified)
	line := func(l Line) {
		fmt.Fprintf(h, "%d %d\n", l.Style, len(l.Runs))
		for _, x := range l.Runs {
			put(x.Text, x.Lang, x.Href, strconv.FormatBool(x.Strong))
		}
	}
	if r.Portrait != nil {
		put("portrait", string(r.Portrait.From[:]), r.Portrait.Alt)
	}
	line(r.Name)
	line(r.Headline)
	line(r.Contact)
	line(r.Note)
	for _, s := range r.Sections {
		put("section", s.Heading)
		for _, e := range s.Entries {
			put("entry")
			for _, l := range e.Lines {
				line(l)
			}
		}
	}
	if graph && r.Graph != nil {
		h.Write(r.Graph())
	}
	h.Sum(sum[:0])
	return sum
}

// Preview returns the documents of [Documents] without looking at the résumé: each is made when it is asked
// for. There is always a cv.pdf, because nobody knows yet whether the font can set it; found looks, and
// returns what Documents would have.
func Preview(sheet site.Sheet, o Options) (docs []site.Document, found func() diag.List) {
	made := sync.OnceValues(func() ([]site.Document, diag.List) { return Documents(sheet, o) })
	for _, d := range []site.Document{{Path: "cv.pdf", MediaType: mediaPDF}, {Path: "cv.docx", MediaType: mediaDOCX}, {Path: "cv.txt", MediaType: mediaText}} {
		d.Path = sheet.Prefix + d.Path
		d.Render = func(w io.Writer) diag.List {
			list, _ := made()
			for _, m := range list {
				if m.Path == d.Path {
					return m.Render(w)
				}
			}
			return nil
		}
		docs = append(docs, d)
	}
	return docs, func() diag.List {
		_, l := made()
		return l
	}
}

// The problem codes of the package.
const (
	CodeScript = "pdf-script"
	CodeSymbol = "pdf-symbol"
)

// Codes documents the problem codes of the package.
func Codes() []diag.Doc {
	return []diag.Doc{
		{Code: CodeScript, Severity: diag.Warning, Title: "there is no PDF, because its typeface has no such letters", Text: `The résumé has letters that the PDF's own typesetting cannot set.

passport sets cv.pdf in one typeface with Latin, Greek and Cyrillic letters. Other scripts need another
typeface, and some of them (Arabic, Devanagari and their kin) letters that join and change places. A file with
boxes or wrong letters in it would be worse than none, so there is no cv.pdf in this language, and no page leads
to one. The page cv.html, cv.docx and cv.txt are complete.

Type "passport pdf --browser" to have a Chromium or Chrome on your computer print the page cv.html instead; it
has the letters of every script that your system has.`},
		{Code: CodeSymbol, Severity: diag.Warning, Title: "the PDF leaves out signs that its typeface does not have", Text: `The résumé has signs that the PDF's typeface does not have.

They are pictures or ornaments, such as emoji, and cv.pdf leaves them out; the words around them stay. Leave them
out of the text as well, or type "passport pdf --browser" to have a browser print the page cv.html.`},
	}
}

// Problems are what the PDF cannot set: characters that its font does not have. Find may be nil; see [Options].
func (r *Resume) Problems(find func(word string) diag.Span) diag.List {
	var letters, signs missing
	seen := map[rune]bool{}
	r.eachText(func(text string) {
		for _, word := range strings.Fields(text) {
			for _, c := range norm.NFC.String(word) {
				if seen[c] {
					continue
				}
				seen[c] = true
				switch {
				case faces()[0].Has(c) || unicode.In(c, unicode.Cf, unicode.Variation_Selector):
				case unicode.IsLetter(c) || unicode.IsMark(c) || unicode.IsNumber(c):
					letters.add(c, word)
				default:
					signs.add(c, word)
				}
			}
		}
	})
	p := diag.Problem{Severity: diag.Warning}
	name := lang.OwnName(r.Lang)
	switch {
	case len(letters.chars) > 0:
		p.Code = CodeScript
		p.Message = fmt.Sprintf("cv.pdf (%s) is left out: its typeface has no letters such as %s", name, letters.some())
		p.Hint = `type "passport pdf --browser" to have a browser on this computer print the résumé; the other files are complete`
		p.Span = letters.place(find)
	case len(signs.chars) > 0:
		p.Code = CodeSymbol
		p.Message = fmt.Sprintf("cv.pdf (%s) leaves out signs that its typeface does not have: %s", name, signs.some())
		p.Hint = "leave them out of the text, or use words"
		p.Span = signs.place(find)
	default:
		return nil
	}
	return diag.List{p}
}

// missing are characters that the font does not have, each once, and the word that the first stands in.
type missing struct {
	chars []rune
	word  string
}

func (m *missing) add(c rune, word string) {
	if len(m.chars) == 0 {
		m.word = word
	}
	m.chars = append(m.chars, c)
}

// some names the first few.
func (m *missing) some() string {
	const few = 6
	var b strings.Builder
	for i, c := range m.chars {
		if i > 0 {
			b.WriteByte(' ')
		}
		if i == few {
			b.WriteString("…")
			break
		}
		b.WriteRune(c)
	}
	return b.String()
}

func (m *missing) place(find func(word string) diag.Span) diag.Span {
	if find != nil {
		// A sign of ours may stand beside the person's own, as a comma does: then the character alone is found.
		for _, written := range []string{m.word, string(m.chars[0])} {
			if span := find(written); span.File != "" {
				return span
			}
		}
	}
	return diag.Span{File: "passport.yaml"}
}

// eachText calls fn for all words of the résumé, in order.
func (r *Resume) eachText(fn func(string)) {
	for _, l := range []Line{r.Name, r.Headline, r.Contact} {
		fn(l.String())
	}
	for _, s := range r.Sections {
		fn(s.Heading)
		for _, e := range s.Entries {
			for _, l := range e.Lines {
				fn(l.String())
			}
		}
	}
}
