/** What to change where, for each fault: lines for the proxy's configuration, or a sentence where there are none. */
import type { MessageKey } from "#app/_text/translator.ts";
import type { Fault } from "#client/doctor/judge.ts";

export const products = ["NGINX", "Kong", "Apache", "Traefik", "CDN"] as const;
export type Product = (typeof products)[number];
export type Advice = { readonly code?: string; readonly words?: MessageKey };

const sockets: Record<Product, Advice> = {
  NGINX: {
    code: `location / {
  proxy_pass http://parley:3000;
  proxy_http_version 1.1;
  proxy_set_header Upgrade $http_upgrade;
  proxy_set_header Connection "upgrade";
  proxy_set_header Host $host;
}`,
  },
  Kong: {
    words: "doctor.words.socketKong",
    code: `routes:
  - name: parley
    paths: ["/"]
    protocols: [http, https]
    strip_path: false
    preserve_host: true`,
  },
  Apache: {
    code: `ProxyPreserveHost On
ProxyPass / http://parley:3000/ upgrade=websocket`,
  },
  Traefik: { words: "doctor.words.socketTraefik" },
  CDN: { words: "doctor.words.socketCdn" },
};

const streams: Record<Product, Advice> = {
  NGINX: {
    words: "doctor.words.streamNginx",
    code: `location /api/v1/ {
  proxy_pass http://parley:3000;
  proxy_buffering off;
  proxy_cache off;
  gzip off;
}`,
  },
  Kong: {
    code: `routes:
  - name: parley
    response_buffering: false
    request_buffering: false`,
  },
  Apache: {
    code: `SetEnvIf Request_URI "^/api/v1/" no-gzip
ProxyPass / http://parley:3000/ upgrade=websocket flushpackets=on`,
  },
  Traefik: { words: "doctor.words.streamTraefik" },
  CDN: { words: "doctor.words.streamCdn" },
};

const times: Record<Product, Advice> = {
  NGINX: {
    words: "doctor.words.timeoutNginx",
    code: `proxy_read_timeout 120s;
proxy_send_timeout 120s;`,
  },
  Kong: {
    code: `services:
  - name: parley
    read_timeout: 120000
    write_timeout: 120000`,
  },
  Apache: { code: "ProxyTimeout 120" },
  Traefik: {
    code: `entryPoints:
  websecure:
    transport:
      respondingTimeouts:
        readTimeout: 0
        writeTimeout: 0`,
  },
  CDN: { words: "doctor.words.timeoutCdn" },
};

const headers: Record<Product, Advice> = {
  NGINX: {
    code: `proxy_set_header Host $host;
proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
proxy_set_header X-Forwarded-Proto $scheme;`,
  },
  Kong: {
    code: `routes:
  - name: parley
    preserve_host: true`,
  },
  Apache: {
    code: `ProxyPreserveHost On
RequestHeader set X-Forwarded-Proto expr=%{REQUEST_SCHEME}`,
  },
  Traefik: {
    words: "doctor.words.headersTraefik",
    code: `entryPoints:
  websecure:
    forwardedHeaders:
      trustedIPs: ["10.0.0.0/8"]`,
  },
  CDN: { words: "doctor.words.headersCdn" },
};

/** Null where no proxy's configuration is to blame, or Parley's own is (`settings`). */
export const remedies: Record<Fault, Record<Product, Advice> | null> = {
  socketRefused: sockets,
  socketElsewhere: sockets,
  socketSilent: sockets,
  socketOneWay: sockets,
  streamBuffered: streams,
  streamRefused: streams,
  cut: times,
  requestsFail: null,
  requestsSlow: null,
  addressUnknown: null,
  hostRewritten: headers,
  protoWrong: headers,
  proxyUntrusted: null,
  addressMissing: headers,
  limited: null,
};
