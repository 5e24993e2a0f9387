package main

import (
	"github.com/spf13/cobra"

	"github.com/talent-passport/passport/generator"
)

func (a *app) wordsCmd() *cobra.Command {
	var missing bool
	c := &cobra.Command{
		Use:   "words [language] [folder]",
		Short: "Print the words that pages say by themselves, to change some of them",
		Long: `Print the words that pages say by themselves, to change some of them.

Headings, labels, months, plurals: every word that you did not write. A file words.fr.yaml beside
passport.yaml says some of them in your own way; whatever it leaves out stays ours. In a language that
comes without words they are English, until such a file translates them.`,
		Example: `  passport words                              the words of your first language
  passport words fr > words.fr.yaml           all of them; keep the lines that you change
  passport words cy --missing > words.cy.yaml    those that Welsh does not have yet`,
		GroupID: "know",
		Args:    maxArgs(2),
		RunE: func(_ *cobra.Command, args []string) error {
			tag := ""
			if len(args) > 0 {
				tag = args[0]
			}
			dir, err := a.folder(args, 1)
			if err != nil {
				return err
			}
			o, err := a.options()
			if err != nil {
				return err
			}
			text, err := generator.NewBuilder(o).Words(dir, tag, missing)
			if err != nil {
				return asked(err)
			}
			_, err = a.out.Write(text)
			return err
		},
	}
	c.Flags().BoolVar(&missing, "missing", false, "only those that the language has no words for")
	return c
}
