package main

import (
	"fmt"
	"strings"

	"github.com/talent-passport/passport/generator"
	"github.com/talent-passport/passport/generator/publish"
)

// decide finds out where the site goes, who may read the files, and the address, and asks what it cannot
// know.
func (p *publication) decide() (err error) {
	base := "."
	if p.flags.to == "" {
		base = p.dir // what is noted in passport.yaml is meant from there
	}
	if p.target, err = p.target.In(base); err != nil {
		return err
	}
	p.source = p.flags.source
	if p.source == "" {
		p.source = p.hosting.Source
	}
	switch {
	case p.target.Dir != "" || p.target.Remote != "" && p.target.Repo == nil:
		// Only the built site goes there; what becomes of the files is not this command's business.
		p.source = publish.Local
		p.address = p.hosting.URL
		if p.target.Remote != "" && p.target.Branch == "" {
			p.target.Branch = "pages"
		}
		return nil
	}
	if err := p.decideSource(); err != nil {
		return err
	}
	if err := p.decideRepository(); err != nil {
		return err
	}
	return p.decideAddress()
}

// decideSource asks the one question about the person's own files.
func (p *publication) decideSource() (err error) {
	if p.source != "" {
		return p.readable()
	}
	if !p.yes {
		p.head("Before anything is sent")
		p.say("  Your page is public. Your files need not be: they hold your drafts and notes, too.")
	}
	strangers, err := p.choose("May strangers read your drafts, notes and history?", false)
	if err != nil {
		return err
	}
	p.source = publish.Local
	if strangers {
		p.source = publish.Public
		return p.readable()
	}
	private, err := p.choose("Shall a private copy of your files be kept on GitHub, as a backup?", false)
	if err == nil && private {
		p.source = publish.Private
		return p.readable()
	}
	return err
}

// readable sees that the files can be sent as they are, and that nothing lies open that should not.
func (p *publication) readable() error {
	if p.source == publish.Local {
		return nil
	}
	if err := p.folder.Ready(); err != nil {
		return err
	}
	if p.source != publish.Public {
		return nil
	}
	if len(p.folder.Private) > 0 {
		return &publish.Failure{What: ".private is kept in git, so strangers could read it there", Do: `type "git rm -r --cached .private" and "git commit", and know that the history still has it; or publish with --source local`}
	}
	h := p.hosting
	if len(h.Inline) > 0 {
		p.say("\n  These are not shown, but strangers could read them in the file that they share with others:")
		p.say("    %s", strings.Join(h.Inline, "\n    "))
		p.say("  %s gives entries files of their own, which can then be kept back.", p.paint(bold, "passport split <section>"))
		switch {
		case p.flags.dry:
		case p.flags.yes:
			fmt.Fprintln(p.err, "nothing was sent: --yes does not answer whether strangers may read them")
			return errContent
		default:
			if ok, err := p.choose("Let strangers read them?", false); err != nil || !ok {
				if err == nil {
					err = errDeclined
				}
				return err
			}
		}
	}
	if len(h.Hidden) > 0 {
		p.say("\n  No page shows these, but strangers could read them on GitHub:")
		p.say("    %s", strings.Join(h.Hidden, "\n    "))
		p.say("  In the folder .private they work as before, and never leave this computer.")
		if p.flags.dry {
			return nil
		}
		ok, err := p.choose("Move them to .private?", true)
		if err != nil {
			return err
		}
		if ok {
			if err := generator.Hide(p.dir, h.Hidden); err != nil {
				return err
			}
			p.moved = h.Hidden
		}
	}
	return nil
}

// decideRepository finds the repository on GitHub that the site is seen through.
func (p *publication) decideRepository() error {
	_, origin := p.folder.Origin()
	from, has := publish.OnGitHub(origin)
	if p.target.Repo == nil && has && p.source == publish.Public {
		p.setRepo(from, origin)
		return nil
	}
	if p.target.Repo != nil {
		if has && *p.target.Repo == from && p.source != publish.Public {
			// The files are kept there; the site must not replace them.
			if p.target.Branch == "" || p.target.Branch == p.folder.Branch {
				p.target.Branch = "gh-pages"
			}
		}
		return nil
	}
	owner := p.account.Login
	if owner == "" && has {
		owner = from.Owner
	}
	if owner == "" && p.flags.dry {
		owner, p.stranger = "your-name", true
	}
	if owner == "" {
		if !p.person {
			return &publish.Failure{What: "nobody is signed in at GitHub, so passport does not know where to publish",
				Do: `type "gh auth login", or name the repository: passport publish --to https://github.com/<your-name>/passport`}
		}
		p.say("  An account on GitHub is free: https://github.com/signup")
		for !publish.ValidName(owner) {
			var err error
			if owner, err = p.ask("Your name on GitHub?", ""); err != nil {
				return err
			}
		}
	}
	name := p.flags.name
	if name == "" {
		name = "passport"
		if has && from.Owner == owner && from.Name == name {
			name = "passport-site"
		}
	}
	r := publish.Repo{Owner: owner, Name: name}
	p.setRepo(r, r.Web()+".git")
	return nil
}

func (p *publication) setRepo(r publish.Repo, remote string) {
	p.target.Repo, p.target.Remote = &r, remote
}

// decideAddress works out where GitHub shows the site: what it says itself, else an address of the person's
// own, else the rule.
func (p *publication) decideAddress() error {
	p.address = p.target.Page()
	if p.signed {
		pages, ok, err := p.hub.Pages(p.ctx, *p.target.Repo)
		if err != nil {
			return err
		}
		p.pages, p.pagesOn = pages, ok
		if ok && pages.URL != "" {
			p.address, p.cname = strings.TrimSuffix(pages.URL, "/")+"/", pages.CNAME
		}
	}
	has := p.hosting.URL
	switch host, own := publish.Custom(has); {
	case has == "" || has == p.address || has+"/" == p.address:
		p.rewrite = has == ""
	case own && p.address == p.target.Page():
		p.address = strings.TrimSuffix(has, "/") + "/"
		if p.address == "https://"+host+"/" {
			p.cname = host
			p.say("\n  %s must lead to GitHub; your provider of the name sets that:\n  https://docs.github.com/pages/configuring-a-custom-domain-for-your-github-pages-site", host)
		}
	default:
		p.say("\n  passport.yaml says that the site is at %s,\n  but GitHub will show it at %s.", has, p.address)
		ok, err := p.agree("Change site.url to that?", true)
		if err != nil {
			return err
		}
		p.rewrite = ok
	}
	return nil
}
