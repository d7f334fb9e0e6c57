/** Notices when the trouble is the mail server's rather than the mails'. */
export interface SendFuse {
  /** `put-off`: the mail could not be handed over, or nobody knows. */
  note(outcome: 'handed-over' | 'put-off'): void;
  /** Why to stop, in words; undefined while all is well. */
  blown(): string | undefined;
}

const MAX_IN_A_ROW = 25;
/** Of the last so many mails, at most a half may be put off. */
const WINDOW = 100;
const MAX_OF_WINDOW = 50;

export function createSendFuse(): SendFuse {
  const recent: boolean[] = [];
  let inARow = 0;
  let reason: string | undefined;
  return {
    note(outcome) {
      const isPutOff = outcome === 'put-off';
      recent.push(isPutOff);
      if (recent.length > WINDOW) recent.shift();
      inARow = isPutOff ? inARow + 1 : 0;
      const ofWindow = recent.filter(Boolean).length;
      if (inARow >= MAX_IN_A_ROW) {
        reason ??= `${inARow} mails in a row could not be handed over; the rest waits for the next run`;
      } else if (ofWindow > MAX_OF_WINDOW) {
        reason ??= `${ofWindow} of the last ${recent.length} mails could not be handed over; the rest waits for the next run`;
      }
    },
    blown: () => reason,
  };
}
