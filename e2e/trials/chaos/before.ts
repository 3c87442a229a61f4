/** Settings in the words of the version before modules of channels had schedules of their own: the trial of an upgrade starts there. */
type Json = { [name: string]: unknown };

/** Settings that version does not know. */
const NEW_TIMES = ['look_end_ms', 'claim_flag_ms', 'refund_flag_ms', 'refund_refusals_max', 'daily_ms', 'lost_again_ms'];

export function settingsOfBefore(config: Json): Json {
  const { answer_wait_ms, client_timeouts: _timeouts, workers: _workers, rates, cards, channels, times, ...rest } = config;
  const { callback: _callback, ...known_rates } = (rates ?? {}) as Json;
  const { limits, ...other_cards } = cards as Json;
  const plain = Object.fromEntries(Object.entries(channels as Json).map(([id, one]) => [id, without(one as Json, ['schedules'])]));
  return {
    ...rest,
    ...(answer_wait_ms === undefined ? {} : { patience_ms: answer_wait_ms }),
    rates: known_rates,
    cards: {
      ...other_cards,
      limits: without(
        limits as Json,
        Object.keys(limits as Json).filter((name) => /_(address|merchant)$/.test(name)),
      ),
    },
    channels: plain,
    times: { ...without(times as Json, NEW_TIMES), ...laddersOf(channels as Json) },
  };
}

function without(object: Json, names: readonly string[]): Json {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}

/** Ladders stood under `times`, by channel; those of a shown code and of a sent card once for all. */
function laddersOf(channels: Json): Json {
  const of = (name: string): Json =>
    Object.fromEntries(
      Object.entries(channels)
        .map(([id, one]) => [id, ((one as Json)['schedules'] as Json | undefined)?.[name]] as const)
        .filter(([, ladder]) => ladder !== undefined),
    );
  const query = of('query_ms');
  return {
    close_ms: of('close_ms'),
    watch_ms: of('watch_ms'),
    refund_query_ms: of('refund_query_ms'),
    ...(query['wechat'] ? { query_shown_ms: query['wechat'] } : {}),
    ...(query['unionpay'] ? { sent_query_ms: query['unionpay'] } : {}),
  };
}
