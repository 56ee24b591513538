export const idempotencyKeyDescription =
  'Makes the call safe to repeat: for 24 hours, the same key of the same caller with the same input returns the client of the first call. 1 to 255 printable ASCII characters.';

export const replayedDescription =
  'Whether an earlier call with the same `idempotencyKey` registered the client. Its secret is not shown again.';
