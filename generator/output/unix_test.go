//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package output

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sys/unix"
)

// TestFullDisk: where nothing can be written, nothing is left behind, no folder either. The limit belongs to the
// whole process, so a child has it.
func TestFullDisk(t *testing.T) {
	const child = "PASSPORT_TEST_FULL_DISK"
	dir := os.Getenv(child)
	if dir == "" {
		dir = t.TempDir()
		cmd := exec.Command(os.Args[0], "-test.run=^TestFullDisk$")
		cmd.Env = append(os.Environ(), child+"="+dir)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		return
	}
	signal.Ignore(unix.SIGXFSZ)
	if err := unix.Setrlimit(unix.RLIMIT_FSIZE, &unix.Rlimit{}); err != nil {
		t.Fatal(err)
	}
	_, _, writing := Write(filepath.Join(dir, "a", "b", "public"), generation(0), Options{})
	_, creating := Create(filepath.Join(dir, "c", "me"), map[string][]byte{"d/passport.yaml": []byte("x")})
	if writing == nil || creating == nil {
		t.Errorf("written: %v, %v", writing, creating)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// The umask belongs to the whole process, so a shell sets it for a child.
func TestUmask(t *testing.T) {
	t.Parallel()
	for _, umask := range []string{"000", "022", "027", "077", "0777"[1:]} {
		t.Run(umask, func(t *testing.T) {
			t.Parallel()
			if umask == "777" && os.Getuid() != 0 {
				t.Skip("nobody but root can use a folder without permissions")
			}
			dir := filepath.Join(t.TempDir(), "public")
			if _, _, err := Write(dir, generation(0), Options{}); err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command("sh", "-c", "umask "+umask+"; exec "+os.Args[0])
			cmd.Env = append(os.Environ(), childDir+"="+dir, childFrom+"=1")
			out, err := cmd.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			io.ReadFull(out, make([]byte, len("1\n2\n"))) // the first generation is finished
			cmd.Process.Kill()
			cmd.Wait()
			if err := Recover(dir); err != nil {
				t.Fatal(err)
			}
			if n := whole(t, dir); n < 1 {
				t.Fatalf("generation %d", n)
			}
			modes := map[string]bool{}
			filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
				if err != nil {
					return err
				}
				modes[stat(t, p).Mode().String()] = true
				return nil
			})
			if diff := cmp.Diff(map[string]bool{"drwxr-xr-x": true, "-rw-r--r--": true}, modes); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestSystemErrorsAreReadable(t *testing.T) {
	t.Parallel()
	for err, want := range map[error]string{
		unix.ENOSPC: "the disk is full; make room and try again", unix.EDQUOT: "the disk is full; make room and try again",
		unix.EROFS:  "the disk is read-only; use a folder on another one",
		unix.EACCES: "no permission; see whether the folder is yours, or use another", unix.EBUSY: "another program has it open; close it and try again",
	} {
		got := fault("write", "a", &fs.PathError{Op: "write", Path: "a", Err: err}).Error()
		if got != "cannot write a: "+want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// A disk that fills up while a site is written leaves the last good one, and says so.
func TestDiskFull(t *testing.T) {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		t.Skip(err)
	}
	// The nearest to a full disk that needs no rights: a limit on the size of files. Go ignores the
	// signal that comes with it.
	dir := filepath.Join(t.TempDir(), "public")
	good := map[string]string{"index.html": "good"}
	mustWrite(t, dir, good, Options{})
	small := limit
	small.Cur = 1 << 16
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &small); err != nil {
		t.Skip(err)
	}
	_, _, err := Write(dir, docs(map[string]string{"index.html": "new", "big": strings.Repeat("x", 1<<17)}), Options{})
	if e := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); e != nil {
		t.Fatal(e)
	}
	var fault *Error
	if !errors.As(err, &fault) || !errors.Is(err, unix.EFBIG) {
		t.Errorf("error %v", err)
	}
	if diff := cmp.Diff(good, tree(t, dir)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	noLeftovers(t, dir)
}
