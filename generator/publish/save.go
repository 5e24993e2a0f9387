package publish

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/talent-passport/passport/generator/output"
)

// Save is a person's own files on their way to a repository of theirs.
type Save struct {
	Folder  *Folder
	Remote  string            // address of the repository
	Name    string            // the remote's name in the folder's settings; "" is origin
	Branch  string            // on both sides
	Edits   map[string][]byte // files that this save itself writes or changes, by path
	Message string
	Author  Person
	When    time.Time
}

// Person signs a commit.
type Person struct{ Name, Mailbox string }

// Saved is what came of it.
type Saved struct {
	Changed bool   // there was something to save or to send
	Commit  string // what the repository holds now
	Fresh   bool   // the folder had no git before
	// What the repository began with, such as a README. Kept is in the folder now. Covered is in the history
	// only, because the folder has a file of that name and other words.
	Kept, Covered []string
	Before        string // the commit that has them as they were
}

// Identity is how git signs this person's commits, as far as they have told it.
func (g Git) Identity(ctx context.Context, dir string) Person {
	ask := func(key string) string {
		s, _ := g.in(ctx, dir, "config", "--get", key)
		return strings.TrimSpace(s)
	}
	return Person{ask("user.name"), ask("user.email")}
}

// Save commits the folder's files and sends them to a repository, and only when that has succeeded does it
// move the folder's branch, write the edits and note the remote. A failure before leaves the folder as it
// was: the commit is made with an index of its own, and where there is no git yet, in a repository of its
// own elsewhere. What .gitignore names, .private and the built site stay out.
func (g Git) Save(ctx context.Context, s Save) (Saved, error) {
	where := hostOf(s.Remote)
	scratch, done, err := output.Scratch()
	if err != nil {
		return Saved{}, err
	}
	defer done()
	dir, err := filepath.Abs(s.Folder.Dir)
	if err != nil {
		return Saved{}, err
	}
	w := work{Git: g, dir: dir, index: filepath.Join(scratch, "index")}
	if s.Folder.Git {
		out, err := g.in(ctx, dir, "rev-parse", "--absolute-git-dir")
		if err != nil {
			return Saved{}, explain(err, "git")
		}
		w.repo = strings.TrimRight(out, "\r\n")
	} else {
		w.repo = filepath.Join(scratch, "repo")
		if _, err := g.in(ctx, scratch, "init", "-q", "--template=", "--initial-branch", s.Branch, "repo"); err != nil {
			return Saved{}, explain(err, "git")
		}
		w.repo = filepath.Join(w.repo, ".git")
	}
	tips, err := g.Look(ctx, s.Remote)
	if err != nil {
		return Saved{}, err
	}
	tip := tips.Branches[s.Branch]
	there, err := g.replaces(ctx, s.Folder, s.Remote, s.Branch, tip)
	if err != nil {
		return Saved{}, err
	}
	saved := Saved{Fresh: !s.Folder.Git}
	parents := []string{s.Folder.Head}
	if there.fresh {
		if _, err := g.online(ctx, w.repo, upload, "fetch", "-q", "--no-tags", s.Remote, "refs/heads/"+s.Branch); err != nil {
			return Saved{}, explain(err, where)
		}
		saved.Kept, saved.Covered = there.joins(s)
		s.Edits = maps.Clone(s.Edits)
		if s.Edits == nil {
			s.Edits = map[string][]byte{}
		}
		for _, name := range saved.Kept {
			s.Edits[name] = []byte(there.begun[name])
		}
		parents, saved.Before = append(parents, tip), tip
	}
	commit, err := w.commit(ctx, s, parents)
	if err != nil {
		return Saved{}, explain(err, "git")
	}
	saved.Commit, saved.Changed = commit, tip != commit
	if saved.Changed {
		args := []string{"push", "-q", "--no-verify"}
		if there.site {
			args = append(args, "--force-with-lease=refs/heads/"+s.Branch+":"+tip)
		}
		if _, err := g.online(ctx, w.repo, upload, append(args, "--", s.Remote, commit+":refs/heads/"+s.Branch)...); err != nil {
			return Saved{}, explain(err, where)
		}
	}
	if err := g.keep(context.WithoutCancel(ctx), s, w, commit, saved.Fresh); err != nil {
		why := err.Error()
		var known *Failure
		if errors.As(explain(err, "git"), &known) {
			why = known.What
		}
		return saved, fail(err, fmt.Sprintf("your files are on %s, but this folder could not be connected with it (%s)", where, why), `type "git clone `+s.Remote+`" to get a connected copy`)
	}
	return saved, nil
}

// Follows tells whether [Git.Save] could put the folder's files on a branch, as far as that shows before it
// runs, and what would become of the files that are there: Kept and Covered. That the branch holds something that
// the folder does not come from is a [*Failure].
func (g Git) Follows(ctx context.Context, s Save) (Saved, error) {
	tips, err := g.Look(ctx, s.Remote)
	if err != nil {
		return Saved{}, err
	}
	there, err := g.replaces(ctx, s.Folder, s.Remote, s.Branch, tips.Branches[s.Branch])
	if err != nil {
		return Saved{}, err
	}
	var saved Saved
	saved.Kept, saved.Covered = there.joins(s)
	return saved, nil
}

// replaces tells what the files take the place of. That is right for a site alone: it can be built again. What
// a repository began with they join. Anything else they must come after; of that, the content says nothing.
func (g Git) replaces(ctx context.Context, f *Folder, remote, branch, tip string) (content, error) {
	if tip == "" {
		return content{}, nil
	}
	if f.Head != "" {
		if _, err := g.in(ctx, f.Dir, "merge-base", "--is-ancestor", tip, f.Head); err == nil {
			return content{}, nil
		}
	}
	there, err := g.holds(ctx, remote, branch, tip)
	if err != nil {
		return content{}, err
	}
	if there.site {
		return content{site: true}, nil
	}
	if there.fresh {
		return there, nil
	}
	if f.Head == "" {
		return content{}, fail(nil, "the repository "+remote+" holds files that did not come from this folder",
			`take another one with --name, or type "git clone `+remote+`" and go on in the folder that it makes`)
	}
	return content{}, fail(nil, "somebody, or another computer, changed what is on "+hostOf(remote)+" in the meantime",
		fmt.Sprintf(`type "git pull --rebase --autostash %s %s", %s`, remote, branch, again))
}

// work is a repository, a folder and an index that need not belong together.
type work struct {
	Git
	dir, repo, index string
}

func (w work) run(ctx context.Context, in []byte, env []string, args ...string) (string, error) {
	out, err := call{program: "git", dir: w.dir, args: args, in: in, limit: upload,
		env: append([]string{"GIT_DIR=" + w.repo, "GIT_WORK_TREE=" + w.dir, "GIT_INDEX_FILE=" + w.index}, env...)}.run(ctx)
	return strings.TrimSpace(out), err
}

// joins tells what becomes of the files that a repository began with: those that the folder does not have come into
// it, and those that say something else there are covered.
func (c content) joins(s Save) (kept, covered []string) {
	for _, name := range slices.Sorted(maps.Keys(c.begun)) {
		ours, edited := s.Edits[name]
		var err error
		if !edited {
			ours, err = os.ReadFile(filepath.Join(s.Folder.Dir, name))
		}
		switch {
		case errors.Is(err, os.ErrNotExist):
			kept = append(kept, name)
		case string(ours) != c.begun[name]:
			covered = append(covered, name)
		}
	}
	return kept, covered
}

// commit makes the commit on top of others, without moving any branch; "" is none. When nothing has changed it
// is the only one of these.
func (w work) commit(ctx context.Context, s Save, parents []string) (string, error) {
	head := s.Folder.Head
	if head != "" {
		if _, err := w.run(ctx, nil, nil, "read-tree", head); err != nil {
			return "", err
		}
	}
	if _, err := w.run(ctx, nil, nil, "add", "-A", "--", "."); err != nil {
		return "", err
	}
	// A .gitignore names these two, but not every folder has one. What git has kept so far is the person's
	// choice. (They are not excluded from add, which fails when what is excluded is ignored as well.)
	for _, name := range []string{".private", "public"} {
		if kept, err := w.run(ctx, nil, nil, "ls-tree", "--name-only", cmp.Or(head, emptyTree), "--", name); err != nil || kept != "" {
			continue
		}
		if _, err := w.run(ctx, nil, nil, "rm", "-r", "-q", "--cached", "--ignore-unmatch", "--", name); err != nil {
			return "", err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.Edits)) {
		id, err := w.run(ctx, s.Edits[name], nil, "hash-object", "-w", "--stdin")
		if err != nil {
			return "", err
		}
		if _, err := w.run(ctx, nil, nil, "update-index", "--add", "--cacheinfo", "100644,"+id+","+name); err != nil {
			return "", err
		}
	}
	tree, err := w.run(ctx, nil, nil, "write-tree")
	if err != nil {
		return "", err
	}
	args := []string{"commit-tree", tree, "-m", s.Message}
	parents = slices.DeleteFunc(parents, func(id string) bool { return id == "" })
	if len(parents) == 1 {
		if old, err := w.run(ctx, nil, nil, "rev-parse", parents[0]+"^{tree}"); err == nil && old == tree {
			return parents[0], nil
		}
	}
	for _, id := range parents {
		args = append(args, "-p", id)
	}
	date := fmt.Sprintf("%d +0000", s.When.Unix())
	return w.run(ctx, nil, []string{
		"GIT_AUTHOR_NAME=" + s.Author.Name, "GIT_AUTHOR_EMAIL=" + s.Author.Mailbox, "GIT_AUTHOR_DATE=" + date,
		"GIT_COMMITTER_NAME=" + s.Author.Name, "GIT_COMMITTER_EMAIL=" + s.Author.Mailbox, "GIT_COMMITTER_DATE=" + date,
	}, args...)
}

// emptyTree is the tree without files, which every repository knows.
const emptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"

// keep makes the folder what the repository holds by now.
func (g Git) keep(ctx context.Context, s Save, w work, commit string, fresh bool) (err error) {
	if fresh {
		defer func() {
			if err != nil {
				err = errors.Join(err, output.Withdraw(w.dir, ".git"))
			}
		}()
		if _, err := g.in(ctx, w.dir, "init", "-q", "--initial-branch", s.Branch, "."); err != nil {
			return err
		}
		if _, err := g.in(ctx, w.repo, "update-ref", "refs/heads/"+s.Branch, commit); err != nil {
			return err
		}
		if _, err := g.in(ctx, w.dir, "fetch", "-q", "--no-tags", w.repo, "refs/heads/"+s.Branch); err != nil {
			return err
		}
	}
	args := []string{"update-ref", "-m", "passport publish", "refs/heads/" + s.Branch, commit}
	if s.Folder.Head != "" {
		args = append(args, s.Folder.Head)
	}
	if _, err := g.in(ctx, w.dir, args...); err != nil {
		return err
	}
	if len(s.Edits) > 0 {
		if err := output.Edit(w.dir, s.Edits); err != nil {
			return err
		}
	}
	if _, err := g.in(ctx, w.dir, "read-tree", commit); err != nil {
		return err
	}
	// Only the times in the index are refreshed; it tells of files that differ by failing.
	_, _ = g.in(ctx, w.dir, "update-index", "-q", "--refresh")
	name := s.Name
	if name == "" {
		name = "origin"
	}
	if s.Folder.Remotes[name] == "" {
		if _, err := g.in(ctx, w.dir, "remote", "add", name, s.Remote); err != nil {
			return err
		}
	}
	if merge, _ := g.in(ctx, w.dir, "config", "--get", "branch."+s.Branch+".merge"); strings.TrimSpace(merge) == "" {
		for _, kv := range [][2]string{{"remote", name}, {"merge", "refs/heads/" + s.Branch}} {
			if _, err := g.in(ctx, w.dir, "config", "branch."+s.Branch+"."+kv[0], kv[1]); err != nil {
				return err
			}
		}
	}
	// What the remote holds is known now; git need not ask.
	_, err = g.in(ctx, w.dir, "update-ref", "refs/remotes/"+name+"/"+s.Branch, commit)
	return err
}
