package generator

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strconv"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/output"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/source"
)

// step leads the files of a passport from one version of the format to the next.
//
// A version only ever gains optional fields, so a step is rare: it is for a field that has a better
// place, or a value that is written in a better way. It makes edits of bytes, so that comments and
// whatever else it does not concern stay. Steps are made one after the other, each on what the one
// before it left; the version in passport.yaml is written by whoever runs them.
type step struct {
	to    int    // the version that it leads to; from the one before
	title string // what it does, as an order: "write languages as a list"
	edits func(t *source.Tree) ([]diag.Edit, error)
}

// steps lead from the first version that there was to the newest, in order. Version 0 are the files that
// do not say a version: the version is all that they lack.
var steps = []step{
	{to: 1, title: "say which version of the format it is written in", edits: noEdits},
}

func noEdits(*source.Tree) ([]diag.Edit, error) { return nil, nil }

// Upgraded is what came of [Builder.Upgrade].
type Upgraded struct {
	From, To int         // versions; equal when the files were of the newest
	Files    []FixedFile // what was done in which file, sorted by path
	Settings []string    // files of the editor's settings that were renewed, sorted
	Refused  []string    // fixes that would have changed more than they should, and why they were left alone
	Problems diag.List   // errors that stand in the way: nothing was changed. Otherwise what is left to mend
	Blocked  bool        // nothing was changed because of Problems
	Read     diag.Files
}

// Upgrade brings the files of a passport to the newest version of the format: the steps between, old
// spellings, and the copies of the schemas with which an editor completes. Everything is written at once,
// and of what the person wrote only the bytes concerned change. With dry, nothing is written.
//
// Files of a newer version than this program knows, and files that cannot be read, block it: they are in
// the result. Files of the newest version stay as they are, byte for byte.
func (b *Builder) Upgrade(dir string, dry bool) (*Upgraded, error) {
	root, err := openPassport(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	var up *Upgraded
	plan := func() (map[string][]byte, error) {
		o := &overlay{base: root.FS()}
		up, err = b.upgrade(o, steps)
		return o.changed, err
	}
	if dry {
		_, err = plan()
	} else {
		err = output.Update(dir, plan)
	}
	if err != nil {
		return nil, err
	}
	return up, nil
}

// upgrade makes the steps on an overlay.
func (b *Builder) upgrade(o *overlay, steps []step) (*Upgraded, error) {
	c := b.CheckFS(o)
	up := &Upgraded{To: steps[len(steps)-1].to, Read: c.Files()}
	f := c.Tree.Roots[""]
	for _, p := range c.Problems {
		if file := c.Tree.File(p.Span.File); p.Code == "newer-schema" || p.Severity == diag.Error && file != nil && file.Broken {
			up.Problems = append(up.Problems, p)
		}
	}
	if len(up.Problems) > 0 || f == nil {
		up.Blocked = true
		return up, nil
	}
	up.From = versionOf(f)
	done := map[string][]string{}
	for _, s := range steps {
		if s.to <= up.From {
			continue
		}
		t := source.Load(o, passport.Layout(), nil)
		edits, err := s.edits(t)
		if err != nil {
			return nil, err
		}
		version, err := sayVersion(t.Roots[""], s.to)
		if err != nil {
			return nil, err
		}
		changed, err := source.Apply(read(t), append(edits, version))
		if err != nil {
			return nil, askedf("the step to version %d cannot be made: %v; nothing was changed", s.to, err)
		}
		o.put(changed)
		for name := range changed {
			done[name] = append(done[name], s.title)
		}
	}
	// Listing a skill that work names adds to the files, so it is left to check --fix.
	fixed, err := b.mend(o, func(p diag.Problem) bool { return p.Code == "undeclared-skill" })
	if err != nil {
		return nil, err
	}
	for _, f := range fixed.Files {
		done[f.Path] = append(done[f.Path], f.Titles...)
	}
	for _, name := range slices.Sorted(maps.Keys(done)) {
		up.Files = append(up.Files, FixedFile{Path: name, Titles: done[name]})
	}
	up.Refused = fixed.Refused
	if up.Settings, err = renewSettings(o); err != nil {
		return nil, err
	}
	c = b.CheckFS(o)
	up.Problems, up.Read = c.Problems, c.Files()
	return up, nil
}

// versionOf is the version that passport.yaml is written in, 0 when it does not say.
func versionOf(f *source.File) int {
	n, err := strconv.Atoi(f.Node.Get("schema").Str())
	if err != nil || n < 1 {
		return 0
	}
	return n
}

// sayVersion makes the edit that writes the version. A new line for it stands first, below the words that
// a file begins with.
func sayVersion(f *source.File, version int) (diag.Edit, error) {
	v := source.Number(version)
	if n := f.Node.Get("schema"); n != nil {
		edit, err := source.SetValue(f, n, v)
		return edit, asAsked(err)
	}
	if f.Node == nil || f.Node.Kind != source.Map || len(f.Node.Pairs) == 0 || f.Data[f.Node.Span.Start] == '{' {
		edit, err := source.AddKey(f, f.Node, "schema", v)
		return edit, asAsked(err)
	}
	// A comment that stands right above the first key belongs to it. Lines for programs come first.
	at := lineStart(f.Data, f.Node.Pairs[0].KeySpan.Start)
	for at > 0 {
		above := lineStart(f.Data, at-1)
		line := bytes.TrimSpace(f.Data[above:at])
		if !bytes.HasPrefix(line, []byte("#")) || bytes.Contains(line, []byte("$schema=")) || bytes.HasPrefix(line, []byte("#!")) {
			break
		}
		at = above
	}
	if at == 0 && bytes.HasPrefix(f.Data, []byte("\xef\xbb\xbf")) {
		at = 3
	}
	return diag.Edit{Span: diag.Span{File: f.Path, Start: at, End: at}, Text: fmt.Sprintf("schema: %d\n", version)}, nil
}

// renewSettings writes the copies of the schemas that init put into the folder, where they are there and
// are not those of this program.
func renewSettings(o *overlay) (renewed []string, err error) {
	if _, err := fs.Stat(o, settingsFolder); err != nil {
		return nil, nil
	}
	changed := map[string][]byte{}
	for name, text := range schemaCopies() {
		old, err := fs.ReadFile(o, name)
		if err == nil && bytes.Equal(bytes.ReplaceAll(old, []byte("\r\n"), []byte("\n")), text) {
			continue
		}
		changed[name] = text
		renewed = append(renewed, name)
	}
	slices.Sort(renewed)
	o.put(changed)
	return renewed, nil
}
