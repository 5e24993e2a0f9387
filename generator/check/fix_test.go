package check_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/talent-passport/passport/generator/check"
	"github.com/talent-passport/passport/generator/diag"
)

// TestFix holds which fixes are made together, and how insertions at one place become one.
func TestFix(t *testing.T) {
	t.Parallel()
	edit := func(start, end int, text string) diag.Edit {
		return diag.Edit{Span: diag.Span{File: "skills.yaml", Start: start, End: end}, Text: text}
	}
	for _, test := range []struct {
		name   string
		fixes  [][]diag.Edit
		want   []diag.Edit
		mended []int
	}{
		{"none", nil, nil, nil},
		{"apart", [][]diag.Edit{{edit(8, 9, "b")}, {edit(1, 2, "a")}}, []diag.Edit{edit(1, 2, "a"), edit(8, 9, "b")}, []int{0, 1}},
		{"same place, other text", [][]diag.Edit{{edit(1, 5, "a")}, {edit(3, 8, "b")}}, []diag.Edit{edit(1, 5, "a")}, []int{0}},
		{"side by side", [][]diag.Edit{{edit(1, 5, "a")}, {edit(5, 8, "b")}}, []diag.Edit{edit(1, 5, "a"), edit(5, 8, "b")}, []int{0, 1}},
		{"the same edit twice", [][]diag.Edit{{edit(1, 5, "a")}, {edit(1, 5, "a")}}, []diag.Edit{edit(1, 5, "a")}, []int{0, 1}},
		{"whole or not at all", [][]diag.Edit{{edit(1, 5, "a")}, {edit(3, 4, "b"), edit(8, 9, "c")}}, []diag.Edit{edit(1, 5, "a")}, []int{0}},
		{
			"lines at the end", [][]diag.Edit{{edit(20, 20, "- id: b\n")}, {edit(20, 20, "- id: a\n")}},
			[]diag.Edit{edit(20, 20, "- id: b\n- id: a\n")}, []int{0, 1},
		},
		{
			"lines after a line without end", [][]diag.Edit{{edit(20, 20, "\n- id: b\n")}, {edit(20, 20, "\n- id: a\n")}},
			[]diag.Edit{edit(20, 20, "\n- id: b\n- id: a\n")}, []int{0, 1},
		},
		{"a new file", [][]diag.Edit{{edit(0, 0, "- id: b\n")}, {edit(0, 0, "- id: a\n")}}, []diag.Edit{edit(0, 0, "- id: b\n- id: a\n")}, []int{0, 1}},
		{"within one line", [][]diag.Edit{{edit(4, 4, "#")}, {edit(4, 4, " ")}}, []diag.Edit{edit(4, 4, "#")}, []int{0}},
		{"insertion into a change", [][]diag.Edit{{edit(1, 5, "a")}, {edit(3, 3, "b\n")}}, []diag.Edit{edit(1, 5, "a")}, []int{0}},
		{"change around an insertion", [][]diag.Edit{{edit(3, 3, "b\n")}, {edit(1, 5, "a")}}, []diag.Edit{edit(3, 3, "b\n")}, []int{0}},
	} {
		var problems, mended diag.List
		for _, edits := range test.fixes {
			problems = append(problems, diag.Problem{Code: "x", Fix: &diag.Fix{Edits: edits}})
		}
		problems = append(problems, diag.Problem{Code: "no-fix"})
		for _, i := range test.mended {
			mended = append(mended, problems[i])
		}
		edits, got := check.Fix(problems)
		if diff := cmp.Diff(test.want, edits); diff != "" {
			t.Errorf("%s: edits (-want +got)\n%s", test.name, diff)
		}
		if diff := cmp.Diff(mended, got); diff != "" {
			t.Errorf("%s: mended (-want +got)\n%s", test.name, diff)
		}
	}
}
