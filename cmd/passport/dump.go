package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/talent-passport/passport/generator"
)

func (a *app) dumpCmd() *cobra.Command {
	var drafts bool
	c := &cobra.Command{
		Use:   "dump tree|passport|site [folder]",
		Short: "Print what passport understood, as JSON",
		Long: `Print what passport understood, as JSON, at one of the three arrows of a build:

  tree      the files as they were read, with the place of every value
  passport  the entries they mean, hidden ones too
  site      the pages that a build would write, and what they show`,
		Example:   `  passport dump passport > what-it-read.json`,
		GroupID:   "know",
		ValidArgs: generator.Stages(),
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef("say what to print: %s", strings.Join(generator.Stages(), ", "))
			}
			return maxArgs(2)(c, args)
		},
		RunE: func(_ *cobra.Command, args []string) error {
			dir, err := a.folder(args, 1)
			if err != nil {
				return err
			}
			o, err := a.options()
			if err != nil {
				return err
			}
			o.Drafts = drafts
			text, ok, err := generator.NewBuilder(o).Dump(dir, args[0])
			if err != nil {
				return err
			}
			if !ok {
				if near, ok := generator.Nearest(args[0], generator.Stages()); ok {
					return usagef("there is no %q to print: did you mean %q?", args[0], near)
				}
				return usagef("there is no %q to print: use one of %s", args[0], strings.Join(generator.Stages(), ", "))
			}
			_, err = a.out.Write(text)
			return err
		},
	}
	c.Flags().BoolVar(&drafts, "drafts", false, "with drafts (site)")
	return c
}
