import type { Worker } from 'node:worker_threads';

/** Calls a function that runs on another thread, see answer-calls.ts. */
export interface ThreadCalls<Question, Answer> {
  ask: (question: Question) => Promise<Answer>;
  /** Lets the thread finish what it was asked, and waits until it has ended. */
  end: () => Promise<void>;
}

/** `question` is missing in the last message: it ends the thread. */
export interface QuestionMessage<Question> {
  number: number;
  question?: Question;
}

export interface AnswerMessage<Answer> {
  number: number;
  answer?: Answer;
  error?: unknown;
}

interface Waiting<Answer> {
  resolve(answer: Answer): void;
  reject(reason: unknown): void;
}

/**
 * The thread starts with the first question, and after a failure with the next. While nothing is asked, it doesn't
 * keep the program from ending.
 */
export function createThreadCalls<Question, Answer>(start: () => Worker): ThreadCalls<Question, Answer> {
  const waiting = new Map<number, Waiting<Answer>>();
  let worker: Worker | undefined;
  let lastNumber = 0;
  let hasEnded = false;

  const begin = (): Worker => {
    const started = start();
    started.on('message', ({ number, answer, error }: AnswerMessage<Answer>) => {
      const call = waiting.get(number);
      waiting.delete(number);
      if (waiting.size === 0) started.unref();
      if (answer === undefined) call?.reject(error);
      else call?.resolve(answer);
    });
    const fail = (reason: unknown): void => {
      if (worker === started) worker = undefined;
      for (const call of waiting.values()) call.reject(reason);
      waiting.clear();
    };
    started.on('error', fail);
    started.on('exit', () => fail(new Error('the thread ended before it had answered')));
    return started;
  };

  return {
    async ask(question) {
      if (hasEnded) throw new Error('the thread is closed');
      const running = (worker ??= begin());
      const number = ++lastNumber;
      return new Promise((resolve, reject) => {
        waiting.set(number, { resolve, reject });
        running.ref();
        running.postMessage({ number, question } satisfies QuestionMessage<Question>);
      });
    },
    async end() {
      hasEnded = true;
      const ending = worker;
      if (!ending) return;
      const exit = new Promise<void>((resolve) => ending.once('exit', () => resolve()));
      ending.ref();
      ending.postMessage({ number: 0 } satisfies QuestionMessage<Question>);
      await exit;
    },
  };
}
