import type { OAuthIssueCode } from '../document.ts';

/** What the server says in English, by the code that it says it with. Does not compile when a code lacks its sentence. */
export const issueChinese: Readonly<Record<OAuthIssueCode, string>> = {
  INPUT_NOT_JSON: '输入不是有效的 UTF-8 JSON。',
  INPUT_NOT_OBJECT: '输入必须是一个 JSON 对象。',
  REQUIRED: '此字段必填。',
  WRONG_TYPE: '值的 JSON 类型不对；类型必须严格一致：“true” 不是布尔值，字符串也不是列表。',
  NOT_CLEARED: '此字段不能清空；若要保持原值，请省略它。',
  UNKNOWN_FIELD: '输入中有此操作不支持的字段；字段名区分大小写和下划线。',
  UNSUPPORTED_METADATA: '服务器不支持设置此字段，请删除。',
  ALIAS_CONFLICT: '此字段的两个名称给出了不同的值，请只发送其中一个。',
  UNKNOWN_WORD: '未知取值（区分大小写）。',
  EMPTY_LIST: '列表为空；请至少给出一项，或用 null 取其默认值。',
  TOO_MANY_ITEMS: '一个列表最多有 100 项。',
  NAME_BLANK: '名称至少要有一个可见字符。',
  NAME_TOO_LONG: '名称超过了 255 个字符。',
  NAME_CHARACTER:
    '名称中有无法安全显示的字符：控制字符、行或段落分隔符、双向覆盖或隔离字符，或不成对的代理项。',
  NAME_INVISIBLE:
    '名称中有不可见字符（例如零宽空格或方向标记），请删除。U+200C 和 U+200D 仅在文字或表情符号需要之处允许使用。',
  REDIRECT_URI_REQUIRED: '使用授权码授权的客户端至少需要一个重定向 URI。',
  REDIRECT_URI_SCHEME: '此方案会让浏览器或手机运行、读取或打开内容，而不是重定向。请使用 https。',
  REDIRECT_URI_HTTP: '明文 http 只在环回地址上被接受（127.0.0.0/8、[::1]、localhost）；请使用 https。',
  REDIRECT_URI_PRIVATE_SCHEME:
    '私有方案的名称中必须含有点号，例如 com.example.app:/callback。运维人员可在 ALLOWED_PRIVATE_USE_SCHEMES 中放行其他方案。',
  REDIRECT_URI_PRIVATE_SCHEME_EMPTY: 'URI 的方案之后没有内容。示例：com.example.app:/callback。',
  REDIRECT_URI_PRIVATE_SCHEME_CONFIDENTIAL:
    '私有方案属于原生应用，而原生应用是公开客户端；请使用 https，或把客户端注册为公开客户端。',
  REDIRECT_URI_WILDCARD: '重定向 URI 按完整字符串比较；请注册每一个 URI，而不是带 “*” 的模式。',
  REDIRECT_URI_DOT_SEGMENT:
    '路径中有明文或编码的 “.” 或 “..” 段，实际指向与字面不同；请写出它真正指向的路径。',
  REDIRECT_URI_ENCODED_CONTROL:
    'URI 中有编码的控制字符（如 NUL、CR 或 LF），可能导致 HTTP 头被拆分；请删除。',
  REDIRECT_URI_RESPONSE_PARAMETER: '查询中有参数 “code” 或 “state”，而授权响应会自行加上它们；请换一个名称。',
  URI_TOO_LONG: 'URI 超过了 2,048 个字符。',
  URI_CHARACTER:
    'URI 中有 RFC 3986 不允许的字符；请对空格和非 ASCII 字符做百分号编码，国际化主机名请写成 ASCII 形式。',
  URI_NOT_ABSOLUTE: 'URI 必须是绝对 URI，以方案开头，例如 https://app.example.com/callback。',
  URI_FRAGMENT: 'URI 带有片段；请删除 “#” 及其后的全部内容。',
  URI_HOST: 'http 或 https 的 URI 在方案之后需要 “//” 和主机。',
  URI_USERINFO: 'URI 的主机前有用户名或密码；请删除主机之前直到 “@” 为止的部分。',
  URI_PORT: '端口必须是 1 到 65535 的数字。',
  URI_HOST_NAME:
    '主机必须是 ASCII 名称，不含百分号编码、空标签或末尾的点；国际化名称请写成有效的 xn-- 形式。',
  URI_HOST_IPV4: '主机是一个会被浏览器读作 IPv4 地址的数字；请写成四个十进制数。',
  URI_HOST_IPV6: '方括号中的主机必须是不带区域标识的 IPv6 地址。',
  URI_UNREADABLE: '浏览器无法读取此 URI。',
  URL_NOT_WEB: '页面或徽标的地址必须是 http 或 https 的 URL。',
  AUTH_METHOD_NEEDS_CONFIDENTIAL: '公开客户端无法保管凭据：请只用 “none”，或把客户端注册为机密客户端。',
  AUTH_METHOD_NONE_CONFIDENTIAL:
    '机密客户端必须进行认证：请选择 “none” 以外的方式，或把客户端注册为公开客户端。',
  AUTH_METHOD_NONE_NOT_ALONE: '“none” 与其他方式并列会使其他方式形同虚设；请二选一。',
  AUTH_METHOD_KEY_MISSING: '所选的认证方式需要公钥：请提供 JWK Set 或其地址。',
  AUTH_METHOD_SECRET_DIGEST_ONLY:
    'client_secret_jwt 需要服务器能还原客户端密钥，而本服务器只保存其摘要；请改用 private_key_jwt，或请运维人员设置 SECRET_ENCRYPTION_KEYS。',
  AUTH_METHOD_KEY_UNUSABLE:
    'JWK Set 中没有可用于验证此客户端签名的公钥：需要一个用于签名的 RSA、EC 或 OKP 公钥，且其算法为所选 FAPI 规范（如有）所允许。',
  AUTH_METHOD_CERTIFICATE_MISSING:
    'self_signed_tls_client_auth 需要一个在 x5c 中带有证书的公钥，或者 jwks_uri。',
  TLS_CLIENT_AUTH_MISSING:
    'tls_client_auth 需要证书的主体：主体 DN，或 DNS、URI、IP、电子邮件主体备用名称中的恰好一个。',
  TLS_CLIENT_AUTH_ONE: '请给出恰好一个证书主体。',
  TLS_CLIENT_AUTH_SUBJECT_DN:
    '可分辨名称无效。示例：CN=client,O=Example。值不能为空；“#”之后只能是成对的十六进制数字；反斜杠之后必须是特殊字符或两位十六进制数字。',
  TLS_CLIENT_AUTH_SAN_DNS: '主体必须是 DNS 名称，例如 client.example.com。',
  TLS_CLIENT_AUTH_SAN_URI: '主体必须是绝对 URI，例如 https://client.example.com/。',
  TLS_CLIENT_AUTH_SAN_IP: '主体必须是 IP 地址：四个十进制数，或不带方括号和区域标识的 IPv6 地址。',
  TLS_CLIENT_AUTH_SAN_EMAIL: '主体必须是电子邮件地址，例如 client@example.com。',
  GRANT_TYPE_NEEDS_CONFIDENTIAL: '客户端凭据授权仅供机密客户端使用。',
  GRANT_TYPE_IMPLICIT:
    '隐式授权（implicit）在任何 FAPI 规范下均不接受：URL 中的访问令牌会泄露并可能被重放。请使用带 PKCE 的 authorization_code。',
  GRANT_TYPE_PASSWORD:
    '密码授权（password）在任何 FAPI 规范下均不接受：它会把用户的密码交给客户端。请使用带 PKCE 的 authorization_code；机器之间请使用 client_credentials。',
  GRANT_TYPE_REFRESH_ALONE: '仅有 refresh_token 无法开始：请加上能签发首个刷新令牌的授权类型。',
  JWKS_AND_JWKS_URI: '请在 jwks 中给出公钥，或在 jwks_uri 中给出其地址，不要两者都给。',
  JWKS_TOO_LONG: 'JWK Set 超过了 64 KiB。',
  JWKS_NOT_JSON: 'jwks 不是有效的 JSON；它必须是 JWK Set 的文本，即 {"keys":[…]}。',
  JWKS_TOO_DEEP: 'JWK Set 的嵌套超过了 16 层；它只需要四层。',
  JWKS_MEMBER_REPEATED: 'JWK Set 的同一个对象中有成员出现两次；每个名称必须唯一。',
  JWKS_SHAPE: 'JWK Set 必须是带有成员 “keys” 的 JSON 对象，其值为对象数组；单个公钥请写成 {"keys":[…]}。',
  JWKS_EMPTY: 'JWK Set 中没有公钥。',
  JWKS_TOO_MANY: '一个 JWK Set 最多有 20 个公钥。',
  JWKS_TOO_MANY_CERTIFICATES: '一个 JWK Set 最多有 20 张证书；请省略上级 CA 的证书。',
  JWK_KTY: '每个公钥都必须是带有非空字符串成员 “kty” 的对象。',
  JWK_PRIVATE: '该密钥含有私有成员。请停用它，生成新的密钥对，并只注册其公开部分。',
  JWK_SYMMETRIC: '对称密钥（“oct”）本身就是秘密，没有公开部分；请注册 RSA、EC 或 OKP 公钥。',
  JWK_LABEL: 'kid、use 和 alg 必须是字符串，key_ops 必须是互不相同的字符串列表。',
  JWK_ALG_SYMMETRIC: '该算法是对称算法或 none，公钥配上它就成了共享秘密；请指定非对称算法。',
  JWK_ALG_MISMATCH: '该算法不适用于此类型、曲线和用途的公钥。',
  JWK_RSA_MEMBER: 'RSA 密钥必须有 n 和 e，均为不带填充的 base64url。',
  JWK_RSA_SHORT: 'RSA 模数短于 2,048 位；前导零不计。',
  JWK_RSA_LONG: 'RSA 模数长于 8,192 位，验证方的代价过高。',
  JWK_RSA_EVEN: 'RSA 模数是偶数，因此不是两个素数的乘积。',
  JWK_RSA_EXPONENT: 'RSA 指数必须是奇数，不小于 3，且不超过 256 位。',
  JWK_CRV: 'EC 或 OKP 密钥必须有字符串成员 “crv”。',
  JWK_CURVE_WEAK: '该曲线小于 P-256。',
  JWK_COORDINATE: '坐标必须是不带填充的 base64url，且长度（含前导零）符合曲线要求。',
  JWK_OFF_CURVE: '该点不在其曲线上。',
  JWK_X5C: 'x5c 必须是证书列表，最多 10 张，每张为其 DER 形式的 base64 文本。',
  JWK_X5C_OTHER_KEY: 'x5c 中的第一张证书不含此公钥。',
  JWKS_URI_HOST:
    'jwks_uri 必须指向公网主机：不能是环回、私有、链路本地或其他特殊地址，不能是 localhost，也不能是没有点的名称。运维人员可在 JWKS_URI_ALLOWED_HOSTS 中放行主机。',
  JWKS_URI_SCHEME: 'jwks_uri 必须是 https 的 URL。',
  SCOPE_CHARACTER: '作用域必须由一个或多个可打印 ASCII 字符组成，不得含空格、双引号和反斜杠。',
  SCOPE_TOO_LONG: '作用域超过了 255 个字符。',
  PROFILE_CONFIDENTIAL: '所选 FAPI 规范仅适用于机密客户端。',
  PROFILE_AUTH_METHOD: '所选 FAPI 规范不允许此认证方式；允许的方式见该规范的要求。',
  PROFILE_AUTH_METHOD_STRONG:
    '所选 FAPI 规范要求至少有 private_key_jwt、client_secret_jwt、tls_client_auth 和 self_signed_tls_client_auth 之一。',
  PROFILE_REDIRECT_URI: '所选 FAPI 规范不允许此重定向 URI：请使用 https。',
  PROFILE_GRANT_TYPE: '所选 FAPI 规范不允许此授权类型；允许的授权类型见该规范的要求。',
  PROFILE_KEYS_REQUIRED:
    '所选 FAPI 规范要求对请求签名：请在 jwks 中给出用于签名的公钥，且其算法为该规范所允许，或给出 jwks_uri。',
  PROFILE_ALGORITHM: '所选 FAPI 规范不允许此签名算法；允许的算法见该规范的要求。',
  PROFILE_RSA_SHORT: '所选 FAPI 规范要求更长的 RSA 密钥；长度见该规范的要求。',
  PROFILE_KID_REPEATED: '所选 FAPI 规范要求每个公钥使用不同的 kid，类型不同的公钥也不例外。',
  REDIRECT_URIS_TWICE: '完整列表与对已存列表的更改互相排斥；请只给出其一。',
  REDIRECT_URI_NOT_REGISTERED: '此重定向 URI 未注册，因此无法移除；URI 按完整字符串比较。',
  CLIENT_NOT_FOUND: '此租户中没有这个客户端。',
  SECRET_NOT_FOUND: '该客户端没有这个客户端密钥。',
  VERSION_CONFLICT: '客户端已不是这个版本；请重新读取后再做更改。',
  SECRET_NOT_USED: '该客户端不使用客户端密钥认证；请先为它选择一种使用客户端密钥的认证方式。',
  SECRET_LIMIT: '该客户端已有两个有效的客户端密钥；请停用或删除一个，或者轮换。',
  SECRET_LAST_ACTIVE: '该客户端使用客户端密钥认证，且没有其他有效期不短于它的有效密钥；请先添加一个。',
  SECRET_TOO_MANY:
    '该客户端有 20 个仍能通过验证的客户端密钥；请等其中一个到期，停用一个，或以 0 秒的宽限期轮换。',
  SECRET_LAST: '最后一个客户端密钥不能删除；请先添加另一个。',
  SECRET_DESCRIPTION: '说明最多有 255 个字符，且不含名称中不允许的字符。',
  EXPIRES_AT_FORM: '时间必须采用 RFC 3339 格式，例如 2026-01-31T23:59:59Z。',
  EXPIRES_AT_PAST: '时间已经过去；请给出将来的时间。',
  EXPIRES_AT_GRACE: '新客户端密钥的到期时间不晚于它要取代的密钥；请给出更晚的时间或更短的宽限期。',
  GRACE_SECONDS: '宽限期必须是 0 到 2592000 之间的秒数，最长 30 天。',
  IDEMPOTENCY_KEY_FORM: '幂等键必须由 1 到 255 个可打印 ASCII 字符组成。',
  IDEMPOTENCY_KEY_REUSED: '此键在 24 小时内已用于另一次注册；请使用新的键。',
  IDEMPOTENCY_KEY_SPENT: '用此键注册的客户端已被删除；请使用新的键。',
  PAGE_SIZE: '每页必须为 1 到 100 项。',
  PAGE_DIRECTION: '一页用 first 和 after 从前往后读，或用 last 和 before 从后往前读，不能同时使用。',
  PAGE_SKIP: '页码从 1 开始，最多可跳过 1000000 项，且只能从列表开头算起。',
  CURSOR: '该游标不属于此列表的当前排序。',
  FILTER: '搜索文本必须为 1 到 2048 个字符（名称为 1 到 255 个），且不含 NUL。',
  ADVISE_REDIRECT_URI_LOOPBACK:
    '机密客户端运行在服务器上，而此重定向 URI 指向登录者自己的机器；请只用于开发。',
  ADVISE_REDIRECT_URI_LOCALHOST: '“localhost” 可能指向环回以外的接口；127.0.0.1 或 [::1] 则不会。',
  ADVISE_REDIRECT_URI_PRIVATE_SCHEME_DOT:
    '同一设备上的其他应用也可能占用不含点号的方案。请使用 https，或应用域名的反写形式：com.example.app:/callback。',
  ADVISE_REDIRECT_URI_PRIVATE_SCHEME_SLASH:
    '私有方案之后应只有一个斜杠，例如 com.example.app:/callback。有些服务器会拒绝其他形式。',
  ADVISE_REDIRECT_URIS_UNUSED: '重定向 URI 会被保存但不会使用：客户端没有需要重定向的授权类型。',
  ADVISE_PROFILE_AUTH_METHOD: '此认证方式弱于 FAPI 基线；客户端的强度取决于其最弱的方式。',
  ADVISE_TLS_CLIENT_AUTH_UNUSED: '证书主体会被保存但不会使用：客户端未采用 tls_client_auth 方式。',
  ADVISE_TLS_CLIENT_AUTH_SUBJECT_DN:
    '此可分辨名称在分隔符两侧有空格，或值带有引号。按文本比较的授权服务器无法与之匹配；请写成 CN=client,O=Example 的形式。',
  ADVISE_JWK_KID_REPEATED: '前面有一个同类型的公钥使用相同的 kid。请为每个公钥设置不同的 kid。',
  ADVISE_DISPLAY_URL_HTTP: '明文 http 让途中的任何人都能更改授权同意页面所显示的内容；请使用 https。',
};

/** Where a rule has no clause but is the server's own. */
export const originChinese: Readonly<Record<string, string>> = {
  'a rule of this server': '本服务器的规则',
  'a limit of this server': '本服务器的限制',
  'the clause of the profile': '所选 FAPI 规范的条款',
};
