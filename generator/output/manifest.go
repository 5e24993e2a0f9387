package output

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// ManifestName is the file that marks a folder as a site that the program wrote. It is of no use to
// readers of the site, so whoever copies the site elsewhere may leave it out.
//
// It holds, after three lines for people, one line for each document, sorted:
//
//	<half of the SHA-256 of the path, in hex> <size in bytes> <SHA-256 of the content, in hex>
//
// and behind that, for a document that says what it is made from, the digest of that ([site.Document]).
//
// Paths are hashed because the manifest is often published with the site: it must not name an
// unlisted page that nothing else names. Size and digest tell which documents have changed without
// reading them. Nothing in it depends on when or where it was written.
const ManifestName = ".passport-manifest"

const manifestHead = `passport manifest 1
This folder is written by passport, and replaced as a whole whenever the site changes.
Change the passport's files, not these. Files that are not listed below are never deleted.
`

// stamp is what a manifest knows about a file.
type stamp struct {
	size int64
	sum  [sha256.Size]byte
	from [sha256.Size]byte // what it was made from; zero when it does not say
}

// manifest is the manifest of a site, by hashed path.
type manifest map[string]stamp

func hashedPath(path string) string {
	sum := sha256.Sum256([]byte(path))
	return hex.EncodeToString(sum[:len(sum)/2])
}

func manifestOf(files []file) []byte {
	lines := make([]string, len(files))
	for i, f := range files {
		lines[i] = fmt.Sprintf("%s %d %x", hashedPath(f.path), f.size, f.sum)
		if f.from != [sha256.Size]byte{} {
			lines[i] += fmt.Sprintf(" %x", f.from)
		}
		lines[i] += "\n"
	}
	slices.Sort(lines)
	return []byte(manifestHead + strings.Join(lines, ""))
}

// parseManifest reads a manifest; ok is false for anything that manifestOf cannot have written.
func parseManifest(data []byte) (m manifest, ok bool) {
	rest, ok := bytes.CutPrefix(data, []byte(manifestHead))
	if !ok {
		return nil, false
	}
	m = make(manifest)
	for line := range strings.Lines(string(rest)) {
		line, whole := strings.CutSuffix(line, "\n")
		fields := strings.Split(line, " ")
		if !whole || len(fields) < 3 || len(fields) > 4 || len(fields[0]) != sha256.Size {
			return nil, false
		}
		size, err := strconv.ParseInt(fields[1], 10, 64)
		sum, err2 := hex.DecodeString(fields[2])
		if err != nil || err2 != nil || size < 0 || len(sum) != sha256.Size {
			return nil, false
		}
		s := stamp{size: size, sum: [sha256.Size]byte(sum)}
		if len(fields) == 4 {
			from, err := hex.DecodeString(fields[3])
			if err != nil || len(from) != sha256.Size {
				return nil, false
			}
			s.from = [sha256.Size]byte(from)
		}
		m[fields[0]] = s
	}
	return m, true
}
