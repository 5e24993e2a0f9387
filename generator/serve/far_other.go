//go:build !linux && !darwin

package serve

// far reports whether a folder lies where changes may come without events: Windows has them for shared drives, too.
func far(string) bool { return false }
