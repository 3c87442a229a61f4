import type { Wishes } from '../shop.ts';
import { escape } from './html.ts';
import { SCRIPT } from './script.ts';
import { STYLE } from './style.ts';

export interface Frame {
  /** On the ribbon at the left. */
  title: string;
  side?: string;
  /** HTML between header and footer. */
  stage: string;
  /** What each key does here: [key, what]. */
  legend: readonly (readonly [string, string])[];
  /** The page asks again after so long. */
  again_s?: number;
  wishes: Wishes;
}

/** What old box browsers scale by. */
const VIEW_SIZES = { hd: '1280*720', fhd: '1920*1080', sd: '640*530' } as const;

export function page({ title, side, stage, legend, again_s, wishes }: Frame): string {
  const keys = legend.map(([key, what]) => `<em>${key}</em>${what}`).join('');
  return `<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>${escape(title)}</title>
<meta name="page-view-size" content="${VIEW_SIZES[wishes.size ?? 'hd']}">${again_s ? `<meta http-equiv="refresh" content="${again_s}">` : ''}
<style>${STYLE}</style></head>
<body class="${wishes.size ?? ''}">
<div class="ribbon">${escape(title)}<i></i></div>${side ? `<div class="side">${escape(side)}</div>` : ''}
${stage}
<div class="foot"><b>八桂小店 · 演示</b><span>${keys}</span></div>
<script>${SCRIPT}</script>
</body></html>
`;
}
