package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/talent-passport/passport/generator"
)

func (a *app) applyCmd() *cobra.Command {
	var o generator.ApplyOptions
	var list bool
	var sent string
	c := &cobra.Command{
		Use:   "apply --for <purpose> [folder]",
		Short: "Make the files of an application, and keep track of it",
		Long: `Make the files of an application, and keep track of it.

Your résumé is selected and ordered for the purpose: what carries it as a tag comes first, then
what shows the skills that the advert names. Nothing is invented, and no word of yours is changed.
Contact details that your pages leave out are in it. You get a PDF, a Word document, plain text, and
a page to copy from into forms, in a folder of their own under .private/applications, which is in no
website. What you sent, when and to whom stands in application.yaml there.`,
		Example: `  passport apply --for dental-nurse                     what is tagged dental-nurse comes first
  passport apply --for dental-nurse --job advert.txt    and the skills that the advert names
  passport apply --for dental-nurse --pages 1           on one page; says what it left out
  passport apply --sent dental-nurse --to "Smile Clinic"
  passport apply --list                                 what was made and sent so far`,
		GroupID: "use",
		Args:    maxArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			dir, err := a.folder(args, 0)
			if err != nil {
				return err
			}
			b, _, err := a.today()
			if err != nil {
				return err
			}
			switch {
			case list:
				return a.listApplications(b, dir)
			case sent != "":
				name, err := b.Sent(dir, sent, o.To)
				if err != nil {
					return asked(err)
				}
				fmt.Fprintf(a.out, "%s is marked as sent today%s\n", name, to(o.To))
				return nil
			case o.For == "":
				return usagef("say what for: passport apply --for dental-nurse")
			case c.Flags().Changed("pages") && o.Pages < 1:
				return usagef("--pages %d: a résumé has one page at least", o.Pages)
			}
			if o.Job != "" {
				if o.Advert, err = readAdvert(o.Job); err != nil {
					return err
				}
			}
			return a.apply(b, dir, o)
		},
	}
	f := c.Flags()
	f.StringVar(&o.For, "for", "", "what it is for, in a word or two; also the tag of the entries that fit")
	f.StringVar(&o.Job, "job", "", "a text file with the words of the advert")
	f.IntVar(&o.Pages, "pages", 0, "how many pages the résumé may have")
	f.StringVar(&o.Language, "language", "", "one of the passport's languages (default: its first)")
	f.StringVar(&o.To, "to", "", "whom it goes to")
	f.StringVar(&sent, "sent", "", "write down that an application was sent today")
	f.BoolVar(&list, "list", false, "list the applications so far")
	return c
}

func to(whom string) string {
	if whom == "" {
		return ""
	}
	return ", to " + whom
}

// readAdvert reads no more of a file than an advert can have and a byte, so that a wrong name costs nothing.
func readAdvert(name string) ([]byte, error) {
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, usagef("there is no file %s; save the words of the advert in one", name)
	} else if err != nil {
		return nil, fmt.Errorf("cannot read the advert: %w", err)
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, usagef("%s is a folder; name the file with the words of the advert", name)
	}
	data, err := io.ReadAll(io.LimitReader(f, 1<<20+1))
	if err != nil {
		return nil, fmt.Errorf("cannot read the advert: %w", err)
	}
	return data, nil
}

func (a *app) apply(b *generator.Builder, dir string, o generator.ApplyOptions) error {
	made, err := b.Apply(dir, o)
	if err != nil {
		return asked(err)
	}
	printer, err := a.printer("pretty", a.err)
	if err != nil {
		return err
	}
	if err := printer.Print(a.err, made.Problems, made.Files); err != nil {
		return err
	}
	if made.Problems.HasErrors() {
		fmt.Fprintln(a.err, "nothing was made")
		return errContent
	}
	fmt.Fprintf(a.out, "made %s\n", filepath.Join(dir, filepath.FromSlash(made.Folder)))
	for _, name := range made.Made {
		what := ""
		switch {
		case strings.HasSuffix(name, ".pdf"):
			what = plural(made.Pages, "page", "pages")
		case name == "copy.html":
			what = "open it beside the form that you fill in"
		case strings.HasSuffix(name, ".yaml"):
			what = "what was sent, when and to whom"
		}
		fmt.Fprintf(a.out, "  %-28s %s\n", name, what)
	}
	switch {
	case len(made.Skills) > 0:
		fmt.Fprintf(a.out, "the advert names %s of yours: %s\n", plural(len(made.Skills), "skill", "skills"), strings.Join(made.Skills, ", "))
	case o.Advert != nil:
		fmt.Fprintln(a.out, "the advert names none of your skills; their `aliases:` may say what adverts call them")
	}
	if made.Tagged == 0 && len(made.Skills) == 0 {
		fmt.Fprintf(a.out, "nothing is tagged %q, so this is the résumé that everybody gets; `tags: [%s]` in an entry puts it first\n", o.For, o.For)
	}
	if len(made.LeftOut) > 0 {
		fmt.Fprintf(a.out, "left out, so that it fits on %s:\n", plural(o.Pages, "page", "pages"))
		for _, words := range made.LeftOut {
			fmt.Fprintf(a.out, "  %s\n", words)
		}
	}
	return nil
}

func (a *app) listApplications(b *generator.Builder, dir string) error {
	list, found, files, err := b.Applications(dir)
	if err != nil {
		return err
	}
	printer, err := a.printer("pretty", a.err)
	if err != nil {
		return err
	}
	if err := printer.Print(a.err, found, files); err != nil {
		return err
	}
	if len(list) == 0 && len(found) == 0 {
		fmt.Fprintln(a.out, "no applications yet: passport apply --for dental-nurse makes one")
	}
	for _, r := range list {
		state := "not sent yet"
		if r.Sent != "" {
			state = "sent " + r.Sent
		}
		fmt.Fprintf(a.out, "%s  %-15s  %s", r.Made, state, cmp.Or(r.For, r.Name))
		if r.To != "" {
			fmt.Fprintf(a.out, ", to %s", r.To)
		}
		if r.Answer != "" {
			fmt.Fprintf(a.out, ": %s", r.Answer)
		}
		fmt.Fprintln(a.out)
	}
	return ended(found, false)
}
