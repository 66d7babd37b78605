/**
 * Marks a text as SQL, so that the lint of tools/schema.test.ts reads every statement of the house. Nothing is
 * ever interpolated but other constant SQL texts: values go by parameter.
 */
export const sql = (text: TemplateStringsArray, ...constants: readonly string[]): string =>
  String.raw({ raw: text.raw }, ...constants);
