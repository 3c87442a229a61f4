/** Sign-in of the service account, snsapi_base: a browser is sent back with a code, a server trades it once for the openid. Source: docs/channels.md 1.12. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { letters } from '../../server/random.ts';
import type { Context } from './context.ts';
import { openidOf } from './payers.ts';

interface Granted {
  openid: string;
  until_ms: number;
  used: boolean;
}

type Query = { [name: string]: string | undefined };

/** In memory: a code lives minutes. */
export function addSignIn(app: FastifyInstance, context: Context): void {
  const codes = new Map<string, Granted>();
  const { world, keys } = context;
  const page = (reply: FastifyReply, text: string): FastifyReply =>
    reply.type('text/html; charset=utf-8').send(`<meta charset="utf-8"><p>${text}</p>`);

  app.get('/connect/oauth2/authorize', (request, reply) => {
    const { appid, redirect_uri = '', response_type, scope, state = '' } = request.query as Query;
    if (appid !== keys.service_appid) return page(reply, 'Scope 参数错误或没有 Scope 权限 10005');
    if (response_type !== 'code' || scope !== 'snsapi_base' || !/^[0-9A-Za-z]{0,128}$/.test(state)) return page(reply, '参数错误 10014');
    if (!URL.canParse(redirect_uri)) return page(reply, 'redirect_uri 参数错误 10003');
    const back = new URL(redirect_uri);
    const user = /(?:^|;\s*)user=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? 'lele';
    const openid = openidOf(user);
    if (openid && !context.faults.takeAnswer('sign_in_refused')) {
      const code = letters(world.random, 32);
      codes.set(code, { openid, until_ms: world.now() + context.settings().sign_in_ms, used: false });
      back.searchParams.set('code', code);
    }
    back.searchParams.set('state', state);
    return reply.redirect(back.href, 302);
  });

  app.get('/sns/oauth2/access_token', (request, reply) => {
    const { appid, secret, code = '', grant_type } = request.query as Query;
    // As the real one: text/plain, 200 whatever it says.
    const say = (body: object): FastifyReply => reply.type('text/plain').send(JSON.stringify(body));
    if (appid !== keys.service_appid) return say({ errcode: 40013, errmsg: 'invalid appid' });
    if (secret !== keys.app_secret) return say({ errcode: 40125, errmsg: 'invalid appsecret' });
    if (grant_type !== 'authorization_code') return say({ errcode: 40002, errmsg: 'invalid grant_type' });
    const granted = codes.get(code);
    if (!granted || world.now() >= granted.until_ms) return say({ errcode: 40029, errmsg: 'invalid code' });
    if (granted.used) return say({ errcode: 40163, errmsg: 'code been used' });
    granted.used = true;
    return say({
      access_token: letters(world.random, 64),
      expires_in: 7200,
      refresh_token: letters(world.random, 64),
      openid: granted.openid,
      scope: 'snsapi_base',
    });
  });
}
