package output

import (
	"errors"
	"os"
	"path/filepath"
)

// Scratch makes an empty folder outside every passport for work that is thrown away, and returns what
// deletes it with all it holds.
func Scratch() (dir string, done func(), err error) {
	if dir, err = os.MkdirTemp("", "passport-"); err != nil {
		return "", nil, fault("make a folder in", os.TempDir(), err)
	}
	return dir, func() { os.RemoveAll(dir) }, nil
}

// Withdraw deletes a folder that a command made inside a person's folder a moment ago and must take back
// because a later step failed. It refuses everything but a direct child that is a folder.
func Withdraw(root, name string) error {
	path := filepath.Join(root, name)
	if name == "" || name == "." || name == ".." || filepath.Base(name) != name {
		return fault("delete", path, errors.New("it does not lie in the folder"))
	}
	if info, err := os.Lstat(path); err != nil || !info.IsDir() {
		return fault("delete", path, errors.Join(err, errNoFolder))
	}
	return fault("delete", path, os.RemoveAll(path))
}

var errNoFolder = errors.New("it is not a folder")

// makeFolders makes a folder and those above it, and returns what deletes again those that were made and are
// still empty.
func makeFolders(path string, mode os.FileMode) (unmake func(), err error) {
	var made []string
	for p := path; ; p = filepath.Dir(p) {
		if _, err := os.Lstat(p); !errors.Is(err, os.ErrNotExist) || filepath.Dir(p) == p {
			break
		}
		made = append(made, p)
	}
	unmake = func() {
		for _, p := range made {
			os.Remove(p) // refused when it is not empty, and that is right
		}
	}
	if err := os.MkdirAll(path, mode); err != nil {
		unmake()
		return nil, err
	}
	return unmake, nil
}
