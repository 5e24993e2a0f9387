package paper

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// columns is how wide plain text is set: what every mail program and terminal shows whole.
const columns = 78

// Text prints the résumé as plain text in UTF-8, wrapped, with a line end at its end. Links are left out but
// for those of the contact line, which are written in full anyway.
func (r *Resume) Text() []byte {
	var b strings.Builder
	put := func(l Line, first, rest string) {
		for _, s := range wrap(l.String(), first, rest) {
			b.WriteString(s)
			b.WriteByte('\n')
		}
	}
	put(r.Name, "", "")
	put(r.Headline, "", "")
	put(r.Contact, "", "")
	for _, s := range r.Sections {
		b.WriteByte('\n')
		b.WriteString(s.Heading + "\n" + strings.Repeat("-", cells(s.Heading)) + "\n")
		for i, e := range s.Entries {
			if i > 0 && (e.tall() || s.Entries[i-1].tall()) {
				b.WriteByte('\n')
			}
			for j, l := range e.Lines {
				if l.Style == Title && j > 0 && e.Lines[j-1].Style != Title {
					b.WriteByte('\n')
				}
				switch l.Style {
				case Bullet:
					put(l, "• ", "  ")
				case Item:
					put(l, "", "  ")
				default:
					put(l, "", "")
				}
			}
		}
	}
	if r.Note.String() != "" {
		b.WriteByte('\n')
		put(r.Note, "", "")
	}
	return []byte(spaced(b.String()))
}

// tall says whether an entry has more than its one line.
func (e Entry) tall() bool { return len(e.Lines) > 1 }

// wrap breaks a text into lines of at most so many columns, between words. A word that is longer stands
// alone. Scripts without spaces break anywhere. No line ends with a bar.
func wrap(text, first, rest string) []string {
	if text == "" {
		return nil
	}
	var lines []string
	line, used := first, cells(first)
	empty := true
	for _, word := range words(text) {
		w := cells(strings.TrimRight(word, " "))
		if !empty && used+w > columns {
			lines = append(lines, strings.TrimSuffix(line, bar))
			line, used, empty = rest, cells(rest), true
		}
		line += word
		used += cells(word)
		empty = false
	}
	lines = append(lines, line)
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return lines
}

// words cuts a text at the places where a line may end: behind ordinary spaces, and between characters of
// scripts that set none. Spaces stay with the word before them. A bar or dash does not begin a line.
func words(text string) []string {
	var out []string
	start := 0
	runes := []rune(text)
	for i := 1; i < len(runes); i++ {
		before, r := runes[i-1], runes[i]
		next := rune(0)
		if i+1 < len(runes) {
			next = runes[i+1]
		}
		end := before == ' ' && r != ' ' && !((r == '|' || r == '–') && next == ' ')
		if !end && (ideographic(before) || ideographic(r)) {
			end = before != ' ' && r != ' ' && !unicode.IsPunct(r) && !opening(before)
		}
		if end {
			out = append(out, string(runes[start:i]))
			start = i
		}
	}
	return append(out, string(runes[start:]))
}

func ideographic(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

func opening(r rune) bool { return unicode.In(r, unicode.Ps, unicode.Pi) }

// cells is how many columns a text takes in a fixed-width face.
func cells(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case width.LookupRune(r).Kind() == width.EastAsianWide || width.LookupRune(r).Kind() == width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}
