package passport

import (
	"runtime"
	"sync"
)

// few is the number of entries below which a second goroutine costs more than it saves.
const few = 64

// InBatches calls fn for parts of n things that make up the whole, on all processors, and returns when all
// are done. What each part does must not depend on the others.
func InBatches(n int, fn func(from, to int)) {
	batches := max(1, min(runtime.GOMAXPROCS(0), n/few))
	var wg sync.WaitGroup
	for b := range batches - 1 {
		wg.Go(func() { fn(b*n/batches, (b+1)*n/batches) })
	}
	fn((batches-1)*n/batches, n)
	wg.Wait()
}
