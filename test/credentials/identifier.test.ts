import { decodeTime } from 'ulid';
import { describe, expect, test } from 'vitest';
import { clientIdOf, identifierFactory } from '../../src/credentials/identifier.ts';

const someTime = Date.UTC(2030, 0, 1);

describe('an id', () => {
  test("is 26 characters of Crockford's base 32 and contains its time", () => {
    const id = identifierFactory(() => someTime)();
    expect(id).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
    expect(decodeTime(id)).toBe(someTime);
  });

  test('sorts after every earlier id, also within a millisecond', () => {
    const next = identifierFactory(() => someTime);
    const ids = Array.from({ length: 10_000 }, () => next());
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('sorts by time across milliseconds', () => {
    let now = someTime;
    const next = identifierFactory(() => now++);
    const ids = Array.from({ length: 100 }, () => next());
    expect(ids.toSorted()).toEqual(ids);
    expect(ids.map((id) => decodeTime(id))).toEqual(ids.map((_, index) => someTime + index));
  });

  test('sorts after every earlier id when the clock is set back', () => {
    let now = someTime;
    const next = identifierFactory(() => now);
    const before = next();
    now -= 60_000;
    expect(next() > before).toBe(true);
  });

  test('differs from the id that another process creates in the same millisecond', () => {
    const processes = Array.from({ length: 100 }, () => identifierFactory(() => someTime));
    expect(new Set(processes.map((next) => next())).size).toBe(100);
  });
});

test('a client_id is "app-" and the ULID of the client', () => {
  const id = identifierFactory(() => someTime)();
  expect(clientIdOf(id)).toBe(`app-${id}`);
});
