import type { RemoteKey } from '../../protocol/keymap.ts';

/** The page is a tool for installers of one network: one language is enough. */
export const WORDS = {
  title: '遥控器按键测试',
  hint: '请依次按下遥控器上的每个键。连按两次返回键离开本页。',
  code: '键值',
  means: '含义',
  none: '请按任意键',
  unknown: '未识别',
  seen: '已测到的键',
  unknown_codes: '未识别的键值',
  engine: '机顶盒浏览器',
  map: '键值表',
  has: '支持',
  lacks: '不支持',
  save: '保存报告',
  clear: '重新测试',
  leave: '离开',
  saving: '正在保存…',
  saved: '报告已保存',
  not_saved: '没有保存成功，请再试一次',
  again: '再按一次返回键离开',
} as const;

/** Names of keys as printed on remotes; digits stand for themselves. */
export const KEY_NAMES: { readonly [key in RemoteKey]?: string } = {
  Up: '上',
  Down: '下',
  Left: '左',
  Right: '右',
  OK: '确定',
  Back: '返回',
  Exit: '退出',
  Menu: '菜单',
  Home: '首页',
  PageUp: '上页',
  PageDown: '下页',
  Red: '红',
  Green: '绿',
  Yellow: '黄',
  Blue: '蓝',
  Delete: '删除',
  Star: '*',
  Pound: '#',
};
