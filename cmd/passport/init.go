package main

import (
	"bufio"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/talent-passport/passport/generator"
)

func (a *app) initCmd() *cobra.Command {
	var said generator.Answers
	var example, quiet bool
	var from []string
	var fl importFlags
	c := &cobra.Command{
		Use:   "init [folder]",
		Short: "Start a passport",
		Long: `Start a passport.

Asks your name and then a few easy questions; press Enter to skip one. It writes files
that you can edit with any text editor. Files that exist already stay as they are.`,
		Example: `  passport init my-passport
  passport init my-passport --name "Inês Duarte" --no-questions
  passport init my-passport --from resume.json
  passport init example --example      a complete passport, to look around in`,
		GroupID: "start",
		Args:    maxArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			dir, err := a.named(args, 0)
			if err != nil {
				return err
			}
			if example {
				started, err := generator.InitExample(dir, version())
				return a.initDone(dir, started, err)
			}
			if len(from) > 0 {
				return a.initFrom(dir, said, from, fl)
			}
			if err := generator.MayInit(dir); err != nil {
				return asked(err)
			}
			if !quiet {
				if err := a.ask(&said); err != nil {
					return err
				}
			}
			if strings.TrimSpace(said.Name) == "" {
				return usagef(`a passport needs a name: passport init --name "Inês Duarte"`)
			}
			said.ID, said.Version = newID(), version()
			started, err := generator.Init(dir, said)
			return a.initDone(dir, started, err)
		},
	}
	f := c.Flags()
	f.StringVar(&said.Name, "name", "", "your name, as you write it")
	f.StringVar(&said.City, "city", "", "the town you live in")
	f.StringVar(&said.Country, "country", "", "two letters, such as PT")
	f.StringVar(&said.Language, "language", "", "the language you write in, such as en or pt (default en)")
	f.StringVar(&said.Days, "days", "", "what you do most days")
	f.StringVar(&said.Thanked, "thanked", "", "what people thanked you for lately")
	f.StringVar(&said.Hard, "hard", "", "what you do that others find hard")
	f.StringVar(&said.Headline, "headline", "", "one line: what you do, and for whom")
	f.BoolVar(&quiet, "no-questions", false, "ask nothing")
	f.StringArrayVar(&from, "from", nil, "start with what a file holds: a résumé, an export (see passport import --formats)")
	f.BoolVar(&fl.report, "report", false, "with --from: list what became of every value")
	addTableFlags(c, &fl)
	f.BoolVar(&example, "example", false, "write the complete example instead")
	return c
}

// initFrom starts a passport with what files hold. It asks nothing, because there is nothing to overwrite,
// unless a table leaves open what its columns are.
func (a *app) initFrom(dir string, said generator.Answers, from []string, fl importFlags) error {
	fl.format, fl.starts = "pretty", true
	b, files, io, err := a.importing(from, fl)
	if err != nil {
		return err
	}
	said.ID = newID()
	im, err := a.understand(fl, io, func(io generator.ImportOptions) (*generator.Importing, error) {
		return b.ImportInto(dir, said, files, io)
	})
	if err != nil {
		return asked(err)
	}
	fl.yes = true
	return a.doImport(b, im, dir, fl)
}

// ask asks what the flags have not said, one easy question at a time. Enter skips; the end of the
// input skips the rest. A name is asked for again when there is none.
func (a *app) ask(said *generator.Answers) error {
	in := bufio.NewReader(a.in)
	echo := isTerminal(a.in) // otherwise nothing shows that a line has ended
	tries := 0
	questions := []struct {
		text string
		to   *string
	}{
		{"What is your name?", &said.Name},
		{"What do you do most days?", &said.Days},
		{"What did people thank you for lately?", &said.Thanked},
		{"What do you do that others find hard?", &said.Hard},
		{"In one line, what do you do, and for whom?", &said.Headline},
	}
	for i := 0; i < len(questions); {
		q := questions[i]
		if *q.to != "" {
			i++
			continue
		}
		if q.to == &said.Days {
			fmt.Fprintln(a.out, "Press Enter to skip a question.")
		}
		fmt.Fprintf(a.out, "%s\n> ", q.text)
		line, err := in.ReadString('\n')
		*q.to = strings.TrimSpace(line)
		if !echo || errors.Is(err, io.EOF) {
			fmt.Fprintln(a.out)
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("cannot read the answer: %w", err)
		}
		if q.to == &said.Name && *q.to == "" {
			// The one answer that is needed. Not for ever: what answers may be no person.
			if tries++; tries == 3 {
				return nil
			}
			fmt.Fprintln(a.out, "A passport needs a name, as people call you; everything else can wait.")
			continue
		}
		i++
	}
	return nil
}

// initDone says what was written, what was left alone, and what comes next.
func (a *app) initDone(dir string, s generator.Started, err error) error {
	if err != nil {
		return asked(err)
	}
	settings := 0
	for _, name := range s.Wrote {
		switch {
		case strings.HasPrefix(name, "."):
			settings++
		case !strings.HasPrefix(name, "media/"):
			fmt.Fprintf(a.out, "wrote %s\n", filepath.Join(dir, filepath.FromSlash(name)))
		}
	}
	if settings > 0 {
		fmt.Fprintf(a.out, "wrote %s for git and your editor, whose names begin with a dot\n", plural(settings, "file", "files"))
	}
	for _, name := range s.Left {
		fmt.Fprintf(a.out, "left %s as it was\n", filepath.Join(dir, filepath.FromSlash(name)))
	}
	at := ""
	if dir != "." {
		at = " " + dir
		if strings.ContainsAny(dir, " ()&';") {
			at = ` "` + dir + `"`
		}
	}
	fmt.Fprintf(a.out, "\nNext, open %s in a text editor. Then:\n", filepath.Join(dir, "passport.yaml"))
	next := tabwriter.NewWriter(a.out, 0, 0, 4, ' ', 0)
	fmt.Fprintf(next, "  passport serve%s --open\tshow the website while you write\n  passport check%s\tlook for mistakes\n  passport publish%s\tput it up\n", at, at, at)
	return next.Flush()
}

// newID makes a random name for a passport: a version 4 UUID (RFC 9562, section 5.4) as a URN.
func newID() string {
	var b [16]byte
	rand.Read(b[:]) // never fails
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", b[0:4], b[4:6], b[6:8], b[8:10], b[10:])
}
