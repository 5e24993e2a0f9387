// Command passport checks a Universal Talent Passport, kept as Markdown and YAML files, and builds a
// static site from it.
//
// This package is the command line and nothing else: one file per command, each of which parses its
// flags and calls package generator. run takes everything it needs from outside, so the tests call it
// as a person would.
package main

import (
	"os"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
