/** The ways to pay as tiles: the one tried last first, and those that cannot be taken now with the reason why. */
import type { Lang } from '../../protocol/order.ts';
import type { ChannelTile } from '../../protocol/step.ts';
import type { ServerWords } from '../../protocol/texts/words.ts';
import type { ConfiguredChannel } from '../channels/configured.ts';

export interface ShownChannel extends Pick<ConfiguredChannel, 'id' | 'kind' | 'enabled' | 'texts' | 'mark' | 'help_picture'> {
  /** Why it cannot be chosen now, if so; asked anew each time. */
  down?: () => 'channel_down' | 'card_clock_off' | undefined;
}

interface Shown {
  lang: Lang;
  words: ServerWords;
  /** The channel tried last on the TV; "" where none was. */
  last: string;
}

export function channelTiles(channels: readonly ShownChannel[], { lang, words, last }: Shown): ChannelTile[] {
  const tiles = channels
    .filter((one) => one.enabled)
    .map(({ id, kind, texts, mark, down }): ChannelTile => {
      const why = down?.();
      const tag = id === last ? words.last_used : texts[lang].tag;
      return {
        channel: id,
        name: texts[lang].name,
        mark,
        ...(kind === 'scan' ? {} : { types_card: true }),
        ...(why ? { down: words[why] } : {}),
        ...(tag ? { tag } : {}),
      };
    });
  return [...tiles.filter(({ channel }) => channel === last), ...tiles.filter(({ channel }) => channel !== last)];
}
