package generator

import (
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
)

// nobody takes the rights of root over files away from a test until it ends, and lets it into a folder of its
// own. The rights are those of a thread, so the test stays on one.
func nobody(t *testing.T, dir string) {
	t.Helper()
	if os.Getuid() != 0 {
		return
	}
	if err := os.Chmod(filepath.Dir(dir), 0o755); err != nil {
		t.Fatal(err)
	}
	runtime.LockOSThread()
	t.Cleanup(func() {
		_ = syscall.Setfsuid(0)
		runtime.UnlockOSThread()
	})
	if err := syscall.Setfsuid(65534); err != nil {
		t.Fatal(err)
	}
}
