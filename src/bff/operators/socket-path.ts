/** The path of the operators' socket: one rule for the server and for `lezhong`. */
import { ConfigError } from '../config/error.ts';

/** Bytes of sun_path without its final zero: 108 on Linux, 104 on macOS and the BSDs. */
const MAX_BYTES = { linux: 107, other: 103 } as const;

/** Throws ConfigError for a path too long for a Unix socket. */
export function socketPath(settings: { database: string; ops_socket?: string | undefined }, platform: string): string {
  const path = settings.ops_socket ?? settings.database + '.sock';
  const max = platform === 'linux' ? MAX_BYTES.linux : MAX_BYTES.other;
  const bytes = Buffer.byteLength(path);
  if (bytes <= max) return path;
  throw new ConfigError(
    "The path of the operators' socket is " +
      bytes +
      ' bytes long and a Unix socket takes ' +
      max +
      ': name a shorter one in "ops_socket" (now ' +
      path +
      ').',
  );
}
