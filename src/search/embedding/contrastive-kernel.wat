;; The inner loops of training, for WebAssembly with 128-bit SIMD. Assembled by training/assemble-kernel.ts.
;; Every pointer is a byte address into the one imported memory; every length and stride counts floats.
;; The same functions in TypeScript, and what each one means, are in contrastive-kernel-plain.ts.
(module
  (import "memory" "memory" (memory 1))

  ;; out[rows x cols] = left[rows x steps] . right[steps x cols], row-major `right` and `out`.
  ;; left(i, k) lies at left + 4 * (i * leftRowStride + k * leftStepStride), so a transposed left is only other strides.
  ;; rows is a multiple of 4, cols of 8. scratch holds (rows + 8) * 256 floats.
  ;; Blocks of 256 steps: left is packed once a block as [rows/4][step][4], right once a panel of 8 columns as [step][8];
  ;; the innermost loop keeps a 4 x 8 tile of `out` in eight registers and reads both packs in order.
  (func (export "multiply")
    (param $left i32) (param $leftRowStride i32) (param $leftStepStride i32)
    (param $right i32) (param $out i32)
    (param $rows i32) (param $cols i32) (param $steps i32) (param $scratch i32)
    (local $k0 i32) (local $kCount i32) (local $i i32) (local $j i32) (local $k i32)
    (local $panel i32) (local $from i32) (local $to i32) (local $a i32) (local $b i32) (local $end i32)
    (local $o0 i32) (local $o1 i32) (local $o2 i32) (local $o3 i32) (local $rowBytes i32)
    (local $c00 v128) (local $c01 v128) (local $c10 v128) (local $c11 v128)
    (local $c20 v128) (local $c21 v128) (local $c30 v128) (local $c31 v128)
    (local $b0 v128) (local $b1 v128) (local $s v128)
    (local.set $panel (i32.add (local.get $scratch) (i32.shl (i32.mul (local.get $rows) (i32.const 256)) (i32.const 2))))
    (local.set $rowBytes (i32.shl (local.get $cols) (i32.const 2)))
    (local.set $leftRowStride (i32.shl (local.get $leftRowStride) (i32.const 2)))
    (local.set $leftStepStride (i32.shl (local.get $leftStepStride) (i32.const 2)))
    (loop $blocks
      (local.set $kCount (i32.sub (local.get $steps) (local.get $k0)))
      (if (i32.gt_u (local.get $kCount) (i32.const 256)) (then (local.set $kCount (i32.const 256))))
      ;; pack left
      (local.set $i (i32.const 0))
      (local.set $to (local.get $scratch))
      (loop $packRows
        (local.set $from (i32.add (local.get $left)
          (i32.add (i32.mul (local.get $i) (local.get $leftRowStride)) (i32.mul (local.get $k0) (local.get $leftStepStride)))))
        (local.set $k (i32.const 0))
        (loop $packSteps
          (f32.store (local.get $to) (f32.load (local.get $from)))
          (f32.store offset=4 (local.get $to) (f32.load (i32.add (local.get $from) (local.get $leftRowStride))))
          (f32.store offset=8 (local.get $to) (f32.load (i32.add (local.get $from) (i32.shl (local.get $leftRowStride) (i32.const 1)))))
          (f32.store offset=12 (local.get $to) (f32.load (i32.add (local.get $from) (i32.mul (local.get $leftRowStride) (i32.const 3)))))
          (local.set $to (i32.add (local.get $to) (i32.const 16)))
          (local.set $from (i32.add (local.get $from) (local.get $leftStepStride)))
          (br_if $packSteps (i32.lt_u (local.tee $k (i32.add (local.get $k) (i32.const 1))) (local.get $kCount))))
        (br_if $packRows (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 4))) (local.get $rows))))
      (local.set $j (i32.const 0))
      (loop $panels
        ;; pack right
        (local.set $from (i32.add (local.get $right)
          (i32.add (i32.mul (local.get $k0) (local.get $rowBytes)) (i32.shl (local.get $j) (i32.const 2)))))
        (local.set $to (local.get $panel))
        (local.set $end (i32.add (local.get $panel) (i32.shl (local.get $kCount) (i32.const 5))))
        (loop $packPanel
          (v128.store (local.get $to) (v128.load (local.get $from)))
          (v128.store offset=16 (local.get $to) (v128.load offset=16 (local.get $from)))
          (local.set $from (i32.add (local.get $from) (local.get $rowBytes)))
          (br_if $packPanel (i32.lt_u (local.tee $to (i32.add (local.get $to) (i32.const 32))) (local.get $end))))
        (local.set $i (i32.const 0))
        (local.set $a (local.get $scratch))
        (loop $tiles
          (local.set $o0 (i32.add (local.get $out)
            (i32.add (i32.mul (local.get $i) (local.get $rowBytes)) (i32.shl (local.get $j) (i32.const 2)))))
          (local.set $o1 (i32.add (local.get $o0) (local.get $rowBytes)))
          (local.set $o2 (i32.add (local.get $o1) (local.get $rowBytes)))
          (local.set $o3 (i32.add (local.get $o2) (local.get $rowBytes)))
          (if (i32.eqz (local.get $k0))
            (then
              (local.set $c00 (v128.const f32x4 0 0 0 0)) (local.set $c01 (v128.const f32x4 0 0 0 0))
              (local.set $c10 (v128.const f32x4 0 0 0 0)) (local.set $c11 (v128.const f32x4 0 0 0 0))
              (local.set $c20 (v128.const f32x4 0 0 0 0)) (local.set $c21 (v128.const f32x4 0 0 0 0))
              (local.set $c30 (v128.const f32x4 0 0 0 0)) (local.set $c31 (v128.const f32x4 0 0 0 0)))
            (else
              (local.set $c00 (v128.load (local.get $o0))) (local.set $c01 (v128.load offset=16 (local.get $o0)))
              (local.set $c10 (v128.load (local.get $o1))) (local.set $c11 (v128.load offset=16 (local.get $o1)))
              (local.set $c20 (v128.load (local.get $o2))) (local.set $c21 (v128.load offset=16 (local.get $o2)))
              (local.set $c30 (v128.load (local.get $o3))) (local.set $c31 (v128.load offset=16 (local.get $o3)))))
          (local.set $b (local.get $panel))
          (loop $steps4x8
            (local.set $b0 (v128.load (local.get $b)))
            (local.set $b1 (v128.load offset=16 (local.get $b)))
            (local.set $s (v128.load32_splat (local.get $a)))
            (local.set $c00 (f32x4.add (local.get $c00) (f32x4.mul (local.get $s) (local.get $b0))))
            (local.set $c01 (f32x4.add (local.get $c01) (f32x4.mul (local.get $s) (local.get $b1))))
            (local.set $s (v128.load32_splat offset=4 (local.get $a)))
            (local.set $c10 (f32x4.add (local.get $c10) (f32x4.mul (local.get $s) (local.get $b0))))
            (local.set $c11 (f32x4.add (local.get $c11) (f32x4.mul (local.get $s) (local.get $b1))))
            (local.set $s (v128.load32_splat offset=8 (local.get $a)))
            (local.set $c20 (f32x4.add (local.get $c20) (f32x4.mul (local.get $s) (local.get $b0))))
            (local.set $c21 (f32x4.add (local.get $c21) (f32x4.mul (local.get $s) (local.get $b1))))
            (local.set $s (v128.load32_splat offset=12 (local.get $a)))
            (local.set $c30 (f32x4.add (local.get $c30) (f32x4.mul (local.get $s) (local.get $b0))))
            (local.set $c31 (f32x4.add (local.get $c31) (f32x4.mul (local.get $s) (local.get $b1))))
            (local.set $a (i32.add (local.get $a) (i32.const 16)))
            (br_if $steps4x8 (i32.lt_u (local.tee $b (i32.add (local.get $b) (i32.const 32))) (local.get $end))))
          (v128.store (local.get $o0) (local.get $c00)) (v128.store offset=16 (local.get $o0) (local.get $c01))
          (v128.store (local.get $o1) (local.get $c10)) (v128.store offset=16 (local.get $o1) (local.get $c11))
          (v128.store (local.get $o2) (local.get $c20)) (v128.store offset=16 (local.get $o2) (local.get $c21))
          (v128.store (local.get $o3) (local.get $c30)) (v128.store offset=16 (local.get $o3) (local.get $c31))
          (br_if $tiles (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 4))) (local.get $rows))))
        (br_if $panels (i32.lt_u (local.tee $j (i32.add (local.get $j) (i32.const 8))) (local.get $cols))))
      (br_if $blocks (i32.lt_u (local.tee $k0 (i32.add (local.get $k0) (local.get $kCount))) (local.get $steps)))))

  ;; target[0..dims) += weight * source[0..dims); dims is a multiple of 8.
  (func $addScaled (param $source i32) (param $target i32) (param $weight f32) (param $dims i32)
    (local $end i32) (local $w v128)
    (local.set $w (f32x4.splat (local.get $weight)))
    (local.set $end (i32.add (local.get $target) (i32.shl (local.get $dims) (i32.const 2))))
    (loop $more
      (v128.store (local.get $target)
        (f32x4.add (v128.load (local.get $target)) (f32x4.mul (local.get $w) (v128.load (local.get $source)))))
      (v128.store offset=16 (local.get $target)
        (f32x4.add (v128.load offset=16 (local.get $target)) (f32x4.mul (local.get $w) (v128.load offset=16 (local.get $source)))))
      (local.set $source (i32.add (local.get $source) (i32.const 32)))
      (br_if $more (i32.lt_u (local.tee $target (i32.add (local.get $target) (i32.const 32))) (local.get $end)))))

  ;; target[0..dims) += sum over n of weights[n] * table[rows[n]]
  (func (export "gatherSum") (param $table i32) (param $rows i32) (param $weights i32) (param $count i32) (param $target i32) (param $dims i32)
    (local $end i32) (local $rowBytes i32)
    (if (i32.eqz (local.get $count)) (then (return)))
    (local.set $rowBytes (i32.shl (local.get $dims) (i32.const 2)))
    (local.set $end (i32.add (local.get $rows) (i32.shl (local.get $count) (i32.const 2))))
    (loop $more
      (call $addScaled
        (i32.add (local.get $table) (i32.mul (i32.load (local.get $rows)) (local.get $rowBytes)))
        (local.get $target) (f32.load (local.get $weights)) (local.get $dims))
      (local.set $weights (i32.add (local.get $weights) (i32.const 4)))
      (br_if $more (i32.lt_u (local.tee $rows (i32.add (local.get $rows) (i32.const 4))) (local.get $end)))))

  ;; table[rows[n]] += weights[n] * source[0..dims), for every n
  (func (export "scatterAdd") (param $table i32) (param $rows i32) (param $weights i32) (param $count i32) (param $source i32) (param $dims i32)
    (local $end i32) (local $rowBytes i32)
    (if (i32.eqz (local.get $count)) (then (return)))
    (local.set $rowBytes (i32.shl (local.get $dims) (i32.const 2)))
    (local.set $end (i32.add (local.get $rows) (i32.shl (local.get $count) (i32.const 2))))
    (loop $more
      (call $addScaled
        (local.get $source)
        (i32.add (local.get $table) (i32.mul (i32.load (local.get $rows)) (local.get $rowBytes)))
        (f32.load (local.get $weights)) (local.get $dims))
      (local.set $weights (i32.add (local.get $weights) (i32.const 4)))
      (br_if $more (i32.lt_u (local.tee $rows (i32.add (local.get $rows) (i32.const 4))) (local.get $end)))))

  ;; e to the power x, four at a time, for -87 <= x <= 0 (clamped below). Relative error below 3e-7:
  ;; x = n ln 2 + f, |f| <= ln 2 / 2, a Taylor polynomial of degree 6 in f, and n added to the exponent bits.
  (func $exp4 (param $x v128) (result v128)
    (local $n v128) (local $f v128) (local $p v128)
    (local.set $x (f32x4.max (local.get $x) (v128.const f32x4 -87 -87 -87 -87)))
    (local.set $n (f32x4.nearest (f32x4.mul (local.get $x)
      (v128.const f32x4 1.44269504 1.44269504 1.44269504 1.44269504))))
    (local.set $f (f32x4.sub (local.get $x) (f32x4.mul (local.get $n) (v128.const f32x4 0.693359375 0.693359375 0.693359375 0.693359375))))
    (local.set $f (f32x4.add (local.get $f) (f32x4.mul (local.get $n) (v128.const f32x4 0.00021219444 0.00021219444 0.00021219444 0.00021219444))))
    (local.set $p (v128.const f32x4 0.0013888889 0.0013888889 0.0013888889 0.0013888889))
    (local.set $p (f32x4.add (f32x4.mul (local.get $p) (local.get $f)) (v128.const f32x4 0.0083333333 0.0083333333 0.0083333333 0.0083333333)))
    (local.set $p (f32x4.add (f32x4.mul (local.get $p) (local.get $f)) (v128.const f32x4 0.041666667 0.041666667 0.041666667 0.041666667)))
    (local.set $p (f32x4.add (f32x4.mul (local.get $p) (local.get $f)) (v128.const f32x4 0.16666667 0.16666667 0.16666667 0.16666667)))
    (local.set $p (f32x4.add (f32x4.mul (local.get $p) (local.get $f)) (v128.const f32x4 0.5 0.5 0.5 0.5)))
    (local.set $p (f32x4.add (f32x4.mul (local.get $p) (local.get $f)) (v128.const f32x4 1 1 1 1)))
    (local.set $p (f32x4.add (f32x4.mul (local.get $p) (local.get $f)) (v128.const f32x4 1 1 1 1)))
    (i32x4.add (local.get $p) (i32x4.shl (i32x4.trunc_sat_f32x4_s (local.get $n)) (i32.const 23))))

  ;; matrix[rows x cols] becomes exp(scale * (matrix - 1)); rowSums are written, columnSums too. cols is a multiple of 4.
  (func (export "exponentiate") (param $matrix i32) (param $rows i32) (param $cols i32) (param $scale f32) (param $rowSums i32) (param $columnSums i32)
    (local $i i32) (local $j i32) (local $end i32) (local $column i32) (local $e v128) (local $sum v128) (local $s v128)
    (local.set $s (f32x4.splat (local.get $scale)))
    (local.set $column (local.get $columnSums))
    (local.set $end (i32.add (local.get $columnSums) (i32.shl (local.get $cols) (i32.const 2))))
    (loop $clear
      (v128.store (local.get $column) (v128.const f32x4 0 0 0 0))
      (br_if $clear (i32.lt_u (local.tee $column (i32.add (local.get $column) (i32.const 16))) (local.get $end))))
    (loop $eachRow
      (local.set $sum (v128.const f32x4 0 0 0 0))
      (local.set $column (local.get $columnSums))
      (loop $eachColumn
        (local.set $e (call $exp4 (f32x4.mul (local.get $s)
          (f32x4.sub (v128.load (local.get $matrix)) (v128.const f32x4 1 1 1 1)))))
        (v128.store (local.get $matrix) (local.get $e))
        (local.set $sum (f32x4.add (local.get $sum) (local.get $e)))
        (v128.store (local.get $column) (f32x4.add (v128.load (local.get $column)) (local.get $e)))
        (local.set $matrix (i32.add (local.get $matrix) (i32.const 16)))
        (br_if $eachColumn (i32.lt_u (local.tee $column (i32.add (local.get $column) (i32.const 16))) (local.get $end))))
      (f32.store (i32.add (local.get $rowSums) (i32.shl (local.get $i) (i32.const 2)))
        (f32.add
          (f32.add (f32x4.extract_lane 0 (local.get $sum)) (f32x4.extract_lane 1 (local.get $sum)))
          (f32.add (f32x4.extract_lane 2 (local.get $sum)) (f32x4.extract_lane 3 (local.get $sum)))))
      (br_if $eachRow (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $rows)))))

  ;; matrix(i, j) *= rowFactors(i) + columnFactors(j)
  (func (export "scaleRowsAndColumns") (param $matrix i32) (param $rows i32) (param $cols i32) (param $rowFactors i32) (param $columnFactors i32)
    (local $i i32) (local $end i32) (local $column i32) (local $row v128)
    (local.set $end (i32.add (local.get $columnFactors) (i32.shl (local.get $cols) (i32.const 2))))
    (loop $eachRow
      (local.set $row (v128.load32_splat (local.get $rowFactors)))
      (local.set $rowFactors (i32.add (local.get $rowFactors) (i32.const 4)))
      (local.set $column (local.get $columnFactors))
      (loop $eachColumn
        (v128.store (local.get $matrix) (f32x4.mul (v128.load (local.get $matrix)) (f32x4.add (local.get $row) (v128.load (local.get $column)))))
        (local.set $matrix (i32.add (local.get $matrix) (i32.const 16)))
        (br_if $eachColumn (i32.lt_u (local.tee $column (i32.add (local.get $column) (i32.const 16))) (local.get $end))))
      (br_if $eachRow (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $rows)))))

  ;; One Adam step of one row. rate and epsilon already hold the bias corrections.
  (func (export "adamRow") (param $row i32) (param $mean i32) (param $square i32) (param $gradient i32) (param $dims i32)
    (param $rate f32) (param $meanDecay f32) (param $squareDecay f32) (param $epsilon f32)
    (local $end i32) (local $g v128) (local $m v128) (local $v v128)
    (local $r4 v128) (local $md v128) (local $mn v128) (local $sd v128) (local $sn v128) (local $e4 v128)
    (local.set $r4 (f32x4.splat (local.get $rate)))
    (local.set $md (f32x4.splat (local.get $meanDecay)))
    (local.set $mn (f32x4.splat (f32.sub (f32.const 1) (local.get $meanDecay))))
    (local.set $sd (f32x4.splat (local.get $squareDecay)))
    (local.set $sn (f32x4.splat (f32.sub (f32.const 1) (local.get $squareDecay))))
    (local.set $e4 (f32x4.splat (local.get $epsilon)))
    (local.set $end (i32.add (local.get $row) (i32.shl (local.get $dims) (i32.const 2))))
    (loop $more
      (local.set $g (v128.load (local.get $gradient)))
      (local.set $m (f32x4.add (f32x4.mul (local.get $md) (v128.load (local.get $mean))) (f32x4.mul (local.get $mn) (local.get $g))))
      (local.set $v (f32x4.add (f32x4.mul (local.get $sd) (v128.load (local.get $square)))
        (f32x4.mul (local.get $sn) (f32x4.mul (local.get $g) (local.get $g)))))
      (v128.store (local.get $mean) (local.get $m))
      (v128.store (local.get $square) (local.get $v))
      (v128.store (local.get $row) (f32x4.sub (v128.load (local.get $row))
        (f32x4.div (f32x4.mul (local.get $r4) (local.get $m)) (f32x4.add (f32x4.sqrt (local.get $v)) (local.get $e4)))))
      (local.set $mean (i32.add (local.get $mean) (i32.const 16)))
      (local.set $square (i32.add (local.get $square) (i32.const 16)))
      (local.set $gradient (i32.add (local.get $gradient) (i32.const 16)))
      (br_if $more (i32.lt_u (local.tee $row (i32.add (local.get $row) (i32.const 16))) (local.get $end)))))
)
