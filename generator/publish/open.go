package publish

import (
	"errors"
	"fmt"
	"os/exec"
	"runtime"
	"strings"
)

// Browse shows an address in the person's browser. It returns once the browser was asked to.
func Browse(address string) error {
	var c *exec.Cmd
	switch runtime.GOOS {
	case "darwin":
		c = exec.Command("open", address)
	case "windows":
		c = exec.Command("rundll32", "url.dll,FileProtocolHandler", address)
	default:
		c = exec.Command("xdg-open", address)
	}
	if err := start(c); err != nil {
		return fmt.Errorf("cannot open a browser (%w): open %s yourself", err, address)
	}
	return nil
}

// Launch starts a program of the person's, such as an editor, and does not wait for it. Its arguments are
// passed as they are; there is no shell.
func Launch(program string, args ...string) error {
	if err := start(exec.Command(program, args...)); err != nil {
		return fmt.Errorf("cannot start %s: %w", strings.Join(append([]string{program}, args...), " "), err)
	}
	return nil
}

func start(c *exec.Cmd) error {
	if err := c.Start(); err != nil {
		if errors.Is(err, exec.ErrNotFound) {
			return fmt.Errorf("there is no program called %s", c.Path)
		}
		return err
	}
	// Nobody is interested in how it ends, but the system is in that somebody asks.
	go func() { _ = c.Wait() }()
	return nil
}
