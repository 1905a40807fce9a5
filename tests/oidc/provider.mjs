// SPDX-FileCopyrightText: Leitstand maintainers
// SPDX-License-Identifier: EUPL-1.2
//
// A real OpenID Connect provider on loopback, for tests alone: `node provider.mjs PORT`.
// Any password opens; the account name chooses the claims. GET /forge/KIND makes the next ID token
// a forged one. Prints "ready" once it listens.

import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import Provider from 'oidc-provider';

const [port] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
// The tests' own server picks its port when it starts.
const CALLBACK = /^http:\/\/(testserver|localhost:\d+|127\.0\.0\.1:\d+)\/konto\/oidc\/sso\/zurueck$/;
const CLIENT = { id: 'leitstand', secret: 'loopback-secret-loopback-secret' };
const PEOPLE = {
  anna: { name: 'Anna Amt', preferred_username: 'anna.amt', groups: ['mpi-office'] },
  otto: { name: 'Otto Ort', preferred_username: 'otto', groups: ['senweb', 'kantine'] },
  fremd: { name: 'Fried Fremd', preferred_username: 'fremd', groups: ['anderes'] },
};

const own = await generateKeyPair('RS256', { extractable: true });
const stolen = await generateKeyPair('RS256', { extractable: true });
const jwk = { ...(await exportJWK(own.privateKey)), kid: 'one', alg: 'RS256', use: 'sig' };
let forgery = null;
let people = structuredClone(PEOPLE);

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: CLIENT.id,
      client_secret: CLIENT.secret,
      redirect_uris: ['http://testserver/konto/oidc/sso/zurueck'],
      grant_types: ['authorization_code'],
      response_types: ['code'],
      token_endpoint_auth_method: 'client_secret_post',
    },
  ],
  jwks: { keys: [jwk] },
  cookies: { keys: ['loopback'] },
  claims: {
    openid: ['sub'],
    profile: ['name', 'preferred_username'],
    email: ['email', 'email_verified'],
    groups: ['groups'],
  },
  scopes: ['openid', 'profile', 'email', 'groups'],
  pkce: { required: () => true },
  ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
  findAccount: (ctx, sub) => ({
    accountId: sub,
    claims: () => ({ sub, email: `${sub}@example.org`, email_verified: true, ...people[sub] }),
  }),
});

provider.Client.prototype.redirectUriAllowed = (uri) => CALLBACK.test(uri);

const claims = (token) => JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString());
const sign = (content, key = own.privateKey) =>
  new SignJWT(content).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(key);
const past = Math.floor(Date.now() / 1000) - 7200;
const part = (content) => Buffer.from(JSON.stringify(content)).toString('base64url');

const FORGERIES = {
  signature: (content) => sign(content, stolen.privateKey),
  audience: (content) => sign({ ...content, aud: 'another-client' }),
  party: (content) => sign({ ...content, aud: [CLIENT.id, 'another'], azp: 'another' }),
  nonce: (content) => sign({ ...content, nonce: 'not-what-was-asked' }),
  'no-nonce': ({ nonce, ...content }) => sign(content),
  issuer: (content) => sign({ ...content, iss: 'http://127.0.0.1:1' }),
  expired: (content) => sign({ ...content, iat: past, exp: past + 60 }),
  subject: (content) => sign({ ...content, sub: 'anna-not' }),
  unsigned: (content) => `${part({ alg: 'none', kid: 'one' })}.${part(content)}.`,
  symmetric: (content) =>
    new SignJWT(content)
      .setProtectedHeader({ alg: 'HS256', kid: 'one' })
      .sign(new TextEncoder().encode(CLIENT.secret)),
  missing: () => undefined,
};

provider.use(async (ctx, next) => {
  if (ctx.path.startsWith('/forge/')) {
    forgery = FORGERIES[ctx.path.slice('/forge/'.length)] ?? null;
    ctx.body = 'ok';
    return;
  }
  if (ctx.path.startsWith('/groups/')) {
    const [, , sub, groups] = ctx.path.split('/');
    people = structuredClone(PEOPLE);
    if (sub) people[sub].groups = groups ? groups.split(',') : [];
    ctx.body = 'ok';
    return;
  }
  await next();
  if (ctx.path === '/token' && ctx.body?.id_token && forgery) {
    ctx.body = { ...ctx.body, id_token: await forgery(claims(ctx.body.id_token)) };
    forgery = null;
  }
});

provider.listen(Number(port), '127.0.0.1', () => console.log('ready'));
