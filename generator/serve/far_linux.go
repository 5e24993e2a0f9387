package serve

import "syscall"

// distant are file systems whose files another computer may change, or another system on this one, without a word to
// this one: the numbers that statfs gives them.
// https://man7.org/linux/man-pages/man2/statfs.2.html
var distant = map[uint32]bool{
	0x6969: true, 0x517b: true, 0xff534d42: true, 0xfe534d42: true, // NFS, SMB
	0x01021997: true, 0x65735546: true, 0x786f4256: true, // 9P (Windows under WSL), FUSE (sshfs, Docker), VirtualBox
	0x5346414f: true, 0x00c36400: true, // AFS, Ceph
}

// far reports whether a folder lies where changes may come without events.
func far(dir string) bool {
	var s syscall.Statfs_t
	return syscall.Statfs(dir, &s) == nil && distant[uint32(s.Type)]
}
