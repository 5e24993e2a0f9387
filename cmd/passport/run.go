package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/talent-passport/passport/generator"
	"github.com/talent-passport/passport/generator/diag"
)

// Exit codes: what kind of thing went wrong, for scripts.
const (
	exitOK      = 0
	exitContent = 1 // the person's files are wrong
	exitUsage   = 2 // the command line is wrong
	exitWorld   = 3 // the disk, the network or the machine failed
)

// errContent ends a command whose problems have been printed already.
var errContent = errors.New("the passport has problems")

// silentError ends a command that has said already what is wrong with the world.
type silentError struct{ code int }

func (e *silentError) Error() string { return "something is wrong with this computer" }

// usageError is a mistake in the command line.
type usageError struct{ error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// app is what every command needs from outside.
type app struct {
	in       io.Reader
	out, err io.Writer
	env      func(string) string
	now      func() time.Time
	dir      string // global flag -C
	typed    *bufio.Reader
}

// run executes one command line and returns the exit code.
func run(args []string, in io.Reader, out, errw io.Writer) (code int) {
	a := &app{in: in, out: out, err: errw, env: os.Getenv, now: time.Now}
	// A panic is our mistake, not the person's; it must not look like theirs.
	defer func() {
		if p := recover(); p != nil {
			fmt.Fprintf(errw, "passport: this is a mistake in passport, not in your files: %v\n", p)
			fmt.Fprintln(errw, "Nothing was changed. Please report it with the command that you typed, and the lines below.")
			fmt.Fprintf(errw, "passport %s\n%s", version(), debug.Stack())
			code = exitWorld
		}
	}()
	root := a.root()
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errw)
	err := root.Execute()
	var usage usageError
	var silent *silentError
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errContent):
		return exitContent
	case errors.As(err, &silent):
		return silent.code
	case errors.As(err, &usage):
		fmt.Fprintf(errw, "passport: %v\n", err)
		return exitUsage
	case strings.HasPrefix(err.Error(), "unknown command"):
		fmt.Fprintf(errw, "passport: %v\n", tidyUnknown(err.Error()))
		return exitUsage
	}
	fmt.Fprintf(errw, "passport: %v\n", err)
	return exitWorld
}

// tidyUnknown turns cobra's message into one sentence: unknown command "biuld": did you mean "build"?
func tidyUnknown(msg string) string {
	first, rest, _ := strings.Cut(msg, "\n")
	first = strings.TrimSuffix(first, ` for "passport"`)
	var near []string
	for _, line := range strings.Split(rest, "\n") {
		if s := strings.TrimSpace(line); s != "" && !strings.HasPrefix(s, "Did you mean") {
			near = append(near, strconv.Quote(s))
		}
	}
	if len(near) > 0 {
		return first + ": did you mean " + strings.Join(near, " or ") + "?"
	}
	return first + `: "passport help" lists the commands`
}

// root is the whole command tree.
func (a *app) root() *cobra.Command {
	c := &cobra.Command{
		Use:   "passport",
		Short: "Your work, on a page you own",
		Long: `Your work, on a page you own.

You keep your work, learning, skills and stories as plain text files in a folder.
passport checks them and makes a website from them that people enjoy reading and
that machines can read too. No account, no server; nothing leaves your computer before you
publish it.`,
		Example: `  passport init my-passport      start: a few questions, then files you can edit
  passport check                 look for mistakes, and say what to do
  passport serve                 show the website while you write
  passport build                 make the website, in the folder "public"
  passport publish               put it up, and see that it is there`,
		SilenceErrors:              true,
		SilenceUsage:               true,
		SuggestionsMinimumDistance: 2,
	}
	c.CompletionOptions.DisableDefaultCmd = true // ours says how each shell reads it
	c.Version = version()
	c.SetVersionTemplate(versionLine() + "\n")
	c.SetHelpTemplate(helpTemplate)
	c.SetUsageTemplate(helpTemplate)
	c.SetFlagErrorFunc(flagError)
	c.PersistentFlags().StringVarP(&a.dir, "dir", "C", "", "the passport's folder (default: this one)")
	c.AddGroup(
		&cobra.Group{ID: "start", Title: "Start and write"},
		&cobra.Group{ID: "use", Title: "Check and publish"},
		&cobra.Group{ID: "know", Title: "Know more"},
	)
	c.SetHelpCommand(helpCmd(c))
	c.SetHelpCommandGroupID("know")
	// One a line, in alphabetical order: help has an order of its own.
	c.AddCommand(
		a.addCmd(),
		a.applyCmd(),
		a.buildCmd(),
		a.checkCmd(),
		a.completionCmd(c),
		a.doctorCmd(),
		a.dumpCmd(),
		a.explainCmd(),
		a.exportCmd(),
		a.importCmd(),
		a.initCmd(),
		a.logCmd(),
		a.newCmd(),
		a.pdfCmd(),
		a.promoteCmd(),
		a.publishCmd(),
		a.renameCmd(),
		a.schemaCmd(),
		a.serveCmd(),
		a.splitCmd(),
		a.themeCmd(),
		a.translationsCmd(),
		a.unpublishCmd(),
		a.upgradeCmd(),
		a.versionCmd(),
		a.wordsCmd(),
	)
	return c
}

// helpCmd is "passport help build", in the words of the other commands.
func helpCmd(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:               "help [command]",
		Short:             "Say how a command is used",
		ValidArgsFunction: oneOf(func() []string { return commandNames(root) }),
		RunE: func(_ *cobra.Command, args []string) error {
			c, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				if near, ok := generator.Nearest(args[0], commandNames(root)); ok && len(args) == 1 {
					return usagef(`there is no command %q: did you mean %q?`, args[0], near)
				}
				return usagef(`there is no command %q: "passport help" lists them`, strings.Join(args, " "))
			}
			return c.Help()
		},
	}
}

// commandNames lists the commands that a person may type.
func commandNames(root *cobra.Command) (names []string) {
	for _, c := range root.Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name())
		}
	}
	return names
}

const helpTemplate = `{{with (or .Long .Short)}}{{. | trimTrailingWhitespaces}}

{{end}}{{if .Runnable}}Usage:
  {{.UseLine}}
{{else if .HasAvailableSubCommands}}Usage:
  {{.CommandPath}} <command> [flags]
{{end}}{{if .HasExample}}
Examples:
{{.Example}}
{{end}}{{if .HasAvailableSubCommands}}{{$cmds := .Commands}}{{range .Groups}}
{{.Title}}:{{$id := .ID}}{{range $cmds}}{{if and (eq .GroupID $id) (or .IsAvailableCommand (eq .Name "help"))}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}
{{end}}{{end}}{{if .HasAvailableLocalFlags}}
Flags:
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}
{{end}}{{if .HasAvailableInheritedFlags}}
Flags of every command:
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}
{{end}}`

// flagError adds the nearest flag that exists to a complaint about one that does not.
func flagError(c *cobra.Command, err error) error {
	msg := err.Error()
	if name, ok := strings.CutPrefix(msg, "unknown flag: --"); ok {
		name, _, _ = strings.Cut(name, "=")
		var names []string
		collect := func(n string) { names = append(names, n) }
		for _, f := range flagNames(c) {
			collect(f)
		}
		if near, ok := generator.Nearest(name, names); ok {
			return usagef(`unknown flag --%s: did you mean --%s?`, name, near)
		}
		return usagef(`unknown flag --%s: "%s --help" lists the flags`, name, c.CommandPath())
	}
	return usagef(`%s: "%s --help" says more`, msg, c.CommandPath())
}

// folder is the passport's folder, which must be there: another one can be named.
func (a *app) folder(args []string, n int) (string, error) {
	dir, err := a.named(args, n)
	if err != nil {
		return "", err
	}
	switch info, err := os.Stat(dir); {
	case errors.Is(err, fs.ErrNotExist):
		return "", usagef("there is no folder %s: \"passport init %s\" starts a passport there", dir, dir)
	case err == nil && !info.IsDir():
		return "", usagef("%s is a file; name the folder that holds passport.yaml", dir)
	}
	return dir, nil
}

// named is the folder that the command line names: an argument, else -C, else the working directory.
func (a *app) named(args []string, n int) (string, error) {
	switch {
	case len(args) > n:
		if a.dir != "" {
			return "", usagef("name the folder once: as %q or with -C %s", args[n], a.dir)
		}
		return args[n], nil
	case a.dir != "":
		return a.dir, nil
	}
	return ".", nil
}

// moment is now, or what SOURCE_DATE_EPOCH says (https://reproducible-builds.org/specs/source-date-epoch/).
func (a *app) moment() (time.Time, error) {
	epoch := a.env("SOURCE_DATE_EPOCH")
	if epoch == "" {
		return a.now().UTC(), nil
	}
	s, err := strconv.ParseInt(epoch, 10, 64)
	if err != nil || s < 0 || s > 253402300799 {
		return time.Time{}, usagef("SOURCE_DATE_EPOCH is %q: it must be a number of seconds since 1970", epoch)
	}
	return time.Unix(s, 0).UTC(), nil
}

// terminal tells whether w is a terminal, and how wide it is.
func terminal(w io.Writer) (width int, ok bool) {
	f, isFile := w.(*os.File)
	if !isFile || !term.IsTerminal(int(f.Fd())) {
		return 0, false
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		width = 80
	}
	return width, true
}

// isTerminal tells whether a person is typing.
func isTerminal(r io.Reader) bool {
	f, ok := r.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// colour decides for colour as https://no-color.org asks: only on a terminal, never with NO_COLOR or
// a dumb terminal.
func (a *app) colour(w io.Writer) bool {
	_, tty := terminal(w)
	return tty && a.env("NO_COLOR") == "" && a.env("TERM") != "dumb"
}

// plural writes "1 page", "2 pages".
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// ended turns a list of printed problems into the command's result.
func ended(l diag.List, strict bool) error {
	errs, warns := l.Counts()
	if errs > 0 || strict && warns > 0 {
		return errContent
	}
	return nil
}
