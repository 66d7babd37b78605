import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";

/** The built pages: officers at /desk/, directors at /phone/, everybody at /public/. */
export async function mountWeb(app: FastifyInstance, folder: string): Promise<void> {
  let first = true;
  for (const page of ["desk", "phone", "public"]) {
    await app.register(fastifyStatic, {
      root: join(folder, page),
      prefix: `/${page}/`,
      decorateReply: first,
      cacheControl: false,
      preCompressed: true, // tools/build.ts
      setHeaders: (reply, path) => {
        const named = path.includes(`${page}/assets/`);
        void reply.header("cache-control", named ? "public, max-age=31536000, immutable" : "no-cache");
      },
    });
    first = false;
    app.get(`/${page}`, (_request, reply) => reply.redirect(`/${page}/`));
  }
  app.get("/", (_request, reply) => reply.redirect("/desk/"));
}
