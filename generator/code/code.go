// Package code finds in a piece of a program what a reader's eye looks for: comments, texts, numbers and
// the words of the language. It knows no grammar; a program in prose is short, is there to be read, and
// is often cut out of something longer.
//
//	for _, s := range code.Spans("go", src) { … src[s.Start:s.End] is of s.Kind … }
//
// A language is a line in a table (languages.go). Nothing is made before it is asked for, so a passport
// without programs pays nothing. (A general highlighter was measured: it reads the grammars of 279
// languages when any program that links it starts, which took longer than building a small passport.)
package code

import (
	"slices"
	"strings"
)

// Kind is what a piece of a program is.
type Kind byte

// The kinds, with the letters that stand for them in classes.
const (
	Comment Kind = 'c'
	Keyword Kind = 'k'
	Number  Kind = 'n'
	String  Kind = 's'
	Added   Kind = 'i' // a line of a diff
	Removed Kind = 'd'
)

// Span is a piece of a program, in bytes.
type Span struct {
	Start, End int
	Kind       Kind
}

// Spans returns the pieces of a program that are worth a colour, in their order and apart from each
// other. There are none for a language that is not known. It takes time in proportion to the program.
func Spans(language, src string) []Span {
	l, ok := find(language)
	if !ok {
		return nil
	}
	if l.lines != nil {
		return byLine(src, l.lines)
	}
	s := scanner{lang: l, src: src}
	s.scan()
	return s.out
}

// find is the language of a name, in any case.
func find(name string) (language, bool) {
	name = strings.ToLower(name)
	if a, ok := aliases[name]; ok {
		name = a
	}
	l, ok := languages[name]
	return l, ok
}

// byLine colours whole lines by how they begin.
func byLine(src string, kind func(string) Kind) []Span {
	var out []Span
	at := 0
	for line := range strings.Lines(src) {
		if k := kind(line); k != 0 {
			out = append(out, Span{at, at + len(strings.TrimRight(line, "\r\n")), k})
		}
		at += len(line)
	}
	return out
}

type scanner struct {
	lang language
	src  string
	at   int
	out  []Span
}

func (s *scanner) add(end int, k Kind) {
	if end > s.at {
		s.out = append(s.out, Span{s.at, end, k})
	}
	s.at = end
}

func (s *scanner) scan() {
	for s.at < len(s.src) {
		rest := s.src[s.at:]
		switch {
		case s.comment(rest), s.text(rest), s.number(rest), s.word(rest):
		default:
			s.at++
		}
	}
}

func (s *scanner) comment(rest string) bool {
	for _, c := range s.lang.comments {
		open, close, _ := strings.Cut(c, " ")
		if !strings.HasPrefix(rest, open) {
			continue
		}
		// A sharp in the middle of a word begins nothing in a shell: $#, ${x#y}.
		if open == "#" && s.at > 0 && strings.IndexByte(" \t\n;([{,", s.src[s.at-1]) < 0 {
			continue
		}
		s.add(s.at+until(rest, len(open), close), Comment)
		return true
	}
	return false
}

// until is where something ends that is open from on: behind close, or at the end of the line when
// close is "".
func until(s string, from int, close string) int {
	if close == "" {
		close = "\n"
	}
	i := strings.Index(s[from:], close)
	switch {
	case i < 0:
		return len(s)
	case close == "\n":
		return from + i
	}
	return from + i + len(close)
}

func (s *scanner) text(rest string) bool {
	for _, q := range s.lang.quotes {
		if !strings.HasPrefix(rest, q) {
			continue
		}
		// An apostrophe behind a letter is part of a word, as in a lifetime or a transposed matrix.
		if q == "'" && s.at > 0 && isWord(s.src[s.at-1]) {
			return false
		}
		end, ok := s.closing(rest, q)
		if !ok {
			return false
		}
		k := String
		if s.lang.keys && strings.HasPrefix(strings.TrimLeft(rest[end:], " "), ":") {
			k = Keyword
		}
		s.add(s.at+end, k)
		return true
	}
	return false
}

// closing is where a text ends that begins with quote. One of a single sign ends on its line, unless the
// language lets it run on.
func (s *scanner) closing(rest, quote string) (int, bool) {
	many := len(quote) > 1 || quote == "`" || s.lang.long
	for i := len(quote); i < len(rest); i++ {
		switch {
		case rest[i] == '\\' && !s.lang.raw && quote != "`":
			i++
		case rest[i] == '\n' && !many:
			return 0, false
		case strings.HasPrefix(rest[i:], quote):
			return i + len(quote), true
		}
	}
	return 0, false
}

func (s *scanner) number(rest string) bool {
	if rest[0] < '0' || rest[0] > '9' || s.at > 0 && (isWord(s.src[s.at-1]) || s.src[s.at-1] == '-' && s.lang.dashes) {
		return false
	}
	i := 1
	for i < len(rest) && (isWord(rest[i]) || rest[i] == '.' && i+1 < len(rest) && rest[i+1] >= '0' && rest[i+1] <= '9') {
		i++
	}
	s.add(s.at+i, Number)
	return true
}

func (s *scanner) word(rest string) bool {
	if !isWord(rest[0]) {
		return false
	}
	i := 1
	for i < len(rest) && (isWord(rest[i]) || rest[i] == '-' && s.lang.dashes) {
		i++
	}
	w := rest[:i]
	if s.lang.anyCase {
		w = strings.ToLower(w)
	}
	before := byte('\n')
	if s.at > 0 {
		before = s.src[s.at-1]
	}
	switch {
	case before == '.' || before == '$' || before == '@':
		s.at += i // a member or a variable that is called like a keyword
	case slices.Contains(s.lang.keywords, w), s.tag(before), s.key(rest, i):
		s.add(s.at+i, Keyword)
	default:
		s.at += i
	}
	return true
}

// tag reports whether a word is the name of an element.
func (s *scanner) tag(before byte) bool {
	return s.lang.tags && (before == '<' || before == '/' && s.at > 1 && s.src[s.at-2] == '<')
}

// key reports whether a word names a value, as in YAML.
func (s *scanner) key(rest string, end int) bool {
	if !s.lang.keys || !strings.HasPrefix(rest[end:], ":") && !strings.HasPrefix(strings.TrimLeft(rest[end:], " "), "=") {
		return false
	}
	line := s.src[strings.LastIndexByte(s.src[:s.at], '\n')+1 : s.at]
	return strings.Trim(line, " \t-{,") == ""
}

func isWord(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c >= 0x80
}
