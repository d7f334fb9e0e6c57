import type { ComponentChildren, VNode } from 'preact';
import type { InterestPaper } from '../digests/preferences/interest-papers.ts';
import { MAX_PAPER_COUNT, type Preferences } from '../digests/preferences/preferences.ts';
import type { SubscriptionPreferences } from '../digests/preferences/save-preferences.ts';
import type { Schedule } from '../digests/next-morning.ts';
import { mathToText } from '../lib/math-to-text.ts';
import { paperAddress } from '../papers/paper-address.ts';
import { archiveNames } from './category-names.ts';

export interface PreferencesFormProps extends Pick<SubscriptionPreferences, 'preferences' | 'schedule'> {
  interests: InterestPaper[];
}

/** Everything a reader can ask for, in one form that needs no script. */
export function PreferencesForm({ preferences, schedule, interests }: PreferencesFormProps): VNode {
  return (
    <form method="post" encType="multipart/form-data" class="preferences">
      <Choosing {...preferences} />
      <Fields {...preferences} />
      <Wishes {...preferences} />
      <Interests interests={interests} closeness={preferences.closeness} />
      <When {...schedule} />
      <HowMails {...preferences} />
      <button type="submit">Save</button>
    </form>
  );
}

function Choosing({ choice }: Preferences): VNode {
  return (
    <Group legend="Papers">
      <Choice type="radio" name="choice" value="both" isOn={choice === 'both'}>
        What fits my interests first, then what is trending
      </Choice>
      <Choice type="radio" name="choice" value="personal" isOn={choice === 'personal'}>
        Only what fits my interests
      </Choice>
      <Choice type="radio" name="choice" value="trending" isOn={choice === 'trending'}>
        Only what is trending
      </Choice>
    </Group>
  );
}

function Fields({ fields }: Preferences): VNode {
  const archives = Object.entries(archiveNames);
  const others = fields.filter((field) => !Object.hasOwn(archiveNames, field));
  return (
    <Group legend="Fields" hint="None chosen: trending papers come from every field.">
      <div class="choices">
        {archives.map(([archive, name]) => (
          <Choice key={archive} type="checkbox" name="fields" value={archive} isOn={fields.includes(archive)}>
            {name}
          </Choice>
        ))}
      </div>
      <label>
        <span>
          Categories, such as <code>cs.CL</code> or <code>q-bio.NC</code>
        </span>
        <input type="text" name="fields" value={others.join(', ')} maxLength={2000} spellcheck={false} />
      </label>
    </Group>
  );
}

function Wishes({ topics, authors, withoutWords }: Preferences): VNode {
  return (
    <Group
      legend="Topics, authors, words"
      hint="A topic is a saved search, in the language of the search page: all words, “exact phrases”, -without, title:, author:, category:, has:code."
    >
      <Lines
        name="topics"
        label="Topics and saved searches, one a line"
        lines={topics}
        example={'"message passing" molecules -survey category:cs.LG'}
      />
      <Lines name="authors" label="Authors, one a line" lines={authors} example="Emmy Noether" />
      <Lines
        name="without"
        label="Leave out papers with these words, one a line"
        lines={withoutWords}
        example="blockchain"
      />
    </Group>
  );
}

const CLOSENESS = [
  { value: 'wide', name: 'Also papers that are only somewhat like these' },
  { value: 'usual', name: 'Papers more like these than like others' },
  { value: 'close', name: 'Only papers very much like these; some days bring none' },
] as const;

function Interests({
  interests,
  closeness,
}: Pick<PreferencesFormProps, 'interests'> & Pick<Preferences, 'closeness'>): VNode {
  return (
    <Group
      legend="More papers like these"
      hint="arXiv ids, DOIs or addresses, BibTeX, or a file from your reference manager (.bib, .ris, CSL JSON)."
    >
      <label>
        Paste
        <textarea
          name="like"
          rows={3}
          maxLength={200_000}
          placeholder="2310.16390 10.1145/3292500.3330701"
          spellcheck={false}
        />
      </label>
      <label>
        Or choose a file <input type="file" name="file" accept=".bib,.ris,.json,.txt" />
      </label>
      {CLOSENESS.map(({ value, name }) => (
        <Choice key={value} type="radio" name="closeness" value={value} isOn={closeness === value}>
          {name}
        </Choice>
      ))}
      {interests.length > 0 && (
        <details>
          <summary>
            {interests.length} {interests.length === 1 ? 'paper' : 'papers'}; tick those to forget
          </summary>
          {interests.map(({ paper, liking }) => (
            <Choice key={paper.id} type="checkbox" name="forget" value={paper.publicId} isOn={false}>
              {liking === -1 && 'Not interested: '}
              <a href={paperAddress(paper.publicId)}>{mathToText(paper.title)}</a>
            </Choice>
          ))}
        </details>
      )}
    </Group>
  );
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

function When({ timeZone, sendAt, weekdays, pausedUntil }: Schedule): VNode {
  return (
    <Group legend="When" hint="Choose one day alone for a weekly mail of the whole week’s papers.">
      <div class="choices">
        {WEEKDAYS.map((name, index) => (
          <Choice
            key={name}
            type="checkbox"
            name="weekdays"
            value={String(index + 1)}
            isOn={weekdays.includes(index + 1)}
          >
            {name}
          </Choice>
        ))}
      </div>
      <label>
        Time of day <input type="time" name="time" value={sendAt} required />
      </label>
      <label>
        Time zone
        <input
          type="text"
          name="zone"
          value={timeZone}
          list="zones"
          maxLength={64}
          required
          spellcheck={false}
        />
      </label>
      <datalist id="zones">
        {Intl.supportedValuesOf('timeZone').map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      <label>
        Pause until <input type="date" name="paused" value={pausedUntil ?? ''} />
      </label>
    </Group>
  );
}

function HowMails({ paperCount, format, exploration, whenNothingNew }: Preferences): VNode {
  return (
    <Group legend="The mail">
      <label>
        At most so many papers{' '}
        <input
          type="number"
          name="papers"
          min={1}
          max={MAX_PAPER_COUNT}
          value={String(paperCount)}
          required
        />
      </label>
      <Choice type="checkbox" name="format" value="text" isOn={format === 'text'}>
        Plain text only
      </Choice>
      <Choice type="checkbox" name="exploration" value="off" isOn={exploration === 'off'}>
        Leave out the one paper from outside my fields and interests, named as such
      </Choice>
      <Choice type="checkbox" name="nothing" value="say so" isOn={whenNothingNew === 'say so'}>
        When there is nothing new, send one line that says why
      </Choice>
    </Group>
  );
}

function Group({
  legend,
  hint,
  children,
}: {
  legend: string;
  hint?: string;
  children: ComponentChildren;
}): VNode {
  return (
    <fieldset>
      <legend>{legend}</legend>
      {hint && <p class="hint">{hint}</p>}
      {children}
    </fieldset>
  );
}

interface ChoiceProps {
  type: 'radio' | 'checkbox';
  name: string;
  value: string;
  isOn: boolean;
  children: ComponentChildren;
}

function Choice({ type, name, value, isOn, children }: ChoiceProps): VNode {
  return (
    <label class="choice">
      <input type={type} name={name} value={value} checked={isOn} /> <span>{children}</span>
    </label>
  );
}

function Lines({
  name,
  label,
  lines,
  example,
}: {
  name: string;
  label: string;
  lines: string[];
  example: string;
}): VNode {
  return (
    <label>
      {label}
      <textarea
        name={name}
        rows={Math.min(8, Math.max(2, lines.length + 1))}
        maxLength={20_000}
        placeholder={example}
      >
        {lines.join('\n')}
      </textarea>
    </label>
  );
}
