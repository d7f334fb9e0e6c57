const PAGE_BYTES = 65_536;

/**
 * Memory of a WebAssembly kernel, given out from `start` on: first to what stays, then to what one query needs, which is
 * forgotten by the next `beginQuery`. Addresses are multiples of 8.
 */
export class KernelMemory {
  readonly memory: WebAssembly.Memory;
  /** Good until more memory is needed. */
  view: DataView<ArrayBuffer>;
  bytes: Uint8Array<ArrayBuffer>;
  readonly #start: number;
  #keptEnd: number;
  #free: number;

  constructor(start: number) {
    this.memory = new WebAssembly.Memory({ initial: Math.ceil(start / PAGE_BYTES) });
    this.view = new DataView(this.memory.buffer);
    this.bytes = new Uint8Array(this.memory.buffer);
    this.#start = this.#keptEnd = this.#free = start;
  }

  /** Copies what stays; not within a query. */
  keep(values: ArrayBufferView): number {
    this.beginQuery(values.byteLength);
    const address = this.copy(values);
    this.#keptEnd = this.#free;
    return address;
  }

  /** Forgets what stayed. */
  clear(): void {
    this.#keptEnd = this.#start;
  }

  /** Makes room for so many bytes, some for rounding included. */
  beginQuery(sizeBytes: number): void {
    this.#free = this.#keptEnd;
    const missing = this.#free + sizeBytes + PAGE_BYTES - this.memory.buffer.byteLength;
    if (missing <= 0) return;
    this.memory.grow(Math.ceil(missing / PAGE_BYTES));
    this.view = new DataView(this.memory.buffer);
    this.bytes = new Uint8Array(this.memory.buffer);
  }

  copy({ buffer, byteOffset, byteLength }: ArrayBufferView): number {
    const address = this.take(byteLength);
    this.bytes.set(new Uint8Array(buffer, byteOffset, byteLength), address);
    return address;
  }

  take(sizeBytes: number): number {
    const address = this.#free;
    this.#free = Math.ceil((address + sizeBytes) / 8) * 8;
    return address;
  }
}
