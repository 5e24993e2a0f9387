package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/talent-passport/passport/generator"
)

func (a *app) upgradeCmd() *cobra.Command {
	var dry bool
	c := &cobra.Command{
		Use:   "upgrade [folder]",
		Short: "Bring your files to the newest version of the format",
		Long: `Bring your files to the newest version of the format.

Your files keep working without this, whatever their age. It writes them as they are written today:
the version in passport.yaml, old spellings, and the copies of the schemas with which an editor
completes. All of it is one change that you can look at and commit; your comments and the rest of
your words stay as they are. Files of a newer passport than this one are left alone.`,
		Example: `  passport upgrade --dry-run     say what would change
  passport upgrade`,
		GroupID: "start",
		Args:    maxArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			dir, err := a.folder(args, 0)
			if err != nil {
				return err
			}
			o, err := a.options()
			if err != nil {
				return err
			}
			up, err := generator.NewBuilder(o).Upgrade(dir, dry)
			if err != nil {
				return asked(err)
			}
			return a.upgraded(dir, up, dry)
		},
	}
	c.Flags().BoolVar(&dry, "dry-run", false, "change nothing; say what would change")
	return c
}

// upgraded reports what changed, or would.
func (a *app) upgraded(dir string, up *generator.Upgraded, dry bool) error {
	if up.Blocked {
		printer, err := a.printer("pretty", a.err)
		if err != nil {
			return err
		}
		if err := printer.Print(a.err, up.Problems, up.Read); err != nil {
			return err
		}
		fmt.Fprintln(a.err, "nothing was changed")
		return errContent
	}
	changed := 0
	line := func(name, what string) {
		changed++
		fmt.Fprintf(a.out, "%s: %s\n", filepath.Join(dir, filepath.FromSlash(name)), what)
	}
	for _, f := range up.Files {
		line(f.Path, strings.Join(f.Titles, "; "))
	}
	if n := len(up.Settings); n > 0 {
		line(".passport/schema", fmt.Sprintf("%s for your editor renewed", plural(n, "schema", "schemas")))
	}
	for _, r := range up.Refused {
		fmt.Fprintf(a.out, "left alone: %s\n", r)
	}
	if changed > 0 {
		fmt.Fprintln(a.out)
	}
	switch {
	case changed == 0:
		fmt.Fprintf(a.out, "your files are of version %d, the newest; nothing was changed\n", up.To)
	case dry:
		fmt.Fprintf(a.out, "nothing was changed yet; \"passport upgrade\" brings the files %s\n", versions(up))
	default:
		fmt.Fprintf(a.out, "your files are brought %s, in one change to look at and commit\n", versions(up))
	}
	if serious, _ := split(up.Problems); len(serious) > 0 && !dry {
		fmt.Fprintf(a.out, "%s left to mend: passport check\n", plural(len(serious), "problem is", "problems are"))
	}
	return nil
}

func versions(up *generator.Upgraded) string {
	switch up.From {
	case 0:
		return fmt.Sprintf("to version %d", up.To)
	case up.To:
		return fmt.Sprintf("up to date with version %d", up.To)
	}
	return fmt.Sprintf("from version %d to version %d", up.From, up.To)
}
