import { options, shownValue } from '../config.ts';
import type { Command } from './command.ts';
import { parseOptions } from './parse-options.ts';

/** Prints every option with its value; secrets are never shown. */
export const configCommand: Command = {
  name: 'config',
  summary: 'print every option with its value',
  usage: `Usage: bin/offprint config [--markdown]

Prints every option, the value it has now and what it means; secrets are hidden. An option is set by its
environment variable, or by VARIABLE_FILE, the name of a file that holds the value.

  --markdown   print docs/configuration.md instead: every option with its default
`,
  async run({ config, stdout }, args) {
    const { values } = parseOptions(args, { markdown: { type: 'boolean' } });
    if (values.markdown) stdout.write(configurationPage());
    else {
      for (const option of options) {
        stdout.write(
          `${option.variable}=${shownValue(option, config[option.name])}\n    ${option.meaning}\n`,
        );
      }
    }
    return 0;
  },
};

/** The whole of docs/configuration.md. */
export function configurationPage(): string {
  const rows = options.map(
    ({ variable, default: value, meaning }) =>
      `| \`${variable}\` | ${value === '' ? '' : `\`${value}\``} | ${meaning} |`,
  );
  return `# Configuration

Every option is an environment variable; \`VARIABLE_FILE\` names a file that holds the value instead, for secrets.
A variable that begins with \`OFFPRINT_\` and is not listed here is an error, so that a slip of the pen is noticed.
\`bin/offprint config\` prints the values in force. This page is printed by \`bin/offprint config --markdown\`.

| variable | default | meaning |
|---|---|---|
${rows.join('\n')}
`;
}
