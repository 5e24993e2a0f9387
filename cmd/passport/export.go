package main

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/talent-passport/passport/generator"
	"github.com/talent-passport/passport/generator/diag"
)

func (a *app) exportCmd() *cobra.Command {
	var out, printed string
	var report bool
	var eo generator.ExportOptions
	var names []string
	for _, x := range generator.Formats() {
		if x.Export != nil {
			names = append(names, x.Name)
		}
	}
	c := &cobra.Command{
		Use:   "export <format>",
		Short: "Write the public passport in another format",
		Long: `Write the public passport in another format, for a form, a school or a tool.

Only what the website shows leaves, and dates as you show them. It ends with an account of
what the format kept, changed and could not carry; --report lists each value. Without
--out the result is printed. "passport export --formats" says what each format is for.`,
		Example: `  passport export europass --out cv.xml
  passport export jsonresume --report
  passport export rendercv --out cv.yaml --language pt`,
		GroupID:   "use",
		ValidArgs: names,
		RunE: func(cmd *cobra.Command, args []string) error {
			if list, _ := cmd.Flags().GetBool("formats"); list {
				a.listFormats(func(x *generator.Format) bool { return x.Export != nil })
				return nil
			}
			if len(args) != 1 {
				return usagef(`name one format: passport export jsonresume ("passport export --formats" lists them)`)
			}
			if printed != "pretty" && printed != "json" {
				return usagef("there is no way %q to print the account: use pretty or json", printed)
			}
			dir, err := a.folder(nil, 0)
			if err != nil {
				return err
			}
			o, err := a.options()
			if err != nil {
				return err
			}
			x, err := generator.NewBuilder(o).Export(dir, args[0], eo)
			if err != nil {
				return asked(err)
			}
			return a.doExport(x, out, printed, report)
		},
	}
	f := c.Flags()
	f.StringVarP(&out, "out", "o", "", "the file to write (default: print it)")
	f.StringVar(&eo.Language, "language", "", "one of the passport's languages (default: the first)")
	f.BoolVar(&report, "report", false, "list what became of every value")
	f.StringVar(&printed, "format", "pretty", "how to print the account: pretty, json")
	f.Bool("formats", false, "list the formats")
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"pretty", "json"}, cobra.ShellCompDirectiveNoFileComp))
	return c
}

// doExport writes or prints what was exported, and gives account.
func (a *app) doExport(x *generator.Exported, out, printed string, report bool) error {
	if printed == "json" {
		return a.exportJSON(x, out)
	}
	if x.Problems.HasErrors() {
		printer, err := a.printer("pretty", a.err)
		if err != nil {
			return err
		}
		if err := printer.Print(a.err, x.Problems, x.Files); err != nil {
			return err
		}
		fmt.Fprintln(a.err, "nothing was exported")
		return errContent
	}
	// The account goes beside what is printed, not into it.
	say := a.err
	if out == "" {
		if _, err := a.out.Write(x.Data); err != nil {
			return fmt.Errorf("cannot print the result: %w", err)
		}
	} else {
		if err := x.Write(out); err != nil {
			return asked(err)
		}
		say = a.out
		fmt.Fprintf(say, "wrote %s: %s\n", out, x.Format.Title)
	}
	if report {
		for _, l := range x.Account.Graver() {
			fmt.Fprintln(say, accountLine(l, false))
		}
	}
	fmt.Fprintln(say, x.Account)
	return nil
}

// exportJSON gives account for machines. What was exported is only written to a file.
func (a *app) exportJSON(x *generator.Exported, out string) error {
	if out == "" {
		return usagef("the account as JSON needs --out for the result itself")
	}
	if !x.Problems.HasErrors() {
		if err := x.Write(out); err != nil {
			return asked(err)
		}
	}
	var b bytes.Buffer
	if err := (diag.JSON{}).Print(&b, x.Problems, x.Files); err != nil {
		return err
	}
	enc := json.NewEncoder(a.out)
	enc.SetIndent("", "  ")
	err := enc.Encode(struct {
		Version  int             `json:"version"`
		Format   string          `json:"format"`
		File     string          `json:"file"`
		Account  jsonAccount     `json:"account"`
		Problems json.RawMessage `json:"problems"`
	}{1, x.Format.Name, out, accountJSON(x.Account, nil), b.Bytes()})
	if err != nil {
		return err
	}
	return ended(x.Problems, false)
}
