import { isIPv6 } from 'node:net';
import { domainToUnicode } from 'node:url';
import type { IssueCode } from '../error/issue-catalogue.ts';

/** The parts of an authority as written (RFC 3986 §3.2). */
export interface Authority {
  readonly userinfo: string | undefined;
  /** With its brackets, for an IPv6 address. */
  readonly host: string;
  /** The text after the colon; `undefined` without a colon. */
  readonly port: string | undefined;
}

export function splitAuthority(authority: string): Authority {
  const at = authority.lastIndexOf('@');
  const [, host = '', port] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(authority.slice(at + 1)) ?? [];
  return { userinfo: at < 0 ? undefined : authority.slice(0, at), host, port };
}

/** All faults of an authority. WHATWG parsing would repair most of them: octal, single-number and padded addresses. */
export function faultsOfAuthority(authority: string): IssueCode[] {
  const { userinfo, host, port } = splitAuthority(authority);
  const faults: IssueCode[] = [];
  if (userinfo !== undefined) faults.push('URI_USERINFO');
  if (port !== undefined && !isPort(port)) faults.push('URI_PORT');
  const fault = faultOfHost(host);
  return fault === undefined ? faults : [...faults, fault];
}

function isPort(port: string): boolean {
  return /^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535;
}

function faultOfHost(host: string): IssueCode | undefined {
  if (host === '') return 'URI_HOST';
  if (host.startsWith('['))
    return isIPv6(host.slice(1, -1)) && !host.includes('%') ? undefined : 'URI_HOST_IPV6';
  if (!/^[A-Za-z0-9._-]+$/.test(host) || host.length > 253) return 'URI_HOST_NAME';
  const labels = host.split('.');
  if (labels.some((label) => label === '' || label.length > 63 || isBrokenPunycode(label)))
    return 'URI_HOST_NAME';
  return endsInNumber(labels) && !isDottedDecimal(labels) ? 'URI_HOST_IPV4' : undefined;
}

/** An `xn--` label that is not an international name (RFC 5891 §5.4); versions of Node treat it differently. */
function isBrokenPunycode(label: string): boolean {
  return /^xn--/i.test(label) && !/\P{ASCII}/u.test(domainToUnicode(label));
}

/** Browsers treat such a host as an IPv4 address (WHATWG URL, "ends in a number"). */
function endsInNumber(labels: readonly string[]): boolean {
  return /^(\d+|0[xX][0-9A-Fa-f]*)$/.test(labels.at(-1) ?? '');
}

function isDottedDecimal(labels: readonly string[]): boolean {
  return (
    labels.length === 4 && labels.every((label) => /^(0|[1-9]\d{0,2})$/.test(label) && Number(label) <= 255)
  );
}

/**
 * 127.0.0.0/8, [::1] and localhost, by exact host and never by prefix or suffix: `localhost.evil.example` is not
 * loopback.
 */
export function isLoopbackHost(hostname: string): boolean {
  const host = hostname.toLowerCase();
  if (host === 'localhost' || host === '::1' || host === '[::1]') return true;
  const labels = host.split('.');
  return labels[0] === '127' && isDottedDecimal(labels);
}
