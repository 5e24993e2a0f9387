package format

import (
	"strings"

	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// Prose takes a text of one or several paragraphs as Markdown that reads the same: what would mean
// something in Markdown is written so that it does not, and bullets become lists.
func (in *Intake) Prose(n *source.Node) *passport.Prose {
	s := in.String(n)
	if s == "" {
		return nil
	}
	return &passport.Prose{Body: source.NewBody(Markdown(s))}
}

// Describe takes a description: one line of moderate length is the entry's summary, everything else its
// prose. Several descriptions follow each other.
func (in *Intake) Describe(e *passport.Entry, n *source.Node) { in.DescribeAs(e, n, n.Str()) }

// DescribeAs does the same with the words that a value becomes: "Score: 7.5" for "7.5".
func (in *Intake) DescribeAs(e *passport.Entry, n *source.Node, words string) {
	s := strings.TrimSpace(words)
	if in.String(n) == "" {
		return
	}
	if s != in.String(n) {
		in.Change(n, "what it is stands in front")
	}
	switch {
	case len(s) <= longSummary && !strings.Contains(s, "\n") && e.Summary.Value == "" && e.Body == nil:
		e.Summary = passport.Text{Value: strings.Join(strings.Fields(s), " "), At: passport.At{Node: n}}
	default:
		e.Body = addProse(e.Body, s)
		in.To(n, "body")
	}
}

// addProse puts plain words behind prose that is there, or begins it.
func addProse(p *passport.Prose, plain string) *passport.Prose {
	more := Markdown(plain)
	if p != nil {
		more = strings.TrimRight(p.Body.Source(), "\n") + "\n\n" + more
	}
	return &passport.Prose{Body: source.NewBody(more)}
}

// Tell takes the person's own words, which the first page shows.
func (in *Intake) Tell(n *source.Node) {
	s := in.String(n)
	if s == "" {
		return
	}
	in.Passport.About = addProse(in.Passport.About, s)
	in.To(n, "about.md")
}

// Claims takes a description in which the work is told in bullets, as most résumés do: the bullets are the
// entry's highlights, what stands before them its description. Where anything follows a bullet that is
// none, all of it is prose, because its order says something.
func (in *Intake) Claims(e *passport.Entry, n *source.Node) {
	intro, bullets := bulleted(in.String(n))
	if len(bullets) == 0 {
		in.Describe(e, n)
		return
	}
	at := passport.At{Node: n}
	if intro != "" {
		if e.Summary.Value == "" && len(intro) <= longSummary && !strings.Contains(intro, "\n") {
			e.Summary = passport.Text{Value: strings.Join(strings.Fields(intro), " "), At: at}
		} else {
			e.Body = addProse(e.Body, intro)
		}
		in.Change(n, "its bullets became highlights")
	}
	in.To(n, "highlights")
	for _, b := range bullets {
		e.Highlights = append(e.Highlights, passport.Highlight{Text: passport.Text{Value: b, At: at}})
	}
}

// bulleted parts a text into what stands before its bullets, and those; no bullets when something that is
// none follows one.
func bulleted(s string) (intro string, bullets []string) {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	if strings.Count(s, "•") > 1 && !strings.Contains(s, "\n") {
		s = strings.ReplaceAll(s, "•", "\n•") // line ends that were lost on the way
	}
	var before []string
	for line := range strings.SplitSeq(s, "\n") {
		line = strings.TrimSpace(line)
		item, bullet := cutBullet(line)
		switch {
		case bullet:
			bullets = append(bullets, strings.Join(strings.Fields(item), " "))
		case line == "" && len(bullets) > 0:
		case len(bullets) > 0:
			return "", nil
		default:
			before = append(before, line)
		}
	}
	return strings.TrimSpace(strings.Join(before, "\n")), bullets
}

// Highlights takes a list of claims, or one text with a claim in every line.
func (in *Intake) Highlights(n *source.Node) []passport.Highlight {
	var out []passport.Highlight
	for _, it := range in.List(n) {
		if !strings.Contains(it.Str(), "\n") {
			if t := in.Text(it); t.Value != "" {
				out = append(out, passport.Highlight{Text: t})
			}
			continue
		}
		for line := range strings.Lines(in.String(it)) {
			if s := strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(line), "-•*–· ")); s != "" {
				out = append(out, passport.Highlight{Text: passport.Text{Value: s, At: passport.At{Node: it}}})
			}
		}
	}
	return out
}
