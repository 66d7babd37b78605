import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Configuration, Provider } from "oidc-provider";

/** A real OpenID provider on loopback, whose people sign in by being named. */
export interface TestProvider {
  readonly issuer: string;
  /** Whom the provider takes the next visitor for. */
  signInAs(subject: string, claims?: Readonly<Record<string, unknown>>): void;
  /** Walks a browser through the provider's pages; answers the address at which it sends people back. */
  visit(url: string): Promise<URL>;
  close(): Promise<void>;
}

interface Person {
  subject: string;
  claims: Readonly<Record<string, unknown>>;
}

const configuration = (client: { id: string; secret: string; returnTo: string }, person: Person): Configuration => ({
  clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [client.returnTo], grant_types: ["authorization_code"], response_types: ["code"] }],
  pkce: { required: () => true },
  claims: { openid: ["sub", "acr", "amr"], profile: ["employee"] },
  conformIdTokenClaims: false,
  findAccount: (_context, sub) => ({ accountId: sub, claims: async () => ({ sub, ...person.claims }) }),
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
  cookies: { keys: ["test"] },
}); // prettier-ignore

/** The provider's own page: whoever comes is the person that the test named, and agrees. */
async function interact(
  provider: Provider,
  person: Person,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const details = await provider.interactionDetails(request, response);
  const grant = new provider.Grant({ accountId: person.subject, clientId: String(details.params["client_id"]) });
  grant.addOIDCScope("openid profile");
  const { acr, amr } = person.claims as { acr?: string; amr?: string[] };
  const login = { accountId: person.subject, ...(acr !== undefined && { acr }), ...(amr !== undefined && { amr }) };
  await provider.interactionFinished(request, response, { login, consent: { grantId: await grant.save() } });
}

export async function testProvider(client: { id: string; secret: string; returnTo: string }): Promise<TestProvider> {
  const person: Person = { subject: "", claims: {} };
  let handle: (request: IncomingMessage, response: ServerResponse) => void = () => undefined;
  const server: Server = createServer((request, response) => handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, configuration(client, person));
  const pages = provider.callback();
  handle = (request, response) => {
    if (request.url?.startsWith("/interaction/"))
      void interact(provider, person, request, response).catch(() => response.writeHead(500).end()); // prettier-ignore
    else void pages(request, response);
  };
  return {
    issuer,
    signInAs: (subject, claims = {}) => Object.assign(person, { subject, claims }),
    visit: (url) => walk(url, client.returnTo),
    close: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    }),
  }; // prettier-ignore
}

/** Follows redirects with the cookies of the provider, up to the one that leads back. */
async function walk(start: string, returnTo: string): Promise<URL> {
  const jar = new Map<string, string>();
  let url = new URL(start);
  for (let step = 0; step < 10; step += 1) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(url, { redirect: "manual", headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    const location = answer.headers.get("location");
    if (location === null) throw new Error(`provider: ${answer.status} ${(await answer.text()).slice(0, 500)}`);
    url = new URL(location, url);
    if (url.href.startsWith(returnTo)) return url;
  }
  throw new Error("provider: it never leads back");
}
