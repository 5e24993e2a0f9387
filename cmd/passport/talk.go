package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"

	"github.com/talent-passport/passport/generator/publish"
)

// talk is a conversation on the terminal: questions, and what was done.
type talk struct {
	*app
	ctx     context.Context
	in      *bufio.Reader
	yes     bool // every question about sending is answered with yes
	colours bool
	person  bool // somebody sits there
	told    bool // how questions are answered
}

func (a *app) talk(ctx context.Context, yes bool) *talk {
	t := &talk{app: a, ctx: ctx, in: bufio.NewReader(a.in), yes: yes, colours: a.colour(a.out)}
	if f, ok := a.in.(*os.File); ok {
		t.person = term.IsTerminal(int(f.Fd())) && !yes
	}
	return t
}

// unanswered is the end of the input where an answer was needed.
var errUnanswered = usagef("publishing asks before anything leaves this computer, and got no answer; nothing more was sent: in a script, add --yes")

const (
	bold  = "1"
	dim   = "2"
	red   = "31"
	green = "32"
	amber = "33"
)

func (t *talk) paint(how, s string) string {
	if !t.colours || s == "" {
		return s
	}
	return "\x1b[" + how + "m" + s + "\x1b[0m"
}

func (t *talk) say(format string, args ...any) { fmt.Fprintf(t.out, format+"\n", args...) }

// head begins a part of the conversation.
func (t *talk) head(text string) { t.say("\n%s", t.paint(bold, text)) }

func (t *talk) done(text string) { t.say("  %s %s", t.paint(green, "✓"), text) }

// agree asks a question that is answered with yes or no. Enter means usual; --yes means yes.
func (t *talk) agree(question string, usual bool) (bool, error) {
	if t.yes {
		return true, nil
	}
	return t.choose(question, usual)
}

// choose asks a question about what the person wants, which --yes leaves as is usual.
func (t *talk) choose(question string, usual bool) (bool, error) {
	if t.yes {
		return usual, nil
	}
	hint := "[y/N]"
	if usual {
		hint = "[Y/n]"
	}
	if !t.told {
		t.told = true
		t.say("  %s", t.paint(dim, "Enter gives the answer in capitals."))
	}
	for {
		fmt.Fprintf(t.out, "  %s %s ", question, t.paint(dim, hint))
		answer, err := t.read()
		if err != nil {
			return false, err
		}
		switch strings.ToLower(answer) {
		case "":
			return usual, nil
		case "y", "yes":
			return true, nil
		case "n", "no":
			return false, nil
		}
		t.say("  Please answer y or n.")
	}
}

// ask asks for a word. Enter means usual.
func (t *talk) ask(question, usual string) (string, error) {
	if t.yes {
		return usual, nil
	}
	hint := ""
	if usual != "" {
		hint = " " + t.paint(dim, "["+usual+"]")
	}
	fmt.Fprintf(t.out, "  %s%s ", question, hint)
	answer, err := t.read()
	if answer == "" {
		answer = usual
	}
	return answer, err
}

// pause waits for Enter.
func (t *talk) pause(text string) error {
	fmt.Fprintf(t.out, "  %s ", text)
	_, err := t.read()
	return err
}

func (t *talk) read() (string, error) {
	type answer struct {
		line string
		err  error
	}
	// A read from a terminal cannot be interrupted, so it is left behind when the person stops the command.
	got := make(chan answer, 1)
	go func() {
		line, err := t.in.ReadString('\n')
		got <- answer{line, err}
	}()
	var a answer
	select {
	case a = <-got:
	case <-t.ctx.Done():
		t.say("")
		return "", errDeclined
	}
	if !t.person {
		fmt.Fprintln(t.out) // nobody pressed Enter
	}
	if errors.Is(a.err, io.EOF) {
		if a.line != "" {
			return strings.TrimSpace(a.line), nil
		}
		return "", errUnanswered
	}
	if a.err != nil {
		return "", fmt.Errorf("cannot read the answer: %w", a.err)
	}
	return strings.TrimSpace(a.line), nil
}

// findings prints what an examination found: one sentence each, and what to do below it.
func (t *talk) findings(list publish.Findings) {
	for _, f := range list {
		mark := t.paint(green, "✓")
		switch f.Grade {
		case publish.Hint:
			mark = t.paint(amber, "·")
		case publish.Wrong:
			mark = t.paint(red, "✗")
		}
		t.say("  %s %s", mark, f.Text)
		if f.Do != "" {
			t.say("    %s", t.paint(dim, "→ "+f.Do))
		}
	}
}
