package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/talent-passport/passport/generator"
	"github.com/talent-passport/passport/generator/diag"
)

func (a *app) checkCmd() *cobra.Command {
	var fix, strict, private, site bool
	var format string
	c := &cobra.Command{
		Use:   "check [folder]",
		Short: "Look for mistakes, and say what to do",
		Long: `Look for mistakes, and say what to do.

Every problem is shown with its file, its line and what to type instead. An error
would make a page untrue or unsafe and stops a build; a warning does not.`,
		Example: `  passport check                     check the passport in this folder
  passport check --fix               mend what is safe to mend, then check again
  passport check --privacy           list what becomes public, and what should perhaps not
  passport check --format github     for a workflow on GitHub`,
		GroupID: "use",
		Args:    maxArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			dir, err := a.folder(args, 0)
			if err != nil {
				return err
			}
			printer, err := a.printer(format, a.out)
			if err != nil {
				return err
			}
			switch {
			case site && !private:
				return usagef("--site-only goes with --privacy")
			case fix && private:
				return usagef("--privacy mends nothing: what becomes public is for you to decide")
			}
			o, err := a.options()
			if err != nil {
				return err
			}
			b := generator.NewBuilder(o)
			if private {
				d, err := b.Privacy(dir, generator.PrivacyOptions{Source: !site, Author: !site})
				if err != nil {
					return err
				}
				if format == "pretty" {
					a.disclose(d, site)
				}
				if err := printer.Print(a.out, d.Problems, d.Files); err != nil {
					return err
				}
				return ended(d.Problems, strict)
			}
			var done generator.Fixed
			if fix {
				if done, err = b.Fix(dir); err != nil {
					return err
				}
			}
			checked, err := b.Check(dir)
			if err != nil {
				return err
			}
			if err := printer.Print(a.out, checked.Problems, checked.Files()); err != nil {
				return err
			}
			if format == "pretty" {
				a.reportFixes(fix, done, checked.Problems)
			}
			return ended(checked.Problems, strict)
		},
	}
	c.Flags().BoolVar(&fix, "fix", false, "mend what is safe to mend, in your files")
	c.Flags().BoolVar(&private, "privacy", false, "list what becomes public, and look for what should not")
	c.Flags().BoolVar(&site, "site-only", false, "with --privacy: your files and their history stay private")
	c.Flags().BoolVar(&strict, "strict", false, "let warnings fail too")
	c.Flags().StringVar(&format, "format", "pretty", "how to print: "+strings.Join(formats, ", "))
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formats, cobra.ShellCompDirectiveNoFileComp))
	return c
}

// reportFixes says what check --fix did, or what it could do.
func (a *app) reportFixes(fix bool, done generator.Fixed, left diag.List) {
	for _, f := range done.Files {
		fmt.Fprintf(a.out, "mended %s: %s\n", f.Path, strings.Join(counted(f.Titles), "; "))
	}
	for _, r := range done.Refused {
		fmt.Fprintf(a.out, "left alone: %s\n", r)
	}
	fixable := 0
	for _, p := range left {
		if p.Fix != nil {
			fixable++
		}
	}
	errs, warns := left.Counts()
	switch {
	case fixable > 0 && !fix:
		fmt.Fprintf(a.out, "%s can be mended for you: passport check --fix\n", plural(fixable, "of these", "of these"))
	case len(left) == 0:
		fmt.Fprintln(a.out, "no problems")
	case errs+warns == 0:
		fmt.Fprintln(a.out, "no errors and no warnings")
	}
}

// counted says once what was done many times.
func counted(titles []string) (out []string) {
	times := map[string]int{}
	for _, t := range titles {
		if times[t]++; times[t] == 1 {
			out = append(out, t)
		}
	}
	for i, t := range out {
		if n := times[t]; n > 1 {
			out[i] = fmt.Sprintf("%s (%d times)", t, n)
		}
	}
	return out
}

// options are what every build and check needs from outside.
func (a *app) options() (generator.Options, error) {
	now, err := a.moment()
	return generator.Options{Now: now, Version: version(), Build: exact(), Cache: a.cache()}, err
}

// cache is the folder in which pictures are kept for other builds: the one that PASSPORT_CACHE names, where
// "off" is none, else one of the user's own. A user without such folders has none.
func (a *app) cache() string {
	switch dir := a.env("PASSPORT_CACHE"); dir {
	case "off":
		return ""
	case "":
		own, err := os.UserCacheDir()
		if err != nil {
			return ""
		}
		return filepath.Join(own, "passport")
	default:
		return dir
	}
}
