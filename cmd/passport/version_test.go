package main

import (
	"runtime"
	"runtime/debug"
	"testing"
)

func TestVersion(t *testing.T) {
	t.Parallel()
	const commit = "0123456789abcdef0123456789abcdef01234567"
	built := func(settings ...debug.BuildSetting) *debug.BuildInfo {
		return &debug.BuildInfo{Main: debug.Module{Version: "(devel)"}, Settings: settings}
	}
	from := debug.BuildSetting{Key: "vcs.revision", Value: commit}
	machine := runtime.Version() + ", " + runtime.GOOS + "/" + runtime.GOARCH + ")"
	for _, tt := range []struct {
		name, release string
		info          *debug.BuildInfo
		version, line string
	}{
		{"a release", "v1.2.3", built(from), "v1.2.3", "passport v1.2.3 (commit 0123456789ab, " + machine},
		{"a release without git", "v1.2.3", built(), "v1.2.3", "passport v1.2.3 (" + machine},
		{"from a checkout", "", built(from), "built from commit 0123456789ab", "passport built from commit 0123456789ab (" + machine},
		{"with changes", "", built(from, debug.BuildSetting{Key: "vcs.modified", Value: "true"}), "built from commit 0123456789ab, changed since", "passport built from commit 0123456789ab, changed since (" + machine},
		{"go install", "", &debug.BuildInfo{Main: debug.Module{Version: "v1.2.3"}}, "v1.2.3", "passport v1.2.3 (" + machine},
		{"nothing known", "", nil, "built from source", "passport built from source (" + machine},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := versionOf(tt.release, tt.info); got != tt.version {
				t.Errorf("the version is %q, want %q", got, tt.version)
			}
			if got := lineOf(tt.release, tt.info); got != tt.line {
				t.Errorf("the line is %q, want %q", got, tt.line)
			}
		})
	}
}
