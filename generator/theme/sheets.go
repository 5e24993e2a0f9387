package theme

import (
	"bytes"
	"fmt"
	"path"
	"regexp"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
)

// Browsers read every style sheet to its end, whatever is in it, and the minifier does the same: what is wrong with
// one shows only in that rules are not followed. So a person's sheet is looked through for what no rule survives, and
// for what the policy of the pages forbids.

// sheetProblems are those of the person's style sheets among files.
func sheetProblems(files []file) diag.List {
	var found diag.List
	for _, f := range files {
		if f.own && path.Ext(f.name) == ".css" {
			found = append(found, f.scan()...)
		}
	}
	return found
}

// scan looks through a style sheet as css-syntax-3 cuts it up (https://www.w3.org/TR/css-syntax-3/#tokenization).
func (f file) scan() diag.List {
	var found diag.List
	say := func(code string, from, to int, says, hint string) {
		found = append(found, diag.Problem{
			Code: code, Severity: diag.Error, Message: says, Hint: hint,
			Span: diag.Span{File: folder + "/" + f.name, Start: f.skip + from, End: f.skip + to},
		})
	}
	css := f.data
	var open []int // the blocks around the place, by where they begin
	from := 0      // where the rule or declaration around the place begins
	for i := 0; i < len(css); i++ {
		switch c := css[i]; {
		case bytes.HasPrefix(css[i:], []byte("/*")):
			end := bytes.Index(css[i+2:], []byte("*/"))
			if end < 0 {
				say(codeStyle, i, lineEnd(css, i), "a comment begins here that does not end", `write */ where it ends`)
				return found
			}
			i += end + 3
			if blank(css[from:i]) || bytes.HasPrefix(bytes.TrimSpace(css[from:i]), []byte("/*")) {
				from = i + 1
			}
		case c == '"' || c == '\'':
			end, ok := quoteEnd(css, i)
			if !ok {
				say(codeStyle, i, end, "a text begins here that does not end on its line", fmt.Sprintf("write %c where it ends", c))
			}
			i = end - 1
		case c == '\\':
			i++
		case c == '{':
			open = append(open, start(css, from))
			from = i + 1
		case c == ';':
			from = i + 1
		case c == '}':
			if len(open) == 0 {
				end := i + 1
				for end < len(css) && css[end] == '}' {
					end++
				}
				say(codeStyle, i, end, fmt.Sprintf("%s closes nothing", css[i:end]), "take it out: browsers drop the rule after it")
				i = end - 1
			} else {
				open = open[:len(open)-1]
			}
			from = i + 1
		case c == '@' && hasFold(css[i:], "@import") && (i+7 == len(css) || !isName(css[i+7]) && css[i+7] != '-'):
			end := i + 7
			for end < len(css) && !strings.ContainsRune(";\n", rune(css[end])) {
				end++
			}
			end = i + len(bytes.TrimRight(css[i:end], " \t\r"))
			hint := "write its rules into " + folder + "/" + extra
			if f.name == extra {
				hint = "write its rules here: this file is added at the end of the style sheet, where nothing can be imported"
			}
			say(codeOutside, i, end, "a style sheet may import no other: the pages' Content-Security-Policy and their order forbid it", hint)
			i, from = end-1, end
		case (c == 'u' || c == 'U') && hasFold(css[i:], "url(") && (i == 0 || !isName(css[i-1]) && css[i-1] != '-'):
			at, to, end, ok := reference(css, i+4)
			if !ok {
				say(codeStyle, i, lineEnd(css, i), "an address begins here that does not end", `write ) where it ends`)
				i += 3
				break
			}
			if m := outside.Find(css[at:to]); m != nil {
				what := "the address of another host"
				if strings.EqualFold(string(m), "data:") {
					what = "a picture within the style sheet"
				}
				say(codeOutside, at, min(to, at+80), what+" is forbidden by the pages' Content-Security-Policy", "put the file into media and write url(../media/…)")
			}
			i = end - 1
		}
	}
	if len(open) > 0 {
		at := open[0]
		end := at + bytes.IndexByte(css[at:], '{') + 1
		if line := lineEnd(css, at); line < end {
			end = line
		}
		say(codeStyle, at, end, "a block begins here that does not end", "write } where it ends: until then all rules that follow are part of it")
	}
	return found
}

// reference is the address in url(…), from where its inside begins, and the place behind it.
func reference(css []byte, from int) (at, to, end int, ok bool) {
	at = start(css, from)
	if at < len(css) && (css[at] == '"' || css[at] == '\'') {
		if to, ok = quoteEnd(css, at); !ok {
			return at, to, to, false
		}
		end = start(css, to)
		return at + 1, to - 1, end + 1, end < len(css) && css[end] == ')'
	}
	for to = at; to < len(css) && !strings.ContainsRune("){}\n\"'", rune(css[to])); to++ {
		if css[to] == '\\' {
			to++
		}
	}
	return at, at + len(bytes.TrimRight(css[at:min(to, len(css))], " \t\r")), to + 1, to < len(css) && css[to] == ')'
}

// outside matches addresses that are not those of a file beside the page.
var outside = regexp.MustCompile(`^(?i:[a-z][a-z0-9+.-]*:|//)`)

// quoteEnd is behind the end of a text that begins at from; one that does not end on its line is none.
func quoteEnd(css []byte, from int) (end int, ok bool) {
	for i := from + 1; i < len(css); i++ {
		switch css[i] {
		case '\\':
			i++
		case '\n':
			return len(bytes.TrimRight(css[:i], "\r")), false
		case css[from]:
			return i + 1, true
		}
	}
	return len(css), false
}

func blank(text []byte) bool { return len(bytes.TrimSpace(text)) == 0 }

// start is the first place from there on that is not white.
func start(css []byte, from int) int { return len(css) - len(bytes.TrimLeft(css[from:], " \t\r\n")) }

// lineEnd is the end of the text of the line around a place.
func lineEnd(css []byte, at int) int {
	end := len(css)
	if i := bytes.IndexByte(css[at:], '\n'); i >= 0 {
		end = at + i
	}
	return at + len(bytes.TrimRight(css[at:end], " \t\r"))
}

func hasFold(text []byte, word string) bool {
	return len(text) >= len(word) && strings.EqualFold(string(text[:len(word)]), word)
}
