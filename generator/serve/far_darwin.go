package serve

import "syscall"

// local is MNT_LOCAL of statfs(2): the files lie on a disk of this computer.
const local = 0x1000

// far reports whether a folder lies where changes may come without events.
func far(dir string) bool {
	var s syscall.Statfs_t
	return syscall.Statfs(dir, &s) == nil && s.Flags&local == 0
}
