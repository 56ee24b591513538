import { expect } from 'vitest';
import { Connection, type Exchange } from '../fuzz/wire.ts';

const body = JSON.stringify({ name: 'Mine', redirect_uris: ['https://app.example.com/cb'] });

/** A registration of which the gateway has received only a part. */
export interface HalfRequest {
  /** Sends the rest and reads the answer. */
  readonly finish: () => Promise<Exchange>;
  readonly destroy: () => void;
}

/**
 * Sends the beginning of a registration, which then runs until the rest arrives, up to 20 seconds. Resolves when further
 * requests with the token wait for it, in a gateway whose `actorConcurrency` is 1.
 */
export async function occupySlot(url: string, token: string): Promise<HalfRequest> {
  const connection = new Connection(url);
  const head =
    `POST /admin/oauth/clients HTTP/1.1\r\nHost: gateway.test\r\nAuthorization: Bearer ${token}\r\n` +
    `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
  await connection.exchange([Buffer.from(head + body.slice(0, 10))], { count: 0, patience: 0 });
  const probe = `GET /admin/oauth/clients HTTP/1.1\r\nHost: gateway.test\r\nAuthorization: Bearer ${token}\r\n\r\n`;
  await expect
    .poll(
      async () => {
        const one = new Connection(url);
        const { ending } = await one.exchange([Buffer.from(probe)], { count: 1, patience: 500 });
        one.destroy();
        return ending;
      },
      { timeout: 10_000 },
    )
    .toBe('silent');
  return {
    finish: () => connection.exchange([Buffer.from(body.slice(10))], { count: 1, patience: 20_000 }),
    destroy: () => connection.destroy(),
  };
}
