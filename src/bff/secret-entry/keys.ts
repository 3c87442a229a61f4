/** Every key card data needs, derived from the operator's secrets. Nothing of them lies in the database. */
import { createHmac, hkdfSync } from 'node:crypto';
import { serverKeys } from '../../protocol/seal.ts';

/** A secret with a name: the first is used, all are accepted. */
export interface NamedSecret {
  key_id: string;
  secret: string;
}

/** What of an order says whose it is. */
export interface ViewerOrder {
  merchant_id: string;
  viewer_id?: string;
  box_id?: string;
}

export interface CardKeys {
  /** The key a page seals to, for this order; undefined for a key that is no longer ours. */
  seal(token: string, key_id?: string): { key_id: string; publicKey: string; secretKey: Uint8Array } | undefined;
  /** 32 bytes for AES-256-GCM; the newest without a name. */
  vault(key_id?: string): { key_id: string; key: Uint8Array } | undefined;
  /** Recognises a card, phone or box without keeping it. `what` keeps the kinds apart; `viewer` is that of cards remembered before `viewerOf`. */
  hash(what: 'card' | 'phone' | 'viewer' | 'box' | 'merchant-viewer' | 'address', value: string): string;
  /** A viewer of one merchant, or of the operator: the same viewer_id signed in another scope is somebody else. Undefined without a viewer. */
  viewerOf(order: ViewerOrder): string | undefined;
}

/** `scopeOf`: whose ids a merchant's viewer_ids are; its own unless told. */
export function cardKeys(
  given: { seal: readonly NamedSecret[]; vault: readonly NamedSecret[]; hash: string },
  scopeOf: (merchant_id: string) => string = (merchant_id) => merchant_id,
): CardKeys {
  const derive = (secret: string, info: string): Uint8Array => new Uint8Array(hkdfSync('sha256', secret, 'lezhong-pay', info, 32));
  const hash: CardKeys['hash'] = (what, value) =>
    createHmac('sha256', derive(given.hash, 'hash ' + what))
      .update(value)
      .digest('base64url');
  return {
    seal(token, key_id) {
      const named = key_id === undefined ? given.seal[0] : given.seal.find((one) => one.key_id === key_id);
      if (!named) return undefined;
      return { key_id: named.key_id, ...serverKeys(derive(named.secret, 'seal ' + named.key_id + ' ' + token)) };
    },
    vault(key_id) {
      const named = key_id === undefined ? given.vault[0] : given.vault.find((one) => one.key_id === key_id);
      return named && { key_id: named.key_id, key: derive(named.secret, 'vault ' + named.key_id) };
    },
    hash,
    // No merchant's id holds a space, so no two pairs give the same text.
    viewerOf: ({ merchant_id, viewer_id }) =>
      viewer_id === undefined ? undefined : hash('merchant-viewer', scopeOf(merchant_id) + ' ' + viewer_id),
  };
}
