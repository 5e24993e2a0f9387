package main

import (
	"encoding/json"
	"fmt"
	"strings"
)

// npmName is the package that people install.
const npmName = "@talent-passport/passport"

// manifest is a package.json. See https://docs.npmjs.com/cli/configuring-npm/package-json.
type manifest struct {
	Name         string            `json:"name"`
	Version      string            `json:"version"`
	Description  string            `json:"description"`
	License      string            `json:"license"`
	Homepage     string            `json:"homepage"`
	Repository   string            `json:"repository"`
	Keywords     []string          `json:"keywords,omitempty"`
	Bin          map[string]string `json:"bin,omitempty"`
	OS           []string          `json:"os,omitempty"`
	CPU          []string          `json:"cpu,omitempty"`
	Engines      map[string]string `json:"engines,omitempty"`
	Optional     map[string]string `json:"optionalDependencies,omitempty"`
	PreferUnplug bool              `json:"preferUnplugged,omitempty"` // the binary must lie on disk
}

// npm makes a package for each system, of which npm installs the one that fits, and the package that
// starts it. Nothing is fetched and no script is run when they are installed.
func (r *release) npm(files map[string][]byte) error {
	main := manifest{
		Name: npmName, Version: r.number(), Description: "Your work, on a page you own", License: "MIT",
		Homepage: source, Repository: "git+" + source + ".git", Keywords: []string{"cv", "resume", "portfolio", "json-ld", "static-site"},
		Bin: map[string]string{"passport": "bin/passport.js"}, Engines: map[string]string{"node": ">=18"}, Optional: map[string]string{},
	}
	for _, s := range systems {
		name := fmt.Sprintf("%s-%s-%s", npmName, s.nodeOS, s.nodeCP)
		main.Optional[name] = r.number()
		m := main
		m.Name, m.Description = name, "The binary of "+npmName+" for "+s.os+" "+s.arch
		m.Keywords, m.Bin, m.Engines, m.Optional = nil, nil, nil, nil
		m.OS, m.CPU, m.PreferUnplug = []string{s.nodeOS}, []string{s.nodeCP}, true
		content := map[string][]byte{"bin/" + s.binary(): r.binaries[s.name()]}
		if err := r.npmPackage(files, m, content); err != nil {
			return err
		}
	}
	start, err := filled("passport.js", "{{name}}", npmName, "{{source}}", source)
	if err != nil {
		return err
	}
	readme, err := filled("npm.md", "{{name}}", npmName, "{{source}}", source)
	if err != nil {
		return err
	}
	return r.npmPackage(files, main, map[string][]byte{"bin/passport.js": start, "README.md": readme})
}

// npmPackage packs as "npm pack" does: everything lies in the folder "package".
func (r *release) npmPackage(files map[string][]byte, m manifest, content map[string][]byte) error {
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	packed := map[string][]byte{"package/package.json": append(text, '\n')}
	for name, data := range r.beside {
		if name == "LICENSE" || name == "LICENSES.txt" && m.Bin == nil {
			packed["package/"+name] = data
		}
	}
	for name, data := range content {
		packed["package/"+name] = data
	}
	data, err := tarball(packed)
	if err != nil {
		return err
	}
	files["npm/"+npmFile(m.Name, r.number())] = data
	return nil
}

// npmFile is the name that "npm pack" gives a package: @scope/name becomes scope-name.
func npmFile(name, number string) string {
	return strings.ReplaceAll(strings.TrimPrefix(name, "@"), "/", "-") + "-" + number + ".tgz"
}
