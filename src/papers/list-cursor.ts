/** Whether a text can be the cursor of a list by day; a reader may have cut or typed the address. */
export function isListCursor(text: string): boolean {
  return /^\d{4}(?:-\d{2}){0,2}~\d{1,15}$/.test(text);
}
