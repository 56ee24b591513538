import type { Text } from './english.ts';

export const chinese: Text = {
  notFound: '没有这个页面。',
  signIn: {
    title: '登录',
    token: 'Bearer 令牌',
    explanation: '令牌只保存在此页面的内存中；重新加载页面后需要重新登录。',
    submit: '登录',
  },
};
