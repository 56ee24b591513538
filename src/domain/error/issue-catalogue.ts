import type { Localized } from './language.ts';

/** A problem that an input can have. The codes are stable; clients may match on them. */
export interface IssueDefinition {
  /** What is wrong and how to correct it. It contains no part of the input. */
  readonly message: Localized;
  /** The section of the standard behind the rule, or a key of `origins`. */
  readonly reference: string;
  /** Other fields that the rule reads. If one of them is unreadable, the issue is not reported. */
  readonly dependsOn?: readonly string[];
}

export const issueCatalogue = {
  INPUT_NOT_JSON: {
    message: {
      en: 'The input is not valid JSON in UTF-8.',
      zh: '输入不是有效的 UTF-8 JSON。',
    },
    reference: 'RFC 8259 §2, §8.1',
  },
  INPUT_NOT_OBJECT: {
    message: {
      en: 'The input must be a JSON object.',
      zh: '输入必须是 JSON 对象。',
    },
    reference: 'RFC 7591 §3.1',
  },
  REQUIRED: {
    message: {
      en: 'This field is required.',
      zh: '此字段必填。',
    },
    reference: 'RFC 7591 §2',
  },
  WRONG_TYPE: {
    message: {
      en: 'Wrong JSON type; values are not coerced.',
      zh: 'JSON 类型错误；系统不会转换类型。',
    },
    reference: 'RFC 7591 §2',
  },
  NOT_CLEARED: {
    message: {
      en: 'Cannot be null; omit it to keep the current value.',
      zh: '不能为 null；省略此字段即可保留当前值。',
    },
    reference: 'RFC 7591 §2',
  },
  UNKNOWN_FIELD: {
    message: {
      en: 'Unknown field (names are case-sensitive).',
      zh: '未知字段（名称区分大小写）。',
    },
    reference: 'a rule of this server',
  },
  UNSUPPORTED_METADATA: {
    message: {
      en: 'This metadata field is not supported; remove it.',
      zh: '不支持此元数据字段，请删除。',
    },
    reference: 'RFC 7591 §2, §3.2.2',
  },
  ALIAS_CONFLICT: {
    message: {
      en: 'Two names of this field were sent with different values; send only one.',
      zh: '此字段的两个名称给出了不同的值，请只发送其中一个。',
    },
    reference: 'RFC 7591 §2',
  },
  UNKNOWN_VALUE: {
    message: {
      en: 'Unknown value (values are case-sensitive).',
      zh: '未知取值（区分大小写）。',
    },
    reference: 'RFC 7591 §2',
  },
  EMPTY_LIST: {
    message: {
      en: 'The list is empty. Send at least one item, or null for the default.',
      zh: '列表为空。请至少提供一项，或发送 null 以使用默认值。',
    },
    reference: 'RFC 7591 §2',
  },
  TOO_MANY_ITEMS: {
    message: {
      en: 'A list can have at most 100 items.',
      zh: '列表最多包含 100 项。',
    },
    reference: 'a limit of this server',
  },

  NAME_BLANK: {
    message: {
      en: 'The name must contain a visible character.',
      zh: '名称必须包含可见字符。',
    },
    reference: 'RFC 7591 §2 (client_name)',
  },
  NAME_TOO_LONG: {
    message: {
      en: 'The name must have at most 255 characters.',
      zh: '名称最多 255 个字符。',
    },
    reference: 'a limit of this server',
  },
  NAME_CHARACTER: {
    message: {
      en: 'The name contains a character that cannot be displayed safely: a control character, a line or paragraph separator, a bidirectional override or isolate, or an unpaired surrogate.',
      zh: '名称包含无法安全显示的字符：控制字符、行或段落分隔符、双向覆盖或隔离字符，或不成对的代理项。',
    },
    reference: 'RFC 7591 §2 (client_name), Unicode TR36 §2.5',
  },

  NAME_INVISIBLE: {
    message: {
      en: 'The name contains an invisible character, such as a zero-width space or a direction mark; remove it. U+200C and U+200D are allowed only where a script or an emoji needs them.',
      zh: '名称包含不可见字符（例如零宽空格或方向标记），请删除。U+200C 和 U+200D 仅在文字或表情符号需要时允许使用。',
    },
    reference: 'UTS 39 §3.1.1, UAX 31 §2.3.1',
  },

  REDIRECT_URI_REQUIRED: {
    message: {
      en: 'The authorization_code grant requires at least one redirect URI.',
      zh: '授权码授权（authorization_code）至少需要一个重定向 URI。',
    },
    reference: 'RFC 7591 §2 (redirect_uris), RFC 6749 §3.1.2.2',
    dependsOn: ['grantTypes'],
  },
  REDIRECT_URI_SCHEME: {
    message: {
      en: 'Browsers and phones execute or open this scheme instead of redirecting. Use https.',
      zh: '浏览器和手机会执行或打开此协议的内容，而不是重定向。请使用 https。',
    },
    reference: 'RFC 7591 §5',
  },
  REDIRECT_URI_HTTP: {
    message: {
      en: 'Must use https. Plain http is allowed only on loopback (127.0.0.0/8, [::1], localhost).',
      zh: '必须使用 https。明文 http 仅允许用于环回地址（127.0.0.0/8、[::1]、localhost）。',
    },
    reference: 'RFC 9700 §2.6, RFC 8252 §7.3',
  },

  REDIRECT_URI_PRIVATE_SCHEME: {
    message: {
      en: 'A private-use scheme must contain a dot. Example: com.example.app:/callback. The operator can allow other schemes in ALLOWED_PRIVATE_USE_SCHEMES.',
      zh: '私有协议的名称必须包含点号，例如 com.example.app:/callback。运维人员可通过 ALLOWED_PRIVATE_USE_SCHEMES 允许其他协议。',
    },
    reference: 'RFC 8252 §8.4',
  },
  REDIRECT_URI_PRIVATE_SCHEME_EMPTY: {
    message: {
      en: 'The URI has nothing after its scheme. Example: com.example.app:/callback.',
      zh: 'URI 的协议之后没有内容。示例：com.example.app:/callback。',
    },
    reference: 'RFC 8252 §7.1, RFC 3986 §3',
  },
  REDIRECT_URI_PRIVATE_SCHEME_CONFIDENTIAL: {
    message: {
      en: 'Private-use schemes are for native apps, which are public clients. Use https, or register a public client.',
      zh: '私有协议用于原生应用，而原生应用是公开客户端。请使用 https，或创建公开客户端。',
    },
    reference: 'RFC 8252 §7.1, §8.4',
    dependsOn: ['isConfidential', 'clientAuthMethods'],
  },
  REDIRECT_URI_WILDCARD: {
    message: {
      en: 'Redirect URIs are compared as exact strings. Register each URI; patterns with "*" are not supported.',
      zh: '重定向 URI 按完整字符串比较。请逐个添加 URI；不支持带“*”的模式。',
    },
    reference: 'RFC 9700 §2.1',
  },
  REDIRECT_URI_DOT_SEGMENT: {
    message: {
      en: 'The path contains a "." or ".." segment, plain or percent-encoded. Use the resolved path.',
      zh: '路径包含“.”或“..”段（明文或百分号编码）。请使用解析后的路径。',
    },
    reference: 'RFC 9700 §2.1, RFC 3986 §5.2.4',
  },
  REDIRECT_URI_ENCODED_CONTROL: {
    message: {
      en: 'The URI contains a percent-encoded control character, such as NUL, CR or LF, which can split HTTP headers; remove it.',
      zh: 'URI 包含百分号编码的控制字符（如 NUL、CR 或 LF），可能导致 HTTP 头被拆分，请删除。',
    },
    reference: 'RFC 9700 §2.1, RFC 9112 §11.1',
  },
  REDIRECT_URI_RESPONSE_PARAMETER: {
    message: {
      en: 'The query contains "code" or "state", which the authorization response adds; use another parameter name.',
      zh: '查询参数包含“code”或“state”，授权响应会添加同名参数；请换一个参数名。',
    },
    reference: 'RFC 6749 §4.1.2',
  },

  URI_TOO_LONG: {
    message: {
      en: 'The URI must have at most 2,048 characters.',
      zh: 'URI 最多 2048 个字符。',
    },
    reference: 'a limit of this server',
  },
  URI_CHARACTER: {
    message: {
      en: 'The URI contains a character that RFC 3986 does not allow. Percent-encode spaces and non-ASCII characters; write international host names in ASCII (xn--).',
      zh: 'URI 包含 RFC 3986 不允许的字符。空格和非 ASCII 字符请使用百分号编码，国际化主机名请写成 ASCII 形式（xn--）。',
    },
    reference: 'RFC 3986 §2',
  },
  URI_NOT_ABSOLUTE: {
    message: {
      en: 'Must be an absolute URI, starting with a scheme. Example: https://app.example.com/callback.',
      zh: '必须是以协议开头的绝对 URI。示例：https://app.example.com/callback。',
    },
    reference: 'RFC 6749 §3.1.2, RFC 3986 §4.3',
  },
  URI_FRAGMENT: {
    message: {
      en: 'The URI contains a fragment; remove "#" and everything after it.',
      zh: 'URI 包含片段；请删除“#”及其后的内容。',
    },
    reference: 'RFC 6749 §3.1.2',
  },
  URI_HOST: {
    message: {
      en: 'An http or https URI must have "//" and a host after its scheme.',
      zh: 'http 或 https URI 的协议之后必须有“//”和主机。',
    },
    reference: 'RFC 9110 §4.2.1, §4.2.2',
  },
  URI_USERINFO: {
    message: {
      en: 'The URI contains a user name or password; remove everything before the host, up to and including "@".',
      zh: 'URI 包含用户名或密码；请删除主机之前的内容（包括“@”）。',
    },
    reference: 'RFC 9110 §4.2.4',
  },
  URI_PORT: {
    message: {
      en: 'The port must be a number from 1 to 65535.',
      zh: '端口必须是 1 到 65535 的数字。',
    },
    reference: 'RFC 3986 §3.2.3',
  },
  URI_HOST_NAME: {
    message: {
      en: 'The host must be an ASCII name without percent-encoding, empty labels or a trailing dot. Write an international name in its valid xn-- form.',
      zh: '主机必须是 ASCII 名称，不含百分号编码、空标签或末尾的点。国际化名称请写成有效的 xn-- 形式。',
    },
    reference: 'RFC 3986 §3.2.2, RFC 1123 §2.1',
  },
  URI_HOST_IPV4: {
    message: {
      en: 'Browsers read this host as an IPv4 address; write it as four decimal numbers.',
      zh: '浏览器会把此主机当作 IPv4 地址；请写成四个十进制数。',
    },
    reference: 'RFC 3986 §3.2.2',
  },
  URI_HOST_IPV6: {
    message: {
      en: 'The bracketed host must be an IPv6 address without a zone.',
      zh: '方括号中的主机必须是不带区域标识的 IPv6 地址。',
    },
    reference: 'RFC 3986 §3.2.2, RFC 6874 §1',
  },
  URI_UNREADABLE: {
    message: {
      en: 'Browsers cannot parse this URI.',
      zh: '浏览器无法解析此 URI。',
    },
    reference: 'RFC 3986 §3.2.2',
  },
  URI_NOT_HTTPS: {
    message: {
      en: 'Must be an https URL.',
      zh: '必须是 https 的 URL。',
    },
    reference: 'OpenID Connect Dynamic Client Registration §2',
  },
  URL_NOT_WEB: {
    message: {
      en: 'Must be an http or https URL.',
      zh: '必须是 http 或 https 的 URL。',
    },
    reference: 'RFC 7591 §2, §5',
  },

  CONTACT_EMAIL: {
    message: {
      en: 'Must be an e-mail address in ASCII, with at most 64 characters before the "@". Example: admin@example.com.',
      zh: '必须是 ASCII 形式的电子邮件地址，“@”之前最多 64 个字符。示例：admin@example.com。',
    },
    reference: 'RFC 7591 §2 (contacts), RFC 5321 §4.1.2, §4.5.3.1.1',
  },
  CONTACT_TOO_LONG: {
    message: {
      en: 'The e-mail address must have at most 254 characters.',
      zh: '电子邮件地址最多 254 个字符。',
    },
    reference: 'RFC 5321 §4.5.3.1.3',
  },
  CONTACTS_TOO_MANY: {
    message: {
      en: 'A client can have at most 20 contacts.',
      zh: '一个客户端最多 20 个联系人。',
    },
    reference: 'a limit of this server',
  },
  TEXT_NOT_PRINTABLE: {
    message: {
      en: 'Must consist of printable characters, without invisible characters and without spaces at the start or end.',
      zh: '必须由可打印字符组成，不含不可见字符，开头和结尾不能有空格。',
    },
    reference: 'RFC 7591 §2 (software_id, software_version)',
  },
  DESCRIPTION_BLANK: {
    message: {
      en: 'The description must contain a visible character.',
      zh: '描述必须包含可见字符。',
    },
    reference: 'a rule of this server',
  },
  DESCRIPTION_TOO_LONG: {
    message: {
      en: 'The description must have at most 1,000 characters.',
      zh: '描述最多 1000 个字符。',
    },
    reference: 'a limit of this server',
  },
  DESCRIPTION_CHARACTER: {
    message: {
      en: 'The description contains a character that cannot be displayed safely: a control character such as a line break, a line or paragraph separator, a bidirectional override or isolate, or an unpaired surrogate.',
      zh: '描述包含无法安全显示的字符：控制字符（如换行符）、行或段落分隔符、双向覆盖或隔离字符，或不成对的代理项。',
    },
    reference: 'UTS 39 §3.1.1, Unicode TR36 §2.5',
  },
  DESCRIPTION_INVISIBLE: {
    message: {
      en: 'The description contains an invisible character, such as a zero-width space or a direction mark; remove it. U+200C and U+200D are allowed only where a script or an emoji needs them.',
      zh: '描述包含不可见字符（例如零宽空格或方向标记），请删除。U+200C 和 U+200D 仅在文字或表情符号需要时允许使用。',
    },
    reference: 'UTS 39 §3.1.1, UAX 31 §2.3.1',
  },
  TOKEN_LIFETIME_RANGE: {
    message: {
      en: 'Must be a number of seconds from 1 to 31,536,000 (365 days).',
      zh: '必须是 1 到 31536000（365 天）之间的秒数。',
    },
    reference: 'a limit of this server',
  },
  REQUEST_URI_TOO_LONG: {
    message: {
      en: 'A request URI must have at most 512 characters.',
      zh: '请求 URI 最多 512 个字符。',
    },
    reference: 'OpenID Connect Core §6.2',
  },
  ACR_VALUE_CHARACTER: {
    message: {
      en: 'Must consist of printable ASCII characters other than space.',
      zh: '必须由可打印的 ASCII 字符组成，且不含空格。',
    },
    reference: 'OpenID Connect Core §3.1.2.1 (acr_values)',
  },
  ACR_VALUES_TOO_MANY: {
    message: {
      en: 'A client can have at most 20 default authentication context classes.',
      zh: '一个客户端最多 20 个默认认证上下文类别（ACR）。',
    },
    reference: 'a limit of this server',
  },
  MAX_AGE_RANGE: {
    message: {
      en: 'Must be a number of seconds from 0 to 2,147,483,647.',
      zh: '必须是 0 到 2147483647 之间的秒数。',
    },
    reference: 'OpenID Connect Dynamic Client Registration §2 (default_max_age)',
  },
  TEXT_TOO_LONG: {
    message: {
      en: 'Must have at most 255 characters.',
      zh: '最多 255 个字符。',
    },
    reference: 'a limit of this server',
  },

  AUTH_METHOD_NEEDS_CONFIDENTIAL: {
    message: {
      en: 'A public client cannot keep a credential. Use only "none", or make the client confidential.',
      zh: '公开客户端无法保管凭据。请只使用“none”，或改为机密客户端。',
    },
    reference: 'RFC 6749 §2.1, RFC 8252 §8.5',
    dependsOn: ['isConfidential'],
  },
  AUTH_METHOD_NONE_CONFIDENTIAL: {
    message: {
      en: 'A confidential client must authenticate. Use a method other than "none", or make the client public.',
      zh: '机密客户端必须认证。请使用“none”以外的方式，或改为公开客户端。',
    },
    reference: 'RFC 6749 §2.1',
    dependsOn: ['isConfidential'],
  },
  AUTH_METHOD_NONE_NOT_ALONE: {
    message: {
      en: '"none" cannot be combined with other methods, because it would make them optional.',
      zh: '“none”不能与其他方式同时使用，否则其他方式形同虚设。',
    },
    reference: 'RFC 6749 §2.1',
  },
  AUTH_METHOD_KEY_MISSING: {
    message: {
      en: 'The selected authentication method requires a public key. Send `jwks` or `jwksUri`.',
      zh: '所选的认证方式需要公钥。请提供 `jwks` 或 `jwksUri`。',
    },
    reference: 'OpenID Connect Core §9, RFC 8705 §2.2.2',
    dependsOn: ['clientAuthMethods', 'isConfidential', 'jwksUri'],
  },
  AUTH_METHOD_SECRET_DIGEST_ONLY: {
    message: {
      en: 'client_secret_jwt requires recoverable secrets, and this server stores only digests. Use private_key_jwt, or ask the operator to set SECRET_ENCRYPTION_KEYS.',
      zh: 'client_secret_jwt 需要可还原的客户端密钥，而本服务器只保存摘要。请改用 private_key_jwt，或请运维人员设置 SECRET_ENCRYPTION_KEYS。',
    },
    reference: 'OpenID Connect Core §9',
  },

  AUTH_METHOD_KEY_UNUSABLE: {
    message: {
      en: 'No key in the JWK Set can verify a signature of this client. Add an RSA, EC or OKP signing key whose algorithm the FAPI profile, if any, allows.',
      zh: 'JWK Set 中没有可验证此客户端签名的公钥。请添加用于签名的 RSA、EC 或 OKP 公钥；如选用 FAPI 规范，其算法须为该规范所允许。',
    },
    reference: 'OpenID Connect Core §9, RFC 7523 §3',
    dependsOn: ['clientAuthMethods', 'fapiProfile'],
  },
  AUTH_METHOD_CERTIFICATE_MISSING: {
    message: {
      en: 'self_signed_tls_client_auth requires a key with a certificate in x5c, or a `jwksUri`.',
      zh: 'self_signed_tls_client_auth 需要在 x5c 中带有证书的公钥，或 `jwksUri`。',
    },
    reference: 'RFC 8705 §2.2.2',
    dependsOn: ['clientAuthMethods'],
  },

  TLS_CLIENT_AUTH_MISSING: {
    message: {
      en: 'tls_client_auth requires exactly one certificate subject: a subject DN, or a DNS, URI, IP or e-mail subject alternative name.',
      zh: 'tls_client_auth 需要恰好一个证书主体：主体 DN，或 DNS、URI、IP、电子邮件主体备用名称。',
    },
    reference: 'RFC 8705 §2.1.2',
    dependsOn: ['clientAuthMethods'],
  },
  TLS_CLIENT_AUTH_ONE: {
    message: {
      en: 'Send exactly one certificate subject.',
      zh: '请提供恰好一个证书主体。',
    },
    reference: 'RFC 8705 §2.1.2',
  },
  TLS_CLIENT_AUTH_SUBJECT_DN: {
    message: {
      en: 'Invalid distinguished name. Example: CN=client,O=Example. Values must not be empty, "#" must be followed by pairs of hexadecimal digits, and a backslash by a special character or two hexadecimal digits.',
      zh: '可分辨名称无效。示例：CN=client,O=Example。值不能为空；“#”之后必须是成对的十六进制数字；反斜杠之后必须是特殊字符或两位十六进制数字。',
    },
    reference: 'RFC 8705 §2.1.2, RFC 4514 §2.4, §3',
  },
  TLS_CLIENT_AUTH_SAN_DNS: {
    message: {
      en: 'Must be a DNS name. Example: client.example.com.',
      zh: '必须是 DNS 名称。示例：client.example.com。',
    },
    reference: 'RFC 8705 §2.1.2, RFC 5280 §4.2.1.6',
  },
  TLS_CLIENT_AUTH_SAN_URI: {
    message: {
      en: 'Must be an absolute URI. Example: https://client.example.com/.',
      zh: '必须是绝对 URI。示例：https://client.example.com/。',
    },
    reference: 'RFC 8705 §2.1.2, RFC 5280 §4.2.1.6',
  },
  TLS_CLIENT_AUTH_SAN_IP: {
    message: {
      en: 'Must be an IP address: four decimal numbers, or IPv6 without brackets and zone.',
      zh: '必须是 IP 地址：四个十进制数，或不带方括号和区域标识的 IPv6 地址。',
    },
    reference: 'RFC 8705 §2.1.2',
  },
  TLS_CLIENT_AUTH_SAN_EMAIL: {
    message: {
      en: 'Must be an e-mail address. Example: client@example.com.',
      zh: '必须是电子邮件地址。示例：client@example.com。',
    },
    reference: 'RFC 8705 §2.1.2, RFC 5280 §4.2.1.6',
  },

  GRANT_TYPE_NEEDS_CONFIDENTIAL: {
    message: {
      en: 'The client_credentials grant requires a confidential client.',
      zh: '客户端凭据授权（client_credentials）仅适用于机密客户端。',
    },
    reference: 'RFC 6749 §4.4',
    dependsOn: ['isConfidential', 'clientAuthMethods'],
  },
  GRANT_TYPE_IMPLICIT: {
    message: {
      en: 'The implicit grant is not supported, because access tokens in URLs leak and can be replayed. Use authorization_code with PKCE.',
      zh: '不支持隐式授权（implicit）：URL 中的访问令牌会泄露并可能被重放。请使用带 PKCE 的 authorization_code。',
    },
    reference: 'RFC 9700 §2.1.2',
  },
  GRANT_TYPE_PASSWORD: {
    message: {
      en: 'The password grant is not supported, because it exposes the password of the user to the client. Use authorization_code with PKCE, or client_credentials between machines.',
      zh: '不支持密码授权（password）：它会把用户的密码暴露给客户端。请使用带 PKCE 的 authorization_code；机器之间请使用 client_credentials。',
    },
    reference: 'RFC 9700 §2.4',
  },
  GRANT_TYPE_REFRESH_ALONE: {
    message: {
      en: 'refresh_token requires another grant, which issues the first refresh token.',
      zh: 'refresh_token 需要搭配能签发首个刷新令牌的授权类型。',
    },
    reference: 'RFC 6749 §1.5, §6',
  },

  JWKS_AND_JWKS_URI: {
    message: {
      en: 'Send either `jwks` or `jwksUri`, not both.',
      zh: '`jwks` 和 `jwksUri` 只能提供其一。',
    },
    reference: 'RFC 7591 §2 (jwks)',
    dependsOn: ['jwks'],
  },
  JWKS_TOO_LONG: {
    message: {
      en: 'The JWK Set must be at most 64 KiB.',
      zh: 'JWK Set 最大 64 KiB。',
    },
    reference: 'a limit of this server',
  },
  JWKS_NOT_JSON: {
    message: {
      en: '`jwks` is not valid JSON. Send a JWK Set as JSON text: {"keys":[…]}.',
      zh: '`jwks` 不是有效的 JSON。请以 JSON 文本提供 JWK Set：{"keys":[…]}。',
    },
    reference: 'RFC 7517 §5',
  },
  JWKS_TOO_DEEP: {
    message: {
      en: 'The JWK Set is nested deeper than 16 levels.',
      zh: 'JWK Set 的嵌套超过 16 层。',
    },
    reference: 'a limit of this server',
  },
  JWKS_MEMBER_REPEATED: {
    message: {
      en: 'An object of the JWK Set has the same member twice; member names must be unique.',
      zh: 'JWK Set 的同一对象中有重复成员；成员名称必须唯一。',
    },
    reference: 'RFC 7517 §4, §5',
  },
  JWKS_SHAPE: {
    message: {
      en: 'A JWK Set must be a JSON object with a "keys" array of objects. Wrap a single key as {"keys":[…]}.',
      zh: 'JWK Set 必须是带有“keys”数组的 JSON 对象，数组的元素为对象。单个公钥请写成 {"keys":[…]}。',
    },
    reference: 'RFC 7517 §5, §5.1',
  },
  JWKS_EMPTY: {
    message: {
      en: 'The JWK Set contains no keys.',
      zh: 'JWK Set 中没有公钥。',
    },
    reference: 'RFC 7517 §5.1',
  },
  JWKS_TOO_MANY: {
    message: {
      en: 'A JWK Set can have at most 20 keys.',
      zh: 'JWK Set 最多包含 20 个公钥。',
    },
    reference: 'a limit of this server',
  },
  JWKS_TOO_MANY_CERTIFICATES: {
    message: {
      en: 'A JWK Set can have at most 20 certificates; omit those of the issuing CAs.',
      zh: 'JWK Set 最多包含 20 张证书；请省略上级 CA 的证书。',
    },
    reference: 'a limit of this server',
  },
  JWK_KTY: {
    message: {
      en: 'Each key must be an object with a non-empty string "kty".',
      zh: '每个公钥都必须是带有非空字符串成员“kty”的对象。',
    },
    reference: 'RFC 7517 §4.1',
  },
  JWK_PRIVATE: {
    message: {
      en: 'The key contains private members. Revoke it, generate a new key pair, and register only the public key.',
      zh: '该 JWK 包含私钥成员。请作废该私钥，生成新的密钥对，并只提供公钥。',
    },
    reference: 'OpenID Connect Dynamic Client Registration §2 (jwks)',
  },
  JWK_SYMMETRIC: {
    message: {
      en: 'Symmetric keys ("oct") have no public part. Register an RSA, EC or OKP public key.',
      zh: '对称密钥（“oct”）没有公开部分。请提供 RSA、EC 或 OKP 公钥。',
    },
    reference: 'OpenID Connect Dynamic Client Registration §2 (jwks)',
  },
  JWK_LABEL: {
    message: {
      en: 'kid, use and alg must be strings; key_ops must be a list of distinct strings.',
      zh: 'kid、use 和 alg 必须是字符串；key_ops 必须是互不相同的字符串列表。',
    },
    reference: 'RFC 7517 §4.2, §4.3, §4.4, §4.5',
  },
  JWK_ALG_SYMMETRIC: {
    message: {
      en: 'Use an asymmetric algorithm.',
      zh: '请使用非对称算法。',
    },
    reference: 'RFC 8725 §3.1',
  },
  JWK_ALG_MISMATCH: {
    message: {
      en: 'The algorithm cannot be used with a key of this type, curve and use.',
      zh: '该算法不适用于此类型、曲线和用途的公钥。',
    },
    reference: 'RFC 7518 §3.1, RFC 8725 §3.1',
  },
  JWK_RSA_MEMBER: {
    message: {
      en: 'An RSA key must have n and e, in base64url without padding.',
      zh: 'RSA 公钥必须有 n 和 e，均为不带填充的 base64url。',
    },
    reference: 'RFC 7518 §6.3.1',
  },
  JWK_RSA_SHORT: {
    message: {
      en: 'The RSA modulus must have at least 2,048 bits, not counting leading zeros.',
      zh: 'RSA 模数至少 2048 位（前导零不计）。',
    },
    reference: 'RFC 7518 §3.3',
  },
  JWK_RSA_LONG: {
    message: {
      en: 'The RSA modulus must have at most 8,192 bits; longer keys are too expensive to verify.',
      zh: 'RSA 模数最多 8192 位；更长的公钥验证代价过高。',
    },
    reference: 'a limit of this server',
  },
  JWK_RSA_EVEN: {
    message: {
      en: 'The RSA modulus is even, so it cannot be the product of two primes.',
      zh: 'RSA 模数是偶数，不可能是两个素数的乘积。',
    },
    reference: 'NIST SP 800-56B §6.4',
  },
  JWK_RSA_EXPONENT: {
    message: {
      en: 'The RSA exponent must be odd, at least 3, and at most 256 bits long.',
      zh: 'RSA 指数必须是奇数，不小于 3，且不超过 256 位。',
    },
    reference: 'NIST SP 800-56B §6.2, FIPS 186-5 §5.1',
  },
  JWK_CRV: {
    message: {
      en: 'An EC or OKP key must have a string "crv".',
      zh: 'EC 或 OKP 公钥必须有字符串成员“crv”。',
    },
    reference: 'RFC 7518 §6.2.1.1, RFC 8037 §2',
  },
  JWK_CURVE_WEAK: {
    message: {
      en: 'The curve is weaker than P-256.',
      zh: '该曲线的强度低于 P-256。',
    },
    reference: 'RFC 7518 §6.2.1.1',
  },
  JWK_COORDINATE: {
    message: {
      en: 'A coordinate must be base64url without padding, with the length of the curve including leading zeros.',
      zh: '坐标必须是不带填充的 base64url，长度（含前导零）必须符合曲线要求。',
    },
    reference: 'RFC 7518 §6.2.1.2, RFC 8037 §2',
  },
  JWK_OFF_CURVE: {
    message: {
      en: 'The point is not on the curve.',
      zh: '该点不在曲线上。',
    },
    reference: 'RFC 8725 §3.4',
  },
  JWK_X5C: {
    message: {
      en: 'x5c must be a list of at most 10 certificates, each in DER encoded as base64.',
      zh: 'x5c 必须是最多 10 张证书的列表，每张为 DER 格式的 base64 文本。',
    },
    reference: 'RFC 7517 §4.7',
  },
  JWK_X5C_OTHER_KEY: {
    message: {
      en: 'The first certificate in x5c must contain this key.',
      zh: 'x5c 中的第一张证书必须包含此公钥。',
    },
    reference: 'RFC 7517 §4.7',
  },
  JWKS_URI_HOST: {
    message: {
      en: '`jwksUri` must use a public host: not a loopback, private, link-local or other special-purpose address, not localhost, and not a name without a dot. The operator can allow a host in JWKS_URI_ALLOWED_HOSTS.',
      zh: '`jwksUri` 必须使用公网主机：不能是环回、私有、链路本地或其他特殊用途地址，不能是 localhost 或不含点号的名称。运维人员可通过 JWKS_URI_ALLOWED_HOSTS 允许主机。',
    },
    reference: 'RFC 8725 §3.10, RFC 6890 §2',
  },
  JWKS_URI_SCHEME: {
    message: {
      en: '`jwksUri` must be an https URL.',
      zh: '`jwksUri` 必须是 https 的 URL。',
    },
    reference: 'OpenID Connect Dynamic Client Registration §2 (jwks_uri)',
  },

  SCOPE_CHARACTER: {
    message: {
      en: 'A scope must consist of printable ASCII characters other than space, double quote and backslash.',
      zh: '权限范围必须由可打印的 ASCII 字符组成，且不含空格、双引号和反斜杠。',
    },
    reference: 'RFC 6749 §3.3',
  },
  SCOPE_TOO_LONG: {
    message: {
      en: 'A scope must have at most 255 characters.',
      zh: '权限范围最多 255 个字符。',
    },
    reference: 'a limit of this server',
  },

  PROFILE_CONFIDENTIAL: {
    message: {
      en: 'The FAPI profile requires a confidential client.',
      zh: '所选 FAPI 规范仅适用于机密客户端。',
    },
    reference: 'the clause of the profile',
    dependsOn: ['fapiProfile', 'clientAuthMethods'],
  },
  PROFILE_AUTH_METHOD: {
    message: {
      en: 'The FAPI profile does not allow this authentication method. `registrationProfiles` lists the allowed ones.',
      zh: '所选 FAPI 规范不允许此认证方式；允许的方式见该规范的要求。',
    },
    reference: 'the clause of the profile',
    dependsOn: ['fapiProfile', 'isConfidential'],
  },
  PROFILE_AUTH_METHOD_STRONG: {
    message: {
      en: 'The FAPI profile requires private_key_jwt, client_secret_jwt, tls_client_auth or self_signed_tls_client_auth.',
      zh: '所选 FAPI 规范要求至少使用 private_key_jwt、client_secret_jwt、tls_client_auth、self_signed_tls_client_auth 之一。',
    },
    reference: 'the clause of the profile',
    dependsOn: ['fapiProfile'],
  },
  PROFILE_REDIRECT_URI: {
    message: {
      en: 'The FAPI profile does not allow this redirect URI. Use https.',
      zh: '所选 FAPI 规范不允许此重定向 URI。请使用 https。',
    },
    reference: 'the clause of the profile',
    dependsOn: ['fapiProfile'],
  },
  PROFILE_GRANT_TYPE: {
    message: {
      en: 'The FAPI profile does not allow this grant type. `registrationProfiles` lists the allowed ones.',
      zh: '所选 FAPI 规范不允许此授权类型；允许的授权类型见该规范的要求。',
    },
    reference: 'the clause of the profile',
    dependsOn: ['fapiProfile'],
  },
  PROFILE_KEYS_REQUIRED: {
    message: {
      en: 'The FAPI profile requires signed requests. Send `jwks` with a signing key whose algorithm the profile allows, or `jwksUri`.',
      zh: '所选 FAPI 规范要求对请求签名。请在 `jwks` 中提供算法符合该规范的签名公钥，或提供 `jwksUri`。',
    },
    reference: 'the clause of the profile',
    dependsOn: ['fapiProfile', 'jwksUri'],
  },
  PROFILE_ALGORITHM: {
    message: {
      en: 'The FAPI profile does not allow this signature algorithm. `registrationProfiles` lists the allowed ones.',
      zh: '所选 FAPI 规范不允许此签名算法；允许的算法见该规范的要求。',
    },
    reference: 'the clause of the profile',
    dependsOn: ['fapiProfile'],
  },
  PROFILE_RSA_SHORT: {
    message: {
      en: 'The FAPI profile requires a longer RSA key. `registrationProfiles` gives the minimum length.',
      zh: '所选 FAPI 规范要求更长的 RSA 公钥；最小长度见该规范的要求。',
    },
    reference: 'the clause of the profile',
    dependsOn: ['fapiProfile'],
  },
  PROFILE_KID_REPEATED: {
    message: {
      en: 'The FAPI profile requires a different kid for each key, also across key types.',
      zh: '所选 FAPI 规范要求每个公钥使用不同的 kid，类型不同的公钥也不例外。',
    },
    reference: 'the clause of the profile',
    dependsOn: ['fapiProfile'],
  },

  REDIRECT_URIS_TWICE: {
    message: {
      en: 'Use either `redirectUris`, or `addRedirectUris` and `removeRedirectUris`.',
      zh: '请使用 `redirectUris`，或使用 `addRedirectUris` 和 `removeRedirectUris`，不能同时使用。',
    },
    reference: 'a rule of this server',
  },
  REDIRECT_URI_NOT_REGISTERED: {
    message: {
      en: 'This redirect URI is not registered. URIs are compared as exact strings.',
      zh: '该客户端没有此重定向 URI。URI 按完整字符串比较。',
    },
    reference: 'RFC 9700 §2.1',
  },
  CLIENT_NOT_FOUND: {
    message: {
      en: 'No such client in this tenant.',
      zh: '当前租户下不存在该客户端。',
    },
    reference: 'RFC 9110 §15.5.5',
  },
  SECRET_NOT_FOUND: {
    message: {
      en: 'The client has no such secret.',
      zh: '该客户端没有此密钥。',
    },
    reference: 'a rule of this server',
  },
  VERSION_CONFLICT: {
    message: {
      en: 'The client has changed since this version. Read it again, then repeat the change.',
      zh: '客户端版本已变更，请重新读取后再修改。',
    },
    reference: 'RFC 9110 §13.1.1',
  },
  SECRET_NOT_USED: {
    message: {
      en: 'The client does not authenticate with a secret. First add an authentication method that uses one.',
      zh: '该客户端不使用客户端密钥认证。请先添加使用密钥的认证方式。',
    },
    reference: 'RFC 6749 §2.1',
  },
  SECRET_LIMIT: {
    message: {
      en: 'The client already has two active secrets. Deactivate or delete one, or rotate.',
      zh: '该客户端已有两个有效的密钥。请吊销或删除其中一个，或执行轮换。',
    },
    reference: 'a limit of this server',
  },
  SECRET_LAST_ACTIVE: {
    message: {
      en: 'This active secret expires last, and the client authenticates with a secret. Add another secret first.',
      zh: '该客户端使用密钥认证，此密钥是最晚过期的有效密钥。请先添加密钥。',
    },
    reference: 'a rule of this server',
  },
  SECRET_TOO_MANY: {
    message: {
      en: 'The client has 20 valid secrets. Wait until one expires, deactivate one, or rotate with a grace period of 0.',
      zh: '该客户端已有 20 个可用的密钥。请等待其中一个过期、吊销其中一个，或以 0 秒的宽限期轮换。',
    },
    reference: 'a limit of this server',
  },
  SECRET_LAST: {
    message: {
      en: 'The last secret of a client cannot be deleted. Add another secret first.',
      zh: '不能删除客户端的最后一个密钥。请先添加密钥。',
    },
    reference: 'a rule of this server',
  },
  SECRET_DESCRIPTION: {
    message: {
      en: 'A description must have at most 255 characters. Control, bidirectional and invisible characters are not allowed.',
      zh: '备注最多 255 个字符，且不能包含控制字符、双向字符或不可见字符。',
    },
    reference: 'a limit of this server',
  },
  EXPIRES_AT_FORM: {
    message: {
      en: 'Must be a time in RFC 3339 format. Example: 2026-01-31T23:59:59Z.',
      zh: '时间必须采用 RFC 3339 格式。示例：2026-01-31T23:59:59Z。',
    },
    reference: 'RFC 3339 §5.6',
  },
  EXPIRES_AT_PAST: {
    message: {
      en: 'Must be in the future.',
      zh: '时间必须晚于当前时间。',
    },
    reference: 'a rule of this server',
  },
  EXPIRES_AT_GRACE: {
    message: {
      en: 'The new secret would expire no later than the secrets it replaces. Use a later time or a shorter grace period.',
      zh: '新密钥的过期时间不晚于被取代的密钥。请使用更晚的时间或更短的宽限期。',
    },
    reference: 'a rule of this server',
  },
  GRACE_SECONDS: {
    message: {
      en: 'The grace period must be from 0 to 2592000 seconds (30 days).',
      zh: '宽限期必须为 0 秒到 30 天（2592000 秒）。',
    },
    reference: 'a limit of this server',
  },
  IDEMPOTENCY_KEY_FORM: {
    message: {
      en: 'An idempotency key must have 1 to 255 printable ASCII characters.',
      zh: '幂等键必须由 1 到 255 个可打印的 ASCII 字符组成。',
    },
    reference: 'draft-ietf-httpapi-idempotency-key-header §2.1',
  },
  IDEMPOTENCY_KEY_REUSED: {
    message: {
      en: 'This key was used for another registration in the last 24 hours. Use a new key.',
      zh: '此幂等键在过去 24 小时内已用于另一次创建。请使用新的幂等键。',
    },
    reference: 'draft-ietf-httpapi-idempotency-key-header §2.7',
  },
  CLIENT_ID_FORM: {
    message: {
      en: 'A client_id must have 1 to 255 visible ASCII characters. It cannot be ".", ".." or a property of every JavaScript object, such as "constructor". Omit it to get a new one.',
      zh: 'client_id 必须由 1 到 255 个可见的 ASCII 字符组成，且不能是 “.”、“..” 或 JavaScript 对象固有的属性名（例如 “constructor”）。省略它会自动生成。',
    },
    reference: 'RFC 6749 §2.2',
  },
  CLIENT_ID_URL: {
    message: {
      en: 'A client_id cannot begin with "http:" or "https:", because a URL identifies a client by its metadata document.',
      zh: 'client_id 不能以 “http:” 或 “https:” 开头，因为 URL 通过元数据文档标识客户端。',
    },
    reference: 'draft-ietf-oauth-client-id-metadata-document §3',
  },
  CLIENT_ID_TAKEN: {
    message: {
      en: 'A client has or had this client_id. Choose another one.',
      zh: '此 client_id 正被或曾被客户端使用。请另选一个。',
    },
    reference: 'RFC 6749 §2.2',
  },
  IDEMPOTENCY_KEY_SPENT: {
    message: {
      en: 'The client registered with this key has been deleted. Use a new key.',
      zh: '用此幂等键创建的客户端已被删除。请使用新的幂等键。',
    },
    reference: 'draft-ietf-httpapi-idempotency-key-header §2.7',
  },
  PAGE_SIZE: {
    message: {
      en: 'A page must have 1 to 100 items.',
      zh: '每页必须为 1 到 100 项。',
    },
    reference: 'a limit of this server',
  },
  PAGE_DIRECTION: {
    message: {
      en: 'Use either `first` and `after`, or `last` and `before`.',
      zh: '请使用 `first` 和 `after`，或使用 `last` 和 `before`，不能同时使用。',
    },
    reference: 'GraphQL Cursor Connections §4',
  },
  PAGE_SKIP: {
    message: {
      en: 'Pages are numbered from 1. At most 1000000 items can be skipped, and only from the start of the list.',
      zh: '页码从 1 开始。最多可跳过 100 万项，且只能从列表开头算起。',
    },
    reference: 'a limit of this server',
  },
  CURSOR: {
    message: {
      en: 'Invalid cursor for this list and order.',
      zh: '游标不适用于此列表和排序。',
    },
    reference: 'GraphQL Cursor Connections §3.2',
  },
  FILTER: {
    message: {
      en: 'The search text must have 1 to 2,048 characters (for a name: 1 to 255) and no NUL.',
      zh: '搜索文本必须为 1 到 2048 个字符（名称为 1 到 255 个），且不含 NUL。',
    },
    reference: 'a limit of this server',
  },

  ADVISE_REDIRECT_URI_LOOPBACK: {
    message: {
      en: 'This redirect URI points to the device of the user, but a confidential client runs on a server. Use it only for development.',
      zh: '此重定向 URI 指向用户自己的设备，而机密客户端运行在服务器上。请仅用于开发。',
    },
    reference: 'RFC 8252 §7.3, §8.3',
    dependsOn: ['isConfidential', 'clientAuthMethods'],
  },
  ADVISE_REDIRECT_URI_LOCALHOST: {
    message: {
      en: '"localhost" can resolve to an interface other than loopback. Use 127.0.0.1 or [::1].',
      zh: '“localhost”可能解析到环回以外的接口。请使用 127.0.0.1 或 [::1]。',
    },
    reference: 'RFC 8252 §8.3',
  },
  ADVISE_REDIRECT_URI_PRIVATE_SCHEME_DOT: {
    message: {
      en: 'Another app on the same device can claim a scheme without a dot. Use https, or the reversed domain name of the app: com.example.app:/callback.',
      zh: '同一设备上的其他应用也可能占用不含点号的协议。请使用 https，或应用域名的反写形式：com.example.app:/callback。',
    },
    reference: 'RFC 8252 §8.4',
  },
  ADVISE_REDIRECT_URI_PRIVATE_SCHEME_SLASH: {
    message: {
      en: 'A private-use scheme should be followed by one slash, because some servers refuse other forms. Example: com.example.app:/callback.',
      zh: '私有协议之后应只有一个斜杠，有些服务器会拒绝其他形式。示例：com.example.app:/callback。',
    },
    reference: 'RFC 8252 §7.1',
  },
  ADVISE_REDIRECT_URIS_UNUSED: {
    message: {
      en: 'The redirect URIs are stored but not used, because no grant type of the client redirects.',
      zh: '重定向 URI 会被保存但不会使用：客户端没有需要重定向的授权类型。',
    },
    reference: 'RFC 7591 §2 (redirect_uris)',
    dependsOn: ['grantTypes'],
  },
  ADVISE_PROFILE_AUTH_METHOD: {
    message: {
      en: 'This authentication method is weaker than the FAPI baseline. A client is only as strong as its weakest method.',
      zh: '此认证方式弱于 FAPI 基线。客户端的安全性取决于其最弱的认证方式。',
    },
    reference: 'the clause of the profile',
    dependsOn: ['fapiProfile'],
  },
  ADVISE_TLS_CLIENT_AUTH_UNUSED: {
    message: {
      en: 'The certificate subject is stored but not used, because tls_client_auth is not among the authentication methods.',
      zh: '证书主体会被保存但不会使用：客户端未选用 tls_client_auth。',
    },
    reference: 'RFC 8705 §2.1.2',
    dependsOn: ['clientAuthMethods'],
  },
  ADVISE_TLS_CLIENT_AUTH_SUBJECT_DN: {
    message: {
      en: 'This distinguished name has spaces around separators or quoted values. Authorization servers that compare text do not match it. Use the form CN=client,O=Example.',
      zh: '此可分辨名称的分隔符两侧有空格，或值带有引号。按文本比较的授权服务器无法匹配。请写成 CN=client,O=Example 的形式。',
    },
    reference: 'RFC 4514 §2, §3',
  },
  ADVISE_JWK_KID_REPEATED: {
    message: {
      en: 'An earlier key of the same type has the same kid. Use a different kid for each key.',
      zh: '前面有同类型的公钥使用相同的 kid。请为每个公钥设置不同的 kid。',
    },
    reference: 'RFC 7517 §4.5',
  },
  ADVISE_DISPLAY_URL_HTTP: {
    message: {
      en: 'With plain http, anyone on the network path can change what the consent screen shows. Use https.',
      zh: '使用明文 http 时，网络路径上的任何人都能更改授权页的内容。请使用 https。',
    },
    reference: 'RFC 7591 §5',
  },
  RULES_CHANGED: {
    message: {
      en: 'The current rules or the policy of this server would refuse this client. Correct it with its next change.',
      zh: '按照当前规则或本服务器的策略，此客户端会被拒绝。请在下次修改时更正。',
    },
    reference: 'a rule of this server',
  },
} as const satisfies Record<string, IssueDefinition>;

/** References of rules that come from no standard. */
export const origins = {
  'a rule of this server': '本服务器的规则',
  'a limit of this server': '本服务器的限制',
  'the clause of the profile': '所选 FAPI 规范的条款',
} as const;

export type IssueCode = keyof typeof issueCatalogue;

/** Codes in audit events of earlier versions, with their current names. */
const renamedIssues: Readonly<Record<string, IssueCode>> = {
  BODY_NOT_JSON: 'INPUT_NOT_JSON',
  BODY_NOT_OBJECT: 'INPUT_NOT_OBJECT',
  UNKNOWN_WORD: 'UNKNOWN_VALUE',
};

/** The current name of an issue code in a stored event; empty for a code that was removed. */
export function currentIssueCode(stored: string): IssueCode[] {
  const code = renamedIssues[stored] ?? stored;
  return Object.hasOwn(issueCatalogue, code) ? [code as IssueCode] : [];
}
