//go:build freebsd || netbsd || openbsd || dragonfly

package output

import "io/fs"

func exchange(string, string) (done bool, err error) { return false, nil }

func isMountPoint(path string, info fs.FileInfo) bool { return onOtherDisk(path, info) }
