import SchemaBuilder, { BasePlugin, type PothosOutputFieldConfig, type SchemaTypes } from '@pothos/core';
import {
  type GraphQLEnumType,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  isEnumType,
  isIntrospectionType,
} from 'graphql';
import { refusedGrant, withinInput } from '../domain/client/check-input.ts';
import { type Issue, type IssuePath, issue, withNote } from '../domain/error/issue.ts';
import { firstItems } from '../domain/rule/list.ts';
import type { Context } from './context.ts';

/** A string in the variables that is not a value of its enum. */
class UnknownValue {
  readonly type: GraphQLEnumType;
  readonly value: string;

  constructor(type: GraphQLEnumType, value: string) {
    this.type = type;
    this.value = value;
  }
}

/**
 * Passes unknown enum values in variables on to the fields. Otherwise graphql-js would refuse the whole request before any
 * rule has checked the input. Unknown values in the document are still refused by its validation. `extendSchema` creates new
 * types, so call this after it.
 */
export function keepUnknownValues(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isEnumType(type) || isIntrospectionType(type)) continue;
    const parseValue = type.parseValue.bind(type);
    type.parseValue = (value, ...rest) =>
      typeof value === 'string' && type.getValue(value) === undefined
        ? new UnknownValue(type, value)
        : parseValue(value, ...rest);
  }
}

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      unknownValue: UnknownValuePlugin<Types>;
    }
  }
}

/** Reports unknown enum values of the arguments as issues in `context.unreadable`, and replaces them. */
class UnknownValuePlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override wrapResolve(
    resolver: GraphQLFieldResolver<unknown, Types['Context'], object>,
    { args }: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types['Context'], object> {
    if (Object.keys(args).length === 0) return resolver;
    return (parent, given, context, info) => {
      if (!hasUnknown(given)) return resolver(parent, given, context, info);
      const { unreadable, showsSchema } = context as Context;
      const found: Issue[] = [];
      const readable = withoutUnknown(given, [], (unknown, path) =>
        found.push(issueOf(unknown, path, showsSchema)),
      ) as object;
      if (found.length === 0) return resolver(parent, given, context, info);
      return resolver(parent, readable, { ...context, unreadable: [...unreadable, ...found] }, info);
    };
  }
}

SchemaBuilder.registerPlugin('unknownValue', UnknownValuePlugin);

/** Copying every input that has no unknown value would take longer than this. */
function hasUnknown(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (value instanceof UnknownValue) return true;
  if (Array.isArray(value)) return value.some(hasUnknown);
  for (const name in value) {
    if (hasUnknown(value[name as keyof typeof value])) return true;
  }
  return false;
}

type Report = (unknown: UnknownValue, path: IssuePath) => void;

/** The value without its unknown parts: a member is omitted, and an item of a list is replaced by a known neighbour. */
function withoutUnknown(value: unknown, path: IssuePath, report: Report): unknown {
  if (value instanceof UnknownValue) {
    report(value, path);
    return undefined;
  }
  if (Array.isArray(value)) return listWithoutUnknown(value, path, report);
  if (!isPlainObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, withoutUnknown(member, [...path, name], report)]),
  );
}

/** An input object written in the document has no prototype. */
function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  return [Object.prototype, null].includes(Object.getPrototypeOf(value));
}

function listWithoutUnknown(list: readonly unknown[], path: IssuePath, report: Report): unknown {
  if (!list.some((item) => item instanceof UnknownValue)) return list;
  // Only the start of a list that is too long is checked. Otherwise one request could get thousands of issues.
  const items = firstItems(list) as readonly unknown[];
  const known = items.find((item) => !(item instanceof UnknownValue));
  const readable = items.map((item, index) => withoutUnknown(item, [...path, index], report) ?? known);
  return known === undefined ? undefined : readable;
}

/** @param showsSchema whether the caller may see the schema, and so the allowed values. */
function issueOf({ type, value }: UnknownValue, path: IssuePath, showsSchema: boolean): Issue {
  const place = withinInput(path);
  const refused = refusedValue(type, value, place);
  if (refused) return refused;
  const unknown = issue('UNKNOWN_VALUE', ...place);
  if (!showsSchema) return unknown;
  return withNote(unknown, 'ALLOWED', allowedNames(type));
}

/** The issue of a value that is refused with its own reason. */
export function refusedValue(type: GraphQLEnumType, value: string, path: IssuePath = []): Issue | undefined {
  return type.name === 'OAuthGrantType' ? refusedGrant(value.toLowerCase(), path) : undefined;
}

/** The values of an enum, for messages: without deprecated ones. */
export function allowedNames(type: GraphQLEnumType): string[] {
  const current = type.getValues().filter(({ deprecationReason }) => deprecationReason == null);
  return current.map(({ name }) => name);
}
