;; Reads posting lists (posting-lists.ts says their layout) and finds the papers that several words have in common, for
;; posting-kernel.ts. In JavaScript a query's first common word would be read before the compiler has had its turn, at a
;; tenth of the speed.
;;
;; Memory: 16 bytes COMMON_COUNTS; behind them what the functions are told.
(module
  (import "memory" "memory" (memory 1))

  ;; Decodes a list into u32 ordinals and u8 field counts, up to the first ordinal that is $last or more, and answers how many
  ;; it decoded. $nibble: byte address doubled.
  (func (export "decode")
    (param $at i32) (param $nibble i32) (param $escape i32) (param $count i32) (param $last i32)
    (param $ordinals i32) (param $counts i32) (result i32)
    (local $ordinal i32) (local $code i32) (local $byte i32) (local $shift i32) (local $value i32) (local $begin i32)
    (local.set $begin (local.get $counts))
    (local.set $ordinal (i32.const -1))
    (block $done
      (loop $postings
        (br_if $done (i32.eqz (local.get $count)))
        (br_if $done (i32.ge_s (local.get $ordinal) (local.get $last)))
        (local.set $count (i32.sub (local.get $count) (i32.const 1)))
        (local.set $code (i32.load8_u (local.get $at)))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (if (i32.ge_u (local.get $code) (i32.const 0x80))
          (then
            (local.set $code (i32.and (local.get $code) (i32.const 0x7f)))
            (local.set $shift (i32.const 7))
            (loop $bytes
              (local.set $byte (i32.load8_u (local.get $at)))
              (local.set $at (i32.add (local.get $at) (i32.const 1)))
              (local.set $code
                (i32.or
                  (local.get $code)
                  (i32.shl (i32.and (local.get $byte) (i32.const 0x7f)) (local.get $shift))))
              (local.set $shift (i32.add (local.get $shift) (i32.const 7)))
              (br_if $bytes (i32.ge_u (local.get $byte) (i32.const 0x80))))))
        (local.set $ordinal
          (i32.add (local.get $ordinal) (i32.add (i32.shr_u (local.get $code) (i32.const 1)) (i32.const 1))))
        (i32.store (local.get $ordinals) (local.get $ordinal))
        (local.set $ordinals (i32.add (local.get $ordinals) (i32.const 4)))
        ;; Without a branch, for it could not be foretold: the nibble is read always, and used where the code is odd.
        (local.set $code (i32.and (local.get $code) (i32.const 1)))
        (local.set $value
          (select
            (i32.load8_u
              (i32.and
                (i32.shr_u
                  (i32.load8_u (i32.shr_u (local.get $nibble) (i32.const 1)))
                  (i32.shl (i32.and (local.get $nibble) (i32.const 1)) (i32.const 2)))
                (i32.const 15)))
            (i32.const 1)
            (local.get $code)))
        (local.set $nibble (i32.add (local.get $nibble) (local.get $code)))
        (if (i32.eqz (local.get $value))
          (then
            (local.set $value (i32.load8_u (local.get $escape)))
            (local.set $escape (i32.add (local.get $escape) (i32.const 1)))))
        (i32.store8 (local.get $counts) (local.get $value))
        (local.set $counts (i32.add (local.get $counts) (i32.const 1)))
        (br $postings)))
    (i32.sub (local.get $counts) (local.get $begin)))

  ;; Sets the bits of a decoded list's papers where $isMarked (256 bytes) has 1 for their counts.
  (func (export "mark") (param $ordinals i32) (param $counts i32) (param $count i32) (param $isMarked i32) (param $marks i32)
    (local $end i32) (local $ordinal i32) (local $address i32)
    (local.set $end (i32.add (local.get $counts) (local.get $count)))
    (block $done
      (loop $postings
        (br_if $done (i32.ge_u (local.get $counts) (local.get $end)))
        (local.set $ordinal (i32.load (local.get $ordinals)))
        (local.set $address (i32.add (local.get $marks) (i32.shr_u (local.get $ordinal) (i32.const 3))))
        (i32.store8 (local.get $address)
          (i32.or
            (i32.load8_u (local.get $address))
            (i32.shl
              (i32.load8_u (i32.add (local.get $isMarked) (i32.load8_u (local.get $counts))))
              (i32.and (local.get $ordinal) (i32.const 7)))))
        (local.set $ordinals (i32.add (local.get $ordinals) (i32.const 4)))
        (local.set $counts (i32.add (local.get $counts) (i32.const 1)))
        (br $postings))))

  ;; Adds a decoded list's counts to those of its papers: by ordinal, u16 how often in the abstract, u16 in the title.
  (func (export "addCounts") (param $ordinals i32) (param $counts i32) (param $count i32) (param $sums i32)
    (local $end i32) (local $code i32) (local $address i32)
    (local.set $end (i32.add (local.get $counts) (local.get $count)))
    (block $done
      (loop $postings
        (br_if $done (i32.ge_u (local.get $counts) (local.get $end)))
        (local.set $code (i32.load8_u (local.get $counts)))
        (local.set $address (i32.add (local.get $sums) (i32.shl (i32.load (local.get $ordinals)) (i32.const 2))))
        (i32.store (local.get $address)
          (i32.add
            (i32.load (local.get $address))
            (i32.or
              (i32.and (local.get $code) (i32.const 15))
              (i32.shl (i32.and (local.get $code) (i32.const 0x30)) (i32.const 12)))))
        (local.set $ordinals (i32.add (local.get $ordinals) (i32.const 4)))
        (local.set $counts (i32.add (local.get $counts) (i32.const 1)))
        (br $postings))))

  ;; Lists the papers (u32) that have any count, with them, and answers how many they are. $sumsEnd: behind whole 8 bytes.
  (func (export "listPapers") (param $sums i32) (param $sumsEnd i32) (param $papers i32) (param $common i32) (result i32)
    (local $at i32) (local $left i32) (local $sum i32)
    (local.set $at (local.get $sums))
    (block $done
      (loop $each
        (br_if $done (i32.ge_u (local.get $at) (local.get $sumsEnd)))
        ;; Two at a time as long as there are none.
        (if (i64.eqz (i64.load (local.get $at)))
          (then
            (local.set $at (i32.add (local.get $at) (i32.const 8)))
            (br $each)))
        (local.set $sum (i32.load (local.get $at)))
        (if (local.get $sum)
          (then
            (i32.store
              (i32.add (local.get $papers) (local.get $left))
              (i32.shr_u (i32.sub (local.get $at) (local.get $sums)) (i32.const 2)))
            (i32.store (i32.add (local.get $common) (local.get $left)) (local.get $sum))
            (local.set $left (i32.add (local.get $left) (i32.const 4)))))
        (local.set $sum (i32.load offset=4 (local.get $at)))
        (if (local.get $sum)
          (then
            (i32.store
              (i32.add (local.get $papers) (local.get $left))
              (i32.add (i32.shr_u (i32.sub (local.get $at) (local.get $sums)) (i32.const 2)) (i32.const 1)))
            (i32.store (i32.add (local.get $common) (local.get $left)) (local.get $sum))
            (local.set $left (i32.add (local.get $left) (i32.const 4)))))
        (local.set $at (i32.add (local.get $at) (i32.const 8)))
        (br $each)))
    (i32.shr_u (local.get $left) (i32.const 2)))

  ;; Leaves of these papers those that have another word, too, in a field in which they have all before, with the lower
  ;; counts, and answers how many they are.
  (func (export "keepCommon") (param $papers i32) (param $count i32) (param $common i32) (param $sums i32) (result i32)
    (local $at i32) (local $end i32) (local $left i32) (local $sum i32) (local $before i32) (local $paper i32)
    (local.set $end (i32.shl (local.get $count) (i32.const 2)))
    (block $done
      (loop $each
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $paper (i32.load (i32.add (local.get $papers) (local.get $at))))
        (local.set $before (i32.load (i32.add (local.get $common) (local.get $at))))
        (local.set $sum (i32.load (i32.add (local.get $sums) (i32.shl (local.get $paper) (i32.const 2)))))
        (local.set $sum
          (i32.or
            (call $lower
              (i32.and (local.get $sum) (i32.const 0xffff))
              (i32.and (local.get $before) (i32.const 0xffff)))
            (i32.shl
              (call $lower
                (i32.shr_u (local.get $sum) (i32.const 16))
                (i32.shr_u (local.get $before) (i32.const 16)))
              (i32.const 16))))
        ;; Written always, kept by moving the end.
        (i32.store (i32.add (local.get $papers) (local.get $left)) (local.get $paper))
        (i32.store (i32.add (local.get $common) (local.get $left)) (local.get $sum))
        (local.set $left
          (i32.add (local.get $left) (i32.shl (i32.ne (local.get $sum) (i32.const 0)) (i32.const 2))))
        (local.set $at (i32.add (local.get $at) (i32.const 4)))
        (br $each)))
    (i32.shr_u (local.get $left) (i32.const 2)))

  (func $lower (param $a i32) (param $b i32) (result i32)
    (select (local.get $a) (local.get $b) (i32.lt_u (local.get $a) (local.get $b)))))
