package main

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

// The manual pages are made by a test, so that the module that writes them is in no binary:
//
//	go test ./cmd/passport -run '^TestManual$' -manual DIR
var manual = flag.String("manual", "", "the folder to write the manual pages into")

// Every command has a manual page, with its examples.
func TestManual(t *testing.T) {
	dir := *manual
	if dir == "" {
		dir = t.TempDir()
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	a := &app{env: os.Getenv, now: time.Now}
	at, err := a.moment()
	if err != nil {
		t.Fatal(err)
	}
	root := a.root()
	root.InitDefaultCompletionCmd()
	pages := 0
	var write func(c *cobra.Command)
	write = func(c *cobra.Command) {
		if c.Hidden || c.Name() == "help" {
			return
		}
		for _, sub := range c.Commands() {
			write(sub)
		}
		c.DisableAutoGenTag = true
		// The text is read as Markdown, in which such a line is a heading.
		c.Long = strings.ReplaceAll(c.Long, "\n#", "\n\\#")
		name := strings.ReplaceAll(c.CommandPath(), " ", "-")
		var page bytes.Buffer
		header := doc.GenManHeader{Title: strings.ToUpper(name), Section: "1", Date: &at, Source: "passport", Manual: "Passport"}
		if err := doc.GenMan(c, &header, &page); err != nil {
			t.Fatal(err)
		}
		for _, part := range []string{".TH \"" + strings.ToUpper(name) + "\" \"1\"", ".SH NAME", ".SH SYNOPSIS"} {
			if !bytes.Contains(page.Bytes(), []byte(part)) {
				t.Errorf("%s has no %s", name, part)
			}
		}
		if c.Runnable() && c.HasExample() != bytes.Contains(page.Bytes(), []byte(".SH EXAMPLE")) {
			t.Errorf("%s lost its examples", name)
		}
		if err := os.WriteFile(filepath.Join(dir, name+".1"), page.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
		pages++
	}
	write(root)
	if pages < 15 {
		t.Errorf("only %d pages", pages)
	}
}
