package publish

import (
	"context"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Git is how git is run for one person: where, and how it signs in. No password and no token is ever
// stored, read or passed on: git asks its own helpers, the person, or GitHub's program.
type Git struct {
	Ask bool // git may ask the person for a login
	Hub bool // GitHub's program (gh) signs in at github.com
}

// in runs git in a folder, without the network.
func (g Git) in(ctx context.Context, dir string, args ...string) (string, error) {
	return call{program: "git", dir: dir, args: args}.run(ctx)
}

// online runs git with the network: with a login, and never for ever.
func (g Git) online(ctx context.Context, dir string, limit time.Duration, args ...string) (string, error) {
	// A transfer that stands still is over.
	flags := []string{"-c", "http.lowSpeedLimit=500", "-c", "http.lowSpeedTime=45"}
	if g.Hub {
		flags = append(flags, "-c", "credential.https://github.com.helper=", "-c", "credential.https://github.com.helper=!gh auth git-credential")
	}
	c := call{program: "git", dir: dir, args: append(flags, args...), limit: limit, ask: g.Ask}
	if g.Ask {
		c.limit = max(limit, human)
	} else if os.Getenv("GIT_SSH_COMMAND") == "" && os.Getenv("GIT_SSH") == "" {
		if own, _ := g.in(ctx, dir, "config", "--get", "core.sshCommand"); strings.TrimSpace(own) == "" {
			c.env = []string{"GIT_SSH_COMMAND=ssh -o BatchMode=yes -o ConnectTimeout=15"}
		}
	}
	return c.run(ctx)
}

// Tips are the branches of a remote repository.
type Tips struct {
	Default  string            // the branch that it shows; "" when it is empty
	Branches map[string]string // commit by name
}

// Look asks a remote repository for its branches. That it cannot be reached, is not there or takes no
// login is a [*Failure].
func (g Git) Look(ctx context.Context, remote string) (Tips, error) {
	out, err := g.online(ctx, "", quick, "ls-remote", "--symref", "--", remote, "HEAD", "refs/heads/*")
	if err != nil {
		return Tips{}, explain(err, hostOf(remote))
	}
	t := Tips{Branches: map[string]string{}}
	for line := range strings.Lines(out) {
		what, name, _ := strings.Cut(strings.TrimSpace(line), "\t")
		if to, ok := strings.CutPrefix(what, "ref: refs/heads/"); ok && name == "HEAD" {
			t.Default = to
		} else if branch, ok := strings.CutPrefix(name, "refs/heads/"); ok {
			t.Branches[branch] = what
		}
	}
	return t, nil
}

// Appears waits until a repository is there that was made a moment ago.
func (g Git) Appears(ctx context.Context, remote string, limit time.Duration) error {
	until := time.After(limit)
	for {
		_, err := g.Look(ctx, remote)
		if err == nil || ctx.Err() != nil {
			return err
		}
		select {
		case <-until:
			return err
		case <-ctx.Done():
			return explain(ctx.Err(), hostOf(remote))
		case <-time.After(500 * time.Millisecond):
		}
	}
}

// hostOf names the other side of a remote for a person: "github.com", or the path of a folder.
func hostOf(remote string) string {
	if u, err := url.Parse(remote); err == nil && u.Host != "" {
		return u.Hostname()
	}
	if host, _, ok := scp(remote); ok {
		return host
	}
	return remote
}

// scp reads git's short form of ssh addresses: git@github.com:maria/passport.git.
func scp(remote string) (host, path string, ok bool) {
	if strings.Contains(remote, "://") || filepath.VolumeName(remote) != "" {
		return "", "", false
	}
	host, path, ok = strings.Cut(remote, ":")
	if !ok || strings.ContainsAny(host, `/\`) || host == "" {
		return "", "", false
	}
	if _, after, has := strings.Cut(host, "@"); has {
		host = after
	}
	return host, path, true
}

// Repo is a repository on GitHub.
type Repo struct{ Owner, Name string }

func (r Repo) String() string { return r.Owner + "/" + r.Name }

// Web is the repository's page.
func (r Repo) Web() string { return "https://github.com/" + r.String() }

// OnGitHub reads the address of a repository on GitHub, in any of the forms that git takes.
func OnGitHub(remote string) (Repo, bool) {
	host, path, ok := scp(remote)
	if !ok {
		u, err := url.Parse(remote)
		if err != nil {
			return Repo{}, false
		}
		host, path = u.Hostname(), u.Path
	}
	if host = strings.ToLower(host); host != "github.com" && host != "www.github.com" && host != "ssh.github.com" {
		return Repo{}, false
	}
	owner, name, ok := strings.Cut(strings.Trim(path, "/"), "/")
	name = strings.TrimSuffix(name, ".git")
	if !ok || !ValidName(owner) || !ValidName(name) {
		return Repo{}, false
	}
	return Repo{owner, name}, true
}

// ValidName tells whether GitHub would take this as the name of a repository or of a person.
func ValidName(name string) bool {
	return name != "" && len(name) <= 100 && name != "." && name != ".." && strings.Trim(name,
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.") == ""
}

// Page is where GitHub Pages shows the site of a repository: the page of the person when the repository
// is called <owner>.github.io, else a page below it.
// https://docs.github.com/en/pages/getting-started-with-github-pages/what-is-github-pages
func (r Repo) Page() string {
	host := strings.ToLower(r.Owner) + ".github.io"
	if strings.ToLower(r.Name) == host {
		return "https://" + host + "/"
	}
	return "https://" + host + "/" + r.Name + "/"
}

// Custom tells the host of an address that is the person's own and not one of GitHub's: what the file
// CNAME may say.
func Custom(address string) (host string, ok bool) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return "", false
	}
	host = strings.ToLower(u.Hostname())
	return host, host != "github.io" && !strings.HasSuffix(host, ".github.io")
}
