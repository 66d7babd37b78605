import { readHouseFile } from "#capabilities/policy/index.ts";
import { catalogueName, invalidCatalogue, readCatalogue } from "./catalogue.ts";
import type { Catalogue } from "./catalogueWords.ts";

/**
 * The catalogue of an installation: the one beside its policies, or the house's where it has none of its own.
 * Errors: sharing.catalogue_invalid (503): the program does not start.
 */
export const openCatalogue = async (folder: string): Promise<Catalogue> =>
  readCatalogue(await readHouseFile(folder, catalogueName, invalidCatalogue));
