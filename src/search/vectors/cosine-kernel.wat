;; Products of a query with vectors of 8-bit integers, for kernel-vectors.ts. Sixteen values at a time; sums of integers
;; are the same in any order.
(module
  (import "memory" "memory" (memory 1 65536 shared))

  ;; For each of count places (uint32) among vectors (int8 x dims each, dims a multiple of 16): products[i] (int32) = the
  ;; product of the vector there with the query (int16 x dims), squares[i] (int32) = that with itself. No sum may leave 32
  ;; bits.
  (func (export "multiply")
    (param $query i32) (param $dims i32) (param $vectors i32) (param $places i32) (param $count i32)
    (param $products i32) (param $squares i32)
    (local $i i32) (local $d i32) (local $bytes v128) (local $low v128) (local $high v128)
    (local $product v128) (local $square v128) (local $q i32) (local $at i32)
    (block $done
      (loop $vector
        (br_if $done (i32.ge_u (local.get $i) (local.get $count)))
        (if (i32.eqz (i32.and (local.get $i) (i32.const 15)))
          (then
            (i32.store (local.get $products)
              (call $touch
                (local.get $dims)
                (local.get $vectors)
                (local.get $places)
                (i32.sub (local.get $count) (local.get $i))))))
        (local.set $product (v128.const i32x4 0 0 0 0))
        (local.set $square (v128.const i32x4 0 0 0 0))
        (local.set $d (i32.const 0))
        (local.set $q (local.get $query))
        (local.set $at
          (i32.add (local.get $vectors) (i32.mul (i32.load (local.get $places)) (local.get $dims))))
        (loop $values
          (local.set $bytes (v128.load (local.get $at)))
          (local.set $low (i16x8.extend_low_i8x16_s (local.get $bytes)))
          (local.set $high (i16x8.extend_high_i8x16_s (local.get $bytes)))
          (local.set $product
            (i32x4.add (local.get $product)
              (i32x4.add
                (i32x4.dot_i16x8_s (local.get $low) (v128.load (local.get $q)))
                (i32x4.dot_i16x8_s (local.get $high) (v128.load offset=16 (local.get $q))))))
          (local.set $square
            (i32x4.add (local.get $square)
              (i32x4.add
                (i32x4.dot_i16x8_s (local.get $low) (local.get $low))
                (i32x4.dot_i16x8_s (local.get $high) (local.get $high)))))
          (local.set $at (i32.add (local.get $at) (i32.const 16)))
          (local.set $q (i32.add (local.get $q) (i32.const 32)))
          (local.set $d (i32.add (local.get $d) (i32.const 16)))
          (br_if $values (i32.lt_u (local.get $d) (local.get $dims))))
        (i32.store (local.get $products)
          (i32.add
            (i32.add (i32x4.extract_lane 0 (local.get $product)) (i32x4.extract_lane 1 (local.get $product)))
            (i32.add (i32x4.extract_lane 2 (local.get $product)) (i32x4.extract_lane 3 (local.get $product)))))
        (i32.store (local.get $squares)
          (i32.add
            (i32.add (i32x4.extract_lane 0 (local.get $square)) (i32x4.extract_lane 1 (local.get $square)))
            (i32.add (i32x4.extract_lane 2 (local.get $square)) (i32x4.extract_lane 3 (local.get $square)))))
        (local.set $places (i32.add (local.get $places) (i32.const 4)))
        (local.set $products (i32.add (local.get $products) (i32.const 4)))
        (local.set $squares (i32.add (local.get $squares) (i32.const 4)))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br $vector))))

  ;; Reads a byte of each 64 of the vectors at the next 16 places: they lie far apart, and memory brings many at a time
  ;; where nothing waits for them in between. The answer means nothing.
  (func $touch (param $dims i32) (param $vectors i32) (param $places i32) (param $count i32) (result i32)
    (local $end i32) (local $at i32) (local $vectorEnd i32) (local $sum i32)
    (local.set $end
      (i32.add
        (local.get $places)
        (i32.shl
          (select (i32.const 16) (local.get $count) (i32.gt_u (local.get $count) (i32.const 16)))
          (i32.const 2))))
    (loop $vector
      (local.set $at
        (i32.add (local.get $vectors) (i32.mul (i32.load (local.get $places)) (local.get $dims))))
      (local.set $vectorEnd (i32.add (local.get $at) (local.get $dims)))
      (loop $line
        (local.set $sum (i32.add (local.get $sum) (i32.load8_u (local.get $at))))
        (br_if $line
          (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 64))) (local.get $vectorEnd))))
      (br_if $vector
        (i32.lt_u (local.tee $places (i32.add (local.get $places) (i32.const 4))) (local.get $end))))
    (local.get $sum)))
