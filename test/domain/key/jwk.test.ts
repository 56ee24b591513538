import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { faultsOfJwk, holdsPrivateMember, type Jwk } from '../../../src/domain/key/jwk.ts';
import { base64url, ecKey, octetKey, oddNumber, rsaJwk, rsaKey } from './key-maker.ts';

function faults(key: unknown): string[] {
  return faultsOfJwk(key as Jwk).map(({ code, member }) => [code, member].filter(Boolean).join(' '));
}

const curves = ['P-256', 'P-384', 'P-521', 'secp256k1'] as const;
const octetCurves = ['Ed25519', 'Ed448', 'X25519', 'X448'] as const;

describe('a generated key is accepted', () => {
  test.each(curves)('EC on %s (RFC 7518 §6.2.1)', (curve) => {
    expect(faults(ecKey(curve).publicJwk)).toEqual([]);
  });

  test.each(octetCurves)('OKP on %s (RFC 8037 §2)', (curve) => {
    expect(faults(octetKey(curve).publicJwk)).toEqual([]);
  });

  test('RSA of 2,048 bits (RFC 7518 §3.3)', () => {
    expect(faults(rsaKey(2048).publicJwk)).toEqual([]);
  });
});

describe('kty (RFC 7517 §4.1)', () => {
  test.each([{}, { kty: '' }, { kty: 5 }, { kty: null }, { kty: ['RSA'] }])(
    'must be a string that is not empty: %j is refused',
    (key) => {
      expect(faults(key)).toEqual(['JWK_KTY']);
    },
  );

  test.each(['AKP', 'rsa', 'ec', 'LATTICE', '__proto__', 'constructor'])(
    'if unknown makes the whole key ignored: %s (RFC 7517 §5)',
    (kty) => {
      expect(faults({ kty, crv: 5, n: 5, x: 'é' })).toEqual([]);
    },
  );

  test.each([
    ['EC', 'brainpoolP256r1'],
    ['EC', 'Ed25519'],
    ['EC', '__proto__'],
    ['OKP', 'Ed9000'],
    ['OKP', 'P-256'],
  ])('with an unknown curve makes the key ignored: %s on %s (RFC 7517 §5)', (kty, crv) => {
    expect(faults({ kty, crv, x: 'x' })).toEqual([]);
  });
});

describe('private members (OpenID Connect Dynamic Client Registration §2)', () => {
  test.each(curves)('of EC on %s are refused', (curve) => {
    expect(faults(ecKey(curve).privateJwk)).toEqual(['JWK_PRIVATE']);
  });

  test.each(octetCurves)('of OKP on %s are refused', (curve) => {
    expect(faults(octetKey(curve).privateJwk)).toEqual(['JWK_PRIVATE']);
  });

  test('of RSA are refused', () => {
    expect(faults(rsaKey().privateJwk)).toEqual(['JWK_PRIVATE']);
  });

  test.each(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'priv', 'k'])(
    'are detected by the member %s alone, in every type of key and with any value',
    (member) => {
      for (const key of [rsaKey().publicJwk, ecKey().publicJwk, { kty: 'AKP', alg: 'ML-DSA-44' }]) {
        for (const value of ['', 'AQAB', null, 5, []]) {
          expect(faults({ ...key, [member]: value })).toEqual(['JWK_PRIVATE']);
        }
      }
    },
  );

  test('are detected in a key without kty', () => {
    expect(faults({ d: 'x' })).toEqual(['JWK_PRIVATE', 'JWK_KTY']);
  });

  test('are not detected in public members with a similar name or in inherited members', () => {
    expect(holdsPrivateMember({ dir: 1, public: 1, kid: 'd', key_ops: ['p'] })).toBe(false);
    expect(holdsPrivateMember(Object.create({ d: 'x' }))).toBe(false);
  });

  test.each([{ kty: 'oct' }, { kty: 'oct', k: '' }, { kty: 'oct', kid: 5, alg: 'HS256' }])(
    'make every symmetric key refused: %j',
    (key) => {
      expect(faults(key)).toEqual(['JWK_SYMMETRIC']);
    },
  );
});

describe('RSA (RFC 7518 §3.3, §6.3.1)', () => {
  test('of 2,047 bits is refused, generated or written', () => {
    expect(faults(rsaKey(2047).publicJwk)).toEqual(['JWK_RSA_SHORT n']);
    expect(faults(rsaJwk(oddNumber(2047)))).toEqual(['JWK_RSA_SHORT n']);
  });

  test.each([1024, 2040, 2047])(
    'of %i bits, padded with zeros to 2,048 and more, is refused, because zeros do not count',
    (bits) => {
      expect(faults(rsaJwk(oddNumber(bits, 128)))).toEqual(['JWK_RSA_SHORT n']);
    },
  );

  test('of 2,048 bits after a zero is accepted', () => {
    expect(faults(rsaJwk(oddNumber(2048, 1)))).toEqual([]);
  });

  test('of 0 bits is refused', () => {
    expect(faults(rsaJwk(Buffer.alloc(256)))).toEqual(['JWK_RSA_SHORT n']);
  });

  test.each([2049, 3072, 4096, 8191, 8192])('of %i bits is accepted', (bits) => {
    expect(faults(rsaJwk(oddNumber(bits)))).toEqual([]);
  });

  test('of more than 8,192 bits is refused (NIST SP 800-56B §6.2)', () => {
    expect(faults(rsaJwk(oddNumber(8193)))).toEqual(['JWK_RSA_LONG n']);
    expect(faults(rsaJwk(oddNumber(8192, 1)))).toEqual([]);
  });

  test('with an even modulus is refused (NIST SP 800-56B §6.4)', () => {
    const even = oddNumber(2048);
    even[even.length - 1] = 0xfe;
    expect(faults(rsaJwk(even))).toEqual(['JWK_RSA_EVEN n']);
  });

  test.each([
    ['0', [0]],
    ['1', [1]],
    ['1 behind zeros', [0, 0, 1]],
    ['2', [2]],
    ['65,536', [1, 0, 0]],
  ])('with the exponent %s is refused (NIST SP 800-56B §6.2)', (_, octets) => {
    expect(faults(rsaJwk(oddNumber(2048), Buffer.from(octets)))).toEqual(['JWK_RSA_EXPONENT e']);
  });

  test.each([
    ['3', [3]],
    ['17', [17]],
    ['65,537', [1, 0, 1]],
    ['65,537 behind a zero', [0, 1, 0, 1]],
  ])('with the exponent %s is accepted', (_, octets) => {
    expect(faults(rsaJwk(oddNumber(2048), Buffer.from(octets)))).toEqual([]);
  });

  test.each(['n', 'e'])('needs %s in base64url without padding (RFC 7518 §6.3.1)', (member) => {
    const good = rsaKey().publicJwk;
    const bad = [undefined, null, 5, '', 'A', 'AQAB=', 'AQ+/', 'AQ AB', 'AQAB\n', 'é', ['AQAB']];
    for (const value of bad) {
      expect(faults({ ...good, [member]: value })).toEqual([`JWK_RSA_MEMBER ${member}`]);
    }
  });

  test('reports both members at once', () => {
    expect(faults({ kty: 'RSA' })).toEqual(['JWK_RSA_MEMBER n', 'JWK_RSA_MEMBER e']);
    expect(faults(rsaJwk(oddNumber(1024), Buffer.from([1])))).toEqual([
      'JWK_RSA_SHORT n',
      'JWK_RSA_EXPONENT e',
    ]);
  });
});

describe('EC (RFC 7518 §6.2.1, RFC 8725 §3.4)', () => {
  test.each([undefined, null, 5, ['P-256']])('requires a string crv: %j is refused', (crv) => {
    expect(faults({ ...ecKey().publicJwk, crv })).toEqual(['JWK_CRV crv']);
  });

  test('on P-224 is refused as smaller than P-256 (RFC 8725 §3.5)', () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'secp224r1' });
    const point = publicKey.export({ type: 'spki', format: 'der' }).subarray(-56);
    const key = { kty: 'EC', x: base64url(point.subarray(0, 28)), y: base64url(point.subarray(28)) };
    expect(faults({ ...key, crv: 'P-224' })).toEqual(['JWK_CURVE_WEAK crv']);
    expect(faults({ ...key, crv: 'secp224r1' })).toEqual(['JWK_CURVE_WEAK crv']);
  });

  test.each(['P-192', 'secp192r1', 'secp192k1', 'secp224k1'])(
    'on %s is refused as smaller than P-256 (RFC 8725 §3.5)',
    (crv) => {
      expect(faults({ kty: 'EC', crv })).toEqual(['JWK_CURVE_WEAK crv']);
    },
  );

  describe.each(curves)('on %s', (curve) => {
    const good = ecKey(curve).publicJwk;
    const octets = (member: 'x' | 'y') => Buffer.from(good[member] ?? '', 'base64url');

    test.each(['x', 'y'] as const)('requires the full length of %s, including leading zeros', (member) => {
      const short = base64url(octets(member).subarray(1));
      const long = base64url(Buffer.concat([Buffer.alloc(1), octets(member)]));
      for (const value of [undefined, null, 5, '', 'AA==', short, long, `${good[member]}=`]) {
        expect(faults({ ...good, [member]: value })).toEqual([`JWK_COORDINATE ${member}`]);
      }
    });

    test('is refused with a point off the curve', () => {
      const moved = octets('y');
      moved[moved.length - 1] = (moved.at(-1) ?? 0) ^ 1;
      expect(faults({ ...good, y: base64url(moved) })).toEqual(['JWK_OFF_CURVE']);
      expect(faults({ ...good, x: good.y, y: good.x })).toEqual(['JWK_OFF_CURVE']);
    });

    test('is refused with coordinates of zero, which are not a point', () => {
      const zero = base64url(Buffer.alloc(octets('x').length));
      expect(faults({ ...good, x: zero, y: zero })).toEqual(['JWK_OFF_CURVE']);
    });
  });

  test('is refused with the point of another curve of the same length', () => {
    expect(faults({ ...ecKey('P-256').publicJwk, crv: 'secp256k1' })).toEqual(['JWK_OFF_CURVE']);
  });

  test('reports both coordinates at once', () => {
    expect(faults({ kty: 'EC', crv: 'P-256' })).toEqual(['JWK_COORDINATE x', 'JWK_COORDINATE y']);
  });
});

describe('OKP (RFC 8037 §2)', () => {
  test.each([undefined, null, 5])('requires a string crv: %j is refused', (crv) => {
    expect(faults({ ...octetKey('Ed25519').publicJwk, crv })).toEqual(['JWK_CRV crv']);
  });

  test.each(octetCurves)('on %s requires the full length of x', (curve) => {
    const good = octetKey(curve).publicJwk;
    const octets = Buffer.from(good.x ?? '', 'base64url');
    const long = base64url(Buffer.concat([octets, Buffer.alloc(1)]));
    for (const x of [undefined, null, 5, '', `${good.x}=`, base64url(octets.subarray(1)), long]) {
      expect(faults({ ...good, x })).toEqual(['JWK_COORDINATE x']);
    }
  });
});

describe('labels (RFC 7517 §4.2, §4.4, §4.5)', () => {
  test.each(['kid', 'use', 'alg'])('%s may be absent or a string', (label) => {
    const good = ecKey().publicJwk;
    expect(faults(good)).toEqual([]);
    expect(faults({ ...good, kid: 'one', use: 'sig', alg: 'ES256' })).toEqual([]);
    for (const value of [5, null, true, ['x'], {}]) {
      expect(faults({ ...good, [label]: value })).toEqual([`JWK_LABEL ${label}`]);
    }
  });

  test('that are unknown are ignored (RFC 7517 §4)', () => {
    const unknown = { ext: true, key_ops: ['verify'], iat: 1, 'x5t#S256': 5, nbf: null };
    expect(faults({ ...ecKey().publicJwk, ...unknown })).toEqual([]);
  });
});

describe('alg', () => {
  test.each(['none', 'None', 'HS256', 'HS384', 'HS512', 'dir', 'A128KW', 'A256GCMKW', 'PBES2-HS256+A128KW'])(
    '%s on a public key is refused, of a known type or not (RFC 8725 §3.1)',
    (alg) => {
      expect(faults({ ...rsaKey().publicJwk, alg })).toEqual(['JWK_ALG_SYMMETRIC alg']);
      expect(faults({ kty: 'LATTICE', alg })).toEqual(['JWK_ALG_SYMMETRIC alg']);
    },
  );

  test.each([
    ['RSA', 'ES256', rsaKey().publicJwk],
    ['RSA', 'EdDSA', rsaKey().publicJwk],
    ['RSA', 'ECDH-ES', rsaKey().publicJwk],
    ['P-256', 'RS256', ecKey('P-256').publicJwk],
    ['P-256', 'ES384', ecKey('P-256').publicJwk],
    ['P-256', 'ES256K', ecKey('P-256').publicJwk],
    ['P-384', 'ES256', ecKey('P-384').publicJwk],
    ['secp256k1', 'ES256', ecKey('secp256k1').publicJwk],
    ['Ed25519', 'ES256', octetKey('Ed25519').publicJwk],
    ['Ed25519', 'Ed448', octetKey('Ed25519').publicJwk],
    ['X25519', 'EdDSA', octetKey('X25519').publicJwk],
  ])('that does not fit the key is refused: a key of %s with %s (RFC 7518 §3.1)', (_, alg, key) => {
    expect(faults({ ...key, alg })).toEqual(['JWK_ALG_MISMATCH alg']);
  });

  test.each([
    ['RSA', 'RS256', rsaKey().publicJwk],
    ['RSA', 'PS512', rsaKey().publicJwk],
    ['RSA', 'RSA-OAEP-256', rsaKey().publicJwk],
    ['P-256', 'ES256', ecKey('P-256').publicJwk],
    ['P-256', 'ECDH-ES+A256KW', ecKey('P-256').publicJwk],
    ['P-384', 'ES384', ecKey('P-384').publicJwk],
    ['P-521', 'ES512', ecKey('P-521').publicJwk],
    ['secp256k1', 'ES256K', ecKey('secp256k1').publicJwk],
    ['Ed25519', 'EdDSA', octetKey('Ed25519').publicJwk],
    ['Ed25519', 'Ed25519', octetKey('Ed25519').publicJwk],
    ['Ed448', 'EdDSA', octetKey('Ed448').publicJwk],
    ['X25519', 'ECDH-ES', octetKey('X25519').publicJwk],
  ])('that fits is accepted: a key of %s with %s (RFC 7518 §3.1, RFC 8037)', (_, alg, key) => {
    expect(faults({ ...key, alg })).toEqual([]);
  });

  test('that is unknown is accepted, and so is a known one on a key of an unknown type', () => {
    expect(faults({ ...rsaKey().publicJwk, alg: 'XYZ1' })).toEqual([]);
    expect(faults({ kty: 'LATTICE', alg: 'RS256' })).toEqual([]);
  });
});

test('every problem of a key is reported', () => {
  expect(faults({ kty: 'RSA', d: 'x', kid: 5, alg: 'HS256', n: '', e: 'AQ' })).toEqual([
    'JWK_PRIVATE',
    'JWK_LABEL kid',
    'JWK_ALG_SYMMETRIC alg',
    'JWK_RSA_MEMBER n',
    'JWK_RSA_EXPONENT e',
  ]);
});

test.each([
  ['sig', 'RSA-OAEP'],
  ['enc', 'RS256'],
])('a key for %s does not name the algorithm %s (RFC 7517 §4.2)', (use, alg) => {
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' });
  expect(faultsOfJwk({ ...key, use, alg })).toEqual([{ code: 'JWK_ALG_MISMATCH', member: 'alg' }]);
});

test.each(['verify', ['verify', 'verify'], [5], {}])(
  'key_ops must be a list of distinct strings: %j is refused (RFC 7517 §4.3)',
  (key_ops) => {
    const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
    expect(faultsOfJwk({ ...key, key_ops })).toEqual([{ code: 'JWK_LABEL', member: 'key_ops' }]);
    expect(faultsOfJwk({ ...key, key_ops: ['verify'] })).toEqual([]);
  },
);

test('an RSA exponent has at most 256 bits (NIST SP 800-56B §6.2)', () => {
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' });
  const odd = (bytes: number) => Buffer.alloc(bytes, 0xff).toString('base64url');
  expect(faultsOfJwk({ ...key, e: odd(32) })).toEqual([]);
  expect(faultsOfJwk({ ...key, e: odd(33) })).toEqual([{ code: 'JWK_RSA_EXPONENT', member: 'e' }]);
});
