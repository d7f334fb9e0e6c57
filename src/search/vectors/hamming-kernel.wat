;; Distances between binary codes of 256 bits, for kernel-vectors.ts.
;; Bits are counted 64 at a time: most processors have that as one instruction, while a count over 128 bits is put
;; together from eight (measured: 3.6 against 13 ms for a million codes). Distances are searched eight at a time (SIMD).
(module
  (import "memory" "memory" (memory 1 65536 shared))

  ;; distances[i] (uint16) = differing bits between code i and the query, for i < count; and one more in histogram
  ;; (uint32 by distance). Where allowed (by bits; 0: there is none) is 0, the distance is 65,535 and not counted. Of eight
  ;; papers of which at most three are allowed, only the codes of these are read; of others all, and no branch depends on
  ;; who is allowed, for it could not be foretold.
  (func (export "measure")
    (param $codes i32) (param $count i32) (param $query i32) (param $allowed i32) (param $distances i32)
    (param $histogram i32)
    (local $end i32) (local $distance i32) (local $bin i32) (local $isAllowed i32) (local $eightEnd i32) (local $bits i32)
    (local $at i32) (local $code i32)
    (local $q0 i64) (local $q1 i64) (local $q2 i64) (local $q3 i64)
    (local.set $q0 (i64.load (local.get $query)))
    (local.set $q1 (i64.load offset=8 (local.get $query)))
    (local.set $q2 (i64.load offset=16 (local.get $query)))
    (local.set $q3 (i64.load offset=24 (local.get $query)))
    (local.set $end (i32.add (local.get $distances) (i32.shl (local.get $count) (i32.const 1))))
    ;; Where all are allowed, four papers in one turn: a sixth less time.
    (if (i32.eqz (local.get $allowed))
      (then
        (loop $some
          (if (i32.le_u (i32.add (local.get $distances) (i32.const 8)) (local.get $end))
            (then
              (local.set $distance
                (i32.wrap_i64
                  (i64.add
                    (i64.add
                      (i64.popcnt (i64.xor (local.get $q0) (i64.load (local.get $codes))))
                      (i64.popcnt (i64.xor (local.get $q1) (i64.load offset=8 (local.get $codes)))))
                    (i64.add
                      (i64.popcnt (i64.xor (local.get $q2) (i64.load offset=16 (local.get $codes))))
                      (i64.popcnt (i64.xor (local.get $q3) (i64.load offset=24 (local.get $codes))))))))
              (i32.store16 (local.get $distances) (local.get $distance))
              (local.set $bin (i32.add (local.get $histogram) (i32.shl (local.get $distance) (i32.const 2))))
              (i32.store (local.get $bin) (i32.add (i32.load (local.get $bin)) (i32.const 1)))
              (local.set $distance
                (i32.wrap_i64
                  (i64.add
                    (i64.add
                      (i64.popcnt (i64.xor (local.get $q0) (i64.load offset=32 (local.get $codes))))
                      (i64.popcnt (i64.xor (local.get $q1) (i64.load offset=40 (local.get $codes)))))
                    (i64.add
                      (i64.popcnt (i64.xor (local.get $q2) (i64.load offset=48 (local.get $codes))))
                      (i64.popcnt (i64.xor (local.get $q3) (i64.load offset=56 (local.get $codes))))))))
              (i32.store16 offset=2 (local.get $distances) (local.get $distance))
              (local.set $bin (i32.add (local.get $histogram) (i32.shl (local.get $distance) (i32.const 2))))
              (i32.store (local.get $bin) (i32.add (i32.load (local.get $bin)) (i32.const 1)))
              (local.set $distance
                (i32.wrap_i64
                  (i64.add
                    (i64.add
                      (i64.popcnt (i64.xor (local.get $q0) (i64.load offset=64 (local.get $codes))))
                      (i64.popcnt (i64.xor (local.get $q1) (i64.load offset=72 (local.get $codes)))))
                    (i64.add
                      (i64.popcnt (i64.xor (local.get $q2) (i64.load offset=80 (local.get $codes))))
                      (i64.popcnt (i64.xor (local.get $q3) (i64.load offset=88 (local.get $codes))))))))
              (i32.store16 offset=4 (local.get $distances) (local.get $distance))
              (local.set $bin (i32.add (local.get $histogram) (i32.shl (local.get $distance) (i32.const 2))))
              (i32.store (local.get $bin) (i32.add (i32.load (local.get $bin)) (i32.const 1)))
              (local.set $distance
                (i32.wrap_i64
                  (i64.add
                    (i64.add
                      (i64.popcnt (i64.xor (local.get $q0) (i64.load offset=96 (local.get $codes))))
                      (i64.popcnt (i64.xor (local.get $q1) (i64.load offset=104 (local.get $codes)))))
                    (i64.add
                      (i64.popcnt (i64.xor (local.get $q2) (i64.load offset=112 (local.get $codes))))
                      (i64.popcnt (i64.xor (local.get $q3) (i64.load offset=120 (local.get $codes))))))))
              (i32.store16 offset=6 (local.get $distances) (local.get $distance))
              (local.set $bin (i32.add (local.get $histogram) (i32.shl (local.get $distance) (i32.const 2))))
              (i32.store (local.get $bin) (i32.add (i32.load (local.get $bin)) (i32.const 1)))
              (local.set $codes (i32.add (local.get $codes) (i32.const 128)))
              (local.set $distances (i32.add (local.get $distances) (i32.const 8)))
              (br $some))))))
    (block $done
      (loop $eight
        (br_if $done (i32.ge_u (local.get $distances) (local.get $end)))
        (local.set $eightEnd (i32.add (local.get $distances) (i32.const 16)))
        (local.set $bits (i32.const 0xff))
        (if (local.get $allowed)
          (then
            (local.set $bits (i32.load8_u (local.get $allowed)))
            (local.set $allowed (i32.add (local.get $allowed) (i32.const 1)))
            (if (i32.le_u (i32.popcnt (local.get $bits)) (i32.const 3))
              (then
                (i64.store (local.get $distances) (i64.const -1))
                (i64.store offset=8 (local.get $distances) (i64.const -1))
                (block $none
                  (loop $one
                    (br_if $none (i32.eqz (local.get $bits)))
                    (local.set $at (i32.ctz (local.get $bits)))
                    (local.set $code (i32.add (local.get $codes) (i32.shl (local.get $at) (i32.const 5))))
                    (local.set $distance
                      (i32.wrap_i64
                        (i64.add
                          (i64.add
                            (i64.popcnt (i64.xor (local.get $q0) (i64.load (local.get $code))))
                            (i64.popcnt (i64.xor (local.get $q1) (i64.load offset=8 (local.get $code)))))
                          (i64.add
                            (i64.popcnt (i64.xor (local.get $q2) (i64.load offset=16 (local.get $code))))
                            (i64.popcnt (i64.xor (local.get $q3) (i64.load offset=24 (local.get $code))))))))
                    (i32.store16
                      (i32.add (local.get $distances) (i32.shl (local.get $at) (i32.const 1)))
                      (local.get $distance))
                    (local.set $bin (i32.add (local.get $histogram) (i32.shl (local.get $distance) (i32.const 2))))
                    (i32.store (local.get $bin) (i32.add (i32.load (local.get $bin)) (i32.const 1)))
                    (local.set $bits (i32.and (local.get $bits) (i32.sub (local.get $bits) (i32.const 1))))
                    (br $one)))
                (local.set $codes (i32.add (local.get $codes) (i32.const 256)))
                (local.set $distances (local.get $eightEnd))
                (br $eight)))))
        (if (i32.gt_u (local.get $eightEnd) (local.get $end)) (then (local.set $eightEnd (local.get $end))))
        (loop $paper
          (local.set $isAllowed (i32.and (local.get $bits) (i32.const 1)))
          (local.set $bits (i32.shr_u (local.get $bits) (i32.const 1)))
          (local.set $distance
            (i32.wrap_i64
              (i64.add
                (i64.add
                  (i64.popcnt (i64.xor (local.get $q0) (i64.load (local.get $codes))))
                  (i64.popcnt (i64.xor (local.get $q1) (i64.load offset=8 (local.get $codes)))))
                (i64.add
                  (i64.popcnt (i64.xor (local.get $q2) (i64.load offset=16 (local.get $codes))))
                  (i64.popcnt (i64.xor (local.get $q3) (i64.load offset=24 (local.get $codes))))))))
          (i32.store16
            (local.get $distances)
            (i32.or (local.get $distance) (i32.sub (local.get $isAllowed) (i32.const 1))))
          (local.set $bin (i32.add (local.get $histogram) (i32.shl (local.get $distance) (i32.const 2))))
          (i32.store (local.get $bin) (i32.add (i32.load (local.get $bin)) (local.get $isAllowed)))
          (local.set $codes (i32.add (local.get $codes) (i32.const 32)))
          (br_if $paper
            (i32.lt_u
              (local.tee $distances (i32.add (local.get $distances) (i32.const 2)))
              (local.get $eightEnd))))
        (br $eight))))

  ;; The places (uint32) below count whose distance is at most limit, in order, at most max of them; answers how many.
  ;; Distances are read eight at a time: those after the last must be 65,535 up to a multiple of eight.
  (func (export "collect")
    (param $distances i32) (param $count i32) (param $limit i32) (param $places i32) (param $max i32)
    (result i32)
    (local $at i32) (local $found i32) (local $lane i32) (local $limits v128)
    (local.set $limits (i16x8.splat (local.get $limit)))
    (block $done
      (loop $eight
        (br_if $done (i32.ge_u (local.get $at) (local.get $count)))
        (if (v128.any_true (i16x8.le_u (v128.load (local.get $distances)) (local.get $limits)))
          (then
            (local.set $lane (i32.const 0))
            (loop $one
              (if
                (i32.le_u
                  (i32.load16_u (i32.add (local.get $distances) (i32.shl (local.get $lane) (i32.const 1))))
                  (local.get $limit))
                (then
                  (br_if $done (i32.ge_u (local.get $found) (local.get $max)))
                  (i32.store
                    (i32.add (local.get $places) (i32.shl (local.get $found) (i32.const 2)))
                    (i32.add (local.get $at) (local.get $lane)))
                  (local.set $found (i32.add (local.get $found) (i32.const 1)))))
              (local.set $lane (i32.add (local.get $lane) (i32.const 1)))
              (br_if $one (i32.lt_u (local.get $lane) (i32.const 8))))))
        (local.set $at (i32.add (local.get $at) (i32.const 8)))
        (local.set $distances (i32.add (local.get $distances) (i32.const 16)))
        (br $eight)))
    (local.get $found)))
