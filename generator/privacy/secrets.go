package privacy

import (
	"slices"
	"strings"
	"unicode"
)

// secrets are keys that open something, by the form that whoever issues them documents. Each is looked
// for only where its sign stands, which is a plain search.
var secrets = []struct {
	code, noun string
	sign       string
	pattern    pattern
}{
	{privateKey, "a private key", "-----BEGIN ", lazily(`-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----`)},
	{privateKey, "a private key (PuTTY)", "PuTTY-User-Key-File-", lazily(`PuTTY-User-Key-File-\d`)},
	{privateKey, "a private key (age)", "AGE-SECRET-KEY-1", lazily(`AGE-SECRET-KEY-1[0-9A-Z]{58,}`)},
	{privateKey, "a private key (JWK)", `"kty"`, lazily(`"d"\s*:\s*"[A-Za-z0-9_-]{20,}"`)},
	{secret, "a GitHub token", "gh", lazily(`\bgh[pousr]_[A-Za-z0-9]{36,255}\b`)},
	{secret, "a GitHub token", "github_pat_", lazily(`\bgithub_pat_[A-Za-z0-9_]{40,255}\b`)},
	{secret, "a GitLab token", "glpat-", lazily(`\bglpat-[A-Za-z0-9_-]{20,}`)},
	{secret, "an Amazon access key", "AKIA", lazily(`\bAKIA[A-Z2-7]{16}\b`)},
	{secret, "an Amazon access key", "ASIA", lazily(`\bASIA[A-Z2-7]{16}\b`)},
	{secret, "a secret Amazon key", "aws", lazily(`(?i)aws_?secret_?(?:access_?)?key["']?\s*[:=]\s*["']?[A-Za-z0-9/+]{40}\b`)},
	{secret, "a Google key", "AIza", lazily(`\bAIza[A-Za-z0-9_-]{35}`)},
	{secret, "a Google client secret", "GOCSPX-", lazily(`\bGOCSPX-[A-Za-z0-9_-]{20,}`)},
	{secret, "a Google access token", "ya29.", lazily(`\bya29\.[A-Za-z0-9_-]{30,}`)},
	{secret, "a Slack token", "xox", lazily(`\bxox[abeprs]-[A-Za-z0-9-]{20,}`)},
	{secret, "a Slack address that accepts messages", "hooks.slack.com", lazily(`hooks\.slack\.com/services/T[A-Z0-9]+/B[A-Z0-9]+/[A-Za-z0-9]{16,}`)},
	{secret, "an Anthropic key", "sk-ant-", lazily(`\bsk-ant-[A-Za-z0-9_-]{30,}`)},
	{secret, "an OpenAI key", "sk-", lazily(`\bsk-(?:proj-|svcacct-|admin-)?[A-Za-z0-9_-]{32,}`)},
	{secret, "a Stripe key", "k_live_", lazily(`\b[rs]k_live_[A-Za-z0-9]{20,}`)},
	{secret, "an npm token", "npm_", lazily(`\bnpm_[A-Za-z0-9]{36}\b`)},
	{secret, "a PyPI token", "pypi-AgEI", lazily(`\bpypi-AgEI[A-Za-z0-9_-]{40,}`)},
	{secret, "a SendGrid key", "SG.", lazily(`\bSG\.[A-Za-z0-9_-]{20,24}\.[A-Za-z0-9_-]{39,50}`)},
	{secret, "a Hugging Face token", "hf_", lazily(`\bhf_[A-Za-z]{34}\b`)},
	{secret, "a DigitalOcean token", "do", lazily(`\bdo[opr]_v1_[a-f0-9]{64}\b`)},
	{secret, "a Telegram bot token", ":AA", lazily(`\b\d{8,10}:AA[A-Za-z0-9_-]{33}\b`)},
	{secret, "an Azure storage key", "AccountKey=", lazily(`AccountKey=[A-Za-z0-9+/]{86}==`)},
	{secret, "an npm login", "_authToken", lazily(`_authToken\s*=\s*[A-Za-z0-9_-]{20,}`)},
	{secret, "a password in an address", "://", lazily(`\b[a-z][a-z0-9+.-]{1,20}://[^\s:/@'"<>()\[\]]{1,64}:[^\s:/@'"<>()\[\]]{3,128}@[A-Za-z0-9.-]+`)},
}

// A line of settings, NAME=value, as in a file called .env; and a password behind its word.
var (
	setting = lazily(`(?m)^\s*(?:export\s+)?[A-Z][A-Z0-9_]*(?:SECRET|PASSWORD|PASSWD|TOKEN|API_?KEY|PRIVATE_?KEY)[A-Z0-9_]*\s*=\s*["']?([^\s"'$<{#][^\s"']{7,})`)
	// The same in the settings of a program, in any case: api_key: "…".
	assigned = lazily(`(?i)(?:^|[^\pL\d])(?:api[_-]?key|api[_-]?secret|secret[_-]?key|client[_-]?secret|access[_-]?token|auth[_-]?token)["']?\s*[:=]\s*["']?([A-Za-z0-9_\-./+=]{20,})`)
	told     = lazily(`(?:^|[^\pL])(?i:` + passwords + `) (?:is|é|es|est|ist) ["'“„«]?([^\s"'“”„«»,;<>(){}$-]{8,64})`)
	password = lazily(`(?i)(?:^|[^\pL])(?:` + passwords + `)["']?(?: is| é| es| est| ist)?\s?[:=]\s?["'“„«]?\s?([^\s"'“”„«»,;<>(){}$]{6,64})`)
)

const passwords = `password|passwd|passwort|kennwort|palavra-passe|senha|contraseña|mot de passe|wachtwoord`

func (p *piece) secrets() {
	for i := range secrets {
		s := &secrets[i]
		if !strings.Contains(p.s, s.sign) && (s.sign != "aws" || !strings.Contains(p.s, "AWS")) {
			continue
		}
		for _, m := range s.pattern().FindAllStringIndex(p.s, -1) {
			found := p.s[m[0]:m[1]]
			if s.sign == "://" {
				found, _, _ = strings.Cut(found, "@") // the name of the machine may be anything
			}
			if !madeUp(found) {
				p.add(s.code, s.noun, m[0], m[1])
			}
		}
	}
	if strings.IndexByte(p.s, '=') >= 0 {
		for _, m := range setting().FindAllStringSubmatchIndex(p.s, -1) {
			if !madeUp(p.s[m[2]:m[3]]) {
				p.add(secret, "a secret setting", m[2], m[3])
			}
		}
	}
	for _, m := range p.matches(told, passwordWords...) {
		if v := p.s[m[2]:m[3]]; mixed(v) && !madeUp(v) {
			p.add(secret, "a password", m[2], m[3])
		}
	}
	if strings.ContainsAny(p.s, ":=") {
		for _, m := range p.matches(assigned, "key", "Key", "KEY", "ecret", "SECRET", "oken", "TOKEN") {
			if v := p.s[m[2]:m[3]]; strings.ContainsAny(v, "0123456789") && strings.IndexFunc(v, isAnyLetter) >= 0 && !madeUp(v) {
				p.add(secret, "a secret setting", m[2], m[3])
			}
		}
		for _, m := range p.matches(password, passwordWords...) {
			if v := p.s[m[2]:m[3]]; strings.ContainsAny(v, "0123456789!?#%&*+@") && strings.IndexFunc(v, isAnyLetter) >= 0 && !madeUp(v) {
				p.add(secret, "a password", m[2], m[3])
			}
		}
	}
}

// mixed reports whether a word is of small letters, capitals and digits, as no word of a sentence is.
func mixed(s string) bool {
	return strings.IndexFunc(s, unicode.IsLower) >= 0 && strings.IndexFunc(s, unicode.IsUpper) >= 0 && strings.ContainsAny(s, "0123456789")
}

func isAnyLetter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }

var passwordWords = []string{"assw", "ASSW", "ennwor", "alavra-passe", "enha", "ontraseña", "mot de passe", "Mot de passe", "achtwoord"}

// matches are those of a pattern, which is tried only where one of the signs stands.
func (p *piece) matches(find pattern, signs ...string) [][]int {
	if !slices.ContainsFunc(signs, func(sign string) bool { return strings.Contains(p.s, sign) }) {
		return nil
	}
	return find().FindAllStringSubmatchIndex(p.s, -1)
}

// madeUp reports whether a secret is one that manuals show.
func madeUp(s string) bool {
	low := strings.ToLower(s)
	for _, w := range []string{"example", "xxxx", "your", "changeme", "placeholder", "user:pass", "username:password", "secrets."} {
		if strings.Contains(low, w) {
			return true
		}
	}
	return false
}
