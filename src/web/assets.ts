import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import type { Context } from 'hono';

/** The site's own files: read once at start, served from memory under names that change with their content. */
export interface Assets {
  /** `site.css` -> `/assets/site.1a2b3c4d5e.css`. Throws for a file that isn't there: a mistake in this program. */
  href(name: string): string;
  /** The text of a file, under the same names as {@link Assets.href}. */
  text(name: string): string;
  /** Answers the file at the last part of the path, or nothing. */
  serve(c: Context, hashedName: string): Response | undefined;
}

const CONTENT_TYPES: { [extension: string]: string } = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** Reads the folder beside this module; the build copies it to the same place in `dist`. */
export function loadAssets(folder = new URL('./assets/', import.meta.url)): Assets {
  const hrefs = new Map<string, string>();
  const texts = new Map<string, string>();
  const files = new Map<string, { content: Buffer<ArrayBuffer>; type: string }>();
  for (const name of readdirSync(folder)) {
    const extension = extname(name);
    const type = CONTENT_TYPES[extension];
    if (!type) continue;
    const content = readFileSync(new URL(name, folder));
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 10);
    const hashedName = `${name.slice(0, -extension.length)}.${hash}${extension}`;
    hrefs.set(name, `/assets/${hashedName}`);
    texts.set(name, content.toString());
    files.set(hashedName, { content, type });
  }
  return {
    href(name) {
      const href = hrefs.get(name);
      if (!href) throw new Error(`web: there is no asset ${name}`);
      return href;
    },
    text: (name) => texts.get(name) ?? '',
    serve(c, hashedName) {
      const file = files.get(hashedName);
      return (
        file &&
        c.body(file.content, 200, {
          'Content-Type': file.type,
          'Cache-Control': 'public, max-age=31536000, immutable',
        })
      );
    },
  };
}
