package main

import (
	"bufio"
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator"
)

// understand reads files to import, and asks what tables among them leave open until nothing is. Nobody who
// could answer, or --yes, leaves the questions in what it returns.
func (a *app) understand(fl importFlags, io generator.ImportOptions, read func(generator.ImportOptions) (*generator.Importing, error)) (*generator.Importing, error) {
	io.Columns = maps.Clone(io.Columns)
	for told := false; ; told = true {
		im, err := read(io)
		if err != nil || len(im.Asks) == 0 || fl.yes || fl.format != "pretty" || !a.answers() {
			return im, err
		}
		if !told {
			fmt.Fprintln(a.out, "Say once what the columns are, and it is remembered. Enter takes what stands in brackets, - leaves a column out, ? lists what it can be.")
		}
		for _, q := range im.Asks {
			answer, ok := a.asked(q)
			switch {
			case !ok:
				return im, nil
			case q.Column == "":
				io.Kind = answer
			default:
				if io.Columns == nil {
					io.Columns = map[string]string{}
				}
				io.Columns[q.Column] = answer
			}
		}
	}
}

// answers reports whether somebody, or something, answers questions.
func (a *app) answers() bool {
	if isTerminal(a.in) {
		return true
	}
	if a.typed == nil {
		a.typed = bufio.NewReader(a.in)
	}
	_, err := a.typed.Peek(1)
	return err == nil
}

// asked asks one question until what is said can be; false when there is no answer.
func (a *app) asked(q generator.Question) (string, bool) {
	for {
		switch {
		case q.Column == "":
			fmt.Fprintf(a.out, "%s: what is a row? (%s) ", q.File, strings.Join(q.Fields, ", "))
		case q.Example != "":
			fmt.Fprintf(a.out, "%s, such as %q: ", q.Column, oneLine(q.Example))
		default:
			fmt.Fprintf(a.out, "%s: ", q.Column)
		}
		if q.Guess != "" {
			fmt.Fprintf(a.out, "[%s] ", q.Guess)
		}
		said, ok := a.line()
		if said == "" {
			said = q.Guess
		}
		switch {
		case slices.Contains(q.Fields, said), said == "-" && q.Column != "":
			return said, true
		case !ok:
			return "", false
		}
		if near, ok := generator.Nearest(said, q.Fields); ok && said != "?" {
			fmt.Fprintf(a.out, "  did you mean %s?\n", near)
		} else {
			fmt.Fprintf(a.out, "  it can be: %s\n", strings.Join(q.Fields, ", "))
		}
	}
}

func oneLine(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 40 {
		return string(r[:39]) + "…"
	}
	return s
}

// sayOnce says how the questions are answered on the command line, with what was said there already.
func (a *app) sayOnce(asks []generator.Question, fl importFlags) {
	if len(asks) == 0 {
		return
	}
	// What one table is says nothing about the next.
	asks = slices.DeleteFunc(slices.Clone(asks), func(q generator.Question) bool { return q.File != asks[0].File })
	words := []string{"passport", "import", quoted(asks[0].File)}
	if fl.starts {
		words = []string{"passport", "init", "--from", quoted(asks[0].File)}
	}
	if fl.kind != "" {
		words = append(words, "--kind", fl.kind)
	}
	for _, c := range fl.columns {
		words = append(words, "--column", quoted(c))
	}
	for _, q := range asks {
		if q.Column == "" {
			words = append(words, "--kind experience")
			continue
		}
		words = append(words, "--column "+quoted(q.Column+"="+cmp.Or(q.Guess, "-")))
	}
	fmt.Fprintf(a.err, "say it once, and it is remembered:\n  %s\n", strings.Join(words, " "))
	if last := asks[len(asks)-1]; last.Column != "" {
		fmt.Fprintf(a.err, "a column can be: %s; a hyphen leaves it out\n", strings.Join(last.Fields, ", "))
	}
}

// quoted puts a word in quotes where a shell needs them.
func quoted(s string) string {
	if strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._/-") == "" {
		return s
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, `$`, `\$`, "`", "\\`").Replace(s) + `"`
}
