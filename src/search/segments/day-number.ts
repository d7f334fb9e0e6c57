const MS_PER_DAY = 86_400_000;
const FIRST_DAY = Date.UTC(1900, 0, 1) / MS_PER_DAY - 1;

/** `YYYY-MM-DD`, `YYYY-MM` or `YYYY` as days since 1899-12-31, 1 to 65,535 (in 2079); 0 for none or another year. */
export function dayNumber(date: string | null): number {
  const match = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(date ?? '');
  if (!match) return 0;
  const day = Date.UTC(Number(match[1]), Number(match[2] ?? 1) - 1, Number(match[3] ?? 1)) / MS_PER_DAY;
  const number = day - FIRST_DAY;
  return number > 0 && number <= 0xffff ? number : 0;
}
