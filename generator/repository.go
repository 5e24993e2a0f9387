package generator

import (
	"encoding/json"
	"path"
	"strings"

	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/schema"
)

// repository are the files that a person's folder has beside the passport itself: what git and editors
// are told, and what is said to whoever looks at the repository or helps to write. None of them is read
// by a build. The title is whose passport it is.
func repository(title string) (map[string][]byte, error) {
	files := settings()
	fill := strings.NewReplacer("{{title}}", title, "{{folders}}", "`"+strings.Join(Sections(), "`, `")+"`")
	for from, to := range map[string]string{
		"README.md": "README.md", "AGENTS.md": "AGENTS.md",
		"gitignore": ".gitignore", "gitattributes": ".gitattributes", "editorconfig": ".editorconfig",
	} {
		text, err := starter.ReadFile("starter/" + from)
		if err != nil {
			return nil, err
		}
		files[to] = []byte(fill.Replace(string(text)))
	}
	return files, nil
}

// settingsFolder holds copies of the schemas for the person's editor.
const settingsFolder = ".passport/schema"

// schemaCopies are the schemas as files of a passport's folder, so that no network is needed to complete.
func schemaCopies() map[string][]byte {
	files := map[string][]byte{}
	for _, name := range schema.Names() {
		text, _ := schema.Text(name)
		files[path.Join(settingsFolder, "v1", name+".schema.json")] = text
	}
	return files
}

// settings are the files with which VS Code completes and checks the files while they are being written:
// the schemas, its map from files to them, and tasks that run passport and show problems where they are.
func settings() map[string][]byte {
	files := schemaCopies()
	match := map[string]any{}
	for _, name := range schema.Names() {
		at := "./" + path.Join(settingsFolder, "v1", name+".schema.json")
		switch {
		case name == "passport":
			match[at] = []string{"passport.yaml", "passport.*.yaml"}
		case passport.KindOf(name) != nil:
			match[at+"#/$defs/list"] = []string{name + ".yaml", name + ".*.yaml"}
		}
	}
	for name, v := range map[string]any{
		"settings.json":   map[string]any{"yaml.schemas": match},
		"extensions.json": map[string]any{"recommendations": []string{"redhat.vscode-yaml", "editorconfig.editorconfig"}},
		"tasks.json":      tasks(),
	} {
		text, err := json.MarshalIndent(v, "", "  ")
		if err != nil {
			panic(err) // plain maps of strings always marshal
		}
		files[path.Join(".vscode", name)] = append(text, '\n')
	}
	return files
}

// The patterns of what `check --format short` prints: a problem with its place, and one of a whole file.
const (
	placePattern = `^([^:\s][^:]*):(\d+):(\d+): (error|warning|note)\[([a-z0-9-]+)\]: (.*)$`
	filePattern  = `^([^:\s][^:]*): (error|warning|note)\[([a-z0-9-]+)\]: (.*)$`
)

// tasks are the commands that VS Code offers. See
// https://code.visualstudio.com/docs/debugtest/tasks#_defining-a-problem-matcher.
func tasks() map[string]any {
	matcher := func(pattern map[string]any) map[string]any {
		return map[string]any{
			"owner": "passport", "source": "passport", "fileLocation": []string{"relative", "${workspaceFolder}"}, "pattern": pattern,
		}
	}
	task := func(label string, args []string, more map[string]any) map[string]any {
		t := map[string]any{
			"label": "passport: " + label, "type": "process", "command": "passport", "args": args,
			"options": map[string]any{"cwd": "${workspaceFolder}"}, "problemMatcher": []any{},
		}
		for k, v := range more {
			t[k] = v
		}
		return t
	}
	return map[string]any{
		"version": "2.0.0",
		"tasks": []any{
			task("check", []string{"check", "--format", "short"}, map[string]any{
				"group":        map[string]any{"kind": "test", "isDefault": true},
				"presentation": map[string]any{"reveal": "never", "clear": true},
				"problemMatcher": []any{
					matcher(map[string]any{"regexp": placePattern, "file": 1, "line": 2, "column": 3, "severity": 4, "code": 5, "message": 6}),
					matcher(map[string]any{"regexp": filePattern, "kind": "file", "file": 1, "severity": 2, "code": 3, "message": 4}),
				},
			}),
			task("build", []string{"build"}, map[string]any{"group": map[string]any{"kind": "build", "isDefault": true}}),
			task("serve", []string{"serve", "--open"}, map[string]any{"isBackground": true}),
			task("log a line", []string{"log", "${input:line}"}, nil),
		},
		"inputs": []any{
			map[string]any{"id": "line", "type": "promptString", "description": "What happened? One line is enough."},
		},
	}
}
