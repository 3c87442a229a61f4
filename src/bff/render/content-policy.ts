/** What a page of ours may load: our scripts, styles and pictures, our own requests. `inline`: sources of scripts that stand in the page itself. */
export function contentPolicy(inline: readonly string[] = []): string {
  return [
    "default-src 'none'",
    ["script-src 'self'", ...inline].join(' '),
    // The second script brings its rules in a style element.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
