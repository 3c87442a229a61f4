/** Answers of 2014: flat, all texts, signed. XML has one root, no attribute, no empty element; absent fields are left out. */
import { createHash } from 'node:crypto';
import { signV1 } from '../../../protocol/paysign-v1.ts';

export const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex');

export type AnswerType = 'XML' | 'JSON';
export type V1Answer = { [name: string]: string | undefined };

export interface WireAnswer {
  content_type: string;
  body: string;
}

/** `app_key` undefined: nobody is known who could check a signature. */
export function wireOf(type: AnswerType, answer: V1Answer, app_key: string | undefined): WireAnswer {
  const fields = present(answer);
  const signed = app_key === undefined ? fields : { ...fields, paySign: signV1(sha1, fields, app_key) };
  return type === 'JSON'
    ? { content_type: 'application/json; charset=utf-8', body: JSON.stringify(signed) }
    : { content_type: 'text/xml; charset=utf-8', body: xml(signed) };
}

/** The old client turns an empty element into a list, which then drops out of what it signs; blanks alone are no better. */
export function present(answer: V1Answer): { [name: string]: string } {
  const there = Object.entries(answer).filter((one): one is [string, string] => one[1] !== undefined && one[1].trim() !== '');
  return Object.fromEntries(there);
}

function xml(fields: { [name: string]: string }): string {
  const elements = Object.entries(fields).map(([name, value]) => '<' + name + '>' + escaped(value) + '</' + name + '>');
  return '<?xml version="1.0" encoding="UTF-8"?><lezpay>' + elements.join('') + '</lezpay>';
}

const ENTITIES: { readonly [char: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
};

function escaped(text: string): string {
  return text.replace(/[&<>\r\n\t]/g, (char) => ENTITIES[char] ?? char);
}
