package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path"
	"runtime/debug"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/talent-passport/passport/generator"
	"github.com/talent-passport/passport/generator/serve"
)

func (a *app) serveCmd() *cobra.Command {
	so := serve.Options{}
	var open bool
	var editor, baseURL, theme string
	c := &cobra.Command{
		Use:   "serve [folder]",
		Short: "Show the website while you write",
		Long: `Show the website while you write.

Your browser shows each save before you have looked up; nothing is written to disk.
Drafts and private entries are shown and marked as such, because only this computer
can see the pages. A mistake is shown on top of the page, with its line; a click
opens your editor there.

Press 7 in a page to see it for seven seconds, as most readers do.`,
		Example: `  passport serve                    show this passport, and follow your edits
  passport serve --open --follow    in the browser, always at what you edit
  passport serve --as-published     exactly what a visitor will get`,
		GroupID: "use",
		Args:    maxArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
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
			o.BaseURL, o.Theme = baseURL, theme
			if so.LAN {
				so.Exact = true
			}
			if so.Follow && so.Exact {
				return usagef("--follow needs the preview's own script, and what is published has none: leave out one of the two")
			}
			if c.Flags().Changed("port") && (so.Port < 1 || so.Port > 65535) {
				return usagef("there is no port %d: ports are numbered from 1 to 65535", so.Port)
			}
			found, err := generator.FindEditor(editor, first(a.env("VISUAL"), a.env("EDITOR")))
			if err != nil {
				return usageError{err}
			}
			so.EditorLink, so.Edit = found.Link, found.Edit
			return a.serve(dir, o, so, open)
		},
	}
	f := c.Flags()
	f.IntVar(&so.Port, "port", 0, fmt.Sprintf("the port to use (default %d, or a free one)", serve.DefaultPort))
	f.BoolVar(&open, "open", false, "open the page in your browser")
	f.BoolVar(&so.Follow, "follow", false, "go to the page of the file that you just edited")
	f.BoolVar(&so.Exact, "as-published", false, "exactly what a visitor will get: no drafts, no script")
	f.BoolVar(&so.LAN, "lan", false, "let other computers in your network look, as published")
	f.StringVar(&editor, "editor", "", "what opens your files: "+strings.Join(generator.EditorNames()[:5], ", ")+`, …, or a command with {path} and {line}`)
	f.StringVar(&baseURL, "base-url", "", "the site's address, in place of site.url")
	f.StringVar(&theme, "theme", "", "how it looks, in place of site.theme")
	_ = c.RegisterFlagCompletionFunc("editor", cobra.FixedCompletions(generator.EditorNames(), cobra.ShellCompDirectiveNoFileComp))
	return c
}

func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// serve shows a passport until it is told to stop.
func (a *app) serve(dir string, o generator.Options, so serve.Options, open bool) error {
	now := a.now
	if a.env("SOURCE_DATE_EPOCH") != "" {
		now = func() time.Time { return o.Now }
	}
	session := generator.NewSession(dir, o, now, so.Exact)
	defer session.Close()
	if a.env("GOGC") == "" {
		// A rebuild leaves some megabytes behind, and somebody waits for it: collect less often.
		defer debug.SetGCPercent(debug.SetGCPercent(400))
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()

	keys := a.keyboard()
	defer keys.close()
	w := &journal{app: a, out: keys.writer(a.out)}
	so.Dir, so.Rebuild, so.Ignore, so.Log, so.Now = dir, session.Site, generator.Ignored, w.write, a.now
	s, err := serve.Listen(so)
	if err != nil {
		return err
	}
	var wg sync.WaitGroup
	wg.Go(func() {
		address := s.URL(ctx)
		if address == "" {
			return
		}
		w.greet(s, so, address, keys.live())
		if open {
			w.try(generator.Browse(address))
		}
		for {
			switch k := keys.next(ctx); k {
			case 'o', 'O':
				w.try(generator.Browse(s.URL(ctx)))
			case 'r', 'R':
				s.Rescan()
			case 'q', 'Q', 3, 4, 0: // Ctrl-C and Ctrl-D arrive as themselves
				if k != 0 || ctx.Err() != nil {
					stop()
					return
				}
			}
		}
	})
	err = s.Serve(ctx)
	stop()
	wg.Wait()
	return err
}

// journal writes what happens, a line at a time.
type journal struct {
	*app
	mu  sync.Mutex
	out io.Writer
}

func (w *journal) greet(s *serve.Server, so serve.Options, address string, keys bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if s.Moved() {
		fmt.Fprintf(w.out, "port %d is in use by another program, so this is another one\n", serve.DefaultPort)
	}
	fmt.Fprintf(w.out, "your page is at %s\n", address)
	switch {
	case so.LAN:
		fmt.Fprintln(w.out, "careful: everybody in your network can open it while this runs; they see what is published, nothing else")
		for _, other := range s.Neighbours() {
			fmt.Fprintf(w.out, "from another computer or phone: %s\n", other)
		}
	case so.Exact:
		fmt.Fprintln(w.out, "as published: exactly what a visitor will get; load a page again to see your changes")
	default:
		fmt.Fprintln(w.out, "only this computer can open it; drafts and private entries are shown, and marked")
	}
	if keys {
		fmt.Fprintln(w.out, "o opens it in the browser, r reads everything again, q quits")
	} else {
		fmt.Fprintln(w.out, "Ctrl-C stops it")
	}
	// What the log says is for the person alone, not for whoever is shown what is published.
	if so.Exact {
		return
	}
	if b, _, err := w.today(); err == nil {
		if lines := b.YearAgo(so.Dir); len(lines) > 0 {
			fmt.Fprintln(w.out)
			w.yearAgo(w.out, lines)
			fmt.Fprintln(w.out)
		}
	}
}

func (w *journal) try(err error) {
	if err == nil {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	fmt.Fprintf(w.out, "passport: %v\n", err)
}

// write writes one line for a rebuild, and below it the problems that are new.
func (w *journal) write(e serve.Event) {
	w.mu.Lock()
	defer w.mu.Unlock()
	clock := e.Time.Local().Format("15:04:05")
	if e.Notice != "" {
		fmt.Fprintf(w.out, "%s %s\n", clock, e.Notice)
		return
	}
	serious, notes := split(e.Problems)
	what := "no problems"
	if n := len(serious); n > 0 {
		what = plural(n, "problem", "problems")
	} else if notes > 0 {
		what = plural(notes, "note", "notes")
	}
	fmt.Fprintf(w.out, "%s %s → %s, %s\n", clock, changes(e.Changed), what, since(e.Took))
	fresh, _ := split(e.New)
	if len(fresh) == 0 {
		return
	}
	printer, err := w.printer("pretty", w.app.out)
	if err == nil {
		err = printer.Print(w.out, fresh, e.Files)
	}
	if err != nil && !errors.Is(err, syscall.EPIPE) {
		fmt.Fprintf(w.err, "passport: cannot write: %v\n", err)
	}
}

// changes names what changed in a few words.
func changes(files []string) string {
	switch len(files) {
	case 0:
		return "everything"
	case 1:
		return files[0]
	case 2, 3:
		return strings.Join(files, ", ")
	}
	folder := path.Dir(files[0])
	for _, f := range files {
		if path.Dir(f) != folder {
			return fmt.Sprintf("%d files", len(files))
		}
	}
	return fmt.Sprintf("%d files in %s", len(files), folder)
}
