import { receiveMessageOnPort } from 'node:worker_threads';
import { ANSWERED, ASKED, type BlockingAnswer, type BlockingCallsData } from './blocking-calls.ts';

/**
 * Answers the questions of blocking-calls.ts as long as the thread lives. It sleeps on the shared number, for to be woken up
 * there takes a tenth of what a message does, and reads its messages only when it is asked.
 */
export function answerBlockingCalls<Question, Answer>(
  { counts, port }: BlockingCallsData,
  answer: (question: Question) => Answer,
): never {
  for (let number = 0; ; number++) {
    Atomics.store(counts, ANSWERED, number);
    Atomics.notify(counts, ANSWERED);
    while (Atomics.load(counts, ASKED) === number) Atomics.wait(counts, ASKED, number);
    const { message } = receiveMessageOnPort(port) as { message: Question };
    port.postMessage({ number, ...tryTo(answer, message) } satisfies BlockingAnswer<Answer>);
  }
}

function tryTo<Question, Answer>(
  answer: (question: Question) => Answer,
  question: Question,
): { answer?: Answer } {
  try {
    return { answer: answer(question) };
  } catch {
    return {};
  }
}
