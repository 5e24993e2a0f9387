package publish

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// How long the other side may take. A person who is asked for a password needs longer than a program.
const (
	quick  = 20 * time.Second
	upload = 5 * time.Minute
	human  = 15 * time.Minute
)

// call is one run of another program.
type call struct {
	program string
	args    []string
	dir     string
	env     []string
	in      []byte
	limit   time.Duration // 0 is quick
	ask     bool          // the program may ask the person for a login
}

// run runs the program and returns what it printed. The error is an [exited], or that it is not
// installed, or that the time is over.
func (c call) run(ctx context.Context) (string, error) {
	limit := c.limit
	if limit == 0 {
		limit = quick
	}
	ctx, stop := context.WithTimeout(ctx, limit)
	defer stop()
	cmd := exec.CommandContext(ctx, c.program, c.args...)
	cmd.Dir = c.dir
	// What a surrounding git (a hook, say) set would lead to its repository.
	cmd.Env = slices.DeleteFunc(cmd.Environ(), func(e string) bool {
		for _, name := range []string{"GIT_DIR=", "GIT_WORK_TREE=", "GIT_INDEX_FILE=", "GIT_OBJECT_DIRECTORY=", "GIT_COMMON_DIR=", "GIT_NAMESPACE="} {
			if strings.HasPrefix(e, name) {
				return true
			}
		}
		return false
	})
	cmd.Env = append(cmd.Env, "LC_ALL=C", "LANGUAGE=C", "GIT_OPTIONAL_LOCKS=0", "GH_PROMPT_DISABLED=1", "GH_NO_UPDATE_NOTIFIER=1", "NO_COLOR=1")
	if !c.ask {
		cmd.Env = append(cmd.Env, "GIT_TERMINAL_PROMPT=0", "GCM_INTERACTIVE=never", "GIT_ASKPASS=", "SSH_ASKPASS=")
	}
	cmd.Env = append(cmd.Env, c.env...)
	if c.in != nil {
		cmd.Stdin = bytes.NewReader(c.in)
	} else if c.ask {
		cmd.Stdin = os.Stdin
	}
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	// A helper that git started may hold the pipes open after git is gone.
	cmd.WaitDelay = 2 * time.Second
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		return out.String(), &exited{program: c.program, args: c.args, said: said.String(), err: err}
	}
	return out.String(), nil
}

// Installed tells whether a program is there.
func Installed(program string) bool {
	_, err := exec.LookPath(program)
	return err == nil
}

// fields0 parts a list whose items end with NUL.
func fields0(s string) []string {
	s = strings.TrimSuffix(s, "\x00")
	if s == "" {
		return nil
	}
	return strings.Split(s, "\x00")
}
