/** 充值话费 on the TV. */
import { readBoot } from '../../page/boot.ts';
import { createBuy } from '../../page/buy.ts';
import { startPage } from '../../page/page.tsx';
import { forgedScreen } from '../../page/result.tsx';
import { formScreen } from './form.tsx';
import { MARK, NAME } from './facts.ts';
import { topupResult } from './result.tsx';
import type { TopupBoot } from './facts.ts';

const boot = readBoot<TopupBoot>(document);

startPage(boot, (page) => {
  const buy = createBuy(page, boot);
  const form = () => formScreen({ page, boot, buy });
  const { back } = boot;
  if (back && back.kind === 'forged') return forgedScreen(page, MARK, NAME, page.home);
  if (back) return topupResult({ page, order: back.order, said: back.kind, buy, form });
  return form();
});
