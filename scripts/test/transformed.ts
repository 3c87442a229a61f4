import { transformAsync } from '@babel/core';

/** A script after one plugin of ours, on one line. */
export async function transformed(source: string, plugin: object): Promise<string> {
  const out = await transformAsync(source, { babelrc: false, configFile: false, compact: true, sourceType: 'script', plugins: [plugin] });
  return out?.code ?? '';
}
