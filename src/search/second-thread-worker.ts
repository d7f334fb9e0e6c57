import { workerData } from 'node:worker_threads';
import { answerBlockingCalls } from '../lib/threads/answer-blocking-calls.ts';
import { createSharedAnswering, type SharedQuestion } from './fusion/share-segments.ts';
import type { SecondThreadData } from './second-thread.ts';
import { NONE_NEAR } from './vectors/find-nearest.ts';
import { createNearestSearch, type NearestQuestion } from './vectors/nearest-finder.ts';

// The thread of second-thread.ts.
const data = workerData as SecondThreadData;
const findNearest = createNearestSearch();
let lastNear = NONE_NEAR;
const rankShared = createSharedAnswering(data.parameters, () => lastNear);
answerBlockingCalls(data, (question: NearestQuestion | SharedQuestion) =>
  'postings' in question ? rankShared(question) : (lastNear = findNearest(question)),
);
