;; Products of a query with vectors of 8-bit integers, for kernel-vectors.ts. Sixteen values at a time; sums of integers
;; are the same in any order.
(module
  (import "memory" "memory" (memory 1))

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
        (br $vector)))))
