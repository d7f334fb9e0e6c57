export interface Eigen {
  /** Greatest first. */
  values: Float64Array;
  /** Row by row; column `i` is the vector of value `i`, of length 1. */
  vectors: Float64Array;
}

const MAX_SWEEPS = 30;
/** Of the matrix's own square, what may stand beside its diagonal. */
const TOLERANCE = 1e-20;

/**
 * Eigenvalues and eigenvectors of a small symmetric matrix, given row by row, by cyclic Jacobi rotations (Golub and
 * Van Loan, Matrix Computations, 8.5).
 */
export function symmetricEigen(matrix: Float64Array, size: number): Eigen {
  const a = matrix.slice();
  const vectors = new Float64Array(size * size);
  for (let at = 0; at < size; at += 1) vectors[at * size + at] = 1;
  const enough = TOLERANCE * squareOf(a);
  for (let sweep = 0; sweep < MAX_SWEEPS && squareBesideDiagonal(a, size) > enough; sweep += 1) {
    for (let p = 0; p < size - 1; p += 1) {
      for (let q = p + 1; q < size; q += 1) rotate(a, vectors, size, p, q);
    }
  }
  return sorted(a, vectors, size);
}

/** Turns the plane of `p` and `q` so that nothing stands where they cross. */
function rotate(a: Float64Array, vectors: Float64Array, size: number, p: number, q: number): void {
  const crossing = a[p * size + q]!;
  if (crossing === 0) return;
  const tau = (a[q * size + q]! - a[p * size + p]!) / (2 * crossing);
  const tangent = Math.sign(tau || 1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
  const cosine = 1 / Math.sqrt(1 + tangent * tangent);
  const sine = tangent * cosine;
  const turn = (values: Float64Array, one: number, other: number): void => {
    const [first, second] = [values[one]!, values[other]!];
    values[one] = cosine * first - sine * second;
    values[other] = sine * first + cosine * second;
  };
  for (let at = 0; at < size; at += 1) turn(a, at * size + p, at * size + q);
  for (let at = 0; at < size; at += 1) turn(a, p * size + at, q * size + at);
  for (let at = 0; at < size; at += 1) turn(vectors, at * size + p, at * size + q);
}

function squareOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}

function squareBesideDiagonal(a: Float64Array, size: number): number {
  return a.reduce((sum, value, at) => (at % (size + 1) === 0 ? sum : sum + value * value), 0);
}

function sorted(a: Float64Array, vectors: Float64Array, size: number): Eigen {
  const order = Array.from({ length: size }, (_, at) => at);
  order.sort((one, other) => a[other * (size + 1)]! - a[one * (size + 1)]!);
  return {
    values: Float64Array.from(order, (at) => a[at * (size + 1)]!),
    vectors: vectors.map((_, at) => vectors[at - (at % size) + order[at % size]!]!),
  };
}
