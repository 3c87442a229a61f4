/** What the screens of an account at a bank say. */
import type { Lang } from '../order.ts';

export interface BankScreenWords {
  /** accounts at a bank; {n} tries, {s} seconds, {a}{b} and {c}{d} cells */
  bank_method_title: string;
  bank_title_static: string;
  bank_title_coordinates: string;
  bank_title_token: string;
  bank_title_sms: string;
  bank_static_hint: string;
  bank_empty: string;
  bank_short_static: string;
  bank_free: string;
  bank_free_cells: string;
  bank_left: string;
  bank_cells_hint: string;
  bank_cells_at: string;
  bank_card_name: string;
  bank_token_1: string;
  bank_token_2: string;
  bank_token_3: string;
  bank_point: string;
  bank_token_ok: string;
  bank_minute: string;
  bank_minute_left: string;
}

export const BANK_SCREEN: { readonly [lang in Lang]: BankScreenWords } = {
  'zh-CN': {
    bank_method_title: '选择验证方式',
    bank_title_static: '输入支付密码',
    bank_title_coordinates: '输入口令卡的 6 位数字',
    bank_title_token: '用密码器算出 6 位密码',
    bank_title_sms: '输入短信里的 6 位数字',
    bank_static_hint: '网上银行的支付密码，不是取款密码',
    bank_empty: '6 到 30 位数字或字母',
    bank_short_static: '还没有输完：支付密码至少 6 位',
    bank_free: '输错不扣款，银行会告诉您还可以试几次',
    bank_free_cells: '输错不扣款，坐标不会变',
    bank_left: '还可以试 {n} 次',
    bank_cells_hint: '刮开右图亮着的两格，按 1、2 的顺序输入',
    bank_cells_at: '1：{a} 列 {b} 行　2：{c} 列 {d} 行',
    bank_card_name: '电子银行口令卡',
    bank_token_1: '长按红键开机，输入密码器的开机密码',
    bank_token_2: '在密码器上输入下面的数字，再按绿键',
    bank_token_3: '把密码器算出的 6 位密码输入这里',
    bank_point: '小数点也要输入',
    bank_token_ok: '确认',
    bank_minute: '1 分钟内有效',
    bank_minute_left: '还有 {s} 秒',
  },
  'zh-TW': {
    bank_method_title: '選擇驗證方式',
    bank_title_static: '輸入支付密碼',
    bank_title_coordinates: '輸入口令卡的 6 位數字',
    bank_title_token: '用密碼器算出 6 位密碼',
    bank_title_sms: '輸入簡訊裡的 6 位數字',
    bank_static_hint: '網路銀行的支付密碼，不是提款密碼',
    bank_empty: '6 到 30 位數字或字母',
    bank_short_static: '還沒有輸完：支付密碼至少 6 位',
    bank_free: '輸錯不扣款，銀行會告訴您還可以試幾次',
    bank_free_cells: '輸錯不扣款，座標不會變',
    bank_left: '還可以試 {n} 次',
    bank_cells_hint: '刮開右圖亮著的兩格，按 1、2 的順序輸入',
    bank_cells_at: '1：{a} 欄 {b} 列　2：{c} 欄 {d} 列',
    bank_card_name: '電子銀行口令卡',
    bank_token_1: '長按紅鍵開機，輸入密碼器的開機密碼',
    bank_token_2: '在密碼器上輸入下面的數字，再按綠鍵',
    bank_token_3: '把密碼器算出的 6 位密碼輸入這裡',
    bank_point: '小數點也要輸入',
    bank_token_ok: '確認',
    bank_minute: '1 分鐘內有效',
    bank_minute_left: '還有 {s} 秒',
  },
  en: {
    bank_method_title: 'Verify with',
    bank_title_static: 'Your payment password',
    bank_title_coordinates: 'Type 6 digits of your card',
    bank_title_token: 'Get 6 digits from the token',
    bank_title_sms: 'Type the 6-digit code',
    bank_static_hint: 'Of online banking; not the cash machine PIN',
    bank_empty: '6 to 30 letters or digits',
    bank_short_static: 'Not complete: at least 6 characters',
    bank_free: 'A wrong try costs nothing; the bank counts',
    bank_free_cells: 'A wrong try costs nothing; the cells stay',
    bank_left: '{n} more tries',
    bank_cells_hint: 'Read the two lit cells in the order 1, 2',
    bank_cells_at: 'Cell 1: {a}{b}   Cell 2: {c}{d}',
    bank_card_name: 'Coordinate card',
    bank_token_1: 'Hold the red key; type the token PIN',
    bank_token_2: 'Type these on the token, then green',
    bank_token_3: 'Type the 6 digits it shows here',
    bank_point: 'Type the point, too',
    bank_token_ok: 'OK',
    bank_minute: 'Good for 1 min',
    bank_minute_left: '{s} s left',
  },
};
