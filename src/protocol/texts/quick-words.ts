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
    quick_no_password: '还没有设支付密码，所以要短信验证码。设好以后，付款只要支付密码。',
    quick_locked: '支付密码暂时锁住了，这次请用短信验证码付款。',
    quick_new_password: '支付密码是新设的，这次再核对一次短信验证码；以后只要支付密码。',
    quick_new_box: '这台电视用了还不到 24 小时，为了安全，先用短信验证码付款。',
    quick_again: '刚才没有付成，这次请用短信验证码付款。',
    quick_recovering: '系统正在核对账目，这次请用短信验证码付款。',
  },
  'zh-TW': {
    pass_pays: '按「確認付款」就付款，不再要簡訊驗證碼',
    pass_locked: '支付密碼暫時鎖住了，請用簡訊驗證碼付款',
    quick_no_password: '還沒有設支付密碼，所以要簡訊驗證碼。設好以後，付款只要支付密碼。',
    quick_locked: '支付密碼暫時鎖住了，這次請用簡訊驗證碼付款。',
    quick_new_password: '支付密碼是新設的，這次再核對一次簡訊驗證碼；以後只要支付密碼。',
    quick_new_box: '這台電視用了還不到 24 小時，為了安全，先用簡訊驗證碼付款。',
    quick_again: '剛才沒有付成，這次請用簡訊驗證碼付款。',
    quick_recovering: '系統正在核對帳目，這次請用簡訊驗證碼付款。',
  },
  en: {
    pass_pays: 'Confirm pays at once, without a text message',
    pass_locked: 'The password is locked for now. Pay by text message',
    quick_no_password: 'No payment password is set, so a code was sent. Once it is set, it alone pays.',
    quick_locked: 'The payment password is locked for now: please pay with this code.',
    quick_new_password: 'The payment password is new: one code now, afterwards the password alone pays.',
    quick_new_box: 'This television is new, less than 24 hours: to be safe, pay with this code.',
    quick_again: 'That did not go through. Please pay with this code.',
    quick_recovering: 'Accounts are being checked: please pay with this code.',
  },
};
