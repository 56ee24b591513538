import type { Text } from './english.ts';

export const chinese: Text = {
  notFound: '没有这个页面。',
  signIn: {
    title: '登录',
    token: 'Bearer 令牌',
    explanation: '令牌只保存在此页面的内存中；重新加载页面后需要重新登录。',
    submit: '登录',
  },
  copy: { idle: '复制', copied: '已复制', failed: '请选中文本并手动复制' },
  issueList: { reference: (clause) => `参见 ${clause}` },
  secretOnce: {
    title: '客户端密钥',
    warning: '请立即复制。此密钥不会再次显示：系统只保存其摘要。任何持有它的人都可以冒充该客户端。',
    lastFour: (lastFour) => `末四位 ${lastFour}`,
    expires: '到期时间',
    never: '永不过期',
    stored: '我已将密钥保存在安全的地方。',
    close: '完成',
  },
  failure: {
    refused: '请求被拒绝，未作任何更改。',
    stale: '此客户端已被他人修改。您的更改未写入。',
    reload: '重新加载客户端',
    retry: '重试',
    requestId: '请求编号',
    unreachable: '无法连接网关。',
    unreachableAdvice: '请检查网络以及网关是否在运行，然后重试。更改是否已完成尚不确定。',
    other: '网关拒绝了此请求。',
    byCode: {
      UNAUTHENTICATED: '网关不再接受此令牌。',
      FORBIDDEN: '您的令牌没有执行此操作的权限。',
      RATE_LIMITED: '请求过于频繁。',
      UNAVAILABLE: '数据库繁忙或没有响应。',
      INTERNAL_SERVER_ERROR: '网关发生故障。',
      INVALID_ARGUMENT: '网关不接受此参数。',
    },
    retryAfter: (seconds) => `请在 ${seconds} 秒后重试。`,
    rights: {
      read: '需要读取权限：角色 admin、super_admin 或 security_admin，或作用域 oauth.clients:read。',
      write: '需要管理员：角色 admin 或 super_admin，或作用域 oauth.clients:write。',
      rotate: '需要密钥权限：管理员，或作用域 oauth.clients:rotate。',
      delete: '需要删除权限：管理员，或作用域 oauth.clients:delete。',
    },
  },
};
