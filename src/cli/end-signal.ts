import { exitCodes } from './exit-code.ts';

type EndSignal = 'SIGINT' | 'SIGTERM';
const endSignals: readonly EndSignal[] = ['SIGINT', 'SIGTERM'];

/**
 * Lets a command tidy up when it is asked to end. A second signal ends it at once.
 *
 * @returns a function that takes the signals back to what they do otherwise.
 */
export function onEndSignal(react: (signal: EndSignal) => void): () => void {
  const stop = () => {
    for (const signal of endSignals) process.off(signal, onSignal);
  };
  const onSignal = (signal: EndSignal) => {
    stop();
    react(signal);
  };
  for (const signal of endSignals) process.on(signal, onSignal);
  return stop;
}

/** What a program ends with that a signal ended. */
export function exitCodeOf(signal: EndSignal): number {
  return exitCodes[signal === 'SIGINT' ? 'interrupted' : 'terminated'].code;
}

/** A signal ended the command before its work was done. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  readonly exitCode: number;

  constructor(signal: EndSignal) {
    super(`${signal} stopped it.`);
    this.exitCode = exitCodeOf(signal);
  }
}
