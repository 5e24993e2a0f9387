package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/talent-passport/passport/generator"
)

func (a *app) pdfCmd() *cobra.Command {
	var o generator.PDFOptions
	const look = "look"
	c := &cobra.Command{
		Use:   "pdf [folder]",
		Short: "Print the résumé as one PDF file",
		Long: `Print the résumé as one PDF file.

It is the file that every build puts beside the pages. passport sets it in Latin, Greek and Cyrillic
letters by itself. For other scripts, have a Chromium, Chrome or Edge on this computer print the
page of the résumé: it has the letters of every script that your system has.`,
		Example: `  passport pdf                            .private/applications/cv.pdf, which is in no website
  passport pdf --browser -o cv.pdf        printed by a browser, in every script
  passport pdf --language pt`,
		GroupID: "use",
		Args:    maxArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			dir, err := a.folder(args, 0)
			if err != nil {
				return err
			}
			b, err := a.options()
			if err != nil {
				return err
			}
			o.Browser = c.Flags().Changed("browser")
			if o.Program == look {
				o.Program = ""
			}
			made, err := generator.NewBuilder(b).PDF(c.Context(), dir, o)
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
			if made.Out == "" {
				return errContent
			}
			fmt.Fprintln(a.out, made.Out)
			return nil
		},
	}
	f := c.Flags()
	f.StringVarP(&o.Out, "out", "o", "", "the file (default: cv.pdf in .private/applications)")
	f.StringVar(&o.Language, "language", "", "one of the passport's languages (default: its first)")
	f.StringVar(&o.Program, "browser", "", "have a Chromium print it; --browser=PATH says which")
	f.Lookup("browser").NoOptDefVal = look
	return c
}
