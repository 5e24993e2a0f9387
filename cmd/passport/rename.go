package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/talent-passport/passport/generator"
)

func (a *app) renameCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "rename <entry> <new-id>",
		Short: "Give an entry another id, and mend what points at it",
		Long: `Give an entry another id, and mend what points at it.

The id is the name of an entry's file and part of its address. References and links in your
other files are changed with it, and the old address keeps working: it is noted under "formerly".`,
		Example: `  passport rename projects/river-app river-watch`,
		GroupID: "start",
		Args:    exactArgs("entry", "new-id"),

		ValidArgsFunction: oneOf(a.entries),
		RunE: func(_ *cobra.Command, args []string) error {
			dir, err := a.folder(nil, 0)
			if err != nil {
				return err
			}
			o, err := a.options()
			if err != nil {
				return err
			}
			changed, err := generator.NewBuilder(o).Rename(dir, args[0], args[1])
			if err != nil {
				return asked(err)
			}
			for _, name := range changed {
				fmt.Fprintf(a.out, "changed %s\n", name)
			}
			return nil
		},
	}
}
