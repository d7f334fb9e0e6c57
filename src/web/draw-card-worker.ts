import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { answerCalls } from '../lib/threads/answer-calls.ts';

// The thread of card-drawer.ts: SVG to PNG.
const read = (module: string): Buffer => readFileSync(fileURLToPath(import.meta.resolve(module)));

const fontBuffers = ['DejaVuSerif.ttf', 'DejaVuSerif-Bold.ttf'].map((name) =>
  read(`dejavu-fonts-ttf/ttf/${name}`),
);
const started = initWasm(read('@resvg/resvg-wasm/index_bg.wasm'));

answerCalls<string, Uint8Array<ArrayBuffer>>({
  async answer(svg) {
    await started;
    const drawing = new Resvg(svg, { font: { fontBuffers, defaultFontFamily: 'DejaVu Serif' } });
    const picture = drawing.render();
    try {
      return Uint8Array.from(picture.asPng());
    } finally {
      picture.free();
      drawing.free();
    }
  },
  transferablesOf: (png) => [png.buffer],
  close: async () => {},
});
