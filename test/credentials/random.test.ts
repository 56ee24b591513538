import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { identifierFactory } from '../../src/credentials/identifier.ts';
import { randomBytes } from '../../src/credentials/random.ts';

const poolSize = 4096;
const zeros = (size: number) => Buffer.alloc(size);

describe('random bytes', () => {
  test('have the requested length, and are a copy', () => {
    for (const size of [0, 1, 16, 32, 100, 4095, 4096, 4096, 1, 4096, 4095, 2, 0]) {
      expect(randomBytes(size), `a draw of ${size}`).toHaveLength(size);
    }
    const [one, other] = [randomBytes(32), randomBytes(32)];
    const before = Buffer.from(other);
    one.fill(0);
    expect(other).toEqual(before);
  });

  test('are never returned twice, in any sizes', () => {
    // Sizes include primes, which do not divide 4096, and sizes that end exactly at the edge of a fetch.
    const sizes = [16, 32, 7, 13, 31, 64, 97, 16, 251, 1021, 8, 4096, 16, 4080, 4089, 7, 4095, 33];
    const seen = new Set<bigint>();
    let windows = 0;
    for (let draw = 0; draw < 3000; draw++) {
      // Large sizes are rare, because comparing them takes seconds.
      const size = draw % 100 < sizes.length ? (sizes[draw % 100] ?? 0) : 7 + ((draw * 11) % 60);
      const bytes = randomBytes(size);
      for (let start = 0; start + 8 <= bytes.length; start++) seen.add(bytes.readBigUInt64BE(start));
      windows += Math.max(0, bytes.length - 7);
    }
    // The probability that two of 600,000 random runs are equal is one in a hundred million.
    expect(seen.size, 'distinct runs of eight bytes').toBe(windows);
  });

  test('never returns zeroed bytes', () => {
    for (const size of [4096, 1, 4095, 8, 4088, 16, 4090, 4096, 4096]) {
      const bytes = randomBytes(size);
      if (size >= 8) {
        expect(bytes.subarray(0, 8), `the beginning of ${size}`).not.toEqual(zeros(8));
        expect(bytes.subarray(-8), `the end of ${size}`).not.toEqual(zeros(8));
      }
    }
  });

  test('use every value of a byte about equally often', () => {
    const counts = new Array<number>(256).fill(0);
    for (let draw = 0; draw < 8000; draw++) {
      for (const byte of randomBytes(32)) counts[byte] = (counts[byte] ?? 0) + 1;
    }
    // 1000 of each are expected; 250 off are eight standard deviations.
    expect(Math.min(...counts)).toBeGreaterThan(750);
    expect(Math.max(...counts)).toBeLessThan(1250);
  });

  test('are limited to 4096 per call; a larger call fails and later calls work', () => {
    for (const size of [4097, 8192, 1_000_000]) expect(() => randomBytes(size)).toThrow(RangeError);
    const bytes = randomBytes(poolSize);
    expect(bytes).toHaveLength(poolSize);
    expect(new Set(bytes).size).toBeGreaterThan(200);
  });
});

describe('the bytes fetched from the operating system', () => {
  /** For each fetch, the buffer that was filled and its content. */
  let fetches: { readonly pool: Buffer; readonly written: Buffer }[];

  beforeEach(() => {
    fetches = [];
    const fetch = crypto.randomFillSync;
    vi.spyOn(crypto, 'randomFillSync').mockImplementation(((pool: Buffer) => {
      fetch(pool);
      fetches.push({ pool, written: Buffer.from(pool) });
      return pool;
    }) as typeof crypto.randomFillSync);
    syncBuiltinESMExports();
    // Bytes left from earlier draws never suffice for this draw, and none are left after it.
    randomBytes(poolSize);
    expect(fetches, 'the fetch is seen').toHaveLength(1);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    syncBuiltinESMExports();
  });

  test('are returned in order, each byte once', () => {
    const draws = [randomBytes(16), randomBytes(33), randomBytes(1), randomBytes(4046)];
    expect(fetches).toHaveLength(2);
    expect(Buffer.concat(draws).equals(fetches[1]?.written ?? zeros(0)), 'the same 4096 bytes').toBe(true);
  });

  test('are wiped where they were returned, and only there', () => {
    let end = 0;
    for (const size of [16, 32, 1, 255, 3000]) {
      const bytes = randomBytes(size);
      const { pool, written } = fetches[1] ?? { pool: zeros(0), written: zeros(0) };
      expect(bytes).toEqual(written.subarray(end, end + size));
      end += size;
      expect(pool.subarray(0, end), `the first ${end} bytes`).toEqual(zeros(end));
      expect(pool.subarray(end), `the bytes from ${end} on`).toEqual(written.subarray(end));
    }
  });

  test('are wiped at once if a call takes all of them', () => {
    const bytes = randomBytes(poolSize);
    expect(bytes).toEqual(fetches[1]?.written);
    expect(fetches[1]?.pool).toEqual(zeros(poolSize));
  });

  test('do not change when the receiver changes its copy', () => {
    const bytes = randomBytes(16);
    const { pool, written } = fetches[1] ?? { pool: zeros(0), written: zeros(0) };
    bytes.fill(0xff);
    expect(pool).toEqual(Buffer.concat([zeros(16), written.subarray(16)]));
    expect(bytes.buffer).not.toBe(pool.buffer);
  });

  test('are discarded if they do not suffice; no result combines two fetches', () => {
    randomBytes(4090);
    const bytes = randomBytes(7);
    expect(fetches).toHaveLength(3);
    expect(bytes).toEqual(fetches[2]?.written.subarray(0, 7));
  });

  test('serve 256 calls of 16 bytes with one fetch of 4096', () => {
    for (let draw = 0; draw < 256; draw++) randomBytes(16);
    expect(fetches).toHaveLength(2);
    randomBytes(1);
    expect(fetches).toHaveLength(3);
  });
});

describe('ids that are created in different milliseconds', () => {
  const alphabet = [...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'];
  const randomPartOf = (id: string) => id.slice(10);

  test('differ in their random part', () => {
    let now = Date.UTC(2030, 0, 1);
    const next = identifierFactory(() => now++);
    const parts = Array.from({ length: 20_000 }, () => randomPartOf(next()));
    expect(new Set(parts).size).toBe(parts.length);
  });

  test('use all 32 characters at each of the 16 positions, about equally often', () => {
    let now = Date.UTC(2030, 0, 1);
    const next = identifierFactory(() => now++);
    const parts = Array.from({ length: 16_000 }, () => randomPartOf(next()));
    const countsOf = (text: string) => {
      const counts = new Map(alphabet.map((character) => [character, 0]));
      for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
      return counts;
    };
    for (let place = 0; place < 16; place++) {
      const counts = countsOf(parts.map((part) => part[place]).join(''));
      expect([...counts.keys()].join(''), `place ${place}`).toBe(alphabet.join(''));
      // 500 of each are expected; 200 off are nine standard deviations.
      expect(Math.min(...counts.values()), `place ${place}`).toBeGreaterThan(300);
      expect(Math.max(...counts.values()), `place ${place}`).toBeLessThan(700);
    }
    const counts = countsOf(parts.join(''));
    // 8000 of each are expected; 750 off are eight standard deviations, and one value of a byte too many is 1000.
    expect(Math.min(...counts.values()), 'all places').toBeGreaterThan(7250);
    expect(Math.max(...counts.values()), 'all places').toBeLessThan(8750);
  });

  test('do not depend on each other if several processes create them at once', () => {
    let now = Date.UTC(2030, 0, 1);
    const [one, other] = [identifierFactory(() => now), identifierFactory(() => now)];
    const parts = Array.from({ length: 2000 }, () => {
      now += 1;
      return [one(), other()].map(randomPartOf);
    }).flat();
    expect(new Set(parts).size).toBe(4000);
  });
});
