/** To see a screen of the TV, do this: an index for people who try the product. Each bank's own screens stand in its guide. */
import type { StepKind } from '../../protocol/step.ts';

export interface Way {
  kind: StepKind;
  /** What the TV then says. */
  see: string;
  how: string;
}

/** Those of every bank whose orders are paid by scanning. Fault buttons are named in 「」, as they are on the fault page. */
export const SCREENS: readonly Way[] = [
  { kind: 'choose', see: '选择付款方式', how: '在电视上打开任一应用，下单进入收银台。' },
  { kind: 'choose', see: '某个方式变灰', how: '在那家银行下点「线路中断」，再选它几次；「全部恢复正常」后自己亮起。' },
  { kind: 'preparing', see: '正在准备二维码', how: '点「回答很慢」，再选这个方式。' },
  { kind: 'scan', see: '二维码', how: '选一个扫码方式。' },
  { kind: 'ended', see: '二维码已过期', how: '停在二维码上十分钟。' },
  { kind: 'pay-password', see: '支付密码', how: '在电视首页打开我的付款，设支付密码，打开儿童锁，再下单。' },
  { kind: 'checking', see: '正在核对付款', how: '点「查询看不到」和「丢失通知」，付款后在订单快到时间时等它结束。' },
  { kind: 'checking', see: '正在人工核对', how: '点「通知金额错」和「查询金额错」，再付款。' },
  { kind: 'paid', see: '支付成功', how: '在手机的付款页打开二维码，付款。' },
  { kind: 'paid', see: '没有通知也成功', how: '点「丢失通知」，再付款：由查询得知。' },
  { kind: 'refused', see: '付款渠道没有回应', how: '点「线路中断」，马上选这家银行。' },
  { kind: 'closed', see: '订单已结束', how: '停在收银台直到订单到时间，十五分钟。' },
  { kind: 'left', see: '正在返回应用', how: '连按两次 Exit（键盘上是 End），或按 Back 再确认。' },
  { kind: 'unavailable', see: '没有找到这个订单', how: '打开收银台地址，把最后几个字符改掉。' },
  { kind: 'unavailable', see: '订单验证未通过', how: '打开 /pay?merchant_id=demo&signature=0。' },
];

/** What is done outside this page. */
export const OTHER_KNOBS: readonly (readonly [what: string, how: string])[] = [
  ['缩短等待时间', 'npm start -- --short-times：重发短信、查不到结果等以分钟计的等待变成几秒。'],
  ['磁盘写满', 'sudo mount -t tmpfs -o size=40m tmpfs DIR，npm start -- --data DIR，再用文件占满；或 npm run disk。'],
  ['断网', '停掉 BFF：收银台每两秒自己再连；Exit 两次仍能返回应用。'],
  ['断电、崩溃', 'npm run power、npm run chaos；或在付款中途重新 npm start。'],
  ['电视的全部画面', 'npm run gallery：每个画面，各种尺寸、语言和模式，在一页上。'],
];
