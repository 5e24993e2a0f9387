package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/talent-passport/passport/generator"
)

func (a *app) splitCmd() *cobra.Command {
	var to string
	c := &cobra.Command{
		Use:   "split <section> [folder]",
		Short: "Move a list out of passport.yaml, or give its entries files of their own",
		Long: `Move a list out of passport.yaml, or give its entries files of their own.

A list inside passport.yaml becomes a list file, such as skills.yaml. A list file becomes a
folder with one Markdown file for each entry. Comments stay with the entry they belong to, and
the pages stay the same.`,
		Example: `  passport split skills                    passport.yaml → skills.yaml
  passport split experience --to folder    one file for each entry`,
		GroupID: "start",
		Args: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usagef("say which section to split, such as skills")
			}
			return maxArgs(2)(c, args)
		},
		ValidArgs: generator.Sections(),
		RunE: func(_ *cobra.Command, args []string) error {
			dir, err := a.folder(args, 1)
			if err != nil {
				return err
			}
			o, err := a.options()
			if err != nil {
				return err
			}
			changed, err := generator.NewBuilder(o).Split(dir, args[0], to)
			if err != nil {
				return asked(err)
			}
			for _, name := range changed {
				fmt.Fprintf(a.out, "changed %s\n", name)
			}
			return nil
		},
	}
	c.Flags().StringVar(&to, "to", "", `"list" or "folder" (default: the next step from where the entries are)`)
	_ = c.RegisterFlagCompletionFunc("to", cobra.FixedCompletions([]string{"list", "folder"}, cobra.ShellCompDirectiveNoFileComp))
	return c
}
