package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"sync"

	"golang.org/x/term"
)

// keyboard hands over single keys while a command runs, when there is a terminal at both ends. Until
// close, the terminal does not edit lines, and Ctrl-C is a key like any other.
type keyboard struct {
	in    *os.File
	state *term.State // nil: no terminal
	keys  chan byte
	once  sync.Once
}

func (a *app) keyboard() *keyboard {
	k := &keyboard{keys: make(chan byte)}
	in, ok := a.in.(*os.File)
	if !ok || !term.IsTerminal(int(in.Fd())) {
		return k
	}
	if _, ok := terminal(a.out); !ok {
		return k
	}
	state, err := term.MakeRaw(int(in.Fd()))
	if err != nil {
		return k
	}
	k.in, k.state = in, state
	// A read from a terminal cannot be called back. It ends with the program, and until then takes
	// nothing that anybody else waits for.
	go func() {
		defer close(k.keys)
		b := make([]byte, 1)
		for {
			if n, err := in.Read(b); err != nil {
				return
			} else if n == 1 {
				k.keys <- b[0]
			}
		}
	}()
	return k
}

func (k *keyboard) live() bool { return k.state != nil }

// next waits for a key; 0 when the context ended.
func (k *keyboard) next(ctx context.Context) byte {
	if k.state == nil {
		<-ctx.Done()
		return 0
	}
	select {
	case b, ok := <-k.keys:
		if !ok {
			<-ctx.Done()
		}
		return b
	case <-ctx.Done():
		return 0
	}
}

// close gives the terminal back as it was.
func (k *keyboard) close() {
	if k.state != nil {
		k.once.Do(func() { _ = term.Restore(int(k.in.Fd()), k.state) })
	}
}

// writer writes lines to a terminal that no longer returns to the first column by itself.
func (k *keyboard) writer(w io.Writer) io.Writer {
	if k.state == nil {
		return w
	}
	return returning{w}
}

type returning struct{ io.Writer }

func (r returning) Write(p []byte) (int, error) {
	if _, err := r.Writer.Write(bytes.ReplaceAll(p, []byte("\n"), []byte("\r\n"))); err != nil {
		return 0, err
	}
	return len(p), nil
}
