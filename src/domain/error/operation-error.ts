/** An operation was refused before its input was read. */
export class OperationForbidden extends Error {
  override readonly name = 'OperationForbidden';
  readonly code = 'FORBIDDEN';

  constructor() {
    super('The caller lacks the right that the operation requires.');
  }
}
