package publish

import (
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Who may read a person's own files: the values of site.publish.source.
const (
	Local   = "local"   // they stay on this computer
	Private = "private" // they are also kept in a private repository
	Public  = "public"  // the site is made from a public repository
)

// Target is where a built site goes: exactly one of Dir, Remote and Repo, or nothing yet.
type Target struct {
	Dir    string // a folder on this computer
	Remote string // the address or path of a git repository
	Branch string // of the repository; "" where nobody has said
	Repo   *Repo  // Remote on GitHub
}

// Page is where GitHub Pages shows it, "" for any other target.
func (t Target) Page() string {
	if t.Repo == nil {
		return ""
	}
	return t.Repo.Page()
}

// Local tells whether the site stays in the folder's own repository, as a branch of it.
func (t Target) Local(f *Folder) bool {
	return t.Remote != "" && f != nil && f.Git && t.Remote == f.Top
}

// ParseTarget reads what a person wrote after --to: dir:PATH, branch:NAME, remote:NAME or remote:ADDRESS.
// Without a word before it, an address or the name of one of the folder's remotes is a remote, the name of
// one of git's branches is none of the two, and everything else is a folder. #branch may follow a remote.
func ParseTarget(to string, f *Folder) (Target, error) {
	kind, rest, ok := strings.Cut(to, ":")
	switch {
	case to == "":
		return Target{}, nil
	case ok && rest == "" && (kind == "dir" || kind == "remote" || kind == "branch"):
		return Target{}, fail(nil, "nothing stands behind "+to, "write where the site goes, as in --to "+map[string]string{"dir": "dir:www", "remote": "remote:origin#pages", "branch": "branch:pages"}[kind])
	case ok && kind == "dir":
		return Target{Dir: rest}, nil
	case ok && kind == "branch":
		if !branchName(rest) {
			return Target{}, noBranchName(rest)
		}
		if f == nil {
			return Target{Branch: rest}, nil
		}
		if !f.Git {
			return Target{}, fail(nil, "this folder has no git, and so no branch", `type "git init", or choose another place with --to`)
		}
		return Target{Remote: f.Top, Branch: rest}, nil
	case ok && kind == "remote":
		to = rest
	case !isRemote(to, f):
		return Target{Dir: to}, nil
	}
	remote, branch, named := strings.Cut(to, "#")
	if named && !branchName(branch) {
		return Target{}, noBranchName(branch)
	}
	if f != nil && f.Remotes[remote] != "" {
		remote = f.Remotes[remote]
	}
	t := Target{Remote: remote, Branch: branch}
	if r, ok := OnGitHub(remote); ok {
		t.Repo = &r
	}
	return t, nil
}

// branchName tells whether git takes a name for a branch.
// https://git-scm.com/docs/git-check-ref-format
func branchName(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if part == "" || strings.HasPrefix(part, ".") || strings.HasSuffix(part, ".lock") {
			return false
		}
	}
	return name != "@" && !strings.HasPrefix(name, "-") && !strings.HasSuffix(name, ".") && !strings.Contains(name, "..") && !strings.Contains(name, "@{") &&
		!strings.ContainsAny(name, " ~^:?*[\\\x7f") && strings.IndexFunc(name, func(r rune) bool { return r < ' ' }) < 0
}

func noBranchName(name string) error {
	return fail(nil, strconv.Quote(name)+" cannot be the name of a branch", "use letters, digits, - and /, as in branch:pages")
}

// In resolves paths of a target that was written in a folder.
func (t Target) In(dir string) (Target, error) {
	for _, p := range []*string{&t.Dir, &t.Remote} {
		if *p == "" || p == &t.Remote && (strings.Contains(*p, "://") || isSCP(*p)) {
			continue
		}
		if !filepath.IsAbs(*p) {
			*p = filepath.Join(dir, *p)
		}
		abs, err := filepath.Abs(*p)
		if err != nil {
			return t, err
		}
		*p = abs
	}
	return t, nil
}

// Note is how the target is written down in a folder: paths relative to it, so that no other part of the
// computer is named.
func (t Target) Note(dir string, f *Folder) string {
	relative := func(p string) string {
		abs, err := filepath.Abs(dir)
		if err != nil {
			return filepath.ToSlash(p)
		}
		rel, err := filepath.Rel(abs, p)
		if err != nil {
			return filepath.ToSlash(p)
		}
		return filepath.ToSlash(rel)
	}
	switch {
	case t.Dir != "":
		return "dir:" + relative(t.Dir)
	case t.Local(f):
		return "branch:" + t.Branch
	}
	to := t.Remote
	if t.Repo != nil && strings.HasPrefix(to, "https://") {
		to = t.Repo.Web()
	}
	if !strings.Contains(to, "://") && !isSCP(to) {
		to = "remote:" + relative(to)
	}
	if t.Branch != "" {
		to += "#" + t.Branch
	}
	return to
}

func isSCP(s string) bool {
	_, _, ok := scp(s)
	return ok
}

// isRemote tells a repository from a folder.
func isRemote(to string, f *Folder) bool {
	remote, _, _ := strings.Cut(to, "#")
	if f != nil && f.Remotes[remote] != "" {
		return true
	}
	if u, err := url.Parse(remote); err == nil && u.Scheme != "" && strings.Contains(remote, "://") {
		return true
	}
	if _, _, ok := scp(remote); ok {
		return true
	}
	// A bare repository on a disk or a stick.
	if _, err := os.Stat(filepath.Join(remote, "HEAD")); err != nil {
		return false
	}
	info, err := os.Stat(filepath.Join(remote, "objects"))
	return err == nil && info.IsDir()
}
