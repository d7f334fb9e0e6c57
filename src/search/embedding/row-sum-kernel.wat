;; Weighted sums of rows of 8-bit integers in doubles, for row-sum.ts. Sixteen columns at a time stay in registers over
;; all rows. Products and sums are rounded one by one, in the order of the rows, as in TypeScript: the bits are the same.
(module
  (import "memory" "memory" (memory 1))

  ;; sums (float64 x dims, dims a multiple of 16) += for each of count places: factors[i] (float64) x the row that
  ;; numbers[i] (uint32) counts from rows (int8 x dims each).
  (func (export "add")
    (param $rows i32) (param $dims i32) (param $numbers i32) (param $factors i32) (param $count i32) (param $sums i32)
    (local $column i32) (local $i i32) (local $at i32) (local $factor v128) (local $bytes v128) (local $words v128)
    (local $four v128)
    (local $s0 v128) (local $s1 v128) (local $s2 v128) (local $s3 v128)
    (local $s4 v128) (local $s5 v128) (local $s6 v128) (local $s7 v128)
    (block $done
      (loop $columns
        (br_if $done (i32.ge_u (local.get $column) (local.get $dims)))
        (local.set $at (i32.add (local.get $sums) (i32.shl (local.get $column) (i32.const 3))))
        (local.set $s0 (v128.load (local.get $at)))
        (local.set $s1 (v128.load offset=16 (local.get $at)))
        (local.set $s2 (v128.load offset=32 (local.get $at)))
        (local.set $s3 (v128.load offset=48 (local.get $at)))
        (local.set $s4 (v128.load offset=64 (local.get $at)))
        (local.set $s5 (v128.load offset=80 (local.get $at)))
        (local.set $s6 (v128.load offset=96 (local.get $at)))
        (local.set $s7 (v128.load offset=112 (local.get $at)))
        (local.set $i (i32.const 0))
        (block $rows_done
          (loop $each_row
            (br_if $rows_done (i32.ge_u (local.get $i) (local.get $count)))
            (local.set $factor
              (v128.load64_splat (i32.add (local.get $factors) (i32.shl (local.get $i) (i32.const 3)))))
            (local.set $bytes
              (v128.load
                (i32.add
                  (i32.add (local.get $rows) (local.get $column))
                  (i32.mul
                    (i32.load (i32.add (local.get $numbers) (i32.shl (local.get $i) (i32.const 2))))
                    (local.get $dims)))))
            (local.set $words (i16x8.extend_low_i8x16_s (local.get $bytes)))
            (local.set $four (i32x4.extend_low_i16x8_s (local.get $words)))
            (local.set $s0
              (f64x2.add (local.get $s0)
                (f64x2.mul (local.get $factor) (f64x2.convert_low_i32x4_s (local.get $four)))))
            (local.set $s1
              (f64x2.add (local.get $s1)
                (f64x2.mul (local.get $factor)
                  (f64x2.convert_low_i32x4_s
                    (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15 (local.get $four) (local.get $four))))))
            (local.set $four (i32x4.extend_high_i16x8_s (local.get $words)))
            (local.set $s2
              (f64x2.add (local.get $s2)
                (f64x2.mul (local.get $factor) (f64x2.convert_low_i32x4_s (local.get $four)))))
            (local.set $s3
              (f64x2.add (local.get $s3)
                (f64x2.mul (local.get $factor)
                  (f64x2.convert_low_i32x4_s
                    (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15 (local.get $four) (local.get $four))))))
            (local.set $words (i16x8.extend_high_i8x16_s (local.get $bytes)))
            (local.set $four (i32x4.extend_low_i16x8_s (local.get $words)))
            (local.set $s4
              (f64x2.add (local.get $s4)
                (f64x2.mul (local.get $factor) (f64x2.convert_low_i32x4_s (local.get $four)))))
            (local.set $s5
              (f64x2.add (local.get $s5)
                (f64x2.mul (local.get $factor)
                  (f64x2.convert_low_i32x4_s
                    (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15 (local.get $four) (local.get $four))))))
            (local.set $four (i32x4.extend_high_i16x8_s (local.get $words)))
            (local.set $s6
              (f64x2.add (local.get $s6)
                (f64x2.mul (local.get $factor) (f64x2.convert_low_i32x4_s (local.get $four)))))
            (local.set $s7
              (f64x2.add (local.get $s7)
                (f64x2.mul (local.get $factor)
                  (f64x2.convert_low_i32x4_s
                    (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15 (local.get $four) (local.get $four))))))
            (local.set $i (i32.add (local.get $i) (i32.const 1)))
            (br $each_row)))
        (v128.store (local.get $at) (local.get $s0))
        (v128.store offset=16 (local.get $at) (local.get $s1))
        (v128.store offset=32 (local.get $at) (local.get $s2))
        (v128.store offset=48 (local.get $at) (local.get $s3))
        (v128.store offset=64 (local.get $at) (local.get $s4))
        (v128.store offset=80 (local.get $at) (local.get $s5))
        (v128.store offset=96 (local.get $at) (local.get $s6))
        (v128.store offset=112 (local.get $at) (local.get $s7))
        (local.set $column (i32.add (local.get $column) (i32.const 16)))
        (br $columns))))
)
