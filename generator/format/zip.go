package format

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
)

type zipResult struct {
	files []*File
	found diag.List
}

// ZIP returns the files in a ZIP archive, sorted by name; nil for a file that is none. Nothing is
// unpacked before its bytes are asked for, and nothing is written anywhere. Members whose names climb out
// of the archive, that are locked with a password or that are not files are left out, with a problem.
func (f *File) ZIP() ([]*File, diag.List) {
	if f.members == nil {
		f.members = &zipResult{}
		if bytes.HasPrefix(f.Data, []byte("PK\x03\x04")) || bytes.HasPrefix(f.Data, []byte("PK\x05\x06")) {
			f.readZIP()
		}
	}
	return f.members.files, f.members.found
}

// Member returns the file in a ZIP archive with a base name, in any case, nil for none.
func (f *File) Member(name string) *File {
	files, _ := f.ZIP()
	for _, m := range files {
		if strings.EqualFold(m.Base(), name) {
			return m
		}
	}
	return nil
}

func (f *File) readZIP() {
	z := f.members
	r, err := zip.NewReader(bytes.NewReader(f.Data), int64(len(f.Data)))
	if r == nil {
		z.found = diag.List{f.problem(CodeUnreadable, "this ZIP file is damaged or was cut off: "+strings.TrimPrefix(err.Error(), "zip: "),
			"download it again", 0, 0)}
		return
	}
	if len(r.File) > maxMembers {
		z.found = diag.List{f.problem(CodeTooLarge, fmt.Sprintf("this ZIP file holds more than %d files", maxMembers), "give the export of one person", 0, 0)}
		return
	}
	room := new(int64)
	*room = MaxFile
	for _, m := range r.File {
		name := strings.ReplaceAll(m.Name, `\`, "/")
		switch {
		case strings.HasSuffix(name, "/"):
			continue
		case name != path.Clean(name) || path.IsAbs(name) || strings.HasPrefix(name, "../") || strings.Contains(name, ":"):
			z.skip(f.problem(CodeMember, fmt.Sprintf("the file %q in this ZIP would lie outside of it", m.Name), "it was skipped; ask where the ZIP comes from", 0, 0))
			continue
		case !m.Mode().IsRegular():
			z.skip(f.problem(CodeMember, fmt.Sprintf("%q in this ZIP is not a file", m.Name), "it was skipped", 0, 0))
			continue
		case m.Flags&1 != 0:
			z.skip(f.problem(CodeMember, fmt.Sprintf("%q in this ZIP is locked with a password", m.Name), "unpack it first and give the files", 0, 0))
			continue
		}
		z.files = append(z.files, &File{Name: f.Name + "/" + name, unpack: func() ([]byte, error) { return unpack(m, room) }})
	}
	slices.SortFunc(z.files, func(a, b *File) int { return strings.Compare(a.Name, b.Name) })
}

// Pack makes a ZIP of the files in a folder and below. Hidden ones stay out, and what is no file; it fails
// for more than [MaxFile] bytes.
func Pack(folder fs.FS) ([]byte, error) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	room := int64(MaxFile)
	err := fs.WalkDir(folder, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name != "." && strings.HasPrefix(d.Name(), ".") && d.IsDir():
			return fs.SkipDir
		case strings.HasPrefix(d.Name(), ".") || !d.Type().IsRegular():
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		if room -= info.Size(); room < 0 {
			return fmt.Errorf("it holds more than %d MB: name the files in it", MaxFile>>20)
		}
		data, err := fs.ReadFile(folder, name)
		if err != nil {
			return err
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err != nil {
			return err
		}
		_, err = w.Write(data)
		return err
	})
	if err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func (z *zipResult) skip(p diag.Problem) {
	if len(z.found) < maxFound {
		p.Severity = diag.Warning
		z.found = append(z.found, p)
	}
}

type errBomb struct{}

func (errBomb) Error() string { return "too large" }

// unpack reads a member, as long as all members that were read fit into the room there is. What the ZIP
// says about sizes is not believed.
func unpack(m *zip.File, room *int64) ([]byte, error) {
	r, err := m.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, *room+1))
	if int64(len(data)) > *room {
		return nil, errBomb{}
	}
	*room -= int64(len(data))
	return data, err
}
