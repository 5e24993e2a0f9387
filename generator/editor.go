package generator

import (
	"fmt"
	"net/url"
	"path"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/talent-passport/passport/generator/publish"
)

// Editor opens a file of the person's at a place.
type Editor struct {
	// Link is an address that the browser hands to the editor; "" for an editor that is a program.
	Link func(file string, line, column int) string
	// Edit starts the editor; nil for one that has addresses.
	Edit func(file string, line, column int) error
}

// editorLinks are the addresses of editors that have some, and by which names they are called. {path} is
// the absolute path, percent-encoded but for its slashes.
var editorLinks = []struct{ names, link string }{
	{"vscode code", "vscode://file{path}:{line}:{column}"},
	{"vscode-insiders code-insiders", "vscode-insiders://file{path}:{line}:{column}"},
	{"vscodium codium", "vscodium://file{path}:{line}:{column}"},
	{"cursor", "cursor://file{path}:{line}:{column}"},
	{"windsurf", "windsurf://file{path}:{line}:{column}"},
	{"zed", "zed://file{path}:{line}:{column}"},
	{"idea", "idea://open?file={path}&line={line}&column={column}"},
	{"webstorm", "webstorm://open?file={path}&line={line}&column={column}"},
	{"pycharm", "pycharm://open?file={path}&line={line}&column={column}"},
	{"textmate mate", "txmt://open?url=file://{path}&line={line}&column={column}"},
	{"macvim mvim", "mvim://open?url=file://{path}&line={line}&column={column}"},
}

// editorPrograms are editors with a window of their own, which can be started beside a terminal, and how
// they take a place.
var editorPrograms = []struct{ names, args string }{
	{"subl sublime_text", "{path}:{line}:{column}"},
	{"gvim", "+{line} {path}"},
	{"emacsclient", "-n +{line}:{column} {path}"},
	{"kate", "-l {line} -c {column} {path}"},
	{"gedit gnome-text-editor", "+{line}:{column} {path}"},
	{"notepad++", "-n{line} -c{column} {path}"},
	{"bbedit", "+{line} {path}"},
}

// EditorNames are the editors that FindEditor knows by name.
func EditorNames() []string {
	var out []string
	for _, e := range editorLinks {
		out = append(out, strings.Fields(e.names)[0])
	}
	for _, e := range editorPrograms {
		out = append(out, strings.Fields(e.names)[0])
	}
	return out
}

// FindEditor finds the person's editor. Wanted is what they asked for: a name of [EditorNames], a command
// or an address in which {path}, {line} and {column} are filled, "" to look at visual, the environment's
// $VISUAL or $EDITOR. An editor that lives in a terminal cannot be opened from a page; without another,
// the answer is Visual Studio Code, whose addresses most systems know.
func FindEditor(wanted, visual string) (Editor, error) {
	if wanted == "" {
		if words := strings.Fields(visual); len(words) > 0 {
			if e, ok := knownEditor(words[0], words[0]); ok {
				return e, nil
			}
		}
		wanted = "vscode"
	}
	if e, ok := knownEditor(wanted, wanted); ok {
		return e, nil
	}
	if !strings.Contains(wanted, "{path}") {
		near, ok := Nearest(wanted, EditorNames())
		if ok {
			return Editor{}, fmt.Errorf("no editor is called %q: did you mean %q?", wanted, near)
		}
		return Editor{}, fmt.Errorf("no editor is called %q: use one of %s, or a command such as %q", wanted,
			strings.Join(EditorNames(), ", "), "myeditor +{line} {path}")
	}
	if scheme, _, ok := strings.Cut(wanted, "://"); ok && !strings.ContainsAny(scheme, " /\\{") {
		switch strings.ToLower(scheme) {
		case "http", "https", "javascript", "data", "file":
			return Editor{}, fmt.Errorf("%s: addresses cannot open an editor", scheme)
		}
		return Editor{Link: linkTo(wanted)}, nil
	}
	words := strings.Fields(wanted)
	return Editor{Edit: startEditor(words[0], words[1:])}, nil
}

// knownEditor finds an editor by its name, or by the path of its program.
func knownEditor(name, program string) (Editor, bool) {
	base := strings.TrimSuffix(strings.ToLower(path.Base(filepath.ToSlash(name))), ".exe")
	for _, e := range editorLinks {
		if contains(e.names, base) {
			return Editor{Link: linkTo(e.link)}, true
		}
	}
	for _, e := range editorPrograms {
		if contains(e.names, base) {
			return Editor{Edit: startEditor(program, strings.Fields(e.args))}, true
		}
	}
	return Editor{}, false
}

func contains(names, name string) bool {
	for _, n := range strings.Fields(names) {
		if n == name {
			return true
		}
	}
	return false
}

func filler(file string, line, column int) *strings.Replacer {
	return strings.NewReplacer("{path}", file, "{line}", strconv.Itoa(line), "{column}", strconv.Itoa(column))
}

func linkTo(pattern string) func(string, int, int) string {
	return func(file string, line, column int) string {
		file = filepath.ToSlash(file)
		if !strings.HasPrefix(file, "/") {
			file = "/" + file // C:/…
		}
		parts := strings.Split(file, "/")
		for i, p := range parts {
			parts[i] = url.PathEscape(p)
		}
		return filler(strings.Join(parts, "/"), line, column).Replace(pattern)
	}
}

// startEditor starts a program with a place. Each argument is filled by itself, so that no name of a file can
// become two of them.
func startEditor(program string, args []string) func(string, int, int) error {
	return func(file string, line, column int) error {
		fill := filler(file, line, column)
		filled := make([]string, len(args))
		for i, a := range args {
			filled[i] = fill.Replace(a)
		}
		return publish.Launch(program, filled...)
	}
}

// Browse shows an address in the person's browser.
func Browse(address string) error { return publish.Browse(address) }
