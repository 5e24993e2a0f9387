package publish

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"strconv"
	"strings"
)

// Hub speaks with GitHub through GitHub's own program, gh, and so with the login that the person has
// given that program. The zero value is ready.
type Hub struct{}

// Account is who is signed in.
type Account struct {
	Login string `json:"login"`
	ID    int64  `json:"id"`
}

// Mailbox is the address that GitHub gives an account for commits, so that its owner need not show
// theirs.
// https://docs.github.com/en/account-and-profile/reference/email-addresses-reference#your-noreply-email-address
func (a Account) Mailbox() string {
	return strconv.FormatInt(a.ID, 10) + "+" + a.Login + "@users.noreply.github.com"
}

func (Hub) api(ctx context.Context, into any, args ...string) error {
	out, err := call{program: "gh", args: append([]string{"api", "-H", "Accept: application/vnd.github+json"}, args...)}.run(ctx)
	if err != nil || into == nil {
		return err
	}
	return json.Unmarshal([]byte(out), into)
}

// says tells whether a program failed with this in its words.
func says(err error, words ...string) bool {
	var ran *exited
	if !errors.As(err, &ran) {
		return false
	}
	for _, w := range words {
		if strings.Contains(ran.said, w) {
			return true
		}
	}
	return false
}

// Account asks who is signed in; ok is false when gh is not there or nobody is. An error is one of the
// network.
func (h Hub) Account(ctx context.Context) (a Account, ok bool, err error) {
	if !Installed("gh") {
		return a, false, nil
	}
	err = h.api(ctx, &a, "user")
	switch {
	case err == nil:
		return a, a.Login != "", nil
	case says(err, "HTTP 401", "Bad credentials", "gh auth login", "authentication token"):
		return a, false, nil
	}
	return a, false, explain(err, "github.com")
}

// Expired tells whether gh knows an account whose login no longer works.
func (h Hub) Expired(ctx context.Context) bool {
	return Installed("gh") && says(h.api(ctx, nil, "user"), "HTTP 401", "Bad credentials")
}

// Repository is what GitHub says of a repository.
type Repository struct {
	Private bool   `json:"private"`
	Default string `json:"default_branch"`
	Pages   bool   `json:"has_pages"`
	Size    int    `json:"size"`
}

// Repository asks for a repository; ok is false when there is none, or none for this login.
func (h Hub) Repository(ctx context.Context, r Repo) (found Repository, ok bool, err error) {
	err = h.api(ctx, &found, "repos/"+r.String())
	switch {
	case err == nil:
		return found, true, nil
	case says(err, "HTTP 404", "Not Found"):
		return found, false, nil
	}
	return found, false, explain(err, "github.com")
}

// Create makes a repository. One for a site begins with a README, because Pages can be switched on only
// for a branch that is there.
func (h Hub) Create(ctx context.Context, r Repo, private, readme bool, about string) error {
	args := []string{"repo", "create", r.String(), "--description", about}
	if private {
		args = append(args, "--private")
	} else {
		args = append(args, "--public")
	}
	if readme {
		args = append(args, "--add-readme")
	}
	_, err := call{program: "gh", args: args}.run(ctx)
	if says(err, "already exists") {
		return fail(err, "there is a repository "+r.String()+" on GitHub already", `"passport publish" again uses it, "--name" takes another name`)
	}
	return explain(err, "github.com")
}

// Pages is what GitHub says of a site.
type Pages struct {
	URL    string `json:"html_url"`
	CNAME  string `json:"cname"`
	Build  string `json:"build_type"` // legacy: from a branch; workflow
	Source struct {
		Branch string `json:"branch"`
		Path   string `json:"path"`
	} `json:"source"`
}

// Shows tells whether the site is what a branch holds, or for "" what a workflow makes.
func (p Pages) Shows(branch string) bool {
	if branch == "" {
		return p.Build == "workflow"
	}
	return p.Build != "workflow" && p.Source.Branch == branch && p.Source.Path == "/"
}

// Pages asks for a repository's site; ok is false when Pages is switched off.
func (h Hub) Pages(ctx context.Context, r Repo) (p Pages, ok bool, err error) {
	err = h.api(ctx, &p, "repos/"+r.String()+"/pages")
	switch {
	case err == nil:
		return p, true, nil
	case says(err, "HTTP 404", "Not Found"):
		return p, false, nil
	}
	return p, false, explain(err, "github.com")
}

// ErrNoBranch says that Pages cannot be switched on before the branch is there.
var ErrNoBranch = errors.New("the branch must exist first")

// SwitchOn switches Pages on: for a branch, or for a workflow when branch is "". A site that is made some
// other way so far is changed. The error is [ErrNoBranch] when the branch must be there first.
func (h Hub) SwitchOn(ctx context.Context, r Repo, branch string, now Pages, on bool) error {
	at := "repos/" + r.String() + "/pages"
	args := []string{"-X", "POST", at, "-f", "build_type=workflow"}
	if branch != "" {
		args = []string{"-X", "POST", at, "-f", "build_type=legacy", "-f", "source[branch]=" + branch, "-f", "source[path]=/"}
	}
	if on {
		if now.Shows(branch) {
			return nil
		}
		args[1] = "PUT"
	}
	err := h.api(ctx, nil, args...)
	switch {
	case says(err, "must exist before"):
		return ErrNoBranch
	case says(err, "does not support GitHub Pages", "Upgrade to"):
		return fail(err, "GitHub Pages is only free for public repositories, and "+r.String()+" is private", "choose to send the site to a public one: passport publish --source local")
	}
	return explain(err, "github.com")
}

// SetHost names the person's own host of a site.
func (h Hub) SetHost(ctx context.Context, r Repo, host string) error {
	return explain(h.api(ctx, nil, "-X", "PUT", "repos/"+r.String()+"/pages", "-f", "cname="+host), "github.com")
}

// Rebuild asks GitHub to put up what a branch holds now: changing the branch alone does not.
func (h Hub) Rebuild(ctx context.Context, r Repo) error {
	return explain(h.api(ctx, nil, "-X", "POST", "repos/"+r.String()+"/pages/builds"), "github.com")
}

// SwitchOff takes the site of a repository down.
func (h Hub) SwitchOff(ctx context.Context, r Repo) error {
	err := h.api(ctx, nil, "-X", "DELETE", "repos/"+r.String()+"/pages")
	if says(err, "HTTP 404") {
		return nil
	}
	return explain(err, "github.com")
}

// NewPage is the page on which a person makes a repository by hand, filled in.
// https://docs.github.com/en/repositories/creating-and-managing-repositories/creating-a-new-repository
func NewPage(r Repo, private bool, about string) string {
	q := url.Values{"name": {r.Name}, "description": {about}, "visibility": {"public"}}
	if r.Owner != "" {
		q.Set("owner", r.Owner)
	}
	if private {
		q.Set("visibility", "private")
	}
	return "https://github.com/new?" + q.Encode()
}

// SettingsPage is where a person switches Pages on and off by hand.
func (r Repo) SettingsPage() string { return r.Web() + "/settings/pages" }
