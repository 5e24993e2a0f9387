package output

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/site"
)

// pictures are documents that count how often they are drawn.
func pictures(drawn *atomic.Int32, n int) []site.Document {
	docs := []site.Document{{Path: "cv.pdf", MediaType: "application/pdf", From: func() [32]byte { return [32]byte{255} },
		Render: func(w io.Writer) diag.List { _, _ = io.WriteString(w, "paper"); return nil }}}
	for i := range n {
		docs = append(docs, site.Document{
			Path: string(rune('a'+i)) + ".jpg", MediaType: "image/jpeg", From: func() [32]byte { return [32]byte{byte(i), 7} },
			Render: func(w io.Writer) diag.List {
				drawn.Add(1)
				_, _ = w.Write(bytes.Repeat([]byte{byte(i)}, 100))
				return nil
			},
		})
	}
	return docs
}

func kept(t *testing.T, cache string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(cache, shelfFolder, "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestCache: a picture is made once for all folders; one whose file is damaged is made again, and so is every
// one when there is no folder to keep them in. Nothing else than pictures is kept.
func TestCache(t *testing.T) {
	t.Parallel()
	cache := filepath.Join(t.TempDir(), "not", "there", "yet")
	var drawn atomic.Int32
	build := func(what, cache string, want int32) {
		t.Helper()
		drawn.Store(0)
		out := filepath.Join(t.TempDir(), "public")
		if _, found, err := Write(out, pictures(&drawn, 3), Options{Cache: cache}); err != nil || len(found) > 0 {
			t.Fatalf("%s: %v, %v", what, found, err)
		}
		if drawn.Load() != want {
			t.Errorf("%s: %d pictures were made, want %d", what, drawn.Load(), want)
		}
		for i := range 3 {
			data, err := os.ReadFile(filepath.Join(out, string(rune('a'+i))+".jpg"))
			if err != nil || !bytes.Equal(data, bytes.Repeat([]byte{byte(i)}, 100)) {
				t.Errorf("%s: picture %d is %q, %v", what, i, data, err)
			}
		}
	}
	build("cold", cache, 3)
	files := kept(t, cache)
	if len(files) != 3 {
		t.Fatalf("%d files are kept, want the 3 pictures: %v", len(files), files)
	}
	build("warm", cache, 0)
	build("none", "", 3)

	for i, damage := range []func(string) error{
		func(f string) error { return os.WriteFile(f, []byte("x"), 0o600) },
		func(f string) error { return os.Truncate(f, 40) },
		func(f string) error { return os.Remove(f) },
	} {
		if err := damage(files[i]); err != nil {
			t.Fatal(err)
		}
	}
	build("damaged", cache, 3)
	build("mended", cache, 0)

	// A folder that cannot be made: there is a file in its place.
	blocked := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(blocked, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	build("blocked", blocked, 3)
	build("blocked again", filepath.Join(blocked, "below"), 3)
	if os.Geteuid() != 0 { // whoever may do anything may also write here
		locked := t.TempDir()
		if err := os.Chmod(locked, 0o500); err != nil {
			t.Fatal(err)
		}
		build("read-only", locked, 3)
	}
}

// TestCacheTogether: runs that share a folder find whole files or none.
func TestCacheTogether(t *testing.T) {
	t.Parallel()
	cache := t.TempDir()
	var runs sync.WaitGroup
	for range 6 {
		out := filepath.Join(t.TempDir(), "public")
		runs.Go(func() {
			var drawn atomic.Int32
			if _, found, err := Write(out, pictures(&drawn, 20), Options{Cache: cache}); err != nil || len(found) > 0 {
				t.Errorf("%v, %v", found, err)
			}
		})
	}
	runs.Wait()
	if n := len(kept(t, cache)); n != 20 {
		t.Errorf("%d files are kept, want 20 and no half ones", n)
	}
}

// TestCacheBound: the oldest files go when there are too many bytes, and what a killed run left half-written
// goes when it is old.
func TestCacheBound(t *testing.T) {
	t.Parallel()
	s := &shelf{dir: t.TempDir(), most: 1000}
	d := site.Document{Path: "a.jpg"}
	for i := range 20 {
		data := bytes.Repeat([]byte{byte(i)}, 100)
		if !s.put(d, [32]byte{byte(i)}, [32]byte{}, data) {
			t.Fatal("not kept")
		}
	}
	half := filepath.Join(s.dir, "00", "new-1")
	if err := os.WriteFile(half, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(s.file(d, [32]byte{19}))
	if err != nil {
		t.Fatal(err)
	}
	old := info.ModTime().Add(-2 * forgotten)
	if err := os.Chtimes(half, old, old); err != nil {
		t.Fatal(err)
	}
	s.tidy()
	var size int64
	files, err := filepath.Glob(filepath.Join(s.dir, "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if f == half {
			t.Error("what was left half-written is there still")
		}
		if info, err := os.Stat(f); err == nil {
			size += info.Size()
		}
	}
	if size > s.most || size < s.most/2 {
		t.Errorf("%d bytes are kept, want up to %d", size, s.most)
	}
}
