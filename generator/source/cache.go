package source

import (
	"bytes"
	"crypto/sha256"
	"io"
	"sync"
)

// Cache keeps parsed files between calls of Load, by path and content. It holds only what the last
// Load used, and is safe for concurrent use. The zero value is ready; a nil Cache keeps nothing.
type Cache struct {
	mu   sync.Mutex
	old  map[cacheKey]result
	used map[cacheKey]result

	known, seen map[string]version // by path
}

// Versioned is an open file of a file system in memory. As long as two files of one path return equal
// versions, which must be comparable, they hold the same bytes and need not be read to find out. The bytes
// are all that the file has, and are never changed.
type Versioned interface {
	Version() any
	Bytes() []byte
}

// version is what a file said of itself, and where its parse is.
type version struct {
	of  any
	key cacheKey
}

type cacheKey struct {
	path string
	sum  [sha256.Size]byte
}

func (c *Cache) begin() {
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.used == nil {
		c.used, c.seen = map[cacheKey]result{}, map[string]version{}
	}
}

// end forgets what this Load did not use.
func (c *Cache) end() {
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.old, c.used = c.used, make(map[cacheKey]result, len(c.used))
	c.known, c.seen = c.seen, make(map[string]version, len(c.seen))
}

// again returns the parse of a file that says it has not changed.
func (c *Cache) again(path string, of any) (result, bool) {
	if c == nil || of == nil {
		return result{}, false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	v, ok := c.known[path]
	if !ok || v.of != of {
		return result{}, false
	}
	r, ok := c.old[v.key]
	if !ok {
		return result{}, false
	}
	c.used[v.key], c.seen[path] = r, v
	f := *r.file
	return result{&f, r.problems}, true
}

// parse parses a file, or returns what came of it when it was the same. Of is its version, nil when it
// has none.
func (c *Cache) parse(path string, data []byte, of any) result {
	if c == nil {
		f, ps := Parse(path, data)
		return result{f, ps}
	}
	k := cacheKey{path, sha256.Sum256(data)}
	c.mu.Lock()
	r, ok := c.old[k]
	if !ok {
		r, ok = c.used[k]
	}
	c.mu.Unlock()
	if !ok {
		f, ps := Parse(path, data)
		r = result{f, ps}
	}
	c.mu.Lock()
	c.used[k] = r
	if of != nil {
		c.seen[path] = version{of, k}
	}
	c.mu.Unlock()
	// The caller sets what follows from the layout, on a copy of its own.
	f := *r.file
	return result{&f, r.problems}
}

// readUpTo reads at most n bytes of what probably has size bytes.
func readUpTo(r io.Reader, size, n int64) ([]byte, error) {
	var b bytes.Buffer
	b.Grow(int(max(min(size, n), 0)) + bytes.MinRead) // room to see the end without growing
	_, err := b.ReadFrom(io.LimitReader(r, n))
	return b.Bytes(), err
}
