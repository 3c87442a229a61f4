/** A phone on the keypad's page, without a browser: its cookies, its key, its counter. */
import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { SecretAnswer } from '../../protocol/answer.ts';
import type { KeypadBoot, KeypadState } from '../../protocol/keypad.ts';
import { pageSealer } from '../../protocol/seal.ts';

const CAMERA = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Version/17.0 Mobile Safari';

export function keypadPhone(app: FastifyInstance, code: string, user_agent = CAMERA) {
  const sealer = pageSealer((length) => new Uint8Array(randomBytes(length)));
  const jar = new Map<string, string>();
  let state: KeypadState | undefined;

  async function ask(url: string, payload?: object) {
    const cookie = [...jar].map(([name, value]) => name + '=' + value).join('; ');
    const answer = await app.inject({
      method: payload ? 'POST' : 'GET',
      url: '/s/' + code + url,
      headers: { 'user-agent': user_agent, cookie },
      ...(payload ? { payload } : {}),
    });
    for (const one of [answer.headers['set-cookie'] ?? []].flat()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(one) ?? [];
      jar.set(name, value);
    }
    return answer;
  }
  const keep = (next: KeypadState): KeypadState => (state = next);
  const look = async () => keep((await ask('/keypad')).json<KeypadState>());
  const act = async (what: 'begin' | 'end' | 'lost') => keep((await ask('/keypad', { do: what })).json<KeypadState>());

  /** A sealed body to the state there is, or to another version. */
  function sealed(value: unknown, version = state?.ask?.version ?? 0) {
    if (!state?.own) throw new Error('this phone has not begun');
    const bound = { token: state.own.id, version };
    return { to: state.own.seal, bound, body: sealer.seal(state.own.seal, bound, value) };
  }
  async function type(answer: SecretAnswer): Promise<KeypadState> {
    const { to, bound, body } = sealed(answer);
    const said = (await ask('/type', body)).json<{ sealed?: string } & KeypadState>();
    return keep(said.sealed === undefined ? said : (sealer.open(to, bound, said.sealed) as KeypadState));
  }
  return {
    ask,
    look,
    act,
    sealed,
    type,
    state: () => state,
    async open(): Promise<{ status: number; html: string; boot: KeypadBoot | undefined }> {
      const answer = await ask('');
      const [, text] = /id="boot">([^<]*)</.exec(answer.body) ?? [];
      return { status: answer.statusCode, html: answer.body, boot: text ? (JSON.parse(text) as KeypadBoot) : undefined };
    },
  };
}
