import { z } from "zod";
import type { Route } from "./route.ts";

type Schema = Record<string, unknown>;

const schemaOf = (schema: z.ZodType): Schema =>
  z.toJSONSchema(schema, { target: "draft-2020-12", io: "input", unrepresentable: "any" });

const braces = (path: string): string => path.replace(/:(\w+)/g, "{$1}");

function parameters(schema: z.ZodType | undefined, where: "path" | "query"): Schema[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema) as {
    properties?: Record<string, Schema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === "path" || required.includes(name),
    schema: property,
  }));
}

/** A session, a department's key, or either: where no post has the permission, the key alone. */
const securityOf = ({ key, sessionless }: Route["spec"]): Schema[] => [
  ...(sessionless ? [] : [{ session: [] }]),
  ...(key === undefined ? [] : [{ key: [] }]),
];

function operation({ spec }: Route): Schema {
  const problem = { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } };
  return {
    summary: spec.summary,
    operationId: `${spec.method.toLowerCase()}${spec.path.replace(/(?<!\W)\W+(\w)/g, (_m, c: string) => c.toUpperCase())}`,
    tags: [spec.path.split("/")[2] ?? "meta"],
    ...(spec.permission && { "x-permission": spec.permission, security: securityOf(spec) }),
    parameters: [...parameters(spec.params, "path"), ...parameters(spec.query, "query")],
    ...(spec.body && {
      requestBody: { required: true, content: { "application/json": { schema: schemaOf(spec.body) } } },
    }),
    ...(spec.upload && {
      requestBody: { required: true, content: { "multipart/form-data": { schema: { type: "object" } } } },
    }),
    ...(spec.bytes && {
      requestBody: { required: true, content: { "application/octet-stream": { schema: { type: "string", format: "binary" } } } },
    }), // prettier-ignore
    responses: {
      "200": {
        description: "好",
        ...(spec.output && { content: { "application/json": { schema: schemaOf(spec.output) } } }),
      },
      default: { description: (spec.refusals ?? []).join(", ") || "problem", content: problem },
    },
  };
}

/** OpenAPI 3.1 as a view of the route table. */
export function openapi(routes: readonly Route[], version: string): Schema {
  const paths: Record<string, Record<string, Schema>> = {};
  for (const route of routes) {
    const path = braces(route.spec.path);
    paths[path] = { ...paths[path], [route.spec.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "童护 Tonghu", version, license: { name: "Apache-2.0", identifier: "Apache-2.0" } },
    paths,
    components: {
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "tonghu_session" },
        key: { type: "http", scheme: "bearer", description: "部门领取的密钥：只能用于授权的操作" },
      },
      schemas: {
        Problem: {
          type: "object",
          required: ["type", "title", "status", "code", "detail"],
          properties: {
            type: { type: "string" }, title: { type: "string" }, status: { type: "integer" },
            code: { type: "string" }, detail: { type: "string" },
          }, // prettier-ignore
        },
      },
    },
  };
}
