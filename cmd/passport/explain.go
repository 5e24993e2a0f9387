package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/talent-passport/passport/generator"
	"github.com/talent-passport/passport/generator/diag"
)

func (a *app) explainCmd() *cobra.Command {
	c := &cobra.Command{
		Use:   "explain [code]",
		Short: "Say more about a problem",
		Long: `Say more about a problem.

Each problem has a code, the word in brackets: error[unknown-skill]. Without a code,
all of them are listed.`,
		Example: `  passport explain unknown-skill`,
		GroupID: "know",
		Args:    maxArgs(1),
		ValidArgsFunction: oneOf(func() []string {
			var codes []string
			for _, d := range generator.Codes() {
				codes = append(codes, d.Code+"\t"+d.Title)
			}
			return codes
		}),
		RunE: func(_ *cobra.Command, args []string) error {
			docs := generator.Codes()
			if len(args) == 0 {
				width := 0
				for _, d := range docs {
					width = max(width, len(d.Code))
				}
				for _, d := range docs {
					fmt.Fprintf(a.out, "%-*s  %s\n", width, d.Code, d.Title)
				}
				return nil
			}
			doc, near, ok := diag.Explain(docs, args[0])
			switch {
			case ok:
				fmt.Fprintf(a.out, "%s[%s]: %s\n\n%s\n", doc.Severity, doc.Code, doc.Title, strings.TrimSpace(doc.Text))
				return nil
			case near != "":
				return usagef("there is no problem called %q: did you mean %q?", args[0], near)
			}
			return usagef(`there is no problem called %q: "passport explain" lists them all`, args[0])
		},
	}
	return c
}
