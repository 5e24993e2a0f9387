package diag

// Distance is how many letters have to be added, dropped, changed, or swapped with their neighbour to make one word
// of another (optimal string alignment): what "did you mean" goes by. Capitals count as other letters.
func Distance(a, b string) int {
	from, to := []rune(a), []rune(b)
	two, one, row := make([]int, len(to)+1), make([]int, len(to)+1), make([]int, len(to)+1)
	for j := range one {
		one[j] = j
	}
	for i := 1; i <= len(from); i++ {
		row[0] = i
		for j := 1; j <= len(to); j++ {
			change := one[j-1]
			if from[i-1] != to[j-1] {
				change++
			}
			row[j] = min(one[j]+1, row[j-1]+1, change)
			if i > 1 && j > 1 && from[i-1] == to[j-2] && from[i-2] == to[j-1] {
				row[j] = min(row[j], two[j-2]+1)
			}
		}
		two, one, row = one, row, two
	}
	return one[len(to)]
}
