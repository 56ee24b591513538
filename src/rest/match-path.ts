import type { Route } from './route.ts';
import { routes } from './route-table.ts';

/** The AuthMS API has both prefixes. */
const prefixes = ['/api/v1', ''];

export interface RouteMatch {
  /** Every route at the path, by method. */
  readonly byMethod: ReadonlyMap<string, Route>;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The routes of a path; `undefined` for an unknown path. HEAD returns the headers of GET (RFC 9110 §9.3.2). */
export function matchPath(path: string): RouteMatch | undefined {
  const prefix = prefixes.find((one) => path.startsWith(`${one}/admin/`)) ?? '';
  const steps = path.slice(prefix.length).split('/');
  for (const { template, byMethod } of table) {
    const parameters = matchSteps(template, steps);
    if (parameters) return { byMethod, parameters };
  }
  return undefined;
}

/** A segment of a path: a fixed text, or the name of a parameter. */
type TemplateStep = { readonly word: string } | { readonly parameter: string };

const table = [...new Set(Object.values(routes).map(({ path }) => path))].map((path) => ({
  template: path.split('/').map(templateStep),
  byMethod: routesByMethod(path),
}));

function templateStep(step: string): TemplateStep {
  const parameter = /^\{(\w+)\}$/.exec(step)?.[1];
  return parameter === undefined ? { word: step } : { parameter };
}

function routesByMethod(path: string): ReadonlyMap<string, Route> {
  const there: readonly Route[] = Object.values(routes).filter((route) => route.path === path);
  return new Map(
    there.flatMap((route) =>
      route.method === 'GET'
        ? [
            ['GET', route],
            ['HEAD', route],
          ]
        : [[route.method, route]],
    ),
  );
}

function matchSteps(
  template: readonly TemplateStep[],
  steps: readonly string[],
): Record<string, string> | undefined {
  if (template.length !== steps.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, expected] of template.entries()) {
    const step = steps[index] ?? '';
    if ('word' in expected) {
      if (step !== expected.word) return undefined;
      continue;
    }
    const value = decodeStep(step);
    if (!value) return undefined;
    parameters[expected.parameter] = value;
  }
  return parameters;
}

function decodeStep(step: string): string | undefined {
  try {
    return decodeURIComponent(step);
  } catch {
    return undefined;
  }
}
