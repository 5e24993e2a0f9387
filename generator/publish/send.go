package publish

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/talent-passport/passport/generator/output"
)

// File is one file of a site.
type File struct {
	Path string // slash-separated
	Data []byte
}

// Delivery is a built site on its way to a branch of a repository.
type Delivery struct {
	Remote string    // an address, or the path of a repository
	Branch string    // the branch; its content is replaced as a whole
	Files  []File    // the site
	When   time.Time // of the commit
	Force  bool      // replace the branch even where others wrote to it
	First  bool      // nothing was sent there from this passport before, so that what is there may be another one
}

// Sent is what came of a delivery.
type Sent struct {
	Changed bool   // false: the branch held these very files already
	Commit  string // of the site, on the branch
	Before  string // the commit that was there before; "" if there was none
}

// siteSubject is the first line of every commit that holds a site. It says that the branch is the program's.
const siteSubject = "Site written by passport"

// author signs the commits of sites. They name no person and no mailbox: the address cannot exist
// (RFC 2606, section 2).
const author = "passport <passport@passport.invalid>"

// Send puts a built site on a branch. It works in a folder of its own that is deleted afterwards, so that
// nothing of the person's repository is touched: no file, no index, no branch, no setting.
//
// The branch holds one commit without a history. What was taken off the site is then off the branch too,
// and not one click away. A branch on which somebody else put files is a [*Failure], unless Force; so is
// one that changes while this runs.
func (g Git) Send(ctx context.Context, d Delivery) (Sent, error) {
	where := hostOf(d.Remote)
	dir, done, err := output.Scratch()
	if err != nil {
		return Sent{}, err
	}
	defer done()
	tips, err := g.Look(ctx, d.Remote)
	if err != nil {
		return Sent{}, err
	}
	sent := Sent{Before: tips.Branches[d.Branch]}
	if err := g.prepare(ctx, dir, d.Remote, d.Branch, sent.Before); err != nil {
		return Sent{}, err
	}
	files := d.Files
	if sent.Before != "" {
		if files, err = g.beside(ctx, dir, d); err != nil {
			return Sent{}, err
		}
	}
	if _, err := (call{program: "git", dir: dir, args: []string{"fast-import", "--quiet"}, in: stream(files, d.When), limit: upload}).run(ctx); err != nil {
		return Sent{}, explain(err, where)
	}
	trees, err := g.in(ctx, dir, append([]string{"rev-parse", "refs/heads/site", "refs/heads/site^{tree}"}, before(sent)...)...)
	if err != nil {
		return Sent{}, explain(err, where)
	}
	ids := strings.Fields(trees)
	if len(ids) == 3 && ids[1] == ids[2] {
		sent.Commit = sent.Before
		return sent, nil
	}
	lease := "--force-with-lease=refs/heads/" + d.Branch + ":" + sent.Before
	if _, err := g.online(ctx, dir, upload, "push", "-q", "--no-verify", lease, "origin", "refs/heads/site:refs/heads/"+d.Branch); err != nil {
		return Sent{}, explain(err, where)
	}
	sent.Changed, sent.Commit = true, ids[0]
	return sent, nil
}

// Vacant tells whether [Git.Send] would find the branch free for a site, as far as that shows before it runs.
func (g Git) Vacant(ctx context.Context, d Delivery) error {
	dir, done, err := output.Scratch()
	if err != nil {
		return err
	}
	defer done()
	tips, err := g.Look(ctx, d.Remote)
	if err != nil || tips.Branches[d.Branch] == "" {
		return err
	}
	if err := g.prepare(ctx, dir, d.Remote, d.Branch, tips.Branches[d.Branch]); err != nil {
		return err
	}
	_, err = g.beside(ctx, dir, d)
	return err
}

// prepare makes a work area in an empty folder. What the branch holds is refs/heads/before there, unless tip
// says that it holds nothing.
func (g Git) prepare(ctx context.Context, dir, remote, branch, tip string) error {
	where := hostOf(remote)
	for _, args := range [][]string{
		{"init", "-q", "--bare", "--template=", "."},
		{"remote", "add", "origin", remote},
	} {
		if _, err := g.in(ctx, dir, args...); err != nil {
			return explain(err, where)
		}
	}
	if tip == "" {
		return nil
	}
	// The names alone are fetched, where the other side can: what has not changed is not sent again.
	_, err := g.online(ctx, dir, upload, "fetch", "-q", "--depth=1", "--no-tags", "--filter=blob:none", "origin", "+refs/heads/"+branch+":refs/heads/before")
	return explain(err, where)
}

// content is what a branch holds, as far as it matters to what may come there.
type content struct {
	site  bool              // a site that the program put there, and nothing else: one commit without a history
	fresh bool              // nothing but what a new repository begins with
	begun map[string]string // what such files say, by name, where there is nothing else
}

// holds looks at a branch.
func (g Git) holds(ctx context.Context, remote, branch, tip string) (content, error) {
	dir, done, err := output.Scratch()
	if err != nil {
		return content{}, err
	}
	defer done()
	if err := g.prepare(ctx, dir, remote, branch, tip); err != nil {
		return content{}, err
	}
	commit, err := g.in(ctx, dir, "cat-file", "commit", "refs/heads/before")
	if err != nil {
		return content{}, explain(err, hostOf(remote))
	}
	names, err := g.in(ctx, dir, "ls-tree", "-r", "--name-only", "-z", "refs/heads/before")
	if err != nil {
		return content{}, explain(err, hostOf(remote))
	}
	head, message, _ := strings.Cut(commit, "\n\n")
	c := content{site: strings.HasPrefix(message, siteSubject) && !strings.Contains(head, "\nparent "), fresh: true}
	list := fields0(names)
	if c.site || slices.ContainsFunc(list, func(n string) bool { return !slices.Contains(begins, n) }) {
		c.fresh = false
		return c, nil
	}
	c.begun = map[string]string{}
	for _, n := range list {
		if c.begun[n], err = g.online(ctx, dir, quick, "cat-file", "blob", "refs/heads/before:"+n); err != nil {
			return content{}, explain(err, hostOf(remote))
		}
	}
	return c, nil
}

func before(s Sent) []string {
	if s.Before == "" {
		return nil
	}
	return []string{"refs/heads/before^{tree}"}
}

// begins are files that a new repository begins with on GitHub and other hosts. Somebody may have written more
// into them since, so they are kept where nothing of ours has their name.
var begins = []string{"README.md", "README", "LICENSE", "LICENSE.md", ".gitignore", ".gitattributes"}

// address is the file that GitHub writes when the person sets an address of their own in the settings: without
// it that address is gone.
const address = "CNAME"

// TakenDown is the README that stands where a site was.
const TakenDown = "The site that was here has been taken down.\n"

// beside looks at what the branch holds, and adds to the site what stays there: the address, and what the
// repository began with.
func (g Git) beside(ctx context.Context, dir string, d Delivery) ([]File, error) {
	where := hostOf(d.Remote)
	names, err := g.in(ctx, dir, "ls-tree", "-r", "--name-only", "-z", "refs/heads/before")
	if err != nil {
		return nil, explain(err, where)
	}
	subject, err := g.in(ctx, dir, "log", "-1", "--format=%s", "refs/heads/before")
	if err != nil {
		return nil, explain(err, where)
	}
	ours := strings.HasPrefix(subject, siteSubject)
	var foreign []string
	has := func(name string) bool {
		return slices.ContainsFunc(d.Files, func(f File) bool { return f.Path == name })
	}
	list := fields0(names)
	for _, n := range list {
		if !ours && n != address && !slices.Contains(begins, n) {
			foreign = append(foreign, n)
		}
	}
	if len(foreign) > 0 && !d.Force {
		return nil, fail(nil, fmt.Sprintf("the branch %s of %s holds files that passport did not write (%s)", d.Branch, d.Remote, some(foreign)),
			`"--to" with another branch after # leaves them alone, --force replaces them`)
	}
	if ours && d.First && !d.Force && slices.Contains(list, record) {
		theirs, err := g.online(ctx, dir, quick, "cat-file", "blob", "refs/heads/before:"+record)
		if err != nil {
			return nil, explain(err, where)
		}
		if name, another := anotherPassport(d.Files, theirs); another {
			return nil, fail(nil, fmt.Sprintf("the branch %s of %s shows another passport, that of %s", d.Branch, d.Remote, name),
				`take another name for yours with "--name", or replace it with --force`)
		}
	}
	files := slices.Clone(d.Files)
	for _, n := range list {
		if n != address && !slices.Contains(begins, n) || has(n) {
			continue
		}
		kept, err := g.online(ctx, dir, quick, "cat-file", "blob", "refs/heads/before:"+n)
		if err != nil {
			return nil, explain(err, where)
		}
		if kept != TakenDown {
			files = append(files, File{n, []byte(kept)})
		}
	}
	return files, nil
}

// record is the document of a site that says whose it is.
const record = "passport.json"

// anotherPassport tells whether a site is that of another passport than the record that is published says, and whose
// that one is. A passport without an id may be any.
func anotherPassport(files []File, published string) (name string, another bool) {
	type passport struct {
		ID     string `json:"id"`
		Person struct {
			Name string `json:"name"`
		} `json:"person"`
	}
	var theirs, ours passport
	i := slices.IndexFunc(files, func(f File) bool { return f.Path == record })
	if i < 0 || json.Unmarshal([]byte(published), &theirs) != nil || json.Unmarshal(files[i].Data, &ours) != nil {
		return "", false
	}
	return theirs.Person.Name, theirs.ID != "" && ours.ID != "" && theirs.ID != ours.ID
}

// some names the first two of a list.
func some(names []string) string {
	if len(names) <= 2 {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:2], ", "), len(names)-2)
}

// stream is a commit of files in the language of git fast-import.
// https://git-scm.com/docs/git-fast-import#_input_format
func stream(files []File, when time.Time) []byte {
	var b bytes.Buffer
	message := siteSubject + "\n\nOnly the built site is kept here, without the files it is made from.\n"
	fmt.Fprintf(&b, "commit refs/heads/site\ncommitter %s %d +0000\ndata %d\n%s\ndeleteall\n", author, when.Unix(), len(message), message)
	for _, f := range files {
		name := path.Clean(f.Path)
		if strings.HasPrefix(name, `"`) || strings.ContainsAny(name, "\n\\") {
			name = `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(name) + `"`
		}
		fmt.Fprintf(&b, "M 100644 inline %s\ndata %d\n", name, len(f.Data))
		b.Write(f.Data)
		b.WriteByte('\n')
	}
	b.WriteString("done\n")
	return b.Bytes()
}
