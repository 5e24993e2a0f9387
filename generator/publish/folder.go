package publish

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Folder is a person's folder as git sees it.
type Folder struct {
	Dir     string
	Git     bool              // it lies in a repository
	Top     string            // the repository's folder
	Whole   bool              // the passport is the whole repository, not a part of a bigger one
	Branch  string            // "" when it is on no branch
	Head    string            // the commit; "" before the first
	Changed []string          // files that differ from the last commit, relative to Top
	Partly  []string          // of these, those that were staged and then changed again
	Busy    string            // "merge", "rebase", …: something that was begun and not finished
	Lock    string            // the file by which a program keeps others from what it changes; "" when none does
	Remotes map[string]string // address by name
	Private []string          // files of .private that git keeps
}

// Inspect looks at a folder. A folder without git is no error; git that is not installed is a [*Failure].
func (g Git) Inspect(ctx context.Context, dir string) (*Folder, error) {
	f := &Folder{Dir: dir, Remotes: map[string]string{}}
	if !Installed("git") {
		return nil, missing(nil)
	}
	top, err := g.in(ctx, dir, "rev-parse", "--show-toplevel")
	if says(err, "not a git repository") {
		return f, nil
	}
	if err != nil {
		return nil, explain(err, "git")
	}
	f.Git, f.Top = true, strings.TrimRight(top, "\r\n")
	f.Whole = sameFolder(f.Top, dir)
	if head, err := g.in(ctx, dir, "rev-parse", "-q", "--verify", "HEAD"); err == nil {
		f.Head = strings.TrimSpace(head)
	}
	if branch, err := g.in(ctx, dir, "symbolic-ref", "-q", "--short", "HEAD"); err == nil {
		f.Branch = strings.TrimSpace(branch)
	}
	status, err := g.in(ctx, dir, "status", "--porcelain", "-z", "--untracked-files=all", "--no-renames", "--", ".")
	if err != nil {
		return nil, explain(err, "git")
	}
	for _, line := range fields0(status) {
		if len(line) < 4 {
			continue
		}
		name := line[3:]
		f.Changed = append(f.Changed, name)
		if line[0] != ' ' && line[0] != '?' && line[1] != ' ' {
			f.Partly = append(f.Partly, name)
		}
	}
	if list, err := g.in(ctx, dir, "ls-files", "-z", "--", ".private"); err == nil {
		f.Private = fields0(list)
	}
	remotes, _ := g.in(ctx, dir, "config", "--get-regexp", `^remote\..*\.url$`)
	for line := range strings.Lines(remotes) {
		key, address, _ := strings.Cut(strings.TrimSpace(line), " ")
		f.Remotes[strings.TrimSuffix(strings.TrimPrefix(key, "remote."), ".url")] = address
	}
	f.Busy = g.busy(ctx, dir)
	f.Lock = g.held(ctx, dir, "index.lock")
	return f, nil
}

// held is the path of a file of git's own, "" when it is not there.
func (g Git) held(ctx context.Context, dir, name string) string {
	path, err := g.in(ctx, dir, "rev-parse", "--git-path", name)
	if err != nil {
		return ""
	}
	if path = strings.TrimRight(path, "\r\n"); !filepath.IsAbs(path) {
		path = filepath.Join(dir, path)
	}
	if _, err := os.Stat(path); err != nil {
		return ""
	}
	return path
}

// busy names what was begun in a repository and waits to be finished.
func (g Git) busy(ctx context.Context, dir string) string {
	for _, b := range [][2]string{
		{"MERGE_HEAD", "merge"}, {"rebase-merge", "rebase"}, {"rebase-apply", "rebase"},
		{"CHERRY_PICK_HEAD", "cherry-pick"}, {"REVERT_HEAD", "revert"}, {"BISECT_LOG", "bisect"},
	} {
		if g.held(ctx, dir, b[0]) != "" {
			return b[1]
		}
	}
	return ""
}

// Ready tells whether the folder's own files can be saved and sent as they are, and if not, why: a
// [*Failure].
func (f *Folder) Ready() error {
	switch {
	case !f.Git:
		return nil
	case !f.Whole:
		return fail(nil, "the passport is a part of a bigger repository ("+f.Top+")", `"passport publish --source local" sends the built site alone`)
	case f.Busy != "":
		return fail(nil, "git is in the middle of a "+f.Busy, `type "git `+f.Busy+` --continue" or "git `+f.Busy+` --abort", `+again)
	case f.Lock != "":
		return fail(nil, "another program works with git in this folder", "wait until it is done, "+again+"; if none does, one was stopped in the middle: delete the file "+f.Lock)
	case f.Branch == "" && f.Head != "":
		return fail(nil, "git is on no branch (a detached head, at "+f.Head[:min(8, len(f.Head))]+")", `type "git switch main", or "git switch -c main" to keep what you see as the branch main, `+again)
	case len(f.Partly) > 0:
		return fail(nil, "some changes are staged for a commit and others not ("+some(f.Partly)+")", `type "git add -A" and "git commit", `+again)
	}
	return nil
}

// sameFolder compares two paths of folders, through links.
func sameFolder(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	return errX == nil && errY == nil && os.SameFile(x, y)
}

// Origin is the remote that the folder's files go to: "origin", or the only one there is.
func (f *Folder) Origin() (name, address string) {
	if a, ok := f.Remotes["origin"]; ok {
		return "origin", a
	}
	if len(f.Remotes) == 1 {
		for n, a := range f.Remotes {
			return n, a
		}
	}
	return "", ""
}

// RemoteNames lists the remotes, sorted.
func (f *Folder) RemoteNames() []string {
	var names []string
	for n := range f.Remotes {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}
