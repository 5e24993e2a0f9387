package generator

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/format"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/site"
)

//go:generate go test . -run ^TestTableOfFormats$ -update

// TableOfFormats is the documentation of what each format carries, in Markdown: every field of a passport
// by every format. What goes out is found by watching each exporter at a passport in which every field is
// set; what comes in by looking which fields the sample files of a format fill, and for a format that goes
// both ways which fields of its own export come back.
func TableOfFormats(samples map[string][]Foreign) []byte {
	full := format.Everything().Publish(passport.Audience{}, passport.Moment{Year: 2026, Month: 11, Day: 23})
	plan, _ := site.New(full, site.Options{})
	e := plan.Editions[0]
	fields := fieldsOf(format.Everything())
	out, in := map[string]map[string]format.Outcome{}, map[string]map[string]bool{}
	for _, x := range formats {
		if x.Export != nil {
			out[x.Name] = outcomes(format.Observe(x, e))
		}
		if x.Import != nil {
			in[x.Name] = map[string]bool{}
			files := samples[x.Name]
			if x.Export != nil {
				files = append(slices.Clone(files), Foreign{Name: "own" + x.Ext, Data: x.Export(e)})
			}
			for _, f := range files {
				im := format.Import(x, format.NewFile(f.Name, f.Data), format.Options{})
				for _, field := range fieldsOf(im.Passport) {
					in[x.Name][field] = true
				}
			}
		}
	}
	var b bytes.Buffer
	b.WriteString(`# What each format carries

Made by ` + "`go generate ./generator`" + ` from the formats themselves: every exporter runs on a passport in which every field
is set, and what arrives is looked for; every importer reads its samples. Nothing here is written by hand.

● kept · ◐ changed: in other words, less exact or in part · ○ lost · ← can come in · empty: this direction does not exist

Settings of the site, visibility and consent are not in the table: they decide what leaves, and do not leave. What
application forms ask (` + "`person.forms`" + `) never leaves. What a format knows and a passport has no field for is kept
under ` + "`extra`" + ` and goes out again to the same format.

| format | tier | in | out | for |
|---|---|---|---|---|
`)
	for _, x := range formats {
		direction := func(yes bool) string {
			if yes {
				return "yes"
			}
			return ""
		}
		fmt.Fprintf(&b, "| [%s](%s) `%s` | %s | %s | %s | %s |\n", x.Title, x.Spec, x.Name, x.Tier, direction(x.Import != nil), direction(x.Export != nil), x.About)
	}
	kind := ""
	for _, field := range fields {
		group, name, _ := strings.Cut(field, ".")
		if group == "about" {
			name = "about.md"
		}
		if group != kind {
			kind = group
			fmt.Fprintf(&b, "\n## %s\n\n| field |", kind)
			for _, x := range formats {
				fmt.Fprintf(&b, " %s |", x.Name)
			}
			b.WriteString("\n|---|" + strings.Repeat("---|", len(formats)) + "\n")
		}
		fmt.Fprintf(&b, "| `%s` |", name)
		for _, x := range formats {
			cell := ""
			if x.Export != nil {
				o, known := out[x.Name][field]
				switch {
				case !known, o == format.Lost:
					cell = "○"
				case o == format.Changed:
					cell = "◐"
				default:
					cell = "●"
				}
			}
			if in[x.Name][field] {
				cell = strings.TrimSpace(cell + " ←")
			}
			fmt.Fprintf(&b, " %s |", cell)
		}
		b.WriteByte('\n')
	}
	return b.Bytes()
}

// outcomes are the best outcome of each field.
func outcomes(a format.Account) map[string]format.Outcome {
	out := map[string]format.Outcome{}
	for _, l := range a {
		if o, there := out[l.Field]; !there || l.Outcome < o {
			out[l.Field] = l.Outcome
		}
	}
	return out
}

// fieldsOf are the fields of a passport that say something, in their order, each once.
func fieldsOf(p *passport.Passport) []string {
	var fields []string
	seen := map[string]bool{}
	add := func(field string) {
		if !seen[field] {
			seen[field] = true
			fields = append(fields, field)
		}
	}
	if p.About != nil {
		add("about")
	}
	walk := func(kind string, ptr any) {
		passport.Leaves(ptr, func(l passport.Leaf) {
			switch l.Key() {
			case "visibility", "consent", "private", "formerly", "extra":
				return
			}
			if l.String() != "" && !strings.HasPrefix(l.Field, "forms") {
				add(kind + "." + l.Field)
			}
		})
	}
	walk("person", &p.Person)
	for _, k := range passport.Kinds() {
		for _, e := range p.Entries {
			if e.Kind != k {
				continue
			}
			walk(k.Folder, e)
			if e.Body != nil {
				add(k.Folder + ".body")
			}
		}
	}
	return fields
}
