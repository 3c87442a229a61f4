/** Whether an address that leads nowhere was asked for by a viewer's browser, who reads a page, or by a program, which reads JSON. */

/** Asked for by programs: merchants, banks, the page itself, probes. */
const PROGRAMS =
  /^\/+(v\d+|web-lezpay|callbacks|box|keymaps|healthz|keys\/report|me\/(orders|request|cards|account|boxes|told)|favicon\.ico|c\/[^/?]*\/(step|answer|bank|qr\.png))(?=[/?]|$)/;

/** Boxes name all kinds of types, or none: a GET is a viewer's unless it asks for JSON alone. */
export function isLanding({ method, url, accept = '' }: { method: string; url: string; accept?: string | undefined }): boolean {
  if (PROGRAMS.test(url)) return false;
  if (/text\/html/.test(accept)) return true;
  return method === 'GET' && !/json/.test(accept);
}
