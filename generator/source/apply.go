package source

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/talent-passport/passport/generator/diag"
)

// Apply makes edits and returns the new bytes of every file that changed. Only the bytes of the
// edits change; their line ends become those of the file. Each file is parsed before and after, and
// when a value outside the edits differs, everything is refused and the error says why. An edit of a
// file that files does not know makes it, if its span is empty and at the start. Edits may not
// overlap; several insertions at one place are made in the order given.
func Apply(files func(string) ([]byte, bool), edits []diag.Edit) (map[string][]byte, error) {
	byFile := map[string][]diag.Edit{}
	for _, e := range edits {
		byFile[e.Span.File] = append(byFile[e.Span.File], e)
	}
	out := map[string][]byte{}
	for _, name := range slices.Sorted(mapKeys(byFile)) {
		if !fs.ValidPath(name) || name == "." {
			return nil, fmt.Errorf("%q is not a file of the passport", name)
		}
		data, ok := files(name)
		changed, err := applyFile(name, data, ok, byFile[name])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if !ok || !bytes.Equal(changed, data) {
			out[name] = changed
		}
	}
	return out, nil
}

func mapKeys[V any](m map[string]V) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// applyFile makes the edits of one file and checks the result.
func applyFile(name string, data []byte, exists bool, edits []diag.Edit) ([]byte, error) {
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b diag.Edit) int { return a.Span.Start - b.Span.Start })
	crlf := usesCRLF(data)
	var out []byte
	at := 0
	c := changes{}
	for _, e := range edits {
		s := e.Span
		switch {
		case s.Start < 0 || s.End < s.Start || s.End > len(data):
			return nil, errors.New("an edit lies outside the file, which may have changed")
		case s.Start < at:
			return nil, errors.New("two edits want to change the same place")
		case insideRune(data, s.Start) || insideRune(data, s.End):
			return nil, errors.New("an edit begins or ends inside a character")
		}
		text := e.Text
		if crlf {
			text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\n", "\r\n")
		}
		out = append(out, data[at:s.Start]...)
		c = append(c, change{s.Start, s.End, len(out), len(out) + len(text)})
		out = append(out, text...)
		at = s.End
	}
	out = append(out, data[at:]...)
	if !isYAML(name) && !isMarkdown(name) {
		return out, nil
	}
	after, problems := Parse(name, out)
	if !exists {
		if after.Broken {
			return nil, fmt.Errorf("the new file would not be readable: %s", firstError(problems))
		}
		return out, nil
	}
	before, was := Parse(name, data)
	return out, c.check(before, after, was, problems)
}

// usesCRLF reports whether the first line of a file ends with CR LF.
func usesCRLF(data []byte) bool {
	i := bytes.IndexByte(data, '\n')
	return i > 0 && data[i-1] == '\r'
}

// insideRune reports whether an offset would cut a character, or a CR LF, in two.
func insideRune(data []byte, i int) bool {
	if i <= 0 || i >= len(data) {
		return false
	}
	return !utf8.RuneStart(data[i]) && utf8.Valid(data[max(i-3, 0):min(i+4, len(data))]) ||
		!utf8.RuneStart(data[i]) && data[i-1] >= 0x80 || data[i] == '\n' && data[i-1] == '\r'
}

func firstError(l diag.List) string {
	for _, p := range l {
		if p.Severity == diag.Error {
			return p.Message
		}
	}
	return "it cannot be read"
}

func errorCount(l diag.List) int {
	n := 0
	for _, p := range l {
		if p.Severity == diag.Error {
			n++
		}
	}
	return n
}

// change is an edit as made: bytes start to end of the old file became bytes from to of the new one.
type change struct{ start, end, from, to int }

type changes []change

// moved returns where an offset of the old file is in the new one, or -1-i when change i replaced it.
// A value at the place of an insertion stays behind it.
func (c changes) moved(off int) int {
	i := c.last(off)
	if i < 0 {
		return off
	}
	e := c[i]
	if off < e.end {
		if e.from == e.to {
			return e.from // what follows the deletion takes its place
		}
		return -1 - i
	}
	return off + e.to - e.end
}

// last is the index of the last change that begins at an offset of the old file or before it, or -1.
// Changes are sorted and do not overlap, so no other one can hold the offset.
func (c changes) last(off int) int {
	return sort.Search(len(c), func(i int) bool { return c[i].start > off }) - 1
}

// landed is moved for the new file: its own offset, or -1-i for text that change i brought.
func (c changes) landed(off int) int {
	i := sort.Search(len(c), func(i int) bool { return c[i].to > off })
	if i < len(c) && c[i].from <= off {
		return -1 - i
	}
	return off
}

// token is a key, a scalar or an empty collection: what must not change outside the edits.
type token struct {
	place int    // in the new file
	kind  string // what it is, with its text
	path  string // where the keys and list items begin that it stands in
	under string // the key nearest above it
	hard  bool   // an edit touches it
	soft  bool   // an edit borders on it
	start int    // in its own file
	end   int
}

// check compares a file before and after.
func (c changes) check(before, after *File, was, is diag.List) error {
	switch {
	case before.Broken && (!after.Broken || !c.sameMistakes(was, is)):
		// There are no values to compare. Progress is enough: the file is readable now, or its
		// first mistake is another one, further down.
		if after.Broken && len(is) > 0 && len(was) > 0 && is[0].Code == was[0].Code && c.moved(was[0].Span.Start) >= is[0].Span.Start {
			return fmt.Errorf("it would not mend the file: %s", firstError(is))
		}
		return nil
	case before.Broken && before.Node == nil:
		return fmt.Errorf("it would not mend the file: %s", firstError(is))
	case !before.Broken && after.Broken:
		return fmt.Errorf("the file would no longer be readable: %s", firstError(is))
	}
	// What the mistakes leave of a broken file is compared like a whole one.
	if errorCount(is) > errorCount(was) {
		return fmt.Errorf("it would bring a new mistake: %s", firstError(newErrors(was, is)))
	}
	if p := c.moved(before.prose); p >= 0 && p != after.prose && (after.prose != before.prose || c[0].start < before.prose) && isMarkdown(before.Path) {
		return errors.New("it would move the border between the front matter and the text")
	}
	old := tokens{c: c, at: c.moved, touch: func(s, e int) (hard, soft bool) { return touches(c, s, e, false) }, seen: map[*Node]bool{}}
	if before.Node != nil {
		if err := old.walk(before.Node, "", "", before.Data); err != nil {
			return err
		}
	}
	now := tokens{c: c, at: c.landed, touch: func(s, e int) (hard, soft bool) { return touches(c, s, e, true) }}
	if after.Node != nil {
		if err := now.walk(after.Node, "", "", after.Data); err != nil {
			return err
		}
	}
	byStart := make([]*token, len(now.list)) // a repeated value stands where it was first written
	for i := range now.list {
		byStart[i] = &now.list[i]
	}
	slices.SortFunc(byStart, func(a, b *token) int { return a.start - b.start })
	// What a touched value became may be several values: a text that turns into a list.
	for _, o := range old.list {
		if !o.hard {
			continue
		}
		from, to := c.image(o.start, o.end)
		first := sort.Search(len(byStart), func(i int) bool { return byStart[i].start >= from })
		for _, n := range byStart[first:] {
			if n.start > to {
				break
			}
			n.soft = n.soft || n.end <= to
		}
	}
	return same(old.list, now.list)
}

// sameMistakes reports whether the edits leave every mistake as it was, in its place.
func (c changes) sameMistakes(was, is diag.List) bool {
	return slices.EqualFunc(was, is, func(a, b diag.Problem) bool { return a.Code == b.Code && c.moved(a.Span.Start) == b.Span.Start })
}

// image returns where the bytes start to end of the old file are in the new one.
func (c changes) image(start, end int) (from, to int) {
	from, to = start, end
	if i := c.last(start); i >= 0 {
		from = c[i].from
		if start >= c[i].end {
			from = start + c[i].to - c[i].end
		}
	}
	if i := c.last(end); i >= 0 {
		to = c[i].to
		if end >= c[i].end {
			to = end + c[i].to - c[i].end
		}
	}
	return from, to
}

// newErrors returns the errors of is whose code was not there before, or all.
func newErrors(was, is diag.List) diag.List {
	had := map[string]bool{}
	for _, p := range was {
		had[p.Code] = true
	}
	var out diag.List
	for _, p := range is {
		if !had[p.Code] {
			out = append(out, p)
		}
	}
	if len(out) == 0 {
		return is
	}
	return out
}

// touches reports whether a change overlaps the bytes s to e, or borders on them.
func touches(c changes, s, e int, after bool) (hard, soft bool) {
	bounds := func(i int) (a, b int) {
		if after {
			return c[i].from, c[i].to
		}
		return c[i].start, c[i].end
	}
	first := sort.Search(len(c), func(i int) bool { _, b := bounds(i); return b >= s })
	for i := first; i < len(c); i++ {
		a, b := bounds(i)
		if a > e {
			break
		}
		switch {
		case s == e:
			hard = hard || a <= s && s <= b
		case a == b:
			hard = hard || s < a && a < e
		default:
			hard = hard || s < b && a < e
		}
		soft = true
	}
	return hard, soft
}

// tokens lists what a tree holds.
type tokens struct {
	c     changes
	at    func(int) int
	touch func(s, e int) (hard, soft bool)
	seen  map[*Node]bool // values with an anchor; nil in the new file
	list  []token
}

// add lists a token. Nothing, as the value of a key, reaches to the end of its line: a value that is
// put behind the key's comment replaces it.
func (t *tokens) add(place, end int, kind, path, under string, data []byte) {
	hard, soft := t.touch(place, end)
	if place == end {
		if eol := lineEnd(data, place); !hard {
			hard, soft = t.touch(eol, eol)
		}
	}
	t.list = append(t.list, token{t.at(place), kind, path, under, hard, soft, place, end})
}

func (t *tokens) walk(n *Node, path, under string, data []byte) error {
	if t.seen != nil && n.anchored {
		if hard, _ := t.touch(n.Span.Start, n.Span.End); hard && t.seen[n] {
			return errors.New("the value is repeated elsewhere in the file with *, and would change there too")
		}
		t.seen[n] = true
	}
	switch {
	case n.Kind == Map && len(n.Pairs) > 0:
		for _, p := range n.Pairs {
			t.add(p.KeySpan.Start, p.KeySpan.End, "key "+p.Key, path, under, data)
			if key, _ := t.touch(p.KeySpan.Start, p.KeySpan.End); key && p.Value.Kind == Null && p.Value.Text == "" {
				continue // nothing, behind a key that changes: it has no place of its own
			}
			if err := t.walk(p.Value, fmt.Sprintf("%s.%d", path, t.at(p.KeySpan.Start)), p.Key, data); err != nil {
				return err
			}
		}
	case n.Kind == Seq && len(n.Items) > 0:
		for _, it := range n.Items {
			if err := t.walk(it, fmt.Sprintf("%s.%d", path, t.at(it.Span.Start)), under, data); err != nil {
				return err
			}
		}
	default:
		t.add(n.Span.Start, n.Span.End, fmt.Sprintf("%d %t %s", n.Kind, n.Plain, n.Text), path, under, data)
	}
	return nil
}

// same compares the tokens of both files, leaving out what the edits touch.
func same(old, now []token) error {
	i, j := 0, 0
	for i < len(old) || j < len(now) {
		switch {
		case i < len(old) && old[i].hard:
			i++
		case j < len(now) && now[j].hard:
			j++
		case i < len(old) && j < len(now) && old[i].place == now[j].place && old[i].kind == now[j].kind && old[i].path == now[j].path:
			i++
			j++
		case j < len(now) && now[j].soft:
			j++
		case i < len(old):
			return fmt.Errorf("it would change %s, which is not part of it", old[i].name())
		default:
			return fmt.Errorf("it would add %s where nothing was to be added", now[j].name())
		}
	}
	return nil
}

// name says in an error which value is meant.
func (t token) name() string {
	if key, ok := strings.CutPrefix(t.kind, "key "); ok {
		return fmt.Sprintf("the key %q", key)
	}
	if t.under != "" {
		return fmt.Sprintf("the value of %q", t.under)
	}
	return "a value"
}
