// Package publish takes a passport out of the computer it lies on: it speaks with git, with GitHub, and
// with the host that shows the site. It is the only package that starts other programs.
//
// A [Target] is where a built site goes; [Git.Send] puts it there as one commit without a history, from a
// work area of its own. [Git.Save] commits a person's own files and sends them to a repository of theirs; the
// folder changes only when that has succeeded. [Hub] makes repositories and switches Pages on through gh,
// with the login that gh has; there is a page to do it by hand for each. [Workflow] is what GitHub runs.
//
// [Live] and [Await] fetch what a host really serves, [Examine] looks at the machine. What they find are
// [Findings]; what goes wrong is a [*Failure], which says what happened and what to type. No login is read or
// kept, and nothing waits for ever.
//
// [DatesOf] tells when each file of a folder first and last changed, so that pages can say so without ever
// asking the clock.
package publish

import (
	"bytes"
	"context"
	"os/exec"
	"path"
	"strings"
)

// Dates is when each file of a folder was first and last changed by a commit. The zero value knows nothing.
type Dates struct{ first, last map[string]string }

// Created is the time of the first commit of a file, by its slash path from the folder, as RFC 3339; "" when
// it is not known.
func (d Dates) Created(name string) string { return d.first[name] }

// Modified is the time of the last commit that changed a file.
func (d Dates) Modified(name string) string { return d.last[name] }

// DatesOf asks git about a folder. They are empty, and that is no error, where there is no git, no
// repository, or only a part of the history: a shallow clone would say that everything changed with its
// first commit.
func DatesOf(ctx context.Context, dir string) Dates {
	shallow, err := git(ctx, dir, "rev-parse", "--is-shallow-repository")
	if err != nil || strings.TrimSpace(string(shallow)) != "false" {
		return Dates{}
	}
	// One record per commit, newest first: NUL, the commit's date, then NUL-ended names.
	log, err := git(ctx, dir, "log", "--format=%x01%cI", "--name-only", "--relative", "-z", "--no-renames", "--", ".")
	if err != nil {
		return Dates{}
	}
	return parseLog(log)
}

// parseLog reads what git log printed: the first commit that names a file is the last one that changed it.
func parseLog(log []byte) Dates {
	dates := Dates{map[string]string{}, map[string]string{}}
	for commit := range bytes.SplitSeq(log, []byte{1}) {
		date, names, _ := strings.Cut(string(commit), "\x00")
		for name := range strings.SplitSeq(strings.TrimLeft(names, "\n"), "\x00") {
			if name = strings.TrimPrefix(name, "\n"); name == "" {
				continue
			}
			name = path.Clean(name)
			if _, seen := dates.last[name]; !seen {
				dates.last[name] = date
			}
			dates.first[name] = date
		}
	}
	return dates
}

func git(ctx context.Context, dir string, args ...string) ([]byte, error) {
	c := exec.CommandContext(ctx, "git", args...)
	c.Dir = dir
	// The person's settings must not change what is printed, and nothing may ask for a password.
	c.Env = append(c.Environ(), "GIT_CONFIG_NOSYSTEM=1", "GIT_TERMINAL_PROMPT=0", "LC_ALL=C", "TZ=UTC")
	return c.Output()
}
