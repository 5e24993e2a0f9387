package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/talent-passport/passport/generator"
)

func (a *app) translationsCmd() *cobra.Command {
	var format string
	var write bool
	c := &cobra.Command{
		Use:   "translations [language] [folder]",
		Short: "Say what is translated, what is missing, and what is older than its original",
		Long: `Say what is translated, what is missing, and what is older than its original.

A translation lies beside its original with the language before the ending: about.fr.md, passport.fr.yaml,
skills.fr.yaml. Its line "translates:" keeps a fingerprint of the text that was translated, so that this
command can tell when the original has changed since.`,
		Example: `  passport translations                every language of site.languages
  passport translations fr             one of them, entry by entry
  passport translations fr --write     begin what is missing, with the words to translate as comments`,
		GroupID: "start",
		Args:    maxArgs(2),
		RunE: func(_ *cobra.Command, args []string) error {
			tag := ""
			if len(args) > 0 {
				tag = args[0]
			}
			dir, err := a.folder(args, 1)
			if err != nil {
				return err
			}
			if format != "pretty" && format != "json" {
				return usagef(`there is no format %q: use one of pretty, json`, format)
			}
			if write && tag == "" {
				return usagef(`name the language whose files to begin, as in "passport translations fr --write"`)
			}
			o, err := a.options()
			if err != nil {
				return err
			}
			b := generator.NewBuilder(o)
			if write {
				begun, err := b.StartTranslations(dir, tag)
				if err != nil {
					return asked(err)
				}
				for _, name := range begun.Files {
					fmt.Fprintf(a.err, "began %s\n", name)
				}
				for _, name := range begun.Added {
					fmt.Fprintf(a.err, "added to %s what it lacks, as comments\n", name)
				}
			}
			list, err := b.Translations(dir, tag)
			if err != nil {
				return asked(err)
			}
			if format == "json" {
				return printTranslationsJSON(a.out, list)
			}
			if len(list) == 0 {
				fmt.Fprintln(a.out, `There is one language. To add another, list it in passport.yaml, the language of the originals first:`)
				fmt.Fprintln(a.out, "\n  site:\n    languages: [en, fr]")
				return nil
			}
			for i, t := range list {
				if i > 0 {
					fmt.Fprintln(a.out)
				}
				printTranslation(a.out, t, tag != "")
			}
			return nil
		},
	}
	c.Flags().BoolVar(&write, "write", false, "begin what is missing; what is there stays as it is")
	c.Flags().StringVar(&format, "format", "pretty", "how to print: pretty, json")
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"pretty", "json"}, cobra.ShellCompDirectiveNoFileComp))
	return c
}

// printTranslation says how far one language is; whole names every item that is not done.
func printTranslation(out io.Writer, t generator.Translation, whole bool) {
	fmt.Fprintf(out, "%s, %s: %d of %s", t.Lang, t.Name, t.Done, plural(t.Texts, "text", "texts"))
	if t.Older > 0 {
		fmt.Fprintf(out, "; %d older than the original", t.Older)
	}
	fmt.Fprintln(out)
	if t.Words < t.Of {
		fmt.Fprintf(out, "  %d of the %d words that pages say by themselves are in English: passport words %s --missing\n", t.Of-t.Words, t.Of, t.Lang)
	}
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	left, undated := 0, 0
	for _, it := range byState(t.Items) {
		state, rest := translationState(it.Exists, it.Older, len(it.Missing) > 0)
		if state == "done" {
			if !it.Dated {
				undated++
			}
			continue
		}
		if left++; !whole && left > 6 {
			continue
		}
		if len(it.Missing) > 0 && it.Exists {
			rest = strings.TrimPrefix(rest+"; still to do: "+strings.Join(it.Missing, ", "), "; ")
		}
		if it.Older {
			rest += fmt.Sprintf("; then write translates: %q", it.Digest)
		}
		line := "  " + state + "\t" + it.Of + "\t" + it.File
		if rest != "" {
			line += "\t" + rest
		}
		fmt.Fprintln(w, line)
	}
	_ = w.Flush()
	if !whole && left > 6 {
		fmt.Fprintf(out, "  and %d more: passport translations %s\n", left-6, t.Lang)
	}
	if left == 0 {
		fmt.Fprintln(out, "  complete")
	}
	if whole && undated > 0 {
		fmt.Fprintf(out, "  %s without a line \"translates:\", so a change of the original goes unseen\n", plural(undated, "translation is", "translations are"))
	}
}

// byState puts what went out of date first, then what is begun, then what is missing.
func byState(list []generator.Translated) []generator.Translated {
	rank := func(t generator.Translated) int {
		state, _ := translationState(t.Exists, t.Older, len(t.Missing) > 0)
		return slices.Index([]string{"older", "begun", "missing"}, state)
	}
	out := slices.Clone(list)
	slices.SortStableFunc(out, func(a, b generator.Translated) int { return cmp.Compare(rank(a), rank(b)) })
	return out
}

// translationState is one word for how far an item is, and what to know about it.
func translationState(exists, older, missing bool) (state, rest string) {
	switch {
	case !exists:
		return "missing", ""
	case older:
		return "older", "the original has changed since"
	case missing:
		return "begun", ""
	}
	return "done", ""
}

func printTranslationsJSON(out io.Writer, list []generator.Translation) error {
	type item struct {
		Of         string   `json:"of"`
		File       string   `json:"file"`
		State      string   `json:"state"`
		Texts      int      `json:"texts"`
		Translated int      `json:"translated"`
		Missing    []string `json:"missing,omitempty"`
		Digest     string   `json:"digest"`
		Dated      bool     `json:"dated"`
	}
	type language struct {
		Language   string `json:"language"`
		Name       string `json:"name"`
		Texts      int    `json:"texts"`
		Translated int    `json:"translated"`
		Older      int    `json:"older"`
		Words      int    `json:"words"`
		WordsOf    int    `json:"words_of"`
		Items      []item `json:"items"`
	}
	all := []language{}
	for _, t := range list {
		l := language{t.Lang, t.Name, t.Texts, t.Done, t.Older, t.Words, t.Of, []item{}}
		for _, it := range t.Items {
			state, _ := translationState(it.Exists, it.Older, len(it.Missing) > 0)
			l.Items = append(l.Items, item{it.Of, it.File, state, it.Texts, it.Done, it.Missing, it.Digest, it.Dated})
		}
		all = append(all, l)
	}
	e := json.NewEncoder(out)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(all)
}
