import type { DocumentNode } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { LRUCache } from 'lru-cache';

/** Bytes that all remembered documents may retain together: some hundred of the usual size. */
const maxBytes = 8 * 1024 * 1024;
/** Bytes that a document retains for each of its tokens and comments, with the nodes made of them; measured: 480. */
const bytesPerToken = 500;

/**
 * Remembers documents that were valid, because parsing and validating one costs more than executing it. Invalid documents are not
 * remembered: a caller can send any number of different ones.
 */
export function cacheDocuments(): Plugin {
  const documents = new LRUCache<string, DocumentNode>({ maxSize: maxBytes, sizeCalculation: sizeOf });
  /** The sets of rules under which a document is valid. The set depends on the rights of the caller. */
  const kept = new WeakMap<DocumentNode, Set<string>>();
  return {
    onParse({ params: { source }, setParsedDocument }) {
      const document = documents.get(source.toString());
      if (document) setParsedDocument(document);
    },
    onValidate({ params: { documentAST, rules = [] }, setResult }) {
      let names = '';
      for (const rule of rules) names += `${rule.name},`;
      const known = kept.get(documentAST) ?? new Set();
      if (known.has(names)) {
        setResult([]);
        return undefined;
      }
      return ({ valid }) => {
        const source = documentAST.loc?.source.body;
        if (!valid || source === undefined) return;
        kept.set(documentAST, known.add(names));
        documents.set(source, documentAST);
      };
    },
  };
}

function sizeOf({ loc }: DocumentNode, source: string): number {
  let tokens = 1;
  for (let token = loc?.startToken; token; token = token.next ?? undefined) tokens += 1;
  // A text takes up to two bytes a character.
  return 2 * source.length + bytesPerToken * tokens;
}
