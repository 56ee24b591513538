import { expect, test } from 'vitest';
import { createSignInCodes } from '../../src/access/sign-in-code.ts';

const claims = { role: 'admin', tenant: 'acme', sub: 'alice', ttl: 60 };

function openCodes() {
  let time = Date.UTC(2030, 0, 1);
  const codes = createSignInCodes(() => new Date(time));
  return {
    ...codes,
    pass: (minutes: number) => {
      time += minutes * 60_000;
    },
  };
}

test('a code has 128 random bits and can be redeemed once, for the claims it was issued with', () => {
  const { issue, redeem } = openCodes();
  const [code, other] = [issue(claims), issue({ ...claims, sub: 'bob' })];
  expect(code).toMatch(/^[\w-]{22}$/);
  expect(code).not.toBe(other);
  expect(redeem(code)).toEqual(claims);
  expect(redeem(code)).toBeUndefined();
  expect(redeem(other)?.sub).toBe('bob');
});

test('a code expires after ten minutes', () => {
  const { issue, redeem, pass } = openCodes();
  const [code, late] = [issue(claims), issue(claims)];
  pass(9.99);
  expect(redeem(code)).toEqual(claims);
  pass(0.01);
  expect(redeem(late)).toBeUndefined();
});

test('a wrong code does not use up a valid code', () => {
  const { issue, redeem } = openCodes();
  const code = issue(claims);
  for (const wrong of ['', 'x', code.slice(1), `${code}A`, code.toLowerCase(), 'A'.repeat(100_000)])
    expect(redeem(wrong)).toBeUndefined();
  expect(redeem(code)).toEqual(claims);
});

test('at most 100 codes are stored; the oldest is dropped first', () => {
  const { issue, redeem } = openCodes();
  const codes = Array.from({ length: 101 }, () => issue(claims));
  expect(redeem(codes[0] ?? '')).toBeUndefined();
  expect(redeem(codes[1] ?? '')).toEqual(claims);
  expect(redeem(codes[100] ?? '')).toEqual(claims);
});
