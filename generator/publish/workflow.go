package publish

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"

	"golang.org/x/mod/semver"
)

// WorkflowPath is where GitHub looks for it.
const WorkflowPath = ".github/workflows/passport.yml"

// workflow is what GitHub does with a passport, with a gap for the version. Its actions are GitHub's own,
// pinned by commit, with the version that the commit is in a comment.
//
//go:embed workflow.yml
var workflow string

var commitID = regexp.MustCompile(`\b[0-9a-f]{12,40}\b`)

// Pin is the version of the program in a form that `go install` takes, from what `passport version`
// says; ok is false for a program that was built from files that are nowhere published.
func Pin(version string) (pin string, ok bool) {
	if semver.IsValid(version) && !strings.Contains(version, "+dirty") {
		return version, true
	}
	if strings.Contains(version, "changed") {
		return "", false
	}
	pin = commitID.FindString(version)
	return pin, pin != ""
}

// Workflow is the workflow that checks and puts up a passport with one version of the program. Its first
// line says which version wrote it, and by a digest that nobody has changed it since.
func Workflow(pin string) []byte {
	return sealed(strings.ReplaceAll(workflow, "{{pin}}", pin), pin)
}

func sealed(body, pin string) []byte {
	return fmt.Appendf(nil, "# Written by passport %s (%s); \"passport publish\" renews it.\n%s", pin, digest(body), body)
}

func digest(body string) string {
	sum := sha256.Sum256([]byte(body))
	return hex.EncodeToString(sum[:8])
}

var seal = regexp.MustCompile(`^# Written by passport (\S+) \(([0-9a-f]{16})\); "passport publish" renews it\.\n`)

// Renewal is what should become of a workflow that is there.
type Renewal int

// The renewals.
const (
	Keep  Renewal = iota // it is of this version, or of a newer one
	Renew                // an older version wrote it, and nobody has changed it
	Own                  // the person wrote or changed it: it is theirs
)

// WorkflowRenewal compares a workflow with what this version would write, and tells which version wrote it.
func WorkflowRenewal(old []byte, pin string) (r Renewal, by string) {
	text := strings.ReplaceAll(string(old), "\r\n", "\n")
	m := seal.FindStringSubmatch(text)
	if m == nil || digest(text[len(m[0]):]) != m[2] {
		return Own, ""
	}
	if text == string(Workflow(pin)) || semver.IsValid(pin) && semver.Compare(m[1], pin) > 0 {
		return Keep, m[1]
	}
	return Renew, m[1]
}
