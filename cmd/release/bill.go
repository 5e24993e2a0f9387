package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"runtime/debug"
	"slices"
	"strings"
)

// The bill of materials follows CycloneDX 1.6 (ECMA-424). See https://cyclonedx.org/docs/1.6/json/.
type (
	bom struct {
		Schema      string       `json:"$schema"`
		Format      string       `json:"bomFormat"`
		SpecVersion string       `json:"specVersion"`
		Version     int          `json:"version"`
		Metadata    metadata     `json:"metadata"`
		Components  []component  `json:"components"`
		Depends     []dependency `json:"dependencies"`
	}
	metadata struct {
		Timestamp string    `json:"timestamp,omitempty"` // of the commit
		Component component `json:"component"`
	}
	component struct {
		Ref        string     `json:"bom-ref"`
		Type       string     `json:"type"`
		Name       string     `json:"name"`
		Version    string     `json:"version"`
		Licenses   []license  `json:"licenses,omitempty"`
		PURL       string     `json:"purl"`
		Properties []property `json:"properties,omitempty"`
	}
	license struct {
		License struct {
			ID string `json:"id"`
		} `json:"license"`
	}
	property struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	}
	dependency struct {
		Ref       string   `json:"ref"`
		DependsOn []string `json:"dependsOn"`
	}
)

// bill lists what the binaries are made of, as they say themselves: a module is in it when it is linked
// into one of them, and says into which when not into all.
func (r *release) bill() ([]byte, error) {
	modules := map[string]*debug.Module{}
	in := map[string][]string{}
	var main debug.Module
	settings := map[string]string{}
	golang := ""
	for _, s := range systems {
		info := r.infos[s.name()]
		main, golang = info.Main, info.GoVersion
		for _, set := range info.Settings {
			settings[set.Key] = set.Value
		}
		for _, m := range info.Deps {
			for m.Replace != nil {
				m = m.Replace
			}
			modules[m.Path+"@"+m.Version] = m
			in[m.Path+"@"+m.Version] = append(in[m.Path+"@"+m.Version], s.name())
		}
	}
	self := purl(main.Path, r.version)
	b := bom{
		Schema: "http://cyclonedx.org/schema/bom-1.6.schema.json", Format: "CycloneDX", SpecVersion: "1.6", Version: 1,
		Metadata: metadata{
			Timestamp: settings["vcs.time"],
			Component: component{Ref: self, Type: "application", Name: "passport", Version: r.number(), PURL: self, Licenses: make([]license, 1)},
		},
	}
	b.Metadata.Component.Licenses[0].License.ID = "MIT"
	if commit := settings["vcs.revision"]; commit != "" {
		b.Metadata.Component.Properties = []property{{"vcs.revision", commit}}
	}
	std := purl("std", strings.TrimPrefix(golang, "go"))
	b.Components = append(b.Components, component{Ref: std, Type: "library", Name: "std", Version: strings.TrimPrefix(golang, "go"), PURL: std})
	depends := []string{std}
	for _, key := range slices.Sorted(maps.Keys(modules)) {
		m := modules[key]
		c := component{Ref: purl(m.Path, m.Version), Type: "library", Name: m.Path, Version: m.Version, PURL: purl(m.Path, m.Version)}
		if m.Sum != "" {
			c.Properties = append(c.Properties, property{"go.sum", m.Sum})
		}
		if len(in[key]) < len(systems) {
			c.Properties = append(c.Properties, property{"in", strings.Join(in[key], " ")})
		}
		b.Components = append(b.Components, c)
		depends = append(depends, c.Ref)
	}
	b.Depends = []dependency{{self, depends}}
	text, err := json.MarshalIndent(b, "", "  ")
	return append(text, '\n'), err
}

// purl is the package URL of a module. See https://github.com/package-url/purl-spec.
func purl(path, version string) string {
	return fmt.Sprintf("pkg:golang/%s@%s", path, strings.ReplaceAll(version, "+", "%2B"))
}
