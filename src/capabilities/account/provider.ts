import * as oidc from "openid-client";
import { Problem } from "#kernel/problem.ts";

/*
 * Single sign-on by OpenID Connect: authorisation code with PKCE, state and nonce (RFC 9700; OpenID Connect Core 3.1).
 * The provider says who somebody is; which account that is, is kept here (account_subject).
 */

export interface ProviderOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret?: string | undefined;
  /** Where the provider sends people back: the public address of /api/account/provider/return. */
  readonly returnTo: string;
  /** What the button says. */
  readonly name: string;
  /** The claim that holds the login name. Set: an account of that login is linked at the first sign-in. */
  readonly loginClaim?: string | undefined;
  /** Values of `acr`, or among `amr`, that mean a second factor was shown there. */
  readonly factorValues: readonly string[];
}

/** A sign-in on its way: state goes round by the provider, nonce and verifier stay here. */
export interface Flow {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface Subject {
  readonly issuer: string;
  readonly subject: string;
  readonly login: string | undefined;
  readonly factorShown: boolean;
}

export interface Provider {
  readonly name: string;
  /** The provider's page for a new sign-in. Errors: account.provider_unavailable (503). */
  begin(): Promise<{ readonly url: string; readonly flow: Flow }>;
  /** Who came back. Errors: account.provider_refused (403), account.provider_unavailable (503). */
  finish(query: URLSearchParams, flow: Flow): Promise<Subject>;
}

/** From the environment; undefined where no provider is named. Errors: account.provider_settings (500) where half is. */
export function providerOptions(env: Readonly<Record<string, string | undefined>>): ProviderOptions | undefined {
  const { TONGHU_OIDC_ISSUER: issuer, TONGHU_OIDC_CLIENT_ID: clientId, TONGHU_OIDC_RETURN: returnTo } = env;
  if (!issuer) return undefined;
  const insecure = !issuer.startsWith("https://") && !isLoopback(issuer);
  if (!clientId || !returnTo || insecure || !URL.canParse(issuer) || !URL.canParse(returnTo))
    throw new Problem("account.provider_settings", {}, 500);
  return {
    issuer, clientId, returnTo, clientSecret: env["TONGHU_OIDC_CLIENT_SECRET"] || undefined, name: env["TONGHU_OIDC_NAME"] || "统一身份认证",
    loginClaim: env["TONGHU_OIDC_LOGIN_CLAIM"] || undefined,
    factorValues: (env["TONGHU_OIDC_FACTOR_VALUES"] ?? "").split(",").map((text) => text.trim()).filter((text) => text !== ""),
  }; // prettier-ignore
}

const isLoopback = (url: string): boolean => /^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?(\/|$)/.test(url);

const unavailable = (thrown: unknown): Problem => {
  const problem = new Problem("account.provider_unavailable", { retryAfter: 30 }, 503);
  problem.cause = thrown;
  return problem;
};

const texts = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === "string");

function subjectOf(options: ProviderOptions, claims: oidc.IDToken): Subject {
  const shown = [...texts(claims["acr"]), ...texts(claims["amr"])];
  const login = options.loginClaim === undefined ? undefined : claims[options.loginClaim];
  return {
    issuer: claims.iss,
    subject: claims.sub,
    login: typeof login === "string" && login !== "" ? login : undefined,
    factorShown: shown.some((value) => options.factorValues.includes(value)),
  };
}

/** The provider's own settings are read at the first sign-in, and again after a failure: it may start later than we. */
export function openProvider(options: ProviderOptions): Provider {
  let known: Promise<oidc.Configuration> | undefined;
  const configuration = (): Promise<oidc.Configuration> => {
    known ??= discover(options).catch((thrown: unknown) => {
      known = undefined;
      throw unavailable(thrown);
    });
    return known;
  };
  return {
    name: options.name,
    begin: async () => begin(await configuration(), options),
    finish: async (query, flow) => finish(await configuration(), options, query, flow),
  };
}

const discover = (options: ProviderOptions): Promise<oidc.Configuration> =>
  oidc.discovery(new URL(options.issuer), options.clientId, options.clientSecret, undefined, {
    timeout: 10,
    ...(isLoopback(options.issuer) && { execute: [oidc.allowInsecureRequests] }),
  });

async function begin(
  configuration: oidc.Configuration,
  options: ProviderOptions,
): Promise<{ url: string; flow: Flow }> {
  const flow = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier: oidc.randomPKCECodeVerifier() };
  const url = oidc.buildAuthorizationUrl(configuration, {
    redirect_uri: options.returnTo,
    scope: "openid profile",
    state: flow.state,
    nonce: flow.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(flow.verifier),
    code_challenge_method: "S256",
  });
  return { url: url.href, flow };
}

async function finish(
  configuration: oidc.Configuration,
  options: ProviderOptions,
  query: URLSearchParams,
  flow: Flow,
): Promise<Subject> {
  const url = new URL(options.returnTo);
  url.search = query.toString();
  const checks = { pkceCodeVerifier: flow.verifier, expectedNonce: flow.nonce, expectedState: flow.state, idTokenExpected: true }; // prettier-ignore
  try {
    const claims = (await oidc.authorizationCodeGrant(configuration, url, checks)).claims();
    if (!claims) throw new Error("no claims");
    return subjectOf(options, claims);
  } catch (thrown) {
    if (thrown instanceof TypeError && thrown.message === "fetch failed") throw unavailable(thrown);
    const problem = new Problem("account.provider_refused", {}, 403);
    problem.cause = thrown;
    throw problem;
  }
}
