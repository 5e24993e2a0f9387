package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/talent-passport/passport/generator"
	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/publish"
)

// publishFlags are what the command line says of a publication.
type publishFlags struct {
	to, source, name string
	yes, dry, force  bool
	noOpen           bool
	wait             time.Duration
}

func (a *app) publishCmd() *cobra.Command {
	var f publishFlags
	c := &cobra.Command{
		Use:   "publish [folder]",
		Short: "Put the website up, and see that it is there",
		Long: `Put the website up, and see that it is there.

Without --to it goes to GitHub Pages, which is free. What you need is an account there;
the program gh, if it is installed and signed in, saves you some clicks. Nothing leaves
this computer before you have been asked, and no password is kept.

Your own files stay with you unless you say otherwise: what strangers can read is the
built site and nothing else. Where it went is noted under site.publish in passport.yaml,
so that you are asked only once.`,
		Example: `  passport publish                       ask, send, and look whether it is up
  passport publish --dry-run             only say what would happen
  passport publish --yes                 ask nothing, for scripts
  passport publish --to /srv/www/me      a folder
  passport publish --to git@host.example:me/site.git#pages
                                         a branch of any git repository
  passport publish --to branch:pages     a branch of this repository`,
		GroupID: "use",
		Args:    maxArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			dir, err := a.folder(args, 0)
			if err != nil {
				return err
			}
			switch f.source {
			case "", publish.Local, publish.Private, publish.Public:
			default:
				return usagef("--source is local, private or public, and not %q", f.source)
			}
			if c.Flags().Changed("to") && f.to == "" {
				return usagef("nothing stands behind --to: name a folder, a repository or branch:pages, or leave it out")
			}
			if f.name != "" && !publish.ValidName(f.name) {
				return usagef("--name %q cannot be the name of a repository: use letters, digits, - and _", f.name)
			}
			ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
			defer stop()
			p := &publication{talk: a.talk(ctx, f.yes || f.dry), flags: f, dir: dir}
			return p.end(p.run())
		},
	}
	fl := c.Flags()
	fl.StringVar(&f.to, "to", "", "where the site goes: a folder, a repository (with #branch) or branch:<name>")
	fl.StringVar(&f.source, "source", "", "who may read your own files: local (nobody), private (you, on GitHub), public")
	fl.StringVar(&f.name, "name", "", `the name of the repository on GitHub (default "passport")`)
	fl.BoolVarP(&f.yes, "yes", "y", false, "ask nothing and do it")
	fl.BoolVar(&f.dry, "dry-run", false, "only say what would happen")
	fl.BoolVar(&f.force, "force", false, "replace what others put where the site goes")
	fl.BoolVar(&f.noOpen, "no-open", false, "print the pages to look at, but do not open them")
	fl.DurationVar(&f.wait, "wait", 4*time.Minute, "how long to wait until the page is up")
	_ = c.RegisterFlagCompletionFunc("source", cobra.FixedCompletions([]string{publish.Local, publish.Private, publish.Public}, cobra.ShellCompDirectiveNoFileComp))
	return c
}

// publication is one run of publish.
type publication struct {
	*talk
	flags publishFlags
	dir   string
	// removing: the site comes down, so it does not matter whether the passport is in order.
	removing bool

	git     publish.Git
	hub     publish.Hub
	account publish.Account
	signed  bool // gh is signed in
	// stranger: nobody knows yet who publishes, which a mere plan can do without.
	stranger bool
	folder   *publish.Folder
	hosting  *generator.Hosting
	target   publish.Target
	usual    bool   // target.Branch is the one that the repository shows anyway
	source   string // local, private or public
	address  string // where the site will be; "" when nobody knows
	rewrite  bool   // site.url becomes the address
	pages    publish.Pages
	pagesOn  bool
	cname    string // the host, when the whole of it is the person's own
	site     *generator.Rendered
	moved    []string // files that were moved to .private and not sent without them yet
	steps    []step
	later    func() error // what can only be done once the site is sent
	did      []string     // what has been done outside of this computer
}

// step is one thing that a publication does.
type step struct {
	plan string   // as an order: "send the site to …"
	more []string // what else it does, each a line of the plan
	ask  string   // the question before it; "" when nothing leaves this computer
	do   func() (done string, err error)
}

// end makes an ending of what run returned. Files that were moved for a publication that did not come about
// go back; a no of the person is none of the failures.
func (p *publication) end(err error) error {
	if len(p.moved) > 0 {
		if back := generator.Unhide(p.dir, p.moved); back != nil {
			p.say("\nStill in .private: %s (%v).", strings.Join(p.moved, ", "), back)
		}
	}
	if errors.Is(err, errDeclined) {
		p.say("\nNothing was sent, and nothing in this folder was changed.")
		return nil
	}
	return asked(err)
}

func (p *publication) run() error {
	if err := p.look(); err != nil {
		return err
	}
	if err := p.decide(); err != nil {
		return err
	}
	if err := p.disclose(); err != nil {
		return err
	}
	if err := p.build(); err != nil {
		return err
	}
	if err := p.plan(); err != nil {
		return err
	}
	return p.carryOut(p.finish)
}

// carryOut shows the plan, takes its steps one after the other, and ends with finish. With --dry-run it only shows it.
func (p *publication) carryOut(finish func() error) error {
	p.head("The plan")
	for i, s := range p.steps {
		p.say("  %d  %s", i+1, s.plan)
		for _, m := range s.more {
			p.say("       %s", m)
		}
	}
	if p.flags.dry {
		p.say("\nThis was only the plan; nothing was done. Without --dry-run, it is.")
		return nil
	}
	p.say("")
	for _, s := range p.steps {
		if err := p.take(s); err != nil {
			return p.stopped(err)
		}
	}
	return finish()
}

// take asks for one step and does it.
func (p *publication) take(s step) error {
	if s.ask != "" {
		ok, err := p.agree(s.ask, true)
		if err != nil {
			return err
		}
		if !ok {
			return errDeclined
		}
	}
	done, err := s.do()
	if err != nil {
		return err
	}
	if done != "" {
		p.talk.done(done)
		if s.ask != "" {
			p.did = append(p.did, done)
		}
	}
	return nil
}

// errDeclined is a no of the person in the middle: nothing went wrong.
var errDeclined = errors.New("stopped, as you wished")

// stopped says what has been done so far, before the error says what went wrong.
func (p *publication) stopped(err error) error {
	if len(p.did) == 0 {
		p.say("\nNothing was sent, and nothing in this folder was changed.")
	} else {
		p.say("\nDone so far: %s.", strings.Join(p.did, "; "))
		again := "publish"
		if p.removing {
			again = "unpublish"
		}
		p.say("Nothing is lost: \"passport %s\" goes on from here.", again)
	}
	if errors.Is(err, errDeclined) {
		return nil
	}
	return err
}

// look finds out what there is: the passport, git, GitHub. A passport with errors ends here.
func (p *publication) look() error {
	o, err := p.options()
	if err != nil {
		return err
	}
	b := generator.NewBuilder(o)
	if p.hosting, err = b.Hosting(p.dir); err != nil {
		return err
	}
	checked, err := b.Check(p.dir)
	if err != nil {
		return err
	}
	if checked.Problems.HasErrors() && !p.removing {
		return p.refuse(checked.Problems, checked.Files())
	}
	to := p.flags.to
	if to == "" {
		to = p.hosting.To
	}
	// A folder on this computer needs neither git nor GitHub.
	if p.target, err = publish.ParseTarget(to, nil); err == nil && p.target.Dir != "" {
		p.folder = &publish.Folder{Dir: p.dir}
		return nil
	}
	if p.folder, err = p.git.Inspect(p.ctx, p.dir); err != nil {
		return err
	}
	if p.target, err = publish.ParseTarget(to, p.folder); err != nil {
		if p.flags.to != "" {
			return usageError{err}
		}
		return err
	}
	if p.target.Local(p.folder) {
		return nil
	}
	if p.account, p.signed, err = p.hub.Account(p.ctx); err != nil {
		return err
	}
	p.git = publish.Git{Ask: p.person, Hub: p.signed}
	return nil
}

// refuse prints what is wrong with the passport and ends the command.
func (p *publication) refuse(l diag.List, files diag.Files) error {
	printer, err := p.printer("pretty", p.err)
	if err != nil {
		return err
	}
	serious, _ := split(l)
	if err := printer.Print(p.err, serious, files); err != nil {
		return err
	}
	fmt.Fprintln(p.err, "nothing was sent: mend what is marked as an error, then passport publish again")
	return errContent
}

// disclose says what becomes public, and stops where that was perhaps not meant.
func (p *publication) disclose() error {
	o, err := p.options()
	if err != nil {
		return err
	}
	d, err := generator.NewBuilder(o).Privacy(p.dir, generator.PrivacyOptions{Source: p.source == publish.Public})
	if err != nil {
		return err
	}
	p.head("What becomes public")
	for _, s := range d.Shown {
		p.say("%s", shownLine(s, 100))
	}
	if len(d.Kept) > 0 {
		p.head("What stays with you")
		for _, s := range d.Kept {
			p.say("%s", shownLine(s, 100))
		}
	}
	if len(d.Problems) == 0 {
		return nil
	}
	printer, err := p.printer("pretty", p.err)
	if err != nil {
		return err
	}
	fmt.Fprintln(p.err)
	if err := printer.Print(p.err, d.Problems, d.Files); err != nil {
		return err
	}
	errs, warns := d.Problems.Counts()
	switch {
	case errs > 0:
		fmt.Fprintln(p.err, "nothing was sent: mend this, or allow it on purpose as the hints say")
		return errContent
	case warns == 0 || p.flags.dry:
		return nil
	case p.flags.yes:
		fmt.Fprintln(p.err, "nothing was sent: --yes does not answer this; mend it, or allow it on purpose as the hints say")
		return errContent
	}
	ok, err := p.choose("Publish it all the same?", false)
	if err == nil && !ok {
		p.say("\nNothing was sent.")
		return errContent
	}
	return err
}

// build makes the site for the address that was decided on, in memory.
func (p *publication) build() error {
	o, err := p.options()
	if err != nil {
		return err
	}
	o.BaseURL = p.address
	if p.site, err = generator.NewBuilder(o).Render(p.dir); err != nil {
		return err
	}
	if p.site.Problems.HasErrors() {
		return p.refuse(p.site.Problems, p.site.Files)
	}
	return nil
}

// size says how much a site is.
func (p *publication) size() string {
	return fmt.Sprintf("%s, %s", plural(p.site.Pages, "page", "pages"), bytesOf(p.site.Bytes))
}

func bytesOf(n int) string {
	if n < 1<<20 {
		return fmt.Sprintf("%d KB", (n+1023)/1024)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
}

// files are the site as it is sent, with CNAME where the address is the person's own.
func (p *publication) files() []publish.File {
	var out []publish.File
	for _, d := range p.site.Documents {
		out = append(out, publish.File{Path: d.Path, Data: d.Data})
	}
	if p.cname != "" {
		out = append(out, publish.File{Path: "CNAME", Data: []byte(p.cname + "\n")})
	}
	return out
}

// first is the first page as it will be served.
func (p *publication) first() []byte {
	for _, d := range p.site.Documents {
		if d.Path == "index.html" {
			return d.Data
		}
	}
	return nil
}

// elsewhere is how long a host other than GitHub is waited for: it may put up what a branch holds at once, at
// night, or not at all.
const elsewhere = 15 * time.Second

// finish waits for the page and says what to do with it.
func (p *publication) finish() error {
	switch {
	case p.target.Dir != "":
		p.say("\nThe site is in %s.", filepath.Clean(p.target.Dir))
		return nil
	case p.target.Local(p.folder):
		p.say("\nThe site is on the branch %s. To send it: git push <remote> %s", p.target.Branch, p.target.Branch)
		return nil
	case p.address == "":
		p.say("\nThe site was sent. Once you know its address, write it under site.url in passport.yaml.")
		return nil
	}
	limit := p.flags.wait
	if p.target.Repo == nil {
		limit = min(limit, elsewhere)
	}
	took, err := publish.Await(p.ctx, p.address, p.first(), limit, p.waiting())
	if p.colours {
		fmt.Fprint(p.out, "\r\x1b[K")
	}
	if err != nil && p.target.Repo == nil && p.ctx.Err() == nil {
		p.say("\nEverything was sent. %s does not show it yet; what the host does with the branch, it knows best.\nTo look again: passport doctor --live %s", p.address, p.address)
		return nil
	}
	if err != nil {
		p.say("\nEverything was sent.")
		if p.source == publish.Public && p.target.Repo != nil {
			p.say("GitHub's own account of it: %s/actions", p.target.Repo.Web())
		}
		return err
	}
	p.done(fmt.Sprintf("fetched the page: it is what you built (%s)", since(took)))
	p.celebrate()
	return nil
}

// waiting shows on a terminal that something is still awaited.
func (p *publication) waiting() func(time.Duration) {
	if !p.colours {
		return nil
	}
	return func(d time.Duration) {
		fmt.Fprintf(p.out, "\r\x1b[K  … waiting for the page to appear, %d s", int(d.Seconds()))
	}
}

// celebrate gives the address in the forms in which it is handed on.
func (p *publication) celebrate() {
	h := p.hosting
	p.head("Your passport is live")
	p.say("\n  %s\n", p.paint(bold, p.address))
	if width, ok := terminal(p.out); ok {
		if code, err := drawQR(p.address, p.colours); err == nil && width > strings.Count(strings.SplitN(code, "\n", 2)[0], "")+2 {
			for line := range strings.Lines(code) {
				fmt.Fprint(p.out, "  "+line)
			}
			p.say("")
		}
	}
	signature := h.Name
	if h.Headline != "" {
		signature += " · " + h.Headline
	}
	p.say("  For an e-mail signature\n    %s\n    %s\n", signature, p.address)
	p.say("  For LinkedIn (Contact info → Website)\n    %s\n", p.address)
	p.say("  For LinkedIn (About)\n    My whole record, and what backs it: %s\n", p.address)
	p.say("  After a change\n    passport publish\n")
	p.say("  To look at what is served\n    passport doctor --live %s", p.address)
	if p.source == publish.Public {
		p.say("\n  Or change a file on github.com, in any browser: GitHub then checks and publishes it by itself.")
	}
	if _, err := os.Stat(filepath.Join(p.dir, ".private")); err == nil && p.source == publish.Public {
		p.say("\n  Only this computer has .private; nobody backs it up. Copy it to a stick or another disk now and then:\n    %s", backup(p.dir))
	}
}
