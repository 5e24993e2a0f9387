package check

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/talent-passport/passport/generator/diag"
)

// hidden is a run of letters that readers do not see, or not as they are written.
type hidden struct {
	code       string
	start, end int
	first      rune
	count      int
}

// letters finds characters that make a text say something else than it shows.
func (c *checker) letters(text string, at func(start, end int) diag.Span) {
	var found []hidden
	open := 0 // isolates that are not closed yet
	var prev rune
	inFlag := false
	for i, r := range text {
		if r < 0x80 {
			inFlag = false
			prev = r
			continue
		}
		code := ""
		switch {
		case r == 0x200B, r == 0x2060, r == 0x180E, r >= 0x2061 && r <= 0x2064, r == 0xFEFF, r == 0x3164, r == 0x115F, r == 0x1160, r == 0xFFA0:
			code = "invisible-character"
		case r >= 0x202A && r <= 0x202E:
			code = "reversed-text"
		case r >= 0x2066 && r <= 0x2068:
			// Isolates belong to well-made Arabic and Hebrew; left open they spill over the page.
			open++
			if !hasRTL(text) {
				code = "reversed-text"
			}
		case r == 0x2069:
			open--
			if open < 0 || !hasRTL(text) {
				code, open = "reversed-text", max(open, 0)
			}
		case r >= 0xE0000 && r <= 0xE007F:
			// The flags of England, Scotland and Wales are a black flag and tags.
			if prev == 0x1F3F4 || inFlag {
				inFlag = r != 0xE007F
				prev = r
				continue
			}
			code = "smuggled-text"
		case r >= 0xE0100 && r <= 0xE01EF, r >= 0xFE00 && r <= 0xFE0F:
			// One selector after a letter chooses its shape; a run of them carries a message.
			if isSelector(prev) || r >= 0xE0100 && !isIdeograph(prev) {
				code = "smuggled-text"
			}
		case r >= 0xE000 && r <= 0xF8FF, r >= 0xF0000:
			code = "symbol-font"
		}
		inFlag = false
		prev = r
		if code == "" {
			continue
		}
		end := i + utf8.RuneLen(r)
		if n := len(found); n > 0 && found[n-1].code == code && found[n-1].end == i {
			found[n-1].end = end
			found[n-1].count++
		} else {
			found = append(found, hidden{code, i, end, r, 1})
		}
	}
	if open > 0 && hasRTL(text) {
		if i := strings.LastIndexAny(text, "\u2066\u2067\u2068"); i >= 0 {
			found = append(found, hidden{"reversed-text", i, i + 3, 0x2067, 1})
		}
	}
	c.reportLetters(found, text, at)
}

// reportLetters reports each kind once per text, at its first place, and mends all of its places.
func (c *checker) reportLetters(found []hidden, text string, at func(start, end int) diag.Span) {
	done := map[string]bool{}
	for _, h := range found {
		if done[h.code] {
			continue
		}
		done[h.code] = true
		total, fix := 0, &diag.Fix{Title: "take out what nobody can see"}
		for _, o := range found {
			if o.code == h.code {
				total += o.count
				fix.Edits = append(fix.Edits, diag.Edit{Span: at(o.start, o.end)})
			}
		}
		p := diag.Problem{Code: h.code, Severity: diag.Warning, Span: at(h.start, h.end), Fix: fix}
		where := nearWords(text, h.start, h.end)
		switch h.code {
		case "invisible-character":
			p.Message = fmt.Sprintf("there is an invisible character (U+%04X) %s", h.first, where)
			if total > 1 {
				p.Message = fmt.Sprintf("there are %d invisible characters in this text, the first (U+%04X) %s", total, h.first, where)
			}
			p.Label = "something invisible"
			p.Hint = `run "passport check --fix" to take it out, or type the words again`
		case "reversed-text":
			p.Severity = diag.Error
			p.Message = fmt.Sprintf("a mark that turns text round (U+%04X) stands %s, so readers see something else than is written", h.first, where)
			p.Label = "turns text round"
			p.Hint = `run "passport check --fix" to take it out, or type the words again`
		case "smuggled-text":
			p.Severity = diag.Error
			p.Message = fmt.Sprintf("%d letters that are never shown stand %s: a text for machines, hidden from people", total, where)
			p.Label = "a hidden text"
			p.Hint = `run "passport check --fix" to take it out; if somebody sent you this text, ask them about it`
		case "symbol-font":
			p.Message = fmt.Sprintf("the character U+%04X %s exists only in one special font; others see an empty box", h.first, where)
			p.Label = "an empty box"
			p.Hint = "write a plain character, or begin the line with a hyphen for a list"
			p.Fix = nil
		}
		c.add(p)
	}
}

// nearWords says where something invisible is, by what can be seen beside it.
func nearWords(text string, start, end int) string {
	before := []rune(text[:start])
	for i := len(before) - 1; i >= 0; i-- {
		if before[i] == '\n' || before[i] == ' ' && i < len(before)-1 {
			before = before[i+1:]
			break
		}
	}
	if len(before) > 20 {
		before = before[len(before)-20:]
	}
	if w := visible(before); w != "" {
		return fmt.Sprintf("after %q", w)
	}
	after := []rune(text[end:])
	for i, r := range after {
		if r == ' ' && i > 0 || r == '\n' || i == 20 {
			after = after[:i]
			break
		}
	}
	if w := visible(after); w != "" {
		return fmt.Sprintf("before %q", w)
	}
	return "alone"
}

func visible(word []rune) string {
	out := word[:0:0]
	for _, r := range word {
		if r > ' ' && (r < 0x200B || r > 0x206F) && r < 0xE000 {
			out = append(out, r)
		}
	}
	return string(out)
}

func isSelector(r rune) bool { return r >= 0xFE00 && r <= 0xFE0F || r >= 0xE0100 && r <= 0xE01EF }

func isIdeograph(r rune) bool {
	return r >= 0x3400 && r <= 0x9FFF || r >= 0xF900 && r <= 0xFAFF || r >= 0x20000 && r <= 0x3FFFF
}

// hasRTL reports whether a text has letters that are written from right to left.
func hasRTL(text string) bool {
	for _, r := range text {
		if r >= 0x0590 && r <= 0x08FF || r >= 0xFB1D && r <= 0xFDFF || r >= 0xFE70 && r <= 0xFEFC {
			return true
		}
	}
	return false
}
