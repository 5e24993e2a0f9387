package main

import (
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/talent-passport/passport/generator"
)

// shells are those for which completion can be printed, with how each reads it.
var shells = []struct {
	name string
	gen  func(root *cobra.Command, w io.Writer) error
}{
	{"bash", func(root *cobra.Command, w io.Writer) error { return root.GenBashCompletionV2(w, true) }},
	{"zsh", (*cobra.Command).GenZshCompletion},
	{"fish", func(root *cobra.Command, w io.Writer) error { return root.GenFishCompletion(w, true) }},
	{"powershell", (*cobra.Command).GenPowerShellCompletionWithDesc},
}

func (a *app) completionCmd(root *cobra.Command) *cobra.Command {
	var names []string
	for _, s := range shells {
		names = append(names, s.name)
	}
	return &cobra.Command{
		Use:   "completion <shell>",
		Short: "Let your shell complete commands with the Tab key",
		Long: `Print what lets your shell complete commands, kinds, entries and flags with the Tab key.

Shells: ` + strings.Join(names, ", "),
		Example: `  source <(passport completion bash)                                    now
  passport completion bash > ~/.local/share/bash-completion/completions/passport   always
  passport completion zsh > "${fpath[1]}/_passport"
  passport completion fish > ~/.config/fish/completions/passport.fish
  passport completion powershell >> $PROFILE`,
		GroupID:           "know",
		Args:              exactArgs("shell"),
		ValidArgsFunction: oneOf(func() []string { return names }),
		RunE: func(_ *cobra.Command, args []string) error {
			for _, s := range shells {
				if s.name == args[0] {
					return s.gen(root, a.out)
				}
			}
			if near, ok := generator.Nearest(args[0], names); ok {
				return usagef("there is no completion for %q: did you mean %q?", args[0], near)
			}
			return usagef("there is no completion for %q: use one of %s", args[0], strings.Join(names, ", "))
		},
	}
}

// oneOf completes the first argument of a command from a list, and the others not at all.
func oneOf(list func() []string) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return slices.DeleteFunc(slices.Clone(list()), func(s string) bool { return !strings.HasPrefix(s, begun) }),
			cobra.ShellCompDirectiveNoFileComp
	}
}

// entries lists what lies in the passport's folder, for completion. Where it cannot be read there is
// nothing to offer.
func (a *app) entries() []string {
	dir, err := a.folder(nil, 0)
	if err != nil {
		return nil
	}
	o, err := a.options()
	if err != nil {
		return nil
	}
	checked, err := generator.NewBuilder(o).Check(dir)
	if err != nil {
		return nil
	}
	var refs []string
	for _, e := range checked.Passport.Entries {
		refs = append(refs, e.Kind.Folder+"/"+e.ID)
	}
	return refs
}
