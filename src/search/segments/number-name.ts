/** The number of a name in a column of 16 bits; a new name gets the next one. */
export function numberName(numbers: Map<string, number>, name: string): number {
  const known = numbers.get(name);
  if (known !== undefined) return known;
  // More names than the column can hold: the rest counts as none.
  if (numbers.size > 0xffff) return 0;
  numbers.set(name, numbers.size);
  return numbers.size - 1;
}
