package privacy

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A text is searched in pieces of a few thousand bytes. Patterns are slow and almost no text has what
// they look for, so one pass over the words of a piece says which patterns are worth trying, and numbers
// are taken apart by hand. A file of 50 MB is searched in seconds and in the memory of one piece.

// finding is a place in a text that should perhaps not be public.
type finding struct {
	code       string // of the problem
	noun       string // what it is, in words: "a Portuguese tax number (NIF)"
	start, end int    // in the text
	what       string // the words as found; what the person may allow
}

// text says how a text is written.
type text struct {
	wrapped bool // prose: a single line end is a space
	key     string
	own     *own // what is known about the person; never nil
}

const pieceSize = 8 << 10

// maxFindings bounds what is reported of one text: a file with more is a list of people.
const maxFindings = 200

// find returns what a text holds, by place, without overlaps.
func (t text) find(s string) []finding {
	var all []finding
	for at := 0; at < len(s) && len(all) < maxFindings; {
		end := pieceEnd(s, at)
		p := &piece{text: t, s: s[at:end], low: ""}
		if t.wrapped {
			p.s = unwrap(p.s)
		}
		p.search()
		for _, f := range p.found {
			f.start += at
			f.end += at
			all = append(all, f)
		}
		at = end
	}
	return settle(all)
}

// pieceEnd finds where a piece ends: between paragraphs if it can, else between lines, else anywhere
// between words.
func pieceEnd(s string, at int) int {
	if len(s)-at <= pieceSize {
		return len(s)
	}
	window := s[at : at+pieceSize]
	for _, sep := range []string{"\n\n", "\n", " ", ","} {
		if i := strings.LastIndex(window, sep); i > 0 {
			return at + i + len(sep)
		}
	}
	for i := at + pieceSize; i > at; i-- {
		if utf8.RuneStart(s[i]) {
			return i
		}
	}
	return at + pieceSize
}

// unwrap turns line ends inside a paragraph into spaces, byte by byte, so that places stay.
func unwrap(s string) string {
	if !strings.Contains(s, "\n") {
		return s
	}
	b := []byte(s)
	for i, c := range b {
		if c == '\n' && i > 0 && i+1 < len(b) && b[i-1] != '\n' && s[i+1] != '\n' {
			b[i] = ' '
		}
	}
	return string(b)
}

// settle sorts findings and keeps, of those that overlap, the first that was found: rules run from the
// surest to the least sure.
func settle(all []finding) []finding {
	var kept []finding
	for _, f := range all {
		if !slices.ContainsFunc(kept, func(k finding) bool { return f.start < k.end && k.start < f.end }) {
			kept = append(kept, f)
		}
	}
	slices.SortStableFunc(kept, func(a, b finding) int { return cmp.Compare(a.start, b.start) })
	return kept
}

// piece is a part of a text while it is searched.
type piece struct {
	text
	s     string
	low   string // in lower case, when asked for
	about topic
	ills  []int  // where names of illnesses begin
	spots []spot // where words begin that are about something
	links []span // addresses, in which numbers mean something else
	found []finding
}

type span struct{ start, end int }

// spot is a word that makes patterns worth trying around it.
type spot struct {
	at    int
	about topic
}

// around returns the parts of the piece that have so many bytes before and behind each word about a topic. They
// begin and end between words where they can.
func (p *piece) around(t topic, before, after int) []span {
	const slack = 40 // the longest word to step back over
	space := func(i int) bool { return p.s[i] == ' ' || p.s[i] == '\n' }
	var list []span
	for _, s := range p.spots {
		if s.about&t == 0 {
			continue
		}
		start, end := max(0, s.at-before), min(len(p.s), s.at+after)
		for least := max(0, start-slack); start > least && !space(start-1); start-- {
		}
		for start > 0 && !utf8.RuneStart(p.s[start]) {
			start--
		}
		for most := min(len(p.s), end+slack); end < most && !space(end); end++ {
		}
		for end < len(p.s) && !utf8.RuneStart(p.s[end]) {
			end++
		}
		if n := len(list); n > 0 && start <= list[n-1].end {
			list[n-1].end = max(end, list[n-1].end)
		} else {
			list = append(list, span{start, end})
		}
	}
	return list
}

// each calls f with the places of every match of a pattern in parts of the piece.
func (p *piece) each(parts []span, find pattern, f func(m []int)) {
	for _, part := range parts {
		for _, m := range find().FindAllStringSubmatchIndex(p.s[part.start:part.end], -1) {
			for i := range m {
				if m[i] >= 0 {
					m[i] += part.start
				}
			}
			f(m)
		}
	}
}

func (p *piece) add(code, noun string, start, end int) {
	p.found = append(p.found, finding{code: code, noun: noun, start: start, end: end, what: p.s[start:end]})
}

func (p *piece) search() {
	p.topics()
	p.secrets()
	digits := strings.ContainsAny(p.s, "0123456789")
	at := strings.IndexByte(p.s, '@') >= 0
	if digits || at {
		p.addresses()
	}
	if digits {
		p.numbers()
		p.labelled()
		p.phones()
		p.birth()
		p.homes()
	}
	p.grades()
	if at {
		p.emails()
	}
	p.spelledMails()
	p.people()
	p.never()
}

// addresses finds web addresses and DOIs: the numbers in them name pages.
func (p *piece) addresses() {
	for _, mark := range []string{"://", "www.", "doi:", "10."} {
		for at := 0; ; {
			i := strings.Index(p.s[at:], mark)
			if i < 0 {
				break
			}
			start := at + i
			if mark == "://" {
				for start > 0 && isLetter(p.s[start-1]) {
					start--
				}
			}
			end := at + i + len(mark)
			for end < len(p.s) && !strings.ContainsRune(" \t\n\r<>\"'`)]}|", rune(p.s[end])) {
				end++
			}
			at = end
			if mark == "10." && (start > 0 && isWordByte(p.s[start-1]) || !strings.Contains(p.s[start:end], "/")) {
				continue
			}
			p.links = append(p.links, span{start, end})
		}
	}
}

func (p *piece) inLink(at int) bool {
	return slices.ContainsFunc(p.links, func(l span) bool { return at >= l.start && at < l.end })
}

// lower is the piece in lower case, as long as the piece: letters whose lower case has another length
// stay as they are.
func (p *piece) lower() string {
	if p.low == "" && p.s != "" {
		b := make([]byte, 0, len(p.s))
		for i := 0; i < len(p.s); {
			r, n := utf8.DecodeRuneInString(p.s[i:])
			if l := unicode.ToLower(r); l != r && utf8.RuneLen(l) == n {
				b = utf8.AppendRune(b, l)
			} else {
				b = append(b, p.s[i:i+n]...)
			}
			i += n
		}
		p.low = string(b)
	}
	return p.low
}

func isLetter(b byte) bool   { return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' }
func isDigit(b byte) bool    { return b >= '0' && b <= '9' }
func isWordByte(b byte) bool { return isLetter(b) || isDigit(b) || b == '_' || b >= 0x80 }

// alone reports whether s[start:end] is not a part of a longer word or number.
func alone(s string, start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:start])
	after, _ := utf8.DecodeRuneInString(s[end:])
	word := func(r rune) bool {
		return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_')
	}
	return (start == 0 || !word(before)) && (end == len(s) || !word(after))
}

// has reports whether a lower-case text holds one of the words, each alone.
func has(low string, words []string) bool {
	for _, w := range words {
		for at := 0; ; {
			i := strings.Index(low[at:], w)
			if i < 0 {
				break
			}
			if alone(low, at+i, at+i+len(w)) {
				return true
			}
			at += i + len(w)
		}
	}
	return false
}

// around returns the lower-case text up to so many bytes before a place.
func (p *piece) before(start, n int) string { return p.lower()[max(0, start-n):start] }

func (p *piece) after(end, n int) string { return p.lower()[end:min(len(p.s), end+n)] }
