package picture

import (
	"encoding/binary"
	"errors"
)

// A JPEG is blocks of 8 by 8 frequencies. To turn the picture, the blocks change places and the
// frequencies inside each change places and signs; nothing is rounded, so no pixel changes. This works on
// what cameras write (baseline, Huffman, one scan; ITU-T T.81) when the edges that move to the other side
// are whole units. Everything else is left to turnAgain.

const (
	markSOF0 = 0xc0
	markSOF1 = 0xc1
	markDHT  = 0xc4
	markDQT  = 0xdb
	markDRI  = 0xdd
)

// zigzag is the order in which frequencies are stored, T.81 figure A.6.
var zigzag = [64]byte{
	0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
	35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
}

type block [64]int16 // in zigzag order

// part is one colour component.
type part struct {
	id, h, v, table byte
	dc, ac          byte // Huffman tables of the scan
	w, blocks       int  // blocks in a row, in all
	data            []block
}

// frame is a baseline picture as its coefficients.
type frame struct {
	width, height int
	parts         []part
	quant         [4][]byte // 64 divisors in zigzag order, one byte each
	dc, ac        [4]*lookup
	restart       int
	head          [][]byte // segments to keep as they are: colour profile, JFIF, Adobe
}

var errUnusual = errors.New("not a picture that can be turned without loss")

func turnLossless(data []byte, t turn) ([]byte, bool) {
	f := &frame{}
	var fail error
	scanned := false
	jpegSegments(data, func(s segment) {
		if fail != nil {
			return
		}
		switch s.marker {
		case markSOI, markEOI:
		case markAPP0, markAPP2, 0xee:
			f.head = append(f.head, s.whole)
		case markDQT:
			fail = f.readQuant(s.body)
		case markDHT:
			fail = f.readHuffman(s.body)
		case markDRI:
			if len(s.body) == 2 {
				f.restart = int(binary.BigEndian.Uint16(s.body))
			}
		case markSOF0, markSOF1:
			fail = f.readFrame(s.body)
		case markSOS:
			if scanned || f.parts == nil {
				fail = errUnusual
				return
			}
			scanned = true
			if fail = f.readScan(s.body); fail == nil {
				fail = f.decode(s.whole[len(s.body)+4:])
			}
		default:
			fail = errUnusual
		}
	})
	if fail != nil || !scanned || !f.turn(t) {
		return nil, false
	}
	out, err := f.encode(len(data))
	return out, err == nil
}

func (f *frame) readQuant(b []byte) error {
	for len(b) > 0 {
		if b[0] > 3 || len(b) < 65 { // more than one byte each is for 12-bit pictures
			return errUnusual
		}
		f.quant[b[0]] = b[1:65]
		b = b[65:]
	}
	return nil
}

func (f *frame) readHuffman(b []byte) error {
	for len(b) > 0 {
		if len(b) < 17 || b[0]&0xf > 3 || b[0]>>4 > 1 {
			return errUnusual
		}
		n := 0
		for _, c := range b[1:17] {
			n += int(c)
		}
		if n > 256 || len(b) < 17+n {
			return errUnusual
		}
		l, err := newLookup(b[1:17], b[17:17+n])
		if err != nil {
			return err
		}
		if b[0]>>4 == 0 {
			f.dc[b[0]&3] = l
		} else {
			f.ac[b[0]&3] = l
		}
		b = b[17+n:]
	}
	return nil
}

func (f *frame) readFrame(b []byte) error {
	if f.parts != nil || len(b) < 6 || b[0] != 8 || len(b) != 6+3*int(b[5]) {
		return errUnusual
	}
	f.height, f.width = int(binary.BigEndian.Uint16(b[1:])), int(binary.BigEndian.Uint16(b[3:]))
	if n := b[5]; f.height == 0 || f.width == 0 || n != 1 && n != 3 {
		return errUnusual
	}
	units := 0
	for i := range int(b[5]) {
		c := b[6+3*i:]
		p := part{id: c[0], h: c[1] >> 4, v: c[1] & 15, table: c[2]}
		if b[5] == 1 {
			p.h, p.v = 1, 1 // a scan of one component has no units of several blocks, T.81 A.2.2
		}
		if p.h == 0 || p.h > 4 || p.v == 0 || p.v > 4 || p.table > 3 {
			return errUnusual
		}
		units += int(p.h) * int(p.v)
		f.parts = append(f.parts, p)
	}
	if units > 10 {
		return errUnusual
	}
	x, y := f.units()
	for i := range f.parts {
		p := &f.parts[i]
		p.w = x * int(p.h)
		p.blocks = p.w * y * int(p.v)
	}
	return nil
}

// largest are the largest sampling factors.
func (f *frame) largest() (h, v int) {
	for _, p := range f.parts {
		h, v = max(h, int(p.h)), max(v, int(p.v))
	}
	return h, v
}

// units counts the units in a row and in a column.
func (f *frame) units() (x, y int) {
	h, v := f.largest()
	return (f.width + 8*h - 1) / (8 * h), (f.height + 8*v - 1) / (8 * v)
}

func (f *frame) readScan(b []byte) error {
	n := len(f.parts)
	if len(b) != 4+2*n || int(b[0]) != n || b[1+2*n] != 0 || b[2+2*n] != 63 || b[3+2*n] != 0 {
		return errUnusual
	}
	for i := range f.parts {
		p := &f.parts[i]
		p.dc, p.ac = b[2+2*i]>>4, b[2+2*i]&15
		if b[1+2*i] != p.id || p.dc > 3 || p.ac > 3 || f.dc[p.dc] == nil || f.ac[p.ac] == nil || f.quant[p.table] == nil {
			return errUnusual
		}
	}
	return nil
}

// each calls do for every block in the order of a scan, unit by unit.
func (f *frame) each(do func(unit int, p *part, b *block) error) error {
	x, y := f.units()
	unit := 0
	for row := range y {
		for col := range x {
			for i := range f.parts {
				p := &f.parts[i]
				for v := range int(p.v) {
					at := (row*int(p.v)+v)*p.w + col*int(p.h)
					for h := range int(p.h) {
						if err := do(unit, p, &p.data[at+h]); err != nil {
							return err
						}
					}
				}
			}
			unit++
		}
	}
	return nil
}

func (f *frame) decode(scan []byte) error {
	for i := range f.parts {
		p := &f.parts[i]
		// A scan spends two bits or more on a block: a short one cannot claim a large picture.
		if p.blocks > len(scan)*4+4 {
			return errUnusual
		}
		p.data = make([]block, p.blocks)
	}
	r := &bitReader{data: scan}
	last := map[byte]int{}
	done := 0
	return f.each(func(unit int, p *part, b *block) error {
		if f.restart > 0 && unit > done && unit%f.restart == 0 {
			done = unit
			clear(last)
			if !r.restart() {
				return errUnusual
			}
		}
		size, ok := r.symbol(f.dc[p.dc])
		if !ok || size > 11 {
			return errUnusual
		}
		last[p.id] += r.number(size)
		if last[p.id] < -32768 || last[p.id] > 32767 {
			return errUnusual
		}
		b[0] = int16(last[p.id])
		for k := 1; k < 64; k++ {
			s, ok := r.symbol(f.ac[p.ac])
			if !ok || s&15 > 10 {
				return errUnusual
			}
			if s&15 == 0 {
				if s != 0xf0 {
					break
				}
				k += 15
				continue
			}
			if k += int(s >> 4); k > 63 {
				return errUnusual
			}
			b[k] = int16(r.number(s & 15))
		}
		return nil
	})
}

// turn changes the places of blocks and frequencies; it refuses when the edge that would move to the
// other side is not whole.
func (f *frame) turn(t turn) bool {
	h, v := f.largest()
	w, hi := f.width, f.height
	if t.transpose {
		w, hi, h, v = hi, w, v, h
	}
	if t.flipX && w%(8*h) != 0 || t.flipY && hi%(8*v) != 0 {
		return false
	}
	var from [64]byte // where in the stored block each frequency of the turned one lies
	var back [64]byte
	for k, z := range zigzag {
		back[z] = byte(k)
	}
	var sign [64]int16
	for k, z := range zigzag {
		x, y := z%8, z/8 // of the turned block
		sign[k] = 1
		if t.flipX && x%2 == 1 {
			sign[k] = -sign[k]
		}
		if t.flipY && y%2 == 1 {
			sign[k] = -sign[k]
		}
		if t.transpose {
			x, y = y, x
		}
		from[k] = back[y*8+x]
	}
	for i := range f.parts {
		p := &f.parts[i]
		rows := p.blocks / p.w
		outW, outH := p.w, rows
		if t.transpose {
			outW, outH = rows, p.w
		}
		out := make([]block, len(p.data))
		for y := range rows {
			for x := range p.w {
				ox, oy := t.place(x, y, outW, outH)
				in, b := &p.data[y*p.w+x], &out[oy*outW+ox]
				for k := range b {
					b[k] = in[from[k]] * sign[k]
				}
			}
		}
		p.data, p.w = out, outW
		if t.transpose {
			p.h, p.v = p.v, p.h
		}
	}
	f.width, f.height = w, hi
	if t.transpose {
		for i, q := range f.quant {
			if q == nil {
				continue
			}
			turned := make([]byte, 64)
			for k := range turned {
				turned[k] = q[from[k]]
			}
			f.quant[i] = turned
		}
	}
	return true
}

// encode writes the picture again, with the usual Huffman tables, which have a code for everything.
func (f *frame) encode(size int) ([]byte, error) {
	out := append(make([]byte, 0, size+size/16), 0xff, markSOI)
	for _, s := range f.head {
		out = append(out, s...)
	}
	for i, q := range f.quant {
		if q != nil {
			out = append(out, marked(markDQT, append([]byte{byte(i)}, q...))...)
		}
	}
	frame := []byte{8, byte(f.height >> 8), byte(f.height), byte(f.width >> 8), byte(f.width), byte(len(f.parts))}
	scan := []byte{byte(len(f.parts))}
	for i, p := range f.parts {
		frame = append(frame, p.id, p.h<<4|p.v, p.table)
		scan = append(scan, p.id, usualTable(i)<<4|usualTable(i))
	}
	out = append(out, marked(markSOF0, frame)...)
	for i, u := range usual {
		id := []byte{0x00, 0x10, 0x01, 0x11}[i]
		out = append(out, marked(markDHT, append(append([]byte{id}, u.counts[:]...), u.values...))...)
	}
	out = append(out, marked(markSOS, append(scan, 0, 63, 0))...)

	var codes [4]encoder
	for i, u := range usual {
		codes[i] = newEncoder(u.counts, u.values)
	}
	table := map[byte]byte{}
	for i, p := range f.parts {
		table[p.id] = usualTable(i)
	}
	w := &bitWriter{out: out}
	last := map[byte]int{}
	err := f.each(func(_ int, p *part, b *block) error {
		i := table[p.id]
		dc, ac := &codes[2*i], &codes[2*i+1]
		diff := int(b[0]) - last[p.id]
		last[p.id] = int(b[0])
		if !w.value(dc, 0, diff, 11) {
			return errUnusual
		}
		run := byte(0)
		for _, c := range b[1:] {
			if c == 0 {
				run++
				continue
			}
			for ; run > 15; run -= 16 {
				w.code(ac, 0xf0)
			}
			if !w.value(ac, run, int(c), 10) {
				return errUnusual
			}
			run = 0
		}
		if run > 0 {
			w.code(ac, 0)
		}
		return nil
	})
	return append(w.flush(), 0xff, markEOI), err
}

// usualTable gives the first component the tables of brightness and the others those of colour.
func usualTable(i int) byte {
	if i == 0 {
		return 0
	}
	return 1
}
