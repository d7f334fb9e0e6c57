import { parentPort } from 'node:worker_threads';
import type { AnswerMessage, QuestionMessage } from './thread-calls.ts';

export interface Answering<Question, Answer> {
  answer(question: Question): Promise<Answer>;
  /** Buffers of the answer that are handed over instead of copied. */
  transferablesOf?(answer: Answer): ArrayBuffer[];
  /** After the last answer. */
  close(): Promise<void>;
}

/** Answers the questions of thread-calls.ts, one after the other, until told to end. */
export function answerCalls<Question, Answer>(answering: Answering<Question, Answer>): void {
  const port = parentPort;
  if (!port) throw new Error('this module runs on a thread of its own only');
  let queue = Promise.resolve();
  port.on('message', (message: QuestionMessage<Question>) => {
    queue = queue.then(() => answerOne(message));
  });

  async function answerOne({ number, question }: QuestionMessage<Question>): Promise<void> {
    if (question === undefined) {
      await answering.close();
      port?.close();
      return;
    }
    try {
      const answer = await answering.answer(question);
      const transfer = answering.transferablesOf?.(answer) ?? [];
      port?.postMessage({ number, answer } satisfies AnswerMessage<Answer>, transfer);
    } catch (error) {
      port?.postMessage({ number, error } satisfies AnswerMessage<Answer>);
    }
  }
}
