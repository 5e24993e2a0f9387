package output

import (
	"errors"
	"io/fs"
	"os"

	"golang.org/x/sys/windows"
)

// exchange: Windows has no such call, so two renames do it.
func exchange(string, string) (done bool, err error) { return false, nil }

// openNew makes a new file and opens it for writing.
func openNew(name string) (*os.File, error) {
	return os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
}

// lock waits until no other process holds the file's lock. The byte that is locked lies far behind
// the text, which stays readable.
func lock(f *os.File) error {
	at := &windows.Overlapped{Offset: 1 << 30}
	return windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK, 0, 1, 0, at)
}

// isMountPoint: a folder that a volume is mounted in is a reparse point, which Lstat reports as
// irregular, and is no plain folder.
func isMountPoint(_ string, info fs.FileInfo) bool { return info.Mode()&fs.ModeIrregular != 0 }

func isDiskFull(err error) bool {
	return errors.Is(err, windows.ERROR_DISK_FULL) || errors.Is(err, windows.ERROR_HANDLE_DISK_FULL)
}

func isReadOnly(err error) bool { return errors.Is(err, windows.ERROR_WRITE_PROTECT) }

func isInUse(err error) bool {
	return errors.Is(err, windows.ERROR_SHARING_VIOLATION) || errors.Is(err, windows.ERROR_LOCK_VIOLATION)
}

// syncFolder does nothing: Windows cannot flush a folder, and NTFS keeps a journal of renames.
func syncFolder(*os.File) {}
