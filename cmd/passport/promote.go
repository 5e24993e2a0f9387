package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/talent-passport/passport/generator"
)

func (a *app) promoteCmd() *cobra.Command {
	var o generator.Promotion
	c := &cobra.Command{
		Use:   `promote ["words of a line"]`,
		Short: "Make more of a line of your log: a highlight, a story, evidence",
		Long: `Make more of a line of your log: a highlight, a story, evidence.

A highlight is one sentence in an entry; a story is a page of its own, which begins as a draft;
evidence backs an entry, or a highlight that has an id. Each keeps the line's date and its skills.
The line stays in your log, with a link to what it became.

What the flags do not say is asked. A line is named by its date or by words of it.`,
		Example: `  passport promote
  passport promote "first handover" --as highlight --to experience/harbour-clinic
  passport promote 2026-11-23 --as story
  passport promote "heel closed" --as evidence --to skills/wound-care --file media/chart.pdf`,
		GroupID:           "start",
		Args:              maxArgs(1),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(_ *cobra.Command, args []string) error {
			dir, err := a.folder(nil, 0)
			if err != nil {
				return err
			}
			b, _, err := a.today()
			if err != nil {
				return err
			}
			if len(args) > 0 {
				o.Line = args[0]
			}
			if o.As != "" && o.As != generator.AsEvidence && o.File+o.URL != "" {
				return usagef("--file and --url belong to --as evidence")
			}
			if err := a.askPromotion(b, dir, &o); err != nil {
				return asked(err)
			}
			done, err := b.Promote(dir, o)
			if err != nil {
				return asked(err)
			}
			a.promoted(o, done)
			return nil
		},
	}
	f := c.Flags()
	f.StringVar(&o.As, "as", "", "what it becomes: "+strings.Join(generator.Promotions(), ", "))
	f.StringVar(&o.To, "to", "", "the entry that gets it, such as experience/harbour-clinic; for a story what it is about")
	f.StringVar(&o.Text, "text", "", "what it will say (default: the words of the line)")
	f.StringVar(&o.File, "file", "", "for evidence: a file of your passport that shows it")
	f.StringVar(&o.URL, "url", "", "for evidence: an address that shows it")
	_ = c.RegisterFlagCompletionFunc("as", cobra.FixedCompletions(generator.Promotions(), cobra.ShellCompDirectiveNoFileComp))
	_ = c.RegisterFlagCompletionFunc("to", a.completeRefs)
	return c
}

// promoted says what came of it.
func (a *app) promoted(o generator.Promotion, done *generator.Promoted) {
	what := map[string]string{
		generator.AsHighlight: "is now a highlight", generator.AsStory: "is now a story", generator.AsEvidence: "is now evidence for",
	}[o.As]
	if o.As == generator.AsEvidence {
		what += " " + done.Ref
	} else {
		what += ": " + done.Ref
	}
	fmt.Fprintf(a.out, "%s\n%s\n\n", a.logLine(done.Line), what)
	for _, name := range done.Files {
		fmt.Fprintf(a.out, "changed %s\n", name)
	}
	if done.OnRequest {
		fmt.Fprintln(a.out, "readers will see that you show it when they ask; let them open it with --file or --url")
	}
	switch done.Visibility {
	case "public", "unlisted":
		fmt.Fprintln(a.out, "it is no longer for your eyes only: it will be on your page with the next build")
	case "draft":
		fmt.Fprintln(a.out, `it is a draft: write more, then take the line "visibility: draft" away`)
	default:
		fmt.Fprintln(a.out, "it is private, as what it belongs to is")
	}
}

// askPromotion asks what the flags have not said.
func (a *app) askPromotion(b *generator.Builder, dir string, o *generator.Promotion) error {
	if o.As != "" && !slices.Contains(generator.Promotions(), o.As) {
		return nil // Promote says what is wrong with it
	}
	in := bufio.NewReader(a.in)
	asking := false
	if o.Line == "" {
		lines, err := b.LogLines(dir, "")
		if err != nil {
			return err
		}
		lines = slices.DeleteFunc(lines, func(l generator.LogLine) bool { return len(l.Became) > 0 })
		if len(lines) == 0 {
			return usagef(`there is no line in your log to promote: passport log "Ran my first handover alone"`)
		}
		slices.Reverse(lines)
		var shown []string
		for _, l := range lines[:min(9, len(lines))] {
			shown = append(shown, a.logLine(l))
		}
		n, said, err := a.choose(in, "Which line? A number, or words of an older one.", shown)
		if err != nil {
			return err
		}
		o.Line = said
		if n >= 0 {
			o.Line = fmt.Sprintf("%s:%d", lines[n].File, lines[n].Line)
		}
		if o.Line == "" {
			return usagef(`say which line: passport promote "first handover"`)
		}
		asking = true
	}
	if o.As == "" {
		n, said, err := a.choose(in, "What should it become?", []string{"a highlight of an entry", "a story of its own, as a draft", "evidence for an entry"})
		if err != nil {
			return err
		}
		o.As = said
		if n >= 0 {
			o.As = generator.Promotions()[n]
		}
		if o.As == "" {
			return usagef("say what it becomes: --as %s", strings.Join(generator.Promotions(), ", --as "))
		}
		asking = true
	}
	if o.To == "" && (o.As != generator.AsStory || asking) {
		targets, err := b.Targets(dir)
		if err != nil {
			return err
		}
		var shown []string
		for _, t := range targets[:min(9, len(targets))] {
			shown = append(shown, t.Ref+"  "+t.Title)
		}
		question := "Which entry gets it? A number, or its name, such as projects/river-app."
		if o.As == generator.AsStory {
			question = "What is it about? A number, a name, or Enter for nothing."
		}
		n, said, err := a.choose(in, question, shown)
		if err != nil {
			return err
		}
		o.To = said
		if n >= 0 {
			o.To = targets[n].Ref
		}
		asking = true
	}
	if o.Text == "" && asking {
		fmt.Fprintln(a.out, "What will it say? Enter keeps the words of the line.")
		var err error
		o.Text, err = a.answer(in)
		return err
	}
	return nil
}

// choose shows numbered choices and reads an answer: the index of one of them, or -1 and other words.
func (a *app) choose(in *bufio.Reader, question string, choices []string) (int, string, error) {
	fmt.Fprintln(a.out, question)
	for i, c := range choices {
		fmt.Fprintf(a.out, "  %d  %s\n", i+1, c)
	}
	said, err := a.answer(in)
	if n, bad := strconv.Atoi(said); bad == nil && n >= 1 && n <= len(choices) {
		return n - 1, "", err
	} else if bad == nil && len(said) < 4 {
		return -1, "", usagef("there is no number %d here", n)
	}
	return -1, said, err
}

// answer reads one line. The end of the input is an empty answer.
func (a *app) answer(in *bufio.Reader) (string, error) {
	fmt.Fprint(a.out, "> ")
	line, err := in.ReadString('\n')
	if errors.Is(err, io.EOF) {
		fmt.Fprintln(a.out)
		return strings.TrimSpace(line), nil
	}
	if err != nil {
		return "", fmt.Errorf("cannot read the answer: %w", err)
	}
	return strings.TrimSpace(line), nil
}

// completeRefs completes the address of an entry.
func (a *app) completeRefs(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	dir, err := a.folder(nil, 0)
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	targets, _ := generator.NewBuilder(generator.Options{}).Targets(dir)
	var refs []string
	for _, t := range targets {
		refs = append(refs, t.Ref+"\t"+t.Title)
	}
	return refs, cobra.ShellCompDirectiveNoFileComp
}
