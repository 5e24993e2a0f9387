package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/talent-passport/passport/generator"
)

func (a *app) newCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "new <kind> <title>",
		Short: "Add an entry, with notes on what to write",
		Long: `Add an entry, with notes on what to write.

It gets a file of its own in the folder of its kind, or a place at the end of a list file
such as skills.yaml where you keep one. Nothing is overwritten.

Kinds: ` + strings.Join(generator.KindNames(), ", ") + `.
Another word for one will do, such as job, internship, course or certificate.`,
		Example: `  passport new experience "Night nurse"
  passport new skill "Wound care"`,
		GroupID:           "start",
		Args:              exactArgs("kind", "title"),
		ValidArgsFunction: oneOf(generator.KindNames),
		RunE: func(_ *cobra.Command, args []string) error {
			dir, err := a.folder(nil, 0)
			if err != nil {
				return err
			}
			o, err := a.options()
			if err != nil {
				return err
			}
			name, err := generator.NewBuilder(o).New(dir, args[0], args[1])
			if err != nil {
				return asked(err)
			}
			fmt.Fprintf(a.out, "wrote %s\n", filepath.Join(dir, filepath.FromSlash(name)))
			return nil
		},
	}
}

// asked makes a usage error of what the person asked for and cannot have.
func asked(err error) error {
	if no := (*generator.AskedError)(nil); errors.As(err, &no) {
		return usageError{err}
	}
	return err
}
