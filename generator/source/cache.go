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
	mu        sync.Mutex
	old, used map[string]cached // by path
}

// cached is what came of a file: of which version and which content.
type cached struct {
	of  any
	sum [sha256.Size]byte
	result
}

// Versioned is an open file of a file system in memory. As long as two files of one path return equal
// versions, which must be comparable, they hold the same bytes and need not be read to find out. The bytes
// are all that the file has, and are never changed.
type Versioned interface {
	Version() any
	Bytes() []byte
}

func (c *Cache) begin() {
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.used == nil {
		c.used = map[string]cached{}
	}
}

// end forgets what this Load did not use.
func (c *Cache) end() {
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.old, c.used = c.used, make(map[string]cached, len(c.used))
}

// again returns the parse of a file that says it has not changed.
func (c *Cache) again(path string, of any) (result, bool) {
	if c == nil || of == nil {
		return result{}, false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	k, ok := c.old[path]
	if !ok || k.of != of {
		return result{}, false
	}
	c.used[path] = k
	return k.own(), true
}

// parse parses a file, or returns what came of it when it was the same. Of is its version, nil when it
// has none.
func (c *Cache) parse(path string, data []byte, of any) result {
	if c == nil {
		f, ps := Parse(path, data)
		return result{f, ps}
	}
	sum := sha256.Sum256(data)
	c.mu.Lock()
	k, ok := c.old[path]
	c.mu.Unlock()
	if !ok || k.sum != sum {
		f, ps := Parse(path, data)
		k = cached{sum: sum, result: result{f, ps}}
	}
	k.of = of
	c.mu.Lock()
	c.used[path] = k
	c.mu.Unlock()
	return k.own()
}

// own is a result whose file is the caller's: what follows from the layout is set on it.
func (k cached) own() result {
	f := *k.file
	return result{&f, k.problems}
}

// readUpTo reads at most n bytes of what probably has size bytes.
func readUpTo(r io.Reader, size, n int64) ([]byte, error) {
	var b bytes.Buffer
	b.Grow(int(max(min(size, n), 0)) + bytes.MinRead) // room to see the end without growing
	_, err := b.ReadFrom(io.LimitReader(r, n))
	return b.Bytes(), err
}
