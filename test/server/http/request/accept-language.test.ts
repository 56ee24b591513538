import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openGateway, type TestGateway } from '../../../harness/gateway.ts';

let english: TestGateway;
let chinese: TestGateway;
beforeAll(async () => {
  [english, chinese] = await Promise.all([
    openGateway('PostgreSQL', { corsOrigins: ['https://console.example'] }),
    openGateway('PostgreSQL', { defaultLanguage: 'zh-CN' }),
  ]);
});
afterAll(() => Promise.all([english.close(), chinese.close()]));

const unknownPath = '/admin/oauth/nothing';

async function messageFor(gateway: TestGateway, language: string) {
  const { body, headers } = await gateway.send('GET', unknownPath, undefined, {
    headers: { 'accept-language': language },
  });
  return [body.message, headers.get('content-language')];
}

const inEnglish = ['This path does not exist.', 'en'];
const inChinese = ['路径不存在。', 'zh-CN'];

describe('selects the language of a REST response by Accept-Language:', () => {
  test.each([
    'zh-CN',
    'zh',
    'ZH-cn',
    'zh-Hans-CN',
    'zh-TW,zh;q=0.9,en;q=0.8',
    'fr,zh;q=0.1',
    'en;q=0.1,zh-CN',
  ])('%s gives Chinese', async (language) => {
    expect(await messageFor(english, language)).toEqual(inChinese);
  });

  test.each(['en', 'en-GB,en;q=0.9,zh;q=0.8', 'zh;q=0,en'])('%s gives English', async (language) => {
    expect(await messageFor(chinese, language)).toEqual(inEnglish);
  });

  test.each(['fr', '*', 'garbage;;q', ',', 'zh;q=0, en;q=0', 'zh,'.repeat(334)])(
    '%s gives the default language',
    async (language) => {
      const [fromEnglish, fromChinese] = await Promise.all([
        messageFor(english, language),
        messageFor(chinese, language),
      ]);
      expect([fromEnglish, fromChinese]).toEqual([inEnglish, inChinese]);
    },
  );
});

/** Sends no `Accept-Language`, which `fetch` adds. */
async function messageWithoutHeader(gateway: TestGateway): Promise<string> {
  const headers = { authorization: `Bearer ${await gateway.token()}` };
  return new Promise((done, fail) => {
    request(`${gateway.url}${unknownPath}`, { headers }, async (response) => {
      done(JSON.parse((await response.setEncoding('utf8').toArray()).join('')).message);
    })
      .on('error', fail)
      .end();
  });
}

test('answers callers without Accept-Language in DEFAULT_LANGUAGE', async () => {
  expect(await messageWithoutHeader(english)).toBe(inEnglish[0]);
  expect(await messageWithoutHeader(chinese)).toBe(inChinese[0]);
});

test('names Accept-Language in Vary of every REST response, besides Origin', async () => {
  const list = await english.send('GET', '/admin/oauth/clients');
  const missing = await english.send('GET', unknownPath);
  for (const { headers } of [list, missing]) expect(headers.get('vary')).toBe('origin, accept-language');
  expect(list.headers.get('content-language')).toBe('en');
  const graphql = await english.graphql('{ __typename }');
  expect(graphql.headers.get('vary')).toBe('origin');
});

const invalid = {
  name: 'Shop',
  redirect_uris: ['http://shop.example/cb'],
  grant_types: ['password', 'nothing'],
  logo_url: 7,
};

test('translates issues, their notes and references, and keeps their codes and fields', async () => {
  const send = async (language: string) => {
    const headers = { 'accept-language': language };
    const { status, body } = await english.send('POST', '/admin/oauth/clients', invalid, { headers });
    return { status, code: body.code, message: body.message, errors: body.errors };
  };
  const [one, other] = await Promise.all([send('en'), send('zh-CN')]);
  const stable = ({ status, code, errors }: typeof one) => [
    status,
    code,
    errors.map((error: { readonly field: string; readonly code: string }) => [error.field, error.code]),
  ];
  expect(stable(other)).toEqual(stable(one));
  expect(one.message).toBe('Invalid client metadata. See the list of problems.');
  expect(other.message).toBe('客户端元数据无效，详见 errors。');
  const messages: string[] = other.errors.map(({ message }: { readonly message: string }) => message);
  expect(messages).toEqual([
    '必须使用 https。明文 http 仅允许用于环回地址（127.0.0.0/8、[::1]、localhost）。',
    expect.stringContaining('不支持密码授权（password）'),
    expect.stringMatching(/^未知取值（区分大小写）。允许：authorization_code、.*。$/),
    'JSON 类型错误；系统不会转换类型。应为字符串。',
  ]);
});

test('translates issues of query parameters and of arguments', async () => {
  const headers = { 'accept-language': 'zh' };
  const parameter = await english.send('GET', '/admin/oauth/clients?nothing=1', undefined, { headers });
  expect(parameter.body).toMatchObject({
    message: '请求参数错误，详见 errors。',
    errors: [{ field: 'nothing', code: 'UNKNOWN_FIELD', reference: '本服务器的规则' }],
  });
  expect(parameter.body.errors[0].message).toMatch(/^未知的查询参数。允许：/);
  const page = await english.send('GET', '/admin/oauth/clients?page_size=0', undefined, { headers });
  expect(page.body.errors).toMatchObject([{ code: 'PAGE_SIZE', message: '每页必须为 1 到 100 项。' }]);
});

test('translates the reason for a refused token, but not WWW-Authenticate', async () => {
  const { status, body, headers } = await english.send('GET', '/admin/oauth/clients', undefined, {
    token: 'garbage',
    headers: { 'accept-language': 'zh-CN' },
  });
  expect([status, body.message, body.reason]).toEqual([401, '令牌不是有效的签名 JWT。', 'MALFORMED']);
  expect(headers.get('www-authenticate')).toContain('"The token is not a valid signed JWT."');
});

test('gives the number of problems in the same language when only the first 100 are listed', async () => {
  const redirect_uris = Array.from({ length: 101 }, (_, index) => `http://a.example/${index}#x`);
  const send = (language: string) =>
    english.send(
      'POST',
      '/admin/oauth/clients',
      { name: 'Shop', redirect_uris: redirect_uris.slice(0, 100), scopes: ['"'] },
      { headers: { 'accept-language': language } },
    );
  const [one, other] = await Promise.all([send('en'), send('zh')]);
  expect(one.body.errors).toHaveLength(100);
  const count = /^The input has (\d+) problems\. The first 100 are listed\.$/.exec(one.body.message)?.[1];
  expect(Number(count)).toBeGreaterThan(100);
  expect(other.body.message).toBe(`输入有 ${count} 个问题，仅列出前 100 个。`);
});

test('keeps GraphQL messages in English', async () => {
  const options = { headers: { 'accept-language': 'zh-CN' } };
  const create = await chinese.graphql(
    'mutation { createOAuthClient(input: { name: " " }) { ... on RegistrationError { message issues { message reference } } } }',
    {},
    options,
  );
  const failed = await chinese.graphql('{ oauthClients(first: 0) { totalCount } }', {}, options);
  const refused = await chinese.graphql('{ __typename }', {}, { ...options, token: 'garbage' });
  expect(refused.headers.get('content-language')).toBeNull();
  for (const { text } of [create, failed, refused]) expect(text).not.toMatch(/\p{Script=Han}/u);
});

test('writes the same logs and audit events in every language', async () => {
  const headers = { 'accept-language': 'zh-CN' };
  await english.send('POST', '/admin/oauth/clients', invalid, { headers });
  const { body } = await english.graphql(
    '{ auditEvents(first: 1, filter: { outcome: REFUSED }) { nodes { refusalCode issueCodes } } }',
  );
  expect(body.data.auditEvents.nodes[0]).toMatchObject({
    refusalCode: 'INVALID_CLIENT_METADATA',
    issueCodes: expect.arrayContaining(['REDIRECT_URI_HTTP']),
  });
  expect(english.logLines.join('')).not.toMatch(/\p{Script=Han}/u);
});
