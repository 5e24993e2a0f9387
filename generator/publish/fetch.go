package publish

import (
	"bytes"
	"context"
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"time"
)

// largest is how much of one file is read from a host; more than that no site of ours has.
const largest = 64 << 20

// fetched is one answer of a host.
type fetched struct {
	status int
	header http.Header
	body   []byte
	url    *url.URL // after redirects
}

// client asks hosts, with a limit for each answer.
func client() *http.Client {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConnsPerHost = parallel
	return &http.Client{Timeout: 20 * time.Second, Transport: t}
}

func get(ctx context.Context, c *http.Client, address string) (fetched, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return fetched{}, fail(err, address+" is not an address", "it begins with https://")
	}
	req.Header.Set("User-Agent", "passport (+https://github.com/talent-passport/passport)")
	req.Header.Set("Cache-Control", "no-cache")
	res, err := c.Do(req)
	if err != nil {
		return fetched{}, unreachable(err, req.URL)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, largest+1))
	if err != nil {
		return fetched{}, unreachable(err, req.URL)
	}
	if len(body) > largest {
		return fetched{}, fail(nil, address+" sends more than 64 MB", "it cannot be a page of this site; see whether the address is right")
	}
	return fetched{res.StatusCode, res.Header, body, res.Request.URL}, nil
}

// unreachable says why a host gave no answer.
func unreachable(err error, u *url.URL) error {
	var dns *net.DNSError
	var cert *tls.CertificateVerificationError
	online := "see whether this computer is online, and whether the address is right"
	switch {
	case errors.As(err, &dns):
		return fail(err, "there is no host called "+u.Hostname(), online+"; a new address of your own takes up to a day")
	case errors.As(err, &cert):
		return fail(err, "the certificate of "+u.Hostname()+" is not valid", "on GitHub, wait up to an hour after setting an address of your own, then tick Enforce HTTPS in Settings → Pages")
	case strings.Contains(err.Error(), "stopped after 10 redirects"): // net/http has no name for this error
		return fail(err, u.Host+" sends readers round in circles", "look for two rules in the settings of the host, or of the name, that send to each other")
	case errors.Is(err, syscall.ECONNREFUSED):
		return fail(err, u.Host+" takes no connections", online)
	case errors.Is(err, context.Canceled):
		return fail(err, "you stopped it", "the same command starts again")
	}
	var slow net.Error
	if errors.As(err, &slow) && slow.Timeout() || errors.Is(err, context.DeadlineExceeded) {
		return fail(err, u.Host+" did not answer in time", online)
	}
	return fail(err, u.Host+" cannot be reached", online)
}

// Await asks an address until it serves what was sent, and returns how long that took. The error is a
// [*Failure] when limit is over; tick, when set, is told from time to time how long it has been.
func Await(ctx context.Context, address string, want []byte, limit time.Duration, tick func(time.Duration)) (time.Duration, error) {
	started := time.Now()
	ctx, stop := context.WithTimeout(ctx, limit)
	defer stop()
	sum := sha256.Sum256(want)
	// A question that nobody has asked before is not answered from a cache.
	ask := address + "?" + hex.EncodeToString(sum[:4])
	c, pause := client(), time.Second
	last := "it did not answer"
	for {
		got, err := get(ctx, c, ask)
		switch {
		case err != nil && ctx.Err() == nil:
			last = err.Error()
		case err == nil && got.status == http.StatusOK && bytes.Equal(got.body, want):
			return time.Since(started), nil
		case err == nil && got.status == http.StatusOK:
			last = "it still shows an older page"
		case err == nil:
			last = fmt.Sprintf("it answers %d %s", got.status, strings.ToLower(http.StatusText(got.status)))
		}
		if tick != nil {
			tick(time.Since(started))
		}
		select {
		case <-ctx.Done():
			if errors.Is(context.Cause(ctx), context.Canceled) {
				return time.Since(started), fail(ctx.Err(), "you stopped waiting", `the site was sent; "passport doctor --live `+address+`" looks whether it is up`)
			}
			return time.Since(started), fail(nil, fmt.Sprintf("the site was sent, but %s does not show it yet (%s)", address, last),
				`hosts need up to 10 minutes the first time; "passport doctor --live `+address+`" looks again`)
		case <-time.After(pause):
			pause = min(pause*3/2, 5*time.Second)
		}
	}
}

// AwaitGone asks an address until it shows no page any more, and tells whether that came within limit.
func AwaitGone(ctx context.Context, address string, limit time.Duration) bool {
	ctx, stop := context.WithTimeout(ctx, limit)
	defer stop()
	c, pause := client(), time.Second
	for i := 0; ; i++ {
		got, err := get(ctx, c, fmt.Sprintf("%s?gone=%d", address, i))
		if err == nil && got.status >= 400 {
			return true
		}
		select {
		case <-ctx.Done():
			return false
		case <-time.After(pause):
			pause = min(pause*3/2, 5*time.Second)
		}
	}
}
