//go:build !unix

package generator_test

import "time"

var started = time.Now()

// spent is the time since the process began, where the system is not asked for more.
func spent() time.Duration { return time.Since(started) }

// peak is not known here.
func peak() float64 { return 0 }
