package publish

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Examine looks at the machine and at a folder as far as publishing needs them: git, GitHub's program, the
// repository and its remotes, and what must not be in git. It asks the network only whether the remotes let
// this person in, and changes nothing. Pin is the version that a workflow should have.
func Examine(ctx context.Context, dir string, pin string) Findings {
	var l Findings
	g, h := Git{}, Hub{}
	if !Installed("git") {
		var f *Failure
		errors.As(missing(nil), &f)
		l.bad("git is not installed; publishing needs it", strings.TrimSuffix(f.Do, ", "+again))
		return l
	}
	if v, err := g.in(ctx, dir, "version"); err == nil {
		l.fine(strings.TrimSpace(strings.Replace(v, "git version", "git", 1)) + " is installed")
	}
	signed := examineHub(ctx, h, &l)
	f, err := g.Inspect(ctx, dir)
	if err != nil {
		l.failure(err)
		return l
	}
	if !f.Git {
		l.hint("this folder has no git; that is fine while your files stay on this computer", `"passport publish" sets it up if you want a copy of them on GitHub`)
	} else {
		examineRepository(f, &l)
		g.Hub = signed
		examineRemotes(ctx, g, f, &l)
	}
	examineIgnored(ctx, g, f, &l)
	if pin != "" {
		examineWorkflow(dir, pin, &l)
	}
	return l
}

func (l *Findings) failure(err error) {
	var f *Failure
	if errors.As(err, &f) {
		l.bad(f.What, f.Do)
	} else {
		l.bad(err.Error(), "")
	}
}

func examineHub(ctx context.Context, h Hub, l *Findings) (signed bool) {
	if !Installed("gh") {
		l.hint("GitHub's program gh is not installed; publishing works without it, with a few clicks more", "https://cli.github.com")
		return false
	}
	who, ok, err := h.Account(ctx)
	switch {
	case err != nil:
		l.failure(err)
	case ok:
		l.fine("signed in at GitHub as " + who.Login)
	case h.Expired(ctx):
		l.bad("your GitHub login has expired", `type "gh auth login"`)
	default:
		l.hint("nobody is signed in at GitHub", `type "gh auth login"; without it, publishing asks you to click`)
	}
	return ok
}

func examineRepository(f *Folder, l *Findings) {
	if err := f.Ready(); err != nil {
		l.failure(err)
	} else if f.Head == "" {
		l.hint("nothing has been committed yet", `"passport publish" does, or "git add -A" and "git commit"`)
	} else {
		l.fine("git is on the branch " + f.Branch)
	}
	if n := len(f.Changed); n > 0 {
		l.hint(fmt.Sprintf("%s since the last commit (%s)", count(n, "file has changed", "files have changed"), some(f.Changed)), `"passport publish" asks about them; to commit them yourself, "git add -A" and "git commit"`)
	}
	if len(f.Private) > 0 {
		l.hint(".private is kept in git: who can read the repository can read it", `if that is not meant: "git rm -r --cached .private" and "git commit"; the history still has it`)
	}
}

func examineRemotes(ctx context.Context, g Git, f *Folder, l *Findings) {
	if len(f.Remotes) == 0 {
		l.hint("no remote is set: your files are on this computer alone", `"passport publish --source private" keeps a private copy on GitHub; any other backup is fine, too`)
	}
	for _, name := range f.RemoteNames() {
		tips, err := g.Look(ctx, f.Remotes[name])
		switch {
		case err != nil:
			l.failure(err)
		case f.Branch != "" && tips.Branches[f.Branch] != "" && tips.Branches[f.Branch] != f.Head:
			l.hint(fmt.Sprintf("%s and this folder differ on the branch %s", name, f.Branch), `"git pull --rebase --autostash" gets what is there, "git push" sends what is here`)
		default:
			l.fine("the remote " + name + " answers")
		}
	}
}

// examineIgnored sees that what must not become public is kept out of git.
func examineIgnored(ctx context.Context, g Git, f *Folder, l *Findings) {
	if !f.Git {
		if text, err := os.ReadFile(filepath.Join(f.Dir, ".gitignore")); err == nil && strings.Contains(string(text), ".private") {
			return
		}
	} else if _, err := g.in(ctx, f.Dir, "check-ignore", "-q", ".private/x"); err == nil {
		return
	}
	l.hint("nothing keeps the folder .private out of git", `write the line /.private/ into the file .gitignore`)
}

func examineWorkflow(dir, pin string, l *Findings) {
	text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(WorkflowPath)))
	if err != nil {
		return
	}
	switch r, by := WorkflowRenewal(text, pin); r {
	case Renew:
		l.hint(fmt.Sprintf("passport %s wrote the workflow for GitHub, and this is %s", by, pin), `"passport publish" renews it`)
	case Own:
		l.hint("the workflow for GitHub was changed by hand; passport leaves it alone", "")
	default:
		l.fine("the workflow for GitHub is up to date")
	}
}
