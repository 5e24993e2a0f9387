package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/talent-passport/passport/generator"
)

func (a *app) schemaCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "schema [kind]",
		Short: "Print the published schema of a kind of file",
		Long: `Print the published schema of a kind of file: JSON Schema 2020-12, with a title,
a description and an example for every field. Without a kind, the one of passport.yaml.

Kinds: ` + strings.Join(generator.SchemaNames(), ", "),
		Example: `  passport schema experience
  passport schema public > public.schema.json`,
		GroupID:           "know",
		ValidArgsFunction: oneOf(generator.SchemaNames),
		Args:              maxArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			name := "passport"
			if len(args) > 0 {
				name = args[0]
			}
			text, ok := generator.Schema(name)
			if !ok {
				if near, ok := generator.Nearest(name, generator.SchemaNames()); ok {
					return usagef("there is no schema called %q: did you mean %q?", name, near)
				}
				return usagef("there is no schema called %q: there are %s", name, strings.Join(generator.SchemaNames(), ", "))
			}
			_, err := a.out.Write(text)
			return err
		},
	}
}
