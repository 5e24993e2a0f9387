#!/bin/sh
# Installs passport {{version}} for the person who runs it: no Go, no administrator.
#
#   sh install.sh
#
# It fetches the archive for this system, holds it against its SHA-256, which is written below, and puts
# the binary into ~/.local/bin. Nothing else is changed. Two variables change where from and where to:
#
#   PASSPORT_FROM   an address or a folder that holds the archives
#   PASSPORT_BIN    the folder for the binary
set -eu

sums='
{{sum darwin-amd64}}  {{archive darwin-amd64}}
{{sum darwin-arm64}}  {{archive darwin-arm64}}
{{sum linux-amd64}}  {{archive linux-amd64}}
{{sum linux-arm64}}  {{archive linux-arm64}}
'

fail() {
  echo "install: $*" >&2
  exit 3
}

# system says what this machine is, in the words of the archives.
system() {
  case $(uname -s) in
  Linux) os=linux ;;
  Darwin) os=darwin ;;
  MINGW* | MSYS* | CYGWIN*) fail "on Windows, take the ZIP from {{source}}/releases, or use npm" ;;
  *) fail "there is no binary for $(uname -s); {{source}} says how to build one" ;;
  esac
  case $(uname -m) in
  x86_64 | amd64) arch=amd64 ;;
  aarch64 | arm64) arch=arm64 ;;
  *) fail "there is no binary for $(uname -m); {{source}} says how to build one" ;;
  esac
  # A shell that runs in translation on Apple silicon says x86_64.
  if [ "$os" = darwin ] && [ "$(sysctl -n sysctl.proc_translated 2>/dev/null || true)" = 1 ]; then
    arch=arm64
  fi
  echo "${os}_$arch"
}

# fetch copies what is at an address, or in a folder, to a file.
fetch() {
  case $1 in
  https://*)
    if command -v curl >/dev/null 2>&1; then
      curl --fail --silent --show-error --location --proto '=https' --proto-redir '=https' --output "$2" "$1"
    elif command -v wget >/dev/null 2>&1; then
      wget --quiet --output-document="$2" "$1"
    else
      fail "neither curl nor wget is here to fetch it with"
    fi
    ;;
  http://127.0.0.1:* | http://localhost:*)
    if command -v curl >/dev/null 2>&1; then
      curl --fail --silent --show-error --noproxy '*' --output "$2" "$1"
    else
      wget --quiet --no-proxy --output-document="$2" "$1"
    fi
    ;;
  http://*) fail "$1 is not safe; use https" ;;
  *) cp "$1" "$2" ;;
  esac
}

# sum prints the SHA-256 of a file.
sum() {
  if command -v sha256sum >/dev/null 2>&1; then
    sha256sum "$1" | cut -d ' ' -f 1
  elif command -v shasum >/dev/null 2>&1; then
    shasum -a 256 "$1" | cut -d ' ' -f 1
  elif command -v openssl >/dev/null 2>&1; then
    openssl dgst -sha256 -r "$1" | cut -d ' ' -f 1
  else
    fail "there is nothing here to compute a SHA-256 with: sha256sum, shasum or openssl"
  fi
}

main() {
  from=${PASSPORT_FROM:-"{{source}}/releases/download/{{version}}"}
  to=${PASSPORT_BIN:-${HOME:?}/.local/bin}
  machine=$(system)
  archive="passport_{{number}}_$machine.tar.gz"
  want=$(echo "$sums" | sed -n "s/^\([0-9a-f]*\)  $archive\$/\1/p")

  scratch=$(mktemp -d)
  trap 'rm -rf "$scratch"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM

  echo "fetching $archive"
  fetch "$from/$archive" "$scratch/$archive" || fail "cannot fetch $from/$archive"
  got=$(sum "$scratch/$archive")
  if [ -z "$want" ] || [ "$got" != "$want" ]; then
    fail "$archive is not the one of this release, so it was thrown away
  expected $want
  received $got"
  fi
  tar -xzf "$scratch/$archive" -C "$scratch" passport || fail "cannot unpack $archive"

  mkdir -p "$to" || fail "cannot make the folder $to; name another with PASSPORT_BIN"
  # The new one replaces the old one in a single step, even while that is running.
  if ! cp "$scratch/passport" "$to/.passport-new" || ! chmod 755 "$to/.passport-new" || ! mv -f "$to/.passport-new" "$to/passport"; then
    fail "cannot write to $to; name another folder with PASSPORT_BIN"
  fi

  echo "installed $to/passport"
  "$to/passport" version
  case :$PATH: in
  *:"$to":*) echo "Start with: passport init my-passport" ;;
  *)
    echo "Your shell does not look for programs in $to yet. Add this line to ~/.profile, and open a new terminal:"
    echo "  export PATH=\"$to:\$PATH\""
    ;;
  esac
}

# Last, so that a script that was cut off on its way does nothing.
main
