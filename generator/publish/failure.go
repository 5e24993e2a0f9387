package publish

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"runtime"
	"strings"
)

// Failure is something outside the passport that went wrong: git, GitHub, the network, the disk. It says
// what happened and what to do, each in words that a person who knows none of them understands.
type Failure struct {
	What string // what happened: "GitHub did not accept your login"
	Do   string // the way on, as an order: `type "gh auth login", then …`
	Err  error  // what the program said, for who wants to know; may be nil

	Offline bool // the other side was not reached at all
}

// Error implements error, in one sentence.
func (f *Failure) Error() string { return f.What + ": " + f.Do }

// Unwrap returns what the program said.
func (f *Failure) Unwrap() error { return f.Err }

func fail(err error, what, do string) error { return &Failure{What: what, Do: do, Err: err} }

// again is how every failure of the network ends.
const again = `then "passport publish" again`

// exited is a program that ran and did not succeed.
type exited struct {
	program string
	args    []string
	said    string // what it printed on standard error
	err     error
}

func (e *exited) Error() string {
	said := strings.TrimSpace(e.said)
	if said == "" {
		said = e.err.Error()
	}
	return fmt.Sprintf("%s %s: %s", e.program, strings.Join(e.args, " "), said)
}

func (e *exited) Unwrap() error { return e.err }

// reasons are what git, gh and ssh print when the world fails, in English (they run with LC_ALL=C), and
// what it means. The first that occurs is it: the order is from the particular to the general.
var reasons = []struct {
	says     []string
	what, do string
}{
	{[]string{"No space left on device", "Disk quota exceeded"},
		"the disk is full", "make room, " + again},
	{[]string{"Read-only file system"},
		"the disk is read-only", "copy the folder to a disk that you may write to, " + again},
	{[]string{"workflow` scope", "without `workflow`", "workflow scope"},
		"your GitHub login may not change workflows", `type "gh auth refresh -h github.com -s workflow", ` + again},
	{[]string{"Could not resolve host", "Could not resolve hostname", "no such host", "Temporary failure in name resolution", "error connecting to"},
		"%s cannot be reached from here", "see whether this computer is online, " + again},
	{[]string{"Connection refused", "Failed to connect", "Couldn't connect", "Connection timed out", "Operation timed out", "Network is unreachable", "No route to host", "Operation too slow", "Connection reset", "i/o timeout", "unexpected disconnect"},
		"%s does not answer", "see whether this computer is online and whether a firewall is in the way, " + again},
	{[]string{"Authentication failed", "could not read Username", "could not read Password", "terminal prompts disabled", "Invalid username or", "Bad credentials", "HTTP 401", "authentication token", "gh auth login", "Permission denied (publickey", "Host key verification failed", "The requested URL returned error: 401"},
		"%s did not accept your login; it may have expired", `sign in again (with GitHub's program: "gh auth login"), ` + again},
	{[]string{"The requested URL returned error: 403", "HTTP 403", "Permission to ", "denied to "},
		"your login at %s may not write there", `sign in with the right account ("gh auth switch", or "gh auth login"), ` + again},
	{[]string{"protected branch", "GH006", "GH013"},
		"the branch is protected on %s and takes no new site", "take the rule off in the repository's settings, " + again},
	{[]string{"GH001", "exceeds GitHub's file size limit"},
		"%s refused a file that is too large", "make the pictures and videos in media smaller (100 MB is the most), " + again},
	{[]string{"hook declined"},
		"%s refused it by a rule of its own", "ask whoever runs it, " + again},
	{[]string{"stale info", "non-fast-forward", "fetch first", "failed to push some refs", "cannot lock ref", "reference already exists"},
		"somebody, or another computer, changed what is on %s in the meantime", `type "git pull --rebase --autostash" if your files are kept there, ` + again},
	{[]string{"Repository not found", "does not appear to be a git repository", "HTTP 404", "remote: Not Found", "not found", "does not exist"},
		"there is no such repository on %s, or your login may not see it", "see whether the name is right, " + again},
	{[]string{"is not a git command", "Unable to find remote helper"},
		"git cannot send anything to such an address", "write it as https://…, ssh://…, name@host:path, or the path of a repository"},
	{[]string{"dubious ownership"},
		"git does not trust this folder, because it belongs to another user of this computer", `type the line that "git status" shows, ` + again},
	{[]string{"index.lock", "unable to create temporary file", "insufficient permission", "Permission denied", "could not create", "cannot mkdir"},
		"git may not write here", `see whether the folder is yours and no other program works in it ("ls -la"), ` + again},
}

// explain turns the failure of a program into one for the person. Where names the other side.
func explain(err error, where string) error {
	var known *Failure
	var ran *exited
	switch {
	case err == nil || errors.As(err, &known):
		return err
	case errors.Is(err, exec.ErrNotFound):
		return missing(err)
	case errors.Is(err, context.DeadlineExceeded):
		return &Failure{What: where + " did not answer in time", Do: "see whether this computer is online, " + again, Err: err, Offline: true}
	case errors.Is(err, context.Canceled):
		return fail(err, "you stopped it", `"passport publish" starts again`)
	case !errors.As(err, &ran):
		return err
	}
	for _, r := range reasons {
		for _, s := range r.says {
			if strings.Contains(ran.said, s) {
				what := r.what
				if strings.Contains(what, "%s") {
					what = fmt.Sprintf(what, where)
				}
				return &Failure{What: what, Do: r.do, Err: err, Offline: strings.HasSuffix(r.what, "reached from here") || strings.HasSuffix(r.what, "does not answer")}
			}
		}
	}
	return fail(err, ran.program+" failed", "it said: "+lastLine(ran.said))
}

// missing says that a program is not installed, and how it is.
func missing(err error) error {
	how := map[string]string{
		"darwin":  `type "xcode-select --install"`,
		"windows": `type "winget install Git.Git" and open a new window`,
		"linux":   `type "sudo apt install git" (or dnf, pacman, zypper)`,
	}[runtime.GOOS]
	if how == "" {
		how = "it is at https://git-scm.com"
	}
	return fail(err, "git is not installed", how+", "+again)
}

func lastLine(s string) string {
	s = strings.TrimSpace(s)
	return strings.TrimSpace(s[strings.LastIndexByte(s, '\n')+1:])
}
