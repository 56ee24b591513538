import { readFileSync } from 'node:fs';

const root = new URL('../../', import.meta.url);

/** A fenced block of a document. */
export interface Snippet {
  readonly language: string;
  readonly text: string;
  /** For example `docs/api.md:17`. */
  readonly location: string;
}

export const readDocument = (file: string): string => readFileSync(new URL(file, root), 'utf8');

export function snippetsOf(file: string): Snippet[] {
  const document = readDocument(file);
  return [...document.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(
    ({ 1: language = '', 2: text = '', index }) => ({
      language,
      text,
      location: `${file}:${document.slice(0, index).split('\n').length}`,
    }),
  );
}

const withoutSnippets = (file: string) => readDocument(file).replace(/^```[\s\S]*?^```$/gm, '');

/** The targets of links, except those to other sites. */
export function linksOf(file: string): string[] {
  return [...withoutSnippets(file).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^\w+:/.test(target));
}

/** The texts between single backticks. */
export function codeSpansOf(file: string): string[] {
  return [...withoutSnippets(file).matchAll(/`([^`\n]+)`/g)].map(([, text = '']) => text);
}

/** The anchors that GitHub gives to the headings. */
export function anchorsOf(file: string): string[] {
  return [...withoutSnippets(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
