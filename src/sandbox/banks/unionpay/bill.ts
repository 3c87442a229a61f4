/** 76/01: the settlement file of a day, a ZIP in zlib in base64. */
import { deflateSync } from 'node:zlib';
import { gbk } from '../../bills/gbk.ts';
import { zip } from '../../bills/zip.ts';
import type { ZipEntry } from '../../bills/zip.ts';
import type { Context } from './context.ts';
import { answer, refuse } from './answer.ts';
import type { AcpCall } from './call.ts';
import { readyDay, settledOn } from './settled.ts';
import { zmeLine, zmLine } from './bill-file.ts';

function entry(context: Context, day: string, kind: 'ZM_' | 'ZME_', lines: Buffer[]): ZipEntry[] {
  if (lines.length === 0) return [];
  const name = `INN${day.slice(2).replaceAll('-', '')}88${kind}${context.keys.mer_id}`;
  return [{ name: gbk(name), content: Buffer.concat(lines.flatMap((one) => [one, Buffer.from('\r\n')])) }];
}

export const file: AcpCall = {
  name: 'file',
  endpoint: 'file',
  types: ['76/01'],
  biz_types: ['000000'],
  needs: ['settleDate', 'fileType'],
  run(context, fields) {
    if (fields['fileType'] !== '00') return refuse('10', 'fileType');
    const day = readyDay(context, fields['settleDate'] ?? '');
    const { moved, bounced } = day ? settledOn(context, day) : { moved: [], bounced: [] };
    if (!day || moved.length + bounced.length === 0) return refuse('98');
    const zipped = zip([
      ...entry(
        context,
        day,
        'ZM_',
        moved.map((txn) => zmLine(context, txn)),
      ),
      ...entry(
        context,
        day,
        'ZME_',
        bounced.map((txn) => zmeLine(context, txn)),
      ),
    ]);
    return answer('00', {
      settleDate: fields['settleDate'] ?? '',
      fileType: '00',
      fileName: `${context.keys.mer_id}_${day.replaceAll('-', '')}.zip`,
      fileContent: deflateSync(zipped).toString('base64'),
    });
  },
};
