package output

import (
	"errors"
	"io/fs"

	"golang.org/x/sys/unix"
)

// exchange swaps two folders in one step; done is false when the system or the file system cannot.
func exchange(a, b string) (done bool, err error) {
	err = unix.Renameat2(unix.AT_FDCWD, a, unix.AT_FDCWD, b, unix.RENAME_EXCHANGE)
	if errors.Is(err, unix.ENOSYS) || errors.Is(err, unix.EINVAL) || errors.Is(err, unix.ENOTSUP) {
		return false, nil
	}
	return err == nil, err
}

// isMountPoint asks the kernel, because a folder may be mounted from the same disk (a bind mount).
func isMountPoint(path string, info fs.FileInfo) bool {
	var s unix.Statx_t
	if err := unix.Statx(unix.AT_FDCWD, path, unix.AT_SYMLINK_NOFOLLOW, 0, &s); err == nil && s.Attributes_mask&unix.STATX_ATTR_MOUNT_ROOT != 0 {
		return s.Attributes&unix.STATX_ATTR_MOUNT_ROOT != 0
	}
	return onOtherDisk(path, info)
}
