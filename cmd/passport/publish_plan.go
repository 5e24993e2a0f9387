package main

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/talent-passport/passport/generator"
	"github.com/talent-passport/passport/generator/publish"
)

// plan lists the steps.
func (p *publication) plan() error {
	switch {
	case p.target.Dir != "":
		err := generator.MayBuild(p.dir, p.into())
		if no := (*generator.AskedError)(nil); errors.As(err, &no) {
			return usagef("%s", strings.ReplaceAll(no.Error(), "--out", "--to")) // as the folder is named here
		} else if err != nil {
			return err
		}
		p.steps = append(p.steps, step{
			plan: fmt.Sprintf("write the site (%s) to %s", p.size(), filepath.Clean(p.target.Dir)),
			do:   p.writeFolder,
		})
	case p.target.Repo == nil:
		p.steps = append(p.steps, p.sendStep())
	case p.source == publish.Public:
		if err := p.planOpen(); err != nil {
			return err
		}
	default:
		if err := p.planClosed(); err != nil {
			return err
		}
	}
	if p.source != publish.Public {
		p.noteStep()
	}
	if p.address != "" && p.target.Dir == "" && !p.target.Local(p.folder) {
		p.steps = append(p.steps, step{plan: "fetch " + p.address + " and see that it is what you built", do: func() (string, error) { return "", nil }})
	}
	return nil
}

// planClosed sends the site alone to a public repository, and the files to a private one if wished.
func (p *publication) planClosed() error {
	exists, err := p.repository(*p.target.Repo)
	if err != nil {
		return err
	}
	if p.target.Branch == "" {
		p.usual = true
		p.target.Branch = "main"
		if exists.def != "" {
			p.target.Branch = exists.def
		}
	}
	if exists.private {
		return &publish.Failure{What: p.target.Repo.String() + " is a private repository, and the page would not be seen", Do: "take another name with --name, or make it public in its settings on GitHub"}
	}
	if !exists.is {
		p.steps = append(p.steps, p.createStep(*p.target.Repo, false))
	}
	if exists.is && (!p.isOn(p.target.Branch) || p.hosting.To == "") {
		// Better now than after Pages shows the branch.
		if err := p.git.Vacant(p.ctx, p.delivery()); err != nil {
			return err
		}
	}
	switch on := p.switchOnStep(p.target.Branch); {
	case p.isOn(p.target.Branch):
		p.steps = append(p.steps, p.sendStep())
	case p.signed:
		p.steps = append(p.steps, on, p.sendStep())
	default:
		// By hand, a branch can only be chosen once it is there.
		p.steps = append(p.steps, p.sendStep(), on)
	}
	if p.source == publish.Private {
		return p.planBackup()
	}
	return nil
}

// planBackup keeps the files in a private repository.
func (p *publication) planBackup() error {
	name, remote := p.folder.Origin()
	edits, _, err := p.edits(true)
	if err != nil {
		return err
	}
	var joined publish.Saved
	if remote == "" {
		r := publish.Repo{Owner: p.target.Repo.Owner, Name: p.target.Repo.Name + "-files"}
		remote, name = r.Web()+".git", "origin"
		exists, err := p.repository(r)
		if err != nil {
			return err
		}
		if exists.is && !exists.private && p.signed {
			return &publish.Failure{What: r.String() + " is a public repository, and your files would be seen there", Do: "make it private in its settings on GitHub, then passport publish again"}
		}
		if exists.is {
			if joined, err = p.follows(remote, edits); err != nil {
				return err
			}
		} else {
			p.steps = append(p.steps, p.createStep(r, true))
		}
	} else {
		if r, ok := publish.OnGitHub(remote); ok && p.signed {
			found, ok, err := p.hub.Repository(p.ctx, r)
			if err != nil {
				return err
			}
			if ok && !found.Private {
				return &publish.Failure{What: r.String() + ", where your files go, is public", Do: "make it private in its settings on GitHub, or publish with --source public"}
			}
		}
		if joined, err = p.follows(remote, edits); err != nil {
			return err // better now than after the site is sent
		}
	}
	p.steps = append(p.steps, p.saveStep(remote, name, "a private copy of your files", edits, joined))
	return nil
}

// follows sees that the files can go to a repository that is there, and what becomes of those that it has.
func (p *publication) follows(remote string, edits map[string][]byte) (publish.Saved, error) {
	return p.git.Follows(p.ctx, publish.Save{Folder: p.folder, Remote: remote, Branch: p.branch(), Edits: edits})
}

// planOpen sends the files to a public repository, where a workflow makes the site.
func (p *publication) planOpen() error {
	edits, _, err := p.edits(true)
	if err != nil {
		return err // better now than after the first step
	}
	var joined publish.Saved
	exists, err := p.repository(*p.target.Repo)
	if err != nil {
		return err
	}
	if exists.is && exists.private && p.signed {
		return &publish.Failure{What: p.target.Repo.String() + " is a private repository", Do: "make it public in its settings on GitHub, or publish with --source private"}
	}
	if exists.is {
		tips, err := p.git.Look(p.ctx, p.target.Remote)
		if err != nil {
			return err
		}
		if tips.Branches[tips.Default] != "" && tips.Default != p.branch() {
			return &publish.Failure{What: fmt.Sprintf("you are on the branch %s, and GitHub makes the site from %s", p.branch(), tips.Default),
				Do: fmt.Sprintf(`type "git switch %s", and there "git merge %s" to take along what you did, then "passport publish" again`, tips.Default, p.branch())}
		}
		if joined, err = p.follows(p.target.Remote, edits); err != nil {
			return err
		}
	} else {
		p.steps = append(p.steps, p.createStep(*p.target.Repo, false))
	}
	// Switched on before the first push: the workflow looks whether it is.
	if !p.isOn("") {
		p.steps = append(p.steps, p.switchOnStep(""))
	}
	name, remote := p.folder.Origin()
	if r, ok := publish.OnGitHub(remote); remote != "" && (!ok || r != *p.target.Repo) {
		name = "github"
	}
	p.steps = append(p.steps, p.saveStep(p.target.Remote, name, "your files, for everybody to read", edits, joined))
	return nil
}

// branch is the one that the files are on.
func (p *publication) branch() string {
	return cmp.Or(p.folder.Branch, "main")
}

// state is what is known of a repository.
type state struct {
	is, private bool
	def         string // the branch that it shows
}

// repository asks whether a repository is there. Without gh, one that cannot be seen is taken for one that
// is not there yet.
func (p *publication) repository(r publish.Repo) (state, error) {
	if p.stranger {
		return state{}, nil
	}
	if p.signed {
		found, ok, err := p.hub.Repository(p.ctx, r)
		return state{ok, found.Private, found.Default}, err
	}
	tips, err := publish.Git{}.Look(p.ctx, r.Web()+".git")
	var f *publish.Failure
	if errors.As(err, &f) && !f.Offline {
		return state{}, nil
	}
	return state{is: err == nil, def: tips.Default}, err
}

// isOn tells whether Pages shows a branch, or what the workflow makes, already. Without gh nobody knows
// before the page is fetched; that a site was published there before is the best sign.
func (p *publication) isOn(branch string) bool {
	if !p.signed {
		return p.hosting.To != "" && p.hosting.URL == p.address
	}
	return p.pagesOn && p.pages.Shows(branch) && (branch != "" || p.cname == p.pages.CNAME)
}
