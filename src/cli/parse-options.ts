import { parseArgs, type ParseArgsConfig } from 'node:util';
import { WrongUseError } from './command.ts';

type ParseArgsOptionsConfig = NonNullable<ParseArgsConfig['options']>;

type Parsed<Options extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ options: Options; allowPositionals: true }>
>;

/** Splits a command's words into options and the rest; an unknown option is a WrongUseError. */
export function parseOptions<const Options extends ParseArgsOptionsConfig>(
  args: string[],
  options: Options,
): Parsed<Options> {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new WrongUseError(error instanceof Error ? error.message.split('. To specify')[0]! : String(error));
  }
}

/** A whole number within bounds, from an option's text. */
export function parseCount(name: string, text: string, { min, max }: { min: number; max: number }): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new WrongUseError(`${name} must be a whole number from ${min} to ${max}, not "${text}"`);
  }
  return value;
}
