package passport

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"maps"

	"github.com/talent-passport/passport/generator/source"
)

// Memo keeps, from one [Memo.Decode] and [Memo.Publish] of a folder to the next, what follows from one entry
// alone: the entry, and what of it is published. An entry is the same as long as its mapping is the same one,
// that of a file which was not parsed anew ([source.Cache]); mappings never change, and know their file.
// Everything that is derived from several entries is made anew each time, and so is all of it when anything
// changed that an entry's publication looks at in others. It holds only what was used last. The zero value is
// ready; it is used by one goroutine at a time, what it returns by many.
type Memo struct {
	skills  [sha256.Size]byte // what names of skills meant
	decoded map[*source.Node]*Entry

	world     world // what publication looks at besides the entry
	assets    map[string]bool
	published map[publishedKey]*published
}

// world is all that the publication of an entry looks at besides the entry, but for the files there are.
type world struct {
	audience Audience
	now      Moment
	others   [sha256.Size]byte // a digest of the passport as a whole
}

type publishedKey struct {
	node *source.Node
	lang string
}

// published is what an entry shows, and what it does to the publication as a whole.
type published struct {
	entry *Entry
	over  Overlay // the translation that lies over it
	found
}

// Decode is [Decode] for a passport that is read over and over while it is edited.
func (m *Memo) Decode(t *source.Tree) *Passport { return decode(t, m) }

// Publish is [Passport.Publish] for a passport that Decode made.
func (m *Memo) Publish(p *Passport, a Audience, now Moment) *Public { return p.publish(a, now, m) }

// entry returns the entry of an item, when the last call decoded the same.
func (m *Memo) entry(it *source.Item) *Entry {
	if m == nil || !lasting(it) {
		return nil
	}
	old := m.decoded[it.Node]
	if old == nil {
		return nil
	}
	e := *old
	e.Item, e.Translations = it, nil
	return &e
}

// lasting reports whether what is decoded from an item depends on nothing else. The paths of what is
// private are looked up among all files.
func lasting(it *source.Item) bool {
	return it != nil && it.Node != nil && it.File != nil && !it.Private
}

// knows reports whether names of skills mean what they meant when the entries were kept.
func (m *Memo) knows(entries []*Entry) bool {
	h := hasher{}
	for _, e := range entries {
		if s, ok := e.Detail.(*Skill); ok {
			h.text(e.ID, e.Title.Value)
			h.text(s.Aliases...)
			h.text(e.Formerly...)
		}
	}
	sum := h.sum()
	same := m.skills == sum
	m.skills = sum
	return same
}

// keep takes over the entries that were decoded.
func (m *Memo) keep(entries []*Entry) {
	m.decoded = make(map[*source.Node]*Entry, len(entries))
	for _, e := range entries {
		if lasting(e.Item) {
			m.decoded[e.Item.Node] = e
		}
	}
}

// begin says whether this publication may use what the one before kept, and keep what it makes.
func (m *Memo) begin(pub *publisher) bool {
	if m == nil {
		return false
	}
	if pub.dates != datesFull {
		// Then entries are sorted and counted by dates that they do not show in the end.
		m.published = nil
		return false
	}
	if w := (world{pub.a, pub.now, pub.others()}); w != m.world || !maps.Equal(pub.p.assets, m.assets) {
		m.world, m.assets, m.published = w, pub.p.assets, nil
	}
	return true
}

// others is a digest of what the publication of an entry looks at in others: who may see what, which refs and
// names there are, and which claims are shown. What endorsements look at besides, the words of claims, is not
// in it: they are not kept.
func (pub *publisher) others() [sha256.Size]byte {
	h := hasher{}
	h.text(pub.langs...)
	claim := func(id string, v Visibility) {
		if id != "" || v != "" {
			h.text(id, string(v))
		}
	}
	for _, e := range pub.p.Entries {
		h.text(e.Kind.Folder, e.ID, string(pub.visibility[e]))
		h.numbers(int(pub.state[e]))
		h.text(e.Formerly...)
		for i := range e.Highlights {
			claim(e.Highlights[i].ID, e.Highlights[i].Visibility)
		}
		roles := e.roles()
		for i := range roles {
			claim(roles[i].ID, roles[i].Visibility)
			for j := range roles[i].Highlights {
				claim(roles[i].Highlights[j].ID, roles[i].Highlights[j].Visibility)
			}
		}
		if s, ok := e.Detail.(*Skill); ok {
			h.text(e.Title.Value)
			h.text(s.Aliases...)
		}
	}
	return h.sum()
}

// find returns what an entry showed last time, nil when it may show something else now.
func (m *Memo) find(e *Entry, lang string) *published {
	if m == nil {
		return nil
	}
	if _, quotes := e.Detail.(*Endorsement); quotes || !lasting(e.Item) {
		return nil
	}
	p := m.published[publishedKey{e.Item.Node, lang}]
	if p == nil || p.over != e.overlay(lang) {
		return nil
	}
	return p
}

// overlay is what a translation of an entry consists of.
func (e *Entry) overlay(lang string) Overlay {
	if o := e.Translations[lang]; o != nil {
		return *o
	}
	return Overlay{}
}

// keepPublished takes over what entries show in one language; those of other languages stay.
func (m *Memo) keepPublished(lang string, entries []*Entry, list []*published) {
	kept := make(map[publishedKey]*published, len(m.published)+len(list))
	for k, p := range m.published {
		if k.lang != lang {
			kept[k] = p
		}
	}
	for i, p := range list {
		if p != nil && lasting(entries[i].Item) {
			kept[publishedKey{entries[i].Item.Node, lang}] = p
		}
	}
	m.published = kept
}

// hasher makes a digest of texts and numbers, each with its length, so that no two lists look the same.
type hasher struct{ bytes.Buffer }

func (h *hasher) text(list ...string) {
	h.numbers(len(list))
	for _, s := range list {
		h.numbers(len(s))
		h.WriteString(s)
	}
}

func (h *hasher) numbers(list ...int) {
	for _, n := range list {
		h.Write(binary.AppendVarint(h.AvailableBuffer(), int64(n)))
	}
}

func (h *hasher) sum() [sha256.Size]byte { return sha256.Sum256(h.Bytes()) }
