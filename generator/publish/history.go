package publish

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// Visitor is told what a repository holds. Either function may be nil.
type Visitor struct {
	// Commit is one commit: its short name, the addresses in it, and its text as it may be shown.
	Commit func(id string, mails []string, text string)
	// Version is one version of a file: the short name of the newest commit that brought it, its path from
	// the top of the repository, its bytes. Each content comes once. The bytes are the function's to keep.
	Version func(commit, path string, data []byte)
}

// Limits bound how much of a history is read. The zero value of each means its default.
type Limits struct {
	Time  time.Duration // default one minute
	Bytes int64         // of all versions together; default 2 GiB
	File  int64         // of one version; larger ones are left out; default 50 MiB
}

// History is how much of it was read.
type History struct {
	Commits, Versions int
	Left              []string // what was not read, and why, in words; empty when everything was
}

// ReadHistory goes through everything that a push of the current branch of the repository around dir
// would send: every commit and every version of every file, the newest first, in the memory of the
// largest file. Where there is no git, no repository or no commit there is nothing to read, and that is
// no error.
func ReadHistory(ctx context.Context, dir string, v Visitor, l Limits) (*History, error) {
	h := &History{}
	if _, err := git(ctx, dir, "rev-parse", "--verify", "--quiet", "HEAD^{commit}"); err != nil {
		return h, nil
	}
	if l.Time == 0 {
		l.Time = time.Minute
	}
	if l.Bytes == 0 {
		l.Bytes = 2 << 30
	}
	if l.File == 0 {
		l.File = 50 << 20
	}
	if shallow, err := git(ctx, dir, "rev-parse", "--is-shallow-repository"); err == nil && strings.TrimSpace(string(shallow)) == "true" {
		h.Left = append(h.Left, `only the newest part of the history is on this computer: "git fetch --unshallow" brings the rest`)
	}
	ctx, cancel := context.WithTimeout(ctx, l.Time)
	defer cancel()

	blobs := command(ctx, dir, "cat-file", "--batch")
	ask, err := blobs.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("cannot speak with git: %w", err)
	}
	answers, err := blobs.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("cannot speak with git: %w", err)
	}
	log := command(ctx, dir, "log", "-m", "--root", "--raw", "--no-abbrev", "-z", "--no-renames", "--no-mailmap", "--no-color", "--no-show-signature",
		"--format=%x01%H%x02%ae%x02%ce%x02Author: %an <%ae>%nDate: %ad%nCommitter: %cn <%ce>%n%n%B%x02", "HEAD")
	entries, err := log.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("cannot speak with git: %w", err)
	}
	r := &historyReader{h: h, v: v, l: l, ask: ask, answers: bufio.NewReaderSize(answers, 64<<10), seen: map[string]bool{}}
	var waited error
	if err = blobs.Start(); err == nil {
		if err = log.Start(); err == nil {
			err = r.read(bufio.NewReaderSize(entries, 64<<10))
		}
	}
	late := ctx.Err() != nil
	if r.stopped || err != nil {
		cancel() // neither program need go on
	}
	ask.Close()
	if log.Process != nil {
		waited = log.Wait()
	}
	if blobs.Process != nil {
		_ = blobs.Wait()
	}
	switch {
	case late:
		h.Left = append(h.Left, fmt.Sprintf("the history is long, and reading it was stopped after %v, %d versions of files", l.Time, h.Versions))
	case r.stopped:
		h.Left = append(h.Left, fmt.Sprintf("the history is large, and reading it was stopped after %d MB, %d versions of files", l.Bytes>>20, h.Versions))
	case err != nil:
		return nil, fmt.Errorf("cannot read the history: %w", err)
	case waited != nil:
		return nil, fmt.Errorf("git could not read the history: %w", waited)
	}
	return h, nil
}

// historyReader reads what git log prints, and asks for each content once.
type historyReader struct {
	h       *History
	v       Visitor
	l       Limits
	ask     io.Writer
	answers *bufio.Reader
	seen    map[string]bool // names of objects, and of commits
	total   int64
	large   int
	stopped bool
}

// read goes through records that end in NUL: a commit begins with 1, a change with a colon, and its path
// follows.
func (r *historyReader) read(in *bufio.Reader) error {
	commit := ""
	for !r.stopped {
		record, err := in.ReadBytes(0)
		if err == io.EOF && len(bytes.TrimSpace(record)) == 0 {
			break
		}
		if err != nil && err != io.EOF {
			return err
		}
		text := strings.TrimLeft(strings.TrimSuffix(string(record), "\x00"), "\n")
		switch {
		case strings.HasPrefix(text, "\x01"):
			commit = r.commit(text[1:])
			// The first change may follow in the same record.
			if i := strings.LastIndex(text, "\x02"); i >= 0 && strings.HasPrefix(strings.TrimLeft(text[i+1:], "\n"), ":") {
				if err := r.change(commit, strings.TrimLeft(text[i+1:], "\n"), in); err != nil {
					return err
				}
			}
		case strings.HasPrefix(text, ":"):
			if err := r.change(commit, text, in); err != nil {
				return err
			}
		}
	}
	if r.large > 0 {
		r.h.Left = append(r.h.Left, fmt.Sprintf("files of more than %d MB: %d", r.l.File>>20, r.large))
	}
	return nil
}

func (r *historyReader) commit(text string) string {
	f := strings.SplitN(text, "\x02", 5)
	if len(f) < 4 || len(f[0]) < 7 {
		return ""
	}
	short := f[0][:7]
	if !r.seen[f[0]] {
		r.seen[f[0]] = true
		r.h.Commits++
		mails := []string{f[1]}
		if f[2] != f[1] {
			mails = append(mails, f[2])
		}
		if r.v.Commit != nil {
			r.v.Commit(short, mails, f[3])
		}
	}
	return short
}

// change is one line ":100644 100644 <old> <new> M", followed by a path.
func (r *historyReader) change(commit, line string, in *bufio.Reader) error {
	path, err := in.ReadString(0)
	if err != nil {
		return err
	}
	path = strings.TrimSuffix(path, "\x00")
	f := strings.Fields(line)
	if len(f) < 5 || f[1] == "160000" || strings.Trim(f[3], "0") == "" || r.seen[f[3]] || r.v.Version == nil {
		return nil // gone, another repository, or known
	}
	r.seen[f[3]] = true
	if _, err := io.WriteString(r.ask, f[3]+"\n"); err != nil {
		return err
	}
	head, err := r.answers.ReadString('\n')
	if err != nil {
		return err
	}
	a := strings.Fields(head)
	if len(a) != 3 {
		return nil // missing
	}
	size, err := strconv.ParseInt(a[2], 10, 64)
	if err != nil {
		return err
	}
	if r.total += size; r.total > r.l.Bytes {
		r.stopped = true
		return nil
	}
	if size > r.l.File {
		r.large++
		_, err := io.CopyN(io.Discard, r.answers, size+1)
		return err
	}
	data := make([]byte, size+1) // and the line end behind it
	if _, err := io.ReadFull(r.answers, data); err != nil {
		return err
	}
	r.h.Versions++
	r.v.Version(commit, path, data[:size:size])
	return nil
}

// PushedFiles lists the files below dir that a push would send once they are committed: those that git
// knows and those that nothing tells it to ignore, as slash paths relative to dir. False where there is no
// git or no repository.
func PushedFiles(ctx context.Context, dir string) ([]string, bool) {
	out, err := git(ctx, dir, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	if err != nil {
		return nil, false
	}
	var names []string
	seen := map[string]bool{}
	for name := range strings.SplitSeq(string(out), "\x00") {
		if name != "" && !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	return names, true
}

// Prefix is the path of dir in its repository, with a slash behind it; "" at the top, and where there is
// none.
func Prefix(ctx context.Context, dir string) string {
	out, err := git(ctx, dir, "rev-parse", "--show-prefix")
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}

// AuthorMail is the address that git would write into a commit made in dir; "" when it has none set or
// there is no git.
func AuthorMail(ctx context.Context, dir string) string {
	out, err := command(ctx, dir, "config", "user.email").Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}

// command prepares git so that nothing asks for a password, nothing is printed in another language, and everything is
// as it would be sent: what "git replace" shows in place of something stays on this computer.
func command(ctx context.Context, dir string, args ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, "git", args...)
	c.Dir = dir
	c.Env = append(c.Environ(), "GIT_TERMINAL_PROMPT=0", "GIT_NO_REPLACE_OBJECTS=1", "LC_ALL=C", "TZ=UTC")
	return c
}
