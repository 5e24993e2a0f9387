package check

import (
	"fmt"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
)

// placeholders are what templates and people leave to be filled in. Whole words only: "todo" is Spanish
// and Portuguese for "everything", so only capitals count there.
var placeholders = lazily(`\b(?:TODO|FIXME|TBD|TBA|XXX+)\b|\bY(?:our|OUR) [Nn](?:ame|AME)\b|(?i:\blorem ipsum\b|\byour name here\b|\byour (?:title|headline|job title|company) here\b|\[(?:your|insert|company|name|date|city|employer)\b[^\]\n]{0,40}\]|\binsert [a-z ]{0,20}here\b|<(?:your|insert)[^>\n]{0,40}>)|\b(?:Jane|John) Doe\b`)

// machineTalk are sentences that are made to steer programs that read applications, each behind the
// words of which one must occur before the pattern is tried: patterns are slow, and almost no text has
// any of the words.
var machineTalk = []struct {
	words   topic
	pattern pattern
}{
	{orders, lazily(`(?i)\b(?:ignore|disregard|forget|override)\s+(?:all\s+|any\s+|the\s+|your\s+|of\s+|these\s+)*(?:previous|prior|above|earlier|preceding|other|system)\s+(?:instructions?|prompts?|rules|directions|guidelines|text|messages?|context)`)},
	{machines, lazily(`(?i)\bas an (?:ai|a\.i\.|llm|language model|artificial intelligence)\b`)},
	{applicants, lazily(`(?i)\b(?:rank|rate|score|place|put|mark|list)\s+(?:this|the|me as the|me as a)\s*(?:candidate|applicant|cv|résumé|resume|profile|best candidate)\s*(?:as\s+)?(?:the\s+)?(?:first|highest|top|number one|#1|no\. ?1|10/10|100%|above all|at the top)`)},
	{applicants, lazily(`(?i)\b(?:recommend|hire|select|shortlist|approve)\s+(?:this|the)\s+(?:candidate|applicant)\b`)},
	{machines, lazily(`(?i)\b(?:system prompt|you are (?:now )?(?:a|an) (?:helpful )?(?:assistant|language model|recruiter bot)|note to (?:the )?(?:ai|llm|model|ats|algorithm)|(?:ai|llm|ats) (?:instructions?|systems? (?:must|should)))\b`)},
	{marks, lazily(`(?i)<\|(?:im_start|im_end|system|endoftext)\|>|\[/?INST\]|<<SYS>>`)},
}

// topic is a set of words or signs that a text holds.
type topic uint8

const (
	fillers    topic = 1 << iota // words of templates
	orders                       // ignore, disregard, …
	machines                     // ai, prompt, …
	applicants                   // candidate, profile, …
	marks                        // brackets
)

// topics finds which words of interest a text holds, in one pass.
func topics(text string) (found topic) {
	var word [12]byte
	n := 0
	before, open := "", false // the word before, and whether a bracket stands in front of this one
	for i := 0; i <= len(text); i++ {
		var b byte
		if i < len(text) {
			b = text[i]
		}
		if b >= 'A' && b <= 'Z' {
			b += 'a' - 'A'
		}
		if b >= 'a' && b <= 'z' {
			if n < len(word) {
				word[n] = b
			}
			n++
			continue
		}
		if n > 1 {
			var now string
			if n <= len(word) {
				now = known(word[:n])
			}
			found |= topicOf(now, before, open)
			before, open = now, false
		}
		n = 0
		if b == '[' || b == '<' {
			open = true
			if i+1 < len(text) && strings.IndexByte("|<I/", text[i+1]) >= 0 {
				found |= marks
			}
		}
	}
	return found
}

// known is a word of interest as a string, or "" without making one.
func known(word []byte) string {
	switch string(word) {
	case "todo", "fixme", "tbd", "tba", "lorem", "your", "insert", "doe", "name", "title", "headline", "job", "company", "date", "city", "employer",
		"ignore", "disregard", "forget", "override", "ai", "llm", "ats", "model", "intelligence", "prompt", "assistant", "algorithm", "bot",
		"candidate", "applicant", "cv", "resume", "sum", "profile":
		return string(word)
	}
	for _, b := range word {
		if b != 'x' {
			return ""
		}
	}
	return "xxx"[:min(3, len(word))]
}

func topicOf(word, before string, open bool) topic {
	switch word {
	case "todo", "fixme", "tbd", "tba", "lorem", "insert", "doe", "xxx":
		return fillers
	case "name", "title", "headline", "job", "company", "date", "city", "employer":
		if open || before == "your" {
			return fillers
		}
	case "your":
		if open {
			return fillers
		}
	case "ignore", "disregard", "forget", "override":
		return orders
	case "ai", "llm", "ats", "model", "intelligence", "prompt", "assistant", "algorithm", "bot":
		return machines
	case "candidate", "applicant", "cv", "resume", "sum", "profile":
		return applicants // "sum" is what ASCII leaves of "résumé"
	}
	return 0
}

// wording tells about words that should not stand on a page: forgotten ones, and ones for machines.
func (c *checker) wording(f field, text string, at func(start, end int) diag.Span) {
	about := topics(text)
	if about == 0 {
		return
	}
	if about&fillers != 0 && !f.hidden {
		c.placeholder(f, text, at)
	}
	for _, talk := range machineTalk {
		if about&talk.words == 0 {
			continue
		}
		m := talk.pattern().FindStringIndex(text)
		if m == nil {
			continue
		}
		c.add(diag.Problem{
			Code: "machine-instructions", Severity: diag.Warning, Span: at(m[0], m[1]),
			Message: fmt.Sprintf("%q reads like an instruction to a program", clip(strings.Join(strings.Fields(text[m[0]:m[1]]), " "), 60)),
			Label:   "for machines?",
			Hint:    "take it out; employers' programs treat such text as an attack",
		})
		return
	}
}

func (c *checker) placeholder(f field, text string, at func(start, end int) diag.Span) {
	m := placeholders().FindStringIndex(text)
	if m == nil {
		return
	}
	c.add(diag.Problem{
		Code: "placeholder", Severity: diag.Warning, Span: at(m[0], m[1]),
		Message: fmt.Sprintf("%q looks like text from a template", text[m[0]:m[1]]),
		Label:   "still to be filled in",
		Hint:    placeholderHint(f),
	})
}

func placeholderHint(f field) string {
	if f.entry == nil {
		return "replace it, or take it out"
	}
	return `replace it, or add "visibility: draft" until it is finished`
}
