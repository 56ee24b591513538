import { describe, expect, test } from 'vitest';
import type { Issue } from '../../../src/domain/error/issue.ts';
import { type Candidate, candidateOf } from '../../../src/domain/rule/candidate.ts';
import { adviseRegistration, checkRegistration } from '../../../src/domain/rule/check-registration.ts';

const fields = ['logoUrl', 'privacyPolicy', 'termsUrl', 'website'] as const;

function findIssues(
  check: (candidate: Candidate) => readonly Issue[],
  urls: Partial<Record<(typeof fields)[number], string | null>>,
) {
  const given = { name: 'App', redirectUris: ['https://app.example.com/callback'], ...urls };
  return check(candidateOf(given)).map(({ code, path }) => [code, ...path]);
}

describe.each(fields)('%s', (field) => {
  test.each([
    undefined,
    null,
    'https://app.example.com',
    'https://elsewhere.example/logo.png?size=2',
    'https://app.example.com/about#us',
    'http://app.example.com/',
    'HTTPS://app.example.com/',
  ])('may be absent, https or http: %s', (url) => {
    expect(findIssues(checkRegistration, url === undefined ? {} : { [field]: url })).toEqual([]);
  });

  test.each([
    'javascript:alert(1)',
    'JAVASCRIPT:alert(1)',
    'javascript://app.example.com/%0Aalert(1)',
    'data:image/png;base64,AAAA',
    'file:///etc/passwd',
    'vbscript:msgbox(1)',
    'ftp://app.example.com/',
    'mailto:someone@example.com',
    'com.example.app:/about',
  ])('is refused with another scheme: %s', (url) => {
    expect(findIssues(checkRegistration, { [field]: url })).toEqual([['URL_NOT_WEB', field]]);
  });

  test.each([
    ['URI_NOT_ABSOLUTE', ''],
    ['URI_NOT_ABSOLUTE', '/logo.png'],
    ['URI_NOT_ABSOLUTE', 'app.example.com/logo.png'],
    ['URI_HOST', 'https:/app.example.com'],
    ['URI_HOST', 'http://'],
    ['URI_USERINFO', 'https://user@app.example.com/'],
    ['URI_PORT', 'https://app.example.com:0/'],
    ['URI_NOT_ABSOLUTE', '//app.example.com/'],
    ['URI_CHARACTER', 'https://app.example.com/my logo.png'],
  ])('follows the rules of every URI: %s for "%s"', (code, url) => {
    expect(findIssues(checkRegistration, { [field]: url })).toEqual([[code, field]]);
  });
});

test('every invalid field is reported, not only the first', () => {
  const urls = { logoUrl: 'data:,', privacyPolicy: 'https://ok.example', termsUrl: 'x', website: 'file:///' };
  expect(findIssues(checkRegistration, urls)).toEqual([
    ['URL_NOT_WEB', 'logoUrl'],
    ['URL_NOT_WEB', 'website'],
    ['URI_NOT_ABSOLUTE', 'termsUrl'],
  ]);
});

test('plain http gives an advisory and https does not', () => {
  expect(
    findIssues(adviseRegistration, { logoUrl: 'HTTP://a.example/', website: 'https://a.example/' }),
  ).toEqual([['ADVISE_DISPLAY_URL_HTTP', 'logoUrl']]);
});
