import { Key } from "#platform/crypto/key.ts";
import { openMasters } from "#platform/crypto/masterKeys.ts";
import { type SuiteName, suiteNamed } from "#platform/crypto/suite.ts";
import { openVault, type Vault } from "#platform/crypto/vault.ts";
import { ownFolder } from "./folder.ts";

/** What a test seals with: real keys, the master in a file of a folder of its own. */
export async function testVault(secret: Buffer, suiteName: SuiteName = "aes-256-gcm"): Promise<Vault> {
  const folder = ownFolder("test-keys");
  const suite = suiteNamed(suiteName);
  const masters = await openMasters({ folder, suite, env: {}, say: () => undefined, mayMake: true });
  return openVault({ suite, digests: suite, masters, root: new Key(secret) });
}
