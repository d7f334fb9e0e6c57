import { MessageChannel, receiveMessageOnPort, type MessagePort, type Worker } from 'node:worker_threads';
import { monotonicMs } from '../clock.ts';

/** What the thread is started with; `port` is to be handed over. */
export interface BlockingCallsData {
  /** How many questions were asked, and how many are answered; -1 until the thread is there. */
  counts: Int32Array<SharedArrayBuffer>;
  port: MessagePort;
}

export const ASKED = 0;
export const ANSWERED = 1;

export interface BlockingAnswer<Answer> {
  number: number;
  /** Missing: the function that was called has thrown. */
  answer?: Answer;
}

/** What was asked. */
export interface BlockingCall<Answer> {
  /** Waits, and lets nothing else happen on this thread meanwhile. To be called once. Undefined: there will be no answer. */
  wait(): Answer | undefined;
}

/** Where questions of a kind can be asked. */
export interface Asking<Question, Answer> {
  /** Undefined: the thread is not there yet, or not any more. */
  ask(question: Question): BlockingCall<Answer> | undefined;
}

interface Thread {
  worker: Worker;
  counts: Int32Array<SharedArrayBuffer>;
  port: MessagePort;
}

/** Much longer than any call takes: a thread that has not answered by then never will. */
const MAX_WAIT_MS = 5_000;

/**
 * Calls a function that runs on another thread (answer-blocking-calls.ts), which answers one question after the other.
 * Whoever asked goes on, and waits for the answer when it is needed: unlike by thread-calls.ts, the thread is awake after
 * some 20 µs, and nothing else comes between. The thread starts with the first question. Once it has failed, nobody is
 * answered any more.
 */
export class BlockingCalls<Question, Answer> implements Asking<Question, Answer> {
  readonly #start: (data: BlockingCallsData) => Worker;
  readonly #answers = new Map<number, BlockingAnswer<Answer>>();
  #thread: Thread | undefined;
  #hasEnded = false;

  constructor(start: (data: BlockingCallsData) => Worker) {
    this.#start = start;
  }

  ask(question: Question): BlockingCall<Answer> | undefined {
    if (this.#hasEnded) return undefined;
    const { counts, port } = (this.#thread ??= this.#begin());
    if (Atomics.load(counts, ANSWERED) < 0) return undefined;
    port.postMessage(question);
    const number = Atomics.add(counts, ASKED, 1);
    Atomics.notify(counts, ASKED);
    return { wait: () => this.#wait(number) };
  }

  /** Ends the thread. */
  async end(): Promise<void> {
    const ending = this.#thread;
    this.#hasEnded = true;
    this.#thread = undefined;
    ending?.port.close();
    await ending?.worker.terminate();
  }

  #begin(): Thread {
    const counts = new Int32Array(new SharedArrayBuffer(8));
    counts[ANSWERED] = -1;
    const { port1, port2 } = new MessageChannel();
    const worker = this.#start({ counts, port: port2 });
    worker.unref();
    worker.on('error', () => void this.end());
    worker.on('exit', () => void this.end());
    return { worker, counts, port: port1 };
  }

  #wait(number: number): Answer | undefined {
    if (this.#thread && isAnswered(this.#thread, number)) this.#receive(this.#thread);
    const found = this.#answers.get(number);
    this.#answers.delete(number);
    if (found?.answer === undefined) void this.end();
    return found?.answer;
  }

  /** Takes all answers that are there, others' too. */
  #receive({ port }: Thread): void {
    for (let got = receiveMessageOnPort(port); got; got = receiveMessageOnPort(port)) {
      const answer = got.message as BlockingAnswer<Answer>;
      this.#answers.set(answer.number, answer);
    }
  }
}

/** Waits for it. */
function isAnswered({ counts }: Thread, number: number): boolean {
  const untilMs = monotonicMs() + MAX_WAIT_MS;
  for (;;) {
    const answered = Atomics.load(counts, ANSWERED);
    if (answered > number) return true;
    const leftMs = untilMs - monotonicMs();
    if (leftMs <= 0 || Atomics.wait(counts, ANSWERED, answered, leftMs) === 'timed-out') return false;
  }
}
