import { countOf, countText } from '../parts/words.ts';
import {
  connection,
  filterText,
  leftOut,
  loadLeftOut,
  log,
  paused,
  seen,
  setFilter,
  shown,
  togglePause,
  waitingCount,
} from './live-state.ts';
import { withWord } from './request-filter.ts';

const classes = ['2xx', '3xx', '4xx', '5xx'];

/** Above the list: what is looked for, and whether it goes on. */
export function LiveBar({ filterId }: { readonly filterId: string }) {
  return (
    <div class="bar">
      <div class="field">
        <label class="unseen" for={filterId}>
          Filter requests
        </label>
        <input
          id={filterId}
          type="search"
          value={filterText.value}
          placeholder="Filter: text, status:5xx, operation:…, code:…, slow:500"
          spellcheck={false}
          autocomplete="off"
          onInput={(event) => setFilter(event.currentTarget.value)}
        />
      </div>
      <fieldset class="chips">
        <legend class="unseen">Status</legend>
        {classes.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={filterText.value.split(' ').includes(`status:${name}`)}
            onClick={() => setFilter(withWord(filterText.value, 'status', name))}
          >
            {name}
          </button>
        ))}
      </fieldset>
      <button type="button" class="pause" aria-pressed={paused.value} onClick={togglePause} title="p">
        {paused.value ? 'Resume' : 'Pause'}
        {paused.value && waitingCount.value > 0 && <span class="waiting">{countText(waitingCount.value)}</span>}
      </button>
      <LiveCount />
    </div>
  );
}

function LiveCount() {
  void shown.value;
  const isFiltered = filterText.value.trim() !== '';
  return (
    <p class="live-count">
      <span class={`dot ${paused.value ? 'paused' : connection.value}`} aria-hidden="true" />
      <span class="unseen" role="status">
        {paused.value ? 'Paused' : connectionWords[connection.value]}
      </span>
      {isFiltered
        ? `${countText(log.count)} of ${countText(log.size)}`
        : countOf(Math.max(seen.value, log.size), 'request')}
      {leftOut.value > 0 && (
        <button
          type="button"
          class="plain left-out"
          onClick={loadLeftOut}
          title="They came faster than they are shown one by one"
        >
          {countText(leftOut.value)} left out: load
        </button>
      )}
    </p>
  );
}

const connectionWords = { connecting: 'Connecting', open: 'Live', lost: 'Connection lost; trying again' };
