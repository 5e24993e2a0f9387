# The formula of passport {{version}} for Homebrew; made with the release.
class Passport < Formula
  desc "Your work, on a page you own"
  homepage "{{source}}"
  version "{{number}}"
  license "MIT"

  on_macos do
    on_arm do
      url "{{source}}/releases/download/{{version}}/{{archive darwin-arm64}}"
      sha256 "{{sum darwin-arm64}}"
    end
    on_intel do
      url "{{source}}/releases/download/{{version}}/{{archive darwin-amd64}}"
      sha256 "{{sum darwin-amd64}}"
    end
  end

  on_linux do
    on_arm do
      url "{{source}}/releases/download/{{version}}/{{archive linux-arm64}}"
      sha256 "{{sum linux-arm64}}"
    end
    on_intel do
      url "{{source}}/releases/download/{{version}}/{{archive linux-amd64}}"
      sha256 "{{sum linux-amd64}}"
    end
  end

  def install
    bin.install "passport"
    man1.install Dir["man/man1/*.1"]
    bash_completion.install "completions/passport.bash" => "passport"
    zsh_completion.install "completions/_passport"
    fish_completion.install "completions/passport.fish"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/passport version")
    system bin/"passport", "init", "me", "--name", "Ana", "--no-questions"
    system bin/"passport", "check", "--strict", "me"
  end
end
