import { options, shownValue } from '../config.ts';
import type { Command } from './command.ts';

/** Prints every option with its value; secrets are never shown. */
export const configCommand: Command = {
  name: 'config',
  summary: 'print every option with its value',
  usage: `Usage: bin/offprint config

Prints every option, the value it has now and what it means; secrets are hidden. An option is set by its
environment variable, or by VARIABLE_FILE, the name of a file that holds the value.
`,
  async run({ config, stdout }) {
    for (const option of options) {
      stdout.write(`${option.variable}=${shownValue(option, config[option.name])}\n    ${option.meaning}\n`);
    }
    return 0;
  },
};
