package publish

import (
	"bytes"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/rhysd/actionlint"
)

// TestWorkflow: actionlint finds nothing in the workflow, every action in it is GitHub's own and pinned by a
// whole commit with its version beside it, no job may do more than it needs, and no mistake puts a site up.
func TestWorkflow(t *testing.T) {
	t.Parallel()
	text := Workflow("v1.2.3")
	var said bytes.Buffer
	// The shell lines are read by shellcheck where it is installed.
	shellcheck, _ := exec.LookPath("shellcheck")
	linter, err := actionlint.NewLinter(&said, &actionlint.LinterOptions{Shellcheck: shellcheck})
	if err != nil {
		t.Fatal(err)
	}
	found, err := linter.Lint(WorkflowPath, text, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		t.Errorf("%d:%d: %s", f.Line, f.Column, f.Message)
	}

	uses := regexp.MustCompile(`uses: (\S+)(.*)`).FindAllStringSubmatch(string(text), -1)
	if len(uses) != 5 {
		t.Errorf("%d actions, want 5", len(uses))
	}
	pinned, version := regexp.MustCompile(`^actions/[a-z-]+@[0-9a-f]{40}$`), regexp.MustCompile(`^ # v\d+\.\d+\.\d+$`)
	for _, u := range uses {
		if !pinned.MatchString(u[1]) || !version.MatchString(u[2]) {
			t.Errorf("not pinned by a commit with its version beside it: %s", u[0])
		}
	}

	parsed, problems := actionlint.Parse(text)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if len(parsed.Permissions.Scopes) != 0 || parsed.Permissions.All != nil {
		t.Error("the workflow as a whole must be allowed nothing")
	}
	for job, want := range map[string]string{"site": "contents:read pages:read", "live": "id-token:write pages:write"} {
		var got []string
		for _, name := range []string{"contents", "id-token", "pages"} {
			if s := parsed.Jobs[job].Permissions.Scopes[name]; s != nil {
				got = append(got, name+":"+s.Value.Value)
			}
		}
		if strings.Join(got, " ") != want || len(parsed.Jobs[job].Permissions.Scopes) != len(got) {
			t.Errorf("job %s may %v, want %s", job, got, want)
		}
	}
	// A commit with a mistake fails in the first job, and the second then never runs.
	if needs := parsed.Jobs["live"].Needs; len(needs) != 1 || needs[0].Value != "site" {
		t.Error("the site must be put up only after the check")
	}
}

func TestPin(t *testing.T) {
	t.Parallel()
	for version, want := range map[string]string{
		"v1.2.3":                                  "v1.2.3",
		"v0.0.0-20261126101010-0123456789ab":      "v0.0.0-20261126101010-0123456789ab",
		"built from commit 0123456789ab":          "0123456789ab",
		"built from commit 0123456789ab, changed": "",
		"built from source":                       "",
		"unknown":                                 "",
		"v1.2.3+dirty":                            "",
	} {
		if got, ok := Pin(version); got != want || ok != (want != "") {
			t.Errorf("Pin(%q) = %q, %v; want %q", version, got, ok, want)
		}
	}
}

// TestWorkflowRenewal: an older version's file is renewed, a newer one's and the person's own are left alone.
func TestWorkflowRenewal(t *testing.T) {
	t.Parallel()
	old := sealed("name: Passport\n", "v1.0.0")
	for name, c := range map[string]struct {
		text []byte
		want Renewal
	}{
		"same":                {Workflow("v1.2.3"), Keep},
		"older":               {old, Renew},
		"older, CRLF":         {bytes.ReplaceAll(old, []byte("\n"), []byte("\r\n")), Renew},
		"newer":               {sealed("name: Passport\n", "v1.3.0"), Keep},
		"changed by hand":     {append(bytes.Clone(old), "# mine\n"...), Own},
		"written by hand":     {[]byte("name: Mine\n"), Own},
		"empty":               {nil, Own},
		"older by a commit's": {sealed("name: Passport\n", "0123456789ab"), Renew},
	} {
		if got, _ := WorkflowRenewal(c.text, "v1.2.3"); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
