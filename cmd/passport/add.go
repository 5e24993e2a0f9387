package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/talent-passport/passport/generator"
)

// mostAdded is the size of a file that may be added: more than any picture, less than a film.
const mostAdded = 100 << 20

func (a *app) addCmd() *cobra.Command {
	var to string
	c := &cobra.Command{
		Use:   `add <file> "what it shows"`,
		Short: "File a picture, or another file that shows your work",
		Long: `File a picture, or another file that shows your work.

A copy is put into the folder "media", under a name made of your words. With --to, the entry gets it:
as its picture where it has none yet, else as evidence. What a picture tells besides what it shows,
such as where it was taken, is left out of the copy; your own file stays as it is.

The words are for people who cannot see the picture. Say what there is to see.`,
		Example: `  passport add photo.jpg "TIG root pass, 6 mm" --to projects/boiler
  passport add scan.pdf "Course sheet, signed" --to experience/harbour-clinic#trained`,
		GroupID: "start",
		Args: func(_ *cobra.Command, args []string) error {
			switch len(args) {
			case 2:
				return nil
			case 0:
				return usagef(`say which file, and what it shows: passport add photo.jpg "TIG root pass, 6 mm"`)
			case 1:
				return usagef(`say in a few words what %s shows: passport add %s "…"`, filepath.Base(args[0]), args[0])
			}
			return usagef("put what the file shows between quotation marks, so that it is one thing")
		},
		RunE: func(_ *cobra.Command, args []string) error {
			dir, err := a.folder(nil, 0)
			if err != nil {
				return err
			}
			b, _, err := a.today()
			if err != nil {
				return err
			}
			data, err := readGiven(args[0])
			if err != nil {
				return err
			}
			done, err := b.Add(dir, generator.Addition{Name: filepath.Base(args[0]), Data: data, Words: args[1], To: to})
			if err != nil {
				return asked(err)
			}
			a.added(done)
			return nil
		},
	}
	c.Flags().StringVar(&to, "to", "", "the entry that it belongs to, such as projects/boiler, or a highlight of it: projects/boiler#tested")
	_ = c.RegisterFlagCompletionFunc("to", a.completeRefs)
	return c
}

func (a *app) added(done *generator.Added) {
	fmt.Fprintf(a.out, "filed as %s\n", done.File)
	switch done.As {
	case "":
		fmt.Fprintf(a.out, "to use it, write into an entry:  %s\n", done.Use)
	case "image":
		fmt.Fprintf(a.out, "it is the picture of %s now\n", done.Ref)
	default:
		fmt.Fprintf(a.out, "it is evidence of %s now\n", done.Ref)
	}
	if len(done.Told) > 0 {
		fmt.Fprintf(a.out, "left out of the copy, because a picture tells more than it shows: %s\n", strings.Join(done.Told, ", "))
	}
}

// readGiven reads a file that the command line names.
func readGiven(name string) ([]byte, error) {
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, usagef("there is no file %s", name)
	}
	if err != nil {
		return nil, fmt.Errorf("cannot open %s: %w", name, err)
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, fmt.Errorf("cannot read %s: %w", name, err)
	case !info.Mode().IsRegular():
		return nil, usagef("%s is no file", name)
	case info.Size() > mostAdded:
		return nil, usagef("%s has %d MB; a passport keeps files of up to %d MB, because every visitor would load it", name, info.Size()>>20, mostAdded>>20)
	}
	data, err := io.ReadAll(io.LimitReader(f, mostAdded))
	if err != nil {
		return nil, fmt.Errorf("cannot read %s: %w", name, err)
	}
	return data, nil
}
