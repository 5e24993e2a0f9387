package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/talent-passport/passport/generator"
	"github.com/talent-passport/passport/generator/diag"
)

func (a *app) buildCmd() *cobra.Command {
	var bo generator.BuildOptions
	var baseURL, theme string
	var drafts, each, strict, noPaper bool
	c := &cobra.Command{
		Use:   "build [folder]",
		Short: "Make the website",
		Long: `Make the website.

It is written to the folder "public" inside the passport, unless --out says otherwise,
and swapped in whole: a build with errors leaves the last good site as it was.
That folder belongs to passport; do not put files of your own there.

Resized pictures are kept in your computer's cache folder, so that the next build need
not make them again. PASSPORT_CACHE names another folder, or "off" for none.`,
		Example: `  passport build                         make the website of this passport
  passport build --out ../site           somewhere else
  passport build --drafts                with your drafts, marked, for your own eyes
  passport build --each people           one website for every folder in "people"`,
		GroupID: "use",
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
			if err := siteFlags(baseURL, theme); err != nil {
				return err
			}
			o.BaseURL, o.Theme, o.Drafts, o.NoPaper = baseURL, theme, drafts, noPaper
			bo.Strict = strict
			b := generator.NewBuilder(o)
			if each {
				return asked(a.buildEach(b, dir, bo))
			}
			return asked(a.buildOne(b, dir, bo))
		},
	}
	f := c.Flags()
	f.StringVarP(&bo.Out, "out", "o", "", `where the website goes (default "public" in the passport's folder)`)
	f.StringVar(&baseURL, "base-url", "", "the site's address, in place of site.url")
	f.StringVar(&theme, "theme", "", "how it looks, in place of site.theme")
	f.BoolVar(&drafts, "drafts", false, "show drafts too, marked as drafts")
	f.BoolVar(&noPaper, "no-paper", false, "without the résumé as cv.pdf, cv.docx and cv.txt")
	f.BoolVar(&each, "each", false, "the folder holds many passports: build each of them")
	f.BoolVar(&strict, "strict", false, "let warnings stop the build")
	f.BoolVar(&bo.Force, "force", false, "write even where other files are in the way; says what it deletes")
	_ = c.RegisterFlagCompletionFunc("theme", cobra.FixedCompletions(themeNames(), cobra.ShellCompDirectiveNoFileComp))
	return c
}

// siteFlags refuses an address and a theme that no site can have; "" is neither.
func siteFlags(baseURL, theme string) error {
	if baseURL != "" && !strings.HasPrefix(baseURL, "https://") && !strings.HasPrefix(baseURL, "http://") {
		return usagef(`--base-url %s is not a whole address: write it like --base-url https://your-name.github.io/passport/`, baseURL)
	}
	if names := themeNames(); theme != "" && !slices.Contains(names, theme) {
		if near, ok := generator.Nearest(theme, names); ok {
			return usagef("there is no theme %q: did you mean %q?", theme, near)
		}
		return usagef("there is no theme %q: use one of %s", theme, strings.Join(names, ", "))
	}
	return nil
}

// buildOne builds one passport and says what came of it.
func (a *app) buildOne(b *generator.Builder, dir string, bo generator.BuildOptions) error {
	started := a.now()
	bo.Progress = a.progress(started)
	built, err := b.Build(dir, bo)
	if err != nil {
		return err
	}
	printer, err := a.printer("pretty", a.err)
	if err != nil {
		return err
	}
	serious, notes := split(built.Problems)
	if err := printer.Print(a.err, serious, built.Files); err != nil {
		return err
	}
	if notes > 0 {
		fmt.Fprintln(a.err, plural(notes, "note: passport check shows it", "notes: passport check shows them"))
	}
	for _, path := range built.Deleted {
		fmt.Fprintf(a.err, "deleted %s, which was in the way\n", path)
	}
	if !built.Written {
		fmt.Fprintln(a.err, "nothing was built; the last good site, if there is one, stays as it was")
		return errContent
	}
	claims := ""
	if built.Claims > 0 {
		claims = fmt.Sprintf(", %d of %s backed", built.Backed, plural(built.Claims, "claim", "claims"))
	}
	fmt.Fprintf(a.out, "built %s%s, in %s\n", plural(built.Pages, "page", "pages"), claims, since(a.now().Sub(started)))
	fmt.Fprintf(a.out, "open %s\n", filepath.Join(built.Out, "index.html"))
	return ended(built.Problems, bo.Strict)
}

// buildEach builds every passport below dir, in the memory of one.
func (a *app) buildEach(b *generator.Builder, dir string, bo generator.BuildOptions) error {
	started := a.now()
	bo.Progress = a.progress(started)
	printer, err := a.printer("short", a.err)
	if err != nil {
		return err
	}
	var people, pages, failed int
	err = b.BuildEach(dir, bo, func(name string, built *generator.Built) error {
		people++
		pages += built.Pages
		if !built.Written {
			failed++
			fmt.Fprintf(a.err, "%s: not built\n", name)
		}
		serious, _ := split(built.Problems)
		return printer.Print(a.err, serious, built.Files)
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "built %s with %s, in %s\n", plural(people-failed, "passport", "passports"),
		plural(pages, "page", "pages"), since(a.now().Sub(started)))
	if failed > 0 {
		return errContent
	}
	return nil
}

// split parts errors and warnings from notes, which a build only counts: they are for who is writing.
func split(l diag.List) (serious diag.List, notes int) {
	for _, p := range l {
		if p.Severity == diag.Note {
			notes++
		} else {
			serious = append(serious, p)
		}
	}
	return serious, notes
}

// progress shows how far a build is, on a terminal, once it has taken half a second.
func (a *app) progress(started time.Time) func(done, total int) {
	if _, ok := terminal(a.err); !ok {
		return nil
	}
	shown := time.Time{}
	return func(done, total int) {
		now := a.now()
		if now.Sub(started) < 500*time.Millisecond {
			return
		}
		if done == total {
			if !shown.IsZero() {
				fmt.Fprint(a.err, "\r\033[K")
			}
			return
		}
		if now.Sub(shown) >= 100*time.Millisecond {
			shown = now
			fmt.Fprintf(a.err, "\r%d of %d\033[K", done, total)
		}
	}
}

// since writes a duration as a person would: 38 ms, 1.4 s.
func since(d time.Duration) string {
	if d < time.Second {
		return fmt.Sprintf("%d ms", max(1, d.Milliseconds()))
	}
	return fmt.Sprintf("%.1f s", d.Seconds())
}
