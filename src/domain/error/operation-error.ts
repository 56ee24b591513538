/** An operation was refused before its input was looked at. */
export class OperationForbidden extends Error {
  override readonly name = 'OperationForbidden';
  readonly code = 'FORBIDDEN';

  constructor() {
    super('The caller does not have the right that the operation needs.');
  }
}
