/** Why a remembered card needs its own code where others pay by the payment password alone; said beside the code. */
import type { Lang } from '../order.ts';

export interface QuickWords {
  /** Beside the password: right, it pays at once. */
  pass_pays: string;
  pass_locked: string;
  quick_no_password: string;
  quick_locked: string;
  quick_new_password: string;
  quick_new_box: string;
  quick_again: string;
  quick_recovering: string;
}

export const QUICK_WORDS: { readonly [lang in Lang]: QuickWords } = {
  'zh-CN': {
    pass_pays: '按“确认付款”就付款，不再要短信验证码',
    pass_locked: '支付密码暂时锁住了，请用短信验证码付款',
    quick_no_password: '没有设支付密码，所以要短信验证码。',
    quick_locked: '支付密码锁住了，这次用短信验证码。',
    quick_new_password: '支付密码是新设的，这次要短信验证码。',
    quick_new_box: '新电视 24 小时内，付款要短信验证码。',
    quick_again: '刚才没有付成，这次用短信验证码。',
    quick_recovering: '系统正在核对账目，这次用短信验证码。',
  },
  'zh-TW': {
    pass_pays: '按「確認付款」就付款，不再要簡訊驗證碼',
    pass_locked: '支付密碼暫時鎖住了，請用簡訊驗證碼付款',
    quick_no_password: '沒有設支付密碼，所以要簡訊驗證碼。',
    quick_locked: '支付密碼鎖住了，這次用簡訊驗證碼。',
    quick_new_password: '支付密碼是新設的，這次要簡訊驗證碼。',
    quick_new_box: '新電視 24 小時內，付款要簡訊驗證碼。',
    quick_again: '剛才沒有付成，這次用簡訊驗證碼。',
    quick_recovering: '系統正在核對帳目，這次用簡訊驗證碼。',
  },
  en: {
    pass_pays: 'Pay: charged at once, without a text message',
    pass_locked: 'The password is locked for now. Pay by text message',
    quick_no_password: 'No payment password yet: enter the code.',
    quick_locked: 'Password locked for now: enter the code.',
    quick_new_password: 'New payment password: one code this time.',
    quick_new_box: 'New television: a code for 24 hours.',
    quick_again: 'That did not go through: enter the code.',
    quick_recovering: 'Accounts are being checked: enter the code.',
  },
};
