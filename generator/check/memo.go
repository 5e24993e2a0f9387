package check

import (
	"sync"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/source"
)

// Memo keeps what [Schemas.ShapeAgain] found about each mapping, as long as the mapping is the same one:
// that of a file which was not parsed anew. It holds only what the last call used, and is safe for
// concurrent use. The zero value is ready.
type Memo struct {
	mu        sync.Mutex
	old, used map[memoKey]diag.List
}

// memoKey is a mapping and the schema it was held against. Nodes never change, and know their file.
type memoKey struct {
	node     *source.Node
	name, at string
}

func (m *Memo) begin() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.old, m.used = m.used, make(map[memoKey]diag.List, len(m.used))
}

// check is Schemas.check for what was not checked before.
func (m *Memo) check(s *Schemas, j job) diag.List {
	if m == nil {
		return s.check(j)
	}
	k := memoKey{j.node, j.name, j.at}
	m.mu.Lock()
	found, ok := m.old[k]
	m.mu.Unlock()
	if !ok {
		found = s.check(j)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.used[k] = found
	return found
}

// ShapeAgain is [Schemas.Shape] for a passport that is checked over and over while it is edited.
func (s *Schemas) ShapeAgain(t *source.Tree, m *Memo) diag.List {
	m.begin()
	return s.shape(t, m)
}
