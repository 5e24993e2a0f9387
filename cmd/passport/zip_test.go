package main

import (
	"archive/zip"
	"bytes"
	"os"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// zipUp makes a ZIP archive in a script: zip export.zip Positions.csv ../out.csv=Positions.csv. A member is
// called like its file, or as stands before the equals sign; a number behind it is so many megabytes of zeros,
// and "<half>" as the last word cuts the archive in two.
func zipUp(ts *testscript.TestScript, _ bool, args []string) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	half := false
	for _, arg := range args[1:] {
		if half = arg == "<half>"; half {
			break
		}
		name, from, ok := strings.Cut(arg, "=")
		if !ok {
			from = name
		}
		m, err := w.Create(name)
		ts.Check(err)
		var data []byte
		if n, err := strconv.Atoi(from); err == nil {
			data = make([]byte, n<<20)
		} else {
			data, err = os.ReadFile(ts.MkAbs(from))
			ts.Check(err)
		}
		_, err = m.Write(data)
		ts.Check(err)
	}
	ts.Check(w.Close())
	data := b.Bytes()
	if half {
		data = data[:len(data)/2]
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o666))
}
