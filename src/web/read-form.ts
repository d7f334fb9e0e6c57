import type { Context } from 'hono';

/** A posted form as texts; what is missing or a file is empty. */
export async function readForm(c: Context): Promise<(name: string) => string> {
  const form = await c.req.parseBody();
  return (name) => {
    const value = Object.hasOwn(form, name) ? form[name] : undefined;
    return typeof value === 'string' ? value.trim() : '';
  };
}

/** The text of a posted file; empty where there is none. */
export async function readPostedFile(c: Context, name: string): Promise<string> {
  const file = (await c.req.parseBody())[name];
  return file instanceof File ? file.text() : '';
}
