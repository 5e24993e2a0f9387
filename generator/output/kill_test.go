package output

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/talent-passport/passport/generator/site"
)

// The environment of a child process, which writes sites until it is killed.
const (
	childDir   = "PASSPORT_OUTPUT_TEST_DIR"
	childFrom  = "PASSPORT_OUTPUT_TEST_FROM"
	childTwo   = "PASSPORT_OUTPUT_TEST_TWO_RENAMES"
	childCrash = "PASSPORT_OUTPUT_TEST_STEP"
)

// generation is a site whose every file says which generation it is of, except a few that never
// change and are linked. Generations differ in their files too.
func generation(n int) []site.Document {
	var out []site.Document
	for i := range 12 {
		out = append(out, doc(fmt.Sprintf("a/p%d.html", i), fmt.Sprintf("generation %d", n)))
	}
	for i := range 6 {
		out = append(out, doc(fmt.Sprintf("b/same%d.html", i), "the same"))
	}
	return append(out, doc(fmt.Sprintf("c/only%d.html", n), fmt.Sprintf("generation %d", n)))
}

// child is the process that is killed: it writes one generation after another and says so before each.
func child(dir string) {
	n, _ := strconv.Atoi(os.Getenv(childFrom))
	crash := os.Getenv(childCrash)
	o := Options{twoRenames: os.Getenv(childTwo) != ""}
	for ; ; n++ {
		if crash != "" {
			o.step = func(step string) {
				if step == crash {
					self, _ := os.FindProcess(os.Getpid())
					self.Kill()
					select {}
				}
			}
		}
		fmt.Println(n)
		if _, _, err := Write(dir, generation(n), o); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
	}
}

// whole returns the generation of the site in a folder, and fails if it is not wholly of one.
func whole(t *testing.T, dir string) int {
	t.Helper()
	got := tree(t, dir)
	n := -1
	for path, text := range got {
		if number, ok := strings.CutPrefix(text, "generation "); ok {
			m, err := strconv.Atoi(number)
			if err != nil || n >= 0 && m != n {
				t.Fatalf("%s is %q in a site of generation %d", path, text, n)
			}
			n = m
		}
	}
	want := generation(n)
	if len(got) != len(want) {
		t.Fatalf("generation %d has %d files, want %d", n, len(got), len(want))
	}
	for _, d := range want {
		var b strings.Builder
		d.Render(&b)
		if got[d.Path] != b.String() {
			t.Fatalf("generation %d: %s is %q", n, d.Path, got[d.Path])
		}
	}
	return n
}

func startChild(t *testing.T, dir string, from int, env ...string) (*exec.Cmd, *bufio.Reader) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childDir+"="+dir, childFrom+"="+fmt.Sprint(from), "GOMAXPROCS=2")
	cmd.Env = append(cmd.Env, env...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, bufio.NewReader(out)
}

// TestKilledAtRandom kills a writer at random moments and looks at what is there.
func TestKilledAtRandom(t *testing.T) {
	t.Parallel()
	kills := 300
	if testing.Short() {
		kills = 30
	}
	for name, env := range map[string]string{"one step": "", "two renames": childTwo + "=1"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "public")
			if _, _, err := Write(dir, generation(0), Options{}); err != nil {
				t.Fatal(err)
			}
			random := rand.New(rand.NewPCG(1, 2))
			last, between := 0, 0
			for range kills {
				cmd, out := startChild(t, dir, last+1, env)
				if line, err := out.ReadString('\n'); err != nil {
					t.Fatalf("%q, %v", line, err)
				}
				time.Sleep(time.Duration(random.IntN(6000)) * time.Microsecond) // the moment is what is tested
				if err := cmd.Process.Kill(); err != nil {
					t.Fatal(err)
				}
				rest, _ := io.ReadAll(out)
				cmd.Wait()
				lines := strings.Fields(string(rest))
				begun := last + 1
				if len(lines) > 0 {
					n, err := strconv.Atoi(lines[len(lines)-1])
					if err != nil {
						t.Fatalf("the child failed: %s", rest)
					}
					begun = n
				}
				if env != "" {
					if _, err := os.Lstat(dir); err != nil {
						between++
					}
					if err := Recover(dir); err != nil {
						t.Fatal(err)
					}
					noLeftovers(t, dir)
				}
				// Everything before the generation that was begun last was finished.
				if last = whole(t, dir); last != begun && last != begun-1 {
					t.Fatalf("generation %d is there, %d was begun", last, begun)
				}
			}
			t.Logf("%d generations written, %d kills between the two renames", last, between)
			if _, _, err := Write(dir, generation(last+1), Options{}); err != nil {
				t.Fatal(err)
			}
			if n := whole(t, dir); n != last+1 {
				t.Errorf("generation %d after the next run, want %d", n, last+1)
			}
			noLeftovers(t, dir)
		})
	}
}

// TestKilledAtEachStep kills a writer where random moments seldom hit.
func TestKilledAtEachStep(t *testing.T) {
	t.Parallel()
	tests := []struct {
		step       string
		twoRenames bool
		isNew      bool
	}{
		{"write", false, false},
		{"link", false, false},
		{"manifest", false, false},
		{"swap", false, false},
		{"exchanged", false, true},
		{"marked", true, false},
		{"moved away", true, true},
		{"replaced", true, true},
	}
	for _, tt := range tests {
		t.Run(tt.step, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "public")
			if _, _, err := Write(dir, generation(0), Options{}); err != nil {
				t.Fatal(err)
			}
			two := ""
			if tt.twoRenames {
				two = childTwo + "=1"
			}
			cmd, out := startChild(t, dir, 1, childCrash+"="+tt.step, two)
			if rest, _ := io.ReadAll(out); string(rest) != "1\n" {
				t.Fatalf("the child did not stop: %q", rest)
			}
			cmd.Wait()
			if _, err := os.Lstat(benchPath(dir)); err != nil {
				t.Fatalf("the child left nothing: %v", err)
			}
			_, err := os.Lstat(dir)
			if gone := err != nil; gone != (tt.step == "moved away") {
				t.Fatalf("before recovery: %v", err)
			}
			want := 0
			if tt.isNew {
				want = 1
			}
			if tt.step != "moved away" {
				if n := whole(t, dir); n != want {
					t.Errorf("generation %d before recovery, want %d", n, want)
				}
			}
			if err := Recover(dir); err != nil {
				t.Fatal(err)
			}
			if n := whole(t, dir); n != want {
				t.Errorf("generation %d after recovery, want %d", n, want)
			}
			noLeftovers(t, dir)
		})
	}
}
