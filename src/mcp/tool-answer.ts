/** What a tool answers: text for a model to read. */
export interface ToolAnswer {
  content: { type: 'text'; text: string }[];
  isError?: true;
  /** The protocol's results are open to more. */
  [key: string]: unknown;
}

/** About 15,000 tokens: no answer may crowd out what the model was doing. */
const MAX_CHARACTERS = 60_000;

/** The parts that there are, a blank line between them. */
export function textAnswer(parts: readonly (string | false | null | undefined)[]): ToolAnswer {
  const text = parts.filter(Boolean).join('\n\n');
  const isWhole = text.length <= MAX_CHARACTERS;
  return {
    content: [
      {
        type: 'text',
        text: isWhole ? text : `${text.slice(0, MAX_CHARACTERS)}\n\n(cut here; ask for fewer papers)`,
      },
    ],
  };
}

/** The tool could not do it; a sentence that helps to ask better. */
export function problemAnswer(problem: string): ToolAnswer {
  return { content: [{ type: 'text', text: problem }], isError: true };
}
