import { describe, expect, test } from 'vitest';
import { chinese } from '../../../src/console/text/chinese.ts';
import { formChinese } from '../../../src/console/text/form-chinese.ts';
import * as messages from '../../../src/console/text/message.ts';

/**
 * Every sentence of a table, by its key. A sentence with parameters is built with a Chinese value, a Latin value and no
 * value.
 */
function sentencesIn(table: unknown, place: string): (readonly [string, string])[] {
  if (typeof table === 'string') return [[place, table]];
  if (typeof table === 'function')
    return ['甲', 'x', 0].map((given) => [place, table(...Array(table.length).fill(given))]);
  return Object.entries(table as object).flatMap(([name, part]) => sentencesIn(part, `${place}.${name}`));
}

const { originsInChinese, ...localized } = messages;
const chineseMessages = Object.values(localized).flatMap((table) =>
  Object.entries(table).map(([code, { zh }]) => [code, zh] as const),
);

const sentences = Object.entries({
  chinese,
  formChinese,
  messages: Object.fromEntries(chineseMessages),
  originsInChinese,
}).flatMap(([name, table]) => sentencesIn(table, name));

/** Sentences, with their keys, that match a pattern. */
function found(pattern: RegExp): string[] {
  return sentences.filter(([, said]) => pattern.test(said)).map(([place, said]) => `${place}: ${said}`);
}

test('every table of texts is checked', () => {
  expect(sentences.length).toBeGreaterThan(400);
});

test('no half-width punctuation is next to a Chinese character', () => {
  expect(found(/[\p{Script=Han}，。：；、？！（）“”] ?[,;:?!()"']|[,;:?!()"'] ?\p{Script=Han}/u)).toEqual([]);
});

test('a space separates Chinese and Latin words, and none is next to full-width punctuation', () => {
  expect(found(/\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u)).toEqual([]);
  expect(found(/ [，。：；、？！（）]|[，。：；、？！（）] /u)).toEqual([]);
});

describe('each concept has one term', () => {
  const words: Readonly<Record<string, string>> = {
    登记: '创建',
    注册: '创建',
    活动记录: '审计日志',
    作用域: '权限范围',
    编号: 'ID',
    可选: '选填',
    到期: '过期',
    'FAPI 配置': 'FAPI 规范',
    配置文件: 'FAPI 规范',
    来源: '源',
    报头: '请求头',
    Scope: 'scope',
  };
  test.each(Object.entries(words))('%s is not used; %s is', (other) => {
    expect(found(new RegExp(other))).toEqual([]);
  });
});
