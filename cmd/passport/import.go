package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/talent-passport/passport/generator"
	"github.com/talent-passport/passport/generator/diag"
)

// importFlags are those of importing, by "import" and by "init --from".
type importFlags struct {
	yes, report bool
	format      string
	columns     []string
	kind        string // of the rows of a table
	starts      bool   // init --from, not import
}

func (a *app) importCmd() *cobra.Command {
	var fl importFlags
	var list bool
	c := &cobra.Command{
		Use:   "import <file>...",
		Short: "Take in what you have elsewhere",
		Long: `Take in what you have elsewhere: exports of networks, résumé files, badges.

A file is recognised by what is in it, not by its name. What is new is shown and written
after you say yes; what you wrote yourself is never changed, and importing the same file
again changes nothing. It ends with an account of what was kept, changed and lost.

Any table with a header row can be imported, saved as CSV. What its columns are is asked
once, or said with --column and --kind, and remembered in passport.yaml.`,
		Example: `  passport import resume.json
  passport import resume.json --yes --report
  passport import Basic_LinkedInDataExport.zip   or the folder that it was unpacked to
  passport import --formats              what can be imported
  passport import jobs.csv --column "Wk hrs=hours"
  passport init my-passport --from resume.json`,
		GroupID: "start",
		RunE: func(_ *cobra.Command, args []string) error {
			if list {
				a.listFormats(func(x *generator.Format) bool { return x.Import != nil })
				return nil
			}
			if len(args) == 0 {
				return usagef(`name the file to import: passport import resume.json`)
			}
			dir, err := a.folder(nil, 0)
			if err != nil {
				return err
			}
			b, files, io, err := a.importing(args, fl)
			if err != nil {
				return err
			}
			im, err := a.understand(fl, io, func(io generator.ImportOptions) (*generator.Importing, error) { return b.Import(dir, files, io) })
			if err != nil {
				return asked(err)
			}
			return a.doImport(b, im, dir, fl)
		},
	}
	addImportFlags(c, &fl)
	c.Flags().BoolVar(&list, "formats", false, "list what can be imported")
	return c
}

func addImportFlags(c *cobra.Command, fl *importFlags) {
	c.Flags().BoolVarP(&fl.yes, "yes", "y", false, "write without asking")
	c.Flags().BoolVar(&fl.report, "report", false, "list what became of every value")
	c.Flags().StringVar(&fl.format, "format", "pretty", "how to print: pretty, json")
	addTableFlags(c, fl)
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"pretty", "json"}, cobra.ShellCompDirectiveNoFileComp))
}

// addTableFlags are the flags that say what a table is.
func addTableFlags(c *cobra.Command, fl *importFlags) {
	c.Flags().StringArrayVar(&fl.columns, "column", nil, `for tables: which field a column is, as "Job title=title"; "Remarks=-" leaves it out`)
	c.Flags().StringVar(&fl.kind, "kind", "", "for tables: what a row is, such as experience or education")
}

// importing reads the files and makes what an import needs.
func (a *app) importing(names []string, fl importFlags) (*generator.Builder, []generator.Foreign, generator.ImportOptions, error) {
	var io generator.ImportOptions
	if fl.format != "pretty" && fl.format != "json" {
		return nil, nil, io, usagef("there is no format %q: use pretty or json", fl.format)
	}
	for _, s := range fl.columns {
		column, field, ok := strings.Cut(s, "=")
		if !ok || column == "" || field == "" {
			return nil, nil, io, usagef(`--column says which field a column is: --column "Job title=title"`)
		}
		column, field = strings.TrimSpace(column), strings.TrimSpace(field)
		if io.Columns == nil {
			io.Columns = map[string]string{}
		}
		io.Columns[column] = field
	}
	if io.Kind = fl.kind; io.Kind != "" && generator.KindFolder(io.Kind) == "" {
		return nil, nil, io, usagef("there is no kind %q: --kind is one of %s", io.Kind, strings.Join(generator.KindFolders(), ", "))
	}
	o, err := a.options()
	if err != nil {
		return nil, nil, io, err
	}
	var files []generator.Foreign
	for _, name := range names {
		data, err := readForeign(name)
		if err != nil {
			return nil, nil, io, err
		}
		files = append(files, generator.Foreign{Name: strings.TrimSuffix(filepath.ToSlash(name), "/"), Data: data})
	}
	return generator.NewBuilder(o), files, io, nil
}

// readForeign reads a file to import, and no more of it than an import takes.
func readForeign(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("cannot read the file to import: %w", err)
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return packed(name)
	}
	data, err := io.ReadAll(io.LimitReader(f, generator.MaxForeign+1))
	if err != nil {
		return nil, fmt.Errorf("cannot read the file to import: %w", err)
	}
	return data, nil
}

// packed is a folder as the ZIP that it came in.
func packed(name string) ([]byte, error) {
	folder := os.DirFS(name)
	if _, err := fs.Stat(folder, "passport.yaml"); err == nil {
		return nil, usagef("%s is a folder with a passport: name the file in it that you want to import", name)
	}
	data, err := generator.PackForeign(folder)
	if err != nil {
		return nil, fmt.Errorf("cannot read the folder %s to import: %w", name, err)
	}
	return data, nil
}

// doImport shows what an import would do, asks, does it, and gives account.
func (a *app) doImport(b *generator.Builder, im *generator.Importing, dir string, fl importFlags) error {
	if fl.format == "json" {
		return a.importJSON(im, fl)
	}
	printer, err := a.printer("pretty", a.err)
	if err != nil {
		return err
	}
	for _, f := range im.Files {
		if f.Format != nil {
			fmt.Fprintf(a.out, "%s is %s\n", f.Name, f.Format.Title)
		}
	}
	if err := printer.Print(a.err, im.Problems, im.Text); err != nil {
		return err
	}
	if im.Problems.HasErrors() {
		a.sayOnce(im.Asks, fl)
		fmt.Fprintln(a.err, "nothing was imported, and nothing was changed")
		return errContent
	}
	a.showChanges(im)
	if fl.report {
		a.showAccount(im.Account)
	}
	switch {
	case im.Empty():
		fmt.Fprintln(a.out, "all of it is in the passport already; nothing was changed")
	case !fl.yes && !a.confirm(fmt.Sprintf("Write %s?", what(im))):
		fmt.Fprintln(a.out, "nothing was changed; --yes writes without asking")
		return nil
	default:
		wrote, err := im.Write()
		if err != nil {
			return err
		}
		a.wrote(dir, wrote)
	}
	fmt.Fprintln(a.out, im.Account)
	if !fl.report {
		a.showLost(im.Account)
	}
	thin, err := b.Thin(dir)
	if err != nil {
		return err
	}
	if len(thin) > 0 {
		fmt.Fprintln(a.out, "\nWorth a minute:")
		for _, line := range thin {
			fmt.Fprintf(a.out, "  %s\n", line)
		}
	}
	return nil
}

// what says what would be written: "12 new entries and additions to 2".
func what(im *generator.Importing) string {
	n, c := im.Count(generator.ImportNew), im.Count(generator.ImportChanged)
	var parts []string
	if n > 0 {
		parts = append(parts, plural(n, "new entry", "new entries"))
	}
	if c > 0 {
		parts = append(parts, "what "+plural(c, "entry lacks", "entries lack"))
	}
	if parts == nil {
		return "it"
	}
	return strings.Join(parts, " and ")
}

// confirm asks a question that takes yes or no; no answer is no.
func (a *app) confirm(question string) bool {
	fmt.Fprintf(a.out, "%s [y/N] ", question)
	line, _ := a.line()
	switch strings.ToLower(strings.TrimSpace(line)) {
	case "y", "yes":
		return true
	}
	return false
}

// line reads what is typed next; false at the end of it.
func (a *app) line() (string, bool) {
	if a.typed == nil {
		a.typed = bufio.NewReader(a.in)
	}
	line, err := a.typed.ReadString('\n')
	if !isTerminal(a.in) {
		fmt.Fprintln(a.out) // nobody pressed Enter here
	}
	return strings.TrimSpace(line), err == nil || line != ""
}

// mostShown is how many entries of one state are shown by name.
const mostShown = 40

func (a *app) showChanges(im *generator.Importing) {
	for _, state := range []generator.ImportState{generator.ImportNew, generator.ImportChanged, generator.ImportKnown} {
		shown := 0
		for _, c := range im.Changes {
			if c.State != state {
				continue
			}
			if shown++; shown > mostShown {
				continue
			}
			line := fmt.Sprintf("  %-8s %s", c.State, c.Ref)
			if c.Title != "" {
				line += ": " + c.Title
			}
			if len(c.Adds) > 0 {
				line += " (adds " + strings.Join(c.Adds, ", ") + ")"
			}
			fmt.Fprintln(a.out, line)
			if c.Not != "" {
				fmt.Fprintf(a.out, "           %s\n", c.Not)
			}
		}
		if shown > mostShown {
			fmt.Fprintf(a.out, "  %-8s and %d more\n", state, shown-mostShown)
		}
	}
}

// wrote says which files were written: each of a few, else how many in which folder.
func (a *app) wrote(dir string, names []string) {
	var order []string
	count := map[string]int{}
	for _, name := range names {
		if strings.HasPrefix(name, ".") {
			continue
		}
		folder, _, deep := strings.Cut(name, "/")
		if !deep {
			fmt.Fprintf(a.out, "wrote %s\n", filepath.Join(dir, name))
			continue
		}
		if count[folder] == 0 {
			order = append(order, folder)
		}
		count[folder]++
	}
	for _, folder := range order {
		fmt.Fprintf(a.out, "wrote %s in %s\n", plural(count[folder], "file", "files"), filepath.Join(dir, folder))
	}
}

// showAccount lists what became of every value, what was lost first.
func (a *app) showAccount(account generator.Account) {
	for _, l := range account.Graver() {
		fmt.Fprintln(a.out, accountLine(l, true))
	}
}

// showLost names what was lost, the first few where there is much, because nobody should have to ask.
func (a *app) showLost(account generator.Account) {
	const most = 6
	lost := account.Count(generator.Lost)
	for _, l := range account.Graver()[:min(lost, most)] {
		fmt.Fprintln(a.out, accountLine(l, true))
	}
	if lost > most {
		fmt.Fprintf(a.out, "  and %d more: passport import … --report lists them\n", lost-most)
	}
}

// accountLine is one value: outcome, where it was, where it is, and why.
func accountLine(l generator.AccountLine, in bool) string {
	from, to := l.Foreign, l.Ours
	if !in {
		from, to = to, from
	}
	line := fmt.Sprintf("  %-8s %s", l.Outcome, from)
	if to != "" {
		line += " -> " + to
	}
	line += fmt.Sprintf(": %q", l.Value)
	if l.Why != "" {
		line += " (" + l.Why + ")"
	}
	return line
}

// jsonLine is a value of an account for machines.
type jsonLine struct {
	Outcome string         `json:"outcome"`
	Value   string         `json:"value"`
	Foreign string         `json:"foreign"`
	Place   *diag.Position `json:"place"` // in the foreign file, for imports
	File    string         `json:"file"`
	Ours    string         `json:"ours"`
	Why     string         `json:"why"`
}

type jsonAccount struct {
	Kept    int        `json:"kept"`
	Changed int        `json:"changed"`
	Lost    int        `json:"lost"`
	Lines   []jsonLine `json:"lines"`
}

func accountJSON(account generator.Account, text func(string) []byte) jsonAccount {
	out := jsonAccount{Kept: account.Count(generator.Kept), Changed: account.Count(generator.Changed), Lost: account.Count(generator.Lost), Lines: []jsonLine{}}
	for _, l := range account {
		j := jsonLine{Outcome: l.Outcome.String(), Value: l.Value, Foreign: l.Foreign, Ours: l.Ours, Why: l.Why, File: l.Span.File}
		if l.Span.File != "" && text != nil {
			at, _ := diag.Place(text(l.Span.File), l.Span)
			j.Place = &at
		}
		out.Lines = append(out.Lines, j)
	}
	return out
}

type jsonChange struct {
	State string   `json:"state"`
	Ref   string   `json:"ref"`
	Title string   `json:"title"`
	File  string   `json:"file"`
	Adds  []string `json:"adds"`
	Not   string   `json:"not"`
}

// importJSON prints an import as one JSON object, and does it when --yes is given.
func (a *app) importJSON(im *generator.Importing, fl importFlags) error {
	type jsonFile struct {
		Name   string `json:"name"`
		Format string `json:"format"`
	}
	out := struct {
		Version  int             `json:"version"`
		Files    []jsonFile      `json:"files"`
		Changes  []jsonChange    `json:"changes"`
		Wrote    []string        `json:"wrote"`
		Account  jsonAccount     `json:"account"`
		Problems json.RawMessage `json:"problems"`
	}{Version: 1, Files: []jsonFile{}, Changes: []jsonChange{}, Wrote: []string{}, Account: accountJSON(im.Account, im.Text)}
	for _, f := range im.Files {
		j := jsonFile{Name: f.Name}
		if f.Format != nil {
			j.Format = f.Format.Name
		}
		out.Files = append(out.Files, j)
	}
	for _, c := range im.Changes {
		out.Changes = append(out.Changes, jsonChange{string(c.State), c.Ref, c.Title, c.File, append([]string{}, c.Adds...), c.Not})
	}
	var b bytes.Buffer
	if err := (diag.JSON{}).Print(&b, im.Problems, im.Text); err != nil {
		return err
	}
	out.Problems = b.Bytes()
	if fl.yes {
		wrote, err := im.Write()
		if err != nil {
			return err
		}
		out.Wrote = append(out.Wrote, wrote...)
	}
	enc := json.NewEncoder(a.out)
	enc.SetIndent("", "  ")
	if err := enc.Encode(out); err != nil {
		return err
	}
	return ended(im.Problems, false)
}

// listFormats lists formats, one a line.
func (a *app) listFormats(want func(*generator.Format) bool) {
	for _, x := range generator.Formats() {
		if want(x) {
			fmt.Fprintf(a.out, "%-12s %s: %s (%s)\n", x.Name, x.Title, x.About, x.Tier)
		}
	}
}
