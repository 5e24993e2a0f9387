package check

import (
	"fmt"
	"net/url"
	"strings"

	"github.com/talent-passport/passport/generator/diag"
)

// looksLikeHost matches what people write for an address when they leave out https://.
var looksLikeHost = lazily(`^(?i)(www\.)?([a-z0-9-]+\.)+(com|org|net|io|dev|eu|uk|de|fr|es|pt|it|nl|ch|at|be|se|no|dk|fi|pl|cz|ie|us|ca|au|nz|in|jp|br|mx|me|info|edu|gov|example|app|page|health|care|academy|social)(:\d+)?(/\S*)?$`)

// url checks a field that holds an address.
func (c *checker) url(f field) {
	text := strings.TrimSpace(f.node.Text)
	if text == "" {
		return
	}
	c.text(f, f.node)
	if f.translated && f.key != "url" {
		return
	}
	if f.in != nil && f.in == c.siteNode() && strings.HasPrefix(strings.ToLower(text), "http://") {
		return // the site's own address has a rule of its own
	}
	fix := func(better string) *diag.Fix { return replace(f.node, better) }
	if c.wrapped(text, f.node.Span, fix) {
		return
	}
	if i := strings.IndexAny(text, "\"<>\\^`{|}"); i >= 0 && strings.HasPrefix(strings.ToLower(text), "http") && !strings.ContainsAny(text, " \t\n") {
		c.malformed(text, f.node.Span, fmt.Sprintf("there is a %c in it, for which addresses write %%%02X", text[i], text[i]))
		return
	}
	c.address(text, f.node.Span, fix)
}

// address checks an address from a field or from prose. A relative one in a field is told to be whole,
// because fields of this type hold addresses on the web; prose has its own rules for paths.
func (c *checker) address(text string, at diag.Span, fix func(string) *diag.Fix) {
	scheme, rest, hasScheme := strings.Cut(text, ":")
	scheme = strings.ToLower(strings.TrimSpace(scheme))
	if strings.ContainsAny(scheme, "/.?#@ ") {
		hasScheme = false
	}
	switch {
	case !hasScheme:
		c.noScheme(text, at, fix)
		return
	case scheme == "javascript" || scheme == "data" || scheme == "vbscript" || scheme == "file":
		p := diag.Problem{
			Code: "unsafe-url", Severity: diag.Error, Span: at,
			Message: fmt.Sprintf("an address that begins with %q is never published", scheme+":"),
			Label:   "could harm the reader",
			Hint:    `write an address that begins with "https://"`,
		}
		if scheme == "file" {
			p.Label = "on your own computer only"
			p.Hint = `put the file into media/ and name it there, such as "file: ../media/name.pdf"`
		}
		c.add(p)
		return
	case scheme == "mailto" || scheme == "tel":
		if strings.TrimSpace(rest) == "" {
			c.malformed(text, at, "nothing comes after "+scheme+":")
		}
		return
	case scheme != "http" && scheme != "https":
		if looksLikeHost().MatchString(text) {
			c.noScheme(text, at, fix)
			return
		}
		c.add(diag.Problem{
			Code: "unsupported-url", Severity: diag.Warning, Span: at,
			Message: fmt.Sprintf("browsers may not open an address that begins with %q, so the link is left out", scheme+":"),
			Label:   "not a web address",
			Hint:    `write an address that begins with "https://", "mailto:" or "tel:"`,
		})
		return
	}
	u, err := url.Parse(text)
	switch {
	case strings.ContainsAny(text, " \t\n"):
		c.malformed(text, at, "there is a space in it")
	case !strings.HasPrefix(rest, "//") || strings.HasPrefix(rest, "///"):
		better := scheme + "://" + strings.TrimLeft(rest, "/")
		c.add(diag.Problem{
			Code: "malformed-url", Severity: diag.Warning, Span: at,
			Message: fmt.Sprintf("%q is not an address that can be opened: two slashes follow %q", clip(text, 60), scheme+":"),
			Label:   "slashes",
			Hint:    fmt.Sprintf("write %q", better),
			Fix:     fix(better),
		})
	case err != nil || u.Hostname() == "":
		c.malformed(text, at, "a browser cannot open it")
	case isLocal(u.Hostname()):
		c.add(diag.Problem{
			Code: "local-url", Severity: diag.Warning, Span: at,
			Message: fmt.Sprintf("%s exists only on your own computer or network", u.Host),
			Label:   "nobody else can open it",
			Hint:    "write the address at which others can open it",
		})
	case !strings.Contains(u.Hostname(), ".") && !strings.Contains(u.Hostname(), ":"):
		c.malformed(text, at, fmt.Sprintf("%q has no dot, so it is no site", u.Hostname()))
	case scheme == "http":
		c.add(diag.Problem{
			Code: "insecure-url", Severity: diag.Note, Span: at,
			Message: "the connection to this address is not protected",
			Label:   "http, not https",
			Hint:    fmt.Sprintf("try %q, and write that if it opens", "https:"+rest),
		})
	}
}

// wrapped tells when an address stands within signs of Markdown, where the address alone belongs.
func (c *checker) wrapped(text string, at diag.Span, fix func(string) *diag.Fix) bool {
	d := diag.Problem{
		Code: "malformed-url", Severity: diag.Warning, Span: at,
		Message: fmt.Sprintf("%q is not an address that can be opened: Markdown is not read here", clip(text, 60)),
		Label:   "not an address",
	}
	if m := markdownLink().FindStringSubmatch(text); m != nil {
		d.Hint = fmt.Sprintf("write %q, or the address alone", "{title: "+flowText(m[1])+", url: "+flowText(m[2])+"}")
	} else if inner := strings.TrimSuffix(strings.TrimPrefix(text, "<"), ">"); len(inner) == len(text)-2 && inner != "" {
		d.Hint, d.Fix = fmt.Sprintf("write %q", inner), fix(inner)
	} else {
		return false
	}
	c.add(d)
	return true
}

var markdownLink = lazily(`^\[([^\]]+)\]\((\S+)\)$`)

func (c *checker) noScheme(text string, at diag.Span, fix func(string) *diag.Fix) {
	better := "https://" + strings.TrimLeft(text, "/")
	if looksLikeHost().MatchString(strings.TrimLeft(text, "/")) {
		c.add(diag.Problem{
			Code: "url-without-https", Severity: diag.Warning, Span: at,
			Message: fmt.Sprintf("the address %q does not begin with https://", text),
			Label:   "not a whole address",
			Hint:    fmt.Sprintf("write %q", better),
			Fix:     fix(better),
		})
		return
	}
	if email().MatchString(text) {
		c.add(diag.Problem{
			Code: "email-without-mailto", Severity: diag.Warning, Span: at,
			Message: fmt.Sprintf("%q is an e-mail address, which needs mailto: in front to be a link", text),
			Label:   "e-mail",
			Hint:    fmt.Sprintf("write %q", "mailto:"+text),
			Fix:     fix("mailto:" + text),
		})
		return
	}
	c.malformed(text, at, "an address begins with https://")
}

func (c *checker) malformed(text string, at diag.Span, why string) {
	c.add(diag.Problem{
		Code: "malformed-url", Severity: diag.Warning, Span: at,
		Message: fmt.Sprintf("%q is not an address that can be opened: %s", clip(text, 60), why),
		Label:   "not an address",
		Hint:    "copy it whole from the browser's address line",
	})
}

func isLocal(host string) bool {
	host = strings.ToLower(host)
	for _, prefix := range []string{"127.", "192.168.", "10.", "169.254."} {
		if strings.HasPrefix(host, prefix) && strings.Trim(host, "0123456789.") == "" {
			return true
		}
	}
	return host == "localhost" || host == "0.0.0.0" || host == "::1" || strings.HasSuffix(host, ".local") || strings.HasSuffix(host, ".localhost")
}

// clip cuts a text for a message, at a letter.
func clip(s string, most int) string {
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	return string(r[:most-1]) + "…"
}
