/** What the screen of the viewer's own payment password says. */
import type { Lang } from '../order.ts';

export interface PassScreenWords {
  pass_ribbon: string;
  pass_title: string;
  pass_hint: string;
  pass_short: string;
  pass_remote: string;
  pass_dots: string;
  pass_other: string;
  /** {merchant} */
  pay_to: string;
  button_forgot: string;
  'button_ask-consent': string;
  'button_by-sms': string;
  forgot_title: string;
  /** {hotline} */
  forgot_text: string;
}

export const PASS_SCREEN: { readonly [lang in Lang]: PassScreenWords } = {
  'zh-CN': {
    pass_ribbon: '支付密码',
    pass_title: '输入 6 位支付密码',
    pass_hint: '连错 5 次锁 15 分钟。不是银行卡密码',
    pass_short: '还没有输完：支付密码要 6 位数字',
    pass_remote: '按遥控器的数字键',
    pass_dots: '屏幕上只显示圆点',
    pass_other: '换个方式',
    pay_to: '付给 {merchant}',
    button_forgot: '忘记密码',
    'button_ask-consent': '请家长同意',
    'button_by-sms': '用短信验证码',
    forgot_title: '忘了支付密码？',
    forgot_text: '请拨打客服 {hotline}，核对身份以后可以重新设。',
  },
  'zh-TW': {
    pass_ribbon: '支付密碼',
    pass_title: '輸入 6 位支付密碼',
    pass_hint: '連錯 5 次鎖 15 分鐘。不是銀行卡密碼',
    pass_short: '還沒有輸完：支付密碼要 6 位數字',
    pass_remote: '按遙控器的數字鍵',
    pass_dots: '螢幕上只顯示圓點',
    pass_other: '換個方式',
    pay_to: '付給 {merchant}',
    button_forgot: '忘記密碼',
    'button_ask-consent': '請家長同意',
    'button_by-sms': '用簡訊驗證碼',
    forgot_title: '忘了支付密碼？',
    forgot_text: '請撥打客服 {hotline}，核對身分以後可以重新設定。',
  },
  en: {
    pass_ribbon: 'Payment password',
    pass_title: 'Payment password',
    pass_hint: 'Five wrong: locked for 15 min. Not a bank password',
    pass_short: 'Not complete: it has 6 digits',
    pass_remote: 'Type on the remote',
    pass_dots: 'The screen shows dots, no digits',
    pass_other: 'Other way',
    pay_to: 'To {merchant}',
    button_forgot: 'Forgotten',
    'button_ask-consent': 'Ask a parent',
    'button_by-sms': 'By text message',
    forgot_title: 'Forgot your password?',
    forgot_text: 'Please call {hotline}. It is set anew once they know it is you.',
  },
};
