import { exitCodes } from './exit-code.ts';

type EndSignal = 'SIGINT' | 'SIGTERM';
const endSignals: readonly EndSignal[] = ['SIGINT', 'SIGTERM'];

/**
 * Lets a command clean up when a signal asks it to end. A second signal ends it immediately.
 *
 * @returns a function that removes the signal handlers.
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

/** The exit code of a program that a signal ended. */
export function exitCodeOf(signal: EndSignal): number {
  return exitCodes[signal === 'SIGINT' ? 'interrupted' : 'terminated'].code;
}

/** A signal ended the command before it was done. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  readonly exitCode: number;

  constructor(signal: EndSignal) {
    super(`Stopped by ${signal}.`);
    this.exitCode = exitCodeOf(signal);
  }
}
