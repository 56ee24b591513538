/**
 * The key set that verifies tokens cannot be fetched, so tokens can be neither accepted nor refused. The message contains at
 * most a host.
 */
export class KeySetUnavailable extends Error {
  override readonly name = 'KeySetUnavailable';

  /** @param failure the error of the request for the set, or of parsing it. */
  constructor(failure: Error) {
    super(failure.message, { cause: failure.cause });
  }
}

/** For the response, with status 503. */
export const keySetUnavailable = {
  message: {
    en: 'Tokens cannot be verified, because the key set of their issuer cannot be fetched. Try again.',
    zh: '无法获取签发者的公钥集，暂时不能验证令牌，请重试。',
  },
  reason: 'KEY_SET_UNAVAILABLE',
} as const;
