package generator

import (
	"context"
	"io/fs"
	"path"
	"slices"
	"sync"
	"time"

	"github.com/talent-passport/passport/generator/check"
	"github.com/talent-passport/passport/generator/diag"
	"github.com/talent-passport/passport/generator/paper"
	"github.com/talent-passport/passport/generator/passport"
	"github.com/talent-passport/passport/generator/publish"
	"github.com/talent-passport/passport/generator/serve"
	"github.com/talent-passport/passport/generator/site"
	"github.com/talent-passport/passport/generator/source"
)

// Session makes the site of one passport over and over while its files are edited. What does not change
// with a file is kept; everything that follows from the files is made anew each time. It is used by one
// goroutine at a time; the sites it makes are safe for concurrent use.
//
// A session shows drafts and private entries, marked as such, unless it is of what is published. Its
// sites are only ever served to the person: nothing that writes a site takes one.
type Session struct {
	b         *Builder
	dir       string
	now       func() time.Time
	published bool

	begun   bool        // a site was made
	shown   *serve.Site // to visitors, the last of which all that passport.yaml says was read
	cache   source.Cache
	memo    check.Memo
	entries passport.Memo
	dates   gitDates
}

// NewSession begins a session about a folder. Options.Now is not used: now is asked for each site, so
// that a session may last longer than a day. Published makes exactly the site that a build writes.
func NewSession(dir string, o Options, now func() time.Time, published bool) *Session {
	return &Session{b: NewBuilder(o), dir: dir, now: now, published: published}
}

// Close ends what the session began. Its sites stay as they are.
func (s *Session) Close() { s.dates.close() }

// Site makes the site of the folder as it is now. See [serve.Options].
func (s *Session) Site(folder fs.FS) *serve.Site {
	t := source.Load(folder, passport.Layout(), &s.cache)
	root := t.Roots[""]
	if s.shown != nil && root != nil && root.Broken {
		return s.shownAgain(t)
	}
	p := s.b.override(s.entries.Decode(t))
	s.b.beginTheme(p, folder, t)
	now := momentOf(s.now())
	early := slices.Clone(t.Problems)
	var later []func() diag.List
	shape := func() diag.List { return s.b.schemas.ShapeAgain(t, &s.memo) }
	if s.begun {
		early = append(early, shape()...)
	} else {
		// Nobody sees a page yet that a file which is only half written could spoil, but somebody waits for one.
		later = append(later, shape)
	}
	s.begun = true
	c := circumstances{audience: passport.Audience{Drafts: s.b.o.Drafts}, now: now, papers: s.b.papers(t), publish: s.entries.Publish}
	if s.published {
		c.history = commitsOf(s.dir)
	} else {
		c.audience = passport.Audience{Drafts: true, Private: true}
		c.history = s.dates.known(s.dir, s.now())
		c.papers = func(sheet site.Sheet) ([]site.Document, diag.List) {
			docs, found := paper.Preview(sheet, s.b.paperOptions(t))
			later = append(later, found)
			return docs, nil
		}
	}
	made := s.b.plan(folder, t, p, c)
	early = append(early, made.problems...)
	out := &serve.Site{
		Documents: made.documents,
		Early:     early,
		Check: func() diag.List {
			l := append(slices.Clone(early), s.b.meaning(t, p, now)...)
			for _, found := range later {
				l = append(l, found()...)
			}
			l.Sort()
			return l.Dedupe()
		},
		Files:  withTheme(t, folder),
		Themed: len(t.Theme) > 0,
		Page:   made.plan.PageOf,
	}
	if root != nil && !root.Broken {
		out.Base = made.plan.Base()
		if s.published {
			s.shown = out
		}
	}
	return out
}

// withTheme are the bytes of a passport's files and of its theme's, which no tree holds.
func withTheme(t *source.Tree, folder fs.FS) diag.Files {
	own := map[string][]byte{}
	for _, a := range t.Theme {
		name := path.Join(passport.Layout().Theme, a.Path)
		if data, err := fs.ReadFile(folder, name); err == nil {
			own[name] = data
		}
	}
	return func(name string) []byte {
		if data, ok := own[name]; ok {
			return data
		}
		return t.Read(name)
	}
}

// shownAgain is the site that visitors have, while part of what the person says of all pages cannot be read:
// what is missing may be that they are private. Nothing with such a mistake is published either.
func (s *Session) shownAgain(t *source.Tree) *serve.Site {
	again := *s.shown
	again.Early, again.Files = slices.Clone(t.Problems), t.Read
	again.Early.Sort()
	again.Check = func() diag.List { return slices.Clone(again.Early) }
	return &again
}

// Ignored reports whether a path in a passport's folder is one that nothing is ever made of: what
// editors and systems leave behind.
func Ignored(path string) bool { return source.Ignored(passport.Layout(), path) }

// gitDates knows when files last changed, as far as git has answered.
type gitDates struct {
	mu    sync.Mutex
	last  publish.Dates
	asked time.Time
	stop  context.CancelFunc
	done  chan struct{} // of the question that is being answered
}

// patience is how long an answer of git's is good for.
const patience = 10 * time.Second

// known answers with what git said last, and asks it again when that is a while ago. It never waits.
func (g *gitDates) known(dir string, now time.Time) publish.Dates {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.done != nil {
		select {
		case <-g.done:
			g.done = nil
		default:
		}
	}
	if g.done == nil && (g.asked.IsZero() || now.Sub(g.asked) > patience) {
		ctx, stop := context.WithCancel(context.Background())
		done := make(chan struct{})
		g.asked, g.stop, g.done = now, stop, done
		go func() {
			defer close(done)
			last := publish.DatesOf(ctx, dir)
			g.mu.Lock()
			defer g.mu.Unlock()
			g.last = last
		}()
	}
	return g.last
}

func (g *gitDates) close() {
	g.mu.Lock()
	stop, done := g.stop, g.done
	g.mu.Unlock()
	if stop != nil {
		stop()
	}
	if done != nil {
		<-done
	}
}
