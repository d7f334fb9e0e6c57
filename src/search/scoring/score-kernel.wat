;; The inner loops of scoring: decodes posting lists (segments/posting-lists.ts says their layout) and adds up scores,
;; a window of 4,096 papers at a time, so that everything written stays in the processor's nearest caches.
;; score-kernel.ts writes the tables and cursors; relevance.ts defines what is computed.
;;
;; Memory, in bytes:
;;        0  f64[256]   title norm by title length, times the title's weight
;;     2048  f64[2048]  abstract norm by abstract length
;;    18432  u8[16]     COMMON_COUNTS
;;    20480  f64[4096]  score of each paper of the window; zero between windows
;;    53248  f64[4096]  weighted count of the term at hand over its forms; zero between terms
;;    86016  i32[4096]  which of the query's words each paper was scored by, and 2^31 if it gets anything beside its words;
;;                      zero between windows
;;   102400  i32[4100]  the papers (offsets in the window, as below) for which that is not zero
;;   118800  i32[4100]  the papers that were scored by the term at hand
;;   135200  [4096]     candidates: i32 ordinal, i32 words, f64 score
;;   200736  f64[4096]  what each paper of the window gets beside its words
;;   233504  i32[4100]  the papers to be scored by the list at hand: offset in the window * 256 + field counts
;;   249904  i32[4096]  the papers that get anything beside their words
;;   266288  u8[4096]   1 where a paper is allowed and has any of the words; zero between windows
;;   270384  u64[64]    by bits, which papers are allowed and have any of the words; after `collect`
;;   270896  f64[1024]  what a score is multiplied by, by the words of the query that the paper has
;;
;; A cursor stands in one posting list (80 bytes):
;;   0 i32 next byte of the ordinals     4 i32 next nibble (byte address doubled)   8 i32 next escape
;;  12 i32 postings after the head      16 i32 head: ordinal, 2^31 - 1 at the end  20 i32 head: 1 where counts are not 1
;;  24 i32 words of the query it covers 28 i32 0: the only form, 1: one of several, 2: the last of several
;;  32 f64 weight of the saturated count of this form (0: none)   40 f64 weight of that of all forms
;;  48 f64 weight of a name among the authors, 0: none
;;  56 f64 the most that this cursor and those behind it can add to a score
;;  64 i32 words of the query that this cursor and those behind it cover
;;  68 i32 the nibble up to which the escapes before the next one were counted
;;  72 i32 field counts that are nothing to this list (those of a mere author), 0: it has no such
(module
  (import "memory" "memory" (memory 5))
  (global $k1 (export "k1") (mut f64) (f64.const 0))
  (global $venueWeight (export "venueWeight") (mut f64) (f64.const 0))
  ;; Addresses by ordinal: u16 abstract lengths, u8 title lengths, and where it lies by bits who may be found (0: all may).
  (global $abstractLengths (export "abstractLengths") (mut i32) (i32.const 0))
  (global $titleLengths (export "titleLengths") (mut i32) (i32.const 0))
  (global $allowed (export "allowed") (mut i32) (i32.const 0))
  ;; u32 group by ordinal (0: papers are not to be counted), and u32 papers that match by group.
  (global $groups (export "groups") (mut i32) (i32.const 0))
  (global $groupCounts (export "groupCounts") (mut i32) (i32.const 0))
  ;; The bits of $words that the table of factors knows (0: it has one for all).
  (global $knownWords (export "knownWords") (mut i32) (i32.const 0))
  ;; The score that a paper must reach in the end; of others it is enough that they are counted.
  (global $threshold (export "threshold") (mut f64) (f64.const 0))
  ;; How many papers of the window get anything beside their words.
  (global $bonusCount (export "bonusCount") (mut i32) (i32.const 0))
  ;; How many papers of the window have any of the words and are allowed, after `collect`.
  (global $matchCount (export "matchCount") (mut i32) (i32.const 0))
  ;; Where the lists of papers end: of those scored by any word, of those scored by the term at hand, of those to be scored.
  (global $scored (mut i32) (i32.const 0))
  (global $gathered (mut i32) (i32.const 0))
  (global $wanted (mut i32) (i32.const 0))

  ;; Scores papers $start to $end - 1 by all cursors, which stand at $start or later and move to $end or later. Answers
  ;; the lowest head then: no paper before it has any of the words. $start is a multiple of 64.
  (func (export "scoreWindow") (param $cursor i32) (param $cursorsEnd i32) (param $start i32) (param $end i32) (result i32)
    (local $kind i32) (local $lowest i32) (local $head i32) (local $isDecisive i32) (local $isFirst i32) (local $before i32)
    (call $listBonuses)
    (global.set $gathered (i32.const 118800))
    (local.set $lowest (i32.const 0x7fffffff))
    (loop $cursors
      (local.set $kind (i32.load offset=28 (local.get $cursor)))
      (global.set $wanted (i32.const 233504))
      ;; Whether papers without a score and bonus can still become candidates: all that have the word are to be scored.
      (local.set $isDecisive
        (f64.ge
          (f64.mul
            (f64.load offset=56 (local.get $cursor))
            (f64.load offset=270896
              (i32.shl
                (i32.and (i32.load offset=64 (local.get $cursor)) (global.get $knownWords))
                (i32.const 3))))
          (global.get $threshold)))
      ;; Whether no form of the term has had a paper in the window: between two that have, counts are still being gathered.
      (local.set $isFirst (i32.or (local.get $isFirst) (i32.ne (local.get $before) (i32.const 1))))
      (local.set $before (local.get $kind))
      (if (i32.lt_s (i32.load offset=16 (local.get $cursor)) (local.get $end))
        (then
          (if (i32.and (i32.eqz (local.get $isDecisive)) (local.get $isFirst))
            (then (call $dropHopeless (local.get $cursor))))
          (local.set $isFirst (i32.const 0))
          (if (i32.or (local.get $isDecisive) (i32.load offset=72 (local.get $cursor)))
            (then (call $decode (local.get $cursor) (local.get $start) (local.get $end) (local.get $isDecisive)))
            (else (call $count (local.get $cursor) (local.get $start) (local.get $end))))))
      (if (i32.ne (global.get $wanted) (i32.const 233504))
        (then (call $score (local.get $cursor) (local.get $start) (local.get $kind))))
      (if (i32.eq (local.get $kind) (i32.const 2))
        (then
          (if (i32.ne (global.get $gathered) (i32.const 118800))
            (then (call $addGathered (f64.load offset=40 (local.get $cursor)))))))
      (local.set $head (i32.load offset=16 (local.get $cursor)))
      (local.set $lowest
        (select (local.get $head) (local.get $lowest) (i32.lt_s (local.get $head) (local.get $lowest))))
      (br_if $cursors
        (i32.lt_u (local.tee $cursor (i32.add (local.get $cursor) (i32.const 80))) (local.get $cursorsEnd))))
    (local.get $lowest))

  ;; Begins the list of papers with those that get anything beside their words.
  (func $listBonuses
    (local $at i32) (local $slot i32)
    (global.set $scored (i32.const 102400))
    (block $done
      (loop $papers
        (br_if $done (i32.ge_u (local.get $at) (global.get $bonusCount)))
        (local.set $slot (i32.load offset=249904 (i32.shl (local.get $at) (i32.const 2))))
        (i32.store offset=86016 (i32.shl (local.get $slot) (i32.const 2)) (i32.const 0x80000000))
        (i32.store (global.get $scored) (local.get $slot))
        (global.set $scored (i32.add (global.get $scored) (i32.const 4)))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $papers))))

  ;; Moves a cursor to $end or behind it, and marks each of its papers that is allowed; with its field counts, it is to be
  ;; scored where the list is decisive or the paper has a score or bonus.
  (func $decode (param $cursor i32) (param $start i32) (param $end i32) (param $isDecisive i32)
    (local $at i32) (local $nibble i32) (local $left i32) (local $ordinal i32) (local $code i32)
    (local $byte i32) (local $shift i32) (local $counts i32) (local $slot i32) (local $address i32)
    (local $wanted i32) (local $unseen i32) (local $allowed i32) (local $mark i32)
    (local.set $at (i32.load (local.get $cursor)))
    (local.set $nibble (i32.load offset=4 (local.get $cursor)))
    (local.set $left (i32.load offset=12 (local.get $cursor)))
    (local.set $ordinal (i32.load offset=16 (local.get $cursor)))
    (local.set $code (i32.load offset=20 (local.get $cursor)))
    (local.set $unseen (i32.load offset=72 (local.get $cursor)))
    (call $passEscapes (local.get $cursor) (local.get $nibble))
    (local.set $wanted (i32.const 233504))
    (local.set $allowed (global.get $allowed))
    (loop $postings
      ;; Without branches, for they could not be foretold: the nibble is read always, and used where the code is odd.
      (local.set $code (i32.and (local.get $code) (i32.const 1)))
      (local.set $counts
        (select
          (i32.load8_u offset=18432
            (i32.and
              (i32.shr_u
                (i32.load8_u (i32.shr_u (local.get $nibble) (i32.const 1)))
                (i32.shl (i32.and (local.get $nibble) (i32.const 1)) (i32.const 2)))
              (i32.const 15)))
          (i32.const 1)
          (local.get $code)))
      (local.set $nibble (i32.add (local.get $nibble) (local.get $code)))
      (if (i32.eqz (local.get $counts))
        (then
          (local.set $address (i32.load offset=8 (local.get $cursor)))
          (local.set $counts (i32.load8_u (local.get $address)))
          (i32.store offset=8 (local.get $cursor) (i32.add (local.get $address) (i32.const 1)))))
      (if (i32.ne (local.get $counts) (local.get $unseen))
        (then
          (local.set $slot (i32.sub (local.get $ordinal) (local.get $start)))
          ;; Which papers are allowed could not be foretold either: no branch depends on it.
          (local.set $mark
            (if (result i32) (local.get $allowed)
              (then
                (i32.and
                  (i32.shr_u
                    (i32.load8_u (i32.add (local.get $allowed) (i32.shr_u (local.get $ordinal) (i32.const 3))))
                    (i32.and (local.get $ordinal) (i32.const 7)))
                  (i32.const 1)))
              (else (i32.const 1))))
          (i32.store8 offset=266288 (local.get $slot) (local.get $mark))
          (if (i32.eqz (local.get $isDecisive))
            (then
              (local.set $mark
                (i32.ne (i32.load offset=86016 (i32.shl (local.get $slot) (i32.const 2))) (i32.const 0)))))
          (i32.store
            (local.get $wanted)
            (i32.or (i32.shl (local.get $slot) (i32.const 8)) (local.get $counts)))
          (local.set $wanted (i32.add (local.get $wanted) (i32.shl (local.get $mark) (i32.const 2))))))
      (if (i32.eqz (local.get $left))
        (then (local.set $ordinal (i32.const 0x7fffffff)))
        (else
          (local.set $left (i32.sub (local.get $left) (i32.const 1)))
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
            (i32.add (local.get $ordinal) (i32.add (i32.shr_u (local.get $code) (i32.const 1)) (i32.const 1))))))
      (br_if $postings (i32.lt_s (local.get $ordinal) (local.get $end))))
    (i32.store (local.get $cursor) (local.get $at))
    (i32.store offset=4 (local.get $cursor) (local.get $nibble))
    (i32.store offset=68 (local.get $cursor) (local.get $nibble))
    (i32.store offset=12 (local.get $cursor) (local.get $left))
    (i32.store offset=16 (local.get $cursor) (local.get $ordinal))
    (i32.store offset=20 (local.get $cursor) (local.get $code))
    (global.set $wanted (local.get $wanted)))

  ;; The same where no paper without a score and bonus can become a candidate, for lists without unseen postings: field
  ;; counts are read only of the few that can. What reads the next posting stands here again, for as a function it would be
  ;; called for each.
  (func $count (param $cursor i32) (param $start i32) (param $end i32)
    (local $at i32) (local $nibble i32) (local $left i32) (local $ordinal i32) (local $code i32)
    (local $byte i32) (local $shift i32) (local $slot i32) (local $allowed i32)
    (local.set $at (i32.load (local.get $cursor)))
    (local.set $nibble (i32.load offset=4 (local.get $cursor)))
    (local.set $left (i32.load offset=12 (local.get $cursor)))
    (local.set $ordinal (i32.load offset=16 (local.get $cursor)))
    (local.set $code (i32.load offset=20 (local.get $cursor)))
    (local.set $allowed (global.get $allowed))
    (loop $postings
      (local.set $slot (i32.sub (local.get $ordinal) (local.get $start)))
      (i32.store8 offset=266288
        (local.get $slot)
        (if (result i32) (local.get $allowed)
          (then
            (i32.and
              (i32.shr_u
                (i32.load8_u (i32.add (local.get $allowed) (i32.shr_u (local.get $ordinal) (i32.const 3))))
                (i32.and (local.get $ordinal) (i32.const 7)))
              (i32.const 1)))
          (else (i32.const 1))))
      (if (i32.load offset=86016 (i32.shl (local.get $slot) (i32.const 2)))
        (then
          (i32.store
            (global.get $wanted)
            (i32.or
              (i32.shl (local.get $slot) (i32.const 8))
              (call $countsAt (local.get $cursor) (local.get $nibble) (local.get $code))))
          (global.set $wanted (i32.add (global.get $wanted) (i32.const 4)))))
      (local.set $nibble (i32.add (local.get $nibble) (i32.and (local.get $code) (i32.const 1))))
      (if (i32.eqz (local.get $left))
        (then (local.set $ordinal (i32.const 0x7fffffff)))
        (else
          (local.set $left (i32.sub (local.get $left) (i32.const 1)))
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
            (i32.add (local.get $ordinal) (i32.add (i32.shr_u (local.get $code) (i32.const 1)) (i32.const 1))))))
      (br_if $postings (i32.lt_s (local.get $ordinal) (local.get $end))))
    (i32.store (local.get $cursor) (local.get $at))
    (i32.store offset=4 (local.get $cursor) (local.get $nibble))
    (i32.store offset=12 (local.get $cursor) (local.get $left))
    (i32.store offset=16 (local.get $cursor) (local.get $ordinal))
    (i32.store offset=20 (local.get $cursor) (local.get $code)))

  ;; Forgets the scores of papers that can't become candidates any more, whatever this list and those behind it add.
  (func $dropHopeless (param $cursor i32)
    (local $from i32) (local $to i32) (local $slot i32) (local $address i32) (local $rest i32) (local $bound f64)
    (local.set $rest (i32.load offset=64 (local.get $cursor)))
    (local.set $bound (f64.load offset=56 (local.get $cursor)))
    (local.set $from (i32.const 102400))
    (local.set $to (i32.const 102400))
    (block $done
      (loop $papers
        (br_if $done (i32.ge_u (local.get $from) (global.get $scored)))
        (local.set $slot (i32.load (local.get $from)))
        (local.set $address (i32.shl (local.get $slot) (i32.const 2)))
        (i32.store (local.get $to) (local.get $slot))
        (if
          (f64.ge
            (f64.add
              (f64.mul
                (f64.add
                  (f64.load offset=20480 (i32.shl (local.get $address) (i32.const 1)))
                  (local.get $bound))
                (f64.load offset=270896
                  (i32.shl
                    (i32.and
                      (i32.or (i32.load offset=86016 (local.get $address)) (local.get $rest))
                      (global.get $knownWords))
                    (i32.const 3))))
              (f64.load offset=200736 (i32.shl (local.get $address) (i32.const 1))))
            (global.get $threshold))
          (then (local.set $to (i32.add (local.get $to) (i32.const 4))))
          (else
            (i32.store offset=86016 (local.get $address) (i32.const 0))
            (f64.store offset=20480 (i32.shl (local.get $address) (i32.const 1)) (f64.const 0))))
        (local.set $from (i32.add (local.get $from) (i32.const 4)))
        (br $papers)))
    (global.set $scored (local.get $to)))

  ;; Field counts of the posting at hand, whose nibble is at $nibble where its $code is odd.
  (func $countsAt (param $cursor i32) (param $nibble i32) (param $code i32) (result i32)
    (local $counts i32)
    (if (i32.eqz (i32.and (local.get $code) (i32.const 1))) (then (return (i32.const 1))))
    (local.set $counts
      (i32.load8_u offset=18432
        (i32.and
          (i32.shr_u
            (i32.load8_u (i32.shr_u (local.get $nibble) (i32.const 1)))
            (i32.shl (i32.and (local.get $nibble) (i32.const 1)) (i32.const 2)))
          (i32.const 15))))
    (if (local.get $counts) (then (return (local.get $counts))))
    (call $passEscapes (local.get $cursor) (local.get $nibble))
    (i32.load8_u (i32.load offset=8 (local.get $cursor))))

  ;; Whether any of the nibbles in bytes $from to $end - 1 is $nibble (in each of its sixteen places).
  (func (export "hasNibble") (param $from i32) (param $end i32) (param $nibble i64) (result i32)
    (local $sixteen i64)
    (block $done
      (loop $bytes
        (br_if $done (i32.ge_u (local.get $from) (local.get $end)))
        (if (i32.le_u (i32.add (local.get $from) (i32.const 8)) (local.get $end))
          (then
            (local.set $sixteen (i64.xor (i64.load (local.get $from)) (local.get $nibble)))
            (local.set $from (i32.add (local.get $from) (i32.const 8))))
          (else
            (local.set $sixteen
              (i64.or
                (i64.xor (i64.load8_u (local.get $from)) (i64.and (local.get $nibble) (i64.const 0xff)))
                (i64.const 0x1111111111111100)))
            (local.set $from (i32.add (local.get $from) (i32.const 1)))))
        (if (i64.ne (call $nonZero (local.get $sixteen)) (i64.const 0x1111111111111111))
          (then (return (i32.const 1))))
        (br $bytes)))
    (i32.const 0))

  ;; The lowest bit of each of sixteen nibbles that is not 0.
  (func $nonZero (param $nibbles i64) (result i64)
    (local.set $nibbles (i64.or (local.get $nibbles) (i64.shr_u (local.get $nibbles) (i64.const 2))))
    (i64.and
      (i64.or (local.get $nibbles) (i64.shr_u (local.get $nibbles) (i64.const 1)))
      (i64.const 0x1111111111111111)))

  ;; Moves a cursor's next escape behind those of the nibbles before $nibble.
  (func $passEscapes (param $cursor i32) (param $nibble i32)
    (local $from i32) (local $escapes i32)
    (local.set $from (i32.load offset=68 (local.get $cursor)))
    (block $done
      (loop $nibbles
        (br_if $done (i32.ge_u (local.get $from) (local.get $nibble)))
        (if
          (i32.or
            (i32.and (local.get $from) (i32.const 1))
            (i32.gt_u (i32.add (local.get $from) (i32.const 16)) (local.get $nibble)))
          (then
            (local.set $escapes
              (i32.add
                (local.get $escapes)
                (i32.eqz
                  (i32.and
                    (i32.shr_u
                      (i32.load8_u (i32.shr_u (local.get $from) (i32.const 1)))
                      (i32.shl (i32.and (local.get $from) (i32.const 1)) (i32.const 2)))
                    (i32.const 15)))))
            (local.set $from (i32.add (local.get $from) (i32.const 1))))
          (else
            (local.set $escapes
              (i32.add
                (local.get $escapes)
                (i32.sub
                  (i32.const 16)
                  (i32.wrap_i64
                    (i64.popcnt (call $nonZero (i64.load (i32.shr_u (local.get $from) (i32.const 1)))))))))
            (local.set $from (i32.add (local.get $from) (i32.const 16)))))
        (br $nibbles)))
    (i32.store offset=68 (local.get $cursor) (local.get $from))
    (i32.store offset=8 (local.get $cursor) (i32.add (i32.load offset=8 (local.get $cursor)) (local.get $escapes))))

  ;; Adds to the scores of the papers to be scored what this list is worth to them.
  (func $score (param $cursor i32) (param $start i32) (param $kind i32)
    (local $from i32) (local $counts i32) (local $slot i32) (local $address i32) (local $gathered i32)
    (local $lengths i32) (local $words i32) (local $known i32) (local $scored i32)
    (local $weight f64) (local $weighted f64) (local $before f64) (local $k1 f64) (local $authorWeight f64)
    (local $titles i32) (local $venueWeight f64)
    (local.set $weight (f64.load offset=32 (local.get $cursor)))
    (local.set $titles (i32.add (global.get $titleLengths) (local.get $start)))
    (local.set $venueWeight (global.get $venueWeight))
    (local.set $authorWeight (f64.load offset=48 (local.get $cursor)))
    (local.set $k1 (global.get $k1))
    (local.set $gathered (global.get $gathered))
    (local.set $words (i32.load offset=24 (local.get $cursor)))
    (local.set $scored (global.get $scored))
    (local.set $lengths (i32.add (global.get $abstractLengths) (i32.shl (local.get $start) (i32.const 1))))
    (local.set $from (i32.const 233504))
    (loop $papers
      (local.set $counts (i32.and (i32.load (local.get $from)) (i32.const 0xff)))
      (local.set $slot (i32.shr_u (i32.load (local.get $from)) (i32.const 8)))
      (local.set $address (i32.shl (local.get $slot) (i32.const 2)))
      (local.set $known (i32.load offset=86016 (local.get $address)))
      (i32.store offset=86016 (local.get $address) (i32.or (local.get $known) (local.get $words)))
      ;; Written always, kept by moving the end only where it is new.
      (i32.store (local.get $scored) (local.get $slot))
      (local.set $scored (i32.add (local.get $scored) (i32.shl (i32.eqz (local.get $known)) (i32.const 2))))
      (local.set $address (i32.shl (local.get $slot) (i32.const 3)))
      (local.set $weighted
        (f64.mul
          (f64.convert_i32_u (i32.and (local.get $counts) (i32.const 15)))
          (f64.load offset=2048
            (i32.shl
              (i32.load16_u (i32.add (local.get $lengths) (i32.shl (local.get $slot) (i32.const 1))))
              (i32.const 3)))))
      ;; In the title, among the authors, in the venue.
      (if (i32.ge_u (local.get $counts) (i32.const 16))
        (then
          (local.set $weighted
            (f64.add
              (local.get $weighted)
              (f64.add
                (f64.mul
                  (f64.convert_i32_u (i32.and (i32.shr_u (local.get $counts) (i32.const 4)) (i32.const 3)))
                  (f64.load
                    (i32.shl
                      (i32.load8_u (i32.add (local.get $titles) (local.get $slot)))
                      (i32.const 3))))
                (f64.add
                  (select (local.get $authorWeight) (f64.const 0) (i32.and (local.get $counts) (i32.const 64)))
                  (select (local.get $venueWeight) (f64.const 0) (i32.and (local.get $counts) (i32.const 128)))))))))
      (if (f64.ne (local.get $weight) (f64.const 0))
        (then
          (f64.store offset=20480 (local.get $address)
            (f64.add
              (f64.load offset=20480 (local.get $address))
              (f64.div
                (f64.mul (local.get $weight) (local.get $weighted))
                (f64.add (local.get $k1) (local.get $weighted)))))))
      (if (local.get $kind)
        (then
          (local.set $before (f64.load offset=53248 (local.get $address)))
          (f64.store offset=53248 (local.get $address) (f64.add (local.get $before) (local.get $weighted)))
          (i32.store (local.get $gathered) (local.get $slot))
          (local.set $gathered
            (i32.add
              (local.get $gathered)
              (i32.shl (f64.eq (local.get $before) (f64.const 0)) (i32.const 2))))))
      (br_if $papers
        (i32.lt_u (local.tee $from (i32.add (local.get $from) (i32.const 4))) (global.get $wanted))))
    (global.set $scored (local.get $scored))
    (global.set $gathered (local.get $gathered)))

  ;; Adds the saturated count of all forms of a term, and forgets the counts.
  (func $addGathered (param $weight f64)
    (local $from i32) (local $address i32) (local $weighted f64)
    (local.set $from (i32.const 118800))
    (loop $papers
      (local.set $address (i32.shl (i32.load (local.get $from)) (i32.const 3)))
      (local.set $weighted (f64.load offset=53248 (local.get $address)))
      (f64.store offset=53248 (local.get $address) (f64.const 0))
      (f64.store offset=20480 (local.get $address)
        (f64.add
          (f64.load offset=20480 (local.get $address))
          (f64.div
            (f64.mul (local.get $weight) (local.get $weighted))
            (f64.add (global.get $k1) (local.get $weighted)))))
      (br_if $papers
        (i32.lt_u (local.tee $from (i32.add (local.get $from) (i32.const 4))) (global.get $gathered))))
    (global.set $gathered (i32.const 118800)))

  ;; Answers how many papers of the window reach the threshold, each a candidate; sets $matchCount, and counts by facets those that match. The window is zero again.
  (func (export "collect") (param $start i32) (param $end i32) (result i32)
    (local $from i32) (local $candidate i32) (local $slot i32) (local $words i32) (local $score f64)
    (call $countMatches (local.get $start) (local.get $end))
    (local.set $from (i32.const 102400))
    (local.set $candidate (i32.const 135200))
    (block $done
      (loop $papers
        (br_if $done (i32.ge_u (local.get $from) (global.get $scored)))
        (local.set $slot (i32.load (local.get $from)))
        (local.set $score (f64.load offset=20480 (i32.shl (local.get $slot) (i32.const 3))))
        (f64.store offset=20480 (i32.shl (local.get $slot) (i32.const 3)) (f64.const 0))
        (i32.store (local.get $candidate) (i32.add (local.get $slot) (local.get $start)))
        (local.set $words
          (i32.and (i32.load offset=86016 (i32.shl (local.get $slot) (i32.const 2))) (i32.const 0x7fffffff)))
        (i32.store offset=4 (local.get $candidate) (local.get $words))
        (f64.store offset=8 (local.get $candidate) (local.get $score))
        (i32.store offset=86016 (i32.shl (local.get $slot) (i32.const 2)) (i32.const 0))
        (local.set $candidate
          (i32.add
            (local.get $candidate)
            (i32.shl
              (i32.and
                (i32.ne (local.get $words) (i32.const 0))
                (f64.ge
                  (f64.add
                    (f64.mul
                      (local.get $score)
                      (f64.load offset=270896
                        (i32.shl (i32.and (local.get $words) (global.get $knownWords)) (i32.const 3))))
                    (f64.load offset=200736 (i32.shl (local.get $slot) (i32.const 3))))
                  (global.get $threshold)))
              (i32.const 4))))
        (local.set $from (i32.add (local.get $from) (i32.const 4)))
        (br $papers)))
    (i32.shr_u (i32.sub (local.get $candidate) (i32.const 135200)) (i32.const 4)))

  ;; Counts the papers that are marked, 64 at a time, and forgets the marks.
  (func $countMatches (param $start i32) (param $end i32)
    (local $slot i32) (local $bits i64) (local $count i32) (local $address i32) (local $group i32)
    (loop $words
      (local.set $bits (call $bitsOf (i32.add (local.get $slot) (i32.const 266288))))
      (i64.store offset=270384 (i32.shr_u (local.get $slot) (i32.const 3)) (local.get $bits))
      (local.set $count (i32.add (local.get $count) (i32.wrap_i64 (i64.popcnt (local.get $bits)))))
      (if (global.get $groups)
        (then
          (local.set $address
            (i32.add
              (global.get $groups)
              (i32.shl (i32.add (local.get $start) (local.get $slot)) (i32.const 2))))
          (block $done
            (loop $papers
              (br_if $done (i64.eqz (local.get $bits)))
              (local.set $group
                (i32.add
                  (global.get $groupCounts)
                  (i32.shl
                    (i32.load
                      (i32.add
                        (local.get $address)
                        (i32.shl (i32.wrap_i64 (i64.ctz (local.get $bits))) (i32.const 2))))
                    (i32.const 2))))
              (i32.store (local.get $group) (i32.add (i32.load (local.get $group)) (i32.const 1)))
              (local.set $bits (i64.and (local.get $bits) (i64.sub (local.get $bits) (i64.const 1))))
              (br $papers)))))
      (br_if $words
        (i32.lt_s
          (i32.add (local.get $start) (local.tee $slot (i32.add (local.get $slot) (i32.const 64))))
          (local.get $end))))
    (memory.fill (i32.const 266288) (i32.const 0) (i32.const 4096))
    (global.set $matchCount (local.get $count)))

  ;; Which of 64 bytes, each 0 or 1, are 1.
  (func $bitsOf (param $at i32) (result i64)
    (local $bits i64) (local $shift i64)
    (loop $eights
      ;; Each byte is brought to its place in the highest byte of the product.
      (local.set $bits
        (i64.or
          (local.get $bits)
          (i64.shl
            (i64.shr_u
              (i64.mul (i64.load (local.get $at)) (i64.const 0x0102040810204080))
              (i64.const 56))
            (local.get $shift))))
      (local.set $at (i32.add (local.get $at) (i32.const 8)))
      (br_if $eights
        (i64.lt_u (local.tee $shift (i64.add (local.get $shift) (i64.const 8))) (i64.const 64))))
    (local.get $bits)))
