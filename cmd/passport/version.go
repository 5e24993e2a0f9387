package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// release is set when a release is built: -ldflags "-X main.release=v1.2.3".
var release string

// exact is the version when it names one program and no other, "" for one that is being worked on.
func exact() string {
	if v := version(); v == release || strings.HasPrefix(v, "built from commit ") && !strings.HasSuffix(v, changedSince) {
		return v
	}
	return ""
}

const changedSince = ", changed since"

// version is the release, or the commit for a build from source. It is what data files name.
func version() string {
	info, _ := debug.ReadBuildInfo()
	return versionOf(release, info)
}

func versionOf(release string, info *debug.BuildInfo) string {
	if release != "" {
		return release
	}
	commit, changed := commitOf(info)
	if changed {
		commit += changedSince
	}
	switch {
	case commit != "":
		return "built from commit " + commit
	case info != nil && info.Main.Version != "" && info.Main.Version != "(devel)":
		return info.Main.Version
	}
	return "built from source"
}

// commitOf is the commit that a program was built from, "" where that is not known, and whether files
// were changed after it.
func commitOf(info *debug.BuildInfo) (commit string, changed bool) {
	if info == nil {
		return "", false
	}
	for _, s := range info.Settings {
		switch {
		case s.Key == "vcs.revision" && len(s.Value) >= 12:
			commit = s.Value[:12]
		case s.Key == "vcs.modified" && s.Value == "true":
			changed = true
		}
	}
	return commit, changed
}

// lineOf says everything about a build: passport v1.2.3 (commit 0123456789ab, go1.26.0, linux/amd64).
func lineOf(release string, info *debug.BuildInfo) string {
	var more []string
	if commit, _ := commitOf(info); release != "" && commit != "" {
		more = append(more, "commit "+commit)
	}
	more = append(more, runtime.Version(), runtime.GOOS+"/"+runtime.GOARCH)
	return fmt.Sprintf("passport %s (%s)", versionOf(release, info), strings.Join(more, ", "))
}

// versionLine says which passport this is, and for what it was built.
func versionLine() string {
	info, _ := debug.ReadBuildInfo()
	return lineOf(release, info)
}

func (a *app) versionCmd() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Say which passport this is",
		Example: "  passport version",
		GroupID: "know",
		Args:    noArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintln(a.out, versionLine())
			return err
		},
	}
}

// noArgs refuses arguments, in one sentence.
func noArgs(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usagef("%s takes no argument, and got %q", c.CommandPath(), args[0])
	}
	return nil
}

// maxArgs allows up to n arguments.
func maxArgs(n int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) > n {
			return usagef(`%s does not know what to do with %q: "%s --help" says more`, c.CommandPath(), args[n], c.CommandPath())
		}
		return nil
	}
}

// exactArgs asks for each of the named arguments.
func exactArgs(names ...string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) < len(names) {
			return usagef(`%s needs <%s>: "%s --help" shows an example`, c.CommandPath(), names[len(args)], c.CommandPath())
		}
		return maxArgs(len(names))(c, args)
	}
}

// flagNames lists the flags that c takes.
func flagNames(c *cobra.Command) (names []string) {
	add := func(f *pflag.Flag) { names = append(names, f.Name) }
	c.LocalFlags().VisitAll(add)
	c.InheritedFlags().VisitAll(add)
	return names
}
