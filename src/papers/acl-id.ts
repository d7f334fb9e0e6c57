/**
 * Reads a bare ACL Anthology identifier: `2023.acl-long.1` (since 2020) or `P18-1001` (before).
 * See https://aclanthology.org/info/ids/.
 */
export function parseAclId(text: string): string | undefined {
  if (/^\d{4}\.[a-z\d]+(?:[-_][a-z\d]+)*\.\d{1,5}$/i.test(text)) return text.toLowerCase();
  if (/^[a-z]\d{2}-\d{4,5}$/i.test(text)) return text.toUpperCase();
  return undefined;
}
