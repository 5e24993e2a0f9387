//go:build linux || darwin || freebsd || netbsd || openbsd || dragonfly

package output

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"golang.org/x/sys/unix"
)

// openNew makes a new file and opens it for writing. Of the system it asks two things where os.OpenFile asks
// six, to learn that a file on a disk is never waited for; that was a twentieth of the time of a build.
func openNew(name string) (*os.File, error) {
	for {
		fd, err := unix.Open(name, unix.O_WRONLY|unix.O_CREAT|unix.O_EXCL|unix.O_CLOEXEC, fileMode)
		switch {
		case err == nil:
			return os.NewFile(uintptr(fd), name), nil
		case !errors.Is(err, unix.EINTR):
			return nil, &fs.PathError{Op: "open", Path: name, Err: err}
		}
	}
}

// lock waits until no other process holds the file's lock. Some network file systems have no locks;
// two runs at once are rare enough there to go on without.
func lock(f *os.File) error {
	for {
		err := unix.Flock(int(f.Fd()), unix.LOCK_EX)
		switch {
		case err == nil, errors.Is(err, unix.ENOTSUP), errors.Is(err, unix.ENOSYS), errors.Is(err, unix.ENOLCK):
			return nil
		case !errors.Is(err, unix.EINTR):
			return err
		}
	}
}

func onOtherDisk(path string, info fs.FileInfo) bool {
	up, err := os.Stat(filepath.Dir(path))
	if err != nil {
		return false
	}
	a, ok := info.Sys().(*syscall.Stat_t)
	b, ok2 := up.Sys().(*syscall.Stat_t)
	return ok && ok2 && a.Dev != b.Dev
}

func isDiskFull(err error) bool {
	return errors.Is(err, unix.ENOSPC) || errors.Is(err, unix.EDQUOT)
}

func isReadOnly(err error) bool { return errors.Is(err, unix.EROFS) }

func isInUse(err error) bool { return errors.Is(err, unix.EBUSY) || errors.Is(err, unix.ETXTBSY) }

// syncFolder makes renames in a folder survive a power failure, where the system can do that.
func syncFolder(f *os.File) { f.Sync() }
