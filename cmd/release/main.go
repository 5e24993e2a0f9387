// Command release packs a release: it takes the binaries that .ci/release built and makes of them what
// people install.
//
//	release -version v1.2.3 -in BUILT -out DIST
//
// BUILT holds a folder for each system (linux-amd64/passport, windows-arm64/passport.exe, …) and the
// folders completions, man, and licenses with what goes beside each binary. DIST, which must be new or
// empty, gets
//
//   - an archive for each system: the binary, the licences of everything in it, completions and manual
//     pages; a ZIP for Windows, tar with gzip for the others;
//   - a bill of materials, read from the binaries themselves (CycloneDX 1.6, JSON);
//   - packages for npm: one for each system, and one that chooses among them and has no install script;
//   - a formula for Homebrew, and a shell script that installs;
//   - SHA256SUMS of all of these.
//
// Same binaries, same bytes: archives hold no clock, no owner and no order of a disk. Binaries that are
// fetched by npm, Homebrew or the script carry no quarantine mark, so that macOS starts them; those for
// Apple silicon carry the ad hoc signature that Go's linker writes and the system asks for.
//
// What a machine without these systems can test, release_test.go and .ci/release test: the npm packages
// and the script on Linux, the formula's syntax. Untested are Homebrew itself, and every route on macOS
// and Windows.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/talent-passport/passport/generator/output"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// run executes one command line and returns the exit code, as that of passport does: 2 when the command
// line is wrong, 3 when the machine fails.
func run(args []string, out, errw io.Writer) int {
	f := flag.NewFlagSet("release", flag.ContinueOnError)
	f.SetOutput(errw)
	version := f.String("version", "", "the version, such as v1.2.3")
	in := f.String("in", "", "the folder with what was built")
	to := f.String("out", "", "the folder for what is made; new or empty")
	if err := f.Parse(args); err != nil {
		return 2
	}
	if *version == "" || *in == "" || *to == "" || f.NArg() > 0 {
		fmt.Fprintln(errw, "release: -version, -in and -out are needed, and nothing else")
		return 2
	}
	r, err := read(*version, os.DirFS(*in))
	if err == nil {
		var files map[string][]byte
		if files, err = r.pack(); err == nil {
			err = write(*to, files, out)
		}
	}
	if err != nil {
		fmt.Fprintf(errw, "release: %v\n", err)
		return 3
	}
	return 0
}

// write writes what was made. A file that is there already is somebody else's.
func write(dir string, files map[string][]byte, out io.Writer) error {
	wrote, err := output.Create(dir, files)
	if err != nil {
		return err
	}
	if len(wrote) != len(files) {
		return fmt.Errorf("%s is not empty; name a new folder", dir)
	}
	for _, name := range wrote {
		fmt.Fprintf(out, "%9d  %s\n", len(files[name]), name)
	}
	return nil
}
