package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/talent-passport/passport/generator"
	"github.com/talent-passport/passport/generator/serve"
)

func (a *app) themeCmd() *cobra.Command {
	c := &cobra.Command{
		Use:   "theme <list|preview|eject>",
		Short: "Choose how the pages look, or change it yourself",
		Long: `Choose how the pages look, or change it yourself.

A theme says how pages look, never what they say. Name the one you like in passport.yaml:

  site:
    theme: folio`,
		Example: `  passport theme list              the themes, and which one this passport has
  passport theme preview folio     this passport in another theme, in your browser
  passport theme eject folio       copy its files into "theme", to change them`,
		GroupID: "use",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return usagef(`say what to do: "passport theme list" shows the themes`)
		},
	}
	c.AddCommand(a.themeListCmd(), a.themePreviewCmd(), a.themeEjectCmd())
	return c
}

func (a *app) themeListCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "list [folder]",
		Short: "Show the themes, and which one this passport has",
		Args:  maxArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			dir, err := a.folder(args, 0)
			if err != nil {
				return err
			}
			o, err := a.options()
			if err != nil {
				return err
			}
			own, err := generator.NewBuilder(o).ThemeOf(dir)
			if err != nil {
				return err
			}
			for i, t := range generator.Themes() {
				if i > 0 {
					fmt.Fprintln(a.out)
				}
				mark := ""
				if t.Name == own {
					mark = "  (this passport's)"
				}
				fmt.Fprintf(a.out, "%s%s\n  %s\n", t.Name, mark, t.Description)
				if len(t.Options) > 0 {
					fmt.Fprintf(a.out, "  theme_options: %s\n", strings.Join(t.Options, ", "))
				}
			}
			return nil
		},
	}
}

func (a *app) themePreviewCmd() *cobra.Command {
	var open bool
	c := &cobra.Command{
		Use:       "preview <theme> [folder]",
		Short:     "Show this passport in another theme, in your browser",
		Example:   "  passport theme preview ledger --open",
		Args:      themeArgs,
		ValidArgs: themeNames(),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := generator.KnownTheme(args[0]); err != nil {
				return asked(err)
			}
			dir, err := a.folder(args, 1)
			if err != nil {
				return err
			}
			o, err := a.options()
			if err != nil {
				return err
			}
			o.Theme = args[0]
			return a.serve(dir, o, serve.Options{}, open)
		},
	}
	c.Flags().BoolVar(&open, "open", false, "open the page in your browser")
	return c
}

func (a *app) themeEjectCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "eject <theme> [folder]",
		Short: `Copy a theme's files into "theme", to change them`,
		Long: `Copy a theme's files into the folder "theme", to change them.

A file there replaces the theme's file of the same name; deleting it brings the theme's
back. Keep only the files that you change: the others go on getting better with passport.`,
		Example:   "  passport theme eject atlas",
		Args:      themeArgs,
		ValidArgs: themeNames(),
		RunE: func(_ *cobra.Command, args []string) error {
			dir, err := a.folder(args, 1)
			if err != nil {
				return err
			}
			wrote, kept, err := generator.Eject(dir, args[0])
			if err != nil {
				return asked(err)
			}
			if len(wrote) > 0 {
				fmt.Fprintf(a.out, "wrote %s to the folder theme\n", plural(len(wrote), "file", "files"))
			}
			switch {
			case len(kept) == 0:
			case len(kept) <= 3:
				fmt.Fprintf(a.out, "kept %s, as you have %s already: delete a file and eject again to get the theme's\n",
					strings.Join(kept, ", "), map[bool]string{true: "it", false: "them"}[len(kept) == 1])
			default:
				fmt.Fprintf(a.out, "kept the %d files that the folder theme has already: delete those you want the theme's of, and eject again\n", len(kept))
			}
			o, err := a.options()
			if err != nil {
				return err
			}
			own, err := generator.NewBuilder(o).ThemeOf(dir)
			if err != nil {
				return err
			}
			if own != args[0] {
				fmt.Fprintf(a.out, "this passport has the theme %s: write \"theme: %s\" under \"site:\" in passport.yaml to use these files\n", own, args[0])
			}
			return nil
		},
	}
}

func themeArgs(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return usagef("say which theme: %s", strings.Join(themeNames(), ", "))
	}
	return maxArgs(2)(c, args)
}

func themeNames() []string {
	var names []string
	for _, t := range generator.Themes() {
		names = append(names, t.Name)
	}
	return names
}
