package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"github.com/talent-passport/passport/generator"
	"github.com/talent-passport/passport/generator/publish"
)

func (a *app) unpublishCmd() *cobra.Command {
	var f publishFlags
	c := &cobra.Command{
		Use:   "unpublish [folder]",
		Short: "Take the website down",
		Long: `Take the website down.

Your own files stay as they are. What others have copied cannot be called back; the
command says where copies may remain and what you can do about them.`,
		Example: `  passport unpublish
  passport unpublish --dry-run`,
		GroupID: "use",
		Args:    maxArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			dir, err := a.folder(args, 0)
			if err != nil {
				return err
			}
			if c.Flags().Changed("to") && f.to == "" {
				return usagef("nothing stands behind --to: say where the site is, or leave it out")
			}
			ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
			defer stop()
			p := &publication{talk: a.talk(ctx, f.yes || f.dry), flags: f, dir: dir, removing: true}
			return p.end(p.takeDown())
		},
	}
	fl := c.Flags()
	fl.StringVar(&f.to, "to", "", "where the site is, if passport.yaml does not say so")
	fl.BoolVarP(&f.yes, "yes", "y", false, "ask nothing and do it")
	fl.BoolVar(&f.dry, "dry-run", false, "only say what would happen")
	fl.BoolVar(&f.noOpen, "no-open", false, "print the pages to look at, but do not open them")
	fl.DurationVar(&f.wait, "wait", time.Minute, "how long to wait until the page is gone")
	return c
}

// takeDown takes the site down, wherever it is.
func (p *publication) takeDown() error {
	if err := p.look(); err != nil {
		return err
	}
	p.source = p.hosting.Source
	_, origin := p.folder.Origin()
	if r, ok := publish.OnGitHub(origin); ok && p.target.Remote == "" && p.target.Dir == "" && p.source == publish.Public {
		p.setRepo(r, origin)
	}
	if p.target.Dir == "" && p.target.Remote == "" {
		return usagef("passport.yaml does not say where the site was published: passport unpublish --to <where>")
	}
	base := "."
	if p.flags.to == "" {
		base = p.dir
	}
	var err error
	if p.target, err = p.target.In(base); err != nil {
		return err
	}
	p.address = p.hosting.URL
	if err := p.planDown(); err != nil {
		return err
	}
	return p.carryOut(p.gone)
}

func (p *publication) planDown() error {
	if p.target.Dir != "" {
		dir := filepath.Clean(p.target.Dir)
		if _, err := os.Stat(filepath.Join(dir, "index.html")); errors.Is(err, os.ErrNotExist) {
			return usagef("there is no site in %s: name the folder where it is with --to", dir)
		}
		p.steps = append(p.steps, step{
			plan: "delete the site in " + dir, ask: "Delete the site in " + dir + "?",
			do: func() (string, error) { return "deleted the site in " + dir, generator.Clear(dir) },
		})
		return nil
	}
	to := p.target.Remote
	if p.target.Repo != nil {
		to = p.target.Repo.String()
	}
	if p.source != publish.Public || p.target.Repo == nil {
		tips, err := p.git.Look(p.ctx, p.target.Remote)
		if err != nil {
			return err
		}
		branch := p.target.Branch
		if branch == "" && p.target.Repo == nil {
			branch = "pages"
		} else if branch == "" {
			branch = tips.Default
		}
		if tips.Branches[branch] != "" {
			p.steps = append(p.steps, step{
				plan: fmt.Sprintf("empty the branch %s of %s", branch, to), ask: fmt.Sprintf("Empty the branch %s of %s?", branch, to),
				do: func() (string, error) { return "emptied the branch " + branch, p.empty(branch) },
			})
		}
	}
	if p.target.Repo != nil {
		p.steps = append(p.steps, p.switchOffStep())
	}
	return nil
}

// empty replaces the site by a file that says that there is none.
func (p *publication) empty(branch string) error {
	when, err := p.moment()
	if err != nil {
		return err
	}
	_, err = p.git.Send(p.ctx, publish.Delivery{
		Remote: p.target.Remote, Branch: branch, When: when,
		Files: []publish.File{{Path: ".nojekyll"}, {Path: "README.md", Data: []byte(publish.TakenDown)}},
	})
	return err
}

func (p *publication) switchOffStep() step {
	r := *p.target.Repo
	s := step{plan: "switch off GitHub Pages for " + r.String(), ask: "Switch off GitHub Pages for " + r.String() + "?"}
	s.do = func() (string, error) {
		if p.signed {
			return "switched off GitHub Pages", p.hub.SwitchOff(p.ctx, r)
		}
		if !p.person {
			p.say("  To switch GitHub Pages off: %s", r.SettingsPage())
			return "", nil
		}
		p.visit(r.SettingsPage(), `Press the three dots beside "Your site is live" there, then "Unpublish site".`)
		return "", p.pause("Press Enter when it is done.")
	}
	return s
}

// gone sees that the site is down, and says what may remain.
func (p *publication) gone() error {
	if p.target.Dir == "" && p.address != "" && !p.target.Local(p.folder) {
		if publish.AwaitGone(p.ctx, p.address, p.flags.wait) {
			p.done(p.address + " shows nothing any more")
		} else {
			p.say("  · %s still answers; hosts keep pages for some minutes. Look again later.", p.address)
		}
	}
	p.head("What may remain")
	remains := func(what, where string) {
		p.say("  · %s", what)
		if where != "" {
			p.say("    %s", p.paint(dim, "→ "+where))
		}
	}
	remains("Search engines show a page for some days after it is gone", "sooner out: https://search.google.com/search-console/remove-outdated-content")
	kept := "The Internet Archive may have kept it: https://web.archive.org/"
	if p.address != "" {
		kept += "web/*/" + p.address
	}
	remains(kept, "they take it out when you write to info@archive.org")
	remains("Whoever read it may have saved it, and programs that collect pages may have learned from it", "")
	if r := p.target.Repo; r != nil {
		if p.source == publish.Public {
			remains("Your files are still public on GitHub, with their history", `hide or delete them at the bottom of `+r.Web()+"/settings")
		} else {
			remains("GitHub keeps what a branch held for some weeks, for who knows its number", "delete the repository at the bottom of "+r.Web()+"/settings")
		}
	}
	p.say("\nYour own files are as they were. passport publish puts the site up again.")
	return nil
}
