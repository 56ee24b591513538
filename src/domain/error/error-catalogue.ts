import type { Localized } from './language.ts';

/** An error that a response can have, with its names in GraphQL, REST and RFC 7591. */
export interface ErrorDefinition {
  /** HTTP status. For an error that GraphQL returns as data: the status of the REST response. */
  readonly status: number;
  /** `code` of the REST envelope: the status and four more digits. */
  readonly restCode: number;
  /** `error` of RFC 7591 §3.2.2 and RFC 6750 §3.1; `null` if no standard defines one. */
  readonly oauthError: string | null;
  /** For the response. */
  readonly message: Localized;
  /** For the documentation. */
  readonly description: Localized;
}

export const errorCatalogue = {
  INVALID_CLIENT_METADATA: {
    status: 400,
    restCode: 40010001,
    oauthError: 'invalid_client_metadata',
    message: {
      en: 'Invalid client metadata. See the list of problems.',
      zh: '客户端元数据无效，详见 errors。',
    },
    description: {
      en: 'The input breaks at least one rule. The response lists every problem. Nothing was written.',
      zh: '输入违反至少一条规则。`issues`（REST：`errors`）列出全部问题。未写入任何数据。',
    },
  },
  BAD_REQUEST: {
    status: 400,
    restCode: 40010002,
    oauthError: null,
    message: {
      en: 'Malformed request.',
      zh: '请求格式错误。',
    },
    description: {
      en: 'The body, the query or the variables of the request are malformed.',
      zh: '请求体、查询或变量的格式错误。',
    },
  },
  INVALID_ARGUMENT: {
    status: 400,
    restCode: 40010003,
    oauthError: null,
    message: {
      en: 'Invalid argument. See the list of problems.',
      zh: '请求参数错误，详见 errors。',
    },
    description: {
      en: 'A page, cursor, filter or other argument is invalid. The response lists every problem.',
      zh: '分页、游标、筛选条件或其他参数无效。`issues`（REST：`errors`）列出全部问题。',
    },
  },
  PERSISTED_QUERY_NOT_SUPPORTED: {
    status: 400,
    restCode: 40010004,
    oauthError: null,
    // Clients of Apollo's protocol compare this text or the code.
    message: {
      en: 'PersistedQueryNotSupported',
      zh: '不支持持久化查询（PersistedQueryNotSupported）。',
    },
    description: {
      en: 'GraphQL only: the request names a persisted document by hash or id. Send the document in `query`.',
      zh: '仅限 GraphQL：请求以哈希或 id 引用持久化文档。请在 `query` 中发送文档。',
    },
  },
  RESPONSE_TOO_LARGE: {
    status: 400,
    restCode: 40010005,
    oauthError: null,
    message: {
      en: 'The response would be too large. Request a smaller page or fewer fields.',
      zh: '响应过大。请减小每页数量或减少字段。',
    },
    description: {
      en: 'The response would exceed `MAX_RESPONSE_KIB` (default: 8 MiB), or the request would read more than four times that amount from the database.',
      zh: '响应将超过 `MAX_RESPONSE_KIB`（默认 8 MiB），或请求需从数据库读取超过其四倍的数据。',
    },
  },
  UNAUTHENTICATED: {
    status: 401,
    restCode: 40110001,
    oauthError: 'invalid_token',
    message: {
      en: 'A valid bearer token is required.',
      zh: '未认证：请提供有效的 Bearer 令牌。',
    },
    description: {
      en: 'The request has no bearer token, or the token is invalid.',
      zh: '请求没有 Bearer 令牌，或令牌无效。',
    },
  },
  FORBIDDEN: {
    status: 403,
    restCode: 40310001,
    oauthError: 'insufficient_scope',
    message: {
      en: 'The token does not grant this operation or tenant.',
      zh: '权限不足：令牌无权执行此操作或访问此租户。',
    },
    description: {
      en: 'The token is valid but does not grant the operation or the tenant.',
      zh: '令牌有效，但无权执行此操作或访问此租户。',
    },
  },
  NOT_FOUND: {
    status: 404,
    restCode: 40410001,
    oauthError: null,
    message: {
      en: 'No such client or secret in this tenant.',
      zh: '当前租户下不存在该客户端或密钥。',
    },
    description: {
      en: 'No such client or secret exists in this tenant.',
      zh: '当前租户下不存在该客户端或密钥。',
    },
  },
  PATH_NOT_FOUND: {
    status: 404,
    restCode: 40410002,
    oauthError: null,
    message: {
      en: 'This path does not exist.',
      zh: '路径不存在。',
    },
    description: {
      en: 'REST only: the path is unknown.',
      zh: '仅限 REST：路径未知。',
    },
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    restCode: 40510001,
    oauthError: null,
    message: {
      en: 'This path does not support this method. See the Allow header.',
      zh: '此路径不支持该方法，允许的方法见 Allow 响应头。',
    },
    description: {
      en: 'The path exists but does not support the method. `Allow` lists the supported ones.',
      zh: '路径存在，但不支持该方法。`Allow` 列出允许的方法。',
    },
  },
  CONFLICT: {
    status: 409,
    restCode: 40910001,
    oauthError: null,
    message: {
      en: 'The current state of the client does not allow this. See the list of problems.',
      zh: '客户端的当前状态不允许此操作，详见 errors。',
    },
    description: {
      en: 'The input is valid, but the state of the client does not allow the operation. The response gives the reason. Nothing was written.',
      zh: '输入有效，但客户端的当前状态不允许此操作。`issues`（REST：`errors`）说明原因。未写入任何数据。',
    },
  },
  PRECONDITION_FAILED: {
    status: 412,
    restCode: 41210001,
    oauthError: null,
    message: {
      en: 'If-Match does not match the current ETag of the client. Read the client again. A weak tag (W/"2") never matches.',
      zh: 'If-Match 与客户端当前的 ETag 不符，请重新读取客户端。弱标签（W/"2"）始终不匹配。',
    },
    description: {
      en: 'REST only: `If-Match` names a version other than the stored one. GraphQL returns CONFLICT.',
      zh: '仅限 REST：`If-Match` 与已存版本不符。GraphQL 返回 CONFLICT。',
    },
  },
  IDEMPOTENCY_CONFLICT: {
    status: 422,
    restCode: 42210001,
    oauthError: null,
    message: {
      en: 'This Idempotency-Key cannot be used for this request. Use a new one.',
      zh: '此 Idempotency-Key 不能用于该请求，请使用新的值。',
    },
    description: {
      en: 'REST only: The idempotency key was used for another registration. GraphQL returns CONFLICT.',
      zh: '仅限 REST：该键属于另一次创建。GraphQL 返回 CONFLICT。',
    },
  },
  PAYLOAD_TOO_LARGE: {
    status: 413,
    restCode: 41310001,
    oauthError: null,
    message: {
      en: 'The body exceeds 64 KiB.',
      zh: '请求体超过 64 KiB。',
    },
    description: {
      en: 'The body exceeds 64 KiB.',
      zh: '请求体超过 64 KiB。',
    },
  },
  NOT_ACCEPTABLE: {
    status: 406,
    restCode: 40610001,
    oauthError: null,
    message: {
      en: 'The Accept header allows neither application/graphql-response+json nor application/json.',
      zh: 'Accept 请求头不允许 application/graphql-response+json 和 application/json。',
    },
    description: {
      en: 'GraphQL only: `Accept` allows none of the supported response types. Nothing was executed.',
      zh: '仅限 GraphQL：`Accept` 不允许任何受支持的响应类型。未执行任何操作。',
    },
  },
  RATE_LIMITED: {
    status: 429,
    restCode: 42910001,
    oauthError: null,
    message: {
      en: 'Too many requests. Try again after the number of seconds in Retry-After.',
      zh: '请求过于频繁，请在 Retry-After 给出的秒数之后重试。',
    },
    description: {
      en: 'The caller or its network address exceeded its request limit for ten seconds. Nothing was executed. Each mutation and each `validateOAuthClient` of a document counts as one request.',
      zh: '调用者或其网络地址已用完十秒内的请求数。未执行任何操作。文档中的每个 mutation 和每个 `validateOAuthClient` 各计一次请求。',
    },
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    restCode: 41510001,
    oauthError: null,
    message: {
      en: 'The body must be JSON with Content-Type: application/json.',
      zh: '请求体必须是 JSON，且 Content-Type 为 application/json。',
    },
    description: {
      en: 'The content type of the body is not JSON.',
      zh: '请求体的类型不是 JSON。',
    },
  },
  HEADERS_TOO_LARGE: {
    status: 431,
    restCode: 43110001,
    oauthError: null,
    message: {
      en: 'The request has too many header lines. The limit is 1,000.',
      zh: '请求头行数过多，上限为 1000 行。',
    },
    description: {
      en: 'The request has 1,000 header lines or more. Nothing was executed.',
      zh: '请求有 1000 行或更多请求头。未执行任何操作。',
    },
  },
  NOT_IMPLEMENTED: {
    status: 501,
    restCode: 50110001,
    oauthError: null,
    message: {
      en: 'The transfer coding is not supported. Send the body with Content-Length or as chunked.',
      zh: '不支持该传输编码。请使用 Content-Length 或 chunked 发送请求体。',
    },
    description: {
      en: 'The request has a `Transfer-Encoding` other than `chunked` (RFC 9112 §6.1). Nothing was executed.',
      zh: '请求的 `Transfer-Encoding` 不是 `chunked`（RFC 9112 §6.1）。未执行任何操作。',
    },
  },
  UNAVAILABLE: {
    status: 503,
    restCode: 50310001,
    oauthError: null,
    message: {
      en: 'The service is temporarily unavailable. Try again.',
      zh: '服务暂时不可用，请重试。',
    },
    description: {
      en: 'The database is unreachable, out of disk space or too slow, or the key set that verifies tokens cannot be fetched (`reason` is `KEY_SET_UNAVAILABLE`). `Retry-After` says when to try again. A write may have been committed: check before you repeat it, or repeat it with its idempotency key.',
      zh: '数据库无法连接、空间已满或响应过慢，或无法获取验证令牌的公钥集（`reason` 为 `KEY_SET_UNAVAILABLE`）。`Retry-After` 给出重试时间。写操作可能已生效：请先确认再重试，或使用原幂等键重试。',
    },
  },
  INTERNAL_SERVER_ERROR: {
    status: 500,
    restCode: 50010001,
    oauthError: null,
    message: {
      en: 'Internal server error.',
      zh: '服务内部错误。',
    },
    description: {
      en: 'Internal error. The log has the cause under the request id.',
      zh: '内部错误。可在日志中按请求 ID 查找原因。',
    },
  },
} as const satisfies Record<string, ErrorDefinition>;

export type ErrorCode = keyof typeof errorCatalogue;

/** The value of `WWW-Authenticate` for a request without a token. RFC 6750 §3 requires at least one parameter. */
export const bearerChallenge = 'Bearer realm="clientele"';

/** The value of `WWW-Authenticate` for a token that is invalid or lacks a right (RFC 6750 §3.1). */
export function challengeOf(code: 'UNAUTHENTICATED' | 'FORBIDDEN'): string {
  return `${bearerChallenge}, error="${errorCatalogue[code].oauthError}"`;
}

/** Header fields of a response with this code. */
export function headersOf(code: ErrorCode): Readonly<Record<string, string>> {
  if (code === 'FORBIDDEN') return { 'www-authenticate': challengeOf(code) };
  return code === 'UNAVAILABLE' ? { 'retry-after': '1' } : {};
}

/** Codes that a mutation returns as data, in `RegistrationError`. */
export const refusalCodes = [
  'INVALID_CLIENT_METADATA',
  'INVALID_ARGUMENT',
  'NOT_FOUND',
  'CONFLICT',
] as const satisfies readonly ErrorCode[];

export type RefusalCode = (typeof refusalCodes)[number];
