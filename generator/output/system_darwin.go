package output

import (
	"errors"
	"io/fs"

	"golang.org/x/sys/unix"
)

// exchange swaps two folders in one step; done is false when the system or the file system cannot.
func exchange(a, b string) (done bool, err error) {
	err = unix.RenamexNp(a, b, unix.RENAME_SWAP)
	if errors.Is(err, unix.ENOSYS) || errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOTSUP) {
		return false, nil
	}
	return err == nil, err
}

func isMountPoint(path string, info fs.FileInfo) bool { return onOtherDisk(path, info) }
