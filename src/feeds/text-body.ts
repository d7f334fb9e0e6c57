/** Pieces of text as a body that is written as fast as it is read; whoever stops reading ends them. */
export function textBody(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      for (;;) {
        const piece = await pieces.next();
        if (piece.done) return controller.close();
        // A stream that was pulled and given nothing is not pulled again.
        if (piece.value !== '') return controller.enqueue(encoder.encode(piece.value));
      }
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}
