package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"

	"github.com/spf13/cobra"

	"github.com/talent-passport/passport/generator"
	"github.com/talent-passport/passport/generator/publish"
)

// errUnsound ends an examination that found something wrong with the machine, and has said so.
var errUnsound = &silentError{exitWorld}

func (a *app) doctorCmd() *cobra.Command {
	var live string
	c := &cobra.Command{
		Use:   "doctor [folder]",
		Short: "Find out why something does not work",
		Long: `Find out why something does not work.

Looks at this computer and at the folder, and says one sentence for each thing it
finds, with what to type. It changes nothing.

With --live it fetches a site as readers and machines do, and looks at its pages,
links, data and headers, and whether it is what the folder builds.`,
		Example: `  passport doctor
  passport doctor --live https://ines-duarte.github.io/passport/`,
		GroupID: "know",
		Args:    maxArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			dir, err := a.folder(args, 0)
			if err != nil {
				return err
			}
			ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
			defer stop()
			if c.Flags().Changed("live") {
				return a.doctorLive(ctx, dir, live)
			}
			return a.doctor(ctx, dir)
		},
	}
	c.Flags().StringVar(&live, "live", "", "the address of a site to fetch and look at")
	return c
}

// doctor looks at the machine and the folder.
func (a *app) doctor(ctx context.Context, dir string) error {
	t := a.talk(ctx, false)
	t.head("This computer")
	pin, pinned := publish.Pin(version())
	list := publish.Findings{{Text: "passport " + version()}}
	if !pinned {
		list = publish.Findings{{Grade: publish.Hint, Text: "passport " + version() + ": GitHub cannot fetch this version to make a site itself"}}
	}
	t.findings(list)
	machine := publish.Examine(ctx, dir, pin)
	t.findings(machine)

	t.head("This folder")
	folder, err := a.examineFolder(dir)
	if err != nil {
		return err
	}
	t.findings(folder)
	if machine.Worst() == publish.Wrong {
		return errUnsound
	}
	if folder.Worst() == publish.Wrong {
		return errContent
	}
	t.say("\nNothing stands in the way of passport publish.")
	return nil
}

// examineFolder looks at the passport in a folder.
func (a *app) examineFolder(dir string) (publish.Findings, error) {
	o, err := a.options()
	if err != nil {
		return nil, err
	}
	b := generator.NewBuilder(o)
	h, err := b.Hosting(dir)
	if err != nil {
		return publish.Findings{{Grade: publish.Wrong, Text: err.Error()}}, nil
	}
	checked, err := b.Check(dir)
	if err != nil {
		return nil, err
	}
	var l publish.Findings
	errs, warns := checked.Problems.Counts()
	switch {
	case errs > 0:
		l = append(l, publish.Finding{Grade: publish.Wrong, Text: fmt.Sprintf("the passport has %s, so it cannot be published", plural(errs, "error", "errors")), Do: "passport check"})
	case warns > 0:
		l = append(l, publish.Finding{Grade: publish.Hint, Text: fmt.Sprintf("the passport has %s", plural(warns, "warning", "warnings")), Do: "passport check"})
	default:
		l = append(l, publish.Finding{Text: "the passport has no errors and no warnings"})
	}
	if h.URL == "" {
		l = append(l, publish.Finding{Grade: publish.Hint, Text: "it does not say yet where it will be found", Do: "passport publish works that out"})
	} else {
		l = append(l, publish.Finding{Text: "it says that it is at " + h.URL, Do: "to look at what is served there: passport doctor --live " + h.URL})
	}
	if h.Source == publish.Public && len(h.Hidden)+len(h.Inline) > 0 {
		l = append(l, publish.Finding{Grade: publish.Hint,
			Text: fmt.Sprintf("the files are public, and %s in them that no page shows", plural(len(h.Hidden)+len(h.Inline), "entry is", "entries are")),
			Do:   "passport publish moves them to .private"})
	}
	return l, nil
}

// doctorLive looks at a site as it is served.
func (a *app) doctorLive(ctx context.Context, dir, address string) error {
	if address != "" {
		at, err := publish.SiteAddress(address)
		if err != nil {
			return usagef("%v", err)
		}
		address = at.String()
	}
	t := a.talk(ctx, false)
	var want []publish.Served
	compared := "there is no passport in this folder, so nothing is compared"
	o, err := a.options()
	if err != nil {
		return err
	}
	h, err := generator.NewBuilder(o).Hosting(dir)
	if err == nil {
		if address == "" {
			address = h.URL
		}
		o.BaseURL = address
		site, err := generator.NewBuilder(o).Render(dir)
		if err != nil {
			return err
		}
		want, compared = site.Documents, ""
		if want == nil {
			compared = "this folder has errors, so nothing is compared: passport check shows them"
		}
	}
	t.head("What is served")
	found, err := publish.Live(ctx, address, want)
	if compared != "" {
		found = append(found, publish.Finding{Grade: publish.Hint, Text: compared})
	}
	t.findings(found)
	if err != nil {
		return err
	}
	if found.Worst() == publish.Wrong {
		return errContent
	}
	return nil
}
