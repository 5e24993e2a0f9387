package main

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/talent-passport/passport/generator"
	"github.com/talent-passport/passport/generator/publish"
)

func (p *publication) about() string { return "The talent passport of " + p.hosting.Name }

// createStep makes a repository, with gh or by hand.
func (p *publication) createStep(r publish.Repo, private bool) step {
	kind := "public"
	if private {
		kind = "private"
	}
	s := step{
		plan: fmt.Sprintf("make the %s repository %s on GitHub", kind, r),
		ask:  fmt.Sprintf("Make the %s repository %s on GitHub?", kind, r),
	}
	s.do = func() (string, error) {
		if p.signed {
			// The README is there so that Pages can be switched on before the site is sent.
			readme := !private && p.source != publish.Public
			return "made " + r.Web(), p.hub.Create(p.ctx, r, private, readme, p.about())
		}
		page := publish.NewPage(r, private, p.about())
		if !p.person {
			return "", &publish.Failure{What: "there is no repository " + r.String() + " on GitHub yet", Do: "make it at " + page + ", then passport publish again"}
		}
		p.visit(page, `Press "Create repository" there, and change nothing else.`)
		for range 5 {
			if err := p.pause("Press Enter when it is made."); err != nil {
				return "", err
			}
			err := p.git.Appears(p.ctx, r.Web()+".git", 10*time.Second)
			if err == nil {
				return r.Web() + " is there", nil
			}
			p.say("  It cannot be seen yet: %v", err)
		}
		return "", &publish.Failure{What: "the repository " + r.String() + " cannot be seen", Do: "see whether the name is right, then passport publish again"}
	}
	return s
}

// visit shows a page in the browser, and says what to do there.
func (p *publication) visit(page, what string) {
	p.say("  %s\n    %s", what, p.paint(bold, page))
	if !p.flags.noOpen {
		_ = publish.Browse(page) // the address stands there, too
	}
}

// switchOnStep switches Pages on for a branch, or for the workflow.
func (p *publication) switchOnStep(branch string) step {
	r := *p.target.Repo
	s := step{plan: "switch on GitHub Pages: " + p.address, ask: "Switch on GitHub Pages, so that everybody can see " + p.address + "?"}
	if !p.signed {
		s.do = func() (string, error) {
			if !p.person {
				return "", nil // whether it is on shows when the page is fetched
			}
			what := `Under "Source" choose "GitHub Actions" there.`
			if branch != "" {
				what = fmt.Sprintf(`Under "Branch" choose "%s" and "/ (root)" there, and press "Save".`, branch)
			}
			p.visit(r.SettingsPage(), what)
			return "", p.pause("Press Enter when it is done.")
		}
		return s
	}
	s.do = func() (string, error) {
		now, on := p.pages, p.pagesOn
		err := p.hub.SwitchOn(p.ctx, r, branch, now, on)
		if err == nil && branch == "" && p.cname != "" && now.CNAME != p.cname {
			// A workflow's site has no file CNAME; a branch's site brings it.
			err = p.hub.SetHost(p.ctx, r, p.cname)
		}
		if errors.Is(err, publish.ErrNoBranch) {
			// An empty repository: once the site is sent the branch is there.
			p.later = func() error {
				if err := p.hub.SwitchOn(p.ctx, r, branch, now, on); err != nil {
					return err
				}
				changed, err := p.learnAddress()
				if err == nil && changed {
					_, err = p.send()
				}
				if err != nil {
					return err
				}
				return p.hub.Rebuild(p.ctx, r)
			}
			return "", nil
		}
		if err != nil {
			return "", err
		}
		if on && now.Source.Branch != branch && branch != "" {
			p.later = func() error { return p.hub.Rebuild(p.ctx, r) }
		}
		_, err = p.learnAddress()
		return "switched on GitHub Pages: " + p.address, err
	}
	return s
}

// learnAddress asks GitHub where it shows the site, once Pages is on. It is not where the rule says when the
// person's own page there has an address of its own. The site is then built anew for it.
func (p *publication) learnAddress() (changed bool, err error) {
	pages, ok, err := p.hub.Pages(p.ctx, *p.target.Repo)
	if err != nil || !ok || pages.URL == "" || p.cname != "" {
		return false, err
	}
	at := strings.TrimSuffix(pages.URL, "/") + "/"
	if at == p.address {
		return false, nil
	}
	if p.address == p.target.Page() && p.hosting.URL != p.address {
		p.rewrite = true
	}
	p.address = at
	return true, p.build()
}

// sendStep sends the built site.
func (p *publication) sendStep() step {
	to := p.target.Remote
	if p.target.Repo != nil {
		to = p.target.Repo.String()
	}
	what := fmt.Sprintf("the site (%s) to %s, branch %s", p.size(), to, p.target.Branch)
	s := step{plan: "send " + what + ". Your own files stay here", ask: "Send " + what + "?"}
	if p.target.Local(p.folder) {
		s = step{plan: fmt.Sprintf("put the site (%s) on the branch %s of this repository", p.size(), p.target.Branch)}
	}
	s.do = func() (string, error) {
		sent, err := p.send()
		if err != nil {
			return "", err
		}
		if p.later != nil {
			if err := p.later(); err != nil {
				return "", err
			}
		}
		if !sent.Changed {
			return "the site was there already, as it is", nil
		}
		return "sent the site", nil
	}
	return s
}

func (p *publication) send() (publish.Sent, error) {
	when, err := p.moment()
	if err != nil {
		return publish.Sent{}, err
	}
	if p.target.Local(p.folder) && p.target.Branch == p.folder.Branch {
		return publish.Sent{}, &publish.Failure{What: "you are on the branch " + p.target.Branch, Do: "choose another one for the site: --to branch:pages"}
	}
	d := p.delivery()
	d.When = when
	return p.git.Send(p.ctx, d)
}

// delivery is the built site on its way, but for when.
func (p *publication) delivery() publish.Delivery {
	return publish.Delivery{Remote: p.target.Remote, Branch: p.target.Branch, Files: p.files(), Force: p.flags.force, First: p.hosting.To == ""}
}

// note is how the target is written down. The branch that a repository shows anyway is not.
func (p *publication) note() string {
	t := p.target
	if p.usual {
		t.Branch = ""
	}
	return t.Note(p.dir, p.folder)
}

// noteStep writes down where the site went, in passport.yaml.
func (p *publication) noteStep() {
	edits, _, err := p.edits(false)
	if err != nil || len(edits) == 0 {
		return // it says so already, or in a way that is not ours to change
	}
	plan := "note where it went in passport.yaml"
	if p.rewrite {
		plan = "note the address in passport.yaml"
	}
	if len(edits) == 1 && edits[publish.WorkflowPath] != nil {
		plan = "renew " + publish.WorkflowPath
	}
	p.steps = append(p.steps, step{plan: plan, do: func() (string, error) {
		edits, notes, err := p.edits(false) // the address may be another one by now
		if err != nil {
			return "", err
		}
		return strings.Join(notes, "; "), generator.WriteFiles(p.dir, edits)
	}})
}

// saveStep sends the person's files, with what is written into them for it, to a repository whose first files join
// them.
func (p *publication) saveStep(remote, name, what string, edits map[string][]byte, joined publish.Saved) step {
	to := remote
	if r, ok := publish.OnGitHub(remote); ok {
		to = r.String()
	}
	s := step{plan: fmt.Sprintf("send %s, to %s", what, to), ask: fmt.Sprintf("Send %s, to %s?", what, to)}
	if n := len(p.folder.Changed); p.folder.Git && n > 0 {
		changed := plural(n, "file that has changed", "files that have changed") + " since the last commit"
		s.plan += " (with " + changed + ")"
		s.ask = fmt.Sprintf("Commit %s, and send %s, to %s?", changed, what, to)
	}
	if len(edits) > 0 {
		s.more = append(s.more, "writes into this folder: "+strings.Join(slices.Sorted(maps.Keys(edits)), ", "))
	}
	if len(joined.Kept) > 0 {
		s.more = append(s.more, "brings into this folder, from there: "+strings.Join(joined.Kept, ", "))
	}
	if n := strings.Join(joined.Covered, ", "); n != "" {
		s.more = append(s.more, "puts your "+n+" over what is there under that name; that stays in the history")
		s.ask = strings.TrimSuffix(s.ask, "?") + ", where your " + n + " covers another one?"
	}
	s.do = func() (string, error) {
		when, err := p.moment()
		if err != nil {
			return "", err
		}
		edits, notes, err := p.edits(true)
		if err != nil {
			return "", err
		}
		saved, err := p.git.Save(p.ctx, publish.Save{
			Folder: p.folder, Remote: remote, Name: name, Branch: p.branch(), Edits: edits,
			Message: "Update the passport", Author: p.author(), When: when,
		})
		if err != nil {
			return "", err
		}
		p.moved = nil
		for _, n := range saved.Kept {
			notes = append(notes, "kept "+n+", which was there, and put it into this folder, too")
		}
		for _, n := range saved.Covered {
			notes = append(notes, fmt.Sprintf(`put your %s over the one that was there, which stays in the history: "git show %.7s:%s" shows it`, n, saved.Before, n))
		}
		for _, n := range notes {
			p.done(n)
		}
		if p.source == publish.Public {
			// The commit gave the files their dates, and so the pages.
			if err := p.build(); err != nil {
				return "", err
			}
		}
		if !saved.Changed {
			return "your files were there already, as they are", nil
		}
		return "sent your files", nil
	}
	return s
}

// author signs the person's commits: as git knows them, and in public with the address that GitHub gives
// for that, so that no mailbox becomes public with the history.
func (p *publication) author() publish.Person {
	who := p.git.Identity(p.ctx, p.dir)
	if who.Name == "" {
		who.Name = p.hosting.Name
	}
	switch {
	case p.signed && (p.source == publish.Public || who.Mailbox == ""):
		who.Mailbox = p.account.Mailbox()
	case who.Mailbox == "" || p.source == publish.Public && p.target.Repo != nil:
		who.Mailbox = p.target.Repo.Owner + "@users.noreply.github.com"
	}
	return who
}

// edits are what a publication changes in the files: the address, and the workflow, which is made where the
// files go to GitHub and renewed everywhere.
func (p *publication) edits(create bool) (files map[string][]byte, notes []string, err error) {
	url := ""
	if p.rewrite {
		url = p.address
	}
	if files, err = generator.NoteHosting(p.dir, url, p.note(), p.source); err != nil {
		return nil, nil, err
	}
	if len(files) > 0 {
		what := "where it went"
		if url != "" {
			what = "the address"
		}
		notes = append(notes, "noted "+what+" in passport.yaml")
	}
	pin, ok := publish.Pin(version())
	old, err := os.ReadFile(filepath.Join(p.dir, filepath.FromSlash(publish.WorkflowPath)))
	switch {
	case errors.Is(err, os.ErrNotExist) && !create:
	case errors.Is(err, os.ErrNotExist) && !ok && p.source == publish.Public:
		return nil, nil, &publish.Failure{What: "this passport was built from files that are nowhere published, so GitHub could not fetch it to make your site",
			Do: "use a released version, or publish with --source local"}
	case errors.Is(err, os.ErrNotExist) && ok:
		files[publish.WorkflowPath] = publish.Workflow(pin)
		notes = append(notes, "wrote "+publish.WorkflowPath+", which checks every change on GitHub")
	case err == nil && ok:
		if r, by := publish.WorkflowRenewal(old, pin); r == publish.Renew {
			files[publish.WorkflowPath] = publish.Workflow(pin)
			notes = append(notes, fmt.Sprintf("renewed %s, which passport %s wrote", publish.WorkflowPath, by))
		}
	case err != nil && !errors.Is(err, os.ErrNotExist):
		return nil, nil, fmt.Errorf("cannot read %s: %w", publish.WorkflowPath, err)
	}
	if create && p.source == publish.Public {
		text, err := os.ReadFile(filepath.Join(p.dir, ".gitignore"))
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return nil, nil, fmt.Errorf("cannot read .gitignore: %w", err)
		}
		if !bytes.Contains(text, []byte(".private")) {
			// Our own commit leaves it out; the person's next one would not.
			if len(text) > 0 && !bytes.HasSuffix(text, []byte("\n")) {
				text = append(text, '\n')
			}
			files[".gitignore"] = append(text, "/.private/\n"...)
			notes = append(notes, "wrote /.private/ into .gitignore, so that git never takes it")
		}
	}
	return files, notes, nil
}

// writeFolder builds the site into a folder.
func (p *publication) writeFolder() (string, error) {
	o, err := p.options()
	if err != nil {
		return "", err
	}
	built, err := generator.NewBuilder(o).Build(p.dir, p.into())
	if err != nil {
		return "", err
	}
	if !built.Written {
		return "", p.refuse(built.Problems, built.Files)
	}
	return fmt.Sprintf("wrote %s", plural(built.Pages, "page", "pages")), nil
}

// into is how the site is built into the folder that it goes to.
func (p *publication) into() generator.BuildOptions {
	return generator.BuildOptions{Out: p.target.Dir, Force: p.flags.force}
}

// backup is the line that copies .private somewhere else.
func backup(dir string) string {
	from := filepath.Join(dir, ".private")
	if runtime.GOOS == "windows" {
		return fmt.Sprintf(`xcopy /e /i "%s" "E:\passport-private"`, from)
	}
	return fmt.Sprintf(`cp -r "%s" /path/to/the/stick/passport-private`, from)
}
