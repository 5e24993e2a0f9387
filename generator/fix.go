package generator

import (
	"maps"
	"slices"

	"github.com/talent-passport/passport/generator/check"
	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/output"
	"github.com/talent-passport/passport/generator/source"
)

// Fixed is what [Builder.Fix] did.
type Fixed struct {
	Files   []FixedFile // sorted by path
	Refused []string    // fixes that would have changed more than they should, and why they were left alone
}

// FixedFile is a file that was mended.
type FixedFile struct {
	Path   string
	Titles []string // what was done, as orders: "write the date as 2019-03"
}

// maxRounds bounds how often Fix looks again: mending one thing may uncover another.
const maxRounds = 4

// Fix mends what is safe to mend in the person's files. Only the bytes concerned change; an edit
// that would change the meaning of anything else is refused. After each round the passport is checked
// again, until nothing is left that can be mended. Everything is written at once.
func (b *Builder) Fix(dir string) (Fixed, error) {
	root, err := openFolder(dir)
	if err != nil {
		return Fixed{}, err
	}
	defer root.Close()
	var fixed Fixed
	err = output.Update(dir, func() (map[string][]byte, error) {
		o := &overlay{base: root.FS()}
		fixed, err = b.mend(o, nil)
		return o.changed, err
	})
	if err != nil {
		return Fixed{}, err
	}
	return fixed, nil
}

// mend makes the fixes of the problems that it should not leave alone. Nothing is written.
func (b *Builder) mend(o *overlay, leave func(diag.Problem) bool) (Fixed, error) {
	done := map[string][]string{}
	var refused []string
	for range maxRounds {
		c := b.CheckFS(o)
		if leave != nil {
			c.Problems = slices.DeleteFunc(c.Problems, leave)
		}
		titles, edits, no := planFixes(c)
		refused = no
		if len(edits) == 0 {
			break
		}
		changed, err := source.Apply(read(c.Tree), edits)
		if err != nil {
			return Fixed{}, err // planFixes applied each of them; together they must hold too
		}
		o.put(changed)
		for file, said := range titles {
			done[file] = append(done[file], said...)
		}
	}
	fixed := Fixed{Refused: refused}
	for _, file := range slices.Sorted(maps.Keys(done)) {
		fixed.Files = append(fixed.Files, FixedFile{Path: file, Titles: done[file]})
	}
	return fixed, nil
}

// planFixes takes the fixes that can be made together (see [check.Fix]). Where source refuses them,
// each is tried alone: those that it refuses alone are left as they are.
func planFixes(c *Checked) (titles map[string][]string, edits []diag.Edit, refused []string) {
	titles = map[string][]string{}
	problems := c.Problems
	edits, mended := check.Fix(problems)
	if _, err := source.Apply(read(c.Tree), edits); err != nil {
		var sound diag.List
		for _, p := range mended {
			one, _ := check.Fix(diag.List{p})
			if _, err := source.Apply(read(c.Tree), one); err != nil {
				refused = append(refused, err.Error())
				continue
			}
			sound = append(sound, p)
		}
		if edits, mended = check.Fix(sound); len(refused) == 0 {
			edits, mended = check.Fix(mended[:1]) // sound alone, not together: one in each round
		}
	}
	for _, p := range mended {
		file := p.Fix.Edits[0].Span.File
		titles[file] = append(titles[file], p.Fix.Title)
	}
	return titles, edits, refused
}

// read gives Apply the files of a tree.
func read(t *source.Tree) func(string) ([]byte, bool) {
	return func(name string) ([]byte, bool) {
		f := t.File(name)
		if f == nil {
			return nil, false
		}
		return f.Data, true
	}
}
